import { textAt } from "./answers.ts";
import type { GitHubClient } from "./client.ts";
import { forgeFaults } from "./faults.ts";
import { remember } from "./remember.ts";
import { type Entry, blobOid } from "./tree-listing.ts";

// GraphQL cuts longer texts; larger files go one by one.
const largestBatched = 256 * 1024;
const batchBytes = 4 * 1024 * 1024;
const batchFiles = 60;
const largestBlob = 32 * 1024 * 1024;

type Waiting = {
  readonly entry: Entry;
  readonly path: string;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
};

/** Reads files by their git names. Reads that are asked for in the same turn of the event loop travel together. */
export function openBlobs(client: GitHubClient): (entry: Entry, path: string) => Promise<Uint8Array> {
  const known = new Map<string, Promise<Uint8Array>>();
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    for (const group of groupBySize(batch)) void readGroup(client, group);
  };
  return (entry, path) =>
    remember(known, entry.oid, () => {
      if (entry.size > largestBlob)
        throw forgeFaults.fault(
          "FORGE_TREE_UNREADABLE",
          `${path} has ${entry.size} bytes; at most ${largestBlob} are read`,
        );
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ entry, path, resolve, reject });
      });
    });
}

function groupBySize(batch: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  let current: Waiting[] = [];
  let bytes = 0;
  for (const item of batch) {
    if (item.entry.size > largestBatched) {
      groups.push([item]);
      continue;
    }
    if (current.length >= batchFiles || bytes + item.entry.size > batchBytes) {
      groups.push(current);
      current = [];
      bytes = 0;
    }
    current.push(item);
    bytes += item.entry.size;
  }
  return current.length === 0 ? groups : [...groups, current];
}

async function readGroup(client: GitHubClient, group: readonly Waiting[]): Promise<void> {
  try {
    const texts = group.length > 2 ? await fetchTexts(client, group) : new Map<string, Buffer>();
    await Promise.all(
      group.map(async (item) => {
        try {
          item.resolve(texts.get(item.entry.oid) ?? (await fetchBlob(client, item.entry, item.path)));
        } catch (error) {
          item.reject(error);
        }
      }),
    );
  } catch (error) {
    for (const item of group) item.reject(error);
  }
}

// One GraphQL query for many small texts. What it leaves out or changes (binary files, cut texts) is read as a blob after.
async function fetchTexts(
  client: GitHubClient,
  group: readonly Waiting[],
): Promise<ReadonlyMap<string, Buffer>> {
  const fields = group.map(
    ({ entry }, index) => `f${index}: object(oid: "${entry.oid}") { ... on Blob { text isTruncated } }`,
  );
  const { owner, repo } = client.repository;
  const answer = await client.graphql(
    `read ${group.length} files`,
    `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(" ")} } }`,
    { owner, name: repo },
  );
  const repository = answer.data?.["repository"];
  const found = new Map<string, Buffer>();
  if (typeof repository !== "object" || repository === null) return found;
  for (const [index, { entry }] of group.entries()) {
    const object = (repository as Readonly<Record<string, unknown>>)[`f${index}`];
    const text = typeof object === "object" && object !== null && "text" in object ? object.text : undefined;
    if (typeof text !== "string") continue;
    const bytes = Buffer.from(text, "utf8");
    if (blobOid(bytes) === entry.oid) found.set(entry.oid, bytes);
  }
  return found;
}

async function fetchBlob(client: GitHubClient, entry: Entry, path: string): Promise<Uint8Array> {
  const answer = await client.rest(`read ${path}`, (request) =>
    request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", { ...client.repository, file_sha: entry.oid }),
  );
  const encoding = textAt(answer, "blob", "encoding");
  const bytes = Buffer.from(textAt(answer, "blob", "content"), encoding === "base64" ? "base64" : "utf8");
  if (blobOid(bytes) === entry.oid) return bytes;
  throw forgeFaults.fault(
    "FORGE_TREE_UNREADABLE",
    `${path}: the bytes that came are not those of ${entry.oid}`,
    {
      where: path,
    },
  );
}
