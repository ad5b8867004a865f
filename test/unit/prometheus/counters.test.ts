import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { counterIncrements, gridIndex, gridTimes } from "../../../src/prometheus/counters.ts";

const grid = { from: 100, to: 160, step: 10 };
const at = (index: number, value: number): { at: number; value: number } => ({ at: 100 + index * 10, value });

test("the first value of the grid is where counting begins", () => {
  assert.deepEqual(counterIncrements([at(0, 50), at(1, 52), at(2, 52), at(3, 60)], grid), [
    null,
    2,
    0,
    8,
    null,
    null,
    null,
  ]);
});

test("a series born inside the grid counts from zero", () => {
  assert.deepEqual(counterIncrements([at(3, 7), at(4, 9)], grid), [null, null, null, 7, 2, null, null]);
});

test("what can be no count is passed over", () => {
  for (const value of [Number.NaN, Infinity, -1, 2 ** 53, 1e300])
    assert.deepEqual(counterIncrements([at(0, 50), at(1, value), at(2, 52)], grid).slice(0, 3), [
      null,
      null,
      2,
    ]);
});

test("a fall is a reset: the new value counts in full, also after a gap", () => {
  assert.deepEqual(counterIncrements([at(0, 50), at(1, 3), at(6, 2)], grid), [
    null,
    3,
    null,
    null,
    null,
    null,
    2,
  ]);
});

test("a gap of two blocks is bridged, a longer one is absent and not zero", () => {
  assert.deepEqual(counterIncrements([at(0, 1), at(3, 5)], grid), [null, null, null, 4, null, null, null]);
  assert.deepEqual(counterIncrements([at(0, 1), at(4, 5), at(5, 6)], grid), [
    null,
    null,
    null,
    null,
    null,
    1,
    null,
  ]);
});

test("values that cannot be counts, and samples off the grid, are passed over", () => {
  const samples = [
    at(0, 1),
    at(1, Number.NaN),
    at(2, Infinity),
    at(3, -4),
    { at: 135, value: 9 },
    at(4, 3),
    at(9, 100),
    { at: 50, value: 1 },
  ];
  assert.deepEqual(counterIncrements(samples, grid), [null, null, null, null, null, null, null]);
  assert.deepEqual(counterIncrements([at(0, 1), at(1, Number.NaN), at(2, 3)], grid), [
    null,
    null,
    2,
    null,
    null,
    null,
    null,
  ]);
});

test("a grid has both ends, and a place only for times that are on it", () => {
  assert.deepEqual(gridTimes({ from: 0, to: 0.3, step: 0.1 }).length, 4);
  assert.deepEqual(gridTimes({ from: 5, to: 1, step: 1 }), []);
  assert.equal(gridIndex(grid, 110.001), 1);
  assert.equal(gridIndex(grid, 104), undefined);
  assert.equal(gridIndex(grid, 170), undefined);
});

test("without gaps every event is counted once, whatever the resets", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ events: fc.nat(50), reset: fc.boolean() }), { minLength: 1, maxLength: 40 }),
      (blocks) => {
        let value = 1000;
        let expected = 0;
        const samples = [{ at: 0, value }];
        blocks.forEach(({ events, reset }, index) => {
          // After a reset at most as many events are seen as happened since; here all of them, for the value fell.
          value = reset && events < value ? events : value + events;
          expected += events;
          samples.push({ at: index + 1, value });
        });
        const increments = counterIncrements(samples, { from: 0, to: blocks.length, step: 1 });
        assert.equal(
          increments.reduce<number>((sum, one) => sum + (one ?? 0), 0),
          expected,
        );
      },
    ),
  );
});
