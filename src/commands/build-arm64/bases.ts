import {
  type BaseLock,
  formatBaseLock,
  largestBaseLock,
  mergeBaseLock,
  parseBaseLock,
  referenceOf,
} from "../../build/base-lock.ts";
import {
  checkPinnedBases,
  judgeBases,
  notPinnedFault,
  resolveBases,
} from "../../build/base-lock-resolution.ts";
import { baseFaults } from "../../build/base-faults.ts";
import type { Base } from "../../build/dockerfile.ts";
import { containPath, readBounded, writeAtomic } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { isFault } from "../../values/fault.ts";
import { applyAcceptances, parseAcceptance } from "../../lint/ignore.ts";
import type { Registry } from "../../oci/registry.ts";
import type { Finding } from "../../values/finding.ts";
import type { BuildInput } from "./inputs.ts";
import type { Source } from "./source.ts";

export type Bases = {
  readonly lock: BaseLock | undefined;
  readonly findings: readonly Finding[];
  /** What the built image stands on, where that is pinned. */
  readonly base: { readonly reference: string; readonly digest: string } | undefined;
};

/**
 * Reads or renews the base lock and holds the Dockerfile's images against it. Throws BUILD_BASE_NOT_PINNED with
 * require-pinned-bases, before anything is built.
 */
export async function readBases(
  input: BuildInput,
  source: Source,
  registry: Registry,
  ports: Pick<Ports, "workspace" | "log" | "clock">,
): Promise<Bases> {
  const { dockerfile, shownFile } = source;
  const required = input["require-pinned-bases"];
  if (dockerfile === undefined) {
    if (required)
      throw baseFaults.fault(
        "BUILD_BASE_NOT_PINNED",
        `${shownFile} could not be read before the build, so nobody can say whether its bases are pinned`,
        { where: "context", next: "set github-token, or check out and set context: ." },
      );
    return { lock: undefined, findings: [], base: undefined };
  }
  const lock = await openLock(input, dockerfile.bases, registry, shownFile, ports);
  const findings = judgeBases(dockerfile.bases, { file: shownFile, required, lock });
  const { kept } = applyAcceptances(findings, input["lint-ignore"].map(parseAcceptance));
  const fault = notPinnedFault(kept);
  if (fault !== undefined) throw fault;
  if (lock !== undefined) await checkPinnedBases(registry, dockerfile.bases, lock, shownFile);
  return { lock, findings, base: standing(dockerfile.standsOn, lock) };
}

async function openLock(
  input: BuildInput,
  bases: readonly Base[],
  registry: Registry,
  shownFile: string,
  ports: Pick<Ports, "workspace" | "log" | "clock">,
): Promise<BaseLock | undefined> {
  const name = input["base-lock"];
  if (name === undefined) return undefined;
  const file = await containPath(ports.workspace, name);
  if (!input["base-lock-update"]) return parseBaseLock(await readBounded(file, largestBaseLock), name);
  const before = await readBounded(file, largestBaseLock).catch((error: unknown) => {
    if (isFault(error, "FILE_MISSING")) return undefined;
    throw error;
  });
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10);
  const fresh = await resolveBases(registry, bases, { resolved: today, file: shownFile });
  const lock = mergeBaseLock(before === undefined ? undefined : parseBaseLock(before, name), fresh);
  if (!input["dry-run"]) await writeAtomic(file, formatBaseLock(lock));
  ports.log.info(`${name}: ${lock.bases.size} base images locked`);
  return lock;
}

function standing(base: Base | undefined, lock: BaseLock | undefined): Bases["base"] {
  if (base === undefined) return undefined;
  const digest = referenceOf(base)?.digest ?? lock?.find(base.ref)?.digest;
  return digest === undefined ? undefined : { reference: base.ref, digest };
}
