// Real Prometheus servers of two major versions scrape a page of ours; what src/prometheus reads back are its counts.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import test, { before } from "node:test";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { type Prometheus, createPrometheus } from "../../src/prometheus/client.ts";
import { counterIncrements, gridTimes } from "../../src/prometheus/counters.ts";
import { quoteLabelValue } from "../../src/prometheus/selectors.ts";
import { isFault } from "../../src/values/fault.ts";
import { type Owner, freePort, portsFor, service, temporary } from "./setting.ts";

let peers: Record<"prometheus2" | "prometheus3", Peer>;
before(async () => {
  peers = await installPeers(["prometheus2", "prometheus3"]);
});

// A device's name with everything that has to be quoted in a selector.
const oddDevice = 'shelf "7" \\ ä';

type Page = { count: number; up: boolean };

async function metricsServer(t: Owner, page: Page): Promise<string> {
  const server = createServer((_request, response) => {
    if (!page.up) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
    response.end(
      [
        "# TYPE pi5_inference_requests_total counter",
        // A page that claims to be another device.
        `pi5_inference_requests_total{app="a",device="impostor"} ${page.count}`,
        "# TYPE pi5_inference_duration_seconds histogram",
        `pi5_inference_duration_seconds_bucket{app="a",le="0.5"} ${page.count / 2}`,
        `pi5_inference_duration_seconds_bucket{app="a",le="1"} ${page.count}`,
        `pi5_inference_duration_seconds_bucket{app="a",le="+Inf"} ${page.count}`,
        `pi5_inference_duration_seconds_sum{app="a"} 1.5`,
        `pi5_inference_duration_seconds_count{app="a"} ${page.count}`,
        "# TYPE pi5_device_temperature_celsius gauge",
        "pi5_device_temperature_celsius NaN",
        "",
      ].join("\n"),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  t.after(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return `127.0.0.1:${address.port}`;
}

async function scraping(t: Owner, peer: Peer, target: string): Promise<Prometheus> {
  const folder = await temporary(t, "prometheus");
  const file = path.join(folder, "prometheus.json");
  await writeFile(
    file,
    JSON.stringify({
      global: { scrape_interval: "250ms", scrape_timeout: "250ms" },
      scrape_configs: [
        { job_name: "devices", static_configs: [{ targets: [target], labels: { device: oddDevice } }] },
      ],
    }),
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await service(
    t,
    peer.command,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    { url: `${url}/-/ready`, environment: { HOME: folder } },
  );
  const ports = await portsFor(t, { workspace: folder });
  return createPrometheus({ baseUrl: new URL(url), http: ports.http });
}

const requests = `pi5_inference_requests_total{device=${quoteLabelValue(oddDevice)}}`;

/** Waits until the server holds a value at two grid times in a row: then no later question can miss it. */
async function settled(prometheus: Prometheus, expression: string, value: number): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const now = Math.floor(await prometheus.serverTime());
    const { value: series } = await prometheus.queryRange(expression, {
      from: now - 1,
      to: now,
      step: 1,
      lookback: 1,
    });
    const samples = series[0]?.samples ?? [];
    if (samples.length === 2 && samples.every((sample) => sample.value === value)) return;
    if (Date.now() > until)
      throw new Error(`${expression} did not become ${value}: ${JSON.stringify(series)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

for (const name of ["prometheus2", "prometheus3"] as const) {
  test(`${name}: counts are read as they were, over a restart, for the device that the target names`, async (t) => {
    const page: Page = { count: 100, up: true };
    const prometheus = await scraping(t, peers[name], await metricsServer(t, page));
    const from = Math.floor(await prometheus.serverTime()) - 5;
    // 100, 150 more, a restart that came to 40, 30 more.
    for (const count of [100, 250, 40, 70]) {
      page.count = count;
      await settled(prometheus, requests, count);
    }
    const grid = { from, to: Math.floor(await prometheus.serverTime()), step: 1 };
    const answer = await prometheus.queryRange(requests, { ...grid, lookback: 1 });
    assert.equal(answer.complete, true);
    assert.equal(answer.value.length, 1);
    const [series] = answer.value;
    assert.equal(series?.labels["device"], oddDevice);
    assert.equal(series?.labels["exported_device"], "impostor");
    const increments = counterIncrements(series?.samples ?? [], grid);
    assert.equal(increments.length, gridTimes(grid).length);
    assert.equal(
      increments.reduce<number>((sum, value) => sum + (value ?? 0), 0),
      100 + 150 + 40 + 30,
    );
    // The time before the device was born is not known; it is not zero.
    assert.equal(increments[0], null);

    const buckets = await prometheus.query(
      `pi5_inference_duration_seconds_bucket{device=${quoteLabelValue(oddDevice)}}`,
    );
    // The servers write bounds differently ("1" and "1.0"): as numbers they are the same.
    assert.deepEqual(
      buckets.value
        .map(({ labels, sample }) => [Number((labels["le"] ?? "").replace("+Inf", "Infinity")), sample.value])
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
      [
        [0.5, 35],
        [1, 70],
        [Infinity, 70],
      ],
    );
    const gauge = await prometheus.query("pi5_device_temperature_celsius");
    assert.ok(Number.isNaN(gauge.value[0]?.sample.value));
  });

  test(`${name}: a device that goes silent leaves a gap, and up says so`, async (t) => {
    const page: Page = { count: 10, up: true };
    const prometheus = await scraping(t, peers[name], await metricsServer(t, page));
    await settled(prometheus, requests, 10);
    page.up = false;
    await settled(prometheus, "up", 0);
    const now = Math.floor(await prometheus.serverTime());
    const { value } = await prometheus.queryRange(requests, { from: now, to: now, step: 1 });
    // Staleness markers: no sample, not an old one.
    assert.deepEqual(value, []);
    const { value: up } = await prometheus.query(`up{device=${quoteLabelValue(oddDevice)}}`);
    assert.equal(up[0]?.sample.value, 0);
  });

  test(`${name}: a question that it refuses is a fault, not an empty answer`, async (t) => {
    const prometheus = await scraping(t, peers[name], await metricsServer(t, { count: 1, up: true }));
    await assert.rejects(prometheus.query("rate(pi5_inference_requests_total)"), (error) => isFault(error));
    const { value } = await prometheus.query("pi5_nothing_of_that_name");
    assert.deepEqual(value, []);
  });
}
