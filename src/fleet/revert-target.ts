import type { Denied } from "../schema/generated/pointer.js";
import { denialOf } from "./denied.ts";
import { provedReleases } from "./evidence.ts";
import { bundlePath } from "./paths.ts";
import { verifyFile } from "./signatures.ts";
import type { FleetState, PointerFile, ReleaseFile, VerdictFile } from "./state.ts";

/**
 * The release that a ring can go back to: the one that it proved last (or the given version) that is another than it runs, not
 * denied, and still carries signatures that trust accepts. Undefined when there is none.
 */
export async function findTarget(
  state: FleetState,
  from: PointerFile,
  denied: readonly Denied[],
  version: string | undefined,
): Promise<ReleaseFile | undefined> {
  for await (const proved of provedReleases(state, from.ring, from.app)) {
    if (proved.release === from.file.value.release.digest) continue;
    const target = await state.release(from.app, proved.release);
    if (target === undefined || denialOf(target.file, denied) !== undefined) continue;
    if (version !== undefined && target.version !== version) continue;
    // Devices and the rules would refuse a target whose signer trust no longer names, so an older one is looked for.
    if (await isTrusted(state, target, proved.verdict)) return target;
  }
  return undefined;
}

async function isTrusted(state: FleetState, target: ReleaseFile, proof: VerdictFile): Promise<boolean> {
  const { app, path } = target;
  const verdict = await state.verdict(proof);
  const [release, judged] = await Promise.all([
    verifyFile(state.trust, "release", app, {
      path,
      bytes: target.file.bytes,
      bundle: await state.tree.read(bundlePath(path)),
    }),
    verifyFile(state.trust, "gate", app, {
      path: proof.path,
      bytes: verdict.bytes,
      bundle: await state.tree.read(bundlePath(proof.path)),
    }),
  ]);
  return release.ok && judged.ok;
}
