import { i as isFault } from "./fault.js";
import { n as digestOf } from "./digest.js";
import { n as canonicalJson } from "./canonical-json.js";
import { n as sortPaths } from "./tree.js";
import { B as verdictPath, D as deniedEverywhere, E as denialsFor, I as releasePath, L as trustPath, M as classifyPath, N as comparePositions, O as mergeDenied, P as fleetPath, R as trustSignaturesPath, T as denialOf, _ as readTrustFiles, a as renderedFiles, b as verdictsOf, g as readNeeded, h as readFleetState, i as trustFaults, j as bundlePath, n as verifyFile, o as expiryAt, t as findTarget, u as bindingMismatch, v as requirePlace, w as readFleet, x as boundedMap, y as stateAt, z as trustedRootPath } from "./revert-target.js";
import { a as readVerdict, i as readTrustSignatures, n as readRelease, r as readTrust, t as readPointer } from "./signed-json.js";
import { createHash, createPrivateKey, createPublicKey, verify } from "node:crypto";

// src/trust/root-key.ts
/** The key that a trust document names, once its id is seen to be right. Throws TRUST_KEY_INVALID. */
function checkedPublicKey(named, where) {
	const key = readPublicKey(named.publicKey, where);
	const id = idOf(key);
	if (id === named.keyId) return key;
	throw trustFaults.fault("TRUST_KEY_INVALID", `${where} has the id ${named.keyId.slice(0, 16)}, and its key has the id ${id.slice(0, 16)}`, { where });
}
function readPublicKey(pem, where = "the public key") {
	let key;
	try {
		if (!pem.startsWith("-----BEGIN PUBLIC KEY-----\n")) throw new Error("not a PUBLIC KEY");
		key = createPublicKey(pem);
	} catch {
		throw trustFaults.fault("TRUST_KEY_INVALID", `${where} is not a public key in PEM`, { where });
	}
	const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
	if (type === "ec" && details?.namedCurve === "prime256v1") return key;
	if (type === "rsa" && (details?.modulusLength ?? 0) >= 2048) return key;
	throw trustFaults.fault("TRUST_KEY_INVALID", `${where} is neither ECDSA P-256 nor RSA of 2048 bits or more`, { where });
}
function idOf(key) {
	return createHash("sha256").update(key.export({
		type: "spki",
		format: "der"
	})).digest("hex");
}

// src/trust/trust-verification.ts
const trustFile = "trust/trust.json";
const signaturesFile = "trust/trust.signatures.json";
/**
* Reads a trust document that at least the pinned threshold of root keys signed, and a threshold of its own. Throws a Fault
* of this folder, or the schema's.
*/
function verifyTrust(bytes, signatures, pinned) {
	const { trust, given } = readBoth(bytes, signatures);
	requireThreshold(bytes, given, pinned, "the pinned root keys");
	requireThreshold(bytes, given, trust.value.roots, "its own root keys");
	return trust;
}
/**
* Reads the successor of a trust document by TUF's rules for root metadata (specification 5.3): version n+1, signed by a
* threshold of the keys of n and of n+1; same fleet, and an epoch that does not go back.
*/
function verifyTrustUpdate(from, bytes, signatures) {
	const { trust, given } = readBoth(bytes, signatures);
	requireThreshold(bytes, given, from.value.roots, `the root keys of version ${from.value.version}`);
	requireThreshold(bytes, given, trust.value.roots, "its own root keys");
	const refuse = (why) => trustFaults.fault("TRUST_UPDATE_INVALID", `${trustFile} ${why}`, { where: trustFile });
	if (trust.value.version !== from.value.version + 1) throw refuse(`has version ${trust.value.version}; the next one is ${from.value.version + 1}`);
	if (trust.value.fleet !== from.value.fleet) throw refuse(`is of the fleet ${trust.value.fleet}, not of ${from.value.fleet}`);
	if (trust.value.epoch < from.value.epoch) throw refuse(`goes back from epoch ${from.value.epoch} to ${trust.value.epoch}`);
	return trust;
}
function readBoth(bytes, signatures) {
	const trust = readTrust(bytes, trustFile);
	const document = readTrustSignatures(signatures, signaturesFile);
	if (document.value.trust !== trust.digest) throw trustFaults.fault("TRUST_SIGNATURES_FOREIGN", `${signaturesFile} is about ${document.value.trust}, and ${trustFile} is ${trust.digest}`, { where: signaturesFile });
	checkKeys(trust.value);
	return {
		trust,
		given: document.value.signatures
	};
}
function checkKeys(trust) {
	const { keys, threshold } = trust.roots;
	const refuse = (why) => trustFaults.fault("TRUST_ROOTS_INVALID", `${trustFile}: ${why}`, { where: trustFile });
	if (new Set(keys.map((key) => key.keyId)).size !== keys.length) throw refuse("a root key is named twice");
	if (threshold > keys.length) throw refuse(`${threshold} root signatures are asked for, and there are ${keys.length} root keys`);
	for (const key of keys) checkedPublicKey(key, "a root key");
	if (trust.revertKey !== null) checkedPublicKey(trust.revertKey, "the revert key");
	for (const signer of trust.signers) if (signer.identity.kind === "key") checkedPublicKey(signer.identity, `a ${signer.role} key`);
}
function requireThreshold(bytes, given, roots, whose) {
	const signed = /* @__PURE__ */ new Set();
	for (const { keyId, signature } of given) {
		const root = roots.keys.find((key) => key.keyId === keyId);
		if (root === void 0 || signed.has(keyId)) continue;
		const key = checkedPublicKey(root, "a root key");
		if (verify("sha256", bytes, key, Buffer.from(signature, "base64"))) signed.add(keyId);
	}
	if (roots.threshold >= 1 && signed.size >= roots.threshold) return;
	throw trustFaults.fault("TRUST_NOT_SIGNED", `${trustFile} is signed by ${signed.size} of ${whose}, and ${roots.threshold} must sign`, { where: signaturesFile });
}

// src/fleet/changed-files.ts
/** Paths whose files differ between two trees, sorted; by ids where both trees have them, else by reading all files. */
async function changedPaths(base, head) {
	if (base === void 0) return head.list("");
	if (hasIds(base) && hasIds(head)) {
		const [before, after] = await Promise.all([base.ids(), head.ids()]);
		const paths = /* @__PURE__ */ new Set([...before.keys(), ...after.keys()]);
		return sortPaths([...paths].filter((path) => before.get(path) !== after.get(path)));
	}
	const paths = sortPaths([.../* @__PURE__ */ new Set([...await base.list(""), ...await head.list("")])]);
	const differs = await boundedMap(paths, async (path) => {
		const [before, after] = await Promise.all([base.read(path), head.read(path)]);
		if (before === void 0 || after === void 0) return before !== after;
		return !Buffer.from(before).equals(after);
	});
	return paths.filter((_path, index) => differs[index]);
}
/** True for a tree that tells its files apart without reading them. */
function hasIds(tree) {
	return "ids" in tree && typeof tree.ids === "function";
}

// src/fleet/rules/change-view.ts
/** Reads what the rules need. Throws the readers' faults when base or policy cannot be read at all. */
async function viewChange(baseTree, headTree, paths, now) {
	const founded = baseTree !== void 0 && await baseTree.read("trust/trust.json") !== void 0;
	const base = founded ? await readFleetState(baseTree) : void 0;
	const before = founded ? baseTree : void 0;
	const looked = founded ? paths : await headTree.list("");
	const files = (await boundedMap(looked, (path) => readChanged(path, before, headTree))).filter((file) => file !== void 0);
	const fleet = base?.fleet ?? readFleet(await readNeeded(headTree, "fleet.yaml"), "fleet.yaml");
	const trust = base?.trust ?? await readTrustFiles(headTree);
	const moves = files.flatMap((file) => moveOf(file, base, fleet));
	const pointers = new Map(base?.pointers);
	for (const { path, ring, app, after } of moves) if (after === void 0) pointers.delete(`${ring}/${app}`);
	else pointers.set(`${ring}/${app}`, {
		path,
		ring,
		app,
		file: after
	});
	return {
		files,
		moves,
		base,
		head: await stateAt(headTree, fleet, trust, [...pointers.values()]),
		now
	};
}
async function readChanged(path, baseTree, headTree) {
	const place = classifyPath(path);
	if (place.kind === "other") return {
		path,
		place,
		before: void 0,
		after: void 0
	};
	const [before, after] = await Promise.all([baseTree?.read(path), headTree.read(path)]);
	return (before === void 0 ? after === void 0 : after !== void 0 && Buffer.from(before).equals(after)) ? void 0 : {
		path,
		place,
		before,
		after
	};
}
function moveOf(file, base, fleet) {
	const { path, place } = file;
	if (place.kind !== "pointer" || place.bundle) return [];
	const { ring, app } = place;
	const before = base?.pointers.get(`${ring}/${app}`)?.file;
	if (file.after === void 0) return [{
		path,
		ring,
		app,
		before,
		after: void 0
	}];
	try {
		const after = readPointer(file.after, path);
		requirePlace(path, after.value, {
			fleet: fleet.name,
			ring,
			app
		});
		return [{
			path,
			ring,
			app,
			before,
			after
		}];
	} catch (error) {
		if (isFault(error)) return [];
		throw error;
	}
}
/** An error of a rule. */
function violation(rule, file, message, next) {
	return {
		rule,
		severity: "error",
		file,
		message,
		...next === void 0 ? {} : { next }
	};
}
/**
* The pointers that go somewhere: neither deleted nor taken back to an older position. What those that go back say was right
* once, so only the rule on the chain speaks about them.
*/
function forwardMoves(view) {
	return view.moves.flatMap((move) => {
		const { before, after } = move;
		if (after === void 0) return [];
		return before !== void 0 && comparePositions(after.value, before.value) < 0 ? [] : [{
			...move,
			after
		}];
	});
}
/** The pointer of a ring before the change. */
function pointerBefore(view, ring, app) {
	return view.base?.pointers.get(`${ring}/${app}`);
}

// src/fleet/rules/denied-releases.ts
/** No ring is moved to a release that any ring denies, by itself, its image or a model; the list is kept sorted. */
async function checkDeniedReleases(view) {
	const findings = [];
	for (const { path, app, after } of forwardMoves(view)) {
		if (canonicalJson(after.value.denied) !== canonicalJson(mergeDenied([], after.value.denied))) findings.push(violation("denied-order", path, `the denied list of ${path} is not sorted, or repeats a digest`, "plan the move again"));
		if (after.value.reason === "refresh" || after.value.reason === "undeny") continue;
		const release = await view.head.release(app, after.value.release.digest);
		const before = view.base === void 0 ? [] : deniedEverywhere(view.base, app);
		const denial = release && denialOf(release.file, mergeDenied(before, deniedEverywhere(view.head, app)));
		if (denial !== void 0) findings.push(violation("release-denied", path, `${path} moves to ${app} ${after.value.release.version}, whose ${denial.kind} ${denial.digest} is denied (${denial.why})`, "release a mended version, or take the digest off the list with undeny"));
	}
	return findings;
}

// src/fleet/rules/documents.ts
/** Every changed document follows its schema, is canonical, and says what its path says. */
function checkDocuments(view) {
	return view.files.flatMap((file) => {
		const fault = file.after === void 0 ? void 0 : faultOf(file, file.after, view.head.fleet.name);
		if (fault === void 0) return [];
		const rule = fault.code === "FLEET_FILE_MISPLACED" ? "document-misplaced" : "document-invalid";
		return [violation(rule, file.path, fault.message, fault.next)];
	});
}
function faultOf(file, bytes, fleet) {
	try {
		readDocument(file, bytes, fleet);
		return;
	} catch (error) {
		if (isFault(error)) return error;
		throw error;
	}
}
function readDocument({ path, place }, bytes, fleet) {
	switch (place.kind) {
		case "fleet":
			requirePlace(path, { fleet: readFleet(bytes, path).name }, { fleet });
			break;
		case "trust":
			if (place.part === "document") requirePlace(path, readTrust(bytes, path).value, { fleet });
			if (place.part === "signatures") readTrustSignatures(bytes, path);
			break;
		case "release":
			if (!place.bundle) requirePlace(path, readRelease(bytes, path).value, {
				fleet,
				app: place.app,
				version: place.version
			});
			break;
		case "pointer":
			if (!place.bundle) requirePlace(path, readPointer(bytes, path).value, {
				fleet,
				ring: place.ring,
				app: place.app
			});
			break;
		case "verdict": {
			if (place.bundle) break;
			const { ring, app, epoch, seq } = place;
			requirePlace(path, readVerdict(bytes, path).value, {
				fleet,
				ring,
				app,
				epoch,
				seq
			});
			break;
		}
	}
}

// src/fleet/rules/move-content.ts
/** Each kind of move may change certain members of the pointer and no others. */
function checkMoveContent(view) {
	return forwardMoves(view).flatMap((move) => {
		const { before, after } = move;
		if (before === void 0) return checkFirst(move, after.value);
		switch (after.value.reason) {
			case "promote": return checkPromote(move, before.value, after.value);
			case "revert": return checkRevert(move, before.value, after.value);
			case "refresh": return checkKept(move, before.value, after.value, [
				"release",
				"verdict",
				"denied"
			]);
			default: return [...checkKept(move, before.value, after.value, ["release", "verdict"]), ...checkUndeny(move, before.value, after.value)];
		}
	});
}
function checkFirst(move, after) {
	const findings = [];
	if (after.reason !== "promote") findings.push(violation("move-reason", move.path, `the first pointer of ${move.ring} is a ${after.reason}; only a promote can be first`));
	if (after.denied.length > 0) findings.push(violation("denied-changed", move.path, `the first pointer of ${move.ring} denies digests; a revert does that`));
	return findings;
}
function checkPromote(move, before, after) {
	const findings = checkKept(move, before, after, ["denied"]);
	if (before.release.digest !== after.release.digest) return findings;
	return [...findings, violation("move-reason", move.path, `${move.path} promotes the release that ${move.ring} already runs`, "to renew it: reason refresh")];
}
function checkRevert(move, before, after) {
	const findings = [];
	if (before.release.digest === after.release.digest) findings.push(violation("move-reason", move.path, `${move.path} reverts to the release that ${move.ring} already runs`));
	const lost = lostEntries(before.denied, after.denied);
	if (lost.length > 0) findings.push(shrunk(move, lost));
	return findings;
}
function checkUndeny(move, before, after) {
	const added = lostEntries(after.denied, before.denied);
	if (added.length === 0 && after.denied.length < before.denied.length) return [];
	return [violation("denied-changed", move.path, added.length > 0 ? `${move.path} is an undeny and denies ${added[0]?.digest ?? ""}` : `${move.path} is an undeny and takes nothing off the list`, "plan the move again")];
}
function checkKept(move, before, after, members) {
	return members.flatMap((member) => {
		if (canonicalJson(before[member]) === canonicalJson(after[member])) return [];
		const lost = member === "denied" ? lostEntries(before.denied, after.denied) : [];
		if (lost.length > 0) return [shrunk(move, lost)];
		return [violation(member === "denied" ? "denied-changed" : "move-content", move.path, `${move.path} is a ${after.reason} and changes ${member}, which such a move leaves as it is`, "plan the move again")];
	});
}
function shrunk(move, lost) {
	return violation("denied-shrunk", move.path, `${move.path} takes ${lost[0]?.digest ?? ""} off the denied list; the list only grows`, "to free a digest on purpose, use a move of its own with the reason undeny");
}
function lostEntries(from, to) {
	const kept = new Set(to.map((entry) => canonicalJson(entry)));
	return from.filter((entry) => !kept.has(canonicalJson(entry)));
}

// src/fleet/rules/paths.ts
/** Only known files may be added to the managed folders, and the files of policy may not go. */
function checkPaths(view) {
	const rings = new Set(view.head.fleet.rings.map((ring) => ring.name));
	return view.files.flatMap((file) => checkPath(file, rings));
}
function checkPath(file, rings) {
	const { path, place } = file;
	if (file.after === void 0) return place.kind === "fleet" || place.kind === "trust" ? [violation("policy-deleted", path, `${path} is deleted; the fleet cannot be judged without it`)] : [];
	switch (place.kind) {
		case "unknown": return [violation("unknown-file", path, `${path} is no file that belongs into ${place.folder}/`, "keep other files outside of releases/, rings/, verdicts/, deploy/ and trust/")];
		case "pointer":
			if (place.bundle) return [violation("pointer-bundle-on-main", path, `${path} is a pointer's signature; publish writes those, on the branch live alone`, "remove the file from this change")];
			break;
		case "verdict":
		case "deploy": break;
		default: return [];
	}
	if (rings.has(place.ring)) return [];
	return [violation("ring-unknown", path, `${fleetPath} has no ring ${place.ring}`, "add the ring to fleet.yaml first")];
}

// src/fleet/rules/plain-files.ts
/**
* In the managed folders there are plain files only, whoever brought them: a link or a submodule reads as absent here, while Flux
* or a checkout would follow it.
*/
async function checkPlainFiles(view) {
	return [...await view.head.tree.specials?.() ?? /* @__PURE__ */ new Map()].flatMap(([path, special]) => {
		const { kind } = classifyPath(path);
		if (kind === "other" || kind === "automation") return [];
		return [violation("not-a-file", path, `${path} is ${special === "executable file" ? "an" : "a"} ${special}; only plain files belong there`, special === "executable file" ? `git update-index --chmod=-x ${path}` : "replace it by a file")];
	});
}

// src/fleet/rules/pointer-chain.ts
/** A pointer goes forward by one, chained to the one before, in the epoch of the trust document, and never goes away. */
function checkPointerChain(view) {
	return view.moves.flatMap((move) => {
		if (move.after === void 0) return [deleted(move)];
		if (move.before !== void 0 && comparePositions(move.after.value, move.before.value) < 0) return [wentBack(move, move.before.value, move.after.value)];
		return [
			...checkPosition(move, move.after),
			...checkEpoch(view, move, move.after.value),
			...checkExpiry(view, move, move.after.value),
			...checkReleasePath(move, move.after.value)
		];
	});
}
function deleted(move) {
	return violation("pointer-deleted", move.path, `${move.path} is deleted; devices would go on running what they have, and nothing could move them again`, `restore it; to go back: pi5 rollback --app ${move.app} --ring ${move.ring}`);
}
function wentBack(move, before, after) {
	return violation("plain-revert", move.path, `${move.path} goes back from seq ${before.seq} to ${after.seq}, as a "Revert" of a pull request does; devices refuse it`, `close this pull request and run: pi5 rollback --app ${move.app} --ring ${move.ring} --to ${after.release.version}`);
}
function checkPosition(move, after) {
	const { seq, previous } = after.value;
	const wanted = (move.before?.value.seq ?? 0) + 1;
	const findings = [];
	if (seq !== wanted) findings.push(violation("pointer-seq", move.path, `${move.path} has seq ${seq}; the move after seq ${wanted - 1} is ${wanted}`, "plan the move again: another one was merged first, or the file was edited by hand"));
	const digest = move.before?.digest ?? null;
	if (previous !== digest) findings.push(violation("pointer-previous", move.path, `${move.path} follows ${previous ?? "no pointer"}, but the pointer before it is ${digest ?? "none"}`, "plan the move again"));
	return findings;
}
function checkEpoch(view, move, after) {
	const { epoch, floors } = view.head.trust.document.value;
	if (after.epoch !== epoch) return [violation("pointer-epoch", move.path, `${move.path} is of epoch ${after.epoch}; trust.json is at epoch ${epoch}`, "plan the move again")];
	const floor = floors[move.ring];
	if (floor === void 0 || comparePositions(after, floor) >= 0) return [];
	return [violation("pointer-floor", move.path, `${move.path} is at (${after.epoch}, ${after.seq}), below the floor (${floor.epoch}, ${floor.seq}) that trust.json sets for ${move.ring}`, "plan the move again")];
}
function checkExpiry(view, move, after) {
	const latest = expiryAt(new Date(view.now.getTime() + 864e5), view.head.fleet.expiresAfter);
	if (Date.parse(after.expires) > Date.parse(latest)) return [violation("pointer-expires", move.path, `${move.path} expires at ${after.expires}; fleet.yaml (expires-after) allows nothing later than ${latest}`, "plan the move again")];
	if (Number.isNaN(Date.parse(after.expires))) return [violation("pointer-expires", move.path, `${move.path} expires at ${after.expires}, which is no time`)];
	if (Date.parse(after.expires) > view.now.getTime()) return [];
	return [{
		rule: "pointer-expired",
		severity: "warning",
		file: move.path,
		message: `${move.path} expired at ${after.expires}; devices take it and raise an alarm`,
		next: "refresh the pointer"
	}];
}
function checkReleasePath(move, after) {
	const wanted = releasePath(move.app, after.release.version);
	if (after.release.path === wanted) return [];
	return [violation("pointer-release-path", move.path, `${move.path} names ${after.release.path}; version ${after.release.version} of ${move.app} is ${wanted}`, "plan the move again")];
}

// src/fleet/rules/policy-with-move.ts
/** Whoever changes the policy, the trust or the workflows moves no pointer in the same change. */
function checkPolicyWithMove(view) {
	const policy = view.files.find(({ place }) => [
		"fleet",
		"trust",
		"automation"
	].includes(place.kind));
	if (policy === void 0) return [];
	return view.files.flatMap(({ path, place }) => place.kind === "pointer" && !place.bundle ? [violation("policy-with-move", path, `${path} is moved in a change that also touches ${policy.path}`, "make two pull requests: the policy first, then the move")] : []);
}

// src/fleet/rules/promote-evidence.ts
/** A promotion past the first ring rests on a signed promote verdict on what the ring before runs; one to the first needs none. */
async function checkPromoteEvidence(view) {
	const findings = [];
	for (const move of forwardMoves(view)) if (move.after.value.reason === "promote") findings.push(...await checkPromotion(view, move, move.after.value));
	return findings;
}
async function checkPromotion(view, move, after) {
	const index = view.head.fleet.rings.findIndex((ring) => ring.name === move.ring);
	const before = view.head.fleet.rings[index - 1];
	const refuse = (rule, why, next) => [violation(rule, move.path, why, next)];
	if (before === void 0) return after.verdict === null ? [] : refuse("promote-evidence", `${move.path} names a verdict; the first ring needs none`);
	const judged = pointerBefore(view, before.name, move.app);
	const judge = `let the gate of ${before.name} judge the release first`;
	if (judged === void 0 || after.verdict === null) return refuse("ring-skipped", `${move.path} takes ${move.app} ${after.release.version} past ${before.name} without its verdict`, judge);
	const path = verdictPath(before.name, move.app, judged.file.value);
	const bytes = await view.head.tree.read(path);
	if (bytes === void 0) return refuse("promote-evidence", `${move.path} needs the verdict ${path}, which is not there`, judge);
	const verdict = readVerdict(bytes, path);
	const wrong = verdict.digest !== after.verdict ? `its digest is ${verdict.digest}, not ${after.verdict}` : verdict.value.verdict !== "promote" ? "it does not say promote" : verdict.value.release !== after.release.digest ? `it is about the release ${verdict.value.release}` : bindingMismatch(view.head, verdict, judged);
	if (wrong !== void 0) return refuse("promote-evidence", `${move.path} does not follow from ${path}: ${wrong}`, judge);
	const bundle = await view.head.tree.read(bundlePath(path));
	const signed = await verifyFile(view.head.trust, "gate", move.app, {
		path,
		bytes,
		bundle
	});
	return signed.ok ? [] : refuse("verdict-signature", `${path}: ${signed.why.message}`, signed.why.next);
}

// src/fleet/rules/releases.ts
/** Every release that a pointer is moved to, and every added one, is there, has its digest and is signed by its app's identity. */
async function checkReleases(view) {
	const findings = [];
	const verified = /* @__PURE__ */ new Set();
	for (const move of forwardMoves(view)) findings.push(...await checkNamed(view, move, verified));
	for (const { path, place, after } of view.files) {
		if (place.kind !== "release" || after === void 0) continue;
		const document = releasePath(place.app, place.version);
		if (verified.has(document)) continue;
		verified.add(document);
		findings.push(...await checkSigned(view, place.app, document, path));
	}
	return findings;
}
async function checkNamed(view, move, verified) {
	const { version, digest } = move.after.value.release;
	const path = releasePath(move.app, version);
	const release = await view.head.release(move.app, digest);
	if (release?.path !== path) return [violation("release-missing", move.path, `${move.path} names ${path} with the digest ${digest}; ${release === void 0 ? "no release of the app has it" : `that is ${release.path}`}`, "plan the move again; a release comes into main before, or together with, the pointer that names it")];
	if (verified.has(path)) return [];
	verified.add(path);
	return checkSigned(view, move.app, path, path);
}
async function checkSigned(view, app, path, at) {
	const bytes = await view.head.tree.read(path);
	if (bytes === void 0) return [violation("release-signature", at, `${at} is a signature of ${path}, which is not there`)];
	const bundle = await view.head.tree.read(bundlePath(path));
	const signed = await verifyFile(view.head.trust, "release", app, {
		path,
		bytes,
		bundle
	});
	if (signed.ok) return [];
	return [violation("release-signature", path, `${path}: ${signed.why.message}`, signed.why.next ?? `sign it with an identity that trust.json gives the release role for ${app}`)];
}

// src/fleet/rules/rendered-files.ts
/** Derived files say exactly what their pointer says. Those of rings that the change does not touch are left alone. */
async function checkRenderedFiles(view) {
	const places = /* @__PURE__ */ new Map();
	for (const { place } of view.files) if (place.kind === "deploy" || place.kind === "pointer" && !place.bundle) places.set(`${place.ring}/${place.app}`, place);
	const moved = new Set(view.moves.map((move) => move.path));
	for (const { path, place } of view.files) if (place.kind === "pointer" && !moved.has(path)) places.delete(`${place.ring}/${place.app}`);
	const findings = [];
	for (const place of places.values()) findings.push(...await checkPlace(view, place));
	return findings;
}
async function checkPlace(view, place) {
	const pointer = view.head.pointers.get(`${place.ring}/${place.app}`)?.file.value;
	const release = pointer && await view.head.release(place.app, pointer.release.digest);
	if (pointer !== void 0 && release === void 0) return [];
	const runs = pointer && release && {
		pointer,
		release: release.file.value
	};
	const findings = [];
	for (const [path, wanted] of renderedFiles(view.head.fleet, place, runs)) {
		const found = await view.head.tree.read(path);
		if (wanted === null ? found === void 0 : found !== void 0 && Buffer.from(found).equals(wanted)) continue;
		findings.push(violation("rendered-file", path, wanted === null ? `${path} is there, and nothing in fleet.yaml and rings/ asks for it` : `${path} ${found === void 0 ? "is missing" : "is not what its pointer renders to"}`, `it is derived: change rings/${place.ring}/${place.app}.json by a move, which renders it`));
	}
	return findings;
}

// src/fleet/rules/revert.ts
/** A revert goes to a release that the ring proved, denies the bad one, and takes every ring along that runs it. */
async function checkReverts(view) {
	const reverts = [];
	for (const move of forwardMoves(view)) {
		const from = pointerBefore(view, move.ring, move.app);
		if (move.after.value.reason !== "revert" || from === void 0) continue;
		const bad = await view.head.release(move.app, from.file.value.release.digest);
		if (bad !== void 0) reverts.push({
			...move,
			from,
			bad,
			to: move.after.value
		});
	}
	const findings = [];
	for (const revert of reverts) findings.push(...await checkTarget(view, revert), ...await checkDenials(view, revert, reverts), ...await checkVerdict$1(view, revert));
	for (const [bad, revert] of new Map(reverts.map((revert) => [revert.bad.file.digest, revert]))) findings.push(...await checkOthers(view, revert, bad));
	return findings;
}
async function checkTarget(view, revert) {
	if (await proved(view, revert.ring, revert.app, revert.to.release.digest)) return [];
	return [violation("revert-target", revert.path, `${revert.path} reverts to ${revert.app} ${revert.to.release.version}, which ${revert.ring} never proved`, `pi5 rollback --app ${revert.app} --ring ${revert.ring} chooses a proved one`)];
}
async function checkDenials(view, revert, all) {
	const same = all.filter((other) => other.bad.file.digest === revert.bad.file.digest);
	const targets = [];
	for (const { app, to } of same) {
		const target = await view.head.release(app, to.release.digest);
		if (target !== void 0) targets.push(target);
	}
	const wanted = denialsFor(revert.bad.file, targets.map((target) => target.file), "");
	const known = new Set(revert.from.file.value.denied.map((entry) => `${entry.kind} ${entry.digest}`));
	const now = new Set(revert.to.denied.map((entry) => `${entry.kind} ${entry.digest}`));
	const missing = wanted.find((entry) => !now.has(`${entry.kind} ${entry.digest}`));
	const allowed = new Set(wanted.map((entry) => `${entry.kind} ${entry.digest}`));
	const extra = [...now].find((entry) => !known.has(entry) && !allowed.has(entry));
	const plan = "plan the revert again with pi5 rollback";
	if (missing !== void 0) return [violation("revert-denied", revert.path, `${revert.path} does not deny the ${missing.kind} ${missing.digest} of the bad release ${revert.bad.version}`, plan)];
	if (extra === void 0) return [];
	return [violation("revert-denied", revert.path, `${revert.path} denies ${extra}, which is no part of the bad release ${revert.bad.version} alone`, plan)];
}
async function checkVerdict$1(view, revert) {
	const wanted = revert.to.verdict;
	if (wanted === null) return [];
	for (const { name } of view.head.fleet.rings) {
		const judged = pointerBefore(view, name, revert.app);
		if (judged?.file.value.release.digest !== revert.bad.file.digest) continue;
		const path = verdictPath(name, revert.app, judged.file.value);
		const bytes = await view.head.tree.read(path);
		if (bytes === void 0) continue;
		const verdict = readVerdict(bytes, path);
		if (verdict.digest !== wanted) continue;
		if (verdict.value.verdict !== "revert" || bindingMismatch(view.head, verdict, judged) !== void 0) continue;
		const bundle = await view.head.tree.read(bundlePath(path));
		const signed = await verifyFile(view.head.trust, "gate", revert.app, {
			path,
			bytes,
			bundle
		});
		return signed.ok ? [] : [violation("verdict-signature", path, `${path}: ${signed.why.message}`, signed.why.next)];
	}
	return [violation("revert-evidence", revert.path, `${revert.path} names the verdict ${wanted}; no ring that runs ${revert.app} ${revert.bad.version} has such a revert verdict`, "judge the ring again, or revert without a verdict: pi5 rollback")];
}
async function checkOthers(view, revert, bad) {
	const findings = [];
	for (const { name } of view.head.fleet.rings) {
		const stays = view.head.pointers.get(`${name}/${revert.app}`);
		if (stays?.file.value.release.digest !== bad) continue;
		const denied = deniedEverywhere(view.head, revert.app);
		if (await findTarget(view.head, stays, denied, void 0) !== void 0) findings.push(violation("revert-incomplete", stays.path, `${name} still runs ${revert.app} ${revert.bad.version}, which this change denies, and could go back too`, `pi5 rollback --app ${revert.app} --ring ${revert.ring} takes all rings along`));
		else findings.push({
			rule: "revert-left-behind",
			severity: "warning",
			file: stays.path,
			message: `${name} goes on running ${revert.app} ${revert.bad.version}: it proved no older release that is not denied`,
			next: "release a mended version"
		});
	}
	return findings;
}
/** True when a promote verdict of the ring, signed by the gate, names the release. */
async function proved(view, ring, app, release) {
	for (const file of verdictsOf(view.head, ring, app)) if (await provesRelease(view, file, release)) return true;
	return false;
}
async function provesRelease(view, file, release) {
	try {
		const verdict = await view.head.verdict(file);
		if (verdict.value.verdict !== "promote" || verdict.value.release !== release) return false;
		const { path, app } = file;
		const bundle = await view.head.tree.read(bundlePath(path));
		return (await verifyFile(view.head.trust, "gate", app, {
			path,
			bytes: verdict.bytes,
			bundle
		})).ok;
	} catch (error) {
		if (isFault(error)) return false;
		throw error;
	}
}

// src/fleet/rules/trust-update.ts
/** Trust changes only by its own root keys: n + 1 signed by the thresholds of n and n + 1, and the Sigstore roots that it names. */
async function checkTrustUpdate(view) {
	const touched = new Set(view.files.map((file) => file.path));
	if (![
		"trust/trust.json",
		"trust/trust.signatures.json",
		"trust/trusted_root.json",
		"fleet.yaml"
	].some((path) => touched.has(path))) return [];
	try {
		const trust = await verifiedTrust(view, touched.has(trustPath));
		return [...await checkTrustedRoot(view, trust), ...await checkName(view, trust)];
	} catch (error) {
		if (!isFault(error)) throw error;
		return [violation("trust-update", trustPath, error.message, error.next ?? "trust.json is changed by the holders of the root keys: pi5 trust signs the next version")];
	}
}
async function verifiedTrust(view, changed) {
	const bytes = await readNeeded(view.head.tree, trustPath);
	const signatures = await readNeeded(view.head.tree, trustSignaturesPath);
	const before = view.base?.trust.document;
	if (before === void 0) return verifyTrust(bytes, signatures, readTrust(bytes, trustPath).value.roots);
	if (changed) return verifyTrustUpdate(before, bytes, signatures);
	return verifyTrust(bytes, signatures, before.value.roots);
}
async function checkTrustedRoot(view, trust) {
	const digest = digestOf(await readNeeded(view.head.tree, trustedRootPath));
	if (digest === trust.value.trustedRoot) return [];
	return [violation("trusted-root", trustedRootPath, `${trustedRootPath} has the digest ${digest}; trust.json names ${trust.value.trustedRoot}`, "change both in one change, with a new version of trust.json")];
}
async function checkName(view, trust) {
	const { name } = readFleet(await readNeeded(view.head.tree, fleetPath), fleetPath);
	if (name === trust.value.fleet) return [];
	return [violation("fleet-name", fleetPath, `${fleetPath} is of the fleet ${name}; trust.json is of ${trust.value.fleet}`, "a fleet keeps its name: devices are provisioned with it")];
}

// src/fleet/rules/verdicts.ts
/** An added verdict is signed by the gate and judges what its ring ran before this change, by the gates of that time. */
async function checkVerdicts(view) {
	const findings = [];
	const seen = /* @__PURE__ */ new Set();
	for (const file of view.files) {
		const { place } = file;
		if (place.kind !== "verdict" || file.after === void 0) continue;
		const path = verdictPath(place.ring, place.app, place);
		if (seen.has(path)) continue;
		seen.add(path);
		findings.push(...await checkVerdict(view, file, path, place));
	}
	return findings;
}
async function checkVerdict(view, file, path, place) {
	const bytes = await view.head.tree.read(path);
	if (bytes === void 0) return [violation("verdict-signature", file.path, `${file.path} is a signature of ${path}, which is not there`)];
	const bundle = await view.head.tree.read(bundlePath(path));
	const signed = await verifyFile(view.head.trust, "gate", place.app, {
		path,
		bytes,
		bundle
	});
	const findings = [];
	if (!signed.ok) findings.push(violation("verdict-signature", path, `${path}: ${signed.why.message}`, signed.why.next ?? `only the gate of trust.json writes verdicts on ${place.app}`));
	const mismatch = mismatchOf(view, bytes, path, place);
	if (mismatch !== void 0) findings.push(violation("verdict-binding", path, `${path} does not judge what ${place.ring} runs: ${mismatch}`, "judge the ring again"));
	return findings;
}
function mismatchOf(view, bytes, path, place) {
	const judged = pointerBefore(view, place.ring, place.app);
	if (judged === void 0) return `it runs no release of ${place.app}`;
	try {
		return bindingMismatch(view.head, readVerdict(bytes, path), judged);
	} catch (error) {
		if (isFault(error)) return void 0;
		throw error;
	}
}

// src/fleet/rules/write-once.ts
/** Releases and verdicts, and their signatures, are written once: never edited, never deleted. */
function checkWriteOnce(view) {
	return view.files.flatMap(({ path, place, before, after }) => {
		if (place.kind !== "release" && place.kind !== "verdict" || before === void 0) return [];
		const what = place.kind;
		if (after === void 0) return [violation(`${what}-deleted`, path, `${path} is deleted; a ${what} stays, so that history can be checked`, what === "release" ? "restore it; to take a release off the devices: pi5 rollback" : "restore the file")];
		return [violation(`${what}-changed`, path, `${path} is edited; a ${what} is written once`, what === "release" ? "release under a new version" : "restore the file")];
	});
}

// src/fleet/rules.ts
const families = [
	checkPaths,
	checkPlainFiles,
	checkWriteOnce,
	checkDocuments,
	checkPolicyWithMove,
	checkTrustUpdate,
	checkPointerChain,
	checkMoveContent,
	checkReleases,
	checkVerdicts,
	checkPromoteEvidence,
	checkReverts,
	checkDeniedReleases,
	checkRenderedFiles
];
/**
* Judges a change of the manifests repository by the policy and trust that held before it (design of the manifests repository).
* No error among the findings means that it may be merged and published. `base` is undefined for the very first commit.
*/
async function checkChange(base, head, now) {
	return checkPathsOf(base, head, await changedPaths(base, head), now);
}
/** The same for a head of which the caller knows which paths differ from the base. */
async function checkPathsOf(base, head, paths, now) {
	let view;
	try {
		view = await viewChange(base, head, paths, now);
	} catch (error) {
		if (!isFault(error)) throw error;
		return [violation("repository-unreadable", error.where ?? "fleet.yaml", error.message, error.next)];
	}
	const findings = [];
	for (const family of families) findings.push(...await runFamily(family, view));
	return findings.filter((finding, index) => findings.findIndex((other) => sameFinding(other, finding)) === index);
}
async function runFamily(family, view) {
	try {
		return await family(view);
	} catch (error) {
		if (!isFault(error)) throw error;
		return [violation("document-invalid", error.where ?? "", error.message, error.next)];
	}
}
function sameFinding(left, right) {
	return left.rule === right.rule && left.file === right.file && left.message === right.message;
}

// src/fleet/findings-report.ts
const states = {
	error: "bad",
	warning: "warning",
	notice: "neutral"
};
const mostRows = 200;
/** Findings as a table, worst first; nothing when there are none. */
function findingsBlocks(findings) {
	if (findings.length === 0) return [];
	const sorted = [
		"error",
		"warning",
		"notice"
	].flatMap((severity) => findings.filter((finding) => finding.severity === severity));
	const blocks = [{
		kind: "table",
		columns: [
			{ title: "Rule" },
			{ title: "File" },
			{ title: "What is wrong" },
			{ title: "What to do" }
		],
		rows: sorted.slice(0, mostRows).map((finding) => [
			[{
				kind: "state",
				state: states[finding.severity],
				text: finding.rule
			}],
			[{
				kind: "code",
				text: finding.file ?? ""
			}],
			[finding.message],
			[finding.next ?? ""]
		])
	}];
	if (sorted.length > mostRows) blocks.push({
		kind: "paragraph",
		text: [`${sorted.length - mostRows} more are in the output findings.`]
	});
	return blocks;
}

export { hasIds as a, changedPaths as i, checkChange as n, verifyTrust as o, checkPathsOf as r, findingsBlocks as t };