import { type Finding, hasErrors } from "../values/finding.ts";
import type { Tree } from "../values/tree.ts";
import { trustPath } from "./paths.ts";
import { publishFaults } from "./publish-faults.ts";
import { checkChange } from "./rules.ts";

/** The part of a repository's history that publish needs. */
export type History = {
  readonly tree: (commit: string) => Promise<Tree>;
  readonly parents: (commit: string) => Promise<readonly string[]>;
};

/** How far main can be believed. */
export type VerifiedHistory = {
  /** The newest commit that follows by the rules from where the walk began; that very one when nothing does. */
  readonly good: string | undefined;
  readonly verified: readonly string[];
  /** What is wrong with what comes after `good`, and warnings on the way to it. */
  readonly findings: readonly Finding[];
};

const longestFounding = 2000;

/**
 * Walks commits oldest first and checks each against the last good one. A bad commit is passed over: when a later one mends it,
 * both together are a change by the rules, and the walk goes on from there.
 */
export async function verifyHistory(
  history: Pick<History, "tree">,
  from: string | undefined,
  steps: readonly string[],
  now: Date,
): Promise<VerifiedHistory> {
  let good = from;
  let pending: readonly Finding[] = [];
  const warnings: Finding[] = [];
  const verified: string[] = [];
  for (const commit of steps) {
    const base = good === undefined ? undefined : await history.tree(good);
    const findings = await checkChange(base, await history.tree(commit), now);
    if (hasErrors(findings)) {
      pending = findings;
      continue;
    }
    good = commit;
    pending = [];
    verified.push(commit);
    warnings.push(...findings);
  }
  return { good, verified, findings: [...pending, ...warnings] };
}

/**
 * Where the history of a fleet begins: the commits along first parents from the one that brought trust.json to `main`, oldest
 * first, and the commit before them. Throws PUBLISH_HISTORY_TOO_LONG.
 */
export async function foundingSteps(
  history: History,
  main: string,
): Promise<{ readonly before: string | undefined; readonly steps: readonly string[] }> {
  const steps: string[] = [];
  let current: string | undefined = main;
  while (current !== undefined && (await hasTrust(history, current))) {
    if (steps.length >= longestFounding)
      throw publishFaults.fault(
        "PUBLISH_HISTORY_TOO_LONG",
        `the first publish walks ${longestFounding} commits, and main has more since trust.json came`,
        { where: main, next: "publish once soon after the fleet is founded" },
      );
    steps.push(current);
    current = (await history.parents(current))[0];
  }
  return { before: current, steps: steps.reverse() };
}

async function hasTrust(history: History, commit: string): Promise<boolean> {
  return (await (await history.tree(commit)).list(trustPath)).includes(trustPath);
}
