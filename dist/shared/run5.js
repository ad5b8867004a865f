import "./rolldown-runtime.js";
import { a as writeAtomic, i as readBounded, n as containFolder, r as containPath } from "./files.js";
import { f as inTotoPayloadType, i as bundleLimit, o as decodeBundle, p as preAuthEncoding, t as decodeModelBundle } from "./model-bundle.js";
import { a as planImage, c as wantedWords, f as legacyTag, i as signedView, l as signAttestFaults, n as stockCommands, o as signImage, p as statementFor, r as planView, s as signatureReference, t as shellLine } from "./stock-commands.js";
import { n as workflowIdentityOf } from "./identity-token2.js";
import { r as hexOf, t as digestFromHex } from "./digest.js";
import { t as valueFaults } from "./faults2.js";
import { n as formatRepository, t as formatImageReference } from "./image-reference.js";
import { n as emptyOutputs } from "./command.js";
import { n as openSigner, r as readTrustedRoot } from "./signing-inputs.js";
import { a as sbomPredicateType, i as predicateFlaw, n as outputs, r as predicateAliases } from "./inputs9.js";
import { n as canonicalJson } from "./canonical-json.js";
import { r as describeError, t as Fault } from "./fault.js";
import { a as asList, c as onlyMembers, l as parseObject, n as hashOfCurve, o as asObject, s as asText, u as envelopeFaults } from "./key-hash.js";
import { t as modelFaults } from "./faults5.js";
import { t as require_dist } from "./dist.js";
import { n as reasonOf, r as verificationFaults, t as checkSignature } from "./signature-check.js";
import { r as openRegistry } from "./registry-access.js";
import { X509Certificate, createHash, verify } from "node:crypto";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { availableParallelism } from "node:os";

// src/commands/job-files.ts
/**
* Where the file of a `jobFile` input is: below the workspace, or below RUNNER_TEMP, where earlier steps leave their results. Throws
* PATH_OUTSIDE for anything else, links resolved.
*/
async function jobFilePath(file, { workspace, environment }) {
	const temporary = environment["RUNNER_TEMP"];
	const isResult = temporary !== void 0 && file.startsWith(`${path.resolve(temporary)}/`);
	return containPath(isResult ? temporary : workspace, file);
}

// src/commands/sign-attest/attestations.ts
/** What GitHub's attestation API takes; Kyverno reads 10 MB of a layer, cosign more. */
const largestPredicate = 16777216;
/** All attestations that the inputs ask for, each different one once. Throws SIGN_ATTEST_PREDICATE_INVALID, naming the file. */
async function readAttestations(input, ports) {
	const found = [];
	for (const [predicateType, file] of namedFiles(input)) {
		const predicate = await readJson(file, ports);
		const flaw = predicateFlaw(predicateType, predicate);
		if (flaw !== void 0) throw invalid(file, `${flaw}, which ${predicateType} needs`);
		found.push({
			predicateType,
			predicate
		});
	}
	for (const file of input.sboms) {
		const predicate = await readJson(file, ports);
		const predicateType = sbomPredicateType(predicate);
		if (predicateType === void 0) throw invalid(file, "is neither CycloneDX nor SPDX 2 in JSON");
		found.push({
			predicateType,
			predicate
		});
	}
	if (input.provenance) {
		const token = await ports.identityToken("sigstore");
		ports.secrets.add(token);
		const { workflowProvenance } = await import("./slsa-provenance.js");
		const predicate = workflowProvenance(token, ports.run.serverUrl);
		found.push({
			predicateType: predicateAliases.slsaprovenance1,
			predicate
		});
	}
	return [...new Map(found.map((one) => [`${one.predicateType} ${canonicalJson(one.predicate)}`, one])).values()];
}
function namedFiles(input) {
	const file = input["predicate-path"];
	const type = input["predicate-type"];
	if (file === void 0 && type === void 0) return input.attestations;
	if (file === void 0 || type === void 0) throw valueFaults.fault("INPUT_INVALID", "predicate-type and predicate-path belong together: one is missing", { where: file === void 0 ? "predicate-path" : "predicate-type" });
	return [[type, file], ...input.attestations];
}
async function readJson(file, ports) {
	const bytes = await readBounded(await jobFilePath(file, ports), largestPredicate);
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch (error) {
		throw invalid(file, `is not JSON: ${describeError(error)}`);
	}
}
function invalid(file, why) {
	return signAttestFaults.fault("SIGN_ATTEST_PREDICATE_INVALID", `${file} ${why}`, { where: file });
}

// src/envelope/model-signing.ts
const modelSignaturePredicate = "https://model_signing/signature/v1.0";
const modelPayloadType = inTotoPayloadType;
/** No model for a device has more files, and the statement about them has to fit into a bundle. */
const mostResources = 1e5;
const limit = 24e6;
const statementV1 = "https://in-toto.io/Statement/v1";
/** A manifest of whole files, in the order of the specification. Throws ENVELOPE_MODEL_INVALID for what no verifier takes. */
function modelManifest(name, resources, { allowSymlinks, ignorePaths }) {
	const refuse = refusalOf("the model");
	if (resources.length === 0) throw refuse("has no files");
	const sorted = resources.toSorted((left, right) => compareNames(left.name, right.name));
	const serialization = {
		method: "files",
		shardSize: void 0,
		allowSymlinks,
		ignorePaths: [...new Set(ignorePaths)].sort(compareNames)
	};
	for (const ignored of serialization.ignorePaths) requireSafeName(ignored, refuse);
	requireNames(sorted.map(({ name: path }) => path), true, refuse);
	requireOrder(sorted, serialization, refuse);
	return {
		name,
		root: rootDigest(sorted),
		serialization,
		resources: sorted
	};
}
/** The statement about a manifest as a plain object, ready to be signed. Throws ENVELOPE_TOO_LARGE. */
function modelStatement(manifest) {
	const { method, shardSize, allowSymlinks, ignorePaths } = manifest.serialization;
	const statement = statementFor([{
		name: manifest.name,
		digest: manifest.root
	}], modelSignaturePredicate, {
		serialization: {
			method,
			hash_type: "sha256",
			...shardSize === void 0 ? {} : { shard_size: shardSize },
			allow_symlinks: allowSymlinks,
			ignore_paths: ignorePaths
		},
		resources: manifest.resources.map(({ name, sha256 }) => ({
			name,
			algorithm: "sha256",
			digest: sha256
		}))
	});
	const size = Buffer.byteLength(JSON.stringify(statement));
	if (size <= limit && manifest.resources.length <= 1e5) return statement;
	throw envelopeFaults.fault("ENVELOPE_TOO_LARGE", `the statement about ${manifest.resources.length} files has ${size} bytes; at most ${mostResources} files and ${limit} bytes are signed`, { where: manifest.name });
}
/** Reads a statement of OMS v1.0; the root digest and the order of the resources are checked. Throws ENVELOPE_MODEL_INVALID. */
function decodeModelStatement(bytes, name = "the model signature") {
	const refuse = refusalOf(name);
	const object = parseObject(bytes, limit, name, refuse);
	if (object["_type"] !== statementV1) throw refuse("is not an in-toto statement v1");
	if (object["predicateType"] !== "https://model_signing/signature/v1.0") throw refuse(`claims ${JSON.stringify(String(object["predicateType"]).slice(0, 200))}, not ${modelSignaturePredicate}`);
	const [subject, ...more] = asList(object["subject"], "subject", 16, refuse);
	if (subject === void 0 || more.length > 0) throw refuse("has not exactly one subject");
	const model = asObject(subject, "subject[0]", refuse);
	const root = asHex(asObject(model["digest"], "subject[0].digest", refuse)["sha256"], "subject[0]", refuse);
	const predicate = asObject(object["predicate"], "predicate", refuse);
	const serialization = readSerialization(asObject(predicate["serialization"], "serialization", refuse), refuse);
	const resources = asList(predicate["resources"], "resources", mostResources, refuse).map((item, index) => readResource(item, index, serialization, refuse));
	if (resources.length === 0) throw refuse("names no files");
	requireNames(resources.map(({ name: resource }) => pathOf(resource, serialization)), serialization.method === "files", refuse);
	requireOrder(resources, serialization, refuse);
	const computed = rootDigest(resources);
	if (hexOf(computed) !== root) throw refuse(`has the wrong root digest: it says sha256:${root}, and its files give ${computed}`);
	return {
		name: asText(model["name"] ?? "", "subject[0].name", refuse),
		root: computed,
		serialization,
		resources
	};
}
/** SHA-256 over the raw digests of resources in the order given. */
function rootDigest(resources) {
	const hash = createHash("sha256");
	for (const { sha256 } of resources) hash.update(sha256, "hex");
	return digestFromHex(hash.digest("hex"));
}
/** The order of two names by Unicode code points, which that of their UTF-8 bytes is; UTF-16 units would differ above U+FFFF. */
function compareNames(left, right) {
	return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
/** The part of a file that a shard's name stands for, or undefined where the name is none of a shard. */
function shardOf(name) {
	const match = /^([^]+):(0|[1-9][0-9]{0,14}):([1-9][0-9]{0,14})$/.exec(name);
	if (match?.[1] === void 0) return void 0;
	return {
		path: match[1],
		start: Number(match[2]),
		end: Number(match[3])
	};
}
function refusalOf(name) {
	return (why) => envelopeFaults.fault("ENVELOPE_MODEL_INVALID", `${name} ${why}`, { where: name });
}
function readSerialization(object, refuse) {
	onlyMembers(object, [
		"method",
		"hash_type",
		"shard_size",
		"allow_symlinks",
		"ignore_paths"
	], "serialization", refuse);
	const { method, hash_type: hash, shard_size: size, allow_symlinks: links } = object;
	if (method !== "files" && method !== "shards") throw refuse("is serialized by an unknown method");
	if (hash !== "sha256") throw refuse("hashes its files with something other than sha256");
	if (typeof links !== "boolean") throw refuse("does not say whether symbolic links are allowed");
	if (method === "shards" && !(typeof size === "number" && Number.isSafeInteger(size) && size > 0)) throw refuse("has no shard size");
	const ignorePaths = asList(object["ignore_paths"], "ignore_paths", mostResources, refuse).map((item, index) => {
		const ignored = asText(item, `ignore_paths[${index}]`, refuse);
		requireSafeName(ignored, refuse);
		return ignored;
	});
	return {
		method,
		shardSize: method === "shards" && typeof size === "number" ? size : void 0,
		allowSymlinks: links,
		ignorePaths
	};
}
function readResource(item, index, { method, shardSize }, refuse) {
	const path = `resources[${index}]`;
	const resource = asObject(item, path, refuse);
	onlyMembers(resource, [
		"name",
		"algorithm",
		"digest"
	], path, refuse);
	const name = asText(resource["name"], `${path}.name`, refuse);
	const { algorithm } = resource;
	if (algorithm !== "sha256" && !(method === "shards" && algorithm === `sha256-sharded-${shardSize}`)) throw refuse(`names a digest by another algorithm than sha256 at ${path}`);
	if (method === "shards") requireShard(name, shardSize ?? 0, refuse);
	return {
		name,
		sha256: asHex(resource["digest"], path, refuse)
	};
}
function requireShard(name, shardSize, refuse) {
	const shard = shardOf(name);
	if (shard === void 0 || shard.start % shardSize !== 0) throw refuse(`has a shard with the unusable name ${quoted(name)}`);
	const length = shard.end - shard.start;
	if (length <= 0 || length > shardSize) throw refuse(`has a shard of another size than it says: ${quoted(name)}`);
}
function pathOf(name, { method }) {
	return method === "shards" ? shardOf(name)?.path ?? name : name;
}
function requireNames(paths, single, refuse) {
	if (paths.includes(".")) {
		if (paths.some((path) => path !== ".") || single && paths.length > 1) throw refuse("has the unsafe name \".\": it is the model itself, and more is listed beside it");
		return;
	}
	for (const path of paths) requireSafeName(path, refuse);
}
function requireSafeName(name, refuse) {
	const why = unsafe(name);
	if (why !== void 0) throw refuse(`has the unsafe name ${quoted(name)}: ${why}`);
}
function unsafe(name) {
	if (name === "" || name.length > 4096) return "it is empty or longer than 4096 characters";
	if (name.includes("\0")) return "it holds a NUL";
	if (!name.isWellFormed()) return "it is no Unicode text";
	if (name.startsWith("/")) return "it is absolute";
	if (/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(name)) return "it has an empty, . or .. part";
}
function requireOrder(resources, { method }, refuse) {
	if ([
		({ name }) => [Buffer.from(name), 0],
		({ name }) => placed(name, method, (path) => path),
		({ name }) => placed(name, method, (path) => path.replaceAll("/", "\0"))
	].some((keyOf) => rises(resources.map(keyOf)))) return;
	const seen = /* @__PURE__ */ new Set();
	for (const { name } of resources) {
		if (seen.has(name)) throw refuse(`names ${quoted(name)} twice`);
		seen.add(name);
	}
	throw refuse("lists its files in no known order");
}
function placed(name, method, key) {
	const shard = method === "shards" ? shardOf(name) : void 0;
	return [Buffer.from(key(shard?.path ?? name)), shard?.start ?? 0];
}
function rises(keys) {
	return keys.every(([bytes, start], index) => {
		const before = keys[index - 1];
		if (before === void 0) return true;
		const order = Buffer.compare(before[0], bytes);
		return order < 0 || order === 0 && before[1] < start;
	});
}
function asHex(value, path, refuse) {
	if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return value;
	throw refuse(`has no SHA-256 in lower-case hex at ${path}`);
}
function quoted(name) {
	return JSON.stringify(name.slice(0, 200));
}

// src/models/hash-worker.ts
/** The program of a thread: takes lists of jobs by message, answers each list with a list. */
function hashingThread() {
	const { closeSync, constants, fstatSync, openSync, readSync } = process.getBuiltinModule("node:fs");
	const { createHash } = process.getBuiltinModule("node:crypto");
	const { parentPort } = process.getBuiltinModule("node:worker_threads");
	const megabyte = 1048576;
	const pages = () => {
		try {
			return Buffer.from(new WebAssembly.Memory({
				initial: 16,
				maximum: 16
			}).buffer);
		} catch {
			return Buffer.allocUnsafeSlow(megabyte);
		}
	};
	const buffer = pages();
	const hash = ({ index, file, shardSize }) => {
		const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		try {
			const before = fstatSync(handle, { bigint: true });
			if (!before.isFile()) return {
				index,
				ok: false,
				why: "kind",
				code: ""
			};
			const size = Number(before.size);
			const step = shardSize ?? Number.MAX_SAFE_INTEGER;
			const sha256 = [];
			let position = 0;
			do {
				const end = Math.min(size, position + step);
				const digest = createHash("sha256");
				while (position < end) {
					const length = readSync(handle, buffer, 0, Math.min(buffer.length, end - position), null);
					if (length === 0) return {
						index,
						ok: false,
						why: "changed",
						code: ""
					};
					digest.update(length === buffer.length ? buffer : buffer.subarray(0, length));
					position += length;
				}
				sha256.push(digest.digest("hex"));
			} while (position < size);
			const after = fstatSync(handle, { bigint: true });
			if (!(after.size === before.size && after.mtimeNs === before.mtimeNs && after.ctimeNs === before.ctimeNs) || readSync(handle, buffer, 0, 1, null) > 0) return {
				index,
				ok: false,
				why: "changed",
				code: ""
			};
			return {
				index,
				ok: true,
				size,
				sha256
			};
		} finally {
			closeSync(handle);
		}
	};
	const answer = (job) => {
		try {
			return hash(job);
		} catch (error) {
			const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
			return {
				index: job.index,
				ok: false,
				why: "system",
				code
			};
		}
	};
	parentPort?.on("message", (jobs) => parentPort.postMessage(jobs.map(answer)));
}

// src/models/hash-pool.ts
const mostThreads = 8;
const batchBytes = 4194304;
const batchFiles = 64;
/**
* Hashes files on several threads, large ones first, and gives the answers in the order of the files. The first answer that is no
* digest ends the work, as does `stopped`, whose reason is thrown.
*/
async function hashFiles(files, shardSize, stopped) {
	stopped?.throwIfAborted();
	const batches = shareOut(files, shardSize);
	const threads = Math.min(mostThreads, availableParallelism(), batches.length);
	const answers = [];
	const queue = batches.values();
	const workers = Array.from({ length: threads }, () => startThread());
	try {
		await Promise.all(workers.map((worker) => serve(worker, queue, answers, stopped)));
	} finally {
		await Promise.all(workers.map((worker) => worker.terminate()));
	}
	return answers.toSorted((left, right) => left.index - right.index);
}
function startThread() {
	return new Worker(`(${hashingThread.toString()})()`, {
		eval: true,
		execArgv: [],
		env: {},
		name: "pi5-hash"
	});
}
async function serve(worker, queue, answers, stopped) {
	await new Promise((resolve, reject) => {
		const next = () => {
			const { done, value } = queue.next();
			if (done === true) resolve();
			else worker.postMessage(value);
		};
		const stop = () => reject(stopped?.reason);
		stopped?.addEventListener("abort", stop, { once: true });
		worker.on("message", (done) => {
			answers.push(...done);
			if (done.some(({ ok }) => !ok)) while (queue.next().done !== true);
			next();
		});
		worker.on("error", reject);
		worker.on("exit", () => {
			stopped?.removeEventListener("abort", stop);
			reject(/* @__PURE__ */ new Error("a hashing thread ended by itself"));
		});
		next();
	});
}
function shareOut(files, shardSize) {
	const sorted = files.map(({ file, size }, index) => ({
		job: {
			index,
			file,
			shardSize
		},
		size
	})).sort((left, right) => right.size - left.size);
	const batches = [];
	let bytes = batchBytes;
	let batch = [];
	for (const { job, size } of sorted) {
		if (bytes + size > batchBytes || batch.length >= batchFiles) {
			batch = [];
			batches.push(batch);
			bytes = 0;
		}
		batch.push(job);
		bytes += size;
	}
	return batches;
}

// src/models/model-tree.ts
/** No model for a device has more entries, folders included. */
const mostEntries = 1e5;
/**
* Lists the regular files of a model, a file or a folder. Symbolic links are refused, or followed where they are allowed and lead
* to a file inside of the model. Throws MODEL_REF_NOT_FOUND, MODEL_ENTRY_UNUSABLE or MODEL_TOO_MANY_FILES.
*/
async function listModel(model, options) {
	const { root, size } = await resolveModel(model);
	if (size !== void 0) return [{
		name: ".",
		file: root,
		size
	}];
	const files = [];
	let entries = 0;
	const open = [""];
	for (let folder = open.pop(); folder !== void 0; folder = open.pop()) {
		const listed = await readFolder(root, folder, model);
		entries += listed.length;
		if (entries > 1e5) throw modelFaults.fault("MODEL_TOO_MANY_FILES", `${model} has more than ${mostEntries} entries`, { where: model });
		const named = listed.map((entry) => ({
			entry,
			name: nameOf(entry, folder, model)
		})).filter(({ name }) => !isIgnored(name, options.ignorePaths));
		for (const { entry, name } of named) if (entry.isDirectory()) open.push(name);
		const wanted = named.filter(({ entry, name }) => !entry.isDirectory() && (options.only === void 0 || options.only.has(name)));
		const found = await Promise.all(wanted.map(({ entry, name }) => readEntry(entry, name, root, options)));
		for (const file of found) files.push(file);
	}
	return files;
}
/** Where a model really is; a size where it is one file. Throws MODEL_REF_NOT_FOUND or MODEL_ENTRY_UNUSABLE. */
async function resolveModel(model) {
	const root = await realpath(model).catch((error) => {
		throw modelFaults.fault("MODEL_REF_NOT_FOUND", `${model} cannot be read`, {
			where: model,
			cause: error
		});
	});
	const facts = await stat(root);
	if (!facts.isFile() && !facts.isDirectory()) throw unusable(model, "is neither a file nor a folder");
	return {
		root,
		size: facts.isFile() ? facts.size : void 0
	};
}
/** True for a name that is in the list, or below one that is. */
function isIgnored(name, ignorePaths) {
	return ignorePaths.some((ignored) => name === ignored || name.startsWith(`${ignored}/`));
}
async function readFolder(root, folder, model) {
	try {
		return await readdir(path.join(root, folder), {
			withFileTypes: true,
			encoding: "buffer"
		});
	} catch (error) {
		throw modelFaults.fault("MODEL_ENTRY_UNUSABLE", `${path.join(model, folder)} cannot be listed`, {
			where: path.join(model, folder),
			cause: error
		});
	}
}
function nameOf(entry, folder, model) {
	let last;
	try {
		last = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(entry.name);
	} catch {
		const shown = entry.name.toString("latin1").replaceAll(/[^!-~]/g, "?");
		throw unusable(path.join(model, folder, shown), "has a name that is not UTF-8");
	}
	return folder === "" ? last : `${folder}/${last}`;
}
async function readEntry(entry, name, root, { allowSymlinks }) {
	const file = path.join(root, name);
	if (entry.isFile()) return {
		name,
		file,
		size: (await lstat(file)).size
	};
	if (!entry.isSymbolicLink()) throw unusable(name, "is neither a file nor a folder");
	if (!allowSymlinks) throw unusable(name, "is a symbolic link, and those are not allowed");
	const target = await realpath(file).catch((error) => {
		throw unusable(name, "is a symbolic link that leads nowhere, or in a circle", error);
	});
	if (!target.startsWith(`${root}${path.sep}`)) throw unusable(name, "is a symbolic link that leads out of the model");
	const facts = await stat(target);
	if (!facts.isFile()) throw unusable(name, "is a symbolic link to something else than a file");
	return {
		name,
		file: target,
		size: facts.size
	};
}
function unusable(name, why, cause) {
	return modelFaults.fault("MODEL_ENTRY_UNUSABLE", `${JSON.stringify(name.slice(0, 300))} ${why}`, {
		where: name.slice(0, 300),
		cause
	});
}

// src/models/model-hashing.ts
const mostShards = 1e5;
/**
* Hashes every file of a model with SHA-256, several at a time, as the bytes were at one moment: a file that changes meanwhile is
* refused. Throws MODEL_CHANGED, and the faults of listModel.
*/
async function hashModel(model, options) {
	const { shardSize, stopped } = options;
	const files = await listModel(model, options);
	if ((shardSize === void 0 ? 0 : files.reduce((sum, { size }) => sum + Math.ceil(size / shardSize), 0)) > mostShards) throw modelFaults.fault("MODEL_TOO_MANY_FILES", `${model} has more than ${mostShards} parts`, { where: model });
	const answers = await hashFiles(files, shardSize, stopped);
	const failed = answers.find(({ ok }) => !ok);
	if (failed !== void 0) throw faultOf(failed, files);
	return answers.flatMap((answer) => namesOf(answer, files[answer.index]?.name ?? "", shardSize));
}
function namesOf(answer, name, shardSize) {
	if (!answer.ok) return [];
	const { sha256: digests, size } = answer;
	if (shardSize === void 0) return digests.map((sha256) => ({
		name,
		sha256
	}));
	if (size === 0) return [];
	return digests.map((sha256, part) => {
		const start = part * shardSize;
		return {
			name: `${name}:${start}:${Math.min(size, start + shardSize)}`,
			sha256
		};
	});
}
function faultOf(answer, files) {
	const { name = "", file = "" } = files[answer.index] ?? {};
	const shown = name === "." ? file : JSON.stringify(name.slice(0, 300));
	const context = { where: name === "." ? file : name.slice(0, 300) };
	if (!answer.ok && answer.why === "changed") return modelFaults.fault("MODEL_CHANGED", `${shown} changed while it was read`, context);
	const why = answer.ok || answer.why === "kind" ? "is not a regular file any more" : `cannot be read: ${answer.code}`;
	return modelFaults.fault("MODEL_ENTRY_UNUSABLE", `${shown} ${why}`, context);
}

// src/verification/certificate-chain.ts
var import_dist = require_dist();
const longestPath = 8;
const largestRoots = 1048576;
const mostRoots = 1e3;
const codeSigning = "1.3.6.1.5.5.7.3.3";
const understood = /* @__PURE__ */ new Set([
	"2.5.29.19",
	"2.5.29.15",
	"2.5.29.37",
	"2.5.29.17",
	"2.5.29.32"
]);
const signatures = /* @__PURE__ */ new Set([
	...[
		"11",
		"12",
		"13"
	].map((last) => `1.2.840.113549.1.1.${last}`),
	...[
		"2",
		"3",
		"4"
	].map((last) => `1.2.840.10045.4.3.${last}`),
	"1.3.101.112"
]);
/**
* The signer's certificate (the first) of a chain that leads to one of the roots, every link valid when the signer's became valid,
* if it may sign: what OMS asks for. Throws SIGNATURE_CERTIFICATE_UNTRUSTED or TRUSTED_ROOT_INVALID.
*/
function verifyCertificateChain(chain, rootsPem) {
	const roots = readRoots(rootsPem);
	const [leaf, ...between] = chain.map((der) => read(Buffer.from(der)));
	if (leaf === void 0) throw untrusted("there is none");
	const subject = JSON.stringify(leaf.node.subject.slice(0, 200));
	const at = leaf.parsed.notBefore;
	const isRoot = ({ node }) => roots.some((root) => root.node.raw.equals(node.raw));
	const leads = (below, depth) => isRoot(below) || depth < longestPath && [...roots, ...between].some((issuer) => issued(issuer, below, depth, at) && leads(issuer, depth + 1));
	if (!leads(leaf, 0)) throw untrusted(`${subject} does not lead to a trusted root that was valid ${at.toISOString()}`);
	if (hasUnknownCritical(leaf)) throw untrusted(`${subject} has a critical extension that is not understood`);
	if (leaf.parsed.extKeyUsage?.digitalSignature !== true && !leaf.node.keyUsage?.includes(codeSigning)) throw untrusted(`${subject} may not be used for signing`);
	return leaf.node;
}
function issued(issuer, below, depth, at) {
	const { parsed, node } = issuer;
	if (!below.node.checkIssued(node) || !parsed.isCA || !parsed.validForDate(at)) return false;
	const most = parsed.extBasicConstraints?.pathLenConstraint;
	if (most !== void 0 && most < BigInt(depth) || hasUnknownCritical(issuer)) return false;
	const algorithm = below.parsed.root.subs[1]?.subs[0]?.toOID() ?? "";
	return signatures.has(algorithm) && below.node.verify(node.publicKey);
}
function hasUnknownCritical({ parsed }) {
	return parsed.extensions.some((extension) => {
		const oid = extension.subs[0]?.toOID() ?? "";
		return extension.subs.length === 3 && extension.subs[1]?.toBoolean() === true && !understood.has(oid);
	});
}
function readRoots(pem) {
	const refuse = (why, cause) => verificationFaults.fault("TRUSTED_ROOT_INVALID", `the root certificates ${why}`, {
		where: "root certificates",
		cause
	});
	if (pem.length > largestRoots) throw refuse(`are longer than ${largestRoots} characters`);
	const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
	if (blocks.length === 0 || blocks.length > mostRoots) throw refuse(`are not 1 to ${mostRoots} PEM certificates`);
	try {
		return blocks.map((block) => read(new X509Certificate(block).raw));
	} catch (error) {
		throw refuse("cannot be read", error);
	}
}
function read(der) {
	return {
		node: new X509Certificate(der),
		parsed: import_dist.X509Certificate.parse(Buffer.from(der))
	};
}
function untrusted(why) {
	return verificationFaults.fault("SIGNATURE_CERTIFICATE_UNTRUSTED", `the signing certificate is not trusted: ${why}`);
}

// src/verification/model.ts
/** What git keeps beside a model. Signers leave it out unless told otherwise. */
const gitPaths = [
	".git",
	".gitattributes",
	".github",
	".gitignore"
];
/** Verifies who signed a model and what, without looking at the model. Bad input becomes a reason; only bugs throw. */
function verifyModelSignature(bundle, policy) {
	try {
		const decoded = decodeModelBundle(bundle);
		const { content, material } = decoded;
		if (content.kind !== "dsse" || content.envelope.payloadType !== modelPayloadType) throw verificationFaults.fault("SIGNATURE_WRONG_KIND", "the signature does not hold an in-toto statement");
		const manifest = decodeModelStatement(content.envelope.payload);
		if (material.kind === "chain") return {
			...checkChain(decoded, material, policy),
			manifest
		};
		const checked = checkSignature({
			bundle: {
				...decoded,
				material
			},
			logEvidence: "proof",
			hashes: "curve"
		}, policy);
		return checked.ok ? {
			...checked,
			manifest
		} : checked;
	} catch (error) {
		return {
			ok: false,
			why: reasonOf(error)
		};
	}
}
function checkChain(bundle, { certificates }, policy) {
	const { content } = bundle;
	if (policy.certificateRoots === void 0) throw verificationFaults.fault("SIGNATURE_CERTIFICATE_UNTRUSTED", "it was signed with a certificate, and no root certificates are given to check it against", { where: "root certificates" });
	const leaf = verifyCertificateChain(certificates, policy.certificateRoots);
	const hash = hashOfCurve(leaf.publicKey);
	if (hash === void 0) throw verificationFaults.fault("SIGNATURE_CERTIFICATE_UNTRUSTED", "the signing certificate has a key of another kind than ECDSA P-256, P-384 and P-521");
	if (content.kind !== "dsse" || !fits(content.envelope, hash, leaf.publicKey)) throw verificationFaults.fault("SIGNATURE_INVALID", "the signature does not fit the signed bytes");
	return {
		ok: true,
		by: {
			kind: "certificate",
			subject: leaf.subject,
			fingerprint: leaf.fingerprint256
		},
		at: void 0
	};
}
function fits(envelope, hash, key) {
	return verify(hash, preAuthEncoding(envelope.payloadType, envelope.payload), key, envelope.signature);
}

// src/commands/model-signature.ts
/**
* Signs a model unless the signature that is there is ours and about these very files, and gives what the file says now. `undefined`
* when what was written does not verify when it is read back.
*/
async function signModel(task, signer) {
	const { signature, policy, allowSymlinks = false, stopped } = task;
	const { root: model, size } = await resolveModel(task.model);
	const own = await insideOf(model, signature);
	const ignorePaths = size === void 0 ? [
		...gitPaths,
		...task.ignorePaths ?? [],
		...own
	] : [];
	const before = await readSignature(signature);
	const held = before === void 0 ? void 0 : verifyModelSignature(before, policy);
	if (held?.ok === false && held.why.code === "SIGNATURE_MALFORMED") throw notOverwritten(signature, "is there and is no signature of a model");
	const hashed = await hashModel(model, {
		ignorePaths,
		allowSymlinks,
		stopped
	});
	if (hashed.length === 0) throw modelFaults.fault("MODEL_FILE_UNUSABLE", `${task.model} has no files to sign`, { where: task.model });
	const manifest = modelManifest(path.basename(task.model), hashed, {
		allowSymlinks,
		ignorePaths
	});
	if (held?.ok === true && says(held.manifest, manifest)) return {
		manifest: held.manifest,
		fresh: false
	};
	await writeAtomic(signature, await signer.signModel(modelStatement(manifest)));
	const written = verifyModelSignature(await readBounded(signature, bundleLimit), policy);
	return written.ok && says(written.manifest, manifest) ? {
		manifest,
		fresh: true
	} : void 0;
}
async function insideOf(model, signature) {
	const folder = await realpath(path.dirname(signature)).catch(() => path.dirname(path.resolve(signature)));
	const name = path.relative(model, path.join(folder, path.basename(signature)));
	if (name === "") throw notOverwritten(signature, "is the model itself");
	if (name === ".." || name.startsWith(`..${path.sep}`) || path.isAbsolute(name)) return [];
	return [name.split(path.sep).join("/")];
}
function notOverwritten(file, why) {
	return valueFaults.fault("INPUT_INVALID", `${file} ${why}: it is not overwritten`, {
		where: file,
		next: "name another file for the signature, or remove this one"
	});
}
async function readSignature(file) {
	try {
		return await readBounded(file, bundleLimit);
	} catch (error) {
		if (error instanceof Fault && error.code === "FILE_MISSING") return void 0;
		throw error;
	}
}
function says(held, wanted) {
	const { serialization } = held;
	if (serialization.method !== "files" || serialization.allowSymlinks !== wanted.serialization.allowSymlinks) return false;
	if (!serialization.ignorePaths.every((name) => wanted.serialization.ignorePaths.includes(name))) return false;
	const files = new Map(held.resources.map(({ name, sha256 }) => [name, sha256]));
	return files.size === wanted.resources.length && wanted.resources.every(({ name, sha256 }) => files.get(name) === sha256);
}

// src/commands/sign-attest/model-signing.ts
/**
* Signs each model of the inputs with the run's signer (OMS v1.0) and verifies it from the disk; a model whose signature is ours
* already is left alone. Throws SIGN_ATTEST_NOT_VERIFIED, INPUT_INVALID and the faults of reading a model.
*/
async function signModels(input, ports, signer, policy) {
	const places = [];
	for (const { model, signature } of input.models) places.push({
		model,
		signature: signature ?? await usualPlace(ports.workspace, model)
	});
	requireApart(places);
	const signed = [];
	for (const place of places) {
		await containFolder(ports.workspace, path.posix.dirname(place.signature));
		const files = {
			model: await containPath(ports.workspace, place.model),
			signature: await containPath(ports.workspace, place.signature)
		};
		const done = await ports.log.group(`Sign ${place.model}`, () => signModel({
			...files,
			policy,
			stopped: ports.stopped
		}, signer));
		if (done === void 0) throw signAttestFaults.fault("SIGN_ATTEST_NOT_VERIFIED", `what was written to ${place.signature} does not verify`, { where: place.signature });
		const { root: digest } = done.manifest;
		const privateRoots = input["signing-config"] !== void 0;
		signed.push({
			...place,
			digest,
			fresh: done.fresh,
			command: stockCommand(place, policy, privateRoots)
		});
	}
	return signed;
}
/** The output model-signatures. */
function modelOutput(models) {
	return JSON.stringify(models.map(({ model, signature, digest }) => ({
		model,
		signature,
		digest
	})));
}
/** The report of a run with what it says about models; unchanged where there are none. */
function withModels(report, models) {
	if (models.length === 0) return report;
	return {
		...report,
		blocks: [
			...report.blocks,
			{
				kind: "heading",
				text: "Models"
			},
			{
				kind: "table",
				columns: [
					{ title: "Model" },
					{ title: "Signature" },
					{ title: "Root digest" },
					{ title: "State" }
				],
				rows: models.map(({ model, signature, digest, fresh }) => [
					[{
						kind: "code",
						text: model
					}],
					[{
						kind: "code",
						text: signature
					}],
					[{
						kind: "code",
						text: digest
					}],
					[{
						kind: "state",
						state: "good",
						text: fresh ? "signed and verified" : "verified, was there"
					}]
				])
			},
			{
				kind: "paragraph",
				text: ["model_signing (PyPI) 1.1 verifies them with"]
			},
			{
				kind: "code",
				language: "sh",
				text: models.map(({ command }) => command).join("\n")
			}
		]
	};
}
async function usualPlace(workspace, model) {
	return (await stat(await containPath(workspace, model)).catch(() => void 0))?.isDirectory() === true ? path.posix.join(model, "model.sig") : `${model}.sig`;
}
function requireApart(places) {
	for (const [index, { signature }] of places.entries()) {
		const other = places.find(({ model, signature: theirs }, at) => at !== index && (theirs === signature || model === "." || `${signature}/`.startsWith(`${model}/`)));
		if (other !== void 0) throw valueFaults.fault("INPUT_INVALID", `${signature} is ${other.signature === signature ? "the signature of two models" : `inside of another model, ${other.model}`}`, {
			where: "models",
			next: "write PATH=SIGNATURE-FILE with a file of its own outside of all models"
		});
	}
}
function stockCommand({ model, signature }, { identities }, privateRoots) {
	const [identity] = identities;
	return shellLine([
		"model_signing",
		"verify",
		...signerOptions(identity, privateRoots),
		"--signature",
		signature,
		model
	]);
}
function signerOptions(identity, privateRoots) {
	if (identity?.kind !== "workflow") return [
		"key",
		"--public_key",
		"cosign.pub"
	];
	const roots = privateRoots ? ["--trust_config", "client_trust_config.json"] : [];
	return [
		"sigstore",
		"--identity",
		identity.subject,
		"--identity_provider",
		identity.issuer,
		...roots
	];
}

// src/commands/sign-attest/run.ts
/** Signs an image and what the inputs add to it, verifies all of it from the registry, then moves the tags. */
async function run(input, ports) {
	return signAttest(input, ports, await openRegistry(input, ports));
}
/** The command over a registry that is already open. */
async function signAttest(input, ports, registry) {
	const { registry: host, path: name } = input.image;
	const repository = {
		registry: host,
		path: name
	};
	const image = formatImageReference({
		...repository,
		digest: input.image.digest
	});
	const attestations = await readAttestations(input, ports);
	const root = await requireImage(registry, repository, input.image.digest);
	const platform = input["platform-digest"];
	const subjects = platform === void 0 || platform === root.digest ? [root] : [root, await requireImage(registry, repository, platform)];
	if (input.format === "notation") {
		const { signNotation } = await import("./notary-signing.js");
		const moveTags = () => moveAll(registry, repository, root, input.tags);
		return signNotation(input, ports, {
			registry,
			repository,
			subjects,
			image,
			moveTags
		});
	}
	const signer = await openSigner(input, ports);
	const policy = await ownPolicy(input, ports, signer);
	const tasks = subjects.map((subject) => ({
		registry,
		repository,
		subject,
		policy,
		legacy: input.format === "both",
		attestations: subject === root ? attestations : []
	}));
	if (input["dry-run"]) return dryRun(tasks, image);
	const signed = [];
	for (const task of tasks) signed.push(await ports.log.group(`Sign ${formatRepository(repository)}@${task.subject.digest}`, () => signImage(task, signer, ports)));
	const models = await signModels(input, ports, signer, policy);
	const moved = await moveAll(registry, repository, root, input.tags);
	const [first] = signed;
	if (first === void 0) throw new Error("at least one image is always signed");
	const bundle = first.bundle.bundle ?? Buffer.alloc(0);
	const [identity] = policy.identities;
	if (identity === void 0) throw new Error("the policy always names us");
	const commands = stockCommands({
		image,
		identity,
		sourceRepository: ports.run.repository,
		logged: decodeBundle(bundle).logEntries.length > 0,
		legacy: input.format === "both",
		privateRoots: input["signing-config"] !== void 0,
		plainHttp: input["insecure-registries"].includes(host),
		attestationTypes: first.attestations.map(({ predicateType }) => predicateType)
	});
	const verdict = [...signed.flatMap((one) => [one.added, ...one.attestations.map((attested) => attested.added)]).flatMap(({ bundle: fresh, legacy }) => [fresh, legacy]), ...models.map(({ fresh }) => fresh)].filter(Boolean).length + moved.length === 0 ? `${image} was signed and verified before; nothing changed` : `${image} is signed and verified`;
	return {
		ok: true,
		verdict,
		outputs: {
			image,
			"model-signatures": modelOutput(models),
			signatures: JSON.stringify(referencesOf(repository, signed)),
			"verify-command": commands[0]?.command ?? "",
			"bundle-path": await keepBundle(ports, root.digest, bundle),
			"legacy-tag": input.format === "both" ? legacyTag(root.digest) : "",
			"attestation-types": JSON.stringify(first.attestations.map(({ predicateType }) => predicateType))
		},
		report: withModels(signedView({
			verdict,
			repository,
			signed,
			moved,
			identity,
			commands
		}), models),
		findings: foreignFindings(signed)
	};
}
async function dryRun(tasks, image) {
	const plans = [];
	for (const task of tasks) {
		const { wanted } = await planImage(task);
		plans.push({
			subject: task.subject,
			wanted: wantedWords(wanted, task.attestations)
		});
	}
	const open = plans.reduce((sum, plan) => sum + plan.wanted.length, 0);
	const verdict = open === 0 ? `${image} is signed; nothing would change` : `${image} would get ${open} signatures (dry run)`;
	return {
		ok: true,
		verdict,
		outputs: {
			...emptyOutputs(outputs),
			image
		},
		report: planView(verdict, plans),
		findings: []
	};
}
async function requireImage(registry, repository, digest) {
	const found = await registry.resolve(repository, digest);
	if (found !== void 0) return found;
	throw signAttestFaults.fault("SIGN_ATTEST_IMAGE_MISSING", `${formatRepository(repository)}@${digest} is not in the registry`, {
		where: formatRepository(repository),
		next: "push the image before this step: build-arm64 with push: digest"
	});
}
async function ownPolicy(input, ports, signer) {
	const given = await readTrustedRoot(input, ports.workspace);
	if (signer.identity.kind === "key") return {
		identities: [signer.identity],
		trustedRoot: given
	};
	if (given === void 0 && input["signing-config"] !== void 0) throw valueFaults.fault("INPUT_INVALID", "trusted-root is missing: signing-config names a private Sigstore", { where: "trusted-root" });
	const trustedRoot = given ?? (await import("./public-roots.js")).publicTrustedRoot;
	const token = await ports.identityToken("sigstore");
	return {
		identities: [workflowIdentityOf(token, ports.run.serverUrl)],
		trustedRoot
	};
}
async function moveAll(registry, repository, root, tags) {
	const moved = [];
	for (const tag of tags) if (await moveTag(registry, repository, root, tag)) moved.push(tag);
	return moved;
}
async function moveTag(registry, repository, root, tag) {
	if ((await registry.resolve(repository, tag))?.digest === root.digest) return false;
	const manifest = await registry.manifest(repository, root.digest);
	if (manifest === void 0) throw new Error(`${root.digest} vanished while it was signed`);
	await registry.pushManifest(repository, {
		bytes: manifest.bytes,
		mediaType: root.mediaType
	}, tag);
	return true;
}
async function keepBundle(ports, digest, bundle) {
	const folder = ports.environment["RUNNER_TEMP"] ?? ports.workspace;
	const file = path.join(folder, "pi5-sign-attest", `${hexOf(digest).slice(0, 16)}.sigstore.json`);
	await writeAtomic(file, bundle);
	return file;
}
function referencesOf(repository, signed) {
	const references = signed.flatMap(({ subject, bundle, legacy, attestations }) => [{
		bundle,
		legacy
	}, ...attestations].flatMap((pair) => [pair.bundle, pair.legacy]).flatMap((found) => found === void 0 ? [] : [signatureReference(repository, subject, found)]));
	return [...new Set(references)];
}
function foreignFindings(signed) {
	return signed.flatMap(({ subject, foreign }) => {
		const bundles = foreign.filter(({ format }) => format === "bundle").length;
		if (bundles === 0) return [];
		return [{
			rule: "foreign-bundles",
			severity: "notice",
			message: `${bundles} more bundles beside ${subject.digest} were not made by this identity. Cosign 3 looks at all of them and passes when one fits.`
		}];
	});
}

export { run };