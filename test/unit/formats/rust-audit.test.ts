import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { readElf } from "../../../src/formats/elf.ts";
import { cratesIn, readRustAudit } from "../../../src/formats/rust-audit.ts";
import { isFault } from "../../../src/values/fault.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";
import { smallElf } from "./small-elf.ts";

const packages = [
  { name: "app", version: "0.3.1", source: "local", root: true, dependencies: [1, 2] },
  { name: "serde", version: "1.0.0", source: "crates.io" },
  { name: "cc", version: "1.1.0", source: "crates.io", kind: "build", dependencies: [1] },
];

function section(json: unknown): Uint8Array {
  return deflateSync(JSON.stringify(json));
}

test("crates of a Rust program are read from its section, with what each needs", () => {
  const elf = readElf(
    bytesAsFile(smallElf({ ".dep-v0": section({ packages }), ".text": new Uint8Array(8) })),
  );
  assert.ok(elf !== undefined);
  const crates = readRustAudit(elf) ?? [];
  assert.deepEqual(
    crates.map(({ name, runtime, root, dependencies }) => [name, runtime, root, dependencies]),
    [
      ["app", true, true, [1, 2]],
      ["serde", true, false, []],
      ["cc", false, false, [1]],
    ],
  );
});

test("a program without the section has no crates", () => {
  const elf = readElf(bytesAsFile(smallElf({ ".text": new Uint8Array(8) })));
  assert.ok(elf !== undefined);
  assert.equal(readRustAudit(elf), undefined);
});

test("positions that lead to no crate are left out", () => {
  const [only] = cratesIn(
    section({ packages: [{ name: "a", version: "1", dependencies: [5, -1, 0.5, "0", 0, 0] }] }),
  );
  assert.deepEqual(only?.dependencies, [0]);
});

const broken: Readonly<Record<string, Uint8Array>> = {
  "bytes that are no zlib": Buffer.from("not zlib"),
  "no JSON": deflateSync("{"),
  "JSON without packages": section({}),
  null: section(null),
  "a crate that is a text": section({ packages: ["a"] }),
  "a crate without a version": section({ packages: [{ name: "a" }] }),
  "too many crates": section({
    packages: Array.from({ length: 20_001 }, () => ({ name: "a", version: "1" })),
  }),
  "64 MiB of blanks": deflateSync(Buffer.alloc(64 * 1024 * 1024, " ")),
};

for (const [name, bytes] of Object.entries(broken))
  test(`a section with ${name} is FORMAT_CORRUPT`, () => {
    assert.throws(
      () => cratesIn(bytes),
      (error) => isFault(error, "FORMAT_CORRUPT"),
    );
  });
