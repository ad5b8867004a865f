import type { GateRing } from "./gate-spec.ts";

/** How finely and how far back a ring is looked at, in seconds. */
export type Schedule = {
  readonly step: number;
  readonly lookBack: number;
  /** How old a sample may be and still speak for its device. */
  readonly staleness: number;
  /** How long an app may say nothing before it counts as silent. */
  readonly silentAfter: number;
};

const roundSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Time between two scrapes when the server gives no hint: Prometheus's own default. */
export const usualScrapeInterval = 60;

/**
 * About thirty blocks a soak, at most a minute each unless the look-back is too long for the server's limit on points. How old a
 * sample may be follows from the scrapes: a server's own look-back of five minutes would let the dead speak on.
 */
export function scheduleOf(ring: Pick<GateRing, "soak" | "deadline">, scrapeInterval: number): Schedule {
  const fine = Math.min(60, Math.max(1, ring.soak / 30));
  const least = Math.max(fine, (ring.deadline + 600) / 10_000);
  const step = roundSteps.find((candidate) => candidate >= least) ?? Math.ceil(least / 3600) * 3600;
  const staleness = Math.ceil(2.5 * scrapeInterval);
  return {
    step,
    lookBack: ring.deadline + step,
    staleness,
    silentAfter: Math.max(15, 3 * step, 2 * staleness, Math.min(300, ring.soak / 6)),
  };
}
