import { binomialUpperTail } from "./binomial.ts";
import type { DeviceCounts, GateEvidence, MetricJudgement, Policy } from "./evidence.ts";

/** One gate against its limit, over all devices and blocks of the window. */
export function judgeGate(gate: GateEvidence, policy: Policy): MetricJudgement {
  const bad = sum(gate.devices, "bad");
  const suspect = Math.max(bad, sum(gate.devices, "suspect"));
  const total = sum(gate.devices, "total");
  return {
    name: gate.name,
    type: gate.type,
    bad,
    suspect,
    total,
    value: total > 0 ? Math.min(1, bad / total) : 0,
    limit: gate.limit,
    state: stateOf(bad, suspect, total, gate.limit, policy),
  };
}

/**
 * Fewest good events on which a gate may be called ok: with fewer, even no bad event at all says too little (rule of three).
 * Bad ones do not count, so that more of them never help.
 */
export function goodEventsToPromote(limit: number): number {
  return Math.ceil(3 / limit);
}

function stateOf(
  bad: number,
  suspect: number,
  total: number,
  limit: number,
  policy: Policy,
): MetricJudgement["state"] {
  if (!(total > 0)) return "no-data";
  if (total >= policy.minRevertEvents && binomialUpperTail(bad, total, limit) <= policy.alpha) return "bad";
  return total - suspect >= goodEventsToPromote(limit) && suspect / total <= limit ? "ok" : "unsure";
}

function sum(devices: readonly DeviceCounts[], kind: "bad" | "suspect" | "total"): number {
  let all = 0;
  for (const device of devices) for (const value of device[kind]) all += value ?? 0;
  return all;
}
