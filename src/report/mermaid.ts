import { chartSpan, chartTop, thinned, valueAt } from "./chart-data.ts";
import { numberLabel, timeLabel, valueTicks } from "./axis.ts";
import type { Chart } from "./document.ts";
import { plainLine } from "./plain-text.ts";

/**
 * A chart as Mermaid xychart-beta, or undefined when it has too few points for one. Mermaid has no gaps, so only times at
 * which every drawn series has a value are shown; the table beside it has the rest.
 */
export function mermaidChart(chart: Chart): string | undefined {
  const series = chart.series.filter(({ values }) =>
    values.some((_, index) => valueAt(values, index) !== undefined),
  );
  const shown = thinned({ ...chart, series }, 60).filter((index) =>
    series.every(({ values }) => valueAt(values, index) !== undefined),
  );
  if (series.length === 0 || shown.length < 2) return undefined;
  const span = chartSpan(chart);
  const top = valueTicks(chartTop(chart)).at(-1) ?? 1;
  const lines = [
    "xychart-beta",
    `  title "${word(chart.title)}"`,
    `  x-axis "UTC" [${shown.map((index) => `"${timeLabel(chart.times[index] ?? 0, span)}"`).join(", ")}]`,
    `  y-axis "${word(chart.unit)}" 0 --> ${decimal(top)}`,
    ...series.map(
      ({ values }) => `  line [${shown.map((index) => decimal(valueAt(values, index) ?? 0)).join(", ")}]`,
    ),
    ...(chart.thresholds ?? [])
      .filter(({ value }) => Number.isFinite(value))
      .map(({ value }) => `  line [${shown.map(() => decimal(value)).join(", ")}]`),
  ];
  return lines.join("\n");
}

/** What is drawn, in order: Mermaid has no legend. */
export function mermaidLegend(chart: Chart): string {
  const names = [
    ...chart.series.map(({ name }) => name),
    ...(chart.thresholds ?? []).map(({ name, value }) => `${name} (${numberLabel(value)})`),
  ];
  return `Lines: ${names.join(", ")}.`;
}

// Mermaid has no escapes: only what is certainly inert inside its quotes is let through.
function word(text: string): string {
  const kept = plainLine(text, 80)
    .replace(/[^A-Za-z0-9 .,%/()+=-]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return kept === "" ? " " : kept;
}

// Neither exponents nor NaN are numbers to Mermaid.
function decimal(value: number): string {
  const text = Math.max(-1e15, Math.min(1e15, value))
    .toFixed(6)
    .replace(/\.?0+$/, "");
  return text === "-0" || text === "" ? "0" : text;
}
