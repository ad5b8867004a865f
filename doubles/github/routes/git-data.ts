// git/blobs, git/trees, git/commits.
import { holds, inaccessible } from "../access.ts";
import { notFound, Refusal, type Answer } from "../answer.ts";
import { isOid, modeType, type Person } from "../git-objects.ts";
import type { GitStore, TreeEdit } from "../git-store.ts";
import { commitAs } from "../authorship.ts";
import { gitCommitShape, nodeId, repositoryUrl, treeEntryShape } from "../shapes.ts";
import { param, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

type Listed = { readonly mode: string; readonly path: string; readonly oid: string; readonly size?: number };
type WantedEntry = { path?: string; mode?: string; type?: string; sha?: string | null; content?: string };
type WantedPerson = { name?: string; email?: string; date?: string };

/** Every entry of a tree, below it too when asked; sizes of blobs included. */
export async function listTree(
  git: GitStore,
  oid: string,
  recursive: boolean,
  prefix = "",
): Promise<Listed[] | undefined> {
  const entries = await git.tree(oid);
  if (entries === undefined) return undefined;
  const found: Listed[] = [];
  for (const entry of entries) {
    const at = `${prefix}${entry.name}`;
    const size = modeType(entry.mode) === "blob" ? (await git.read(entry.oid))?.body.length : undefined;
    found.push({ mode: entry.mode, path: at, oid: entry.oid, ...(size === undefined ? {} : { size }) });
    if (recursive && entry.mode === "040000")
      found.push(...((await listTree(git, entry.oid, true, `${at}/`)) ?? []));
  }
  return found;
}

async function treeAnswer(
  request: RepositoryRequest,
  status: number,
  oid: string,
  recursive: boolean,
): Promise<Answer> {
  const { world, repository } = request;
  const listed = await listTree(repository.git, oid, recursive);
  if (listed === undefined) throw notFound();
  const tree = listed.map((entry) => treeEntryShape(world, repository, entry));
  return {
    status,
    body: { sha: oid, url: `${repositoryUrl(world, repository)}/git/trees/${oid}`, tree, truncated: false },
  };
}

/** A workflow file may be written only by those who may write workflows. */
export function demandWorkflows(
  request: Pick<RepositoryRequest, "caller" | "repository">,
  paths: readonly string[],
): void {
  if (request.caller.kind === "pat") return;
  const touches = paths.some((path) => path.startsWith(".github/workflows/"));
  if (touches && !holds(request.caller, request.repository, ["workflows", "write"]))
    throw inaccessible(request.caller);
}

/** True for a path that git would store: relative, no empty, dot or `.git` part. */
export function isTreePath(path: string): boolean {
  return path
    .split("/")
    .every((part) => part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git");
}

async function createTree(request: RepositoryRequest): Promise<Answer> {
  const { git } = request.repository;
  const { tree, base_tree: base } = request.body as { tree: readonly WantedEntry[]; base_tree?: string };
  if (tree.length === 0) throw new Refusal(422, "Invalid tree info");
  demandWorkflows(
    request,
    tree.map((entry) => entry.path ?? ""),
  );
  const baseTree = base === undefined ? undefined : ((await git.commit(base))?.tree ?? base);
  if (baseTree !== undefined && (await git.tree(baseTree)) === undefined) throw notFound();
  const edits: TreeEdit[] = [];
  for (const entry of tree) {
    const { path = "", mode = "", sha, content } = entry;
    if (!isTreePath(path)) throw new Refusal(422, "tree.path contains a malformed path component");
    if (sha === null) edits.push({ path, leaf: null });
    else if (sha !== undefined && content !== undefined)
      throw new Refusal(422, "Must supply either tree.sha or tree.content, not both");
    else if (content !== undefined)
      edits.push({ path, leaf: { mode, oid: await git.write("blob", Buffer.from(content)) } });
    else if (sha === undefined) throw new Refusal(422, "Must supply tree.sha or tree.content");
    else {
      const object = await git.read(sha);
      if (mode !== "160000" && object?.type !== modeType(mode))
        throw new Refusal(422, `tree.sha ${sha} is not a valid ${modeType(mode)}`);
      edits.push({ path, leaf: { mode, oid: sha } });
    }
    if (sha !== null && mode === "") throw new Refusal(422, "Must supply a valid tree.mode");
  }
  const result = await git.editTree(baseTree, edits);
  if ("missing" in result) throw new Refusal(422, "GitRPC::BadObjectState");
  return treeAnswer(request, 201, result.oid, false);
}

function person(wanted: WantedPerson | undefined, now: Date): Person | undefined {
  if (wanted === undefined) return undefined;
  return {
    name: wanted.name ?? "",
    email: wanted.email ?? "",
    date: wanted.date === undefined ? now : new Date(wanted.date),
  };
}

async function createCommit(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, caller } = request;
  const { git } = repository;
  const body = request.body as {
    message: string;
    tree: string;
    parents?: readonly string[];
    author?: WantedPerson;
    committer?: WantedPerson;
    signature?: string;
  };
  if ((await git.tree(body.tree)) === undefined) throw new Refusal(422, "Tree SHA does not exist");
  for (const parent of body.parents ?? []) {
    if ((await git.commit(parent)) === undefined)
      throw new Refusal(422, "Parent SHA does not exist or is not a commit object");
  }
  const now = world.now();
  const author = person(body.author, now);
  const oid = await commitAs(world, repository, caller, {
    message: body.message,
    tree: body.tree,
    parents: body.parents ?? [],
    author,
    committer: person(body.committer, now),
    signature: body.signature,
  });
  const commit = await git.commit(oid);
  if (commit === undefined) throw new Error(`commit ${oid} was not stored`);
  return { status: 201, body: gitCommitShape(world, repository, oid, commit) };
}

export const gitDataRoutes: RepositoryRoutes = {
  "POST /git/blobs": {
    need: ["contents", "write"],
    run: async ({ world, repository, body }) => {
      const { content, encoding = "utf-8" } = body as { content: string; encoding?: string };
      if (encoding !== "utf-8" && encoding !== "base64") throw new Refusal(422, "Unsupported encoding");
      const sha = await repository.git.write("blob", Buffer.from(content, encoding));
      return { status: 201, body: { sha, url: `${repositoryUrl(world, repository)}/git/blobs/${sha}` } };
    },
  },
  "GET /git/blobs/{file_sha}": {
    need: ["contents", "read"],
    run: async (request) => {
      const { world, repository } = request;
      const sha = param(request, "file_sha");
      const object = await repository.git.read(sha);
      if (object?.type !== "blob") throw notFound();
      if (request.raw) return { status: 200, raw: object.body };
      const url = `${repositoryUrl(world, repository)}/git/blobs/${sha}`;
      const content = object.body.toString("base64").replaceAll(/.{60}/g, "$&\n");
      return {
        status: 200,
        body: { sha, node_id: nodeId("B", sha), size: object.body.length, url, content, encoding: "base64" },
      };
    },
  },
  "POST /git/trees": { need: ["contents", "write"], run: createTree },
  "GET /git/trees/{tree_sha}": {
    need: ["contents", "read"],
    run: async (request) => {
      const { git } = request.repository;
      const name = param(request, "tree_sha");
      const commit = await git.resolve(name);
      const oid = commit === undefined ? name : (await git.commit(commit))?.tree;
      if (oid === undefined) throw notFound();
      return treeAnswer(request, 200, oid, request.query.has("recursive"));
    },
  },
  "POST /git/commits": { need: ["contents", "write"], run: createCommit },
  "GET /git/commits/{commit_sha}": {
    need: ["contents", "read"],
    run: async (request) => {
      const sha = param(request, "commit_sha");
      const commit = isOid(sha) ? await request.repository.git.commit(sha) : undefined;
      if (commit === undefined) throw notFound();
      return { status: 200, body: gitCommitShape(request.world, request.repository, sha, commit) };
    },
  },
};
