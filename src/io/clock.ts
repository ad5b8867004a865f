import { setTimeout as delay } from "node:timers/promises";

/** Time, as a port: tests pass their own. */
export type Clock = {
  readonly now: () => Date;
  /** Resolves after some milliseconds, or rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
