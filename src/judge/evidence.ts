/**
 * What was seen of one ring that runs one release. It is complete in itself: a judge needs nothing else, so that the same
 * evidence always gives the same verdict. Times are seconds since the epoch by the metrics server's clock.
 */
export type Evidence = {
  readonly now: number;
  /** What is judged: from the first time that enough devices ran the release (or any did, before that) to the last block. */
  readonly window: { readonly from: number; readonly to: number; readonly step: number };
  /** First time that any device ran the release, as far back as was looked. */
  readonly updatedSince: number | undefined;
  /** First time that enough devices ran the release. */
  readonly coveredSince: number | undefined;
  /** Seconds since then in which enough devices did: a gap is no soak. */
  readonly coveredSeconds: number;
  readonly devices: DeviceEvidence;
  readonly perGate: readonly GateEvidence[];
  readonly provider: Provider;
};

export type DeviceEvidence = {
  /** Members of the ring. */
  readonly ring: number;
  /** Members that answer at all. */
  readonly up: number;
  /** Members seen to run the release now. */
  readonly updated: number;
  /** Of those, members whose gate metrics arrive. */
  readonly reporting: number;
  /** Up, but the app says nothing any more. */
  readonly silent: readonly string[];
  /** Not seen at all: a matter of connectivity. */
  readonly missing: readonly string[];
};

/** Counts of one gate by device and block. Event counts are differences of raw counters; null is a gap, never a zero. */
export type GateEvidence = {
  readonly name: string;
  readonly type: "ratio" | "quantile";
  /** Largest good fraction of bad events. */
  readonly limit: number;
  readonly devices: readonly DeviceCounts[];
};

export type DeviceCounts = {
  readonly device: string;
  /** Surely bad events: evidence for a revert. */
  readonly bad: readonly (number | null)[];
  /** Events that may be bad, such as all above the next lower bucket bound: a promotion must stand even these. At least `bad`. */
  readonly suspect: readonly (number | null)[];
  readonly total: readonly (number | null)[];
};

export type Provider =
  | { readonly state: "ok" }
  /** No answer, or no whole one. It says nothing about the release. */
  | { readonly state: "down" | "partial"; readonly why: string };

export type Policy = {
  /** Seconds that the release must have run on enough devices before it may be promoted. */
  readonly soak: number;
  /** Seconds after the first device ran it until a person decides. */
  readonly deadline: number;
  /** Least fraction of the ring's devices that must report. */
  readonly minCoverage: number;
  /** Fewest events of a gate on which anything is reverted. */
  readonly minRevertEvents: number;
  /** Chance, at one look, of calling a gate bad that is just at its limit. */
  readonly alpha: number;
};

export const defaultPolicy = { minRevertEvents: 20, alpha: 0.001 } as const;

export type Judgement = {
  readonly verdict: "promote" | "revert" | "continue" | "hold" | "inconclusive";
  /** What kind of reason it is, for outputs and alarms. */
  readonly cause: Cause;
  /** One line for people. */
  readonly reason: string;
  readonly metrics: readonly MetricJudgement[];
  /** Seconds until another look is worth it; 0 when no look will change this verdict. */
  readonly nextCheck: number;
};

export type Cause =
  | "gates"
  | "silent"
  | "provider"
  | "dark"
  | "coverage"
  | "rollout"
  | "soak"
  | "evidence"
  | "deadline";

export type MetricJudgement = {
  readonly name: string;
  readonly type: "ratio" | "quantile";
  readonly bad: number;
  readonly suspect: number;
  readonly total: number;
  /** Surely bad events out of all; 0 without events. */
  readonly value: number;
  readonly limit: number;
  /** `unsure`: over the limit but not beyond chance, or too few events to promote on. */
  readonly state: "ok" | "bad" | "unsure" | "no-data";
};
