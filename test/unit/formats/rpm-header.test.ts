import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRpmHeader, rpmTag } from "../../../src/formats/rpm-header.ts";
import { isFault } from "../../../src/values/fault.ts";
import { rpmBlob } from "./rpm-blob.ts";

const blob = rpmBlob({
  [rpmTag.name]: "bash",
  [rpmTag.epoch]: [3],
  [rpmTag.provideName]: ["bash", "/bin/sh", "config(bash)"],
  [rpmTag.directoryIndexes]: [0, 1, 1],
  [rpmTag.url]: "",
});

test("texts, lists of texts and numbers are read by their tags", () => {
  const header = readRpmHeader(blob);
  assert.equal(header.text(rpmTag.name), "bash");
  assert.deepEqual(header.texts(rpmTag.provideName), ["bash", "/bin/sh", "config(bash)"]);
  assert.deepEqual(header.numbers(rpmTag.epoch), [3]);
  assert.deepEqual(header.numbers(rpmTag.directoryIndexes), [0, 1, 1]);
});

test("a missing tag, an empty one and one of another type are empty", () => {
  const header = readRpmHeader(blob);
  assert.equal(header.text(rpmTag.vendor), "");
  assert.equal(header.text(rpmTag.url), "");
  assert.deepEqual(header.numbers(rpmTag.name), []);
  assert.deepEqual(header.texts(rpmTag.epoch), []);
});

test("a blob that is shorter than it says is FORMAT_CORRUPT", () => {
  for (const end of [0, 7, 8, 40, blob.length - 1])
    assert.throws(
      () => readRpmHeader(blob.subarray(0, end)),
      (error) => isFault(error, "FORMAT_CORRUPT"),
    );
});

test("a value that is said to be outside of the data is left out", () => {
  const lying = Buffer.from(blob);
  lying.writeUInt32BE(0x7fff_ffff, 8 + 8);
  lying.writeUInt32BE(0x7fff_ffff, 8 + 12);
  assert.equal(readRpmHeader(lying).text(rpmTag.name), "");
});

test("broken blobs give values or FORMAT_CORRUPT and nothing else", () => {
  const edits = fc.array(fc.tuple(fc.nat(blob.length - 1), fc.nat(255)), { maxLength: 10 });
  fc.assert(
    fc.property(edits, fc.nat(blob.length), (changes, end) => {
      const bytes = Uint8Array.from(blob.subarray(0, end));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      try {
        const header = readRpmHeader(bytes);
        for (const tag of Object.values(rpmTag))
          assert.ok(Array.isArray([...header.texts(tag), ...header.numbers(tag)]));
      } catch (error) {
        assert.ok(isFault(error, "FORMAT_CORRUPT"), String(error));
      }
    }),
  );
});
