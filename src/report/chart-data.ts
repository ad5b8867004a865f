import type { Chart } from "./document.ts";

/** The last time minus the first, in seconds; at least one. */
export function chartSpan(chart: Chart): number {
  const first = chart.times[0] ?? 0;
  return Math.max(1, (chart.times.at(-1) ?? 0) - first);
}

/** The largest value that the axis has to hold, thresholds included. */
export function chartTop(chart: Chart): number {
  let top = 0;
  for (const { values } of chart.series)
    for (const value of values) if (value !== null && Number.isFinite(value)) top = Math.max(top, value);
  for (const { value } of chart.thresholds ?? []) if (Number.isFinite(value)) top = Math.max(top, value);
  return top;
}

/**
 * Positions to draw, at most `most` or so: of each stretch the first, the last, and the lowest and highest of every series,
 * so that no peak is lost.
 */
export function thinned(chart: Chart, most: number): number[] {
  const count = chart.times.length;
  if (count <= most) return chart.times.map((_, index) => index);
  const perStretch = 2 + 2 * chart.series.length;
  const stretches = Math.max(1, Math.floor(most / perStretch));
  const kept = new Set<number>();
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * count) / stretches);
    const to = Math.floor(((stretch + 1) * count) / stretches);
    kept.add(from).add(to - 1);
    for (const { values } of chart.series) {
      let low = -1;
      let high = -1;
      for (let index = from; index < to; index += 1) {
        const value = values[index] ?? null;
        if (value === null || !Number.isFinite(value)) continue;
        if (low < 0 || value < (values[low] ?? 0)) low = index;
        if (high < 0 || value > (values[high] ?? 0)) high = index;
      }
      if (low >= 0) kept.add(low).add(high);
    }
  }
  return [...kept].sort((left, right) => left - right);
}

/** Numbers whose place on the paper is still a number. */
export function isDrawable(value: number): boolean {
  return Math.abs(value) < 1e300;
}

/** The value at a position, or undefined where there is a gap. */
export function valueAt(values: readonly (number | null)[], index: number): number | undefined {
  const value = values[index] ?? null;
  return value === null || !isDrawable(value) ? undefined : value;
}
