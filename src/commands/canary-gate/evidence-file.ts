import path from "node:path";
import { bundlePath } from "../../fleet/paths.ts";
import type { VerdictEvidence } from "../../fleet/move.ts";
import { writeAtomic } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { gateConfigDigest } from "../../schema/fleet-file.ts";
import { canonicalJson } from "../../values/canonical-json.ts";
import type { JudgedLook } from "./plan.ts";

type Needed = Pick<Ports, "environment" | "workspace">;

/** Writes the whole evidence of a look, with what was concluded from it, and gives the file's path. */
export async function keepEvidence(look: JudgedLook, ports: Needed): Promise<string> {
  const { state, ring, pointer } = look.subject;
  const { epoch, seq, release } = pointer.file.value;
  const file = path.join(folderOf(look, ports), "evidence.json");
  const content = {
    schemaVersion: 1,
    kind: "canary-evidence",
    fleet: state.fleet.name,
    app: pointer.app,
    ring: ring.name,
    epoch,
    seq,
    pointer: pointer.file.digest,
    release: release.digest,
    gateConfig: gateConfigDigest(state.fleet, pointer.app, ring),
    judgement: look.judgement,
    evidence: look.evidence,
  };
  await writeAtomic(file, `${canonicalJson(content)}\n`);
  return file;
}

/** Writes a signed verdict and its bundle for a later job, and gives the verdict's path. */
export async function keepVerdict(
  look: JudgedLook,
  verdict: VerdictEvidence,
  ports: Needed,
): Promise<string> {
  const file = path.join(folderOf(look, ports), path.basename(verdict.path));
  await writeAtomic(file, verdict.bytes);
  await writeAtomic(bundlePath(file), verdict.bundle);
  return file;
}

// Later steps and jobs read these, so they may not lie in the folder that goes away with this run.
function folderOf(look: JudgedLook, ports: Needed): string {
  const { ring, app, file } = look.subject.pointer;
  const root = ports.environment["RUNNER_TEMP"] ?? ports.workspace;
  return path.join(root, "pi5-canary-gate", `${app}-${ring}-${file.value.epoch}-${file.value.seq}`);
}
