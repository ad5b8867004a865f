import { collectEvidence } from "../../gate/collect.ts";
import { type Evidence, type Judgement, defaultPolicy } from "../../judge/evidence.ts";
import { judge } from "../../judge/judge.ts";
import type { Forge } from "../../forge/forge.ts";
import type { Clock } from "../../io/clock.ts";
import type { Prometheus } from "../../prometheus/client.ts";
import { gatesOf } from "../../schema/fleet-file.ts";
import type { GateInput } from "./inputs.ts";
import { type Subject, readSubject } from "./subject.ts";

/** One look at a ring: what git says, what was measured, and what follows from both. */
export type Look =
  | {
      readonly kind: "judged";
      readonly subject: Extract<Subject, { kind: "open" }>;
      readonly evidence: Evidence;
      readonly judgement: Judgement;
    }
  | { readonly kind: "unmeasured"; readonly subject: Exclude<Subject, { kind: "open" }> };

/** Looks once. It writes nothing, so it may be repeated at any time. */
export async function lookAt(
  input: Pick<GateInput, "app" | "ring">,
  forge: Forge,
  prometheus: Prometheus,
  clock: Clock,
): Promise<Look> {
  const subject = await readSubject(forge, input.app, input.ring);
  if (subject.kind !== "open") return { kind: "unmeasured", subject };
  const { state, ring, pointer } = subject;
  const evidence = await collectEvidence(prometheus, {
    app: input.app,
    release: pointer.file.value.release.digest,
    ring,
    deviceLabel: state.fleet.deviceLabel,
    gates: gatesOf(state.fleet, input.app),
    now: clock.now(),
  });
  const { soak, deadline, minCoverage } = ring;
  return {
    kind: "judged",
    subject,
    evidence,
    judgement: judge(evidence, { soak, deadline, minCoverage, ...defaultPolicy }),
  };
}

/** The verdict of a look, in the words of the outputs. */
export function verdictOf(look: Look): Pick<Judgement, "verdict" | "reason" | "nextCheck"> {
  if (look.kind === "judged") return look.judgement;
  const { subject } = look;
  if (subject.kind === "waiting") return { verdict: "hold", reason: subject.why, nextCheck: 60 };
  return { verdict: subject.verdict?.file.value.verdict ?? "continue", reason: subject.why, nextCheck: 0 };
}

/** True when no further look can change what this one found. */
export function isFinal(look: Look): boolean {
  return look.kind === "judged"
    ? ["promote", "revert", "inconclusive"].includes(look.judgement.verdict)
    : look.subject.kind === "settled";
}
