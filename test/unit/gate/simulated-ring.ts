import type { GateRequest } from "../../../src/gate/gate-spec.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { type MetricStore, metricStore } from "./metric-store.ts";

export const oldRelease = digestOf("old");
export const newRelease = digestOf("new");
export const start = 1_800_000_000;
export const devices = ["pi-1", "pi-2", "pi-3", "pi-4"];

export const request: GateRequest = {
  app: "shelf",
  release: newRelease,
  ring: { name: "canary", devices, soak: 60, deadline: 1200, minCoverage: 0.7 },
  deviceLabel: "device",
  gates: [
    { name: "errors", type: "ratio", bad: "errors_total", total: "requests_total", limit: 0.03 },
    { name: "latency", type: "quantile", histogram: "duration_seconds", quantile: 0.95, limit: 0.3 },
  ],
  now: new Date((start + 300) * 1000),
};

export type DevicePlan = {
  /** Seconds after the start at which the device takes the new release; Infinity for never. */
  readonly updates?: number;
  /** Seconds after the start from which the app says nothing any more. */
  readonly silent?: number;
  /** Seconds after the start from which the device is not seen at all. */
  readonly dark?: number;
  /** Bad requests of every 100, on the new release. */
  readonly errors?: number;
  /** Slow requests (0.4 s) of every 100, on the new release. */
  readonly slow?: number;
};

const bounds = ["0.1", "0.25", "0.5", "1", "+Inf"];

/** 300 seconds of a ring of four devices, scraped each second, 10 requests a second on each; bucket bounds 0.1 0.25 0.5 1. */
export function simulateRing(
  plans: readonly DevicePlan[],
  options: { readonly bounds?: readonly string[]; readonly seconds?: number } = {},
): MetricStore {
  const store = metricStore();
  const seconds = options.seconds ?? 300;
  store.now = start + seconds;
  plans.forEach((plan, index) => {
    const device = devices[index] ?? "";
    const { updates = 30, silent = Infinity, dark = Infinity, errors = 0, slow = 0 } = plan;
    let requests = 5000;
    let bad = 100;
    let late = 50;
    for (let second = 0; second <= seconds; second += 1) {
      const at = start + second;
      if (second >= dark) break;
      store.add("up", { device, job: "node" }, at, 1);
      if (second >= silent) continue;
      const updated = second >= updates;
      if (second === updates) {
        requests = 0;
        bad = 0;
        late = 0;
      }
      requests += 10;
      if (updated) {
        bad += errors / 10;
        late += slow / 10;
      }
      const release = updated ? newRelease : oldRelease;
      store.add(
        "pi5_release_info",
        { device, app: "shelf", version: updated ? "2" : "1", release, image: "x" },
        at,
        1,
      );
      store.add("requests_total", { device }, at, requests);
      store.add("errors_total", { device }, at, bad);
      for (const le of options.bounds ?? bounds)
        store.add(
          "duration_seconds_bucket",
          { device, le },
          at,
          Number(le) >= 0.5 || le === "+Inf" ? requests : requests - late,
        );
    }
  });
  return store;
}
