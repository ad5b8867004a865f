import type { RunContext } from "../../io/ports.ts";
import type { VerifyInput } from "./inputs.ts";
import { verifyReleaseFaults } from "./faults.ts";

/** The two sides of a change, as commits or branch names. */
export type Range = { readonly base: string; readonly head: string };

/**
 * What to check: the inputs, else what the event names. A pull request is judged against the tip of its base branch as it is now,
 * a merge group against the commit that GitHub built it on.
 */
export async function readRange(
  input: Pick<VerifyInput, "base" | "head">,
  run: Pick<RunContext, "event" | "eventName">,
): Promise<Range> {
  const event = await run.event();
  const pull = recordOf(event["pull_request"]);
  const group = recordOf(event["merge_group"]);
  const base = input.base ?? textOf(recordOf(pull["base"])["ref"]) ?? textOf(group["base_sha"]);
  const head = input.head ?? textOf(recordOf(pull["head"])["sha"]) ?? textOf(group["head_sha"]);
  if (base !== undefined && head !== undefined) return { base, head };
  throw verifyReleaseFaults.fault(
    "VERIFY_RANGE_MISSING",
    `the event ${run.eventName || "of this run"} names no ${base === undefined ? "base" : "head"}`,
    {
      where: base === undefined ? "base" : "head",
      next: "run it on pull_request and merge_group, or set base and head",
    },
  );
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
