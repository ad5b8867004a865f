import { n as readRelease, o as writePointer } from "./signed-json.js";
import { A as fleetFaults, D as deniedEverywhere, E as denialsFor, F as pointerPath, I as releasePath, O as mergeDenied, T as denialOf, a as renderedFiles, c as requirePointer, d as evidenceFiles, f as provedReleases, j as bundlePath, k as requireRoom, l as ringIndex, m as pointerOf, o as expiryAt, p as readEvidence, s as nextPointer, t as findTarget, v as requirePlace } from "./revert-target.js";

// src/fleet/planned-change.ts
/** Puts a change together: files, pointers and what is rendered from them; unchanged when the tree already has it all. */
async function plannedChange(state, parts) {
	const files = new Map(parts.files);
	for (const { pointer, release } of parts.steps) {
		files.set(pointerPath(pointer.ring, pointer.app), writePointer(pointer));
		for (const [path, bytes] of renderedFiles(state.fleet, pointer, {
			pointer,
			release
		})) files.set(path, bytes);
	}
	const changed = await withoutEqual(state, files);
	if (changed.size === 0) return {
		kind: "unchanged",
		why: `${parts.title}: the repository already says so`
	};
	return {
		kind: "change",
		change: {
			key: parts.key,
			base: state.tree.commit,
			files: changed
		},
		summary: {
			title: parts.title,
			steps: parts.steps.map(({ pointer }) => stepOf(state, pointer)),
			denied: parts.denied ?? [],
			left: parts.left ?? []
		}
	};
}
/**
* The plan for a ring whose pointer stays as it is: what is still missing beside it (a verdict, a rendered file that lags behind
* fleet.yaml), or unchanged.
*/
async function settledChange(state, parts) {
	const current = pointerOf(state, parts.ring, parts.app);
	const files = new Map(parts.files);
	const release = current && await state.release(parts.app, current.file.value.release.digest);
	if (current !== void 0 && release !== void 0) for (const [path, bytes] of renderedFiles(state.fleet, current, {
		pointer: current.file.value,
		release: release.file.value
	})) files.set(path, bytes);
	const changed = await withoutEqual(state, files);
	if (changed.size === 0) return {
		kind: "unchanged",
		why: parts.why
	};
	return {
		kind: "change",
		change: {
			key: parts.key,
			base: state.tree.commit,
			files: changed
		},
		summary: {
			title: parts.title,
			steps: [],
			denied: [],
			left: []
		}
	};
}
async function withoutEqual(state, files) {
	const changed = /* @__PURE__ */ new Map();
	for (const [path, bytes] of files) {
		const there = await state.tree.read(path);
		if (!(bytes === null ? there === void 0 : there !== void 0 && Buffer.from(there).equals(bytes))) changed.set(path, bytes);
	}
	return changed;
}
function stepOf(state, pointer) {
	const current = pointerOf(state, pointer.ring, pointer.app)?.file.value;
	return {
		ring: pointer.ring,
		from: current && positionOf(current),
		to: positionOf(pointer)
	};
}
function positionOf(pointer) {
	const { epoch, seq, release } = pointer;
	return {
		epoch,
		seq,
		version: release.version,
		digest: release.digest
	};
}

// src/fleet/promote-move.ts
/** Plans a promotion: a new release to the first ring, or a proved one to the next. */
async function planPromote(state, move, now) {
	const { app, ring } = move;
	const index = ringIndex(state, ring);
	const there = await state.tree.read(move.release.path);
	const release = readNamedRelease(state, move, there);
	const verdict = index === 0 ? void 0 : requireVerdict(state, move, release, index);
	const files = new Map([...releaseFiles(move, there), ...move.verdict === void 0 || verdict === void 0 ? [] : await evidenceFiles(state, move.verdict)]);
	const title = `${index === 0 ? "release" : "promote"} ${app} ${move.release.version} to ${ring}`;
	const key = `${index === 0 ? "release" : "promote"}/${app}/${ring}`;
	const current = pointerOf(state, ring, app)?.file.value;
	if (current?.release.digest === release.digest) return settledChange(state, {
		key,
		title: `record what ${ring} runs of ${app}`,
		ring,
		app,
		files,
		why: `${ring} already runs ${app} ${move.release.version}`
	});
	refuseDenied(state, move, release);
	if (current !== void 0 && move.again !== true) await refuseLeftBehind(state, move, there !== void 0, index);
	const { path, version, digest } = move.release;
	const content = {
		release: {
			path,
			version,
			digest
		},
		verdict: verdict?.digest ?? null,
		reason: "promote",
		denied: pointerOf(state, ring, app)?.file.value.denied ?? []
	};
	const pointer = nextPointer(state, ring, app, content, now);
	return plannedChange(state, {
		key,
		title,
		files,
		steps: [{
			pointer,
			release: release.value
		}]
	});
}
function readNamedRelease(state, move, there) {
	const { path, version, digest, bytes } = move.release;
	requirePlace(path, { path }, { path: releasePath(move.app, version) });
	if (there !== void 0 && bytes !== void 0 && !Buffer.from(there).equals(bytes)) throw fleetFaults.fault("MOVE_RELEASE_TAKEN", `${path} exists with other content`, {
		where: path,
		next: "release under a new version: a release is written once"
	});
	const source = there ?? bytes;
	if (source === void 0) throw fleetFaults.fault("FLEET_FILE_MISSING", `${path} is not there`, { where: path });
	const release = readRelease(source, path);
	requirePlace(path, release.value, {
		fleet: state.fleet.name,
		app: move.app,
		version
	});
	if (release.digest !== digest) throw fleetFaults.fault("FLEET_RELEASE_CHANGED", `${path} has the digest ${release.digest}, not ${digest}`, { where: path });
	return release;
}
function releaseFiles(move, there) {
	const files = /* @__PURE__ */ new Map();
	const { path, bytes, bundle } = move.release;
	if (there !== void 0 || bytes === void 0) return files;
	files.set(path, bytes);
	if (bundle !== void 0) files.set(bundlePath(path), bundle);
	return files;
}
function requireVerdict(state, move, release, index) {
	const before = state.fleet.rings[index - 1]?.name ?? "";
	const judged = requirePointer(state, before, move.app);
	if (move.verdict === void 0) throw fleetFaults.fault("MOVE_RING_SKIPPED", `${move.app} ${move.release.version} may go to ${move.ring} only with a verdict of ${before}`, {
		where: move.ring,
		next: `let the gate of ${before} judge it first`
	});
	const verdict = readEvidence(state, move.verdict, judged, "promote");
	if (verdict.value.release === release.digest) return verdict;
	throw fleetFaults.fault("MOVE_VERDICT_MISMATCH", `${move.verdict.path} proves the release ${verdict.value.release}, not ${release.digest}`, { where: move.verdict.path });
}
function refuseDenied(state, move, release) {
	const denial = denialOf(release, deniedEverywhere(state, move.app));
	if (denial === void 0) return;
	throw fleetFaults.fault("MOVE_DENIED", `${move.app} ${move.release.version} must not run: its ${denial.kind} ${denial.digest} is denied (${denial.why})`, {
		where: move.release.path,
		next: "release a mended version, or take the digest off the list with undeny"
	});
}
async function refuseLeftBehind(state, move, released, index) {
	if (!(index === 0 ? released : await hasProved(state, move))) return;
	throw fleetFaults.fault("MOVE_NOT_FORWARD", `${move.ring} has left ${move.app} ${move.release.version} behind`, {
		where: move.release.path,
		next: `to go back on purpose: pi5 rollback --app ${move.app} --ring ${move.ring}`
	});
}
async function hasProved(state, move) {
	for await (const proved of provedReleases(state, move.ring, move.app)) if (proved.release === move.release.digest) return true;
	return false;
}

// src/fleet/revert-move.ts
/** Plans a revert of a ring and of all others that run the same release, each to what it proved itself. Throws MOVE_NO_TARGET. */
async function planRevert(state, move, now) {
	const { app, ring } = move;
	ringIndex(state, ring);
	const current = requirePointer(state, ring, app);
	const key = `revert/${app}/${ring}`;
	const settled = settledWhy(current, move);
	if (settled !== void 0) return settledChange(state, {
		key,
		title: `render what ${ring} runs of ${app}`,
		ring,
		app,
		files: /* @__PURE__ */ new Map(),
		why: settled
	});
	const verdict = move.verdict && readEvidence(state, move.verdict, current, "revert");
	const bad = await requireRelease(state, current);
	const known = deniedEverywhere(state, app);
	const { ways, left } = await findWays(state, move, current, [...known, {
		digest: bad.file.digest,
		kind: "release",
		why: move.why
	}]);
	const fresh = denialsFor(bad.file, ways.map((way) => way.target.file), move.why);
	const denied = mergeDenied(known, fresh);
	requireRoom(denied, app);
	const steps = ways.map((way) => {
		const { path, version, file } = way.target;
		const content = {
			release: {
				path,
				version,
				digest: file.digest
			},
			verdict: verdict?.digest ?? null,
			reason: "revert",
			denied: mergeDenied(way.from.file.value.denied, fresh)
		};
		return {
			pointer: nextPointer(state, way.from.ring, app, content, now),
			release: file.value
		};
	});
	const version = current.file.value.release.version;
	const rings = ways.map((way) => way.from.ring).join(", ");
	return plannedChange(state, {
		key,
		title: `revert ${app} ${version} on ${rings}`,
		steps,
		files: move.verdict === void 0 ? /* @__PURE__ */ new Map() : await evidenceFiles(state, move.verdict),
		denied: fresh,
		left
	});
}
function settledWhy(current, move) {
	const pointer = current.file.value;
	if (move.to !== void 0 && pointer.release.version === move.to) return `${move.ring} already runs ${move.app} ${move.to}`;
	if (move.from !== void 0 && pointer.release.version !== move.from) return `${move.ring} does not run ${move.app} ${move.from}; it runs ${pointer.release.version}`;
	if (move.verdict === void 0 && move.to === void 0 && move.from === void 0 && pointer.reason === "revert") return `${move.ring} was already reverted to ${move.app} ${pointer.release.version}; name the version to go back further`;
}
async function findWays(state, move, current, denied) {
	const ways = [];
	const left = [];
	for (const { name } of state.fleet.rings) {
		const from = pointerOf(state, name, move.app);
		if (from?.file.value.release.digest !== current.file.value.release.digest) continue;
		const wanted = name === move.ring ? move.to : void 0;
		const target = await findTarget(state, from, denied, wanted);
		if (target !== void 0) ways.push({
			from,
			target
		});
		else if (name === move.ring) throw noTarget(move);
		else left.push({
			ring: name,
			why: "it proved no older release that is not denied"
		});
	}
	return {
		ways,
		left
	};
}
function noTarget(move) {
	const which = move.to === void 0 ? "no older release" : `the version ${move.to} not`;
	return fleetFaults.fault("MOVE_NO_TARGET", `${move.ring} cannot go back: it has proved ${which}, or what it proved is denied or no longer trusted`, {
		where: `verdicts/${move.ring}/${move.app}`,
		next: "release a mended version: going forward is the way out"
	});
}
async function requireRelease(state, pointer) {
	const { digest, path } = pointer.file.value.release;
	const release = await state.release(pointer.app, digest);
	if (release !== void 0) return release;
	throw fleetFaults.fault("FLEET_RELEASE_CHANGED", `no release of ${pointer.app} has the digest ${digest}`, { where: path });
}

// src/fleet/upkeep-moves.ts
/** Plans the record of a promote verdict without moving a pointer. */
async function planProve(state, move) {
	const { app, ring } = move;
	ringIndex(state, ring);
	const current = requirePointer(state, ring, app);
	readEvidence(state, move.verdict, current, "promote");
	const { version } = current.file.value.release;
	return plannedChange(state, {
		key: `prove/${app}/${ring}`,
		title: `prove ${app} ${version} on ${ring}`,
		steps: [],
		files: await evidenceFiles(state, move.verdict)
	});
}
/** Plans a pointer that says the same for longer, or in the epoch of a new trust document. */
async function planRefresh(state, move, now) {
	const { app, ring } = move;
	ringIndex(state, ring);
	const current = requirePointer(state, ring, app);
	const pointer = current.file.value;
	const key = `refresh/${app}/${ring}`;
	if (pointer.expires >= expiryAt(now, state.fleet.expiresAfter) && pointer.epoch === state.trust.document.value.epoch) return settledChange(state, {
		key,
		title: `render what ${ring} runs of ${app}`,
		ring,
		app,
		files: /* @__PURE__ */ new Map(),
		why: `the pointer of ${app} on ${ring} is already fresh until ${pointer.expires}`
	});
	const step = await nextStep(state, current, {
		reason: "refresh",
		denied: pointer.denied
	}, now);
	return plannedChange(state, {
		key,
		title: `refresh ${app} on ${ring}`,
		steps: [step],
		files: /* @__PURE__ */ new Map()
	});
}
/** Plans to take digests off the denied list of an app, in every ring that has them. */
async function planUndeny(state, move, now) {
	const { app, ring } = move;
	ringIndex(state, ring);
	const freed = new Set(move.digests);
	const steps = [];
	for (const { name } of state.fleet.rings) {
		const current = pointerOf(state, name, app);
		const denied = current?.file.value.denied.filter((entry) => !freed.has(entry.digest)) ?? [];
		if (current === void 0 || denied.length === current.file.value.denied.length) continue;
		steps.push(await nextStep(state, current, {
			reason: "undeny",
			denied
		}, now));
	}
	return plannedChange(state, {
		key: `undeny/${app}/${ring}`,
		title: `undeny ${move.digests.length} of ${app}`,
		steps,
		files: /* @__PURE__ */ new Map()
	});
}
async function nextStep(state, current, content, now) {
	const { release, verdict } = current.file.value;
	const file = await state.release(current.app, release.digest);
	if (file === void 0) throw fleetFaults.fault("FLEET_RELEASE_CHANGED", `no release of ${current.app} has the digest ${release.digest}`, { where: release.path });
	return {
		pointer: nextPointer(state, current.ring, current.app, {
			release,
			verdict,
			...content
		}, now),
		release: file.file.value
	};
}

// src/fleet/moves.ts
/**
* Plans a move on the state of one commit; nothing is read but that commit, nothing is written. The same state, move and UTC day
* give the same change; a move that is already in place gives `unchanged`. Throws the MOVE_ faults and those of the readers.
*/
function planMove(state, move, now) {
	switch (move.kind) {
		case "promote": return planPromote(state, move, now);
		case "prove": return planProve(state, move);
		case "revert": return planRevert(state, move, now);
		case "refresh": return planRefresh(state, move, now);
		default: return planUndeny(state, move, now);
	}
}

export { planMove as t };