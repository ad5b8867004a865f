import type { Move, MovePlan, VerdictEvidence } from "../../fleet/move.ts";
import { planMove } from "../../fleet/moves.ts";
import type { Judgement } from "../../judge/evidence.ts";
import { readVerdict } from "../../schema/signed-json.ts";
import type { Standing } from "../../forge/forge.ts";
import { type Fault, isFault } from "../../values/fault.ts";
import type { Change, Tree } from "../../values/tree.ts";
import type { Look } from "./look.ts";
import type { FinalVerdict } from "./verdict-file.ts";

export type JudgedLook = Extract<Look, { kind: "judged" }>;
export type FinalLook = JudgedLook & { readonly judgement: Judgement & { readonly verdict: FinalVerdict } };

/** True for a look that ended in a verdict which is written down. */
export function isVerdict(look: Look): look is FinalLook {
  return (
    look.kind === "judged" && (look.judgement.verdict === "promote" || look.judgement.verdict === "revert")
  );
}

/** Key of the proposal that acts on a verdict, and the ring after the one that was judged. */
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

/**
 * What a verdict asks for, on the commit that was judged. What the rules of the fleet forbid is no crash of the gate: the
 * verdict stands, and a person has to make the move.
 */
export async function planVerdict(
  look: FinalLook,
  verdict: VerdictEvidence,
  now: Date,
): Promise<MovePlan | Fault> {
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
  // The reason is the signed one: a look that finds a standing verdict must plan what that one planned.
  if (look.judgement.verdict === "revert")
    return { kind: "revert", app, ring, verdict, why: readVerdict(verdict.bytes, verdict.path).value.reason };
  if (next === undefined) return { kind: "prove", app, ring, verdict };
  const { path, version, digest } = file.value.release;
  return { kind: "promote", app, ring: next, release: { path, version, digest }, verdict };
}

const day = 86_400_000;

/**
 * The plan that an open proposal already holds, and nothing besides, as of today or of an earlier day (a pointer's expiry follows
 * the day), or undefined. What people are reading and approving stays as it is; after half of the time that a pointer is fresh it
 * is renewed.
 */
export async function standingPlan(
  look: FinalLook,
  verdict: VerdictEvidence,
  { tree, changes }: Standing,
  now: Date,
): Promise<Extract<MovePlan, { kind: "change" }> | undefined> {
  // Commits of somebody else may hold anything: whoever may merge without a review merges none of it.
  if (changes === undefined) return undefined;
  const longest = (look.subject.state.fleet.expiresAfter * 1000) / 2;
  for (let back = 0; back <= longest; back += day) {
    const plan = await planVerdict(look, verdict, new Date(now.getTime() - back));
    if (plan instanceof Error || plan.kind === "unchanged") return undefined;
    const { files } = plan.change;
    if ([...changes].every((path) => files.has(path)) && (await holdsAll(tree, files))) return plan;
  }
  return undefined;
}

async function holdsAll(tree: Tree, files: Change["files"]): Promise<boolean> {
  for (const [path, bytes] of files) {
    const there = await tree.read(path);
    if (bytes === null ? there !== undefined : there === undefined || !Buffer.from(there).equals(bytes))
      return false;
  }
  return true;
}
