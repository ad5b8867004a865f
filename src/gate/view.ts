import type { Evidence, GateEvidence } from "../judge/evidence.ts";
import { gridTimes } from "../prometheus/counters.ts";
import type { Chart } from "../report/document.ts";

const mostBins = 60;

/** The fraction of bad events of a gate over the window, in percent, against its limit: for reports. */
export function gateChart(evidence: Evidence, gate: GateEvidence): Chart {
  const times = gridTimes(evidence.window);
  const perBin = Math.max(1, Math.ceil(times.length / mostBins));
  const bins = Math.ceil(times.length / perBin);
  const bad = Array.from({ length: bins }, () => 0);
  const total = Array.from({ length: bins }, () => 0);
  for (const device of gate.devices)
    device.total.forEach((value, index) => {
      const bin = Math.floor(index / perBin);
      if (value === null || bin >= bins) return;
      total[bin] = (total[bin] ?? 0) + value;
      bad[bin] = (bad[bin] ?? 0) + (device.bad[index] ?? 0);
    });
  return {
    title: `${gate.name}: bad events`,
    unit: "% of all events",
    times: binTimes(times, perBin),
    series: [
      {
        name: "ring",
        // No events are no data, not a good block.
        values: total.map((all, bin) =>
          all > 0 ? Number((((bad[bin] ?? 0) / all) * 100).toPrecision(4)) : null,
        ),
      },
    ],
    thresholds: [{ name: "limit", value: Number((gate.limit * 100).toPrecision(6)) }],
    marks: [],
  };
}

function binTimes(times: readonly number[], perBin: number): number[] {
  return times.filter((_, index) => index % perBin === 0);
}
