import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readPackageJson } from "../../../../src/sbom/catalogue/npm.ts";
import { inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

function manifest(name: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name, version: "1.0.0", ...more });
}

test("packages, scoped ones and applications count; tests, examples and nameless markers do not", () => {
  const inventory = inventoryOf({
    "app/package.json": manifest("app"),
    "app/node_modules/a/package.json": manifest("a", { version: "2.0.0+build" }),
    "app/node_modules/@scope/b/package.json": manifest("@scope/b"),
    "app/node_modules/a/node_modules/c/package.json": manifest("c"),
    "app/node_modules/a/test/fixtures/d/package.json": manifest("d"),
    "app/node_modules/@scope/b/examples/e/package.json": manifest("e"),
    "app/node_modules/a/dist/esm/package.json": '{"type":"module"}',
    "app/node_modules/a/vendor/f/package.json": manifest("f"),
    "app/node_modules/package.json": manifest("none"),
    "usr/share/nodejs/g/package.json": manifest("g"),
  });
  assert.deepEqual(purls(inventory), [
    "pkg:npm/%40scope/b@1.0.0",
    "pkg:npm/a@2.0.0%2Bbuild",
    "pkg:npm/app@1.0.0",
    "pkg:npm/c@1.0.0",
    "pkg:npm/f@1.0.0",
    "pkg:npm/g@1.0.0",
  ]);
});

test("dependencies are resolved as Node does: the nearest node_modules above, links followed", () => {
  const inventory = inventoryOf({
    "app/package.json": manifest("app", { dependencies: { a: "*", "@s/x": "*" } }),
    "app/node_modules/a/package.json": manifest("a", { dependencies: { b: "*", c: "*", absent: "*" } }),
    "app/node_modules/a/node_modules/b/package.json": manifest("b", { version: "2.0.0" }),
    "app/node_modules/b/package.json": manifest("b", { version: "1.0.0" }),
    "node_modules/c/package.json": manifest("c", {
      peerDependencies: { "@s/x": "*" },
      optionalDependencies: { d: "*" },
    }),
    "app/node_modules/@s/x": { symlink: "../.store/x/node_modules/@s/x" },
    "app/node_modules/.store/x/node_modules/@s/x/package.json": manifest("@s/x"),
    "usr/share/nodejs/d/package.json": manifest("d"),
  });
  assert.deepEqual(needsOf(inventory, "app"), ["@s/x", "a"]);
  assert.deepEqual(named(inventory, "a").dependsOn, ["pkg:npm/b@2.0.0", "pkg:npm/c@1.0.0"]);
  assert.deepEqual(needsOf(inventory, "c"), ["d"]);
});

test("a dependency called like a path leads nowhere", () => {
  const inventory = inventoryOf({
    "app/node_modules/a/package.json": manifest("a", {
      dependencies: { "../b": "*", "": "*", "x/../../b": "*" },
    }),
    "app/node_modules/b/package.json": manifest("b"),
    "app/b/package.json": manifest("outer"),
  });
  assert.deepEqual(needsOf(inventory, "a"), []);
});

test("author and licence are read in every form that they have had", () => {
  const of = (more: Readonly<Record<string, unknown>>) => readPackageJson(manifest("a", more));
  assert.equal(of({ author: "Joe <j@x.test> (https://x.test)" })?.author, "Joe <j@x.test>");
  assert.equal(of({ author: { name: "Joe", email: "j@x.test" } })?.author, "Joe <j@x.test>");
  assert.equal(of({ author: { name: "Joe" } })?.author, "Joe");
  assert.equal(of({ author: 7 })?.author, "");
  assert.deepEqual(of({ license: "MIT OR Apache-2.0" })?.licences, ["MIT OR Apache-2.0"]);
  assert.deepEqual(of({ license: { type: "BSD" } })?.licences, ["BSD"]);
  assert.deepEqual(of({ licenses: [{ type: "A" }, { type: "B" }, "A"] })?.licences, ["A", "B"]);
});

test("broken, nameless and hostile manifests are no packages and no gaps", () => {
  const files = [
    "",
    "{",
    "[]",
    "null",
    '"x"',
    "{}",
    '{"name":"a"}',
    '{"name":7,"version":"1"}',
    '{"name":"","version":""}',
  ];
  const layer = Object.fromEntries(files.map((text, index) => [`${index}/package.json`, text]));
  const inventory = inventoryOf({
    ...layer,
    "p/package.json": '{"name":"p","version":"1","dependencies":{"__proto__":"1"}}',
  });
  assert.deepEqual(purls(inventory), ["pkg:npm/p@1"]);
  assert.deepEqual(inventory.gaps, []);
});

test("any JSON is read without an error", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      readPackageJson(JSON.stringify(value));
      readPackageJson(manifest("a", { author: value, license: other, licenses: value, dependencies: other }));
    }),
  );
});
