import { type Special, type Tree, sortPaths } from "../values/tree.ts";

/**
 * The tree that merging would leave, file by file: the given paths as `head` has them, all others as `base` has them. It takes
 * the name of the head, because that is the commit that is judged.
 */
export function overlayTree(base: Tree, head: Tree, paths: readonly string[]): Tree {
  const taken = new Set(paths);
  return {
    commit: head.commit,
    read: (path) => (taken.has(path) ? head.read(path) : base.read(path)),
    list: async (prefix) => {
      const [kept, changed] = await Promise.all([base.list(prefix), head.list(prefix)]);
      return sortPaths([
        ...kept.filter((path) => !taken.has(path)),
        ...changed.filter((path) => taken.has(path)),
      ]);
    },
    specials: async () => {
      const [kept, changed] = await Promise.all([specialsOf(base), specialsOf(head)]);
      return new Map([
        ...[...kept].filter(([path]) => !taken.has(path)),
        ...[...changed].filter(([path]) => taken.has(path)),
      ]);
    },
  };
}

async function specialsOf(tree: Tree): Promise<ReadonlyMap<string, Special>> {
  return tree.specials === undefined ? new Map() : tree.specials();
}
