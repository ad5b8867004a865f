import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { openLayout } from "../../../src/oci/layout.ts";
import { pruneLayout } from "../../../src/oci/layout-prune.ts";
import { isFault } from "../../../src/values/fault.ts";
import { writeSmallImage } from "../../interop/small-image.ts";

test("only blobs that nothing in the index leads to are removed, and none when something is missing", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-prune-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const image = await writeSmallImage(folder, { "etc/a": Buffer.from("a") });
  const blobs = path.join(image.layout, "blobs/sha256");
  const before = (await readdir(blobs)).sort();
  const layout = await openLayout(image.layout);
  assert.equal(await pruneLayout(layout), 0);
  for (const name of ["0".repeat(64), "1".repeat(64), "note.txt"])
    await writeFile(path.join(blobs, name), "x");
  assert.equal(await pruneLayout(layout), 2);
  assert.deepEqual((await readdir(blobs)).sort(), [...before, "note.txt"].sort());
  await writeFile(path.join(blobs, "2".repeat(64)), "x");
  await rm(path.join(blobs, image.indexDigest.slice(7)));
  await assert.rejects(pruneLayout(layout), (error: unknown) => isFault(error, "LAYOUT_CORRUPT"));
  assert.ok((await readdir(blobs)).includes("2".repeat(64)));
});
