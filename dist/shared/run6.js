import "./rolldown-runtime.js";
import { n as sortPaths } from "./tree.js";
import { M as classifyPath } from "./revert-target.js";
import { i as changedPaths, r as checkPathsOf, t as findingsBlocks } from "./findings-report.js";
import { _ as repositoryName } from "./grammars.js";
import { n as openManifests } from "./manifests-repository.js";
import { i as isFault, n as defineFaults } from "./fault.js";
import { t as ioFaults } from "./faults.js";
import { n as openGit, t as listEntries } from "./git.js";

// src/fleet/overlay-tree.ts
/**
* The tree that merging would leave, file by file: the given paths as `head` has them, all others as `base` has them. It takes
* the name of the head, because that is the commit that is judged.
*/
function overlayTree(base, head, paths) {
	const taken = new Set(paths);
	return {
		commit: head.commit,
		read: (path) => taken.has(path) ? head.read(path) : base.read(path),
		list: async (prefix) => {
			const [kept, changed] = await Promise.all([base.list(prefix), head.list(prefix)]);
			return sortPaths([...kept.filter((path) => !taken.has(path)), ...changed.filter((path) => taken.has(path))]);
		},
		specials: async () => {
			const [kept, changed] = await Promise.all([specialsOf(base), specialsOf(head)]);
			return new Map([...[...kept].filter(([path]) => !taken.has(path)), ...[...changed].filter(([path]) => taken.has(path))]);
		}
	};
}
async function specialsOf(tree) {
	return tree.specials === void 0 ? /* @__PURE__ */ new Map() : tree.specials();
}

// src/commands/verify-release/faults.ts
const verifyReleaseFaults = defineFaults({
	VERIFY_BRANCH_MISSING: "A branch or commit that should be checked does not exist.",
	VERIFY_RANGE_MISSING: "The run names no change: it is neither a pull request nor a merge group, and base and head are not set."
});

// src/commands/verify-release/range.ts
/**
* What to check: the inputs, else what the event names. A pull request is judged against the tip of its base branch as it is now,
* a merge group against the commit that GitHub built it on.
*/
async function readRange(input, run) {
	const event = await run.event();
	const pull = recordOf(event["pull_request"]);
	const group = recordOf(event["merge_group"]);
	const base = input.base ?? textOf(recordOf(pull["base"])["ref"]) ?? textOf(group["base_sha"]);
	const head = input.head ?? textOf(recordOf(pull["head"])["sha"]) ?? textOf(group["head_sha"]);
	if (base !== void 0 && head !== void 0) return {
		base,
		head
	};
	throw verifyReleaseFaults.fault("VERIFY_RANGE_MISSING", `the event ${run.eventName || "of this run"} names no ${base === void 0 ? "base" : "head"}`, {
		where: base === void 0 ? "base" : "head",
		next: "run it on pull_request and merge_group, or set base and head"
	});
}
function recordOf(value) {
	return typeof value === "object" && value !== null ? value : {};
}
function textOf(value) {
	return typeof value === "string" && value !== "" ? value : void 0;
}

// src/commands/verify-release/batched-tree.ts
/**
* A commit of a checkout as a Tree. Reads that are asked for together are answered by one `git cat-file --batch`, since starting
* git costs more than reading.
*/
async function batchedTree(git, commit) {
	const { files, ids, specials } = await listEntries(git.run, commit);
	const known = /* @__PURE__ */ new Map();
	let waiting = [];
	const flush = () => {
		const batch = waiting;
		waiting = [];
		readBlobs(git, batch).catch((error) => {
			for (const { reject } of batch) reject(error);
		});
	};
	const readBlob = (id) => {
		const { promise, resolve, reject } = Promise.withResolvers();
		if (waiting.length === 0) setImmediate(flush);
		waiting.push({
			id,
			resolve,
			reject
		});
		return promise;
	};
	return {
		commit,
		read: async (path) => {
			const id = files.get(path);
			if (id === void 0) return void 0;
			const bytes = known.get(id) ?? readBlob(id);
			known.set(id, bytes);
			return bytes;
		},
		list: async (prefix) => sortPaths([...files.keys()].filter((path) => path.startsWith(prefix))),
		ids: async () => ids,
		specials: async () => specials
	};
}
async function readBlobs(git, batch) {
	const ids = [...new Set(batch.map(({ id }) => id))];
	const answer = await git.run(["cat-file", "--batch"], { input: `${ids.join("\n")}\n` });
	const blobs = /* @__PURE__ */ new Map();
	let at = 0;
	for (const id of ids) {
		const end = answer.indexOf(10, at);
		const size = new RegExp(`^${id} blob ([0-9]+)$`).exec(answer.toString("utf8", at, end))?.[1];
		if (size === void 0) throw ioFaults.fault("GIT_FAILED", `git cat-file gave no blob ${id}`, { where: id });
		at = end + 1 + Number(size) + 1;
		blobs.set(id, answer.subarray(end + 1, at - 1));
	}
	for (const { id, resolve } of batch) resolve(blobs.get(id) ?? Buffer.of());
}

// src/commands/verify-release/sides.ts
const commitGrammar = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Reads both sides by API. */
async function readFromForge(forge, range) {
	const base = await commitOf(forge, range.base);
	const head = await commitOf(forge, range.head);
	const parted = await forge.tree(await forge.mergeBase(base, head));
	const [baseTree, headTree] = await Promise.all([forge.tree(base), forge.tree(head)]);
	return {
		base: baseTree,
		head: headTree,
		paths: await changedPaths(parted, headTree)
	};
}
async function commitOf(forge, name) {
	const commit = commitGrammar.test(name) ? name : await forge.head(name);
	if (commit !== void 0) return commit;
	const { owner, name: repository } = forge.repository;
	throw missing(name, `${owner}/${repository}`);
}
/** Reads both sides from a checkout with history. */
async function readFromCheckout(processes, workspace, range) {
	const git = openGit(processes, workspace);
	const base = await resolve(git, range.base, workspace);
	const head = await resolve(git, range.head, workspace);
	const parted = (await git.run([
		"merge-base",
		base,
		head
	])).toString("utf8").trim();
	const raw = await git.run([
		"diff-tree",
		"-r",
		"-z",
		"--no-renames",
		"--raw",
		"--full-index",
		parted,
		head
	]);
	return {
		base: await batchedTree(git, base),
		head: await batchedTree(git, head),
		paths: readRawDiff(raw.toString("utf8"))
	};
}
async function resolve(git, name, workspace) {
	const candidates = commitGrammar.test(name) ? [name] : [`refs/remotes/origin/${name}`, name];
	for (const candidate of candidates) try {
		return await git.resolve(candidate);
	} catch (error) {
		if (!isFault(error, "GIT_FAILED")) throw error;
	}
	throw missing(name, workspace);
}
function missing(name, where) {
	return verifyReleaseFaults.fault("VERIFY_BRANCH_MISSING", `${where} has no branch or commit ${name}`, {
		where: name,
		next: "check out with fetch-depth: 0, or set manifests-token to read by API"
	});
}
function readRawDiff(text) {
	const parts = text.split("\0");
	const paths = [];
	for (let index = 0; index + 1 < parts.length; index += 2) {
		const path = parts[index + 1];
		if (path === void 0 || !parts[index]?.startsWith(":")) throw ioFaults.fault("GIT_FAILED", `git diff-tree lists ${JSON.stringify(parts[index]?.slice(0, 100))}`);
		paths.push(path);
	}
	return paths;
}

// src/commands/verify-release/view.ts
/** The report of a checked change. */
function verifyView(verdict, ok, findings) {
	return {
		title: "verify-release",
		blocks: [{
			kind: "verdict",
			state: ok ? "good" : "bad",
			text: verdict
		}, ...findingsBlocks(findings)]
	};
}

// src/commands/verify-release/run.ts
/** Judges a change by the policy and trust of its base: the tip of the base with what the head's side changed. */
async function run(input, ports) {
	const range = await readRange(input, ports.run);
	const token = input["manifests-token"];
	if (token === void 0) return judgeSides(await readFromCheckout(ports.processes, ports.workspace, range), ports.clock.now());
	const repository = input["manifests-repository"] ?? repositoryName.parse(ports.run.repository);
	const forge = await openManifests({
		"manifests-repository": repository,
		"manifests-token": token
	}, ports);
	return judgeSides(await readFromForge(forge, range), ports.clock.now());
}
/** Judges two sides of a change. */
async function judgeSides(sides, now) {
	const merged = overlayTree(sides.base, sides.head, sides.paths);
	const findings = await checkPathsOf(sides.base, merged, sides.paths, now);
	const errors = findings.filter((finding) => finding.severity === "error").length;
	const rings = changedRings(sides.paths);
	const ok = errors === 0;
	const verdict = ok ? `pass: ${describe(sides.paths, rings)}` : `fail: ${errors} ${errors === 1 ? "rule is" : "rules are"} broken`;
	return {
		ok,
		verdict,
		outputs: {
			result: ok ? "pass" : "fail",
			findings: JSON.stringify(findings),
			"changed-rings": rings.join("\n")
		},
		report: verifyView(verdict, ok, findings),
		findings
	};
}
function changedRings(paths) {
	const rings = /* @__PURE__ */ new Set();
	for (const path of paths) {
		const place = classifyPath(path);
		if (place.kind === "pointer" && !place.bundle) rings.add(place.ring);
	}
	return [...rings];
}
function describe(paths, rings) {
	const files = `${paths.length} ${paths.length === 1 ? "file" : "files"} changed`;
	return rings.length === 0 ? `${files}, no ring moves` : `${files}, moves ${rings.join(", ")}`;
}

export { run };