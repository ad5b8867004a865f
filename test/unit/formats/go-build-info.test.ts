import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readElf } from "../../../src/formats/elf.ts";
import { type GoBuildInfo, readGoBuildInfo } from "../../../src/formats/go-build-info.ts";
import { isFault } from "../../../src/values/fault.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";
import { firstAddress, framedModules, goBuildInfoBlob, smallElf } from "./small-elf.ts";

const lines = [
  "path\texample.com/app/cmd/app",
  "mod\texample.com/app\tv1.2.3\th1:main=",
  "dep\tgolang.org/x/mod\tv0.17.0\th1:mod=",
  "dep\texample.com/old\tv1.0.0",
  "=>\texample.com/new\tv2.0.0\th1:new=",
  "build\tGOARM64=v8.2,lse",
  'build\t-ldflags="-s -w -X \\"main.v=1\\""',
  "build\tvcs.modified=false",
];

const expected: GoBuildInfo = {
  goVersion: "go1.23.4",
  path: "example.com/app/cmd/app",
  main: { path: "example.com/app", version: "v1.2.3", sum: "h1:main=" },
  deps: [
    { path: "golang.org/x/mod", version: "v0.17.0", sum: "h1:mod=" },
    {
      path: "example.com/old",
      version: "v1.0.0",
      sum: "",
      replace: { path: "example.com/new", version: "v2.0.0", sum: "h1:new=" },
    },
  ],
  settings: { GOARM64: "v8.2,lse", "-ldflags": '-s -w -X "main.v=1"', "vcs.modified": "false" },
};

test("modules, replacements and build settings of a Go program are read from its section", () => {
  const elf = smallElf({ ".go.buildinfo": goBuildInfoBlob("go1.23.4", lines), ".text": new Uint8Array(32) });
  assert.deepEqual(read(elf), expected);
});

test("a program without section headers is searched from the start of its data", () => {
  const data = Buffer.concat([Buffer.alloc(48), goBuildInfoBlob("go1.23.4", lines)]);
  assert.deepEqual(read(smallElf({ ".data": data }, { named: false })), expected);
});

test("the magic at an odd place is not build information", () => {
  const data = Buffer.concat([Buffer.alloc(40), goBuildInfoBlob("go1.23.4", lines)]);
  assert.equal(read(smallElf({ ".data": data }, { named: false })), undefined);
});

test("a program with sections but without Go's is not Go's, whatever its data says", () => {
  assert.equal(read(smallElf({ ".data": goBuildInfoBlob("go1.23.4", lines) })), undefined);
});

test("the form with pointers of Go before 1.18 is followed through the segments", () => {
  assert.deepEqual(read(smallElf({ ".go.buildinfo": pointerForm("go1.23.4", lines) })), expected);
});

test("a program built outside of a module has a version and nothing else", () => {
  const elf = smallElf({ ".go.buildinfo": goBuildInfoBlob("go1.20", []) });
  assert.deepEqual(read(elf), { goVersion: "go1.20", path: "", main: undefined, deps: [], settings: {} });
});

test("settings named like properties of every object stay plain settings", () => {
  const elf = smallElf({ ".go.buildinfo": goBuildInfoBlob("go1.20", ["build\t__proto__=x"]) });
  const settings = read(elf)?.settings ?? {};
  assert.deepEqual(Object.entries(settings), [["__proto__", "x"]]);
});

test("lengths and pointers that lead outside of the file are FORMAT_CORRUPT", () => {
  const long = Buffer.from(goBuildInfoBlob("go1.23.4", lines));
  long[32] = 0xff;
  const outside = Buffer.from(pointerForm("go1.23.4", lines));
  outside.writeBigUInt64LE(0x7fff_ffffn, 16);
  const size = Buffer.from(pointerForm("go1.23.4", lines));
  size[14] = 7;
  for (const blob of [long, outside, size])
    assert.throws(
      () => read(smallElf({ ".go.buildinfo": blob })),
      (error) => isFault(error, "FORMAT_CORRUPT"),
    );
});

test("broken programs give build information or FORMAT_CORRUPT and nothing else", () => {
  const seeds = [goBuildInfoBlob("go1.23.4", lines), pointerForm("go1.23.4", lines)].map((blob) =>
    smallElf({ ".go.buildinfo": blob }),
  );
  const changes = fc.array(fc.tuple(fc.nat(1200), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...seeds), changes, fc.nat(1400), (seed, edits, end) => {
      const bytes = Uint8Array.from(seed.subarray(0, end));
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
      try {
        read(bytes);
      } catch (error) {
        assert.ok(isFault(error, "FORMAT_CORRUPT"), String(error));
      }
    }),
  );
});

function read(bytes: Uint8Array): GoBuildInfo | undefined {
  const file = bytesAsFile(bytes);
  const elf = readElf(file);
  return elf === undefined ? undefined : readGoBuildInfo(file, elf);
}

function pointerForm(goVersion: string, moduleLines: readonly string[]): Uint8Array {
  const [version, modules] = [Buffer.from(goVersion), framedModules(moduleLines)];
  const bytes = Buffer.alloc(64);
  bytes.write("\xff Go buildinf:", "latin1");
  bytes[14] = 8;
  const [strings, content] = [firstAddress + 32, firstAddress + 64];
  const values = [strings, strings + 16, content, version.length, content + version.length, modules.length];
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 16 + 8 * index);
  return Buffer.concat([bytes, version, modules]);
}
