import { readVerdict } from "../../schema/signed-json.ts";
import type { Pointer } from "../../schema/generated/pointer.js";
import type { Finding } from "../../values/finding.ts";
import { bindingMismatch } from "../evidence.ts";
import { bundlePath, verdictPath } from "../paths.ts";
import { verifyFile } from "../signatures.ts";
import { type ChangeView, type MovedPointer, forwardMoves, pointerBefore, violation } from "./change-view.ts";

/** A promotion past the first ring rests on a signed promote verdict on what the ring before runs; one to the first needs none. */
export async function checkPromoteEvidence(view: ChangeView): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const move of forwardMoves(view))
    if (move.after.value.reason === "promote")
      findings.push(...(await checkPromotion(view, move, move.after.value)));
  return findings;
}

async function checkPromotion(view: ChangeView, move: MovedPointer, after: Pointer): Promise<Finding[]> {
  const index = view.head.fleet.rings.findIndex((ring) => ring.name === move.ring);
  const before = view.head.fleet.rings[index - 1];
  const refuse = (rule: string, why: string, next?: string) => [violation(rule, move.path, why, next)];
  if (before === undefined)
    return after.verdict === null
      ? []
      : refuse("promote-evidence", `${move.path} names a verdict; the first ring needs none`);
  const judged = pointerBefore(view, before.name, move.app);
  const judge = `let the gate of ${before.name} judge the release first`;
  if (judged === undefined || after.verdict === null)
    return refuse(
      "ring-skipped",
      `${move.path} takes ${move.app} ${after.release.version} past ${before.name} without its verdict`,
      judge,
    );
  const path = verdictPath(before.name, move.app, judged.file.value);
  const bytes = await view.head.tree.read(path);
  if (bytes === undefined)
    return refuse("promote-evidence", `${move.path} needs the verdict ${path}, which is not there`, judge);
  const verdict = readVerdict(bytes, path);
  const wrong =
    verdict.digest !== after.verdict
      ? `its digest is ${verdict.digest}, not ${after.verdict}`
      : verdict.value.verdict !== "promote"
        ? "it does not say promote"
        : verdict.value.release !== after.release.digest
          ? `it is about the release ${verdict.value.release}`
          : bindingMismatch(view.head, verdict, judged);
  if (wrong !== undefined)
    return refuse("promote-evidence", `${move.path} does not follow from ${path}: ${wrong}`, judge);
  const bundle = await view.head.tree.read(bundlePath(path));
  const signed = await verifyFile(view.head.trust, "gate", move.app, { path, bytes, bundle });
  return signed.ok ? [] : refuse("verdict-signature", `${path}: ${signed.why.message}`, signed.why.next);
}
