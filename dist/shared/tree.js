import { createHash } from "node:crypto";

// src/values/tree.ts
/** Sorts paths by their UTF-8 bytes, as git and `LC_ALL=C sort` do. */
function sortPaths(paths) {
	return [...paths].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

export { sortPaths as t };