import type { RangeSeries } from "../prometheus/answer.ts";
import { type Grid, counterIncrements, gridIndex, gridTimes } from "../prometheus/counters.ts";

/** Values by block; null is a gap. */
export type Blocks = readonly (number | null)[];

/** Increases by device and block: differences per series first, then the sum of a device's series. */
export function incrementsByDevice(
  series: readonly RangeSeries[],
  deviceLabel: string,
  grid: Grid,
): Map<string, Blocks> {
  const devices = new Map<string, (number | null)[]>();
  for (const { labels, samples } of series) {
    const device = labels[deviceLabel];
    if (device === undefined) continue;
    const increments = counterIncrements(samples, grid);
    const before = devices.get(device);
    devices.set(
      device,
      before === undefined
        ? increments
        : before.map((value, index) => addKnown(value, increments[index] ?? null)),
    );
  }
  return devices;
}

/** Whether a device had a sample in each block. */
export function presenceByDevice(
  series: readonly RangeSeries[],
  deviceLabel: string,
  grid: Grid,
): Map<string, readonly boolean[]> {
  const length = gridTimes(grid).length;
  const devices = new Map<string, boolean[]>();
  for (const { labels, samples } of series) {
    const device = labels[deviceLabel];
    if (device === undefined) continue;
    const present = devices.get(device) ?? Array.from({ length }, () => false);
    for (const { at, value } of samples) {
      const index = gridIndex(grid, at);
      if (index !== undefined && index < length && !Number.isNaN(value)) present[index] = true;
    }
    devices.set(device, present);
  }
  return devices;
}

function addKnown(left: number | null, right: number | null): number | null {
  if (left === null) return right;
  return right === null ? left : left + right;
}
