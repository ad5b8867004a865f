import { type Counters, latencyBounds } from "./traffic.ts";

export type DeviceMetrics = {
  /** What runs; undefined when the app is down. */
  readonly app:
    | {
        readonly name: string;
        readonly version: string;
        readonly release: string;
        readonly image: string;
        readonly counters: Counters;
      }
    | undefined;
  readonly temperature: number;
  readonly pointer: { readonly epoch: number; readonly seq: number } | undefined;
  readonly refused: number;
};

/** The device's /metrics page in Prometheus text format 0.0.4. It names no device: who it is, its scrape target says. */
export function metricsPage(device: DeviceMetrics): string {
  const lines = [
    "# TYPE pi5_device_temperature_celsius gauge",
    `pi5_device_temperature_celsius ${device.temperature.toFixed(1)}`,
    "# TYPE pi5_pointer_refused_total counter",
    `pi5_pointer_refused_total ${device.refused}`,
  ];
  if (device.pointer !== undefined)
    lines.push(
      "# TYPE pi5_pointer_seq gauge",
      `pi5_pointer_seq{epoch="${device.pointer.epoch}"} ${device.pointer.seq}`,
    );
  const { app } = device;
  if (app === undefined) return `${lines.join("\n")}\n`;
  const { counters } = app;
  lines.push(
    "# TYPE pi5_release_info gauge",
    `pi5_release_info{app="${app.name}",version="${app.version}",release="${app.release}",image="${app.image}"} 1`,
    "# TYPE pi5_inference_requests_total counter",
    `pi5_inference_requests_total{app="${app.name}"} ${counters.requests}`,
    "# TYPE pi5_inference_errors_total counter",
    `pi5_inference_errors_total{app="${app.name}"} ${counters.errors}`,
    "# TYPE pi5_inference_duration_seconds histogram",
  );
  let cumulative = 0;
  for (const [index, count] of counters.buckets.entries()) {
    cumulative += count;
    const bound = latencyBounds[index];
    lines.push(
      `pi5_inference_duration_seconds_bucket{app="${app.name}",le="${bound ?? "+Inf"}"} ${cumulative}`,
    );
  }
  lines.push(
    `pi5_inference_duration_seconds_sum{app="${app.name}"} ${counters.latencySum.toFixed(6)}`,
    `pi5_inference_duration_seconds_count{app="${app.name}"} ${cumulative}`,
  );
  return `${lines.join("\n")}\n`;
}
