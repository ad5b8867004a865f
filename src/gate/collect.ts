import type { Evidence, GateEvidence, Provider } from "../judge/evidence.ts";
import type { Prometheus } from "../prometheus/client.ts";
import type { Grid } from "../prometheus/counters.ts";
import { describeError, isFault } from "../values/fault.ts";
import { accountDevices, findPresence } from "./device-accounting.ts";
import { presenceByDevice } from "./device-series.ts";
import { countGate } from "./gate-counts.ts";
import { type GateRequest, limitFraction, releaseMetric } from "./gate-spec.ts";
import { type Questions, equals, latest, openQuestions, selector } from "./questions.ts";
import { type Rollout, findRollout } from "./rollout.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import { findScrapeInterval } from "./scrape-interval.ts";

const blocksBefore = 4;
const mostSkew = 60;

/**
 * Everything that a judge needs of one ring, from Prometheus alone: the same server state and time give the same evidence. An
 * outage or a partial answer becomes evidence that says so; wrong settings (GATE_ faults, credentials, refused queries) are
 * thrown, for no verdict can rest on them.
 */
export async function collectEvidence(prometheus: Prometheus, request: GateRequest): Promise<Evidence> {
  try {
    return await collect(prometheus, request);
  } catch (error) {
    if (!isFault(error, "PROMETHEUS_UNREACHABLE", "PROMETHEUS_ANSWER_INVALID")) throw error;
    return nothingKnown(request, { state: "down", why: describeError(error).split("\n")[0] ?? "" });
  }
}

async function collect(prometheus: Prometheus, request: GateRequest): Promise<Evidence> {
  const { ring, deviceLabel } = request;
  const serverNow = await prometheus.serverTime();
  const skew = Math.abs(serverNow - request.now.getTime() / 1000);
  if (skew > mostSkew)
    return nothingKnown(request, {
      state: "partial",
      why: `its clock and this machine's are ${Math.round(skew)} s apart`,
    });
  const questions = openQuestions(prometheus, { deviceLabel, devices: ring.devices });
  const schedule = scheduleOf(ring, await findScrapeInterval(questions, request, Math.floor(serverNow)));
  const { step } = schedule;
  // Whole steps: two looks within one step see the same blocks.
  const to = Math.floor(serverNow / step) * step;
  const rollout = await findRollout(questions, request, schedule, to);
  const presence = await findPresence(questions, request, schedule, to);
  const from = rollout.coveredSince ?? rollout.updatedSince ?? to;
  const grid: Grid = { from: from - blocksBefore * step, to, step };
  const { running, perGate, metrics } =
    rollout.updatedSince === undefined
      ? nothingRuns(request)
      : await count(questions, request, schedule, grid);
  const devices = accountDevices(ring.devices, presence, {
    running,
    metrics,
    recentBlocks: Math.max(2, Math.ceil(schedule.silentAfter / step)),
  });
  const warnings = questions.warnings();
  return {
    now: to,
    window: { from, to, step },
    ...rollout,
    devices,
    perGate,
    provider:
      warnings.length === 0 ? { state: "ok" } : { state: "partial", why: warnings.slice(0, 3).join("; ") },
  };
}

type Counts = {
  readonly running: ReadonlyMap<string, readonly boolean[]>;
  readonly metrics: readonly ReadonlyMap<string, readonly boolean[]>[];
  readonly perGate: readonly GateEvidence[];
};

async function count(
  questions: Questions,
  request: GateRequest,
  schedule: Schedule,
  grid: Grid,
): Promise<Counts> {
  const { app, release, deviceLabel } = request;
  const info = await questions.range(
    (devices) =>
      `max by (${deviceLabel}) (${latest(selector(releaseMetric, equals("app", app), equals("release", release), devices), schedule.staleness)})`,
    grid,
  );
  const running = presenceByDevice(info, deviceLabel, grid);
  const view = { skip: blocksBefore, running, schedule };
  const perGate: GateEvidence[] = [];
  const metrics: ReadonlyMap<string, readonly boolean[]>[] = [];
  for (const gate of request.gates) {
    const counted = await countGate(questions, request, gate, grid, view);
    perGate.push(counted.evidence);
    metrics.push(counted.present);
  }
  return { running, perGate, metrics };
}

function nothingRuns(request: GateRequest): Counts {
  return { running: new Map(), metrics: [], perGate: emptyGates(request) };
}

function emptyGates(request: GateRequest): GateEvidence[] {
  return request.gates.map((gate) => ({
    name: gate.name,
    type: gate.type,
    limit: limitFraction(gate),
    devices: [],
  }));
}

/** Evidence of an outage: it names no device, neither as well nor as missing. */
function nothingKnown(request: GateRequest, provider: Provider): Evidence {
  const now = Math.floor(request.now.getTime() / 1000);
  const rollout: Rollout = { updatedSince: undefined, coveredSince: undefined, coveredSeconds: 0 };
  return {
    now,
    window: { from: now, to: now, step: 1 },
    ...rollout,
    devices: { ring: request.ring.devices.length, up: 0, updated: 0, reporting: 0, silent: [], missing: [] },
    perGate: emptyGates(request),
    provider,
  };
}
