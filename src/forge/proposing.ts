import type { Clock } from "../io/clock.ts";
import type { Log } from "../io/log.ts";
import { isFault } from "../values/fault.ts";
import type { Change } from "../values/tree.ts";
import { contains } from "./ancestry.ts";
import type { PullFacts } from "./answers.ts";
import { changeDigest, commitMessage, readChange } from "./change-record.ts";
import type { GitHubClient } from "./client.ts";
import { forgeFaults } from "./faults.ts";
import type { Proposal, ProposalText } from "./forge.ts";
import type { Objects } from "./objects.ts";
import { composeText, isCurrent } from "./proposal-text.ts";
import type { Pulls } from "./pulls.ts";
import type { Refs } from "./refs.ts";
import { isTransient } from "./request-fault.ts";
import { type Difference, effective, sameDifference } from "./tree-listing.ts";

/** What the protocol of proposals works with. */
export type Workshop = {
  readonly client: GitHubClient;
  readonly objects: Objects;
  readonly refs: Refs;
  readonly pulls: Pulls;
  readonly baseBranch: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Milliseconds that one unit of waiting lasts. */
  readonly unitMs: number;
};

export type Proposed = Proposal & { readonly operation: "created" | "updated" | "unchanged" };

const mostAttempts = 24;

/** The branch of the pull request for a key. */
export function branchOf(key: string): string {
  return `pi5/${key}`;
}

/**
 * Opens or updates the one pull request of a change's key. Whatever goes wrong on the way, the next attempt starts from what is
 * there. Throws FORGE_HUMAN_COMMITS, FORGE_CHANGE_EMPTY, FORGE_CONTENTION, or the fault of a request that was refused.
 */
export async function propose(shop: Workshop, change: Change, text: ProposalText): Promise<Proposed> {
  const wanted = effective(await shop.objects.listing(change.base), change.files);
  if (wanted.difference.size === 0)
    throw forgeFaults.fault("FORGE_CHANGE_EMPTY", `the change ${change.key} leaves every file as it is`);
  const task: Task = {
    change: { ...change, files: wanted.files },
    difference: wanted.difference,
    text,
    commit: undefined,
    operation: "unchanged",
    refusedCreations: 0,
    creationLost: false,
    superseded: new Map(),
  };
  let last: unknown;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    try {
      const done = await attemptProposal(shop, task);
      if (done !== undefined) return done;
    } catch (error) {
      if (!isTransient(error)) throw error;
      last = error;
    }
    shop.log.debug(`proposal ${change.key}: attempt ${attempt} did not hold`);
    await shop.clock.sleep(shop.unitMs * (1 + shop.random() * Math.min(30, 1.5 ** attempt)));
  }
  throw forgeFaults.fault(
    "FORGE_CONTENTION",
    `the pull request for ${change.key} could not be brought into place in ${mostAttempts} attempts`,
    { where: branchOf(change.key), next: "run the step again", cause: last },
  );
}

type Task = {
  readonly change: Change;
  readonly difference: Difference;
  readonly text: ProposalText;
  /** The commit that holds the change; written once for all attempts. */
  commit: string | undefined;
  operation: "created" | "updated" | "unchanged";
  refusedCreations: number;
  /** A creation was sent and its answer lost: the pull request that the next attempt finds may be this run's own. */
  creationLost: boolean;
  /** Pull requests of the key that give way to the one that is proposed, over all attempts. */
  readonly superseded: Map<number, PullFacts>;
};

// One pass over: see what is there, move the branch, bring the pull request in line, see that both still stand.
async function attemptProposal(shop: Workshop, task: Task): Promise<Proposed | undefined> {
  const { change } = task;
  const open = await shop.pulls.open(branchOf(change.key));
  let current = open.at(-1);
  let branch = current?.branch ?? branchOf(change.key);
  const { superseded } = task;
  for (const older of open.slice(0, -1)) superseded.set(older.number, older);
  const head = await shop.refs.read(branch);
  const seen = head === undefined ? undefined : await readChange(shop.objects, change.key, head);
  if (head !== undefined && seen === undefined)
    await refuseHumanCommits(shop, change.key, branch, head, current);
  const isWanted = seen?.base === change.base && sameDifference(seen.difference, task.difference);
  const retire = async (pull: PullFacts): Promise<void> => {
    await shop.pulls.close(pull.number);
    superseded.set(pull.number, pull);
    current = undefined;
  };
  // The approval of one set of bytes must not count for another: such a pull request is closed before its branch moves.
  if (current !== undefined && (await isApprovedOtherwise(shop, task, current))) await retire(current);
  let target = head;
  if (!isWanted || target === undefined) {
    target = await writeOnce(shop, task);
    const outcome = await shop.refs.swap(branch, head ?? null, target);
    if (outcome === "lost") return undefined;
    if (outcome === "unsupported") {
      branch = `${branchOf(change.key)}.${target.slice(0, 12)}`;
      const existing = await shop.refs.read(branch);
      if (existing === undefined && (await shop.refs.swap(branch, null, target)) !== "moved")
        return undefined;
      if (current !== undefined) superseded.set(current.number, current);
      current = undefined;
    }
    raise(task, "updated");
    // Somebody may have approved what was there while the branch moved.
    if (current !== undefined && (await isApprovedOtherwise(shop, task, current))) await retire(current);
  }
  const pull = await bringInLine(shop, task, branch, current);
  if (pull === undefined) return undefined;
  for (const old of superseded.values()) await supersede(shop, old, pull);
  if (task.operation !== "unchanged" && !(await stands(shop, task, branch, target, pull))) return undefined;
  return { number: pull.number, url: pull.url, branch, head: target, operation: task.operation };
}

function raise(task: Task, operation: "created" | "updated"): void {
  if (task.operation !== "created") task.operation = operation;
}

async function refuseHumanCommits(
  shop: Workshop,
  key: string,
  branch: string,
  head: string,
  pull: PullFacts | undefined,
): Promise<void> {
  const base = await shop.refs.read(shop.baseBranch);
  // What has been merged cannot be lost any more.
  if (base !== undefined && (await contains(shop.client, head, base))) return;
  throw forgeFaults.fault(
    "FORGE_HUMAN_COMMITS",
    `the branch ${branch} holds commits that this tool did not make (${head.slice(0, 12)})`,
    {
      where: pull?.url ?? branch,
      next: `merge or close the pull request for ${key} by hand and delete its branch, then run the step again`,
    },
  );
}

async function isApprovedOtherwise(shop: Workshop, task: Task, pull: PullFacts): Promise<boolean> {
  for (const commit of await shop.pulls.approved(pull.number)) {
    const record = commit === undefined ? undefined : await readChange(shop.objects, task.change.key, commit);
    if (record === undefined || !sameDifference(record.difference, task.difference)) return true;
  }
  return false;
}

async function writeOnce(shop: Workshop, task: Task): Promise<string> {
  task.commit ??= await shop.objects.write({
    onto: task.change.base,
    parents: [task.change.base],
    files: task.change.files,
    message: commitMessage(task.text.title, task.change.key, task.difference),
  });
  return task.commit;
}

async function bringInLine(
  shop: Workshop,
  task: Task,
  branch: string,
  current: PullFacts | undefined,
): Promise<PullFacts | undefined> {
  const { key } = task.change;
  const text = composeText(key, changeDigest(key, task.difference), task.text);
  let pull = current;
  if (pull === undefined) {
    pull = await create(shop, task, branch, text);
    if (pull === undefined) return undefined;
    raise(task, "created");
  } else if (!isCurrent(pull, text)) {
    pull = await shop.pulls.edit(pull.number, text);
    raise(task, "updated");
    if (!pull.open) return undefined;
  } else if (task.creationLost) raise(task, "created");
  const missing = task.text.labels.filter((label) => !pull.labels.includes(label));
  if (missing.length > 0) {
    await shop.pulls.label(pull.number, missing);
    raise(task, "updated");
  }
  return pull;
}

async function create(
  shop: Workshop,
  task: Task,
  branch: string,
  text: { readonly title: string; readonly body: string },
): Promise<PullFacts | undefined> {
  try {
    const pull = await shop.pulls.create(branch, text);
    task.operation = "created";
    return pull;
  } catch (error) {
    // Refused: mostly because another run has just opened it, which the next attempt will see. Else the reason is the answer.
    task.creationLost ||= isTransient(error);
    task.refusedCreations += 1;
    if (!isFault(error, "FORGE_REFUSED") || task.refusedCreations > 4) throw error;
    return undefined;
  }
}

async function supersede(shop: Workshop, old: PullFacts, by: PullFacts): Promise<void> {
  if (old.number === by.number) return;
  await shop.pulls.close(old.number);
  await shop.pulls.comment(
    old.number,
    `Superseded by #${by.number}: the change is another one now, and what was approved here stays as it was.`,
    `<!-- pi5-superseded-by:${by.number} -->`,
  );
}

// Writes are read back: whoever finds somebody else's commit on the branch, or the pull request closed, starts over.
async function stands(
  shop: Workshop,
  task: Task,
  branch: string,
  target: string,
  pull: PullFacts,
): Promise<boolean> {
  if ((await shop.refs.read(branch)) !== target) return false;
  const open = await shop.pulls.open(branchOf(task.change.key));
  return open.length <= 1 && open.every(({ number }) => number === pull.number);
}
