import type { TestContext } from "node:test";
import {
  type GitHubDouble,
  type RepositoryHandle,
  type RepositoryOptions,
  startGitHub,
} from "../../../doubles/github/github.ts";
import { type GitHubOptions, openGitHub } from "../../../src/forge/github.ts";
import type { Forge, ProposalText } from "../../../src/forge/forge.ts";
import { systemClock } from "../../../src/io/clock.ts";
import { createHttp } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";

export const fullName = "acme/fleet";
export const text: ProposalText = { title: "Release shelf 1.0.0", body: "What changes.\n", labels: ["pi5"] };

export type ForgeWorld = {
  readonly github: GitHubDouble;
  readonly repository: RepositoryHandle;
  readonly token: string;
  readonly forge: Forge;
  readonly open: (options?: Partial<GitHubOptions>) => Promise<Forge>;
  readonly base: string;
  /** Requests that could change something, since the last call. */
  readonly writes: () => readonly string[];
};

/** A GitHub double with one repository, and the forge opened on it. Violations of GitHub's contract fail the test. */
export async function forgeWorld(
  t: TestContext,
  options: Partial<RepositoryOptions> = {},
  server: Parameters<typeof startGitHub>[0] = {},
): Promise<ForgeWorld> {
  const github = await startGitHub(server);
  const http = createHttp({ environment: {} });
  t.after(async () => {
    await http.close();
    await github.close();
  });
  const repository = await github.createRepository({
    owner: "acme",
    name: "fleet",
    files: { "fleet.yaml": "schema-version: 1\n", "rings/canary/shelf.json": '{"seq":1}', "docs/a.md": "a" },
    ...options,
  });
  const token = github.createToken({
    kind: "app",
    actor: "pi5-bot",
    repositories: [fullName],
    permissions: { contents: "write", pull_requests: "write", issues: "write" },
  });
  const open = (changed: Partial<GitHubOptions> = {}): Promise<Forge> =>
    openGitHub({
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
      token,
      owner: "acme",
      name: "fleet",
      http,
      clock: systemClock,
      random: Math.random,
      log: silentLog,
      ...changed,
    });
  const base = await repository.resolve("main");
  if (base === undefined) throw new Error("no main");
  let seen = 0;
  return {
    github,
    repository,
    token,
    forge: await open(),
    open,
    base,
    writes: () => {
      const fresh = github.requests.slice(seen).filter(({ readOnly }) => !readOnly);
      seen = github.requests.length;
      return fresh.map(({ method, path, status }) => `${method} ${path} ${status}`);
    },
  };
}

/** A change of one key on a commit. */
export function changeOf(
  base: string,
  files: Readonly<Record<string, string | Uint8Array | null>>,
  key = "release/shelf/canary",
): { readonly key: string; readonly base: string; readonly files: ReadonlyMap<string, Uint8Array | null> } {
  return {
    key,
    base,
    files: new Map(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === "string" ? Buffer.from(content) : content,
      ]),
    ),
  };
}
