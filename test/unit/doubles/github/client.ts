// A small client for the tests: it asks, it never interprets.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import {
  startGitHub,
  type GitHubDouble,
  type GitHubOptions,
  type RepositoryHandle,
  type RepositoryOptions,
} from "../../../../doubles/github/github.ts";
import type { Permissions } from "../../../../doubles/github/model.ts";

export type Reply<T> = { readonly status: number; readonly headers: Headers; readonly body: T };
export type Message = {
  readonly message: string;
  readonly errors?: readonly { readonly message?: string; readonly code: string }[];
};
export type GraphqlReply<T> = {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly type?: string;
    readonly message: string;
    readonly path?: readonly string[];
  }[];
};

export type Client = {
  readonly token: string | undefined;
  readonly call: <T = Message>(method: string, route: string, body?: unknown) => Promise<Reply<T>>;
  readonly graphql: <T>(query: string, variables?: object) => Promise<GraphqlReply<T>>;
};

/** Everything an App may be given here. */
export const ALL: Permissions = {
  actions: "write",
  administration: "read",
  checks: "write",
  contents: "write",
  deployments: "write",
  issues: "write",
  pull_requests: "write",
  statuses: "write",
  workflows: "write",
};

/** A double that ends with the test; unless told otherwise the test fails on any violation. */
export async function startDouble(t: TestContext, options: GitHubOptions = {}): Promise<GitHubDouble> {
  const github = await startGitHub(options);
  t.after(() => github.close());
  return github;
}

/** A client with this token, or an anonymous one. */
export function clientOf(github: GitHubDouble, token?: string): Client {
  const headers = {
    "user-agent": "pi5-test",
    accept: "application/vnd.github+json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  async function call<T = Message>(method: string, route: string, body?: unknown): Promise<Reply<T>> {
    const response = await fetch(`${github.apiUrl}${route}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === "" ? undefined : JSON.parse(text)) as T,
    };
  }
  async function graphql<T>(query: string, variables: object = {}): Promise<GraphqlReply<T>> {
    const response = await fetch(github.graphqlUrl, {
      method: "POST",
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlReply<T>;
  }
  return { token, call, graphql };
}

/** A repository `acme/fleet` and a client of an App that may do everything in it. */
export async function startFleet(
  t: TestContext,
  options: Partial<RepositoryOptions> = {},
  permissions: Permissions = ALL,
): Promise<{ github: GitHubDouble; repository: RepositoryHandle; app: Client }> {
  const github = await startDouble(t);
  const repository = await github.createRepository({
    owner: "acme",
    name: "fleet",
    files: { "fleet.yaml": "rings: [canary]\n", "rings/canary/app.json": "{}\n" },
    ...options,
  });
  const token = github.createToken({ kind: "app", actor: "pi5", repositories: ["acme/fleet"], permissions });
  return { github, repository, app: clientOf(github, token) };
}

/** Writes files as one commit on a new branch through the git data API; gives the commit. */
export async function commitOn(
  client: Client,
  branch: string,
  parent: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const base = await client.call<{ tree: { sha: string } }>("GET", `/repos/acme/fleet/git/commits/${parent}`);
  const tree = await client.call<{ sha: string }>("POST", "/repos/acme/fleet/git/trees", {
    base_tree: base.body.tree.sha,
    tree: Object.entries(files).map(([file, content]) => ({
      path: file,
      mode: "100644",
      type: "blob",
      content,
    })),
  });
  const commit = await client.call<{ sha: string }>("POST", "/repos/acme/fleet/git/commits", {
    message: `change ${Object.keys(files).join(", ")}`,
    tree: tree.body.sha,
    parents: [parent],
  });
  await client.call("POST", "/repos/acme/fleet/git/refs", {
    ref: `refs/heads/${branch}`,
    sha: commit.body.sha,
  });
  return commit.body.sha;
}

/** Opens a pull request from a fresh branch with these files; gives its number and head. */
export async function openPull(
  client: Client,
  branch: string,
  parent: string,
  files: Readonly<Record<string, string>>,
): Promise<{ number: number; head: string; nodeId: string }> {
  const head = await commitOn(client, branch, parent, files);
  const pull = await client.call<{ number: number; node_id: string }>("POST", "/repos/acme/fleet/pulls", {
    title: `Take ${branch}`,
    head: branch,
    base: "main",
  });
  return { number: pull.body.number, head, nodeId: pull.body.node_id };
}

/** A directory that ends with the test. */
export async function temporary(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "github-test-"));
  t.after(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

export type GitOutcome = { readonly code: number; readonly out: string };

/** Runs stock git as a user would, with no configuration but this. */
export function git(cwd: string, ...args: readonly string[]): Promise<GitOutcome> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Mona",
    GIT_AUTHOR_EMAIL: "mona@example.com",
    GIT_COMMITTER_NAME: "Mona",
    GIT_COMMITTER_EMAIL: "mona@example.com",
  };
  return new Promise((resolve) => {
    execFile("git", args, { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: `${stdout}${stderr}` });
    });
  });
}
