import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { type WorkflowCommand, commandStream } from "./command-stream.ts";

export type ActionRun = {
  /** Folder of the action: action.yml in it names the program. */
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** GITHUB_*, RUNNER_*, ACTIONS_* and PATH: all that the step sees besides its inputs and files. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workspace: string;
  /** Folder for the step's files; made when missing. */
  readonly temporary: string;
  /** The webhook payload that started the run. */
  readonly event?: Readonly<Record<string, unknown>>;
  readonly node?: string;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
};

export type ActionResult = {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: readonly string[];
  readonly stderr: string;
  /** error, warning and notice commands. */
  readonly annotations: readonly WorkflowCommand[];
  readonly masks: readonly string[];
  readonly commands: readonly WorkflowCommand[];
  /** What the step tried to leave in the job's environment. */
  readonly environmentFile: string;
  readonly pathFile: string;
  readonly seconds: number;
};

type Metadata = {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly runs: { readonly main: string };
};

/** Runs a JavaScript action as actions/runner does: action.yml defaults, INPUT_*, command files, commands on stdout. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const metadata = parse(await readFile(path.join(run.action, "action.yml"), "utf8")) as Metadata;
  await mkdir(run.temporary, { recursive: true });
  const folder = await mkdtemp(path.join(run.temporary, "step-"));
  const file = (name: string): string => path.join(folder, name);
  for (const name of ["output", "summary", "env", "path", "state"]) await writeFile(file(name), "");
  await writeFile(file("event.json"), JSON.stringify(run.event ?? {}));
  await mkdir(file("temp"));
  const environment: Record<string, string> = {
    ...run.environment,
    ...inputVariables(metadata, run.inputs, run.environment["GITHUB_TOKEN"] ?? ""),
    GITHUB_ACTIONS: "true",
    CI: "true",
    GITHUB_WORKSPACE: run.workspace,
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_ENV: file("env"),
    GITHUB_PATH: file("path"),
    GITHUB_STATE: file("state"),
    GITHUB_EVENT_PATH: file("event.json"),
    RUNNER_TEMP: file("temp"),
  };
  const started = performance.now();
  const main = path.resolve(run.action, metadata.runs.main);
  if (!existsSync(main)) throw new Error(`File not found: ${main}`);
  const { code, stream, stderr } = await start(run, main, environment);
  const text = (name: string): Promise<string> => readFile(file(name), "utf8");
  const result: ActionResult = {
    code,
    outputs: parseCommandFile(await text("output")),
    summary: await text("summary"),
    log: stream.lines,
    stderr,
    annotations: stream.commands.filter((command) => ["error", "warning", "notice"].includes(command.name)),
    masks: stream.commands.filter((command) => command.name === "add-mask").map((command) => command.message),
    commands: stream.commands,
    environmentFile: await text("env"),
    pathFile: await text("path"),
    seconds: (performance.now() - started) / 1000,
  };
  await rm(folder, { recursive: true, force: true });
  return result;
}

function inputVariables(
  metadata: Metadata,
  given: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  const variables: Record<string, string> = {};
  const set = (name: string, value: string): void => {
    variables[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] = value;
  };
  for (const [name, { default: fallback }] of Object.entries(metadata.inputs ?? {}))
    set(
      name,
      typeof fallback === "string"
        ? // The one expression that defaults of actions use.
          fallback.replaceAll(/\$\{\{\s*github\.token\s*\}\}/g, token)
        : fallback === undefined || fallback === null
          ? ""
          : JSON.stringify(fallback),
    );
  for (const [name, value] of Object.entries(given)) set(name, value);
  return variables;
}

function start(
  run: ActionRun,
  main: string,
  environment: Record<string, string>,
): Promise<{ code: number; stream: ReturnType<typeof commandStream>; stderr: string }> {
  const stream = commandStream(run.onLine);
  return new Promise((resolve, reject) => {
    const child = spawn(run.node ?? process.execPath, [main], {
      cwd: run.workspace,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    const kill = (): void => void child.kill("SIGKILL");
    const timer = setTimeout(kill, run.timeoutMs ?? 300_000);
    run.signal?.addEventListener("abort", kill, { once: true });
    child.stdout.setEncoding("utf8").on("data", (text: string) => stream.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-200_000);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      run.signal?.removeEventListener("abort", kill);
      stream.end();
      resolve({ code: code ?? 137, stream, stderr });
    });
  });
}

/** Reads a command file: `name=value` lines and `name<<delimiter` blocks; anything else is an error, as for the runner. */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line === "") continue;
    const block = /^([^=]*?)<<(.+)$/.exec(line);
    if (block?.[1] !== undefined && block[2] !== undefined) {
      const end = lines.indexOf(block[2], index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${block[2]}'`);
      values[block[1]] = lines.slice(index + 1, end).join("\n");
      index = end;
      continue;
    }
    const at = line.indexOf("=");
    if (at < 1) throw new Error(`Invalid format '${line}'`);
    values[line.slice(0, at)] = line.slice(at + 1);
  }
  return values;
}
