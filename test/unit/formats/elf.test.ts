import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { countReturns, findText, wordsOf } from "../../../src/formats/elf-code.ts";
import { armFloat, readDynamic, readInterpreter } from "../../../src/formats/elf-dynamic.ts";
import { jemallocPage } from "../../../src/formats/elf-jemalloc.ts";
import { readNotes } from "../../../src/formats/elf-notes.ts";
import {
  type Elf,
  machineName,
  placeOf,
  readElf,
  readElfHeader,
  sectionBytes,
} from "../../../src/formats/elf.ts";
import { isFault } from "../../../src/values/fault.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";
import { type ElfSpec, androidNote, buildElf, kernelNote, poke, wide } from "./elf-builder.ts";
import { autiasp, autibsp, jemallocCode, jemallocMessage, nop, ret, retaa, retab } from "./arm64-code.ts";

const corrupt = (error: unknown): boolean => isFault(error, "FORMAT_CORRUPT");

function elfOf(bytes: Uint8Array): Elf {
  const elf = readElf(bytesAsFile(bytes));
  assert.ok(elf !== undefined);
  return elf;
}

const full: ElfSpec = {
  interpreter: "/lib/ld-linux-aarch64.so.1",
  needed: ["libc.so.6", "libm.so.6"],
  soname: "libx.so.1",
  rpath: "/opt/old",
  runpath: "$ORIGIN/../lib",
  flags1: 0x800,
  versionsNeeded: [
    { file: "libc.so.6", versions: ["GLIBC_2.17", { weak: "GLIBC_2.38" }] },
    { file: "libm.so.6", versions: ["GLIBC_2.29"] },
  ],
  versionsDefined: ["libx.so.1", "X_1.0", "X_1.1"],
  notes: [{ name: "Other", type: 9, description: Buffer.from("abc") }, kernelNote(3, 7), androidNote],
  code: [nop, ret],
  constants: Buffer.from("constant"),
  data: Buffer.from("data"),
};

for (const bits of [32, 64] as const)
  for (const endian of ["little", "big"] as const)
    test(`everything in a ${bits}-bit ${endian}-endian file is read`, () => {
      const notes = [
        { name: "Other", type: 9, description: Buffer.from("abc") },
        kernelNote(3, 7, endian),
        androidNote,
      ];
      const elf = elfOf(buildElf({ ...full, bits, endian, notes, machine: 40, flags: 0x400 }).bytes);
      assert.equal(elf.bits, bits);
      assert.equal(elf.type, "shared");
      assert.deepEqual(
        elf.segments.map((segment) => segment.type),
        [3, 4, 1, 1, 1, 2],
      );
      assert.deepEqual(
        elf.sections().map((section) => section.name),
        ["", ".rodata", ".text", ".data", ".shstrtab"],
      );
      assert.equal(Buffer.from(sectionBytes(elf, ".rodata", 100) ?? []).toString(), "constant");
      assert.equal(Buffer.from(sectionBytes(elf, ".rodata", 3) ?? []).toString(), "con");
      assert.equal(sectionBytes(elf, ".nothing", 3), undefined);
      assert.equal(readInterpreter(elf), full.interpreter);
      assert.deepEqual(readNotes(elf), { kernel: "3.7.0", android: true });
      assert.equal(armFloat(elf), "hard");
      assert.deepEqual(readDynamic(elf), {
        needed: full.needed,
        soname: full.soname,
        rpath: full.rpath,
        runpath: full.runpath,
        noDefaultFolders: true,
        versionsNeeded: [
          { file: "libc.so.6", version: "GLIBC_2.17", weak: false },
          { file: "libc.so.6", version: "GLIBC_2.38", weak: true },
          { file: "libm.so.6", version: "GLIBC_2.29", weak: false },
        ],
        versionsDefined: full.versionsDefined,
      });
    });

test("the dynamic section is found in a file without section headers", () => {
  const elf = elfOf(buildElf({ ...full, sections: false }).bytes);
  assert.deepEqual(elf.sections(), []);
  assert.deepEqual(readDynamic(elf)?.needed, ["libc.so.6", "libm.so.6"]);
});

test("section headers are not read before somebody asks for them", () => {
  const { bytes } = buildElf(full);
  const reads: number[] = [];
  const elf = readElf({
    size: bytes.length,
    read: (offset, length) => {
      reads.push(offset);
      return bytes.subarray(offset, offset + length);
    },
  });
  assert.ok(Math.max(...reads) < 100, `read at ${reads.join(", ")}`);
  elf?.sections();
  const count = reads.length;
  elf?.sections();
  assert.equal(reads.length, count);
});

test("a static program has neither a dynamic section nor a loader", () => {
  const elf = elfOf(buildElf({ type: 2, code: [ret] }).bytes);
  assert.equal(elf.type, "executable");
  assert.equal(readDynamic(elf), undefined);
  assert.equal(readInterpreter(elf), undefined);
  assert.deepEqual(readNotes(elf), { kernel: undefined, android: false });
  assert.equal(armFloat(elf), undefined);
});

test("the float ABI of Arm programs is that of their flags", () => {
  const float = (flags: number): string | undefined =>
    armFloat(elfOf(buildElf({ bits: 32, machine: 40, flags }).bytes));
  assert.deepEqual([float(0x500_0400), float(0x500_0200), float(0x500_0000)], ["hard", "soft", undefined]);
});

test("an address is found in the segment that holds it", () => {
  const { bytes, at, address } = buildElf(full);
  assert.deepEqual(placeOf(elfOf(bytes), address.code + 4), { offset: at.code + 4, left: 4 });
  assert.equal(placeOf(elfOf(bytes), address.code - 1), undefined);
});

test("a file of another kind is none, and its machine has a name", () => {
  assert.equal(readElf(bytesAsFile(Buffer.from("#!/bin/sh\n"))), undefined);
  assert.equal(readElf(bytesAsFile(new Uint8Array(0))), undefined);
  assert.equal(readElfHeader(Buffer.from("MZ")), undefined);
  assert.deepEqual(
    [machineName(183), machineName(62), machineName(4711)],
    ["arm64", "x86-64", "machine 4711"],
  );
});

const { bytes: whole, at } = buildElf(full);
const headerAt = {
  segmentSize: 54,
  segmentCount: 56,
  sectionsOffset: 40,
  sectionSize: 58,
  sectionCount: 60,
} as const;
const broken: Readonly<Record<string, Uint8Array>> = {
  "an unknown class": poke(whole, 4, [3]),
  "an unknown byte order": poke(whole, 5, [0]),
  "a header that is cut short": whole.subarray(0, 40),
  "four bytes": whole.subarray(0, 4),
  "program headers of an unknown size": poke(whole, headerAt.segmentSize, [55]),
  "program headers outside of the file": poke(whole, 32, wide(1_000_000)),
  "too many program headers": poke(whole, headerAt.segmentCount, [0xff, 0xff]),
  "a segment outside of the file": poke(whole, at.loads[0]?.offset ?? 0, wide(2 ** 40)),
  "section headers outside of the file": poke(whole, headerAt.sectionsOffset, wide(1_000_000)),
  "section headers of an unknown size": poke(whole, headerAt.sectionSize, [63]),
  "too many section headers": poke(whole, headerAt.sectionCount, [0xff, 0xff]),
};
for (const [what, bytes] of Object.entries(broken))
  test(`${what} is FORMAT_CORRUPT`, () => {
    assert.throws(() => readElf(bytesAsFile(bytes))?.sections(), corrupt);
  });

test("text of the dynamic section outside of its table is FORMAT_CORRUPT", () => {
  const dynamic = elfOf(whole).segments.find((segment) => segment.type === 2)?.offset ?? 0;
  assert.throws(() => readDynamic(elfOf(poke(whole, dynamic + 8, wide(100_000)))), corrupt);
});

test("a count of sections that the header cannot hold stands in the first section header", () => {
  const start = Number(whole.readBigUInt64LE(headerAt.sectionsOffset));
  const extended = poke(poke(whole, headerAt.sectionCount, [0, 0]), start + 32, wide(5));
  const named = poke(poke(extended, 62, [0xff, 0xff]), start + 40, [4]);
  assert.deepEqual(
    elfOf(named)
      .sections()
      .map((section) => section.name),
    ["", ".rodata", ".text", ".data", ".shstrtab"],
  );
});

test("returns of each kind are counted in executable sections only", () => {
  const built = buildElf({ code: [nop, retaa, ret, retab], constants: Buffer.from(code([retaa, retab])) });
  assert.equal(countReturns(elfOf(built.bytes)).signed, 2);
  const mixed = buildElf({ code: [autiasp, ret, autibsp, ret, ret, retab, 0xd503_233f] });
  assert.deepEqual(countReturns(elfOf(mixed.bytes)), { signed: 1, hinted: 2, plain: 3 });
  // The same words in a section that is not for code.
  assert.equal(countReturns(elfOf(poke(built.bytes, built.at.codeSectionFlags, [2]))).signed, 0);
  assert.equal(countReturns(elfOf(buildElf({ machine: 62, code: [retaa] }).bytes)).signed, 0);
  assert.equal(countReturns(elfOf(buildElf({ code: [ret, 0xd65f_0bfe, 0xd65f_0ffe] }).bytes)).signed, 0);
});

test("a signed return at the end of a piece of a large file is found", () => {
  const words = Array.from({ length: 600_000 }, (_, index) =>
    index === 262_143 || index === 262_144 ? retaa : nop,
  );
  assert.equal(countReturns(elfOf(buildElf({ code: words }).bytes)).signed, 2);
});

test("words are those at addresses that four divides, whatever the file's buffer", () => {
  const bytes = Buffer.concat([Buffer.from([9, 9, 9]), code([1, 2, 3]), Buffer.from([7])]);
  const found = [...wordsOf(bytesAsFile(bytes), { offset: 1, size: 14, address: 0x1002 })].map((piece) => ({
    words: [...piece.words],
    address: piece.address,
  }));
  assert.deepEqual(found, [{ words: [1, 2, 3], address: 0x1004 }]);
});

test("text is found across the pieces in which a file is read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (before) => {
      const bytes = Buffer.alloc(1024 * 1024 + 100);
      const where = 1024 * 1024 - 30 + before;
      bytes.write("needle in a stack", where);
      const extent = { offset: 0, size: bytes.length, address: 0x5000 };
      assert.equal(findText(bytesAsFile(bytes), extent, Buffer.from("needle in a stack")), 0x5000 + where);
    }),
    { numRuns: 20 },
  );
  const none = { offset: 0, size: 3, address: 0 };
  assert.equal(findText(bytesAsFile(Buffer.from("abc")), none, Buffer.from("abcd")), undefined);
});

for (const page of [4096, 16_384, 65_536])
  test(`a jemalloc that compares with ${page} is for pages of ${page} bytes`, () => {
    for (const form of ["far branch", "skipped"] as const)
      for (const sections of [true, false])
        assert.equal(
          jemallocPage(elfOf(jemallocElf(page, form, sections))),
          page,
          `${form}, sections ${sections}`,
        );
  });

test("a jemalloc without a comparison that is understood is unknown, and none is none", () => {
  assert.equal(
    jemallocPage(elfOf(buildElf({ code: [nop, ret], constants: jemallocMessage }).bytes)),
    "unknown",
  );
  assert.equal(
    jemallocPage(elfOf(buildElf({ code: [nop, ret], constants: Buffer.from("<jemalloc>") }).bytes)),
    undefined,
  );
  assert.equal(jemallocPage(elfOf(buildElf({ machine: 62, constants: jemallocMessage }).bytes)), undefined);
  // A comparison with a register, and one with what no page size is.
  assert.equal(jemallocPage(elfOf(jemallocElf(12_345, "far branch", true))), "unknown");
});

test("jemalloc's message far behind in a large file is found", () => {
  const padding = Buffer.alloc(1024 * 1024 - 10, 1);
  const bytes = jemallocElf(4096, "far branch", true, padding);
  assert.equal(jemallocPage(elfOf(bytes)), 4096);
});

test("no damage makes a reader throw anything but FORMAT_CORRUPT", () => {
  const seeds = [
    whole,
    jemallocElf(4096, "far branch", true),
    buildElf({ ...full, bits: 32, machine: 40 }).bytes,
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      fc.nat(),
      (seed, changes, cut) => {
        const bytes = Buffer.from(seed);
        for (const [offset, value] of changes) bytes[offset % bytes.length] = value;
        const file = bytesAsFile(bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length));
        for (const read of readers)
          try {
            const elf = readElf(file);
            if (elf !== undefined) read(elf);
          } catch (error) {
            if (!corrupt(error)) throw error;
          }
      },
    ),
    { numRuns: 500 },
  );
});

const readers: readonly ((elf: Elf) => unknown)[] = [
  (elf) => elf.sections(),
  (elf) => sectionBytes(elf, ".rodata", 1000),
  readDynamic,
  readInterpreter,
  readNotes,
  countReturns,
  jemallocPage,
];

function code(words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32LE(word >>> 0, index * 4);
  return bytes;
}

function jemallocElf(
  page: number,
  form: "far branch" | "skipped",
  sections: boolean,
  padding: Uint8Array = new Uint8Array(0),
): Buffer {
  const constants = Buffer.concat([padding, jemallocMessage]);
  // Where the parts come to lie does not depend on what the code says.
  const draft = buildElf({ code: jemallocCode(page, form, 0, 0), constants, sections });
  const message = draft.address.constants + padding.length;
  return buildElf({ code: jemallocCode(page, form, draft.address.code, message), constants, sections }).bytes;
}
