import { normal } from "../random.ts";

/** How an app version behaves on a device: what its users would feel. */
export type Behaviour = {
  readonly requestsPerSecond: number;
  readonly errorRate: number;
  /** Seconds. */
  readonly medianLatency: number;
  readonly spread: number;
};

export const healthy: Behaviour = {
  requestsPerSecond: 40,
  errorRate: 0.005,
  medianLatency: 0.08,
  spread: 0.45,
};
export const harmful: Behaviour = {
  requestsPerSecond: 40,
  errorRate: 0.09,
  medianLatency: 0.26,
  spread: 0.5,
};

export const latencyBounds = [0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5] as const;

/** Counters as an app exports them: they start at zero with each start of the app. */
export type Counters = { requests: number; errors: number; latencySum: number; readonly buckets: number[] };

export function freshCounters(): Counters {
  return {
    requests: 0,
    errors: 0,
    latencySum: 0,
    buckets: Array.from({ length: latencyBounds.length + 1 }, () => 0),
  };
}

/** Adds the traffic of some seconds. */
export function serve(counters: Counters, behaviour: Behaviour, seconds: number, random: () => number): void {
  const count = Math.max(
    0,
    Math.round(
      behaviour.requestsPerSecond * seconds +
        Math.sqrt(behaviour.requestsPerSecond * seconds) * normal(random),
    ),
  );
  for (let index = 0; index < count; index += 1) {
    const latency = behaviour.medianLatency * Math.exp(behaviour.spread * normal(random));
    counters.requests += 1;
    if (random() < behaviour.errorRate) counters.errors += 1;
    counters.latencySum += latency;
    const bucket = latencyBounds.findIndex((bound) => latency <= bound);
    const at = bucket < 0 ? latencyBounds.length : bucket;
    counters.buckets[at] = (counters.buckets[at] ?? 0) + 1;
  }
}
