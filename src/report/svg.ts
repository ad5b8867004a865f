import { fullTime, numberLabel, timeLabel, timeTicks, valueTicks } from "./axis.ts";
import { chartSpan, chartTop, thinned, valueAt, isDrawable } from "./chart-data.ts";
import type { Chart, State } from "./document.ts";
import { htmlText } from "./html-text.ts";

const width = 760;
const height = 300;
const left = 56;
const right = 16;
const top = 34;
const bottom = 34;
const legendRow = 20;

const style = `.c{font:12px system-ui,sans-serif}.c text{fill:#333}.c .g{stroke:#8884;stroke-width:1}.c .a{stroke:#888}.c .l{fill:none;stroke-width:2;stroke-linejoin:round}.c .s0{stroke:#0059b3}.c .s1{stroke:#b35900;stroke-dasharray:7 3}.c .s2{stroke:#00703c;stroke-dasharray:2 3}.c .s3{stroke:#7a2ea0;stroke-dasharray:9 3 2 3}.c .p0{fill:#0059b3}.c .p1{fill:#b35900}.c .p2{fill:#00703c}.c .p3{fill:#7a2ea0}.c .t{stroke:#c00;stroke-width:1.5;stroke-dasharray:5 4}.c .tt{fill:#b00}.c .h{paint-order:stroke;stroke:#fff;stroke-width:3px}.c .m{stroke:#666;stroke-width:1}.c .good{fill:#00703c}.c .bad{fill:#c00}.c .warning{fill:#9a6700}.c .waiting,.c .neutral{fill:#666}@media(prefers-color-scheme:dark){.c text{fill:#ddd}.c .s0{stroke:#6cb6ff}.c .s1{stroke:#ffa657}.c .s2{stroke:#56d364}.c .s3{stroke:#d2a8ff}.c .p0{fill:#6cb6ff}.c .p1{fill:#ffa657}.c .p2{fill:#56d364}.c .p3{fill:#d2a8ff}.c .t{stroke:#ff7b72}.c .tt{fill:#ff9b94}.c .h{stroke:#161b22}.c .good{fill:#56d364}.c .bad{fill:#ff7b72}.c .warning{fill:#e3b341}}`;

/**
 * A chart as a self-contained SVG: lines with gaps where there is no data, thresholds, verdict marks, axes with round values,
 * light and dark. `id` makes the names in it unique on a page.
 */
export function toSvg(chart: Chart, id = "chart"): string {
  const legendRows = Math.ceil(chart.series.length / 3);
  const base = top + legendRows * legendRow;
  const plotHeight = height - bottom - base;
  const first = chart.times[0] ?? 0;
  const span = chartSpan(chart);
  const ticks = valueTicks(chartTop(chart) * 1.02);
  const highest = ticks.at(-1) ?? 1;
  const x = (at: number): number => round(left + ((at - first) / span) * (width - left - right));
  const y = (value: number): number => round(base + (1 - Math.max(0, value) / highest) * plotHeight);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="c" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${name(id)}-t ${name(id)}-d">`,
    `<title id="${name(id)}-t">${htmlText(chart.title)}</title>`,
    `<desc id="${name(id)}-d">${htmlText(describe(chart))}</desc>`,
    `<style>${style}</style>`,
    `<text x="${left}" y="18" font-weight="600">${htmlText(`${chart.title}, ${chart.unit}`)}</text>`,
    ...legend(chart),
    ...ticks.map(
      (tick) =>
        `<path class="g" d="M${left} ${y(tick)}H${width - right}"/><text x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${numberLabel(tick)}</text>`,
    ),
    `<path class="a" d="M${left} ${height - bottom}H${width - right}"/>`,
    ...timeTicks(first, first + span).map(
      (tick) =>
        `<path class="a" d="M${x(tick)} ${height - bottom}v4"/><text x="${x(tick)}" y="${height - bottom + 17}" text-anchor="middle">${timeLabel(tick, span)}</text>`,
    ),
    `<text x="${width - right}" y="${height - 3}" text-anchor="end">UTC</text>`,
    ...thresholds(chart, y),
    ...lines(chart, x, y),
    ...marks(chart, x, base),
    "</svg>",
  ];
  return parts.join("");
}

function legend(chart: Chart): string[] {
  return chart.series.map(({ name }, index) => {
    const at = { x: left + (index % 3) * 230, y: top + Math.floor(index / 3) * legendRow };
    return `<path class="l s${index % 4}" d="M${at.x} ${at.y}h22"/><text x="${at.x + 28}" y="${at.y + 4}">${htmlText(name.slice(0, 40))}</text>`;
  });
}

function thresholds(chart: Chart, y: (value: number) => number): string[] {
  return (chart.thresholds ?? [])
    .filter(({ value }) => isDrawable(value))
    .map(
      ({ name, value }) =>
        `<path class="t" d="M${left} ${y(value)}H${width - right}"/><text class="tt h" x="${width - right}" y="${y(value) - 5}" text-anchor="end">${htmlText(`${name}: ${numberLabel(value)}`)}</text>`,
    );
}

function lines(chart: Chart, x: (at: number) => number, y: (value: number) => number): string[] {
  const shown = thinned(chart, 1200);
  return chart.series.flatMap(({ values }, series) => {
    const strokes: string[] = [];
    const dots: string[] = [];
    let run: string[] = [];
    const flush = (): void => {
      const [only] = run;
      if (run.length === 1 && only !== undefined) {
        const [cx, cy] = only.split(" ");
        dots.push(`<circle class="p${series % 4}" cx="${cx}" cy="${cy}" r="2.5"/>`);
      } else if (run.length > 1) strokes.push(`M${run.join("L")}`);
      run = [];
    };
    let before = -1;
    for (const index of shown) {
      const value = valueAt(values, index);
      // A gap between two drawn points breaks the line too: nothing is drawn over missing data.
      if (value === undefined || hasGap(values, before, index)) flush();
      if (value !== undefined) run.push(`${x(chart.times[index] ?? 0)} ${y(value)}`);
      before = index;
    }
    flush();
    return [
      ...(strokes.length === 0 ? [] : [`<path class="l s${series % 4}" d="${strokes.join("")}"/>`]),
      ...dots,
    ];
  });
}

function hasGap(values: readonly (number | null)[], before: number, index: number): boolean {
  for (let at = before + 1; at < index; at += 1) if (valueAt(values, at) === undefined) return true;
  return false;
}

const symbols: Readonly<Record<State, string>> = {
  good: "✔",
  bad: "✖",
  warning: "!",
  waiting: "…",
  neutral: "•",
};

function marks(chart: Chart, x: (at: number) => number, base: number): string[] {
  return (chart.marks ?? [])
    .filter(({ at }) => Number.isFinite(at))
    .map(({ at, text, state }, index) => {
      const place = Math.min(width - right, Math.max(left, x(at)));
      const anchor = place > width * 0.7 ? "end" : "start";
      const label = base + 12 + (index % 3) * 15;
      return `<path class="m" d="M${place} ${base}V${height - bottom}"/><text class="${state} h" font-weight="600" x="${place + (anchor === "end" ? -4 : 4)}" y="${label}" text-anchor="${anchor}">${symbols[state]} ${htmlText(text.slice(0, 60))}</text>`;
    });
}

/** What the drawing says, for people who do not see it. */
function describe(chart: Chart): string {
  const series = chart.series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
    if (known.length === 0) return `${name}: no data`;
    const [low, high] = known.reduce<[number, number]>(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Infinity, -Infinity],
    );
    return `${name}: from ${numberLabel(low)} to ${numberLabel(high)}, last ${numberLabel(known.at(-1) ?? 0)}`;
  });
  const limits = (chart.thresholds ?? []).map(({ name, value }) => `${name} ${numberLabel(value)}`);
  const seen = (chart.marks ?? []).map(({ at, text }) => `${text} at ${fullTime(at)}`);
  return [...series, ...limits, ...seen].join("; ");
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : 0;
}

function name(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, "-");
}
