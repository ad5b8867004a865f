import "./rolldown-runtime.js";
import { t as toMarkdown } from "./markdown.js";
import { n as openManifests } from "./manifests-repository.js";
import { B as verdictPath, C as gatesOf, S as gateConfigDigest, f as provedReleases, h as readFleetState, j as bundlePath, m as pointerOf, n as verifyFile, u as bindingMismatch } from "./revert-target.js";
import { n as openSigner } from "./signing-inputs.js";
import { t as planMove } from "./moves.js";
import { a as readVerdict, s as writeVerdict } from "./signed-json.js";
import { i as isFault, n as defineFaults, r as describeError } from "./fault.js";
import { a as writeAtomic, i as readBounded, r as containPath } from "./files.js";
import { n as canonicalJson } from "./canonical-json.js";
import { t as systemClock } from "./clock.js";
import { r as retryAfterMs } from "./retry.js";
import { t as isRecord } from "./json-members.js";
import { t as formatDuration } from "./quantity.js";
import { n as emptyOutputs } from "./command.js";
import { t as command } from "./inputs4.js";
import path from "node:path";

// src/commands/canary-gate/plan.ts
/** True for a look that ended in a verdict which is written down. */
function isVerdict(look) {
	return look.kind === "judged" && (look.judgement.verdict === "promote" || look.judgement.verdict === "revert");
}
/** Key of the proposal that acts on a verdict, and the ring after the one that was judged. */
function targetOf({ subject, judgement }) {
	const { app, ring } = subject.pointer;
	const { rings } = subject.state.fleet;
	const next = rings[rings.findIndex(({ name }) => name === ring) + 1]?.name;
	if (judgement.verdict === "revert") return {
		key: `revert/${app}/${ring}`,
		next
	};
	return {
		key: next === void 0 ? `prove/${app}/${ring}` : `promote/${app}/${next}`,
		next
	};
}
/**
* What a verdict asks for, on the commit that was judged. What the rules of the fleet forbid is no crash of the gate: the
* verdict stands, and a person has to make the move.
*/
async function planVerdict(look, verdict, now) {
	try {
		return await planMove(look.subject.state, moveFor(look, verdict), now);
	} catch (error) {
		if (isFault(error, "MOVE_NO_TARGET", "MOVE_DENIED", "MOVE_NOT_FORWARD", "MOVE_DENIED_FULL")) return error;
		throw error;
	}
}
function moveFor(look, verdict) {
	const { app, ring, file } = look.subject.pointer;
	const { next } = targetOf(look);
	if (look.judgement.verdict === "revert") return {
		kind: "revert",
		app,
		ring,
		verdict,
		why: readVerdict(verdict.bytes, verdict.path).value.reason
	};
	if (next === void 0) return {
		kind: "prove",
		app,
		ring,
		verdict
	};
	const { path, version, digest } = file.value.release;
	return {
		kind: "promote",
		app,
		ring: next,
		release: {
			path,
			version,
			digest
		},
		verdict
	};
}
const day = 864e5;
/**
* The plan that an open proposal already holds, and nothing besides, as of today or of an earlier day (a pointer's expiry follows
* the day), or undefined. What people are reading and approving stays as it is; after half of the time that a pointer is fresh it
* is renewed.
*/
async function standingPlan(look, verdict, { tree, changes }, now) {
	if (changes === void 0) return void 0;
	const longest = look.subject.state.fleet.expiresAfter * 1e3 / 2;
	for (let back = 0; back <= longest; back += day) {
		const plan = await planVerdict(look, verdict, new Date(now.getTime() - back));
		if (plan instanceof Error || plan.kind === "unchanged") return void 0;
		const { files } = plan.change;
		if ([...changes].every((path) => files.has(path)) && await holdsAll(tree, files)) return plan;
	}
}
async function holdsAll(tree, files) {
	for (const [path, bytes] of files) {
		const there = await tree.read(path);
		if (bytes === null ? there !== void 0 : there === void 0 || !Buffer.from(there).equals(bytes)) return false;
	}
	return true;
}

// src/commands/canary-gate/faults.ts
const canaryGateFaults = defineFaults({
	CANARY_BRANCH_MISSING: "The manifests repository lacks a branch that the gate reads.",
	CANARY_RING_UNKNOWN: "fleet.yaml has no ring of the given name.",
	CANARY_SIGNER_UNTRUSTED: "The trust document of the manifests repository does not let this signer write verdicts.",
	CANARY_UNSETTLED: "The manifests repository kept changing while the verdict was proposed."
});

// src/commands/canary-gate/verdict-file.ts
/** The verdict document of a judgement, as canonical bytes. */
function composeVerdict(state, ring, pointer, evidence, judgement) {
	const { epoch, seq, release } = pointer.file.value;
	const { devices, window } = evidence;
	return writeVerdict({
		schemaVersion: 1,
		kind: "verdict",
		fleet: state.fleet.name,
		app: pointer.app,
		ring: ring.name,
		epoch,
		seq,
		pointer: pointer.file.digest,
		release: release.digest,
		gateConfig: gateConfigDigest(state.fleet, pointer.app, ring),
		verdict: judgement.verdict,
		reason: judgement.reason,
		window: {
			from: isoTime(window.from),
			to: isoTime(window.to)
		},
		devices: {
			ring: devices.ring,
			updated: devices.updated,
			reporting: devices.reporting,
			silent: [...devices.silent],
			missing: [...devices.missing]
		},
		metrics: judgement.metrics.map((metric) => writtenMetric(metric, judgement.verdict))
	});
}
function writtenMetric(metric, verdict) {
	const { name, type, total, limit } = metric;
	const bad = verdict === "promote" ? metric.suspect : metric.bad;
	const value = total > 0 ? Math.min(1, bad / total) : 0;
	const measured = value > limit ? "bad" : "ok";
	return {
		name,
		type,
		bad,
		total,
		value,
		limit,
		state: metric.state === "unsure" ? measured : metric.state
	};
}
function isoTime(seconds) {
	return (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().replace(".000Z", "Z");
}
/**
* The signed verdict of the same kind that a tree (an open proposal) already holds for this pointer, or undefined. Counts grow
* with every look; what is proposed and signed stays as it is.
*/
async function findVerdict(state, tree, pointer, wanted) {
	const path = verdictPath(pointer.ring, pointer.app, pointer.file.value);
	const bytes = await tree.read(path);
	const bundle = await tree.read(bundlePath(path));
	if (bytes === void 0 || bundle === void 0) return void 0;
	try {
		const file = readVerdict(bytes, path);
		if (file.value.verdict !== wanted || bindingMismatch(state, file, pointer) !== void 0) return void 0;
	} catch (error) {
		if (isFault(error)) return void 0;
		throw error;
	}
	return (await verifyFile(state.trust, "gate", pointer.app, {
		path,
		bytes,
		bundle
	})).ok ? {
		path,
		bytes,
		bundle
	} : void 0;
}
/** Signs a verdict and verifies the signature by the trust document, as the required check will. Throws CANARY_SIGNER_UNTRUSTED. */
async function signVerdict(state, pointer, bytes, signer) {
	const path = verdictPath(pointer.ring, pointer.app, pointer.file.value);
	const bundle = await signer.signBlob(bytes);
	const verification = await verifyFile(state.trust, "gate", pointer.app, {
		path,
		bytes,
		bundle
	});
	if (verification.ok) return {
		path,
		bytes,
		bundle
	};
	throw canaryGateFaults.fault("CANARY_SIGNER_UNTRUSTED", `the signature of this run is not accepted for verdicts on ${pointer.app}: ${verification.why.message}`, {
		where: "trust/trust.json",
		next: "let the holder of the root key add this signer with the role gate",
		cause: verification.why
	});
}

// src/commands/canary-gate/act.ts
/** The signed verdict of a look: the one that is already proposed for this pointer, or a new one. */
async function obtainVerdict(input, ports, forge, look) {
	const { state, ring, pointer } = look.subject;
	const open = await forge.proposed(targetOf(look).key);
	const there = open && await findVerdict(state, open.tree, pointer, look.judgement.verdict);
	if (there !== void 0) return {
		verdict: there,
		standing: open
	};
	const bytes = composeVerdict(state, ring, pointer, look.evidence, look.judgement);
	if (input.act) {
		const path = verdictPath(pointer.ring, pointer.app, pointer.file.value);
		const trial = await planVerdict(look, {
			path,
			bytes,
			bundle: Buffer.from("{}")
		}, ports.clock.now());
		if (trial instanceof Error) return { blocked: trial };
	}
	return {
		verdict: await signVerdict(state, pointer, bytes, await openSigner(input, ports)),
		standing: void 0
	};
}
/** Proposes and merges what a verdict asks for; undefined when the repository moved and it has to be judged again. */
async function actOn(input, ports, forge, look, verdict, standing, bodyOf) {
	const now = ports.clock.now();
	const held = standing && await standingPlan(look, verdict, standing, now);
	const plan = held ?? await planVerdict(look, verdict, now);
	if (plan instanceof Error) return {
		verdict,
		blocked: plan
	};
	if (plan.kind === "unchanged") return {
		verdict,
		why: plan.why
	};
	const { app, ring } = look.subject.pointer;
	const proposal = held !== void 0 && standing !== void 0 ? {
		...standing.proposal,
		operation: "unchanged"
	} : await forge.propose(plan.change, {
		title: plan.summary.title,
		body: bodyOf(plan.summary),
		labels: [
			"pi5",
			`pi5/app:${app}`,
			`pi5/ring:${ring}`,
			`pi5/kind:${look.judgement.verdict}`
		]
	});
	const merge = await mergeAs(input, ports, forge, look, proposal);
	if (merge?.kind === "stale") return void 0;
	return {
		verdict,
		summary: plan.summary,
		proposal,
		merge
	};
}
async function mergeAs(input, ports, forge, look, proposal) {
	const revert = look.judgement.verdict === "revert";
	const mode = revert ? input["revert-merge"] : input.merge;
	if (mode === "none") return void 0;
	if (mode === "auto") return forge.mergeWhenReady(proposal);
	const until = ports.clock.now().getTime() + input["merge-timeout"] * 1e3;
	for (let pause = 2e3;; pause = Math.min(pause * 1.5, 15e3)) {
		const result = await forge.merge(proposal);
		if (result.kind !== "pending" || !revert || ports.clock.now().getTime() + pause > until) return result;
		ports.log.info(`#${proposal.number} waits: ${result.why}`);
		await ports.clock.sleep(pause);
	}
}

// src/commands/canary-gate/evidence-file.ts
/** Writes the whole evidence of a look, with what was concluded from it, and gives the file's path. */
async function keepEvidence(look, ports) {
	const { state, ring, pointer } = look.subject;
	const { epoch, seq, release } = pointer.file.value;
	const file = path.join(folderOf(look, ports), "evidence.json");
	const content = {
		schemaVersion: 1,
		kind: "canary-evidence",
		fleet: state.fleet.name,
		app: pointer.app,
		ring: ring.name,
		epoch,
		seq,
		pointer: pointer.file.digest,
		release: release.digest,
		gateConfig: gateConfigDigest(state.fleet, pointer.app, ring),
		judgement: look.judgement,
		evidence: look.evidence
	};
	await writeAtomic(file, `${canonicalJson(content)}\n`);
	return file;
}
/** Writes a signed verdict and its bundle for a later job, and gives the verdict's path. */
async function keepVerdict(look, verdict, ports) {
	const file = path.join(folderOf(look, ports), path.basename(verdict.path));
	await writeAtomic(file, verdict.bytes);
	await writeAtomic(bundlePath(file), verdict.bundle);
	return file;
}
function folderOf(look, ports) {
	const { ring, app, file } = look.subject.pointer;
	const root = ports.environment["RUNNER_TEMP"] ?? ports.workspace;
	return path.join(root, "pi5-canary-gate", `${app}-${ring}-${file.value.epoch}-${file.value.seq}`);
}

// src/gate/gate-spec.ts
/** Name of the metric by which a device says which release it runs: value 1, labels app, version, release, image. */
const releaseMetric = "pi5_release_info";
/** Largest good fraction of bad events of a gate. */
function limitFraction(gate) {
	return gate.type === "ratio" ? gate.limit : Number((1 - gate.quantile).toPrecision(12));
}

// src/prometheus/selectors.ts
/** A PromQL string literal. */
function quoteLabelValue(value) {
	return `"${value.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"").replaceAll("\n", "\\n")}"`;
}
/** A text that a PromQL regular expression (RE2) takes literally. */
function escapeRegex(value) {
	return value.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
/**
* Matchers `label=~"a|b|…"` that together name every value once, each of at most about `limit` bytes: servers and proxies
* bound the length of a query.
*/
function valueMatchers(label, values, limit = 4096) {
	const matchers = [];
	let chunk = [];
	let size = 0;
	for (const value of values) {
		const part = escapeRegex(value);
		if (chunk.length > 0 && size + part.length + 1 > limit) {
			matchers.push(`${label}=~${quoteLabelValue(chunk.join("|"))}`);
			chunk = [];
			size = 0;
		}
		chunk.push(part);
		size += part.length + 1;
	}
	if (chunk.length > 0) matchers.push(`${label}=~${quoteLabelValue(chunk.join("|"))}`);
	return matchers;
}

// src/gate/questions.ts
/** Opens the questions to a server about the devices of a ring. */
function openQuestions(prometheus, options) {
	const matchers = valueMatchers(options.deviceLabel, options.devices);
	const seen = /* @__PURE__ */ new Set();
	function note(answer) {
		if (!answer.complete) for (const warning of answer.warnings) seen.add(warning);
		return answer.value;
	}
	return {
		instant: async (expression, at) => {
			const all = [];
			for (const matcher of matchers) all.push(...note(await prometheus.query(expression(matcher), at)));
			return all;
		},
		range: async (expression, grid) => {
			const all = [];
			for (const matcher of matchers) all.push(...note(await prometheus.queryRange(expression(matcher), grid)));
			return all;
		},
		once: async (expression, at) => note(await prometheus.query(expression, at)),
		warnings: () => [...seen]
	};
}
/** A selector: the metric with matchers, empty ones left out. */
function selector(metric, ...matchers) {
	return `${metric}{${matchers.filter((matcher) => matcher !== "").join(",")}}`;
}
/** `label="value"`. */
function equals(label, value) {
	return `${label}=${quoteLabelValue(value)}`;
}
/**
* The raw last value of each series within some seconds. Unlike a bare selector it shows nothing older, on any server: bare ones
* look back five minutes wherever a series ends without a staleness marker, and not every server can be told otherwise.
*/
function latest(series, seconds) {
	return `last_over_time(${series}[${Math.ceil(seconds)}s])`;
}

// src/gate/device-accounting.ts
/** Asks which devices of the ring are up, and on which the app (any release) is or was heard. */
async function findPresence(questions, request, schedule, at) {
	const { app, deviceLabel } = request;
	const info = (devices) => selector(releaseMetric, equals("app", app), devices);
	const up = await questions.instant((devices) => `max by (${deviceLabel}) (max_over_time(${selector("up", devices)}[${Math.ceil(schedule.silentAfter)}s]))`, at);
	const heardIn = (seconds) => (devices) => `count by (${deviceLabel}) (${latest(info(devices), seconds)})`;
	const speaking = await questions.instant(heardIn(schedule.silentAfter), at);
	const spoke = await questions.instant(heardIn(schedule.lookBack), at);
	return {
		up: devicesOf(up.filter(({ sample }) => sample.value >= 1), deviceLabel),
		speaking: devicesOf(speaking, deviceLabel),
		spoke: devicesOf(spoke, deviceLabel)
	};
}
/**
* Sorts the devices of a ring. Up without the app is silent, a failure of the release; not seen at all is missing, a matter of
* connectivity; a device that speaks of another release is neither: it is not there yet.
*/
function accountDevices(devices, presence, view) {
	const silent = [];
	const missing = [];
	let updated = 0;
	let reporting = 0;
	for (const device of devices) {
		const runs = recently(view.running.get(device), view.recentBlocks);
		const heard = presence.speaking.has(device) || runs;
		if (!presence.up.has(device) && !heard) {
			missing.push(device);
			continue;
		}
		if (!heard) {
			if (presence.spoke.has(device)) silent.push(device);
			continue;
		}
		if (!runs) continue;
		updated += 1;
		if (view.metrics.every((metric) => recently(metric.get(device), view.recentBlocks))) reporting += 1;
		else if (longEnough(view.running.get(device), view.recentBlocks)) silent.push(device);
	}
	return {
		ring: devices.length,
		up: devices.length - missing.length,
		updated,
		reporting,
		silent,
		missing
	};
}
function recently(blocks, recent) {
	return blocks?.slice(-recent).includes(true) ?? false;
}
function longEnough(blocks, recent) {
	return blocks?.slice(0, -recent).includes(true) ?? false;
}
function devicesOf(series, label) {
	const devices = /* @__PURE__ */ new Set();
	for (const { labels } of series) {
		const device = labels[label];
		if (device !== void 0) devices.add(device);
	}
	return devices;
}

// src/prometheus/counters.ts
const longestGap = 2;
/** All times of a grid. */
function gridTimes({ from, to, step }) {
	const count = Math.max(0, Math.floor((to - from) / step + 1e-6) + 1);
	return Array.from({ length: count }, (_, index) => from + index * step);
}
/** Where a sample stands in a grid, or undefined when it is not on it. */
function gridIndex(grid, at) {
	const index = Math.round((at - grid.from) / grid.step);
	if (index < 0 || at > grid.to + grid.step / 2) return void 0;
	return Math.abs(grid.from + index * grid.step - at) < grid.step / 4 ? index : void 0;
}
/**
* Increase of one raw cumulative series in each block of a grid; null where it is not known. A fall is a reset: the new value
* counts in full. A series that is born inside the grid counts from zero, so that the first requests of a fresh process are not
* lost: the grid has to start before what is judged. Gaps of more than two blocks are absent: what happened in them is not
* counted. Take differences per series and before any sum, for a sum hides resets.
*/
function counterIncrements(samples, grid) {
	const increments = gridTimes(grid).map(() => null);
	let last;
	for (const { at, value } of samples) {
		const index = gridIndex(grid, at);
		if (index === void 0 || index >= increments.length) continue;
		if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) continue;
		increments[index] = increment(last, {
			index,
			value
		});
		last = {
			index,
			value
		};
	}
	return increments;
}
function increment(last, next) {
	if (last === void 0) return next.index === 0 ? null : next.value;
	if (next.value < last.value) return next.value;
	return next.index - last.index - 1 > longestGap ? null : next.value - last.value;
}

// src/gate/device-series.ts
/** Increases by device and block: differences per series first, then the sum of a device's series. */
function incrementsByDevice(series, deviceLabel, grid) {
	const devices = /* @__PURE__ */ new Map();
	for (const { labels, samples } of series) {
		const device = labels[deviceLabel];
		if (device === void 0) continue;
		const increments = counterIncrements(samples, grid);
		const before = devices.get(device);
		devices.set(device, before === void 0 ? increments : before.map((value, index) => addKnown(value, increments[index] ?? null)));
	}
	return devices;
}
/** Whether a device had a sample in each block. */
function presenceByDevice(series, deviceLabel, grid) {
	const length = gridTimes(grid).length;
	const devices = /* @__PURE__ */ new Map();
	for (const { labels, samples } of series) {
		const device = labels[deviceLabel];
		if (device === void 0) continue;
		const present = devices.get(device) ?? Array.from({ length }, () => false);
		for (const { at, value } of samples) {
			const index = gridIndex(grid, at);
			if (index !== void 0 && index < length && !Number.isNaN(value)) present[index] = true;
		}
		devices.set(device, present);
	}
	return devices;
}
function addKnown(left, right) {
	if (left === null) return right;
	return right === null ? left : left + right;
}

// src/prometheus/sample-value.ts
/**
* Reads a sample value as the HTTP API writes it (a Go float: `0.5`, `1e+06`, `NaN`, `+Inf`, `-Inf`), or gives undefined.
* JavaScript's own Number takes `+Inf` for NaN and an empty text for zero.
*/
function parseSampleValue(text) {
	if (text === "NaN") return NaN;
	if (text === "+Inf" || text === "Inf") return Infinity;
	if (text === "-Inf") return -Infinity;
	if (text.length > 64 || !/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?$/.test(text)) return void 0;
	return Number(text);
}

// src/gate/faults.ts
const gateFaults = defineFaults({
	GATE_LIMIT_ABOVE_BUCKETS: "The limit of a quantile gate is above the last finite bucket of its histogram, so it could never be exceeded.",
	GATE_LIMIT_BELOW_BUCKETS: "The limit of a quantile gate is below the first bucket of its histogram, so it could never be proved.",
	GATE_METRIC_MISSING: "A metric that a gate names is nowhere on the Prometheus server.",
	GATE_NOT_HISTOGRAM: "A quantile gate names a metric that is not a classic histogram."
});

// src/gate/buckets.ts
/**
* Finds the bounds of a histogram on the ring's devices and picks those around the limit: events above the next bound up are
* surely bad, events up to the next bound down are surely good. Throws the GATE_ faults for a gate that could never work.
*/
async function findBuckets(questions, request, gate, seconds, at) {
	const metric = `${gate.histogram}_bucket`;
	const ask = (matcher) => `count by (le) (${latest(selector(metric, matcher), seconds)})`;
	let series = await questions.instant(ask, at);
	if (series.length === 0) series = [...await questions.once(ask(""), at)];
	if (series.length === 0) throw await missing(questions, gate, seconds, at);
	return chooseBuckets(gate, series.map(({ labels }) => labels["le"] ?? ""), request.app);
}
async function missing(questions, gate, seconds, at) {
	if ((await questions.once(`count(${latest(selector(gate.histogram), seconds)})`, at)).length > 0) return gateFaults.fault("GATE_NOT_HISTOGRAM", `The gate ${gate.name} needs a classic histogram, and ${gate.histogram} has no buckets`, {
		where: "fleet.yaml",
		next: `export ${gate.histogram} as a histogram with a bucket bound at ${gate.limit}; a gauge or summary has no counts to judge`
	});
	return missingMetric(gate.name, `${gate.histogram}_bucket`);
}
/** The fault for a metric that is nowhere on the server. */
function missingMetric(gate, metric) {
	return gateFaults.fault("GATE_METRIC_MISSING", `The gate ${gate} names ${metric}, which is nowhere on the server`, {
		where: "fleet.yaml",
		next: "correct the name, or export the metric from the start: a counter of bad events has to begin at 0"
	});
}
/** Picks the bounds around a gate's limit. */
function chooseBuckets(gate, texts, app) {
	const bounds = /* @__PURE__ */ new Map();
	for (const text of new Set(texts)) {
		const value = parseSampleValue(text);
		if (value === void 0 || Number.isNaN(value)) continue;
		bounds.set(value, [...bounds.get(value) ?? [], text]);
	}
	const all = bounds.get(Infinity) ?? [];
	const finite = [...bounds].filter(([value]) => Number.isFinite(value)).sort(([left], [right]) => left - right).map(([value, labels]) => ({
		value,
		texts: labels
	}));
	const near = (value) => Math.abs(value - gate.limit) <= 1e-9 * gate.limit;
	const upper = finite.find(({ value }) => value >= gate.limit || near(value));
	const lower = finite.findLast(({ value }) => value <= gate.limit || near(value));
	const shown = finite.map(({ value }) => value).join(", ");
	if (upper === void 0 || all.length === 0) throw gateFaults.fault("GATE_LIMIT_ABOVE_BUCKETS", `The limit ${gate.limit} of the gate ${gate.name} is above every finite bucket of ${gate.histogram} (${shown})`, {
		where: "fleet.yaml",
		next: `give ${app} a bucket bound at ${gate.limit}, or lower the limit`
	});
	if (lower === void 0) throw gateFaults.fault("GATE_LIMIT_BELOW_BUCKETS", `The limit ${gate.limit} of the gate ${gate.name} is below every bucket of ${gate.histogram} (${shown})`, {
		where: "fleet.yaml",
		next: `give ${app} a bucket bound at ${gate.limit}, or raise the limit`
	});
	return {
		lower,
		upper,
		all
	};
}

// src/gate/gate-counts.ts
/**
* Counts one gate on every device, in blocks that the device ran the release. `grid` starts a few blocks before what is judged,
* `skip` of them, so that births and resets are seen.
*/
async function countGate(questions, request, gate, grid, view) {
	const counted = gate.type === "ratio" ? await countRatio(questions, request, gate, grid, view.schedule) : await countQuantile(questions, request, gate, grid, view.schedule);
	const devices = [];
	for (const device of request.ring.devices) {
		const running = view.running.get(device);
		const total = counted.total.get(device);
		if (running === void 0 || total === void 0) continue;
		const blocks = counted.blocks(device, total);
		const cut = (values) => values.map((value, index) => running[index] === true ? value : null).slice(view.skip);
		devices.push({
			device,
			bad: cut(blocks.bad),
			suspect: cut(blocks.suspect),
			total: cut(total)
		});
	}
	return {
		evidence: {
			name: gate.name,
			type: gate.type,
			limit: limitFraction(gate),
			devices
		},
		present: counted.present
	};
}
async function countRatio(questions, request, gate, grid, schedule) {
	const totals = await readCounter(questions, request, gate.name, gate.total, grid, schedule);
	const bads = await readCounter(questions, request, gate.name, gate.bad, grid, schedule);
	const bad = incrementsByDevice(bads, request.deviceLabel, grid);
	return {
		...summed(totals, request, grid),
		blocks: (device, total) => {
			const known = bad.get(device) ?? total.map(() => 0);
			const counts = total.map((all, index) => all === null ? null : Math.min(all, known[index] ?? 0));
			return {
				bad: counts,
				suspect: counts
			};
		}
	};
}
async function readCounter(questions, request, gate, metric, grid, schedule) {
	const series = await questions.range((devices) => latest(selector(metric, devices), schedule.staleness), grid);
	if (series.length > 0) return series;
	if ((await questions.once(`count(${latest(selector(metric), schedule.lookBack)})`, grid.to)).length === 0) throw missingMetric(gate, metric);
	return [];
}
async function countQuantile(questions, request, gate, grid, schedule) {
	const choice = await findBuckets(questions, request, gate, schedule.lookBack, grid.to);
	const metric = `${gate.histogram}_bucket`;
	const read = async (texts) => {
		const [le = ""] = valueMatchers("le", texts);
		return questions.range((devices) => latest(selector(metric, devices, le), schedule.staleness), grid);
	};
	const totals = await read(choice.all);
	const upper = incrementsByDevice(await read(choice.upper.texts), request.deviceLabel, grid);
	const lower = choice.lower.value === choice.upper.value ? upper : incrementsByDevice(await read(choice.lower.texts), request.deviceLabel, grid);
	return {
		...summed(totals, request, grid),
		blocks: (device, total) => ({
			bad: total.map((all, index) => above(all, upper.get(device)?.[index] ?? all)),
			suspect: total.map((all, index) => above(all, lower.get(device)?.[index] ?? 0))
		})
	};
}
function summed(series, request, grid) {
	return {
		total: incrementsByDevice(series, request.deviceLabel, grid),
		present: presenceByDevice(series, request.deviceLabel, grid)
	};
}
function above(all, below) {
	return all === null ? null : Math.min(all, Math.max(0, all - (below ?? all)));
}

// src/gate/rollout.ts
/** Finds when the first device, and when enough devices, ran the release: by a count over time, one series a chunk. */
async function findRollout(questions, request, schedule, to) {
	const { app, release, ring, deviceLabel } = request;
	const { step } = schedule;
	const grid = {
		from: to - Math.floor(schedule.lookBack / step) * step,
		to,
		step
	};
	const series = await questions.range((devices) => `count(max by (${deviceLabel}) (${latest(selector(releaseMetric, equals("app", app), equals("release", release), devices), schedule.staleness)}))`, grid);
	const times = gridTimes(grid);
	const counts = times.map(() => 0);
	for (const { samples } of series) for (const { at, value } of samples) {
		const index = gridIndex(grid, at);
		if (index !== void 0 && index < counts.length && Number.isFinite(value)) counts[index] = (counts[index] ?? 0) + value;
	}
	return rolloutOf(counts, times, step, neededDevices(ring.devices.length, ring.minCoverage));
}
/** Fewest devices that cover a ring: at least one. */
function neededDevices(ring, minCoverage) {
	return Math.max(1, Math.ceil(minCoverage * ring - 1e-9));
}
function rolloutOf(counts, times, step, needed) {
	const first = counts.findIndex((count) => count >= 1);
	const covered = counts.findIndex((count) => count >= needed);
	let blocks = 0;
	if (covered >= 0) {
		for (let index = covered + 1; index < counts.length; index += 1) if ((counts[index] ?? 0) >= needed) blocks += 1;
	}
	return {
		updatedSince: first < 0 ? void 0 : times[first],
		coveredSince: covered < 0 ? void 0 : times[covered],
		coveredSeconds: blocks * step
	};
}

// src/gate/schedule.ts
const roundSteps = [
	1,
	2,
	5,
	10,
	15,
	30,
	60,
	120,
	300,
	600,
	1800,
	3600
];
/**
* About thirty blocks a soak, at most a minute each unless the look-back is too long for the server's limit on points. How old a
* sample may be follows from the scrapes: a server's own look-back of five minutes would let the dead speak on.
*/
function scheduleOf(ring, scrapeInterval) {
	const fine = Math.min(60, Math.max(1, ring.soak / 30));
	const least = Math.max(fine, (ring.deadline + 600) / 1e4);
	const step = roundSteps.find((candidate) => candidate >= least) ?? Math.ceil(least / 3600) * 3600;
	const staleness = Math.ceil(2.5 * scrapeInterval);
	return {
		step,
		lookBack: ring.deadline + step,
		staleness,
		silentAfter: Math.max(15, 3 * step, 2 * staleness, Math.min(300, ring.soak / 6))
	};
}

// src/gate/scrape-interval.ts
const windows = [60, 600];
const longest = 120;
/**
* Seconds between two scrapes: the slower of the devices' own and the app's, from the series with the most samples of late. A
* series that has only just begun gives too large a value, which only means more patience.
*/
async function findScrapeInterval(questions, request, at) {
	const known = [];
	for (const matcher of [void 0, equals("app", request.app)]) {
		const series = (devices) => matcher === void 0 ? selector("up", devices) : selector(releaseMetric, matcher, devices);
		for (const seconds of windows) {
			const counts = await questions.instant((devices) => `max(count_over_time(${series(devices)}[${seconds}s]))`, at);
			const most = Math.max(0, ...counts.map(({ sample }) => sample.value));
			if (most < 2) continue;
			known.push(Math.min(longest, Math.max(1, seconds / most)));
			break;
		}
	}
	return known.length === 0 ? 60 : Math.max(...known);
}

// src/gate/collect.ts
const blocksBefore = 4;
const mostSkew = 60;
/**
* Everything that a judge needs of one ring, from Prometheus alone: the same server state and time give the same evidence. An
* outage or a partial answer becomes evidence that says so; wrong settings (GATE_ faults, credentials, refused queries) are
* thrown, for no verdict can rest on them.
*/
async function collectEvidence(prometheus, request) {
	try {
		return await collect(prometheus, request);
	} catch (error) {
		if (!isFault(error, "PROMETHEUS_UNREACHABLE", "PROMETHEUS_ANSWER_INVALID")) throw error;
		return nothingKnown(request, {
			state: "down",
			why: describeError(error).split("\n")[0] ?? ""
		});
	}
}
async function collect(prometheus, request) {
	const { ring, deviceLabel } = request;
	const serverNow = await prometheus.serverTime();
	const skew = Math.abs(serverNow - request.now.getTime() / 1e3);
	if (skew > mostSkew) return nothingKnown(request, {
		state: "partial",
		why: `its clock and this machine's are ${Math.round(skew)} s apart`
	});
	const questions = openQuestions(prometheus, {
		deviceLabel,
		devices: ring.devices
	});
	const schedule = scheduleOf(ring, await findScrapeInterval(questions, request, Math.floor(serverNow)));
	const { step } = schedule;
	const to = Math.floor(serverNow / step) * step;
	const rollout = await findRollout(questions, request, schedule, to);
	const presence = await findPresence(questions, request, schedule, to);
	const from = rollout.coveredSince ?? rollout.updatedSince ?? to;
	const grid = {
		from: from - blocksBefore * step,
		to,
		step
	};
	const { running, perGate, metrics } = rollout.updatedSince === void 0 ? nothingRuns(request) : await count(questions, request, schedule, grid);
	const devices = accountDevices(ring.devices, presence, {
		running,
		metrics,
		recentBlocks: Math.max(2, Math.ceil(schedule.silentAfter / step))
	});
	const warnings = questions.warnings();
	return {
		now: to,
		window: {
			from,
			to,
			step
		},
		...rollout,
		devices,
		perGate,
		provider: warnings.length === 0 ? { state: "ok" } : {
			state: "partial",
			why: warnings.slice(0, 3).join("; ")
		}
	};
}
async function count(questions, request, schedule, grid) {
	const { app, release, deviceLabel } = request;
	const info = await questions.range((devices) => `max by (${deviceLabel}) (${latest(selector(releaseMetric, equals("app", app), equals("release", release), devices), schedule.staleness)})`, grid);
	const running = presenceByDevice(info, deviceLabel, grid);
	const view = {
		skip: blocksBefore,
		running,
		schedule
	};
	const perGate = [];
	const metrics = [];
	for (const gate of request.gates) {
		const counted = await countGate(questions, request, gate, grid, view);
		perGate.push(counted.evidence);
		metrics.push(counted.present);
	}
	return {
		running,
		perGate,
		metrics
	};
}
function nothingRuns(request) {
	return {
		running: /* @__PURE__ */ new Map(),
		metrics: [],
		perGate: emptyGates(request)
	};
}
function emptyGates(request) {
	return request.gates.map((gate) => ({
		name: gate.name,
		type: gate.type,
		limit: limitFraction(gate),
		devices: []
	}));
}
/** Evidence of an outage: it names no device, neither as well nor as missing. */
function nothingKnown(request, provider) {
	const now = Math.floor(request.now.getTime() / 1e3);
	return {
		now,
		window: {
			from: now,
			to: now,
			step: 1
		},
		updatedSince: void 0,
		coveredSince: void 0,
		coveredSeconds: 0,
		devices: {
			ring: request.ring.devices.length,
			up: 0,
			updated: 0,
			reporting: 0,
			silent: [],
			missing: []
		},
		perGate: emptyGates(request),
		provider
	};
}

// src/judge/evidence.ts
const defaultPolicy = {
	minRevertEvents: 20,
	alpha: .001
};

// src/judge/binomial.ts
/**
* P(X >= successes) for X ~ Binomial(trials, p): how likely so many bad events are by chance alone when the true fraction is p.
* Exact up to a billion trials; counts that are not whole are rounded towards "by chance", and so are larger ones, which are
* scaled down: the same fraction of fewer trials is weaker evidence, and the sum below stays short.
*/
function binomialUpperTail(successes, trials, p) {
	const scale = Math.min(1, mostTrials / trials);
	const k = Math.floor(successes * scale);
	const n = Math.ceil(trials * scale);
	if (k <= 0) return 1;
	if (k > n || p <= 0) return 0;
	if (p >= 1 || k <= n * p) return 1;
	const first = Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p));
	const odds = p / (1 - p);
	let term = first;
	let sum = first;
	for (let i = k; i < n && term > sum * 1e-15; i += 1) {
		term *= (n - i) / (i + 1) * odds;
		sum += term;
	}
	return Math.min(1, sum);
}
const mostTrials = 1e9;
const lanczos = [
	.9999999999998099,
	676.5203681218851,
	-1259.1392167224028,
	771.3234287776531,
	-176.6150291621406,
	12.507343278686905,
	-.13857109526572012,
	9984369578019572e-21,
	1.5056327351493116e-7
];
/** ln Γ(x) for x >= 1 (Lanczos, g = 7, n = 9). */
function logGamma(x) {
	const base = x - 1;
	let sum = lanczos[0] ?? 1;
	for (let index = 1; index < lanczos.length; index += 1) sum += (lanczos[index] ?? 0) / (base + index);
	const t = base + 7.5;
	return .5 * Math.log(2 * Math.PI) + (base + .5) * Math.log(t) - t + Math.log(sum);
}

// src/judge/gate-state.ts
/** One gate against its limit, over all devices and blocks of the window. */
function judgeGate(gate, policy) {
	const bad = sum$1(gate.devices, "bad");
	const suspect = Math.max(bad, sum$1(gate.devices, "suspect"));
	const total = sum$1(gate.devices, "total");
	return {
		name: gate.name,
		type: gate.type,
		bad,
		suspect,
		total,
		value: total > 0 ? Math.min(1, bad / total) : 0,
		limit: gate.limit,
		state: stateOf(bad, suspect, total, gate.limit, policy)
	};
}
/**
* Fewest good events on which a gate may be called ok: with fewer, even no bad event at all says too little (rule of three).
* Bad ones do not count, so that more of them never help.
*/
function goodEventsToPromote(limit) {
	return Math.ceil(3 / limit);
}
function stateOf(bad, suspect, total, limit, policy) {
	if (!(total > 0)) return "no-data";
	if (total >= policy.minRevertEvents && binomialUpperTail(bad, total, limit) <= policy.alpha) return "bad";
	return total - suspect >= goodEventsToPromote(limit) && suspect / total <= limit ? "ok" : "unsure";
}
function sum$1(devices, kind) {
	let all = 0;
	for (const device of devices) for (const value of device[kind]) all += value ?? 0;
	return all;
}

// src/judge/judge.ts
/**
* The verdict on a ring. Bad events and an app that fell silent on reachable devices revert; promotion needs the whole soak,
* coverage, and every gate ok on enough events; missing data, partial answers and outages do neither.
*/
function judge(evidence, policy) {
	const metrics = evidence.perGate.map((gate) => judgeGate(gate, policy));
	const { devices, provider } = evidence;
	const say = (verdict, cause, reason, nextCheck = 0) => ({
		verdict,
		cause,
		reason: reason.slice(0, 500),
		metrics,
		nextCheck
	});
	if (provider.state !== "ok") return say("hold", "provider", `the metrics are ${provider.state}: ${provider.why}`, 60);
	if (devices.ring > 0 && devices.missing.length >= devices.ring) return say("hold", "dark", `none of the ${devices.ring} devices is seen at all`, 60);
	const bad = metrics.filter(({ state }) => state === "bad");
	if (bad.length > 0) return say("revert", "gates", bad.map((metric) => describeMetric(metric)).join("; "));
	if (devices.silent.length / Math.max(1, devices.ring) > silentToRevert(policy)) return say("revert", "silent", `the app fell silent on ${devices.silent.length} of ${devices.ring} devices that are up`);
	const open = openQuestion(evidence, policy, metrics);
	if (open === void 0) return say("promote", "gates", `${metrics.map((metric) => describeMetric(metric)).join("; ")}; ${devices.reporting} of ${devices.ring} devices report`);
	if (evidence.updatedSince !== void 0 && evidence.now - evidence.updatedSince >= policy.deadline) return say("inconclusive", "deadline", `no verdict by the deadline: ${open.reason}`);
	return say(open.verdict, open.cause, open.reason, open.nextCheck);
}
/** The first thing that stands between the release and its promotion. */
function openQuestion(evidence, policy, metrics) {
	const { devices } = evidence;
	const needed = Math.max(1, Math.ceil(policy.minCoverage * devices.ring - 1e-9));
	const share = (count) => `${count} of ${devices.ring} devices`;
	if (evidence.coveredSince === void 0) {
		const reachable = devices.ring - devices.missing.length;
		if (reachable < needed) return hold("coverage", `only ${share(reachable)} can be reached, ${needed} are needed`);
		return wait("rollout", `${share(devices.updated)} run the release, ${needed} are needed`, 30);
	}
	if (devices.updated < needed) return hold("coverage", `${share(devices.updated)} run the release, ${needed} are needed`);
	if (devices.reporting < needed) return hold("coverage", `${share(devices.reporting)} report, ${needed} are needed`);
	const left = policy.soak - evidence.coveredSeconds;
	if (left > 0) return wait("soak", `${Math.round(evidence.coveredSeconds)} s of ${policy.soak} s of soak are over`, left);
	if (devices.silent.length / Math.max(1, devices.ring) > silentToPromote) return hold("silent", `the app is silent on ${share(devices.silent.length)}`);
	if (metrics.length === 0) return hold("evidence", "no gate is set, so nothing can be proved");
	const unproved = metrics.find(({ state }) => state !== "ok");
	if (unproved === void 0) return void 0;
	if (unproved.state === "no-data") return hold("evidence", `${unproved.name}: no events at all`);
	const least = goodEventsToPromote(unproved.limit);
	const good = unproved.total - unproved.suspect;
	return wait("evidence", good < least && unproved.suspect / unproved.total <= unproved.limit ? `${unproved.name}: ${good} good events, ${least} are needed` : `${describeMetric(unproved)}: over the limit, but it may be chance or a bucket's width`, 60);
}
const silentToPromote = .1;
function silentToRevert(policy) {
	return Math.min(.5, Math.max(silentToPromote, 1 - policy.minCoverage));
}
function hold(cause, reason) {
	return {
		verdict: "hold",
		cause,
		reason,
		nextCheck: 60
	};
}
function wait(cause, reason, seconds) {
	return {
		verdict: "continue",
		cause,
		reason,
		nextCheck: Math.ceil(Math.min(300, Math.max(1, seconds)))
	};
}
/** One gate in words: `errors 4.2 % of 12000 (limit 3 %)`. */
function describeMetric({ name, value, total, limit }) {
	return `${name} ${percent$1(value)} of ${total} (limit ${percent$1(limit)})`;
}
function percent$1(fraction) {
	return `${Number((fraction * 100).toPrecision(3))} %`;
}

// src/commands/canary-gate/subject.ts
const liveBranch = "live";
/** Reads main and live, each at one commit, and says what is to be judged. Throws CANARY_RING_UNKNOWN and the readers' faults. */
async function readSubject(forge, app, ringName) {
	const state = await readMain(forge);
	const ring = state.fleet.rings.find((candidate) => candidate.name === ringName);
	if (ring === void 0) throw canaryGateFaults.fault("CANARY_RING_UNKNOWN", `fleet.yaml has no ring ${ringName}`, {
		where: "fleet.yaml",
		next: `use one of ${state.fleet.rings.map(({ name }) => name).join(", ")}`
	});
	const pointer = pointerOf(state, ring.name, app);
	if (pointer === void 0) return {
		kind: "waiting",
		ring,
		pointer,
		why: `${ring.name} runs no release of ${app}`
	};
	const settled = await findSettled(state, pointer);
	if (settled !== void 0) return {
		kind: "settled",
		ring,
		pointer,
		...settled
	};
	const live = await forge.head(liveBranch);
	const published = live === void 0 ? void 0 : await (await forge.tree(live)).read(pointer.path);
	if (published === void 0 || !Buffer.from(published).equals(pointer.file.bytes)) return {
		kind: "waiting",
		ring,
		pointer,
		why: `not published yet: ${pointer.path} on ${liveBranch} is not the one on main`
	};
	return {
		kind: "open",
		state,
		ring,
		pointer
	};
}
async function readMain(forge) {
	const { owner, name, defaultBranch } = forge.repository;
	const head = await forge.head(defaultBranch);
	if (head !== void 0) return readFleetState(await forge.tree(head));
	throw canaryGateFaults.fault("CANARY_BRANCH_MISSING", `${owner}/${name} has no branch ${defaultBranch}`);
}
async function findSettled(state, pointer) {
	const { ring, app } = pointer;
	const { epoch, seq, release, reason } = pointer.file.value;
	const path = verdictPath(ring, app, pointer.file.value);
	const written = state.verdicts.find((verdict) => verdict.path === path);
	if (written !== void 0) {
		const file = await state.verdict(written);
		return {
			verdict: {
				path,
				file
			},
			why: `${path} says ${file.value.verdict}: ${file.value.reason}`
		};
	}
	if (reason === "revert") return {
		verdict: void 0,
		why: `${ring} was reverted to ${app} ${release.version}, which it had proved`
	};
	for await (const proved of provedReleases(state, ring, app)) if (proved.release === release.digest) return {
		verdict: void 0,
		why: `${ring} has proved ${app} ${release.version} at ${proved.epoch}-${proved.seq}; ${epoch}-${seq} changes nothing of it`
	};
}

// src/commands/canary-gate/look.ts
/** Looks once. It writes nothing, so it may be repeated at any time. */
async function lookAt(input, forge, prometheus, clock) {
	const subject = await readSubject(forge, input.app, input.ring);
	if (subject.kind !== "open") return {
		kind: "unmeasured",
		subject
	};
	const { state, ring, pointer } = subject;
	const evidence = await collectEvidence(prometheus, {
		app: input.app,
		release: pointer.file.value.release.digest,
		ring,
		deviceLabel: state.fleet.deviceLabel,
		gates: gatesOf(state.fleet, input.app),
		now: clock.now()
	});
	const { soak, deadline, minCoverage } = ring;
	return {
		kind: "judged",
		subject,
		evidence,
		judgement: judge(evidence, {
			soak,
			deadline,
			minCoverage,
			...defaultPolicy
		})
	};
}
/** The verdict of a look, in the words of the outputs. */
function verdictOf(look) {
	if (look.kind === "judged") return look.judgement;
	const { subject } = look;
	if (subject.kind === "waiting") return {
		verdict: "hold",
		reason: subject.why,
		nextCheck: 60
	};
	return {
		verdict: subject.verdict?.file.value.verdict ?? "continue",
		reason: subject.why,
		nextCheck: 0
	};
}
/** True when no further look can change what this one found. */
function isFinal(look) {
	return look.kind === "judged" ? [
		"promote",
		"revert",
		"inconclusive"
	].includes(look.judgement.verdict) : look.subject.kind === "settled";
}

// src/prometheus/faults.ts
const prometheusFaults = defineFaults({
	PROMETHEUS_ADDRESS_WRONG: "There is no Prometheus API at the given address: not found, or a redirect.",
	PROMETHEUS_ANSWER_INVALID: "Prometheus, or something in front of it, answered with something that is not its API's answer.",
	PROMETHEUS_DENIED: "Prometheus refused the credentials (401 or 403).",
	PROMETHEUS_QUERY_REFUSED: "Prometheus could not run a query: bad parameter, expression or limit.",
	PROMETHEUS_RANGE_TOO_LONG: "A range query would have more than the 11,000 points that Prometheus accepts.",
	PROMETHEUS_UNREACHABLE: "Prometheus could not be reached, or was not ready, for about a minute."
});

// src/prometheus/answer.ts
const mostSeries = 1e5;
const mostPoints = 11e3;
/** Checks an answer's frame: status, data, warnings, infos, isPartial. Throws PROMETHEUS_ANSWER_INVALID. */
function readEnvelope(text, where) {
	let body;
	try {
		body = JSON.parse(text);
	} catch (error) {
		const kind = /^\s*</.test(text) ? "an HTML page" : "not JSON";
		throw prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", `The answer of ${where} is ${kind}`, {
			where,
			cause: error
		});
	}
	if (!isRecord(body)) throw invalid(where, "is not an object");
	if (body["status"] === "error") {
		const type = body["errorType"];
		const message = body["error"];
		return {
			kind: "error",
			type: typeof type === "string" ? type.slice(0, 60) : "unknown",
			text: typeof message === "string" ? message.slice(0, 500) : "no reason given"
		};
	}
	if (body["status"] !== "success") throw invalid(where, "has no status");
	const warnings = texts(body["warnings"], where, "warnings");
	const partial = body["isPartial"];
	if (partial !== void 0 && partial !== null && typeof partial !== "boolean") throw invalid(where, "has an isPartial that is no boolean");
	return {
		kind: "success",
		answer: {
			value: body["data"],
			complete: warnings.length === 0 && partial !== true,
			warnings: partial === true ? [...warnings, "the server calls its answer partial"] : warnings,
			infos: texts(body["infos"], where, "infos")
		}
	};
}
/** The vector (or scalar, as one series without labels) of an instant query. */
function readVector(data, where) {
	const { type, result } = readResult(data, where);
	if (type === "scalar") return [{
		labels: {},
		sample: readSample(result, where)
	}];
	if (type !== "vector") throw invalid(where, `has the result type ${String(type).slice(0, 40)}, not a vector`);
	return list(result, where).map((item) => {
		if (!isRecord(item)) throw invalid(where, "has a series that is no object");
		if (item["value"] === void 0) throw invalid(where, "has a native histogram where a number was asked for");
		return {
			labels: readLabels(item["metric"], where),
			sample: readSample(item["value"], where)
		};
	});
}
/** The matrix of a range query: times ascend, values are numbers. */
function readMatrix(data, where) {
	const { type, result } = readResult(data, where);
	if (type !== "matrix") throw invalid(where, `has the result type ${String(type).slice(0, 40)}, not a matrix`);
	return list(result, where).map((item) => {
		if (!isRecord(item)) throw invalid(where, "has a series that is no object");
		const values = item["values"];
		if (values === void 0) throw invalid(where, "has a native histogram where numbers were asked for");
		if (!Array.isArray(values) || values.length > mostPoints) throw invalid(where, "has no list of values");
		const samples = values.map((value) => readSample(value, where));
		for (let index = 1; index < samples.length; index += 1) if ((samples[index]?.at ?? 0) <= (samples[index - 1]?.at ?? 0)) throw invalid(where, "has times that do not ascend");
		return {
			labels: readLabels(item["metric"], where),
			samples
		};
	});
}
function readResult(data, where) {
	if (!isRecord(data)) throw invalid(where, "has no data");
	return {
		type: data["resultType"],
		result: data["result"]
	};
}
function list(result, where) {
	if (!Array.isArray(result)) throw invalid(where, "has no list of results");
	if (result.length > mostSeries) throw invalid(where, `has more than ${mostSeries} series`);
	return result;
}
function readLabels(value, where) {
	if (!isRecord(value)) throw invalid(where, "has a series without labels");
	const labels = Object.create(null);
	for (const [name, text] of Object.entries(value)) {
		if (typeof text !== "string" || text.length > 16384) throw invalid(where, "has a label that is no text");
		labels[name] = text;
	}
	return labels;
}
function readSample(value, where) {
	if (!Array.isArray(value) || value.length !== 2) throw invalid(where, "has a sample that is no pair");
	const [at, text] = value;
	if (typeof at !== "number" || !Number.isFinite(at)) throw invalid(where, "has a sample without a time");
	const number = typeof text === "string" ? parseSampleValue(text) : void 0;
	if (number === void 0) throw invalid(where, "has a sample value that is no number");
	return {
		at,
		value: number
	};
}
function texts(value, where, name) {
	if (value === void 0 || value === null) return [];
	if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw invalid(where, `has ${name} that are no texts`);
	return value.slice(0, 50).map((item) => item.slice(0, 500));
}
function invalid(where, what) {
	return prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", `The answer of ${where} ${what}`, { where });
}

// src/prometheus/client.ts
const pointLimit = 11e3;
/**
* A client that never takes a fault for an empty answer. Network faults, 408, 429, 502, 503 and 504 are retried for about a
* minute (PROMETHEUS_UNREACHABLE); refusals are not. Partial answers are asked not to be given, and are marked when they are.
*/
function createPrometheus(options) {
	const ask = createAsk(options);
	const query = async (expression, at) => {
		const answer = await ask("query", {
			query: expression,
			...at === void 0 ? {} : { time: String(at) }
		});
		return {
			...answer,
			value: readVector(answer.value, "query")
		};
	};
	return {
		query,
		queryRange: async (expression, { from, to, step, lookback }) => {
			const points = Math.floor((to - from) / step) + 1;
			if (!(step > 0) || !(points >= 1) || points > pointLimit) throw prometheusFaults.fault("PROMETHEUS_RANGE_TOO_LONG", `A range of ${to - from} s in steps of ${step} s has ${points} points; 1 to ${pointLimit} are accepted`);
			const answer = await ask("query_range", {
				query: expression,
				start: String(from),
				end: String(to),
				step: String(step),
				...lookback === void 0 ? {} : { lookback_delta: String(lookback) }
			});
			return {
				...answer,
				value: readMatrix(answer.value, "query_range")
			};
		},
		serverTime: async () => {
			const { value } = await query("time()");
			const at = value[0]?.sample.value;
			if (at === void 0 || !Number.isFinite(at)) throw prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", "The server does not tell its time");
			return at;
		}
	};
}
function createAsk(options) {
	const { clock = systemClock, random = Math.random, patienceMs = 6e4, timeoutMs = 3e4 } = options;
	const where = options.baseUrl.host;
	let method = "POST";
	async function send(path, parameters) {
		const url = new URL(options.baseUrl);
		url.pathname = `${url.pathname.replace(/\/+$/, "")}/api/v1/${path}`;
		const form = new URLSearchParams({
			...parameters,
			timeout: `${Math.max(1, Math.floor(timeoutMs / 1e3) - 1)}s`,
			partial_response: "false",
			deny_partial_response: "1"
		});
		if (method === "GET") for (const [name, value] of form) url.searchParams.set(name, value);
		return options.http.send({
			method,
			url,
			headers: {
				...options.headers,
				accept: "application/json",
				...method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}
			},
			...method === "POST" ? { body: form.toString() } : {},
			timeoutMs
		});
	}
	async function turn(path, parameters) {
		try {
			let response = await send(path, parameters);
			if (method === "POST" && (response.status === 403 || response.status === 405)) {
				await response.discard();
				method = "GET";
				response = await send(path, parameters);
			}
			return await readTurn(response, path);
		} catch (error) {
			if (isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) return {
				kind: "again",
				why: error.message,
				cause: error
			};
			if (isFault(error, "HTTP_BODY_TOO_LARGE")) throw prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", error.message, {
				where,
				cause: error
			});
			throw error;
		}
	}
	async function readTurn(response, path) {
		const { status } = response;
		if (status === 408 || status === 429 || status >= 502 && status <= 504) {
			await response.discard();
			return {
				kind: "again",
				why: `${where} answered ${status}`,
				waitMs: retryAfterMs(response.header("retry-after"), clock.now())
			};
		}
		if (status === 401 || status === 403) {
			await response.discard();
			throw prometheusFaults.fault("PROMETHEUS_DENIED", `${where} answered ${status}`, { where });
		}
		if (status === 404 || status >= 300 && status < 400) {
			await response.discard();
			throw prometheusFaults.fault("PROMETHEUS_ADDRESS_WRONG", `${where} answered ${status} for ${new URL(response.url).pathname}`, { where });
		}
		const text = await response.text(options.answerLimit ?? 67108864);
		if (status === 400 || status === 422) throw refused(text, status);
		if (status < 200 || status >= 300) throw prometheusFaults.fault("PROMETHEUS_UNREACHABLE", `${where} answered ${status}`, { where });
		const envelope = readEnvelope(text, path);
		if (envelope.kind === "success") return {
			kind: "answer",
			answer: envelope.answer
		};
		if (/^(?:timeout|canceled|unavailable|internal|not_ready)$/.test(envelope.type)) return {
			kind: "again",
			why: `${where}: ${envelope.text}`
		};
		throw refused(text, status);
	}
	function refused(text, status) {
		let why = `status ${status}`;
		try {
			const envelope = readEnvelope(text, where);
			if (envelope.kind === "error") why = `${envelope.type}: ${envelope.text}`;
		} catch {}
		return prometheusFaults.fault("PROMETHEUS_QUERY_REFUSED", `${where} refused a query: ${why}`, { where });
	}
	return async (path, parameters) => {
		const until = clock.now().getTime() + patienceMs;
		for (let delay = 500;; delay = Math.min(delay * 2, 1e4)) {
			const result = await turn(path, parameters);
			if (result.kind === "answer") return result.answer;
			const wait = Math.max(result.waitMs ?? 0, Math.ceil(delay * (.5 + random() / 2)));
			if (clock.now().getTime() + wait > until) throw prometheusFaults.fault("PROMETHEUS_UNREACHABLE", result.why, {
				where,
				cause: result.cause
			});
			await clock.sleep(wait);
		}
	};
}

// src/commands/canary-gate/prometheus-access.ts
/** Opens Prometheus as the inputs describe it: credentials in headers only, a private CA, plain http when it is asked for. */
async function openPrometheus(input, ports) {
	const baseUrl = input["prometheus-url"];
	const ca = input["prometheus-ca"];
	const plain = input["prometheus-plain-http"] && baseUrl.protocol === "http:";
	const http = ca === void 0 && !plain ? ports.http : ports.httpFor({
		...ca === void 0 ? {} : { authorities: [(await readBounded(await containPath(ports.workspace, ca), 1048576)).toString()] },
		...plain ? { insecureHosts: [baseUrl.host] } : {}
	});
	return createPrometheus({
		baseUrl,
		http,
		headers: headersOf(input, ports),
		clock: ports.clock,
		random: ports.random
	});
}
function headersOf(input, ports) {
	const token = input["prometheus-token"];
	const user = input["prometheus-user"];
	const headers = {};
	if (input["prometheus-tenant"] !== void 0) headers["x-scope-orgid"] = input["prometheus-tenant"];
	if (token === void 0) return headers;
	ports.secrets.add(token);
	if (user === void 0) return {
		...headers,
		authorization: `Bearer ${token}`
	};
	const basic = Buffer.from(`${user}:${token}`).toString("base64");
	ports.secrets.add(basic);
	return {
		...headers,
		authorization: `Basic ${basic}`
	};
}

// src/gate/view.ts
const mostBins = 60;
/** The fraction of bad events of a gate over the window, in percent, against its limit: for reports. */
function gateChart(evidence, gate) {
	const times = gridTimes(evidence.window);
	const perBin = Math.max(1, Math.ceil(times.length / mostBins));
	const bins = Math.ceil(times.length / perBin);
	const bad = Array.from({ length: bins }, () => 0);
	const total = Array.from({ length: bins }, () => 0);
	for (const device of gate.devices) device.total.forEach((value, index) => {
		const bin = Math.floor(index / perBin);
		if (value === null || bin >= bins) return;
		total[bin] = (total[bin] ?? 0) + value;
		bad[bin] = (bad[bin] ?? 0) + (device.bad[index] ?? 0);
	});
	return {
		title: `${gate.name}: bad events`,
		unit: "% of all events",
		times: binTimes(times, perBin),
		series: [{
			name: "ring",
			values: total.map((all, bin) => all > 0 ? Number(((bad[bin] ?? 0) / all * 100).toPrecision(4)) : null)
		}],
		thresholds: [{
			name: "limit",
			value: Number((gate.limit * 100).toPrecision(6))
		}],
		marks: []
	};
}
function binTimes(times, perBin) {
	return times.filter((_, index) => index % perBin === 0);
}

// src/commands/canary-gate/view.ts
const states = {
	promote: "good",
	revert: "bad",
	continue: "waiting",
	hold: "waiting",
	inconclusive: "warning"
};
/** Outputs, verdict line, findings and report of a run. */
function outcomeOf(look, done) {
	const { verdict, reason, nextCheck } = verdictOf(look);
	const proposal = done.action?.proposal;
	const text = `${subjectOf(look)}: ${verdict}, ${reason}${tailOf(done)}`;
	return {
		ok: done.action?.blocked === void 0,
		verdict: text,
		outputs: {
			...emptyOutputs(command.outputs),
			verdict,
			reason,
			"pull-request-url": proposal?.url ?? "",
			"pull-request-number": proposal === void 0 ? "" : String(proposal.number),
			operation: proposal?.operation ?? "unchanged",
			"verdict-path": verdictPathOf(look, done),
			"verdict-file": done.verdictFile,
			"next-check-seconds": String(nextCheck),
			evidence: done.evidence
		},
		report: reportOf(look, {
			summary: done.action?.summary,
			line: text,
			...proposal === void 0 ? {} : { link: {
				text: `#${proposal.number}`,
				url: proposal.url
			} }
		}),
		findings: findingsOf(look, done)
	};
}
function verdictPathOf(look, done) {
	if (look.kind === "unmeasured") return look.subject.kind === "settled" ? look.subject.verdict?.path ?? "" : "";
	return done.action?.verdict?.path ?? "";
}
function subjectOf(look) {
	const { ring, pointer } = look.subject;
	if (pointer === void 0) return ring.name;
	const { epoch, seq, release } = pointer.file.value;
	return `${pointer.app} ${release.version} on ${ring.name} (${epoch}-${seq})`;
}
function tailOf({ action, dryRun }) {
	if (dryRun) return " (dry run, nothing was written)";
	if (action === void 0) return "";
	if (action.blocked !== void 0) return `; a person has to act: ${action.blocked.message}`;
	if (action.proposal === void 0) return action.why === void 0 ? "" : ` (${action.why})`;
	const { number, operation } = action.proposal;
	if (action.merge?.kind === "merged") return `; merged #${number}`;
	if (action.merge?.kind === "pending") return `; #${number} waits: ${action.merge.why}`;
	return `; #${number} ${operation}`;
}
function findingsOf(look, { action }) {
	const { verdict, reason } = verdictOf(look);
	if (action?.blocked !== void 0) return [{
		rule: action.blocked.code,
		severity: "error",
		message: `${subjectOf(look)} should ${verdict}, and cannot: ${action.blocked.message}`,
		...action.blocked.next === void 0 ? {} : { next: action.blocked.next }
	}];
	const left = (action?.summary?.left ?? []).map(({ ring, why }) => ({
		rule: "ring-left",
		severity: "warning",
		message: `${ring} still runs the release: ${why}`
	}));
	if (look.kind === "judged" && (verdict === "inconclusive" || verdict === "revert")) return [{
		rule: `canary-${verdict}`,
		severity: "warning",
		message: `${subjectOf(look)}: ${reason}`
	}, ...left];
	return left;
}
/** The report of a look: verdict first, then the gates, their charts, the devices and how to check it all. */
function reportOf(look, options) {
	const { verdict, reason } = verdictOf(look);
	const first = {
		kind: "verdict",
		state: states[verdict],
		text: options.line ?? `${subjectOf(look)}: ${verdict}, ${reason}`,
		...options.link === void 0 ? {} : { link: options.link }
	};
	return {
		title: `canary-gate: ${look.subject.ring.name}`,
		blocks: [
			first,
			...options.summary === void 0 ? [] : moveBlocks(options.summary),
			...look.kind === "judged" ? judgedBlocks(look) : []
		]
	};
}
function moveBlocks({ steps, denied, left }) {
	const blocks = [];
	if (steps.length > 0) blocks.push({
		kind: "table",
		columns: [
			{ title: "Ring" },
			{ title: "From" },
			{ title: "To" },
			{ title: "Pointer" }
		],
		rows: steps.map(({ ring, from, to }) => [
			[ring],
			[from?.version ?? "nothing"],
			[to.version],
			[`${to.epoch}-${to.seq}`]
		])
	});
	if (denied.length > 0) blocks.push({
		kind: "details",
		summary: `${denied.length} denied digests`,
		blocks: [{
			kind: "list",
			items: denied.map(({ kind, digest }) => [`${kind} `, {
				kind: "code",
				text: digest
			}])
		}]
	});
	if (left.length > 0) blocks.push({
		kind: "list",
		items: left.map(({ ring, why }) => [`${ring} stays as it is: ${why}`])
	});
	return blocks;
}
function judgedBlocks(look) {
	const { evidence, judgement, subject } = look;
	const { window, coveredSeconds } = evidence;
	const { soak, minCoverage } = subject.ring;
	return [
		{
			kind: "heading",
			text: "Gates"
		},
		{
			kind: "table",
			columns: [
				{ title: "Gate" },
				{ title: "Verdict" },
				{
					title: "Bad",
					align: "right"
				},
				{
					title: "Limit",
					align: "right"
				},
				{
					title: "Bad events",
					align: "right"
				},
				{
					title: "All events",
					align: "right"
				}
			],
			rows: judgement.metrics.map((metric) => [
				[{
					kind: "code",
					text: metric.name
				}],
				[{
					kind: "state",
					...metricState(metric)
				}],
				[percent(metric.value)],
				[percent(metric.limit)],
				[String(metric.bad)],
				[String(metric.total)]
			])
		},
		{
			kind: "paragraph",
			text: [`Judged ${iso(window.from)} to ${iso(window.to)}; soak ${formatDuration(coveredSeconds)} of ${formatDuration(soak)}, at least ${percent(minCoverage)} of the devices needed.`]
		},
		...evidence.perGate.filter(({ devices }) => devices.length > 0).map((gate) => {
			const chart = gateChart(evidence, gate);
			const mark = {
				at: window.to,
				text: judgement.verdict,
				state: states[judgement.verdict]
			};
			return {
				kind: "chart",
				chart: {
					...chart,
					marks: [mark]
				}
			};
		}),
		deviceBlock(evidence),
		checkBlock(look)
	];
}
function metricState(metric) {
	switch (metric.state) {
		case "ok": return {
			state: "good",
			text: "ok"
		};
		case "bad": return {
			state: "bad",
			text: "bad"
		};
		case "no-data": return {
			state: "waiting",
			text: "no data"
		};
		default: return metric.suspect <= metric.limit * metric.total ? {
			state: "waiting",
			text: `too few events (${goodEventsToPromote(metric.limit)} good ones needed)`
		} : {
			state: "warning",
			text: "near the limit"
		};
	}
}
const mostDevices = 500;
function deviceBlock({ devices, perGate }) {
	const [gate] = perGate;
	const rows = (gate?.devices ?? []).slice(0, mostDevices).map(({ device, bad, total }) => [
		[{
			kind: "code",
			text: device
		}],
		[{
			kind: "state",
			state: devices.silent.includes(device) ? "bad" : "good",
			text: devices.silent.includes(device) ? "silent" : "counted"
		}],
		[String(sum(bad))],
		[String(sum(total))]
	]);
	const counted = new Set(gate?.devices.map(({ device }) => device));
	for (const [names, state, text] of [[
		devices.silent,
		"bad",
		"up, app silent"
	], [
		devices.missing,
		"waiting",
		"not seen"
	]]) for (const device of names.filter((name) => !counted.has(name)).slice(0, mostDevices)) rows.push([
		[{
			kind: "code",
			text: device
		}],
		[{
			kind: "state",
			state,
			text
		}],
		[""],
		[""]
	]);
	return {
		kind: "details",
		summary: `Devices: ${devices.updated} of ${devices.ring} run it, ${devices.reporting} report, ${devices.silent.length} silent, ${devices.missing.length} missing`,
		blocks: [{
			kind: "table",
			columns: [
				{ title: "Device" },
				{ title: "State" },
				{
					title: gate === void 0 ? "Bad" : `${gate.name}: bad`,
					align: "right"
				},
				{
					title: "All",
					align: "right"
				}
			],
			rows
		}]
	};
}
function checkBlock({ subject }) {
	const { ring, app, file } = subject.pointer;
	const path = verdictPath(ring, app, file.value);
	return {
		kind: "details",
		summary: "How to check the verdict",
		blocks: [{
			kind: "code",
			language: "sh",
			text: `cosign verify-blob --bundle ${bundlePath(path)} --trusted-root trust/trusted_root.json \\\n  --certificate-identity <signer> --certificate-oidc-issuer <issuer> ${path}\n# with a key: cosign verify-blob --key gate.pub --bundle ${bundlePath(path)} --insecure-ignore-tlog ${path}`
		}]
	};
}
function sum(values) {
	return values.reduce((all, value) => all + (value ?? 0), 0);
}
function percent(fraction) {
	return `${Number((fraction * 100).toPrecision(3))} %`;
}
function iso(seconds) {
	return (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().replace(".000Z", "Z");
}

// src/commands/canary-gate/run.ts
const mostPlans = 4;
/**
* Judges a ring from git and Prometheus alone and acts on a final verdict: signs it once, proposes it once. The same state gives
* the same verdict, so that runs may come late, twice or never.
*/
async function run(input, ports) {
	const forge = await openManifests(input, ports);
	const prometheus = await openPrometheus(input, ports);
	for (let plan = 1; plan <= mostPlans; plan += 1) {
		const look = await watch(input, ports, forge, prometheus);
		const evidence = look.kind === "judged" ? await keepEvidence(look, ports) : "";
		if (!isVerdict(look) || input["dry-run"]) return outcomeOf(look, {
			evidence,
			dryRun: input["dry-run"],
			verdictFile: ""
		});
		const done = await conclude(input, ports, forge, look, plan > 1);
		if (done !== void 0) return outcomeOf(look, {
			evidence,
			dryRun: false,
			...done
		});
	}
	throw canaryGateFaults.fault("CANARY_UNSETTLED", `${mostPlans} plans in a row were overtaken by other changes of ${forge.repository.owner}/${forge.repository.name}`, { next: "run the step again" });
}
async function conclude(input, ports, forge, look, overtaken) {
	const obtained = await obtainVerdict(input, ports, forge, look);
	if ("blocked" in obtained) return {
		verdictFile: "",
		action: {
			verdict: void 0,
			...obtained
		}
	};
	const { verdict, standing } = obtained;
	const verdictFile = await keepVerdict(look, verdict, ports);
	if (!input.act) return {
		verdictFile,
		action: {
			verdict,
			why: "act is false: the verdict is only written"
		}
	};
	const action = await actOn(input, ports, forge, look, verdict, overtaken ? void 0 : standing, (summary) => toMarkdown(reportOf(look, { summary }), { limit: 55e3 }));
	return action && {
		action,
		verdictFile
	};
}
/** Looks once, or until there is something final or the time is over. */
async function watch(input, ports, forge, prometheus) {
	const { clock, log } = ports;
	const until = clock.now().getTime() + input["wait-timeout"] * 1e3;
	let said = "";
	for (;;) {
		const look = await lookAt(input, forge, prometheus, clock);
		const { verdict, reason } = verdictOf(look);
		const line = `${verdict}: ${reason}`;
		if (line !== said) log.info(line);
		said = line;
		const pause = Math.max(1, input.interval) * 1e3;
		if (input.mode === "once" || isFinal(look) || clock.now().getTime() + pause > until) return look;
		await clock.sleep(pause);
	}
}

export { run };