import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { canonicalBytes, canonicalJson } from "../../../src/values/canonical-json.ts";
import { digestFromHex, digestOf, hexOf, isDigest, parseDigest } from "../../../src/values/digest.ts";
import { Fault, defineFaults, describeError, isFault } from "../../../src/values/fault.ts";
import { hasErrors } from "../../../src/values/finding.ts";
import { formatIdentity } from "../../../src/values/identity.ts";
import { parseName, parseRelativePath } from "../../../src/values/names.ts";
import { formatDuration, formatSize, parseDuration, parseSize } from "../../../src/values/quantity.ts";
import { memoryTree, sortPaths, treeWithChange } from "../../../src/values/tree.ts";

const faultCode = (code: string) => (error: unknown) => isFault(error, code);

test("a fault keeps its code, place, next step and cause", () => {
  const faults = defineFaults({ A_CODE: "Something." });
  const cause = new Error("deep");
  const fault = faults.fault("A_CODE", "it broke", { where: "x.json:3", next: "mend it", cause });
  assert.ok(fault instanceof Fault);
  assert.equal(fault.code, "A_CODE");
  assert.equal(fault.where, "x.json:3");
  assert.equal(fault.next, "mend it");
  assert.equal(describeError(fault), "it broke\n  caused by: deep");
  assert.ok(isFault(fault));
  assert.ok(!isFault(fault, "OTHER"));
  assert.ok(!isFault(cause));
});

test("anything that is thrown can be described, also a value and a cycle of causes", () => {
  assert.equal(describeError("text"), "'text'");
  assert.equal(describeError(new TypeError()), "TypeError");
  const looped = new Error("round");
  looped.cause = looped;
  assert.equal(describeError(looped).split("round").length - 1, 8);
});

test("a digest is sha256 and 64 lower-case hex digits, nothing else", () => {
  const digest = digestOf("abc");
  assert.equal(digest, `sha256:${createHash("sha256").update("abc").digest("hex")}`);
  assert.equal(parseDigest(digest), digest);
  assert.equal(digestFromHex(hexOf(digest)), digest);
  for (const wrong of [
    "",
    "sha256:",
    digest.toUpperCase(),
    `${digest}0`,
    digest.slice(0, -1),
    `sha512:${"0".repeat(128)}`,
    ` ${digest}`,
  ]) {
    assert.ok(!isDigest(wrong), wrong);
    assert.throws(() => parseDigest(wrong, "here"), faultCode("DIGEST_INVALID"));
  }
});

test("canonical JSON is that of RFC 8785: its own example and its sorting example", () => {
  const example = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27],
    string: '€$\u000f\nA\'B"\\\\"/',
    literals: [null, true, false],
  };
  assert.equal(
    canonicalJson(example),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const sorting = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
  assert.equal(
    canonicalJson(sorting),
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
  );
});

test("canonical JSON does not depend on the order of keys and reads back as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      assert.equal(canonicalJson(JSON.parse(text)), text);
      const reversed = (node: unknown): unknown => {
        if (Array.isArray(node)) return node.map(reversed);
        if (typeof node !== "object" || node === null) return node;
        return Object.fromEntries(
          Object.entries(node)
            .reverse()
            .map(([key, child]) => [key, reversed(child)]),
        );
      };
      assert.equal(canonicalJson(reversed(value)), text);
    }),
  );
});

test("what JSON cannot hold is refused, with its place", () => {
  const deep = (): unknown => {
    let node: unknown = 1;
    for (let level = 0; level < 70; level += 1) node = [node];
    return node;
  };
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "\ud800", { "\udc00": 1 }, 1n, () => 1, deep()])
    assert.throws(() => canonicalJson({ a: value }), faultCode("CANONICAL_JSON_UNSUPPORTED"));
  assert.throws(() => canonicalJson({ a: [1, Number.NaN] }), /\$\.a\[1\] is not a finite number/);
  assert.equal(canonicalBytes({ b: undefined, a: "é" }).toString("utf8"), '{"a":"é"}');
});

test("names follow the narrowest of the places that they go to", () => {
  for (const [kind, good, bad] of [
    ["app", ["a", "shelf-counter", "0"], ["", "-a", "a-", "A", "a_b", "a".repeat(64), "a/b", "ａ"]],
    ["fleet", ["acme-retail"], ["acme.retail"]],
    ["ring", ["canary"], ["canary ring"]],
    ["device", ["pi-1", "store.12_A"], ["-pi", "pi/1", "a".repeat(129)]],
    ["version", ["1.4.0", "2026-11-22", "1.0.0+build.5"], ["..", "1..0", ".1", "1.", "v 1", ""]],
  ] as const) {
    for (const name of good) assert.equal(parseName(kind, name), name);
    for (const name of bad)
      assert.throws(() => parseName(kind, name), faultCode("NAME_INVALID"), `${kind} ${name}`);
  }
});

test("a relative path has only plain parts", () => {
  assert.equal(parseRelativePath("models/bert-int8.tflite"), "models/bert-int8.tflite");
  for (const bad of [
    "",
    "/etc/passwd",
    "-rf",
    "a/../b",
    "./a",
    "a//b",
    "a\\b",
    "a\nb",
    "e\u0301",
    "x".repeat(1025),
  ])
    assert.throws(() => parseRelativePath(bad), faultCode("PATH_UNSAFE"), JSON.stringify(bad));
});

test("durations and sizes are read as people write them", () => {
  assert.equal(parseDuration("1h30m"), 5400);
  assert.equal(parseDuration("250ms"), 0.25);
  assert.equal(parseDuration("14d"), 1_209_600);
  for (const bad of ["", "30", "1w", "m", "-5s", "9999999d", "1h 30m"])
    assert.throws(() => parseDuration(bad), faultCode("DURATION_INVALID"), bad);
  assert.deepEqual([0.25, 45, 90, 5400, 90_061, 3600].map(formatDuration), [
    "250ms",
    "45s",
    "1m30s",
    "1h30m",
    "1d1h",
    "1h",
  ]);
  assert.equal(parseSize("250MB"), 250_000_000);
  assert.equal(parseSize("1.5KiB"), 1536);
  assert.equal(parseSize("12"), 12);
  for (const bad of ["", "MB", "1TB", "1 MB", "-1"])
    assert.throws(() => parseSize(bad), faultCode("SIZE_INVALID"), bad);
  assert.deepEqual([812, 2400, 180_000_000, 1_250_000_000, 99_900].map(formatSize), [
    "812 B",
    "2.4 kB",
    "180 MB",
    "1.3 GB",
    "99.9 kB",
  ]);
});

test("a tree with a change on top shows added, changed and deleted files", async () => {
  const bytes = (text: string) => Buffer.from(text);
  const base = memoryTree(
    "c1",
    new Map([
      ["a/1", bytes("one")],
      ["a/2", bytes("two")],
      ["b", bytes("b")],
    ]),
  );
  const tree = treeWithChange(
    base,
    {
      files: new Map([
        ["a/2", null],
        ["a/3", bytes("three")],
        ["b", bytes("B")],
      ]),
    },
    "c2",
  );
  assert.equal(tree.commit, "c2");
  assert.deepEqual(await tree.list("a/"), ["a/1", "a/3"]);
  assert.deepEqual(await tree.list(""), ["a/1", "a/3", "b"]);
  assert.equal(await tree.read("a/2"), undefined);
  assert.equal(Buffer.from((await tree.read("b")) ?? []).toString(), "B");
  assert.equal(Buffer.from((await tree.read("a/1")) ?? []).toString(), "one");
});

test("ids of a changed tree are those that git would give", async () => {
  const base = {
    ...memoryTree("c", new Map()),
    ids: async () =>
      new Map([
        ["a", "1"],
        ["b", "2"],
      ]),
  };
  const tree = treeWithChange(base, {
    files: new Map([
      ["a", null],
      ["c", Buffer.from("hello\n")],
    ]),
  });
  assert.deepEqual(Object.fromEntries((await tree.ids?.()) ?? []), {
    b: "2",
    c: "ce013625030ba8dba906f756967f9e9ca394464a",
  });
  assert.equal(memoryTree("c", new Map()).ids, undefined);
});

test("paths sort by their UTF-8 bytes, not by UTF-16 units", () => {
  assert.deepEqual(sortPaths(["\u{1f600}", "\uff5e", "a"]), ["a", "\uff5e", "\u{1f600}"]);
});

test("identities are named in one line, and errors among findings are seen", () => {
  assert.equal(
    formatIdentity({ kind: "key", keyId: "ab".repeat(32), publicKey: "" }),
    "key abababababababab",
  );
  const workflow = {
    kind: "workflow",
    issuer: "i",
    subject: "https://x/y",
    repositoryId: "5",
    ownerId: "6",
    sourceRef: "refs/heads/main",
    buildConfigUri: "b",
    trigger: "push",
  } as const;
  assert.equal(formatIdentity(workflow), "https://x/y (repository 5, push)");
  assert.ok(hasErrors([{ rule: "r", severity: "error", message: "m" }]));
  assert.ok(!hasErrors([{ rule: "r", severity: "warning", message: "m" }]));
});
