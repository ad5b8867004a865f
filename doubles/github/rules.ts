// Branch rules: what a pull request still lacks, and which moves of a branch are refused.
import { ZERO_OID } from "./git-objects.ts";
import {
  callerUser,
  type BranchRules,
  type Caller,
  type Pull,
  type Repository,
  type World,
} from "./model.ts";

export type CheckState = "success" | "pending" | "failure";

/** The rules of a branch; a rule's name may end in `*`. */
export function rulesOf(repository: Repository, branch: string): BranchRules {
  const exact = repository.rules.get(branch);
  if (exact !== undefined) return exact;
  for (const [name, rules] of repository.rules) {
    if (name.endsWith("*") && branch.startsWith(name.slice(0, -1))) return rules;
  }
  return {};
}

/** The latest state of each status context and check run of a commit; `app` is the number of the App that wrote it. */
export function checkStates(
  world: World,
  repository: Repository,
  sha: string,
): Map<string, { state: CheckState; app: number | undefined }> {
  const states = new Map<string, { state: CheckState; app: number | undefined }>();
  for (const status of repository.statuses.get(sha) ?? []) {
    const state = status.state === "error" ? "failure" : status.state;
    const app = world.apps.find((candidate) => `${candidate.slug}[bot]` === status.creator.login)?.id;
    states.set(status.context, { state, app });
  }
  for (const run of repository.checkRuns) {
    if (run.sha !== sha) continue;
    const good = ["success", "neutral", "skipped"].includes(run.conclusion ?? "");
    states.set(run.name, {
      state: run.status === "completed" ? (good ? "success" : "failure") : "pending",
      app: run.app.id,
    });
  }
  return states;
}

/** GitHub's sentence about the required checks that a commit lacks; undefined when it has all. */
export function lackingChecks(
  world: World,
  repository: Repository,
  rules: BranchRules,
  sha: string,
): string | undefined {
  const states = checkStates(world, repository, sha);
  const required = rules.requiredChecks ?? [];
  const lacking = required.filter(({ context, integrationId }) => {
    const found = states.get(context);
    return found?.state !== "success" || (integrationId !== undefined && found.app !== integrationId);
  });
  const [first] = lacking;
  if (first === undefined) return undefined;
  if (lacking.length > 1)
    return `${lacking.length} of ${required.length} required status checks are expected.`;
  const failing = states.get(first.context)?.state === "failure";
  return `Required status check "${first.context}" is ${failing ? "failing" : "expected"}.`;
}

/** GitHub's sentence about the reviews that a pull request lacks; undefined when it has enough. */
export function lackingReviews(rules: BranchRules, pull: Pull): string | undefined {
  const needed = rules.requiredApprovals ?? 0;
  if (needed === 0) return undefined;
  const latest = new Map(
    pull.reviews
      .filter((review) => review.state === "APPROVED" || review.state === "CHANGES_REQUESTED")
      .filter((review) => rules.dismissStaleReviews !== true || review.commit === pull.headSha)
      .map((review) => [review.user.login, review]),
  );
  if ([...latest.values()].some((review) => review.state === "CHANGES_REQUESTED")) {
    return "Changes have been requested on this pull request; an approving review is required.";
  }
  const approvals = [...latest.keys()].filter((login) => login !== pull.user.login);
  if (approvals.length < needed) {
    return `At least ${needed} approving review${needed === 1 ? " is" : "s are"} required by reviewers with write access.`;
  }
  if (rules.requireLastPushApproval === true && !approvals.some((login) => login !== pull.lastPusher)) {
    return "New changes require approval from someone other than the last pusher.";
  }
  return undefined;
}

/** Everything that keeps a pull request from being merged by this caller (undefined: by anyone who has no bypass). */
export function lacking(world: World, repository: Repository, pull: Pull, by: Caller | undefined): string[] {
  const rules = rulesOf(repository, pull.baseRef);
  const login = by === undefined ? "" : callerUser(world, by).login;
  const reviews = mayBypassReview(rules, login) ? undefined : lackingReviews(rules, pull);
  return [reviews, lackingChecks(world, repository, rules, pull.headSha)].filter(
    (text) => text !== undefined,
  );
}

/** Bypass actors are named with or without the `[bot]` of an App's account. */
function mayBypassReview(rules: BranchRules, login: string): boolean {
  return isNamed(rules.bypassReview, login);
}

function isNamed(list: readonly string[] | undefined, login: string): boolean {
  return (list ?? []).some((name) => name === login || `${name}[bot]` === login);
}

/** Why this caller may not move this ref, in GitHub's words; undefined when nothing is against it. */
export async function refusedMove(
  world: World,
  repository: Repository,
  caller: Caller,
  move: { readonly name: string; readonly before: string | undefined; readonly after: string },
): Promise<string | undefined> {
  const plain = refusedOutright(world, repository, caller, move);
  if (plain !== undefined || !needsFastForward(repository, move.name)) return plain;
  if (move.before === undefined || move.after === ZERO_OID) return undefined;
  return (await repository.git.isAncestor(move.before, move.after))
    ? undefined
    : "Cannot force-push to this branch";
}

/** True when the branch accepts fast-forwards only. */
export function needsFastForward(repository: Repository, name: string): boolean {
  return name.startsWith("refs/heads/") && rulesOf(repository, name.slice(11)).blockForcePush === true;
}

/** The refusals that need no look at the commits' history, which a push has not delivered yet. */
export function refusedOutright(
  world: World,
  repository: Repository,
  caller: Caller,
  move: { readonly name: string; readonly before: string | undefined; readonly after: string },
): string | undefined {
  if (move.name.startsWith("refs/pull/")) return "deny updating a hidden ref";
  if (!move.name.startsWith("refs/heads/")) return undefined;
  const branch = move.name.slice("refs/heads/".length);
  if (branch.startsWith("gh-readonly-queue/")) return "This branch is managed by the merge queue";
  const rules = rulesOf(repository, branch);
  const { login } = callerUser(world, caller);
  if (rules.allowedUpdaters !== undefined && !isNamed(rules.allowedUpdaters, login))
    return "Cannot update this protected ref.";
  if (move.after === ZERO_OID) return rules.blockDeletion === true ? "Cannot delete this branch" : undefined;
  if (move.before === undefined) return undefined;
  const byPullRequest = rules.requiredApprovals !== undefined || rules.mergeQueue === true;
  if (byPullRequest && !mayBypassReview(rules, login)) return "Changes must be made through a pull request.";
  return lackingChecks(world, repository, rules, move.after);
}
