import { type Tree, type TreeEntry, sortEntries, sortPaths } from "../values/tree.ts";
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
  let entries: Promise<ReturnType<typeof sortEntries>> | undefined;
  // One listing serves every read: what is not a regular file is not among its files, so a symbolic link reads as absent.
  const load = (): Promise<ReturnType<typeof sortEntries>> => (entries ??= listEntries(run, commit));
  return {
    commit,
    read: async (path) => {
      const blob = (await load()).files.get(path);
      return blob === undefined ? undefined : run(["cat-file", "blob", blob]);
    },
    list: async (prefix) =>
      sortPaths([...(await load()).files.keys()].filter((path) => path.startsWith(prefix))),
    ids: async () => (await load()).ids,
    specials: async () => (await load()).specials,
  };
}

/** All entries of a commit's tree, sorted by what they are. Throws GIT_FAILED where git's listing cannot be understood. */
export async function listEntries(run: Git["run"], commit: string): Promise<ReturnType<typeof sortEntries>> {
  const listing = (await run(["ls-tree", "-r", "-z", "--full-tree", commit])).toString("utf8");
  const entries: TreeEntry[] = [];
  for (const line of listing.split("\0")) {
    if (line === "") continue;
    const [, mode, id, path] = /^([0-7]{6}) [a-z]+ ([0-9a-f]{40,64})\t(.+)$/s.exec(line) ?? [];
    if (mode === undefined || id === undefined || path === undefined)
      throw ioFaults.fault("GIT_FAILED", `git ls-tree lists ${JSON.stringify(line.slice(0, 100))}`, {
        where: commit,
      });
    entries.push({ mode, id, path });
  }
  return sortEntries(entries);
}
