import type { Move, MovePlan, MoveSummary, VerdictEvidence } from "../../fleet/move.ts";
import { planMove } from "../../fleet/moves.ts";
import type { Forge, MergeResult, Proposal } from "../../forge/forge.ts";
import type { Ports } from "../../io/ports.ts";
import { type Fault, isFault } from "../../values/fault.ts";
import type { Change, Tree } from "../../values/tree.ts";
import type { Judgement } from "../../judge/evidence.ts";
import { openSigner } from "../signing-inputs.ts";
import type { GateInput } from "./inputs.ts";
import type { Look } from "./look.ts";
import { type FinalVerdict, composeVerdict, findVerdict, signVerdict } from "./verdict-file.ts";

export type JudgedLook = Extract<Look, { kind: "judged" }>;
export type FinalLook = JudgedLook & { readonly judgement: Judgement & { readonly verdict: FinalVerdict } };

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

/** True for a look that ended in a verdict which is written down. */
export function isVerdict(look: Look): look is FinalLook {
  return (
    look.kind === "judged" && (look.judgement.verdict === "promote" || look.judgement.verdict === "revert")
  );
}

/** Key of the proposal that acts on a verdict, and the ring that it moves. */
export function targetOf({ subject, judgement }: FinalLook): {
  readonly key: string;
  readonly next: string | undefined;
} {
  const { app, ring } = subject.pointer;
  const { rings } = subject.state.fleet;
  const next = rings[rings.findIndex(({ name }) => name === ring) + 1]?.name;
  if (judgement.verdict === "revert") return { key: `revert/${app}/${ring}`, next };
  return { key: next === undefined ? `prove/${app}/${ring}` : `promote/${app}/${next}`, next };
}

/** The open proposal that already carries a verdict of this kind on this pointer, or undefined. */
export type Standing = { readonly proposal: Proposal; readonly tree: Tree };

/** The signed verdict of a look: the one that is already proposed for this pointer, or a new one. */
export async function obtainVerdict(
  input: GateInput,
  ports: Ports,
  forge: Forge,
  look: FinalLook,
): Promise<{ readonly verdict: VerdictEvidence; readonly standing: Standing | undefined }> {
  const { state, ring, pointer } = look.subject;
  const open = await forge.proposed(targetOf(look).key);
  const there = open && (await findVerdict(state, open.tree, pointer, look.judgement.verdict));
  if (there !== undefined) return { verdict: there, standing: open };
  const bytes = composeVerdict(state, ring, pointer, look.evidence, look.judgement);
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
  const plan = await planFor(look, verdict, ports.clock.now());
  if (plan instanceof Error) return { verdict, blocked: plan };
  if (plan.kind === "unchanged") return { verdict, why: plan.why };
  const { app, ring } = look.subject.pointer;
  // What people are reading and approving stays as it is: newer counts are no reason to write it again.
  const proposal =
    standing !== undefined && (await holdsAll(standing.tree, plan.change.files))
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

async function holdsAll(tree: Tree, files: Change["files"]): Promise<boolean> {
  for (const [path, bytes] of files) {
    const there = await tree.read(path);
    if (bytes === null ? there !== undefined : there === undefined || !Buffer.from(there).equals(bytes))
      return false;
  }
  return true;
}

// What the rules of the fleet forbid is no crash of the gate: the verdict stands, and a person has to make the move.
async function planFor(look: FinalLook, verdict: VerdictEvidence, now: Date): Promise<MovePlan | Fault> {
  try {
    return await planMove(look.subject.state, moveFor(look, verdict), now);
  } catch (error) {
    if (isFault(error, "MOVE_NO_TARGET", "MOVE_DENIED", "MOVE_NOT_FORWARD", "MOVE_DENIED_FULL")) return error;
    throw error;
  }
}

function moveFor(look: FinalLook, verdict: VerdictEvidence): Move {
  const { app, ring, file } = look.subject.pointer;
  const { next } = targetOf(look);
  if (look.judgement.verdict === "revert")
    return { kind: "revert", app, ring, verdict, why: look.judgement.reason };
  if (next === undefined) return { kind: "prove", app, ring, verdict };
  const { path, version, digest } = file.value.release;
  return { kind: "promote", app, ring: next, release: { path, version, digest }, verdict };
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
