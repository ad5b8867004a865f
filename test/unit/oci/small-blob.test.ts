import assert from "node:assert/strict";
import test from "node:test";
import { largestConfig, readSmallBlob } from "../../../src/oci/small-blob.ts";
import { blobOf } from "./fixtures.ts";

test("a small blob is read whole, and a larger one is refused before it is opened", async () => {
  const blob = blobOf("content");
  const refuse = (why: string): Error => new RangeError(why);
  assert.equal((await readSmallBlob(blob, blob.open, refuse)).toString(), "content");
  assert.equal((await readSmallBlob({ size: 7 }, blob.open, refuse, 7)).toString(), "content");
  const unopened = (): never => assert.fail("opened");
  await assert.rejects(
    readSmallBlob({ size: largestConfig + 1 }, unopened, refuse),
    /RangeError: is larger than 4 MiB/,
  );
});
