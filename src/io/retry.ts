import type { Clock } from "./clock.ts";

export type RetryPolicy = {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
};

/** What an attempt says: a value, or that it failed in a way that may pass, with the wait that the server asked for. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly error: unknown; readonly waitMs?: number | undefined };

export const fewTries: RetryPolicy = { attempts: 4, firstDelayMs: 250, longestDelayMs: 8_000 };

/** Repeats an attempt that is safe to repeat, with full jitter and never sooner than the server asked; throws the last error. */
export async function retry<T>(
  policy: RetryPolicy,
  clock: Clock,
  random: () => number,
  attempt: (number: number) => Promise<Attempt<T>>,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    const result = await attempt(number);
    if (result.done) return result.value;
    if (number >= policy.attempts) throw result.error;
    const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (number - 1));
    const asked = result.waitMs ?? 0;
    // A server that asks for more patience than this step has is told the truth: the last error.
    if (asked > 120_000) throw result.error;
    await clock.sleep(Math.max(asked, Math.ceil(random() * ceiling)));
  }
}

/** The wait that a Retry-After header asks for, in milliseconds, by seconds or by date (RFC 9110 10.2.3). */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^[0-9]{1,6}$/.test(header.trim())) return Number(header.trim()) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
