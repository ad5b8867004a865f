import type { Forge } from "../../forge/forge.ts";
import type { Ports } from "../../io/ports.ts";
import type { Prometheus } from "../../prometheus/client.ts";
import { toMarkdown } from "../../report/markdown.ts";
import type { Outcome } from "../command.ts";
import { openManifests } from "../manifests-repository.ts";
import { type Action, actOn, obtainVerdict } from "./act.ts";
import { keepEvidence, keepVerdict } from "./evidence-file.ts";
import { canaryGateFaults } from "./faults.ts";
import type { GateInput, GateOutput } from "./inputs.ts";
import { type Look, isFinal, lookAt, verdictOf } from "./look.ts";
import { type FinalLook, isVerdict } from "./plan.ts";
import { openPrometheus } from "./prometheus-access.ts";
import { outcomeOf, reportOf } from "./view.ts";

const mostPlans = 4;

/**
 * Judges a ring from git and Prometheus alone and acts on a final verdict: signs it once, proposes it once. The same state gives
 * the same verdict, so that runs may come late, twice or never.
 */
export async function run(input: GateInput, ports: Ports): Promise<Outcome<GateOutput>> {
  const forge = await openManifests(input, ports);
  const prometheus = await openPrometheus(input, ports);
  for (let plan = 1; plan <= mostPlans; plan += 1) {
    const look = await watch(input, ports, forge, prometheus);
    const evidence = look.kind === "judged" ? await keepEvidence(look, ports) : "";
    if (!isVerdict(look) || input["dry-run"])
      return outcomeOf(look, { evidence, dryRun: input["dry-run"], verdictFile: "" });
    const done = await conclude(input, ports, forge, look, plan > 1);
    if (done !== undefined) return outcomeOf(look, { evidence, dryRun: false, ...done });
  }
  throw canaryGateFaults.fault(
    "CANARY_UNSETTLED",
    `${mostPlans} plans in a row were overtaken by other changes of ${forge.repository.owner}/${forge.repository.name}`,
    { next: "run the step again" },
  );
}

async function conclude(
  input: GateInput,
  ports: Ports,
  forge: Forge,
  look: FinalLook,
  overtaken: boolean,
): Promise<{ readonly action: Action; readonly verdictFile: string } | undefined> {
  const obtained = await obtainVerdict(input, ports, forge, look);
  if ("blocked" in obtained) return { verdictFile: "", action: { verdict: undefined, ...obtained } };
  const { verdict, standing } = obtained;
  const verdictFile = await keepVerdict(look, verdict, ports);
  if (!input.act)
    return { verdictFile, action: { verdict, why: "act is false: the verdict is only written" } };
  // A proposal that could not be merged because main moved has to be written anew.
  const keep = overtaken ? undefined : standing;
  const action = await actOn(input, ports, forge, look, verdict, keep, (summary) =>
    // Pull request bodies take 65,536 characters.
    toMarkdown(reportOf(look, { summary }), { limit: 55_000 }),
  );
  return action && { action, verdictFile };
}

/** Looks once, or until there is something final or the time is over. */
async function watch(input: GateInput, ports: Ports, forge: Forge, prometheus: Prometheus): Promise<Look> {
  const { clock, log } = ports;
  const until = clock.now().getTime() + input["wait-timeout"] * 1000;
  let said = "";
  for (;;) {
    const look = await lookAt(input, forge, prometheus, clock);
    const { verdict, reason } = verdictOf(look);
    const line = `${verdict}: ${reason}`;
    if (line !== said) log.info(line);
    said = line;
    const pause = Math.max(1, input.interval) * 1000;
    if (input.mode === "once" || isFinal(look) || clock.now().getTime() + pause > until) return look;
    await clock.sleep(pause);
  }
}
