import { readBounded } from "../io/files.ts";
import type { RunContext } from "../io/ports.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The run as GitHub's default variables tell it; github.com where the servers are not named. */
export function readRunContext(environment: Environment): RunContext {
  const text = (name: string): string => environment[name] ?? "";
  return {
    repository: text("GITHUB_REPOSITORY"),
    repositoryId: text("GITHUB_REPOSITORY_ID"),
    ownerId: text("GITHUB_REPOSITORY_OWNER_ID"),
    commit: text("GITHUB_SHA"),
    ref: text("GITHUB_REF"),
    eventName: text("GITHUB_EVENT_NAME"),
    runId: text("GITHUB_RUN_ID"),
    runAttempt: text("GITHUB_RUN_ATTEMPT"),
    actor: text("GITHUB_ACTOR"),
    serverUrl: text("GITHUB_SERVER_URL") || "https://github.com",
    apiUrl: text("GITHUB_API_URL") || "https://api.github.com",
    graphqlUrl: text("GITHUB_GRAPHQL_URL") || "https://api.github.com/graphql",
    event: () => readEvent(text("GITHUB_EVENT_PATH")),
  };
}

async function readEvent(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (file === "") return {};
  const event: unknown = JSON.parse((await readBounded(file, 25_000_000)).toString("utf8"));
  return typeof event === "object" && event !== null && !Array.isArray(event)
    ? (event as Record<string, unknown>)
    : {};
}
