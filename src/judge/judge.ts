import type { Cause, Evidence, Judgement, MetricJudgement, Policy } from "./evidence.ts";
import { goodEventsToPromote, judgeGate } from "./gate-state.ts";

/**
 * The verdict on a ring. Bad events and an app that fell silent on reachable devices revert; promotion needs the whole soak,
 * coverage, and every gate ok on enough events; missing data, partial answers and outages do neither.
 */
export function judge(evidence: Evidence, policy: Policy): Judgement {
  const metrics = evidence.perGate.map((gate) => judgeGate(gate, policy));
  const { devices, provider } = evidence;
  const say = (verdict: Judgement["verdict"], cause: Cause, reason: string, nextCheck = 0): Judgement => ({
    verdict,
    cause,
    reason: reason.slice(0, 500),
    metrics,
    nextCheck,
  });
  if (provider.state !== "ok")
    return say("hold", "provider", `the metrics are ${provider.state}: ${provider.why}`, 60);
  if (devices.ring > 0 && devices.missing.length >= devices.ring)
    return say("hold", "dark", `none of the ${devices.ring} devices is seen at all`, 60);
  const bad = metrics.filter(({ state }) => state === "bad");
  if (bad.length > 0) return say("revert", "gates", bad.map((metric) => describeMetric(metric)).join("; "));
  const silentShare = devices.silent.length / Math.max(1, devices.ring);
  if (silentShare > silentToRevert(policy))
    return say(
      "revert",
      "silent",
      `the app fell silent on ${devices.silent.length} of ${devices.ring} devices that are up`,
    );
  const open = openQuestion(evidence, policy, metrics);
  if (open === undefined)
    return say(
      "promote",
      "gates",
      `${metrics.map((metric) => describeMetric(metric)).join("; ")}; ${devices.reporting} of ${devices.ring} devices report`,
    );
  // A gap in coverage is no reason to wait for ever: after the deadline a person decides.
  if (evidence.updatedSince !== undefined && evidence.now - evidence.updatedSince >= policy.deadline)
    return say("inconclusive", "deadline", `no verdict by the deadline: ${open.reason}`);
  return say(open.verdict, open.cause, open.reason, open.nextCheck);
}

type Open = {
  readonly verdict: "hold" | "continue";
  readonly cause: Cause;
  readonly reason: string;
  readonly nextCheck: number;
};

/** The first thing that stands between the release and its promotion. */
function openQuestion(
  evidence: Evidence,
  policy: Policy,
  metrics: readonly MetricJudgement[],
): Open | undefined {
  const { devices } = evidence;
  const needed = Math.max(1, Math.ceil(policy.minCoverage * devices.ring - 1e-9));
  const share = (count: number): string => `${count} of ${devices.ring} devices`;
  if (evidence.coveredSince === undefined) {
    const reachable = devices.ring - devices.missing.length;
    if (reachable < needed)
      return hold("coverage", `only ${share(reachable)} can be reached, ${needed} are needed`);
    return wait("rollout", `${share(devices.updated)} run the release, ${needed} are needed`, 30);
  }
  if (devices.updated < needed)
    return hold("coverage", `${share(devices.updated)} run the release, ${needed} are needed`);
  if (devices.reporting < needed)
    return hold("coverage", `${share(devices.reporting)} report, ${needed} are needed`);
  const left = policy.soak - evidence.coveredSeconds;
  if (left > 0)
    return wait(
      "soak",
      `${Math.round(evidence.coveredSeconds)} s of ${policy.soak} s of soak are over`,
      left,
    );
  if (devices.silent.length / Math.max(1, devices.ring) > silentToPromote)
    return hold("silent", `the app is silent on ${share(devices.silent.length)}`);
  if (metrics.length === 0) return hold("evidence", "no gate is set, so nothing can be proved");
  const unproved = metrics.find(({ state }) => state !== "ok");
  if (unproved === undefined) return undefined;
  if (unproved.state === "no-data") return hold("evidence", `${unproved.name}: no events at all`);
  const least = goodEventsToPromote(unproved.limit);
  const good = unproved.total - unproved.suspect;
  return wait(
    "evidence",
    good < least && unproved.suspect / unproved.total <= unproved.limit
      ? `${unproved.name}: ${good} good events, ${least} are needed`
      : `${describeMetric(unproved)}: over the limit, but it may be chance or a bucket's width`,
    60,
  );
}

// One silent device of a large ring may be a broken card; of a small ring it is a reason to look.
const silentToPromote = 0.1;

function silentToRevert(policy: Policy): number {
  return Math.min(0.5, Math.max(silentToPromote, 1 - policy.minCoverage));
}

function hold(cause: Cause, reason: string): Open {
  return { verdict: "hold", cause, reason, nextCheck: 60 };
}

function wait(cause: Cause, reason: string, seconds: number): Open {
  return { verdict: "continue", cause, reason, nextCheck: Math.ceil(Math.min(300, Math.max(1, seconds))) };
}

/** One gate in words: `errors 4.2 % of 12000 (limit 3 %)`. */
export function describeMetric({ name, value, total, limit }: MetricJudgement): string {
  return `${name} ${percent(value)} of ${total} (limit ${percent(limit)})`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}
