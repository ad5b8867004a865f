// From a REST request to its handler: contract, permission, lock, answer.
import { demand, visible } from "./access.ts";
import { Refusal, type Answer } from "./answer.ts";
import type { Contract } from "./contract.ts";
import type { Caller, World } from "./model.ts";
import { actionRoutes } from "./routes/actions.ts";
import { checkRoutes } from "./routes/checks.ts";
import { contentRoutes } from "./routes/contents.ts";
import { gitDataRoutes } from "./routes/git-data.ts";
import { issueRoutes } from "./routes/issues.ts";
import { pullRoutes } from "./routes/pulls.ts";
import { refRoutes } from "./routes/refs.ts";
import { rootRoutes } from "./routes/root.ts";
import type { RepositoryRoutes, RestRequest } from "./routes/route.ts";

const REPOSITORY = "/repos/{owner}/{repo}";

const repositoryRoutes: RepositoryRoutes = {
  ...contentRoutes,
  ...refRoutes,
  ...gitDataRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...actionRoutes,
};

/** Every operation that the double serves, as `METHOD /template`. */
export function servedOperations(): readonly string[] {
  const below = Object.keys(repositoryRoutes).map((key) => key.replace(" ", ` ${REPOSITORY}`));
  return [...Object.keys(rootRoutes), ...below];
}

export type RawRequest = {
  readonly method: string;
  /** Without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly mergeableUnknown: boolean;
};

/** Answers one REST request; whatever breaks GitHub's description is also reported as a violation. */
export async function serveRest(
  world: World,
  contract: Contract,
  caller: Caller,
  raw: RawRequest,
): Promise<Answer> {
  const matched = contract.match(raw.method, raw.path);
  if (matched === undefined) {
    world.violate(`unknown route ${raw.method} ${raw.path}`);
    return { status: 501, body: { message: `The double does not serve ${raw.method} ${raw.path}.` } };
  }
  const { operation, params } = matched;
  const version = raw.headers["x-github-api-version"];
  if (version !== undefined && version !== "2022-11-28")
    world.violate(`${operation.key}: API version ${version} is not modelled`);
  let answer: Answer;
  try {
    const body = parseBody(raw.body);
    const problems = contract.checkRequest(operation, params, raw.query, body);
    for (const problem of problems) world.violate(`${operation.key}: ${problem}`);
    if (problems.length > 0) throw new Refusal(422, `Invalid request.\n\n${problems.join("\n")}`);
    const { query, mergeableUnknown } = raw;
    answer = await run(operation.key, {
      world,
      caller,
      params,
      query,
      body,
      address: `${world.apiUrl}${raw.path}`,
      mergeableUnknown,
      raw: isRaw(raw.headers["accept"]),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = error.answer();
  }
  if (answer.raw !== undefined) return answer;
  for (const problem of contract.checkAnswer(operation, answer.status, answer.body))
    world.violate(`${operation.key}: ${problem}`);
  return answer;
}

/** `application/vnd.github.raw+json` and its older spellings. */
function isRaw(accept: string | undefined): boolean {
  return /application\/vnd\.github\.(v3\.)?raw\b/.test(accept ?? "");
}

function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}

async function run(key: string, request: RestRequest): Promise<Answer> {
  const root = rootRoutes[key];
  if (root !== undefined) return root(request);
  const route = repositoryRoutes[key.replace(REPOSITORY, "")];
  if (route === undefined) throw new Error(`No handler for ${key}.`);
  const { world, caller, params } = request;
  // An App's own token reads one thing about a repository: its installation.
  const asApp = caller.kind === "app-jwt";
  const repository = asApp
    ? world.repositories.get(`${params["owner"] ?? ""}/${params["repo"] ?? ""}`.toLowerCase())
    : visible(world, caller, params["owner"] ?? "", params["repo"] ?? "");
  if (repository === undefined || (asApp && key !== `GET ${REPOSITORY}/installation`))
    throw new Refusal(404, "Not Found");
  if (!asApp) demand(caller, repository, route.need);
  if (key.startsWith("GET ")) return route.run({ ...request, repository });
  return repository.lock(async () => route.run({ ...request, repository }));
}
