/** Round positions for an axis that starts at zero: 1, 2 or 5 times a power of ten, at least up to `largest`. */
export function valueTicks(largest: number, wanted = 4): number[] {
  if (!(largest > 1e-12) || largest > 1e15) return [0, 1];
  const rough = largest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999_999) ?? 10);
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 2_592_000, 31_536_000,
];

/** Round times (seconds since the epoch) between two times, about `wanted` of them. */
export function timeTicks(from: number, to: number, wanted = 6): number[] {
  const span = Math.max(0, to - from);
  const step = steps.find((candidate) => span / candidate <= wanted) ?? Math.max(1, span);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 100; at += step) ticks.push(at);
  return ticks.length === 0 ? [from] : ticks;
}

/** A time in UTC as short as its span allows: `14:05`, `14:05:30` or `Nov 22`. */
export function timeLabel(at: number, span: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8e12) return "?";
  const iso = new Date(at * 1000).toISOString();
  if (span >= 2 * 86_400) return iso.slice(5, 10);
  return span < 300 ? iso.slice(11, 19) : iso.slice(11, 16);
}

/** A time in UTC in full, `2026-11-22 14:05:30Z`. */
export function fullTime(at: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8e12) return "?";
  return `${new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ")}Z`;
}

/** A number as people read it, in at most four significant digits. */
export function numberLabel(value: number): string {
  if (!Number.isFinite(value)) return "?";
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9)) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}
