import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { goBuildInfoBlob, smallElf } from "../../formats/small-elf.ts";
import { inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

function goProgram(lines: readonly string[], version = "go1.23.4"): Uint8Array {
  return smallElf({ ".go.buildinfo": goBuildInfoBlob(version, lines) });
}

test("a Go program needs its modules and the standard library of its toolchain", () => {
  const inventory = inventoryOf({
    "usr/bin/app": goProgram([
      "path\texample.com/app/cmd",
      "mod\texample.com/app\tv1.2.3\t",
      "dep\tgithub.com/cespare/xxhash/v2\tv2.3.0\th1:x=",
      "dep\tgithub.com/BurntSushi/toml\tv1.0.0+incompatible\th1:y=",
    ]),
  });
  assert.deepEqual(purls(inventory), [
    "pkg:golang/example.com/app@v1.2.3",
    "pkg:golang/github.com/BurntSushi/toml@v1.0.0%2Bincompatible",
    "pkg:golang/github.com/cespare/xxhash@v2.3.0#v2",
    "pkg:golang/stdlib@1.23.4",
  ]);
  assert.deepEqual(needsOf(inventory, "example.com/app"), [
    "github.com/BurntSushi/toml",
    "github.com/cespare/xxhash/v2",
    "stdlib",
  ]);
  assert.equal(named(inventory, "stdlib").cpe, "cpe:2.3:a:golang:go:1.23.4:*:*:*:*:*:*:*");
  assert.equal(
    named(inventory, "github.com/cespare/xxhash/v2").cpe,
    "cpe:2.3:a:cespare:xxhash:v2.3.0:*:*:*:*:*:*:*",
  );
});

const replaced = (line: string): readonly string[] => {
  const inventory = inventoryOf({
    app: goProgram(["path\ta", "dep\texample.com/old\tv1.0.0\th1:x=", line], "devel"),
  });
  return purls(inventory).filter((purl) => !purl.includes("/a@"));
};

test("a replaced module is the one that was compiled, unless a folder took its place", () => {
  assert.deepEqual(replaced("=>\texample.com/new\tv2.0.0\th1:y="), ["pkg:golang/example.com/new@v2.0.0"]);
  assert.deepEqual(replaced("=>\t../local\t(devel)\t"), ["pkg:golang/example.com/old@v1.0.0"]);
  assert.deepEqual(replaced("=>\t/src/local\t(devel)\t"), ["pkg:golang/example.com/old@v1.0.0"]);
});

const versions: readonly (readonly [settings: readonly string[], version: string])[] = [
  [[], "(devel)"],
  [
    ["vcs.revision=0123456789abcdef0123", "vcs.time=2024-05-06T07:08:09Z"],
    "v0.0.0-20240506070809-0123456789ab",
  ],
  [["vcs.revision=0123456789abcdef0123", "vcs.time=yesterday"], "(devel)"],
  [['-ldflags="-s -w -X main.version=1.4.2"'], "v1.4.2"],
  [["-ldflags=\"-X 'x/y/version.Version=v2.0.0-rc.1' -X main.tag=9.9.9\""], "v2.0.0-rc.1"],
  [['-ldflags="-X main.tag=3.0.0 -X main.buildVersion=5.0.1+ds1"'], "v5.0.1+ds1"],
  [['-ldflags="-X main.tag=app/v3.0.0"'], "v3.0.0"],
];

for (const [settings, version] of versions)
  test(`a program without a version that was built with ${JSON.stringify(settings)} is ${version}`, () => {
    const lines = ["path\tapp", "mod\tapp\t(devel)\t", ...settings.map((setting) => `build\t${setting}`)];
    assert.equal(named(inventoryOf({ "bin/app": goProgram(lines) }), "app").version, version);
  });

const linkedVersionOf = (...constants: readonly string[]): string => {
  const program = smallElf({
    ".go.buildinfo": goBuildInfoBlob("go1.23.4", ["path\tapp", "mod\tapp\t(devel)\t"]),
    ".rodata": Buffer.from(constants.join(""), "latin1"),
  });
  return named(inventoryOf({ "bin/app": program }), "app").version;
};

test("a program without flags has the one version that the linker wrote into it", () => {
  assert.equal(linkedVersionOf("1.0.0and2.0.0", "\0v2.53.3+ds1\0", "9.9.9"), "v2.53.3+ds1");
  assert.equal(linkedVersionOf("\x000.2.89\0", "\0v0.2.89\0"), "v0.2.89");
  // One that lies on the border of two reads.
  assert.equal(
    linkedVersionOf("x".repeat(1024 * 1024 - 4), "\x001.2.3-rc.1\0", "x".repeat(99)),
    "v1.2.3-rc.1",
  );
});

test("of two versions in a program neither is known to be its own", () => {
  assert.equal(linkedVersionOf("\x001.0.0\x002.0.0\0"), "(devel)");
  assert.equal(linkedVersionOf("1.0.0"), "(devel)");
});

test("a hard link is no second program, and a copy is", () => {
  const program = goProgram(["path\tapp", "mod\tapp\tv1.0.0\t"], "devel");
  const linked = inventoryOf({ "bin/b": program, "bin/a": { hardlink: "bin/b" } });
  assert.deepEqual(
    linked.components.map(({ locations }) => locations[0]?.path),
    ["bin/b"],
  );
  assert.equal(inventoryOf({ "bin/b": program, "bin/a": program }).components.length, 2);
});

test("a link whose target was deleted still has the program", () => {
  const program = goProgram(["path\tapp", "mod\tapp\tv1.0.0\t"], "devel");
  const inventory = inventoryOf({ "bin/b": program, "bin/a": { hardlink: "bin/b" } }, { "bin/.wh.b": "" });
  assert.deepEqual(
    inventory.components.map(({ locations }) => locations[0]?.path),
    ["bin/a"],
  );
});

test("broken build information is a gap, a broken program is not", () => {
  const blob = Buffer.from(goBuildInfoBlob("go1.23.4", ["path\tapp"]));
  blob[32] = 0xff;
  const inventory = inventoryOf({
    "bin/app": smallElf({ ".go.buildinfo": blob }),
    "testdata/broken": Buffer.from("\x7fELF and nothing else"),
  });
  assert.deepEqual(inventory.components, []);
  assert.deepEqual(
    inventory.gaps.map(({ path }) => path),
    ["bin/app"],
  );
});

test("a Rust program names its crates; those that only its build ran are left out", () => {
  const packages = [
    { name: "app", version: "0.3.1", source: "local", root: true, dependencies: [1, 2] },
    { name: "serde", version: "1.0.0", source: "crates.io" },
    { name: "cc", version: "1.1.0", source: "crates.io", kind: "build" },
  ];
  const section = deflateSync(JSON.stringify({ packages }));
  const inventory = inventoryOf({ "usr/bin/app": smallElf({ ".dep-v0": section }) });
  assert.deepEqual(purls(inventory), ["pkg:cargo/app@0.3.1", "pkg:cargo/serde@1.0.0"]);
  assert.deepEqual(needsOf(inventory, "app"), ["serde"]);
});

test("crates that cannot be read are a gap", () => {
  const { gaps } = inventoryOf({ "usr/bin/app": smallElf({ ".dep-v0": Buffer.from("not zlib") }) });
  assert.match(gaps[0]?.why ?? "", /list of crates/);
});
