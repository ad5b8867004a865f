import { spawn } from "node:child_process";
import { constants } from "node:os";
import { access, stat } from "node:fs/promises";
import path from "node:path";
import { ioFaults } from "./faults.ts";

export type ProcessRequest = {
  /** A name that is looked up on PATH, or an absolute path. */
  readonly command: string;
  readonly arguments: readonly string[];
  /** Variables for the child besides the few that every child gets (see `inherited`). */
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly input?: Uint8Array | string;
  readonly timeoutMs: number;
  /** Most bytes of stdout that are kept; more is a fault. */
  readonly outputLimit: number;
  /** Called for each line of stderr, and of stdout when `streamStdout` is set. */
  readonly onLine?: (line: string) => void;
  readonly streamStdout?: boolean;
  readonly signal?: AbortSignal;
};

export type ProcessResult = {
  readonly code: number;
  readonly stdout: Buffer;
  /** The last 64 KiB of stderr. */
  readonly stderr: string;
};

/** Runs programs: argv only, no shell, an allow-listed environment. */
export type Processes = {
  /** Resolves with whatever exit code came; throws only when the program cannot be run to its end. */
  readonly run: (request: ProcessRequest) => Promise<ProcessResult>;
  /** The absolute path of a program on PATH, or undefined. */
  readonly find: (command: string) => Promise<string | undefined>;
};

// What a program needs to find itself, its home, its proxy and its temp folder; no token, no INPUT_*, no loader variables.
const inherited = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "TZ",
  "TMPDIR",
  "RUNNER_TEMP",
  "XDG_RUNTIME_DIR",
  "XDG_CONFIG_HOME",
  "XDG_CACHE_HOME",
];
const proxies = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "all_proxy",
];
const certificates = ["SSL_CERT_FILE", "SSL_CERT_DIR"];
const stderrKept = 65_536;

/** The variables that every child gets, taken from the given environment. */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return pickVariables([...inherited, ...proxies, ...certificates], environment);
}

/** The variables of a list that are set. */
export function pickVariables(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

/** The machine's programs. Those that run when `stopped` aborts are ended; later ones may clean up. */
export function createProcesses(
  environment: Readonly<Record<string, string | undefined>>,
  stopped?: AbortSignal,
): Processes {
  const find = (command: string) => findOnPath(command, environment["PATH"] ?? "");
  return {
    find,
    run: (request) => runProcess(request, childEnvironment(environment), find, stopped),
  };
}

async function findOnPath(command: string, searchPath: string): Promise<string | undefined> {
  const candidates = command.includes("/")
    ? [path.resolve(command)]
    : searchPath
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, command));
  for (const candidate of candidates) {
    try {
      await access(candidate, 1);
      if ((await stat(candidate)).isFile()) return candidate;
    } catch {
      // Not here: the next folder on PATH decides.
    }
  }
  return undefined;
}

async function runProcess(
  request: ProcessRequest,
  base: Readonly<Record<string, string>>,
  find: Processes["find"],
  stopped: AbortSignal | undefined,
): Promise<ProcessResult> {
  const stoppedFault = () =>
    ioFaults.fault("PROCESS_TIMEOUT", `${request.command} was stopped`, { where: request.command });
  if (request.signal?.aborted === true) throw stoppedFault();
  const executable = await find(request.command);
  if (executable === undefined)
    throw ioFaults.fault("PROCESS_MISSING", `${request.command} is not installed, or not on PATH`, {
      where: request.command,
    });
  return new Promise((resolve, reject) => {
    const child = spawn(executable, request.arguments, {
      cwd: request.directory,
      env: { ...base, ...request.environment },
      stdio: [request.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      // A group of its own, so that a timeout also ends what the program started.
      detached: true,
    });
    const stop = (signal: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    let failure: Error | undefined;
    const fail = (error: Error): void => {
      failure ??= error;
      stop("SIGKILL");
    };
    const timer = setTimeout(
      () =>
        fail(
          ioFaults.fault(
            "PROCESS_TIMEOUT",
            `${request.command} did not end within ${Math.round(request.timeoutMs / 1000)} s`,
            { where: request.command },
          ),
        ),
      request.timeoutMs,
    );
    const abort = (): void => fail(stoppedFault());
    const ends = [request.signal, stopped];
    for (const end of ends) end?.addEventListener("abort", abort, { once: true });
    const stdout: Buffer[] = [];
    let size = 0;
    let stderr = "";
    const errorLines = lineSplitter(request.onLine);
    const outputLines = lineSplitter(request.streamStdout === true ? request.onLine : undefined);
    child.stdout?.on("data", (chunk: Buffer) => {
      outputLines.push(chunk);
      size += chunk.length;
      if (size > request.outputLimit)
        fail(
          ioFaults.fault(
            "PROCESS_OUTPUT_TOO_LARGE",
            `${request.command} printed more than ${request.outputLimit} bytes`,
            { where: request.command },
          ),
        );
      else stdout.push(chunk);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      errorLines.push(chunk);
      stderr = (stderr + chunk.toString("utf8")).slice(-stderrKept);
    });
    // A child that ends without reading its input breaks the pipe: its exit code tells the story.
    child.stdin?.on("error", () => {});
    child.stdin?.end(request.input);
    child.on("error", (error) => {
      failure ??= ioFaults.fault(
        "PROCESS_FAILED",
        `${request.command} could not be started: ${error.message}`,
        { where: request.command, cause: error },
      );
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      for (const end of ends) end?.removeEventListener("abort", abort);
      errorLines.end();
      outputLines.end();
      if (failure !== undefined) return reject(failure);
      resolve({
        code: code ?? 128 + (constants.signals[signal ?? "SIGKILL"] ?? 0),
        stdout: Buffer.concat(stdout),
        stderr,
      });
    });
  });
}

function lineSplitter(onLine: ((line: string) => void) | undefined): {
  push: (chunk: Buffer) => void;
  end: () => void;
} {
  if (onLine === undefined) return { push: () => {}, end: () => {} };
  const decoder = new TextDecoder();
  let rest = "";
  return {
    push: (chunk) => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
      // A "line" without end must not grow without bound.
      rest = (lines.pop() ?? "").slice(-stderrKept);
      for (const line of lines) onLine(line);
    },
    end: () => {
      rest += decoder.decode();
      if (rest !== "") onLine(rest);
    },
  };
}

/** Runs a program that has to end with 0, or throws PROCESS_FAILED with the end of its stderr. */
export async function runToSuccess(processes: Processes, request: ProcessRequest): Promise<ProcessResult> {
  const result = await processes.run(request);
  if (result.code === 0) return result;
  const said = result.stderr.trim().split("\n").slice(-6).join("\n");
  throw ioFaults.fault(
    "PROCESS_FAILED",
    `${request.command} ended with exit code ${result.code}${said === "" ? "" : `: ${said}`}`,
    { where: request.command },
  );
}
