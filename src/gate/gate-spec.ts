import type { Digest } from "../values/digest.ts";

/** What is judged, as fleet.yaml words it. */
export type GateSpec = RatioSpec | QuantileSpec;

/** Bad events out of all events, as two counters. */
export type RatioSpec = {
  readonly name: string;
  readonly type: "ratio";
  readonly bad: string;
  readonly total: string;
  readonly limit: number;
};

/** `quantile` of a classic histogram must be at most `limit`: at most 1 - quantile of all events may be above it. */
export type QuantileSpec = {
  readonly name: string;
  readonly type: "quantile";
  readonly histogram: string;
  readonly quantile: number;
  readonly limit: number;
};

export type GateRing = {
  readonly name: string;
  readonly devices: readonly string[];
  /** Seconds. */
  readonly soak: number;
  /** Seconds. */
  readonly deadline: number;
  readonly minCoverage: number;
};

/** One ring that runs one release, and when it is looked at. */
export type GateRequest = {
  readonly app: string;
  /** Digest of the release file, as devices export it. */
  readonly release: Digest;
  readonly ring: GateRing;
  /** Label of a series that names the device: the scrape target's, not the app's own. */
  readonly deviceLabel: string;
  readonly gates: readonly GateSpec[];
  /** The caller's clock; the server's decides, and far apart they are a fault of the provider. */
  readonly now: Date;
};

/** Name of the metric by which a device says which release it runs: value 1, labels app, version, release, image. */
export const releaseMetric = "pi5_release_info";

/** Largest good fraction of bad events of a gate. */
export function limitFraction(gate: GateSpec): number {
  return gate.type === "ratio" ? gate.limit : Number((1 - gate.quantile).toPrecision(12));
}
