import { createHash } from "node:crypto";

// src/values/tree.ts
/** Sorts a git listing into files that can be read, what is no plain file, and what git calls each. Folders do not belong into it. */
function sortEntries(entries) {
	const files = /* @__PURE__ */ new Map();
	const specials = /* @__PURE__ */ new Map();
	const ids = /* @__PURE__ */ new Map();
	for (const { path, mode, id } of entries) {
		const special = specialOf(mode);
		if (special === void 0 || special === "executable file") files.set(path, id);
		if (special !== void 0) specials.set(path, special);
		ids.set(path, special === void 0 ? id : `${mode} ${id}`);
	}
	return {
		files,
		specials,
		ids
	};
}
function specialOf(mode) {
	if (mode === "100644" || mode === "100664") return void 0;
	if (mode === "100755") return "executable file";
	return mode === "160000" ? "submodule" : "symbolic link";
}
/** Sorts paths by their UTF-8 bytes, as git and `LC_ALL=C sort` do. */
function sortPaths(paths) {
	return [...paths].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

export { sortPaths as n, sortEntries as t };