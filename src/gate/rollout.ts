import { type Grid, gridIndex, gridTimes } from "../prometheus/counters.ts";
import { type GateRequest, releaseMetric } from "./gate-spec.ts";
import { type Questions, equals, latest, selector } from "./questions.ts";
import type { Schedule } from "./schedule.ts";

/** How far a release has come in its ring, over the look-back. */
export type Rollout = {
  readonly updatedSince: number | undefined;
  readonly coveredSince: number | undefined;
  /** Seconds since then in which enough devices ran the release. */
  readonly coveredSeconds: number;
};

/** Finds when the first device, and when enough devices, ran the release: by a count over time, one series a chunk. */
export async function findRollout(
  questions: Questions,
  request: GateRequest,
  schedule: Schedule,
  to: number,
): Promise<Rollout> {
  const { app, release, ring, deviceLabel } = request;
  const { step } = schedule;
  const grid: Grid = { from: to - Math.floor(schedule.lookBack / step) * step, to, step };
  const series = await questions.range(
    (devices) =>
      `count(max by (${deviceLabel}) (${latest(selector(releaseMetric, equals("app", app), equals("release", release), devices), schedule.staleness)}))`,
    grid,
  );
  const times = gridTimes(grid);
  const counts = times.map(() => 0);
  for (const { samples } of series)
    for (const { at, value } of samples) {
      const index = gridIndex(grid, at);
      if (index !== undefined && index < counts.length && Number.isFinite(value))
        counts[index] = (counts[index] ?? 0) + value;
    }
  return rolloutOf(counts, times, step, neededDevices(ring.devices.length, ring.minCoverage));
}

/** Fewest devices that cover a ring: at least one. */
export function neededDevices(ring: number, minCoverage: number): number {
  return Math.max(1, Math.ceil(minCoverage * ring - 1e-9));
}

function rolloutOf(
  counts: readonly number[],
  times: readonly number[],
  step: number,
  needed: number,
): Rollout {
  const first = counts.findIndex((count) => count >= 1);
  const covered = counts.findIndex((count) => count >= needed);
  let blocks = 0;
  // Each block in which enough devices ran it counts for itself: a gap adds nothing.
  if (covered >= 0)
    for (let index = covered + 1; index < counts.length; index += 1)
      if ((counts[index] ?? 0) >= needed) blocks += 1;
  return {
    updatedSince: first < 0 ? undefined : times[first],
    coveredSince: covered < 0 ? undefined : times[covered],
    coveredSeconds: blocks * step,
  };
}
