import { createHash } from "node:crypto";

/** The files of a repository at one commit, the same whether read by API, from a checkout or on a device. */
export type Tree = {
  readonly commit: string;
  /** The bytes of a regular file, or undefined where there is none. Symbolic links and submodules are refused. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** Paths of all files below a prefix (`rings/`), sorted by UTF-8 bytes. An empty prefix lists all. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
  /** Git blob ids by path, where the tree has them without reading the files: equal ids are equal files. */
  readonly ids?: () => Promise<ReadonlyMap<string, string>>;
};

/** What a move wants to change: a key that names its pull request, the commit it was planned on, and files (null deletes). */
export type Change = {
  readonly key: string;
  readonly base: string;
  readonly files: ReadonlyMap<string, Uint8Array | null>;
};

/** A Tree over a map in memory: for planning on top of another tree, and for tests. */
export function memoryTree(commit: string, files: ReadonlyMap<string, Uint8Array>): Tree {
  return {
    commit,
    read: async (path) => files.get(path),
    list: async (prefix) => sortPaths([...files.keys()].filter((path) => path.startsWith(prefix))),
  };
}

/** The tree that a change would leave: reads fall through to the base tree. */
export function treeWithChange(base: Tree, change: Pick<Change, "files">, commit = base.commit): Tree {
  return {
    commit,
    read: async (path) => {
      const changed = change.files.get(path);
      if (changed === null) return undefined;
      return changed ?? base.read(path);
    },
    list: async (prefix) => {
      const paths = new Set(await base.list(prefix));
      for (const [path, bytes] of change.files) {
        if (!path.startsWith(prefix)) continue;
        if (bytes === null) paths.delete(path);
        else paths.add(path);
      }
      return sortPaths([...paths]);
    },
    ...(base.ids === undefined
      ? {}
      : { ids: () => changedIds(base.ids?.() ?? Promise.resolve(new Map()), change.files) }),
  };
}

async function changedIds(
  base: Promise<ReadonlyMap<string, string>>,
  files: Change["files"],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(await base);
  for (const [path, bytes] of files) {
    if (bytes === null) ids.delete(path);
    else ids.set(path, blobId(bytes));
  }
  return ids;
}

/** The name that git gives a file's content: SHA-1 of `blob`, its length and its bytes. */
export function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Sorts paths by their UTF-8 bytes, as git and `LC_ALL=C sort` do. */
export function sortPaths(paths: readonly string[]): string[] {
  return [...paths].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
