import type { InstantSeries, RangeSeries } from "../prometheus/answer.ts";
import type { Prometheus } from "../prometheus/client.ts";
import type { Grid } from "../prometheus/counters.ts";
import { quoteLabelValue, valueMatchers } from "../prometheus/selectors.ts";

/** Asks one question for all devices of a ring, in as many queries as their names need, and remembers every warning. */
export type Questions = {
  /** `expression` gets the matchers of a chunk of devices, such as `device=~"a|b"`. */
  readonly instant: (expression: (devices: string) => string, at: number) => Promise<InstantSeries[]>;
  readonly range: (expression: (devices: string) => string, grid: Grid) => Promise<RangeSeries[]>;
  /** One question that is not about the ring's devices. */
  readonly once: (expression: string, at: number) => Promise<readonly InstantSeries[]>;
  /** What the server warned of so far: with any of it, no answer is evidence. */
  readonly warnings: () => readonly string[];
};

/** Opens the questions to a server about the devices of a ring. */
export function openQuestions(
  prometheus: Prometheus,
  options: { readonly deviceLabel: string; readonly devices: readonly string[] },
): Questions {
  const matchers = valueMatchers(options.deviceLabel, options.devices);
  const seen = new Set<string>();
  function note<T>(answer: {
    readonly value: T;
    readonly complete: boolean;
    readonly warnings: readonly string[];
  }): T {
    if (!answer.complete) for (const warning of answer.warnings) seen.add(warning);
    return answer.value;
  }
  return {
    instant: async (expression, at) => {
      const all: InstantSeries[] = [];
      for (const matcher of matchers) all.push(...note(await prometheus.query(expression(matcher), at)));
      return all;
    },
    range: async (expression, grid) => {
      const all: RangeSeries[] = [];
      for (const matcher of matchers)
        all.push(...note(await prometheus.queryRange(expression(matcher), grid)));
      return all;
    },
    once: async (expression, at) => note(await prometheus.query(expression, at)),
    warnings: () => [...seen],
  };
}

/** A selector: the metric with matchers, empty ones left out. */
export function selector(metric: string, ...matchers: readonly string[]): string {
  return `${metric}{${matchers.filter((matcher) => matcher !== "").join(",")}}`;
}

/** `label="value"`. */
export function equals(label: string, value: string): string {
  return `${label}=${quoteLabelValue(value)}`;
}

/**
 * The raw last value of each series within some seconds. Unlike a bare selector it shows nothing older, on any server: bare ones
 * look back five minutes wherever a series ends without a staleness marker, and not every server can be told otherwise.
 */
export function latest(series: string, seconds: number): string {
  return `last_over_time(${series}[${Math.ceil(seconds)}s])`;
}
