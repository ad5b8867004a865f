import { type Git, listEntries } from "../../io/git.ts";
import { ioFaults } from "../../io/faults.ts";
import { type Tree, sortPaths } from "../../values/tree.ts";

type Waiting = {
  readonly id: string;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * A commit of a checkout as a Tree. Reads that are asked for together are answered by one `git cat-file --batch`, since starting
 * git costs more than reading.
 */
export async function batchedTree(git: Git, commit: string): Promise<Tree> {
  const { files, ids, specials } = await listEntries(git.run, commit);
  const known = new Map<string, Promise<Uint8Array>>();
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    readBlobs(git, batch).catch((error: unknown) => {
      for (const { reject } of batch) reject(error);
    });
  };
  const readBlob = (id: string): Promise<Uint8Array> => {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ id, resolve, reject });
    return promise;
  };
  return {
    commit,
    read: async (path) => {
      const id = files.get(path);
      if (id === undefined) return undefined;
      const bytes = known.get(id) ?? readBlob(id);
      known.set(id, bytes);
      return bytes;
    },
    list: async (prefix) => sortPaths([...files.keys()].filter((path) => path.startsWith(prefix))),
    ids: async () => ids,
    specials: async () => specials,
  };
}

// The answer to each id is "<id> blob <size>", a line end, the bytes, a line end (git-cat-file, BATCH OUTPUT).
async function readBlobs(git: Git, batch: readonly Waiting[]): Promise<void> {
  const ids = [...new Set(batch.map(({ id }) => id))];
  const answer = await git.run(["cat-file", "--batch"], { input: `${ids.join("\n")}\n` });
  const blobs = new Map<string, Uint8Array>();
  let at = 0;
  for (const id of ids) {
    const end = answer.indexOf(10, at);
    const size = new RegExp(`^${id} blob ([0-9]+)$`).exec(answer.toString("utf8", at, end))?.[1];
    if (size === undefined)
      throw ioFaults.fault("GIT_FAILED", `git cat-file gave no blob ${id}`, { where: id });
    at = end + 1 + Number(size) + 1;
    blobs.set(id, answer.subarray(end + 1, at - 1));
  }
  for (const { id, resolve } of batch) resolve(blobs.get(id) ?? Buffer.of());
}
