// Whether a pull request merges cleanly and may be merged.
import { webFlow } from "./authorship.ts";
import type { Pull, Repository, World } from "./model.ts";
import { checkStates, lacking, rulesOf } from "./rules.ts";

export type Mergeability = {
  readonly mergeable: boolean;
  readonly state: "clean" | "unstable" | "behind" | "blocked" | "draft" | "dirty";
};

/** Whether an open pull request merges cleanly and may be merged; also keeps refs/pull/N/merge, the test merge. */
export async function mergeability(world: World, repository: Repository, pull: Pull): Promise<Mergeability> {
  const { git } = repository;
  const tree = await git.mergeTree(pull.baseSha, pull.headSha);
  if (tree === undefined) {
    pull.mergeCommit = null;
    return { mergeable: false, state: "dirty" };
  }
  const signer = webFlow(pull.updatedAt);
  const message = `Merge ${pull.headSha} into ${pull.baseSha}`;
  const test = await git.writeCommit({
    tree,
    parents: [pull.baseSha, pull.headSha],
    author: signer,
    committer: signer,
    message,
  });
  if (test !== pull.mergeCommit) {
    pull.mergeCommit = test;
    await git.writeOwnRef(`refs/pull/${pull.number}/merge`, test);
  }
  if (pull.draft) return { mergeable: true, state: "draft" };
  if (lacking(world, repository, pull, undefined).length > 0) return { mergeable: true, state: "blocked" };
  if (await isBehind(repository, pull)) return { mergeable: true, state: "behind" };
  const states = [...checkStates(world, repository, pull.headSha).values()];
  return { mergeable: true, state: states.every(({ state }) => state === "success") ? "clean" : "unstable" };
}

/** True when the rules want the head to contain the base, and it does not. */
export async function isBehind(repository: Repository, pull: Pull): Promise<boolean> {
  if (rulesOf(repository, pull.baseRef).requireUpToDate !== true) return false;
  return !(await repository.git.isAncestor(pull.baseSha, pull.headSha));
}
