import { bindingMismatch } from "../../fleet/evidence.ts";
import type { VerdictEvidence } from "../../fleet/move.ts";
import { bundlePath, verdictPath } from "../../fleet/paths.ts";
import { verifyFile } from "../../fleet/signatures.ts";
import type { FleetState, PointerFile } from "../../fleet/state.ts";
import type { Evidence, Judgement, MetricJudgement } from "../../judge/evidence.ts";
import { type Ring, gateConfigDigest } from "../../schema/fleet-file.ts";
import type { Verdict, VerdictMetric } from "../../schema/generated/verdict.js";
import { readVerdict, writeVerdict } from "../../schema/signed-json.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import { isFault } from "../../values/fault.ts";
import type { Tree } from "../../values/tree.ts";
import { canaryGateFaults } from "./faults.ts";

export type FinalVerdict = Verdict["verdict"];

/** The verdict document of a judgement, as canonical bytes. */
export function composeVerdict(
  state: FleetState,
  ring: Ring,
  pointer: PointerFile,
  evidence: Evidence,
  judgement: Judgement & { readonly verdict: FinalVerdict },
): Uint8Array {
  const { epoch, seq, release } = pointer.file.value;
  const { devices, window } = evidence;
  return writeVerdict({
    schemaVersion: 1,
    kind: "verdict",
    fleet: state.fleet.name,
    app: pointer.app,
    ring: ring.name,
    epoch,
    seq,
    pointer: pointer.file.digest,
    release: release.digest,
    gateConfig: gateConfigDigest(state.fleet, pointer.app, ring),
    verdict: judgement.verdict,
    reason: judgement.reason,
    window: { from: isoTime(window.from), to: isoTime(window.to) },
    devices: {
      ring: devices.ring,
      updated: devices.updated,
      reporting: devices.reporting,
      silent: [...devices.silent],
      missing: [...devices.missing],
    },
    metrics: judgement.metrics.map((metric) => writtenMetric(metric, judgement.verdict)),
  });
}

// A promotion stands on what may be bad, a revert on what surely is.
function writtenMetric(metric: MetricJudgement, verdict: FinalVerdict): VerdictMetric {
  const { name, type, total, limit } = metric;
  const bad = verdict === "promote" ? metric.suspect : metric.bad;
  const value = total > 0 ? Math.min(1, bad / total) : 0;
  const measured = value > limit ? "bad" : "ok";
  return { name, type, bad, total, value, limit, state: metric.state === "unsure" ? measured : metric.state };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/**
 * The signed verdict of the same kind that a tree (an open proposal) already holds for this pointer, or undefined. Counts grow
 * with every look; what is proposed and signed stays as it is.
 */
export async function findVerdict(
  state: FleetState,
  tree: Tree,
  pointer: PointerFile,
  wanted: FinalVerdict,
): Promise<VerdictEvidence | undefined> {
  const path = verdictPath(pointer.ring, pointer.app, pointer.file.value);
  const bytes = await tree.read(path);
  const bundle = await tree.read(bundlePath(path));
  if (bytes === undefined || bundle === undefined) return undefined;
  try {
    const file = readVerdict(bytes, path);
    if (file.value.verdict !== wanted || bindingMismatch(state, file, pointer) !== undefined)
      return undefined;
  } catch (error) {
    // Somebody edited the proposal by hand; a fresh verdict replaces it.
    if (isFault(error)) return undefined;
    throw error;
  }
  const verification = await verifyFile(state.trust, "gate", pointer.app, { path, bytes, bundle });
  return verification.ok ? { path, bytes, bundle } : undefined;
}

/** Signs a verdict and verifies the signature by the trust document, as the required check will. Throws CANARY_SIGNER_UNTRUSTED. */
export async function signVerdict(
  state: FleetState,
  pointer: PointerFile,
  bytes: Uint8Array,
  signer: BlobSigner,
): Promise<VerdictEvidence> {
  const path = verdictPath(pointer.ring, pointer.app, pointer.file.value);
  const bundle = await signer.signBlob(bytes);
  const verification = await verifyFile(state.trust, "gate", pointer.app, { path, bytes, bundle });
  if (verification.ok) return { path, bytes, bundle };
  throw canaryGateFaults.fault(
    "CANARY_SIGNER_UNTRUSTED",
    `the signature of this run is not accepted for verdicts on ${pointer.app}: ${verification.why.message}`,
    {
      where: "trust/trust.json",
      next: "let the holder of the root key add this signer with the role gate",
      cause: verification.why,
    },
  );
}
