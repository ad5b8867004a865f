import { isFault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import type { Tree } from "../values/tree.ts";
import { changedPaths } from "./changed-files.ts";
import { type ChangeView, type Rule, viewChange, violation } from "./rules/change-view.ts";
import { checkDeniedReleases } from "./rules/denied-releases.ts";
import { checkDocuments } from "./rules/documents.ts";
import { checkMoveContent } from "./rules/move-content.ts";
import { checkPaths } from "./rules/paths.ts";
import { checkPlainFiles } from "./rules/plain-files.ts";
import { checkPointerChain } from "./rules/pointer-chain.ts";
import { checkPolicyWithMove } from "./rules/policy-with-move.ts";
import { checkPromoteEvidence } from "./rules/promote-evidence.ts";
import { checkReleases } from "./rules/releases.ts";
import { checkRenderedFiles } from "./rules/rendered-files.ts";
import { checkReverts } from "./rules/revert.ts";
import { checkTrustUpdate } from "./rules/trust-update.ts";
import { checkVerdicts } from "./rules/verdicts.ts";
import { checkWriteOnce } from "./rules/write-once.ts";

const families: readonly Rule[] = [
  checkPaths,
  checkPlainFiles,
  checkWriteOnce,
  checkDocuments,
  checkPolicyWithMove,
  checkTrustUpdate,
  checkPointerChain,
  checkMoveContent,
  checkReleases,
  checkVerdicts,
  checkPromoteEvidence,
  checkReverts,
  checkDeniedReleases,
  checkRenderedFiles,
];

/**
 * Judges a change of the manifests repository by the policy and trust that held before it (design of the manifests repository).
 * No error among the findings means that it may be merged and published. `base` is undefined for the very first commit.
 */
export async function checkChange(base: Tree | undefined, head: Tree, now: Date): Promise<Finding[]> {
  return checkPathsOf(base, head, await changedPaths(base, head), now);
}

/** The same for a head of which the caller knows which paths differ from the base. */
export async function checkPathsOf(
  base: Tree | undefined,
  head: Tree,
  paths: readonly string[],
  now: Date,
): Promise<Finding[]> {
  let view: ChangeView;
  try {
    view = await viewChange(base, head, paths, now);
  } catch (error) {
    if (!isFault(error)) throw error;
    return [violation("repository-unreadable", error.where ?? "fleet.yaml", error.message, error.next)];
  }
  const findings: Finding[] = [];
  for (const family of families) findings.push(...(await runFamily(family, view)));
  return findings.filter(
    (finding, index) => findings.findIndex((other) => sameFinding(other, finding)) === index,
  );
}

async function runFamily(family: Rule, view: ChangeView): Promise<readonly Finding[]> {
  try {
    return await family(view);
  } catch (error) {
    // A document of the change that a rule needs cannot be read: fail closed, and say which.
    if (!isFault(error)) throw error;
    return [violation("document-invalid", error.where ?? "", error.message, error.next)];
  }
}

function sameFinding(left: Finding, right: Finding): boolean {
  return left.rule === right.rule && left.file === right.file && left.message === right.message;
}
