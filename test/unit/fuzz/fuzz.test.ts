// A few seconds of what `npm run fuzz` does for ten minutes, and a proof that it would see what it looks for.
import assert from "node:assert/strict";
import test from "node:test";
import { fuzz, loadTargets } from "../../fuzz/main.ts";
import { defineFaults } from "../../../src/values/fault.ts";

const limits = { seconds: 3, runs: 400, seed: 20_261_124 };
const { fault } = defineFaults({ TOY_BROKEN: "A toy is broken." });
const seeds = () => [Uint8Array.from({ length: 64 }, (_, index) => index)];

for (const [name, target] of await loadTargets())
  test(`damaged files: ${name} gives typed faults only`, async () => {
    const outcome = await fuzz(name, target, limits);
    assert.deepEqual(outcome.failures, []);
    assert.ok(outcome.runs > 5, `${outcome.runs} runs`);
  });

test("a reader that throws anything but a fault is found out", async () => {
  const careless = {
    seeds,
    run: (bytes: Uint8Array) => new Uint8Array((bytes[0] ?? 0) - (bytes[0] === 0 ? 0 : 300)),
  };
  assert.match((await fuzz("careless", careless, limits)).failures[0] ?? "", /RangeError/);
});

test("a reader that refuses whole files is found out, and one that throws faults for damaged ones is not", async () => {
  const refusing = {
    seeds,
    run: () => {
      throw fault("TOY_BROKEN", "no");
    },
  };
  assert.match((await fuzz("refusing", refusing, limits)).failures[0] ?? "", /whole seed/);
  const careful = {
    seeds,
    run: (bytes: Uint8Array) => {
      if (bytes.length !== 64) throw fault("TOY_BROKEN", "cut off");
    },
  };
  const outcome = await fuzz("careful", careful, limits);
  assert.deepEqual(outcome.failures, []);
  assert.ok(outcome.faults > 0);
});
