import type { World } from "./world.ts";

export type Series = {
  readonly ring: string;
  readonly times: readonly number[];
  readonly errorRate: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
};

/** Error rate and p95 of each ring over the pilot's time, asked of Prometheus for the report's charts. */
export async function ringHistory(world: World, from: Date, to: Date): Promise<readonly Series[]> {
  const step = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / 1000 / 240));
  const times: number[] = [];
  for (let at = Math.floor(from.getTime() / 1000); at <= to.getTime() / 1000; at += step) times.push(at);
  const ask = async (query: string): Promise<(number | null)[]> => {
    const body = new URLSearchParams({
      query,
      start: String(times[0]),
      end: String(times.at(-1)),
      step: String(step),
    });
    const response = await fetch(`${world.prometheus.url}/api/v1/query_range`, { method: "POST", body });
    const answer = (await response.json()) as { data?: { result?: { values: [number, string][] }[] } };
    const values = new Map(
      (answer.data?.result?.[0]?.values ?? []).map(([at, value]) => [Math.round(at), Number(value)]),
    );
    return times.map((at) => {
      const value = values.get(at);
      return value === undefined || !Number.isFinite(value) ? null : value;
    });
  };
  const series: Series[] = [];
  for (const { name } of world.rings) {
    const window = `{ring="${name}"}[6s]`;
    series.push({
      ring: name,
      times,
      errorRate: await ask(
        `sum(rate(pi5_inference_errors_total${window})) / sum(rate(pi5_inference_requests_total${window}))`,
      ),
      p95: await ask(
        `histogram_quantile(0.95, sum by (le) (rate(pi5_inference_duration_seconds_bucket${window})))`,
      ),
    });
  }
  return series;
}
