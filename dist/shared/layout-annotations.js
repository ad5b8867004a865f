import { i as isFault, r as describeError } from "./fault.js";
import { a as parseDigest, n as digestOf, r as hexOf } from "./digest.js";
import { n as formatRepository, t as formatImageReference } from "./image-reference.js";
import { a as writeAtomic, i as readBounded, t as codeOf$1 } from "./files.js";
import { a as textOf, n as listOf, o as textsOf, r as recordOf, t as isRecord } from "./json-members.js";
import { a as parseObject$1, c as isImageType, d as ociFaults, i as parseManifest, l as isIndexType, n as largestManifest, r as parseDescriptor, s as isForeignLayer, t as describeBytes, u as mediaTypes } from "./manifest-content.js";
import { n as pickVariables } from "./process.js";
import { t as buildFaults } from "./faults4.js";
import { i as layerFaults } from "./pass.js";
import { t as compareText } from "./text-order.js";
import { t as readSmallBlob } from "./small-blob.js";
import { a as readPlatform, n as describePlatform, r as isAttestation, t as choosePlatform } from "./platform.js";
import { n as canonicalJson, t as canonicalBytes } from "./canonical-json.js";
import { t as mapLimited } from "./parallel.js";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { Buffer as Buffer$1 } from "node:buffer";
import { constants as constants$1, createWriteStream } from "node:fs";
import { finished, pipeline } from "node:stream/promises";

// src/build/annotations.ts
const prefix = "org.opencontainers.image";
/**
* The annotations of the OCI image specification ("Pre-Defined Annotation Keys") that the run knows: source, revision, version,
* created, base.name and base.digest. What is not known is left out. Sorted by name.
*/
function standardAnnotations(facts) {
	const { run, version, created, base } = facts;
	const { digest: _, ...named } = base?.reference ?? {
		registry: "",
		path: ""
	};
	const known = {
		"base.digest": base?.digest,
		"base.name": base === void 0 ? void 0 : formatImageReference(named),
		created: created === void 0 ? void 0 : isoTime(created),
		revision: run.commit,
		source: run.repository === "" ? void 0 : `${run.serverUrl.replace(/\/+$/, "")}/${run.repository}`,
		version
	};
	return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => value === void 0 || value === "" ? [] : [[`${prefix}.${name}`, value]]));
}
/** RFC 3339 in whole seconds, as the specification wants it. */
function isoTime(seconds) {
	return (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().replace(/\.\d{3}Z$/, "Z");
}

// src/oci/layout.ts
/** The annotation of an entry of index.json that holds its tag. */
const refNameAnnotation = "org.opencontainers.image.ref.name";
const markerText = "{\"imageLayoutVersion\":\"1.0.0\"}";
const readSize = 1048576;
/** Opens a layout, or throws LAYOUT_MISSING or LAYOUT_CORRUPT. */
async function openLayout(directory, { durable = true } = {}) {
	const file = path.join(directory, "oci-layout");
	let bytes;
	try {
		bytes = await readBounded(file, 4096);
	} catch (error) {
		if (!isFault(error, "FILE_MISSING")) throw corrupt(directory, describeError(error), error);
		throw ociFaults.fault("LAYOUT_MISSING", `${directory} is not an OCI image layout: it has no oci-layout file`, {
			where: directory,
			cause: error
		});
	}
	const { imageLayoutVersion } = parseObject$1(bytes, (why) => corrupt(directory, `oci-layout ${why}`));
	if (imageLayoutVersion !== "1.0.0") throw corrupt(directory, "oci-layout does not name version 1.0.0");
	const layout = layoutAt(directory, durable);
	await layout.entries();
	return layout;
}
/** Makes an empty layout in a folder, or opens the one that is there. */
async function createLayout(directory, { durable = true } = {}) {
	try {
		return await openLayout(directory, { durable });
	} catch (error) {
		if (!isFault(error, "LAYOUT_MISSING")) throw error;
	}
	await mkdir(path.join(directory, "blobs", "sha256"), { recursive: true });
	const layout = layoutAt(directory, durable);
	await layout.list([]);
	await writeAtomic(path.join(directory, "oci-layout"), markerText, { durable });
	return layout;
}
function layoutAt(directory, durable) {
	const fileOf = (digest) => path.join(directory, "blobs", "sha256", hexOf(digest));
	const blob = ({ digest, size }) => ({
		digest,
		size,
		proven: true,
		open: () => readVerified(directory, fileOf(digest), {
			digest,
			size
		})
	});
	const writeBlob = (content, expected) => writeVerified(directory, fileOf, content, {
		expected,
		durable
	});
	return {
		directory,
		blob,
		writeBlob,
		prove: (descriptor) => proveFile(directory, fileOf(descriptor.digest), descriptor),
		entries: () => readIndex(directory),
		has: async ({ digest, size }) => await sizeOf(fileOf(digest)) === size,
		manifest: async ({ mediaType, digest, size }) => {
			const refuse = (why) => corrupt(directory, `the manifest ${digest} ${why}`);
			const bytes = await readSmallBlob({ size }, blob({
				digest,
				size
			}).open, refuse, largestManifest);
			parseManifest(bytes, mediaType, refuse);
			return {
				descriptor: {
					mediaType,
					digest,
					size
				},
				bytes
			};
		},
		writeManifest: async ({ bytes, mediaType }) => {
			parseManifest(bytes, mediaType);
			await writeAtomic(fileOf(digestOf(bytes)), bytes, { durable });
			return describeBytes(bytes, mediaType);
		},
		list: async (entries) => {
			const index = {
				schemaVersion: 2,
				mediaType: mediaTypes.index,
				manifests: entries
			};
			await writeAtomic(path.join(directory, "index.json"), canonicalJson(index), { durable });
		}
	};
}
async function readIndex(directory) {
	let bytes;
	try {
		bytes = await readBounded(path.join(directory, "index.json"), largestManifest);
	} catch (error) {
		throw corrupt(directory, describeError(error), error);
	}
	const refuse = (why) => corrupt(directory, `index.json ${why}`);
	const { manifests, schemaVersion } = parseObject$1(bytes, refuse);
	if (schemaVersion !== 2 || !Array.isArray(manifests)) throw refuse("is not an index of schemaVersion 2");
	return manifests.map((entry, index) => parseDescriptor(entry, `manifests[${index}]`, refuse));
}
/** Streams a blob's file and proves it before the last piece is given. */
async function* readVerified(directory, file, expected) {
	const proof = openProof(directory, expected);
	let handle;
	let held;
	try {
		handle = await openBlob(file);
		const stream = handle.createReadStream({
			highWaterMark: readSize,
			autoClose: false
		});
		for await (const chunk of stream) {
			const bytes = chunk;
			proof.take(bytes);
			if (held !== void 0) yield held;
			held = bytes;
		}
	} catch (error) {
		throw blobFault(directory, expected, error);
	} finally {
		await handle?.close();
	}
	proof.end();
	if (held !== void 0) yield held;
}
/** The same without giving the bytes to anyone, so that one piece of memory does for all of them. */
async function proveFile(directory, file, expected) {
	const proof = openProof(directory, expected);
	const piece = Buffer.allocUnsafeSlow(readSize);
	let handle;
	try {
		handle = await openBlob(file);
		for (;;) {
			const { bytesRead } = await handle.read(piece, 0, piece.length, null);
			if (bytesRead === 0) break;
			proof.take(piece.subarray(0, bytesRead));
		}
	} catch (error) {
		throw blobFault(directory, expected, error);
	} finally {
		await handle?.close();
	}
	proof.end();
}
function openProof(directory, expected) {
	const hash = createHash("sha256");
	let size = 0;
	return {
		take: (bytes) => {
			size += bytes.length;
			if (size > expected.size) throw corrupt(directory, `the blob ${expected.digest} is longer than ${expected.size} bytes`);
			hash.update(bytes);
		},
		end: () => {
			const digest = `sha256:${hash.digest("hex")}`;
			if (size !== expected.size || digest !== expected.digest) throw corrupt(directory, `the blob ${expected.digest} has ${size} bytes with ${digest}`);
		}
	};
}
/** Symbolic links are refused: a layout may come from a stranger's build. */
function openBlob(file) {
	return open(file, constants$1.O_RDONLY | constants$1.O_NOFOLLOW);
}
function blobFault(directory, { digest }, error) {
	const code = codeOf$1(error);
	if (code === "") return error;
	if (code === "ENOENT") return corrupt(directory, `the blob ${digest} is missing`, error);
	if (code === "ELOOP") return corrupt(directory, `the blob ${digest} is a symbolic link`, error);
	return corrupt(directory, `the blob ${digest}: ${describeError(error)}`, error);
}
async function writeVerified(directory, fileOf, content, { expected, durable }) {
	const temporary = path.join(directory, "blobs", "sha256", `.${randomBytes(8).toString("hex")}.tmp`);
	const hash = createHash("sha256");
	let size = 0;
	const out = createWriteStream(temporary, {
		flags: "wx",
		highWaterMark: readSize,
		flush: durable
	});
	const done = finished(out);
	done.catch(() => {});
	try {
		for await (const chunk of content) {
			size += chunk.length;
			hash.update(chunk);
			if (!out.write(chunk)) await Promise.race([drained(out), done]);
		}
		out.end();
		await done;
		const digest = `sha256:${hash.digest("hex")}`;
		if (expected !== void 0 && (digest !== expected.digest || size !== expected.size)) throw corrupt(directory, `a blob to write should be ${expected.digest} and is ${digest}`);
		await rename(temporary, fileOf(digest));
		return {
			digest,
			size
		};
	} finally {
		out.destroy();
		await closed(out);
		await rm(temporary, { force: true });
	}
}
function closed(out) {
	return new Promise((resolve) => {
		if (out.closed) resolve();
		else out.once("close", resolve);
	});
}
function drained(out) {
	return new Promise((resolve) => {
		out.once("drain", resolve);
	});
}
async function sizeOf(file) {
	try {
		const facts = await stat(file);
		return facts.isFile() ? facts.size : void 0;
	} catch (error) {
		if (codeOf$1(error) === "ENOENT") return void 0;
		throw error;
	}
}
function corrupt(directory, why, cause) {
	return ociFaults.fault("LAYOUT_CORRUPT", `${directory}: ${why}`, {
		where: directory,
		cause
	});
}

// src/layers/tar-writer.ts
const typeflags = {
	file: "0",
	directory: "5",
	symlink: "2"
};
const largestOctal8 = 2097151;
const largestOctal12 = 8589934591;
/**
* The header blocks of an entry: ustar, with a pax header in front for what does not fit there (POSIX pax). The same entry gives
* the same bytes everywhere: no clock, no user names, no process number.
*/
function headerBlocks(entry) {
	const path = entry.type === "directory" ? `${entry.path}/` : entry.path;
	const records = [];
	const name = splitName(path);
	if (name === void 0) records.push(["path", path]);
	const link = entry.linkTarget ?? "";
	if (!fits(link, 100)) records.push(["linkpath", link]);
	if (entry.size > largestOctal12) records.push(["size", String(entry.size)]);
	if (entry.uid > largestOctal8) records.push(["uid", String(entry.uid)]);
	if (entry.gid > largestOctal8) records.push(["gid", String(entry.gid)]);
	const header = ustar({
		...entry,
		name: name ?? ["", shorten(path)],
		link: fits(link, 100) ? link : shorten(link),
		typeflag: typeflags[entry.type]
	});
	if (records.length === 0) return header;
	const body = Buffer$1.from(records.map(([key, value]) => record(key, value)).join(""));
	const extended = ustar({
		name: ["", `PaxHeaders.0/${shorten(path.replace(/\/$/, "").split("/").at(-1) ?? "")}`.slice(0, 100)],
		typeflag: "x",
		size: body.length,
		mode: 420,
		uid: 0,
		gid: 0,
		mtime: entry.mtime,
		link: ""
	});
	return Buffer$1.concat([
		extended,
		body,
		Buffer$1.alloc(paddingOf(body.length)),
		header
	]);
}
/** Zeros after a content of some size, up to the next block. */
function paddingOf(size) {
	return (512 - size % 512) % 512;
}
function ustar({ name: [prefix, name], ...fields }) {
	const block = Buffer$1.alloc(512);
	block.write(name, 0, "latin1");
	block.write(octal(fields.mode, 8), 100, "latin1");
	block.write(octal(fields.uid > largestOctal8 ? 0 : fields.uid, 8), 108, "latin1");
	block.write(octal(fields.gid > largestOctal8 ? 0 : fields.gid, 8), 116, "latin1");
	block.write(octal(fields.size > largestOctal12 ? 0 : fields.size, 12), 124, "latin1");
	block.write(octal(fields.mtime, 12), 136, "latin1");
	block.write("        ", 148, "latin1");
	block.write(fields.typeflag, 156, "latin1");
	block.write(fields.link, 157, "latin1");
	block.write("ustar\x0000", 257, "latin1");
	block.write(octal(0, 8), 329, "latin1");
	block.write(octal(0, 8), 337, "latin1");
	block.write(prefix, 345, "latin1");
	let sum = 0;
	for (const byte of block) sum += byte;
	block.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148, "latin1");
	return block;
}
function octal(value, width) {
	return `${value.toString(8).padStart(width - 1, "0")}\u0000`;
}
/** ASCII only: what the name fields may hold. */
function fits(text, most) {
	return text.length <= most && /^[\u0001-\u007f]*$/.test(text);
}
function splitName(path) {
	if (fits(path, 100)) return ["", path];
	if (!fits(path, 256)) return void 0;
	for (let slash = path.lastIndexOf("/", path.length - 2); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
		if (path.length - slash - 1 > 100) return void 0;
		if (slash <= 155) return [path.slice(0, slash), path.slice(slash + 1)];
	}
}
function shorten(text) {
	return text.replaceAll(/[^\u0020-\u007e]/g, "_").slice(0, 80);
}
/** `LENGTH KEY=VALUE\n`, where the length counts its own digits. */
function record(key, value) {
	const rest = Buffer$1.byteLength(` ${key}=${value}\n`);
	let length = rest + 1;
	while (String(length).length + rest !== length) length = String(length).length + rest;
	return `${length} ${key}=${value}\n`;
}

// src/build/docker.ts
/** Variables that lead docker to its daemon and its configuration. */
const dockerVariables = [
	"DOCKER_HOST",
	"DOCKER_CONFIG",
	"DOCKER_CONTEXT",
	"DOCKER_CERT_PATH",
	"DOCKER_TLS_VERIFY",
	"BUILDX_CONFIG",
	"BUILDX_BUILDER",
	"KUBECONFIG"
];
const usualTimeoutMs = 3e5;
/** What docker gets of the environment, besides what every child gets. */
function dockerEnvironment(environment) {
	return pickVariables(dockerVariables, environment);
}
/** The docker on PATH; undefined where there is none. Whether a daemon answers is for its caller to see. */
async function openDocker({ processes, environment }) {
	if (await processes.find("docker") === void 0) return void 0;
	return (argumentList, timeoutMs = usualTimeoutMs) => processes.run({
		command: "docker",
		arguments: argumentList,
		environment: dockerEnvironment(environment),
		timeoutMs,
		outputLimit: 4e6
	});
}

// src/oci/image-walk.ts
const deepest = 4;
const mostManifests = 1e3;
/**
* Walks from a root through nested indexes to every manifest and blob. `read` gives checked manifests. Entries of an index that are no
* manifests are taken as blobs, as the specification asks. Throws MANIFEST_INVALID when it is nested too deep or too large.
*/
async function walkImage(read, root) {
	const manifests = /* @__PURE__ */ new Map();
	const blobs = /* @__PURE__ */ new Map();
	const visit = async (descriptor, depth) => {
		if (manifests.has(descriptor.digest)) return;
		if (depth > deepest || manifests.size >= mostManifests) throw ociFaults.fault("MANIFEST_INVALID", `${root.digest} has too many manifests, or they are nested too deep`, { where: root.digest });
		const manifest = await read(descriptor);
		const content = parseManifest(manifest.bytes, descriptor.mediaType);
		if (content.kind === "image") for (const blob of [content.config, ...content.layers]) blobs.set(blob.digest, blob);
		else for (const child of content.manifests) if (isIndexType(child.mediaType) || isImageType(child.mediaType)) await visit(child, depth + 1);
		else blobs.set(child.digest, child);
		manifests.set(descriptor.digest, manifest);
	};
	await visit(root, 1);
	return {
		manifests: [...manifests.values()],
		blobs: [...blobs.values()]
	};
}

// src/oci/tag-moves.ts
const parallelReads = 6;
/**
* Moves tags to a manifest that the repository holds already, all or none: when one is refused, those that moved before are put
* back, or deleted where they were new, unless somebody else has moved them since. Throws REGISTRY_TAG_REFUSED, or the
* code of a failure that is no refusal, with what became of each tag.
*/
async function moveTags(registry, repository, image, tags) {
	const wanted = [...new Set(tags)];
	const before = await mapLimited(parallelReads, wanted, async (tag) => ({
		tag,
		manifest: await registry.manifest(repository, tag)
	}));
	const manifest = {
		bytes: image.bytes,
		mediaType: image.descriptor.mediaType
	};
	const tried = [];
	for (const held of before) {
		if (held.manifest?.descriptor.digest === image.descriptor.digest) continue;
		tried.push(held);
		try {
			await registry.pushManifest(repository, manifest, held.tag);
		} catch (error) {
			const undone = [];
			for (const one of tried.toReversed()) undone.push(await putBack(registry, repository, image.descriptor.digest, one));
			throw refusal(repository, held.tag, error, undone.filter((line) => line !== "").reverse());
		}
	}
	return before.map(({ tag, manifest: old }) => ({
		tag,
		before: old?.descriptor.digest
	}));
}
/** Restores one tag, and says what became of it; empty when it never moved. */
async function putBack(registry, repository, ours, { tag, manifest }) {
	try {
		const now = await registry.resolve(repository, tag);
		if (now === void 0 || now.digest === manifest?.descriptor.digest) return "";
		if (now.digest !== ours) return `${tag} left: somebody else has moved it to ${now.digest}`;
		if (manifest !== void 0) {
			const { bytes, descriptor } = manifest;
			await registry.pushManifest(repository, {
				bytes,
				mediaType: descriptor.mediaType
			}, tag);
			return `${tag} put back to ${descriptor.digest}`;
		}
		await registry.deleteManifest(repository, tag);
		if ((await registry.resolve(repository, tag))?.digest !== ours) return `${tag} deleted: it was new`;
		return `${tag} left on the new image: the registry says that it deleted it, and still has it`;
	} catch (error) {
		return manifest === void 0 && isFault(error, "REGISTRY_REFUSED", "REGISTRY_DENIED", "REGISTRY_UNAUTHORIZED") ? `${tag} left on the new image: it was new, and the registry lets nobody delete it (${said(error)})` : `${tag} left on the new image: ${said(error)}`;
	}
}
function said(error) {
	return isFault(error) ? error.message : describeError(error);
}
const refusals = /* @__PURE__ */ new Set([
	"REGISTRY_DENIED",
	"REGISTRY_REFUSED",
	"REGISTRY_DIGEST_MISMATCH",
	"REGISTRY_PROTOCOL"
]);
function refusal(repository, tag, error, undone) {
	if (!isFault(error)) return error;
	const message = [
		`${formatRepository(repository)}:${tag} was not moved: ${error.message}`,
		undone.length === 0 ? "no other tag had moved" : undone.join("; "),
		"what was pushed stays without a tag"
	].join(". ");
	const context = {
		where: `${formatRepository(repository)}:${tag}`,
		next: error.next,
		cause: error
	};
	const code = refusals.has(error.code) ? "REGISTRY_TAG_REFUSED" : codeOf(error);
	return ociFaults.fault(code, message, context);
}
function codeOf(error) {
	return Object.hasOwn(ociFaults.codes, error.code) ? error.code : "REGISTRY_TAG_REFUSED";
}

// src/oci/layout-push.ts
const parallelBlobs = 6;
/**
* Pushes the image of a layout: blobs (six at a time), manifests from the bottom up, tags last and all or none (`moveTags`), so that nobody
* ever sees a tag whose content is not all there. What the registry has already is not sent again.
*/
async function pushLayout(registry, layout, repository, options = {}) {
	const root = await chooseImage(layout, options.digest);
	const { manifests, blobs } = await walkImage(layout.manifest, root);
	const done = {
		present: 0,
		mounted: 0,
		uploaded: 0
	};
	let uploadedBytes = 0;
	const wanted = await blobsToPush(registry, layout, blobs, options);
	await mapLimited(parallelBlobs, wanted, async ({ blob, mountFrom }) => {
		const result = await registry.pushBlob(repository, blob, mountFrom === void 0 ? {} : { mountFrom });
		done[result] += 1;
		if (result === "uploaded") uploadedBytes += blob.size;
	});
	for (const { bytes, descriptor } of manifests) {
		const manifest = {
			bytes,
			mediaType: descriptor.mediaType
		};
		const { subject } = parseManifest(bytes, descriptor.mediaType);
		await (subject === void 0 ? registry.pushManifest(repository, manifest) : registry.attach(repository, manifest));
	}
	const top = manifests.at(-1);
	const tags = options.tags ?? [];
	const moved = top === void 0 ? [] : await moveTags(registry, repository, top, tags);
	const { mediaType, digest, size } = root;
	return {
		repository,
		descriptor: {
			mediaType,
			digest,
			size
		},
		tags,
		moved,
		manifests: manifests.length,
		blobs: done,
		uploadedBytes
	};
}
/**
* The one image that index.json lists: builders list it once for each tag, which is still one image. Throws LAYOUT_AMBIGUOUS or
* LAYOUT_CORRUPT.
*/
async function chooseImage(layout, digest) {
	const entries = await layout.entries();
	const byDigest = new Map(entries.map((entry) => [entry.digest, entry]));
	if (digest !== void 0) {
		const chosen = byDigest.get(digest);
		if (chosen !== void 0) return chosen;
		throw ociFaults.fault("LAYOUT_CORRUPT", `${layout.directory} does not list ${digest}`, { where: layout.directory });
	}
	const [first, ...others] = byDigest.values();
	if (first === void 0) throw ociFaults.fault("LAYOUT_CORRUPT", `${layout.directory} lists no image`, { where: layout.directory });
	if (others.length === 0) return first;
	const names = entries.map((entry) => entry.annotations?.["org.opencontainers.image.ref.name"] ?? entry.digest).join(", ");
	throw ociFaults.fault("LAYOUT_AMBIGUOUS", `${layout.directory} lists ${byDigest.size} images: ${names}`, {
		where: layout.directory,
		next: "name one of them by its digest"
	});
}
/** Largest first, so that the long ones do not come last; foreign layers only when the layout has them. */
async function blobsToPush(registry, layout, blobs, { base, baseRegistry = registry, mountFrom }) {
	const wanted = [];
	for (const blob of blobs) {
		const { digest, size } = blob;
		if (await layout.has(blob)) wanted.push({
			blob: layout.blob(blob),
			mountFrom
		});
		else if (isForeignLayer(blob.mediaType)) continue;
		else if (base === void 0) wanted.push({
			blob: layout.blob(blob),
			mountFrom
		});
		else wanted.push({
			blob: {
				digest,
				size,
				open: () => baseRegistry.blob(base, blob)
			},
			mountFrom: base
		});
	}
	return wanted.sort((left, right) => right.blob.size - left.blob.size);
}

// src/build/arm64-image.ts
/** The linux/arm64 image of a root in a layout: the root itself, or the entry of its index. Throws BUILD_ARCHITECTURE when there is none. */
async function readArm64Image(layout, root) {
	const wrong = (what, where) => buildFaults.fault("BUILD_ARCHITECTURE", what, { where });
	const top = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
	const descriptor = top.kind === "image" ? root : choosePlatform(top.manifests, {
		os: "linux",
		architecture: "arm64"
	});
	if (descriptor === void 0) throw wrong("the built index has no image for linux/arm64", root.digest);
	const { bytes } = await layout.manifest(descriptor);
	const image = parseManifest(bytes, descriptor.mediaType);
	if (image.kind !== "image") throw wrong("the built index names another index where an image is expected", descriptor.digest);
	return {
		descriptor,
		bytes,
		config: image.config,
		layers: image.layers
	};
}

// src/build/load.ts
const loadTimeoutMs = 18e5;
const endOfArchive = Buffer.alloc(1024);
/**
* The linux/arm64 image of a root that a layout lists. `elsewhere` opens the blobs that the layout lacks, such as a base's layers in
* its registry. Throws BUILD_ARCHITECTURE or LAYOUT_CORRUPT.
*/
async function imageToLoad(layout, root, names, elsewhere) {
	return {
		image: await readArm64Image(layout, await chooseImage(layout, root)),
		names,
		open: async function* (blob) {
			yield* elsewhere !== void 0 && !await layout.has(blob) ? elsewhere(blob) : layout.blob(blob).open();
		}
	};
}
/**
* Gives an image to the Docker engine (`docker load`), by way of an archive in a temporary folder, which goes in any case. Throws
* BUILD_FAILED with what docker says.
*/
async function loadIntoDocker(docker, image, temporary) {
	const archive = path.join(temporary, `load-${randomBytes(6).toString("hex")}.tar`);
	try {
		await pipeline(Readable.from(imageArchive(image)), createWriteStream(archive, {
			flags: "wx",
			mode: 384
		}));
		const { code, stderr } = await docker([
			"load",
			"--quiet",
			"--input",
			archive
		], loadTimeoutMs);
		if (code !== 0) throw buildFaults.fault("BUILD_FAILED", `docker load ended with ${code}: ${stderr.trim().slice(-500)}`, { where: "load" });
	} finally {
		await rm(archive, { force: true });
	}
}
/**
* An archive that engines of every age take: an OCI layout, and beside it the manifest.json of `docker save`, which names the
* same blobs. Deterministic; bounded memory.
*/
async function* imageArchive({ image, open, names }) {
	const { descriptor, bytes, config, layers } = image;
	yield* file("oci-layout", Buffer.from("{\"imageLayoutVersion\":\"1.0.0\"}"));
	yield* file("index.json", indexOf(descriptor, names));
	yield* file("manifest.json", canonicalBytes([{
		Config: blobPath(config),
		RepoTags: names,
		Layers: layers.map(blobPath)
	}]));
	yield* file(blobPath(descriptor), bytes);
	const blobs = new Map([config, ...layers].map((blob) => [blob.digest, blob]));
	for (const blob of blobs.values()) {
		yield header(blobPath(blob), blob.size);
		yield* open(blob);
		yield Buffer.alloc(paddingOf(blob.size));
	}
	yield endOfArchive;
}
/** One entry for each name, with the annotations that containerd and other readers of layouts look for. */
function indexOf({ mediaType, digest, size }, names) {
	return canonicalBytes({
		schemaVersion: 2,
		mediaType: mediaTypes.index,
		manifests: names.map((name) => ({
			mediaType,
			digest,
			size,
			annotations: {
				"io.containerd.image.name": name,
				[refNameAnnotation]: /:([^:/]+)$/.exec(name)?.[1] ?? "latest"
			}
		}))
	});
}
function blobPath({ digest }) {
	return `blobs/sha256/${hexOf(digest)}`;
}
function* file(name, bytes) {
	yield header(name, bytes.length);
	yield bytes;
	yield Buffer.alloc(paddingOf(bytes.length));
}
function header(name, size) {
	return headerBlocks({
		path: name,
		type: "file",
		size,
		mode: 420,
		uid: 0,
		gid: 0,
		mtime: 0,
		linkTarget: void 0
	});
}

// src/layers/image-config.ts
/** Largest image config that is read, in bytes. */
const largestConfig = 4194304;
/** Reads an OCI image config (image-spec, config.md). Throws LAYER_CORRUPT, or DIGEST_INVALID for a diffID that is none. */
function parseImageConfig(bytes, digest) {
	const refuse = (why) => layerFaults.fault("LAYER_CORRUPT", `the image config ${why}`, { where: digest });
	if (bytes.length > 4194304) throw refuse(`has ${bytes.length} bytes`);
	const value = parseObject(bytes, refuse);
	const run = recordOf(value["config"]);
	return {
		architecture: textOf(value["architecture"]),
		variant: textOf(value["variant"]),
		os: textOf(value["os"]),
		diffIds: textsOf(recordOf(value["rootfs"])["diff_ids"]).map((id) => parseDigest(id, digest)),
		entrypoint: textsOf(run["Entrypoint"]),
		command: textsOf(run["Cmd"]),
		environment: textsOf(run["Env"]),
		user: textOf(run["User"]),
		workingDirectory: textOf(run["WorkingDir"]),
		labels: Object.fromEntries(Object.entries(recordOf(run["Labels"])).filter((label) => typeof label[1] === "string")),
		healthcheck: textsOf(recordOf(run["Healthcheck"])["Test"]),
		history: listOf(value["history"]).flatMap((entry) => {
			const step = recordOf(entry)["created_by"];
			return typeof step === "string" ? [step] : [];
		}),
		layerOrigins: layerOrigins(listOf(value["history"]), listOf(recordOf(value["rootfs"])["diff_ids"]).length),
		created: textOf(value["created"])
	};
}
/** Steps that changed only the config have no layer. A history that does not fit the layers tells nothing. */
function layerOrigins(history, layers) {
	const made = history.map(recordOf).filter((step) => step["empty_layer"] !== true);
	return made.length === layers ? made.map((step) => textOf(step["created_by"])) : [];
}
function parseObject(bytes, refuse) {
	let value;
	try {
		value = JSON.parse(Buffer$1.from(bytes).toString("utf8"));
	} catch {
		throw refuse("is not JSON");
	}
	if (!isRecord(value)) throw refuse("is not a JSON object");
	return value;
}

// src/oci/layout-platforms.ts
/**
* The images of a root by platform (`linux/arm64`), sorted: attestations are none. A manifest without an index says its platform
* in its config. Throws LAYOUT_CORRUPT or MANIFEST_INVALID.
*/
async function platformDigests(layout, root) {
	const content = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
	if (content.kind === "image") {
		const platform = await imagePlatform(layout, content.config);
		return platform === void 0 ? {} : { [describePlatform(platform)]: root.digest };
	}
	const images = content.manifests.flatMap((entry) => entry.platform === void 0 || isAttestation(entry) || !isImageType(entry.mediaType) ? [] : [[describePlatform(entry.platform), entry.digest]]);
	return Object.fromEntries(images.sort(([left], [right]) => compareText(left, right)));
}
/** The platform that an image's config names; undefined for one that names none, such as an artifact's. */
async function imagePlatform(layout, config) {
	const refuse = (why) => ociFaults.fault("MANIFEST_INVALID", `the image config ${config.digest} ${why}`, { where: config.digest });
	return readPlatform(config, layout.blob(config).open, refuse);
}

// src/oci/layout-annotations.ts
/**
* Puts annotations on the index of an image: an index is written anew with them, a manifest gets an index around it. The layout
* then lists the new root in place of the old one. Gives that root; without annotations it is the old one.
*/
async function wrapWithAnnotations(layout, root, annotations) {
	if (Object.keys(annotations).length === 0) return root;
	const { bytes } = await layout.manifest(root);
	const content = parseManifest(bytes, root.mediaType);
	const bytesOfIndex = content.kind === "index" ? annotatedIndex(bytes, annotations) : canonicalBytes({
		schemaVersion: 2,
		mediaType: mediaTypes.index,
		manifests: [await entryFor(layout, root, content.config)],
		annotations
	});
	const written = await layout.writeManifest({
		bytes: bytesOfIndex,
		mediaType: mediaTypes.index
	});
	await replaceRoot(layout, root, written);
	return written;
}
/** Docker's own list knows no annotations, so it becomes an OCI index; its entries stay what they are. */
function annotatedIndex(bytes, annotations) {
	const index = parseObject$1(bytes, (why) => ociFaults.fault("MANIFEST_INVALID", `the index ${why}`));
	const own = index["annotations"];
	return canonicalBytes({
		...index,
		mediaType: mediaTypes.index,
		annotations: {
			...isRecord(own) ? own : {},
			...annotations
		}
	});
}
async function entryFor(layout, root, config) {
	const { mediaType, digest, size } = root;
	const platform = await imagePlatform(layout, config);
	return {
		mediaType,
		digest,
		size,
		...platform === void 0 ? {} : { platform }
	};
}
/** Lists one root where another was, under the same tags. */
async function replaceRoot(layout, old, root) {
	const entries = await layout.entries();
	await layout.list(entries.map((entry) => entry.digest === old.digest ? {
		...root,
		...entry.annotations === void 0 ? {} : { annotations: entry.annotations }
	} : entry));
}

export { isoTime as _, loadIntoDocker as a, pushLayout as c, openDocker as d, headerBlocks as f, refNameAnnotation as g, openLayout as h, imageToLoad as i, walkImage as l, createLayout as m, platformDigests as n, readArm64Image as o, paddingOf as p, parseImageConfig as r, chooseImage as s, wrapWithAnnotations as t, dockerEnvironment as u, standardAnnotations as v };