// GitHub's GraphQL objects: a field is a value or a function of its arguments; what is not here is a violation.
import { covers } from "./access.ts";
import {
  callerUser,
  findRepository,
  type Caller,
  type Pull,
  type Repository,
  type User,
  type World,
} from "./model.ts";
import { modeType } from "./git-objects.ts";
import { type Mergeability, mergeability } from "./mergeability.ts";
import { checkStates, lackingReviews, rulesOf } from "./rules.ts";
import { nodeId, time } from "./shapes.ts";

export type GraphqlContext = {
  readonly world: World;
  readonly caller: Caller;
  readonly mergeableUnknown: boolean;
};
type Fields = { readonly [name: string]: unknown };
type Arguments = { readonly [name: string]: unknown };

/** An error with GitHub's `type`; GitHub leaves the type out of some. */
export class GraphqlFault extends Error {
  override readonly name = "GraphqlFault";
  readonly type: string | undefined;

  constructor(type: string | undefined, message: string) {
    super(message);
    this.type = type;
  }
}

/** The repository behind a node id, if the caller may see it. */
export function repositoryByNode(context: GraphqlContext, id: string): Repository {
  const found = [...context.world.repositories.values()].find(
    (repository) => nodeId("R", repository.id) === id,
  );
  if (found === undefined || (found.private && !covers(context.caller, found))) throw unresolved(id);
  return found;
}

/** The pull request behind a node id, if the caller may see it. */
export function pullByNode(context: GraphqlContext, id: string): { repository: Repository; pull: Pull } {
  for (const repository of context.world.repositories.values()) {
    if (repository.private && !covers(context.caller, repository)) continue;
    const pull = [...repository.pulls.values()].find((candidate) => nodeId("PR", candidate.id) === id);
    if (pull !== undefined) return { repository, pull };
  }
  throw unresolved(id);
}

function unresolved(id: string): GraphqlFault {
  return new GraphqlFault("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}

/** A connection; only `first`, `last` and `after` (an offset) are modelled. */
function connection(
  context: GraphqlContext,
  args: Arguments,
  items: readonly unknown[],
  allowed: readonly string[] = [],
): Fields {
  for (const [name, value] of Object.entries(args)) {
    if (value !== null && !["first", "last", "after", ...allowed].includes(name))
      context.world.violate(`graphql: argument ${name} is not modelled`);
  }
  if (args["first"] === undefined && args["last"] === undefined) {
    throw new GraphqlFault(
      "MISSING_PAGINATION_BOUNDARIES",
      "You must provide a `first` or `last` value to properly paginate the connection.",
    );
  }
  const size = Math.min(100, Number(args["first"] ?? args["last"]));
  const start = args["last"] === undefined ? Number(args["after"] ?? 0) : Math.max(0, items.length - size);
  const nodes = items.slice(start, start + size);
  const end = start + nodes.length;
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: String(start + index + 1) })),
    totalCount: items.length,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      endCursor: String(end),
      startCursor: String(start),
    },
  };
}

function actorObject(world: World, user: User): Fields {
  return {
    __typename: user.type,
    id: nodeId("U", user.id),
    login: user.type === "Bot" ? user.login.replace(/\[bot\]$/, "") : user.login,
    databaseId: user.id,
    url: `${world.url}/${encodeURIComponent(user.login)}`,
  };
}

async function objectByOid(
  context: GraphqlContext,
  repository: Repository,
  oid: string,
  at = "",
): Promise<Fields | null> {
  const object = await repository.git.read(oid);
  if (object === undefined) return null;
  const base = {
    oid,
    id: nodeId("G", `${repository.id}:${oid}`),
    abbreviatedOid: oid.slice(0, 7),
    repository: () => repositoryObject(context, repository),
  };
  if (object.type === "blob") {
    const binary = object.body.includes(0);
    const large = object.body.length > 512_000;
    const text = binary ? null : object.body.toString("utf8", 0, large ? 512_000 : object.body.length);
    return {
      ...base,
      __typename: "Blob",
      byteSize: object.body.length,
      isBinary: binary,
      isTruncated: !binary && large,
      text,
    };
  }
  if (object.type === "tree")
    return { ...base, __typename: "Tree", entries: () => treeEntries(context, repository, oid, at) };
  if (object.type === "tag") return { ...base, __typename: "Tag" };
  return commitObject(context, repository, oid, base);
}

async function treeEntries(
  context: GraphqlContext,
  repository: Repository,
  oid: string,
  at: string,
): Promise<Fields[]> {
  const entries = (await repository.git.tree(oid)) ?? [];
  return entries.map((entry) => {
    const path = at === "" ? entry.name : `${at}/${entry.name}`;
    return {
      name: entry.name,
      path,
      mode: Number.parseInt(entry.mode, 8),
      type: modeType(entry.mode),
      oid: entry.oid,
      size: async () => (await repository.git.read(entry.oid))?.body.length ?? 0,
      object: () => objectByOid(context, repository, entry.oid, path),
    };
  });
}

async function commitObject(
  context: GraphqlContext,
  repository: Repository,
  oid: string,
  base: Fields,
): Promise<Fields | null> {
  const commit = await repository.git.commit(oid);
  if (commit === undefined) return null;
  const headline = commit.message.split("\n")[0] ?? "";
  const states = [...checkStates(context.world, repository, oid).values()].map(({ state }) => state);
  const rollup = states.includes("failure") ? "FAILURE" : states.includes("pending") ? "PENDING" : "SUCCESS";
  return {
    ...base,
    __typename: "Commit",
    message: commit.message,
    messageHeadline: headline,
    messageBody: commit.message.slice(headline.length).trim(),
    tree: () => objectByOid(context, repository, commit.tree),
    parents: async (args: Arguments) =>
      connection(
        context,
        args,
        await Promise.all(commit.parents.map((parent) => objectByOid(context, repository, parent))),
      ),
    author: { name: commit.author.name, email: commit.author.email, date: time(commit.author.date) },
    committer: {
      name: commit.committer.name,
      email: commit.committer.email,
      date: time(commit.committer.date),
    },
    authoredDate: time(commit.author.date),
    committedDate: time(commit.committer.date),
    url: `${context.world.url}/${repository.fullName}/commit/${oid}`,
    signature: repository.verified.has(oid)
      ? { __typename: "GpgSignature", isValid: true, wasSignedByGitHub: true, state: "VALID" }
      : null,
    statusCheckRollup: states.length === 0 ? null : { state: rollup },
  };
}

async function refObject(
  context: GraphqlContext,
  repository: Repository,
  name: string,
): Promise<Fields | null> {
  const oid = await repository.git.ref(name);
  if (oid === undefined) return null;
  const prefix = /^refs\/(?:heads|tags)\//.exec(name)?.[0] ?? "refs/";
  return {
    id: nodeId("REF", `${repository.id}:${name}`),
    name: name.slice(prefix.length),
    prefix,
    target: () => objectByOid(context, repository, oid),
    repository: () => repositoryObject(context, repository),
  };
}

/** What `ref:path`, a ref, or an id means. */
async function byExpression(
  context: GraphqlContext,
  repository: Repository,
  expression: string,
): Promise<Fields | null> {
  const colon = expression.indexOf(":");
  const name = colon < 0 ? expression : expression.slice(0, colon);
  const oid = await repository.git.resolve(name);
  if (colon < 0) return objectByOid(context, repository, oid ?? name);
  const commit = oid === undefined ? undefined : await repository.git.commit(oid);
  const path = expression.slice(colon + 1);
  const entry = commit === undefined ? undefined : await repository.git.entry(commit.tree, path);
  return entry === undefined ? null : objectByOid(context, repository, entry.oid, path);
}

const MERGE_STATE: Readonly<Record<Mergeability["state"], string>> = {
  clean: "CLEAN",
  unstable: "UNSTABLE",
  behind: "BEHIND",
  blocked: "BLOCKED",
  draft: "DRAFT",
  dirty: "DIRTY",
};

/** A pull request. */
export function pullObject(context: GraphqlContext, repository: Repository, pull: Pull): Fields {
  const { world } = context;
  const merged = pull.mergedAt !== null;
  const url = `${world.url}/${repository.fullName}/pull/${pull.number}`;
  const examine = async (): Promise<Mergeability | undefined> =>
    context.mergeableUnknown || pull.state === "closed" ? undefined : mergeability(world, repository, pull);
  const rules = rulesOf(repository, pull.baseRef);
  const auto = pull.autoMerge;
  return {
    __typename: "PullRequest",
    id: nodeId("PR", pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? "",
    state: merged ? "MERGED" : pull.state === "open" ? "OPEN" : "CLOSED",
    isDraft: pull.draft,
    closed: pull.state === "closed",
    merged,
    mergedAt: pull.mergedAt === null ? null : time(pull.mergedAt),
    closedAt: pull.closedAt === null ? null : time(pull.closedAt),
    createdAt: time(pull.createdAt),
    updatedAt: time(pull.updatedAt),
    mergedBy: pull.mergedBy === null ? null : actorObject(world, pull.mergedBy),
    mergeCommit: () =>
      merged && pull.mergeCommit !== null ? objectByOid(context, repository, pull.mergeCommit) : null,
    potentialMergeCommit: () =>
      !merged && pull.mergeCommit !== null ? objectByOid(context, repository, pull.mergeCommit) : null,
    mergeable: async () => {
      const examined = await examine();
      if (examined === undefined) return "UNKNOWN";
      return examined.mergeable ? "MERGEABLE" : "CONFLICTING";
    },
    mergeStateStatus: async () => {
      const examined = await examine();
      return examined === undefined ? "UNKNOWN" : MERGE_STATE[examined.state];
    },
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    headRef: () => refObject(context, repository, `refs/heads/${pull.headRef}`),
    baseRef: () => refObject(context, repository, `refs/heads/${pull.baseRef}`),
    isCrossRepository: false,
    url,
    permalink: url,
    author: actorObject(world, pull.user),
    labels: (args: Arguments) =>
      connection(
        context,
        args,
        [...pull.labels].map((name) => ({ name })),
        ["orderBy"],
      ),
    autoMergeRequest:
      auto === null
        ? null
        : {
            mergeMethod: auto.method.toUpperCase(),
            commitHeadline: auto.title ?? null,
            commitBody: auto.message ?? null,
            enabledBy: actorObject(world, auto.user),
            enabledAt: time(pull.updatedAt),
          },
    reviewDecision:
      rules.requiredApprovals === undefined
        ? null
        : lackingReviews(rules, pull) === undefined
          ? "APPROVED"
          : "REVIEW_REQUIRED",
    reviews: (args: Arguments) =>
      connection(
        context,
        args,
        pull.reviews.map((review) => ({
          state: review.state,
          author: actorObject(world, review.user),
          body: review.body,
          submittedAt: time(review.at),
        })),
      ),
    isInMergeQueue: pull.queued !== null,
    mergeQueueEntry:
      pull.queued === null ? null : { id: nodeId("MQE", pull.id), state: "AWAITING_CHECKS", position: 1 },
    repository: () => repositoryObject(context, repository),
  };
}

function pullList(context: GraphqlContext, repository: Repository, args: Arguments): Fields {
  const states = args["states"] as readonly string[] | null | undefined;
  const order = args["orderBy"] as { field: string; direction: string } | null | undefined;
  const field = order?.field === "UPDATED_AT" ? "updatedAt" : "createdAt";
  const found = [...repository.pulls.values()]
    .filter(
      (pull) =>
        states === null ||
        states === undefined ||
        states.includes(pull.mergedAt === null ? pull.state.toUpperCase() : "MERGED"),
    )
    .filter(
      (pull) =>
        (args["headRefName"] ?? pull.headRef) === pull.headRef &&
        (args["baseRefName"] ?? pull.baseRef) === pull.baseRef,
    )
    .sort((a, b) => a[field].getTime() - b[field].getTime() || a.number - b.number);
  if (order?.direction === "DESC") found.reverse();
  const objects = found.map((pull) => pullObject(context, repository, pull));
  return connection(context, args, objects, ["states", "orderBy", "headRefName", "baseRefName"]);
}

/** A repository. */
export function repositoryObject(context: GraphqlContext, repository: Repository): Fields {
  const { world } = context;
  const { methods, autoMerge, deleteBranchOnMerge } = repository.settings;
  return {
    __typename: "Repository",
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: actorObject(world, repository.owner),
    url: `${world.url}/${repository.fullName}`,
    isPrivate: repository.private,
    isArchived: false,
    isFork: false,
    visibility: repository.private ? "PRIVATE" : "PUBLIC",
    defaultBranchRef: () => refObject(context, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      refObject(
        context,
        repository,
        qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`,
      ),
    object: ({ expression, oid }: { expression?: string; oid?: string }) =>
      expression === undefined
        ? objectByOid(context, repository, oid ?? "")
        : byExpression(context, repository, expression),
    pullRequest: ({ number }: { number: number }) => {
      const pull = repository.pulls.get(number);
      if (pull === undefined)
        throw new GraphqlFault(
          "NOT_FOUND",
          `Could not resolve to a PullRequest with the number of ${number}.`,
        );
      return pullObject(context, repository, pull);
    },
    pullRequests: (args: Arguments) => pullList(context, repository, args),
    label: ({ name }: { name: string }) => {
      const label = repository.labels.get(name.toLowerCase());
      return label === undefined
        ? null
        : {
            id: nodeId("LA", label.id),
            name: label.name,
            color: label.color,
            description: label.description,
          };
    },
    autoMergeAllowed: autoMerge,
    mergeCommitAllowed: methods.includes("merge"),
    squashMergeAllowed: methods.includes("squash"),
    rebaseMergeAllowed: methods.includes("rebase"),
    deleteBranchOnMerge,
    mergeQueue: ({ branch }: { branch?: string | null }) => {
      const name = branch ?? repository.defaultBranch;
      return rulesOf(repository, name).mergeQueue === true
        ? {
            id: nodeId("MQ", `${repository.id}:${name}`),
            url: `${world.url}/${repository.fullName}/queue/${name}`,
          }
        : null;
    },
  };
}

/** The fields of `Query`. */
export const queries: Fields = {
  viewer: (_args: Arguments, context: GraphqlContext) => {
    const user = callerUser(context.world, context.caller);
    return { ...actorObject(context.world, user), login: user.login };
  },
  repository: ({ owner, name }: { owner: string; name: string }, context: GraphqlContext) => {
    const repository = findRepository(context.world, `${owner}/${name}`);
    if (repository === undefined || (repository.private && !covers(context.caller, repository))) {
      throw new GraphqlFault(
        "NOT_FOUND",
        `Could not resolve to a Repository with the name '${owner}/${name}'.`,
      );
    }
    return repositoryObject(context, repository);
  },
  node: ({ id }: { id: string }, context: GraphqlContext) => {
    if (id.startsWith("R_")) return repositoryObject(context, repositoryByNode(context, id));
    const { repository, pull } = pullByNode(context, id);
    return pullObject(context, repository, pull);
  },
  rateLimit: (_args: Arguments, context: GraphqlContext) => {
    const resetAt = time(new Date(context.world.now().getTime() + 3_600_000));
    return { cost: 1, limit: 5000, nodeCount: 0, remaining: 5000, used: 0, resetAt };
  },
};
