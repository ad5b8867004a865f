import type { MovePlan } from "../../fleet/move.ts";
import type { Tree } from "../../values/tree.ts";

const day = 86_400_000;

/**
 * The plan as of an earlier day when that is what the open proposal already holds: a pointer's expiry follows the day, and a
 * second run on the next one must not take the approval from a pull request that says the same. After half of the time that a
 * pointer is fresh (`freshFor`, seconds) the new plan counts.
 */
export async function asProposed(
  plan: MovePlan,
  open: Tree | undefined,
  planAt: (now: Date) => Promise<MovePlan>,
  now: Date,
  freshFor: number,
): Promise<MovePlan> {
  if (open === undefined || plan.kind === "unchanged" || (await holds(open, plan))) return plan;
  for (let back = day; back <= (freshFor * 1000) / 2; back += day) {
    const earlier = await planAt(new Date(now.getTime() - back));
    if (earlier.kind === "change" && (await holds(open, earlier))) return earlier;
  }
  return plan;
}

async function holds(tree: Tree, plan: MovePlan & { readonly kind: "change" }): Promise<boolean> {
  for (const [path, bytes] of plan.change.files) {
    const there = await tree.read(path);
    const same =
      bytes === null ? there === undefined : there !== undefined && Buffer.from(there).equals(bytes);
    if (!same) return false;
  }
  return true;
}
