import type { MoveSummary, VerdictEvidence } from "../../fleet/move.ts";
import { verdictPath } from "../../fleet/paths.ts";
import type { Forge, MergeResult, Proposal, Standing } from "../../forge/forge.ts";
import type { Ports } from "../../io/ports.ts";
import type { Fault } from "../../values/fault.ts";
import { openSigner } from "../signing-inputs.ts";
import type { GateInput } from "./inputs.ts";
import { type FinalLook, planVerdict, standingPlan, targetOf } from "./plan.ts";
import { composeVerdict, findVerdict, signVerdict } from "./verdict-file.ts";

/** What became of a final verdict. */
export type Action = {
  readonly verdict: VerdictEvidence | undefined;
  readonly summary?: MoveSummary | undefined;
  readonly proposal?: (Proposal & { readonly operation: "created" | "updated" | "unchanged" }) | undefined;
  readonly merge?: MergeResult | undefined;
  /** Why nothing was proposed. */
  readonly why?: string | undefined;
  /** The move that the verdict asks for cannot be made: a person has to. */
  readonly blocked?: Fault | undefined;
};

/** The signed verdict of a look: the one that is already proposed for this pointer, or a new one. */
export async function obtainVerdict(
  input: GateInput,
  ports: Ports,
  forge: Forge,
  look: FinalLook,
): Promise<
  { readonly verdict: VerdictEvidence; readonly standing: Standing | undefined } | { readonly blocked: Fault }
> {
  const { state, ring, pointer } = look.subject;
  const open = await forge.proposed(targetOf(look).key);
  const there = open && (await findVerdict(state, open.tree, pointer, look.judgement.verdict));
  if (there !== undefined) return { verdict: there, standing: open };
  const bytes = composeVerdict(state, ring, pointer, look.evidence, look.judgement);
  if (input.act) {
    // What cannot be carried out is not signed: each look would leave one more signature in a public log.
    const path = verdictPath(pointer.ring, pointer.app, pointer.file.value);
    const trial = await planVerdict(look, { path, bytes, bundle: Buffer.from("{}") }, ports.clock.now());
    if (trial instanceof Error) return { blocked: trial };
  }
  const verdict = await signVerdict(state, pointer, bytes, await openSigner(input, ports));
  return { verdict, standing: undefined };
}

/** Proposes and merges what a verdict asks for; undefined when the repository moved and it has to be judged again. */
export async function actOn(
  input: GateInput,
  ports: Ports,
  forge: Forge,
  look: FinalLook,
  verdict: VerdictEvidence,
  standing: Standing | undefined,
  bodyOf: (summary: MoveSummary) => string,
): Promise<Action | undefined> {
  const now = ports.clock.now();
  const held = standing && (await standingPlan(look, verdict, standing, now));
  const plan = held ?? (await planVerdict(look, verdict, now));
  if (plan instanceof Error) return { verdict, blocked: plan };
  if (plan.kind === "unchanged") return { verdict, why: plan.why };
  const { app, ring } = look.subject.pointer;
  const proposal =
    held !== undefined && standing !== undefined
      ? { ...standing.proposal, operation: "unchanged" as const }
      : await forge.propose(plan.change, {
          title: plan.summary.title,
          body: bodyOf(plan.summary),
          labels: ["pi5", `pi5/app:${app}`, `pi5/ring:${ring}`, `pi5/kind:${look.judgement.verdict}`],
        });
  const merge = await mergeAs(input, ports, forge, look, proposal);
  if (merge?.kind === "stale") return undefined;
  return { verdict, summary: plan.summary, proposal, merge };
}

async function mergeAs(
  input: GateInput,
  ports: Ports,
  forge: Forge,
  look: FinalLook,
  proposal: Proposal,
): Promise<MergeResult | undefined> {
  const revert = look.judgement.verdict === "revert";
  const mode = revert ? input["revert-merge"] : input.merge;
  if (mode === "none") return undefined;
  if (mode === "auto") return forge.mergeWhenReady(proposal);
  const until = ports.clock.now().getTime() + input["merge-timeout"] * 1000;
  for (let pause = 2000; ; pause = Math.min(pause * 1.5, 15_000)) {
    const result = await forge.merge(proposal);
    // A revert is worth waiting for its checks; a promotion can be merged by the next run.
    if (result.kind !== "pending" || !revert || ports.clock.now().getTime() + pause > until) return result;
    ports.log.info(`#${proposal.number} waits: ${result.why}`);
    await ports.clock.sleep(pause);
  }
}
