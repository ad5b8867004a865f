import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { line } from "../../../src/values/grammars.ts";
import { commaList, listRecords, records } from "../../../src/values/list-grammars.ts";
import { isFault } from "../../../src/values/fault.ts";

test("a list has one record a line; one in quotes may hold line breaks, commas and doubled quotes", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["a\n\n  b  \r\nc", ["a", "b", "c"]],
    ['"a=1\n\n2"\nb=3', ["a=1\n\n2", "b=3"]],
    ['"j={""x"":""y""}"', ['j={"x":"y"}']],
    // A quote that opens no whole record is a character as any other.
    ['a="b"\n"c"=d\n"open\ne', ['a="b"', '"c"=d', '"open', "e"]],
    ['""', []],
  ];
  for (const [text, wanted] of table) assert.deepEqual(listRecords(text), wanted);
});

test("whatever the records are, they come back from quotes as they were", () => {
  const record = fc.string({ minLength: 1 }).filter((text) => !text.includes("\r"));
  fc.assert(
    fc.property(fc.array(record), (wanted) => {
      const text = wanted.map((one) => `"${one.replaceAll('"', '""')}"`).join("\n");
      assert.deepEqual(listRecords(text), wanted);
    }),
  );
});

test("words are split at commas too, and a list has an end", () => {
  assert.deepEqual(commaList(line).parse("a, b\nc,,"), ["a", "b", "c"]);
  assert.deepEqual(records(line).parse("a, b\nc"), ["a, b", "c"]);
  for (const grammar of [commaList(line), records(line)])
    assert.throws(
      () => grammar.parse("x\n".repeat(1001)),
      (error: unknown) => isFault(error, "INPUT_INVALID"),
    );
});
