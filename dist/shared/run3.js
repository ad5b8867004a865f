import "./rolldown-runtime.js";
import { _ as repositoryName } from "./grammars.js";
import { n as openManifests } from "./manifests-repository.js";
import { n as openSigner } from "./signing-inputs.js";
import { i as isFault, n as defineFaults } from "./fault.js";
import { t as hasErrors } from "./finding.js";
import { r as readTrust, t as readPointer } from "./signed-json.js";
import { a as hasIds, i as changedPaths, n as checkChange, o as verifyTrust, t as findingsBlocks } from "./findings-report.js";
import { t as compareText } from "./text-order.js";
import { L as trustPath, M as classifyPath, N as comparePositions, _ as readTrustFiles, h as readFleetState, j as bundlePath, n as verifyFile, r as verifyPointer, x as boundedMap } from "./revert-target.js";

// src/fleet/publish-faults.ts
const publishFaults = defineFaults({
	PUBLISH_HISTORY_TOO_LONG: "The history of main since the fleet was founded is longer than is walked.",
	PUBLISH_LIVE_FOREIGN: "The branch live was not made by publish, or main was rewritten.",
	PUBLISH_LOST: "The branch live or main kept moving while publish worked.",
	PUBLISH_SIGNATURE_UNUSABLE: "A fresh signature does not verify with the trust files that devices will read."
});

// src/fleet/publish-plan.ts
const renewalTime = 2592e6;
/**
* Plans the signatures of live for a main that was verified. A signature is kept when the trust files of main, which devices will
* read beside it, verify it for the very bytes of the pointer.
*/
async function planPublish(live, main, now) {
	const state = await readFleetState(main);
	const pointers = [...state.pointers.values()].sort((left, right) => compareText(left.path, right.path));
	const kept = /* @__PURE__ */ new Map();
	const toSign = [];
	const bundles = await boundedMap(pointers, async (pointer) => live?.read(bundlePath(pointer.path)));
	for (const [index, pointer] of pointers.entries()) {
		const bundle = bundles[index];
		if (bundle !== void 0 && await isSigned(state, pointer, bundle)) kept.set(bundlePath(pointer.path), bundle);
		else toSign.push(pointer);
	}
	return {
		state,
		kept,
		toSign,
		findings: [...checkTrustExpiry(state, now), ...await checkRunning(state, pointers)]
	};
}
/**
* The files that live has besides those of main, once every planned signature was made (by pointer path). Throws
* PUBLISH_SIGNATURE_UNUSABLE rather than let a signature out that no device can verify.
*/
async function sealPublish(plan, signatures) {
	const files = new Map(plan.kept);
	for (const pointer of plan.toSign) {
		const bundle = signatures.get(pointer.path);
		const verification = await verifyPointer(plan.state.trust, pointer.app, signedFile(pointer, bundle), () => pointer.file.value.reason);
		if (!verification.ok || bundle === void 0) throw publishFaults.fault("PUBLISH_SIGNATURE_UNUSABLE", `devices could not verify the new signature of ${pointer.path}: ${verification.ok ? "it is missing" : verification.why.message}`, {
			where: pointer.path,
			next: "trust.json must give the publish role to whoever runs publish: check its signers and trusted_root.json"
		});
		files.set(bundlePath(pointer.path), bundle);
	}
	return files;
}
/**
* True for a tree of live that carries a signature for every pointer of the main that it claims to stand for, under that main's
* own trust. A live whose signatures are about other pointers was not made from that main.
*/
async function isPublished(live, main, now) {
	try {
		const plan = await planPublish(live, main, now);
		const { document, signatures } = plan.state.trust;
		verifyTrust(document.bytes, signatures, document.value.roots);
		const followed = await live.read(trustPath);
		return plan.toSign.length === 0 && followed !== void 0 && Buffer.from(followed).equals(document.bytes);
	} catch (error) {
		if (isFault(error)) return false;
		throw error;
	}
}
/**
* What a tree of live holds that devices may have accepted: the files whose signatures prove that publish, or a holder of the
* root keys, stood behind them. `trust` is a document that main vouches for.
*/
async function acceptedFiles(live, trust) {
	const files = /* @__PURE__ */ new Map();
	const newer = await signedTrust(live, trust);
	if (newer !== void 0) files.set(trustPath, newer.document.bytes);
	for (const path of await live.list("rings/")) {
		const place = classifyPath(path);
		if (place.kind !== "pointer" || place.bundle) continue;
		const [bytes, bundle] = await Promise.all([live.read(path), live.read(bundlePath(path))]);
		if (bytes === void 0 || bundle === void 0) continue;
		const file = {
			path,
			bytes,
			bundle
		};
		for (const by of newer === void 0 ? [trust] : [trust, newer]) if ((await verifyPointer(by, place.app, file, () => "revert")).ok) files.set(path, bytes);
	}
	return files;
}
/** True when a pointer or trust document comes before another one of the same path. Throws the readers' faults. */
function isOlder(path, bytes, than) {
	if (path === "trust/trust.json") return readTrust(bytes, path).value.version < readTrust(than, path).value.version;
	return comparePositions(readPointer(bytes, path).value, readPointer(than, path).value) < 0;
}
async function signedTrust(live, trust) {
	try {
		const files = await readTrustFiles(live);
		verifyTrust(files.document.bytes, files.signatures, trust.document.value.roots);
		return files;
	} catch (error) {
		if (isFault(error)) return void 0;
		throw error;
	}
}
/**
* True when live may hold other files than main and its signatures, as after a push by hand. It is only looked for where trees
* can be compared without reading them whole.
*/
async function liveDiffers(live, main, signatures) {
	if (!hasIds(live) || !hasIds(main)) return false;
	return (await changedPaths(main, live)).some((path) => !signatures.has(path));
}
async function isSigned(state, pointer, bundle) {
	const reason = () => pointer.file.value.reason;
	return (await verifyPointer(state.trust, pointer.app, signedFile(pointer, bundle), reason)).ok;
}
function signedFile(pointer, bundle) {
	return {
		path: pointer.path,
		bytes: pointer.file.bytes,
		bundle
	};
}
function checkTrustExpiry(state, now) {
	const { expires, version } = state.trust.document.value;
	if (Date.parse(expires) - now.getTime() > renewalTime) return [];
	return [{
		rule: "trust-expires",
		severity: "warning",
		file: trustPath,
		message: `${trustPath} (version ${version}) expires at ${expires}`,
		next: "let the holders of the root keys sign the next version"
	}];
}
async function checkRunning(state, pointers) {
	const findings = [];
	const seen = /* @__PURE__ */ new Set();
	for (const { app, path, file } of pointers) {
		const { path: release, digest, version } = file.value.release;
		if (seen.has(release)) continue;
		seen.add(release);
		const found = await state.release(app, digest);
		const bundle = found && await state.tree.read(bundlePath(found.path));
		const verification = found && await verifyFile(state.trust, "release", app, {
			path: found.path,
			bytes: found.file.bytes,
			bundle
		});
		if (verification?.ok === true) continue;
		findings.push({
			rule: "release-not-trusted",
			severity: "warning",
			file: path,
			message: `devices that do not run ${app} ${version} yet will refuse it: ${verification?.why.message ?? "it is not there"}`,
			next: "release it again under a new version, signed by an identity that trust.json still names"
		});
	}
	return findings;
}

// src/fleet/verified-history.ts
const longestFounding = 2e3;
/**
* Walks commits oldest first and checks each against the last good one. A bad commit is passed over: when a later one mends it,
* both together are a change by the rules, and the walk goes on from there.
*/
async function verifyHistory(history, from, steps, now) {
	let good = from;
	let pending = [];
	const warnings = [];
	const verified = [];
	for (const commit of steps) {
		const base = good === void 0 ? void 0 : await history.tree(good);
		const findings = await checkChange(base, await history.tree(commit), now);
		if (hasErrors(findings)) {
			pending = findings;
			continue;
		}
		good = commit;
		pending = [];
		verified.push(commit);
		warnings.push(...findings);
	}
	return {
		good,
		verified,
		findings: [...pending, ...warnings]
	};
}
/**
* Where the history of a fleet begins: the commits along first parents from the one that brought trust.json to `main`, oldest
* first, and the commit before them. Throws PUBLISH_HISTORY_TOO_LONG.
*/
async function foundingSteps(history, main) {
	const steps = [];
	let current = main;
	while (current !== void 0 && await hasTrust(history, current)) {
		if (steps.length >= longestFounding) throw publishFaults.fault("PUBLISH_HISTORY_TOO_LONG", `the first publish walks ${longestFounding} commits, and main has more since trust.json came`, {
			where: main,
			next: "publish once soon after the fleet is founded"
		});
		steps.push(current);
		current = (await history.parents(current))[0];
	}
	return {
		before: current,
		steps: steps.reverse()
	};
}
async function hasTrust(history, commit) {
	return (await (await history.tree(commit)).list(trustPath)).includes(trustPath);
}

// src/commands/publish/publication.ts
/** The branch that devices follow. */
const liveBranch = "live";
const mostAttempts = 6;
const mostForeign = 50;
/**
* Verifies main since live, signs what lacks a valid signature and moves live by compare-and-swap. When live or main moves
* meanwhile it starts over, with the signatures that it has; throws PUBLISH_LOST when that happens too often.
*/
async function publishMain(ports) {
	const signatures = /* @__PURE__ */ new Map();
	for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
		if (attempt > 0) await ports.clock.sleep(250 * 2 ** attempt * (.5 + ports.random()));
		const result = await publishOnce(ports, signatures);
		if (result !== "lost") return result;
	}
	throw publishFaults.fault("PUBLISH_LOST", `branch ${liveBranch} was moved by others ${mostAttempts} times while this run worked`, {
		where: liveBranch,
		next: "let one publish run at a time: a concurrency group in its workflow"
	});
}
async function publishOnce(ports, signatures) {
	const { forge, clock } = ports;
	const live = await forge.head(liveBranch);
	const main = await forge.head(forge.repository.defaultBranch);
	if (main === void 0) throw publishFaults.fault("PUBLISH_LIVE_FOREIGN", `there is no branch ${forge.repository.defaultBranch}`);
	const since = live === void 0 ? await foundingSteps(forge, main) : await newSteps(ports, live, main);
	const { before, steps } = since;
	const history = await verifyHistory(forge, before, steps, clock.now());
	const { good, verified } = history;
	if (good === void 0 || live === void 0 && good === before) return stopped(live, verified, history.findings.length === 0 ? [unfounded()] : history.findings);
	const liveTree = live === void 0 ? void 0 : await forge.tree(live);
	const mainTree = await forge.tree(good);
	const plan = await planPublish(liveTree, mainTree, clock.now());
	const result = {
		main: good,
		verified,
		findings: [
			...history.findings,
			...since.findings ?? [],
			...plan.findings
		]
	};
	if (good === before && plan.toSign.length === 0 && since.findings === void 0 && liveTree !== void 0 && !await liveDiffers(liveTree, mainTree, plan.kept)) return {
		...result,
		operation: "unchanged",
		liveCommit: live,
		signed: []
	};
	const signed = plan.toSign.map((pointer) => pointer.path);
	if (ports.dryRun) return {
		...result,
		operation: "published",
		liveCommit: live,
		signed
	};
	const files = await sealPublish(plan, await signPlanned(plan, signatures, ports.sign));
	const commit = await forge.commit({
		onto: good,
		parents: live === void 0 ? [good] : [live, good],
		files,
		message: messageOf(good, signed)
	});
	if (await forge.advance("live", live ?? null, commit) === "lost") return "lost";
	return {
		...result,
		operation: "published",
		liveCommit: commit,
		signed
	};
}
/**
* The commits of main that were not published yet, oldest first, and the commit before them. A live that does not stand on main,
* or does not carry the signatures of what it stands for, was not made by a run of publish: then the one before it decides. So
* nobody gets main signed by moving live past a commit that breaks the rules, and what was pushed to live by hand is put right.
*/
async function newSteps(ports, live, main) {
	const { forge, clock } = ports;
	const passed = [];
	let current = live;
	while (passed.length < mostForeign) {
		const [former, before = former] = await forge.parents(current);
		if (former === void 0 || before === void 0) break;
		const steps = await stepsBetween(forge, before, main);
		if (steps !== void 0 && await isPublished(await forge.tree(current), await forge.tree(before), clock.now())) {
			if (passed.length === 0) return {
				before,
				steps
			};
			await requireKept(forge, passed, {
				before,
				steps
			});
			return {
				before,
				steps,
				findings: [movedByOthers(live)]
			};
		}
		passed.push(current);
		if (steps !== void 0 && former === before) {
			const founding = await foundingSteps(forge, main);
			await requireKept(forge, passed, {
				before: void 0,
				steps: founding.steps
			});
			return {
				...founding,
				findings: [movedByOthers(live)]
			};
		}
		current = former;
	}
	const { defaultBranch } = forge.repository;
	throw foreign(forge, `${liveBranch} (${live.slice(0, 12)}) does not stand on the history of ${defaultBranch}`);
}
/**
* Refuses a main that lost what was published: devices refuse to go back, but whoever follows live without their rules (Flux,
* Argo CD) would run what a revert took away.
*/
async function requireKept(forge, passed, { before, steps }) {
	const history = before === void 0 ? steps : [before, ...steps];
	const newest = history.at(-1);
	const trees = await Promise.all([...history].reverse().map((commit) => forge.tree(commit)));
	const [head] = trees;
	if (head === void 0 || newest === void 0 || !(await head.list("trust/trust.json")).includes("trust/trust.json")) return;
	const trust = await readTrustFiles(head);
	const ground = before === void 0 ? void 0 : await forge.tree(before);
	for (const live of passed) for (const [path, bytes] of await acceptedFiles(await forge.tree(live), trust)) {
		const then = await ground?.read(path);
		if (then !== void 0 && isOlder(path, bytes, then) || await someHolds(trees, path, bytes)) continue;
		throw foreign(forge, `${path} was published with ${live.slice(0, 12)}, and the history of ${forge.repository.defaultBranch} (${newest.slice(0, 12)}) does not hold it any more`);
	}
}
async function someHolds(trees, path, bytes) {
	for (const tree of trees) {
		const found = await tree.read(path);
		if (found !== void 0 && Buffer.from(found).equals(bytes)) return true;
	}
	return false;
}
function foreign(forge, what) {
	const { defaultBranch } = forge.repository;
	return publishFaults.fault("PUBLISH_LIVE_FOREIGN", what, {
		where: liveBranch,
		next: `look who rewrote ${defaultBranch} or made ${liveBranch}, bring the lost commits back, and protect both branches against it`
	});
}
async function stepsBetween(forge, from, to) {
	try {
		return await forge.firstParents(from, to);
	} catch (error) {
		if (isFault(error, "FORGE_NOT_ANCESTOR")) return void 0;
		throw error;
	}
}
function movedByOthers(live) {
	return {
		rule: "live-moved-by-others",
		severity: "warning",
		message: `${liveBranch} was at ${live.slice(0, 12)}, which publish did not make`,
		next: `look who moved it, and let nobody but publish write to ${liveBranch}`
	};
}
/** Signs what is planned, each pointer's bytes once however often the run starts over; gives all by pointer path. */
async function signPlanned(plan, made, sign) {
	const byPath = /* @__PURE__ */ new Map();
	for (const { path, file } of plan.toSign) {
		const bundle = made.get(file.digest) ?? await sign(file.bytes);
		made.set(file.digest, bundle);
		byPath.set(path, bundle);
	}
	return byPath;
}
function stopped(live, verified, findings) {
	return {
		operation: "unchanged",
		liveCommit: live,
		main: void 0,
		signed: [],
		verified,
		findings
	};
}
function unfounded() {
	return {
		rule: "fleet-not-founded",
		severity: "error",
		file: "trust/trust.json",
		message: "main has no trust/trust.json, so nothing on it can be verified",
		next: "pi5 init writes the files of a new manifests repository"
	};
}
function messageOf(main, signed) {
	const lines = [`Publish ${main.slice(0, 12)}`];
	if (signed.length > 0) lines.push("", ...signed.map((path) => `Signed ${path}`));
	return lines.join("\n");
}
/** True when everything on main could be published. */
function isWhole(publication) {
	return !hasErrors(publication.findings);
}

// src/commands/publish/view.ts
/** The report of a run of publish. */
function publishView(verdict, ok, publication) {
	const { signed, verified, liveCommit } = publication;
	const blocks = [{
		kind: "verdict",
		state: ok ? "good" : "bad",
		text: verdict
	}, ...findingsBlocks(publication.findings)];
	if (signed.length > 0) blocks.push({
		kind: "heading",
		text: "Signed pointers"
	}, {
		kind: "list",
		items: signed.map((path) => [{
			kind: "code",
			text: path
		}])
	});
	if (verified.length > 0) blocks.push({
		kind: "details",
		summary: `${verified.length} verified ${verified.length === 1 ? "commit" : "commits"} of main`,
		blocks: [{
			kind: "list",
			items: verified.map((commit) => [{
				kind: "code",
				text: commit
			}])
		}]
	});
	if (liveCommit !== void 0) blocks.push({
		kind: "paragraph",
		text: [
			"Devices follow ",
			{
				kind: "code",
				text: liveCommit
			},
			"."
		]
	});
	return {
		title: "publish",
		blocks
	};
}

// src/commands/publish/run.ts
/** Verifies what was merged since the last time, signs the pointers that need it and moves branch live. */
async function run(input, ports) {
	const repository = input["manifests-repository"] ?? repositoryName.parse(ports.run.repository);
	const forge = await openManifests({
		"manifests-repository": repository,
		"manifests-token": input["manifests-token"]
	}, ports);
	let signer;
	return outcomeOf(await publishMain({
		forge,
		sign: async (bytes) => (await (signer ??= openSigner(input, ports))).signBlob(bytes),
		clock: ports.clock,
		random: ports.random,
		dryRun: input["dry-run"]
	}), input["dry-run"]);
}
function outcomeOf(publication, dryRun) {
	const { operation, liveCommit, signed, verified, findings } = publication;
	const ok = isWhole(publication);
	const verdict = verdictOf(publication, ok, dryRun);
	return {
		ok,
		verdict,
		outputs: {
			"live-commit": liveCommit ?? "",
			operation,
			signed: String(dryRun ? 0 : signed.length),
			"verified-commits": String(verified.length)
		},
		report: publishView(verdict, ok, publication),
		findings
	};
}
function verdictOf(publication, ok, dryRun) {
	const { operation, signed, verified, main } = publication;
	const pointers = `${signed.length} ${signed.length === 1 ? "pointer" : "pointers"}`;
	const commits = `${verified.length} ${verified.length === 1 ? "commit" : "commits"}`;
	const name = main === void 0 ? "nothing" : main.slice(0, 12);
	if (!ok && operation === "unchanged") return "stopped: main has changes that break the rules; live stays as it is";
	if (!ok) return `${dryRun ? "would publish" : "published"} ${name}, but not what comes after it: it breaks the rules`;
	if (operation === "unchanged") return `unchanged: live already stands for ${name}`;
	return dryRun ? `would publish ${name}: ${commits} verified, ${pointers} to sign` : `published ${name}: ${commits} verified, ${pointers} signed`;
}

export { run };