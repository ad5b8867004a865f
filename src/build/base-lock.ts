import { parseObject } from "../oci/manifest-content.ts";
import { type Digest, isDigest } from "../values/digest.ts";
import { type ImageReference, formatImageReference, parseImageReference } from "../values/image-reference.ts";
import { isRecord } from "../values/json-members.ts";
import { compareText } from "../values/text-order.ts";
import { baseFaults } from "./base-faults.ts";
import type { Base } from "./dockerfile.ts";

/** What a tag of a base image stood for when the lock was written. */
export type LockedBase = {
  /** What the tag names: the index where there is one. */
  readonly digest: Digest;
  /** Its linux/arm64 image. */
  readonly platformDigest?: Digest;
  /** Day on which it was looked up, YYYY-MM-DD. */
  readonly resolved?: string;
};

/** The base lock file: digests of base images by the reference that the Dockerfile names. */
export type BaseLock = {
  /** As the file has them, sorted. */
  readonly bases: ReadonlyMap<string, LockedBase>;
  /** The entry of a reference, whichever way it is written (`debian:12`, `docker.io/library/debian:12`). */
  readonly find: (ref: string) => LockedBase | undefined;
};

/** Largest lock file that is read, in bytes. */
export const largestBaseLock = 1024 * 1024;
const mostBases = 1000;

/** Makes a lock of entries. Throws BUILD_BASE_LOCK_INVALID when two of them name the same image. */
export function createBaseLock(
  entries: Iterable<readonly [string, LockedBase]>,
  file = "base lock",
): BaseLock {
  const sorted = [...entries].sort(([left], [right]) => compareText(left, right));
  const byName = new Map<string, LockedBase>();
  for (const [ref, base] of sorted) {
    const key = normalized(ref);
    if (key === undefined)
      throw invalid(file, `names ${quote(ref)}, which is no image reference without digest`);
    if (byName.has(key)) throw invalid(file, `names ${quote(ref)} twice, in two spellings`);
    byName.set(key, base);
  }
  const find = (ref: string): LockedBase | undefined => byName.get(normalized(ref) ?? "");
  return { bases: new Map(sorted), find };
}

/**
 * Reads a base lock: `{"version":1,"bases":{"debian:12":{"digest":"sha256:…"}}}`. Members that are not known are refused: a
 * misspelt one would pin nothing. Throws BUILD_BASE_LOCK_INVALID.
 */
export function parseBaseLock(bytes: Uint8Array, file = "base lock"): BaseLock {
  if (bytes.length > largestBaseLock) throw invalid(file, "is larger than 1 MiB");
  const document = parseObject(bytes, (why) => invalid(file, why));
  only(document, ["version", "bases"], "", file);
  if (document["version"] !== 1) throw invalid(file, "does not have version 1");
  const { bases } = document;
  if (!isRecord(bases)) throw invalid(file, "has no object `bases`");
  const entries = Object.entries(bases);
  if (entries.length > mostBases) throw invalid(file, `has more than ${mostBases} bases`);
  return createBaseLock(
    entries.map(([ref, value]) => [ref, lockedBase(ref, value, file)]),
    file,
  );
}

function lockedBase(ref: string, value: unknown, file: string): LockedBase {
  const at = `at ${quote(ref)}`;
  if (!isRecord(value)) throw invalid(file, `has no object ${at}`);
  only(value, ["digest", "platformDigest", "resolved"], ` ${at}`, file);
  const { digest, platformDigest, resolved } = value;
  if (typeof digest !== "string" || !isDigest(digest)) throw invalid(file, `has no sha256 digest ${at}`);
  if (platformDigest !== undefined && (typeof platformDigest !== "string" || !isDigest(platformDigest)))
    throw invalid(file, `has a platformDigest that is no sha256 digest ${at}`);
  if (resolved !== undefined && (typeof resolved !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(resolved)))
    throw invalid(file, `has a day "resolved" that is not YYYY-MM-DD ${at}`);
  return {
    digest,
    ...(platformDigest === undefined ? {} : { platformDigest }),
    ...(resolved === undefined ? {} : { resolved }),
  };
}

function only(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: string,
  file: string,
): void {
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw invalid(file, `has the unknown member ${quote(other)}${at}`);
}

/** A lock with fresh entries over those that it has: several Dockerfiles may share one file, and each only knows its own bases. */
export function mergeBaseLock(lock: BaseLock | undefined, fresh: BaseLock): BaseLock {
  const kept = [...(lock?.bases ?? [])].filter(([ref]) => fresh.find(ref) === undefined);
  return createBaseLock([...kept, ...fresh.bases]);
}

/** The bytes of a lock file: sorted, two spaces, the same for the same lock. */
export function formatBaseLock(lock: BaseLock): string {
  const bases = Object.fromEntries(
    [...lock.bases].map(([ref, { digest, platformDigest, resolved }]) => [
      ref,
      { digest, ...(platformDigest && { platformDigest }), ...(resolved && { resolved }) },
    ]),
  );
  return `${JSON.stringify({ version: 1, bases }, undefined, 2)}\n`;
}

/** What a builder is told so that it takes the locked digests, the Dockerfile untouched. */
export type LockedBuild = {
  /** `name=docker-image://reference@digest`, for `--build-context` of docker buildx and buildah. */
  readonly contexts: readonly string[];
  /** Build arguments besides: the frontend of `# syntax=` is no build context. */
  readonly buildArguments: readonly (readonly [string, string])[];
};

/**
 * Renders a lock for the bases that a build needs. Pinned ones need no entry; one that is neither pinned nor locked is
 * BUILD_BASE_NOT_LOCKED, since the build would take whatever its tag names today.
 */
export function lockBuild(bases: readonly Base[], lock: BaseLock, file = "Dockerfile"): LockedBuild {
  const contexts = new Map<string, string>();
  let syntax: string | undefined;
  for (const base of bases) {
    const reference = referenceOf(base);
    if (!base.needed || reference?.digest !== undefined) continue;
    const locked = lock.find(base.ref);
    if (reference === undefined || locked === undefined)
      throw baseFaults.fault(
        "BUILD_BASE_NOT_LOCKED",
        `${file}:${base.line}: ${base.written} is not in the base lock`,
        {
          where: `${file}:${base.line}`,
          next: "run the step once with base-lock-update: true, and commit the file",
        },
      );
    const pinned = formatImageReference({ ...reference, digest: locked.digest });
    if (base.kind === "syntax") syntax = pinned;
    else contexts.set(base.ref, `${base.ref}=docker-image://${pinned}`);
  }
  return {
    contexts: [...contexts.values()].sort(),
    buildArguments: syntax === undefined ? [] : [["BUILDKIT_SYNTAX", syntax]],
  };
}

/** The reference of a base; undefined where it is none, such as when a build argument has no value. */
export function referenceOf(base: Base): ImageReference | undefined {
  try {
    return base.ref === "" ? undefined : parseImageReference(base.ref);
  } catch {
    return undefined;
  }
}

function normalized(ref: string): string | undefined {
  try {
    const { digest, ...reference } = parseImageReference(ref);
    return digest === undefined ? formatImageReference({ tag: "latest", ...reference }) : undefined;
  } catch {
    return undefined;
  }
}

function invalid(file: string, why: string): Error {
  return baseFaults.fault("BUILD_BASE_LOCK_INVALID", `${file} ${why}`, { where: file });
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 150));
}
