import type { MergeResult, Proposal } from "../../forge/forge.ts";
import { type ReleaseView, describeRelease } from "../../release/view.ts";
import type { Block, State } from "../../report/document.ts";
import type { Finding } from "../../values/finding.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import { type ReleaseOutput, command } from "./inputs.ts";

/** How a release was placed. */
export type Done = {
  readonly view: ReleaseView;
  readonly operation: "created" | "updated" | "unchanged";
  readonly dryRun: boolean;
  /** Why nothing was proposed. */
  readonly why?: string | undefined;
  readonly proposal?: Proposal | undefined;
  readonly merge?: MergeResult | undefined;
  /** File with the models' checksums. */
  readonly sums: string;
};

/** Outputs, verdict and summary of a placed release. */
export function outcomeOf(done: Done): Outcome<ReleaseOutput> {
  const { view, proposal } = done;
  const { verdict, state } = verdictOf(done);
  const first: Block = {
    kind: "verdict",
    state,
    text: verdict,
    ...(proposal === undefined ? {} : { link: { text: `#${proposal.number}`, url: proposal.url } }),
  };
  const described = describeRelease(view);
  return {
    ok: true,
    verdict,
    outputs: {
      ...emptyOutputs(command.outputs),
      "release-path": view.path,
      "release-digest": view.digest,
      "pull-request-url": proposal?.url ?? "",
      "pull-request-number": proposal === undefined ? "" : String(proposal.number),
      operation: done.operation,
      "sha256sums-path": done.sums,
    },
    report: { title: described.title, blocks: [first, ...described.blocks] },
    findings: findingsOf(done),
  };
}

function verdictOf(done: Done): { readonly verdict: string; readonly state: State } {
  const name = `${done.view.release.app} ${done.view.release.version}`;
  if (done.proposal === undefined)
    return done.dryRun
      ? { verdict: `dry run, nothing was written: ${done.why ?? name}`, state: "neutral" }
      : { verdict: `unchanged: ${done.why ?? name}`, state: "good" };
  const where = `#${done.proposal.number}`;
  if (done.merge?.kind === "merged")
    return { verdict: `${name} is merged to ring ${done.view.ring} by ${where}`, state: "good" };
  if (done.merge?.kind === "pending")
    return { verdict: `${name} waits in ${where}: ${done.merge.why}`, state: "waiting" };
  const how = { created: "is proposed by", updated: "is updated in", unchanged: "is already proposed by" };
  return { verdict: `${name} ${how[done.operation]} ${where}`, state: "good" };
}

function findingsOf(done: Done): readonly Finding[] {
  const { release } = done.view;
  const files = release.models.filter((model) => model.source.type === "file");
  return files.map((model) => ({
    rule: "untracked-model",
    severity: "notice",
    message: `${model.name} came from a file of this job: its bytes are recorded, but nobody else can fetch them`,
    next: "track it with DVC and name it as dvc://path@revision",
  }));
}
