// How git is run: stock, once or as a batch, with an environment of its own.
import { spawn, type ChildProcess } from "node:child_process";
import type { GitObject, ObjectType } from "./git-objects.ts";

export type GitResult = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

/** The environment of every git child: nothing of the user's configuration reaches it. */
export function gitEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: home,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "GitHub",
    GIT_AUTHOR_EMAIL: "noreply@github.com",
    GIT_COMMITTER_NAME: "GitHub",
    GIT_COMMITTER_EMAIL: "noreply@github.com",
  };
}

/** Runs git once and collects what it says; never throws for an exit code. */
export async function runGit(args: readonly string[], cwd: string, input?: string): Promise<GitResult> {
  const child = spawn("git", args, { cwd, env: gitEnvironment(cwd), stdio: ["pipe", "pipe", "pipe"] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // A git that refuses early closes its input: that is told by the exit code, not by EPIPE.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input ?? "");
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? 128));
  });
  return { code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8") };
}

/** Where git keeps its own programs. */
export async function gitExecutables(cwd: string): Promise<string> {
  return (await runGit(["--exec-path"], cwd)).stdout.toString("utf8").trim();
}

/** A running `git cat-file --batch`: ids are written to the child, `take` gives the next answer. */
export type ObjectBatch = {
  readonly child: ChildProcess;
  readonly take: () => Promise<GitObject | undefined>;
};

/** Starts `git cat-file --batch` and reads its answers in order. */
export function startBatch(directory: string): ObjectBatch {
  const child = spawn("git", ["cat-file", "--batch"], {
    cwd: directory,
    env: gitEnvironment(directory),
    stdio: ["pipe", "pipe", "ignore"],
  });
  let held = Buffer.alloc(0);
  let wake = (): void => undefined;
  let ended = false;
  child.stdout.on("data", (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  child.on("close", () => {
    ended = true;
    wake();
  });
  child.unref();
  async function need(ready: () => boolean): Promise<void> {
    while (!ready()) {
      if (ended) throw new Error(`git cat-file ended in ${directory}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  async function take(): Promise<GitObject | undefined> {
    await need(() => held.includes(0x0a));
    const end = held.indexOf(0x0a);
    const [, type, size] = held.toString("latin1", 0, end).split(" ");
    held = held.subarray(end + 1);
    if (size === undefined) return undefined;
    const length = Number(size);
    await need(() => held.length > length);
    const body = Buffer.from(held.subarray(0, length));
    held = held.subarray(length + 1);
    return { type: type as ObjectType, body };
  }
  return { child, take };
}
