import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { linesOf, readParagraphs } from "../../../src/formats/deb822.ts";

function paragraphs(text: string): Record<string, string>[] {
  return [...readParagraphs(text)].map((fields) => Object.fromEntries(fields));
}

test("paragraphs are apart by blank lines, and field names are compared without case", () => {
  const text = "\n\nPackage: a\nVERSION: 1\n\n \nPackage: b";
  assert.deepEqual(paragraphs(text), [{ package: "a", version: "1" }, { package: "b" }]);
});

test("a value goes on in lines that start with a blank or a tab", () => {
  assert.deepEqual(paragraphs("Description: short\n long\n .\n\tmore\nX: 1\n"), [
    { description: "short\nlong\n.\nmore", x: "1" },
  ]);
});

test("of a field that comes twice the first counts, and its lines do not go to the other", () => {
  assert.deepEqual(paragraphs("A: 1\nA: 2\n two\nB: 3\n"), [{ a: "1", b: "3" }]);
});

test("comments, lines without a colon and carriage returns do no harm", () => {
  assert.deepEqual(paragraphs("# A: no\r\nA: 1:2\r\nnothing\r\n: none\r\n"), [{ a: "1:2" }]);
});

test("a field called as a property of every object is a field", () => {
  assert.deepEqual(
    [...readParagraphs("__proto__: x\n")].map((fields) => fields.get("__proto__")),
    ["x"],
  );
});

test("lines are those that split gives, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", " ") }), (text) => {
      const expected = text.split("\n").map((line) => line.replace(/\r$/, ""));
      if (text.endsWith("\n") || text === "") expected.pop();
      assert.deepEqual([...linesOf(text)], expected);
    }),
  );
});

test("any fields that are written are read again", () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/);
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
  fc.assert(
    fc.property(fc.array(fc.dictionary(name, value, { minKeys: 1 }), { maxLength: 5 }), (given) => {
      const wanted = given.map((fields) => {
        const lower = new Map<string, string>();
        for (const [key, text] of Object.entries(fields))
          if (!lower.has(key.toLowerCase())) lower.set(key.toLowerCase(), text);
        return Object.fromEntries(lower);
      });
      const text = given
        .map((fields) =>
          Object.entries(fields)
            .map(([key, said]) => `${key}: ${said}\n`)
            .join(""),
        )
        .join("\n");
      assert.deepEqual(paragraphs(text), wanted);
    }),
  );
});
