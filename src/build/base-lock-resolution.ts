import { mapLimited } from "../oci/parallel.ts";
import { platformManifest } from "../oci/platform.ts";
import type { Registry } from "../oci/registry.ts";
import { type Fault, isFault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import { formatImageReference } from "../values/image-reference.ts";
import { baseFaults } from "./base-faults.ts";
import { type BaseLock, type LockedBase, createBaseLock, referenceOf } from "./base-lock.ts";
import type { Base } from "./dockerfile.ts";
import { buildFaults } from "./faults.ts";

const arm64 = { os: "linux", architecture: "arm64" };
const parallelLookups = 6;

export type ResolveOptions = {
  /** Today, YYYY-MM-DD; left out of the lock when undefined. */
  readonly resolved?: string;
  readonly file?: string;
};

/**
 * Looks up what the tags of needed bases stand for, for a new lock. Each image of the target platform has to have a linux/arm64
 * variant. Throws BUILD_BASE_NOT_ARM64 or BUILD_BASE_NOT_FOUND with the line, or a fault of the registry.
 */
export async function resolveBases(
  registry: Registry,
  bases: readonly Base[],
  options: ResolveOptions = {},
): Promise<BaseLock> {
  const wanted = new Map<string, Base>();
  // The same image for the target and for another platform has to fit the target.
  for (const base of bases)
    if (base.needed && referenceOf(base)?.digest === undefined && !(wanted.get(base.ref)?.forTarget === true))
      wanted.set(base.ref, base);
  const entries = await mapLimited(parallelLookups, [...wanted.values()], async (base) => {
    const locked = await lookUp(registry, base, undefined, options.file);
    const { resolved } = options;
    return [base.ref, { ...locked, ...(resolved === undefined ? {} : { resolved }) }] as const;
  });
  return createBaseLock(entries);
}

/** Checks that what a lock or the Dockerfile pins is there and is for linux/arm64. Throws like `resolveBases`. */
export async function checkPinnedBases(
  registry: Registry,
  bases: readonly Base[],
  lock: BaseLock | undefined,
  file?: string,
): Promise<void> {
  const pinned = bases.flatMap((base) => {
    const digest = referenceOf(base)?.digest ?? lock?.find(base.ref)?.digest;
    return base.needed && digest !== undefined ? [{ base, digest }] : [];
  });
  await mapLimited(parallelLookups, pinned, ({ base, digest }) => lookUp(registry, base, digest, file));
}

async function lookUp(
  registry: Registry,
  base: Base,
  digest: string | undefined,
  file = "Dockerfile",
): Promise<LockedBase> {
  const where = `${file}:${base.line}`;
  const missing = (why: string, cause?: unknown): Fault =>
    buildFaults.fault("BUILD_BASE_NOT_FOUND", `${where}: ${base.written} ${why}`, { where, cause });
  const reference = referenceOf(base);
  if (reference === undefined) throw missing("is no image reference");
  const wanted = digest ?? reference.tag ?? "latest";
  if (!base.forTarget) {
    const root = await registry.resolve(reference, wanted);
    if (root === undefined) throw missing("is not in its registry");
    return { digest: root.digest };
  }
  try {
    const { root, platform } = await platformManifest(registry, reference, wanted, arm64);
    return { digest: root.descriptor.digest, platformDigest: platform.descriptor.digest };
  } catch (error) {
    if (isFault(error, "REGISTRY_NOT_FOUND")) throw missing("is not in its registry", error);
    if (!isFault(error, "IMAGE_PLATFORM_MISSING")) throw error;
    throw buildFaults.fault("BUILD_BASE_NOT_ARM64", `${where}: ${base.written} is not for linux/arm64`, {
      where,
      cause: error,
    });
  }
}

export type JudgeBasesOptions = {
  readonly file: string;
  /** True: an unpinned base is an error (`require-pinned-bases`). */
  readonly required: boolean;
  readonly lock?: BaseLock | undefined;
  /** What the tags stand for now (`resolveBases`), so that the next step can name the line to write. */
  readonly current?: BaseLock | undefined;
};

/** P5042: images of the build that are pinned neither in the Dockerfile nor by the lock. */
export function judgeBases(bases: readonly Base[], options: JudgeBasesOptions): readonly Finding[] {
  const findings: Finding[] = [];
  for (const base of bases) {
    const reference = referenceOf(base);
    if (!base.needed || reference?.digest !== undefined) continue;
    if (reference !== undefined && options.lock?.find(base.ref) !== undefined) continue;
    findings.push({
      rule: "P5042",
      severity: options.required ? "error" : "warning",
      message:
        reference === undefined
          ? `${base.written} has no value that names an image: it cannot be pinned, and the build cannot find it`
          : `${base.written} is not pinned by digest: the same commit builds another image as soon as the tag moves`,
      file: options.file,
      line: base.line,
      next: nextStep(base, options.current),
    });
  }
  return findings;
}

function nextStep(base: Base, current: BaseLock | undefined): string {
  const reference = referenceOf(base);
  if (reference === undefined) return "give the build argument a default, or pass it with build-args";
  const digest = current?.find(base.ref)?.digest;
  if (base.written !== base.ref) return "lock it with base-lock: its name comes from build arguments";
  const pinned = `${base.ref}@${digest ?? "sha256:…"}`;
  const line =
    base.instruction === ""
      ? `${base.kind === "syntax" ? "# syntax=" : ""}${pinned}`
      : base.instruction.replace(base.written, () => pinned);
  const how =
    digest === undefined
      ? ` (docker buildx imagetools inspect ${formatImageReference(reference)} shows the digest)`
      : "";
  return `write ${line}${how}, or use base-lock`;
}

/** The fault for findings of `judgeBases` that are errors; undefined when none is. */
export function notPinnedFault(findings: readonly Finding[]): Fault | undefined {
  const first = findings.find(({ rule, severity }) => rule === "P5042" && severity === "error");
  if (first === undefined) return undefined;
  const where = `${first.file ?? "Dockerfile"}:${first.line ?? 1}`;
  return baseFaults.fault("BUILD_BASE_NOT_PINNED", `${where}: ${first.message}`, { where, next: first.next });
}
