import { t as sortPaths } from "./tree.js";
import { t as ioFaults } from "./faults3.js";

// src/io/git.ts
const quiet = {
	GIT_TERMINAL_PROMPT: "0",
	GIT_CONFIG_NOSYSTEM: "1",
	GIT_OPTIONAL_LOCKS: "0",
	LC_ALL: "C"
};
const largestFile = 67108864;
/** Opens a repository or bare repository. */
function openGit(processes, directory) {
	const run = async (argumentList, options = {}) => {
		const result = await processes.run({
			command: "git",
			arguments: [
				"-c",
				"core.hooksPath=/dev/null",
				"-c",
				"protocol.ext.allow=never",
				...argumentList
			],
			directory,
			environment: {
				...quiet,
				...options.environment
			},
			timeoutMs: 12e4,
			outputLimit: options.limit ?? largestFile,
			...options.input === void 0 ? {} : { input: options.input }
		});
		if (result.code === 0) return result.stdout;
		throw ioFaults.fault("GIT_FAILED", `git ${argumentList[0]} ended with ${result.code}: ${result.stderr.trim().split("\n").slice(-3).join(" ")}`, { where: directory });
	};
	return {
		run,
		resolve: async (revision) => (await run([
			"rev-parse",
			"--verify",
			"--quiet",
			"--end-of-options",
			`${revision}^{commit}`
		])).toString("utf8").trim(),
		tree: (commit) => gitTree(run, commit)
	};
}
function gitTree(run, commit) {
	let entries;
	const load = () => entries ??= listEntries(run, commit);
	return {
		commit,
		read: async (path) => {
			const blob = (await load()).get(path);
			return blob === void 0 ? void 0 : run([
				"cat-file",
				"blob",
				blob
			]);
		},
		list: async (prefix) => sortPaths([...(await load()).keys()].filter((path) => path.startsWith(prefix))),
		ids: load
	};
}
async function listEntries(run, commit) {
	const files = /* @__PURE__ */ new Map();
	for (const line of (await run([
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		commit
	])).toString("utf8").split("\0")) {
		const match = /^100(?:644|755) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line);
		if (match?.[1] !== void 0 && match[2] !== void 0) files.set(match[2], match[1]);
	}
	return files;
}

export { openGit as t };