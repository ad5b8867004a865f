// Commit statuses and check runs.
import { inaccessible } from "../access.ts";
import { notFound, page, Refusal, type Answer } from "../answer.ts";
import {
  callerUser,
  type Caller,
  type CheckRun,
  type CommitState,
  type Repository,
  type Status,
  type User,
  type World,
} from "../model.ts";
import { settle } from "../pulls.ts";
import { tell } from "../telling.ts";
import { checkRunShape, statusShape } from "../check-shapes.ts";
import { repositoryShape, repositoryUrl, time } from "../shapes.ts";
import { param, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

const MOST_STATUSES = 1000;

export type WantedStatus = {
  readonly state: CommitState;
  readonly context?: string | undefined;
  readonly description?: string | null | undefined;
  readonly target_url?: string | null | undefined;
};

/** Records a commit status and lets what waited for it go on. Expects the repository's lock. */
export async function addStatus(
  world: World,
  repository: Repository,
  caller: Caller,
  creator: User,
  sha: string,
  wanted: WantedStatus,
): Promise<Status> {
  if ((await repository.git.commit(sha)) === undefined)
    throw new Refusal(422, `No commit found for SHA: ${sha}`);
  const context = wanted.context ?? "default";
  const list = repository.statuses.get(sha) ?? [];
  if (list.filter((status) => status.context === context).length >= MOST_STATUSES) {
    const message = "This SHA and context has reached the maximum number of statuses.";
    throw new Refusal(422, "Validation Failed", [{ resource: "Status", code: "custom", message }]);
  }
  const status: Status = {
    id: world.nextId(),
    sha,
    state: wanted.state,
    context,
    description: wanted.description ?? null,
    targetUrl: wanted.target_url ?? null,
    creator,
    at: world.now(),
  };
  repository.statuses.set(sha, [...list, status]);
  tell(world, repository, caller, "status", undefined, { ...statusShape(world, repository, status), sha });
  await settle(world, repository);
  return status;
}

/** The latest status of each context. */
function latest(statuses: readonly Status[]): Status[] {
  return [...new Map(statuses.map((status) => [status.context, status])).values()];
}

async function commitOf(request: RepositoryRequest, name: string): Promise<string> {
  const oid = await request.repository.git.resolve(name);
  if (oid === undefined) throw notFound();
  return oid;
}

async function combined(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, query, address } = request;
  const sha = await commitOf(request, param(request, "ref"));
  const statuses = latest(repository.statuses.get(sha) ?? []);
  const states = new Set(statuses.map((status) => status.state));
  const bad = states.has("failure") || states.has("error");
  const state = bad ? "failure" : states.has("pending") || statuses.length === 0 ? "pending" : "success";
  const url = `${repositoryUrl(world, repository)}/commits/${sha}`;
  const shapes = statuses.map((status) => {
    const { creator: _creator, ...shape } = statusShape(world, repository, status);
    return shape;
  });
  return page(shapes, query, address, (part) => ({
    state,
    statuses: part,
    sha,
    total_count: shapes.length,
    repository: repositoryShape(world, repository),
    commit_url: url,
    url: `${url}/status`,
  }));
}

type WantedRun = {
  name?: string;
  head_sha: string;
  status?: CheckRun["status"];
  conclusion?: string;
  external_id?: string;
  details_url?: string;
  started_at?: string;
  completed_at?: string;
  output?: { title?: string; summary?: string; text?: string };
};

async function applyRun(request: RepositoryRequest, run: CheckRun, wanted: WantedRun): Promise<void> {
  const { world, repository, caller } = request;
  run.name = wanted.name ?? run.name;
  run.externalId = wanted.external_id ?? run.externalId;
  run.detailsUrl = wanted.details_url ?? run.detailsUrl;
  run.startedAt = wanted.started_at ?? run.startedAt;
  run.conclusion = wanted.conclusion ?? run.conclusion;
  // A conclusion completes the run even when no status is given.
  run.status = wanted.conclusion === undefined ? (wanted.status ?? run.status) : "completed";
  if (run.status === "completed") run.completedAt = wanted.completed_at ?? time(world.now());
  const { output } = wanted;
  if (output !== undefined)
    run.output = { title: output.title ?? null, summary: output.summary ?? null, text: output.text ?? null };
  const action = run.status === "completed" ? "completed" : "created";
  tell(world, repository, caller, "check_run", action, { check_run: checkRunShape(world, repository, run) });
  await settle(world, repository);
}

async function createRun(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  // Only Apps, the workflow token's own among them, may write checks.
  if (caller.kind === "pat") throw inaccessible(caller);
  const wanted = request.body as WantedRun;
  if ((await repository.git.commit(wanted.head_sha)) === undefined)
    throw new Refusal(422, `No commit found for SHA: ${wanted.head_sha}`);
  const user = callerUser(world, caller);
  const slug = user.login.replace(/\[bot\]$/, "");
  const run: CheckRun = {
    id: world.nextId(),
    sha: wanted.head_sha,
    app: { id: world.apps.find((app) => app.slug === slug)?.id ?? user.id, slug },
    name: "",
    status: "queued",
    conclusion: null,
    externalId: null,
    detailsUrl: null,
    startedAt: time(world.now()),
    completedAt: null,
    output: { title: null, summary: null, text: null },
  };
  if (wanted.status === "completed" && wanted.conclusion === undefined)
    throw new Refusal(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
  repository.checkRuns.push(run);
  await applyRun(request, run, wanted);
  return { status: 201, body: checkRunShape(world, repository, run) };
}

function runOf(request: RepositoryRequest): CheckRun {
  const run = request.repository.checkRuns.find(({ id }) => String(id) === param(request, "check_run_id"));
  if (run === undefined) throw notFound();
  return run;
}

export const checkRoutes: RepositoryRoutes = {
  "POST /statuses/{sha}": {
    need: ["statuses", "write"],
    run: async (request) => {
      const { world, repository, caller } = request;
      const user = callerUser(world, caller);
      const status = await addStatus(
        world,
        repository,
        caller,
        user,
        param(request, "sha"),
        request.body as WantedStatus,
      );
      return { status: 201, body: statusShape(world, repository, status) };
    },
  },
  "GET /commits/{ref}/status": { need: ["statuses", "read"], run: combined },
  "GET /commits/{ref}/statuses": {
    need: ["statuses", "read"],
    run: async (request) => {
      const { world, repository, query, address } = request;
      const sha = await commitOf(request, param(request, "ref"));
      const list = (repository.statuses.get(sha) ?? []).toReversed();
      return page(
        list.map((status) => statusShape(world, repository, status)),
        query,
        address,
      );
    },
  },
  "POST /check-runs": { need: ["checks", "write"], run: createRun },
  "GET /check-runs/{check_run_id}": {
    need: ["checks", "read"],
    run: (request) => ({
      status: 200,
      body: checkRunShape(request.world, request.repository, runOf(request)),
    }),
  },
  "PATCH /check-runs/{check_run_id}": {
    need: ["checks", "write"],
    run: async (request) => {
      const run = runOf(request);
      await applyRun(request, run, request.body as WantedRun);
      return { status: 200, body: checkRunShape(request.world, request.repository, run) };
    },
  },
  "GET /commits/{ref}/check-runs": {
    need: ["checks", "read"],
    run: async (request) => {
      const { world, repository, query, address } = request;
      const sha = await commitOf(request, param(request, "ref"));
      const name = query.get("check_name");
      const status = query.get("status");
      const app = query.get("app_id");
      const own = repository.checkRuns
        .filter((run) => run.sha === sha && (name === null || run.name === name))
        .filter(
          (run) => (status === null || run.status === status) && (app === null || String(run.app.id) === app),
        );
      const newest =
        query.get("filter") === "all"
          ? own
          : [...new Map(own.map((run) => [`${run.app.id} ${run.name}`, run])).values()];
      const shapes = newest.map((run) => checkRunShape(world, repository, run));
      return page(shapes, query, address, (part) => ({ total_count: shapes.length, check_runs: part }));
    },
  },
};
