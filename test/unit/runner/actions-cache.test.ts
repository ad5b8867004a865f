import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { startCacheService } from "../../../doubles/actions-cache/cache-service.ts";
import { silentLog } from "../../../src/io/log.ts";
import { openActionsCache } from "../../../src/runner/actions-cache.ts";

/** The toolkit reads the environment of the process, as it finds it on a runner. */
async function runner(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-cache-"));
  const service = await startCacheService();
  const environment = { ...service.environment, GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder };
  const before = { ...process.env };
  Object.assign(process.env, environment);
  t.after(async () => {
    process.env = before;
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });
  const kept = path.join(folder, "kept");
  await mkdir(kept);
  await writeFile(path.join(kept, "a"), "one");
  const warnings: string[] = [];
  const open = (more: Record<string, string> = {}) =>
    openActionsCache(
      { ...environment, ...more },
      { ...silentLog, warning: (line) => void warnings.push(line) },
    );
  return { service, kept, open, warnings };
}

test("what was saved is restored by its key or a prefix of it, and is not saved twice", async (t) => {
  const { service, kept, open } = await runner(t);
  const cache = open();
  assert.equal(await cache?.restore([kept], "app-2", ["app-"]), undefined);
  assert.equal(await cache?.save([kept], "app-1"), true);
  assert.deepEqual(service.keys(), ["app-1"]);
  await rm(kept, { recursive: true });
  assert.equal(await cache?.restore([kept], "app-2", ["app-"]), "app-1");
  assert.equal(await readFile(path.join(kept, "a"), "utf8"), "one");
  assert.equal(await cache?.save([kept], "app-1"), false);
});

test("a token that may only read saves nothing, and that is no failure", async (t) => {
  const { service, kept, open, warnings } = await runner(t);
  assert.equal(await open({ ACTIONS_CACHE_MODE: "read" })?.save([kept], "app-1"), false);
  assert.equal(await open({ ACTIONS_CACHE_MODE: "none" })?.restore([kept], "app-1", []), undefined);
  assert.deepEqual(service.calls, []);
  service.denyWrites();
  assert.equal(await open()?.save([kept], "app-1"), false);
  assert.deepEqual(service.keys(), []);
  assert.deepEqual(warnings, []);
});

test("where the runner has no cache there is none, and what goes wrong with one is a warning", async (t) => {
  assert.equal(openActionsCache({}, silentLog), undefined);
  assert.equal(openActionsCache({ ACTIONS_RUNTIME_TOKEN: "x" }, silentLog), undefined);
  const { kept, open, warnings } = await runner(t);
  // A key with a comma is refused by the toolkit itself.
  assert.equal(await open()?.save([kept], "a,b"), false);
  assert.equal(await open()?.restore([kept], "a,b", []), undefined);
  assert.equal(warnings.length, 2);
});
