import { type Tree, sortPaths } from "../values/tree.ts";
import { boundedMap } from "./bounded-map.ts";

/** A tree that can tell its files apart without reading them, such as by git blob ids; both sides must speak of the same kind of id. */
export type IdentifiedTree = Tree & { readonly ids: () => Promise<ReadonlyMap<string, string>> };

/** Paths whose files differ between two trees, sorted; by ids where both trees have them, else by reading all files. */
export async function changedPaths(base: Tree | undefined, head: Tree): Promise<readonly string[]> {
  if (base === undefined) return head.list("");
  if (hasIds(base) && hasIds(head)) {
    const [before, after] = await Promise.all([base.ids(), head.ids()]);
    const paths = new Set([...before.keys(), ...after.keys()]);
    return sortPaths([...paths].filter((path) => before.get(path) !== after.get(path)));
  }
  const paths = sortPaths([...new Set([...(await base.list("")), ...(await head.list(""))])]);
  const differs = await boundedMap(paths, async (path) => {
    const [before, after] = await Promise.all([base.read(path), head.read(path)]);
    if (before === undefined || after === undefined) return before !== after;
    return !Buffer.from(before).equals(after);
  });
  return paths.filter((_path, index) => differs[index]);
}

/** True for a tree that tells its files apart without reading them. */
export function hasIds(tree: Tree): tree is IdentifiedTree {
  return "ids" in tree && typeof tree.ids === "function";
}
