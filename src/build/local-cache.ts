import { createHash } from "node:crypto";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Finding } from "../values/finding.ts";
import { cacheAccess, cacheScope, formatCacheEntry } from "./cache.ts";

/** What is needed of @actions/cache: `restore` gives the key that was found, `save` is false where nothing was saved. */
export type ActionsCache = {
  readonly restore: (
    paths: readonly string[],
    key: string,
    restoreKeys: readonly string[],
  ) => Promise<string | undefined>;
  readonly save: (paths: readonly string[], key: string) => Promise<boolean>;
};

/** What decides which build cache fits: the Dockerfile's text, and `round` where more shall count, such as a lock file's hash. */
export type LocalCacheSubject = {
  readonly image: string;
  readonly platforms: readonly string[];
  readonly target: string | undefined;
  readonly dockerfile: string | Uint8Array;
  readonly round?: string;
};

export type LocalCacheKeys = { readonly key: string; readonly restoreKeys: readonly string[] };

/**
 * The key of a build cache. An older cache of another Dockerfile still has most layers, so it is taken where there is no exact
 * one; a cache of another image, platform or target never is.
 */
export function localCacheKeys(subject: LocalCacheSubject): LocalCacheKeys {
  const { image, platforms, target, dockerfile, round } = subject;
  const name = createHash("sha256")
    .update(JSON.stringify([image, platforms, target ?? ""]))
    .digest("hex");
  // Platforms are named for people who look at the list of caches; the hash is what tells them apart.
  const prefix = `pi5-build-${cacheScope("", platforms, undefined).slice(1)}-${name.slice(0, 16)}-`;
  const hash = createHash("sha256")
    .update(dockerfile)
    .update(`\0${round ?? ""}`);
  return { key: `${prefix}${hash.digest("hex").slice(0, 32)}`, restoreKeys: [prefix] };
}

/** A build cache in a folder that @actions/cache carries from run to run. */
export type LocalCache = {
  /** Entries for `cacheFrom` and `cacheTo` of the request; empty where the job's token does not allow it. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** The key that was restored, or undefined. */
  readonly restored: string | undefined;
  /** Saves what the build exported. Not saving is normal: the same key is there, or the token may only read. */
  readonly save: () => Promise<"saved" | "skipped">;
  readonly notes: readonly Finding[];
};

/**
 * Restores a build cache into `folder` and says how a build uses it. A cache that cannot be restored or saved never fails a
 * build: it becomes a note.
 */
export async function openLocalCache(
  port: ActionsCache,
  folder: string,
  { key, restoreKeys }: LocalCacheKeys,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<LocalCache> {
  const access = cacheAccess(variables);
  const notes: Finding[] = [];
  const note = (doing: string, error: unknown): void => {
    notes.push({
      rule: "BUILD_CACHE",
      severity: "warning",
      message: `the local build cache could not be ${doing}: ${error instanceof Error ? error.message : String(error)}`,
    });
  };
  // An earlier step of the job, or a build that failed, may have left something: what is saved is this build's alone.
  const fresh = `${folder}.new`;
  for (const leftover of [folder, fresh]) await rm(leftover, { recursive: true, force: true });
  const restored = access.read
    ? await port.restore([folder], key, restoreKeys).catch((error: unknown) => {
        note("restored", error);
        return undefined;
      })
    : undefined;
  const hasIndex = restored !== undefined && (await isThere(path.join(folder, "index.json")));
  // An export into the old folder would keep every blob of the past: the new one takes its place after the build.
  const isExact = restored === key;
  if (!access.write)
    notes.push({
      rule: "BUILD_CACHE",
      severity: "notice",
      message: "the job's cache token may not write: the local build cache is not saved",
    });
  const exports = access.write && !isExact;
  return {
    cacheFrom: hasIndex ? [formatCacheEntry({ type: "local", attributes: new Map([["src", folder]]) })] : [],
    cacheTo: exports
      ? [
          formatCacheEntry({
            type: "local",
            attributes: new Map([
              ["dest", fresh],
              ["mode", "max"],
            ]),
          }),
        ]
      : [],
    restored,
    notes,
    save: async () => {
      if (!exports || !(await isThere(path.join(fresh, "index.json")))) return "skipped";
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
      try {
        return (await port.save([folder], key)) ? "saved" : "skipped";
      } catch (error) {
        note("saved", error);
        return "skipped";
      }
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    (facts) => facts.isFile(),
    () => false,
  );
}
