// Users, Apps, installations, limits.
import { covers, inaccessible, makeToken } from "../access.ts";
import { notFound, page, Refusal } from "../answer.ts";
import type { Access, App, Caller, PermissionName, Permissions } from "../model.ts";
import { appShape, privateUserShape, repositoryShape } from "../shapes.ts";
import { param, type RestRequest, type RootRoute } from "./route.ts";

const RANK: Readonly<Record<Access, number>> = { read: 1, write: 2, admin: 3 };
const HOUR = 3_600_000;

function appOf(caller: Caller): App {
  if (caller.kind !== "app-jwt") throw new Refusal(401, "A JSON web token could not be decoded");
  return caller.app;
}

function accessToken(request: RestRequest): ReturnType<RootRoute> {
  const { world } = request;
  const app = appOf(request.caller);
  if (String(app.installationId) !== param(request, "installation_id")) throw notFound();
  const wish = (request.body ?? {}) as {
    repositories?: readonly string[];
    repository_ids?: readonly number[];
    permissions?: Readonly<Record<string, string>>;
  };
  const owned = [...world.repositories.values()].filter((repository) =>
    app.repositories.includes(repository.fullName.toLowerCase()),
  );
  const chosen = owned.filter((repository) => {
    if (wish.repositories === undefined && wish.repository_ids === undefined) return true;
    return (
      (wish.repositories ?? []).includes(repository.name) ||
      (wish.repository_ids ?? []).includes(repository.id)
    );
  });
  const asked = (wish.repositories?.length ?? 0) + (wish.repository_ids?.length ?? 0);
  if (asked > chosen.length)
    throw new Refusal(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  const permissions: Partial<Record<PermissionName, Access>> = {};
  for (const [name, access] of Object.entries(wish.permissions ?? { ...app.permissions })) {
    const held = app.permissions[name as PermissionName] ?? (name === "metadata" ? "read" : undefined);
    if (held === undefined || RANK[held] < RANK[access as Access]) {
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
    }
    permissions[name as PermissionName] = access as Access;
  }
  const expiresAt = new Date(world.now().getTime() + HOUR);
  const repositories = chosen.map((repository) => repository.fullName);
  const token = makeToken(world, { kind: "app", actor: app.slug, repositories, permissions, expiresAt });
  const granted: Permissions = { metadata: "read", ...permissions };
  return {
    status: 201,
    body: {
      token: token.text,
      expires_at: expiresAt.toISOString().replace(/\.\d{3}Z$/, "Z"),
      permissions: granted,
      repository_selection: "selected",
      repositories: chosen.map((repository) => repositoryShape(world, repository)),
    },
  };
}

function limits(request: RestRequest): ReturnType<RootRoute> {
  const reset = Math.floor(request.world.now().getTime() / 1000) + 3600;
  const limit = { limit: 5000, remaining: 5000, reset, used: 0 };
  return { status: 200, body: { resources: { core: limit, search: limit, graphql: limit }, rate: limit } };
}

export const rootRoutes: Readonly<Record<string, RootRoute>> = {
  "GET /user": ({ world, caller }) => {
    if (caller.kind === "anonymous") throw new Refusal(401, "Requires authentication");
    if (caller.kind !== "pat") throw inaccessible(caller);
    return { status: 200, body: privateUserShape(world, caller.user, world.now()) };
  },
  "GET /app": ({ world, caller }) => ({ status: 200, body: appShape(world, appOf(caller)) }),
  "POST /app/installations/{installation_id}/access_tokens": accessToken,
  "DELETE /installation/token": ({ world, caller }) => {
    if (caller.kind !== "app" && caller.kind !== "github-token")
      throw new Refusal(401, "Requires authentication");
    world.tokens.delete(caller.token.text);
    return { status: 204 };
  },
  "GET /installation/repositories": ({ world, caller, query, address }) => {
    if (caller.kind !== "app" && caller.kind !== "github-token") throw inaccessible(caller);
    const mine = [...world.repositories.values()].filter((repository) => covers(caller, repository));
    const shapes = mine.map((repository) => repositoryShape(world, repository));
    return page(shapes, query, address, (part) => ({ total_count: shapes.length, repositories: part }));
  },
  "GET /rate_limit": limits,
};
