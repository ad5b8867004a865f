import type { InstantSeries, RangeSeries, Sample } from "../../../src/prometheus/answer.ts";
import type { Prometheus } from "../../../src/prometheus/client.ts";
import { gridTimes } from "../../../src/prometheus/counters.ts";

type Stored = { readonly name: string; readonly labels: Record<string, string>; readonly samples: Sample[] };

/** A small store of series that answers the few forms of query that the gate asks; any other form is an error. */
export type MetricStore = {
  readonly add: (name: string, labels: Record<string, string>, at: number, value: number) => void;
  readonly drop: (keep: (series: Stored) => boolean) => void;
  readonly prometheus: Prometheus;
  readonly asked: string[];
  now: number;
};

export function metricStore(): MetricStore {
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
    const whole = /^(count|max)\((.*)\)$/.exec(expression);
    if (whole !== null) {
      const values = evaluate(whole[2] ?? "", at).map(({ sample }) => sample.value);
      const value = whole[1] === "count" ? values.length : Math.max(...values);
      return values.length === 0 ? [] : [{ labels: {}, sample: { at, value } }];
    }
    const over = /^(max|last|count)_over_time\((.*)\[([0-9]+)s\]\)$/.exec(expression);
    if (over !== null) {
      const [, kind, inner = "", seconds] = over;
      return matching(inner).flatMap(({ labels, samples }) => {
        const values = samples
          .filter((sample) => sample.at <= at && sample.at > at - Number(seconds))
          .map(({ value }) => value);
        const value = { max: Math.max(...values), last: values.at(-1) ?? 0, count: values.length }[
          kind as "max" | "last" | "count"
        ];
        return values.length === 0 ? [] : [{ labels, sample: { at, value } }];
      });
    }
    throw new Error(`a form of query that the gate does not ask: ${expression}`);
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
