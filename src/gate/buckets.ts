import { parseSampleValue } from "../prometheus/sample-value.ts";
import { gateFaults } from "./faults.ts";
import { type GateRequest, type QuantileSpec } from "./gate-spec.ts";
import { type Questions, latest, selector } from "./questions.ts";

/** The buckets around a limit, each by the texts of its `le` label. They are the same when a bound is at the limit. */
export type BucketChoice = {
  readonly lower: BucketBound;
  readonly upper: BucketBound;
  /** The texts that the bucket of all events has. */
  readonly all: readonly string[];
};

export type BucketBound = { readonly value: number; readonly texts: readonly string[] };

/**
 * Finds the bounds of a histogram on the ring's devices and picks those around the limit: events above the next bound up are
 * surely bad, events up to the next bound down are surely good. Throws the GATE_ faults for a gate that could never work.
 */
export async function findBuckets(
  questions: Questions,
  request: GateRequest,
  gate: QuantileSpec,
  seconds: number,
  at: number,
): Promise<BucketChoice> {
  const metric = `${gate.histogram}_bucket`;
  const ask = (matcher: string): string => `count by (le) (${latest(selector(metric, matcher), seconds)})`;
  let series = await questions.instant(ask, at);
  // Nothing on these devices is no data; nothing on the whole server is a mistake in fleet.yaml.
  if (series.length === 0) series = [...(await questions.once(ask(""), at))];
  if (series.length === 0) throw await missing(questions, gate, seconds, at);
  return chooseBuckets(
    gate,
    series.map(({ labels }) => labels["le"] ?? ""),
    request.app,
  );
}

async function missing(
  questions: Questions,
  gate: QuantileSpec,
  seconds: number,
  at: number,
): Promise<Error> {
  const plain = await questions.once(`count(${latest(selector(gate.histogram), seconds)})`, at);
  if (plain.length > 0)
    return gateFaults.fault(
      "GATE_NOT_HISTOGRAM",
      `The gate ${gate.name} needs a classic histogram, and ${gate.histogram} has no buckets`,
      {
        where: "fleet.yaml",
        next: `export ${gate.histogram} as a histogram with a bucket bound at ${gate.limit}; a gauge or summary has no counts to judge`,
      },
    );
  return missingMetric(gate.name, `${gate.histogram}_bucket`);
}

/** The fault for a metric that is nowhere on the server. */
export function missingMetric(gate: string, metric: string): Error {
  return gateFaults.fault(
    "GATE_METRIC_MISSING",
    `The gate ${gate} names ${metric}, which is nowhere on the server`,
    {
      where: "fleet.yaml",
      next: "correct the name, or export the metric from the start: a counter of bad events has to begin at 0",
    },
  );
}

/** Picks the bounds around a gate's limit. */
export function chooseBuckets(gate: QuantileSpec, texts: readonly string[], app: string): BucketChoice {
  const bounds = new Map<number, string[]>();
  for (const text of new Set(texts)) {
    const value = parseSampleValue(text);
    if (value === undefined || Number.isNaN(value)) continue;
    bounds.set(value, [...(bounds.get(value) ?? []), text]);
  }
  const all = bounds.get(Infinity) ?? [];
  const finite = [...bounds]
    .filter(([value]) => Number.isFinite(value))
    .sort(([left], [right]) => left - right)
    .map(([value, labels]) => ({ value, texts: labels }));
  const near = (value: number): boolean => Math.abs(value - gate.limit) <= 1e-9 * gate.limit;
  const upper = finite.find(({ value }) => value >= gate.limit || near(value));
  const lower = finite.findLast(({ value }) => value <= gate.limit || near(value));
  const shown = finite.map(({ value }) => value).join(", ");
  if (upper === undefined || all.length === 0)
    throw gateFaults.fault(
      "GATE_LIMIT_ABOVE_BUCKETS",
      `The limit ${gate.limit} of the gate ${gate.name} is above every finite bucket of ${gate.histogram} (${shown})`,
      { where: "fleet.yaml", next: `give ${app} a bucket bound at ${gate.limit}, or lower the limit` },
    );
  if (lower === undefined)
    throw gateFaults.fault(
      "GATE_LIMIT_BELOW_BUCKETS",
      `The limit ${gate.limit} of the gate ${gate.name} is below every bucket of ${gate.histogram} (${shown})`,
      { where: "fleet.yaml", next: `give ${app} a bucket bound at ${gate.limit}, or raise the limit` },
    );
  return { lower, upper, all };
}
