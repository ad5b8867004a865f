import assert from "node:assert/strict";
import test from "node:test";
import { collectEvidence } from "../../../src/gate/collect.ts";
import type { GateRequest } from "../../../src/gate/gate-spec.ts";
import { gateChart } from "../../../src/gate/view.ts";
import { type DeviceCounts, type Evidence, defaultPolicy } from "../../../src/judge/evidence.ts";
import { judge } from "../../../src/judge/judge.ts";
import { prometheusFaults } from "../../../src/prometheus/faults.ts";
import { isFault } from "../../../src/values/fault.ts";
import { devices, request, simulateRing, start } from "./simulated-ring.ts";

function sum(evidence: Evidence, gate: number, kind: "bad" | "suspect" | "total"): number {
  const counts: readonly DeviceCounts[] = evidence.perGate[gate]?.devices ?? [];
  return counts.flatMap((device) => device[kind]).reduce<number>((all, one) => all + (one ?? 0), 0);
}

function verdictOf(evidence: Evidence, asked: GateRequest = request): string {
  const { verdict, cause } = judge(evidence, { ...asked.ring, ...defaultPolicy });
  return `${verdict} ${cause}`;
}

test("a healthy ring gives counts from the moment enough devices run the release, and is promoted", async () => {
  const store = simulateRing([{}, {}, { updates: 50 }, { updates: 80 }]);
  const evidence = await collectEvidence(store.prometheus, request);
  assert.deepEqual(evidence.window, { from: start + 50, to: start + 300, step: 2 });
  assert.equal(evidence.updatedSince, start + 30);
  assert.equal(evidence.coveredSince, start + 50);
  assert.equal(evidence.coveredSeconds, 250);
  assert.deepEqual(evidence.devices, { ring: 4, up: 4, updated: 4, reporting: 4, silent: [], missing: [] });
  assert.deepEqual(evidence.provider, { state: "ok" });
  // Blocks of 2 s: two devices from 48 s on, the third since its birth at 50 s, the fourth since its birth at 80 s.
  assert.equal(sum(evidence, 0, "total"), 2 * 2520 + 2510 + 2210);
  assert.equal(sum(evidence, 0, "bad"), 0);
  assert.equal(verdictOf(evidence), "promote gates");
});

test("the same server state gives the same evidence, within one block", async () => {
  const store = simulateRing([{}, {}, {}, {}]);
  const first = await collectEvidence(store.prometheus, request);
  store.now += 1;
  assert.deepEqual(await collectEvidence(store.prometheus, request), first);
});

test("errors over the limit revert, counted from the restart of the process", async () => {
  const evidence = await collectEvidence(
    simulateRing([{ errors: 20 }, { errors: 20 }, { errors: 20 }, {}]).prometheus,
    request,
  );
  assert.ok(Math.abs(sum(evidence, 0, "bad") / sum(evidence, 0, "total") - 0.15) < 0.001);
  assert.equal(verdictOf(evidence), "revert gates");
});

test("a limit between two bounds is judged by the upper one for a revert and by the lower one for a promotion", async () => {
  const slow = [{ slow: 8 }, { slow: 8 }, { slow: 8 }, { slow: 8 }];
  // The slow requests lie between 0.25 and 0.5, and so does the limit of 0.3: neither surely bad nor surely good.
  const between = await collectEvidence(simulateRing(slow).prometheus, request);
  assert.equal(sum(between, 1, "bad"), 0);
  assert.ok(Math.abs(sum(between, 1, "suspect") / sum(between, 1, "total") - 0.08) < 0.001);
  assert.equal(verdictOf(between), "continue evidence");
  const exact = await collectEvidence(
    simulateRing(slow, { bounds: ["0.1", "0.30", "0.5", "+Inf"] }).prometheus,
    request,
  );
  assert.equal(sum(exact, 1, "bad"), sum(exact, 1, "suspect"));
  assert.equal(verdictOf(exact), "revert gates");
});

test("an app that falls silent on devices that are up is the release's failure", async () => {
  const evidence = await collectEvidence(
    simulateRing([{ silent: 200 }, { silent: 200 }, {}, {}]).prometheus,
    request,
  );
  assert.deepEqual(evidence.devices.silent, ["pi-1", "pi-2"]);
  assert.deepEqual(evidence.devices.missing, []);
  assert.equal(verdictOf(evidence), "revert silent");
});

test("a release that never comes up is silent too: the old one was heard before", async () => {
  const evidence = await collectEvidence(
    simulateRing(devices.map(() => ({ silent: 100, updates: Infinity }))).prometheus,
    request,
  );
  assert.equal(evidence.updatedSince, undefined);
  assert.equal(evidence.devices.silent.length, 4);
  assert.equal(verdictOf(evidence), "revert silent");
});

test("devices that vanish are missing, which holds; when all vanish the look is dark", async () => {
  const some = await collectEvidence(
    simulateRing([{ dark: 200 }, { dark: 200 }, {}, {}]).prometheus,
    request,
  );
  assert.deepEqual(some.devices, {
    ring: 4,
    up: 2,
    updated: 2,
    reporting: 2,
    silent: [],
    missing: ["pi-1", "pi-2"],
  });
  assert.equal(verdictOf(some), "hold coverage");
  const all = await collectEvidence(simulateRing(devices.map(() => ({ dark: 200 }))).prometheus, request);
  assert.equal(verdictOf(all), "hold dark");
});

test("a gap in coverage adds nothing to the soak", async () => {
  const store = simulateRing([{}, {}, {}, {}]);
  store.drop(() => true);
  const gappy = simulateRing([{}, {}, {}, { dark: 0 }]);
  const { prometheus } = gappy;
  const before = await collectEvidence(prometheus, request);
  assert.equal(before.coveredSeconds, 270);
  const cut = simulateRing([{}, {}, { dark: 60 }, { dark: 0 }]);
  const after = await collectEvidence(cut.prometheus, request);
  assert.equal(after.coveredSince, start + 30);
  assert.ok(after.coveredSeconds <= 32 && after.coveredSeconds >= 28, String(after.coveredSeconds));
});

test("devices on another release do not count, and before any device runs it nothing is judged", async () => {
  const store = simulateRing(devices.map(() => ({ updates: Infinity })));
  const evidence = await collectEvidence(store.prometheus, request);
  assert.deepEqual(evidence.devices, { ring: 4, up: 4, updated: 0, reporting: 0, silent: [], missing: [] });
  assert.deepEqual(
    evidence.perGate.map((gate) => gate.devices),
    [[], []],
  );
  assert.equal(verdictOf(evidence), "continue rollout");
});

test("a release that lost a metric which others export is silent on that gate, and never promoted", async () => {
  const store = simulateRing([{}, {}, {}, {}]);
  store.drop(({ name, labels }) => name !== "requests_total" || labels["device"] === "pi-4");
  const evidence = await collectEvidence(store.prometheus, request);
  assert.deepEqual(evidence.devices.silent, ["pi-1", "pi-2", "pi-3"]);
  assert.equal(verdictOf(evidence), "revert silent");
});

test("a device whose counter of bad events has not been born had no bad events", async () => {
  const store = simulateRing([{}, {}, {}, {}]);
  store.drop(({ name, labels }) => name !== "errors_total" || labels["device"] === "pi-4");
  assert.equal(verdictOf(await collectEvidence(store.prometheus, request)), "promote gates");
});

test("a ring whose devices have none of a metric that others have is no mistake of fleet.yaml", async () => {
  const store = simulateRing([{}, {}, {}, {}]);
  store.drop(({ name }) => name !== "requests_total" && name !== "duration_seconds_bucket");
  store.add("requests_total", { device: "elsewhere" }, start + 290, 1);
  for (const le of ["0.3", "+Inf"])
    store.add("duration_seconds_bucket", { device: "elsewhere", le }, start + 290, 1);
  const evidence = await collectEvidence(store.prometheus, request);
  assert.equal(evidence.devices.reporting, 0);
  assert.equal(verdictOf(evidence), "revert silent");
});

async function faultOf(
  change: (store: ReturnType<typeof simulateRing>) => void,
  gates = request.gates,
): Promise<string> {
  const store = simulateRing([{}, {}, {}, {}]);
  change(store);
  try {
    await collectEvidence(store.prometheus, { ...request, gates });
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
  return "none";
}

test("settings that could never work are faults of the settings", async () => {
  assert.equal(
    await faultOf((store) => store.drop(({ name }) => name !== "requests_total")),
    "GATE_METRIC_MISSING",
  );
  assert.equal(
    await faultOf((store) => store.drop(({ name }) => name !== "duration_seconds_bucket")),
    "GATE_METRIC_MISSING",
  );
  assert.equal(
    await faultOf((store) => {
      store.drop(({ name }) => name !== "duration_seconds_bucket");
      store.add("duration_seconds", { device: "pi-1" }, start + 290, 0.2);
    }),
    "GATE_NOT_HISTOGRAM",
  );
  const latency = (limit: number): GateRequest["gates"] => [
    { name: "latency", type: "quantile", histogram: "duration_seconds", quantile: 0.95, limit },
  ];
  assert.equal(await faultOf(() => {}, latency(2.5)), "GATE_LIMIT_ABOVE_BUCKETS");
  assert.equal(await faultOf(() => {}, latency(0.05)), "GATE_LIMIT_BELOW_BUCKETS");
  assert.equal(
    await faultOf((store) => store.drop(({ labels }) => labels["le"] !== "+Inf")),
    "GATE_LIMIT_ABOVE_BUCKETS",
  );
  assert.equal(await faultOf(() => {}, latency(1)), "none");
});

test("an outage, a warning or a clock far off is evidence of nothing", async () => {
  const { prometheus } = simulateRing(devices.map(() => ({ errors: 50 })));
  const down = await collectEvidence(
    {
      ...prometheus,
      queryRange: () => Promise.reject(prometheusFaults.fault("PROMETHEUS_UNREACHABLE", "refused")),
    },
    request,
  );
  assert.deepEqual(down.provider, { state: "down", why: "refused" });
  assert.equal(verdictOf(down), "hold provider");
  const partial = await collectEvidence(
    {
      ...prometheus,
      query: async (text, at) => ({
        ...(await prometheus.query(text, at)),
        complete: false,
        warnings: ["store lost"],
      }),
    },
    request,
  );
  assert.deepEqual(partial.provider, { state: "partial", why: "store lost" });
  assert.equal(verdictOf(partial), "hold provider");
  const skewed = await collectEvidence(prometheus, { ...request, now: new Date((start + 400) * 1000) });
  assert.match(verdictOf(skewed), /^hold provider/);
  await assert.rejects(
    collectEvidence(
      { ...prometheus, serverTime: () => Promise.reject(prometheusFaults.fault("PROMETHEUS_DENIED", "401")) },
      request,
    ),
    (error) => isFault(error, "PROMETHEUS_DENIED"),
  );
});

test("a ring of many devices is asked about in chunks, and every device is found", async () => {
  const names = Array.from(
    { length: 300 },
    (_, index) => `store-${String(index).padStart(4, "0")}-pi-with-a-long-name`,
  );
  const store = simulateRing([]);
  for (const device of names)
    for (let second = 270; second <= 300; second += 1) {
      store.add("up", { device }, start + second, 1);
      store.add("pi5_release_info", { device, app: "shelf", release: request.release }, start + second, 1);
      store.add("requests_total", { device }, start + second, second);
      store.add("errors_total", { device }, start + second, 0);
    }
  const evidence = await collectEvidence(store.prometheus, {
    ...request,
    ring: { ...request.ring, devices: names },
    gates: request.gates.slice(0, 1),
  });
  assert.equal(evidence.devices.updated, 300);
  assert.equal(evidence.coveredSince, start + 270);
  assert.ok(store.asked.every((text) => text.length < 5000));
});

test("the chart of a gate has its limit, and a gap where nothing was counted", async () => {
  const evidence = await collectEvidence(simulateRing([{ errors: 10 }, {}, {}, {}]).prometheus, request);
  const gate = evidence.perGate[0];
  assert.ok(gate);
  const chart = gateChart(evidence, gate);
  assert.ok(chart.times.length <= 60);
  assert.equal(chart.times.length, chart.series[0]?.values.length);
  assert.ok(Math.abs((chart.series[0]?.values.at(-2) ?? 0) - 2.5) < 0.01);
  assert.deepEqual(chart.thresholds, [{ name: "limit", value: 3 }]);
  const empty = gateChart({ ...evidence, window: { from: 0, to: 10, step: 5 } }, { ...gate, devices: [] });
  assert.deepEqual(empty.series[0]?.values, [null, null, null]);
});
