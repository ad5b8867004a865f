import { t as __commonJSMin } from "./rolldown-runtime.js";
import { i as isFault, n as defineFaults } from "./fault.js";
import { r as formatSize } from "./quantity.js";
import { t as compareText } from "./text-order.js";
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

// src/formats/faults.ts
const formatFaults = defineFaults({ FORMAT_CORRUPT: "A file has the magic number of its format but not its structure." });

// src/formats/elf-fields.ts
/** Fields over bytes that are already in memory. */
function fieldsOf$1(bytes, form) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const little = form.endian === "little";
	const wide = (at) => {
		const low = view.getUint32(little ? at : at + 4, little);
		return (view.getUint32(little ? at + 4 : at, little) & 1048575) * 4294967296 + low;
	};
	return {
		length: bytes.length,
		byte: (at) => view.getUint8(at),
		half: (at) => view.getUint16(at, little),
		word: (at) => view.getUint32(at, little),
		native: form.bits === 64 ? wide : (at) => view.getUint32(at, little),
		bytes
	};
}
/** A copy of exactly `length` bytes at `offset`. Throws FORMAT_CORRUPT, with `what` in its message, when the file ends before. */
function readExactly(file, offset, length, what) {
	if (offset < 0 || length < 0 || offset + length > file.size) throw formatFaults.fault("FORMAT_CORRUPT", `an ELF file ends inside its ${what}`);
	const bytes = file.read(offset, length);
	if (bytes.length !== length) throw formatFaults.fault("FORMAT_CORRUPT", `an ELF file ends inside its ${what}`);
	return new Uint8Array(bytes);
}
/** The text at an offset of a string table, up to its NUL; undefined for an offset outside of it or more than `limit` bytes. */
function textAt(table, offset, limit = 4096) {
	if (offset < 0 || offset >= table.length) return void 0;
	const end = table.indexOf(0, offset);
	if (end < 0 || end - offset > limit) return void 0;
	return Buffer.from(table.buffer, table.byteOffset + offset, end - offset).toString("utf8");
}

// src/formats/elf.ts
/** Bytes from the start of a file that readElfHeader needs. */
const elfHeaderLength = 20;
const segmentType = {
	load: 1,
	dynamic: 2,
	interpreter: 3,
	note: 4
};
const segmentFlag = {
	execute: 1,
	write: 2,
	read: 4
};
const sectionType = {
	note: 7,
	noBits: 8
};
const sectionFlag = {
	allocated: 2,
	executable: 4
};
const maximumSegmentBytes = 65536;
const maximumSections = 65536;
const maximumNameBytes = 4194304;
/** Reads an ELF header, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT for a broken one. */
function readElfHeader(bytes) {
	if (bytes.length < 4 || bytes[0] !== 127 || bytes[1] !== 69 || bytes[2] !== 76 || bytes[3] !== 70) return void 0;
	if (bytes.length < 20) throw corrupt$2("an ELF file ends inside its header");
	const [, , , , wide, order] = bytes;
	if (wide !== 1 && wide !== 2 || order !== 1 && order !== 2) throw corrupt$2("an ELF header has an unknown class or byte order");
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
/**
* Reads header and program headers, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT when they are broken
* or name bytes that the file does not have.
*/
function readElf(file) {
	const header = readElfHeader(Uint8Array.from(file.read(0, 20)));
	if (header === void 0) return void 0;
	const wide = header.bits === 64;
	const fields = fieldsOf$1(readExactly(file, 0, wide ? 64 : 52, "header"), header);
	const segments = readSegments(file, header, {
		offset: fields.native(wide ? 32 : 28),
		entrySize: fields.half(wide ? 54 : 42),
		count: fields.half(wide ? 56 : 44)
	});
	const table = {
		offset: fields.native(wide ? 40 : 32),
		entrySize: fields.half(wide ? 58 : 46),
		count: fields.half(wide ? 60 : 48),
		names: fields.half(wide ? 62 : 50)
	};
	let sections;
	return {
		...header,
		file,
		flags: fields.word(wide ? 48 : 36),
		segments,
		sections: () => sections ??= readSections(file, header, table)
	};
}
/** The first `limit` bytes of a section, copied; undefined when there is none of that name with bytes. Throws FORMAT_CORRUPT. */
function sectionBytes(elf, name, limit) {
	const section = elf.sections().find((one) => one.name === name && one.type !== sectionType.noBits);
	if (section === void 0) return void 0;
	return readExactly(elf.file, section.offset, Math.min(section.size, limit), `section ${name}`);
}
/** Where the byte at a virtual address is in the file, and how many follow it in the same segment. */
function placeOf(elf, address) {
	for (const segment of elf.segments) {
		const into = address - segment.address;
		if (segment.type === segmentType.load && into >= 0 && into < segment.fileSize) return {
			offset: segment.offset + into,
			left: segment.fileSize - into
		};
	}
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
function readSegments(file, header, table) {
	if (table.count === 0 || table.offset === 0) return [];
	const size = header.bits === 64 ? 56 : 32;
	if (table.entrySize !== size) throw corrupt$2("an ELF file has program headers of an unknown size");
	if (table.count * size > maximumSegmentBytes) throw corrupt$2("an ELF file has too many program headers");
	const fields = fieldsOf$1(readExactly(file, table.offset, table.count * size, "program headers"), header);
	return Array.from({ length: table.count }, (_, index) => {
		const segment = readSegment(fields, index * size, header.bits);
		if (segment.type === segmentType.load && segment.offset + segment.fileSize > file.size) throw corrupt$2("an ELF file ends inside a segment that is to be loaded");
		return segment;
	});
}
function readSegment(fields, at, bits) {
	const wide = bits === 64;
	return {
		type: fields.word(at),
		flags: fields.word(at + (wide ? 4 : 24)),
		offset: fields.native(at + (wide ? 8 : 4)),
		address: fields.native(at + (wide ? 16 : 8)),
		fileSize: fields.native(at + (wide ? 32 : 16)),
		memorySize: fields.native(at + (wide ? 40 : 20)),
		align: fields.native(at + (wide ? 48 : 28))
	};
}
function readSections(file, header, table) {
	if (table.offset === 0) return [];
	const size = header.bits === 64 ? 64 : 40;
	if (table.entrySize !== size) throw corrupt$2("an ELF file has section headers of an unknown size");
	const first = readSection(fieldsOf$1(readExactly(file, table.offset, size, "section headers"), header), 0, header.bits);
	const count = table.count === 0 ? first.size : table.count;
	if (count > maximumSections) throw corrupt$2("an ELF file has too many sections");
	const names = table.names === 65535 ? first.link : table.names;
	const fields = fieldsOf$1(readExactly(file, table.offset, count * size, "section headers"), header);
	const raw = Array.from({ length: count }, (_, index) => readSection(fields, index * size, header.bits));
	const strings = raw[names];
	if (names === 0 || strings === void 0) return raw.map((section) => ({
		...section,
		name: ""
	}));
	if (strings.size > maximumNameBytes) throw corrupt$2("an ELF file has too long section names");
	const bytes = readExactly(file, strings.offset, strings.size, "section names");
	return raw.map((section) => ({
		...section,
		name: textAt(bytes, section.nameOffset) ?? ""
	}));
}
function readSection(fields, at, bits) {
	const wide = bits === 64;
	return {
		nameOffset: fields.word(at),
		type: fields.word(at + 4),
		flags: fields.native(at + 8),
		address: fields.native(at + (wide ? 16 : 12)),
		offset: fields.native(at + (wide ? 24 : 16)),
		size: fields.native(at + (wide ? 32 : 20)),
		link: fields.word(at + (wide ? 40 : 24)),
		info: fields.word(at + (wide ? 44 : 28))
	};
}
function corrupt$2(what) {
	return formatFaults.fault("FORMAT_CORRUPT", what);
}

// src/lint/budgets.ts
/** Without a size budget, more than this warns. */
const usualSize = 25e7;
const usualWaste = 2e7;
const usualForeign = 1e6;
/**
* P5030 and P5031: what is over its budget is an error; over the usual size or waste, where nobody set a budget, a warning. P5032
* and P5033 warn.
*/
function judgeBudgets(weight, budgets) {
	const heaviest = weight.heaviest.slice(0, 3).map(({ name, size }) => `${name} (${formatSize(size)})`).join(", ");
	const wasted = weight.mostWasted.slice(0, 3).map(({ path, size }) => `/${path} (${formatSize(size)})`).join(", ");
	const slim = heaviest === "" ? "make the image smaller" : `make these layers smaller: ${heaviest}`;
	return [
		over("P5030", "the compressed image", weight.size, budgets.size, usualSize, slim),
		over("P5030", "the unpacked image", weight.unpackedSize, budgets.unpackedSize, Infinity, slim),
		over("P5030", "what a device with the previous release pulls", weight.pullBytes ?? 0, budgets.pullBytes, Infinity, "put what changes rarely into earlier layers, and pin the base image"),
		over("P5031", "what later layers delete or cover", weight.wastedBytes, budgets.wastedBytes, usualWaste, wasted === "" ? "delete files in the step that makes them" : `delete these in the step that makes them: ${wasted}`),
		judgeForeign(weight.foreign ?? []),
		weight.base === void 0 ? void 0 : judgeBase(weight.base)
	].flatMap((finding) => finding === void 0 ? [] : [finding]);
}
/** P5032: over a megabyte of programs that only cost bytes. */
function judgeForeign(files) {
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	if (bytes <= usualForeign) return void 0;
	const largest = files.toSorted((left, right) => right.size - left.size || compareText(left.path, right.path)).slice(0, 3).map(({ path, size }) => `/${path} (${formatSize(size)})`).join(", ");
	return {
		rule: "P5032",
		severity: "warning",
		message: `programs for other machines take ${formatSize(bytes)}: ${largest}`,
		next: "install for the platform alone (npm ci --os=linux --cpu=arm64), or delete them in the step that brings them"
	};
}
/** P5033: layers of the base that a device has already, in other bytes. */
function judgeBase(base) {
	const built = new Set(base.builtDigests);
	const lost = base.digests.filter((digest) => !built.has(digest)).length;
	if (lost === 0) return void 0;
	const recompressed = base.diffIds.every((diffId, index) => base.builtDiffIds[index] === diffId);
	const why = recompressed ? "they were compressed again" : "the image was squashed, or stands on another base";
	return {
		rule: "P5033",
		severity: "warning",
		message: `${lost} of ${base.digests.length} layers of ${base.name} are not in the image as its registry has them (${why}): a device pulls them again`,
		next: recompressed ? "build without force-compression" : "build on the base itself and keep its layers"
	};
}
function over(rule, what, bytes, budget, usual, next) {
	const limit = budget ?? usual;
	if (bytes <= limit) return void 0;
	const excess = `${formatSize(bytes)}, ${formatSize(bytes - limit)} over`;
	return budget === void 0 ? {
		rule,
		severity: "warning",
		message: `${what}: ${excess} the usual ${formatSize(limit)}`,
		next
	} : {
		rule,
		severity: "error",
		message: `${what}: ${excess} the budget of ${formatSize(limit)}`,
		next
	};
}
/** The rules about bytes, by id. */
const budgetRules = [
	{
		id: "P5030",
		title: "Image over its size budget",
		severity: "error",
		why: "Every device pulls and stores these bytes, often over a slow line."
	},
	{
		id: "P5031",
		title: "Bytes that later layers delete or cover",
		severity: "error",
		why: "A file that a later layer deletes still travels to every device."
	},
	{
		id: "P5032",
		title: "Programs for other machines",
		severity: "warning",
		why: "Programs for other machines cannot run on the device and only cost bytes."
	},
	{
		id: "P5033",
		title: "Base layers in other bytes than the base's own",
		severity: "warning",
		why: "Devices keep the layers of a base by their digests: recompressed or rebuilt ones are pulled again with every release."
	}
];

// src/formats/elf-dynamic.ts
const tag = {
	needed: 1,
	stringTable: 5,
	stringTableSize: 10,
	soname: 14,
	rpath: 15,
	runpath: 29,
	flags1: 1879048187,
	versionsDefined: 1879048188,
	versionsDefinedCount: 1879048189,
	versionsNeeded: 1879048190,
	versionsNeededCount: 1879048191
};
const maximumDynamicBytes = 65536;
const maximumVersionBytes = 262144;
const maximumEntries = 4096;
const maximumText = 4096;
const noDefaultFoldersFlag = 2048;
const weakFlag = 2;
/** Reads the dynamic section, found through its segment; undefined for a static or relocatable file. Throws FORMAT_CORRUPT. */
function readDynamic(elf) {
	const segment = elf.segments.find((one) => one.type === segmentType.dynamic);
	if (segment === void 0) return void 0;
	if (segment.fileSize > maximumDynamicBytes) throw corrupt$1("an ELF file has a too large dynamic section");
	const values = dynamicValues(fieldsOf$1(readExactly(elf.file, segment.offset, segment.fileSize, "dynamic section"), elf), elf.bits === 64 ? 8 : 4);
	const one = (wanted) => values.get(wanted)?.[0];
	const needed = values.get(tag.needed) ?? [];
	const text = stringTable(elf, one(tag.stringTable), one(tag.stringTableSize));
	const optional = (offset) => offset === void 0 ? void 0 : text(offset);
	return {
		needed: needed.map(text),
		soname: optional(one(tag.soname)),
		rpath: optional(one(tag.rpath)),
		runpath: optional(one(tag.runpath)),
		noDefaultFolders: ((one(tag.flags1) ?? 0) & noDefaultFoldersFlag) !== 0,
		versionsNeeded: readNeeded(elf, one(tag.versionsNeeded), one(tag.versionsNeededCount) ?? 0, text),
		versionsDefined: readDefined(elf, one(tag.versionsDefined), one(tag.versionsDefinedCount) ?? 0, text)
	};
}
/** The program loader that an executable names, or undefined. Throws FORMAT_CORRUPT. */
function readInterpreter(elf) {
	const segment = elf.segments.find((one) => one.type === segmentType.interpreter);
	if (segment === void 0) return void 0;
	if (segment.fileSize > maximumText) throw corrupt$1("an ELF file has a too long interpreter");
	const bytes = readExactly(elf.file, segment.offset, segment.fileSize, "interpreter");
	const text = textAt(bytes, 0);
	if (text === void 0) throw corrupt$1("the interpreter of an ELF file has no end");
	return text;
}
/** Float ABI of a 32-bit Arm program (e_flags, "ELF for the Arm Architecture" 5.2); undefined where it is not recorded. */
function armFloat(elf) {
	if (elf.machine !== 40) return void 0;
	if ((elf.flags & 1024) !== 0) return "hard";
	return (elf.flags & 512) === 0 ? void 0 : "soft";
}
function dynamicValues(fields, width) {
	const values = /* @__PURE__ */ new Map();
	for (let at = 0; at + 2 * width <= fields.length; at += 2 * width) {
		const key = fields.native(at);
		if (key === 0) break;
		const known = values.get(key);
		if (known === void 0) values.set(key, [fields.native(at + width)]);
		else known.push(fields.native(at + width));
	}
	return values;
}
function stringTable(elf, address, size) {
	const place = address === void 0 ? void 0 : placeOf(elf, address);
	const length = Math.min(size ?? 0, place?.left ?? 0);
	const known = /* @__PURE__ */ new Map();
	return (offset) => {
		const seen = known.get(offset);
		if (seen !== void 0) return seen;
		if (place === void 0 || offset >= length) throw corrupt$1("the dynamic section of an ELF file names text outside of its string table");
		const start = place.offset + offset;
		const left = length - offset;
		const text = textAt(elf.file.read(start, Math.min(left, 128)), 0) ?? textAt(elf.file.read(start, Math.min(left, 4097)), 0, maximumText);
		if (text === void 0) throw corrupt$1("the dynamic section of an ELF file names text without an end");
		known.set(offset, text);
		return text;
	};
}
function readNeeded(elf, address, count, text) {
	const fields = versionTable(elf, address, count);
	if (fields === void 0) return [];
	const found = [];
	for (const at of chain(fields, 0, count, 16, 12)) {
		const file = text(fields.word(at + 4));
		for (const aux of chain(fields, at + fields.word(at + 8), fields.half(at + 2), 16, 12)) {
			const weak = (fields.half(aux + 4) & weakFlag) !== 0;
			if (found.push({
				file,
				version: text(fields.word(aux + 8)),
				weak
			}) > maximumEntries) throw corrupt$1("an ELF file needs too many versions");
		}
	}
	return found;
}
function readDefined(elf, address, count, text) {
	const fields = versionTable(elf, address, count);
	if (fields === void 0) return [];
	const found = [];
	for (const at of chain(fields, 0, count, 20, 16)) {
		const aux = at + fields.word(at + 12);
		if (aux + 8 > fields.length) throw corrupt$1("a version definition of an ELF file points outside");
		found.push(text(fields.word(aux)));
	}
	return found;
}
function versionTable(elf, address, count) {
	if (address === void 0 || count === 0) return void 0;
	const place = placeOf(elf, address);
	if (place === void 0) throw corrupt$1("the versions of an ELF file are outside of its segments");
	const length = Math.min(place.left, maximumVersionBytes);
	return fieldsOf$1(readExactly(elf.file, place.offset, length, "versions"), elf);
}
/** Positions of linked entries, each of `size` bytes with the distance to the next one at `next`; at most `count`. */
function* chain(fields, start, count, size, next) {
	if (count > maximumEntries) throw corrupt$1("an ELF file has too many versions");
	let at = start;
	for (let index = 0; index < count; index += 1) {
		if (at + size > fields.length) throw corrupt$1("the versions of an ELF file point outside");
		yield at;
		const distance = fields.word(at + next);
		if (distance === 0) return;
		at += distance;
	}
}
function corrupt$1(what) {
	return formatFaults.fault("FORMAT_CORRUPT", what);
}

// src/formats/xxh3.ts
const secret = Buffer.from("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e", "hex");
const prime32 = [
	2654435761n,
	2246822519n,
	3266489917n
];
const prime64 = [
	11400714785074694791n,
	14029467366897019727n,
	1609587929392839161n,
	9650029242287828579n,
	2870177450012600261n
];
const stripe = 64;
const stripesOfBlock = 16;
const block = 1024;
const blocksAtOnce = 64;
const secretWords = wordsFrom(0, 192);
const lastWords = wordsFrom(121, stripe);
/** The 64-bit XXH3 of a part of a file that is longer than `longestShortInput`, read in pieces of 64 KiB. */
function xxh3OfLong(file, { start, end }) {
	const length = end - start;
	const lanes = startLanes();
	const wholeBlocks = Math.floor((length - 1) / block);
	const bytes = new Uint8Array(block * blocksAtOnce);
	const words = new Int32Array(bytes.buffer);
	for (let first = 0; first <= wholeBlocks; first += blocksAtOnce) {
		const offset = start + first * block;
		bytes.set(file.read(offset, Math.min(bytes.length, end - offset)));
		for (let index = first; index < Math.min(first + blocksAtOnce, wholeBlocks); index += 1) {
			accumulate(lanes, words, (index - first) * block / 4, stripesOfBlock, secretWords);
			scramble(lanes);
		}
		const rest = Math.floor((length - 1 - wholeBlocks * block) / stripe);
		if (first + blocksAtOnce > wholeBlocks) accumulate(lanes, words, (wholeBlocks - first) * block / 4, rest, secretWords);
	}
	bytes.set(file.read(end - stripe, stripe));
	accumulate(lanes, words, 0, 1, lastWords);
	return merge(lanes, BigInt.asUintN(64, BigInt(length) * prime64[0]));
}
function startLanes() {
	const [p1, p2, p3] = prime32;
	const [q1, q2, q3, q4, q5] = prime64;
	const lanes = {
		low: /* @__PURE__ */ new Int32Array(8),
		high: /* @__PURE__ */ new Int32Array(8)
	};
	for (const [index, value] of [
		p3,
		q1,
		q2,
		q3,
		q4,
		p2,
		q5,
		p1
	].entries()) {
		lanes.low[index] = Number(value & 4294967295n);
		lanes.high[index] = Number(value >> 32n);
	}
	return lanes;
}
function accumulate({ low, high }, words, at, stripes, keys) {
	for (let number = 0; number < stripes; number += 1) for (let lane = 0; lane < 8; lane += 1) {
		const word = at + number * 16 + lane * 2;
		const key = number * 2 + lane * 2;
		const valueLow = words[word] ?? 0;
		const valueHigh = words[word + 1] ?? 0;
		add(low, high, lane ^ 1, valueLow, valueHigh);
		const left = (valueLow ^ (keys[key] ?? 0)) >>> 0;
		const right = (valueHigh ^ (keys[key + 1] ?? 0)) >>> 0;
		add(low, high, lane, Math.imul(left, right), highProduct(left, right));
	}
}
function add(low, high, lane, addLow, addHigh) {
	const sum = ((low[lane] ?? 0) >>> 0) + (addLow >>> 0);
	low[lane] = sum;
	high[lane] = (high[lane] ?? 0) + addHigh + (sum > 4294967295 ? 1 : 0);
}
/** The upper 32 bits of the product of two unsigned 32-bit integers. */
function highProduct(left, right) {
	const lowLeft = left & 65535;
	const highLeft = left >>> 16;
	const lowRight = right & 65535;
	const highRight = right >>> 16;
	const middle = highLeft * lowRight + (Math.imul(lowLeft, lowRight) >>> 16);
	const other = lowLeft * highRight + middle % 65536;
	return highLeft * highRight + Math.floor(middle / 65536) + Math.floor(other / 65536);
}
function scramble(lanes) {
	for (let lane = 0; lane < 8; lane += 1) {
		let value = laneOf(lanes, lane);
		value ^= value >> 47n;
		value ^= secret.readBigUInt64LE(128 + lane * 8);
		value = BigInt.asUintN(64, value * prime32[0]);
		lanes.low[lane] = Number(value & 4294967295n);
		lanes.high[lane] = Number(value >> 32n);
	}
}
function laneOf({ low, high }, lane) {
	return BigInt((high[lane] ?? 0) >>> 0) << 32n | BigInt((low[lane] ?? 0) >>> 0);
}
function merge(lanes, start) {
	let result = start;
	for (let pair = 0; pair < 4; pair += 1) {
		const product = (laneOf(lanes, 2 * pair) ^ secret.readBigUInt64LE(11 + 16 * pair)) * (laneOf(lanes, 2 * pair + 1) ^ secret.readBigUInt64LE(19 + 16 * pair));
		result += BigInt.asUintN(64, product) ^ product >> 64n;
	}
	result = BigInt.asUintN(64, result);
	result ^= result >> 37n;
	result = BigInt.asUintN(64, result * 1609587791953885689n);
	return result ^ result >> 32n;
}
function wordsFrom(offset, length) {
	return Int32Array.from({ length: length / 4 }, (_, index) => secret.readInt32LE(offset + 4 * index));
}

// src/formats/hef-checksum.ts
const piece = 65536;
/**
* Compares a HEF's checksum with its bytes, read in pieces. `unchecked` for an XXH3 of at most 240 bytes, which no compiled
* model has. It finds damage; it is no proof against a forger.
*/
function checkHefChecksum(file, checksum) {
	const { kind, hex, covers } = checksum;
	if (kind === "xxh3-64" && covers.end - covers.start <= 240) return "unchecked";
	return sumOf(file, kind, covers) === hex ? "right" : "wrong";
}
function sumOf(file, kind, covers) {
	if (kind === "xxh3-64") return xxh3OfLong(file, covers).toString(16).padStart(16, "0");
	const md5 = createHash("md5");
	let crc = 0;
	for (let offset = covers.start; offset < covers.end; offset += piece) {
		const bytes = file.read(offset, Math.min(piece, covers.end - offset));
		if (kind === "md5") md5.update(bytes);
		else crc = crc32(bytes, crc);
	}
	return kind === "md5" ? md5.digest("hex") : crc.toString(16).padStart(8, "0");
}

// src/formats/protobuf-wire.ts
/**
* The fields of a message (Protocol Buffers encoding), in the order of the file. Nothing is copied: large fields are jumped
* over. Groups, a field 0 and lengths beyond the message are FORMAT_CORRUPT.
*/
function* fieldsOf(window, message) {
	let offset = message.start;
	while (offset < message.end) {
		window.item();
		const tag = readVarint(window, offset, message.end);
		offset = tag.end;
		const number = Math.floor(tag.value / 8);
		const wire = tag.value % 8;
		if (number < 1 || number > 536870911) throw window.corrupt("has a field with an impossible number");
		if (wire === 0) {
			const { value, end } = readVarint(window, offset, message.end);
			yield {
				number,
				wire,
				value,
				start: offset,
				end
			};
			offset = end;
			continue;
		}
		if (wire !== 1 && wire !== 2 && wire !== 5) throw window.corrupt(`has a field of wire type ${wire}`);
		let length = wire === 1 ? 8 : 4;
		if (wire === 2) {
			const prefix = readVarint(window, offset, message.end);
			length = prefix.value;
			offset = prefix.end;
		}
		if (length < 0 || length > message.end - offset) throw window.corrupt("has a field that ends after its message");
		yield {
			number,
			wire,
			value: 0,
			start: offset,
			end: offset + length
		};
		offset += length;
	}
}
/** The integers of a repeated field, whether packed or one by one; at most `most` are given, more is FORMAT_CORRUPT. */
function integersOf(window, field, most) {
	if (field.wire === 0) return [field.value];
	if (field.wire !== 2) throw window.corrupt("has integers of an unknown form");
	const values = [];
	for (let offset = field.start; offset < field.end;) {
		const { value, end } = readVarint(window, offset, field.end);
		if (values.length >= most) throw window.corrupt(`has more than ${most} integers in one field`);
		values.push(value);
		offset = end;
	}
	return values;
}
/** The text of a length-delimited field, as it may be shown. */
function textOf$1(window, field) {
	if (field.wire !== 2) throw window.corrupt("has a text of an unknown form");
	return window.text(field.start, field.end - field.start);
}
/** The place of a message that is a field; FORMAT_CORRUPT for any other wire type. */
function messageOf(window, field) {
	if (field.wire !== 2) throw window.corrupt("has a message of an unknown form");
	return field;
}
function readVarint(window, start, limit) {
	let low = 0;
	let scale = 1;
	for (let offset = start; offset < limit && offset < start + 10; offset += 1) {
		const byte = window.byte(offset);
		if (offset < start + 7) low += (byte & 127) * scale;
		scale *= 128;
		if (byte < 128) return {
			value: offset < start + 7 ? low : longVarint(window, start, offset + 1),
			end: offset + 1
		};
	}
	throw window.corrupt("has an integer without end");
}
function longVarint(window, start, end) {
	let value = 0n;
	for (let offset = end - 1; offset >= start; offset -= 1) value = value << 7n | BigInt(window.byte(offset) & 127);
	return Number(BigInt.asIntN(64, value));
}

// src/formats/hef-networks.ts
const mostTensors = 4096;
const formatTypes = [
	"auto",
	"uint8",
	"uint16"
];
/**
* The names, inputs and outputs of all network groups of a HEF. Newer files have pads, of which those without an edge are the
* model's own; older ones have boundary layers in their contexts.
*/
function readHefNetworks(window, protobuf) {
	const networks = /* @__PURE__ */ new Set();
	const inputs = [];
	const outputs = [];
	for (const field of fieldsOf(window, protobuf)) {
		if (field.number !== 2) continue;
		const group = readGroup(window, messageOf(window, field));
		if (group.name !== "") networks.add(group.name);
		inputs.push(...group.inputs);
		outputs.push(...group.outputs);
		if (inputs.length + outputs.length > mostTensors || networks.size > mostTensors) throw window.corrupt(`has more than ${mostTensors} inputs and outputs`);
	}
	return {
		networks: [...networks].sort(),
		inputs,
		outputs
	};
}
function readGroup(window, message) {
	let name = "";
	const starts = [];
	const ends = [];
	const sources = /* @__PURE__ */ new Set();
	const targets = /* @__PURE__ */ new Set();
	for (const field of fieldsOf(window, message)) {
		if (field.number === 10) name = textOf$1(window, field);
		if (field.number === 1 && name === "") name = legacyName(window, messageOf(window, field));
		if (field.number === 8) {
			for (const part of fieldsOf(window, messageOf(window, field))) if (part.number === 2 || part.number === 3) (part.number === 2 ? starts : ends).push(readPad(window, messageOf(window, part)));
		}
		if (field.number === 9) {
			for (const part of fieldsOf(window, messageOf(window, field))) if (part.number === 1 || part.number === 2) (part.number === 1 ? sources : targets).add(part.value);
		}
		if (starts.length + ends.length > mostTensors) throw window.corrupt(`has more than ${mostTensors} pads in a network`);
	}
	if (starts.length + ends.length === 0) return {
		name,
		...readBoundary(window, message)
	};
	return {
		name,
		inputs: starts.filter(({ index }) => !targets.has(index)).map(({ tensor }) => tensor),
		outputs: ends.filter(({ index }) => !sources.has(index)).map(({ tensor }) => tensor)
	};
}
function readPad(window, message) {
	let index = 0;
	let name = "";
	let type = 0;
	let shape = [];
	for (const field of fieldsOf(window, message)) {
		if (field.number === 1) index = field.value;
		if (field.number === 2) name = textOf$1(window, field);
		if (field.number === 8) type = field.value;
		if (field.number === 6) shape = numbersOf$1(window, messageOf(window, field), [
			1,
			3,
			5
		]);
		if (field.number === 7) shape = numbersOf$1(window, messageOf(window, field), [
			1,
			2,
			3
		]);
	}
	return {
		index,
		tensor: {
			name,
			type: formatTypes[type] ?? `type ${type}`,
			shape
		}
	};
}
function numbersOf$1(window, message, wanted) {
	const found = /* @__PURE__ */ new Map();
	for (const field of fieldsOf(window, message)) if (field.wire === 0) found.set(field.number, field.value);
	return wanted.map((number) => found.get(number) ?? 0);
}
function legacyName(window, metadata) {
	let name = "";
	for (const field of fieldsOf(window, metadata)) if (field.number === 1) name = textOf$1(window, field);
	return name;
}
/** The boundary layers in the contexts of a group, or of its first partial group: each layout repeats them. */
function readBoundary(window, group) {
	const inputs = [];
	const outputs = [];
	let partial;
	for (const field of fieldsOf(window, group)) {
		if (field.number === 7) partial ??= messageOf(window, field);
		if (field.number !== 3) continue;
		for (const context of fieldsOf(window, messageOf(window, field))) {
			if (context.number !== 3) continue;
			for (const layer of fieldsOf(window, messageOf(window, context))) {
				if (layer.number !== 2) continue;
				const edge = readEdgeLayer(window, messageOf(window, layer));
				if (edge.boundary) (edge.output ? outputs : inputs).push(edge.tensor);
				if (inputs.length + outputs.length > mostTensors) throw window.corrupt(`has more than ${mostTensors} layers at its boundary`);
			}
		}
	}
	if (inputs.length + outputs.length > 0 || partial === void 0) return {
		inputs,
		outputs
	};
	for (const field of fieldsOf(window, partial)) if (field.number === 1) return readBoundaryOfPartial(window, messageOf(window, field));
	return {
		inputs,
		outputs
	};
}
function readBoundaryOfPartial(window, group) {
	for (const { number } of fieldsOf(window, group)) if (number === 7) return {
		inputs: [],
		outputs: []
	};
	return readBoundary(window, group);
}
function readEdgeLayer(window, message) {
	let output = false;
	let boundary = true;
	let name = "";
	let shape = [];
	let bytes = 1;
	for (const field of fieldsOf(window, message)) {
		if (field.number === 1) output = field.value === 1;
		if (field.number === 5) {
			for (const part of fieldsOf(window, messageOf(window, field))) if (part.number === 3) boundary = part.value === 0;
		}
		if (field.number !== 3) continue;
		for (const part of fieldsOf(window, messageOf(window, field))) {
			if (part.number === 1) name = textOf$1(window, part);
			if (part.number === 2) {
				const [height = 0, width = 0, features = 0, size = 1] = numbersOf$1(window, messageOf(window, part), [
					1,
					3,
					5,
					12
				]);
				shape = [
					height,
					width,
					features
				];
				bytes = size;
			}
		}
	}
	return {
		output,
		boundary,
		tensor: {
			name,
			type: bytes === 2 ? "uint16" : "uint8",
			shape
		}
	};
}

// src/formats/model.ts
/** The entries of a record with a value, sorted by name. */
function modelProperties(all) {
	const properties = {};
	for (const name of Object.keys(all).sort()) {
		const value = all[name];
		if (value !== void 0 && value !== "") properties[name] = String(value);
	}
	return properties;
}
/** A type's name for a histogram of elements by type: the only one, the one that has at least 90 % of all, else `mixed`. */
function dominant(elements) {
	let total = 0;
	let most = "";
	for (const [type, count] of elements) {
		total += count;
		if (count > (elements.get(most) ?? 0)) most = type;
	}
	return (elements.get(most) ?? 0) >= total * .9 ? most : "mixed";
}
/** `int8 12, float32 3`: a histogram as text, most frequent first. */
function histogramText(counts) {
	return [...counts].sort(([leftName, left], [rightName, right]) => right - left || compareText(leftName, rightName)).slice(0, 16).map(([name, count]) => `${name} ${count}`).join(", ");
}
/** Adds to a count of a histogram. */
function addTo(counts, name, more = 1) {
	counts.set(name, (counts.get(name) ?? 0) + more);
}

// src/formats/model-window.ts
const mostBytes = 64 * 1024 ** 2;
const mostItems = 8e6;
const farPage = 4096;
const nearPage = 65536;
const longestText = 256;
/** Opens a window on a file; `kind` names the format in faults. */
function openWindow(file, kind) {
	const corrupt = (why) => formatFaults.fault("FORMAT_CORRUPT", `a ${kind} file ${why}`);
	let page = /* @__PURE__ */ new Uint8Array(0);
	let view = new DataView(page.buffer);
	let start = 0;
	let left = mostBytes;
	let items = 0;
	const load = (offset, length) => {
		const near = offset >= start && offset <= start + page.length;
		const wanted = Math.min(Math.max(length, near ? nearPage : farPage), file.size - offset);
		left -= wanted;
		if (left < 0) throw corrupt(`has more than ${mostBytes} bytes of tables`);
		page = new Uint8Array(file.read(offset, wanted));
		if (page.length < length) throw corrupt("ends early");
		view = new DataView(page.buffer);
		start = offset;
	};
	const at = (offset, length) => {
		if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || offset + length > file.size) throw corrupt("points outside of itself");
		if (offset < start || offset + length > start + page.length) load(offset, length);
		return offset - start;
	};
	const safe = (value) => {
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt("has a number that is too large");
		return Number(value);
	};
	const bytes = (offset, length) => {
		const from = at(offset, length);
		return page.subarray(from, from + length);
	};
	return {
		size: file.size,
		bytes,
		byte: (offset) => {
			const from = at(offset, 1);
			return view.getUint8(from);
		},
		uint16: (offset) => {
			const from = at(offset, 2);
			return view.getUint16(from, true);
		},
		int32: (offset) => {
			const from = at(offset, 4);
			return view.getInt32(from, true);
		},
		uint32: (offset) => {
			const from = at(offset, 4);
			return view.getUint32(from, true);
		},
		uint32BigEndian: (offset) => {
			const from = at(offset, 4);
			return view.getUint32(from);
		},
		uint64: (offset) => {
			const from = at(offset, 8);
			return safe(view.getBigUint64(from, true));
		},
		uint64BigEndian: (offset) => {
			const from = at(offset, 8);
			return safe(view.getBigUint64(from));
		},
		float32: (offset) => {
			const from = at(offset, 4);
			return view.getFloat32(from, true);
		},
		text: (offset, length) => {
			at(offset, 0);
			if (length < 0 || offset + length > file.size) throw corrupt("points outside of itself");
			return shownText(new TextDecoder().decode(bytes(offset, Math.min(length, 4 * longestText))));
		},
		item: () => {
			items += 1;
			if (items > mostItems) throw corrupt(`has more than ${mostItems} items`);
		},
		corrupt
	};
}
/** A text of a file as it may be shown: at most 256 characters, control characters as `\u{…}`. */
function shownText(text) {
	return text.slice(0, longestText).replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}

// src/formats/hef.ts
const hefMagic = Uint8Array.of(1, 72, 69, 70);
/** Extension STRICT_RUNTIME_VERSIONING, which HailoRT knows since 5.1.0. */
const strictRuntimeExtension = 35;
const headerLengths = [
	32,
	28,
	44,
	56
];
const mostExtensions = 1024;
const architectures = {
	0: ["HAILO8", "HAILO8"],
	1: ["HAILO8P", "HAILO8"],
	2: ["HAILO8R", "HAILO8"],
	3: [
		"HAILO8L",
		"HAILO8L",
		"HAILO8"
	],
	4: [
		"HAILO15M",
		"HAILO15M",
		"HAILO15H",
		"HAILO10H"
	],
	5: ["HAILO10H (deprecated)"],
	6: ["HAILO15L", "HAILO15L"],
	100: ["SAGE_A0"],
	101: ["SAGE_B0", "HAILO8"],
	102: ["PAPRIKA_B0", "HAILO8"],
	103: [
		"HAILO1XH",
		"HAILO15H",
		"HAILO10H"
	],
	104: [
		"GINGER",
		"HAILO15H",
		"HAILO10H"
	],
	105: [
		"LAVENDER",
		"HAILO15H",
		"HAILO10H"
	],
	106: ["PLUTO", "HAILO15L"],
	108: ["MARS", "HAILO12L"]
};
/** The name that HailoRT has for an architecture. */
function hefArchitectureName(architecture) {
	return architectures[architecture]?.[0] ?? `architecture ${architecture}`;
}
/** The devices that accept a HEF of an architecture, as HailoRT 5 decides it; none for one that it does not know. */
function hefDevices(architecture) {
	return architectures[architecture]?.slice(1) ?? [];
}
/** Reads a HEF, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT for a broken one. */
function readHef(file) {
	if (!isHef(file.read(0, 4))) return void 0;
	const window = openWindow(file, "HEF");
	const { formatVersion, protobuf, checksum } = readHeader(window);
	const header = {
		architecture: 0,
		compiler: "",
		timestamp: 0,
		version: [
			0,
			0,
			0
		]
	};
	const extensions = /* @__PURE__ */ new Set();
	for (const field of fieldsOf(window, protobuf)) {
		if (field.number === 1) readProtobufHeader(window, messageOf(window, field), header);
		if (field.number === 5) {
			if (extensions.size >= mostExtensions) throw window.corrupt(`names more than ${mostExtensions} extensions`);
			extensions.add(readExtension(window, messageOf(window, field)));
		}
	}
	const [major = 0, minor = 0, revision = 0] = header.version;
	const fromText = /^(\d{1,5})\.(\d{1,5})\.(\d{1,9})/.exec(header.compiler);
	const compilerVersion = major + minor + revision > 0 ? {
		major,
		minor,
		revision
	} : fromText === null ? void 0 : {
		major: Number(fromText[1]),
		minor: Number(fromText[2]),
		revision: Number(fromText[3])
	};
	return {
		formatVersion,
		architecture: header.architecture,
		compiler: header.compiler === "" && compilerVersion !== void 0 ? `${compilerVersion.major}.${compilerVersion.minor}.${compilerVersion.revision}` : header.compiler,
		compilerVersion,
		timestamp: header.timestamp,
		extensions: [...extensions].sort((left, right) => left - right),
		strictRuntime: extensions.has(35),
		...readHefNetworks(window, protobuf),
		checksum
	};
}
/** True for the first bytes of a HEF. */
function isHef(head) {
	return head.length >= 4 && hefMagic.every((byte, index) => head[index] === byte);
}
/** What a HEF says, in the words that all formats share. */
function describeHef(hef) {
	const types = [...new Set([...hef.inputs, ...hef.outputs].map(({ type }) => type))];
	const { compilerVersion: version } = hef;
	return {
		format: "hef",
		quantization: types.length === 1 ? types[0] ?? "" : types.length > 1 ? "mixed" : "",
		inputs: hef.inputs,
		outputs: hef.outputs,
		requiredRuntime: version === void 0 ? "hailort" : hef.strictRuntime ? `hailort ${version.major}.${version.minor}` : `hailort ${version.major}`,
		customOperators: [],
		properties: modelProperties({
			"hailo:hw_arch": hefArchitectureName(hef.architecture),
			"hailo:hef_version": hef.formatVersion,
			"hailo:dfc_version": hef.compiler,
			"hailo:strict_versioning": String(hef.strictRuntime),
			"hailo:devices": hefDevices(hef.architecture).join(", "),
			"hailo:networks": hef.networks.join(", ")
		})
	};
}
function readHeader(window) {
	if (window.size < 12) throw window.corrupt("ends inside its header");
	const formatVersion = window.uint32BigEndian(4);
	if (formatVersion !== 0 && formatVersion !== 1 && formatVersion !== 2 && formatVersion !== 3) throw window.corrupt(`has the format version ${formatVersion}; 0 to 3 are known`);
	const start = headerLengths[formatVersion];
	if (window.size < start) throw window.corrupt("ends inside its header");
	const protobuf = {
		start,
		end: start + window.uint32BigEndian(8)
	};
	const weights = formatVersion === 0 ? 0 : window.uint64BigEndian(formatVersion === 1 ? 16 : 20) + (formatVersion === 3 ? window.uint64BigEndian(32) : 0);
	if (protobuf.end + weights !== window.size) throw window.corrupt(`should have ${protobuf.end + weights} bytes, it has ${window.size}`);
	return {
		formatVersion,
		protobuf,
		checksum: readChecksum(window, formatVersion, protobuf)
	};
}
function readChecksum(window, version, protobuf) {
	const hex = (offset, length) => Buffer.from(window.bytes(offset, length)).toString("hex");
	const all = {
		start: protobuf.start,
		end: window.size
	};
	if (version === 0) return {
		kind: "md5",
		hex: hex(16, 16),
		covers: all
	};
	if (version === 1) return {
		kind: "crc32",
		hex: hex(12, 4),
		covers: all
	};
	const ofProtobuf = version === 3 ? hex(40, 8) : "";
	if (ofProtobuf !== "" && /[^0]/.test(ofProtobuf)) return {
		kind: "xxh3-64",
		hex: ofProtobuf,
		covers: protobuf
	};
	return {
		kind: "xxh3-64",
		hex: hex(12, 8),
		covers: all
	};
}
function readProtobufHeader(window, message, header) {
	for (const field of fieldsOf(window, message)) {
		if (field.number === 1) header.architecture = field.value;
		if (field.number === 2) header.timestamp = field.value;
		if (field.number === 3) header.compiler = textOf$1(window, field);
		if (field.number === 5) {
			for (const part of fieldsOf(window, messageOf(window, field))) if (part.number >= 1 && part.number <= 3) header.version[part.number - 1] = part.value;
		}
	}
}
function readExtension(window, message) {
	let type = 0;
	for (const field of fieldsOf(window, message)) if (field.number === 1) type = field.value;
	return type;
}

// src/lint/hef-versions.ts
/** The x.y.z at the start of a version such as `5.1.1` or `4.20.0-1`, or undefined. */
function versionInName(text) {
	return /^(\d+\.\d+\.\d+)(?![\d.])/.exec(text)?.[1];
}
/** P5023: libraries of two major versions in one image, and a Python package without the library of its version. */
function mixedHailoFindings(found) {
	const libraries = found.flatMap(({ node, fact }) => {
		const version = fact.kind === "program" ? fact.soname : void 0;
		return version === void 0 ? [] : [{
			node,
			version
		}];
	});
	return [...majorsMixed(libraries), ...wheelsWithout(found, libraries)];
}
function majorsMixed(libraries) {
	const old = libraries.find(({ version }) => version.startsWith("4."));
	const current = libraries.find(({ version }) => version.startsWith("5."));
	if (old === void 0 || current === void 0) return [];
	return [[{
		rule: "P5023",
		severity: "error",
		message: `the image has libhailort ${old.version} (/${old.node.path}) and ${current.version} (/${current.node.path}): one is for Hailo-8, the other for Hailo-10H, and they do not work side by side`,
		next: "install the HailoRT of one device only"
	}, old.node]];
}
function wheelsWithout(found, libraries) {
	const versions = new Set(libraries.map(({ version }) => version));
	if (versions.size === 0) return [];
	return found.flatMap(({ node, fact }) => {
		if (fact.kind !== "wheel" || versions.has(fact.version)) return [];
		return [[{
			rule: "P5023",
			severity: "error",
			message: `the Python package hailort ${fact.version} (/${node.path}) loads the libhailort of its own version; the image has ${[...versions].sort().join(", ")}`,
			next: "install the wheel and the library of one HailoRT release"
		}, node]];
	});
}

// src/lint/hef.ts
/** The rules about Hailo's software, by id. */
const hefRules = [
	{
		id: "P5020",
		title: "HailoRT of another version than the driver's",
		severity: "error",
		why: "The driver refuses a libhailort of another version, x.y.z (HAILO_INVALID_DRIVER_VERSION), and libhailort's name holds its version."
	},
	{
		id: "P5021",
		title: "HEF for another accelerator",
		severity: "error",
		why: "A HEF is compiled for a family of chips; HailoRT refuses it on any other (HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE)."
	},
	{
		id: "P5022",
		title: "HEF that this HailoRT cannot load",
		severity: "error",
		why: "HailoRT refuses files that are damaged, that need a newer library, or that ask for its own major and minor version and meet another (HAILO_INVALID_HEF)."
	},
	{
		id: "P5023",
		title: "Mixed Hailo software",
		severity: "error",
		why: "HailoRT 4 (Hailo-8) and 5 (Hailo-10H) exclude each other, and the Python package loads exactly the library version that it was built with."
	}
];
/**
* P5020 to P5023: models and libraries for a Hailo accelerator. Without an accelerator in the profile only what is wrong on any
* device is reported: broken models, and software that contradicts itself.
*/
function createHefLint({ profile }) {
	return {
		id: "hailo/1",
		wants: (entry, head) => {
			if (isHef(head)) return "whole";
			if (isElf(head)) return "whole";
			return wheelMetadata.test(entry.path) ? "whole" : "skip";
		},
		read: (entry, content) => factOf(entry, content),
		combine: (image, facts) => judge(image, facts, profile.accelerator)
	};
}
const wheelMetadata = /(?:^|\/)(?:hailort|hailo_platform)-([0-9][^/]*)\.dist-info\/METADATA$/;
const strictSince = {
	major: 5,
	minor: 1
};
function isElf(head) {
	return head[0] === 127 && head[1] === 69 && head[2] === 76 && head[3] === 70;
}
function factOf({ path }, content) {
	const wheel = wheelMetadata.exec(path)?.[1];
	if (wheel !== void 0) return {
		kind: "wheel",
		version: versionInName(wheel) ?? wheel.slice(0, 40)
	};
	try {
		return isHef(content.read(0, 4)) ? modelFact(content) : programFact(content);
	} catch (error) {
		if (!isFault(error, "FORMAT_CORRUPT")) throw error;
		return isHef(content.read(0, 4)) ? {
			kind: "broken",
			why: error.message
		} : void 0;
	}
}
function modelFact(content) {
	const hef = readHef(content);
	if (hef === void 0) return void 0;
	return {
		kind: "model",
		architecture: hef.architecture,
		formatVersion: hef.formatVersion,
		compiler: hef.compiler,
		compilerVersion: hef.compilerVersion,
		strict: hef.strictRuntime,
		extensions: hef.extensions,
		damaged: checkHefChecksum(content, hef.checksum) === "wrong"
	};
}
function programFact(content) {
	const elf = readElf(content);
	const dynamic = elf === void 0 ? void 0 : readDynamic(elf);
	if (dynamic === void 0) return void 0;
	const needs = dynamic.needed.flatMap((name) => libraryVersion(name) ?? []);
	const soname = libraryVersion(dynamic.soname ?? "");
	return needs.length === 0 && soname === void 0 ? void 0 : {
		kind: "program",
		needs,
		soname
	};
}
/** `libhailort.so.5.1.1` is version 5.1.1: its CMake project sets no shorter soname. */
function libraryVersion(name) {
	return /^libhailort\.so\.(\d+\.\d+\.\d+)$/.exec(name)?.[1];
}
function judge(image, facts, accelerator) {
	const found = [];
	for (const node of image.tree.all()) {
		const fact = facts.of(node);
		if (fact !== void 0) found.push({
			node,
			fact
		});
	}
	return [...found.flatMap(({ node, fact }) => judgeFile(node, fact, accelerator).map((finding) => placed(finding, node, image.layers))), ...mixedHailoFindings(found).map(([finding, node]) => placed(finding, node, image.layers))];
}
function placed(finding, node, layers) {
	const layer = layers[node.layer]?.digest;
	return {
		...finding,
		file: node.path,
		...layer === void 0 ? {} : { layer }
	};
}
function judgeFile(node, fact, accelerator) {
	if (fact.kind === "broken") return [error("P5022", `/${node.path} is broken: ${fact.why}; HailoRT refuses it`, "copy the file again from where it was compiled")];
	if (fact.kind === "model") return judgeModel(node, fact, accelerator);
	if (fact.kind === "program" && accelerator !== void 0) return judgeProgram(node, fact, accelerator);
	return [];
}
function judgeProgram({ path }, { needs, soname }, { hailort }) {
	const wrong = [.../* @__PURE__ */ new Set([...needs, ...soname === void 0 ? [] : [soname]])].find((version) => version !== hailort);
	if (wrong === void 0) return [];
	return [error("P5020", `/${path} is made for libhailort ${wrong}; the device has HailoRT ${hailort}, whose driver takes only its own version`, `install HailoRT ${hailort} in the image, or correct the profile's HailoRT version`)];
}
function judgeModel({ path }, model, accelerator) {
	if (model.damaged) return [error("P5022", `/${path} is damaged: its checksum does not match its bytes; HailoRT refuses it`, "copy the file again from where it was compiled")];
	if (accelerator === void 0) return [];
	const findings = [];
	const devices = hefDevices(model.architecture);
	if (!devices.includes(accelerator.device)) findings.push(error("P5021", `/${path} is compiled for ${hefArchitectureName(model.architecture)}, which runs on ${devices.join(", ") || "no device that is known"}; the device is a ${accelerator.device}`, `compile the model for ${accelerator.device} (Dataflow Compiler, --hw-arch)`));
	const runtime = runtimeProblem(model, accelerator);
	if (runtime !== void 0) findings.push(error("P5022", `/${path} ${runtime}`, `compile the model with the Dataflow Compiler that belongs to HailoRT ${accelerator.hailort}`));
	return findings;
}
/** Why HailoRT of the device refuses a model, in words that go on after its path. */
function runtimeProblem({ strict, extensions, compiler, compilerVersion }, { hailort }) {
	const [major = 0, minor = 0] = hailort.split(".").map(Number);
	const newest = extensions.at(-1) ?? 0;
	const old = major < strictSince.major || major === strictSince.major && minor < strictSince.minor;
	if (newest >= 35 && old) return `uses extension ${newest}, which HailoRT knows since 5.1; the device has ${hailort}`;
	if (strict && (compilerVersion?.major !== major || compilerVersion.minor !== minor)) return `was compiled by version ${compiler === "" ? "unknown" : compiler} and asks for a HailoRT of the same major and minor version; the device has ${hailort}`;
}
function error(rule, message, next) {
	return {
		rule,
		severity: "error",
		message,
		next
	};
}

// src/formats/elf-code.ts
const pieceLength = 1048576;
const signedReturn = 3596554239;
const authentication = 3573752831;
const plainReturn = 3596551104;
const sameStart = 4227858432;
const returnStart = -738197504;
/**
* Counts the returns in the executable sections of an arm64 program. A segment is not enough: data beside code has such words by
* chance. Throws FORMAT_CORRUPT.
*/
function countReturns(elf) {
	const counts = {
		signed: 0,
		hinted: 0,
		plain: 0
	};
	if (elf.machine !== 183) return counts;
	for (const section of elf.sections()) {
		if ((section.flags & sectionFlag.executable) === 0 || section.type === sectionType.noBits) continue;
		for (const { words } of wordsOf$1(elf.file, section)) for (let index = 0; index < words.length; index += 1) {
			const word = words[index] ?? 0;
			if ((word & sameStart) !== returnStart) continue;
			if ((word | 1024) >>> 0 === signedReturn) counts.signed += 1;
			else if ((word | 64) >>> 0 === authentication) counts.hinted += 1;
			else if (word === plainReturn) counts.plain += 1;
		}
	}
	return counts;
}
/** The aligned little-endian words of an extent, in pieces; each piece is valid until the next one is taken. */
function* wordsOf$1(file, extent) {
	const skipped = (4 - extent.address % 4) % 4;
	const end = Math.min(extent.offset + extent.size, file.size);
	const buffer = new Uint8Array(Math.max(0, Math.min(pieceLength, end - extent.offset)));
	for (let at = extent.offset + skipped; at + 4 <= end;) {
		const bytes = file.read(at, Math.min(buffer.length, end - at));
		const count = Math.floor(bytes.length / 4);
		if (count === 0) return;
		buffer.set(bytes.subarray(0, count * 4));
		yield {
			words: new Uint32Array(buffer.buffer, 0, count),
			address: extent.address + (at - extent.offset)
		};
		at += count * 4;
	}
}
/** Where `text` first stands in an extent, as an address; undefined when it does not. */
function findText(file, extent, text) {
	const end = Math.min(extent.offset + extent.size, file.size);
	for (let at = extent.offset; at + text.length <= end; at += pieceLength) {
		const bytes = file.read(at, Math.min(pieceLength + text.length - 1, end - at));
		const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text);
		if (found >= 0) return extent.address + (at - extent.offset) + found;
	}
}

// src/formats/elf-jemalloc.ts
const message = Buffer.from("<jemalloc>: Unsupported system page size\n\0", "latin1");
const reach = 1048576;
const maximumUses = 64;
/**
* The largest page in bytes that a built-in jemalloc (LG_PAGE) runs with, proven from code: the load of its message "Unsupported
* system page size" is reached by a conditional branch behind a comparison with a constant. "unknown" when the message is there
* and the comparison is not found; undefined without a jemalloc. Throws FORMAT_CORRUPT.
*/
function jemallocPage(elf) {
	if (elf.machine !== 183 || elf.bits !== 64) return void 0;
	const address = messageAddress(elf);
	if (address === void 0) return void 0;
	const pages = new Set(messageLoads(elf, address).flatMap((load) => {
		const page = comparedPage(elf, load);
		return page === void 0 ? [] : [page];
	}));
	const [page] = pages;
	return page === void 0 || pages.size > 1 ? "unknown" : page;
}
function messageAddress(elf) {
	for (const extent of constants$2(elf)) {
		const found = findText(elf.file, extent, message);
		if (found !== void 0) return found;
	}
}
/** Where constant text can be: read-only sections, or all that is loaded in a file without section headers. */
function constants$2(elf) {
	const sections = elf.sections();
	const writable = 1;
	if (sections.length > 1) return sections.filter(({ flags, type, name }) => type !== sectionType.noBits && (flags & sectionFlag.allocated) !== 0 && (flags & (sectionFlag.executable | writable)) === 0 && !name.startsWith(".eh_frame"));
	return elf.segments.filter((one) => one.type === segmentType.load).map(loaded);
}
/** Addresses of each ADRP of the message's page that an ADD of its place in the page follows within eight instructions. */
function messageLoads(elf, target) {
	const page = Math.floor(target / 4096);
	const rest = target % 4096;
	const found = [];
	for (const extent of executable(elf)) for (const { words, address } of wordsOf$1(elf.file, extent)) for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? 0;
		if ((word & 2667577344) >>> 0 !== 2415919104) continue;
		const at = address + index * 4;
		if (Math.floor(at / 4096) + adrpPages(word) !== page) continue;
		if (addFollows(elf, at, word & 31, rest) && found.push(at) >= maximumUses) return found;
	}
	return found;
}
function adrpPages(word) {
	const low = word >>> 29 & 3;
	return ((word >>> 5 & 524287) << 2 | low) << 11 >> 11;
}
function addFollows(elf, address, register, rest) {
	return code(elf, address + 4, address + 36).words.some((word) => (word & 4290772992) >>> 0 === 2432696320 && (word >>> 5 & 31) === register && (word >>> 10 & 4095) === rest);
}
const always = {
	higher: 8,
	lowerOrSame: 9
};
/** The constant compared before the branch that leads to `load`: B.HI to it from afar, or B.LS just before it, which skips it. */
function comparedPage(elf, load) {
	const { words, address } = code(elf, load - reach, load + reach);
	const before = (load - address) / 4;
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? 0;
		if ((word & 4278190096) >>> 0 !== 1409286144) continue;
		const condition = word & 15;
		const target = index + (word >>> 5 << 13 >> 13);
		const reaches = condition === always.higher && target >= before - 6 && target <= before;
		const skips = condition === always.lowerOrSame && index >= before - 6 && index < before && target > before;
		if (!reaches && !skips) continue;
		const page = comparison(words, index);
		if (page !== void 0) return page;
	}
}
/** The constant of the nearest CMP Xn, #constant within sixteen instructions before a branch; undefined unless a power of two. */
function comparison(words, branch) {
	for (let index = branch - 1; index >= 0 && index >= branch - 16; index -= 1) {
		const word = words[index] ?? 0;
		if ((word & 4278190111) >>> 0 !== 4043309087) continue;
		const constant = (word >>> 10 & 4095) * ((word & 4194304) === 0 ? 1 : 4096);
		return constant >= 4096 && Number.isInteger(Math.log2(constant)) ? constant : void 0;
	}
}
/** The instructions from one address to another, as far as both lie in the executable segment of the second. */
function code(elf, from, to) {
	const segment = executable(elf).find((one) => to > one.address && from < one.address + one.size);
	if (segment === void 0) return {
		words: /* @__PURE__ */ new Uint32Array(0),
		address: from
	};
	const start = Math.max(from, segment.address);
	const place = placeOf(elf, start);
	const length = Math.min(to - start, place?.left ?? 0);
	const aligned = new Uint8Array(length - length % 4);
	if (place !== void 0) aligned.set(elf.file.read(place.offset, aligned.length));
	return {
		words: new Uint32Array(aligned.buffer),
		address: start
	};
}
function executable(elf) {
	return elf.segments.filter((one) => one.type === segmentType.load && (one.flags & segmentFlag.execute) !== 0).map(loaded);
}
function loaded(segment) {
	return {
		offset: segment.offset,
		size: segment.fileSize,
		address: segment.address
	};
}

// src/formats/elf-notes.ts
const maximumBytes = 65536;
const maximumSegments = 16;
/** Reads the notes that are loaded with a program. Notes of an unknown form end the reading. Throws FORMAT_CORRUPT. */
function readNotes(elf) {
	let kernel;
	let android = false;
	const segments = elf.segments.filter((one) => one.type === segmentType.note).slice(0, maximumSegments);
	for (const segment of segments) {
		const length = Math.min(segment.fileSize, maximumBytes);
		const fields = fieldsOf$1(readExactly(elf.file, segment.offset, length, "notes"), elf);
		const align = segment.align === 8 ? 8 : 4;
		for (let at = 0; at + 12 <= length;) {
			const nameLength = fields.word(at);
			const descriptionLength = fields.word(at + 4);
			const description = at + 12 + roundUp(nameLength, 4);
			if (description + descriptionLength > length) break;
			const name = Buffer.from(fields.bytes.subarray(at + 12, at + 12 + nameLength)).toString("latin1");
			android ||= name === "Android\0";
			if (name === "GNU\0" && fields.word(at + 8) === 1 && descriptionLength >= 16) {
				const [system, ...version] = [
					0,
					4,
					8,
					12
				].map((offset) => fields.word(description + offset));
				if (system === 0) kernel ??= version.join(".");
			}
			at = roundUp(description + descriptionLength, align);
		}
	}
	return {
		kernel,
		android
	};
}
function roundUp(value, unit) {
	return Math.ceil(value / unit) * unit;
}

// src/formats/go-build-info.ts
const magic = Buffer.from("ÿ Go buildinf:", "latin1");
const headerLength = 32;
const alignment = 16;
const hasInlineStrings = 2;
const isBigEndian = 1;
const maximumSearch = 1048576;
const maximumVersion = 1024;
const maximumModules = 8388608;
const maximumLines = 1e5;
/**
* Reads the build information of a Go program, or gives undefined for one that is not Go's. Knows both forms: pointers (before
* Go 1.18) and inline strings. Throws FORMAT_CORRUPT when it is broken.
*/
function readGoBuildInfo(file, elf) {
	const blob = findBlob(file, elf);
	if (blob === void 0) return void 0;
	const header = exactly(file, blob.offset, headerLength);
	const texts = ((header[15] ?? 0) & hasInlineStrings) === 0 ? pointed(file, elf, header) : inline(file, blob);
	if (texts.goVersion === "") return void 0;
	return {
		goVersion: texts.goVersion,
		...parseModules(unframed(texts.modules))
	};
}
function findBlob(file, elf) {
	const sections = elf.sections();
	const section = sections.find((one) => one.name === ".go.buildinfo" && one.type !== sectionType.noBits);
	if (section !== void 0) return search(file, section.offset, section.size);
	if (sections.length > 0) return void 0;
	const writable = segmentFlag.write;
	const data = elf.segments.find((one) => one.type === segmentType.load && (one.flags & (writable | segmentFlag.execute)) === writable);
	return data === void 0 ? void 0 : search(file, data.offset, data.fileSize);
}
function search(file, offset, size) {
	const bytes = file.read(offset, Math.min(size, maximumSearch));
	const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = view.indexOf(magic); at >= 0; at = view.indexOf(magic, at + 1)) if (at % alignment === 0 && size - at >= headerLength) return {
		offset: offset + at,
		left: size - at
	};
}
function inline(file, blob) {
	const bytes = file.read(blob.offset + headerLength, Math.min(blob.left, 8389632) - headerLength);
	const version = lengthPrefixed(bytes, 0, maximumVersion);
	const modules = lengthPrefixed(bytes, version.end, maximumModules);
	return {
		goVersion: text(version.bytes),
		modules: Uint8Array.from(modules.bytes)
	};
}
function lengthPrefixed(bytes, start, limit) {
	let length = 0;
	let at = start;
	for (let shift = 0;; shift += 7) {
		const byte = bytes[at];
		at += 1;
		if (byte === void 0 || shift > 28) throw corrupt("has a length that does not end");
		length += (byte & 127) * 2 ** shift;
		if (byte < 128) break;
	}
	if (length > limit || at + length > bytes.length) throw corrupt("is longer than its place");
	return {
		bytes: bytes.subarray(at, at + length),
		end: at + length
	};
}
function pointed(file, elf, header) {
	const [pointerSize, flags] = [header[14], header[15] ?? 0];
	if (pointerSize !== 4 && pointerSize !== 8) throw corrupt("has pointers of an unknown size");
	const form = {
		bits: pointerSize === 8 ? 64 : 32,
		endian: (flags & isBigEndian) === 0 ? "little" : "big"
	};
	const at = (index) => fieldsOf$1(header, form).native(16 + index * pointerSize);
	const string = (address, limit) => {
		if (address === 0) return /* @__PURE__ */ new Uint8Array();
		const fields = fieldsOf$1(inMemory(file, elf, address, 2 * pointerSize), form);
		const length = fields.native(pointerSize);
		if (length > limit) throw corrupt("is longer than any real one");
		return length === 0 ? /* @__PURE__ */ new Uint8Array() : inMemory(file, elf, fields.native(0), length);
	};
	return {
		goVersion: text(string(at(0), maximumVersion)),
		modules: string(at(1), maximumModules)
	};
}
function inMemory(file, elf, address, length) {
	const place = placeOf(elf, address);
	if (place === void 0 || place.left < length) throw corrupt("points outside of the program");
	return exactly(file, place.offset, length);
}
function exactly(file, offset, length) {
	const bytes = file.read(offset, length);
	if (bytes.length < length) throw corrupt("ends with the file");
	return Uint8Array.from(bytes);
}
function unframed(modules) {
	if (modules.length < 33 || modules.at(-17) !== 10) return "";
	return text(modules.subarray(16, -16));
}
function parseModules(lines) {
	let path = "";
	let main;
	const deps = [];
	const settings = [];
	let last;
	for (const line of lines.split("\n", maximumLines)) {
		const [kind, ...fields] = line.split("	");
		if (kind === "path") path = fields[0] ?? "";
		else if (kind === "mod") [main, last] = [moduleOf(fields), "main"];
		else if (kind === "dep") last = deps.push(moduleOf(fields)) > 0 ? "dep" : void 0;
		else if (kind === "=>") {
			const replace = moduleOf(fields);
			const replaced = deps.at(-1);
			if (last === "main" && main !== void 0) main = {
				...main,
				replace
			};
			else if (last === "dep" && replaced !== void 0) deps[deps.length - 1] = {
				...replaced,
				replace
			};
			last = void 0;
		} else if (kind === "build") settings.push(...settingOf(fields.join("	")));
	}
	return {
		path,
		main,
		deps,
		settings: Object.fromEntries(settings)
	};
}
function moduleOf([path = "", version = "", sum = ""]) {
	return {
		path,
		version,
		sum
	};
}
function settingOf(line) {
	const found = /^("(?:[^"\\]|\\.)*"|`[^`]*`|[^=]*)=(.*)$/s.exec(line);
	if (found === null) return [];
	return [[unquoted(found[1] ?? ""), unquoted(found[2] ?? "")]];
}
function unquoted(value) {
	if (value.length < 2) return value;
	if (value.startsWith("`") && value.endsWith("`")) return value.slice(1, -1);
	if (!value.startsWith("\"") || !value.endsWith("\"")) return value;
	return value.slice(1, -1).replaceAll(/\\(["\\nrtbf])/g, (_, letter) => escapes[letter] ?? letter);
}
const escapes = {
	n: "\n",
	r: "\r",
	t: "	",
	b: "\b",
	f: "\f"
};
function text(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
function corrupt(what) {
	return formatFaults.fault("FORMAT_CORRUPT", `the build information of a Go program ${what}`);
}

// src/lint/known-bad.ts
const largePages = (profile) => profile.pageSize > 4096;
const noAtomics = (profile) => !profile.cpu.includes("atomics");
const illegal = "ends with SIGILL on processors of Armv8.0";
const knownBad = [
	{
		name: "electron",
		kind: "npm",
		from: "34.0.0",
		before: "34.3.0",
		fails: largePages,
		why: "its renderer assumes pages of 4 KiB and crashes",
		next: "use Electron 34.3.0 or newer",
		report: "electron/electron#45560"
	},
	...[
		["onnxruntime", "python"],
		["onnxruntime-node", "npm"],
		["libonnxruntime.so", "library"]
	].map(([name, kind]) => ({
		name,
		kind,
		from: "1.21.0",
		before: "1.22.0",
		fails: noAtomics,
		why: illegal,
		next: "use ONNX Runtime 1.20 or one newer than 1.21",
		report: "microsoft/onnxruntime#23957"
	})),
	...[
		[
			"2.4.0",
			"2.4.1",
			"pytorch/pytorch#132032"
		],
		[
			"2.6.0",
			"2.7.0",
			"pytorch/pytorch#146792"
		],
		[
			"2.10.0",
			"2.11.0",
			"pytorch/pytorch#176993"
		]
	].map(([from, before, report]) => ({
		name: "torch",
		kind: "python",
		from,
		before,
		fails: noAtomics,
		why: illegal,
		next: `use a release of PyTorch before ${from} or from ${before} on`,
		report
	}))
];
const npmNames = new Set(knownBad.filter((one) => one.kind === "npm").map((one) => one.name));
/** The package of the table whose version a file tells (package.json, or the file that Electron has for it), or undefined. */
function watchedPackage(path) {
	if (/(?:^|\/)version$/.test(path)) return "electron";
	const name = /(?:^|\/)node_modules\/([^/]+)\/package\.json$/.exec(path)?.[1];
	return name !== void 0 && npmNames.has(name) ? name : void 0;
}
/** Name and version of a Python package or library of the table, as its file name tells them. */
function versionInPath(path) {
	const wheel = /(?:^|\/)([A-Za-z0-9_.]+)-([0-9][^/-]*)\.dist-info\/METADATA$/.exec(path);
	if (wheel?.[1] !== void 0 && wheel[2] !== void 0) return {
		name: wheel[1].toLowerCase(),
		version: wheel[2]
	};
	const library = /(?:^|\/)(libonnxruntime\.so)\.([0-9]+(?:\.[0-9]+){2})$/.exec(path);
	return library?.[1] === void 0 || library[2] === void 0 ? void 0 : {
		name: library[1],
		version: library[2]
	};
}
/** The entries of the table that a package falls under on a device. */
function knownBadFor(name, version, profile) {
	return knownBad.filter((one) => one.name === name && one.fails(profile) && compareVersions(version, one.from) >= 0 && (one.before === void 0 || compareVersions(version, one.before) < 0));
}
/** Negative, zero or positive as dotted numbers compare; what follows the numbers does not count. */
function compareVersions(left, right) {
	const [a, b] = [numbersOf(left), numbersOf(right)];
	for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
		const difference = (a[index] ?? 0) - (b[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
function numbersOf(version) {
	return (/^v?([0-9]+(?:\.[0-9]+)*)/.exec(version)?.[1] ?? "0").split(".").map(Number);
}

// src/lint/binary-facts.ts
const textLimit = 65536;
const packageLimit = 262144;
const systemText = /^(etc\/ld\.so\.conf|etc\/ld\.so\.conf\.d\/[^/]+\.conf|etc\/ld-musl-[^/]+\.path)$/;
/** Which files the rules want to see: ELF files whole, scripts by their first line, and a few texts. */
function wantsBinary(entry, head) {
	if (head.length >= 4 && head[0] === 127 && head[1] === 69 && head[2] === 76 && head[3] === 70) return "whole";
	if (head.length > 2 && head[0] === 35 && head[1] === 33) return "head";
	if (systemText.test(entry.path)) return entry.size > textLimit ? "skip" : "whole";
	if (watchedPackage(entry.path) === void 0 || entry.size > packageLimit) return "skip";
	return entry.path.endsWith("version") ? "head" : "whole";
}
/** The fact about a file that wantsBinary chose; undefined when there is nothing to say. */
function readBinary(entry, content) {
	try {
		if (systemText.test(entry.path)) return {
			kind: "text",
			text: decode(content.read(0, textLimit))
		};
		const named = watchedPackage(entry.path);
		if (named !== void 0) return packageFact(named, entry, content);
		const start = Uint8Array.from(content.read(0, 2));
		if (start[0] === 35 && start[1] === 33) return scriptFact(decode(content.read(0, 256)));
		const elf = readElf(content);
		return elf === void 0 ? void 0 : elfFact(elf);
	} catch (error) {
		if (isFault(error)) return { kind: "broken" };
		throw error;
	}
}
function elfFact(elf) {
	const loadable = elf.type === "executable" || elf.type === "shared";
	const judged = loadable && elf.endian === "little" && (elf.machine === 183 || elf.machine === 40);
	const basic = {
		kind: "elf",
		machine: elf.machine,
		bits: elf.bits,
		bigEndian: elf.endian === "big",
		loadable
	};
	if (!judged) return {
		...basic,
		...nothingMore
	};
	const dynamic = readDynamic(elf);
	const notes = readNotes(elf);
	return {
		...basic,
		loads: elf.segments.filter((segment) => segment.type === segmentType.load).map(({ offset, address, fileSize, memorySize, align, flags }) => ({
			offset,
			address,
			fileSize,
			memorySize,
			align,
			flags
		})),
		needed: dynamic?.needed ?? [],
		noDefaultFolders: dynamic?.noDefaultFolders ?? false,
		isDynamic: dynamic !== void 0,
		versionsNeeded: dynamic?.versionsNeeded ?? [],
		versionsDefined: dynamic?.versionsDefined ?? [],
		android: notes.android,
		returns: countReturns(elf),
		...withoutUndefined({
			interpreter: readInterpreter(elf),
			soname: dynamic?.soname,
			rpath: dynamic?.rpath,
			runpath: dynamic?.runpath,
			kernel: notes.kernel,
			float: armFloat(elf),
			jemallocPage: jemallocPage(elf),
			goArm64: readGoBuildInfo(elf.file, elf)?.settings["GOARM64"]
		})
	};
}
const nothingMore = {
	loads: [],
	needed: [],
	noDefaultFolders: false,
	isDynamic: false,
	versionsNeeded: [],
	versionsDefined: [],
	android: false,
	returns: {
		signed: 0,
		hinted: 0,
		plain: 0
	}
};
function withoutUndefined(values) {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}
/** As Linux reads it: the interpreter up to a blank, and all that follows as one argument. */
function scriptFact(text) {
	const [line = ""] = text.slice(2).split("\n", 1);
	const found = /^[ \t]*([^ \t]*)[ \t]*(.*)$/.exec(line.replace(/\r$/, ""));
	return {
		kind: "script",
		interpreter: found?.[1] ?? "",
		argument: (found?.[2] ?? "").trimEnd(),
		carriageReturn: line.endsWith("\r")
	};
}
function packageFact(name, entry, content) {
	if (entry.path.endsWith("version")) {
		const version = /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(decode(content.read(0, 64)))?.[1];
		return version === void 0 ? void 0 : {
			kind: "package",
			name,
			version
		};
	}
	try {
		const version = JSON.parse(decode(content.read(0, packageLimit)))?.version;
		return typeof version === "string" && version.length <= 100 ? {
			kind: "package",
			name,
			version
		} : void 0;
	} catch {
		return;
	}
}
function decode(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

// src/lint/programs.ts
const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** Folders of PATH as the image sets it, else as runtimes do. */
function pathFolders(image) {
	return (environmentOf(image, "PATH") ?? usualPath).split(":").filter((folder) => folder.startsWith("/"));
}
/** The value of an environment variable of the image, or undefined. */
function environmentOf(image, name) {
	return image.config.environment.findLast((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}
/** Entrypoint, command and health check word by word; the text of `sh -c` is taken apart, so that what it runs is found. */
function startedWords(image) {
	const { entrypoint, command, healthcheck } = image.config;
	const [kind, ...check] = healthcheck;
	const checked = kind === "CMD" || kind === "CMD-SHELL" ? check : [];
	return [...[...entrypoint, ...command].flatMap((word, index) => wordsOf(image, word, index === 0)), ...checked.flatMap((word) => wordsOf(image, word, false))];
}
function wordsOf(image, word, executed) {
	const whole = {
		word,
		node: findProgram(image, word),
		executed
	};
	if (executed || !/[\s;&|()]/.test(word)) return [whole];
	return word.split(/[\s;&|()<>"'`]+/).filter((part) => part !== "" && part.length < 4096).map((part) => ({
		word: part,
		node: findProgram(image, part),
		executed: false
	}));
}
/** The file that a word names to exec: by path from the working directory, else by PATH, executable files first. */
function findProgram(image, word) {
	if (word === "") return void 0;
	const { tree, config } = image;
	if (word.includes("/")) return fileAt(tree, word.startsWith("/") ? word : `${config.workingDirectory || "/"}/${word}`);
	const found = pathFolders(image).flatMap((folder) => fileAt(tree, `${folder}/${word}`) ?? []);
	return found.find(isExecutable) ?? found[0];
}
/** The regular file at the end of a path's links. */
function fileAt(tree, path) {
	const node = tree.resolve(path);
	return node?.content === void 0 ? void 0 : node;
}
/** True when anybody may execute a file. */
function isExecutable(node) {
	return ((node.content ?? node).entry.mode & 73) !== 0;
}
/** What a script's first line starts: its interpreter, and with `env` the program that env looks up. */
function interpreterWords(interpreter, argument) {
	if (!/(^|\/)env$/.test(interpreter)) return [interpreter];
	const program = argument.split(/\s+/).filter((word) => word !== "").find((word) => !word.startsWith("-") && !word.includes("="));
	return program === void 0 ? [interpreter] : [interpreter, program];
}

// src/lint/loading.ts
const mostLoaded = 4096;
/**
* Loads an object with everything that it needs, breadth first as ld.so does: a name that is loaded already is not looked for
* again. Gives each step in order; a library that is missing ends its branch only.
*/
function loadObject(image, facts, search, root) {
	const steps = [];
	const loader = root.fact.interpreter === void 0 ? void 0 : fileAt(image.tree, root.fact.interpreter);
	const loaded = /* @__PURE__ */ new Map();
	if (loader !== void 0) {
		loaded.set(baseName(root.fact.interpreter ?? ""), loader);
		const soname = elfAt(facts, loader)?.soname;
		if (soname !== void 0) loaded.set(soname, loader);
	}
	const known = (name) => loaded.get(name) ?? (root.libc === "musl" && isInsideMusl(name) ? loader : void 0);
	const queue = [{
		node: root.node,
		fact: root.fact,
		loader: void 0
	}];
	for (let at = 0; at < queue.length && queue.length < mostLoaded; at += 1) {
		const object = queue[at];
		for (const name of object?.fact.needed ?? []) {
			if (object === void 0) break;
			const before = known(name);
			const found = before === void 0 ? search.find(name, object, root.libc) : { node: before };
			const { node } = found;
			steps.push({
				from: object.node,
				name,
				to: node,
				foreign: "foreign" in found ? found.foreign : void 0
			});
			const fact = elfAt(facts, node);
			if (before !== void 0 || node === void 0 || fact === void 0) continue;
			loaded.set(name, node);
			if (fact.soname !== void 0) loaded.set(fact.soname, node);
			queue.push({
				node,
				fact,
				loader: object
			});
		}
	}
	return steps;
}
/** The ELF fact of a file, or undefined for one of another kind. */
function elfAt(facts, node) {
	const fact = node === void 0 ? void 0 : facts.of(node);
	return fact?.kind === "elf" ? fact : void 0;
}
/** True for what a Pi's kernel and loaders handle at all: little-endian arm64 and Arm. */
function isJudged(fact) {
	return fact.loadable && !fact.bigEndian && (fact.machine === 183 || fact.machine === 40);
}
/** Last part of a path. */
function baseName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function isInsideMusl(name) {
	return /^lib(c|pthread|rt|m|dl|util|xnet)\./.test(name);
}

// src/lint/c-libraries.ts
const glibcLoaders = [
	"/lib/ld-linux-aarch64.so.1",
	"/lib64/ld-linux-aarch64.so.1",
	"/lib/ld-linux-armhf.so.3"
];
const glibcFolders = [
	"/lib/aarch64-linux-gnu",
	"/usr/lib/aarch64-linux-gnu",
	"/lib64",
	"/lib",
	"/usr/lib"
];
/** Which C libraries an image has, found at the places that programs name. */
function findCLibraries(image, facts) {
	const { tree } = image;
	const names = tree.names("/lib");
	const loaders = glibcLoaders.flatMap((path) => fileAt(tree, path) ?? []);
	const real = loaders.filter((node) => !/musl|gcompat/.test(node.path) && !isStub(elfAt(facts, node)));
	return {
		glibc: glibcFolders.flatMap((folder) => elfAt(facts, fileAt(tree, `${folder}/libc.so.6`))?.versionsDefined ?? []).flatMap((version) => /^GLIBC_(2\.\d+)$/.exec(version)?.[1] ?? []).toSorted(compareVersions).at(-1),
		hasGlibc: real.length > 0,
		hasMusl: names.some((name) => /^ld-musl-(aarch64|arm\w*)\.so\.1$/.test(name)),
		hasGcompat: names.some((name) => name.startsWith("libgcompat.so")) || loaders.length > real.length
	};
}
/** The libc whose loader loads an object: the one that it names, else the image's. gcompat hands programs of glibc to musl. */
function loaderOf(fact, libraries) {
	if (fact.interpreter !== void 0 && isMuslLoader(fact.interpreter)) return "musl";
	return libraries.hasMusl && !libraries.hasGlibc ? "musl" : "glibc";
}
/** True for the path of musl's loader. */
function isMuslLoader(interpreter) {
	return /(^|\/)ld-musl-/.test(interpreter);
}
function isStub(fact) {
	return fact?.needed.some((name) => /musl|gcompat/.test(name)) === true;
}

// src/lint/libraries.ts
const mostConfigurations = 256;
/** The library search of an image: its LD_LIBRARY_PATH, ld.so.conf or musl path file, and default folders. */
function createLibrarySearch(image, facts) {
	const variable = foldersIn(environmentOf(image, "LD_LIBRARY_PATH") ?? "", /[:;]/);
	const configured = configuredFolders(image, facts);
	const musl = muslFolders(image, facts);
	const known = /* @__PURE__ */ new Map();
	const folders = (machine, libc) => libc === "musl" ? musl : [.../* @__PURE__ */ new Set([...configured, ...defaultFolders(machine)])];
	const look = (name, by, places) => {
		const key = `${by.machine} ${by.bits} ${name} ${places.join(":")}`;
		const seen = known.get(key);
		if (seen !== void 0) return seen;
		const found = lookIn(image, facts, name, by, places);
		known.set(key, found);
		return found;
	};
	return {
		folders,
		find: (name, by, libc) => {
			if (name.includes("/")) return look(name, by.fact, [""]);
			if (libc === "musl") return look(name, by.fact, [
				...variable,
				...chainOf(by).flatMap(anyPath),
				...folders(by.fact.machine, libc)
			]);
			const own = by.fact.runpath === void 0 ? chainOf(by).flatMap(oldPath) : [];
			const defaults = by.fact.noDefaultFolders ? configured : folders(by.fact.machine, libc);
			return look(name, by.fact, [
				...own,
				...variable,
				...expand(by, by.fact.runpath),
				...defaults
			]);
		}
	};
}
function lookIn(image, facts, name, by, places) {
	let foreign;
	for (const place of [...places, ...places.flatMap((folder) => variants(image, folder))]) {
		const node = fileAt(image.tree, place === "" ? name : `${place}/${name}`);
		const fact = node === void 0 ? void 0 : facts.of(node);
		if (fact?.kind !== "elf") continue;
		if (fact.machine === by.machine && fact.bits === by.bits && fact.loadable) return {
			node,
			foreign
		};
		foreign ??= node;
	}
	return {
		node: void 0,
		foreign
	};
}
/** Folders with builds of the same library for better processors. */
function variants(image, folder) {
	const base = `${folder}/glibc-hwcaps`;
	return [...image.tree.names(base).map((name) => `${base}/${name}`), `${folder}/atomics`];
}
function chainOf(object) {
	const chain = [];
	for (let at = object; at !== void 0; at = at.loader) chain.push(at);
	return chain;
}
function oldPath(object) {
	return object.fact.runpath === void 0 ? expand(object, object.fact.rpath) : [];
}
function anyPath(object) {
	return expand(object, object.fact.runpath ?? object.fact.rpath);
}
function expand(object, path) {
	if (path === void 0 || path === "") return [];
	const folder = object.node.path.slice(0, Math.max(0, object.node.path.lastIndexOf("/")));
	const library = object.fact.machine === 183 ? "lib/aarch64-linux-gnu" : "lib/arm-linux-gnueabihf";
	const expanded = path.replaceAll(/\$(?:ORIGIN|\{ORIGIN\})/g, `/${folder}`).replaceAll(/\$(?:PLATFORM|\{PLATFORM\})/g, object.fact.machine === 183 ? "aarch64" : "v8l");
	if (!/\$(?:LIB|\{LIB\})/.test(expanded)) return foldersIn(expanded, /:/);
	const inLibrary = (name) => foldersIn(expanded.replaceAll(/\$(?:LIB|\{LIB\})/g, name), /:/);
	return [
		...inLibrary(library),
		...inLibrary("lib64"),
		...inLibrary("lib")
	];
}
function foldersIn(path, separator) {
	return path.split(separator).filter((folder) => folder.startsWith("/"));
}
function defaultFolders(machine) {
	const triple = machine === 183 ? "aarch64-linux-gnu" : "arm-linux-gnueabihf";
	const wide = machine === 183 ? ["/lib64", "/usr/lib64"] : [];
	return [
		`/lib/${triple}`,
		`/usr/lib/${triple}`,
		...wide,
		"/lib",
		"/usr/lib"
	];
}
function textOf(image, facts, path) {
	const node = fileAt(image.tree, path);
	const fact = node === void 0 ? void 0 : facts.of(node);
	return fact?.kind === "text" ? fact.text : void 0;
}
function muslFolders(image, facts) {
	const name = image.tree.names("/etc").find((one) => /^ld-musl-(aarch64|arm\w*)\.path$/.test(one));
	return foldersIn((name === void 0 ? void 0 : textOf(image, facts, `/etc/${name}`)) ?? "/lib:/usr/local/lib:/usr/lib", /[:\s]+/);
}
/** Folders of /etc/ld.so.conf and what it includes: those that ldconfig has put into the cache. */
function configuredFolders(image, facts) {
	const folders = [];
	const open = ["/etc/ld.so.conf"];
	const seen = /* @__PURE__ */ new Set();
	for (let file = open.shift(); file !== void 0 && seen.size < mostConfigurations; file = open.shift()) {
		if (seen.has(file)) continue;
		seen.add(file);
		for (const line of (textOf(image, facts, file) ?? "").split("\n")) {
			const plain = line.replace(/#.*$/, "").trim();
			const included = /^include\s+(.*)$/.exec(plain)?.[1];
			if (included !== void 0) for (const pattern of included.split(/\s+/)) open.push(...matching(image, pattern));
			else if (!plain.startsWith("hwcap ")) folders.push(...foldersIn(plain.replaceAll(/=\w+/g, ""), /[\s:,]+/));
		}
	}
	return folders;
}
function matching(image, pattern) {
	const full = pattern.startsWith("/") ? pattern : `/etc/${pattern}`;
	const slash = full.lastIndexOf("/");
	const [folder, name] = [full.slice(0, slash), full.slice(slash + 1)];
	const [start, end] = [name.slice(0, name.indexOf("*")), name.slice(name.lastIndexOf("*") + 1)];
	const fits = (one) => name.includes("*") ? one.startsWith(start) && one.endsWith(end) : one === name;
	return image.tree.names(folder).filter(fits).map((one) => `${folder}/${one}`);
}

// src/lint/reachability.ts
const emulators = /^(qemu-(x86_64|i386|arm)(-static)?|box64|box86|FEXInterpreter|FEXLoader)$/;
const foreignFolder = /(^|\/)(x86_64|i[3-6]86|powerpc64le|riscv64|s390x|mips\w*)-linux-(gnu|musl)\w*\//;
const ranks$1 = {
	started: 2,
	ready: 1,
	present: 0
};
/** Finds out what an image starts, what that loads, and what lies ready to be started (facts of wantsBinary and readBinary). */
function surveyImage(image, facts) {
	const libraries = findCLibraries(image, facts);
	const survey = {
		image,
		facts,
		search: createLibrarySearch(image, facts),
		libraries,
		reached: /* @__PURE__ */ new Map(),
		links: /* @__PURE__ */ new Map(),
		followed: /* @__PURE__ */ new Set()
	};
	const started = startedWords(image);
	for (const { node } of started) if (node !== void 0) reachProgram(survey, node, "started");
	for (const name of (environmentOf(image, "LD_PRELOAD") ?? "").split(/[\s:]+/)) {
		const node = name.startsWith("/") ? fileAt(image.tree, name) : void 0;
		if (node !== void 0) reachProgram(survey, node, "started");
	}
	for (const node of filesIn(image, pathFolders(image))) if (isExecutable(node)) reachProgram(survey, node, "ready");
	for (const node of lyingLibraries(survey)) {
		const fact = elfAt(facts, node);
		if (fact === void 0 || fact.machine !== 183 && foreignFolder.test(node.path)) continue;
		mark(survey, node, "ready");
		if (isJudged(fact)) follow(survey, node, fact, {
			reach: "ready",
			byProgram: false
		});
	}
	return assemble(survey, started);
}
/** Gives a file its reach; false when it had that much before. */
function mark({ reached }, node, reach) {
	const before = reached.get(identity(node));
	if (before !== void 0 && ranks$1[before] >= ranks$1[reach]) return false;
	reached.set(identity(node), reach);
	return true;
}
/** Marks a file, the interpreters behind it and every library that they load. */
function reachProgram(survey, start, reach) {
	const open = [start];
	for (let node = open.pop(); node !== void 0; node = open.pop()) {
		const fact = survey.facts.of(node);
		mark(survey, node, reach);
		if (fact?.kind === "script" && isNew(survey, node, reach)) for (const word of interpreterWords(fact.interpreter, fact.argument)) {
			const next = findProgram(survey.image, word);
			if (next !== void 0) open.push(next);
		}
		if (fact?.kind === "elf" && isJudged(fact)) follow(survey, node, fact, {
			reach,
			byProgram: true
		});
	}
}
/** True the first time that a file is asked about with a purpose. */
function isNew({ followed }, node, purpose) {
	const key = `${identity(node)} ${purpose}`;
	if (followed.has(key)) return false;
	followed.add(key);
	return true;
}
function follow(survey, node, fact, how) {
	const { image, facts, search, libraries } = survey;
	if (fact.android || !isNew(survey, node, `${how.reach} ${how.byProgram}`)) return;
	const libc = loaderOf(fact, libraries);
	const loader = fact.interpreter === void 0 ? void 0 : fileAt(image.tree, fact.interpreter);
	if (fact.interpreter !== void 0 && loader === void 0) return;
	if (loader !== void 0) mark(survey, loader, how.reach);
	for (const step of loadObject(image, facts, search, {
		node,
		fact,
		libc
	})) {
		if (step.to !== void 0 && how.byProgram) mark(survey, step.to, how.reach);
		keep(survey, {
			...step,
			byProgram: how.byProgram,
			libc
		});
	}
}
function keep({ links }, link) {
	const key = `${identity(link.from)} ${link.name}`;
	const before = links.get(key);
	if (before === void 0 || link.byProgram && (!before.byProgram || before.to !== void 0 && link.to === void 0)) links.set(key, link);
}
function assemble(survey, started) {
	const { image, facts, libraries } = survey;
	const binaries = /* @__PURE__ */ new Map();
	const scripts = [];
	const broken = [];
	const packages = [];
	for (const node of image.tree.all()) {
		const fact = node.content === void 0 ? void 0 : facts.of(node);
		const key = identity(node);
		const reach = survey.reached.get(key) ?? "present";
		if (fact?.kind === "elf" && !binaries.has(key)) binaries.set(key, {
			node,
			fact,
			reach
		});
		else if (fact?.kind === "script") scripts.push({
			node,
			fact,
			reach
		});
		else if (fact?.kind === "broken") broken.push({
			node,
			reach
		});
		else if (fact?.kind === "package") packages.push({
			node,
			fact
		});
	}
	const links = [...survey.links.values()].flatMap((link) => {
		const from = binaries.get(identity(link.from));
		const to = link.to === void 0 ? void 0 : binaries.get(identity(link.to));
		return from === void 0 ? [] : [{
			...link,
			from,
			to
		}];
	});
	const hasEmulator = [...binaries.values()].some(({ node, reach }) => reach !== "present" && emulators.test(baseName(node.path)));
	return {
		image,
		tree: image.tree,
		started,
		libraries,
		hasEmulator,
		binaries: [...binaries.values()],
		scripts,
		broken,
		packages,
		links
	};
}
/** Hard links to the same bytes are one file. */
function identity(node) {
	const { layer, index } = node.content ?? node;
	return `${layer}:${index}`;
}
function filesIn(image, folders) {
	return folders.flatMap((folder) => image.tree.names(folder).flatMap((name) => fileAt(image.tree, `${folder}/${name}`) ?? []));
}
function lyingLibraries({ image, search, libraries }) {
	const kind = libraries.hasMusl && !libraries.hasGlibc ? "musl" : "glibc";
	return [.../* @__PURE__ */ new Set([...search.folders(183, kind), ...search.folders(40, kind)])].flatMap((folder) => image.tree.names(folder).filter((name) => /\.so($|\.)/.test(name)).flatMap((name) => fileAt(image.tree, `${folder}/${name}`) ?? []));
}

// src/lint/rule.ts
/** An error for what the image starts or has ready; a warning for a file that merely is there. */
function byReach(reach) {
	return reach === "present" ? "warning" : "error";
}
/** How a message names a file: with its path, and whether it matters to what is started. */
function named(file) {
	const { node, reach, fact } = file;
	if (reach === "ready") return `/${node.path}`;
	if (reach === "present") return `/${node.path}, which nothing that is started is seen to load,`;
	return `/${node.path}, which the image ${fact !== void 0 && "soname" in fact ? "loads" : "starts"},`;
}
/** Bytes of a page as people write them. */
function pageName(bytes) {
	return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`;
}
/** True for split debug files: they have the headers of a program, and nothing loads them. */
function isDebugFile({ node }) {
	return /(^|\/)usr\/lib\/debug\//.test(node.path);
}

// src/lint/scene.ts
/** True for files that are for Android: npm packages carry them, and Linux never loads them. */
function isForAndroid({ fact, node }) {
	return fact.android || fact.interpreter?.startsWith("/system/bin/linker") === true || /(^|\/)(android|prebuilds\/android)-(arm|arm64|x64|ia32)\//.test(node.path);
}

// src/lint/rules/loader.ts
/** P5006: the loader that a program names has to be in the image. */
const interpreter = {
	id: "P5006",
	title: "Missing program loader",
	severity: "error",
	why: "The kernel starts the loader that a program names; without it the program 'does not exist', though it is there.",
	check: (scene, profile) => withoutLoader(scene, profile).filter((binary) => !isOfOtherLibc(binary, scene)).map((binary) => ({
		severity: "error",
		message: `${named(binary)} needs the loader ${binary.fact.interpreter}, which is not in the image`,
		next: "take the program from an image of the same distribution, install its C library, or link it statically",
		node: binary.node
	}))
};
/** P5007: every needed library has to be where the loader looks. */
const neededLibrary = {
	id: "P5007",
	title: "Missing shared library",
	severity: "error",
	why: "The loader ends a program whose libraries it does not find.",
	check: ({ links }, profile) => links.filter((link) => link.to === void 0 && isForDevice(link.from, profile) && !isOtherLoader(link)).map((link) => ({
		severity: link.byProgram ? "error" : "warning",
		message: `${named(link.from)} needs ${link.name}, which is nowhere where the loader looks${passedOver(link)}`,
		next: `install the package that has ${link.name}, or name its folder in /etc/ld.so.conf.d or LD_LIBRARY_PATH`,
		node: link.from.node
	}))
};
function passedOver({ foreign, from }) {
	return foreign === void 0 ? "" : ` (/${foreign.path} is not for ${machineName(from.fact.machine)})`;
}
/** P5008: the versions of symbols that a program was linked with have to be in the libraries of the image. */
const symbolVersion = {
	id: "P5008",
	title: "Library too old for a program",
	severity: "error",
	why: "glibc's loader ends a program when a library lacks a version that it was linked with ('version GLIBC_2.38 not found').",
	check: ({ links }, profile) => links.filter((link) => link.libc === "glibc" && isForDevice(link.from, profile)).flatMap((link) => missingVersions(link))
};
function missingVersions(link) {
	const { from, to, name, byProgram } = link;
	if (to === void 0 || to.fact.versionsDefined.length === 0) return [];
	const missing = from.fact.versionsNeeded.filter(({ file, weak }) => !weak && (file === name || file === to.fact.soname)).map(({ version }) => version).filter((version) => !to.fact.versionsDefined.includes(version));
	if (missing.length === 0) return [];
	return [{
		severity: byProgram ? "error" : "warning",
		message: `${named(from)} needs ${listed(missing)} of ${name}, which /${to.node.path} does not have`,
		next: "build it on the distribution (or an older one) that the image is made from, or take a newer base image",
		node: from.node
	}];
}
function listed(names) {
	const sorted = names.toSorted();
	return sorted.length <= 3 ? sorted.join(", ") : `${sorted.slice(0, 3).join(", ")} and ${sorted.length - 3} more`;
}
/** P5009: programs and libraries of glibc and of musl do not mix. */
const mixedLibc = {
	id: "P5009",
	title: "Mixed glibc and musl",
	severity: "error",
	why: "A program of one C library finds neither loader nor symbols in an image of the other.",
	check: (scene, profile) => {
		const started = withoutLoader(scene, profile).filter((binary) => isOfOtherLibc(binary, scene));
		const programs = started.map((binary) => mixed(binary, "error", `is a program of ${libcOf(binary)} in an image of the other C library`));
		const seen = new Set(started.map(({ node }) => node.path));
		const libraries = scene.links.flatMap((link) => {
			const { from, byProgram, libc } = link;
			if (!isForDevice(from, profile) || seen.has(from.node.path) || !isMix(link, scene)) return [];
			seen.add(from.node.path);
			return [mixed(from, byProgram ? "error" : "warning", `is built for ${libc === "musl" ? "glibc" : "musl"} and loaded by ${libc}`)];
		});
		return [...programs, ...libraries];
	}
};
function mixed(binary, severity, what) {
	return {
		severity,
		message: `${named(binary)} ${what}`,
		next: "take the build for the image's C library (musl on Alpine, else gnu), link statically, or install gcompat on Alpine",
		node: binary.node
	};
}
function isMix(link, { libraries }) {
	if (link.libc === "glibc") return /^(libc\.musl-|ld-musl-)/.test(link.name);
	if (libraries.hasGcompat) return false;
	return link.from.fact.versionsNeeded.some(({ file, version }) => version.startsWith("GLIBC_") && !file.startsWith("libgcc_s"));
}
function isOtherLoader({ libc, name }) {
	return libc === "musl" ? name.startsWith("ld-linux-") : /^(libc\.musl-|ld-musl-)/.test(name);
}
function withoutLoader({ binaries, tree }, profile) {
	return binaries.filter((binary) => binary.reach !== "present" && isForDevice(binary, profile) && binary.fact.interpreter !== void 0 && (binary.fact.soname === void 0 || binary.reach === "started") && fileAt(tree, binary.fact.interpreter) === void 0);
}
function isOfOtherLibc({ fact }, { libraries }) {
	return isMuslLoader(fact.interpreter ?? "") ? libraries.hasGlibc : libraries.hasMusl && /\/ld-linux-/.test(fact.interpreter ?? "");
}
function libcOf({ fact }) {
	return isMuslLoader(fact.interpreter ?? "") ? "musl" : "glibc";
}
function isForDevice(binary, profile) {
	const { fact } = binary;
	if (!fact.loadable || fact.bigEndian || isForAndroid(binary)) return false;
	return fact.machine === 183 ? fact.bits === 64 : fact.machine === 40 && profile.arm32;
}

// src/lint/rules/pages.ts
const relink = "link it with -Wl,-z,max-page-size=65536 or take a newer build; where it cannot be had, run the 4 KiB kernel (kernel=kernel8.img) and check with the profile raspberry-pi-5-4k";
/** P5002: a segment whose address and offset differ by less than whole pages cannot be mapped. */
const pageAlignment = {
	id: "P5002",
	title: "Segments that the page size cannot map",
	severity: "error",
	why: "The Pi 5's kernel has 16 KiB pages; a file laid out for 4 KiB ones fails with 'ELF load command address/offset not page-aligned'.",
	check: ({ binaries }, profile) => candidates(binaries, profile).filter(({ fact }) => isIncongruent(fact, profile.pageSize)).map((binary) => ({
		severity: byReach(binary.reach),
		message: `${named(binary)} cannot be loaded with pages of ${pageName(profile.pageSize)}: ${misplaced(binary.fact, profile.pageSize)}`,
		next: relink,
		node: binary.node
	}))
};
/** True when a segment cannot be mapped with pages of that many bytes. */
function isIncongruent(fact, pageSize) {
	return fact.loads.some((load) => shift(load, pageSize) !== 0);
}
function misplaced(fact, pageSize) {
	const load = fact.loads.find((one) => shift(one, pageSize) !== 0);
	if (load === void 0) return "";
	return `its segment at 0x${load.address.toString(16)} lies at 0x${load.offset.toString(16)} in the file, ${pageName(shift(load, pageSize))} beside a page`;
}
function shift(load, pageSize) {
	return ((load.address - load.offset) % pageSize + pageSize) % pageSize;
}
/** P5003: a file for smaller pages that can be mapped, but whose segments then meet in one page. */
const weakAlignment = {
	id: "P5003",
	title: "Segments that meet in one page",
	severity: "error",
	why: "A page has one protection: code in a page with data is not executable. glibc before 2.35 refuses such files at once.",
	check: (scene, profile) => candidates(scene.binaries, profile).filter(({ fact }) => !isIncongruent(fact, profile.pageSize)).flatMap((binary) => weakness(binary, scene, profile))
};
function weakness(binary, scene, { pageSize }) {
	const { fact, reach, node } = binary;
	if (fact.loads.every((load) => load.align % pageSize === 0)) return [];
	const verdict = (severity, what) => [{
		severity,
		message: `${named(binary)} ${what}`,
		next: relink,
		node
	}];
	const shared = sharedPage(fact.loads, pageSize);
	if (shared === "overwritten") return verdict(byReach(reach), `has two segments in one page of ${pageName(pageSize)} that each need other bytes in it`);
	if (shared === "code and data") return verdict(byReach(reach), `has code and writable data in one page of ${pageName(pageSize)}: it ends with SIGSEGV`);
	const loadedByLibc = fact.isDynamic && (fact.interpreter === void 0 || fact.soname !== void 0);
	const { glibc } = scene.libraries;
	if (loadedByLibc && glibc !== void 0 && compareVersions(glibc, "2.35") < 0) return verdict(byReach(reach), `is aligned to less than a page of ${pageName(pageSize)}, which the image's glibc ${glibc} refuses`);
	if (shared === "protection" && reach !== "present") return verdict("warning", `has segments of different protection in one page of ${pageName(pageSize)}`);
	return [];
}
/** What the worst pair of segments that meet in a page of memory does to each other. */
function sharedPage(loads, pageSize) {
	const page = (address) => Math.floor(address / pageSize);
	const mapped = loads.filter((load) => load.memorySize > 0);
	const pairs = mapped.flatMap((left) => mapped.filter((right) => left.address < right.address).filter((right) => page(left.address + left.memorySize - 1) >= page(right.address)).map((right) => [left, right]));
	const isSplit = ([left, right]) => left.address - left.offset !== right.address - right.offset;
	const isMixed = ([left, right]) => canExecute(left) && canWrite(right) || canWrite(left) && canExecute(right);
	if (pairs.some(isSplit)) return "overwritten";
	if (pairs.some(isMixed)) return "code and data";
	return pairs.some(([left, right]) => left.flags !== right.flags) ? "protection" : void 0;
}
function canExecute(load) {
	return (load.flags & segmentFlag.execute) !== 0;
}
function canWrite(load) {
	return (load.flags & segmentFlag.write) !== 0;
}
function candidates(binaries, profile) {
	return binaries.filter((binary) => (binary.fact.machine === 183 || binary.fact.machine === 40 && profile.arm32) && !isForAndroid(binary) && !isDebugFile(binary));
}

// src/lint/rules/machine.ts
const platform = "build with --platform linux/arm64 and copy arm64 binaries into the image";
/** P5001: what an image starts must be for the device's processor, whatever its config claims. */
const architecture = {
	id: "P5001",
	title: "Binary or image for another processor",
	severity: "error",
	why: "The kernel answers 'exec format error' to a program of another architecture, whatever the image's config says.",
	check: (scene, profile) => {
		const errors = [
			...configVerdicts(scene),
			...brokenVerdicts(scene),
			...fileVerdicts(scene, profile)
		];
		return errors.length > 0 ? errors : wholeVerdicts(scene, profile);
	}
};
function configVerdicts({ image }) {
	const { os, architecture, variant } = image.config;
	const error = (message) => [{
		severity: "error",
		message,
		next: platform
	}];
	if (os !== "linux" || architecture !== "arm64") return error(`the image is ${os}/${architecture}; a Raspberry Pi 5 runs linux/arm64`);
	if (variant !== "" && variant !== "v8") return error(`the image is linux/arm64/${variant}; a Raspberry Pi 5 only takes arm64 or arm64/v8`);
	return [];
}
function brokenVerdicts({ broken }) {
	return broken.filter(({ reach }) => reach !== "present").map(({ node, reach }) => ({
		severity: reach === "started" ? "error" : "warning",
		message: `${named({
			node,
			reach
		})} is a broken ELF file`,
		next: "build or copy the file again: it is cut short or damaged",
		node
	}));
}
function fileVerdicts(scene, profile) {
	return foreignOf(scene, profile).filter(({ reach }) => reach !== "present").map((binary) => ({
		severity: scene.hasEmulator && binary.reach === "ready" ? "warning" : "error",
		message: `${named(binary)} is built for ${kindOf(binary)}`,
		next: platform,
		node: binary.node
	}));
}
/** Where nothing reached is foreign: an image without any program of its own, or one notice about files of others. */
function wholeVerdicts(scene, profile) {
	const files = foreignOf(scene, profile).filter(({ node }) => !isPrebuilt(node.path));
	const [first] = files;
	if (first === void 0) return [];
	const programs = scene.binaries.filter(({ fact, node }) => fact.loadable && !isPrebuilt(node.path));
	if (files.length === programs.length) return [{
		severity: "error",
		message: `none of the ${programs.length} programs in the image is arm64: /${first.node.path} is built for ${kindOf(first)}`,
		next: platform,
		node: first.node
	}];
	const others = files.length === 1 ? "" : ` and ${files.length - 1} more`;
	return [{
		severity: "notice",
		message: `/${first.node.path}${others} cannot run on the device: built for ${kindOf(first)}`,
		next: "leave files for other processors out of the image: each device downloads them",
		node: first.node
	}];
}
function foreignOf({ binaries }, profile) {
	return binaries.filter((binary) => {
		const { machine, bits, bigEndian, loadable } = binary.fact;
		if (!loadable || isForAndroid(binary)) return false;
		if (machine === 40) return bigEndian || !profile.arm32;
		return machine !== 183 || bits !== 64 || bigEndian;
	});
}
function isPrebuilt(path) {
	return /(^|\/)(node_modules|prebuilds)\//.test(path);
}
function kindOf({ fact }) {
	const order = fact.bigEndian && (fact.machine === 183 || fact.machine === 40) ? " (big-endian)" : "";
	const width = fact.machine === 183 && fact.bits === 32 ? " (ILP32)" : "";
	return `${machineName(fact.machine)}${order}${width}`;
}
/** P5013: 32-bit Arm programs run, but only where they are built for the pages of the kernel. */
const arm32 = {
	id: "P5013",
	title: "32-bit Arm program",
	severity: "warning",
	why: "The kernel runs 32-bit Arm programs in 16 KiB pages, for which most of them are not built; newer devices drop them.",
	check: ({ binaries }, profile) => binaries.filter((binary) => binary.fact.machine === 40 && profile.arm32 && !binary.fact.bigEndian).filter((binary) => binary.fact.loadable && binary.reach !== "present" && !isForAndroid(binary)).map((binary) => ({
		severity: isIncongruent(binary.fact, profile.pageSize) ? "warning" : "notice",
		message: `${named(binary)} is a 32-bit Arm program${floatOf(binary)}`,
		next: "use the arm64 build of it",
		node: binary.node
	}))
};
function floatOf({ fact }) {
	return fact.float === void 0 ? "" : ` (${fact.float} float)`;
}

// src/lint/rules/processor.ts
/** P5004: a jemalloc that was built for smaller pages ends the program at its start. */
const jemalloc = {
	id: "P5004",
	title: "jemalloc built for smaller pages",
	severity: "error",
	why: "jemalloc fixes its largest page when it is built and stops with '<jemalloc>: Unsupported system page size' on larger ones.",
	check: ({ binaries }, { pageSize }) => binaries.filter((binary) => !isForAndroid(binary) && !isDebugFile(binary)).filter(({ fact: { jemallocPage: page } }) => typeof page === "number" && page < pageSize).map((binary) => ({
		severity: byReach(binary.reach),
		message: `${named(binary)} has a jemalloc that takes pages of at most ${pageName(Number(binary.fact.jemallocPage))} and stops on ${pageName(pageSize)}`,
		next: "build it with JEMALLOC_SYS_WITH_LG_PAGE=16 (Rust), --with-lg-page=16 (C), or take a newer release",
		node: binary.node
	}))
};
/** P5005: a jemalloc whose page size is not found in its code. */
const jemallocUnknown = {
	id: "P5005",
	title: "jemalloc of unknown page size",
	severity: "warning",
	why: "A jemalloc is built in and may be for 4 KiB pages; its code does not show for which.",
	check: ({ binaries }, { pageSize }) => binaries.filter((binary) => pageSize > 4096 && binary.fact.jemallocPage === "unknown").filter((binary) => !isForAndroid(binary) && !isDebugFile(binary)).map((binary) => ({
		severity: "warning",
		message: `${named(binary)} has a jemalloc, and its code does not show whether it takes pages of ${pageName(pageSize)}`,
		next: "start it once on a device, or build it with JEMALLOC_SYS_WITH_LG_PAGE=16",
		node: binary.node
	}))
};
/** P5010: pointer authentication in the form that older processors do not ignore. */
const pointerAuthentication = {
	id: "P5010",
	title: "Code for Armv8.3 or newer",
	severity: "error",
	why: "RETAA and RETAB exist from Armv8.3 on; the Pi's Cortex-A76 is Armv8.2 and ends the program with SIGILL.",
	check: ({ binaries }, { cpu }) => binaries.filter((binary) => !cpu.includes("paca") && binary.fact.returns.signed > 0).filter((binary) => !isForAndroid(binary) && !isDebugFile(binary)).map((binary) => signedVerdict(binary))
};
function signedVerdict(binary) {
	const { signed, hinted, plain } = binary.fact.returns;
	const { node } = binary;
	if (isChosenAtRunTime(binary.fact.returns)) return {
		severity: "notice",
		message: `${named(binary)} has ${signed} returns of Armv8.3 beside ${Math.max(hinted, plain)} that every processor knows, as codecs do that choose code at run time`,
		next: "nothing to do when it asks the processor before it uses them; start it once on a device",
		node
	};
	return {
		severity: byReach(binary.reach),
		message: `${named(binary)} has ${signed} instructions of Armv8.3 (RETAA, RETAB), which the processor does not know: SIGILL`,
		next: "compile with -march=armv8-a or -mcpu=cortex-a76; -mbranch-protection alone stays compatible",
		node
	};
}
function isChosenAtRunTime({ signed, hinted, plain }) {
	return signed < hinted || signed * 20 < plain;
}
/** P5011: the level that Go compiled for. */
const goLevel = {
	id: "P5011",
	title: "Go program for a newer processor",
	severity: "error",
	why: "GOARM64 lets the Go compiler use instructions without asking the processor for them.",
	check: ({ binaries }, profile) => binaries.flatMap((binary) => {
		const level = binary.fact.goArm64;
		if (level === void 0 || isForAndroid(binary) || fits(level, profile)) return [];
		return [{
			severity: byReach(binary.reach),
			message: `${named(binary)} is compiled with GOARM64=${level}; the device has ${profile.goArm64}`,
			next: `build it with GOARM64=${profile.goArm64} or lower`,
			node: binary.node
		}];
	})
};
function fits(level, profile) {
	const [base = "", ...options] = level.split(",");
	if (!/^v\d+\.\d+$/.test(base)) return true;
	if (compareVersions(base, profile.goArm64) > 0) return false;
	if (options.includes("lse") && !profile.cpu.includes("atomics")) return false;
	return !options.includes("crypto") || profile.cpu.includes("aes");
}

// src/lint/rules/starting.ts
/** P5015: what the kernel checks before a program's first instruction. */
const startable = {
	id: "P5015",
	title: "Entrypoint or script that cannot be started",
	severity: "error",
	why: "The container ends at once when its entrypoint is missing, not executable, or a script without its interpreter.",
	check: (scene) => [...entrypointVerdicts(scene), ...scene.scripts.filter((script) => script.reach !== "present").flatMap((script) => scriptVerdicts(script, scene))]
};
function entrypointVerdicts(scene) {
	const first = scene.started.find(({ executed }) => executed);
	if (first === void 0 || first.word === "") return [];
	const { word, node } = first;
	const error = (message, next) => [{
		severity: "error",
		message,
		next,
		node
	}];
	if (node === void 0) return error(`the image starts ${JSON.stringify(word)}, which is not in it`, "copy the program into the image, or correct ENTRYPOINT and CMD (an exec form needs a program, no shell syntax)");
	if (!isExecutable(node)) return error(`/${node.path}, which the image starts, is not executable`, `add RUN chmod +x /${node.path}, or COPY --chmod=755`);
	if (scene.binaries.some((one) => isSame(one.node, node)) || scene.scripts.some((one) => isSame(one.node, node)) || scene.broken.some((one) => isSame(one.node, node))) return [];
	return error(`/${node.path}, which the image starts, is neither an ELF program nor a script with #! in its first line`, "write #!/bin/sh or another interpreter into its first line, with no mark before it");
}
function isSame(left, right) {
	const [a, b] = [left.content ?? left, right.content ?? right];
	return a.layer === b.layer && a.index === b.index;
}
function scriptVerdicts(script, scene) {
	const { fact, node, reach } = script;
	const verdict = (message, next) => [{
		severity: reach === "started" ? "error" : "warning",
		message,
		next,
		node
	}];
	if (fact.carriageReturn) return verdict(`${named(script)} ends its first line as Windows does, and the kernel looks for ${JSON.stringify(`${lastWord(fact)}\r`)}`, "save it with LF line ends (.gitattributes: *.sh text eol=lf)");
	const missing = interpreterWords(fact.interpreter, fact.argument).find((word, index) => !isThere(scene, word, index === 0));
	if (missing === void 0) return [];
	return verdict(`${named(script)} needs the interpreter ${missing === "" ? "that its first line should name" : missing}, which is not in the image`, missing === "" ? "name an interpreter after #!" : `install ${baseName(missing)}, or name another interpreter`);
}
function isThere(scene, word, isInterpreter) {
	if (isInterpreter && !word.startsWith("/")) return false;
	return findProgram(scene.image, word) !== void 0;
}
function lastWord({ interpreter, argument }) {
	return argument === "" ? interpreter : argument;
}

// src/lint/rules/versions.ts
/** P5012: versions that are known to fail though no file shows it. */
const knownBadVersion = {
	id: "P5012",
	title: "Version that is known to fail on the device",
	severity: "warning",
	why: "Some releases fail on these devices in ways that no header shows; the table names the reports.",
	check: (scene, profile) => [...scene.packages.filter(({ node }) => isPackage(node.path, scene)).flatMap(({ node, fact }) => verdicts(fact.name, fact.version, node, profile)), ...[...scene.tree.all()].flatMap((node) => {
		const found = node.entry.type === "file" ? versionInPath(node.path) : void 0;
		return found === void 0 ? [] : verdicts(found.name, found.version, node, profile);
	})]
};
function verdicts(name, version, node, profile) {
	return knownBadFor(name, version, profile).map((bad) => ({
		severity: "warning",
		message: `${name} ${version} in /${node.path} is known to fail on the device: it ${bad.why} (${bad.report})`,
		next: bad.next,
		node
	}));
}
function isPackage(path, { tree }) {
	if (!/(^|\/)version$/.test(path)) return true;
	return tree.get(path.replace(/version$/, "chrome_100_percent.pak")) !== void 0;
}
/** P5014: the oldest kernel that a program was built for. */
const kernelVersion = {
	id: "P5014",
	title: "Program for a newer kernel",
	severity: "warning",
	why: "A program whose ABI note names a newer kernel may use system calls that the device's kernel does not have.",
	check: ({ binaries }, profile) => binaries.flatMap((binary) => {
		const { kernel } = binary.fact;
		if (kernel === void 0 || binary.reach === "present" || isForAndroid(binary)) return [];
		if (compareVersions(kernel, profile.kernel) <= 0) return [];
		return [{
			severity: "warning",
			message: `${named(binary)} is built for Linux ${kernel} or newer; the device has ${profile.kernel}`,
			next: "take a build for older kernels, or name the device's kernel in a profile of your own",
			node: binary.node
		}];
	})
};

// src/lint/lint.ts
const rules = [
	architecture,
	pageAlignment,
	weakAlignment,
	jemalloc,
	jemallocUnknown,
	interpreter,
	neededLibrary,
	symbolVersion,
	mixedLibc,
	pointerAuthentication,
	goLevel,
	knownBadVersion,
	arm32,
	kernelVersion,
	startable
];
/** Every rule about binaries, by id: the source of the table in the documentation. */
const lintRules = rules.map(({ id, title, severity, why }) => ({
	id,
	title,
	severity,
	why
}));
/** Judges every binary and script of an image for a device: findings by rule, gravest first, then by file. */
function createLint(options) {
	return {
		id: "binaries 2",
		wants: wantsBinary,
		read: readBinary,
		combine: (image, facts) => {
			const scene = surveyImage(image, facts);
			return rules.flatMap((rule) => rule.check(scene, options.profile).map((verdict) => findingOf(image, rule.id, verdict)).toSorted(bySeverity));
		}
	};
}
const mostPerRule = 10;
/**
* The first findings of each rule, gravest first, and one more that counts the rest: a report stays readable when a whole
* distribution is wrong. Judge with hasErrors before or after: an error is never cut away altogether.
*/
function boundFindings(findings, most = mostPerRule) {
	return [...Map.groupBy(findings, (finding) => finding.rule).values()].flatMap((group) => {
		const sorted = group.toSorted(bySeverity);
		const rest = sorted.slice(most);
		const [first] = rest;
		if (first === void 0 || rest.length === 1) return sorted;
		return [...sorted.slice(0, most), restOf(first, rest)];
	});
}
function restOf(first, rest) {
	const files = [...new Set(rest.flatMap((finding) => finding.file === void 0 ? [] : [`/${finding.file}`]))];
	const named = files.length === 0 ? "" : `: ${files.slice(0, 5).join(", ")}${files.length > 5 ? ", …" : ""}`;
	return {
		rule: first.rule,
		severity: first.severity,
		message: `and ${rest.length} more${named}`,
		...first.next === void 0 ? {} : { next: first.next }
	};
}
const ranks = {
	error: 0,
	warning: 1,
	notice: 2
};
function bySeverity(left, right) {
	const rank = ranks[left.severity] - ranks[right.severity];
	if (rank !== 0) return rank;
	return compareText(`${left.file ?? ""}\0${left.message}`, `${right.file ?? ""}\0${right.message}`);
}
function findingOf(image, rule, { severity, message, next, node }) {
	const origin = node?.content ?? node;
	const layer = origin === void 0 ? void 0 : image.layers[origin.layer]?.digest;
	return {
		rule,
		severity,
		message,
		next,
		...node === void 0 ? {} : { file: node.path },
		...layer === void 0 ? {} : { layer }
	};
}

// node_modules/packageurl-js/src/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function formatPurlErrorMessage(message = "") {
		const { length } = message;
		let formatted = "";
		if (length) {
			const code0 = message.charCodeAt(0);
			formatted = code0 >= 65 || code0 <= 90 ? `${message[0].toLowerCase()}${message.slice(1)}` : message;
			if (length > 1 && message.charCodeAt(length - 1) === 46 && message.charCodeAt(length - 2) !== 46) formatted = formatted.slice(0, -1);
		}
		return `Invalid purl: ${formatted}`;
	}
	var PurlError = class extends Error {
		constructor(message) {
			super(formatPurlErrorMessage(message));
		}
	};
	module.exports = {
		formatPurlErrorMessage,
		PurlError
	};
}));

// node_modules/packageurl-js/src/decode.js
var require_decode = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PurlError } = require_error();
	const { decodeURIComponent } = globalThis;
	function decodePurlComponent(comp, encodedURIComponent) {
		try {
			return decodeURIComponent(encodedURIComponent);
		} catch {}
		throw new PurlError(`unable to decode "${comp}" component`);
	}
	module.exports = { decodePurlComponent };
}));

// node_modules/packageurl-js/src/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const LOOP_SENTINEL = 1e6;
	const REUSED_SEARCH_PARAMS = new URLSearchParams();
	const REUSED_SEARCH_PARAMS_KEY = "_";
	const REUSED_SEARCH_PARAMS_OFFSET = 2;
	module.exports = {
		LOOP_SENTINEL,
		REUSED_SEARCH_PARAMS,
		REUSED_SEARCH_PARAMS_KEY,
		REUSED_SEARCH_PARAMS_OFFSET
	};
}));

// node_modules/packageurl-js/src/objects.js
var require_objects = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { LOOP_SENTINEL } = require_constants();
	function isObject(value) {
		return value !== null && typeof value === "object";
	}
	function recursiveFreeze(value_) {
		if (value_ === null || !(typeof value_ === "object" || typeof value_ === "function") || Object.isFrozen(value_)) return value_;
		const queue = [value_];
		let { length: queueLength } = queue;
		let pos = 0;
		while (pos < queueLength) {
			if (pos === LOOP_SENTINEL) throw new Error("Detected infinite loop in object crawl of recursiveFreeze");
			const obj = queue[pos++];
			Object.freeze(obj);
			if (Array.isArray(obj)) for (let i = 0, { length } = obj; i < length; i += 1) {
				const item = obj[i];
				if (item !== null && (typeof item === "object" || typeof item === "function") && !Object.isFrozen(item)) queue[queueLength++] = item;
			}
			else {
				const keys = Reflect.ownKeys(obj);
				for (let i = 0, { length } = keys; i < length; i += 1) {
					const propValue = obj[keys[i]];
					if (propValue !== null && (typeof propValue === "object" || typeof propValue === "function") && !Object.isFrozen(propValue)) queue[queueLength++] = propValue;
				}
			}
		}
		return value_;
	}
	module.exports = {
		isObject,
		recursiveFreeze
	};
}));

// node_modules/packageurl-js/src/strings.js
var require_strings = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { compare: localeCompare } = new Intl.Collator();
	const regexSemverNumberedGroups = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;
	function isBlank(str) {
		for (let i = 0, { length } = str; i < length; i += 1) {
			const code = str.charCodeAt(i);
			if (!(code === 32 || code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 160 || code === 5760 || code === 8192 || code === 8193 || code === 8194 || code === 8195 || code === 8196 || code === 8197 || code === 8198 || code === 8199 || code === 8200 || code === 8201 || code === 8202 || code === 8232 || code === 8233 || code === 8239 || code === 8287 || code === 12288 || code === 65279)) return false;
		}
		return true;
	}
	function isNonEmptyString(value) {
		return typeof value === "string" && value.length > 0;
	}
	function isSemverString(value) {
		return typeof value === "string" && regexSemverNumberedGroups.test(value);
	}
	function lowerName(purl) {
		purl.name = purl.name.toLowerCase();
	}
	function lowerNamespace(purl) {
		const { namespace } = purl;
		if (typeof namespace === "string") purl.namespace = namespace.toLowerCase();
	}
	function lowerVersion(purl) {
		const { version } = purl;
		if (typeof version === "string") purl.version = version.toLowerCase();
	}
	function replaceDashesWithUnderscores(str) {
		let result = "";
		let fromIndex = 0;
		let index = 0;
		while ((index = str.indexOf("-", fromIndex)) !== -1) {
			result = result + str.slice(fromIndex, index) + "_";
			fromIndex = index + 1;
		}
		return fromIndex ? result + str.slice(fromIndex) : str;
	}
	function replaceUnderscoresWithDashes(str) {
		let result = "";
		let fromIndex = 0;
		let index = 0;
		while ((index = str.indexOf("_", fromIndex)) !== -1) {
			result = result + str.slice(fromIndex, index) + "-";
			fromIndex = index + 1;
		}
		return fromIndex ? result + str.slice(fromIndex) : str;
	}
	function trimLeadingSlashes(str) {
		let start = 0;
		while (str.charCodeAt(start) === 47) start += 1;
		return start === 0 ? str : str.slice(start);
	}
	module.exports = {
		isBlank,
		isNonEmptyString,
		isSemverString,
		localeCompare,
		lowerName,
		lowerNamespace,
		lowerVersion,
		replaceDashesWithUnderscores,
		replaceUnderscoresWithDashes,
		trimLeadingSlashes
	};
}));

// node_modules/packageurl-js/src/encode.js
var require_encode = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { REUSED_SEARCH_PARAMS, REUSED_SEARCH_PARAMS_KEY, REUSED_SEARCH_PARAMS_OFFSET } = require_constants();
	const { isObject } = require_objects();
	const { isNonEmptyString } = require_strings();
	const { encodeURIComponent } = globalThis;
	function encodeNamespace(namespace) {
		return isNonEmptyString(namespace) ? encodeURIComponent(namespace).replace(/%3A/g, ":").replace(/%2F/g, "/") : "";
	}
	function encodeQualifierParam(param) {
		if (isNonEmptyString(param)) {
			REUSED_SEARCH_PARAMS.set(REUSED_SEARCH_PARAMS_KEY, param);
			return replacePlusSignWithPercentEncodedSpace(REUSED_SEARCH_PARAMS.toString().slice(REUSED_SEARCH_PARAMS_OFFSET));
		}
		return "";
	}
	function encodeQualifiers(qualifiers) {
		if (isObject(qualifiers)) {
			const qualifiersKeys = Object.keys(qualifiers).sort();
			const searchParams = new URLSearchParams();
			for (let i = 0, { length } = qualifiersKeys; i < length; i += 1) {
				const key = qualifiersKeys[i];
				searchParams.set(key, qualifiers[key]);
			}
			return replacePlusSignWithPercentEncodedSpace(searchParams.toString());
		}
		return "";
	}
	function encodeSubpath(subpath) {
		return isNonEmptyString(subpath) ? encodeURIComponent(subpath).replace(/%2F/g, "/") : "";
	}
	function encodeVersion(version) {
		return isNonEmptyString(version) ? encodeURIComponent(version).replace(/%3A/g, ":").replace(/%2B/g, "+") : "";
	}
	function replacePlusSignWithPercentEncodedSpace(str) {
		return str.replace(/\+/g, "%20");
	}
	module.exports = {
		encodeNamespace,
		encodeVersion,
		encodeQualifiers,
		encodeQualifierParam,
		encodeSubpath,
		encodeURIComponent
	};
}));

// node_modules/packageurl-js/src/helpers.js
var require_helpers = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function createHelpersNamespaceObject(helpers, options_ = {}) {
		const { comparator, ...defaults } = {
			__proto__: null,
			...options_
		};
		const helperNames = Object.keys(helpers).sort();
		const propNames = [...new Set([...Object.values(helpers)].map(Object.keys).flat())].sort(comparator);
		const nsObject = Object.create(null);
		for (let i = 0, { length } = propNames; i < length; i += 1) {
			const propName = propNames[i];
			const helpersForProp = Object.create(null);
			for (let j = 0, { length: length_j } = helperNames; j < length_j; j += 1) {
				const helperName = helperNames[j];
				const helperValue = helpers[helperName][propName] ?? defaults[helperName];
				if (helperValue !== void 0) helpersForProp[helperName] = helperValue;
			}
			nsObject[propName] = helpersForProp;
		}
		return nsObject;
	}
	module.exports = { createHelpersNamespaceObject };
}));

// node_modules/packageurl-js/src/normalize.js
var require_normalize = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { isObject } = require_objects();
	const { isBlank } = require_strings();
	function normalizeName(rawName) {
		return typeof rawName === "string" ? rawName.trim() : void 0;
	}
	function normalizeNamespace(rawNamespace) {
		return typeof rawNamespace === "string" ? normalizePath(rawNamespace) : void 0;
	}
	function normalizePath(pathname, callback) {
		let collapsed = "";
		let start = 0;
		while (pathname.charCodeAt(start) === 47) start += 1;
		let nextIndex = pathname.indexOf("/", start);
		if (nextIndex === -1) return pathname.slice(start);
		while (nextIndex !== -1) {
			const segment = pathname.slice(start, nextIndex);
			if (callback === void 0 || callback(segment)) collapsed = collapsed + (collapsed.length === 0 ? "" : "/") + segment;
			start = nextIndex + 1;
			while (pathname.charCodeAt(start) === 47) start += 1;
			nextIndex = pathname.indexOf("/", start);
		}
		const lastSegment = pathname.slice(start);
		if (lastSegment.length !== 0 && (callback === void 0 || callback(lastSegment))) collapsed = collapsed + "/" + lastSegment;
		return collapsed;
	}
	function normalizeQualifiers(rawQualifiers) {
		let qualifiers;
		for (const { 0: key, 1: value } of qualifiersToEntries(rawQualifiers)) {
			const trimmed = (typeof value === "string" ? value : String(value)).trim();
			if (trimmed.length === 0) continue;
			if (qualifiers === void 0) qualifiers = { __proto__: null };
			qualifiers[key.toLowerCase()] = trimmed;
		}
		return qualifiers;
	}
	function normalizeSubpath(rawSubpath) {
		return typeof rawSubpath === "string" ? normalizePath(rawSubpath, subpathFilter) : void 0;
	}
	function normalizeType(rawType) {
		return typeof rawType === "string" ? rawType.trim().toLowerCase() : void 0;
	}
	function normalizeVersion(rawVersion) {
		return typeof rawVersion === "string" ? rawVersion.trim() : void 0;
	}
	function qualifiersToEntries(rawQualifiers) {
		if (isObject(rawQualifiers)) return rawQualifiers instanceof URLSearchParams ? rawQualifiers.entries() : Object.entries(rawQualifiers);
		return typeof rawQualifiers === "string" ? new URLSearchParams(rawQualifiers).entries() : Object.entries({});
	}
	function subpathFilter(segment) {
		const { length } = segment;
		if (length === 1 && segment.charCodeAt(0) === 46) return false;
		if (length === 2 && segment.charCodeAt(0) === 46 && segment.charCodeAt(1) === 46) return false;
		return !isBlank(segment);
	}
	module.exports = {
		normalizeName,
		normalizeNamespace,
		normalizePath,
		normalizeQualifiers,
		normalizeSubpath,
		normalizeType,
		normalizeVersion
	};
}));

// node_modules/packageurl-js/src/lang.js
var require_lang = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function isNullishOrEmptyString(value) {
		return value === null || value === void 0 || typeof value === "string" && value.length === 0;
	}
	module.exports = { isNullishOrEmptyString };
}));

// node_modules/packageurl-js/src/validate.js
var require_validate = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PurlError } = require_error();
	const { isNullishOrEmptyString } = require_lang();
	const { isNonEmptyString } = require_strings();
	function validateEmptyByType(type, name, value, throws) {
		if (!isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`${type} "${name}" component must be empty`);
			return false;
		}
		return true;
	}
	function validateName(name, throws) {
		return validateRequired("name", name, throws) && validateStrings("name", name, throws);
	}
	function validateNamespace(namespace, throws) {
		return validateStrings("namespace", namespace, throws);
	}
	function validateQualifiers(qualifiers, throws) {
		if (qualifiers === null || qualifiers === void 0) return true;
		if (typeof qualifiers !== "object") {
			if (throws) throw new PurlError("\"qualifiers\" must be an object");
			return false;
		}
		const keysIterable = typeof qualifiers.keys === "function" ? qualifiers.keys() : Object.keys(qualifiers);
		for (const key of keysIterable) if (!validateQualifierKey(key, throws)) return false;
		return true;
	}
	function validateQualifierKey(key, throws) {
		if (!validateStartsWithoutNumber("qualifier", key, throws)) return false;
		for (let i = 0, { length } = key; i < length; i += 1) {
			const code = key.charCodeAt(i);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 46 || code === 45 || code === 95)) {
				if (throws) throw new PurlError(`qualifier "${key}" contains an illegal character`);
				return false;
			}
		}
		return true;
	}
	function validateRequired(name, value, throws) {
		if (isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`"${name}" is a required component`);
			return false;
		}
		return true;
	}
	function validateRequiredByType(type, name, value, throws) {
		if (isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`${type} requires a "${name}" component`);
			return false;
		}
		return true;
	}
	function validateStartsWithoutNumber(name, value, throws) {
		if (isNonEmptyString(value)) {
			const code = value.charCodeAt(0);
			if (code >= 48 && code <= 57) {
				if (throws) throw new PurlError(`${name} "${value}" cannot start with a number`);
				return false;
			}
		}
		return true;
	}
	function validateStrings(name, value, throws) {
		if (value === null || value === void 0 || typeof value === "string") return true;
		if (throws) throw new PurlError(`"'${name}" must be a string`);
		return false;
	}
	function validateSubpath(subpath, throws) {
		return validateStrings("subpath", subpath, throws);
	}
	function validateType(type, throws) {
		if (!validateRequired("type", type, throws) || !validateStrings("type", type, throws) || !validateStartsWithoutNumber("type", type, throws)) return false;
		for (let i = 0, { length } = type; i < length; i += 1) {
			const code = type.charCodeAt(i);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 46 || code === 43 || code === 45)) {
				if (throws) throw new PurlError(`type "${type}" contains an illegal character`);
				return false;
			}
		}
		return true;
	}
	function validateVersion(version, throws) {
		return validateStrings("version", version, throws);
	}
	module.exports = {
		validateEmptyByType,
		validateName,
		validateNamespace,
		validateQualifiers,
		validateQualifierKey,
		validateRequired,
		validateRequiredByType,
		validateStartsWithoutNumber,
		validateStrings,
		validateSubpath,
		validateType,
		validateVersion
	};
}));

// node_modules/packageurl-js/src/purl-component.js
var require_purl_component = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { encodeNamespace, encodeVersion, encodeQualifiers, encodeQualifierParam, encodeSubpath, encodeURIComponent } = require_encode();
	const { createHelpersNamespaceObject } = require_helpers();
	const { normalizeType, normalizeNamespace, normalizeName, normalizeVersion, normalizeQualifiers, normalizeSubpath } = require_normalize();
	const { localeCompare, isNonEmptyString } = require_strings();
	const { validateType, validateNamespace, validateName, validateVersion, validateQualifiers, validateQualifierKey, validateSubpath } = require_validate();
	const PurlComponentEncoder = (comp) => isNonEmptyString(comp) ? encodeURIComponent(comp) : "";
	const PurlComponentStringNormalizer = (comp) => typeof comp === "string" ? comp : void 0;
	const PurlComponentValidator = (_comp, _throws) => true;
	const componentSortOrderLookup = {
		__proto__: null,
		type: 0,
		namespace: 1,
		name: 2,
		version: 3,
		qualifiers: 4,
		qualifierKey: 5,
		qualifierValue: 6,
		subpath: 7
	};
	function componentSortOrder(comp) {
		return componentSortOrderLookup[comp] ?? comp;
	}
	function componentComparator(compA, compB) {
		return localeCompare(componentSortOrder(compA), componentSortOrder(compB));
	}
	module.exports = { PurlComponent: createHelpersNamespaceObject({
		encode: {
			namespace: encodeNamespace,
			version: encodeVersion,
			qualifiers: encodeQualifiers,
			qualifierKey: encodeQualifierParam,
			qualifierValue: encodeQualifierParam,
			subpath: encodeSubpath
		},
		normalize: {
			type: normalizeType,
			namespace: normalizeNamespace,
			name: normalizeName,
			version: normalizeVersion,
			qualifiers: normalizeQualifiers,
			subpath: normalizeSubpath
		},
		validate: {
			type: validateType,
			namespace: validateNamespace,
			name: validateName,
			version: validateVersion,
			qualifierKey: validateQualifierKey,
			qualifiers: validateQualifiers,
			subpath: validateSubpath
		}
	}, {
		comparator: componentComparator,
		encode: PurlComponentEncoder,
		normalize: PurlComponentStringNormalizer,
		validate: PurlComponentValidator
	}) };
}));

// node_modules/packageurl-js/src/purl-qualifier-names.js
var require_purl_qualifier_names = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = { PurlQualifierNames: {
		__proto__: null,
		RepositoryUrl: "repository_url",
		DownloadUrl: "download_url",
		VcsUrl: "vcs_url",
		FileName: "file_name",
		Checksum: "checksum"
	} };
}));

// node_modules/packageurl-js/src/purl-type.js
var require_purl_type = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { isNullishOrEmptyString } = require_lang();
	const { createHelpersNamespaceObject } = require_helpers();
	const { isSemverString, lowerName, lowerNamespace, lowerVersion, replaceDashesWithUnderscores, replaceUnderscoresWithDashes } = require_strings();
	const { validateEmptyByType, validateRequiredByType } = require_validate();
	const { PurlError } = require_error();
	const PurlTypNormalizer = (purl) => purl;
	const PurlTypeValidator = (_purl, _throws) => true;
	module.exports = { PurlType: createHelpersNamespaceObject({
		normalize: {
			alpm(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			apk(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			bitbucket(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			bitnami(purl) {
				lowerName(purl);
				return purl;
			},
			composer(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			deb(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			gitlab(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			github(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			hex(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			huggingface(purl) {
				lowerVersion(purl);
				return purl;
			},
			mlflow(purl) {
				if (purl.qualifiers?.repository_url?.includes("databricks")) lowerName(purl);
				return purl;
			},
			npm(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			luarocks(purl) {
				lowerVersion(purl);
				return purl;
			},
			oci(purl) {
				lowerName(purl);
				return purl;
			},
			pub(purl) {
				lowerName(purl);
				purl.name = replaceDashesWithUnderscores(purl.name);
				return purl;
			},
			pypi(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				purl.name = replaceUnderscoresWithDashes(purl.name);
				return purl;
			},
			qpkg(purl) {
				lowerNamespace(purl);
				return purl;
			},
			rpm(purl) {
				lowerNamespace(purl);
				return purl;
			}
		},
		validate: {
			conan(purl, throws) {
				if (isNullishOrEmptyString(purl.namespace)) {
					if (purl.qualifiers?.channel) {
						if (throws) throw new PurlError("conan requires a \"namespace\" component when a \"channel\" qualifier is present");
						return false;
					}
				} else if (isNullishOrEmptyString(purl.qualifiers)) {
					if (throws) throw new PurlError("conan requires a \"qualifiers\" component when a namespace is present");
					return false;
				}
				return true;
			},
			cran(purl, throws) {
				return validateRequiredByType("cran", "version", purl.version, throws);
			},
			golang(purl) {
				const { version } = purl;
				if ((typeof version === "string" ? version.length : 0) && version.charCodeAt(0) === 118 && !isSemverString(version.slice(1))) {
					if (throws) throw new PurlError("golang \"version\" component starting with a \"v\" must be followed by a valid semver version");
					return false;
				}
				return true;
			},
			maven(purl, throws) {
				return validateRequiredByType("maven", "namespace", purl.namespace, throws);
			},
			mlflow(purl, throws) {
				return validateEmptyByType("mlflow", "namespace", purl.namespace, throws);
			},
			oci(purl, throws) {
				return validateEmptyByType("oci", "namespace", purl.namespace, throws);
			},
			pub(purl, throws) {
				const { name } = purl;
				for (let i = 0, { length } = name; i < length; i += 1) {
					const code = name.charCodeAt(i);
					if (!(code >= 48 && code <= 57 || code >= 97 && code <= 122 || code === 95)) {
						if (throws) throw new PurlError("pub \"name\" component may only contain [a-z0-9_] characters");
						return false;
					}
				}
				return true;
			},
			swift(purl, throws) {
				return validateRequiredByType("swift", "namespace", purl.namespace, throws) && validateRequiredByType("swift", "version", purl.version, throws);
			}
		}
	}, {
		normalize: PurlTypNormalizer,
		validate: PurlTypeValidator
	}) };
}));

// node_modules/packageurl-js/src/package-url.js
/*!
Copyright (c) the purl authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/
var require_package_url = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { decodePurlComponent } = require_decode();
	const { isObject, recursiveFreeze } = require_objects();
	const { isBlank, isNonEmptyString, trimLeadingSlashes } = require_strings();
	const { PurlComponent } = require_purl_component();
	const { PurlQualifierNames } = require_purl_qualifier_names();
	const { PurlType } = require_purl_type();
	const { PurlError } = require_error();
	var PackageURL = class PackageURL {
		static Component = recursiveFreeze(PurlComponent);
		static KnownQualifierNames = recursiveFreeze(PurlQualifierNames);
		static Type = recursiveFreeze(PurlType);
		constructor(rawType, rawNamespace, rawName, rawVersion, rawQualifiers, rawSubpath) {
			const type = isNonEmptyString(rawType) ? PurlComponent.type.normalize(rawType) : rawType;
			PurlComponent.type.validate(type, true);
			const namespace = isNonEmptyString(rawNamespace) ? PurlComponent.namespace.normalize(rawNamespace) : rawNamespace;
			PurlComponent.namespace.validate(namespace, true);
			const name = isNonEmptyString(rawName) ? PurlComponent.name.normalize(rawName) : rawName;
			PurlComponent.name.validate(name, true);
			const version = isNonEmptyString(rawVersion) ? PurlComponent.version.normalize(rawVersion) : rawVersion;
			PurlComponent.version.validate(version, true);
			const qualifiers = typeof rawQualifiers === "string" || isObject(rawQualifiers) ? PurlComponent.qualifiers.normalize(rawQualifiers) : rawQualifiers;
			PurlComponent.qualifiers.validate(qualifiers, true);
			const subpath = isNonEmptyString(rawSubpath) ? PurlComponent.subpath.normalize(rawSubpath) : rawSubpath;
			PurlComponent.subpath.validate(subpath, true);
			this.type = type;
			this.name = name;
			this.namespace = namespace ?? void 0;
			this.version = version ?? void 0;
			this.qualifiers = qualifiers ?? void 0;
			this.subpath = subpath ?? void 0;
			const typeHelpers = PurlType[type];
			if (typeHelpers) {
				typeHelpers.normalize(this);
				typeHelpers.validate(this, true);
			}
		}
		toString() {
			const { namespace, name, version, qualifiers, subpath, type } = this;
			let purlStr = `pkg:${PurlComponent.type.encode(type)}/`;
			if (namespace) purlStr = `${purlStr}${PurlComponent.namespace.encode(namespace)}/`;
			purlStr = `${purlStr}${PurlComponent.name.encode(name)}`;
			if (version) purlStr = `${purlStr}@${PurlComponent.version.encode(version)}`;
			if (qualifiers) purlStr = `${purlStr}?${PurlComponent.qualifiers.encode(qualifiers)}`;
			if (subpath) purlStr = `${purlStr}#${PurlComponent.subpath.encode(subpath)}`;
			return purlStr;
		}
		static fromString(purlStr) {
			return new PackageURL(...PackageURL.parseString(purlStr));
		}
		static parseString(purlStr) {
			if (typeof purlStr !== "string") throw new Error("A purl string argument is required.");
			if (isBlank(purlStr)) return [
				void 0,
				void 0,
				void 0,
				void 0,
				void 0,
				void 0
			];
			const colonIndex = purlStr.indexOf(":");
			let url;
			let maybeUrlWithAuth;
			if (colonIndex !== -1) try {
				const beforeColon = purlStr.slice(0, colonIndex);
				const afterColon = purlStr.slice(colonIndex + 1);
				const trimmedAfterColon = trimLeadingSlashes(afterColon);
				url = new URL(`${beforeColon}:${trimmedAfterColon}`);
				maybeUrlWithAuth = afterColon.length === trimmedAfterColon.length ? url : new URL(purlStr);
			} catch (e) {
				throw new PurlError("failed to parse as URL", { cause: e });
			}
			if (url?.protocol !== "pkg:") throw new PurlError("missing required \"pkg\" scheme component");
			if (maybeUrlWithAuth.username !== "" || maybeUrlWithAuth.password !== "") throw new PurlError("cannot contain a \"user:pass@host:port\"");
			const { pathname } = url;
			const firstSlashIndex = pathname.indexOf("/");
			const rawType = decodePurlComponent("type", firstSlashIndex === -1 ? pathname : pathname.slice(0, firstSlashIndex));
			if (firstSlashIndex < 1) return [
				rawType,
				void 0,
				void 0,
				void 0,
				void 0,
				void 0
			];
			let rawVersion;
			let atSignIndex = pathname.lastIndexOf("@");
			if (atSignIndex !== -1 && pathname.charCodeAt(atSignIndex - 1) === 47) atSignIndex = -1;
			const beforeVersion = pathname.slice(rawType.length + 1, atSignIndex === -1 ? pathname.length : atSignIndex);
			if (atSignIndex !== -1) rawVersion = decodePurlComponent("version", pathname.slice(atSignIndex + 1));
			let rawNamespace;
			let rawName;
			const lastSlashIndex = beforeVersion.lastIndexOf("/");
			if (lastSlashIndex === -1) rawName = decodePurlComponent("name", beforeVersion);
			else {
				rawName = decodePurlComponent("name", beforeVersion.slice(lastSlashIndex + 1));
				rawNamespace = decodePurlComponent("namespace", beforeVersion.slice(0, lastSlashIndex));
			}
			let rawQualifiers;
			const { searchParams } = url;
			if (searchParams.size !== 0) {
				searchParams.forEach((value) => decodePurlComponent("qualifiers", value));
				rawQualifiers = searchParams;
			}
			let rawSubpath;
			const { hash } = url;
			if (hash.length !== 0) rawSubpath = decodePurlComponent("subpath", hash.slice(1));
			return [
				rawType,
				rawNamespace,
				rawName,
				rawVersion,
				rawQualifiers,
				rawSubpath
			];
		}
	};
	for (const staticProp of [
		"Component",
		"KnownQualifierNames",
		"Type"
	]) Reflect.defineProperty(PackageURL, staticProp, {
		...Reflect.getOwnPropertyDescriptor(PackageURL, staticProp),
		writable: false
	});
	Reflect.setPrototypeOf(PackageURL.prototype, null);
	module.exports = {
		PackageURL,
		PurlComponent,
		PurlQualifierNames,
		PurlType
	};
}));

// node_modules/packageurl-js/index.js
/*!
Copyright (c) the purl authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/
var require_packageurl_js = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PackageURL, PurlComponent, PurlQualifierNames, PurlType } = require_package_url();
	module.exports = {
		PackageURL,
		PurlComponent,
		PurlQualifierNames,
		PurlType
	};
}));

export { readElf as C, formatFaults as E, judgeBudgets as S, sectionBytes as T, fieldsOf as _, readGoBuildInfo as a, textOf$1 as b, describeHef as c, openWindow as d, shownText as f, modelProperties as g, histogramText as h, lintRules as i, isHef as l, dominant as m, boundFindings as n, createHefLint as o, addTo as p, createLint as r, hefRules as s, require_packageurl_js as t, readHef as u, integersOf as v, readElfHeader as w, budgetRules as x, messageOf as y };