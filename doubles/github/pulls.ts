// What happens when refs move, and how pull requests become mergeable and are merged.
// Every function that writes expects the repository's lock to be held by the caller.
import { Refusal } from "./answer.ts";
import { userPerson, webFlow } from "./authorship.ts";
import { type Person, ZERO_OID, isOid } from "./git-objects.ts";
import type { RefUpdate } from "./git-store.ts";
import { isBehind, mergeability } from "./mergeability.ts";
import {
  type Caller,
  type MergeMethod,
  type Pull,
  type Repository,
  type User,
  type World,
  callerUser,
} from "./model.ts";
import { closePull } from "./opening.ts";
import { checkStates, lacking, lackingChecks, refusedMove, rulesOf } from "./rules.ts";
import { gitCommitShape } from "./shapes.ts";
import { tell, tellPull } from "./telling.ts";

export type Move = { readonly name: string; readonly before: string; readonly after: string };

export type MoveResult =
  | { readonly kind: "moved" }
  | { readonly kind: "stale"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** Moves refs as one transaction under the branch rules, then lets pull requests and events follow. */
export async function moveRefs(
  world: World,
  repository: Repository,
  caller: Caller,
  updates: readonly RefUpdate[],
): Promise<MoveResult> {
  const moves: Move[] = [];
  for (const update of updates) {
    const now = (await repository.git.ref(update.name)) ?? ZERO_OID;
    if (update.before !== undefined && update.before !== now)
      return { kind: "stale", why: `${update.name} is at ${now} but expected ${update.before}` };
    const before = now === ZERO_OID ? undefined : now;
    const why = await refusedMove(world, repository, caller, {
      name: update.name,
      before,
      after: update.after,
    });
    if (why !== undefined) return { kind: "refused", why };
    moves.push({ name: update.name, before: now, after: update.after });
  }
  // What was read above is what must still hold, also against a git that works on the same directory.
  const result = await repository.git.updateRefs(moves);
  if (!result.ok) return { kind: "stale", why: result.why };
  await refsMoved(world, repository, caller, moves);
  return { kind: "moved" };
}

/** Lets pull requests, auto-merge and events follow refs that have moved. */
export async function refsMoved(
  world: World,
  repository: Repository,
  caller: Caller,
  moves: readonly Move[],
): Promise<void> {
  const { git } = repository;
  for (const { name, before, after } of moves) {
    if (before === after || !/^refs\/(heads|tags)\//.test(name)) continue;
    repository.pushedAt = world.now();
    const commit = after === ZERO_OID ? undefined : await git.commit(after);
    const sender = callerUser(world, caller);
    tell(world, repository, caller, "push", undefined, {
      ref: name,
      before,
      after,
      created: before === ZERO_OID,
      deleted: after === ZERO_OID,
      forced:
        isOid(before) && before !== ZERO_OID && after !== ZERO_OID && !(await git.isAncestor(before, after)),
      pusher: { name: sender.login },
      head_commit:
        commit === undefined ? null : { ...gitCommitShape(world, repository, after, commit), id: after },
    });
    if (!name.startsWith("refs/heads/")) continue;
    const branch = name.slice("refs/heads/".length);
    for (const pull of repository.pulls.values()) {
      if (pull.state === "closed") continue;
      if (pull.headRef === branch) await headMoved(world, repository, caller, pull, after);
      else if (pull.baseRef === branch) await baseMoved(world, repository, caller, pull, after);
    }
  }
  await settle(world, repository);
}

async function headMoved(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
  after: string,
): Promise<void> {
  if (after === ZERO_OID) return closePull(world, repository, caller, pull);
  const before = pull.headSha;
  pull.headSha = after;
  pull.lastPusher = callerUser(world, caller).login;
  pull.updatedAt = world.now();
  await dequeue(repository, pull);
  await repository.git.writeOwnRef(`refs/pull/${pull.number}/head`, after);
  // A head that momentarily equals its base has no diff left: GitHub closes the pull request at once.
  if (await repository.git.isAncestor(after, pull.baseSha)) return closePull(world, repository, caller, pull);
  await mergeability(world, repository, pull);
  tellPull(world, repository, caller, pull, "synchronize", { before, after });
  return undefined;
}

async function baseMoved(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
  after: string,
): Promise<void> {
  if (after === ZERO_OID) return closePull(world, repository, caller, pull);
  pull.baseSha = after;
  if (!(await repository.git.isAncestor(pull.headSha, after))) return undefined;
  markMerged(world, pull, callerUser(world, caller), pull.headSha);
  tellPull(world, repository, caller, pull, "closed");
  return undefined;
}

function markMerged(world: World, pull: Pull, by: User, commit: string): void {
  const now = world.now();
  pull.state = "closed";
  pull.closedAt = now;
  pull.mergedAt = now;
  pull.updatedAt = now;
  pull.mergedBy = by;
  pull.mergeCommit = commit;
  pull.autoMerge = null;
  pull.queued = null;
}

export type MergeWish = {
  readonly method: MergeMethod;
  readonly sha?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
};

const METHOD_NAMES: Readonly<Record<MergeMethod, string>> = {
  merge: "Merge commits",
  squash: "Squash merges",
  rebase: "Rebase merges",
};

/** True when repository and branch rules both allow the method. */
export function methodAllowed(repository: Repository, branch: string, method: MergeMethod): boolean {
  const rules = rulesOf(repository, branch);
  return (
    repository.settings.methods.includes(method) && (rules.allowedMergeMethods ?? [method]).includes(method)
  );
}

/** Merges a pull request now, or refuses in GitHub's words (405, 409). Gives the commit that the base then has. */
export async function mergePull(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
  wish: MergeWish,
): Promise<string> {
  const { git } = repository;
  if (pull.state === "closed") throw new Refusal(405, "Pull Request is not mergeable");
  if (wish.sha !== undefined && wish.sha !== pull.headSha)
    throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
  if (pull.draft) throw new Refusal(405, "Pull Request is still a draft");
  if (rulesOf(repository, pull.baseRef).mergeQueue === true)
    throw new Refusal(405, "Changes must be made through the merge queue");
  if (!methodAllowed(repository, pull.baseRef, wish.method))
    throw new Refusal(405, `${METHOD_NAMES[wish.method]} are not allowed on this repository.`);
  const missing = lacking(world, repository, pull, caller);
  if (missing.length > 0) throw new Refusal(405, missing.join(" "));
  if (await isBehind(repository, pull))
    throw new Refusal(
      405,
      "Head branch is out of date. Update it with the base branch and try the merge again.",
    );
  const base = pull.baseSha;
  const tree = await git.mergeTree(base, pull.headSha);
  if (tree === undefined) throw new Refusal(405, "Pull Request is not mergeable");
  const made = await mergedCommit(world, repository, caller, pull, wish, tree);
  const name = `refs/heads/${pull.baseRef}`;
  const moved = await git.updateRefs([{ name, before: base, after: made }]);
  if (!moved.ok) {
    pull.baseSha = (await git.ref(name)) ?? base;
    throw new Refusal(405, "Base branch was modified. Review and try the merge again.");
  }
  await finishMerge(world, repository, caller, pull, { name, before: base, after: made });
  return made;
}

async function finishMerge(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
  move: Move,
): Promise<void> {
  markMerged(world, pull, callerUser(world, caller), move.after);
  tellPull(world, repository, caller, pull, "closed");
  await refsMoved(world, repository, caller, [move]);
  if (!repository.settings.deleteBranchOnMerge) return;
  const head = { name: `refs/heads/${pull.headRef}`, before: pull.headSha, after: ZERO_OID };
  const deleted = await repository.git.updateRefs([head]);
  if (deleted.ok) await refsMoved(world, repository, caller, [head]);
}

async function mergedCommit(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
  wish: MergeWish,
  tree: string,
): Promise<string> {
  const { git } = repository;
  const now = world.now();
  const merger = userPerson(callerUser(world, caller), now);
  const text = (title: string, body: string): string => {
    const rest = wish.message ?? body;
    return `${wish.title ?? title}${rest === "" ? "" : `\n\n${rest}`}`;
  };
  if (wish.method === "rebase") return rebased(repository, pull, merger);
  const squash = wish.method === "squash";
  const title = squash
    ? `${pull.title} (#${pull.number})`
    : `Merge pull request #${pull.number} from ${repository.owner.login}/${pull.headRef}`;
  const oid = await git.writeCommit({
    tree,
    parents: squash ? [pull.baseSha] : [pull.baseSha, pull.headSha],
    author: squash ? userPerson(pull.user, now) : merger,
    committer: webFlow(now),
    message: text(title, squash ? "" : pull.title),
  });
  repository.verified.add(oid);
  return oid;
}

/** Replays the head's own commits on the base, oldest first. */
async function rebased(repository: Repository, pull: Pull, committer: Person): Promise<string> {
  const { git } = repository;
  const own = [];
  for await (const found of git.history(pull.headSha, pull.baseSha)) own.push(found);
  let onto = pull.baseSha;
  for (const { oid, commit } of own.reverse()) {
    const [parent] = commit.parents;
    const base = await git.commit(onto);
    if (commit.parents.length > 1 || parent === undefined || base === undefined) continue;
    // merge-tree finds its own merge base, so the new base poses as a child of the commit's parent.
    const pose = await git.writeCommit({ ...base, parents: [parent] });
    const tree = await git.mergeTree(pose, oid);
    if (tree === undefined) throw new Refusal(405, "Pull Request is not mergeable");
    onto = await git.writeCommit({
      tree,
      parents: [onto],
      author: commit.author,
      committer,
      message: commit.message,
    });
  }
  return onto;
}

/** Merges whatever waits for its requirements (auto-merge, merge queue) and now has them. */
export async function settle(world: World, repository: Repository): Promise<void> {
  for (const pull of repository.pulls.values()) {
    if (pull.state === "closed") continue;
    if (pull.queued !== null) await settleQueued(world, repository, pull);
    const waiting = pull.autoMerge;
    if (waiting === null) continue;
    // Auto-merge honours no bypass: the state is the one that everybody sees.
    const { state } = await mergeability(world, repository, pull);
    if (state !== "clean" && state !== "unstable") continue;
    const { method, title, message } = waiting;
    try {
      await mergePull(world, repository, waiting.by, pull, { method, title, message });
    } catch (error) {
      // What refuses it now (a base that moved, a method no longer allowed) is not the business of whoever woke it.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

/** Puts a pull request into the merge queue: a merge commit of its own that the required checks judge. */
export async function enqueue(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
): Promise<void> {
  const tree = await repository.git.mergeTree(pull.baseSha, pull.headSha);
  if (tree === undefined) throw new Refusal(405, "Pull Request is not mergeable");
  const signer = webFlow(world.now());
  const message = `Merge pull request #${pull.number} from ${repository.owner.login}/${pull.headRef}`;
  const sha = await repository.git.writeCommit({
    tree,
    parents: [pull.baseSha, pull.headSha],
    author: signer,
    committer: signer,
    message,
  });
  repository.verified.add(sha);
  const branch = `gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${pull.baseSha}`;
  const name = `refs/heads/${branch}`;
  await repository.git.updateRefs([{ name, after: sha }]);
  pull.queued = { by: caller, branch, sha };
  tell(world, repository, caller, "merge_group", "checks_requested", {
    merge_group: {
      head_sha: sha,
      head_ref: name,
      base_sha: pull.baseSha,
      base_ref: `refs/heads/${pull.baseRef}`,
    },
  });
  await settle(world, repository);
}

/** Takes a pull request out of the merge queue. */
export async function dequeue(repository: Repository, pull: Pull): Promise<void> {
  if (pull.queued === null) return;
  await repository.git.updateRefs([{ name: `refs/heads/${pull.queued.branch}`, after: ZERO_OID }]);
  pull.queued = null;
}

async function settleQueued(world: World, repository: Repository, pull: Pull): Promise<void> {
  const entry = pull.queued;
  if (entry === null) return;
  const group = await repository.git.commit(entry.sha);
  if (group?.parents[0] !== pull.baseSha) {
    await dequeue(repository, pull);
    await enqueue(world, repository, entry.by, pull);
    return;
  }
  const rules = rulesOf(repository, pull.baseRef);
  const states = checkStates(world, repository, entry.sha);
  if ((rules.requiredChecks ?? []).some(({ context }) => states.get(context)?.state === "failure")) {
    await dequeue(repository, pull);
    return;
  }
  if (lackingChecks(world, repository, rules, entry.sha) !== undefined) return;
  const name = `refs/heads/${pull.baseRef}`;
  const moved = await repository.git.updateRefs([
    { name, before: pull.baseSha, after: entry.sha },
    { name: `refs/heads/${entry.branch}`, after: ZERO_OID },
  ]);
  if (moved.ok)
    await finishMerge(world, repository, entry.by, pull, { name, before: pull.baseSha, after: entry.sha });
}
