import assert from "node:assert/strict";
import test from "node:test";
import { overlayConfig, readDvcConfig, remoteSettings } from "../../../src/models/sources/dvc-config.ts";
import { readDvcFile } from "../../../src/models/sources/dvc-file.ts";

const read = (text: string) => readDvcFile(Buffer.from(text), "models/a.tflite.dvc");
const digits = "12345678901234567890123456789012";

test("a .dvc file gives its one output; an md5 of digits stays a text", () => {
  assert.deepEqual(read(`outs:\n- md5: ${digits}\n  size: 007\n  hash: md5\n  path: a.tflite\n`), {
    md5: digits,
    size: 7,
    path: "models/a.tflite",
    remote: undefined,
  });
  assert.deepEqual(
    read(`wdir: ..\nouts:\n- md5: 0e${digits.slice(2)}\n  hash: md5\n  path: x/b\n  remote: other\n`),
    {
      md5: `0e${digits.slice(2)}`,
      size: undefined,
      path: "x/b",
      remote: "other",
    },
  );
});

const out = (lines: string) => `outs:\n- hash: md5\n  path: a\n${lines}`;
const cases: readonly (readonly [string, string, string])[] = [
  ["a list", "- a\n", "DVC_FILE_INVALID"],
  ["broken YAML", "outs: [", "DVC_FILE_INVALID"],
  ["an alias", `x: &x {}\nouts: *x\n`, "DVC_FILE_INVALID"],
  ["a repeated key", `outs: []\nouts: []\n`, "DVC_FILE_INVALID"],
  ["no outs", "md5: x\n", "DVC_FILE_INVALID"],
  ["an out that is a text", "outs:\n- a\n", "DVC_FILE_INVALID"],
  ["a short md5", out("  md5: abc\n"), "DVC_FILE_INVALID"],
  ["an md5 that is a path", out("  md5: ../../../../../../../etc/passwd\n"), "DVC_FILE_INVALID"],
  ["a size that is no number", out(`  md5: ${digits}\n  size: big\n`), "DVC_FILE_INVALID"],
  ["a member that is a list", out(`  md5: ${digits}\n  size: [1]\n`), "DVC_FILE_INVALID"],
  ["no path", `outs:\n- hash: md5\n  md5: ${digits}\n`, "DVC_FILE_INVALID"],
  ["two outs", `${out(`  md5: ${digits}\n`)}- path: b\n`, "DVC_OUTPUT_UNSUPPORTED"],
  ["a folder", out(`  md5: ${digits}.dir\n  nfiles: 2\n`), "DVC_OUTPUT_UNSUPPORTED"],
  ["a version-aware remote", out("  etag: x\n"), "DVC_OUTPUT_UNSUPPORTED"],
  ["DVC 2", `outs:\n- md5: ${digits}\n  path: a\n`, "DVC_OUTPUT_UNSUPPORTED"],
  ["another hash", `outs:\n- md5: ${digits}\n  path: a\n  hash: sha1\n`, "DVC_OUTPUT_UNSUPPORTED"],
  ["an output that is not pushed", out(`  md5: ${digits}\n  push: false\n`), "DVC_OUTPUT_UNSUPPORTED"],
  [
    "an import",
    `deps:\n- path: x\n  repo:\n    url: y\n${out(`  md5: ${digits}\n`)}`,
    "DVC_OUTPUT_UNSUPPORTED",
  ],
  ["a huge file", "#".repeat(70_000), "DVC_FILE_INVALID"],
];

for (const [name, text, code] of cases)
  test(`a .dvc file with ${name} is refused with ${code}`, () => {
    assert.throws(() => read(text), { code, where: "models/a.tflite.dvc" });
  });

test("the configuration is read as DVC writes it", () => {
  const config = readDvcConfig(
    Buffer.from(
      `# comment\n[core]\n    remote = Store\n    analytics = false ; \n['remote "Store"']\n    URL = ../model-store   # here\n['remote "other"'] # comment\n    url = "https://example.org/a#b"\n[remote "bare"]\nurl='x'\n`,
    ),
    ".dvc/config",
  );
  assert.equal(config.get("core")?.get("remote"), "Store");
  assert.equal(remoteSettings(config, "Store")?.get("url"), "../model-store");
  assert.equal(remoteSettings(config, "other")?.get("url"), "https://example.org/a#b");
  assert.equal(remoteSettings(config, "bare")?.get("url"), "x");
  assert.equal(remoteSettings(config, "store"), undefined);
});

test("later levels win setting by setting", () => {
  const below = readDvcConfig(Buffer.from(`['remote "s"']\nurl = a\nuser = u\n`), "config");
  const above = readDvcConfig(Buffer.from(`['remote "s"']\nurl = b\n[core]\nremote = s\n`), "config.local");
  const merged = overlayConfig(below, above);
  assert.deepEqual(
    [...(remoteSettings(merged, "s") ?? [])],
    [
      ["url", "b"],
      ["user", "u"],
    ],
  );
  assert.equal(merged.get("core")?.get("remote"), "s");
});

for (const [name, text] of [
  ["a setting before any section", "url = x\n"],
  ["a line that is nothing", "[core]\nwhat\n"],
  ["a value of several lines", "[core]\nx = '''a\nb'''\n"],
  ["a huge file", "#".repeat(300_000)],
] as const)
  test(`a configuration with ${name} is refused with its line`, () => {
    assert.throws(() => readDvcConfig(Buffer.from(text), ".dvc/config"), {
      code: "DVC_FILE_INVALID",
      where: /^\.dvc\/config:[12]$/,
    });
  });
