import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import parse from "spdx-expression-parse";
import { normaliseLicences } from "../../../src/sbom/licence.ts";

const expressionOf = (...licences: string[]): string | undefined => normaliseLicences(licences).expression;

const table: readonly (readonly [says: string, expression: string])[] = [
  ["MIT", "MIT"],
  ["mit", "MIT"],
  ["(MIT OR Apache-2.0)", "Apache-2.0 OR MIT"],
  ["GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"],
  ["GPL-2.0", "GPL-2.0-only"],
  ["GPL-2.0+", "GPL-2.0-or-later"],
  ["Apache-2.0+", "Apache-2.0+"],
  ["GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"],
  ["BSD-2-Clause-FreeBSD", "BSD-2-Clause"],
  ["GPL-2+", "GPL-2.0-or-later"],
  ["GPL-2", "GPL-2.0-only"],
  ["LGPL-2.1+", "LGPL-2.1-or-later"],
  ["LGPL-3", "LGPL-3.0-only"],
  ["AGPL-3+", "AGPL-3.0-or-later"],
  ["GFDL-1.3+", "GFDL-1.3-or-later"],
  ["GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later"],
  ["Expat", "MIT"],
  ["BSD-3-clause", "BSD-3-Clause"],
  ["GPL-1+ or Artistic-2", "Artistic-2.0 OR GPL-1.0-or-later"],
  ["GPL-2+ and LGPL-2.1+", "GPL-2.0-or-later AND LGPL-2.1-or-later"],
  ["GPL-1+ or Artistic-2, and BSD-3-clause", "(Artistic-2.0 OR GPL-1.0-or-later) AND BSD-3-Clause"],
  ["GPL-3+ with Bison exception", "GPL-3.0-or-later WITH Bison-exception-2.2"],
  ["GPLv2+ and LGPLv2+ and MIT", "GPL-2.0-or-later AND LGPL-2.0-or-later AND MIT"],
  ["ASL 2.0", "Apache-2.0"],
  ["(MIT or BSD-2-Clause) and Zlib", "(BSD-2-Clause OR MIT) AND Zlib"],
  ["MIT/Apache-2.0", "Apache-2.0 OR MIT"],
  ["Apache License, Version 2.0", "Apache-2.0"],
  ["Apache Software License", "LicenseRef-Apache-Software-License-8abaac38411f"],
  ["https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"],
  ["License :: OSI Approved :: MIT License", "MIT"],
  ["License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"],
  ["License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", "LGPL-3.0-only"],
  ["BSD 3-Clause License", "BSD-3-Clause"],
  ["Eclipse Public License - v 2.0", "EPL-2.0"],
  ["Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"],
  ["PSF-2", "PSF-2.0"],
  ["public-domain", "LicenseRef-public-domain"],
  ["UNLICENSED", "LicenseRef-UNLICENSED"],
  ["MIT or public-domain", "LicenseRef-public-domain OR MIT"],
];

for (const [says, expression] of table) {
  test(`"${says}" is ${expression}`, () => assert.equal(expressionOf(says), expression));
}

test("names that mean more than one licence stay as they are said", () => {
  for (const name of ["GPL", "LGPL", "BSD", "Artistic"]) {
    assert.deepEqual(normaliseLicences([name]), {
      expression: `LicenseRef-${name}`,
      references: [{ id: `LicenseRef-${name}`, text: name }],
    });
  }
});

test("several licences hold together, sorted and each once", () => {
  assert.equal(
    expressionOf("MIT", "Expat", "GPL-2+ or Artistic-2", "Apache-2.0 AND MIT"),
    "Apache-2.0 AND (Artistic-2.0 OR GPL-2.0-or-later) AND MIT",
  );
});

test("a package that says nothing has no expression", () => {
  assert.deepEqual(normaliseLicences(["", "  ", "NOASSERTION", "UNKNOWN"]), {
    expression: undefined,
    references: [],
  });
});

test("an exception that the list does not have makes the whole name a reference", () => {
  const { expression, references } = normaliseLicences(["GPL-2+ with OpenSSL exception"]);
  assert.match(expression ?? "", /^LicenseRef-GPL-2-with-OpenSSL-exception-[0-9a-f]{12}$/);
  assert.equal(references[0]?.text, "GPL-2+ with OpenSSL exception");
});

test("a whole licence text is one reference with that text", () => {
  const text = "Permission is granted to anyone, and nobody,\nto use this or that.";
  const { expression, references } = normaliseLicences([text]);
  assert.match(expression ?? "", /^LicenseRef-Permission/);
  assert.deepEqual(references, [{ id: expression, text }]);
});

test("texts that differ in letters that an id cannot have get ids that differ", () => {
  assert.notEqual(expressionOf("BSD 4"), expressionOf("BSD_4"));
  assert.notEqual(expressionOf("Foo+"), expressionOf("Foo"));
});

test("a reference of the package's own keeps its id", () => {
  assert.deepEqual(normaliseLicences(["LicenseRef-scancode-boost AND MIT"]), {
    expression: "LicenseRef-scancode-boost AND MIT",
    references: [{ id: "LicenseRef-scancode-boost", text: "LicenseRef-scancode-boost" }],
  });
});

const names = fc.constantFrom(
  "MIT",
  "GPL-2+",
  "expat",
  "Foo",
  "and",
  "or",
  "with",
  "(",
  ")",
  ",",
  "/",
  "+",
  "LicenseRef-x",
  "DocumentRef-a:LicenseRef-b",
  "GPL-3.0-with-GCC-exception",
  "||",
  " ",
);
const licenceTexts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(names, { maxLength: 12 }).map((words) => words.join(" ")),
  fc.array(names, { maxLength: 12 }).map((words) => words.join("")),
  fc.integer({ min: 1, max: 300 }).map((depth) => `${"(".repeat(depth)}MIT${")".repeat(depth)}`),
);

test("whatever packages say, the result is an SPDX expression whose every reference has its text", () => {
  fc.assert(
    fc.property(fc.array(licenceTexts, { maxLength: 5 }), (licences) => {
      const { expression, references } = normaliseLicences(licences);
      if (expression === undefined) return;
      parse(expression);
      const ids = [...new Set(expression.match(/LicenseRef-[A-Za-z0-9.-]+/g))].toSorted();
      assert.deepEqual(references.map(({ id }) => id).toSorted(), ids);
    }),
    { numRuns: 3000 },
  );
});

test("what was normalised once does not change when it is normalised again", () => {
  fc.assert(
    fc.property(fc.array(licenceTexts, { maxLength: 3 }), (licences) => {
      const { expression } = normaliseLicences(licences);
      if (expression !== undefined && expression.length < 400)
        assert.equal(expressionOf(expression), expression);
    }),
    { numRuns: 1000 },
  );
});
