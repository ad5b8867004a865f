import { type Tree, sortPaths } from "../values/tree.ts";
import { ioFaults } from "./faults.ts";
import type { Processes } from "./process.ts";

/** A git repository on disk, by its own program; hooks, prompts and system configuration are off. */
export type Git = {
  /** Runs a git command and gives its stdout; throws GIT_FAILED with git's own words. */
  readonly run: (argumentList: readonly string[], options?: GitOptions) => Promise<Buffer>;
  /** The commit that a revision names; the revision can never be read as an option. */
  readonly resolve: (revision: string) => Promise<string>;
  /** The files at a commit. */
  readonly tree: (commit: string) => Tree;
};

export type GitOptions = {
  readonly input?: Uint8Array | string;
  readonly limit?: number;
  readonly environment?: Readonly<Record<string, string>>;
};

const quiet = { GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
const largestFile = 64 * 1024 * 1024;

/** Opens a repository or bare repository. */
export function openGit(processes: Processes, directory: string): Git {
  const run: Git["run"] = async (argumentList, options = {}) => {
    const result = await processes.run({
      command: "git",
      arguments: ["-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never", ...argumentList],
      directory,
      environment: { ...quiet, ...options.environment },
      timeoutMs: 120_000,
      outputLimit: options.limit ?? largestFile,
      ...(options.input === undefined ? {} : { input: options.input }),
    });
    if (result.code === 0) return result.stdout;
    throw ioFaults.fault(
      "GIT_FAILED",
      `git ${argumentList[0]} ended with ${result.code}: ${result.stderr.trim().split("\n").slice(-3).join(" ")}`,
      { where: directory },
    );
  };
  return {
    run,
    resolve: async (revision) =>
      (await run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]))
        .toString("utf8")
        .trim(),
    tree: (commit) => gitTree(run, commit),
  };
}

function gitTree(run: Git["run"], commit: string): Tree {
  let entries: Promise<ReadonlyMap<string, string>> | undefined;
  // One listing serves every read: what is not a regular file is not in it, so a symbolic link reads as absent.
  const load = (): Promise<ReadonlyMap<string, string>> => (entries ??= listEntries(run, commit));
  return {
    commit,
    read: async (path) => {
      const blob = (await load()).get(path);
      return blob === undefined ? undefined : run(["cat-file", "blob", blob]);
    },
    list: async (prefix) => sortPaths([...(await load()).keys()].filter((path) => path.startsWith(prefix))),
    ids: load,
  };
}

async function listEntries(run: Git["run"], commit: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const line of (await run(["ls-tree", "-r", "-z", "--full-tree", commit]))
    .toString("utf8")
    .split("\0")) {
    const match = /^100(?:644|755) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) files.set(match[2], match[1]);
  }
  return files;
}
