// What the interop tests share: folders that go away, stock programs run by argv, and the ports of a command.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "../../scripts/peers/process.ts";
import type { Command, Outcome } from "../../src/commands/command.ts";
import { silentLog } from "../../src/io/log.ts";
import { openPorts } from "../../src/io/open-ports.ts";
import type { Ports, RunContext } from "../../src/io/ports.ts";
import { createSecrets } from "../../src/io/secret.ts";
import { type InputTable, parseInputs } from "../../src/values/input-table.ts";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export type Owner = Pick<TestContext, "after">;
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
export type Start = {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  readonly input?: string;
};

/** A folder that is removed with the test. */
export async function temporary(t: Owner, name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `pi5-interop-${name}-`));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a stock program to its end, whatever its exit code. Rejects only when it cannot be started. */
export async function start(command: string, argv: readonly string[], options: Start = {}): Promise<Ended> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd: options.directory,
      env: childEnvironment(options.environment),
      stdio: ["pipe", "pipe", "pipe"],
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), (options.seconds ?? 120) * 1000);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 137, stdout, stderr });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** Runs a stock program and gives what it printed on stdout; anything but exit code 0 throws with what it said. */
export async function succeeds(
  command: string,
  argv: readonly string[],
  options: Start = {},
): Promise<string> {
  const { code, stdout, stderr } = await start(command, argv, options);
  if (code !== 0)
    throw new Error(`${path.basename(command)} ${argv.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Runs a stock program that has to refuse, and gives all that it said. Exit code 0 throws. */
export async function refuses(
  command: string,
  argv: readonly string[],
  options: Start = {},
): Promise<string> {
  const { code, stdout, stderr } = await start(command, argv, options);
  if (code === 0) throw new Error(`${path.basename(command)} ${argv.join(" ")} accepted it:\n${stdout}`);
  return `${stdout}\n${stderr}`;
}

/** A port of loopback that nobody listens on now, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Asks until an address answers with a status below 500. Throws with what ended the program, or after half a minute. */
export async function answers(url: string, ended: () => string | undefined): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const over = ended();
    if (over !== undefined) throw new Error(`${url}: the program ended: ${over}`);
    try {
      const response = await fetch(url);
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type Service = { readonly output: () => string; readonly stop: () => Promise<void> };

/** Starts a stock server that runs until the test ends. */
export async function service(
  t: Owner,
  command: string,
  argv: readonly string[],
  options: Start & { readonly url: string },
): Promise<Service> {
  const child = spawn(command, argv, {
    cwd: options.directory,
    env: childEnvironment(options.environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (text: string): void => {
    output = (output + text).slice(-20_000);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  let over: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.on("error", (error) => {
      over = error.message;
      resolve();
    });
    child.on("exit", (code) => {
      over = `exit code ${code}\n${output}`;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(forced);
  };
  t.after(stop);
  await answers(options.url, () => over);
  return { output: () => output, stop };
}

export type PortChoices = {
  readonly workspace: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly identityToken?: Ports["identityToken"];
  readonly run?: Partial<RunContext>;
};

const noRun: RunContext = {
  repository: "",
  repositoryId: "",
  ownerId: "",
  commit: "",
  ref: "",
  eventName: "",
  runId: "",
  runAttempt: "",
  actor: "",
  serverUrl: "https://github.com",
  apiUrl: "https://api.github.com",
  graphqlUrl: "https://api.github.com/graphql",
  event: async () => ({}),
};

/** The real outside for a command, as the runner gives it. */
export async function portsFor(t: Owner, choices: PortChoices): Promise<Ports> {
  const { ports, close } = await openPorts({
    environment: { ...childEnvironment(), ...choices.environment },
    log: silentLog,
    secrets: createSecrets(() => undefined),
    workspace: choices.workspace,
    run: { ...noRun, ...choices.run },
    identityToken:
      choices.identityToken ??
      (async () => {
        throw new Error("this test signs with no identity token");
      }),
  });
  t.after(close);
  return ports;
}

/** Runs a command with inputs as a workflow writes them. */
export async function perform<T extends InputTable, O extends string>(
  command: Command<T, O>,
  inputs: Readonly<Record<string, string>>,
  ports: Ports,
): Promise<Outcome<O>> {
  const unknown = Object.keys(inputs).filter((name) => !(name in command.inputs));
  if (unknown.length > 0) throw new Error(`${command.name} has no input ${unknown.join(", ")}`);
  const input = parseInputs(command.inputs, (name) => inputs[name]);
  return (await command.load())(input, ports);
}
