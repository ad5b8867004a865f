import { i as isFault, n as defineFaults, r as describeError } from "./fault.js";
import { a as writeAtomic, i as readBounded, t as codeOf } from "./files.js";
import { i as isDigest } from "./digest.js";
import { t as isRecord } from "./json-members.js";
import { t as compareText } from "./text-order.js";
import { createHash, createHmac, hash, timingSafeEqual } from "node:crypto";
import path from "node:path";
import { Readable } from "node:stream";
import { Buffer } from "node:buffer";
import { constants as constants$1, createGunzip, createZstdDecompress, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { pipeline } from "node:stream/promises";

// src/layers/faults.ts
const layerFaults = defineFaults({
	LAYER_CORRUPT: "A layer cannot be unpacked, or its content is not what the image's config says.",
	LAYER_ENTRY: "A file cannot be put into a new layer.",
	LAYER_SPILL: "The large files of a layer do not fit into the temporary folder.",
	LAYER_TOO_LARGE: "A layer unpacks to more than is looked at.",
	LAYER_UNSUPPORTED: "A layer has a media type that is not accepted."
});

// src/layers/content.ts
const windowSize = 65536;
const windows = 8;
/**
* Puts files below `temporary`, at most `budget` bytes at a time. Throws LAYER_SPILL when that is not enough or the disk is full.
* Synchronous on purpose: a visitor reads as if the file were in memory, and the page cache answers.
*/
function openSpill(temporary, budget) {
	let folder;
	let used = 0;
	let count = 0;
	const create = () => {
		const file = attempt(() => {
			mkdirSync(temporary, { recursive: true });
			folder ??= mkdtempSync(path.join(temporary, "layers-"));
			count += 1;
			return path.join(folder, String(count));
		});
		const handle = attempt(() => openSync(file, "wx+", 384));
		let size = 0;
		return {
			path: file,
			write: (piece) => {
				if (used + piece.length > budget) throw layerFaults.fault("LAYER_SPILL", `the large files of a layer need more than the ${budget} bytes that may be written to ${temporary}`, { where: temporary });
				used += piece.length;
				size += piece.length;
				attempt(() => writeAll(handle, piece));
			},
			content: () => windowed(handle, size, file),
			remove: () => {
				closeSync(handle);
				rmSync(file, { force: true });
				used -= size;
			}
		};
	};
	return {
		create,
		remove: () => {
			if (folder !== void 0) rmSync(folder, {
				recursive: true,
				force: true
			});
		}
	};
	function attempt(action) {
		try {
			return action();
		} catch (error) {
			if (codeOf(error) === "") throw error;
			throw layerFaults.fault("LAYER_SPILL", `a large file of a layer cannot be written to ${temporary}: ${codeOf(error)}`, {
				where: temporary,
				cause: error
			});
		}
	}
}
function writeAll(handle, piece) {
	for (let at = 0; at < piece.length;) at += writeSync(handle, piece, at);
}
/** Reads through a few small windows, the least recently used one is filled anew: tables and texts are read in turns. */
function windowed(handle, size, file) {
	const held = [];
	let large = Buffer.alloc(0);
	const read = (offset, length) => {
		const start = Math.max(0, offset);
		const wanted = Math.min(Math.max(0, length), Math.max(0, size - start));
		const found = held.findIndex((window) => start >= window.start && start + wanted <= window.start + window.length);
		if (found >= 0) {
			const [window] = held.splice(found, 1);
			if (window === void 0) return /* @__PURE__ */ new Uint8Array(0);
			held.push(window);
			return window.bytes.subarray(start - window.start, start - window.start + wanted);
		}
		if (wanted > windowSize) {
			if (large.length < wanted) large = Buffer.allocUnsafe(wanted);
			return large.subarray(0, readAll(handle, large, start, wanted));
		}
		const window = held.length < windows ? {
			bytes: Buffer.allocUnsafe(windowSize),
			start: 0,
			length: 0
		} : held.shift();
		if (window === void 0) return /* @__PURE__ */ new Uint8Array(0);
		window.start = start;
		window.length = readAll(handle, window.bytes, start, windowSize);
		held.push(window);
		return window.bytes.subarray(0, Math.min(wanted, window.length));
	};
	return {
		size,
		read,
		onDisk: () => file
	};
}
function readAll(handle, into, start, length) {
	let got = 0;
	while (got < length) {
		const count = readSync(handle, into, got, length - got, start + got);
		if (count === 0) break;
		got += count;
	}
	return got;
}
/** Bytes in memory; a file on disk is made when one is asked for, and goes with `forget`. */
function memoryContent(spill) {
	let file;
	return {
		of: (bytes) => ({
			size: bytes.length,
			read: (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length)),
			onDisk: () => {
				if (file === void 0) {
					file = spill.create();
					file.write(bytes);
				}
				return file.path;
			}
		}),
		forget: () => {
			file?.remove();
			file = void 0;
		}
	};
}

// src/layers/facts-record.ts
/** Largest record that is kept or read, in bytes. */
const largestRecord = 33554432;
const largestBody = 67108864;
const format = "pi5-layer-facts 1";
const headLength$1 = 83;
const letters = {
	file: "f",
	directory: "d",
	symlink: "s",
	hardlink: "h",
	other: "o"
};
const types$1 = new Map([
	"file",
	"directory",
	"symlink",
	"hardlink",
	"other"
].map((type) => [letters[type], type]));
/** The key under which a record lies: a file name that holds a digest of its subject. */
function recordKey(subject) {
	return `layer-facts-${createHash("sha256").update(subjectText(subject)).digest("hex")}`;
}
/**
* A record as bytes, or undefined for one that is too large or has a fact that is not plain JSON. With an integrity key its head is an
* HMAC-SHA256 over subject and body, without one a SHA-256, which tells damage but no forgery.
*/
function encodeRecord(subject, { unpackedSize, reading }, integrityKey) {
	const facts = reading.facts.map((found) => [...found]);
	if (!facts.every((found) => found.every(([, fact]) => isPlain(fact)))) return void 0;
	const text = JSON.stringify({
		subject: subjectText(subject),
		unpackedSize,
		count: reading.entries.length,
		entries: reading.entries.map((entry) => pack(entry)),
		facts,
		digests: reading.contentDigests === void 0 ? null : [...reading.contentDigests]
	});
	const plain = Buffer.from(text);
	if (plain.length > largestBody) return void 0;
	const body = zstdCompressSync(plain, { params: { [constants$1.ZSTD_c_compressionLevel]: 1 } });
	if (body.length > 33554349) return void 0;
	return Buffer.concat([Buffer.from(`${format} ${seal(subject, body, integrityKey)}\n`), body]);
}
/** A record from bytes of any origin; undefined for everything that is not exactly a record of the subject with its seal. */
function decodeRecord(bytes, subject, integrityKey) {
	if (bytes.length < headLength$1 || bytes.length > 33554432) return void 0;
	const body = bytes.subarray(headLength$1);
	const head = Buffer.from(`${format} ${seal(subject, body, integrityKey)}\n`);
	if (!timingSafeEqual(head, bytes.subarray(0, headLength$1))) return void 0;
	try {
		return unpackRecord(JSON.parse(zstdDecompressSync(body, { maxOutputLength: largestBody }).toString("utf8")), subject);
	} catch {
		return;
	}
}
function subjectText({ tool, digest, size, diffId, visitors, contentDigests }) {
	return JSON.stringify([
		format,
		tool,
		digest,
		size,
		diffId,
		visitors,
		contentDigests
	]);
}
function seal(subject, body, integrityKey) {
	return (integrityKey === void 0 ? createHash("sha256") : createHmac("sha256", integrityKey)).update(`${subjectText(subject)}\n`).update(body).digest("hex");
}
function pack(entry) {
	const { path, type, size, mode, uid, gid, mtime, linkTarget, attributes } = entry;
	return [
		letters[type],
		path,
		size,
		mode,
		uid,
		gid,
		mtime,
		linkTarget ?? null,
		attributes ?? null
	];
}
function unpackRecord(value, subject) {
	if (!isRecord(value) || value["subject"] !== subjectText(subject)) return void 0;
	const { unpackedSize, count } = value;
	const entries = listOf(value["entries"], unpackEntry);
	if (!isCount(unpackedSize) || entries === void 0 || entries.length !== count) return void 0;
	const facts = listOf(value["facts"], (found) => positions(found, entries, (fact) => fact));
	if (facts?.length !== subject.visitors.length) return void 0;
	const digests = value["digests"];
	if (digests !== null !== subject.contentDigests) return void 0;
	if (digests === null) return {
		unpackedSize,
		reading: {
			entries,
			facts,
			contentDigests: void 0
		}
	};
	const contentDigests = positions(digests, entries, (digest) => typeof digest === "string" && isDigest(digest) ? digest : void 0);
	const files = entries.filter((entry) => entry.type === "file").length;
	if (contentDigests?.size !== files) return void 0;
	return {
		unpackedSize,
		reading: {
			entries,
			facts,
			contentDigests
		}
	};
}
function unpackEntry(value) {
	if (!Array.isArray(value) || value.length !== 9) return void 0;
	const [letter, path, size, mode, uid, gid, mtime, link, names] = value;
	const type = types$1.get(letter);
	const linkTarget = link ?? void 0;
	const attributes = names === null ? void 0 : listOf(names, (name) => typeof name === "string" ? name : void 0);
	if (type === void 0 || typeof path !== "string" || !isClean(path) || !isCount(size) || !isCount(mode)) return void 0;
	if (typeof uid !== "number" || typeof gid !== "number" || typeof mtime !== "number") return void 0;
	if (linkTarget !== void 0 && typeof linkTarget !== "string") return void 0;
	if (names !== null && attributes === void 0) return void 0;
	return {
		path,
		type,
		size,
		mode,
		uid,
		gid,
		mtime,
		linkTarget,
		attributes
	};
}
/** Pairs of a file's position, ascending, and a value. */
function positions(value, entries, read) {
	if (!Array.isArray(value)) return void 0;
	const found = /* @__PURE__ */ new Map();
	let last = -1;
	for (const pair of value) {
		if (!Array.isArray(pair) || pair.length !== 2) return void 0;
		const [index, item] = pair;
		const known = read(item);
		if (!isCount(index) || index <= last || entries[index]?.type !== "file" || known === void 0) return void 0;
		found.set(index, known);
		last = index;
	}
	return found;
}
function listOf(value, read) {
	if (!Array.isArray(value)) return void 0;
	const found = [];
	for (const item of value) {
		const known = read(item);
		if (known === void 0) return void 0;
		found.push(known);
	}
	return found;
}
function isCount(value) {
	return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
function isClean(path) {
	return path === "" || !path.split("/").some((part) => part === "" || part === "." || part === "..");
}
const deepest = 100;
/** True for what JSON gives back as it was; properties that are undefined do not count. */
function isPlain(fact) {
	const open = [[fact, 0]];
	for (let next = open.pop(); next !== void 0; next = open.pop()) {
		const [value, depth] = next;
		if (value === null || typeof value === "string" || typeof value === "boolean") continue;
		if (typeof value === "number") {
			if (!Number.isFinite(value) || Object.is(value, -0)) return false;
			continue;
		}
		if (typeof value !== "object" || depth >= deepest) return false;
		if (Array.isArray(value)) for (const item of value) open.push([item, depth + 1]);
		else if (Object.getPrototypeOf(value) !== Object.prototype || "toJSON" in value) return false;
		else for (const item of Object.values(value)) if (item !== void 0) open.push([item, depth + 1]);
	}
	return true;
}

// src/layers/unpack.ts
const pieceSize = 262144;
/** Makes the fault about a layer. */
function corruptLayer(digest, why, cause) {
	return layerFaults.fault("LAYER_CORRUPT", `layer ${digest} ${why}`, {
		where: digest,
		cause
	});
}
/**
* Streams a layer's archive to `take` in pieces. Throws LAYER_UNSUPPORTED, and LAYER_CORRUPT when it cannot be unpacked or is not
* the diffID; what `take` and the source throw is passed on.
* Several gzip members are one stream, as for containerd; bytes behind them are refused, as there.
*/
async function unpackLayer(source, diffId, take) {
	const hash = createHash("sha256");
	for await (const piece of pieces(source)) {
		hash.update(piece);
		take(piece);
	}
	const found = `sha256:${hash.digest("hex")}`;
	if (found !== diffId) throw corruptLayer(source.digest, `unpacks to ${found}, but the config names ${diffId}`);
}
function pieces(source) {
	const decompressor = openDecompressor(source);
	return decompressor === void 0 ? source.open() : decompressed(source, decompressor);
}
async function* decompressed(source, decompressor) {
	let compressed = 0;
	const failures = [];
	const input = async function* () {
		try {
			for await (const chunk of source.open()) {
				compressed += chunk.length;
				if (!decompressor.readableEnded && !decompressor.destroyed) yield chunk;
			}
		} catch (error) {
			failures.push(error);
			throw error;
		}
	};
	const feeding = pipeline(Readable.from(input()), decompressor);
	feeding.catch(() => {});
	try {
		for await (const piece of decompressor) {
			yield piece;
			release(piece);
		}
		await feeding;
	} catch (error) {
		if (failures.length > 0) throw failures[0];
		if (isFault(error)) throw error;
		throw corruptLayer(source.digest, `cannot be unpacked: ${describeError(error).split("\n")[0]}`, error);
	} finally {
		decompressor.destroy();
		await feeding.catch(() => {});
	}
	const left = compressed - decompressor.bytesWritten;
	if (left > 0) throw corruptLayer(source.digest, `has ${left} bytes behind its compressed content`);
}
function release(piece) {
	const { buffer } = piece;
	if (buffer.byteLength === pieceSize && piece.byteOffset + piece.length === pieceSize && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
function openDecompressor(source) {
	if (/\.tar\+gzip$|\.tar\.gzip$/.test(source.mediaType)) return createGunzip({ chunkSize: pieceSize });
	if (source.mediaType.endsWith(".tar+zstd")) return createZstdDecompress({ chunkSize: pieceSize });
	if (source.mediaType.endsWith(".tar")) return void 0;
	throw layerFaults.fault("LAYER_UNSUPPORTED", `layer ${source.digest} has the media type ${source.mediaType}`, { where: source.digest });
}

// src/layers/facts-store.ts
/** The record about a layer, or undefined: not there, not trusted, damaged, of another subject. It never throws. */
async function recall(kept, subject) {
	if (!kept.trusted) return void 0;
	try {
		const bytes = await kept.store.get(recordKey(subject));
		return bytes === void 0 ? void 0 : decodeRecord(bytes, subject, kept.integrityKey);
	} catch {
		return;
	}
}
/** Keeps a record where it can be: a store that fails, or a record that cannot be kept, is no failure of the build. */
async function remember(kept, subject, record) {
	if (!kept.trusted) return;
	const bytes = encodeRecord(subject, record, kept.integrityKey);
	if (bytes === void 0) return;
	try {
		await kept.store.put(recordKey(subject), bytes);
	} catch {}
}
/**
* Proves that a blob is the one that a record is about, by its digest and size; what a record saves is to unpack and read it.
* Throws LAYER_CORRUPT, and what the source throws.
*/
async function proveBlob(source) {
	if (source.prove !== void 0) return source.prove();
	const hash = createHash("sha256");
	let size = 0;
	for await (const chunk of source.open()) {
		hash.update(chunk);
		size += chunk.length;
	}
	const digest = `sha256:${hash.digest("hex")}`;
	if (digest !== source.digest || size !== source.size) throw corruptLayer(source.digest, `has ${size} bytes with ${digest}`);
}
/** A folder as a store; it must be the caller's own. */
function factsFolder(directory) {
	return {
		get: (key) => readBounded(path.join(directory, key), largestRecord),
		put: (key, bytes) => writeAtomic(path.join(directory, key), bytes)
	};
}

// src/layers/facts.ts
/** Gives a visitor's facts, kept for each layer by the position of their entry, by node and by layer. */
function factsOf(layers, bottomUp) {
	return {
		of: ({ content }) => content === void 0 ? void 0 : bottomUp[content.layer]?.get(content.index),
		inLayer: function* (layer) {
			const entries = layers[layer]?.entries ?? [];
			for (const [index, fact] of bottomUp[layer] ?? []) {
				const entry = entries[index];
				if (entry !== void 0) yield [entry, fact];
			}
		}
	};
}

// src/layers/visitor.ts
/** How many bytes of a file `wants` is shown, and `read` gets for the interest `head`. */
const headLength = 4096;

// src/layers/reading.ts
/** Files up to this size are kept in memory while they are read, in one buffer; larger ones are written to disk. */
const largestInMemory = 8388608;
/** Hands every regular file to the visitors that want it, whole or its head, and keeps their facts. `count` is told of every entry. */
function layerReading(visitors, spill, shelf, options) {
	const entries = [];
	const facts = visitors.map(() => /* @__PURE__ */ new Map());
	const contentDigests = options.contentDigests ? /* @__PURE__ */ new Map() : void 0;
	const disk = memoryContent(spill);
	const headBytes = Buffer.alloc(headLength);
	let current;
	const begin = (entry) => {
		options.count(entry);
		entries.push(entry);
		current = void 0;
		if (entry.type !== "file") return;
		current = {
			entry,
			seen: 0,
			headFilled: 0,
			whole: void 0,
			file: void 0,
			digest: void 0
		};
		if (entry.size === 0) take(current, /* @__PURE__ */ new Uint8Array(0));
	};
	const take = (file, piece) => {
		file.seen += piece.length;
		digest(file, piece);
		if (file.whole !== void 0) return keep(file, piece, file.seen - piece.length);
		const needed = Math.min(headLength, file.entry.size);
		if (file.headFilled === 0 && piece.length >= needed) {
			decide(file, piece.subarray(0, needed));
			return keep(file, piece, 0);
		}
		const part = piece.subarray(0, needed - file.headFilled);
		headBytes.set(part, file.headFilled);
		file.headFilled += part.length;
		if (file.headFilled < needed) return;
		decide(file, headBytes.subarray(0, needed));
		keep(file, headBytes.subarray(0, needed), 0);
		if (part.length < piece.length) keep(file, piece.subarray(part.length), needed);
	};
	const decide = (file, head) => {
		file.whole = [];
		for (const [position, visitor] of visitors.entries()) {
			const interest = visitor.wants(file.entry, head);
			if (interest === "whole") file.whole.push(position);
			else if (interest === "head") read(file.entry, position, disk.of(head));
		}
		disk.forget();
	};
	const keep = (file, piece, offset) => {
		if (file.whole === void 0 || file.whole.length === 0) return;
		const { size } = file.entry;
		if (piece.length === size) return readWhole(file, disk.of(piece));
		if (size > 8388608) {
			file.file ??= spill.create();
			file.file.write(piece);
			if (offset + piece.length < size) return;
			readWhole(file, file.file.content());
			file.file.remove();
			return;
		}
		if (shelf.bytes.length < size) shelf.bytes = Buffer.alloc(Math.min(largestInMemory, roundUp(size)));
		shelf.bytes.set(piece, offset);
		if (offset + piece.length === size) readWhole(file, disk.of(shelf.bytes.subarray(0, size)));
	};
	const readWhole = (file, content) => {
		for (const position of file.whole ?? []) read(file.entry, position, content);
		disk.forget();
	};
	const read = (entry, position, content) => {
		const fact = visitors[position]?.read(entry, content);
		if (fact !== void 0) facts[position]?.set(entries.length - 1, fact);
	};
	const digest = (file, piece) => {
		if (contentDigests === void 0) return;
		let hex;
		if (piece.length === file.entry.size) hex = hash("sha256", piece, "hex");
		else {
			file.digest ??= createHash("sha256");
			file.digest.update(piece);
			if (file.seen === file.entry.size) hex = file.digest.digest("hex");
		}
		if (hex !== void 0) contentDigests.set(entries.length - 1, `sha256:${hex}`);
	};
	return {
		sink: {
			entry: begin,
			data: (piece) => {
				if (current !== void 0) take(current, piece);
			},
			end: () => {
				current = void 0;
			}
		},
		reading: {
			entries,
			facts,
			contentDigests
		}
	};
}
function roundUp(size) {
	return 2 ** Math.ceil(Math.log2(size));
}

// src/layers/tar-header.ts
const blockSize = 512;
/**
* Reads a header block: POSIX ustar, GNU, star or the old V7 form, as Go's archive/tar does, for that is what containerd and Docker
* unpack with: a reader that sees other files than they do would prove nothing.
*/
function readHeader(block, refuse) {
	const bytes = Buffer.from(block.buffer, block.byteOffset, 512);
	checkSum(bytes, refuse);
	const number = (start, length) => numeric(bytes, start, length, refuse);
	const name = text(bytes, 0, 100);
	const prefix = text(bytes, 345, prefixLength(bytes));
	return {
		name: prefix === "" ? name : `${prefix}/${name}`,
		typeflag: String.fromCharCode(bytes[156] ?? 0),
		size: number(124, 12),
		mode: number(100, 8),
		uid: number(108, 8),
		gid: number(116, 8),
		mtime: number(136, 12),
		linkName: text(bytes, 157, 100)
	};
}
/** True for a block of zeros: two of them end an archive. */
function isZeroBlock(block) {
	return block.every((byte) => byte === 0);
}
function prefixLength(bytes) {
	if (bytes.toString("latin1", 257, 265) !== "ustar\x0000") return 0;
	return bytes.toString("latin1", 508, 512) === "tar\0" ? 131 : 155;
}
function checkSum(bytes, refuse) {
	let unsigned = 256;
	let signed = unsigned;
	for (let at = 0; at < 512; at += 1) {
		if (at === 148) at = 156;
		const byte = bytes[at] ?? 0;
		unsigned += byte;
		signed += byte > 127 ? byte - 256 : byte;
	}
	const written = octal(bytes.toString("latin1", 148, 156));
	if (written !== unsigned && written !== signed) refuse("has a header with a wrong checksum");
}
/** Octal digits, or with the top bit set a big-endian two's complement number (GNU). */
function numeric(bytes, start, length, refuse) {
	const first = bytes[start] ?? 0;
	if ((first & 128) === 0) return octal(bytes.toString("latin1", start, start + length)) ?? refuse("has a header with a number that is none");
	let value = (first & 64) !== 0 ? (first & 127) - 128 : first & 127;
	for (let at = start + 1; at < start + length; at += 1) value = value * 256 + (bytes[at] ?? 0);
	if (!Number.isSafeInteger(value)) refuse("has a header with a number out of range");
	return value;
}
function octal(field) {
	const end = field.indexOf("\0");
	const digits = (end < 0 ? field : field.slice(0, end)).trim();
	if (digits === "") return field.replaceAll("\0", "").trim() === "" ? 0 : octal(field.slice(end + 1));
	return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : void 0;
}
function text(bytes, start, length) {
	const end = bytes.subarray(start, start + length).indexOf(0);
	return bytes.toString("utf8", start, end < 0 ? start + length : start + end);
}
const attributePrefix = "SCHILY.xattr.";
/** Reads the records `LENGTH KEY=VALUE\n`. */
function readPax(bytes, refuse) {
	const values = /* @__PURE__ */ new Map();
	const attributes = /* @__PURE__ */ new Set();
	for (let at = 0; at < bytes.length;) {
		const space = bytes.indexOf(32, at);
		const length = space < 0 || space - at > 10 ? NaN : decimal(bytes.toString("latin1", at, space));
		const end = at + length;
		const equals = bytes.indexOf(61, space);
		if (!(end <= bytes.length && equals > space && equals < end) || bytes[end - 1] !== 10) return refuse("has an extended header that is cut or garbled");
		const key = bytes.toString("utf8", space + 1, equals);
		if (key.startsWith(attributePrefix)) attributes.add(key.slice(13));
		else if (equals + 1 < end - 1) values.set(key, bytes.toString("utf8", equals + 1, end - 1));
		at = end;
	}
	return {
		values,
		attributes: [...attributes].toSorted()
	};
}
function decimal(digits) {
	return /^\d+$/.test(digits) ? Number(digits) : NaN;
}
/** The header with what its extended headers say instead: pax records first, then GNU long names, as Go merges them. */
function mergeHeader(header, pax, longName, longLink, refuse) {
	if (pax === void 0 && longName === void 0 && longLink === void 0) return header;
	const say = (key) => pax?.values.get(key);
	const count = (key, otherwise) => {
		const said = say(key);
		if (said === void 0) return otherwise;
		const value = decimal(said);
		return Number.isSafeInteger(value) ? value : refuse(`has an extended header with a wrong ${key}`);
	};
	const mtime = Number(say("mtime") ?? header.mtime);
	const merged = {
		...header,
		name: longName ?? say("GNU.sparse.name") ?? say("path") ?? header.name,
		linkName: longLink ?? say("linkpath") ?? header.linkName,
		size: count("size", header.size),
		uid: count("uid", header.uid),
		gid: count("gid", header.gid),
		mtime: Number.isFinite(mtime) ? mtime : refuse("has an extended header with a wrong mtime")
	};
	if (merged.name.includes("\0") || merged.linkName.includes("\0")) refuse("has an extended header with a NUL in a name");
	return merged;
}
/** True when the content is a sparse map or the file is not stored as it is. */
function isSparse(header, pax) {
	if (header.typeflag === "S") return true;
	for (const key of pax?.values.keys() ?? []) if (key.startsWith("GNU.sparse.")) return true;
	return false;
}

// src/layers/tar.ts
const largestExtension = 1048576;
const longestPath = 4096;
/**
* A tar reader that works on chunks as they come, without a promise or a copy for each: with 1 MiB chunks nearly every file is one
* view. tar-stream needs two asynchronous turns an entry and copies, which made it the slowest part of a pass.
*/
function tarReader(sink, refuse) {
	const block = Buffer.alloc(512);
	let filled = 0;
	/** Content bytes and padding bytes still to come; `extension` collects those of an extended header. */
	let content = 0;
	let padding = 0;
	let zeroBlocks = 0;
	let extension;
	let pending = {};
	const start = (header) => {
		if (zeroBlocks > 0) refuse("has an entry after a block of zeros");
		if ("xgLK".includes(header.typeflag)) {
			if (header.size < 0 || header.size > largestExtension) refuse(`has an extended header of ${header.size} bytes`);
			extension = {
				typeflag: header.typeflag,
				bytes: Buffer.alloc(header.size),
				length: 0
			};
			expect(header.size);
			if (header.size === 0) finish();
			return;
		}
		const merged = mergeHeader(header, pending.pax, pending.longName, pending.longLink, refuse);
		const entry = entryOf(merged, pending.pax, refuse);
		pending = {};
		if (merged.size < 0) refuse("has an entry with a negative size");
		sink.entry(entry);
		expect(headerOnly.has(merged.typeflag) ? 0 : merged.size);
		if (content === 0) sink.end();
	};
	const expect = (size) => {
		content = size;
		padding = (512 - size % 512) % 512;
	};
	const take = (piece) => {
		content -= piece.length;
		if (extension === void 0) sink.data(piece);
		else {
			extension.bytes.set(piece, extension.length);
			extension.length += piece.length;
		}
		if (content === 0) finish();
	};
	const finish = () => {
		if (extension === void 0) return sink.end();
		pending = extend(pending, extension.typeflag, extension.bytes, refuse);
		extension = void 0;
	};
	const takeBlock = (bytes) => {
		if (isZeroBlock(bytes)) zeroBlocks += 1;
		else start(readHeader(bytes, refuse));
	};
	return {
		write: (chunk) => {
			for (let at = 0; at < chunk.length && zeroBlocks < 2;) {
				const left = chunk.length - at;
				if (content > 0) {
					const size = Math.min(content, left);
					take(chunk.subarray(at, at + size));
					at += size;
				} else if (padding > 0) {
					const size = Math.min(padding, left);
					padding -= size;
					at += size;
				} else if (filled === 0 && left >= 512) {
					takeBlock(chunk.subarray(at, at + 512));
					at += 512;
				} else {
					const size = Math.min(512 - filled, left);
					block.set(chunk.subarray(at, at + size), filled);
					at += size;
					filled += size;
					if (filled < 512) continue;
					filled = 0;
					takeBlock(block);
				}
			}
		},
		end: () => {
			if (content > 0 || padding > 0 || filled > 0 || Object.keys(pending).length > 0) refuse("ends inside an entry");
		}
	};
}
function extend(pending, typeflag, bytes, refuse) {
	if (typeflag === "x") return {
		...pending,
		pax: readPax(bytes, refuse)
	};
	if (typeflag === "g") return pending;
	const end = bytes.indexOf(0);
	const name = bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
	return typeflag === "L" ? {
		...pending,
		longName: name
	} : {
		...pending,
		longLink: name
	};
}
/** Types that have no content, whatever size their header names: hard link, symbolic link, devices, folder, pipe. */
const headerOnly = /* @__PURE__ */ new Set([
	"1",
	"2",
	"3",
	"4",
	"5",
	"6"
]);
const types = {
	"\0": "file",
	"0": "file",
	"7": "file",
	"1": "hardlink",
	"2": "symlink",
	"5": "directory"
};
function entryOf(header, pax, refuse) {
	const { typeflag, name, linkName } = header;
	if (name.length > longestPath || linkName.length > longestPath) refuse(`has a name longer than ${longestPath} characters: ${JSON.stringify(name.slice(0, 100))}`);
	const type = typeflag === "\0" && name.endsWith("/") ? "directory" : isSparse(header, pax) ? "other" : types[typeflag] ?? "other";
	const attributes = pax?.attributes ?? [];
	return {
		path: cleanPath(name, refuse),
		type,
		size: type === "file" ? header.size : 0,
		mode: header.mode & 4095,
		uid: header.uid,
		gid: header.gid,
		mtime: header.mtime,
		linkTarget: type === "symlink" || type === "hardlink" ? linkName : void 0,
		attributes: attributes.length > 0 ? attributes : void 0
	};
}
/** The path without ./ in front, / behind, and empty parts; refuses one that leaves the archive. */
function cleanPath(name, refuse) {
	if (!/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(name)) return name;
	const parts = name.split("/").filter((part) => part !== "" && part !== ".");
	if (parts.includes("..")) refuse(`has an entry that leaves it: ${JSON.stringify(name.slice(0, 200))}`);
	return parts.join("/");
}

// src/layers/tree.ts
const mostLinks = 40;
const whiteout = ".wh.";
const opaque = ".wh..wh..opq";
const metadata = ".wh..wh.";
/**
* What is left when layers are put on top of each other (OCI image-spec, "Layer Changesets"), bottom first. The last of several
* entries of one path counts. Takes time in proportion to the entries.
*/
function buildTree(bottomUp) {
	const root = place("", impliedFolder(""), 0, -1, void 0);
	for (const [layer, entries] of bottomUp.entries()) {
		for (const entry of entries) if (isWhiteout(entry.path)) erase(root, entry.path);
		addLayer(root, entries, layer);
	}
	let sorted;
	return {
		get: (path) => walk(root, path, false)?.node,
		resolve: (path) => walk(root, path, true)?.node,
		names: (folder) => [...walk(root, folder, true)?.children?.keys() ?? []].toSorted(),
		all: () => sorted ??= collect(root)
	};
}
/** True for an entry that deletes instead of being a file itself. */
function isWhiteout(path) {
	return path.startsWith(whiteout, path.lastIndexOf("/") + 1);
}
function erase(root, path) {
	const slash = path.lastIndexOf("/");
	const folder = find(root, slash < 0 ? "" : path.slice(0, slash));
	const name = path.slice(slash + 1);
	if (name === opaque) folder?.children?.clear();
	else if (!name.startsWith(metadata)) folder?.children?.delete(name.slice(4));
}
function addLayer(root, entries, layer) {
	const unlinked = [];
	for (const [index, entry] of entries.entries()) {
		if (isWhiteout(entry.path) || entry.path.startsWith(metadata)) continue;
		const added = add(root, entry, layer, index);
		if (entry.type === "hardlink" && added.node.content === void 0) unlinked.push(added);
	}
	for (const link of unlinked) link.node = {
		...link.node,
		content: contentOf(root, link.node.entry, layer, link.node.index)
	};
}
function add(root, entry, layer, index) {
	if (entry.path === "") {
		if (entry.type === "directory") root.node = {
			...root.node,
			entry,
			layer,
			index
		};
		return root;
	}
	const slash = entry.path.lastIndexOf("/");
	const folder = slash < 0 ? root : makeFolders(root, entry.path.slice(0, slash), layer);
	const name = entry.path.slice(slash + 1);
	const before = folder.children?.get(name);
	const path = pathBelow(folder, name, entry.path);
	const content = contentOf(root, entry, layer, index);
	if (entry.type === "directory" && before?.node.entry.type === "directory") {
		before.node = {
			path,
			entry,
			layer,
			index,
			content
		};
		return before;
	}
	const added = place(path, entry, layer, index, folder, content);
	(folder.children ??= /* @__PURE__ */ new Map()).set(name, added);
	return added;
}
function contentOf(root, entry, layer, index) {
	if (entry.type === "file") return {
		entry,
		layer,
		index
	};
	return entry.type === "hardlink" ? walk(root, entry.linkTarget ?? "", false)?.node.content : void 0;
}
/**
* The folder at a path, made where it is missing. A file or a link of a lower layer in its way is covered, as an overlay mount
* does it; a link of the same layer is followed, as unpacking does it.
*/
function makeFolders(root, path, layer) {
	const direct = find(root, path);
	if (direct?.node.entry.type === "directory") return direct;
	let left = mostLinks;
	const parts = path.split("/").toReversed();
	let at = root;
	for (let part = parts.pop(); part !== void 0; part = parts.pop()) {
		if (part === "" || part === ".") continue;
		if (part === "..") {
			at = at.parent ?? root;
			continue;
		}
		const next = at.children?.get(part);
		if (next?.node.entry.type === "directory") {
			at = next;
			continue;
		}
		if (next?.node.entry.type === "symlink" && next.node.layer === layer && left > 0) {
			left -= 1;
			const target = next.node.entry.linkTarget ?? "";
			if (target.startsWith("/")) at = root;
			parts.push(...target.split("/").toReversed());
			continue;
		}
		const made = pathBelow(at, part, path);
		const folder = place(made, impliedFolder(made), layer, -1, at);
		(at.children ??= /* @__PURE__ */ new Map()).set(part, folder);
		at = folder;
	}
	return at;
}
function walk(root, path, followLast) {
	let left = mostLinks;
	const parts = path.split("/").toReversed();
	let at = root;
	for (let part = parts.pop(); part !== void 0; part = parts.pop()) {
		if (part === "" || part === ".") continue;
		if (part === "..") {
			at = at.parent ?? root;
			continue;
		}
		const next = at.children?.get(part);
		if (next === void 0) return void 0;
		const isLast = parts.every((rest) => rest === "");
		if (next.node.entry.type === "symlink" && (followLast || !isLast)) {
			left -= 1;
			if (left < 0) return void 0;
			const target = next.node.entry.linkTarget ?? "";
			if (target.startsWith("/")) at = root;
			parts.push(...target.split("/").toReversed());
			continue;
		}
		at = next;
	}
	return at;
}
/** The place at a clean path with no link followed. */
function find(root, path) {
	if (path === "") return root;
	let at = root;
	for (let start = 0; at !== void 0 && start <= path.length;) {
		const slash = path.indexOf("/", start);
		const end = slash < 0 ? path.length : slash;
		at = at.children?.get(path.slice(start, end));
		start = end + 1;
	}
	return at;
}
function collect(root) {
	const nodes = [];
	const open = [root];
	for (let at = open.pop(); at !== void 0; at = open.pop()) for (const child of at.children?.values() ?? []) {
		nodes.push(child.node);
		if (child.children !== void 0) open.push(child);
	}
	return nodes.toSorted((left, right) => compareText(left.path, right.path));
}
function place(path, entry, layer, index, parent, content) {
	return {
		node: {
			path,
			entry,
			layer,
			index,
			content
		},
		parent,
		children: void 0
	};
}
function pathBelow(folder, name, own) {
	const above = folder.node.path;
	if (above === "") return name;
	return own.length === above.length + name.length + 1 && own.startsWith(above) && own.endsWith(name) ? own : `${above}/${name}`;
}
function impliedFolder(path) {
	return {
		path,
		type: "directory",
		size: 0,
		mode: 493,
		uid: 0,
		gid: 0,
		mtime: 0,
		linkTarget: void 0,
		attributes: void 0
	};
}

// src/layers/pass.ts
const mostEntries = 2e6;
const mostNameCharacters = 268435456;
const mostUnpacked = 64 * 1024 ** 3;
const defaultSpillBudget = 8 * 1024 ** 3;
/**
* Streams every layer once, with bounded memory, checks that it is the diffID that the config names, and gives all visitors its
* files. Throws LAYER_CORRUPT, LAYER_UNSUPPORTED, LAYER_TOO_LARGE or LAYER_SPILL; a blob's own digest is checked by who opens it.
*/
async function lookAt(source, visitors, options) {
	const { diffIds } = source.config;
	if (diffIds.length !== source.layers.length) throw layerFaults.fault("LAYER_CORRUPT", `the config names ${diffIds.length} layers and the manifest ${source.layers.length}`);
	const spill = openSpill(options.temporary, options.spillBudget ?? defaultSpillBudget);
	try {
		const reader = layerReader(visitors, spill, options);
		const layers = [];
		let remembered = 0;
		const facts = [];
		for (const [index, layer] of source.layers.entries()) {
			const diffId = diffIds[index];
			if (diffId === void 0) continue;
			const { unpackedSize, reading, isRemembered } = await reader(layer, diffId);
			if (isRemembered) remembered += 1;
			facts.push(reading.facts);
			layers.push(imageLayer(layer, diffId, unpackedSize, reading));
		}
		const image = {
			config: source.config,
			layers,
			tree: buildTree(layers.map((layer) => layer.entries))
		};
		return {
			image,
			remembered,
			results: combineAll(visitors, image, facts)
		};
	} finally {
		spill.remove();
	}
}
/** Reads each different layer once: an empty one may be in an image many times. */
function layerReader(visitors, spill, options) {
	const known = options.memory ?? /* @__PURE__ */ new Map();
	const count = counter(options.largestUnpacked ?? mostUnpacked);
	const unpack = unpacker(visitors, spill, options, count);
	return (layer, diffId) => {
		const key = memoryKey(layer, diffId, visitors, options);
		const reading = known.get(key) ?? readLayer(layer, diffId, visitors, options, count, unpack);
		known.set(key, reading);
		reading.catch(() => known.delete(key));
		return reading;
	};
}
function memoryKey(layer, diffId, visitors, { contentDigests = false }) {
	const wanted = JSON.stringify([visitors.map(({ id }) => id), contentDigests]);
	return `${layer.mediaType} ${layer.digest} ${diffId} ${wanted}`;
}
function factsSubject({ digest, size }, { tool }, diffId, visitors, { contentDigests = false }) {
	return {
		tool,
		digest,
		size,
		diffId,
		visitors: visitors.map(({ id }) => id),
		contentDigests
	};
}
async function readLayer(layer, diffId, visitors, options, count, unpack) {
	const { facts } = options;
	if (facts === void 0) return {
		...await unpack(layer, diffId),
		isRemembered: false
	};
	const subject = factsSubject(layer, facts, diffId, visitors, options);
	const before = await recall(facts, subject);
	if (before !== void 0) {
		await proveBlob(layer);
		count.size(layer.digest, before.unpackedSize);
		for (const entry of before.reading.entries) count.entry(layer.digest, entry);
		return {
			...before,
			isRemembered: true
		};
	}
	const record = await unpack(layer, diffId);
	await remember(facts, subject, record);
	return {
		...record,
		isRemembered: false
	};
}
/**
* Reads a layer for visitors while it is written, so that `lookAt` with the same visitors and `memory` need not unpack it. Who writes it
* vouches that the archive that `take` gets has the diffID, and that the blob is that archive. Throws LAYER_TOO_LARGE or LAYER_SPILL.
*/
function watchLayer(visitors, options) {
	const spill = openSpill(options.temporary, options.spillBudget ?? defaultSpillBudget);
	const count = counter(options.largestUnpacked ?? mostUnpacked);
	const archive = openArchive("that is being written", visitors, spill, { bytes: Buffer.alloc(0) }, options, count);
	return {
		take: archive.take,
		end: async (layer) => {
			const record = archive.end();
			if (options.facts !== void 0) await remember(options.facts, factsSubject(layer, options.facts, layer.diffId, visitors, options), record);
			options.memory?.set(memoryKey(layer, layer.diffId, visitors, options), Promise.resolve({
				...record,
				isRemembered: false
			}));
		},
		close: spill.remove
	};
}
function unpacker(visitors, spill, options, count) {
	const shelf = { bytes: Buffer.alloc(0) };
	return async (layer, diffId) => {
		const archive = openArchive(layer.digest, visitors, spill, shelf, options, count);
		await unpackLayer(layer, diffId, archive.take);
		return archive.end();
	};
}
function openArchive(name, visitors, spill, shelf, { contentDigests = false }, count) {
	const { sink, reading } = layerReading(visitors, spill, shelf, {
		contentDigests,
		count: (entry) => count.entry(name, entry)
	});
	const archive = tarReader(sink, (why) => {
		throw corruptLayer(name, why);
	});
	let unpackedSize = 0;
	return {
		take: (piece) => {
			count.size(name, piece.length);
			unpackedSize += piece.length;
			archive.write(piece);
		},
		end: () => {
			archive.end();
			return {
				unpackedSize,
				reading
			};
		}
	};
}
function counter(largest) {
	let unpacked = 0;
	let entries = 0;
	let characters = 0;
	const refuse = (layer, why) => {
		throw layerFaults.fault("LAYER_TOO_LARGE", `with layer ${layer} the image ${why}`, { where: layer });
	};
	return {
		size: (layer, bytes) => {
			unpacked += bytes;
			if (unpacked > largest) refuse(layer, `unpacks to more than ${largest} bytes`);
		},
		entry: (layer, { path, linkTarget, attributes }) => {
			entries += 1;
			characters += path.length + (linkTarget?.length ?? 0);
			for (const attribute of attributes ?? []) characters += attribute.length;
			if (entries > mostEntries) refuse(layer, `has more than ${mostEntries} entries`);
			if (characters > mostNameCharacters) refuse(layer, "has names that are too long to keep");
		}
	};
}
function imageLayer({ digest, mediaType, size }, diffId, unpackedSize, { entries, contentDigests }) {
	const layer = {
		digest,
		mediaType,
		size,
		diffId,
		unpackedSize,
		entries
	};
	return contentDigests === void 0 ? layer : {
		...layer,
		contentDigests
	};
}
function combineAll(visitors, image, facts) {
	return visitors.map((visitor, position) => {
		const own = facts.map((layer) => layer[position] ?? /* @__PURE__ */ new Map());
		return visitor.combine(image, factsOf(image.layers, own));
	});
}

export { layerFaults as i, watchLayer as n, factsFolder as r, lookAt as t };