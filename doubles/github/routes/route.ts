// What a REST handler is given. Bodies and parameters were checked against GitHub's description before.
import type { Need } from "../access.ts";
import { notFound, type Answer } from "../answer.ts";
import type { Caller, Pull, Repository, World } from "../model.ts";

export type RestRequest = {
  readonly world: World;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The request's own URL without its query. */
  readonly address: string;
  /** True when the client asks for GitHub's raw media type. */
  readonly raw: boolean;
  /** A fault says that mergeability is not known yet. */
  readonly mergeableUnknown: boolean;
};

export type RepositoryRequest = RestRequest & { readonly repository: Repository };

/** A handler below `/repos/{owner}/{repo}` and the permission it takes. */
export type RepositoryRoute = {
  readonly need: Need;
  readonly run: (request: RepositoryRequest) => Promise<Answer> | Answer;
};
export type RepositoryRoutes = Readonly<Record<string, RepositoryRoute>>;

/** A handler elsewhere. */
export type RootRoute = (request: RestRequest) => Promise<Answer> | Answer;

/** A path parameter that the route's template has. */
export function param(request: RestRequest, name: string): string {
  return request.params[name] ?? "";
}

/** The pull request that the path names. */
export function pullOf(request: RepositoryRequest, name = "pull_number"): Pull {
  const pull = request.repository.pulls.get(Number(param(request, name)));
  if (pull === undefined) throw notFound();
  return pull;
}

/** Collects an async list, at most `limit` items. */
export async function collect<T>(source: AsyncIterable<T>, limit = 10_000): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) {
    items.push(item);
    if (items.length >= limit) break;
  }
  return items;
}
