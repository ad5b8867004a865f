import { createHash } from "node:crypto";
import type { Forge } from "../../../src/forge/forge.ts";
import { Fault } from "../../../src/values/fault.ts";
import { memoryTree } from "../../../src/values/tree.ts";
import { type Files, withChange } from "../fleet/fleet-fixture.ts";

export type MemoryForge = Forge & {
  /** Commits files on a branch, as a merge would. */
  readonly push: (files: Files, branch?: string) => string;
  readonly files: (branch: string) => Files;
};

/** A repository in memory: commits, branches and compare-and-swap; no pull requests. */
export function createMemoryForge(): MemoryForge {
  const commits = new Map<string, { readonly files: Files; readonly parents: readonly string[] }>();
  const branches = new Map<string, string>();
  const add = (files: Files, parents: readonly string[]): string => {
    const hash = createHash("sha1").update(parents.join()).update(String(commits.size));
    const commit = hash.digest("hex");
    commits.set(commit, { files: new Map(files), parents });
    return commit;
  };
  const of = (commit: string) => {
    const found = commits.get(commit);
    if (found === undefined) throw new Error(`no commit ${commit}`);
    return found;
  };
  const unused = (): never => {
    throw new Error("not part of this double");
  };
  return {
    repository: { owner: "acme", name: "fleet", defaultBranch: "main" },
    push: (files, branch = "main") => {
      const head = branches.get(branch);
      const commit = add(files, head === undefined ? [] : [head]);
      branches.set(branch, commit);
      return commit;
    },
    files: (branch) => of(branches.get(branch) ?? "").files,
    head: async (branch) => branches.get(branch),
    tree: async (commit) => memoryTree(commit, of(commit).files),
    parents: async (commit) => of(commit).parents,
    firstParents: async (from, to) => {
      const way: string[] = [];
      for (let current = to; current !== from;) {
        way.push(current);
        const parent = of(current).parents[0];
        if (parent === undefined) throw new Fault("FORGE_NOT_ANCESTOR", `${from} is no ancestor of ${to}`);
        current = parent;
      }
      return way.reverse();
    },
    commit: async ({ onto, parents, files }) => add(withChange(of(onto).files, files), parents),
    advance: async (branch, from, to) => {
      if ((branches.get(branch) ?? null) !== from) return "lost";
      branches.set(branch, to);
      return "moved";
    },
    mergeBase: unused,
    proposed: unused,
    propose: unused,
    merge: unused,
    mergeWhenReady: unused,
  };
}
