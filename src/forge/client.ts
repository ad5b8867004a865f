import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { type ThrottlingOptions, throttling } from "@octokit/plugin-throttling";
import type { Clock } from "../io/clock.ts";
import { type Http, type HttpMethod, type HttpResponse, isLoopback } from "../io/http.ts";
import type { Log } from "../io/log.ts";
import { retryAfterMs } from "../io/retry.ts";
import { asList, asRecord } from "./answers.ts";
import { forgeFaults } from "./faults.ts";
import { createLane } from "./pace.ts";
import { requestFault } from "./request-fault.ts";

export type GitHubOptions = {
  /** Such as https://api.github.com, https://ghes.example/api/v3 or https://api.acme.ghe.com. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly token: string;
  readonly owner: string;
  readonly name: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Time between writes. The default keeps GitHub's rules, and drops them for a server on this machine. */
  readonly pace?: Pace;
};

export type Pace = {
  readonly writeMs: number;
  readonly notifyMs: number;
  /** What one unit of a retry's wait lasts; GitHub's Retry-After counts seconds. */
  readonly retryUnitMs: number;
};

/** The API of one repository. Every method throws Faults only. */
export type GitHubClient = {
  readonly repository: { readonly owner: string; readonly repo: string };
  /** Sends a typed REST request: `what` names it in messages. */
  readonly rest: <T>(
    what: string,
    send: (request: Octokit["request"]) => Promise<{ readonly status: number; readonly data: T }>,
  ) => Promise<T>;
  /** Runs a GraphQL document; errors come as data, because with GraphQL they do. */
  readonly graphql: (
    what: string,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ) => Promise<GraphqlAnswer>;
};

export type GraphqlAnswer = {
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly errors: readonly string[];
};

const polite: Pace = { writeMs: 1000, notifyMs: 3000, retryUnitMs: 1000 };
const local: Pace = { writeMs: 0, notifyMs: 0, retryUnitMs: 20 };
const largestAnswer = 48 * 1024 * 1024;
const longestWaitSeconds = 120;

/** For a write that must not happen twice: what became of it is read back, never assumed. */
export const once = { retries: 0 } as const;

/** The pace that was asked for, or the one that fits the server. */
export function paceOf(options: Pick<GitHubOptions, "apiUrl" | "pace">): Pace {
  return options.pace ?? (isLoopback(new URL(options.apiUrl).hostname) ? local : polite);
}

/** A client over octokit with the retry and throttling plugins, set so that only harmless requests are repeated. */
export function createGitHubClient(options: GitHubOptions): GitHubClient {
  const pace = paceOf(options);
  const octokit = openOctokit(options, pace);
  return {
    repository: { owner: options.owner, repo: options.name },
    rest: async (what, send) => {
      try {
        const { status, data } = await send(octokit.request);
        if (status >= 300)
          throw forgeFaults.fault(
            "FORGE_MOVED",
            `${what}: ${options.owner}/${options.name} was renamed or moved`,
            {
              where: what,
              next: "name the repository as it is called now",
            },
          );
        return data;
      } catch (error) {
        throw requestFault(error, what, options.token);
      }
    },
    graphql: async (what, query, variables) => {
      try {
        const { data } = await octokit.request(`POST ${options.graphqlUrl}`, {
          query,
          variables,
          ...(query.startsWith("mutation") ? { request: once } : {}),
        });
        return readGraphql(data, what);
      } catch (error) {
        throw requestFault(error, what, options.token);
      }
    },
  };
}

function readGraphql(answer: unknown, what: string): GraphqlAnswer {
  const record = asRecord(answer, what);
  const errors = asList(record["errors"] ?? [], what).map((error) => asRecord(error, what));
  if (errors.some((error) => error["type"] === "RATE_LIMITED"))
    throw forgeFaults.fault("FORGE_RATE_LIMITED", `${what}: the GraphQL points of this token are used up`, {
      where: what,
    });
  return {
    data:
      record["data"] === null || record["data"] === undefined ? undefined : asRecord(record["data"], what),
    errors: errors.map(({ message }) =>
      typeof message === "string" ? message.slice(0, 500) : "no reason given",
    ),
  };
}

function openOctokit(options: GitHubOptions, pace: Pace): Octokit {
  const Client = Octokit.plugin(retry, throttling);
  // The plugin names a class of a package that is not ours to import; it calls no more of it than a Lane has.
  type Group = NonNullable<ThrottlingOptions["write"]>;
  const lane = (gapMs: number): Group => createLane(gapMs, options.clock) as unknown as Group;
  const mayWait = (retryAfter: number, _options: unknown, _octokit: unknown, retryCount: number): boolean =>
    retryCount < 3 && retryAfter <= longestWaitSeconds;
  return new Client({
    auth: options.token,
    baseUrl: options.apiUrl.replace(/\/+$/, ""),
    userAgent: "pi5-fleet-actions",
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (line: string) => options.log.debug(line),
      error: (line: string) => options.log.debug(line),
    },
    request: { fetch: fetchOver(options, pace) },
    retry: {
      doNotRetry: [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 451],
      retries: 3,
      retryAfterBaseValue: pace.retryUnitMs,
    },
    throttle: {
      write: lane(pace.writeMs),
      notifications: lane(pace.notifyMs),
      retryAfterBaseValue: pace.retryUnitMs,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
    },
  });
}

const wantedHeaders = ["content-type", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset", "link"];

// Octokit speaks through our client, so that proxies, private CAs, time-outs and the cap on answers hold here too.
function fetchOver(options: GitHubOptions, pace: Pace): (url: string, init: FetchInit) => Promise<Response> {
  return async (url, init) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await options.http.send({
        method: init.method as HttpMethod,
        url,
        headers: init.headers,
        ...(init.body === undefined ? {} : { body: init.body }),
      });
      const waitMs = askedWait(response, pace, options.clock);
      if (waitMs === undefined || attempt > 3) return toResponse(response);
      await response.discard();
      await options.clock.sleep(waitMs);
    }
  };
}

// A request that was turned away for its rate was not carried out, so any method may be sent again after the wait.
function askedWait(response: HttpResponse, pace: Pace, clock: Clock): number | undefined {
  if (response.status !== 429 && response.status !== 403) return undefined;
  const asked = retryAfterMs(response.header("retry-after"), clock.now());
  return asked === undefined || asked > longestWaitSeconds * 1000
    ? undefined
    : (asked / 1000) * pace.retryUnitMs;
}

async function toResponse(response: HttpResponse): Promise<Response> {
  const bytes = await response.bytes(largestAnswer);
  const headers = new Headers();
  for (const name of wantedHeaders) {
    const value = response.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const bodiless = response.status === 204 || response.status === 205 || response.status === 304;
  return new Response(bodiless ? null : new Uint8Array(bytes), { status: response.status, headers });
}

type FetchInit = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};
