import assert from "node:assert/strict";
import { readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { withStandIns } from "../../../src/build/stand-ins.ts";
import { digestOf, hexOf } from "../../../src/values/digest.ts";
import { folder } from "./requests.ts";

test("stand-ins have the size of their layers and take no space, and all of them go", async (t) => {
  const layout = await folder(t);
  const large = { digest: digestOf("large"), size: 5_000_000_000 };
  // The same layer may be in an image twice.
  const away = [large, { digest: digestOf("small"), size: 3 }, large];
  const blobs = path.join(layout, "blobs/sha256");
  const built = hexOf(digestOf("built"));
  await withStandIns(layout, away, async () => {
    const facts = await stat(path.join(blobs, hexOf(large.digest)));
    assert.equal(facts.size, large.size);
    assert.ok(facts.blocks * 512 < 1_000_000, `${facts.blocks} blocks`);
    await writeFile(path.join(blobs, built), "built");
  });
  assert.deepEqual(await readdir(blobs), [built]);
  const failing = withStandIns(layout, away, async () => Promise.reject(new Error("no build")));
  await assert.rejects(failing, /no build/);
  assert.deepEqual(await readdir(blobs), [built]);
});

test("what is there is never replaced by a stand-in", async (t) => {
  const layout = await folder(t);
  const blob = { digest: digestOf("x"), size: 9 };
  await withStandIns(layout, [], async () => {});
  await writeFile(path.join(layout, "blobs/sha256", hexOf(blob.digest)), "x");
  await assert.rejects(
    withStandIns(layout, [blob], async () => {}),
    /EEXIST/,
  );
});
