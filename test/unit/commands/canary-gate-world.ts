import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { command } from "../../../src/commands/canary-gate/inputs.ts";
import type { GateOutput } from "../../../src/commands/canary-gate/inputs.ts";
import { run } from "../../../src/commands/canary-gate/run.ts";
import type { Outcome } from "../../../src/commands/command.ts";
import { createHttp } from "../../../src/io/http.ts";
import { plainLog } from "../../../src/io/log.ts";
import type { Ports } from "../../../src/io/ports.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { pointerOf } from "../../../src/fleet/state.ts";
import { parseInputs } from "../../../src/values/input-table.ts";
import {
  type World,
  app,
  applyMove,
  freshFiles,
  judge,
  keys,
  makeWorld,
  promoteMove,
  releaseMove,
} from "../fleet/fleet-fixture.ts";
import { type ForgeWorld, forgeWorld, fullName } from "../forge/github-world.ts";
import { type MetricStore, metricStore } from "../gate/metric-store.ts";
import { type Reply, fakePrometheus, success } from "../prometheus/fake-prometheus.ts";

export const start = 1_795_000_000;
export const seconds = 200;

export const fleetText = `schema-version: 1
fleet: acme-retail
rings:
  - { name: canary, devices: [store-001, store-002], soak: 60s, deadline: 20m }
  - { name: early, devices: [store-003], soak: 60s, deadline: 20m }
gates:
  - { name: errors, type: ratio, bad: pi5_inference_errors_total, total: pi5_inference_requests_total, limit: 0.03 }
`;

/** A manifests repository in which `proved` versions passed all rings, and `fresh` is on the canary ring. */
export async function gateFiles(proved: readonly string[], fresh?: string): Promise<World> {
  const world = makeWorld(freshFiles(fleetText));
  for (const version of proved) {
    await applyMove(world, releaseMove(version));
    await applyMove(world, await promoteMove(world, "canary", "early"));
    await applyMove(world, {
      kind: "prove",
      app,
      ring: "early",
      verdict: await judge(world, "early", "promote"),
    });
  }
  if (fresh !== undefined) await applyMove(world, releaseMove(fresh));
  return world;
}

/** Metrics of a ring's devices that take what its pointer names after 20 seconds: 10 requests a second on each. */
export async function simulateDevices(
  store: MetricStore,
  world: World,
  ring: string,
  behaviour: { readonly errors?: number; readonly silentFrom?: number } = {},
  from = start,
): Promise<void> {
  const state = await world.state();
  const pointer = pointerOf(state, ring, app);
  const devices = state.fleet.rings.find(({ name }) => name === ring)?.devices ?? [];
  if (pointer === undefined) throw new Error(`${ring} runs nothing`);
  for (const device of devices)
    for (let second = 0; second <= seconds; second += 1) {
      const at = from + second;
      store.add("up", { device }, at, 1);
      if (second < 20 || second >= (behaviour.silentFrom ?? Infinity)) continue;
      store.add("pi5_release_info", { device, app, release: pointer.file.value.release.digest }, at, 1);
      store.add("pi5_inference_requests_total", { device }, at, (second - 20) * 10);
      store.add("pi5_inference_errors_total", { device }, at, (second - 20) * (behaviour.errors ?? 0));
    }
}

export type GateWorld = {
  readonly forge: ForgeWorld;
  readonly store: MetricStore;
  readonly ports: Ports;
  readonly lines: string[];
  readonly temporary: string;
  /** Runs the command with these inputs beside the usual ones. */
  readonly gate: (
    inputs?: Readonly<Record<string, string>>,
    ports?: Partial<Ports>,
  ) => Promise<Outcome<GateOutput>>;
  readonly prometheusUrl: string;
  /** What Prometheus answers instead, while it is set. */
  reply: Reply | undefined;
};

/** A GitHub double that holds the world (main and live), a Prometheus over HTTP, and the ports of a run. */
export async function gateWorld(
  t: TestContext,
  world: World,
  options: { readonly publish?: boolean } = {},
): Promise<GateWorld> {
  const forge = await forgeWorld(t, { files: Object.fromEntries(world.files) });
  if (options.publish !== false) await forge.forge.advance("live", null, forge.base);
  const store = metricStore();
  store.now = start + seconds;
  const lines: string[] = [];
  const made: { reply: Reply | undefined } = { reply: undefined };
  const prometheus = await fakePrometheus(t, ({ path: asked, form }, response) => {
    if (made.reply !== undefined) return made.reply;
    answer(store, asked, form).then(
      (body) => response.end(body),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
    return "handled";
  });
  const temporary = await mkdtemp(path.join(tmpdir(), "canary-gate-"));
  const http = createHttp({ environment: {} });
  t.after(async () => {
    await http.close();
    await rm(temporary, { recursive: true, force: true });
  });
  const ports = portsOf(forge, store, http, temporary, lines);
  forge.writes();
  return Object.assign(made, {
    forge,
    store,
    ports,
    lines,
    temporary,
    prometheusUrl: prometheus.url,
    gate: (inputs: Readonly<Record<string, string>> = {}, changed: Partial<Ports> = {}) => {
      const given: Readonly<Record<string, string>> = {
        "manifests-repository": fullName,
        "manifests-token": forge.token,
        app,
        ring: "canary",
        "prometheus-url": prometheus.url,
        "signing-mode": "key",
        "signing-key": keys.gate.privateKey,
        ...inputs,
      };
      return run(
        parseInputs(command.inputs, (name) => given[name]),
        { ...ports, ...changed },
      );
    },
  });
}

function portsOf(
  forge: ForgeWorld,
  store: MetricStore,
  http: Ports["http"],
  temporary: string,
  lines: string[],
): Ports {
  return {
    environment: { RUNNER_TEMP: temporary },
    // Time of the run and of the server are one; who sleeps moves it.
    clock: {
      now: () => new Date(store.now * 1000),
      sleep: async (milliseconds) => {
        store.now += milliseconds / 1000;
      },
    },
    log: plainLog((line) => lines.push(line)),
    secrets: createSecrets(),
    processes: createProcesses({}),
    http,
    httpFor: () => http,
    random: () => 0.5,
    workspace: temporary,
    temporary,
    run: {
      repository: "acme/fleet",
      repositoryId: "1",
      ownerId: "2",
      commit: "0".repeat(40),
      ref: "refs/heads/main",
      eventName: "schedule",
      runId: "7",
      runAttempt: "1",
      actor: "pi5-bot",
      serverUrl: forge.github.serverUrl,
      apiUrl: forge.github.apiUrl,
      graphqlUrl: forge.github.graphqlUrl,
      event: async () => ({}),
    },
    identityToken: () => Promise.reject(new Error("no token in this test")),
  };
}

async function answer(store: MetricStore, asked: string, form: URLSearchParams): Promise<string> {
  const text = form.get("query") ?? "";
  if (text === "time()") return body({ resultType: "scalar", result: [store.now, String(store.now)] });
  if (asked.endsWith("/query_range")) {
    const [from, to, step] = ["start", "end", "step"].map((name) => Number(form.get(name)));
    const { value } = await store.prometheus.queryRange(text, {
      from: from ?? 0,
      to: to ?? 0,
      step: step ?? 1,
    });
    return body({
      resultType: "matrix",
      result: value.map(({ labels, samples }) => ({
        metric: labels,
        values: samples.map((one) => [one.at, String(one.value)]),
      })),
    });
  }
  const time = form.get("time");
  const { value } = await store.prometheus.query(text, time === null ? store.now : Number(time));
  return body({
    resultType: "vector",
    result: value.map(({ labels, sample }) => ({ metric: labels, value: [sample.at, String(sample.value)] })),
  });
}

function body(data: unknown): string {
  return success(data).body ?? "";
}
