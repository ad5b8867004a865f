import { i as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { i as isFault, n as defineFaults, r as describeError } from "./fault.js";
import { i as writeAtomic, n as containPath, r as readBounded, t as codeOf } from "./files.js";
import { a as parseManifest, c as isForeignLayer, d as mediaTypes, f as ociFaults, i as parseDescriptor, l as isImageType, o as parseObject, r as largestManifest, t as describeBytes, u as isIndexType } from "./manifest-content.js";
import { n as canonicalJson } from "./canonical-json.js";
import { a as parseDigest, n as digestOf, r as hexOf } from "./digest.js";
import { t as mapLimited } from "./parallel.js";
import { t as hasErrors } from "./finding.js";
import { n as formatRepository } from "./image-reference.js";
import { b as formatSize } from "./grammars.js";
import { n as emptyOutputs } from "./command.js";
import { t as openRegistry } from "./registry-access.js";
import { t as command } from "./inputs2.js";
import { t as choosePlatform } from "./platform.js";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { constants, createWriteStream } from "node:fs";
import { finished, pipeline } from "node:stream/promises";

// src/build/driver.ts
const platform = "linux/arm64";
/** Longest build, in milliseconds: the longest job of a hosted runner. */
const buildTimeoutMs = 216e5;

// src/build/faults.ts
const buildFaults = defineFaults({
	BUILD_ARCHITECTURE: "The built image is not for linux/arm64, or what it starts is not.",
	BUILD_BASE_NOT_ARM64: "A base image has no linux/arm64 variant.",
	BUILD_BASE_NOT_FOUND: "A base image does not exist, or the builder may not pull it.",
	BUILD_DOCKERFILE_MISSING: "The Dockerfile is not where the inputs say.",
	BUILD_DOCKERFILE_SYNTAX: "The Dockerfile cannot be parsed.",
	BUILD_EMULATION_MISSING: "A RUN step needs arm64 emulation, and the builder has none.",
	BUILD_FAILED: "The build failed.",
	BUILD_NETWORK: "The builder could not reach a host.",
	BUILD_RUN_FAILED: "A RUN step of the Dockerfile failed.",
	BUILD_TOOL_MISSING: "Neither docker buildx nor buildah can be used here."
});

// src/build/failure.ts
const patterns = [
	[/exec format error|buildkit_qemu_emulator|exec: "[^"]+": permission denied: unknown/i, "BUILD_EMULATION_MISSING"],
	[/no match for platform in manifest|no image found in (?:image index|manifest list) for architecture/i, "BUILD_BASE_NOT_ARM64"],
	[/dockerfile parse error|unknown instruction|Unknown instruction|syntax error/i, "BUILD_DOCKERFILE_SYNTAX"],
	[/failed to read dockerfile|no such file or directory.*(?:Docker|Container)file|(?:Docker|Container)file.*no such file or directory/i, "BUILD_DOCKERFILE_MISSING"],
	[/failed to resolve source metadata|(?:manifest|name) unknown|repository does not exist|pull access denied|short-name .* did not resolve/i, "BUILD_BASE_NOT_FOUND"],
	[/connection refused|i\/o timeout|no such host|TLS handshake timeout/i, "BUILD_NETWORK"],
	[/did not complete successfully: exit code|while running runtime: exit status|building at STEP "RUN/i, "BUILD_RUN_FAILED"]
];
/** The fault that a builder's stderr tells of, with its last telling lines and the Dockerfile line where it names one. */
function explainFailure(tool, code, stderr) {
	const found = patterns.find(([pattern]) => pattern.test(stderr));
	const lines = stderr.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "" && !/^-+$/.test(line));
	const place = /^(?:Dockerfile|Containerfile)[^:\s]*:\d+/m.exec(stderr)?.[0];
	return buildFaults.fault(found?.[1] ?? "BUILD_FAILED", `${tool} ended with exit code ${code}: ${lines.slice(-4).join(" | ").slice(-1500)}`, { where: place });
}

// src/build/buildah.ts
/** Variables that say where buildah keeps its images and how it isolates RUN steps. */
const buildahVariables = [
	"BUILDAH_ISOLATION",
	"STORAGE_DRIVER",
	"STORAGE_OPTS",
	"CONTAINERS_CONF",
	"CONTAINERS_STORAGE_CONF",
	"CONTAINERS_REGISTRIES_CONF",
	"REGISTRY_AUTH_FILE",
	"LD_LIBRARY_PATH"
];
/** buildah, which needs no daemon; undefined when it is not on PATH. */
async function openBuildah(processes, environment) {
	if (await processes.find("buildah") === void 0) return void 0;
	const own = Object.fromEntries(buildahVariables.flatMap((name) => environment[name] === void 0 ? [] : [[name, environment[name]]]));
	const run = async (argumentList, onLine) => {
		const { code, stderr } = await processes.run({
			command: "buildah",
			arguments: argumentList,
			environment: own,
			timeoutMs: buildTimeoutMs,
			outputLimit: 64e6,
			...onLine === void 0 ? {} : {
				onLine,
				streamStdout: true
			}
		});
		if (code !== 0) throw explainFailure(`buildah ${argumentList[0]}`, code, stderr);
	};
	return {
		name: "buildah",
		build: async (request, onLine) => {
			const image = `localhost/pi5-${randomBytes(6).toString("hex")}`;
			await run(buildahArguments(request, image), onLine);
			try {
				await run([
					"push",
					"--quiet",
					image,
					`oci:${request.layout}:built`
				]);
			} finally {
				await run([
					"rmi",
					"--force",
					image
				]);
			}
		}
	};
}
/** The argv of `buildah build` for a request. The OCI format has no HEALTHCHECK: buildah drops it and says so in its log. */
function buildahArguments(request, image) {
	return [
		"build",
		"--platform",
		platform,
		"--format",
		"oci",
		"--timestamp",
		"1",
		"--tag",
		image,
		"--file",
		request.file,
		...request.target === void 0 ? [] : ["--target", request.target],
		...request.network === void 0 ? [] : ["--network", request.network],
		...request.noCache ? ["--no-cache"] : [],
		...request.pull ? ["--pull=true"] : [],
		...request.buildArguments.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
		...request.labels.flatMap(([name, value]) => ["--label", `${name}=${value}`]),
		"--",
		request.context
	];
}

// src/build/buildx.ts
/** Variables that lead docker to its daemon and its configuration. */
const dockerVariables = [
	"DOCKER_HOST",
	"DOCKER_CONFIG",
	"DOCKER_CONTEXT",
	"DOCKER_CERT_PATH",
	"DOCKER_TLS_VERIFY",
	"BUILDX_CONFIG",
	"BUILDX_BUILDER"
];
/** docker buildx with the current builder when that can export OCI layouts, else with one of our own that is removed again. */
async function openBuildx(processes, environment, builder) {
	const own = pick(environment);
	const docker = async (...argumentList) => {
		const { code, stdout } = await processes.run({
			command: "docker",
			arguments: argumentList,
			environment: own,
			timeoutMs: 12e4,
			outputLimit: 4e6
		});
		return {
			code,
			text: stdout.toString("utf8")
		};
	};
	if (await processes.find("docker") === void 0) return void 0;
	if ((await docker("buildx", "version")).code !== 0) return void 0;
	const inspected = await docker("buildx", "inspect", ...builder === void 0 ? [] : [builder]);
	const driver = /^Driver:[ \t]*(\S+)/m.exec(inspected.text)?.[1];
	if (inspected.code !== 0 || driver === void 0) {
		if (builder === void 0) return void 0;
		throw buildFaults.fault("BUILD_TOOL_MISSING", `docker buildx cannot use the builder ${JSON.stringify(builder)}`, { next: "create it with docker/setup-buildx-action, or leave `builder` out" });
	}
	const info = driver === "docker" ? await docker("info", "--format", "{{json .DriverStatus}}") : void 0;
	if (info !== void 0 && (info.code !== 0 || !info.text.trim().startsWith("["))) return void 0;
	const exportsLayouts = info === void 0 || info.text.includes("io.containerd.snapshotter");
	return {
		name: "buildx",
		build: async (request, onLine) => {
			if (exportsLayouts) return run$1(processes, own, request, builder, onLine);
			const temporary = `pi5-${randomBytes(6).toString("hex")}`;
			const created = await docker("buildx", "create", "--name", temporary, "--driver", "docker-container", "--bootstrap");
			try {
				if (created.code !== 0) throw buildFaults.fault("BUILD_TOOL_MISSING", "the docker driver cannot export OCI layouts here, and no docker-container builder could be made", { next: "turn on the containerd image store, or run docker/setup-buildx-action before this step" });
				await run$1(processes, own, request, temporary, onLine);
			} finally {
				await docker("buildx", "rm", "--force", temporary);
			}
		}
	};
}
function pick(environment) {
	return Object.fromEntries(dockerVariables.flatMap((name) => environment[name] === void 0 ? [] : [[name, environment[name]]]));
}
async function run$1(processes, environment, request, builder, onLine) {
	const { code, stderr } = await processes.run({
		command: "docker",
		arguments: buildxArguments(request, builder),
		environment: {
			...environment,
			SOURCE_DATE_EPOCH: "1",
			BUILDX_METADATA_PROVENANCE: "disabled"
		},
		timeoutMs: buildTimeoutMs,
		outputLimit: 16e6,
		onLine
	});
	if (code !== 0) throw explainFailure("docker buildx", code, stderr);
}
/** The argv of `docker buildx build` for a request: an OCI layout folder out, no attestations inside, nothing pushed. */
function buildxArguments(request, builder) {
	return [
		"buildx",
		"build",
		"--platform",
		platform,
		"--progress",
		"plain",
		"--provenance=false",
		"--sbom=false",
		"--output",
		`type=oci,tar=false,dest=${request.layout}`,
		"--file",
		request.file,
		...builder === void 0 ? [] : ["--builder", builder],
		...request.target === void 0 ? [] : ["--target", request.target],
		...request.network === void 0 ? [] : ["--network", request.network],
		...request.noCache ? ["--no-cache"] : [],
		...request.pull ? ["--pull"] : [],
		...request.buildArguments.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
		...request.labels.flatMap(([name, value]) => ["--label", `${name}=${value}`]),
		"--",
		request.context
	];
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

// src/oci/layout.ts
/** The annotation of an entry of index.json that holds its tag. */
const refNameAnnotation = "org.opencontainers.image.ref.name";
const readSize = 1048576;
/** Opens a layout, or throws LAYOUT_MISSING or LAYOUT_CORRUPT. */
async function openLayout(directory) {
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
	const { imageLayoutVersion } = parseObject(bytes, (why) => corrupt(directory, `oci-layout ${why}`));
	if (imageLayoutVersion !== "1.0.0") throw corrupt(directory, "oci-layout does not name version 1.0.0");
	const layout = layoutAt(directory);
	await layout.entries();
	return layout;
}
function layoutAt(directory) {
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
	const writeBlob = (content, expected) => writeVerified(directory, fileOf, content, expected);
	return {
		directory,
		blob,
		writeBlob,
		entries: () => readIndex(directory),
		has: async ({ digest, size }) => await sizeOf(fileOf(digest)) === size,
		manifest: async ({ mediaType, digest, size }) => {
			if (size > 4194304) throw corrupt(directory, `the manifest ${digest} is larger than 4 MiB`);
			const chunks = [];
			for await (const chunk of blob({
				digest,
				size
			}).open()) chunks.push(chunk);
			const bytes = Buffer.concat(chunks);
			parseManifest(bytes, mediaType, (why) => corrupt(directory, `the manifest ${digest} ${why}`));
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
			await writeAtomic(fileOf(digestOf(bytes)), bytes);
			return describeBytes(bytes, mediaType);
		},
		list: async (entries) => {
			const index = {
				schemaVersion: 2,
				mediaType: mediaTypes.index,
				manifests: entries
			};
			await writeAtomic(path.join(directory, "index.json"), canonicalJson(index));
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
	const { manifests, schemaVersion } = parseObject(bytes, refuse);
	if (schemaVersion !== 2 || !Array.isArray(manifests)) throw refuse("is not an index of schemaVersion 2");
	return manifests.map((entry, index) => parseDescriptor(entry, `manifests[${index}]`, refuse));
}
/** Streams a blob's file and proves it before the last piece is given. Symbolic links are refused: a layout may come from a stranger's build. */
async function* readVerified(directory, file, expected) {
	const hash = createHash("sha256");
	let size = 0;
	let handle;
	let held;
	try {
		handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
		const stream = handle.createReadStream({
			highWaterMark: readSize,
			autoClose: false
		});
		for await (const chunk of stream) {
			const bytes = chunk;
			size += bytes.length;
			if (size > expected.size) throw corrupt(directory, `the blob ${expected.digest} is longer than ${expected.size} bytes`);
			hash.update(bytes);
			if (held !== void 0) yield held;
			held = bytes;
		}
	} catch (error) {
		if (codeOf(error) === "ENOENT") throw corrupt(directory, `the blob ${expected.digest} is missing`, error);
		if (codeOf(error) === "ELOOP") throw corrupt(directory, `the blob ${expected.digest} is a symbolic link`, error);
		if (codeOf(error) !== "") throw corrupt(directory, `the blob ${expected.digest}: ${describeError(error)}`, error);
		throw error;
	} finally {
		await handle?.close();
	}
	const digest = `sha256:${hash.digest("hex")}`;
	if (size !== expected.size || digest !== expected.digest) throw corrupt(directory, `the blob ${expected.digest} has ${size} bytes with ${digest}`);
	if (held !== void 0) yield held;
}
async function writeVerified(directory, fileOf, content, expected) {
	const temporary = path.join(directory, "blobs", "sha256", `.${randomBytes(8).toString("hex")}.tmp`);
	const hash = createHash("sha256");
	let size = 0;
	const out = createWriteStream(temporary, {
		flags: "wx",
		highWaterMark: readSize,
		flush: true
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
		await rm(temporary, { force: true });
	}
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
		if (codeOf(error) === "ENOENT") return void 0;
		throw error;
	}
}
function corrupt(directory, why, cause) {
	return ociFaults.fault("LAYOUT_CORRUPT", `${directory}: ${why}`, {
		where: directory,
		cause
	});
}

// src/oci/layout-push.ts
const parallelBlobs = 6;
/**
* Pushes the image of a layout: blobs (six at a time), manifests from the bottom up, tags last, so that nobody ever sees a tag whose
* content is not all there. What the registry has already is not sent again.
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
	const { mountFrom } = options;
	await mapLimited(parallelBlobs, await blobsToPush(layout, blobs), async (blob) => {
		const result = await registry.pushBlob(repository, layout.blob(blob), mountFrom === void 0 ? {} : { mountFrom });
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
	for (const tag of top === void 0 ? [] : tags) await registry.pushManifest(repository, {
		bytes: top?.bytes ?? Buffer.alloc(0),
		mediaType: root.mediaType
	}, tag);
	const { mediaType, digest, size } = root;
	return {
		repository,
		descriptor: {
			mediaType,
			digest,
			size
		},
		tags,
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
async function blobsToPush(layout, blobs) {
	const wanted = [];
	for (const blob of blobs) if (!isForeignLayer(blob.mediaType) || await layout.has(blob)) wanted.push(blob);
	return wanted.sort((left, right) => right.size - left.size);
}

// node_modules/events-universal/default.js
var require_default = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = __require("events");
}));

// node_modules/fast-fifo/fixed-size.js
var require_fixed_size = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = class FixedFIFO {
		constructor(hwm) {
			if (!(hwm > 0) || (hwm - 1 & hwm) !== 0) throw new Error("Max size for a FixedFIFO should be a power of two");
			this.buffer = new Array(hwm);
			this.mask = hwm - 1;
			this.top = 0;
			this.btm = 0;
			this.next = null;
		}
		clear() {
			this.top = this.btm = 0;
			this.next = null;
			this.buffer.fill(void 0);
		}
		push(data) {
			if (this.buffer[this.top] !== void 0) return false;
			this.buffer[this.top] = data;
			this.top = this.top + 1 & this.mask;
			return true;
		}
		shift() {
			const last = this.buffer[this.btm];
			if (last === void 0) return void 0;
			this.buffer[this.btm] = void 0;
			this.btm = this.btm + 1 & this.mask;
			return last;
		}
		peek() {
			return this.buffer[this.btm];
		}
		isEmpty() {
			return this.buffer[this.btm] === void 0;
		}
	};
}));

// node_modules/fast-fifo/index.js
var require_fast_fifo = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const FixedFIFO = require_fixed_size();
	module.exports = class FastFIFO {
		constructor(hwm) {
			this.hwm = hwm || 16;
			this.head = new FixedFIFO(this.hwm);
			this.tail = this.head;
			this.length = 0;
		}
		clear() {
			this.head = this.tail;
			this.head.clear();
			this.length = 0;
		}
		push(val) {
			this.length++;
			if (!this.head.push(val)) {
				const prev = this.head;
				this.head = prev.next = new FixedFIFO(2 * this.head.buffer.length);
				this.head.push(val);
			}
		}
		shift() {
			if (this.length !== 0) this.length--;
			const val = this.tail.shift();
			if (val === void 0 && this.tail.next) {
				const next = this.tail.next;
				this.tail.next = null;
				this.tail = next;
				return this.tail.shift();
			}
			return val;
		}
		peek() {
			const val = this.tail.peek();
			if (val === void 0 && this.tail.next) return this.tail.next.peek();
			return val;
		}
		isEmpty() {
			return this.length === 0;
		}
	};
}));

// node_modules/b4a/index.js
var require_b4a = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function isBuffer(value) {
		return Buffer.isBuffer(value) || value instanceof Uint8Array;
	}
	function isEncoding(encoding) {
		return Buffer.isEncoding(encoding);
	}
	function alloc(size, fill, encoding) {
		return Buffer.alloc(size, fill, encoding);
	}
	function allocUnsafe(size) {
		return Buffer.allocUnsafe(size);
	}
	function allocUnsafeSlow(size) {
		return Buffer.allocUnsafeSlow(size);
	}
	function byteLength(string, encoding) {
		return Buffer.byteLength(string, encoding);
	}
	function compare(a, b) {
		return Buffer.compare(a, b);
	}
	function concat(buffers, totalLength) {
		return Buffer.concat(buffers, totalLength);
	}
	function copy(source, target, targetStart, start, end) {
		return toBuffer(source).copy(target, targetStart, start, end);
	}
	function equals(a, b) {
		return toBuffer(a).equals(b);
	}
	function fill(buffer, value, offset, end, encoding) {
		return toBuffer(buffer).fill(value, offset, end, encoding);
	}
	function from(value, encodingOrOffset, length) {
		return Buffer.from(value, encodingOrOffset, length);
	}
	function includes(buffer, value, byteOffset, encoding) {
		return toBuffer(buffer).includes(value, byteOffset, encoding);
	}
	function indexOf(buffer, value, byfeOffset, encoding) {
		return toBuffer(buffer).indexOf(value, byfeOffset, encoding);
	}
	function lastIndexOf(buffer, value, byteOffset, encoding) {
		return toBuffer(buffer).lastIndexOf(value, byteOffset, encoding);
	}
	function swap16(buffer) {
		return toBuffer(buffer).swap16();
	}
	function swap32(buffer) {
		return toBuffer(buffer).swap32();
	}
	function swap64(buffer) {
		return toBuffer(buffer).swap64();
	}
	function toBuffer(buffer) {
		if (Buffer.isBuffer(buffer)) return buffer;
		return Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
	}
	function toString(buffer, encoding, start, end) {
		return toBuffer(buffer).toString(encoding, start, end);
	}
	function toHex(buffer, start, end) {
		return toBuffer(buffer).toString("hex", start, end);
	}
	function write(buffer, string, offset, length, encoding) {
		return toBuffer(buffer).write(string, offset, length, encoding);
	}
	function readDoubleBE(buffer, offset) {
		return toBuffer(buffer).readDoubleBE(offset);
	}
	function readDoubleLE(buffer, offset) {
		return toBuffer(buffer).readDoubleLE(offset);
	}
	function readFloatBE(buffer, offset) {
		return toBuffer(buffer).readFloatBE(offset);
	}
	function readFloatLE(buffer, offset) {
		return toBuffer(buffer).readFloatLE(offset);
	}
	function readInt32BE(buffer, offset) {
		return toBuffer(buffer).readInt32BE(offset);
	}
	function readInt32LE(buffer, offset) {
		return toBuffer(buffer).readInt32LE(offset);
	}
	function readUInt32BE(buffer, offset) {
		return toBuffer(buffer).readUInt32BE(offset);
	}
	function readUInt32LE(buffer, offset) {
		return toBuffer(buffer).readUInt32LE(offset);
	}
	function writeDoubleBE(buffer, value, offset) {
		return toBuffer(buffer).writeDoubleBE(value, offset);
	}
	function writeDoubleLE(buffer, value, offset) {
		return toBuffer(buffer).writeDoubleLE(value, offset);
	}
	function writeFloatBE(buffer, value, offset) {
		return toBuffer(buffer).writeFloatBE(value, offset);
	}
	function writeFloatLE(buffer, value, offset) {
		return toBuffer(buffer).writeFloatLE(value, offset);
	}
	function writeInt32BE(buffer, value, offset) {
		return toBuffer(buffer).writeInt32BE(value, offset);
	}
	function writeInt32LE(buffer, value, offset) {
		return toBuffer(buffer).writeInt32LE(value, offset);
	}
	function writeUInt32BE(buffer, value, offset) {
		return toBuffer(buffer).writeUInt32BE(value, offset);
	}
	function writeUInt32LE(buffer, value, offset) {
		return toBuffer(buffer).writeUInt32LE(value, offset);
	}
	module.exports = {
		isBuffer,
		isEncoding,
		alloc,
		allocUnsafe,
		allocUnsafeSlow,
		byteLength,
		compare,
		concat,
		copy,
		equals,
		fill,
		from,
		includes,
		indexOf,
		lastIndexOf,
		swap16,
		swap32,
		swap64,
		toBuffer,
		toString,
		toHex,
		write,
		readDoubleBE,
		readDoubleLE,
		readFloatBE,
		readFloatLE,
		readInt32BE,
		readInt32LE,
		readUInt32BE,
		readUInt32LE,
		writeDoubleBE,
		writeDoubleLE,
		writeFloatBE,
		writeFloatLE,
		writeInt32BE,
		writeInt32LE,
		writeUInt32BE,
		writeUInt32LE
	};
}));

// node_modules/text-decoder/lib/pass-through-decoder.js
var require_pass_through_decoder = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const b4a = require_b4a();
	module.exports = class PassThroughDecoder {
		constructor(encoding) {
			this.encoding = encoding;
		}
		get remaining() {
			return 0;
		}
		decode(data) {
			return b4a.toString(data, this.encoding);
		}
		flush() {
			return "";
		}
	};
}));

// node_modules/text-decoder/lib/utf8-decoder.js
var require_utf8_decoder = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const b4a = require_b4a();
	/**
	* https://encoding.spec.whatwg.org/#utf-8-decoder
	*/
	module.exports = class UTF8Decoder {
		constructor() {
			this._reset();
		}
		get remaining() {
			return this.bytesSeen;
		}
		decode(data) {
			if (data.byteLength === 0) return "";
			if (this.bytesNeeded === 0 && trailingIncomplete(data, 0) === 0) {
				this.bytesSeen = trailingBytesSeen(data);
				return b4a.toString(data, "utf8");
			}
			let result = "";
			let start = 0;
			if (this.bytesNeeded > 0) {
				while (start < data.byteLength) {
					const byte = data[start];
					if (byte < this.lowerBoundary || byte > this.upperBoundary) {
						result += "�";
						this._reset();
						break;
					}
					this.lowerBoundary = 128;
					this.upperBoundary = 191;
					this.codePoint = this.codePoint << 6 | byte & 63;
					this.bytesSeen++;
					start++;
					if (this.bytesSeen === this.bytesNeeded) {
						result += String.fromCodePoint(this.codePoint);
						this._reset();
						break;
					}
				}
				if (this.bytesNeeded > 0) return result;
			}
			const trailing = trailingIncomplete(data, start);
			const end = data.byteLength - trailing;
			if (end > start) result += b4a.toString(data, "utf8", start, end);
			for (let i = end; i < data.byteLength; i++) {
				const byte = data[i];
				if (this.bytesNeeded === 0) {
					if (byte <= 127) {
						this.bytesSeen = 0;
						result += String.fromCharCode(byte);
					} else if (byte >= 194 && byte <= 223) {
						this.bytesNeeded = 2;
						this.bytesSeen = 1;
						this.codePoint = byte & 31;
					} else if (byte >= 224 && byte <= 239) {
						if (byte === 224) this.lowerBoundary = 160;
						else if (byte === 237) this.upperBoundary = 159;
						this.bytesNeeded = 3;
						this.bytesSeen = 1;
						this.codePoint = byte & 15;
					} else if (byte >= 240 && byte <= 244) {
						if (byte === 240) this.lowerBoundary = 144;
						else if (byte === 244) this.upperBoundary = 143;
						this.bytesNeeded = 4;
						this.bytesSeen = 1;
						this.codePoint = byte & 7;
					} else {
						this.bytesSeen = 1;
						result += "�";
					}
					continue;
				}
				if (byte < this.lowerBoundary || byte > this.upperBoundary) {
					result += "�";
					i--;
					this._reset();
					continue;
				}
				this.lowerBoundary = 128;
				this.upperBoundary = 191;
				this.codePoint = this.codePoint << 6 | byte & 63;
				this.bytesSeen++;
				if (this.bytesSeen === this.bytesNeeded) {
					result += String.fromCodePoint(this.codePoint);
					this._reset();
				}
			}
			return result;
		}
		flush() {
			const result = this.bytesNeeded > 0 ? "�" : "";
			this._reset();
			return result;
		}
		_reset() {
			this.codePoint = 0;
			this.bytesNeeded = 0;
			this.bytesSeen = 0;
			this.lowerBoundary = 128;
			this.upperBoundary = 191;
		}
	};
	function trailingIncomplete(data, start) {
		const len = data.byteLength;
		if (len <= start) return 0;
		const limit = Math.max(start, len - 4);
		let i = len - 1;
		while (i > limit && (data[i] & 192) === 128) i--;
		if (i < start) return 0;
		const byte = data[i];
		let needed;
		if (byte <= 127) return 0;
		if (byte >= 194 && byte <= 223) needed = 2;
		else if (byte >= 224 && byte <= 239) needed = 3;
		else if (byte >= 240 && byte <= 244) needed = 4;
		else return 0;
		const available = len - i;
		return available < needed ? available : 0;
	}
	function trailingBytesSeen(data) {
		const len = data.byteLength;
		if (len === 0) return 0;
		const last = data[len - 1];
		if (last <= 127) return 0;
		if ((last & 192) !== 128) return 1;
		const limit = Math.max(0, len - 4);
		let i = len - 2;
		while (i >= limit && (data[i] & 192) === 128) i--;
		if (i < 0) return 1;
		const first = data[i];
		let needed;
		if (first >= 194 && first <= 223) needed = 2;
		else if (first >= 224 && first <= 239) needed = 3;
		else if (first >= 240 && first <= 244) needed = 4;
		else return 1;
		if (len - i !== needed) return 1;
		if (needed >= 3) {
			const second = data[i + 1];
			if (first === 224 && second < 160) return 1;
			if (first === 237 && second > 159) return 1;
			if (first === 240 && second < 144) return 1;
			if (first === 244 && second > 143) return 1;
		}
		return 0;
	}
}));

// node_modules/text-decoder/index.js
var require_text_decoder = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const PassThroughDecoder = require_pass_through_decoder();
	const UTF8Decoder = require_utf8_decoder();
	module.exports = class TextDecoder {
		constructor(encoding = "utf8") {
			this.encoding = normalizeEncoding(encoding);
			switch (this.encoding) {
				case "utf8":
					this.decoder = new UTF8Decoder();
					break;
				case "utf16le":
				case "base64": throw new Error("Unsupported encoding: " + this.encoding);
				default: this.decoder = new PassThroughDecoder(this.encoding);
			}
		}
		get remaining() {
			return this.decoder.remaining;
		}
		push(data) {
			if (typeof data === "string") return data;
			return this.decoder.decode(data);
		}
		write(data) {
			return this.push(data);
		}
		end(data) {
			let result = "";
			if (data) result = this.push(data);
			result += this.decoder.flush();
			return result;
		}
	};
	function normalizeEncoding(encoding) {
		encoding = encoding.toLowerCase();
		switch (encoding) {
			case "utf8":
			case "utf-8": return "utf8";
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return "utf16le";
			case "latin1":
			case "binary": return "latin1";
			case "base64":
			case "ascii":
			case "hex": return encoding;
			default: throw new Error("Unknown encoding: " + encoding);
		}
	}
}));

// node_modules/streamx/lib/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = class StreamError extends Error {
		constructor(msg, code, fn = StreamError) {
			super(msg);
			this.code = code;
			if (Error.captureStackTrace) Error.captureStackTrace(this, fn);
		}
		static isStreamDestroyed(err) {
			return err && err.code === "STREAM_DESTROYED";
		}
		static isPrematureClose(err) {
			return err && err.code === "PREMATURE_CLOSE";
		}
		static isAborted(err) {
			return err && err.code === "ABORTED";
		}
		static isBadArgument(err) {
			return err && err.code === "BAD_ARGUMENT";
		}
		get name() {
			return "StreamError";
		}
		static STREAM_DESTROYED() {
			return new StreamError("Stream was destroyed", "STREAM_DESTROYED", StreamError.STREAM_DESTROYED);
		}
		static PREMATURE_CLOSE(msg = "Premature close") {
			return new StreamError(msg, "PREMATURE_CLOSE", StreamError.PREMATURE_CLOSE);
		}
		static ABORTED() {
			return new StreamError("Stream aborted", "ABORTED", StreamError.ABORTED);
		}
		static BAD_ARGUMENT(msg = "Bad argument") {
			return new StreamError(msg, "BAD_ARGUMENT", StreamError.BAD_ARGUMENT);
		}
	};
}));

// node_modules/streamx/index.js
var require_streamx = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { EventEmitter } = require_default();
	const FIFO = require_fast_fifo();
	const TextDecoder = require_text_decoder();
	const StreamError = require_errors();
	const qmt = typeof queueMicrotask === "undefined" ? (fn) => global.process.nextTick(fn) : queueMicrotask;
	const OPENING = 1;
	const PREDESTROYING = 2;
	const DESTROYING = 4;
	const DESTROYED = 8;
	const NOT_OPENING = 536870910;
	const NOT_PREDESTROYING = 536870909;
	const READ_UPDATING = 32;
	const READ_PRIMARY = 64;
	const READ_QUEUED = 128;
	const READ_RESUMED = 256;
	const READ_PIPE_DRAINED = 512;
	const READ_ENDING = 1024;
	const READ_EMIT_DATA = 2048;
	const READ_EMIT_READABLE = 4096;
	const READ_EMITTED_READABLE = 8192;
	const READ_DONE = 16384;
	const READ_NEXT_TICK = 32768;
	const READ_READ_AHEAD = 131072;
	const READ_FLOWING = 768;
	const READ_ACTIVE_AND_NEEDS_PUSH = 65552;
	const READ_PRIMARY_AND_ACTIVE = 80;
	const READ_EMIT_READABLE_AND_QUEUED = 4224;
	const READ_RESUMED_READ_AHEAD = 131328;
	const READ_NOT_ACTIVE = 536870895;
	const READ_NON_PRIMARY_AND_PUSHED = 536805311;
	const READ_PUSHED = 536805375;
	const READ_PAUSED = 536870655;
	const READ_NOT_QUEUED = 536862591;
	const READ_NOT_ENDING = 536869887;
	const READ_PIPE_NOT_DRAINED = 536870143;
	const READ_NOT_NEXT_TICK = 536838143;
	const READ_NOT_UPDATING = 536870879;
	const READ_NO_READ_AHEAD = 536739839;
	const READ_PAUSED_NO_READ_AHEAD = 536739583;
	const WRITE_ACTIVE = 1 << 18;
	const WRITE_UPDATING = 2 << 18;
	const WRITE_PRIMARY = 4 << 18;
	const WRITE_QUEUED = 8 << 18;
	const WRITE_UNDRAINED = 16 << 18;
	const WRITE_DONE = 32 << 18;
	const WRITE_EMIT_DRAIN = 64 << 18;
	const WRITE_NEXT_TICK = 128 << 18;
	const WRITE_WRITING = 256 << 18;
	const WRITE_FINISHING = 512 << 18;
	const WRITE_CORKED = 1024 << 18;
	const WRITE_NOT_ACTIVE = 469499903;
	const WRITE_NON_PRIMARY = 535822335;
	const WRITE_NOT_FINISHING = 402391039;
	const WRITE_DRAINED = 532676607;
	const WRITE_NOT_QUEUED = 534773759;
	const WRITE_NOT_NEXT_TICK = 503316479;
	const WRITE_NOT_UPDATING = 536346623;
	const WRITE_NOT_CORKED = 268435455;
	const ACTIVE = 262160;
	const NOT_ACTIVE = 536608751;
	const DONE = 8404992;
	const DESTROY_STATUS = 14;
	const OPEN_STATUS = 15;
	const AUTO_DESTROY = 8405006;
	const NON_PRIMARY = 535822271;
	const ACTIVE_OR_TICKING = 33587200;
	const IS_OPENING = 33587215;
	const READ_PRIMARY_STATUS = 17423;
	const READ_STATUS = 16527;
	const READ_ENDING_STATUS = 1167;
	const READ_READABLE_STATUS = 12431;
	const SHOULD_NOT_READ = 214047;
	const READ_BACKPRESSURE_STATUS = 17422;
	const READ_UPDATE_SYNC_STATUS = 32879;
	const READ_NEXT_TICK_OR_OPENING = 32769;
	const WRITE_PRIMARY_STATUS = 142606351;
	const WRITE_QUEUED_AND_UNDRAINED = 6291456;
	const WRITE_QUEUED_AND_ACTIVE = 2359296;
	const WRITE_DRAIN_STATUS = 6553615;
	const WRITE_STATUS = 270794767;
	const WRITE_PRIMARY_AND_ACTIVE = 1310720;
	const WRITE_ACTIVE_AND_WRITING = 67371008;
	const WRITE_FINISHING_STATUS = 144965647;
	const WRITE_BACKPRESSURE_STATUS = 146800654;
	const WRITE_UPDATE_SYNC_STATUS = 35127311;
	const WRITE_DROP_DATA = 142606350;
	const asyncIterator = Symbol.asyncIterator || Symbol("asyncIterator");
	var WritableState = class {
		constructor(stream, { highWaterMark = 16384, map = null, mapWritable, byteLength, byteLengthWritable } = {}) {
			this.stream = stream;
			this.queue = new FIFO();
			this.highWaterMark = highWaterMark;
			this.buffered = 0;
			this.error = null;
			this.pipeline = null;
			this.drains = null;
			this.byteLength = byteLengthWritable || byteLength || defaultByteLength;
			this.map = mapWritable || map;
			this.afterWrite = afterWrite.bind(this);
			this.afterUpdateNextTick = updateWriteNT.bind(this);
		}
		get ending() {
			return (this.stream._duplexState & WRITE_FINISHING) !== 0;
		}
		get ended() {
			return (this.stream._duplexState & WRITE_DONE) !== 0;
		}
		push(data) {
			if ((this.stream._duplexState & WRITE_DROP_DATA) !== 0) return false;
			if (this.map !== null) data = this.map(data);
			this.buffered += this.byteLength(data);
			this.queue.push(data);
			if (this.buffered < this.highWaterMark) {
				this.stream._duplexState |= WRITE_QUEUED;
				return true;
			}
			this.stream._duplexState |= WRITE_QUEUED_AND_UNDRAINED;
			return false;
		}
		shift() {
			const data = this.queue.shift();
			this.buffered -= this.byteLength(data);
			if (this.buffered === 0) this.stream._duplexState &= WRITE_NOT_QUEUED;
			return data;
		}
		end(data) {
			if (typeof data === "function") this.stream.once("finish", data);
			else if (data !== void 0 && data !== null) this.push(data);
			this.stream._duplexState = (this.stream._duplexState | WRITE_FINISHING) & WRITE_NON_PRIMARY;
		}
		autoBatch(data, cb) {
			const buffer = [];
			const stream = this.stream;
			buffer.push(data);
			while ((stream._duplexState & WRITE_STATUS) === WRITE_QUEUED_AND_ACTIVE) buffer.push(stream._writableState.shift());
			if ((stream._duplexState & OPEN_STATUS) !== 0) return cb(null);
			stream._writev(buffer, cb);
		}
		update() {
			const stream = this.stream;
			stream._duplexState |= WRITE_UPDATING;
			do {
				while ((stream._duplexState & WRITE_STATUS) === WRITE_QUEUED) {
					const data = this.shift();
					stream._duplexState |= WRITE_ACTIVE_AND_WRITING;
					stream._write(data, this.afterWrite);
				}
				if ((stream._duplexState & WRITE_PRIMARY_AND_ACTIVE) === 0) this.updateNonPrimary();
			} while (this.continueUpdate() === true);
			stream._duplexState &= WRITE_NOT_UPDATING;
		}
		updateNonPrimary() {
			const stream = this.stream;
			if ((stream._duplexState & WRITE_FINISHING_STATUS) === WRITE_FINISHING) {
				stream._duplexState = stream._duplexState | WRITE_ACTIVE;
				stream._final(afterFinal.bind(this));
				return;
			}
			if ((stream._duplexState & DESTROY_STATUS) === DESTROYING) {
				if ((stream._duplexState & ACTIVE_OR_TICKING) === 0) {
					stream._duplexState |= ACTIVE;
					stream._destroy(afterDestroy.bind(this));
				}
				return;
			}
			if ((stream._duplexState & IS_OPENING) === OPENING) {
				stream._duplexState = (stream._duplexState | ACTIVE) & NOT_OPENING;
				stream._open(afterOpen.bind(this));
			}
		}
		continueUpdate() {
			if ((this.stream._duplexState & WRITE_NEXT_TICK) === 0) return false;
			this.stream._duplexState &= WRITE_NOT_NEXT_TICK;
			return true;
		}
		updateCallback() {
			if ((this.stream._duplexState & WRITE_UPDATE_SYNC_STATUS) === WRITE_PRIMARY) this.update();
			else this.updateNextTick();
		}
		updateNextTick() {
			if ((this.stream._duplexState & WRITE_NEXT_TICK) !== 0) return;
			this.stream._duplexState |= WRITE_NEXT_TICK;
			if ((this.stream._duplexState & WRITE_UPDATING) === 0) qmt(this.afterUpdateNextTick);
		}
	};
	var ReadableState = class {
		constructor(stream, { highWaterMark = 16384, map = null, mapReadable, byteLength, byteLengthReadable } = {}) {
			this.stream = stream;
			this.queue = new FIFO();
			this.highWaterMark = highWaterMark === 0 ? 1 : highWaterMark;
			this.buffered = 0;
			this.readAhead = highWaterMark > 0;
			this.error = null;
			this.pipeline = null;
			this.byteLength = byteLengthReadable || byteLength || defaultByteLength;
			this.map = mapReadable || map;
			this.pipeTo = null;
			this.afterRead = afterRead.bind(this);
			this.afterUpdateNextTick = updateReadNT.bind(this);
		}
		get ending() {
			return (this.stream._duplexState & READ_ENDING) !== 0;
		}
		get ended() {
			return (this.stream._duplexState & READ_DONE) !== 0;
		}
		pipe(pipeTo, cb) {
			if (this.pipeTo !== null) throw StreamError.BAD_ARGUMENT("Can only pipe to one destination");
			if (typeof cb !== "function") cb = null;
			this.stream._duplexState |= READ_PIPE_DRAINED;
			this.pipeTo = pipeTo;
			this.pipeline = new Pipeline(this.stream, pipeTo, cb);
			if (cb) this.stream.on("error", noop);
			if (isStreamx(pipeTo)) {
				pipeTo._writableState.pipeline = this.pipeline;
				if (cb) pipeTo.on("error", noop);
				pipeTo.on("finish", this.pipeline.finished.bind(this.pipeline));
			} else {
				const onerror = this.pipeline.done.bind(this.pipeline, pipeTo);
				const onclose = this.pipeline.done.bind(this.pipeline, pipeTo, null);
				pipeTo.on("error", onerror);
				pipeTo.on("close", onclose);
				pipeTo.on("finish", this.pipeline.finished.bind(this.pipeline));
			}
			pipeTo.on("drain", afterDrain.bind(this));
			this.stream.emit("piping", pipeTo);
			pipeTo.emit("pipe", this.stream);
		}
		push(data) {
			const stream = this.stream;
			if (data === null) {
				this.highWaterMark = 0;
				stream._duplexState = (stream._duplexState | READ_ENDING) & READ_NON_PRIMARY_AND_PUSHED;
				return false;
			}
			if (this.map !== null) {
				data = this.map(data);
				if (data === null) {
					stream._duplexState &= READ_PUSHED;
					return this.buffered < this.highWaterMark;
				}
			}
			this.buffered += this.byteLength(data);
			this.queue.push(data);
			stream._duplexState = (stream._duplexState | READ_QUEUED) & READ_PUSHED;
			return this.buffered < this.highWaterMark;
		}
		shift() {
			const data = this.queue.shift();
			this.buffered -= this.byteLength(data);
			if (this.buffered === 0) this.stream._duplexState &= READ_NOT_QUEUED;
			return data;
		}
		unshift(data) {
			const pending = [this.map !== null ? this.map(data) : data];
			while (this.buffered > 0) pending.push(this.shift());
			for (let i = 0; i < pending.length - 1; i++) {
				const data = pending[i];
				this.buffered += this.byteLength(data);
				this.queue.push(data);
			}
			this.push(pending[pending.length - 1]);
		}
		read() {
			const stream = this.stream;
			if ((stream._duplexState & READ_STATUS) === READ_QUEUED) {
				const data = this.shift();
				if (this.pipeTo !== null && this.pipeTo.write(data) === false) stream._duplexState &= READ_PIPE_NOT_DRAINED;
				if ((stream._duplexState & READ_EMIT_DATA) !== 0) stream.emit("data", data);
				return data;
			}
			if (this.readAhead === false) {
				stream._duplexState |= READ_READ_AHEAD;
				this.updateNextTick();
			}
			return null;
		}
		drain() {
			const stream = this.stream;
			while ((stream._duplexState & READ_STATUS) === READ_QUEUED && (stream._duplexState & READ_FLOWING) !== 0) {
				const data = this.shift();
				if (this.pipeTo !== null && this.pipeTo.write(data) === false) stream._duplexState &= READ_PIPE_NOT_DRAINED;
				if ((stream._duplexState & READ_EMIT_DATA) !== 0) stream.emit("data", data);
			}
		}
		update() {
			const stream = this.stream;
			stream._duplexState |= READ_UPDATING;
			do {
				this.drain();
				while (this.buffered < this.highWaterMark && (stream._duplexState & SHOULD_NOT_READ) === READ_READ_AHEAD) {
					stream._duplexState |= READ_ACTIVE_AND_NEEDS_PUSH;
					stream._read(this.afterRead);
					this.drain();
				}
				if ((stream._duplexState & READ_READABLE_STATUS) === READ_EMIT_READABLE_AND_QUEUED) {
					stream._duplexState |= READ_EMITTED_READABLE;
					stream.emit("readable");
				}
				if ((stream._duplexState & READ_PRIMARY_AND_ACTIVE) === 0) this.updateNonPrimary();
			} while (this.continueUpdate() === true);
			stream._duplexState &= READ_NOT_UPDATING;
		}
		updateNonPrimary() {
			const stream = this.stream;
			if ((stream._duplexState & READ_ENDING_STATUS) === READ_ENDING) {
				stream._duplexState = (stream._duplexState | READ_DONE) & READ_NOT_ENDING;
				stream.emit("end");
				if ((stream._duplexState & AUTO_DESTROY) === DONE) stream._duplexState |= DESTROYING;
				if (this.pipeTo !== null) this.pipeTo.end();
			}
			if ((stream._duplexState & DESTROY_STATUS) === DESTROYING) {
				if ((stream._duplexState & ACTIVE_OR_TICKING) === 0) {
					stream._duplexState |= ACTIVE;
					stream._destroy(afterDestroy.bind(this));
				}
				return;
			}
			if ((stream._duplexState & IS_OPENING) === OPENING) {
				stream._duplexState = (stream._duplexState | ACTIVE) & NOT_OPENING;
				stream._open(afterOpen.bind(this));
			}
		}
		continueUpdate() {
			if ((this.stream._duplexState & READ_NEXT_TICK) === 0) return false;
			this.stream._duplexState &= READ_NOT_NEXT_TICK;
			return true;
		}
		updateCallback() {
			if ((this.stream._duplexState & READ_UPDATE_SYNC_STATUS) === READ_PRIMARY) this.update();
			else this.updateNextTick();
		}
		updateNextTickIfOpen() {
			if ((this.stream._duplexState & READ_NEXT_TICK_OR_OPENING) !== 0) return;
			this.stream._duplexState |= READ_NEXT_TICK;
			if ((this.stream._duplexState & READ_UPDATING) === 0) qmt(this.afterUpdateNextTick);
		}
		updateNextTick() {
			if ((this.stream._duplexState & READ_NEXT_TICK) !== 0) return;
			this.stream._duplexState |= READ_NEXT_TICK;
			if ((this.stream._duplexState & READ_UPDATING) === 0) qmt(this.afterUpdateNextTick);
		}
	};
	var TransformState = class {
		constructor(stream) {
			this.data = null;
			this.afterTransform = afterTransform.bind(stream);
			this.afterFinal = null;
		}
	};
	var Pipeline = class {
		constructor(src, dst, cb) {
			this.from = src;
			this.to = dst;
			this.afterPipe = cb;
			this.error = null;
			this.pipeToFinished = false;
		}
		finished() {
			this.pipeToFinished = true;
		}
		done(stream, err) {
			if (err) this.error = err;
			if (stream === this.to) {
				this.to = null;
				if (this.from !== null) {
					if ((this.from._duplexState & READ_DONE) === 0 || !this.pipeToFinished) this.from.destroy(this.error || StreamError.PREMATURE_CLOSE("Writable stream closed"));
					return;
				}
			}
			if (stream === this.from) {
				this.from = null;
				if (this.to !== null) {
					if ((stream._duplexState & READ_DONE) === 0) this.to.destroy(this.error || StreamError.PREMATURE_CLOSE("Readable stream closed"));
					return;
				}
			}
			if (this.afterPipe !== null) this.afterPipe(this.error);
			this.to = this.from = this.afterPipe = null;
		}
	};
	function afterDrain() {
		this.stream._duplexState |= READ_PIPE_DRAINED;
		this.updateCallback();
	}
	function afterFinal(err) {
		const stream = this.stream;
		if (err) stream.destroy(err);
		if ((stream._duplexState & DESTROY_STATUS) === 0) {
			stream._duplexState |= WRITE_DONE;
			stream.emit("finish");
		}
		if ((stream._duplexState & AUTO_DESTROY) === DONE) stream._duplexState |= DESTROYING;
		stream._duplexState &= WRITE_NOT_FINISHING;
		if ((stream._duplexState & WRITE_UPDATING) === 0) this.update();
		else this.updateNextTick();
	}
	function afterDestroy(err) {
		const stream = this.stream;
		if (!err && !StreamError.isStreamDestroyed(this.error)) err = this.error;
		if (err) stream.emit("error", err);
		stream._duplexState |= DESTROYED;
		stream.emit("close");
		const rs = stream._readableState;
		const ws = stream._writableState;
		if (rs !== null && rs.pipeline !== null) rs.pipeline.done(stream, err);
		if (ws !== null) {
			while (ws.drains !== null && ws.drains.length > 0) ws.drains.shift().resolve(false);
			if (ws.pipeline !== null) ws.pipeline.done(stream, err);
		}
	}
	function afterWrite(err) {
		const stream = this.stream;
		if (err) stream.destroy(err);
		stream._duplexState &= WRITE_NOT_ACTIVE;
		if (this.drains !== null) tickDrains(this.drains);
		if ((stream._duplexState & WRITE_DRAIN_STATUS) === WRITE_UNDRAINED) {
			stream._duplexState &= WRITE_DRAINED;
			if ((stream._duplexState & WRITE_EMIT_DRAIN) === WRITE_EMIT_DRAIN) stream.emit("drain");
		}
		this.updateCallback();
	}
	function afterRead(err) {
		if (err) this.stream.destroy(err);
		this.stream._duplexState &= READ_NOT_ACTIVE;
		if (this.readAhead === false && (this.stream._duplexState & READ_RESUMED) === 0) this.stream._duplexState &= READ_NO_READ_AHEAD;
		this.updateCallback();
	}
	function updateReadNT() {
		if ((this.stream._duplexState & READ_UPDATING) === 0) {
			this.stream._duplexState &= READ_NOT_NEXT_TICK;
			this.update();
		}
	}
	function updateWriteNT() {
		if ((this.stream._duplexState & WRITE_UPDATING) === 0) {
			this.stream._duplexState &= WRITE_NOT_NEXT_TICK;
			this.update();
		}
	}
	function tickDrains(drains) {
		for (let i = 0; i < drains.length; i++) if (--drains[i].writes === 0) {
			drains.shift().resolve(true);
			i--;
		}
	}
	function afterOpen(err) {
		const stream = this.stream;
		if (err) stream.destroy(err);
		if ((stream._duplexState & DESTROYING) === 0) {
			if ((stream._duplexState & READ_PRIMARY_STATUS) === 0) stream._duplexState |= READ_PRIMARY;
			if ((stream._duplexState & WRITE_PRIMARY_STATUS) === 0) stream._duplexState |= WRITE_PRIMARY;
			stream.emit("open");
		}
		stream._duplexState &= NOT_ACTIVE;
		if (stream._writableState !== null) stream._writableState.updateCallback();
		if (stream._readableState !== null) stream._readableState.updateCallback();
	}
	function afterTransform(err, data) {
		if (data !== void 0 && data !== null) this.push(data);
		this._writableState.afterWrite(err);
	}
	function newListener(name) {
		if (this._readableState !== null) {
			if (name === "data") {
				this._duplexState |= 133376;
				this._readableState.updateNextTick();
			}
			if (name === "readable") {
				this._duplexState |= READ_EMIT_READABLE;
				this._readableState.updateNextTick();
			}
		}
		if (this._writableState !== null) {
			if (name === "drain") {
				this._duplexState |= WRITE_EMIT_DRAIN;
				this._writableState.updateNextTick();
			}
		}
	}
	var Stream = class extends EventEmitter {
		constructor(opts) {
			super();
			this._duplexState = 0;
			this._readableState = null;
			this._writableState = null;
			if (opts) {
				if (opts.open) this._open = opts.open;
				if (opts.destroy) this._destroy = opts.destroy;
				if (opts.predestroy) this._predestroy = opts.predestroy;
				if (opts.signal) opts.signal.addEventListener("abort", abort.bind(this));
			}
			this.on("newListener", newListener);
		}
		_open(cb) {
			cb(null);
		}
		_destroy(cb) {
			cb(null);
		}
		_predestroy() {}
		get readable() {
			return this._readableState !== null ? true : void 0;
		}
		get writable() {
			return this._writableState !== null ? true : void 0;
		}
		get destroyed() {
			return (this._duplexState & DESTROYED) !== 0;
		}
		get destroying() {
			return (this._duplexState & DESTROY_STATUS) !== 0;
		}
		destroy(err) {
			if ((this._duplexState & DESTROY_STATUS) === 0) {
				if (!err) err = StreamError.STREAM_DESTROYED();
				this._duplexState = (this._duplexState | DESTROYING) & NON_PRIMARY;
				if (this._readableState !== null) {
					this._readableState.highWaterMark = 0;
					this._readableState.error = err;
				}
				if (this._writableState !== null) {
					this._writableState.highWaterMark = 0;
					this._writableState.error = err;
				}
				this._duplexState |= PREDESTROYING;
				this._predestroy();
				this._duplexState &= NOT_PREDESTROYING;
				if (this._readableState !== null) this._readableState.updateNextTick();
				if (this._writableState !== null) this._writableState.updateNextTick();
			}
		}
	};
	var Readable = class Readable extends Stream {
		constructor(opts) {
			super(opts);
			this._duplexState |= 8519681;
			this._readableState = new ReadableState(this, opts);
			if (opts) {
				if (this._readableState.readAhead === false) this._duplexState &= READ_NO_READ_AHEAD;
				if (opts.read) this._read = opts.read;
				if (opts.eagerOpen) this._readableState.updateNextTick();
				if (opts.encoding) this.setEncoding(opts.encoding);
			}
		}
		static deferred(fn, opts) {
			const out = new PassThrough(opts);
			fn().then((src) => {
				if (src === null) return out.end();
				if (out.destroying) return;
				pipeline(src, out, noop);
			}).catch((err) => out.destroy(err));
			return out;
		}
		setEncoding(encoding) {
			const dec = new TextDecoder(encoding);
			const map = this._readableState.map || echo;
			this._readableState.map = mapOrSkip;
			return this;
			function mapOrSkip(data) {
				const next = dec.push(data);
				return next === "" && (data.byteLength !== 0 || dec.remaining > 0) ? null : map(next);
			}
		}
		_read(cb) {
			cb(null);
		}
		pipe(dest, cb) {
			this._readableState.updateNextTick();
			this._readableState.pipe(dest, cb);
			return dest;
		}
		read() {
			this._readableState.updateNextTick();
			return this._readableState.read();
		}
		push(data) {
			this._readableState.updateNextTickIfOpen();
			return this._readableState.push(data);
		}
		unshift(data) {
			this._readableState.updateNextTickIfOpen();
			return this._readableState.unshift(data);
		}
		resume() {
			this._duplexState |= READ_RESUMED_READ_AHEAD;
			this._readableState.updateNextTick();
			return this;
		}
		pause() {
			this._duplexState &= this._readableState.readAhead === false ? READ_PAUSED_NO_READ_AHEAD : READ_PAUSED;
			return this;
		}
		static _fromAsyncIterator(ite, opts) {
			let destroy;
			const rs = new Readable({
				...opts,
				read(cb) {
					ite.next().then(push).then(cb.bind(null, null)).catch(cb);
				},
				predestroy() {
					destroy = ite.return();
				},
				destroy(cb) {
					if (!destroy) return cb(null);
					destroy.then(cb.bind(null, null)).catch(cb);
				}
			});
			return rs;
			function push(data) {
				if (data.done) rs.push(null);
				else rs.push(data.value);
			}
		}
		static from(data, opts) {
			if (isReadStreamx(data)) return data;
			if (data[asyncIterator]) return this._fromAsyncIterator(data[asyncIterator](), opts);
			if (!Array.isArray(data)) data = data === void 0 ? [] : [data];
			let i = 0;
			return new Readable({
				...opts,
				read(cb) {
					this.push(i === data.length ? null : data[i++]);
					cb(null);
				}
			});
		}
		static isBackpressured(rs) {
			return (rs._duplexState & READ_BACKPRESSURE_STATUS) !== 0 || rs._readableState.buffered >= rs._readableState.highWaterMark;
		}
		static isPaused(rs) {
			return (rs._duplexState & READ_RESUMED) === 0;
		}
		[asyncIterator]() {
			const stream = this;
			let error = null;
			let promiseResolve = null;
			let promiseReject = null;
			this.on("error", (err) => {
				error = err;
			});
			this.on("readable", onreadable);
			this.on("close", onclose);
			return {
				[asyncIterator]() {
					return this;
				},
				next() {
					return new Promise(function(resolve, reject) {
						promiseResolve = resolve;
						promiseReject = reject;
						const data = stream.read();
						if (data !== null) ondata(data);
						else if ((stream._duplexState & DESTROYED) !== 0) ondata(null);
					});
				},
				return() {
					return destroy(null);
				},
				throw(err) {
					return destroy(err);
				}
			};
			function onreadable() {
				if (promiseResolve !== null) ondata(stream.read());
			}
			function onclose() {
				if (promiseResolve !== null) ondata(null);
			}
			function ondata(data) {
				if (promiseReject === null) return;
				if (error) promiseReject(error);
				else if (data === null && (stream._duplexState & READ_DONE) === 0) promiseReject(StreamError.STREAM_DESTROYED());
				else promiseResolve({
					value: data,
					done: data === null
				});
				promiseReject = promiseResolve = null;
			}
			function destroy(err) {
				stream.destroy(err);
				return new Promise((resolve, reject) => {
					if (stream._duplexState & DESTROYED) return resolve({
						value: void 0,
						done: true
					});
					stream.once("close", function() {
						if (err) reject(err);
						else resolve({
							value: void 0,
							done: true
						});
					});
				});
			}
		}
	};
	var Writable = class extends Stream {
		constructor(opts) {
			super(opts);
			this._duplexState |= 16385;
			this._writableState = new WritableState(this, opts);
			if (opts) {
				if (opts.writev) this._writev = opts.writev;
				if (opts.write) this._write = opts.write;
				if (opts.final) this._final = opts.final;
				if (opts.eagerOpen) this._writableState.updateNextTick();
			}
		}
		cork() {
			this._duplexState |= WRITE_CORKED;
		}
		uncork() {
			this._duplexState &= WRITE_NOT_CORKED;
			this._writableState.updateNextTick();
		}
		_writev(batch, cb) {
			cb(null);
		}
		_write(data, cb) {
			this._writableState.autoBatch(data, cb);
		}
		_final(cb) {
			cb(null);
		}
		static isBackpressured(ws) {
			return (ws._duplexState & WRITE_BACKPRESSURE_STATUS) !== 0;
		}
		static drained(ws) {
			if (ws.destroyed) return Promise.resolve(false);
			const state = ws._writableState;
			const writes = (isWritev(ws) ? Math.min(1, state.queue.length) : state.queue.length) + (ws._duplexState & WRITE_WRITING ? 1 : 0);
			if (writes === 0) return Promise.resolve(true);
			if (state.drains === null) state.drains = [];
			return new Promise((resolve) => {
				state.drains.push({
					writes,
					resolve
				});
			});
		}
		write(data) {
			this._writableState.updateNextTick();
			return this._writableState.push(data);
		}
		end(data) {
			this._writableState.updateNextTick();
			this._writableState.end(data);
			return this;
		}
	};
	var Duplex = class extends Readable {
		constructor(opts) {
			super(opts);
			this._duplexState = OPENING | this._duplexState & READ_READ_AHEAD;
			this._writableState = new WritableState(this, opts);
			if (opts) {
				if (opts.writev) this._writev = opts.writev;
				if (opts.write) this._write = opts.write;
				if (opts.final) this._final = opts.final;
			}
		}
		cork() {
			this._duplexState |= WRITE_CORKED;
		}
		uncork() {
			this._duplexState &= WRITE_NOT_CORKED;
			this._writableState.updateNextTick();
		}
		_writev(batch, cb) {
			cb(null);
		}
		_write(data, cb) {
			this._writableState.autoBatch(data, cb);
		}
		_final(cb) {
			cb(null);
		}
		write(data) {
			this._writableState.updateNextTick();
			return this._writableState.push(data);
		}
		end(data) {
			this._writableState.updateNextTick();
			this._writableState.end(data);
			return this;
		}
	};
	var Transform = class extends Duplex {
		constructor(opts) {
			super(opts);
			this._transformState = new TransformState(this);
			if (opts) {
				if (opts.transform) this._transform = opts.transform;
				if (opts.flush) this._flush = opts.flush;
			}
		}
		_write(data, cb) {
			if (this._readableState.buffered >= this._readableState.highWaterMark) this._transformState.data = data;
			else this._transform(data, this._transformState.afterTransform);
		}
		_read(cb) {
			if (this._transformState.data !== null) {
				const data = this._transformState.data;
				this._transformState.data = null;
				cb(null);
				this._transform(data, this._transformState.afterTransform);
			} else cb(null);
		}
		destroy(err) {
			super.destroy(err);
			if (this._transformState.data !== null) {
				this._transformState.data = null;
				this._transformState.afterTransform();
			}
		}
		_transform(data, cb) {
			cb(null, data);
		}
		_flush(cb) {
			cb(null);
		}
		_final(cb) {
			this._transformState.afterFinal = cb;
			this._flush(transformAfterFlush.bind(this));
		}
	};
	var PassThrough = class extends Transform {};
	function transformAfterFlush(err, data) {
		const cb = this._transformState.afterFinal;
		if (err) return cb(err);
		if (data !== null && data !== void 0) this.push(data);
		this.push(null);
		cb(null);
	}
	function pipelinePromise(...streams) {
		return new Promise((resolve, reject) => {
			return pipeline(...streams, (err) => {
				if (err) return reject(err);
				resolve();
			});
		});
	}
	function pipeline(stream, ...streams) {
		const all = Array.isArray(stream) ? [...stream, ...streams] : [stream, ...streams];
		const done = all.length && typeof all[all.length - 1] === "function" ? all.pop() : null;
		if (all.length < 2) throw StreamError.BAD_ARGUMENT("Pipeline requires at least 2 streams");
		let src = all[0];
		let dest = null;
		let error = null;
		for (let i = 1; i < all.length; i++) {
			dest = all[i];
			if (isStreamx(src)) src.pipe(dest, onerror);
			else {
				errorHandle(src, true, i > 1, onerror);
				src.pipe(dest);
			}
			src = dest;
		}
		if (done) {
			let fin = false;
			const autoDestroy = isStreamx(dest) || !!(dest._writableState && dest._writableState.autoDestroy);
			dest.on("error", (err) => {
				if (error === null) error = err;
			});
			dest.on("finish", () => {
				fin = true;
				if (!autoDestroy) done(error);
			});
			if (autoDestroy) dest.on("close", () => done(error || (fin ? null : StreamError.PREMATURE_CLOSE())));
		}
		return dest;
		function errorHandle(s, rd, wr, onerror) {
			s.on("error", onerror);
			s.on("close", onclose);
			function onclose() {
				if (rd && s._readableState && !s._readableState.ended) return onerror(StreamError.PREMATURE_CLOSE());
				if (wr && s._writableState && !s._writableState.ended) return onerror(StreamError.PREMATURE_CLOSE());
			}
		}
		function onerror(err) {
			if (!err || error) return;
			error = err;
			for (const s of all) s.destroy(err);
		}
	}
	function echo(s) {
		return s;
	}
	function isStream(stream) {
		return !!stream._readableState || !!stream._writableState;
	}
	function isStreamx(stream) {
		return typeof stream._duplexState === "number" && isStream(stream);
	}
	function isEnding(stream) {
		return !!stream._readableState && stream._readableState.ending;
	}
	function isEnded(stream) {
		return !!stream._readableState && stream._readableState.ended;
	}
	function isFinishing(stream) {
		return !!stream._writableState && stream._writableState.ending;
	}
	function isFinished(stream) {
		return !!stream._writableState && stream._writableState.ended;
	}
	function getStreamError(stream, opts = {}) {
		const err = stream._readableState && stream._readableState.error || stream._writableState && stream._writableState.error;
		return !opts.all && StreamError.isStreamDestroyed(err) ? null : err;
	}
	function isReadStreamx(stream) {
		return isStreamx(stream) && stream.readable;
	}
	function isDisturbed(stream) {
		return (stream._duplexState & OPENING) !== OPENING || (stream._duplexState & DESTROYING) === DESTROYING || (stream._duplexState & ACTIVE_OR_TICKING) !== 0;
	}
	function isTypedArray(data) {
		return typeof data === "object" && data !== null && typeof data.byteLength === "number";
	}
	function defaultByteLength(data) {
		return isTypedArray(data) ? data.byteLength : 1024;
	}
	function noop() {}
	function abort() {
		this.destroy(StreamError.ABORTED());
	}
	function isWritev(s) {
		return s._writev !== Writable.prototype._writev && s._writev !== Duplex.prototype._writev;
	}
	module.exports = {
		pipeline,
		pipelinePromise,
		isStream,
		isStreamx,
		isEnding,
		isEnded,
		isFinishing,
		isFinished,
		isDisturbed,
		getStreamError,
		Stream,
		Writable,
		Readable,
		Duplex,
		Transform,
		PassThrough
	};
}));

// node_modules/tar-stream/headers.js
var require_headers = /* @__PURE__ */ __commonJSMin(((exports) => {
	const b4a = require_b4a();
	const ZEROS = "0000000000000000000";
	const SEVENS = "7777777777777777777";
	const ZERO_OFFSET = "0".charCodeAt(0);
	const USTAR_MAGIC = b4a.from([
		117,
		115,
		116,
		97,
		114,
		0
	]);
	const USTAR_VER = b4a.from([ZERO_OFFSET, ZERO_OFFSET]);
	const GNU_MAGIC = b4a.from([
		117,
		115,
		116,
		97,
		114,
		32
	]);
	const GNU_VER = b4a.from([32, 0]);
	const MASK = 4095;
	const MAGIC_OFFSET = 257;
	const VERSION_OFFSET = 263;
	exports.decodeLongPath = function decodeLongPath(buf, encoding) {
		return decodeStr(buf, 0, buf.length, encoding);
	};
	exports.encodePax = function encodePax(opts) {
		let result = "";
		if (opts.name) result += addLength(" path=" + opts.name + "\n");
		if (opts.linkname) result += addLength(" linkpath=" + opts.linkname + "\n");
		const pax = opts.pax;
		if (pax) for (const key in pax) result += addLength(" " + key + "=" + pax[key] + "\n");
		return b4a.from(result);
	};
	exports.decodePax = function decodePax(buf) {
		const result = {};
		while (buf.length) {
			let i = 0;
			while (i < buf.length && buf[i] !== 32) i++;
			const len = parseInt(b4a.toString(buf.subarray(0, i)), 10);
			if (!len) return result;
			const b = b4a.toString(buf.subarray(i + 1, len - 1));
			const keyIndex = b.indexOf("=");
			if (keyIndex === -1) return result;
			result[b.slice(0, keyIndex)] = b.slice(keyIndex + 1);
			buf = buf.subarray(len);
		}
		return result;
	};
	exports.encode = function encode(opts) {
		const buf = b4a.alloc(512);
		let name = opts.name;
		let prefix = "";
		if (opts.typeflag === 5 && name[name.length - 1] !== "/") name += "/";
		if (b4a.byteLength(name) !== name.length) return null;
		while (b4a.byteLength(name) > 100) {
			const i = name.indexOf("/");
			if (i === -1) return null;
			prefix += prefix ? "/" + name.slice(0, i) : name.slice(0, i);
			name = name.slice(i + 1);
		}
		if (b4a.byteLength(name) > 100 || b4a.byteLength(prefix) > 155) return null;
		if (opts.linkname && b4a.byteLength(opts.linkname) > 100) return null;
		b4a.write(buf, name);
		b4a.write(buf, encodeOct(opts.mode & MASK, 6), 100);
		b4a.write(buf, encodeOct(opts.uid, 6), 108);
		b4a.write(buf, encodeOct(opts.gid, 6), 116);
		encodeSize(opts.size, buf, 124);
		b4a.write(buf, encodeOct(opts.mtime.getTime() / 1e3 | 0, 11), 136);
		buf[156] = ZERO_OFFSET + toTypeflag(opts.type);
		if (opts.linkname) b4a.write(buf, opts.linkname, 157);
		b4a.copy(USTAR_MAGIC, buf, MAGIC_OFFSET);
		b4a.copy(USTAR_VER, buf, VERSION_OFFSET);
		if (opts.uname) b4a.write(buf, opts.uname, 265);
		if (opts.gname) b4a.write(buf, opts.gname, 297);
		b4a.write(buf, encodeOct(opts.devmajor || 0, 6), 329);
		b4a.write(buf, encodeOct(opts.devminor || 0, 6), 337);
		if (prefix) b4a.write(buf, prefix, 345);
		b4a.write(buf, encodeOct(cksum(buf), 6), 148);
		return buf;
	};
	exports.decode = function decode(buf, filenameEncoding, allowUnknownFormat) {
		let typeflag = buf[156] === 0 ? 0 : buf[156] - ZERO_OFFSET;
		let name = decodeStr(buf, 0, 100, filenameEncoding);
		const mode = decodeOct(buf, 100, 8);
		const uid = decodeOct(buf, 108, 8);
		const gid = decodeOct(buf, 116, 8);
		const size = decodeOct(buf, 124, 12);
		const mtime = decodeOct(buf, 136, 12);
		const type = toType(typeflag);
		const linkname = buf[157] === 0 ? null : decodeStr(buf, 157, 100, filenameEncoding);
		const uname = decodeStr(buf, 265, 32);
		const gname = decodeStr(buf, 297, 32);
		const devmajor = decodeOct(buf, 329, 8);
		const devminor = decodeOct(buf, 337, 8);
		const c = cksum(buf);
		if (c === 256) return null;
		if (c !== decodeOct(buf, 148, 8)) throw new Error("Invalid tar header. Maybe the tar is corrupted or it needs to be gunzipped?");
		if (isUSTAR(buf)) {
			if (buf[345]) name = decodeStr(buf, 345, 155, filenameEncoding) + "/" + name;
		} else if (isGNU(buf)) {} else if (!allowUnknownFormat) throw new Error("Invalid tar header: unknown format.");
		if (typeflag === 0 && name && name[name.length - 1] === "/") typeflag = 5;
		return {
			name,
			mode,
			uid,
			gid,
			size,
			byteOffset: 0,
			mtime: /* @__PURE__ */ new Date(1e3 * mtime),
			type,
			linkname,
			uname,
			gname,
			devmajor,
			devminor,
			pax: null
		};
	};
	function isUSTAR(buf) {
		return b4a.equals(USTAR_MAGIC, buf.subarray(MAGIC_OFFSET, 263));
	}
	function isGNU(buf) {
		return b4a.equals(GNU_MAGIC, buf.subarray(MAGIC_OFFSET, 263)) && b4a.equals(GNU_VER, buf.subarray(VERSION_OFFSET, 265));
	}
	function clamp(index, len, defaultValue) {
		if (typeof index !== "number") return defaultValue;
		index = ~~index;
		if (index >= len) return len;
		if (index >= 0) return index;
		index += len;
		if (index >= 0) return index;
		return 0;
	}
	function toType(flag) {
		switch (flag) {
			case 0: return "file";
			case 1: return "link";
			case 2: return "symlink";
			case 3: return "character-device";
			case 4: return "block-device";
			case 5: return "directory";
			case 6: return "fifo";
			case 7: return "contiguous-file";
			case 72: return "pax-header";
			case 55: return "pax-global-header";
			case 27: return "gnu-long-link-path";
			case 28:
			case 30: return "gnu-long-path";
		}
		return null;
	}
	function toTypeflag(flag) {
		switch (flag) {
			case "file": return 0;
			case "link": return 1;
			case "symlink": return 2;
			case "character-device": return 3;
			case "block-device": return 4;
			case "directory": return 5;
			case "fifo": return 6;
			case "contiguous-file": return 7;
			case "pax-header": return 72;
		}
		return 0;
	}
	function indexOf(block, num, offset, end) {
		for (; offset < end; offset++) if (block[offset] === num) return offset;
		return end;
	}
	function cksum(block) {
		let sum = 256;
		for (let i = 0; i < 148; i++) sum += block[i];
		for (let j = 156; j < 512; j++) sum += block[j];
		return sum;
	}
	function encodeOct(val, n) {
		val = val.toString(8);
		if (val.length > n) return SEVENS.slice(0, n) + " ";
		return ZEROS.slice(0, n - val.length) + val + " ";
	}
	function encodeSizeBin(num, buf, off) {
		buf[off] = 128;
		for (let i = 11; i > 0; i--) {
			buf[off + i] = num & 255;
			num = Math.floor(num / 256);
		}
	}
	function encodeSize(num, buf, off) {
		if (num.toString(8).length > 11) encodeSizeBin(num, buf, off);
		else b4a.write(buf, encodeOct(num, 11), off);
	}
	function parse256(buf) {
		let positive;
		if (buf[0] === 128) positive = true;
		else if (buf[0] === 255) positive = false;
		else return null;
		const tuple = [];
		let i;
		for (i = buf.length - 1; i > 0; i--) {
			const byte = buf[i];
			if (positive) tuple.push(byte);
			else tuple.push(255 - byte);
		}
		let sum = 0;
		const l = tuple.length;
		for (i = 0; i < l; i++) sum += tuple[i] * Math.pow(256, i);
		return positive ? sum : -1 * sum;
	}
	function decodeOct(val, offset, length) {
		val = val.subarray(offset, offset + length);
		offset = 0;
		if (val[offset] & 128) return parse256(val);
		else {
			while (offset < val.length && val[offset] === 32) offset++;
			const end = clamp(indexOf(val, 32, offset, val.length), val.length, val.length);
			while (offset < end && val[offset] === 0) offset++;
			if (end === offset) return 0;
			return parseInt(b4a.toString(val.subarray(offset, end)), 8);
		}
	}
	function decodeStr(val, offset, length, encoding) {
		return b4a.toString(val.subarray(offset, indexOf(val, 0, offset, offset + length)), encoding);
	}
	function addLength(str) {
		const len = b4a.byteLength(str);
		let digits = Math.floor(Math.log(len) / Math.log(10)) + 1;
		if (len + digits >= Math.pow(10, digits)) digits++;
		return len + digits + str;
	}
}));

// node_modules/tar-stream/extract.js
var require_extract = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { Writable, Readable, getStreamError } = require_streamx();
	const FIFO = require_fast_fifo();
	const b4a = require_b4a();
	const headers = require_headers();
	const EMPTY = b4a.alloc(0);
	const MAX_HEADER_SIZE = 4194304;
	var BufferList = class {
		constructor() {
			this.buffered = 0;
			this.shifted = 0;
			this.queue = new FIFO();
			this._offset = 0;
		}
		push(buffer) {
			this.buffered += buffer.byteLength;
			this.queue.push(buffer);
		}
		shiftFirst(size) {
			return this.buffered === 0 ? null : this._next(size);
		}
		shift(size) {
			if (size > this.buffered) return null;
			if (size === 0) return EMPTY;
			let chunk = this._next(size);
			if (size === chunk.byteLength) return chunk;
			const chunks = [chunk];
			while ((size -= chunk.byteLength) > 0) {
				chunk = this._next(size);
				chunks.push(chunk);
			}
			return b4a.concat(chunks);
		}
		_next(size) {
			const buf = this.queue.peek();
			const rem = buf.byteLength - this._offset;
			if (size >= rem) {
				const sub = this._offset ? buf.subarray(this._offset, buf.byteLength) : buf;
				this.queue.shift();
				this._offset = 0;
				this.buffered -= rem;
				this.shifted += rem;
				return sub;
			}
			this.buffered -= size;
			this.shifted += size;
			return buf.subarray(this._offset, this._offset += size);
		}
	};
	var Source = class extends Readable {
		constructor(self, header, offset) {
			super();
			this.header = header;
			this.offset = offset;
			this._parent = self;
		}
		_read(cb) {
			if (this.header.size === 0) this.push(null);
			if (this._parent._stream === this) this._parent._update();
			cb(null);
		}
		_predestroy() {
			this._parent.destroy(getStreamError(this));
		}
		_detach() {
			if (this._parent._stream === this) {
				this._parent._stream = null;
				this._parent._missing = overflow(this.header.size);
				this._parent._update();
			}
		}
		_destroy(cb) {
			this._detach();
			cb(null);
		}
	};
	var Extract = class extends Writable {
		constructor(opts) {
			super(opts);
			if (!opts) opts = {};
			this._buffer = new BufferList();
			this._offset = 0;
			this._header = null;
			this._stream = null;
			this._missing = 0;
			this._longHeader = false;
			this._callback = noop;
			this._locked = false;
			this._finished = false;
			this._pax = null;
			this._paxGlobal = null;
			this._gnuLongPath = null;
			this._gnuLongLinkPath = null;
			this._filenameEncoding = opts.filenameEncoding || "utf-8";
			this._allowUnknownFormat = !!opts.allowUnknownFormat;
			this._unlockBound = this._unlock.bind(this);
		}
		_unlock(err) {
			this._locked = false;
			if (err) {
				this.destroy(err);
				this._continueWrite(err);
				return;
			}
			this._update();
		}
		_consumeHeader() {
			if (this._locked) return false;
			this._offset = this._buffer.shifted;
			try {
				this._header = headers.decode(this._buffer.shift(512), this._filenameEncoding, this._allowUnknownFormat);
			} catch (err) {
				this._continueWrite(err);
				return false;
			}
			if (!this._header) return true;
			this._header.byteOffset = this._buffer.shifted;
			switch (this._header.type) {
				case "gnu-long-path":
				case "gnu-long-link-path":
				case "pax-global-header":
				case "pax-header":
					this._longHeader = true;
					this._missing = this._header.size;
					if (this._missing > MAX_HEADER_SIZE) {
						this._continueWrite(/* @__PURE__ */ new Error("Header exceeds max size"));
						return false;
					}
					return true;
			}
			this._locked = true;
			this._applyLongHeaders();
			if (!(this._header.size >= 0)) {
				this._continueWrite(/* @__PURE__ */ new Error("Invalid header"));
				return false;
			}
			if (this._header.size === 0 || this._header.type === "directory") {
				this.emit("entry", this._header, this._createStream(), this._unlockBound);
				return true;
			}
			this._stream = this._createStream();
			this._missing = this._header.size;
			this.emit("entry", this._header, this._stream, this._unlockBound);
			return true;
		}
		_applyLongHeaders() {
			if (this._gnuLongPath) {
				this._header.name = this._gnuLongPath;
				this._gnuLongPath = null;
			}
			if (this._gnuLongLinkPath) {
				this._header.linkname = this._gnuLongLinkPath;
				this._gnuLongLinkPath = null;
			}
			if (this._pax) {
				if (this._pax.path) this._header.name = this._pax.path;
				if (this._pax.linkpath) this._header.linkname = this._pax.linkpath;
				if (this._pax.size) this._header.size = parseInt(this._pax.size, 10);
				this._header.pax = this._pax;
				this._pax = null;
			}
		}
		_decodeLongHeader(buf) {
			switch (this._header.type) {
				case "gnu-long-path":
					this._gnuLongPath = headers.decodeLongPath(buf, this._filenameEncoding);
					break;
				case "gnu-long-link-path":
					this._gnuLongLinkPath = headers.decodeLongPath(buf, this._filenameEncoding);
					break;
				case "pax-global-header":
					this._paxGlobal = headers.decodePax(buf);
					break;
				case "pax-header": this._pax = this._paxGlobal === null ? headers.decodePax(buf) : Object.assign({}, this._paxGlobal, headers.decodePax(buf));
			}
		}
		_consumeLongHeader() {
			this._longHeader = false;
			this._missing = overflow(this._header.size);
			const buf = this._buffer.shift(this._header.size);
			try {
				this._decodeLongHeader(buf);
			} catch (err) {
				this._continueWrite(err);
				return false;
			}
			return true;
		}
		_consumeStream() {
			const buf = this._buffer.shiftFirst(this._missing);
			if (buf === null) return false;
			this._missing -= buf.byteLength;
			const drained = this._stream.push(buf);
			if (this._missing === 0) {
				this._stream.push(null);
				if (drained) this._stream._detach();
				return drained && this._locked === false;
			}
			return drained;
		}
		_createStream() {
			return new Source(this, this._header, this._offset);
		}
		_update() {
			while (this._buffer.buffered > 0 && !this.destroying) {
				if (this._missing > 0) {
					if (this._stream !== null) {
						if (this._consumeStream() === false) return;
						continue;
					}
					if (this._longHeader === true) {
						if (this._missing > this._buffer.buffered) break;
						if (this._consumeLongHeader() === false) return false;
						continue;
					}
					const ignore = this._buffer.shiftFirst(this._missing);
					if (ignore !== null) this._missing -= ignore.byteLength;
					continue;
				}
				if (this._buffer.buffered < 512) break;
				if (this._stream !== null || this._consumeHeader() === false) return;
			}
			this._continueWrite(null);
		}
		_continueWrite(err) {
			const cb = this._callback;
			this._callback = noop;
			cb(err);
		}
		_write(data, cb) {
			this._callback = cb;
			this._buffer.push(data);
			this._update();
		}
		_final(cb) {
			this._finished = this._missing === 0 && this._buffer.buffered === 0;
			cb(this._finished ? null : /* @__PURE__ */ new Error("Unexpected end of data"));
		}
		_predestroy() {
			this._continueWrite(null);
		}
		_destroy(cb) {
			if (this._stream) this._stream.destroy(getStreamError(this));
			cb(null);
		}
		[Symbol.asyncIterator]() {
			let error = null;
			let promiseResolve = null;
			let promiseReject = null;
			let entryStream = null;
			let entryCallback = null;
			const extract = this;
			this.on("entry", onentry);
			this.on("error", (err) => {
				error = err;
			});
			this.on("close", onclose);
			return {
				[Symbol.asyncIterator]() {
					return this;
				},
				next() {
					return new Promise(onnext);
				},
				return() {
					return destroy(null);
				},
				throw(err) {
					return destroy(err);
				}
			};
			function consumeCallback(err) {
				if (!entryCallback) return;
				const cb = entryCallback;
				entryCallback = null;
				cb(err);
			}
			function onnext(resolve, reject) {
				if (error) return reject(error);
				if (entryStream) {
					resolve({
						value: entryStream,
						done: false
					});
					entryStream = null;
					return;
				}
				promiseResolve = resolve;
				promiseReject = reject;
				consumeCallback(null);
				if (extract._finished && promiseResolve) {
					promiseResolve({
						value: void 0,
						done: true
					});
					promiseResolve = promiseReject = null;
				}
			}
			function onentry(header, stream, callback) {
				entryCallback = callback;
				stream.on("error", noop);
				if (promiseResolve) {
					promiseResolve({
						value: stream,
						done: false
					});
					promiseResolve = promiseReject = null;
				} else entryStream = stream;
			}
			function onclose() {
				consumeCallback(error);
				if (!promiseResolve) return;
				if (error) promiseReject(error);
				else promiseResolve({
					value: void 0,
					done: true
				});
				promiseResolve = promiseReject = null;
			}
			function destroy(err) {
				extract.destroy(err);
				consumeCallback(err);
				return new Promise((resolve, reject) => {
					if (extract.destroyed) return resolve({
						value: void 0,
						done: true
					});
					extract.once("close", function() {
						if (err) reject(err);
						else resolve({
							value: void 0,
							done: true
						});
					});
				});
			}
		}
	};
	module.exports = function extract(opts) {
		return new Extract(opts);
	};
	function noop() {}
	function overflow(size) {
		size &= 511;
		return size && 512 - size;
	}
}));

// node_modules/tar-stream/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const constants = {
		S_IFMT: 61440,
		S_IFDIR: 16384,
		S_IFCHR: 8192,
		S_IFBLK: 24576,
		S_IFIFO: 4096,
		S_IFLNK: 40960
	};
	try {
		module.exports = __require("fs").constants || constants;
	} catch {
		module.exports = constants;
	}
}));

// node_modules/tar-stream/pack.js
var require_pack = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { Readable, Writable, getStreamError } = require_streamx();
	const b4a = require_b4a();
	const constants = require_constants();
	const headers = require_headers();
	const DMODE = 493;
	const FMODE = 420;
	const END_OF_TAR = b4a.alloc(1024);
	var Sink = class extends Writable {
		constructor(pack, header, callback) {
			super({
				mapWritable,
				eagerOpen: true
			});
			this.written = 0;
			this.header = header;
			this._callback = callback;
			this._linkname = null;
			this._isLinkname = header.type === "symlink" && !header.linkname;
			this._isVoid = header.type !== "file" && header.type !== "contiguous-file";
			this._finished = false;
			this._pack = pack;
			this._openCallback = null;
			if (this._pack._stream === null) this._pack._stream = this;
			else this._pack._pending.push(this);
		}
		_open(cb) {
			this._openCallback = cb;
			if (this._pack._stream === this) this._continueOpen();
		}
		_continuePack(err) {
			if (this._callback === null) return;
			const callback = this._callback;
			this._callback = null;
			callback(err);
		}
		_continueOpen() {
			if (this._pack._stream === null) this._pack._stream = this;
			const cb = this._openCallback;
			this._openCallback = null;
			if (cb === null) return;
			if (this._pack.destroying) return cb(/* @__PURE__ */ new Error("pack stream destroyed"));
			if (this._pack._finalized) return cb(/* @__PURE__ */ new Error("pack stream is already finalized"));
			this._pack._stream = this;
			if (!this._isLinkname) this._pack._encode(this.header);
			if (this._isVoid) {
				this._finish();
				this._continuePack(null);
			}
			cb(null);
		}
		_write(data, cb) {
			if (this._isLinkname) {
				this._linkname = this._linkname ? b4a.concat([this._linkname, data]) : data;
				return cb(null);
			}
			if (this._isVoid) {
				if (data.byteLength > 0) return cb(/* @__PURE__ */ new Error("No body allowed for this entry"));
				return cb();
			}
			this.written += data.byteLength;
			if (this._pack.push(data)) return cb();
			this._pack._drain = cb;
		}
		_finish() {
			if (this._finished) return;
			this._finished = true;
			if (this._isLinkname) {
				this.header.linkname = this._linkname ? b4a.toString(this._linkname, "utf-8") : "";
				this._pack._encode(this.header);
			}
			overflow(this._pack, this.header.size);
			this._pack._done(this);
		}
		_final(cb) {
			if (this.written !== this.header.size) return cb(/* @__PURE__ */ new Error("Size mismatch"));
			this._finish();
			cb(null);
		}
		_getError() {
			return getStreamError(this) || /* @__PURE__ */ new Error("tar entry destroyed");
		}
		_predestroy() {
			this._pack.destroy(this._getError());
		}
		_destroy(cb) {
			this._pack._done(this);
			this._continuePack(this._finished ? null : this._getError());
			cb();
		}
	};
	var Pack = class extends Readable {
		constructor(opts) {
			super(opts);
			this._drain = noop;
			this._finalized = false;
			this._finalizing = false;
			this._pending = [];
			this._stream = null;
		}
		entry(header, buffer, callback) {
			if (this._finalized || this.destroying) throw new Error("already finalized or destroyed");
			if (typeof buffer === "function") {
				callback = buffer;
				buffer = null;
			}
			if (!callback) callback = noop;
			if (!header.size || header.type === "symlink") header.size = 0;
			if (!header.type) header.type = modeToType(header.mode);
			if (!header.mode) header.mode = header.type === "directory" ? DMODE : FMODE;
			if (!header.uid) header.uid = 0;
			if (!header.gid) header.gid = 0;
			if (!header.mtime) header.mtime = /* @__PURE__ */ new Date();
			if (typeof buffer === "string") buffer = b4a.from(buffer);
			const sink = new Sink(this, header, callback);
			if (b4a.isBuffer(buffer)) {
				header.size = buffer.byteLength;
				sink.write(buffer);
				sink.end();
				return sink;
			}
			if (sink._isVoid) return sink;
			return sink;
		}
		finalize() {
			if (this._stream || this._pending.length > 0) {
				this._finalizing = true;
				return;
			}
			if (this._finalized) return;
			this._finalized = true;
			this.push(END_OF_TAR);
			this.push(null);
		}
		_done(stream) {
			if (stream !== this._stream) return;
			this._stream = null;
			if (this._finalizing) this.finalize();
			if (this._pending.length) this._pending.shift()._continueOpen();
		}
		_encode(header) {
			if (!header.pax) {
				const buf = headers.encode(header);
				if (buf) {
					this.push(buf);
					return;
				}
			}
			this._encodePax(header);
		}
		_encodePax(header) {
			const paxHeader = headers.encodePax({
				name: header.name,
				linkname: header.linkname,
				pax: header.pax
			});
			const newHeader = {
				name: "PaxHeader",
				mode: header.mode,
				uid: header.uid,
				gid: header.gid,
				size: paxHeader.byteLength,
				mtime: header.mtime,
				type: "pax-header",
				linkname: header.linkname && "PaxHeader",
				uname: header.uname,
				gname: header.gname,
				devmajor: header.devmajor,
				devminor: header.devminor
			};
			this.push(headers.encode(newHeader));
			this.push(paxHeader);
			overflow(this, paxHeader.byteLength);
			newHeader.size = header.size;
			newHeader.type = header.type;
			this.push(headers.encode(newHeader));
		}
		_doDrain() {
			const drain = this._drain;
			this._drain = noop;
			drain();
		}
		_predestroy() {
			const err = getStreamError(this);
			if (this._stream) this._stream.destroy(err);
			while (this._pending.length) {
				const stream = this._pending.shift();
				stream.destroy(err);
				stream._continueOpen();
			}
			this._doDrain();
		}
		_read(cb) {
			this._doDrain();
			cb();
		}
	};
	module.exports = function pack(opts) {
		return new Pack(opts);
	};
	function modeToType(mode) {
		switch (mode & constants.S_IFMT) {
			case constants.S_IFBLK: return "block-device";
			case constants.S_IFCHR: return "character-device";
			case constants.S_IFDIR: return "directory";
			case constants.S_IFIFO: return "fifo";
			case constants.S_IFLNK: return "symlink";
		}
		return "file";
	}
	function noop() {}
	function overflow(self, size) {
		size &= 511;
		if (size) self.push(END_OF_TAR.subarray(0, 512 - size));
	}
	function mapWritable(buf) {
		return b4a.isBuffer(buf) ? buf : b4a.from(buf);
	}
}));

// node_modules/tar-stream/index.js
var require_tar_stream = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.extract = require_extract();
	exports.pack = require_pack();
}));

// src/layers/faults.ts
var import_tar_stream = require_tar_stream();
const layerFaults = defineFaults({
	LAYER_CORRUPT: "A layer cannot be unpacked, or its content is not what the image's config says.",
	LAYER_UNSUPPORTED: "A layer has a media type that is not accepted."
});

// src/layers/pass.ts
const mostEntries = 2e6;
const mostUnpacked = 64 * 1024 ** 3;
/**
* Streams one layer once, with bounded memory: unpacks it, checks that it is the diffID that the config names, and gives the
* visitor its entries. Throws LAYER_CORRUPT or LAYER_UNSUPPORTED; the blob's own digest is checked by who opens it.
*/
async function visitLayer(source, diffId, visitor) {
	const corrupt = (why, cause) => layerFaults.fault("LAYER_CORRUPT", `layer ${source.digest} ${why}`, {
		where: source.digest,
		cause
	});
	const hash = createHash("sha256");
	let unpackedSize = 0;
	const visited = [];
	const archive = (0, import_tar_stream.extract)();
	const reading = readEntries(archive, visitor.wants, visited, corrupt);
	try {
		await Promise.all([pipeline(Readable.from(source.open()), decompressor(source), async function* (chunks) {
			for await (const chunk of chunks) {
				unpackedSize += chunk.length;
				if (unpackedSize > mostUnpacked) throw corrupt("unpacks to more than 64 GiB");
				hash.update(chunk);
				yield chunk;
			}
		}, archive), reading]);
	} catch (error) {
		if (error instanceof Error && error.name === "Fault") throw error;
		throw corrupt(`cannot be unpacked: ${error instanceof Error ? error.message : "unknown error"}`, error);
	}
	const found = `sha256:${hash.digest("hex")}`;
	if (found !== diffId) throw corrupt(`unpacks to ${found}, but the config names ${diffId}`);
	return {
		facts: visitor.layer(visited),
		unpackedSize,
		entries: visited.length
	};
}
function decompressor(source) {
	if (/\.tar\+gzip$|\.tar\.gzip$/.test(source.mediaType)) return createGunzip();
	if (source.mediaType.endsWith(".tar+zstd")) return createZstdDecompress();
	if (source.mediaType.endsWith(".tar")) return new PassThrough();
	throw layerFaults.fault("LAYER_UNSUPPORTED", `layer ${source.digest} has the media type ${source.mediaType}`, { where: source.digest });
}
async function readEntries(archive, wants, visited, corrupt) {
	for await (const stream of archive) {
		const { header } = stream;
		const entry = {
			path: cleanPath(header.name),
			type: entryType(header.type),
			size: header.size ?? 0,
			mode: header.mode ?? 0,
			linkTarget: header.linkname ?? void 0
		};
		if (entry.path.split("/").includes("..")) throw corrupt(`has an entry that leaves it: ${JSON.stringify(header.name.slice(0, 200))}`);
		const wanted = entry.type === "file" ? wants(entry) : 0;
		visited.push({
			...entry,
			content: wanted > 0 ? await head(stream, wanted) : await drain(stream)
		});
		if (visited.length > mostEntries) throw corrupt("has more than 2,000,000 entries");
	}
}
function cleanPath(name) {
	return name.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}
function entryType(type) {
	if (type === "file" || type === "contiguous-file") return "file";
	if (type === "directory" || type === "symlink") return type;
	return type === "link" ? "hardlink" : "other";
}
async function head(stream, wanted) {
	const kept = Buffer.alloc(wanted);
	let length = 0;
	for await (const chunk of stream) {
		if (length >= wanted || !(chunk instanceof Uint8Array)) continue;
		kept.set(chunk.subarray(0, wanted - length), length);
		length = Math.min(wanted, length + chunk.length);
	}
	return kept.subarray(0, length);
}
async function drain(stream) {
	for await (const _chunk of stream);
}

// src/formats/faults.ts
const formatFaults = defineFaults({ FORMAT_CORRUPT: "A file has the magic number of its format but not its structure." });

// src/formats/elf.ts
/** Bytes from the start of a file that readElfHeader needs. */
const elfHeaderLength = 20;
/** Reads an ELF header, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT for a broken one. */
function readElfHeader(bytes) {
	if (bytes.length < 4 || bytes[0] !== 127 || bytes[1] !== 69 || bytes[2] !== 76 || bytes[3] !== 70) return void 0;
	if (bytes.length < 20) throw formatFaults.fault("FORMAT_CORRUPT", "an ELF file ends inside its header");
	const [, , , , wide, order] = bytes;
	if (wide !== 1 && wide !== 2 || order !== 1 && order !== 2) throw formatFaults.fault("FORMAT_CORRUPT", "an ELF header has an unknown class or byte order");
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		bits: wide === 2 ? 64 : 32,
		endian: order === 1 ? "little" : "big",
		type: [
			"other",
			"relocatable",
			"executable",
			"shared",
			"core"
		][view.getUint16(16, order === 1)] ?? "other",
		machine: view.getUint16(18, order === 1)
	};
}
/** The name that people use for an e_machine. */
function machineName(machine) {
	return machines[machine] ?? `machine ${machine}`;
}
const machines = {
	3: "x86 (32-bit)",
	8: "MIPS",
	20: "PowerPC",
	21: "PowerPC64",
	22: "IBM Z",
	40: "Arm (32-bit)",
	62: "x86-64",
	183: "arm64",
	243: "RISC-V",
	258: "LoongArch"
};

// src/layers/overlay.ts
/**
* What is left when layers are put on top of each other (OCI image-spec, "Layer Changesets"): later entries cover earlier ones,
* `.wh.NAME` deletes, `.wh..wh..opq` empties its folder.
*/
function overlay(bottomUp) {
	const files = /* @__PURE__ */ new Map();
	for (const layer of bottomUp) {
		for (const [path] of layer) erase(files, path);
		for (const [path, value] of layer) if (!isWhiteout(path)) files.set(path, value);
	}
	return files;
}
function isWhiteout(path) {
	return path.slice(path.lastIndexOf("/") + 1).startsWith(".wh.");
}
function erase(files, path) {
	if (!isWhiteout(path)) return;
	const slash = path.lastIndexOf("/");
	const folder = slash < 0 ? "" : `${path.slice(0, slash)}/`;
	const name = path.slice(slash + 1);
	const target = name === ".wh..wh..opq" ? void 0 : `${folder}${name.slice(4)}`;
	const below = target === void 0 ? folder : `${target}/`;
	for (const file of files.keys()) if (file === target || file.startsWith(below)) files.delete(file);
}

// src/lint/architecture.ts
/** P5001: what an image starts must be arm64, whatever its config claims. */
const architectureRule = {
	id: "P5001",
	wants: () => 20,
	layer: (entries) => entries.map((entry) => [entry.path, inspect(entry)]),
	combine: judgeArchitecture
};
function inspect(entry) {
	const linkTarget = entry.type === "symlink" ? entry.linkTarget : entry.type === "hardlink" ? `/${entry.linkTarget ?? ""}` : void 0;
	try {
		return {
			elf: entry.content === void 0 ? void 0 : readElfHeader(entry.content),
			linkTarget,
			corrupt: false
		};
	} catch {
		return {
			elf: void 0,
			linkTarget,
			corrupt: true
		};
	}
}
function judgeArchitecture(bottomUp, config) {
	const findings = [];
	const next = "build with --platform linux/arm64 and copy arm64 binaries into the image";
	const report = (message, file) => void findings.push({
		rule: "P5001",
		severity: "error",
		message,
		next,
		...file === void 0 ? {} : { file }
	});
	if (config.os !== "linux" || config.architecture !== "arm64") report(`the image is ${config.os}/${config.architecture}; a Raspberry Pi 5 runs linux/arm64`);
	const files = overlay(bottomUp);
	const started = [...config.entrypoint, ...config.command][0];
	const program = started === void 0 ? void 0 : resolveProgram(started, files, searchPath(config));
	if (program !== void 0) {
		const { elf, corrupt } = files.get(program) ?? {
			elf: void 0,
			corrupt: false
		};
		if (corrupt) report(`/${program}, which the image starts, is a broken ELF file`, program);
		if (elf !== void 0 && elf.machine !== 183) report(`/${program}, which the image starts, is built for ${machineName(elf.machine)}`, program);
	}
	const programs = [...files.entries()].filter(([, node]) => node.elf?.type === "executable" || node.elf?.type === "shared");
	const foreign = programs.filter(([, node]) => node.elf?.machine !== 183);
	if (programs.length > 0 && foreign.length === programs.length && findings.length === 0) {
		const [path, node] = foreign[0] ?? [];
		report(`none of the ${programs.length} programs in the image is arm64: /${path} is built for ${machineName(node?.elf?.machine ?? 0)}`, path);
	}
	return findings;
}
function searchPath(config) {
	return (config.environment.find((variable) => variable.startsWith("PATH="))?.slice(5) ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(":").filter((folder) => folder.startsWith("/"));
}
function resolveProgram(started, files, folders) {
	const candidates = started.startsWith("/") ? [started] : folders.map((folder) => `${folder}/${started}`);
	for (const candidate of candidates) {
		const found = follow(candidate, files);
		if (found !== void 0) return found;
	}
}
/** Follows symbolic links, those of folders included (`/bin` is often one), for at most 40 steps as Linux does. */
function follow(start, files) {
	let parts = start.split("/").filter((part) => part !== "" && part !== ".");
	let done = [];
	for (let steps = 0; parts.length > 0;) {
		const part = parts[0] ?? "";
		parts = parts.slice(1);
		if (part === "..") {
			done = done.slice(0, -1);
			continue;
		}
		const target = files.get([...done, part].join("/"))?.linkTarget;
		if (target === void 0) {
			done = [...done, part];
			continue;
		}
		steps += 1;
		if (steps > 40) return void 0;
		parts = [...target.split("/").filter((piece) => piece !== "" && piece !== "."), ...parts];
		if (target.startsWith("/")) done = [];
	}
	const path = done.join("/");
	return files.has(path) ? path : void 0;
}

// src/commands/build-arm64/look.ts
const largestConfig = 4194304;
/** Reads every blob of the built image once: digests, diffIDs, sizes and the rules. Throws BUILD_ARCHITECTURE when there is no arm64 image at all. */
async function lookAtLayout(layout) {
	const root = await chooseImage(layout);
	const content = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
	const platform = content.kind === "image" ? root : choosePlatform(content.manifests, {
		os: "linux",
		architecture: "arm64"
	});
	if (platform === void 0) throw buildFaults.fault("BUILD_ARCHITECTURE", "the built index has no image for linux/arm64", { where: root.digest });
	const image = parseManifest((await layout.manifest(platform)).bytes, platform.mediaType);
	if (image.kind !== "image") throw buildFaults.fault("BUILD_ARCHITECTURE", "the built index names another index where an image is expected", { where: platform.digest });
	const config = await readConfig(layout, image.config);
	if (config.diffIds.length !== image.layers.length) throw layerFaults.fault("LAYER_CORRUPT", `the config names ${config.diffIds.length} layers and the manifest ${image.layers.length}`, { where: platform.digest });
	const layers = [];
	const facts = [];
	for (const [index, layer] of image.layers.entries()) {
		const diffId = config.diffIds[index];
		if (diffId === void 0) continue;
		const pass = await visitLayer({
			...layer,
			open: layout.blob(layer).open
		}, diffId, architectureRule);
		facts.push(pass.facts);
		layers.push({
			digest: layer.digest,
			size: layer.size,
			unpackedSize: pass.unpackedSize
		});
	}
	return {
		root,
		rootIsIndex: content.kind === "index",
		platform,
		config: image.config,
		layers,
		size: image.config.size + layers.reduce((sum, layer) => sum + layer.size, 0),
		unpackedSize: layers.reduce((sum, layer) => sum + layer.unpackedSize, 0),
		findings: architectureRule.combine(facts, config)
	};
}
async function readConfig(layout, descriptor) {
	const refuse = (why) => layerFaults.fault("LAYER_CORRUPT", `the image config ${why}`, { where: descriptor.digest });
	if (descriptor.size > largestConfig) throw refuse(`has ${descriptor.size} bytes`);
	const chunks = [];
	for await (const chunk of layout.blob(descriptor).open()) chunks.push(chunk);
	const value = parseJson(Buffer.concat(chunks).toString("utf8"), refuse);
	const run = record(value["config"] ?? {});
	return {
		architecture: text(value["architecture"]),
		os: text(value["os"]),
		diffIds: texts(record(value["rootfs"] ?? {})["diff_ids"]).map((id) => parseDigest(id, descriptor.digest)),
		entrypoint: texts(run["Entrypoint"]),
		command: texts(run["Cmd"]),
		environment: texts(run["Env"]),
		user: text(run["User"])
	};
}
function parseJson(source, refuse) {
	try {
		return record(JSON.parse(source));
	} catch {
		throw refuse("is not JSON");
	}
}
function record(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function text(value) {
	return typeof value === "string" ? value : "";
}
function texts(value) {
	return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

// src/commands/build-arm64/view.ts
/** The report of a build: verdict, digests, layers. */
function buildReport(look, verdict, good, driver) {
	const digest = (name, value) => [[name], [{
		kind: "code",
		text: value
	}]];
	return {
		title: "build-arm64",
		blocks: [
			{
				kind: "verdict",
				state: good ? "good" : "bad",
				text: verdict
			},
			...look.findings.length === 0 ? [] : [{
				kind: "table",
				columns: [
					{ title: "rule" },
					{ title: "what" },
					{ title: "next step" }
				],
				rows: look.findings.map((finding) => [
					[finding.rule],
					[finding.message],
					[finding.next ?? ""]
				])
			}],
			{
				kind: "table",
				columns: [{ title: "digest of" }, { title: "value" }],
				rows: [
					digest(look.rootIsIndex ? "index" : "manifest", look.root.digest),
					digest("linux/arm64", look.platform.digest),
					digest("config", look.config.digest)
				]
			},
			{
				kind: "details",
				summary: `${layerCount(look.layers.length)}, ${formatSize(look.size)} to pull, ${formatSize(look.unpackedSize)} unpacked, built by ${driver}`,
				blocks: [{
					kind: "table",
					columns: [
						{ title: "layer" },
						{
							title: "compressed",
							align: "right"
						},
						{
							title: "unpacked",
							align: "right"
						}
					],
					rows: look.layers.map((layer) => [
						[{
							kind: "code",
							text: layer.digest
						}],
						[formatSize(layer.size)],
						[formatSize(layer.unpackedSize)]
					])
				}]
			}
		]
	};
}
/** `1 layer`, `3 layers`. */
function layerCount(count) {
	return `${count} layer${count === 1 ? "" : "s"}`;
}

// src/commands/build-arm64/run.ts
/** Builds into a layout, looks at it, pushes it by digest. An error finding ends it before anything is pushed. */
async function run(input, ports) {
	const layoutFolder = await mkdtemp(path.join(ports.temporary, "layout-"));
	const context = await containPath(ports.workspace, input.context);
	const file = await containPath(ports.workspace, input.file ?? path.posix.join(input.context, "Dockerfile"));
	const driver = await chooseDriver(input, ports);
	await ports.log.group(`Build with ${driver.name}`, () => ports.log.fenced((write) => driver.build({
		context,
		file,
		target: input.target,
		buildArguments: input["build-args"],
		labels: input.labels,
		noCache: input["no-cache"],
		pull: input.pull,
		network: input.network,
		layout: layoutFolder
	}, write)));
	const layout = await openLayout(layoutFolder);
	const look = await ports.log.group("Look at what was built", async () => {
		const seen = await lookAtLayout(layout);
		for (const finding of seen.findings) ports.log.info(`${finding.rule}: ${finding.message}`);
		ports.log.info(`${layerCount(seen.layers.length)}, every digest and diffID checked`);
		return seen;
	});
	if (hasErrors(look.findings)) return conclude(look, driver.name, `not pushed: ${look.findings[0]?.message}`, false, "");
	const size = `linux/arm64, ${formatSize(look.size)} in ${layerCount(look.layers.length)}`;
	if (input.push === "false" || input["dry-run"]) return conclude(look, driver.name, `built ${look.root.digest} for ${size}; nothing was pushed`, true, "");
	const image = await ports.log.group(`Push to ${formatRepository(input.image)}`, async () => {
		const registry = await openRegistry(input, ports);
		const pushed = await pushLayout(registry, layout, input.image, { tags: input.push === "true" ? input.tags : [] });
		ports.log.info(`${pushed.blobs.uploaded} blobs sent (${formatSize(pushed.uploadedBytes)}), ${pushed.blobs.present + pushed.blobs.mounted} were there`);
		return `${formatRepository(input.image)}@${pushed.descriptor.digest}`;
	});
	return conclude(look, driver.name, `built ${image} for ${size}`, true, image);
}
async function chooseDriver(input, ports) {
	const { processes, environment } = ports;
	const driver = (input.driver === "buildah" ? void 0 : await openBuildx(processes, environment, input.builder)) ?? (input.driver === "buildx" ? void 0 : await openBuildah(processes, environment));
	if (driver !== void 0) return driver;
	const wanted = {
		auto: "neither docker buildx nor buildah works here",
		buildx: "docker buildx does not work here",
		buildah: "buildah is not installed"
	}[input.driver];
	throw buildFaults.fault("BUILD_TOOL_MISSING", wanted, { next: "use a runner with Docker, or install buildah (apt-get install buildah)" });
}
function conclude(look, driver, verdict, ok, image) {
	return {
		ok,
		verdict,
		outputs: {
			...emptyOutputs(command.outputs),
			image,
			digest: look.root.digest,
			"index-digest": look.rootIsIndex ? look.root.digest : "",
			"platform-digest": look.platform.digest,
			"config-digest": look.config.digest,
			size: String(look.size),
			"unpacked-size": String(look.unpackedSize),
			layers: JSON.stringify(look.layers)
		},
		report: buildReport(look, verdict, ok, driver),
		findings: look.findings
	};
}

export { run };