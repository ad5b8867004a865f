// Real Prometheus servers of two major versions answer every question that the gate asks, over counts written into their storage.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { collectEvidence } from "../../src/gate/collect.ts";
import type { GateRequest } from "../../src/gate/gate-spec.ts";
import { type Evidence, type Judgement, defaultPolicy } from "../../src/judge/evidence.ts";
import { judge } from "../../src/judge/judge.ts";
import { type Prometheus, createPrometheus } from "../../src/prometheus/client.ts";
import { digestOf } from "../../src/values/digest.ts";
import { isFault } from "../../src/values/fault.ts";
import { type Owner, freePort, portsFor, service, succeeds, temporary } from "./setting.ts";

let peers: Record<"prometheus2" | "prometheus3", Peer>;
before(async () => {
  peers = await installPeers(["prometheus2", "prometheus3"]);
});

const release = digestOf("the release that is judged");
const seconds = 420;
const updates = 30;

type Behaviour = {
  readonly errors?: number;
  readonly slow?: number;
  readonly silentFrom?: number;
  readonly darkFrom?: number;
};
const rings: Readonly<Record<string, Behaviour>> = {
  good: {},
  broken: { errors: 2 },
  slow: { slow: 2 },
  silent: { silentFrom: 120 },
  dark: { darkFrom: 120 },
};

function devicesOf(ring: string): string[] {
  return [1, 2, 3].map((number) => `${ring}.pi-${number}`);
}

/** Seven minutes of every ring up to now, a sample a second: 10 requests a second on each device, a restart at the update. */
function openMetrics(end: number): string {
  const lines: string[] = [];
  const add = (name: string, labels: Record<string, string>, at: number, value: number): void => {
    const text = Object.entries(labels).map(([label, content]) => `${label}=${JSON.stringify(content)}`);
    lines.push(`${name}{${text.join(",")}} ${value} ${at}`);
  };
  for (const [ring, { errors = 0, slow = 0, silentFrom = Infinity, darkFrom = Infinity }] of Object.entries(
    rings,
  ))
    for (const device of devicesOf(ring))
      for (let second = 0; second <= seconds; second += 1) {
        const at = end - seconds + second;
        if (second >= darkFrom) break;
        add("up", { device, job: "node" }, at, 1);
        if (second >= silentFrom) continue;
        const updated = second >= updates;
        const since = updated ? second - updates + 1 : second + 500;
        const running = updated ? release : digestOf("the release before");
        add("pi5_release_info", { device, app: ring, release: running }, at, 1);
        add("pi5_inference_requests_total", { device }, at, since * 10);
        add("pi5_inference_errors_total", { device }, at, updated ? since * errors : 40);
        for (const le of ["0.1", "0.3", "1.0", "+Inf"])
          add(
            "pi5_inference_duration_seconds_bucket",
            { device, le },
            at,
            since * (le === "0.1" || le === "0.3" ? 10 - slow : 10),
          );
      }
  return `${lines.join("\n")}\n# EOF\n`;
}

async function filled(t: Owner, peer: Peer): Promise<Prometheus> {
  const folder = await temporary(t, "gate");
  const end = Math.floor(Date.now() / 1000);
  await writeFile(path.join(folder, "samples.txt"), openMetrics(end));
  await writeFile(path.join(folder, "prometheus.yml"), "{}\n");
  const data = path.join(folder, "data");
  const promtool = path.join(path.dirname(peer.command), "promtool");
  await succeeds(promtool, [
    "tsdb",
    "create-blocks-from",
    "openmetrics",
    path.join(folder, "samples.txt"),
    data,
  ]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await service(
    t,
    peer.command,
    [
      `--config.file=${path.join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    { url: `${url}/-/ready`, environment: { HOME: folder } },
  );
  const ports = await portsFor(t, { workspace: folder });
  return createPrometheus({ baseUrl: new URL(url), http: ports.http });
}

const gates: GateRequest["gates"] = [
  {
    name: "errors",
    type: "ratio",
    bad: "pi5_inference_errors_total",
    total: "pi5_inference_requests_total",
    limit: 0.03,
  },
  { name: "p95", type: "quantile", histogram: "pi5_inference_duration_seconds", quantile: 0.95, limit: 0.3 },
];

async function lookAt(
  prometheus: Prometheus,
  ring: string,
  changes: Partial<GateRequest> = {},
): Promise<[Evidence, Judgement]> {
  const request: GateRequest = {
    app: ring,
    release,
    ring: { name: ring, devices: devicesOf(ring), soak: 120, deadline: 1800, minCoverage: 0.6 },
    deviceLabel: "device",
    gates,
    now: new Date(),
    ...changes,
  };
  const evidence = await collectEvidence(prometheus, request);
  return [evidence, judge(evidence, { ...request.ring, ...defaultPolicy })];
}

for (const name of ["prometheus2", "prometheus3"] as const)
  test(`${name}: each ring gets the verdict that its counts deserve`, async (t) => {
    const prometheus = await filled(t, peers[name]);
    const [good, promoted] = await lookAt(prometheus, "good");
    assert.deepEqual([promoted.verdict, promoted.cause], ["promote", "gates"], promoted.reason);
    assert.deepEqual(good.devices, { ring: 3, up: 3, updated: 3, reporting: 3, silent: [], missing: [] });
    // The restart is seen: counting starts anew at the update, and loses nothing after it.
    const counted = promoted.metrics.map(({ total }) => total);
    const expected = 3 * 10 * (good.window.to - (good.updatedSince ?? 0));
    for (const total of counted)
      assert.ok(Math.abs(total - expected) <= 3 * 10 * 3 * good.window.step, `${total}, not ${expected}`);

    const [, broken] = await lookAt(prometheus, "broken");
    assert.deepEqual([broken.verdict, broken.cause], ["revert", "gates"]);
    assert.ok(Math.abs((broken.metrics[0]?.value ?? 0) - 0.2) < 0.001);
    const [, slow] = await lookAt(prometheus, "slow");
    assert.deepEqual([slow.verdict, slow.metrics.map(({ state }) => state)], ["revert", ["ok", "bad"]]);
    const [quiet, silent] = await lookAt(prometheus, "silent");
    assert.deepEqual(
      [silent.verdict, silent.cause, quiet.devices.silent],
      ["revert", "silent", devicesOf("silent")],
    );
    const [, dark] = await lookAt(prometheus, "dark");
    assert.deepEqual([dark.verdict, dark.cause], ["hold", "dark"]);

    const wrong = async (gate: GateRequest["gates"][number], code: string): Promise<void> =>
      assert.rejects(lookAt(prometheus, "good", { gates: [gate] }), (error) => isFault(error, code));
    await wrong(
      { name: "x", type: "ratio", bad: "nothing_total", total: "pi5_inference_requests_total", limit: 0.1 },
      "GATE_METRIC_MISSING",
    );
    await wrong(
      { name: "x", type: "quantile", histogram: "pi5_release_info", quantile: 0.5, limit: 1 },
      "GATE_NOT_HISTOGRAM",
    );
    await wrong(
      { name: "x", type: "quantile", histogram: "pi5_inference_duration_seconds", quantile: 0.5, limit: 2 },
      "GATE_LIMIT_ABOVE_BUCKETS",
    );
  });
