import { type Change, type Special, type Tree, sortEntries, sortPaths } from "../values/tree.ts";
import { type CommitFacts, asList, asRecord, at, oidAt, readCommit, textAt } from "./answers.ts";
import { openBlobs } from "./blobs.ts";
import type { GitHubClient } from "./client.ts";
import { forgeFaults } from "./faults.ts";
import { remember } from "./remember.ts";
import { type Entry, type EntryIds, type Listing, blobOid } from "./tree-listing.ts";

/** Git's objects by API. They never change, so each is fetched once. */
export type Objects = {
  readonly commit: (oid: string) => Promise<CommitFacts>;
  readonly listing: (commit: string) => Promise<Listing>;
  readonly ids: (commit: string) => Promise<EntryIds>;
  readonly tree: (commit: string) => Promise<Tree>;
  /** Writes a tree and a commit without author, which GitHub then signs itself (for Apps and GITHUB_TOKEN). */
  readonly write: (commit: {
    readonly onto: string;
    readonly parents: readonly string[];
    readonly files: Change["files"];
    readonly message: string;
  }) => Promise<string>;
};

const mostSubtrees = 5000;

/** Opens a repository's objects. Every blob is checked against its git name, whatever path it came by. */
export function openObjects(client: GitHubClient): Objects {
  const commits = new Map<string, Promise<CommitFacts>>();
  const listings = new Map<string, Promise<Listed>>();
  const blobs = openBlobs(client);
  const commit: Objects["commit"] = (oid) => remember(commits, oid, () => fetchCommit(client, oid));
  const listed = (oid: string): Promise<Listed> =>
    remember(listings, oid, async () => fetchListing(client, (await commit(oid)).tree));
  const listing: Objects["listing"] = async (oid) => (await listed(oid)).files;
  return {
    commit,
    listing,
    ids: async (oid) => (await listed(oid)).ids,
    tree: async (oid) => {
      const { files: entries, ids, specials } = await listed(oid);
      return {
        commit: oid,
        read: async (path) => {
          const entry = entries.get(path);
          return entry === undefined ? undefined : blobs(entry, path);
        },
        list: async (prefix) => sortPaths([...entries.keys()].filter((path) => path.startsWith(prefix))),
        ids: async () => ids,
        specials: async () => specials,
      };
    },
    write: async ({ onto, parents, files, message }) => {
      const tree = await writeTree(client, (await commit(onto)).tree, await listing(onto), files);
      const created = await client.rest("write a commit", (request) =>
        request("POST /repos/{owner}/{repo}/git/commits", {
          ...client.repository,
          message,
          tree,
          parents: [...parents],
        }),
      );
      return oidAt(created, "new commit", "sha");
    },
  };
}

async function fetchCommit(client: GitHubClient, oid: string): Promise<CommitFacts> {
  const facts = readCommit(
    await client.rest(`read commit ${oid.slice(0, 12)}`, (request) =>
      request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
        ...client.repository,
        commit_sha: oid,
      }),
    ),
  );
  if (facts.oid === oid) return facts;
  throw forgeFaults.fault("FORGE_ANSWER_INVALID", `asked for commit ${oid}, got ${facts.oid}`);
}

type TreeAnswer = {
  readonly entries: readonly (Entry & { path: string; type: string })[];
  readonly truncated: boolean;
};

async function fetchTree(client: GitHubClient, oid: string, recursive: boolean): Promise<TreeAnswer> {
  const answer = await client.rest(`list tree ${oid.slice(0, 12)}`, (request) =>
    request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
      ...client.repository,
      tree_sha: oid,
      ...(recursive ? { recursive: "1" } : {}),
    }),
  );
  const entries = asList(at(answer, "tree", "tree"), "tree").map((entry) => {
    const record = asRecord(entry, "tree entry");
    return {
      path: textAt(record, "tree entry", "path"),
      type: textAt(record, "tree entry", "type"),
      mode: textAt(record, "tree entry", "mode"),
      oid: oidAt(record, "tree entry", "sha"),
      size: typeof record["size"] === "number" ? record["size"] : 0,
    };
  });
  return { entries, truncated: at(answer, "tree", "truncated") === true };
}

type Listed = {
  readonly files: Listing;
  readonly ids: ReadonlyMap<string, string>;
  readonly specials: ReadonlyMap<string, Special>;
};

async function fetchListing(client: GitHubClient, root: string): Promise<Listed> {
  const whole = await fetchTree(client, root, true);
  const entries = whole.truncated ? await walkTrees(client, root) : whole.entries;
  const leaves = entries.filter((entry) => entry.type !== "tree");
  const { files, ids, specials } = sortEntries(
    leaves.map(({ path, mode, oid }) => ({ path, mode, id: oid })),
  );
  return {
    files: new Map(
      leaves
        .filter((entry) => files.has(entry.path))
        .map(({ path, oid, size, mode }) => [path, { oid, size, mode }]),
    ),
    ids,
    specials,
  };
}

// GitHub cuts a recursive listing at 100,000 entries or 7 MB; then each folder is asked for by itself.
async function walkTrees(client: GitHubClient, root: string): Promise<TreeAnswer["entries"]> {
  const found: TreeAnswer["entries"][number][] = [];
  const waiting = [{ prefix: "", oid: root }];
  for (let asked = 0; waiting.length > 0; asked += 1) {
    const next = waiting.pop();
    if (next === undefined) break;
    const { entries, truncated } = await fetchTree(client, next.oid, false);
    if (truncated || asked >= mostSubtrees)
      throw forgeFaults.fault(
        "FORGE_TREE_UNREADABLE",
        `the folder /${next.prefix} has more entries than GitHub lists`,
      );
    for (const entry of entries) {
      const path = `${next.prefix}${entry.path}`;
      if (entry.type === "tree") waiting.push({ prefix: `${path}/`, oid: entry.oid });
      else found.push({ ...entry, path });
    }
  }
  return found;
}

async function writeTree(
  client: GitHubClient,
  baseTree: string,
  base: Listing,
  files: Change["files"],
): Promise<string> {
  const tree: {
    path: string;
    mode: "100644" | "100755";
    type: "blob";
    content?: string;
    sha?: string | null;
  }[] = [];
  for (const [path, bytes] of files) {
    const mode = base.get(path)?.mode === "100755" ? "100755" : "100644";
    if (bytes === null) {
      // GitHub refuses to delete what is not there.
      if (base.has(path)) tree.push({ path, mode, type: "blob", sha: null });
      continue;
    }
    const text = asText(bytes);
    tree.push(
      text === undefined
        ? { path, mode, type: "blob", sha: await writeBlob(client, bytes) }
        : { path, mode, type: "blob", content: text },
    );
  }
  if (tree.length === 0) return baseTree;
  const created = await client.rest("write a tree", (request) =>
    request("POST /repos/{owner}/{repo}/git/trees", { ...client.repository, base_tree: baseTree, tree }),
  );
  return oidAt(created, "new tree", "sha");
}

// Only text that survives the way through JSON unchanged may travel as text.
function asText(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : undefined;
}

async function writeBlob(client: GitHubClient, bytes: Uint8Array): Promise<string> {
  const created = await client.rest("write a file", (request) =>
    request("POST /repos/{owner}/{repo}/git/blobs", {
      ...client.repository,
      content: Buffer.from(bytes).toString("base64"),
      encoding: "base64",
    }),
  );
  const oid = oidAt(created, "new blob", "sha");
  if (oid === blobOid(bytes)) return oid;
  throw forgeFaults.fault("FORGE_TREE_UNREADABLE", "GitHub stored other bytes than were sent");
}
