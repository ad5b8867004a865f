import type { Clock } from "../io/clock.ts";

/**
 * What plugin-throttling asks of a limiter. GitHub wants writes one at a time and a second apart, three where people are
 * notified; a double on this machine wants neither.
 */
export type Lane = {
  readonly key: (id: string) => {
    readonly schedule: <A extends readonly unknown[], T>(
      options: unknown,
      work: (...input: A) => Promise<T>,
      ...input: A
    ) => Promise<T>;
  };
};

/** A lane in which each piece of work starts at least `gapMs` after the one before. */
export function createLane(gapMs: number, clock: Clock): Lane {
  let last: Promise<unknown> = Promise.resolve();
  let free = 0;
  const turn = async (): Promise<void> => {
    const wait = free - clock.now().getTime();
    if (wait > 0) await clock.sleep(wait);
    free = clock.now().getTime() + gapMs;
  };
  return {
    key: () => ({
      schedule: async (_options, work, ...input) => {
        const mine = last.then(turn);
        // One that failed must not stop those behind it; its own caller gets the error.
        last = mine.catch(() => undefined);
        await mine;
        return work(...input);
      },
    }),
  };
}
