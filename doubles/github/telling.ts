// Events in the name of who caused them.
import type { GitHubEvent } from "./events.ts";
import { type Caller, type Pull, type Repository, type World, callerUser } from "./model.ts";
import { pullShape } from "./pull-shapes.ts";
import { repositoryShape, userShape } from "./shapes.ts";

/** Sends an event in the caller's name; one caused by a GITHUB_TOKEN starts nothing. */
export function tell(
  world: World,
  repository: Repository,
  caller: Caller,
  name: GitHubEvent["name"],
  action: string | undefined,
  payload: Readonly<Record<string, unknown>>,
): void {
  const user = callerUser(world, caller);
  const common = { repository: repositoryShape(world, repository), sender: userShape(world, user) };
  const event = {
    name,
    action,
    repository: repository.fullName,
    actor: user.login,
    payload: { ...(action === undefined ? {} : { action }), ...payload, ...common },
  };
  world.events.emit(event, caller.kind === "github-token");
}

export function tellPull(
  world: World,
  repository: Repository,
  caller: Caller,
  pull: Pull,
  action: string,
  extra = {},
): void {
  const shape = { ...pullShape(world, repository, pull), merged: pull.mergedAt !== null };
  tell(world, repository, caller, "pull_request", action, {
    number: pull.number,
    pull_request: shape,
    ...extra,
  });
}
