// Opening, closing and reopening pull requests.
import { Refusal } from "./answer.ts";
import { mergeability } from "./mergeability.ts";
import { type Caller, type Pull, type Repository, type World, callerUser } from "./model.ts";
import { tellPull } from "./telling.ts";

/** Closes a pull request without merging it. */
export function closePull(world: World, repository: Repository, caller: Caller, pull: Pull): void {
  pull.state = "closed";
  pull.closedAt = world.now();
  pull.updatedAt = pull.closedAt;
  pull.autoMerge = null;
  pull.queued = null;
  tellPull(world, repository, caller, pull, "closed");
}

export type NewPull = {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
};

/** Opens a pull request between two branches of the repository. */
export async function openPull(
  world: World,
  repository: Repository,
  caller: Caller,
  wanted: NewPull,
): Promise<Pull> {
  const { git } = repository;
  const { owner } = repository;
  const headRef = wanted.head.startsWith(`${owner.login}:`)
    ? wanted.head.slice(owner.login.length + 1)
    : wanted.head;
  const base = await git.ref(`refs/heads/${wanted.base}`);
  const head = await git.ref(`refs/heads/${headRef}`);
  const invalidField = (field: string): Refusal =>
    new Refusal(422, "Validation Failed", [{ resource: "PullRequest", field, code: "invalid" }]);
  if (base === undefined) throw invalidField("base");
  if (head === undefined) throw invalidField("head");
  const same = [...repository.pulls.values()].find(
    (pull) => pull.state === "open" && pull.headRef === headRef && pull.baseRef === wanted.base,
  );
  const custom = (message: string): Refusal =>
    new Refusal(422, "Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
  if (same !== undefined) throw custom(`A pull request already exists for ${owner.login}:${headRef}.`);
  if (await git.isAncestor(head, base)) throw custom(`No commits between ${wanted.base} and ${headRef}`);
  const now = world.now();
  repository.lastNumber += 1;
  const user = callerUser(world, caller);
  const pull: Pull = {
    id: world.nextId(),
    number: repository.lastNumber,
    user,
    headRef,
    createdAt: now,
    labels: new Set(),
    reviews: [],
    title: wanted.title,
    body: wanted.body,
    baseRef: wanted.base,
    headSha: head,
    baseSha: base,
    lastPusher: user.login,
    state: "open",
    draft: wanted.draft,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    autoMerge: null,
    queued: null,
  };
  repository.pulls.set(pull.number, pull);
  await git.writeOwnRef(`refs/pull/${pull.number}/head`, head);
  await mergeability(world, repository, pull);
  tellPull(world, repository, caller, pull, "opened");
  return pull;
}

/** Opens a closed, unmerged pull request again. */
export async function reopenPull(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
): Promise<void> {
  const cannot = (message: string): Refusal =>
    new Refusal(422, "Validation Failed", [
      { resource: "PullRequest", field: "state", code: "invalid", message },
    ]);
  const head = await repository.git.ref(`refs/heads/${pull.headRef}`);
  const base = await repository.git.ref(`refs/heads/${pull.baseRef}`);
  if (pull.mergedAt !== null) throw cannot("state cannot be changed. The pull request was merged.");
  if (head === undefined || base === undefined)
    throw cannot(`state cannot be changed. The ${pull.headRef} branch has been deleted.`);
  if (await repository.git.isAncestor(head, base))
    throw cannot(`state cannot be changed. There are no new commits on the ${pull.headRef} branch.`);
  pull.state = "open";
  pull.closedAt = null;
  pull.headSha = head;
  pull.baseSha = base;
  pull.updatedAt = world.now();
  await mergeability(world, repository, pull);
  tellPull(world, repository, caller, pull, "reopened");
}
