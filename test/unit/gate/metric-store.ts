import type { InstantSeries, RangeSeries, Sample } from "../../../src/prometheus/answer.ts";
import type { Prometheus } from "../../../src/prometheus/client.ts";
import { gridTimes } from "../../../src/prometheus/counters.ts";

type Stored = { readonly name: string; readonly labels: Record<string, string>; readonly samples: Sample[] };

/** A small store of series that answers the few forms of query that the gate asks; any other form is an error. */
export type MetricStore = {
  /** Adds a sample; a gap of more than `fresh` seconds makes a series stale. */
  readonly add: (name: string, labels: Record<string, string>, at: number, value: number) => void;
  readonly drop: (keep: (series: Stored) => boolean) => void;
  readonly prometheus: Prometheus;
  readonly asked: string[];
  now: number;
};

export function metricStore(fresh: number): MetricStore {
  const all = new Map<string, Stored>();
  const asked: string[] = [];

  function matching(selector: string): Stored[] {
    const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\}$/.exec(selector);
    if (match === null) throw new Error(`not a selector: ${selector}`);
    const [, name, inner = ""] = match;
    const tests = [...inner.matchAll(/([a-z_]+)(=~|=)("(?:[^"\\]|\\.)*")/g)].map(
      ([, label = "", operator, text = ""]) => {
        const value = JSON.parse(text) as string;
        const pattern = new RegExp(`^(?:${value})$`);
        return (series: Stored) =>
          operator === "="
            ? (series.labels[label] ?? "") === value
            : pattern.test(series.labels[label] ?? "");
      },
    );
    return [...all.values()].filter((series) => series.name === name && tests.every((one) => one(series)));
  }

  function valueAt(series: Stored, at: number): number | undefined {
    return series.samples.findLast((sample) => sample.at <= at && sample.at > at - fresh)?.value;
  }

  function evaluate(expression: string, at: number): InstantSeries[] {
    const grouped = /^(count|max) by \(([a-z_]+)\) \((.*)\)$/.exec(expression);
    if (grouped !== null) {
      const [, kind, label = "", inner = ""] = grouped;
      const groups = new Map<string, number[]>();
      for (const { labels, sample } of evaluate(inner, at)) {
        const key = labels[label] ?? "";
        groups.set(key, [...(groups.get(key) ?? []), sample.value]);
      }
      return [...groups].map(([key, values]) => ({
        labels: { [label]: key },
        sample: { at, value: kind === "count" ? values.length : Math.max(...values) },
      }));
    }
    const counted = /^count\((.*)\)$/.exec(expression);
    if (counted !== null) {
      const { length } = evaluate(counted[1] ?? "", at);
      return length === 0 ? [] : [{ labels: {}, sample: { at, value: length } }];
    }
    const over = /^(max|last)_over_time\((.*)\[([0-9]+)s\]\)$/.exec(expression);
    if (over !== null) {
      const [, kind, inner = "", seconds] = over;
      return matching(inner).flatMap(({ labels, samples }) => {
        const values = samples
          .filter((sample) => sample.at <= at && sample.at > at - Number(seconds))
          .map(({ value }) => value);
        const value = kind === "max" ? Math.max(...values) : (values.at(-1) ?? 0);
        return values.length === 0 ? [] : [{ labels, sample: { at, value } }];
      });
    }
    return matching(expression).flatMap((series) => {
      const value = valueAt(series, at);
      return value === undefined
        ? []
        : [{ labels: { __name__: series.name, ...series.labels }, sample: { at, value } }];
    });
  }

  const store: MetricStore = {
    now: 0,
    asked,
    add: (name, labels, at, value) => {
      const key = JSON.stringify([
        name,
        Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)),
      ]);
      const series = all.get(key) ?? { name, labels, samples: [] };
      series.samples.push({ at, value });
      all.set(key, series);
    },
    drop: (keep) => {
      for (const [key, series] of all) if (!keep(series)) all.delete(key);
    },
    prometheus: {
      serverTime: async () => store.now,
      query: async (expression, at = store.now) => {
        asked.push(expression);
        return { value: evaluate(expression, at), complete: true, warnings: [], infos: [] };
      },
      queryRange: async (expression, range) => {
        asked.push(expression);
        const series = new Map<string, { labels: Record<string, string>; samples: Sample[] }>();
        for (const at of gridTimes(range))
          for (const { labels, sample } of evaluate(expression, at)) {
            const key = JSON.stringify(labels);
            const one = series.get(key) ?? { labels: { ...labels }, samples: [] };
            one.samples.push(sample);
            series.set(key, one);
          }
        const value: RangeSeries[] = [...series.values()];
        return { value, complete: true, warnings: [], infos: [] };
      },
    },
  };
  return store;
}
