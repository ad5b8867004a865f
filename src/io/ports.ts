import type { ActionsCache } from "./actions-cache.ts";
import type { Clock } from "./clock.ts";
import type { Http, HttpOptions } from "./http.ts";
import type { Log } from "./log.ts";
import type { Processes } from "./process.ts";
import type { Secrets } from "./secret.ts";

/** Everything of the outside that a command may use. The runner and the CLI build it; tests pass their own. */
export type Ports = {
  /** The process environment, read only. Secrets come as inputs, not from here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly processes: Processes;
  /** The client for hosts with no special needs. */
  readonly http: Http;
  /** A client of its own for a host with a private CA, a client certificate or plain http. */
  readonly httpFor: (options: Omit<HttpOptions, "environment">) => Http;
  /** Uniform in [0, 1): jitter only, never keys. */
  readonly random: () => number;
  /** Inputs that are paths are read below this folder. */
  readonly workspace: string;
  /** A folder that is removed after the run. */
  readonly temporary: string;
  readonly run: RunContext;
  /** An OIDC token of this job for an audience, or a Fault that names the missing permission. */
  readonly identityToken: (audience: string) => Promise<string>;
  /** Only where the runner has one. */
  readonly actionsCache?: ActionsCache | undefined;
  /** Aborted, with a Fault as its reason, when the run is to end: programs that run are ended by then. */
  readonly stopped?: AbortSignal | undefined;
};

/** Who and what runs: GitHub's own variables, or what the CLI was told. Empty texts where unknown. */
export type RunContext = {
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly commit: string;
  readonly ref: string;
  readonly eventName: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly actor: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The webhook payload of the run (`GITHUB_EVENT_PATH`), at most 25 MB, or an empty object. */
  readonly event: () => Promise<Readonly<Record<string, unknown>>>;
};
