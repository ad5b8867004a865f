// Child processes of the installers: argv only, never a shell, an environment by allow-list.
import { spawn } from "node:child_process";

export type Ran = { readonly stdout: string; readonly stderr: string };
export type RunOptions = {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly seconds?: number;
};

const PASSED = [
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_RUNTIME_DIR)$/,
  /^(https?|no|all)_proxy$/i,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|PIP_[A-Z_]+)$/,
  /^(GOPROXY|GOSUMDB|GONOSUMDB|GONOSUMCHECK|GOFLAGS|GOPRIVATE|GOINSECURE)$/,
];
const ADMIN_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"];
const MOST_OUTPUT = 8 * 1024 * 1024;

/** The variables that children get: search path, home, proxies, CA files and registry settings, nothing else. */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && PASSED.some((pattern) => pattern.test(name))) kept[name] = value;
  }
  const path = (kept["PATH"] ?? "").split(":").filter(Boolean);
  kept["PATH"] = [...path, ...ADMIN_FOLDERS.filter((folder) => !path.includes(folder))].join(":");
  return { ...kept, ...extra };
}

const stopped = new AbortController();

/** Ends every program that an installer runs and lets no other start: what a Ctrl-C means. There is no way back. */
export function stopInstalling(): void {
  stopped.abort();
}

/** Runs a program to its end. Throws an Error with the last lines that it printed when it fails or takes too long. */
export async function run(argv: readonly [string, ...string[]], options: RunOptions = {}): Promise<Ran> {
  const [command, ...rest] = argv;
  const limit = options.seconds ?? 600;
  return await new Promise<Ran>((resolve, reject) => {
    if (stopped.signal.aborted) return reject(new Error(`${command} was not started: stopped`));
    const child = spawn(command, rest, {
      cwd: options.directory,
      env: childEnvironment(options.environment),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), limit * 1000);
    const end = (): void => void child.kill("SIGTERM");
    stopped.signal.addEventListener("abort", end);
    child.stdout
      .setEncoding("utf8")
      .on("data", (text: string) => (stdout = (stdout + text).slice(-MOST_OUTPUT)));
    child.stderr
      .setEncoding("utf8")
      .on("data", (text: string) => (stderr = (stderr + text).slice(-MOST_OUTPUT)));
    child.on("error", (cause) => {
      clearTimeout(timer);
      reject(new Error(`${command} could not be started: ${cause.message}`, { cause }));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      stopped.signal.removeEventListener("abort", end);
      if (code === 0) return resolve({ stdout, stderr });
      // Programs repeat themselves when they retry: each line once, the last ones.
      const last = [...new Set(`${stdout}\n${stderr}`.trim().split("\n"))].slice(-6).join("\n");
      const how = signal ? `was ended by ${signal} (limit ${limit} s)` : `ended with exit code ${code}`;
      reject(new Error(`${argv.slice(0, 4).join(" ")} ${how}:\n${last}`));
    });
  });
}
