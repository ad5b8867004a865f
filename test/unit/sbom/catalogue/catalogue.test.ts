import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PackageURL } from "packageurl-js";
import { createCatalogue } from "../../../../src/sbom/catalogue/catalogue.ts";
import { cpeOf } from "../../../../src/sbom/catalogue/cpe.ts";
import { readOsRelease } from "../../../../src/sbom/catalogue/distribution.ts";
import { packageUrl } from "../../../../src/sbom/catalogue/package-url.ts";
import { withModels } from "../../../../src/sbom/inventory-models.ts";
import type { Component } from "../../../../src/sbom/inventory.ts";
import { digestOf } from "../../../../src/values/digest.ts";
import { bytesAsFile } from "../../../../src/values/random-access.ts";
import { entryOf } from "../../layers/memory-image.ts";
import { debian12, inventoryOf, purls } from "./inventory-of.ts";

const six = { "site/six-1.dist-info/METADATA": "Name: six\nVersion: 1\n" };

test("what a later layer deletes or covers does not count, and what it adds is of that layer", () => {
  const inventory = inventoryOf(
    {
      ...six,
      "site/gone-1.dist-info/METADATA": "Name: gone\nVersion: 1\n",
      "app/package.json": '{"name":"a","version":"1"}',
    },
    { "site/.wh.gone-1.dist-info": "", "app/package.json": '{"name":"a","version":"2"}' },
  );
  assert.deepEqual(
    inventory.components.map(({ purl, locations }) => [purl, locations[0]?.layer]),
    [
      ["pkg:npm/a@2", digestOf("blob of layer 1")],
      ["pkg:pypi/six@1", digestOf("blob of layer 0")],
    ],
  );
});

test("an opaque folder hides what lies below it", () => {
  assert.deepEqual(purls(inventoryOf(six, { "site/.wh..wh..opq": "" })), []);
});

test("a package database of a lower layer is not added to that of a higher one", () => {
  const status = (name: string) => ({ "var/lib/dpkg/status": `Package: ${name}\nVersion: 1\n` });
  assert.deepEqual(purls(inventoryOf(status("old"), status("new"))), ["pkg:deb/debian/new@1"]);
});

test("the same image gives the same inventory, with everything sorted", () => {
  const files = {
    ...six,
    "etc/os-release": debian12,
    "var/lib/dpkg/status":
      "Package: b\nVersion: 1\nDepends: z, a\n\nPackage: z\nVersion: 1\n\nPackage: a\nVersion: 1\n",
  };
  const reversed = Object.fromEntries(Object.entries(files).toReversed());
  const [one, other] = [inventoryOf(files), inventoryOf(reversed)];
  assert.equal(JSON.stringify(one), JSON.stringify(other));
  const references = one.components.map(({ ref }) => ref);
  assert.deepEqual(references, references.toSorted());
  assert.deepEqual(one.distribution, {
    id: "debian",
    versionId: "12",
    name: "Debian GNU/Linux",
    idLike: [],
    codename: "bookworm",
  });
});

test("an empty image has an empty inventory", () => {
  assert.deepEqual(inventoryOf({}), { distribution: undefined, components: [], gaps: [] });
});

test("a database over the limit is not read into memory, and is a gap", () => {
  const catalogue = createCatalogue();
  const entry = { ...entryOf("var/lib/dpkg/status", ""), size: 2 ** 40 };
  const content = { size: entry.size, read: () => new Uint8Array(), onDisk: () => "" };
  const [part] = catalogue.read(entry, content) ?? [];
  assert.ok(part !== undefined && "unread" in part);
  assert.match(part.unread, /larger than/);
});

test("read gives facts or gaps and never throws, whatever the bytes of a file that is wanted", () => {
  const catalogue = createCatalogue();
  const paths = [
    "etc/os-release",
    "usr/share/doc/x/copyright",
    "var/lib/dpkg/status",
    "lib/apk/db/installed",
    "var/lib/rpm/rpmdb.sqlite",
    "a.dist-info/METADATA",
    "a.egg-info/requires.txt",
    "package.json",
    "usr/bin/app",
    "a.jar",
  ];
  const start = fc.constantFrom("", "\x7fELF\x02\x01", "PK\x03\x04", "SQLite format 3\0", "{");
  fc.assert(
    fc.property(fc.constantFrom(...paths), start, fc.uint8Array({ maxLength: 300 }), (path, head, rest) => {
      const bytes = Buffer.concat([Buffer.from(head, "latin1"), rest]);
      const content = { ...bytesAsFile(bytes), onDisk: () => "" };
      const fact = catalogue.read(entryOf(path, bytes), content);
      assert.deepEqual(fact, fact === undefined ? undefined : JSON.parse(JSON.stringify(fact)));
    }),
    { numRuns: 500 },
  );
});

test("purls are read by others as they were meant", () => {
  const text = fc
    .string({ minLength: 1, maxLength: 12, unit: "binary" })
    .filter((part) => part.isWellFormed());
  const part = text.filter((one) => !one.includes("/") && one.trim() === one && one !== "." && one !== "..");
  fc.assert(
    fc.property(part, part, part, part, (namespace, name, version, upstream) => {
      const written = packageUrl({
        type: "maven",
        namespace,
        name,
        version,
        qualifiers: { upstream, arch: "" },
      });
      const read = PackageURL.fromString(written);
      assert.deepEqual(
        [read.namespace, read.name, read.version, { ...read.qualifiers }],
        [namespace, name, version, { upstream }],
      );
    }),
  );
});

test("a text that is no Unicode still makes a purl", () => {
  assert.equal(packageUrl({ type: "npm", name: "\ud800", version: "" }), "pkg:npm/%EF%BF%BD");
});

test("CPE names quote what they have to and say nothing of nothing", () => {
  assert.equal(cpeOf("a b", "c:d", ""), "cpe:2.3:a:a_b:c\\:d:*:*:*:*:*:*:*:*");
  assert.equal(cpeOf("é", "x", "1"), undefined);
  assert.equal(cpeOf("", "x", "1"), undefined);
});

test("os-release is read with quotes, escapes, comments and lines that are none", () => {
  const text =
    '# x\nID=\'alpine\'\nNAME="A \\"B\\" \\$C"\nVERSION_ID=3.19\nID_LIKE="x  y"\nnothing\nVERSION_CODENAME\n';
  assert.deepEqual(readOsRelease(text), {
    id: "alpine",
    versionId: "3.19",
    name: 'A "B" $C',
    idLike: ["x", "y"],
    codename: "",
  });
});

test("models come among the components in their order, each once, with their gaps", () => {
  const inventory = inventoryOf(six);
  const [component] = inventory.components;
  assert.ok(component !== undefined);
  const model: Component = {
    ...component,
    ecosystem: "model",
    ref: "pkg:generic/m.hef",
    purl: "pkg:generic/m.hef",
  };
  const gap = { path: "m.onnx", layer: digestOf("x"), why: "broken" };
  const joined = withModels(inventory, { components: [model, component], gaps: [gap] });
  assert.deepEqual(
    joined.components.map(({ ref }) => ref),
    ["pkg:generic/m.hef", "pkg:pypi/six@1"],
  );
  assert.deepEqual(joined.gaps, [gap]);
});
