import { contains, firstParentsOf, mergeBaseOf } from "./ancestry.ts";
import { asRecord, textAt } from "./answers.ts";
import { readChange } from "./change-record.ts";
import { type GitHubOptions, createGitHubClient, paceOf } from "./client.ts";

import { forgeFaults } from "./faults.ts";
import type { Forge } from "./forge.ts";
import { type MergeMethod, mergeNow, mergeWhenReady } from "./merging.ts";
import { openObjects } from "./objects.ts";
import { type Workshop, branchOf, propose } from "./proposing.ts";
import { openPulls } from "./pulls.ts";
import { openRefs } from "./refs.ts";
import { isTransient } from "./request-fault.ts";

export type { GitHubOptions, Pace } from "./client.ts";

const mostAdvances = 6;

/** Opens a repository of github.com, GHES or ghe.com with one request. Throws Faults of forgeFaults only, none of which holds the token. */
export async function openGitHub(options: GitHubOptions): Promise<Forge> {
  const client = createGitHubClient(options);
  const facts = await client.rest(`open ${options.owner}/${options.name}`, (request) =>
    request("GET /repos/{owner}/{repo}", { ...client.repository }),
  );
  const defaultBranch = textAt(facts, "repository", "default_branch");
  const methods = mergeMethods(facts);
  const objects = openObjects(client);
  const refs = openRefs(client, textAt(facts, "repository", "node_id"));
  const pulls = openPulls(client, defaultBranch);
  const { clock, random, log } = options;
  const shop: Workshop = {
    client,
    objects,
    refs,
    pulls,
    baseBranch: defaultBranch,
    clock,
    random,
    log,
    unitMs: paceOf(options).retryUnitMs,
  };
  return {
    repository: { owner: options.owner, name: options.name, defaultBranch },
    head: refs.read,
    tree: objects.tree,
    firstParents: (from, to) => firstParentsOf(client, from, to),
    parents: async (commit) => (await objects.commit(commit)).parents,
    mergeBase: (left, right) => mergeBaseOf(client, left, right),
    proposed: async (key) => {
      const pull = (await pulls.open(branchOf(key))).at(-1);
      const head = pull === undefined ? undefined : await refs.read(pull.branch);
      if (pull === undefined || head === undefined) return undefined;
      return {
        proposal: { number: pull.number, url: pull.url, branch: pull.branch, head },
        tree: await objects.tree(head),
        changes: await changesOf(shop, key, head),
      };
    },
    propose: (change, text) => propose(shop, change, text),
    merge: (proposal) => mergeNow(shop, proposal, methods),
    mergeWhenReady: (proposal) => mergeWhenReady(shop, proposal, methods),
    commit: objects.write,
    advance: (branch, from, to) => advance(shop, branch, from, to),
  };
}

async function changesOf(
  shop: Workshop,
  key: string,
  head: string,
): Promise<ReadonlySet<string> | undefined> {
  const record = await readChange(shop.objects, key, head);
  const base = record && (await shop.refs.read(shop.baseBranch));
  if (record === undefined || base === undefined) return undefined;
  // What stands on a commit that was never merged would bring that one along.
  return (await contains(shop.client, record.base, base)) ? new Set(record.difference.keys()) : undefined;
}

// Tokens that may not write do not see these settings; GitHub's default is that all are allowed.
function mergeMethods(facts: unknown): readonly MergeMethod[] {
  const record = asRecord(facts, "repository");
  const all = [
    ["merge", "allow_merge_commit"],
    ["squash", "allow_squash_merge"],
    ["rebase", "allow_rebase_merge"],
  ] as const;
  return all.filter(([, setting]) => record[setting] !== false).map(([method]) => method);
}

async function advance(
  shop: Workshop,
  branch: string,
  from: string | null,
  to: string,
): Promise<"moved" | "lost"> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await shop.refs.swap(branch, from, to);
      if (outcome !== "unsupported") return outcome;
    } catch (error) {
      if (!isTransient(error) || attempt >= mostAdvances) throw error;
      await shop.clock.sleep(shop.unitMs * (1 + shop.random() * attempt));
      continue;
    }
    throw forgeFaults.fault(
      "FORGE_REFUSED",
      `the branch ${branch} can only move forward on this server, and ${to.slice(0, 12)} does not follow its head`,
      { where: branch },
    );
  }
}
