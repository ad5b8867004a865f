import assert from "node:assert/strict";
import test from "node:test";
import { alternately, median } from "../../../bench/row.ts";

test("the median is the middle figure, or the mean of the two in the middle, whatever their order", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([7]), 7);
  assert.ok(Number.isNaN(median([])));
});

test("both sides of a bench take turns, so that a slow minute of the machine meets both", async () => {
  const order: string[] = [];
  const figures = await alternately(
    3,
    async () => order.push("ours"),
    async () => order.push("peer"),
  );
  assert.deepEqual(order, ["ours", "peer", "ours", "peer", "ours", "peer"]);
  assert.deepEqual(figures, [3, 4]);
});
