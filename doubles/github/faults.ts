// A script of failures: which request fails, how, and how often.
import type { Answer } from "./answer.ts";

/** What goes wrong. Kinds that answer in place of the handler change nothing in the repository. */
export type FaultKind =
  /** The work is done, and the connection breaks before the answer. */
  | { readonly kind: "drop-after-commit" }
  /** The connection breaks before anything is done. */
  | { readonly kind: "drop-before" }
  | { readonly kind: "bad-gateway" }
  /** 403 with `retry-after` (seconds). */
  | { readonly kind: "secondary-limit"; readonly retryAfter?: number }
  /** 429 with `retry-after` (seconds). */
  | { readonly kind: "too-many-requests"; readonly retryAfter?: number }
  /** 405 as when the base moved during a merge. */
  | { readonly kind: "base-modified" }
  /** 409 as when a merge's `sha` is not the head. */
  | { readonly kind: "conflict" }
  /** The right answer, late. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** 422 as when a replica does not know a new object yet. */
  | { readonly kind: "not-yet"; readonly message?: string }
  /** Pull requests are read as not yet examined: `mergeable` null, state unknown. */
  | { readonly kind: "mergeable-unknown" }
  /** Any answer at all. */
  | { readonly kind: "answer"; readonly answer: Answer }
  /** Nothing by itself: for a `before` hook. */
  | { readonly kind: "none" };

export type Fault = {
  /** `path` is matched without `/api/v3`; a GraphQL request has the path `/graphql`, a git one `/owner/name.git/...`. */
  readonly match: { readonly method?: string; readonly path: RegExp; readonly graphql?: RegExp };
  /** How many matching requests it hits; once without. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly skip?: number;
  readonly fault: FaultKind;
  /** Runs before the request is handled, so that a test can change the world in between. */
  readonly before?: () => void | Promise<void>;
};

export type FaultHandle = { readonly fired: () => number; readonly remove: () => void };

export type Faults = {
  readonly add: (fault: Fault) => FaultHandle;
  readonly clear: () => void;
  /** The fault that this request meets; counts it. */
  readonly take: (method: string, path: string, graphql: string | undefined) => Fault | undefined;
};

/** An empty script. */
export function createFaults(): Faults {
  const script: { fault: Fault; seen: number; fired: number }[] = [];

  function add(fault: Fault): FaultHandle {
    const entry = { fault, seen: 0, fired: 0 };
    script.push(entry);
    return {
      fired: () => entry.fired,
      remove: () => {
        const at = script.indexOf(entry);
        if (at >= 0) script.splice(at, 1);
      },
    };
  }

  function take(method: string, path: string, graphql: string | undefined): Fault | undefined {
    for (const entry of script) {
      const { match, times = 1, skip = 0 } = entry.fault;
      if (entry.fired >= times || (match.method !== undefined && match.method !== method)) continue;
      if (!match.path.test(path) || (match.graphql !== undefined && !match.graphql.test(graphql ?? "")))
        continue;
      entry.seen += 1;
      if (entry.seen <= skip) continue;
      entry.fired += 1;
      return entry.fault;
    }
    return undefined;
  }

  return { add, clear: () => script.splice(0), take };
}

/** The answer that a fault gives in place of the handler, if it gives one. */
export function faultAnswer(fault: FaultKind): Answer | undefined {
  const documentation_url = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";
  switch (fault.kind) {
    case "bad-gateway":
      return { status: 502, body: { message: "Server Error" } };
    case "secondary-limit": {
      const message =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      return {
        status: 403,
        body: { message, documentation_url },
        headers: { "retry-after": String(fault.retryAfter ?? 1) },
      };
    }
    case "too-many-requests":
      return {
        status: 429,
        body: { message: "Too many requests", documentation_url },
        headers: { "retry-after": String(fault.retryAfter ?? 1) },
      };
    case "base-modified":
      return {
        status: 405,
        body: { message: "Base branch was modified. Review and try the merge again.", documentation_url },
      };
    case "conflict":
      return {
        status: 409,
        body: { message: "Head branch was modified. Review and try the merge again.", documentation_url },
      };
    case "not-yet": {
      const message = fault.message ?? "Could not resolve to a node with the global id of 'PR_0'.";
      return {
        status: 422,
        body: {
          message: "Validation Failed",
          errors: [{ code: "unprocessable", message }],
          documentation_url,
        },
      };
    }
    case "answer":
      return fault.answer;
    default:
      return undefined;
  }
}
