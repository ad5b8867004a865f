import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isZip, packedContent, readZipDirectory, readZipEntry } from "../../../src/formats/zip-directory.ts";
import { isFault } from "../../../src/values/fault.ts";
import { type RandomAccess, bytesAsFile } from "../../../src/values/random-access.ts";
import { type ZipOptions, smallZip } from "./small-zip.ts";

const content = { "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", "a/b.txt": "b".repeat(5000), empty: "" };

function unpacked(file: RandomAccess, limit = 1_000_000): Record<string, string> {
  const entries = [...readZipDirectory(file)];
  return Object.fromEntries(
    entries.map((entry) => [entry.name, Buffer.from(readZipEntry(file, entry, limit)).toString()]),
  );
}

const forms: Readonly<Record<string, ZipOptions>> = {
  stored: {},
  deflated: { packed: true },
  "with a program in front": { before: Buffer.from("#!/bin/sh\nexec java -jar $0\n"), packed: true },
  "with a comment that holds the mark of an end": { comment: "PK\x05\x06 is not the end" },
  "with ZIP64 fields": { wide: true, packed: true },
  "with ZIP64 fields and a program in front": { wide: true, before: Buffer.alloc(777, "x") },
};

for (const [name, options] of Object.entries(forms))
  test(`an archive ${name} gives every entry with its content`, () => {
    assert.deepEqual(unpacked(bytesAsFile(smallZip(content, options))), content);
  });

test("a directory larger than the piece that is read at a time is read whole", () => {
  const many = Object.fromEntries(
    Array.from({ length: 9000 }, (_, index) => [`some/long/folder/name/${index}`, "x"]),
  );
  const pieces: number[] = [];
  const bytes = bytesAsFile(smallZip(many));
  const file = {
    size: bytes.size,
    read: (at: number, length: number) => (pieces.push(length), bytes.read(at, length)),
  };
  assert.equal([...readZipDirectory(file)].length, 9000);
  assert.ok(Math.max(...pieces) <= 256 * 1024, "no read is longer than a piece");
});

test("a stored entry is a window on the archive, which ends where the entry does", () => {
  const file = bytesAsFile(smallZip({ first: "0123456789", second: "after" }));
  const [first] = [...readZipDirectory(file)];
  assert.ok(first !== undefined);
  const window = packedContent(file, first);
  assert.equal(Buffer.from(window.read(4, 100)).toString(), "456789");
  assert.equal(window.read(10, 5).length, 0);
  assert.equal(window.read(50, 5).length, 0);
});

test("an entry over the limit, a lie about a size and an unknown packing are FORMAT_CORRUPT", () => {
  const file = bytesAsFile(smallZip({ bomb: "0".repeat(100_000) }, { packed: true }));
  const [bomb] = [...readZipDirectory(file)];
  assert.ok(bomb !== undefined);
  const corrupt = (error: unknown): boolean => isFault(error, "FORMAT_CORRUPT");
  assert.throws(() => readZipEntry(file, bomb, 50_000), corrupt);
  assert.throws(() => readZipEntry(file, { ...bomb, size: 10 }, 50_000), corrupt);
  assert.throws(() => readZipEntry(file, { ...bomb, method: 12 }, 1_000_000), corrupt);
  assert.throws(() => readZipEntry(file, { ...bomb, offset: 3 }, 1_000_000), corrupt);
  assert.throws(() => readZipEntry(file, { ...bomb, compressedSize: file.size }, 1_000_000), corrupt);
});

test("what is no archive has no directory", () => {
  for (const text of ["", "PK", "not an archive at all".repeat(10)])
    assert.throws(
      () => [...readZipDirectory(bytesAsFile(Buffer.from(text)))],
      (error) => isFault(error, "FORMAT_CORRUPT"),
    );
  assert.equal(isZip(smallZip({ a: "" })), true);
  assert.equal(isZip(Buffer.from("#!/b")), false);
});

test("broken archives give entries or FORMAT_CORRUPT and nothing else", () => {
  const seeds = Object.values(forms).map((options) => smallZip(content, options));
  const edits = fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...seeds), edits, fc.nat(6500), (seed, changes, end) => {
      const bytes = Uint8Array.from(seed.subarray(0, Math.max(end, 1)));
      for (const [at, value] of changes) bytes[bytes.length - 1 - (at % bytes.length)] = value;
      try {
        unpacked(bytesAsFile(bytes));
      } catch (error) {
        assert.ok(isFault(error, "FORMAT_CORRUPT"), String(error));
      }
    }),
    { numRuns: 400 },
  );
});
