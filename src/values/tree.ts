import { createHash } from "node:crypto";

/** The files of a repository at one commit, the same whether read by API, from a checkout or on a device. */
export type Tree = {
  readonly commit: string;
  /** The bytes of a regular file, or undefined where there is none. Symbolic links and submodules read as absent: see `specials`. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** Paths of all files below a prefix (`rings/`), sorted by UTF-8 bytes. An empty prefix lists all. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
  /**
   * What git calls each entry, where the tree knows it without reading the files: equal ids are equal entries. Those of
   * `specials` are in it too, with their mode, so that no change of them goes unseen.
   */
  readonly ids?: () => Promise<ReadonlyMap<string, string>>;
  /** Entries that are more or less than a plain file, by path; left out by trees that cannot hold any. */
  readonly specials?: () => Promise<ReadonlyMap<string, Special>>;
};

/** What an entry of a tree can be besides a plain file. A program to be run still reads as a file. */
export type Special = "symbolic link" | "submodule" | "executable file";

/** An entry of a git tree, as `git ls-tree` and GitHub's API list it. */
export type TreeEntry = { readonly path: string; readonly mode: string; readonly id: string };

/** Sorts a git listing into files that can be read, what is no plain file, and what git calls each. Folders do not belong into it. */
export function sortEntries(entries: Iterable<TreeEntry>): {
  readonly files: ReadonlyMap<string, string>;
  readonly specials: ReadonlyMap<string, Special>;
  readonly ids: ReadonlyMap<string, string>;
} {
  const files = new Map<string, string>();
  const specials = new Map<string, Special>();
  const ids = new Map<string, string>();
  for (const { path, mode, id } of entries) {
    const special = specialOf(mode);
    if (special === undefined || special === "executable file") files.set(path, id);
    if (special !== undefined) specials.set(path, special);
    ids.set(path, special === undefined ? id : `${mode} ${id}`);
  }
  return { files, specials, ids };
}

// 100664 is a plain file of very old repositories; whatever git may think of next is no plain file.
function specialOf(mode: string): Special | undefined {
  if (mode === "100644" || mode === "100664") return undefined;
  if (mode === "100755") return "executable file";
  return mode === "160000" ? "submodule" : "symbolic link";
}

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
  const { ids } = base;
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
    ...(ids === undefined ? {} : { ids: () => changedIds(ids(), change.files) }),
    ...(base.specials === undefined ? {} : { specials: base.specials }),
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
