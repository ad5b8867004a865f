// The mutations that write refs and commits, and those that merge.
import { holds, inaccessible, type Need } from "./access.ts";
import { Refusal } from "./answer.ts";
import { isOid, ZERO_OID } from "./git-objects.ts";
import { isRefName, type RefUpdate, type TreeEdit } from "./git-store.ts";
import {
  GraphqlFault,
  pullByNode,
  pullObject,
  repositoryByNode,
  repositoryObject,
  type GraphqlContext,
} from "./graphql-objects.ts";
import { callerUser, findRepository, type MergeMethod, type Pull, type Repository } from "./model.ts";
import { commitAs } from "./authorship.ts";
import { mergeability } from "./mergeability.ts";
import { dequeue, enqueue, mergePull, methodAllowed, moveRefs, settle } from "./pulls.ts";
import { tell } from "./telling.ts";
import { rulesOf } from "./rules.ts";
import { demandWorkflows, isTreePath } from "./routes/git-data.ts";
import { pullShape } from "./pull-shapes.ts";
import { nodeId } from "./shapes.ts";

type Payload = { readonly [name: string]: unknown };
type Input<T> = { readonly input: T & { readonly clientMutationId?: string | null } };
type Mutation<T> = (args: Input<T>, context: GraphqlContext) => Promise<Payload>;

function demand(context: GraphqlContext, repository: Repository, need: Need): void {
  if (!holds(context.caller, repository, need)) throw inaccessible(context.caller);
}

/** Stale answers come in several shapes, so that no client can lean on the words of one. */
const STALE: readonly ((name: string, expected: string) => GraphqlFault)[] = [
  (_name, expected) =>
    new GraphqlFault(
      "STALE_DATA",
      `Expected branch to point to "${expected}" but it did not.  Pull and try again.`,
    ),
  () => new GraphqlFault("UNPROCESSABLE", "Reference cannot be updated"),
  () =>
    new GraphqlFault(
      undefined,
      "Something went wrong while executing your query. Please include `0A1B:2C3D` when reporting this issue.",
    ),
  (name, expected) =>
    new GraphqlFault(
      "UNPROCESSABLE",
      `A reference update failed: cannot lock ref '${name}': expected ${expected}`,
    ),
];

let staleAnswers = 0;

function stale(name: string, expected: string): GraphqlFault {
  const shape = STALE[staleAnswers % STALE.length];
  staleAnswers += 1;
  if (shape === undefined) throw new Error("There is no stale answer.");
  return shape(name, expected);
}

type WantedRef = {
  readonly name: string;
  readonly beforeOid?: string | null;
  readonly afterOid: string;
  readonly force?: boolean | null;
};

const updateRefs: Mutation<{
  readonly repositoryId: string;
  readonly refUpdates: readonly WantedRef[];
}> = async ({ input }, context) => {
  const repository = repositoryByNode(context, input.repositoryId);
  demand(context, repository, ["contents", "write"]);
  const { git } = repository;
  return repository.lock(async () => {
    const updates: RefUpdate[] = [];
    for (const wanted of input.refUpdates) {
      const { name, afterOid: after } = wanted;
      if (!isRefName(name)) throw new GraphqlFault("UNPROCESSABLE", `${name} is not a valid ref name`);
      if (after !== ZERO_OID && (!isOid(after) || (await git.read(after)) === undefined))
        throw new GraphqlFault("UNPROCESSABLE", `Object ${after} does not exist`);
      const now = (await git.ref(name)) ?? ZERO_OID;
      const before = wanted.beforeOid ?? undefined;
      if (before !== undefined && before !== now) throw stale(name, before);
      const forward =
        now === ZERO_OID || after === ZERO_OID || wanted.force === true || (await git.isAncestor(now, after));
      if (!forward) throw new GraphqlFault("UNPROCESSABLE", `Update of ${name} is not a fast forward`);
      updates.push({ name, before: now, after });
    }
    const result = await moveRefs(context.world, repository, context.caller, updates);
    if (result.kind === "refused")
      throw new GraphqlFault("UNPROCESSABLE", `Repository rule violations found\n\n${result.why}\n\n`);
    if (result.kind === "stale") throw stale(updates[0]?.name ?? "", updates[0]?.before ?? "");
    return { clientMutationId: input.clientMutationId ?? null };
  });
};

type WantedCommit = {
  readonly branch: {
    readonly id?: string | null;
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
  };
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly expectedHeadOid: string;
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
};

/** The repository and full ref that a commit goes to. */
function commitTarget(
  context: GraphqlContext,
  branch: WantedCommit["branch"],
): { repository: Repository; name: string } {
  const byId = /^REF_(\d+):(refs\/heads\/.+)$/.exec(branch.id ?? "");
  if (byId !== null)
    return { repository: repositoryByNode(context, nodeId("R", byId[1] ?? "")), name: byId[2] ?? "" };
  const fullName = branch.repositoryNameWithOwner ?? "";
  const repository = findRepository(context.world, fullName);
  if (repository === undefined)
    throw new GraphqlFault("NOT_FOUND", `Could not resolve to a Repository with the name '${fullName}'.`);
  return {
    repository: repositoryByNode(context, nodeId("R", repository.id)),
    name: `refs/heads/${(branch.branchName ?? "").replace(/^refs\/heads\//, "")}`,
  };
}

const createCommitOnBranch: Mutation<WantedCommit> = async ({ input }, context) => {
  const { repository, name } = commitTarget(context, input.branch);
  demand(context, repository, ["contents", "write"]);
  const { git } = repository;
  const { additions, deletions } = input.fileChanges ?? {};
  if (additions === null || deletions === null)
    throw new GraphqlFault(undefined, "Something went wrong while executing your query.");
  const paths = [...(additions ?? []), ...(deletions ?? [])].map(({ path }) => path);
  demandWorkflows({ caller: context.caller, repository }, paths);
  const wrong = paths.find((path) => !isTreePath(path));
  if (wrong !== undefined)
    throw new GraphqlFault("UNPROCESSABLE", `A path was requested which is not allowed: ${wrong}`);
  return repository.lock(async () => {
    const head = await git.ref(name);
    if (head === undefined)
      throw new GraphqlFault("NOT_FOUND", `Branch ${name.slice("refs/heads/".length)} not found`);
    const moved = (): GraphqlFault =>
      new GraphqlFault(
        "STALE_DATA",
        `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`,
      );
    if (head !== input.expectedHeadOid) throw moved();
    const edits: TreeEdit[] = (deletions ?? []).map(({ path }) => ({ path, leaf: null }));
    const base = (await git.commit(head))?.tree;
    for (const { path, contents } of additions ?? []) {
      const old = base === undefined ? undefined : await git.entry(base, path);
      const mode = old === undefined || old.mode === "040000" ? "100644" : old.mode;
      edits.push({ path, leaf: { mode, oid: await git.write("blob", Buffer.from(contents, "base64")) } });
    }
    const tree = await git.editTree(base, edits);
    if ("missing" in tree)
      throw new GraphqlFault(
        "UNPROCESSABLE",
        `A path was requested for deletion which does not exist: ${tree.missing}`,
      );
    const { headline, body } = input.message;
    const message = body === undefined || body === null || body === "" ? headline : `${headline}\n\n${body}`;
    const oid = await commitAs(context.world, repository, context.caller, {
      message,
      tree: tree.oid,
      parents: [head],
    });
    const result = await moveRefs(context.world, repository, context.caller, [
      { name, before: head, after: oid },
    ]);
    if (result.kind === "refused")
      throw new GraphqlFault("UNPROCESSABLE", `Repository rule violations found\n\n${result.why}\n\n`);
    if (result.kind === "stale") throw moved();
    const commit = () =>
      (repositoryObject(context, repository)["object"] as (args: { oid: string }) => unknown)({ oid });
    const ref = () =>
      (repositoryObject(context, repository)["ref"] as (args: { qualifiedName: string }) => unknown)({
        qualifiedName: name,
      });
    return { clientMutationId: input.clientMutationId ?? null, commit, ref };
  });
};

type PullInput = { readonly pullRequestId: string };
type MergeInput = PullInput & {
  readonly mergeMethod?: "MERGE" | "SQUASH" | "REBASE" | null;
  readonly commitHeadline?: string | null;
  readonly commitBody?: string | null;
  readonly expectedHeadOid?: string | null;
};

/** A mutation of one pull request, under its repository's lock. */
function onPull<T extends PullInput>(
  need: Need,
  work: (
    context: GraphqlContext,
    repository: Repository,
    pull: Pull,
    input: T,
  ) => Promise<Payload | undefined>,
): Mutation<T> {
  return async ({ input }, context) => {
    const { repository, pull } = pullByNode(context, input.pullRequestId);
    demand(context, repository, need);
    return repository.lock(async () => {
      const extra = await work(context, repository, pull, input);
      const actor = (): unknown => ({
        __typename: "Bot",
        login: callerUser(context.world, context.caller).login,
      });
      return {
        clientMutationId: input.clientMutationId ?? null,
        actor,
        pullRequest: () => pullObject(context, repository, pull),
        ...extra,
      };
    });
  };
}

function unprocessable(message: string): GraphqlFault {
  return new GraphqlFault("UNPROCESSABLE", message);
}

function methodOf(input: MergeInput): MergeMethod {
  return (input.mergeMethod ?? "MERGE").toLowerCase() as MergeMethod;
}

const enablePullRequestAutoMerge = onPull<MergeInput>(
  ["pull_requests", "write"],
  async (context, repository, pull, input) => {
    if (!repository.settings.autoMerge)
      throw unprocessable('["Auto merge is not allowed for this repository"]');
    if (Object.keys(rulesOf(repository, pull.baseRef)).length === 0)
      throw unprocessable('["Protected branch rules not configured for this branch"]');
    if (pull.state === "closed") throw unprocessable('["Pull request is closed"]');
    if (
      input.expectedHeadOid !== undefined &&
      input.expectedHeadOid !== null &&
      input.expectedHeadOid !== pull.headSha
    ) {
      throw unprocessable("Head branch was modified. Review and try the merge again.");
    }
    const method = methodOf(input);
    if (!methodAllowed(repository, pull.baseRef, method))
      throw unprocessable(`["Merge method ${method} merging is not allowed on this repository"]`);
    const { state } = await mergeability(context.world, repository, pull);
    if (state === "clean" || state === "unstable" || state === "dirty")
      throw unprocessable(`["Pull request Pull request is in ${state} status"]`);
    pull.autoMerge = {
      by: context.caller,
      user: callerUser(context.world, context.caller),
      method,
      title: input.commitHeadline ?? undefined,
      message: input.commitBody ?? undefined,
    };
    tell(context.world, repository, context.caller, "pull_request", "auto_merge_enabled", {
      number: pull.number,
      pull_request: pullShape(context.world, repository, pull),
    });
    return undefined;
  },
);

const disablePullRequestAutoMerge = onPull<PullInput>(
  ["pull_requests", "write"],
  async (context, repository, pull) => {
    if (pull.autoMerge === null) throw unprocessable('["Can\'t disable auto-merge for this pull request."]');
    pull.autoMerge = null;
    tell(context.world, repository, context.caller, "pull_request", "auto_merge_disabled", {
      number: pull.number,
      pull_request: pullShape(context.world, repository, pull),
    });
    return undefined;
  },
);

const mergePullRequest = onPull<MergeInput>(
  ["contents", "write"],
  async (context, repository, pull, input) => {
    try {
      await mergePull(context.world, repository, context.caller, pull, {
        method: methodOf(input),
        sha: input.expectedHeadOid ?? undefined,
        title: input.commitHeadline ?? undefined,
        message: input.commitBody ?? undefined,
      });
    } catch (error) {
      if (error instanceof Refusal) throw unprocessable(error.message);
      throw error;
    }
    return undefined;
  },
);

const markPullRequestReadyForReview = onPull<PullInput>(
  ["pull_requests", "write"],
  async (context, repository, pull) => {
    pull.draft = false;
    tell(context.world, repository, context.caller, "pull_request", "ready_for_review", {
      number: pull.number,
      pull_request: pullShape(context.world, repository, pull),
    });
    await settle(context.world, repository);
    return undefined;
  },
);

const enqueuePullRequest = onPull<PullInput & { readonly expectedHeadOid?: string | null }>(
  ["contents", "write"],
  async (context, repository, pull, input) => {
    if (rulesOf(repository, pull.baseRef).mergeQueue !== true)
      throw unprocessable("The merge queue is not enabled for this branch");
    if (
      input.expectedHeadOid !== undefined &&
      input.expectedHeadOid !== null &&
      input.expectedHeadOid !== pull.headSha
    ) {
      throw unprocessable("Head branch was modified. Review and try again.");
    }
    const { state } = await mergeability(context.world, repository, pull);
    if (state === "dirty" || state === "blocked" || state === "draft")
      throw unprocessable(`Pull request is not mergeable: ${state}`);
    await enqueue(context.world, repository, context.caller, pull);
    const entry = {
      id: nodeId("MQE", pull.id),
      state: "AWAITING_CHECKS",
      position: 1,
      pullRequest: () => pullObject(context, repository, pull),
    };
    return { mergeQueueEntry: pull.queued === null ? null : entry };
  },
);

const dequeuePullRequest: Mutation<{ readonly id: string }> = async ({ input }, context) => {
  const { repository, pull } = pullByNode(context, input.id);
  demand(context, repository, ["contents", "write"]);
  return repository.lock(async () => {
    if (pull.queued === null) throw unprocessable("Pull request is not in the merge queue");
    await dequeue(repository, pull);
    const entry = {
      id: nodeId("MQE", pull.id),
      state: "UNMERGEABLE",
      position: 1,
      pullRequest: () => pullObject(context, repository, pull),
    };
    return { clientMutationId: input.clientMutationId ?? null, mergeQueueEntry: entry };
  });
};

/** The fields of `Mutation`. */
export const mutations: Payload = {
  updateRefs,
  createCommitOnBranch,
  enablePullRequestAutoMerge,
  disablePullRequestAutoMerge,
  mergePullRequest,
  markPullRequestReadyForReview,
  enqueuePullRequest,
  dequeuePullRequest,
};
