import assert from "node:assert/strict";
import { test } from "node:test";
import { compareContent, contentDigest } from "../../../src/layers/reshipped.ts";
import type { Image } from "../../../src/layers/visitor.ts";
import { wastedBytes } from "../../../src/layers/wasted.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { type MadeLayer, memoryImage } from "./memory-image.ts";

/** An image whose layers have the digest of their content, so that equal layers are one blob. */
function imageOf(...layers: readonly MadeLayer[]): Image {
  const { image } = memoryImage(layers);
  return {
    ...image,
    layers: image.layers.map((layer, index) => ({
      ...layer,
      digest: digestOf(JSON.stringify(layers[index])),
      size: layer.unpackedSize / 2,
    })),
  };
}

const large = "x".repeat(2_000_000);
const base: MadeLayer = { "bin/sh": "shell", "etc/conf": "old" };

test("bytes that are deleted, covered or replaced are counted with the largest files", () => {
  const image = imageOf(
    { "a/deleted": "12345", "a/covered": "123", "a/kept": "1", linked: "1234567", gone: "99" },
    {
      "a/.wh.deleted": "",
      "a/covered": "new",
      alias: { hardlink: "linked" },
      ".wh.gone": "",
    },
    { "a/covered": { symlink: "kept" }, ".wh.linked": "" },
  );
  const waste = wastedBytes(image);
  assert.equal(waste.bytes, 5 + 3 + 2 + 3);
  assert.deepEqual(waste.byLayer, [10, 3, 0]);
  assert.deepEqual(
    waste.worst.map((file) => [file.path, file.size, file.why]),
    [
      ["a/deleted", 5, "deleted"],
      ["a/covered", 3, "covered"],
      ["a/covered", 3, "covered"],
      ["gone", 2, "deleted"],
    ],
  );
  assert.equal(wastedBytes(image, 1).worst.length, 1);
  assert.equal(wastedBytes(imageOf(base)).bytes, 0);
});

test("changes are told as a container sees them", () => {
  const previous = imageOf(base, {
    same: "1",
    changed: "22",
    removed: "333",
    link: { symlink: "a" },
    d: { directory: true },
  });
  const next = imageOf(base, {
    same: { file: "1", mtime: 99 },
    changed: "four",
    added: "55555",
    link: { symlink: "b" },
    "d/e": "",
    hard: { hardlink: "same" },
  });
  const { changes } = compareContent(previous, next);
  assert.deepEqual([changes.added, changes.changed, changes.removed], [3, 2, 1]);
  assert.deepEqual(
    changes.largest.map((file) => [file.path, file.size, file.state]),
    [
      ["added", 5, "added"],
      ["changed", 4, "changed"],
      ["hard", 1, "added"],
    ],
  );
  const folder = compareContent(imageOf({ x: "1" }), imageOf({ "x/y": "1" })).changes;
  assert.deepEqual([folder.added, folder.changed, folder.removed], [1, 0, 1]);
});

test("what a new layer holds that the previous image has somewhere is sent again", () => {
  const previous = imageOf(base, { "models/big": large, "app/main.py": "v1" });
  const next = imageOf(base, { "models/big": large, "app/main.py": "v2" });
  const result = compareContent(previous, next);
  assert.equal(result.bytes, 2_000_000);
  assert.ok(Math.abs(result.pullBytes - 1_000_000) < 2000);
  assert.deepEqual(
    result.worst.map((file) => file.path),
    ["models/big"],
  );
  const [advice] = result.advice;
  assert.deepEqual([advice?.kind, advice?.reshippedBytes, advice?.changedBytes], ["split", 2_000_000, 2]);
  assert.match(advice?.message ?? "", /copy \/models\/big in an earlier step than \/app\/main\.py/);
});

test("a layer in which only times differ is told apart, and layers that are there already are not looked at", () => {
  const previous = imageOf(base, { "models/big": large });
  const touched = compareContent(previous, imageOf(base, { "models/big": { file: large, mtime: 5 } }));
  assert.deepEqual(
    touched.advice.map((advice) => advice.kind),
    ["same"],
  );
  assert.deepEqual(touched.changes, { added: 0, changed: 0, removed: 0, largest: [] });
  const reused = compareContent(previous, imageOf({ "models/big": large }, base));
  assert.deepEqual([reused.bytes, reused.advice], [0, []]);
});

test("small things and layers that mostly changed get no advice", () => {
  const previous = imageOf({ small: "1", big: large });
  assert.deepEqual(compareContent(previous, imageOf({ small: "1", other: "2" })).advice, []);
  const mostly = compareContent(previous, imageOf({ big: large, huge: "y".repeat(3_000_000) }));
  assert.deepEqual([mostly.bytes, mostly.advice.length], [2_000_000, 0]);
});

test("without content digests everything in a new layer is new", () => {
  const bare = (image: Image): Image => ({
    ...image,
    layers: image.layers.map(({ contentDigests: _none, ...layer }) => layer),
  });
  const result = compareContent(bare(imageOf({ big: large })), bare(imageOf({ big: large, x: "1" })));
  assert.deepEqual([result.bytes, result.changes.changed, result.changes.added], [0, 1, 1]);
  const image = imageOf({ a: "1", l: { hardlink: "a" }, d: { directory: true } });
  const of = (path: string) => contentDigest(image, image.tree.get(path) ?? { content: undefined });
  assert.deepEqual([of("a"), of("l"), of("d")], [digestOf("1"), digestOf("1"), undefined]);
});
