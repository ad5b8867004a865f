import { isFault } from "../values/fault.ts";
import { type PullFacts, asList, at, isOid } from "./answers.ts";
import { type GitHubClient, once } from "./client.ts";
import { forgeFaults } from "./faults.ts";
import type { MergeResult, Proposal } from "./forge.ts";
import type { Workshop } from "./proposing.ts";
import { isTransient } from "./request-fault.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

const mostAttempts = 10;
// GitHub's words for "try again": it has not worked out yet, or the base moved a moment ago, whether it can be merged.
const undecided: ReadonlySet<string> = new Set(["unknown", "clean", "unstable", "has_hooks", ""]);

/**
 * Merges at once when GitHub's rules allow it and the head is still the given one. A refusal is classified by the state of the
 * pull request that is read after it, never by the words of the refusal.
 */
export async function mergeNow(
  shop: Workshop,
  proposal: Proposal,
  allowed: readonly MergeMethod[],
): Promise<MergeResult> {
  let methods = allowed;
  let last: unknown;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    try {
      return { kind: "merged", commit: await put(shop.client, proposal, methods[0] ?? "merge") };
    } catch (error) {
      if (!isTransient(error) && !isFault(error, "FORGE_REFUSED", "FORGE_ANSWER_INVALID")) throw error;
      last = error;
    }
    const pull = await readPatiently(shop, proposal.number);
    const decided = decide(pull, proposal, last);
    if (decided !== undefined) return decided;
    if (attempt === 1) methods = await methodsByRules(shop, methods);
    await wait(shop, attempt);
  }
  throw last;
}

/** Lets GitHub merge as soon as checks and reviews allow it (auto-merge); where nothing is missing any more, merges now. */
export async function mergeWhenReady(
  shop: Workshop,
  proposal: Proposal,
  allowed: readonly MergeMethod[],
): Promise<MergeResult> {
  const pull = await shop.pulls.read(proposal.number);
  const settled = ended(pull, proposal);
  if (settled !== undefined) return settled;
  const { errors } = await shop.client.graphql(
    `switch on auto-merge of pull request ${proposal.number}`,
    "mutation($input: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $input) { pullRequest { number } } }",
    {
      input: {
        pullRequestId: pull.nodeId,
        expectedHeadOid: proposal.head,
        mergeMethod: (allowed[0] ?? "merge").toUpperCase(),
      },
    },
  );
  const after = await shop.pulls.read(proposal.number);
  const decided = ended(after, proposal);
  if (decided !== undefined) return decided;
  if (errors.length === 0)
    return { kind: "pending", why: "GitHub merges it when its checks and reviews are done" };
  if (after.mergeableState === "clean" || after.mergeableState === "unstable")
    return mergeNow(shop, proposal, allowed);
  throw forgeFaults.fault("FORGE_REFUSED", `auto-merge of #${proposal.number}: ${errors.join("; ")}`, {
    where: proposal.url,
    next: "allow auto-merge in the settings of the repository, or use merge: direct",
  });
}

async function put(client: GitHubClient, proposal: Proposal, method: MergeMethod): Promise<string> {
  const answer = await client.rest(`merge pull request ${proposal.number}`, (request) =>
    request("PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge", {
      ...client.repository,
      pull_number: proposal.number,
      sha: proposal.head,
      merge_method: method,
      request: once,
    }),
  );
  const commit = at(answer, "merge", "sha");
  if (at(answer, "merge", "merged") === true && isOid(commit)) return commit;
  throw forgeFaults.fault(
    "FORGE_ANSWER_INVALID",
    `merge pull request ${proposal.number}: no commit came back`,
  );
}

function ended(pull: PullFacts, proposal: Proposal): MergeResult | undefined {
  // A pull request that was merged with another head holds other bytes than were meant.
  if (pull.head !== proposal.head) return { kind: "stale", why: `the head of #${pull.number} moved` };
  if (pull.merged && pull.mergeCommit !== undefined) return { kind: "merged", commit: pull.mergeCommit };
  return pull.open ? undefined : { kind: "stale", why: `#${pull.number} was closed` };
}

function decide(pull: PullFacts, proposal: Proposal, refusal: unknown): MergeResult | undefined {
  const settled = ended(pull, proposal);
  if (settled !== undefined || undecided.has(pull.mergeableState)) return settled;
  if (pull.mergeableState === "dirty")
    return { kind: "stale", why: `#${pull.number} conflicts with its base` };
  if (pull.mergeableState === "behind") return { kind: "stale", why: `#${pull.number} is behind its base` };
  return { kind: "pending", why: refusal instanceof Error ? refusal.message : pull.mergeableState };
}

async function readPatiently(shop: Workshop, number: number): Promise<PullFacts> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await shop.pulls.read(number);
    } catch (error) {
      if (!isTransient(error) || attempt >= mostAttempts) throw error;
      await wait(shop, attempt);
    }
  }
}

async function wait(shop: Workshop, attempt: number): Promise<void> {
  await shop.clock.sleep(shop.unitMs * (1 + shop.random() * Math.min(8, attempt)));
}

// Rulesets may allow fewer methods than the repository does.
async function methodsByRules(
  shop: Workshop,
  methods: readonly MergeMethod[],
): Promise<readonly MergeMethod[]> {
  const { client, baseBranch } = shop;
  const rules = await client
    .rest("read the rules of the base branch", (request) =>
      request("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
        ...client.repository,
        branch: baseBranch,
      }),
    )
    .catch((error: unknown) => {
      // Servers without rulesets do not know the address.
      if (isFault(error, "FORGE_NOT_FOUND")) return [];
      throw error;
    });
  let left = methods;
  for (const rule of asList(rules, "rules")) {
    const allowed = at(at(rule, "rule", "parameters") ?? {}, "rule", "allowed_merge_methods");
    if (Array.isArray(allowed)) left = left.filter((method) => allowed.includes(method));
  }
  return left.length === 0 ? methods : left;
}
