import type { DeviceEvidence } from "../judge/evidence.ts";
import type { InstantSeries } from "../prometheus/answer.ts";
import { type GateRequest, releaseMetric } from "./gate-spec.ts";
import { type Questions, equals, latest, selector } from "./questions.ts";
import type { Schedule } from "./schedule.ts";

/** Which devices answer, and on which the app speaks now or spoke before. */
export type Presence = {
  readonly up: ReadonlySet<string>;
  readonly speaking: ReadonlySet<string>;
  readonly spoke: ReadonlySet<string>;
};

/** Asks which devices of the ring are up, and on which the app (any release) is or was heard. */
export async function findPresence(
  questions: Questions,
  request: GateRequest,
  schedule: Schedule,
  at: number,
): Promise<Presence> {
  const { app, deviceLabel } = request;
  const info = (devices: string): string => selector(releaseMetric, equals("app", app), devices);
  const up = await questions.instant(
    (devices) =>
      `max by (${deviceLabel}) (max_over_time(${selector("up", devices)}[${Math.ceil(schedule.silentAfter)}s]))`,
    at,
  );
  const heardIn = (seconds: number) => (devices: string) =>
    `count by (${deviceLabel}) (${latest(info(devices), seconds)})`;
  const speaking = await questions.instant(heardIn(schedule.silentAfter), at);
  const spoke = await questions.instant(heardIn(schedule.lookBack), at);
  return {
    up: devicesOf(
      up.filter(({ sample }) => sample.value >= 1),
      deviceLabel,
    ),
    speaking: devicesOf(speaking, deviceLabel),
    spoke: devicesOf(spoke, deviceLabel),
  };
}

/** How long each device has been running the release, and whether each gate's metric is there. */
export type DeviceView = {
  /** Blocks in which each device ran the release. */
  readonly running: ReadonlyMap<string, readonly boolean[]>;
  /** The same for the metric of all events, one map a gate. */
  readonly metrics: readonly ReadonlyMap<string, readonly boolean[]>[];
  /** Blocks that make up "now". */
  readonly recentBlocks: number;
};

/**
 * Sorts the devices of a ring. Up without the app is silent, a failure of the release; not seen at all is missing, a matter of
 * connectivity; a device that speaks of another release is neither: it is not there yet.
 */
export function accountDevices(
  devices: readonly string[],
  presence: Presence,
  view: DeviceView,
): DeviceEvidence {
  const silent: string[] = [];
  const missing: string[] = [];
  let updated = 0;
  let reporting = 0;
  for (const device of devices) {
    const runs = recently(view.running.get(device), view.recentBlocks);
    const heard = presence.speaking.has(device) || runs;
    if (!presence.up.has(device) && !heard) {
      missing.push(device);
      continue;
    }
    if (!heard) {
      if (presence.spoke.has(device)) silent.push(device);
      continue;
    }
    if (!runs) continue;
    updated += 1;
    if (view.metrics.every((metric) => recently(metric.get(device), view.recentBlocks))) reporting += 1;
    // The release has had its time on this device, and still (or again) a gate hears nothing.
    else if (longEnough(view.running.get(device), view.recentBlocks)) silent.push(device);
  }
  return {
    ring: devices.length,
    up: devices.length - missing.length,
    updated,
    reporting,
    silent,
    missing,
  };
}

function recently(blocks: readonly boolean[] | undefined, recent: number): boolean {
  return blocks?.slice(-recent).includes(true) ?? false;
}

// Present in the last blocks and also before them: longer than what counts as silence.
function longEnough(blocks: readonly boolean[] | undefined, recent: number): boolean {
  return blocks?.slice(0, -recent).includes(true) ?? false;
}

function devicesOf(series: readonly InstantSeries[], label: string): ReadonlySet<string> {
  const devices = new Set<string>();
  for (const { labels } of series) {
    const device = labels[label];
    if (device !== undefined) devices.add(device);
  }
  return devices;
}
