import type { Sample } from "./answer.ts";

/** Evenly spaced times: `from`, `from + step`, … up to `to`, in seconds since the epoch. Block k ends at time k. */
export type Grid = { readonly from: number; readonly to: number; readonly step: number };

const longestGap = 2;

/** All times of a grid. */
export function gridTimes({ from, to, step }: Grid): number[] {
  const count = Math.max(0, Math.floor((to - from) / step + 1e-6) + 1);
  return Array.from({ length: count }, (_, index) => from + index * step);
}

/** Where a sample stands in a grid, or undefined when it is not on it. */
export function gridIndex(grid: Grid, at: number): number | undefined {
  const index = Math.round((at - grid.from) / grid.step);
  if (index < 0 || at > grid.to + grid.step / 2) return undefined;
  return Math.abs(grid.from + index * grid.step - at) < grid.step / 4 ? index : undefined;
}

/**
 * Increase of one raw cumulative series in each block of a grid; null where it is not known. A fall is a reset: the new value
 * counts in full. A series that is born inside the grid counts from zero, so that the first requests of a fresh process are not
 * lost: the grid has to start before what is judged. Gaps of more than two blocks are absent: what happened in them is not
 * counted. Take differences per series and before any sum, for a sum hides resets.
 */
export function counterIncrements(samples: readonly Sample[], grid: Grid): (number | null)[] {
  const increments: (number | null)[] = gridTimes(grid).map(() => null);
  let last: Point | undefined;
  for (const { at, value } of samples) {
    const index = gridIndex(grid, at);
    if (index === undefined || index >= increments.length) continue;
    // Neither NaN, infinity, a negative value nor what a number cannot count any more is a count.
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) continue;
    increments[index] = increment(last, { index, value });
    last = { index, value };
  }
  return increments;
}

type Point = { readonly index: number; readonly value: number };

function increment(last: Point | undefined, next: Point): number | null {
  // The value at the very start of the grid is where counting begins.
  if (last === undefined) return next.index === 0 ? null : next.value;
  if (next.value < last.value) return next.value;
  return next.index - last.index - 1 > longestGap ? null : next.value - last.value;
}
