// Scripted misbehaviour, as real registries and networks show it.
import type { Operation } from "./route.ts";

/**
 * A fault for the next `times` (1) requests that match, after `skip` (0) matching ones have passed unharmed.
 *
 * status: answers that instead of working, with Retry-After when given.
 * slow: works after a delay.
 * drop: closes the connection without working. lost-answer: works, then closes the connection.
 * drop-body: closes the connection after so many octets of the body, answer or request.
 * truncate: answers with only the first octets of the body, and a length that fits them. corrupt: flips one bit of it.
 * wrong-digest-header: lies in Docker-Content-Digest.
 * expired-token: answers 401 with error="invalid_token" (bearer only).
 * forget-session: the upload is not known any more. store-nothing: a push that answers 201 and keeps nothing.
 */
export type RegistryFault = {
  readonly operation?: Operation | readonly Operation[];
  readonly path?: RegExp;
  readonly times?: number;
  readonly skip?: number;
} & (
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: "slow"; readonly delayMs: number }
  | { readonly kind: "drop-body" | "truncate"; readonly octets: number }
  | {
      readonly kind:
        | "drop"
        | "lost-answer"
        | "corrupt"
        | "wrong-digest-header"
        | "expired-token"
        | "forget-session"
        | "store-nothing";
    }
);

/** `add` appends to the script, `clear` forgets what was not taken yet, `left` counts that. */
export type RegistryFaults = {
  readonly add: (fault: RegistryFault) => void;
  readonly clear: () => void;
  readonly left: () => number;
};

/** The script with the side that takes from it. */
export type FaultScript = RegistryFaults & {
  readonly take: (operation: Operation | undefined, path: string) => RegistryFault | undefined;
};

/** An empty script. */
export function createFaultScript(): FaultScript {
  let script: { readonly fault: RegistryFault; skip: number; left: number }[] = [];
  return {
    add: (fault) => script.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 }),
    clear: () => {
      script = [];
    },
    left: () => script.reduce((sum, { left }) => sum + left, 0),
    take: (operation, path) => {
      const entry = script.find(({ fault, left }) => left > 0 && matches(fault, operation, path));
      if (!entry) return undefined;
      if (entry.skip > 0) {
        entry.skip -= 1;
        return undefined;
      }
      entry.left -= 1;
      return entry.fault;
    },
  };
}

function matches(fault: RegistryFault, operation: Operation | undefined, path: string): boolean {
  const wanted = fault.operation === undefined ? undefined : [fault.operation].flat();
  return (
    (!wanted || (operation !== undefined && wanted.includes(operation))) && (fault.path?.test(path) ?? true)
  );
}
