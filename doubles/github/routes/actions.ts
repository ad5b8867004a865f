// Dispatches of workflows and of the repository, and deployments.
import { parse } from "yaml";
import { notFound, page, Refusal, type Answer } from "../answer.ts";
import { callerUser, type Deployment, type DeploymentStatus } from "../model.ts";
import { tell } from "../telling.ts";
import { checkStates } from "../rules.ts";
import { deploymentShape, deploymentStatusShape } from "../check-shapes.ts";
import { repositoryUrl } from "../shapes.ts";
import { param, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

type Dict = Readonly<Record<string, unknown>>;
type WorkflowInput = { readonly required?: boolean; readonly default?: unknown };

function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a workflow file says under `on.workflow_dispatch.inputs`; undefined when the trigger is not there. */
function dispatchInputs(text: string): Readonly<Record<string, WorkflowInput>> | undefined {
  const file: unknown = parse(text);
  // YAML 1.1 readers take a bare `on` for true; GitHub reads it as the word.
  const triggers = isDict(file) ? file["on"] : undefined;
  if (triggers === "workflow_dispatch" || (Array.isArray(triggers) && triggers.includes("workflow_dispatch")))
    return {};
  if (!isDict(triggers) || !("workflow_dispatch" in triggers)) return undefined;
  const inputs = isDict(triggers["workflow_dispatch"]) ? triggers["workflow_dispatch"]["inputs"] : {};
  return isDict(inputs) ? (inputs as Record<string, WorkflowInput>) : {};
}

async function dispatchWorkflow(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const { git } = repository;
  const body = request.body as { ref: string; inputs?: Dict; return_run_details?: boolean };
  const file = `.github/workflows/${param(request, "workflow_id")}`;
  const onDefault = await git.ref(`refs/heads/${repository.defaultBranch}`);
  const known =
    onDefault === undefined ? undefined : await git.entry((await git.commit(onDefault))?.tree ?? "", file);
  if (known === undefined) throw notFound();
  const name = body.ref.startsWith("refs/") ? body.ref : `refs/heads/${body.ref}`;
  const tag = `refs/tags/${body.ref}`;
  const ref = (await git.ref(name)) === undefined && (await git.ref(tag)) !== undefined ? tag : name;
  const sha = await git.ref(ref);
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${body.ref}`);
  const commit = await git.resolve(sha);
  const entry =
    commit === undefined ? undefined : await git.entry((await git.commit(commit))?.tree ?? "", file);
  const text = entry === undefined ? undefined : (await git.read(entry.oid))?.body.toString("utf8");
  const declared = text === undefined ? undefined : dispatchInputs(text);
  if (declared === undefined) throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  const given = body.inputs ?? {};
  const unexpected = Object.keys(given).filter((key) => !(key in declared));
  if (unexpected.length > 0)
    throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const inputs: Record<string, string> = {};
  for (const [key, input] of Object.entries(declared)) {
    const value = given[key] ?? input.default;
    if (value === undefined && input.required === true)
      throw new Refusal(422, `Required input '${key}' not provided`);
    if (value !== undefined) inputs[key] = typeof value === "string" ? value : JSON.stringify(value);
  }
  const run = world.nextId();
  tell(world, repository, caller, "workflow_dispatch", undefined, {
    inputs,
    ref,
    workflow: file,
    head_sha: sha,
    run_id: run,
  });
  if (body.return_run_details !== true) return { status: 204 };
  const details = {
    workflow_run_id: run,
    run_url: `${repositoryUrl(world, repository)}/actions/runs/${run}`,
    html_url: `${world.url}/${repository.fullName}/actions/runs/${run}`,
  };
  return { status: 200, body: details };
}

async function createDeployment(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const body = request.body as {
    ref: string;
    task?: string;
    auto_merge?: boolean;
    required_contexts?: readonly string[] | null;
    payload?: string | Dict;
    environment?: string;
    description?: string | null;
  };
  const sha = await repository.git.resolve(body.ref);
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${body.ref}`);
  const base = await repository.git.ref(`refs/heads/${repository.defaultBranch}`);
  if (body.auto_merge !== false && base !== undefined && !(await repository.git.isAncestor(base, sha))) {
    throw new Refusal(409, `Conflict merging ${repository.defaultBranch} into ${body.ref}.`);
  }
  const states = checkStates(world, repository, sha);
  const contexts = body.required_contexts ?? [...states.keys()];
  if (contexts.some((context) => states.get(context)?.state !== "success"))
    throw new Refusal(409, "Conflict: Commit status checks failed for this ref.");
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref: body.ref,
    task: body.task ?? "deploy",
    payload: body.payload ?? {},
    environment: body.environment ?? "production",
    description: body.description ?? null,
    creator: callerUser(world, caller),
    at: world.now(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  return { status: 201, body: deploymentShape(world, repository, deployment) };
}

function deploymentOf(request: RepositoryRequest): Deployment {
  const found = request.repository.deployments.find(
    ({ id }) => String(id) === param(request, "deployment_id"),
  );
  if (found === undefined) throw notFound();
  return found;
}

function addDeploymentStatus(request: RepositoryRequest): Answer {
  const { world, repository, caller } = request;
  const deployment = deploymentOf(request);
  const body = request.body as {
    state: string;
    description?: string;
    target_url?: string;
    log_url?: string;
    environment?: string;
    environment_url?: string;
  };
  const status: DeploymentStatus = {
    id: world.nextId(),
    state: body.state,
    description: body.description ?? "",
    targetUrl: body.target_url ?? "",
    logUrl: body.log_url ?? body.target_url ?? "",
    environment: body.environment ?? deployment.environment,
    environmentUrl: body.environment_url ?? "",
    creator: callerUser(world, caller),
    at: world.now(),
  };
  deployment.statuses.push(status);
  return { status: 201, body: deploymentStatusShape(world, repository, deployment, status) };
}

export const actionRoutes: RepositoryRoutes = {
  "POST /actions/workflows/{workflow_id}/dispatches": { need: ["actions", "write"], run: dispatchWorkflow },
  "POST /dispatches": {
    need: ["contents", "write"],
    run: ({ world, repository, caller, body }) => {
      const { event_type: type, client_payload: payload = {} } = body as {
        event_type: string;
        client_payload?: Dict;
      };
      tell(world, repository, caller, "repository_dispatch", type, {
        client_payload: payload,
        branch: repository.defaultBranch,
      });
      return { status: 204 };
    },
  },
  "GET /deployments": {
    need: ["deployments", "read"],
    run: ({ world, repository, query, address }) => {
      const wanted = (["sha", "ref", "task", "environment"] as const).map(
        (field) => [field, query.get(field)] as const,
      );
      const found = repository.deployments.filter((item) =>
        wanted.every(([field, value]) => value === null || item[field] === value),
      );
      return page(
        found.toReversed().map((item) => deploymentShape(world, repository, item)),
        query,
        address,
      );
    },
  },
  "POST /deployments": { need: ["deployments", "write"], run: createDeployment },
  "GET /deployments/{deployment_id}/statuses": {
    need: ["deployments", "read"],
    run: (request) => {
      const { world, repository, query, address } = request;
      const deployment = deploymentOf(request);
      return page(
        deployment.statuses
          .toReversed()
          .map((status) => deploymentStatusShape(world, repository, deployment, status)),
        query,
        address,
      );
    },
  },
  "POST /deployments/{deployment_id}/statuses": { need: ["deployments", "write"], run: addDeploymentStatus },
};
