import "./rolldown-runtime.js";
import { t as planMove } from "./moves.js";
import { I as releasePath, h as readFleetState, j as bundlePath, m as pointerOf, n as verifyFile } from "./revert-target.js";
import { a as writeAtomic } from "./files.js";
import { n as resolveModels } from "./resolve.js";
import { t as toMarkdown } from "./markdown.js";
import { n as readRelease } from "./signed-json.js";
import { n as canonicalJson, t as canonicalBytes } from "./canonical-json.js";
import { t as isRecord } from "./json-members.js";
import { t as digestFromHex } from "./digest.js";
import { a as parseRepository, n as formatRepository } from "./image-reference.js";
import { n as parseRelativePath } from "./names.js";
import { i as isFault, n as defineFaults } from "./fault.js";
import { r as formatSize } from "./quantity.js";
import { n as openManifests } from "./manifests-repository.js";
import { n as openSigner } from "./signing-inputs.js";
import { i as parseManifest } from "./manifest-content.js";
import { i as platformManifest } from "./platform.js";
import { r as openRegistry } from "./registry-access.js";
import { n as emptyOutputs } from "./command.js";
import { t as command } from "./inputs8.js";
import path from "node:path";

// src/release/faults.ts
const releaseFaults = defineFaults({
	RELEASE_INCONSISTENT: "The parts of a release contradict each other.",
	RELEASE_SOURCE_UNKNOWN: "A release has to name the repository and commit that it was built from, and they are not known."
});

// src/release/consistency.ts
/** Throws RELEASE_INCONSISTENT when parts of a release contradict each other in ways that the schema cannot see. */
function requireConsistent(release) {
	const refuse = (why) => releaseFaults.fault("RELEASE_INCONSISTENT", `${release.app} ${release.version}: ${why}`, { where: `releases/${release.app}/${release.version}.json` });
	parseRepository(release.image.repository);
	let before = "";
	for (const model of release.models) {
		if (before !== "" && Buffer.compare(Buffer.from(before), Buffer.from(model.name)) >= 0) throw refuse(`the models ${before} and ${model.name} are not sorted by name, or named twice`);
		before = model.name;
		const size = model.files.reduce((sum, file) => sum + file.size, 0);
		if (size !== model.size) throw refuse(`the files of ${model.name} have ${size} bytes, not ${model.size}`);
		for (const file of model.files) parseRelativePath(file.path);
		const [only, ...others] = model.files;
		if (model.kind !== "file") continue;
		if (only === void 0 || others.length > 0 || digestFromHex(only.sha256) !== model.digest) throw refuse(`the digest of ${model.name} is not that of its one file`);
	}
}

// src/release/compose.ts
/**
* Composes a release as canonical bytes: the same parts give the same bytes on every machine and day. Throws
* RELEASE_INCONSISTENT, RELEASE_SOURCE_UNKNOWN or the schema's faults.
*/
function composeRelease(parts) {
	const { repository, commit } = parts.source;
	if (repository === "" || commit === "") throw releaseFaults.fault("RELEASE_SOURCE_UNKNOWN", "the source repository and commit of this run are not known (GITHUB_REPOSITORY, GITHUB_SHA)", {
		where: "source",
		next: "run it in a workflow, or set both variables"
	});
	const notes = parts.notes?.replaceAll("\r\n", "\n").trim() ?? "";
	const release = {
		schemaVersion: 1,
		kind: "release",
		fleet: parts.fleet,
		app: parts.app,
		version: parts.version,
		image: { ...parts.image },
		models: parts.models.map((model) => ({
			...model,
			files: model.files.map((file) => ({ ...file }))
		})).sort((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name))),
		source: { ...parts.source },
		...notes === "" ? {} : { notes }
	};
	requireConsistent(release);
	return readRelease(canonicalBytes(release), `releases/${parts.app}/${parts.version}.json`);
}
/**
* The same release as one that was written before, when they differ in nothing but the run that wrote them: a second run of a
* workflow must not make other bytes. Undefined when they really differ.
*/
function sameRelease(written, wanted) {
	const adopted = {
		...wanted,
		source: {
			...wanted.source,
			run: written.value.source.run
		}
	};
	return canonicalBytes(adopted).equals(written.bytes) ? written : void 0;
}
/** Names the members in which two releases differ, such as image.digest, for messages. */
function differingMembers(left, right) {
	const names = [];
	const compare = (one, other, path) => {
		if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) return;
		if (!(isRecord(one) && isRecord(other))) {
			names.push(path);
			return;
		}
		for (const name of /* @__PURE__ */ new Set([...Object.keys(one), ...Object.keys(other)])) compare(one[name], other[name], path === "" ? name : `${path}.${name}`);
	};
	compare(left, right, "");
	return names.sort();
}

// src/release/sha256sums.ts
/** Lines for `sha256sum -c` over the files of a release's models: stock tools on a device can check them. */
function sha256sums(release) {
	return release.models.flatMap((model) => model.files.map((file) => ({
		hex: file.sha256,
		path: model.kind === "tree" ? `${model.name}/${file.path}` : file.path
	}))).map(({ hex, path }) => `${hex}  ${path}\n`).join("");
}

// src/release/stock-commands.ts
/** The command with which stock cosign checks a signed file of the manifests repository, to be run in a checkout of it. */
function verifyFileCommand(file, by, roots) {
	const bundle = file.replace(/\.json$/, ".sigstore.json");
	return [
		"cosign verify-blob",
		...by.kind === "key" ? ["--key release.pub", "--insecure-ignore-tlog=true"] : [
			`--certificate-identity ${quote(by.subject)}`,
			`--certificate-oidc-issuer ${quote(by.issuer)}`,
			`--trusted-root ${quote(roots)}`
		],
		`--bundle ${quote(bundle)}`,
		quote(file)
	].join(" \\\n  ");
}
/** A word for a POSIX shell: as it is where that is safe, else in single quotes. */
function quote(word) {
	return /^[A-Za-z0-9@%+=:,./_-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

// src/release/view.ts
/** What a reviewer of a release needs: what changes for the ring, what it is made of, and how to check it with stock tools. */
function describeRelease(view) {
	const { release, previous } = view;
	return {
		title: `${release.app} ${release.version}`,
		blocks: [
			{
				kind: "paragraph",
				text: [
					"Ring ",
					{
						kind: "strong",
						text: view.ring
					},
					previous === void 0 ? " gets its first release of this app." : ` goes from ${previous.version} to ${release.version}.`
				]
			},
			{
				kind: "heading",
				text: "What changes"
			},
			changes(release, previous),
			...release.notes === void 0 ? [] : [{
				kind: "paragraph",
				text: [release.notes]
			}],
			...release.models.length === 0 ? [] : models(release.models),
			{
				kind: "heading",
				text: "How to check it"
			},
			{
				kind: "paragraph",
				text: [
					"The release is ",
					code(view.path),
					" with the digest ",
					code(view.digest),
					"."
				]
			},
			...view.signedBy === void 0 ? [] : [verification(view.path, view.signedBy)],
			{
				kind: "paragraph",
				text: [
					"Built from ",
					code(release.source.repository),
					" at ",
					code(release.source.commit),
					...release.source.run === "" ? ["."] : [
						" by ",
						{
							kind: "link",
							text: "this run",
							url: release.source.run
						},
						"."
					]
				]
			}
		]
	};
}
function changes(release, previous) {
	const rows = [
		row("image", previous?.image.digest, release.image.digest),
		row("image for arm64", previous?.image.platformDigest, release.image.platformDigest),
		sizeRow("image size", previous?.image.size, release.image.size)
	];
	const before = new Map(previous?.models.map((model) => [model.name, model]));
	for (const model of release.models) {
		rows.push(row(model.name, before.get(model.name)?.digest, model.digest));
		rows.push(sizeRow(`${model.name} size`, before.get(model.name)?.size, model.size));
		before.delete(model.name);
	}
	for (const gone of before.values()) rows.push([
		[gone.name],
		[short(gone.digest)],
		["removed"],
		["changed"]
	]);
	const columns = [
		{ title: "what" },
		{ title: previous?.version ?? "" },
		{ title: release.version },
		{ title: "change" }
	];
	const shown = previous === void 0 ? [0, 2] : [
		0,
		1,
		2,
		3
	];
	const pick = (cells) => cells.filter((_, index) => shown.includes(index));
	return {
		kind: "table",
		columns: pick(columns),
		rows: rows.map(pick)
	};
}
function row(name, before, after) {
	return [
		[name],
		[before === void 0 ? "none" : short(before)],
		[short(after)],
		[mark(before, after)]
	];
}
function sizeRow(name, before, after) {
	const change = before === void 0 ? 0 : after - before;
	const sign = change > 0 ? "+" : "-";
	return [
		[name],
		[before === void 0 ? "none" : formatSize(before)],
		[formatSize(after)],
		[before === void 0 || change === 0 ? "" : `${sign}${formatSize(Math.abs(change))}`]
	];
}
function mark(before, after) {
	if (before === void 0) return "new";
	return before === after ? "same" : "changed";
}
function models(list) {
	return [{
		kind: "heading",
		text: "Models"
	}, {
		kind: "table",
		columns: [
			{ title: "model" },
			{ title: "asked for" },
			{ title: "found at" },
			{ title: "sha256" }
		],
		rows: list.map((model) => [
			[model.name],
			[code(model.ref.requested)],
			[model.source.type === "dvc" ? `DVC, ${model.source.pointer} at ${model.source.commit.slice(0, 12)}` : `file ${model.source.path}`],
			[code(model.digest.slice(7))]
		])
	}];
}
function verification(path, by) {
	return {
		kind: "code",
		language: "sh",
		text: by.kind === "key" ? `# release.pub: the public key of key ${by.keyId} in trust/trust.json\n${verifyFileCommand(path, by, "")}` : verifyFileCommand(path, by, "trust/trusted_root.json")
	};
}
function short(digest) {
	return {
		kind: "code",
		text: digest.slice(0, 19)
	};
}
function code(text) {
	return {
		kind: "code",
		text
	};
}

// src/commands/release-manifest/faults.ts
const releaseManifestFaults = defineFaults({
	RELEASE_EXISTS: "A release of this version is in the manifests repository with other content.",
	RELEASE_IMAGE_MISSING: "The registry does not hold the image, or none of it is for linux/arm64.",
	RELEASE_RING_LATER: "A release was to enter at a ring that is not the first one.",
	RELEASE_SIGNER_UNTRUSTED: "The trust document of the manifests repository does not let this signer release this app.",
	RELEASE_UNSIGNED: "A release on the main branch has no signature that its trust document accepts.",
	RELEASE_UNSETTLED: "The manifests repository kept changing while the release was proposed."
});

// src/commands/release-manifest/image.ts
const device = {
	os: "linux",
	architecture: "arm64"
};
/** The image of a release: the pinned digest, the manifest for the devices, and the bytes that they may have to pull. */
async function resolveImage(registry, image) {
	const { root, platform } = await platformManifest(registry, image, image.digest, device);
	const content = parseManifest(platform.bytes, platform.descriptor.mediaType);
	const name = formatRepository(image);
	if (root.descriptor.digest !== image.digest || content.kind !== "image") throw releaseManifestFaults.fault("RELEASE_IMAGE_MISSING", `${name}@${image.digest} is no image for linux/arm64`, { where: "image" });
	return {
		repository: name,
		digest: image.digest,
		platformDigest: platform.descriptor.digest,
		size: content.layers.reduce((sum, layer) => sum + layer.size, content.config.size)
	};
}

// src/commands/release-manifest/same-proposal.ts
const day = 864e5;
/**
* The plan as of an earlier day when that is what the open proposal already holds: a pointer's expiry follows the day, and a
* second run on the next one must not take the approval from a pull request that says the same. After half of the time that a
* pointer is fresh (`freshFor`, seconds) the new plan counts.
*/
async function asProposed(plan, open, planAt, now, freshFor) {
	if (open === void 0 || plan.kind === "unchanged" || await holds(open, plan)) return plan;
	for (let back = day; back <= freshFor * 1e3 / 2; back += day) {
		const earlier = await planAt(new Date(now.getTime() - back));
		if (earlier.kind === "change" && await holds(open, earlier)) return earlier;
	}
	return plan;
}
async function holds(tree, plan) {
	for (const [path, bytes] of plan.change.files) {
		const there = await tree.read(path);
		if (!(bytes === null ? there === void 0 : there !== void 0 && Buffer.from(there).equals(bytes))) return false;
	}
	return true;
}

// src/commands/release-manifest/signature.ts
/** The valid signature that lies beside a release in a tree, or undefined: signatures are not made twice. */
async function findSignature(state, tree, path, release) {
	const bundle = await tree.read(bundlePath(path));
	if (bundle === void 0) return void 0;
	const verification = await verify(state, path, release, bundle);
	return verification.ok ? {
		bundle,
		by: verification.by
	} : void 0;
}
/**
* Signs a release and verifies the signature by the trust document, as every device will. Throws RELEASE_SIGNER_UNTRUSTED
* before anything is proposed that the required check would refuse.
*/
async function makeSignature(state, path, release, signer) {
	const bundle = await signer.signBlob(release.bytes);
	const verification = await verify(state, path, release, bundle);
	if (verification.ok) return {
		bundle,
		by: verification.by
	};
	const { app } = release.value;
	throw releaseManifestFaults.fault("RELEASE_SIGNER_UNTRUSTED", `the signature of this run is not accepted for releases of ${app}: ${verification.why.message}`, {
		where: "trust/trust.json",
		next: `let the holder of the root key add this signer with the role release for ${app}`,
		cause: verification.why
	});
}
async function verify(state, path, release, bundle) {
	return verifyFile(state.trust, "release", release.value.app, {
		path,
		bytes: release.bytes,
		bundle
	});
}

// src/commands/release-manifest/view.ts
/** Outputs, verdict and summary of a placed release. */
function outcomeOf(done) {
	const { view, proposal } = done;
	const { verdict, state } = verdictOf(done);
	const first = {
		kind: "verdict",
		state,
		text: verdict,
		...proposal === void 0 ? {} : { link: {
			text: `#${proposal.number}`,
			url: proposal.url
		} }
	};
	const described = describeRelease(view);
	return {
		ok: true,
		verdict,
		outputs: {
			...emptyOutputs(command.outputs),
			"release-path": view.path,
			"release-digest": view.digest,
			"pull-request-url": proposal?.url ?? "",
			"pull-request-number": proposal === void 0 ? "" : String(proposal.number),
			operation: done.operation,
			"sha256sums-path": done.sums
		},
		report: {
			title: described.title,
			blocks: [first, ...described.blocks]
		},
		findings: findingsOf(done)
	};
}
function verdictOf(done) {
	const name = `${done.view.release.app} ${done.view.release.version}`;
	if (done.proposal === void 0) return done.dryRun ? {
		verdict: `dry run, nothing was written: ${done.why ?? name}`,
		state: "neutral"
	} : {
		verdict: `unchanged: ${done.why ?? name}`,
		state: "good"
	};
	const where = `#${done.proposal.number}`;
	if (done.merge?.kind === "merged") return {
		verdict: `${name} is merged to ring ${done.view.ring} by ${where}`,
		state: "good"
	};
	if (done.merge?.kind === "pending") return {
		verdict: `${name} waits in ${where}: ${done.merge.why}`,
		state: "waiting"
	};
	return {
		verdict: `${name} ${{
			created: "is proposed by",
			updated: "is updated in",
			unchanged: "is already proposed by"
		}[done.operation]} ${where}`,
		state: "good"
	};
}
function findingsOf(done) {
	const { release } = done.view;
	return release.models.filter((model) => model.source.type === "file").map((model) => ({
		rule: "untracked-model",
		severity: "notice",
		message: `${model.name} came from a file of this job: its bytes are recorded, but nobody else can fetch them`,
		next: "track it with DVC and name it as dvc://path@revision"
	}));
}

// src/commands/release-manifest/written-release.ts
/** The same release as it already stands in a tree, or undefined; other content there is for the caller to judge. */
async function findWritten(tree, path, wanted) {
	const bytes = await tree.read(path);
	if (bytes === void 0) return void 0;
	const written = readRelease(bytes, path);
	const same = sameRelease(written, wanted.value);
	return same === void 0 ? {
		kind: "other",
		members: differingMembers(written.value, wanted.value)
	} : {
		kind: "same",
		release: same
	};
}
/** The release on main when it is the same one. Throws RELEASE_EXISTS when it is another: a release is written once. */
async function findPublished(tree, path, wanted) {
	const found = await findWritten(tree, path, wanted);
	if (found?.kind !== "other") return found?.release;
	throw releaseManifestFaults.fault("RELEASE_EXISTS", `${path} exists and differs in ${found.members.slice(0, 6).join(", ")}`, {
		where: path,
		next: "release under a new version: a release is written once"
	});
}

// src/commands/release-manifest/run.ts
const mostPlans = 4;
/** Stands in for a signature in plans that are not written. */
const noBundle = Buffer.from("{}");
/**
* Writes a release once, signs it once and proposes it to a ring once. Everything is read at one commit of the manifests
* repository; the same inputs again find all of it in place and write nothing.
*/
async function run(input, ports) {
	const forge = await openManifests(input, ports);
	const first = await readState(forge);
	const ring = entryRing(first, input.ring);
	const [image, models] = await Promise.all([openRegistry(input, ports).then((registry) => resolveImage(registry, input.image)), resolveModels(input.models, ports)]);
	const wanted = composeRelease({
		fleet: first.fleet.name,
		app: input.app,
		version: input.version,
		image,
		models,
		source: {
			repository: ports.run.repository,
			commit: ports.run.commit,
			run: runUrl(ports)
		},
		notes: input.notes
	});
	const file = releasePath(input.app, input.version);
	const sums = await keepSums(ports, wanted.value);
	let state = first;
	for (let plan = 1; plan <= mostPlans; plan += 1) {
		const done = await place({
			input,
			ports,
			forge,
			state,
			ring,
			file
		}, wanted);
		if (done !== void 0) return outcomeOf({
			...done,
			sums
		});
		state = await readState(forge);
	}
	throw releaseManifestFaults.fault("RELEASE_UNSETTLED", `${mostPlans} plans in a row were overtaken by other changes of ${forge.repository.owner}/${forge.repository.name}`, { next: "run the step again" });
}
async function place(site, wanted) {
	const { input, ports, forge, state, ring, file } = site;
	const published = await findPublished(state.tree, file, wanted);
	const planFor = (release, bundle, now = ports.clock.now()) => {
		const { app, version } = input;
		const fresh = published === void 0 ? {
			bytes: release.bytes,
			bundle
		} : {};
		const named = {
			path: file,
			version,
			digest: release.digest,
			...fresh
		};
		return planSettled(state, {
			kind: "promote",
			app,
			ring,
			release: named
		}, published !== void 0, now);
	};
	await planFor(published ?? wanted, noBundle);
	const open = (await forge.proposed(`release/${input.app}/${ring}`))?.tree;
	const { release, signature } = published === void 0 ? await signOnce(site, open, wanted) : {
		release: published,
		signature: await requireSignature(state, file, published)
	};
	const view = {
		release: release.value,
		digest: release.digest,
		path: file,
		ring,
		previous: await previousRelease(state, ring, input.app),
		signedBy: signature?.by
	};
	const planAt = (now) => planFor(release, signature?.bundle ?? noBundle, now);
	const now = ports.clock.now();
	const plan = await asProposed(await planAt(now), open, planAt, now, state.fleet.expiresAfter);
	if (plan.kind === "unchanged") return {
		view,
		operation: "unchanged",
		why: plan.why,
		dryRun: input["dry-run"]
	};
	if (input["dry-run"]) return {
		view,
		operation: "unchanged",
		why: plan.summary.title,
		dryRun: true
	};
	const proposal = await forge.propose(plan.change, {
		title: plan.summary.title,
		body: toMarkdown(describeRelease(view), { limit: 55e3 }),
		labels: [
			"pi5",
			`pi5/app:${input.app}`,
			`pi5/ring:${ring}`,
			"pi5/kind:release"
		]
	});
	const merge = await mergeAs(forge, input.merge, proposal);
	if (merge?.kind === "stale") return void 0;
	return {
		view,
		operation: proposal.operation,
		proposal,
		merge,
		dryRun: false
	};
}
async function signOnce(site, open, wanted) {
	const { input, ports, state, file } = site;
	const written = open === void 0 ? void 0 : await findWritten(open, file, wanted);
	if (open !== void 0 && written?.kind === "same") {
		const signature = await findSignature(state, open, file, written.release);
		if (signature !== void 0) return {
			release: written.release,
			signature
		};
	}
	if (input["dry-run"]) return {
		release: wanted,
		signature: void 0
	};
	const signer = await openSigner(input, ports);
	return {
		release: wanted,
		signature: await makeSignature(state, file, wanted, signer)
	};
}
async function requireSignature(state, file, release) {
	const signature = await findSignature(state, state.tree, file, release);
	if (signature !== void 0) return signature;
	throw releaseManifestFaults.fault("RELEASE_UNSIGNED", `${file} has no signature that trust/trust.json accepts`, {
		where: file,
		next: "release under a new version"
	});
}
async function planSettled(state, move, published, now) {
	try {
		return await planMove(state, move, now);
	} catch (error) {
		if (published && isFault(error, "MOVE_NOT_FORWARD")) return {
			kind: "unchanged",
			why: error.message
		};
		throw error;
	}
}
async function readState(forge) {
	const { owner, name, defaultBranch } = forge.repository;
	const head = await forge.head(defaultBranch);
	if (head === void 0) throw new Error(`${owner}/${name} has no branch ${defaultBranch}`);
	return readFleetState(await forge.tree(head));
}
function entryRing(state, wanted) {
	const names = state.fleet.rings.map(({ name }) => name);
	const [first = ""] = names;
	if (wanted === void 0 || wanted === first) return first;
	throw releaseManifestFaults.fault("RELEASE_RING_LATER", names.includes(wanted) ? `releases enter at ${first}; ${wanted} takes them over by promotion` : `fleet.yaml names no ring ${wanted}; releases enter at ${first}`, {
		where: "ring",
		next: "leave the input ring out"
	});
}
async function previousRelease(state, ring, app) {
	const pointer = pointerOf(state, ring, app)?.file.value;
	return pointer === void 0 ? void 0 : (await state.release(app, pointer.release.digest))?.file.value;
}
async function mergeAs(forge, mode, proposal) {
	if (mode === "none") return void 0;
	return mode === "auto" ? forge.mergeWhenReady(proposal) : forge.merge(proposal);
}
function runUrl(ports) {
	const { serverUrl, repository, runId } = ports.run;
	return serverUrl === "" || repository === "" || runId === "" ? "" : `${serverUrl}/${repository}/actions/runs/${runId}`;
}
async function keepSums(ports, release) {
	const folder = ports.environment["RUNNER_TEMP"] ?? ports.workspace;
	const file = path.join(folder, "pi5-release-manifest", `${release.app}-${release.version}.sha256sums`);
	await writeAtomic(file, sha256sums(release));
	return file;
}

export { run };