import assert from "node:assert/strict";
import test from "node:test";
import { mapLimited } from "../../../src/oci/parallel.ts";

test("results keep their order and no more than the limit are at work", async () => {
  let working = 0;
  let most = 0;
  const results = await mapLimited(3, [5, 1, 4, 2, 3], async (item) => {
    working += 1;
    most = Math.max(most, working);
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    working -= 1;
    return item * 2;
  });
  assert.deepEqual(results, [10, 2, 8, 4, 6]);
  assert.equal(most, 3);
  assert.deepEqual(await mapLimited(3, [], async () => 1), []);
});

test("after a failure nothing new is begun, and what was begun has ended", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  await assert.rejects(
    mapLimited(2, [1, 2, 3, 4], async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error("first");
      await Promise.resolve();
      ended.push(item);
    }),
    /first/,
  );
  assert.deepEqual(begun, [1, 2]);
  assert.deepEqual(ended, [2]);
});
