import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { isRecord, listOf, recordOf, recordsOf, textOf, textsOf } from "../../../src/values/json-members.ts";
import { compareText } from "../../../src/values/text-order.ts";

test("what is of another kind than was asked for is empty, and what fits is the value itself", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      assert.equal(isRecord(value), isObject);
      assert.deepEqual(recordOf(value), isObject ? value : {});
      assert.deepEqual(listOf(value), Array.isArray(value) ? value : []);
      assert.equal(textOf(value), typeof value === "string" ? value : "");
    }),
  );
  assert.deepEqual(textsOf(["a", 1, null, "b"]), ["a", "b"]);
  assert.deepEqual(recordsOf([{ a: 1 }, "x", null, []]), [{ a: 1 }, {}, {}, {}]);
});

test("texts are in the order of their UTF-16 units, as sort without a comparison has them", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (texts) => {
      assert.deepEqual(texts.toSorted(compareText), texts.toSorted());
    }),
  );
  assert.equal(compareText("a", "a"), 0);
  assert.deepEqual(["ä", "b", "Z"].sort(compareText), ["Z", "b", "ä"]);
});
