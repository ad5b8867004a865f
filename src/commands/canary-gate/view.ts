import type { MoveSummary } from "../../fleet/move.ts";
import { bundlePath, verdictPath } from "../../fleet/paths.ts";
import { gateChart } from "../../gate/view.ts";
import type { Evidence, Judgement } from "../../judge/evidence.ts";
import { goodEventsToPromote } from "../../judge/gate-state.ts";
import type { Block, Cell, Document, State } from "../../report/document.ts";
import type { Finding } from "../../values/finding.ts";
import { formatDuration } from "../../values/quantity.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import type { Action } from "./act.ts";
import { type GateOutput, command } from "./inputs.ts";
import { type Look, verdictOf } from "./look.ts";
import type { JudgedLook } from "./plan.ts";

export type Done = {
  readonly action?: Action | undefined;
  /** Path of the evidence file, or empty. */
  readonly evidence: string;
  /** Path of the signed verdict of this job, or empty. */
  readonly verdictFile: string;
  readonly dryRun: boolean;
};

const states: Readonly<Record<Judgement["verdict"], State>> = {
  promote: "good",
  revert: "bad",
  continue: "waiting",
  hold: "waiting",
  inconclusive: "warning",
};

/** Outputs, verdict line, findings and report of a run. */
export function outcomeOf(look: Look, done: Done): Outcome<GateOutput> {
  const { verdict, reason, nextCheck } = verdictOf(look);
  const proposal = done.action?.proposal;
  const text = `${subjectOf(look)}: ${verdict}, ${reason}${tailOf(done)}`;
  return {
    // A verdict that nobody can act on must not look like a quiet run.
    ok: done.action?.blocked === undefined,
    verdict: text,
    outputs: {
      ...emptyOutputs(command.outputs),
      verdict,
      reason,
      "pull-request-url": proposal?.url ?? "",
      "pull-request-number": proposal === undefined ? "" : String(proposal.number),
      operation: proposal?.operation ?? "unchanged",
      "verdict-path": verdictPathOf(look, done),
      "verdict-file": done.verdictFile,
      "next-check-seconds": String(nextCheck),
      evidence: done.evidence,
    },
    report: reportOf(look, {
      summary: done.action?.summary,
      line: text,
      ...(proposal === undefined ? {} : { link: { text: `#${proposal.number}`, url: proposal.url } }),
    }),
    findings: findingsOf(look, done),
  };
}

function verdictPathOf(look: Look, done: Done): string {
  if (look.kind === "unmeasured")
    return look.subject.kind === "settled" ? (look.subject.verdict?.path ?? "") : "";
  return done.action?.verdict?.path ?? "";
}

function subjectOf(look: Look): string {
  const { ring, pointer } = look.subject;
  if (pointer === undefined) return ring.name;
  const { epoch, seq, release } = pointer.file.value;
  return `${pointer.app} ${release.version} on ${ring.name} (${epoch}-${seq})`;
}

function tailOf({ action, dryRun }: Done): string {
  if (dryRun) return " (dry run, nothing was written)";
  if (action === undefined) return "";
  if (action.blocked !== undefined) return `; a person has to act: ${action.blocked.message}`;
  if (action.proposal === undefined) return action.why === undefined ? "" : ` (${action.why})`;
  const { number, operation } = action.proposal;
  if (action.merge?.kind === "merged") return `; merged #${number}`;
  if (action.merge?.kind === "pending") return `; #${number} waits: ${action.merge.why}`;
  return `; #${number} ${operation}`;
}

function findingsOf(look: Look, { action }: Done): Finding[] {
  const { verdict, reason } = verdictOf(look);
  if (action?.blocked !== undefined)
    return [
      {
        rule: action.blocked.code,
        severity: "error",
        message: `${subjectOf(look)} should ${verdict}, and cannot: ${action.blocked.message}`,
        ...(action.blocked.next === undefined ? {} : { next: action.blocked.next }),
      },
    ];
  const left = (action?.summary?.left ?? []).map(({ ring, why }): Finding => ({
    rule: "ring-left",
    severity: "warning",
    message: `${ring} still runs the release: ${why}`,
  }));
  if (look.kind === "judged" && (verdict === "inconclusive" || verdict === "revert"))
    return [
      { rule: `canary-${verdict}`, severity: "warning", message: `${subjectOf(look)}: ${reason}` },
      ...left,
    ];
  return left;
}

export type ReportOptions = {
  readonly summary?: MoveSummary | undefined;
  readonly line?: string;
  readonly link?: { readonly text: string; readonly url: string };
};

/** The report of a look: verdict first, then the gates, their charts, the devices and how to check it all. */
export function reportOf(look: Look, options: ReportOptions): Document {
  const { verdict, reason } = verdictOf(look);
  const first: Block = {
    kind: "verdict",
    state: states[verdict],
    text: options.line ?? `${subjectOf(look)}: ${verdict}, ${reason}`,
    ...(options.link === undefined ? {} : { link: options.link }),
  };
  return {
    title: `canary-gate: ${look.subject.ring.name}`,
    blocks: [
      first,
      ...(options.summary === undefined ? [] : moveBlocks(options.summary)),
      ...(look.kind === "judged" ? judgedBlocks(look) : []),
    ],
  };
}

function moveBlocks({ steps, denied, left }: MoveSummary): Block[] {
  const blocks: Block[] = [];
  if (steps.length > 0)
    blocks.push({
      kind: "table",
      columns: [{ title: "Ring" }, { title: "From" }, { title: "To" }, { title: "Pointer" }],
      rows: steps.map(({ ring, from, to }) => [
        [ring],
        [from?.version ?? "nothing"],
        [to.version],
        [`${to.epoch}-${to.seq}`],
      ]),
    });
  if (denied.length > 0)
    blocks.push({
      kind: "details",
      summary: `${denied.length} denied digests`,
      blocks: [
        {
          kind: "list",
          items: denied.map(({ kind, digest }) => [`${kind} `, { kind: "code", text: digest }]),
        },
      ],
    });
  if (left.length > 0)
    blocks.push({ kind: "list", items: left.map(({ ring, why }) => [`${ring} stays as it is: ${why}`]) });
  return blocks;
}

function judgedBlocks(look: JudgedLook): Block[] {
  const { evidence, judgement, subject } = look;
  const { window, coveredSeconds } = evidence;
  const { soak, minCoverage } = subject.ring;
  return [
    { kind: "heading", text: "Gates" },
    {
      kind: "table",
      columns: [
        { title: "Gate" },
        { title: "Verdict" },
        { title: "Bad", align: "right" },
        { title: "Limit", align: "right" },
        { title: "Bad events", align: "right" },
        { title: "All events", align: "right" },
      ],
      rows: judgement.metrics.map((metric): Cell[] => [
        [{ kind: "code", text: metric.name }],
        [{ kind: "state", ...metricState(metric) }],
        [percent(metric.value)],
        [percent(metric.limit)],
        [String(metric.bad)],
        [String(metric.total)],
      ]),
    },
    {
      kind: "paragraph",
      text: [
        `Judged ${iso(window.from)} to ${iso(window.to)}; soak ${formatDuration(coveredSeconds)} of ${formatDuration(soak)}, at least ${percent(minCoverage)} of the devices needed.`,
      ],
    },
    ...evidence.perGate
      .filter(({ devices }) => devices.length > 0)
      .map((gate): Block => {
        const chart = gateChart(evidence, gate);
        const mark = { at: window.to, text: judgement.verdict, state: states[judgement.verdict] };
        return { kind: "chart", chart: { ...chart, marks: [mark] } };
      }),
    deviceBlock(evidence),
    checkBlock(look),
  ];
}

function metricState(metric: Judgement["metrics"][number]): { readonly state: State; readonly text: string } {
  switch (metric.state) {
    case "ok":
      return { state: "good", text: "ok" };
    case "bad":
      return { state: "bad", text: "bad" };
    case "no-data":
      return { state: "waiting", text: "no data" };
    default:
      return metric.suspect <= metric.limit * metric.total
        ? { state: "waiting", text: `too few events (${goodEventsToPromote(metric.limit)} good ones needed)` }
        : { state: "warning", text: "near the limit" };
  }
}

const mostDevices = 500;

function deviceBlock({ devices, perGate }: Evidence): Block {
  const [gate] = perGate;
  const rows: Cell[][] = (gate?.devices ?? []).slice(0, mostDevices).map(({ device, bad, total }) => [
    [{ kind: "code", text: device }],
    [
      {
        kind: "state",
        state: devices.silent.includes(device) ? "bad" : "good",
        text: devices.silent.includes(device) ? "silent" : "counted",
      },
    ],
    [String(sum(bad))],
    [String(sum(total))],
  ]);
  const counted = new Set(gate?.devices.map(({ device }) => device));
  for (const [names, state, text] of [
    [devices.silent, "bad", "up, app silent"],
    [devices.missing, "waiting", "not seen"],
  ] as const)
    for (const device of names.filter((name) => !counted.has(name)).slice(0, mostDevices))
      rows.push([[{ kind: "code", text: device }], [{ kind: "state", state, text }], [""], [""]]);
  return {
    kind: "details",
    summary: `Devices: ${devices.updated} of ${devices.ring} run it, ${devices.reporting} report, ${devices.silent.length} silent, ${devices.missing.length} missing`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "Device" },
          { title: "State" },
          { title: gate === undefined ? "Bad" : `${gate.name}: bad`, align: "right" },
          { title: "All", align: "right" },
        ],
        rows,
      },
    ],
  };
}

function checkBlock({ subject }: JudgedLook): Block {
  const { ring, app, file } = subject.pointer;
  const path = verdictPath(ring, app, file.value);
  return {
    kind: "details",
    summary: "How to check the verdict",
    blocks: [
      {
        kind: "code",
        language: "sh",
        text: `cosign verify-blob --bundle ${bundlePath(path)} --trusted-root trust/trusted_root.json \\\n  --certificate-identity <signer> --certificate-oidc-issuer <issuer> ${path}\n# with a key: cosign verify-blob --key gate.pub --bundle ${bundlePath(path)} --insecure-ignore-tlog ${path}`,
      },
    ],
  };
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
