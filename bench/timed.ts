import { spawn } from "node:child_process";

export type Timed = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** The exit code that means that the work was done; 0 unless told. */
  readonly code?: number;
};

/** Runs a program to its end and gives the seconds from start to exit. Another exit code than the expected one throws. */
export async function timed(argv: readonly string[], options: Timed = {}): Promise<number> {
  const [command = "", ...rest] = argv;
  const started = performance.now();
  return await new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      cwd: options.directory,
      env: {
        PATH: process.env["PATH"] ?? "/usr/bin:/bin",
        HOME: options.directory ?? "/",
        ...options.environment,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
    child.on("error", reject);
    child.on("exit", (code) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === (options.code ?? 0)) resolve(seconds);
      else reject(new Error(`${argv.slice(0, 3).join(" ")} ended with ${code}: ${said}`));
    });
  });
}
