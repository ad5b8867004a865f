import { type GateRequest, releaseMetric } from "./gate-spec.ts";
import { type Questions, equals, selector } from "./questions.ts";
import { usualScrapeInterval } from "./schedule.ts";

const windows = [60, 600];
const longest = 120;

/**
 * Seconds between two scrapes: the slower of the devices' own and the app's, from the series with the most samples of late. A
 * series that has only just begun gives too large a value, which only means more patience.
 */
export async function findScrapeInterval(
  questions: Questions,
  request: GateRequest,
  at: number,
): Promise<number> {
  const known: number[] = [];
  for (const matcher of [undefined, equals("app", request.app)]) {
    const series = (devices: string): string =>
      matcher === undefined ? selector("up", devices) : selector(releaseMetric, matcher, devices);
    for (const seconds of windows) {
      const counts = await questions.instant(
        (devices) => `max(count_over_time(${series(devices)}[${seconds}s]))`,
        at,
      );
      const most = Math.max(0, ...counts.map(({ sample }) => sample.value));
      if (most < 2) continue;
      known.push(Math.min(longest, Math.max(1, seconds / most)));
      break;
    }
  }
  return known.length === 0 ? usualScrapeInterval : Math.max(...known);
}
