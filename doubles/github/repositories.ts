// Making repositories and commits from plain files, and showing them to tests.
import path from "node:path";
import type { Files, RepositoryHandle, RepositoryOptions } from "./double.ts";
import { GitStore, type TreeEdit } from "./git-store.ts";
import { account, findRepository, type Repository, type World } from "./model.ts";
import { userPerson } from "./authorship.ts";
import { createSerial } from "./serial.ts";

/** Makes a bare repository below `directory`, with one commit on its default branch. */
export async function makeRepository(
  world: World,
  directory: string,
  hooks: string,
  wanted: RepositoryOptions,
): Promise<Repository> {
  const fullName = `${wanted.owner}/${wanted.name}`;
  if (findRepository(world, fullName) !== undefined) throw new Error(`The double has ${fullName} already.`);
  const owner = account(world, wanted.owner, wanted.ownerType ?? "Organization", wanted.ownerId);
  const defaultBranch = wanted.defaultBranch ?? "main";
  const git = await GitStore.create(
    path.join(directory, wanted.owner, `${wanted.name}.git`),
    defaultBranch,
    hooks,
  );
  const now = world.now();
  const repository: Repository = {
    id: wanted.id ?? world.nextId(),
    owner,
    name: wanted.name,
    fullName,
    private: wanted.private ?? false,
    defaultBranch,
    createdAt: now,
    git,
    lock: createSerial(),
    settings: {
      methods: wanted.mergeMethods ?? ["merge", "squash", "rebase"],
      autoMerge: wanted.autoMerge ?? true,
      deleteBranchOnMerge: wanted.deleteBranchOnMerge ?? false,
      actionsMayOpenPulls: wanted.actionsMayOpenPulls ?? true,
    },
    rules: new Map(),
    pulls: new Map(),
    labels: new Map(),
    comments: [],
    statuses: new Map(),
    checkRuns: [],
    deployments: [],
    verified: new Set(),
    pushedAt: now,
    lastNumber: 0,
  };
  world.repositories.set(fullName.toLowerCase(), repository);
  const oid = await commitFiles(
    world,
    repository,
    undefined,
    wanted.files ?? { "README.md": `# ${wanted.name}\n` },
    owner.login,
    "Initial commit",
  );
  await git.writeOwnRef(`refs/heads/${defaultBranch}`, oid);
  return repository;
}

/** Commits files (null removes one) in the name of a person; moves no ref. */
export async function commitFiles(
  world: World,
  repository: Repository,
  parent: string | undefined,
  files: Files,
  login: string,
  message: string,
): Promise<string> {
  const { git } = repository;
  const edits: TreeEdit[] = [];
  for (const [file, content] of Object.entries(files)) {
    const leaf =
      content === null ? null : { mode: "100644", oid: await git.write("blob", Buffer.from(content)) };
    edits.push({ path: file, leaf });
  }
  const base = parent === undefined ? undefined : (await git.commit(parent))?.tree;
  const tree = await git.editTree(base, edits);
  if ("missing" in tree) throw new Error(`${tree.missing} is not there to remove.`);
  const author = userPerson(account(world, login), world.now());
  return git.writeCommit({
    tree: tree.oid,
    parents: parent === undefined ? [] : [parent],
    author,
    committer: author,
    message,
  });
}

/** What a test sees of a repository. */
export function handleOf(world: World, repository: Repository): RepositoryHandle {
  const { git } = repository;
  return {
    id: repository.id,
    ownerId: repository.owner.id,
    fullName: repository.fullName,
    cloneUrl: `${world.url}/${repository.fullName}.git`,
    directory: git.directory,
    resolve: (name) => git.resolve(name),
    read: async (at, file) => {
      const oid = await git.resolve(at);
      const commit = oid === undefined ? undefined : await git.commit(oid);
      const entry = commit === undefined ? undefined : await git.entry(commit.tree, file);
      return entry === undefined ? undefined : (await git.read(entry.oid))?.body;
    },
    pull: (number) => repository.pulls.get(number),
    pulls: () => [...repository.pulls.values()],
  };
}
