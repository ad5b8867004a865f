import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { cacheScope, formatCacheEntry, parseCacheEntry, planCaches } from "../../../src/build/cache.ts";
import { type ActionsCache, localCacheKeys, openLocalCache } from "../../../src/build/local-cache.ts";
import { isFault } from "../../../src/values/fault.ts";
import { folder } from "./requests.ts";

const request = {
  cacheFrom: ["type=gha"],
  cacheTo: ["type=gha,mode=max"],
  cacheName: "ghcr.io/acme/app",
  platforms: ["linux/arm64"],
  target: undefined,
};
const token = {
  ACTIONS_RUNTIME_TOKEN: "runtime",
  ACTIONS_RESULTS_URL: "https://r/",
  ACTIONS_CACHE_SERVICE_V2: "True",
};

test("a gha cache gets a scope for its platform, may fail without failing the build, and only then the child sees the token", () => {
  const plan = planCaches(request, { ...token, GITHUB_TOKEN: "x" });
  assert.deepEqual(plan.from, ["type=gha,scope=ghcr.io-acme-app-linux-arm64,timeout=5m"]);
  assert.deepEqual(plan.to, [
    "type=gha,mode=max,scope=ghcr.io-acme-app-linux-arm64,timeout=5m,ignore-error=true",
  ]);
  assert.deepEqual(plan.environment, token);
  assert.deepEqual(plan.notes, []);
  const without = planCaches({ ...request, cacheFrom: ["r/c:1"], cacheTo: [] }, token);
  assert.deepEqual(without.environment, {});
  const own = planCaches(
    { ...request, cacheTo: ["type=gha,scope=mine,timeout=1m,ignore-error=false"] },
    token,
  );
  assert.deepEqual(own.to, ["type=gha,scope=mine,timeout=1m,ignore-error=false"]);
});

test("a gha cache without what it needs is left out with a loud warning, not silently", () => {
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{}, /ACTIONS_RUNTIME_TOKEN/],
    [{ ACTIONS_RUNTIME_TOKEN: "t" }, /ACTIONS_RESULTS_URL/],
    [
      { ACTIONS_RUNTIME_TOKEN: "t", ACTIONS_CACHE_SERVICE_V2: "true", ACTIONS_CACHE_URL: "https://old/" },
      /ACTIONS_RESULTS_URL/,
    ],
  ];
  for (const [environment, says] of cases) {
    const plan = planCaches(request, environment);
    assert.deepEqual([plan.from, plan.to, plan.environment], [[], [], {}]);
    assert.equal(plan.notes[0]?.severity, "warning");
    assert.match(plan.notes[0].message, says);
  }
  const old = planCaches(request, { ACTIONS_RUNTIME_TOKEN: "t", ACTIONS_CACHE_URL: "https://old/" });
  assert.equal(old.from.length, 1);
});

test("a cache token that may only read writes nothing and says so; one that may only write reads nothing", () => {
  const read = planCaches(request, { ...token, ACTIONS_CACHE_MODE: "read" });
  assert.deepEqual([read.from.length, read.to.length, read.notes[0]?.severity], [1, 0, "notice"]);
  const write = planCaches(request, { ...token, ACTIONS_CACHE_MODE: "write-only" });
  assert.deepEqual([write.from.length, write.to.length, write.notes.length], [0, 1, 1]);
  const none = planCaches(request, { ...token, ACTIONS_CACHE_MODE: "none" });
  assert.deepEqual([none.from.length, none.to.length, none.notes.length], [0, 0, 2]);
});

test("what others could read at once is written only after the checks", () => {
  const plan = planCaches(
    {
      ...request,
      cacheFrom: ["r.example/cache:1"],
      cacheTo: [
        "type=registry,ref=r.example/cache:1,mode=max",
        "r.example/other",
        "type=local,dest=/c",
        "type=inline",
      ],
    },
    {},
  );
  assert.deepEqual(plan.from, ["type=registry,ref=r.example/cache:1"]);
  assert.deepEqual(plan.deferred, [
    "type=registry,ref=r.example/cache:1,mode=max",
    "type=registry,ref=r.example/other",
  ]);
  assert.deepEqual(plan.to, ["type=local,dest=/c,ignore-error=true", "type=inline"]);
  assert.equal(plan.deferredMayFail, true);
  assert.match(plan.notes[0]?.message ?? "", /inline/);
  const strict = planCaches(
    { ...request, cacheFrom: [], cacheTo: ["type=registry,ref=r/c,ignore-error=false"] },
    {},
  );
  assert.equal(strict.deferredMayFail, false);
});

test("keys of caches go to the child's environment and never into an argument", () => {
  const plan = planCaches(
    {
      ...request,
      cacheFrom: [
        "type=gha,token=s3cret-token,url=https://c/",
        "type=s3,bucket=b,region=r,access_key_id=AK,secret_access_key=s3cret-key",
      ],
      cacheTo: [],
    },
    { ACTIONS_CACHE_URL: "https://c/", AWS_SESSION_TOKEN: "sess", AWS_UNRELATED: "no" },
  );
  assert.doesNotMatch(plan.from.join(" "), /s3cret|AK/);
  assert.deepEqual(plan.environment, {
    ACTIONS_RUNTIME_TOKEN: "s3cret-token",
    ACTIONS_CACHE_URL: "https://c/",
    AWS_ACCESS_KEY_ID: "AK",
    AWS_SECRET_ACCESS_KEY: "s3cret-key",
    AWS_SESSION_TOKEN: "sess",
  });
  assert.equal(plan.from[1], "type=s3,bucket=b,region=r");
});

test("an entry that cannot be read is BUILD_CACHE_INVALID, and what it holds is not repeated", () => {
  for (const entry of ["", "type=", "type=gha,s3cret", "mode=max,=s3cret"])
    assert.throws(
      () => parseCacheEntry(entry),
      (error) => isFault(error, "BUILD_CACHE_INVALID") && !error.message.includes("s3cret"),
      entry,
    );
});

test("entries survive reading and writing, whatever is in their values", () => {
  const value = fc.string({ minLength: 1 }).filter((text) => text === text.trim() && !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("ref", "scope", "mode", "dest"), value), (attributes) => {
      const entry = { type: "registry", attributes: new Map(Object.entries(attributes)) };
      assert.deepEqual(parseCacheEntry(formatCacheEntry(entry)), entry);
    }),
  );
});

test("the scope of a cache tells image, platforms and target apart", () => {
  assert.equal(cacheScope("ghcr.io/a/b", ["linux/arm64"], "run time"), "ghcr.io-a-b-linux-arm64-run-time");
});

const subject = {
  image: "ghcr.io/a/b",
  platforms: ["linux/arm64"],
  target: undefined,
  dockerfile: "FROM scratch\n",
};

test("the key of a local cache follows image, platform, target and Dockerfile, and only the last may differ on restore", () => {
  const { key, restoreKeys } = localCacheKeys(subject);
  assert.match(key, /^pi5-build-linux-arm64-[0-9a-f]{16}-[0-9a-f]{32}$/);
  assert.ok(key.startsWith(restoreKeys[0] ?? "x"));
  const other = localCacheKeys({ ...subject, dockerfile: "FROM alpine\n" });
  assert.notEqual(other.key, key);
  assert.deepEqual(other.restoreKeys, restoreKeys);
  assert.notEqual(localCacheKeys({ ...subject, round: "lock" }).key, key);
  for (const change of [{ image: "ghcr.io/a/c" }, { platforms: ["linux/amd64"] }, { target: "x" }])
    assert.notDeepEqual(localCacheKeys({ ...subject, ...change }).restoreKeys, restoreKeys);
});

function memory(found: string | undefined, isSaved = true): ActionsCache & { readonly saved: string[] } {
  const saved: string[] = [];
  return {
    saved,
    restore: async (paths) => {
      if (found === undefined) return undefined;
      await mkdir(paths[0] ?? "", { recursive: true });
      await writeFile(path.join(paths[0] ?? "", "index.json"), "old");
      return found;
    },
    save: async (_paths, key) => {
      saved.push(key);
      return isSaved;
    },
  };
}

test("a local cache is restored before, exported beside, and saved in its place", async (t) => {
  const at = path.join(await folder(t), "cache");
  const keys = localCacheKeys(subject);
  const port = memory("older");
  const cache = await openLocalCache(port, at, keys, {});
  assert.deepEqual(cache.cacheFrom, [`type=local,src=${at}`]);
  assert.deepEqual(cache.cacheTo, [`type=local,dest=${at}.new,mode=max`]);
  await mkdir(`${at}.new`);
  await writeFile(`${at}.new/index.json`, "new");
  assert.equal(await cache.save(), "saved");
  assert.equal(await readFile(`${at}/index.json`, "utf8"), "new");
  assert.deepEqual(port.saved, [keys.key]);
});

test("not saving a local cache is normal: same key, read-only token, nothing exported, a cache that fails", async (t) => {
  const keys = localCacheKeys(subject);
  const exact = await openLocalCache(memory(keys.key), path.join(await folder(t), "c"), keys, {});
  assert.deepEqual([exact.cacheTo, await exact.save()], [[], "skipped"]);
  const reading = await openLocalCache(memory("older"), path.join(await folder(t), "c"), keys, {
    ACTIONS_CACHE_MODE: "read",
  });
  assert.deepEqual([reading.cacheTo, reading.cacheFrom.length, await reading.save()], [[], 1, "skipped"]);
  assert.match(reading.notes[0]?.message ?? "", /may not write/);
  const nothing = await openLocalCache(memory(undefined), path.join(await folder(t), "c"), keys, {});
  assert.deepEqual([nothing.cacheFrom, await nothing.save()], [[], "skipped"]);
  const broken: ActionsCache = {
    restore: async () => {
      throw new Error("cache service is down");
    },
    save: async () => {
      throw new Error("cache service is down");
    },
  };
  const at = path.join(await folder(t), "c");
  const failing = await openLocalCache(broken, at, keys, {});
  await mkdir(`${at}.new`);
  await writeFile(`${at}.new/index.json`, "new");
  assert.equal(await failing.save(), "skipped");
  assert.equal(failing.notes.length, 2);
});
