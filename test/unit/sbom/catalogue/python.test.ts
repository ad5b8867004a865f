import assert from "node:assert/strict";
import { test } from "node:test";
import { inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

const site = "usr/lib/python3/dist-packages";

test("wheels, eggs in folders and eggs in files are packages, by their normalised names", () => {
  const inventory = inventoryOf({
    [`${site}/zope.interface-8.0.dist-info/METADATA`]:
      "Metadata-Version: 2.1\nName: zope.interface\nVersion: 8.0\n",
    [`${site}/PyYAML-6.0.egg-info/PKG-INFO`]: "Name: PyYAML\nVersion: 6.0\n",
    [`${site}/typing_extensions-4.egg-info`]: "Name: typing_extensions\nVersion: 4\n",
    [`${site}/Python-3.11.egg-info`]: "Name: Python\nVersion: 3.11\n",
    [`${site}/broken-1.dist-info/METADATA`]: "Version: 1\n",
    [`${site}/zope/METADATA`]: "Name: other\nVersion: 1\n",
  });
  assert.deepEqual(purls(inventory), [
    "pkg:pypi/pyyaml@6.0",
    "pkg:pypi/typing-extensions@4",
    "pkg:pypi/zope-interface@8.0",
  ]);
});

test("requirements lead to what is installed beside the package, whatever the spelling; extras do not count", () => {
  const inventory = inventoryOf({
    [`${site}/app-1.dist-info/METADATA`]:
      'Name: app\nVersion: 1\nRequires-Dist: Zope_Interface>=1\nRequires-Dist: dev; extra == "test"\nRequires-Dist: absent\nRequires-Dist: egg\n',
    [`${site}/zope.interface-8.dist-info/METADATA`]: "Name: zope.interface\nVersion: 8\n",
    [`${site}/dev-1.dist-info/METADATA`]: "Name: dev\nVersion: 1\n",
    [`${site}/egg-1.egg-info/PKG-INFO`]: "Name: egg\nVersion: 1\n",
    [`${site}/egg-1.egg-info/requires.txt`]: "dev>=1\n\n[extra]\napp\n",
    "opt/venv/lib/python3.11/site-packages/zope.interface-7.dist-info/METADATA":
      "Name: zope.interface\nVersion: 7\n",
  });
  assert.deepEqual(named(inventory, "app").dependsOn, ["pkg:pypi/egg@1", "pkg:pypi/zope-interface@8"]);
  assert.deepEqual(needsOf(inventory, "egg"), ["dev"]);
});

test("the same package in two places is two components, each with its own reference", () => {
  const metadata = "Name: six\nVersion: 1.16\n";
  const { components } = inventoryOf({
    "a/six-1.16.dist-info/METADATA": metadata,
    "b/six-1.16.dist-info/METADATA": metadata,
  });
  assert.deepEqual(
    components.map(({ ref, locations }) => [ref, locations[0]?.path]),
    [
      ["pkg:pypi/six@1.16", "a/six-1.16.dist-info/METADATA"],
      ["pkg:pypi/six@1.16#2", "b/six-1.16.dist-info/METADATA"],
    ],
  );
});

const licences: readonly (readonly [fields: string, licences: readonly string[]])[] = [
  [
    "License-Expression: Apache-2.0 OR MIT\nLicense: x\nClassifier: License :: OSI Approved :: BSD License\n",
    ["Apache-2.0 OR MIT"],
  ],
  ["License: BSD-3-Clause\nClassifier: License :: OSI Approved :: BSD License\n", ["BSD-3-Clause"]],
  [
    "License: Copyright\n        all of the text\nClassifier: License :: OSI Approved :: MIT License\n",
    ["MIT License"],
  ],
  ["License: UNKNOWN\nClassifier: License :: OSI Approved\n", []],
  ["License: Copyright\n        all of the text\n", ["Copyright\nall of the text"]],
];

for (const [fields, expected] of licences)
  test(`the licences in ${JSON.stringify(fields.slice(0, 40))} are ${JSON.stringify(expected)}`, () => {
    const { components } = inventoryOf({ "a.dist-info/METADATA": `Name: a\nVersion: 1\n${fields}` });
    assert.deepEqual(components[0]?.licences, expected);
  });

const people: readonly (readonly [fields: string, supplier: string | undefined])[] = [
  ["Author: Jane\nAuthor-email: jane@example.test\n", "Jane <jane@example.test>"],
  ["Author: Jane\nAuthor-email: Jane Doe <jane@example.test>\n", "Jane"],
  ["Author-email: Jane Doe <jane@example.test>\n", "Jane Doe <jane@example.test>"],
  ["Author: UNKNOWN\nMaintainer: The Team\n", "The Team"],
  ["", undefined],
];

for (const [fields, supplier] of people)
  test(`the supplier in ${JSON.stringify(fields)} is ${supplier ?? "unknown"}`, () => {
    const { components } = inventoryOf({ "a.dist-info/METADATA": `Name: a\nVersion: 1\n${fields}` });
    assert.equal(components[0]?.supplier, supplier);
  });

test("summary and homepage are read, from the list of URLs too", () => {
  const of = (fields: string) =>
    inventoryOf({ "a.dist-info/METADATA": `Name: a\nVersion: 1\n${fields}` }).components[0];
  assert.equal(of("Summary: Short\n")?.description, "Short");
  assert.equal(of("Home-page: https://a.test\n")?.homepage, "https://a.test");
  assert.equal(
    of("Project-URL: Source, https://b.test\nProject-URL: Homepage, https://a.test\n")?.homepage,
    "https://a.test",
  );
});
