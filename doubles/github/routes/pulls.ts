// Pull requests and their reviews.
import { notFound, page, Refusal, type Answer } from "../answer.ts";
import { callerUser, type MergeMethod, type Pull, type Review } from "../model.ts";
import { userPerson, webFlow } from "../authorship.ts";
import { mergeability } from "../mergeability.ts";
import { closePull, openPull, reopenPull } from "../opening.ts";
import { mergePull, moveRefs, settle } from "../pulls.ts";
import { tell } from "../telling.ts";
import { pullShape, reviewShape } from "../pull-shapes.ts";
import { commitShape, fileShape, userShape } from "../shapes.ts";
import { collect, pullOf, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

/** The pull request as a single read shows it: with counts, and mergeability unless a fault hides it. */
async function fullShape(request: RepositoryRequest, pull: Pull): Promise<Record<string, unknown>> {
  const { world, repository } = request;
  const { git } = repository;
  const fork = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const files = await git.diff(fork, pull.headSha);
  const own = await collect(git.history(pull.headSha, fork));
  const open = pull.state === "open";
  const examined =
    open && !request.mergeableUnknown ? await mergeability(world, repository, pull) : undefined;
  return {
    ...pullShape(world, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: examined?.mergeable ?? null,
    rebaseable: examined?.mergeable ?? null,
    mergeable_state: examined?.state ?? "unknown",
    merged_by: pull.mergedBy === null ? null : userShape(world, pull.mergedBy),
    comments: repository.comments.filter((comment) => comment.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: own.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function list(request: RepositoryRequest): Answer {
  const { world, repository, query, address } = request;
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  // A bare branch name is no filter, as on GitHub: only owner:branch is.
  const filter = head?.includes(":") === true ? head : undefined;
  const base = query.get("base");
  const field = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const direction = query.get("direction") ?? (query.has("sort") ? "asc" : "desc");
  const found = [...repository.pulls.values()]
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => filter === undefined || filter === `${repository.owner.login}:${pull.headRef}`)
    .filter((pull) => base === null || pull.baseRef === base)
    .sort((a, b) => a[field].getTime() - b[field].getTime() || a.number - b.number);
  if (direction === "desc") found.reverse();
  return page(
    found.map((pull) => pullShape(world, repository, pull)),
    query,
    address,
  );
}

/** A workflow's own token opens and approves pull requests only where a setting lets it. */
function demandActionsSetting({ caller, repository }: RepositoryRequest): void {
  if (caller.kind !== "github-token" || repository.settings.actionsMayOpenPulls) return;
  throw new Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.");
}

async function create(request: RepositoryRequest): Promise<Answer> {
  demandActionsSetting(request);
  const body = request.body as { title?: string; body?: string; head: string; base: string; draft?: boolean };
  if (body.title === undefined || body.title.trim() === "") {
    throw new Refusal(422, "Validation Failed", [
      { resource: "PullRequest", field: "title", code: "missing_field" },
    ]);
  }
  const wanted = {
    title: body.title,
    body: body.body ?? null,
    head: body.head,
    base: body.base,
    draft: body.draft ?? false,
  };
  const pull = await openPull(request.world, request.repository, request.caller, wanted);
  return { status: 201, body: await fullShape({ ...request, mergeableUnknown: true }, pull) };
}

async function edit(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const pull = pullOf(request);
  const body = request.body as { title?: string; body?: string; state?: "open" | "closed"; base?: string };
  if (body.base !== undefined && body.base !== pull.baseRef) {
    const base = await repository.git.ref(`refs/heads/${body.base}`);
    if (base === undefined)
      throw new Refusal(422, "Validation Failed", [
        { resource: "PullRequest", field: "base", code: "invalid" },
      ]);
    pull.baseRef = body.base;
    pull.baseSha = base;
  }
  pull.title = body.title ?? pull.title;
  pull.body = body.body ?? pull.body;
  pull.updatedAt = world.now();
  if (body.state === "closed" && pull.state === "open") closePull(world, repository, caller, pull);
  if (body.state === "open" && pull.state === "closed") await reopenPull(world, repository, caller, pull);
  await settle(world, repository);
  return { status: 200, body: await fullShape(request, pull) };
}

async function merge(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const pull = pullOf(request);
  const body = (request.body ?? {}) as {
    commit_title?: string;
    commit_message?: string;
    sha?: string;
    merge_method?: MergeMethod;
  };
  const sha = await mergePull(world, repository, caller, pull, {
    method: body.merge_method ?? "merge",
    sha: body.sha,
    title: body.commit_title,
    message: body.commit_message,
  });
  return { status: 200, body: { sha, merged: true, message: "Pull Request successfully merged" } };
}

async function updateBranch(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const { git } = repository;
  const pull = pullOf(request);
  const { expected_head_sha: expected } = (request.body ?? {}) as { expected_head_sha?: string };
  if (expected !== undefined && expected !== pull.headSha)
    throw new Refusal(422, "expected head sha didn’t match current head ref.");
  if (await git.isAncestor(pull.baseSha, pull.headSha))
    throw new Refusal(422, "There are no new commits on the base branch.");
  const tree = await git.mergeTree(pull.headSha, pull.baseSha);
  if (tree === undefined) throw new Refusal(422, "merge conflict between base and head");
  const now = world.now();
  const parents = [pull.headSha, pull.baseSha];
  const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`;
  const author = userPerson(callerUser(world, caller), now);
  const after = await git.writeCommit({ tree, parents, author, committer: webFlow(now), message });
  repository.verified.add(after);
  const moved = await moveRefs(world, repository, caller, [
    { name: `refs/heads/${pull.headRef}`, before: pull.headSha, after },
  ]);
  if (moved.kind !== "moved") throw new Refusal(422, moved.why);
  return {
    status: 202,
    body: {
      message: "Updating pull request branch.",
      url: `${world.url}/${repository.fullName}/pull/${pull.number}`,
    },
  };
}

const REVIEW_STATES = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
} as const;

async function review(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const pull = pullOf(request);
  const body = (request.body ?? {}) as {
    event?: keyof typeof REVIEW_STATES;
    body?: string;
    commit_id?: string;
  };
  if (body.event === undefined) throw new Refusal(422, "Pending reviews are not modelled; give an event.");
  const user = callerUser(world, caller);
  if (body.event === "APPROVE") demandActionsSetting(request);
  if (body.event === "APPROVE" && user.login === pull.user.login)
    throw new Refusal(422, "Can not approve your own pull request");
  const made: Review = {
    id: world.nextId(),
    user,
    state: REVIEW_STATES[body.event],
    body: body.body ?? "",
    commit: body.commit_id ?? pull.headSha,
    at: world.now(),
  };
  pull.reviews.push(made);
  const shape = reviewShape(world, repository, pull, made);
  tell(world, repository, caller, "pull_request_review", "submitted", {
    review: shape,
    pull_request: pullShape(world, repository, pull),
  });
  await settle(world, repository);
  return { status: 200, body: shape };
}

export const pullRoutes: RepositoryRoutes = {
  "GET /pulls": { need: ["pull_requests", "read"], run: list },
  "POST /pulls": { need: ["pull_requests", "write"], run: create },
  "GET /pulls/{pull_number}": {
    need: ["pull_requests", "read"],
    run: async (request) => ({ status: 200, body: await fullShape(request, pullOf(request)) }),
  },
  "PATCH /pulls/{pull_number}": { need: ["pull_requests", "write"], run: edit },
  "GET /pulls/{pull_number}/commits": {
    need: ["pull_requests", "read"],
    run: async (request) => {
      const { world, repository, query, address } = request;
      const pull = pullOf(request);
      const fork = (await repository.git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
      const own = (await collect(repository.git.history(pull.headSha, fork), 250)).reverse();
      return page(
        own.map(({ oid, commit }) => commitShape(world, repository, oid, commit)),
        query,
        address,
      );
    },
  },
  "GET /pulls/{pull_number}/files": {
    need: ["pull_requests", "read"],
    run: async (request) => {
      const { world, repository, query, address } = request;
      const pull = pullOf(request);
      const fork = (await repository.git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
      const files = await repository.git.diff(fork, pull.headSha);
      return page(
        files.map((file) => fileShape(world, repository, pull.headSha, file)),
        query,
        address,
      );
    },
  },
  "GET /pulls/{pull_number}/merge": {
    need: ["contents", "read"],
    run: (request) => {
      if (pullOf(request).mergedAt === null) throw notFound();
      return { status: 204 };
    },
  },
  "PUT /pulls/{pull_number}/merge": { need: ["contents", "write"], run: merge },
  "PUT /pulls/{pull_number}/update-branch": { need: ["pull_requests", "write"], run: updateBranch },
  "GET /pulls/{pull_number}/reviews": {
    need: ["pull_requests", "read"],
    run: (request) => {
      const { world, repository, query, address } = request;
      const pull = pullOf(request);
      return page(
        pull.reviews.map((item) => reviewShape(world, repository, pull, item)),
        query,
        address,
      );
    },
  },
  "POST /pulls/{pull_number}/reviews": { need: ["pull_requests", "write"], run: review },
};
