import "./rolldown-runtime.js";
import { a as parseObject, i as parseManifest, s as isForeignLayer, u as mediaTypes$1 } from "./manifest-content.js";
import { i as platformManifest } from "./platform.js";
import { t as readSmallBlob } from "./small-blob.js";
import { t as formatImageReference } from "./image-reference.js";
import { t as isRecord } from "./json-members.js";
import { t as canonicalBytes } from "./canonical-json.js";
import { i as isDigest } from "./digest.js";
import { _ as isoTime, a as loadIntoDocker, d as openDocker, f as headerBlocks, i as imageToLoad, m as createLayout, p as paddingOf, r as parseImageConfig, t as wrapWithAnnotations } from "./layout-annotations.js";
import { n as defineFaults, r as describeError } from "./fault.js";
import { r as containPath, t as codeOf } from "./files.js";
import { t as compareText } from "./text-order.js";
import { t as valueFaults } from "./faults2.js";
import { i as layerFaults, n as watchLayer, t as lookAt } from "./pass.js";
import { t as buildFaults } from "./faults4.js";
import { promisify } from "node:util";
import { createHash } from "node:crypto";
import { lstat, open, readdir, readlink } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { Buffer } from "node:buffer";
import { constants as constants$1, crc32, createZstdCompress, deflateRaw } from "node:zlib";

// src/build/append-faults.ts
const appendFaults = defineFaults({
	APPEND_BASE_UNSUPPORTED: "The base image cannot be appended to: it is no image for linux/arm64 of known layers.",
	APPEND_CONFIG_INVALID: "The config of a base image, or an edit of it, cannot be used.",
	APPEND_SOURCE_REFUSED: "A file or folder to append is of a kind that does not belong into a layer."
});

// src/build/append-config.ts
/** Reads the config of a base image as far as appending needs it. Throws APPEND_CONFIG_INVALID. */
function readBaseConfig(document, layers) {
	const rootfs = document["rootfs"];
	const ids = isRecord(rootfs) && rootfs["type"] === "layers" ? rootfs["diff_ids"] : void 0;
	if (!Array.isArray(ids)) throw invalid("the base image's config has no rootfs of layers");
	const diffIds = ids.filter((id) => typeof id === "string" && isDigest(id));
	if (diffIds.length !== ids.length) throw invalid("the base image's config has a diffID that is no sha256 digest");
	if (diffIds.length !== layers) throw invalid(`the base image's config names ${diffIds.length} layers and its manifest ${layers}`);
	return {
		document,
		diffIds
	};
}
/**
* The config of the new image: the base's with further layers and history, edited. The same input gives the same bytes: nothing in
* it is from a clock. `epoch` is in seconds. Throws APPEND_CONFIG_INVALID.
*/
function appendConfig(base, added, edits, epoch) {
	const created = isoTime(epoch);
	const { document, diffIds } = base;
	const own = document["config"];
	return canonicalBytes({
		...document,
		created,
		config: editRun(isRecord(own) ? own : {}, edits),
		rootfs: {
			type: "layers",
			diff_ids: [...diffIds, ...added.map(({ diffId }) => diffId)]
		},
		history: [...baseHistory(document["history"], diffIds.length), ...added.map(({ text }) => ({
			created,
			created_by: `append ${text}`
		}))]
	});
}
/** The base's history, made to fit its layers: tools match the two by counting, and not every builder keeps them equal. */
function baseHistory(value, layers) {
	const history = [];
	let told = 0;
	for (const entry of Array.isArray(value) ? value : []) {
		if (!isRecord(entry)) continue;
		if (entry["empty_layer"] !== true && told >= layers) continue;
		if (entry["empty_layer"] !== true) told += 1;
		history.push(entry);
	}
	return [...history, ...Array.from({ length: layers - told }, () => ({ created_by: "base" }))];
}
function editRun(own, edits) {
	const run = { ...own };
	if (edits.environment !== void 0) run["Env"] = mergeEnvironment(own["Env"], edits.environment);
	if (edits.labels !== void 0) run["Labels"] = {
		...isRecord(own["Labels"]) ? own["Labels"] : {},
		...Object.fromEntries(edits.labels)
	};
	if (edits.entrypoint !== void 0) {
		run["Entrypoint"] = edits.entrypoint;
		delete run["Cmd"];
	}
	if (edits.command !== void 0) run["Cmd"] = edits.command;
	if (edits.user !== void 0) run["User"] = edits.user;
	if (edits.workingDirectory !== void 0) {
		if (!edits.workingDirectory.startsWith("/")) throw invalid("the working directory is not absolute");
		run["WorkingDir"] = edits.workingDirectory;
	}
	if (edits.healthcheck !== void 0) run["Healthcheck"] = edits.healthcheck;
	return run;
}
/** A variable that is there keeps its place and gets the new value; others come behind, in the order given. */
function mergeEnvironment(value, edits) {
	const variables = /* @__PURE__ */ new Map();
	for (const entry of Array.isArray(value) ? value : []) {
		if (typeof entry !== "string") throw invalid("the base image's config has a variable that is not a text");
		const at = entry.indexOf("=");
		variables.set(at < 0 ? entry : entry.slice(0, at), entry);
	}
	for (const [name, text] of edits) {
		if (name === "" || /[=\0]/.test(name) || text.includes("\0")) throw invalid(`the variable ${JSON.stringify(name.slice(0, 100))} cannot be set`);
		variables.set(name, `${name}=${text}`);
	}
	return [...variables.values()];
}
function invalid(why) {
	return appendFaults.fault("APPEND_CONFIG_INVALID", why);
}

// src/build/append-base.ts
const arm64 = {
	os: "linux",
	architecture: "arm64"
};
/**
* Reads manifest and config of a base image: by its digest, else by its tag, which is looked up here and nowhere again. Docker's media
* types become those of OCI: the blobs and their digests stay the same. Throws APPEND_BASE_UNSUPPORTED, APPEND_CONFIG_INVALID,
* IMAGE_PLATFORM_MISSING or a fault of the registry.
*/
async function openAppendBase(registry, reference, platform = arm64) {
	const name = formatImageReference(reference);
	const refuse = (why) => appendFaults.fault("APPEND_BASE_UNSUPPORTED", `the base image ${name} ${why}`, { where: name });
	const wanted = reference.digest ?? reference.tag ?? "latest";
	const found = await platformManifest(registry, reference, wanted, platform);
	const content = parseManifest(found.platform.bytes, found.platform.descriptor.mediaType);
	if (content.kind !== "image") throw refuse("names an index where an image is expected");
	const bytes = found.config ?? await readConfig(registry, reference, content.config, refuse);
	const document = parseObject(bytes, (why) => refuse(`has a config that ${why}`));
	return {
		reference,
		digest: found.root.descriptor.digest,
		manifest: found.platform.descriptor,
		platform: configPlatform(document, platform, refuse),
		config: readBaseConfig(document, content.layers.length),
		layers: content.layers.map((layer) => ociLayer(layer, refuse)),
		annotations: content.annotations ?? {}
	};
}
/** The base's layers to read, streamed from the registry and proved by digest at their end. */
function baseLayerSources(registry, base) {
	return base.layers.map(({ mediaType, digest, size }) => ({
		mediaType,
		digest,
		size,
		open: () => registry.blob(base.reference, {
			digest,
			size
		})
	}));
}
const dockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
const ociLayerType = "application/vnd.oci.image.layer.v1.tar";
function ociLayer(layer, refuse) {
	const { digest, size, annotations, mediaType } = layer;
	if (isForeignLayer(mediaType)) throw refuse(`has the layer ${digest}, which registries may not hold`);
	const suffix = mediaType.startsWith(dockerLayer) ? mediaType.slice(44).replace(/^\./, "+") : mediaType.startsWith(ociLayerType) ? mediaType.slice(38) : void 0;
	if (suffix === void 0 || ![
		"",
		"+gzip",
		"+zstd"
	].includes(suffix)) throw refuse(`has a layer of type ${JSON.stringify(mediaType.slice(0, 120))}`);
	return {
		mediaType: `${ociLayerType}${suffix}`,
		digest,
		size,
		...annotations === void 0 ? {} : { annotations }
	};
}
async function readConfig(registry, reference, config, refuse) {
	const refuseConfig = (why) => refuse(`has a config that ${why}`);
	return readSmallBlob(config, () => registry.blob(reference, config), refuseConfig);
}
/** An index can say one thing and the config of its image another: the config is what runs. */
function configPlatform(document, wanted, refuse) {
	const { os, architecture, variant, config } = document;
	if (os !== wanted.os || architecture !== wanted.architecture) throw refuse(`is for ${JSON.stringify(os)}/${JSON.stringify(architecture)} by its config, not for ${wanted.os}/${wanted.architecture}`);
	if (config !== void 0 && config !== null && !isRecord(config)) throw refuse("has a config of no object");
	return {
		os: wanted.os,
		architecture: wanted.architecture,
		...typeof variant === "string" && variant !== "" ? { variant } : {}
	};
}

// src/build/append-input.ts
const example = "models/shelf.tflite:/models/shelf.tflite mode=0644 owner=1000:1000";
const largestId = 2 ** 31 - 1;
/** Reads one line of `layers:`. Throws INPUT_INVALID with the line and a right one. */
function parseLayerLine(text) {
	const line = text.trim();
	const refuse = (why) => {
		throw valueFaults.fault("INPUT_INVALID", `the layer ${JSON.stringify(line.slice(0, 300))} ${why}; a right line is: ${example}`);
	};
	if (line.length > 4096) refuse("is longer than 4096 characters");
	const [, places = "", optionText = ""] = /^(.*?\S)((?:[ \t]+[A-Za-z-]+=\S*)*)$/.exec(line) ?? [];
	const at = places.lastIndexOf(":/");
	if (at < 1) refuse("has no :/ between source and target");
	const source = places.slice(0, at);
	const target = places.slice(at + 1);
	const isModel = /^[a-z][a-z0-9+.-]*:\/?/.test(source);
	const badTarget = unsafeTarget(target);
	if (badTarget !== void 0) refuse(`has a target that ${badTarget}`);
	const badSource = isModel ? void 0 : unsafeSource(source);
	if (badSource !== void 0) refuse(`has a source that ${badSource}`);
	const options = readOptions(optionText, refuse);
	return {
		source: isModel ? source : source.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "") || ".",
		isModel,
		target,
		mode: options.mode,
		owner: options.owner ?? {
			uid: 0,
			gid: 0
		},
		text: line.replaceAll(/[ \t]+/g, " ")
	};
}
function readOptions(text, refuse) {
	const options = {};
	for (const word of text.split(/[ \t]+/).filter((part) => part !== "")) {
		const at = word.indexOf("=");
		const name = word.slice(0, at);
		const value = word.slice(at + 1);
		if (name !== "mode" && name !== "owner") return refuse(`has the option ${JSON.stringify(name)}, which is neither mode nor owner`);
		if (options[name] !== void 0) refuse(`has ${name} twice`);
		if (name === "mode") options.mode = readMode(value, refuse);
		else options.owner = readOwner(value, refuse);
	}
	return options;
}
function readMode(value, refuse) {
	if (!/^[0-7]{3,4}$/.test(value)) refuse("has a mode that is not three or four octal digits");
	return Number.parseInt(value, 8);
}
function readOwner(value, refuse) {
	const [uid, gid] = /^([0-9]{1,10}):([0-9]{1,10})$/.exec(value)?.slice(1).map(Number) ?? [];
	if (uid === void 0 || gid === void 0 || uid > largestId || gid > largestId) return refuse("has an owner that is not UID:GID in numbers (names are not known outside of the image)");
	return {
		uid,
		gid
	};
}
function unsafeTarget(target) {
	if (/[\s\p{Cc}\\:]/u.test(target)) return "holds a space, a colon, a backslash or a control character";
	if (target.includes("//")) return "has an empty part";
	const parts = target.split("/").filter((part) => part !== "");
	if (parts.some((part) => part === "." || part === "..")) return "has a . or .. part";
	if (parts.some(isWhiteout)) return "names a whiteout (.wh.)";
}
function unsafeSource(source) {
	if (source.startsWith("/")) return "is absolute: name it below the workspace";
	if (source.startsWith("-")) return "starts with -";
	if (/[\p{Cc}\\]/u.test(source)) return "holds a backslash or a control character";
	if (source.split("/").includes("..")) return "has a .. part";
}
/** True for a name that deletes files of lower layers instead of being one. */
function isWhiteout(name) {
	return name.startsWith(".wh.");
}

// src/build/append-entries.ts
const mostEntries = 2e5;
const deepest = 100;
/**
* The entries of a layer, sorted by path, without folders that the base has: those keep its owners and modes. A path through a
* link of the base goes to where that leads, since a folder in place of the link would hide what is there. Links of the source
* stay links. Throws APPEND_SOURCE_REFUSED for what is no file, folder or link, for whiteouts and links that leave the image.
*/
async function collectEntries(layer, base = usualFolders) {
	const facts = await factsOf(layer.source);
	const entries = /* @__PURE__ */ new Map();
	const put = (entry) => {
		const below = base(entry.path);
		if (below !== void 0 && entry.type === "directory" !== (below.type === "directory")) throw refuse(`/${entry.path}`, `is a ${entry.type} to append and ${below.type === "directory" ? "a folder" : "no folder"} in the base image`);
		if (entry.type === "directory" && below !== void 0) return;
		if (entries.size >= mostEntries) throw refuse(layer.source, `holds more than ${mostEntries} entries`);
		entries.set(entry.path, entry);
	};
	const target = layer.target.split("/").filter((part) => part !== "");
	const isFolder = facts.isDirectory();
	if (!isFolder && layer.target.endsWith("/")) target.push(path.basename(layer.source));
	let place = "";
	for (const part of isFolder ? target : target.slice(0, -1)) {
		const next = below(place, part);
		put(folder(next, layer));
		place = base(next)?.path ?? next;
	}
	if (isFolder) await walk(layer, place, base, put);
	else put(await entryFor(layer, layer.source, below(place, target.at(-1) ?? ""), facts));
	return [...entries.values()].sort((left, right) => compareText(left.path, right.path));
}
function below(folderPath, name) {
	return folderPath === "" ? name : `${folderPath}/${name}`;
}
async function walk(layer, target, base, put) {
	const queue = [{
		directory: layer.source,
		prefix: target,
		depth: 1
	}];
	for (let next = queue.pop(); next !== void 0; next = queue.pop()) {
		const { directory, prefix, depth } = next;
		if (depth > deepest) throw refuse(directory, `is nested deeper than ${deepest} folders`);
		for (const { name } of await namesIn(directory)) {
			const source = path.join(directory, name);
			const place = below(prefix, name);
			if (isWhiteout(name)) throw refuse(source, "is a whiteout, which would delete files of the base");
			if (/\p{Cc}/u.test(name)) throw refuse(source, "has a control character in its name");
			const entry = await entryFor(layer, source, place, await factsOf(source));
			put(entry);
			if (entry.type !== "directory") continue;
			queue.push({
				directory: source,
				prefix: base(place)?.path ?? place,
				depth: depth + 1
			});
		}
	}
}
async function entryFor(layer, source, place, facts) {
	if (facts.isDirectory()) return folder(place, layer);
	const common = {
		path: place,
		...layer.owner
	};
	if (facts.isSymbolicLink()) {
		const linkTarget = await readlink(source);
		if (leavesImage(place, linkTarget)) throw refuse(source, `links to ${JSON.stringify(linkTarget)}, out of the image`);
		return {
			...common,
			type: "symlink",
			mode: 511,
			size: 0,
			linkTarget
		};
	}
	if (!facts.isFile()) throw refuse(source, "is neither a file, a folder nor a symbolic link");
	const mode = layer.mode ?? ((facts.mode & 64) === 0 ? 420 : 493);
	return {
		...common,
		type: "file",
		mode,
		size: facts.size,
		source
	};
}
function folder(place, { owner }) {
	return {
		path: place,
		type: "directory",
		mode: 493,
		...owner,
		size: 0
	};
}
/** Engines refuse links that climb over the root of the image. */
function leavesImage(place, linkTarget) {
	if (linkTarget === "" || /\p{Cc}/u.test(linkTarget)) return true;
	if (linkTarget.startsWith("/")) return false;
	let depth = place.split("/").length - 1;
	for (const part of linkTarget.split("/")) {
		if (part === "..") depth -= 1;
		else if (part !== "" && part !== ".") depth += 1;
		if (depth < 0) return true;
	}
	return false;
}
async function factsOf(source) {
	try {
		return await lstat(source);
	} catch (error) {
		throw refuse(source, codeOf(error) === "ENOENT" ? "is not there" : `cannot be read: ${describeError(error)}`, error);
	}
}
async function namesIn(directory) {
	try {
		return await readdir(directory, { withFileTypes: true });
	} catch (error) {
		throw refuse(directory, `cannot be read: ${describeError(error)}`, error);
	}
}
function refuse(source, why, cause) {
	return appendFaults.fault("APPEND_SOURCE_REFUSED", `${source} ${why}`, {
		where: source,
		cause
	});
}
const usual = new Set([
	"boot dev etc home media mnt opt proc root run srv sys tmp usr var",
	"usr/bin usr/include usr/lib usr/libexec usr/local usr/sbin usr/share usr/src usr/lib/aarch64-linux-gnu",
	"usr/local/bin usr/local/etc usr/local/lib usr/local/sbin usr/local/share",
	"var/cache var/lib var/local var/log var/opt var/spool var/tmp"
].flatMap((line) => line.split(" ")));
const oftenLinks = /* @__PURE__ */ new Set([
	"bin",
	"sbin",
	"lib",
	"lib64",
	"var/run",
	"var/lock",
	"var/mail"
]);
const unusualModes = {
	tmp: 1023,
	"var/tmp": 1023,
	root: 448
};
/**
* What is assumed of a base whose layers were not read: the folders of the Filesystem Hierarchy Standard. Throws
* APPEND_SOURCE_REFUSED for those that are links in many images: who guesses there hides a whole folder.
*/
function usualFolders(place) {
	if (oftenLinks.has(place)) throw refuse(`/${place}`, "is a link in many base images: name the folder that it leads to, such as /usr/lib");
	if (!usual.has(place)) return void 0;
	return {
		path: place,
		type: "directory",
		mode: unusualModes[place] ?? 493,
		uid: 0,
		gid: 0
	};
}
/** Looks at a base whose layers were read. */
function basePathOf(tree) {
	return (place) => {
		const node = tree.resolve(place);
		if (node === void 0) return void 0;
		const { type, mode, uid, gid, mtime } = node.entry;
		return {
			path: node.path,
			type: type === "directory" ? "directory" : "other",
			mode,
			uid,
			gid,
			mtime
		};
	};
}

// src/layers/block-survey.ts
const windowSize$1 = 32768;
const lookedUp = 8192;
const piece = 1024;
const pieces = 16;
const chosen = 7;
const tableSize = 8192;
/** The smallest block that is surveyed. */
const smallestSurveyed = 81920;
/**
* True for a block in which deflate would find nothing to save: its bytes are spread evenly, and a stretch in its middle repeats
* nothing of the 32 KiB in front of it. Integers only, so that every machine says the same of the same bytes.
*/
function isNoise(block) {
	return block.length >= 81920 && isEven(block) && !repeats(block);
}
/** Whether codes of different lengths would save less than about half a percent: the sum of squared counts is near its least. */
function isEven(block) {
	const counts = /* @__PURE__ */ new Uint32Array(256);
	for (let index = 0; index < pieces; index += 1) {
		const start = Math.floor((block.length - piece) * index / 15);
		for (let at = start; at < start + piece; at += 1) counts[block[at] ?? 0] = (counts[block[at] ?? 0] ?? 0) + 1;
	}
	let squares = 0;
	for (const count of counts) squares += count * count;
	const seen = piece * pieces;
	return squares * 256 * 100 < 104 * seen * seen;
}
/** Whether four bytes that were there before come again, at one place in two hundred or more. */
function repeats(block) {
	const middle = Math.floor(block.length / 2);
	const table = new Int32Array(tableSize);
	let word = 0;
	let tried = 0;
	let found = 0;
	for (let at = middle - windowSize$1; at < middle + lookedUp; at += 1) {
		word = word << 8 | (block[at] ?? 0);
		const mixed = Math.imul(word, 2654435761);
		if ((mixed >>> 16 & chosen) !== 0) continue;
		const slot = mixed >>> 19;
		if (at >= middle) {
			tried += 1;
			if (table[slot] === word) found += 1;
		}
		table[slot] = word;
	}
	return found * 200 >= tried;
}

// src/layers/compress.ts
const deflate = promisify(deflateRaw);
const level = 6;
const windowSize = 32768;
const sampleSize = 4096;
const atATime = 4;
/** Bytes of a block: what `compress` wants to be fed with, but for the last one. */
const compressBlockSize = 262144;
/** Compresses blocks of `compressBlockSize` bytes. The output depends on nothing but their bytes and the version of zlib or zstd. */
function compress(blocks, compression) {
	if (compression === "none") return blocks;
	if (compression === "gzip") return gzip(blocks);
	const parameters = {
		[constants$1.ZSTD_c_checksumFlag]: 1,
		[constants$1.ZSTD_c_compressionLevel]: 3
	};
	const zstd = createZstdCompress({
		params: parameters,
		chunkSize: compressBlockSize
	});
	const input = Readable.from(blocks);
	input.once("error", (error) => zstd.destroy(error));
	zstd.once("close", () => input.destroy());
	return input.pipe(zstd);
}
/**
* One gzip member (RFC 1952) with a constant header. Every block is deflated by itself, with the 32 KiB in front of it as its
* dictionary, so that several are worked on at once and none depends on timing; what a survey shows to be incompressible, as
* most weights of models are, is stored.
*/
async function* gzip(blocks) {
	yield Buffer.from([
		31,
		139,
		8,
		0,
		0,
		0,
		0,
		0,
		0,
		255
	]);
	const working = [];
	let checksum = 0;
	let size = 0;
	let before = Buffer.alloc(0);
	try {
		for await (const block of blocks) {
			checksum = crc32(block, checksum);
			size += block.length;
			const job = deflateBlock(block, before);
			job.catch(() => {});
			working.push(job);
			before = block.subarray(-32768);
			if (working.length >= atATime) yield* await working.shift() ?? [];
		}
		for (const job of working.splice(0)) yield* await job;
	} finally {
		await Promise.allSettled(working);
	}
	const end = Buffer.from([
		3,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0
	]);
	end.writeUInt32LE(checksum, 2);
	end.writeUInt32LE(size % 2 ** 32, 6);
	yield end;
}
async function deflateBlock(block, before) {
	if (isNoise(block)) return stored(block);
	const strategy = await matchesSave(block) ? constants$1.Z_DEFAULT_STRATEGY : constants$1.Z_HUFFMAN_ONLY;
	const options = {
		level,
		strategy,
		finishFlush: constants$1.Z_SYNC_FLUSH,
		chunkSize: compressBlockSize
	};
	return [await deflate(block, before.length === 0 ? options : {
		...options,
		dictionary: before
	})];
}
/** False where looking for repetitions, which takes most of the time, makes a block no smaller: so it is with many weights. */
async function matchesSave(block) {
	if (block.length < 262144) return true;
	for (const part of [
		1,
		3,
		5,
		7
	]) {
		const start = Math.floor(block.length * part / 8);
		const sample = block.subarray(start, start + sampleSize);
		const dictionary = block.subarray(start - windowSize, start);
		const [usual, coded] = (await Promise.all([constants$1.Z_DEFAULT_STRATEGY, constants$1.Z_HUFFMAN_ONLY].map((strategy) => deflate(sample, {
			level,
			strategy,
			dictionary,
			chunkSize: 2 * sampleSize
		})))).map(({ length }) => length);
		if (usual === void 0 || coded === void 0 || coded > 1.005 * usual) return true;
	}
	return false;
}
/** Stored blocks (RFC 1951, 3.2.4), none of them the last. */
function stored(block) {
	const most = 65535;
	const parts = [];
	for (let at = 0; at < block.length; at += most) {
		const part = block.subarray(at, at + most);
		const head = Buffer.from([
			0,
			0,
			0,
			0,
			0
		]);
		head.writeUInt16LE(part.length, 1);
		head.writeUInt16LE(~part.length & 65535, 3);
		parts.push(head, part);
	}
	return parts;
}

// src/layers/layer-writer.ts
const mediaTypes = {
	gzip: "application/vnd.oci.image.layer.v1.tar+gzip",
	zstd: "application/vnd.oci.image.layer.v1.tar+zstd",
	none: "application/vnd.oci.image.layer.v1.tar"
};
const readSize = 1048576;
const defaultEpoch = 1;
const latest = 8589934591;
/**
* Writes a layer: the entries sorted by path, the folders above them included, the same bytes for the same input on any machine with
* the same Node. `content` streams it once, with bounded memory; `written` tells what it was when all of it has been taken. Throws LAYER_ENTRY for
* entries that cannot stand in a layer, and while streaming for files that cannot be read or have changed.
*
*     const layer = writeLayer(entries, { compression: "gzip" });
*     const { digest, size } = await layout.writeBlob(layer.content);
*     const { diffId, mediaType } = layer.written();
*/
function writeLayer(entries, options) {
	const ordered = withFolders(entries, options);
	let written;
	return {
		content: stream(ordered, options, (archive) => {
			written = archive;
		}),
		written: () => {
			if (written === void 0) throw new Error("the layer has not been streamed to its end");
			return written;
		}
	};
}
async function* stream(entries, options, done) {
	const archive = createHash("sha256");
	let unpackedSize = 0;
	const hashed = async function* () {
		for await (const block of inBlocks(archiveOf(entries, options.epoch ?? defaultEpoch))) {
			archive.update(block);
			options.watch?.(block);
			unpackedSize += block.length;
			yield block;
		}
	};
	yield* compress(hashed(), options.compression);
	done({
		mediaType: mediaTypes[options.compression],
		diffId: `sha256:${archive.digest("hex")}`,
		unpackedSize
	});
}
async function* archiveOf(entries, epoch) {
	for (const entry of entries) {
		const header = headerOf(entry, epoch);
		yield headerBlocks(header);
		if (entry.type !== "file") continue;
		let seen = 0;
		for await (const piece of bytesOf(entry.content)) {
			seen += piece.length;
			if (seen > header.size) break;
			yield piece;
		}
		if (seen !== header.size) throw refused(entry.path, `has another size than the ${header.size} bytes that it had`);
		yield Buffer.alloc(paddingOf(header.size));
	}
	yield Buffer.alloc(2 * 512);
}
function bytesOf(content) {
	if (content instanceof Uint8Array) return [content];
	return "open" in content ? content.open() : fileBytes(content);
}
/** Every piece is good until the next one is asked for: two buffers take turns, one is filled while the other is worked on. */
async function* fileBytes({ file, size }) {
	const length = Math.min(readSize, size + 1);
	let handle;
	let reading;
	try {
		handle = await open(file, "r");
		let spare = Buffer.allocUnsafe(length);
		reading = handle.read(Buffer.allocUnsafe(length));
		for (;;) {
			const { bytesRead, buffer } = await reading;
			if (bytesRead === 0) return;
			reading = handle.read(spare);
			reading.catch(() => {});
			yield buffer.subarray(0, bytesRead);
			spare = buffer;
		}
	} catch (error) {
		if (codeOf(error) === "") throw error;
		throw refused(file, `cannot be read: ${codeOf(error)}`, error);
	} finally {
		await reading?.catch(() => {});
		await handle?.close();
	}
}
/** The same bytes in blocks of one size, whatever the pieces: compression must not see how a disk was read. */
async function* inBlocks(pieces) {
	let block = Buffer.allocUnsafe(compressBlockSize);
	let filled = 0;
	for await (const piece of pieces) for (let at = 0; at < piece.length;) {
		const part = piece.subarray(at, at + compressBlockSize - filled);
		block.set(part, filled);
		at += part.length;
		filled += part.length;
		if (filled < 262144) continue;
		yield block;
		block = Buffer.allocUnsafe(compressBlockSize);
		filled = 0;
	}
	if (filled > 0) yield block.subarray(0, filled);
}
function headerOf(entry, epoch) {
	const header = {
		path: entry.path,
		type: entry.type,
		size: entry.type !== "file" ? 0 : entry.content instanceof Uint8Array ? entry.content.length : entry.content.size,
		mode: entry.mode ?? (entry.type === "file" ? 420 : entry.type === "directory" ? 493 : 511),
		uid: entry.uid ?? 0,
		gid: entry.gid ?? 0,
		mtime: entry.mtime ?? epoch,
		linkTarget: entry.type === "symlink" ? entry.linkTarget : void 0
	};
	const within = (value, most) => Number.isSafeInteger(value) && value >= 0 && value <= most;
	if (!within(header.mode, 4095)) throw refused(entry.path, `cannot have the mode ${header.mode}`);
	if (!within(header.mtime, latest)) throw refused(entry.path, `cannot have the time ${header.mtime}`);
	if (!within(header.uid, 2 ** 32 - 1) || !within(header.gid, 2 ** 32 - 1)) throw refused(entry.path, `cannot belong to ${header.uid}:${header.gid}`);
	if (!within(header.size, Number.MAX_SAFE_INTEGER)) throw refused(entry.path, `cannot have ${header.size} bytes`);
	return header;
}
function withFolders(entries, options) {
	const byPath = /* @__PURE__ */ new Map();
	for (const entry of entries) {
		if (entry.path.split("/").some((part) => part === "" || part === "." || part === "..") || entry.path.includes("\0")) throw refused(entry.path, "is no relative path without . and .. parts");
		if (byPath.has(entry.path)) throw refused(entry.path, "is there twice");
		headerOf(entry, options.epoch ?? defaultEpoch);
		byPath.set(entry.path, entry);
	}
	for (const { path } of entries) for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
		const folder = path.slice(0, slash);
		const there = byPath.get(folder);
		if (there === void 0) byPath.set(folder, {
			...options.folder?.(folder),
			path: folder,
			type: "directory"
		});
		else if (there.type !== "directory") throw refused(path, `lies below ${folder}, which is no folder`);
	}
	return [...byPath.values()].toSorted((left, right) => compareText(left.path, right.path));
}
function refused(path, why, cause) {
	return layerFaults.fault("LAYER_ENTRY", `${JSON.stringify(path.slice(0, 300))} ${why}`, {
		where: path,
		cause
	});
}

// src/build/append-layer.ts
/**
* Writes entries as one layer into a layout, with the folders above them: engines that unpack a layer by itself would make those
* with owners and modes of their own. Read, hashed, compressed, hashed and written in one go. Throws LAYER_ENTRY.
*/
async function writeAppendLayer(layout, entries, { compression, epoch, basePath = usualFolders, watch }) {
	const watching = watch?.();
	try {
		const layer = writeLayer(entries.map(newEntry), {
			compression,
			epoch,
			...watching === void 0 ? {} : { watch: watching.take },
			folder: (path) => {
				const node = basePath(path);
				if (node === void 0) return void 0;
				const { mode, uid, gid, mtime } = node;
				return {
					mode,
					uid,
					gid,
					...mtime === void 0 ? {} : { mtime: Math.max(0, Math.floor(mtime)) }
				};
			}
		});
		const { digest, size } = await layout.writeBlob(layer.content);
		const written = {
			...layer.written(),
			digest,
			size
		};
		await watching?.end(written);
		return written;
	} finally {
		watching?.close();
	}
}
function newEntry({ path, type, mode, uid, gid, size, source, linkTarget }) {
	const common = {
		path,
		mode,
		uid,
		gid
	};
	if (type === "directory") return {
		...common,
		type
	};
	if (type === "symlink") return {
		...common,
		type,
		linkTarget: linkTarget ?? ""
	};
	return {
		...common,
		type,
		content: {
			file: source ?? "",
			size
		}
	};
}

// src/build/append.ts
/**
* Puts layers on top of a base image without downloading it: the layout gets the new layers, a config and a manifest. The same
* base, files and edits give the same digests on every machine. Throws APPEND_SOURCE_REFUSED, LAYER_ENTRY or
* APPEND_CONFIG_INVALID.
*/
async function appendImage(request) {
	const { base, basePath, compression = "gzip", durable = true, layerEpoch, watch } = request;
	const options = {
		compression,
		epoch: layerEpoch,
		basePath,
		watch
	};
	const layout = await createLayout(request.layout, { durable });
	const added = [];
	for (const layer of request.layers) {
		const entries = await collectEntries(layer, basePath);
		added.push(await writeAppendLayer(layout, entries, options));
	}
	const diffs = added.map(({ diffId }, index) => ({
		diffId,
		text: request.layers[index]?.text ?? ""
	}));
	const bytes = appendConfig(base.config, diffs, request.edits, layerEpoch);
	const config = {
		mediaType: mediaTypes$1.config,
		...await layout.writeBlob([bytes])
	};
	const layers = [...base.layers, ...added.map(({ mediaType, digest, size }) => ({
		mediaType,
		digest,
		size
	}))];
	const manifest = {
		schemaVersion: 2,
		mediaType: mediaTypes$1.manifest,
		config,
		layers,
		...Object.keys(request.annotations).length === 0 ? {} : { annotations: request.annotations }
	};
	const root = await layout.writeManifest({
		bytes: canonicalBytes(manifest),
		mediaType: mediaTypes$1.manifest
	});
	await layout.list([{
		...root,
		platform: base.platform
	}]);
	return {
		layout,
		root,
		config,
		layers,
		diffIds: [...base.config.diffIds, ...added.map(({ diffId }) => diffId)],
		added
	};
}
/** All layers to read, bottom first: those of the base from its registry, the new ones from the layout. */
function appendedLayerSources(registry, base, { layers, layout }) {
	const below = baseLayerSources(registry, base);
	return layers.map(({ mediaType, digest, size }, index) => below[index] ?? {
		mediaType,
		digest,
		size,
		open: layout.blob({
			digest,
			size
		}).open
	});
}

// src/commands/build-arm64/make-append.ts
/** Puts layers on a base image without a builder. The base is read once from its registry and never copied through this machine. */
async function makeByAppending(input, layerEpoch, annotationsOf, registry, layoutFolder, eyes, ports) {
	if (input.base === void 0) throw valueFaults.fault("INPUT_INVALID", "the append driver needs `base`", {
		where: "base",
		next: "set base to the image that gets the layers, best by digest"
	});
	if (input.load) await requireDocker(ports);
	const lines = input.layers.map((line) => parseLayerLine(line));
	const layers = [];
	for (const line of lines) layers.push({
		...line,
		source: line.isModel ? await modelFile(line.source, ports) : await containPath(ports.workspace, line.source)
	});
	const base = await openAppendBase(registry, input.base);
	const baseImage = {
		reference: formatImageReference(input.base),
		digest: base.digest
	};
	const annotations = annotationsOf(baseImage);
	const appended = await ports.log.group("Append layers", async () => {
		const tree = await baseTree(registry, base, eyes);
		const made = await appendImage({
			base,
			layers,
			edits: editsOf(input),
			annotations: Object.fromEntries(annotations.manifest),
			layerEpoch,
			layout: layoutFolder,
			durable: false,
			watch: () => watchLayer(eyes.visitors, eyes.options),
			basePath: basePathOf(tree)
		});
		for (const [index, layer] of made.added.entries()) ports.log.info(`${lines[index]?.text ?? ""}: ${layer.digest}, ${layer.size} bytes`);
		return made;
	});
	const root = await wrapWithAnnotations(appended.layout, appended.root, annotations.index);
	return {
		layout: appended.layout,
		root,
		sources: () => appendedLayerSources(registry, base, appended),
		base: base.reference,
		builder: "append",
		steps: [],
		cacheHitRatio: void 0,
		warnings: [],
		baseImages: [baseImage],
		deferredCache: void 0,
		load: async (name) => {
			const elsewhere = (blob) => registry.blob(base.reference, blob);
			const image = await imageToLoad(appended.layout, root.digest, [name], elsewhere);
			await loadIntoDocker(await requireDocker(ports), image, ports.temporary);
		}
	};
}
async function requireDocker(ports) {
	const docker = await openDocker(ports);
	if (docker !== void 0) return docker;
	throw buildFaults.fault("BUILD_TOOL_MISSING", "load: true needs docker, which is not on PATH", {
		where: "load",
		next: "use a runner with Docker, or leave load out"
	});
}
async function modelFile(reference, ports) {
	const { locateModel } = await import("./resolve2.js");
	return (await locateModel(reference, ports)).file;
}
/** What the base has at each path: a folder that is there keeps its owner and mode, and a link is followed. */
async function baseTree(registry, base, { visitors, options }) {
	const config = parseImageConfig(canonicalBytes(base.config.document), base.manifest.digest);
	const layers = base.layers.map((layer) => ({
		...layer,
		open: () => registry.blob(base.reference, layer)
	}));
	return (await lookAt({
		config,
		layers
	}, visitors, options)).image.tree;
}
function editsOf(input) {
	return {
		environment: input.env,
		labels: input.labels,
		...input.entrypoint === void 0 ? {} : { entrypoint: words(input.entrypoint, "entrypoint") },
		...input.cmd === void 0 ? {} : { command: words(input.cmd, "cmd") },
		...input.user === void 0 ? {} : { user: input.user },
		...input.workdir === void 0 ? {} : { workingDirectory: input.workdir }
	};
}
function words(text, name) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		value = void 0;
	}
	if (Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string")) return value;
	throw valueFaults.fault("INPUT_INVALID", `${name} is not a JSON array of texts`, {
		where: name,
		next: `write it as a JSON array: ${name}: '["/app/serve", "--port=80"]'`
	});
}

export { makeByAppending };