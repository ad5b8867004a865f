import assert from "node:assert/strict";
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { openLocalCache } from "../../../src/build/local-cache.ts";

test("what another step left in the folder of the cache is neither used nor saved", async (t) => {
  const parent = await mkdtemp(path.join(tmpdir(), "pi5-leftovers-"));
  t.after(() => rm(parent, { recursive: true, force: true }));
  const at = path.join(parent, "cache");
  for (const folder of [at, `${at}.new`]) {
    await mkdir(folder);
    await writeFile(path.join(folder, "index.json"), "{}");
    await writeFile(path.join(folder, "of-another-image"), "");
  }
  const port = {
    restore: async () => {
      await assert.rejects(access(at));
      return undefined;
    },
    save: async () => true,
  };
  const cache = await openLocalCache(port, at, { key: "k", restoreKeys: [] }, {});
  assert.deepEqual(cache.cacheFrom, []);
  assert.equal(await cache.save(), "skipped");
  assert.deepEqual(await readdir(parent), []);
});
