import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type GitHubDouble, type RepositoryHandle, startGitHub } from "../../../doubles/github/github.ts";
import { createHttp } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";
import type { Ports } from "../../../src/io/ports.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { type Files, type World, now } from "../fleet/fleet-fixture.ts";

export const fullName = "acme/fleet";
export const repositoryInput = { owner: "acme", name: "fleet" } as const;

/** A GitHub double with a manifests repository, and ports that reach it. */
export type ManifestsWorld = {
  readonly github: GitHubDouble;
  readonly repository: RepositoryHandle;
  readonly token: string;
  readonly ports: Ports;
  /** Commits what a world has become since the last push on a branch. */
  readonly push: (world: World, branch?: string) => Promise<string>;
};

export async function startManifests(t: TestContext, files: Files): Promise<ManifestsWorld> {
  const github = await startGitHub();
  const http = createHttp({ environment: {} });
  const temporary = await mkdtemp(path.join(tmpdir(), "manifests-"));
  t.after(async () => {
    await http.close();
    await github.close();
    await rm(temporary, { recursive: true, force: true });
    github.assertNoViolations();
  });
  const repository = await github.createRepository({ ...repositoryInput, files: Object.fromEntries(files) });
  const token = github.createToken({
    kind: "app",
    actor: "pi5-publisher",
    repositories: [fullName],
    permissions: { contents: "write" },
  });
  const pushed = new Map<string, Files>();
  return {
    github,
    repository,
    token,
    ports: {
      environment: {},
      clock: { now: () => now, sleep: async () => {} },
      log: silentLog,
      secrets: createSecrets(),
      processes: createProcesses(process.env),
      http,
      httpFor: () => http,
      random: () => 0.5,
      workspace: temporary,
      temporary,
      identityToken: async () => {
        throw new Error("nothing here signs keyless");
      },
      run: {
        repository: fullName,
        repositoryId: String(repository.id),
        ownerId: String(repository.ownerId),
        commit: "",
        ref: "refs/heads/main",
        eventName: "push",
        runId: "1",
        runAttempt: "1",
        actor: "octocat",
        serverUrl: github.serverUrl,
        apiUrl: github.apiUrl,
        graphqlUrl: github.graphqlUrl,
        event: async () => ({}),
      },
    },
    push: async (world, branch = "main") => {
      const before = pushed.get(branch) ?? files;
      const changed: Record<string, Uint8Array | null> = {};
      for (const [file, bytes] of world.files) if (before.get(file) !== bytes) changed[file] = bytes;
      for (const file of before.keys()) if (!world.files.has(file)) changed[file] = null;
      pushed.set(branch, world.files);
      return github.push(fullName, branch, changed, { actor: "octocat", message: "a merge" });
    },
  };
}

/** The files of a branch as a device sees them. */
export async function filesAt(
  repository: RepositoryHandle,
  branch: string,
  paths: readonly string[],
): Promise<Files> {
  const files: Files = new Map();
  for (const file of paths) {
    const bytes = await repository.read(branch, file);
    if (bytes !== undefined) files.set(file, bytes);
  }
  return files;
}
