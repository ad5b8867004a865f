import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type PullableImage, pullDelta, transferTime } from "../../../src/build/delta.ts";
import { digestOf } from "../../../src/values/digest.ts";

const blob = (name: string, size = 100) => ({ digest: digestOf(name), size });
const image = (name: string, ...layers: readonly string[]): PullableImage => ({
  manifest: blob(`${name} manifest`, 10),
  config: blob(`${name} config`, 5),
  layers: layers.map((layer) => ({ ...blob(layer), diffId: digestOf(`${layer} unpacked`) })),
});

test("a changed layer in the middle: containerd pulls it alone, Docker's classic store everything from there", () => {
  const delta = pullDelta(image("a", "base", "model", "app"), image("b", "base", "model 2", "app"));
  assert.equal(delta.containerdBytes, 115);
  assert.equal(delta.dockerBytes, 215);
  assert.deepEqual(delta.states, ["reused", "new", "reused"]);
  assert.equal(delta.reusePercent, (200 / 315) * 100);
});

test("a layer that was only packed anew is pulled by both, and by Docker also what is above it", () => {
  const before = image("a", "base", "app");
  const [base, app] = before.layers;
  assert.ok(base !== undefined && app !== undefined);
  const after = { ...image("b"), layers: [{ ...base, digest: digestOf("packed anew") }, app] };
  const delta = pullDelta(before, after);
  assert.deepEqual([delta.containerdBytes, delta.dockerBytes, delta.packedAnew], [115, 215, [0]]);
  assert.deepEqual(delta.states, ["new", "reused"]);
});

test("bytes take their time at a line rate", () => {
  assert.equal(transferTime(1_000_000, 8_000_000), 1);
  assert.equal(transferTime(0, 0), 0);
});

test("the same image costs nothing, and without a previous one everything travels", () => {
  const one = image("a", "base", "app");
  assert.deepEqual(pullDelta(one, one), {
    containerdBytes: 0,
    dockerBytes: 0,
    reusePercent: 100,
    states: ["reused", "reused"],
    packedAnew: [],
  });
  assert.equal(pullDelta(undefined, one).containerdBytes, 215);
  assert.equal(pullDelta(undefined, one).dockerBytes, 215);
});

test("a layer that an image has twice travels once", () => {
  assert.equal(pullDelta(undefined, image("a", "empty", "app", "empty")).containerdBytes, 215);
});

test("Docker never pulls less than the layers above the first change, and nobody more than the whole image", () => {
  const names = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 });
  fc.assert(
    fc.property(names, names, (before, after) => {
      const next = image("next", ...after);
      const whole = pullDelta(undefined, next);
      const delta = pullDelta(image("previous", ...before), next);
      assert.ok(delta.containerdBytes <= whole.containerdBytes);
      assert.ok(delta.dockerBytes <= whole.dockerBytes);
      assert.ok(delta.reusePercent >= 0 && delta.reusePercent <= 100);
    }),
  );
});
