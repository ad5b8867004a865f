import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  normalisedName,
  readPythonMetadata,
  readRequiresText,
  requiredPackage,
} from "../../../src/formats/python-metadata.ts";

test("the header ends at the first empty line, and fields may come several times", () => {
  const fields = readPythonMetadata("Name: A\nClassifier: x\nClassifier: y\n\nVersion: in the description\n");
  assert.deepEqual(
    [...fields],
    [
      ["name", ["A"]],
      ["classifier", ["x", "y"]],
    ],
  );
});

test("folded values lose their indent, with and without a bar, and a line of blanks does not end the header", () => {
  const fields = readPythonMetadata("License: MIT\n        \n        |Permission\n is granted\nVersion: 1\n");
  assert.deepEqual(fields.get("license"), ["MIT\n\nPermission\nis granted"]);
  assert.deepEqual(fields.get("version"), ["1"]);
});

const requirements: readonly (readonly [text: string, name: string | undefined])[] = [
  ["requests", "requests"],
  ["requests[socks] (>=2.0,<3)", "requests"],
  ["zope.interface>=5", "zope.interface"],
  ['tomli>=1; python_version < "3.11"', "tomli"],
  ['pytest; extra == "test"', undefined],
  ["pytest; python_version > '3' and extra=='test'", undefined],
  ["pkg @ https://example.test/extra.zip", "pkg"],
  ["-e .", undefined],
  ["", undefined],
];

for (const [text, name] of requirements)
  test(`the requirement ${JSON.stringify(text)} names ${name ?? "nothing"}`, () => {
    assert.equal(requiredPackage(text), name);
  });

test("requires.txt: extras are left out, conditions are not", () => {
  const text =
    "six\n\n[:python_version<'3']\nfutures\n\n[test]\npytest\n\n[ssl:sys_platform=='win32']\nwincertstore\n";
  assert.deepEqual(readRequiresText(text), ["six", "futures"]);
});

test("names that PEP 503 takes for the same are the same", () => {
  for (const name of ["Zope.Interface", "zope_interface", "ZOPE--interface", "zope-._interface"])
    assert.equal(normalisedName(name), "zope-interface");
});

test("any text is read without an error", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", ":", "\n", " ", "|", "\t", "[", "]", ";") }),
      (text) => {
        readPythonMetadata(text);
        readRequiresText(text);
        requiredPackage(text);
      },
    ),
  );
});
