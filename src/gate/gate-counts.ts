import type { DeviceCounts, GateEvidence } from "../judge/evidence.ts";
import type { RangeSeries } from "../prometheus/answer.ts";
import type { Grid } from "../prometheus/counters.ts";
import { valueMatchers } from "../prometheus/selectors.ts";
import { findBuckets, missingMetric } from "./buckets.ts";
import { type Blocks, incrementsByDevice, presenceByDevice } from "./device-series.ts";
import {
  type GateRequest,
  type GateSpec,
  type QuantileSpec,
  type RatioSpec,
  limitFraction,
} from "./gate-spec.ts";
import { type Questions, latest, selector } from "./questions.ts";
import type { Schedule } from "./schedule.ts";

/** What one gate gave: counts by device, and when each device's metric was last there. */
export type GateCounts = {
  readonly evidence: GateEvidence;
  /** Blocks in which the metric of all events was there, by device. */
  readonly present: ReadonlyMap<string, readonly boolean[]>;
};

/**
 * Counts one gate on every device, in blocks that the device ran the release. `grid` starts a few blocks before what is judged,
 * `skip` of them, so that births and resets are seen.
 */
export async function countGate(
  questions: Questions,
  request: GateRequest,
  gate: GateSpec,
  grid: Grid,
  view: {
    readonly skip: number;
    readonly running: ReadonlyMap<string, readonly boolean[]>;
    readonly schedule: Schedule;
  },
): Promise<GateCounts> {
  const counted =
    gate.type === "ratio"
      ? await countRatio(questions, request, gate, grid, view.schedule)
      : await countQuantile(questions, request, gate, grid, view.schedule);
  const devices: DeviceCounts[] = [];
  for (const device of request.ring.devices) {
    const running = view.running.get(device);
    const total = counted.total.get(device);
    if (running === undefined || total === undefined) continue;
    const blocks = counted.blocks(device, total);
    const cut = (values: Blocks): Blocks =>
      values.map((value, index) => (running[index] === true ? value : null)).slice(view.skip);
    devices.push({ device, bad: cut(blocks.bad), suspect: cut(blocks.suspect), total: cut(total) });
  }
  return {
    evidence: { name: gate.name, type: gate.type, limit: limitFraction(gate), devices },
    present: counted.present,
  };
}

type Counted = {
  readonly total: ReadonlyMap<string, Blocks>;
  readonly present: ReadonlyMap<string, readonly boolean[]>;
  readonly blocks: (device: string, total: Blocks) => { readonly bad: Blocks; readonly suspect: Blocks };
};

async function countRatio(
  questions: Questions,
  request: GateRequest,
  gate: RatioSpec,
  grid: Grid,
  schedule: Schedule,
): Promise<Counted> {
  const totals = await readCounter(questions, request, gate.name, gate.total, grid, schedule);
  const bads = await readCounter(questions, request, gate.name, gate.bad, grid, schedule);
  const bad = incrementsByDevice(bads, request.deviceLabel, grid);
  return {
    ...summed(totals, request, grid),
    blocks: (device, total) => {
      // A device that counts all events and no bad ones had none: many clients create a counter with its first event.
      const known = bad.get(device) ?? total.map(() => 0);
      const counts = total.map((all, index) => (all === null ? null : Math.min(all, known[index] ?? 0)));
      return { bad: counts, suspect: counts };
    },
  };
}

async function readCounter(
  questions: Questions,
  request: GateRequest,
  gate: string,
  metric: string,
  grid: Grid,
  schedule: Schedule,
): Promise<RangeSeries[]> {
  const series = await questions.range(
    (devices) => latest(selector(metric, devices), schedule.staleness),
    grid,
  );
  if (series.length > 0) return series;
  const anywhere = await questions.once(`count(${latest(selector(metric), schedule.lookBack)})`, grid.to);
  if (anywhere.length === 0) throw missingMetric(gate, metric);
  return [];
}

async function countQuantile(
  questions: Questions,
  request: GateRequest,
  gate: QuantileSpec,
  grid: Grid,
  schedule: Schedule,
): Promise<Counted> {
  const choice = await findBuckets(questions, request, gate, schedule.lookBack, grid.to);
  const metric = `${gate.histogram}_bucket`;
  const read = async (texts: readonly string[]): Promise<RangeSeries[]> => {
    const [le = ""] = valueMatchers("le", texts);
    return questions.range((devices) => latest(selector(metric, devices, le), schedule.staleness), grid);
  };
  const totals = await read(choice.all);
  const upper = incrementsByDevice(await read(choice.upper.texts), request.deviceLabel, grid);
  const lower =
    choice.lower.value === choice.upper.value
      ? upper
      : incrementsByDevice(await read(choice.lower.texts), request.deviceLabel, grid);
  return {
    ...summed(totals, request, grid),
    blocks: (device, total) => ({
      // Where a bucket is not known, no event is surely bad and none is surely good.
      bad: total.map((all, index) => above(all, upper.get(device)?.[index] ?? all)),
      suspect: total.map((all, index) => above(all, lower.get(device)?.[index] ?? 0)),
    }),
  };
}

function summed(series: readonly RangeSeries[], request: GateRequest, grid: Grid): Omit<Counted, "blocks"> {
  return {
    total: incrementsByDevice(series, request.deviceLabel, grid),
    present: presenceByDevice(series, request.deviceLabel, grid),
  };
}

function above(all: number | null, below: number | null): number | null {
  return all === null ? null : Math.min(all, Math.max(0, all - (below ?? all)));
}
