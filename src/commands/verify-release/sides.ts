import type { Forge } from "../../forge/forge.ts";
import { changedPaths } from "../../fleet/changed-files.ts";
import { ioFaults } from "../../io/faults.ts";
import { type Git, openGit } from "../../io/git.ts";
import type { Processes } from "../../io/process.ts";
import { isFault } from "../../values/fault.ts";
import type { Tree } from "../../values/tree.ts";
import { batchedTree } from "./batched-tree.ts";
import { verifyReleaseFaults } from "./faults.ts";
import type { Range } from "./range.ts";

/** A change to judge: the tip of the base, the head, and the paths that the head's side touched since both parted. */
export type Sides = {
  readonly base: Tree;
  readonly head: Tree;
  readonly paths: readonly string[];
};

const commitGrammar = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Reads both sides by API. */
export async function readFromForge(forge: Forge, range: Range): Promise<Sides> {
  const base = await commitOf(forge, range.base);
  const head = await commitOf(forge, range.head);
  const parted = await forge.tree(await forge.mergeBase(base, head));
  const [baseTree, headTree] = await Promise.all([forge.tree(base), forge.tree(head)]);
  return { base: baseTree, head: headTree, paths: await changedPaths(parted, headTree) };
}

async function commitOf(forge: Forge, name: string): Promise<string> {
  const commit = commitGrammar.test(name) ? name : await forge.head(name);
  if (commit !== undefined) return commit;
  const { owner, name: repository } = forge.repository;
  throw missing(name, `${owner}/${repository}`);
}

/** Reads both sides from a checkout with history. */
export async function readFromCheckout(
  processes: Processes,
  workspace: string,
  range: Range,
): Promise<Sides> {
  const git = openGit(processes, workspace);
  const base = await resolve(git, range.base, workspace);
  const head = await resolve(git, range.head, workspace);
  const parted = (await git.run(["merge-base", base, head])).toString("utf8").trim();
  const raw = await git.run(["diff-tree", "-r", "-z", "--no-renames", "--raw", "--full-index", parted, head]);
  return {
    base: await batchedTree(git, base),
    head: await batchedTree(git, head),
    paths: readRawDiff(raw.toString("utf8")),
  };
}

async function resolve(git: Git, name: string, workspace: string): Promise<string> {
  // A pull request's checkout has its base branch only as a remote one.
  const candidates = commitGrammar.test(name) ? [name] : [`refs/remotes/origin/${name}`, name];
  for (const candidate of candidates) {
    try {
      return await git.resolve(candidate);
    } catch (error) {
      if (!isFault(error, "GIT_FAILED")) throw error;
    }
  }
  throw missing(name, workspace);
}

function missing(name: string, where: string): Error {
  return verifyReleaseFaults.fault("VERIFY_BRANCH_MISSING", `${where} has no branch or commit ${name}`, {
    where: name,
    next: "check out with fetch-depth: 0, or set manifests-token to read by API",
  });
}

// `git diff-tree -z --raw`: ":<old mode> <new mode> <old id> <new id> <status>" NUL path NUL. It also lists what changed only its mode.
function readRawDiff(text: string): string[] {
  const parts = text.split("\0");
  const paths: string[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const path = parts[index + 1];
    if (path === undefined || !parts[index]?.startsWith(":"))
      throw ioFaults.fault(
        "GIT_FAILED",
        `git diff-tree lists ${JSON.stringify(parts[index]?.slice(0, 100))}`,
      );
    paths.push(path);
  }
  return paths;
}
