// How statuses, check runs and deployments look in REST answers and events.
import type { CheckRun, Deployment, DeploymentStatus, Pull, Repository, Status, World } from "./model.ts";
import { type Shape, nodeId, repositoryUrl, time, userShape } from "./shapes.ts";

/** A status as written and listed; the combined answer takes the same without `creator`. */
export function statusShape(world: World, repository: Repository, status: Status): Shape {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.url}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: time(status.at),
    updated_at: time(status.at),
    creator: userShape(world, status.creator),
  };
}

export function checkRunShape(world: World, repository: Repository, run: CheckRun): Shape {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const at = time(repository.createdAt);
  return {
    id: run.id,
    node_id: nodeId("CR", run.id),
    name: run.name,
    head_sha: run.sha,
    external_id: run.externalId,
    url,
    html_url: `${world.url}/${repository.fullName}/runs/${run.id}`,
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: run.app.id },
    app: {
      id: run.app.id,
      slug: run.app.slug,
      node_id: nodeId("A", run.app.id),
      owner: userShape(world, repository.owner),
      name: run.app.slug,
      description: null,
      external_url: world.url,
      html_url: `${world.url}/apps/${run.app.slug}`,
      created_at: at,
      updated_at: at,
      permissions: {},
      events: [],
    },
    pull_requests: [...repository.pulls.values()]
      .filter((pull) => pull.state === "open" && pull.headSha === run.sha)
      .map((pull) => pullMinimal(world, repository, pull)),
  };
}

function pullMinimal(world: World, repository: Repository, pull: Pull): Shape {
  const repo = { id: repository.id, url: repositoryUrl(world, repository), name: repository.name };
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryUrl(world, repository)}/pulls/${pull.number}`,
    head: { ref: pull.headRef, sha: pull.headSha, repo },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo },
  };
}

export function deploymentShape(world: World, repository: Repository, deployment: Deployment): Shape {
  const url = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("DE", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    environment: deployment.environment,
    original_environment: deployment.environment,
    description: deployment.description,
    creator: userShape(world, deployment.creator),
    created_at: time(deployment.at),
    updated_at: time(deployment.statuses.at(-1)?.at ?? deployment.at),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(world, repository),
  };
}

export function deploymentStatusShape(
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): Shape {
  const url = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    state: status.state,
    creator: userShape(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.targetUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: time(status.at),
    updated_at: time(status.at),
    deployment_url: url,
    repository_url: repositoryUrl(world, repository),
  };
}
