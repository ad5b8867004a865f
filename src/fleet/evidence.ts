import { gateConfigDigest } from "../schema/fleet-file.ts";
import type { Verdict } from "../schema/generated/verdict.js";
import { type Signed, readVerdict } from "../schema/signed-json.ts";
import type { Digest } from "../values/digest.ts";
import { fleetFaults } from "./faults.ts";
import type { VerdictEvidence } from "./move.ts";
import { type Position, bundlePath, verdictPath } from "./paths.ts";
import { type FleetState, type PointerFile, type VerdictFile, requirePlace, verdictsOf } from "./state.ts";

/** Reads the verdict that a move brings and checks that it judges this pointer. Throws MOVE_VERDICT_MISMATCH. */
export function readEvidence(
  state: Pick<FleetState, "fleet">,
  evidence: VerdictEvidence,
  judged: PointerFile,
  wanted: Verdict["verdict"],
): Signed<Verdict> {
  const verdict = readVerdict(evidence.bytes, evidence.path);
  const mismatch =
    verdict.value.verdict === wanted
      ? bindingMismatch(state, verdict, judged)
      : `it says ${verdict.value.verdict}, where this move needs ${wanted}`;
  const place = verdictPath(judged.ring, judged.app, judged.file.value);
  const misplaced = evidence.path === place ? undefined : `its path should be ${place}`;
  const why = mismatch ?? misplaced;
  if (why === undefined) return verdict;
  throw fleetFaults.fault("MOVE_VERDICT_MISMATCH", `${evidence.path} does not carry this move: ${why}`, {
    where: evidence.path,
    next: "judge the ring again: the pointer or the gates have changed since",
  });
}

/** Why a verdict is not about a pointer, its release and the gates of fleet.yaml, or undefined when it is. */
export function bindingMismatch(
  state: Pick<FleetState, "fleet">,
  verdict: Signed<Verdict>,
  judged: PointerFile,
): string | undefined {
  const { value } = verdict;
  const ring = state.fleet.rings.find((candidate) => candidate.name === judged.ring);
  if (ring === undefined) return `fleet.yaml has no ring ${judged.ring}`;
  const pointer = judged.file.value;
  const expected: readonly (readonly [string, unknown, unknown])[] = [
    ["fleet", value.fleet, state.fleet.name],
    ["app", value.app, judged.app],
    ["ring", value.ring, judged.ring],
    ["epoch", value.epoch, pointer.epoch],
    ["seq", value.seq, pointer.seq],
    ["pointer", value.pointer, judged.file.digest],
    ["release", value.release, pointer.release.digest],
    ["gateConfig", value.gateConfig, gateConfigDigest(state.fleet, judged.app, ring)],
  ];
  const wrong = expected.find(([, said, wanted]) => said !== wanted);
  return wrong && `its ${wrong[0]} is ${String(wrong[1])}, not ${String(wrong[2])}`;
}

/**
 * The files that record a verdict: none where the very same is there (its signature then stays as it is). Throws
 * MOVE_VERDICT_TAKEN when the place holds other bytes.
 */
export async function evidenceFiles(
  state: FleetState,
  evidence: VerdictEvidence,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const there = await state.tree.read(evidence.path);
  if (there !== undefined && !Buffer.from(there).equals(evidence.bytes))
    throw fleetFaults.fault("MOVE_VERDICT_TAKEN", `${evidence.path} exists and says something else`, {
      where: evidence.path,
      next: "use the verdict that is there: verdicts are written once",
    });
  if (there !== undefined) return new Map();
  return new Map([
    [evidence.path, evidence.bytes],
    [bundlePath(evidence.path), evidence.bundle],
  ]);
}

/** A release that a ring proved: a promote verdict of that ring names it. */
export type ProvedRelease = Position & { readonly release: Digest; readonly verdict: VerdictFile };

/** What a ring proved, newest first by the position of the verdict. Verdicts are read only as far as the caller goes. */
export async function* provedReleases(
  state: FleetState,
  ring: string,
  app: string,
): AsyncGenerator<ProvedRelease> {
  for (const file of verdictsOf(state, ring, app)) {
    const verdict = await state.verdict(file);
    requirePlace(file.path, verdict.value, { fleet: state.fleet.name, ring, app });
    if (verdict.value.verdict === "promote")
      yield { release: verdict.value.release, epoch: file.epoch, seq: file.seq, verdict: file };
  }
}
