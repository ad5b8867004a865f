// The project's own rules for workflows, beyond what GitHub's parser checks. Each rule has a name that its test gives a bad
// example for.
import { parse } from "yaml";

type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};
type Job = {
  readonly uses?: string;
  readonly permissions?: unknown;
  readonly "cache-mode"?: string;
  readonly steps?: readonly Step[];
};
type Workflow = {
  readonly on?: string | readonly string[] | Readonly<Record<string, unknown>> | null;
  readonly permissions?: unknown;
  readonly "cache-mode"?: string;
  readonly jobs?: Readonly<Record<string, Job>>;
};

const pinnedLine = /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(?:[-+.][\w.]+)?$/;
const ownLine = /^\s*(?:- )?uses: \$\/[\w./-]+$/;
const unsafeTriggers = new Set([
  "pull_request_target",
  "workflow_run",
  "issue_comment",
  "discussion_comment",
  "gollum",
]);
const builders = /\/(?:build-arm64|build-push-action|bake-action)@|^\$\/actions\/build-arm64$/;
// What a job that may sign can use besides our own actions: none of these runs code of the project that is built.
const besideSigning =
  /^(?:actions\/(?:checkout|create-github-app-token|download-artifact)|docker\/login-action)@/;
const ownAction = /^(?:pi5-fleet\/pi5-fleet-actions\/|\$\/)/;
const installers =
  /\b(?:npm|npx|pnpm|yarn|pip3?|pipx|uv|make|cmake|cargo|go|gem|docker|podman|buildah|curl|wget|apt-get)\b/;

/** `rule: what` for everything in a workflow that breaks a rule. */
export function brokenRules(text: string): string[] {
  const workflow = (parse(text) ?? {}) as Workflow;
  return [
    ...unpinned(text),
    ...scriptInjection(workflow),
    ...triggers(workflow),
    ...permissions(workflow, text),
    ...checkouts(workflow),
    ...cacheModes(workflow),
    ...signingJobs(workflow),
  ];
}

/** The rules that hold for a snippet too, which shows one step and not a whole workflow. */
export function brokenSnippetRules(text: string): string[] {
  return [...unpinned(text), ...scriptInjection(asWorkflow(text))];
}

/** A snippet as a workflow: a list of steps becomes the one job of it. */
export function asWorkflow(text: string): Workflow {
  const value = parse(text) as Workflow | readonly Step[] | null;
  if (value === null) return {};
  return isSteps(value) ? { jobs: { example: { steps: value } } } : value;
}

function isSteps(value: Workflow | readonly Step[]): value is readonly Step[] {
  return Array.isArray(value);
}

function stepsOf(workflow: Workflow): Step[] {
  return Object.values(workflow.jobs ?? {}).flatMap((job) => [
    ...(job.uses === undefined ? [] : [{ uses: job.uses }]),
    ...(job.steps ?? []),
  ]);
}

function unpinned(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => /^\s*(?:- )?uses:/.test(line) && !pinnedLine.test(line) && !ownLine.test(line))
    .map((line) => `pinned uses: ${line.trim()}`);
}

function scriptInjection(workflow: Workflow): string[] {
  return stepsOf(workflow).flatMap((step) => {
    const scripts = [step.run, step.with?.["script"]];
    return scripts
      .filter((script) => typeof script === "string" && script.includes("${{"))
      .map((script) => `no expression in run: ${String(script).split("\n")[0]}`);
  });
}

function triggers(workflow: Workflow): string[] {
  const { on } = workflow;
  const names = typeof on === "string" ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on ?? {});
  return [
    ...(names.length === 0 ? ["safe triggers: there is none"] : []),
    ...names.filter((name) => unsafeTriggers.has(name)).map((name) => `safe triggers: ${name}`),
  ];
}

function permissions(workflow: Workflow, text: string): string[] {
  const found: string[] = [];
  const top = workflow.permissions;
  if (typeof top !== "object" || top === null || Object.keys(top).length > 0)
    found.push("least permissions: the workflow does not start from permissions: {}");
  for (const [name, job] of Object.entries(workflow.jobs ?? {})) {
    const granted = job.permissions;
    if (typeof granted !== "object" || granted === null)
      found.push(`least permissions: job ${name} does not list its own`);
    else
      for (const [scope, level] of Object.entries(granted)) {
        const line = new RegExp(`^ {6,}${scope}: ${String(level)} # \\S+ \\S+`, "m");
        if (!line.test(text))
          found.push(`least permissions: ${scope}: ${String(level)} of job ${name} has no reason`);
      }
  }
  return found;
}

function checkouts(workflow: Workflow): string[] {
  return stepsOf(workflow)
    .filter(({ uses }) => uses?.startsWith("actions/checkout@") === true)
    .filter((step) => step.with?.["persist-credentials"] !== false)
    .map(() => "no persisted credentials: checkout without persist-credentials: false");
}

function maySign(job: Job): boolean {
  const { permissions: granted } = job;
  return (
    typeof granted === "object" &&
    granted !== null &&
    "id-token" in granted &&
    granted["id-token"] === "write"
  );
}

function cacheModes(workflow: Workflow): string[] {
  return Object.entries(workflow.jobs ?? {})
    .filter(([, job]) => maySign(job) && (job["cache-mode"] ?? workflow["cache-mode"]) !== "none")
    .map(([name]) => `no cache beside signing: job ${name} may sign and lacks cache-mode: none`);
}

function signingJobs(workflow: Workflow): string[] {
  return Object.entries(workflow.jobs ?? {})
    .filter(([, job]) => maySign(job))
    .flatMap(([name, job]) =>
      (job.steps ?? []).flatMap(({ uses, run }) => {
        if (uses !== undefined && builders.test(uses))
          return [`signing apart from building: job ${name} uses ${uses}`];
        if (uses !== undefined && !ownAction.test(uses) && !besideSigning.test(uses))
          return [`signing apart from building: job ${name} uses ${uses}`];
        if (run !== undefined && installers.test(run))
          return [`signing apart from building: job ${name} runs ${run.split("\n")[0]}`];
        return [];
      }),
    );
}

/** `uses` values of a workflow that are actions of ours, with what they are given. */
export function ownSteps(
  workflow: Workflow,
): { readonly action: string; readonly inputs: readonly string[] }[] {
  return stepsOf(workflow).flatMap((step) => {
    const action = /^(?:pi5-fleet\/pi5-fleet-actions|\$)\/actions\/([\w-]+)(?:@|$)/.exec(
      step.uses ?? "",
    )?.[1];
    return action === undefined ? [] : [{ action, inputs: Object.keys(step.with ?? {}) }];
  });
}
