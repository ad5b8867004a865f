import { n as sortPaths, t as sortEntries } from "./tree.js";
import { t as ioFaults } from "./faults.js";

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
			const blob = (await load()).files.get(path);
			return blob === void 0 ? void 0 : run([
				"cat-file",
				"blob",
				blob
			]);
		},
		list: async (prefix) => sortPaths([...(await load()).files.keys()].filter((path) => path.startsWith(prefix))),
		ids: async () => (await load()).ids,
		specials: async () => (await load()).specials
	};
}
/** All entries of a commit's tree, sorted by what they are. Throws GIT_FAILED where git's listing cannot be understood. */
async function listEntries(run, commit) {
	const listing = (await run([
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		commit
	])).toString("utf8");
	const entries = [];
	for (const line of listing.split("\0")) {
		if (line === "") continue;
		const [, mode, id, path] = /^([0-7]{6}) [a-z]+ ([0-9a-f]{40,64})\t(.+)$/s.exec(line) ?? [];
		if (mode === void 0 || id === void 0 || path === void 0) throw ioFaults.fault("GIT_FAILED", `git ls-tree lists ${JSON.stringify(line.slice(0, 100))}`, { where: commit });
		entries.push({
			mode,
			id,
			path
		});
	}
	return sortEntries(entries);
}

export { openGit as n, listEntries as t };