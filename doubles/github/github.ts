// A GitHub on one machine: REST, GraphQL and git over HTTP on real bare repositories, for tests and the pilot.
// Whatever a client sends that GitHub's own descriptions do not allow is a violation, and fails the test that asks.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { authenticate, makeApp, makeToken, type AppOptions, type TokenOptions } from "./access.ts";
import { Refusal, type Answer } from "./answer.ts";
import { openContract } from "./contract.ts";
import { createEvents, type Events } from "./events.ts";
import { createFaults, faultAnswer, type Fault, type Faults } from "./faults.ts";
import { GIT_ROUTE, serveGit, writeHooks } from "./git-http.ts";
import { ZERO_OID } from "./git-objects.ts";
import { gitExecutables, GitStore, removeTree, type TreeEdit } from "./git-store.ts";
import { serveGraphql } from "./graphql.ts";
import {
  account,
  callerUser,
  findRepository,
  type BranchRules,
  type Caller,
  type MergeMethod,
  type Pull,
  type Repository,
  type TokenKind,
  type World,
} from "./model.ts";
import { servePage } from "./pages.ts";
import { refsMoved, settle, tell, userPerson } from "./pulls.ts";
import { serveRest } from "./rest.ts";
import { addStatus, type WantedStatus } from "./routes/checks.ts";
import { createSerial } from "./serial.ts";
import { pullShape, reviewShape } from "./shapes.ts";

export type { AppOptions, TokenOptions } from "./access.ts";
export type { Events, GitHubEvent } from "./events.ts";
export type { Fault, FaultHandle, FaultKind, Faults } from "./faults.ts";
export type { BranchRules, MergeMethod, Permissions, Pull, TokenKind } from "./model.ts";
export type { WantedStatus } from "./routes/checks.ts";

const LARGEST_BODY = 128 * 1024 * 1024;

export type GitHubOptions = {
  /** Where the repositories are kept; without it a temporary directory, removed by `close`. */
  readonly directory?: string;
  /** The clock for commits, tokens and all times in answers. */
  readonly now?: () => Date;
  /** A server as old GitHub Enterprise ones: GraphQL knows no `updateRefs`. */
  readonly withoutUpdateRefs?: boolean;
};

export type RepositoryOptions = {
  readonly owner: string;
  readonly name: string;
  /** `main` without it. */
  readonly defaultBranch?: string;
  readonly private?: boolean;
  /** The first commit's files by path; without it a README.md. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly id?: number;
  readonly ownerId?: number;
  readonly ownerType?: "User" | "Organization";
  readonly mergeMethods?: readonly MergeMethod[];
  readonly autoMerge?: boolean;
  readonly deleteBranchOnMerge?: boolean;
  /** The setting "Allow GitHub Actions to create and approve pull requests"; on without it. */
  readonly actionsMayOpenPulls?: boolean;
};

export type RepositoryHandle = {
  readonly id: number;
  readonly ownerId: number;
  readonly fullName: string;
  readonly cloneUrl: string;
  /** The bare repository. */
  readonly directory: string;
  /** The commit of a branch, tag, full ref or id; undefined when there is none. */
  readonly resolve: (name: string) => Promise<string | undefined>;
  /** The bytes of a file at a commit or branch. */
  readonly read: (at: string, file: string) => Promise<Buffer | undefined>;
  readonly pull: (number: number) => Readonly<Pull> | undefined;
  readonly pulls: () => readonly Readonly<Pull>[];
};

export type LoggedRequest = {
  readonly method: string;
  /** Without `/api/v3`; `/graphql` for GraphQL; `/owner/name.git/...` for git. */
  readonly path: string;
  readonly query: string;
  /** Login, or undefined for an anonymous request. */
  readonly actor: string | undefined;
  readonly tokenKind: TokenKind | "app-jwt" | undefined;
  /** 0 when the connection was dropped on purpose. */
  readonly status: number;
  /** The GraphQL document. */
  readonly graphql: string | undefined;
  /** True when it could change nothing: GET, a GraphQL query, a git fetch. */
  readonly readOnly: boolean;
};

export type PushOptions = { readonly actor: string; readonly message?: string };

export type GitHubDouble = {
  readonly url: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  /** GITHUB_SERVER_URL */
  readonly serverUrl: string;
  readonly events: Events;
  readonly faults: Faults;
  readonly requests: LoggedRequest[];
  readonly violations: string[];
  /** Throws with every violation so far. */
  readonly assertNoViolations: () => void;
  readonly createRepository: (options: RepositoryOptions) => Promise<RepositoryHandle>;
  readonly repository: (fullName: string) => RepositoryHandle;
  readonly createToken: (options: TokenOptions) => string;
  readonly registerApp: (options: AppOptions) => {
    readonly appId: number;
    readonly installationId: number;
    readonly privateKey: string | undefined;
  };
  /** Replaces the rules of a branch (its name may end in `*`). */
  readonly setRules: (fullName: string, branch: string, rules: BranchRules) => void;
  readonly approve: (fullName: string, number: number, actor: string) => Promise<void>;
  readonly setCommitStatus: (
    fullName: string,
    sha: string,
    status: WantedStatus & { readonly actor?: string },
  ) => Promise<void>;
  /** Commits files (null removes one) on a branch as somebody with every right; the events are those of a push. */
  readonly push: (
    fullName: string,
    branch: string,
    files: Readonly<Record<string, string | Uint8Array | null>>,
    options: PushOptions,
  ) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Starts a GitHub double on 127.0.0.1, on a free port. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubDouble> {
  const own = options.directory === undefined;
  const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), "github-double-")));
  await mkdir(directory, { recursive: true });
  const hooks = await writeHooks(directory);
  let executables: Promise<string> | undefined;
  const violations: string[] = [];
  const requests: LoggedRequest[] = [];
  const faults = createFaults();
  let lastId = 1000;

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push(
        `bug in the double: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The double has no port.");
  const url = `http://127.0.0.1:${address.port}`;

  const world: World = {
    url,
    apiUrl: `${url}/api/v3`,
    now: options.now ?? (() => new Date()),
    nextId: () => {
      lastId += 1;
      return lastId;
    },
    users: new Map(),
    repositories: new Map(),
    tokens: new Map(),
    apps: [],
    events: createEvents(),
    violate: (text) => violations.push(text),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? "/", url);
    const method = request.method ?? "GET";
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : value,
      ]),
    );
    const body = await readBody(request);
    // A client that was killed in mid-sentence has asked nothing.
    if (body === undefined) return;
    const api = /^\/api\/v3(\/.*)$/.exec(target.pathname)?.[1];
    const isGraphql = target.pathname === "/api/graphql";
    const where = isGraphql ? "/graphql" : (api ?? target.pathname);
    const document = isGraphql ? graphqlText(body) : undefined;
    const fault = faults.take(method, where, document);
    await fault?.before?.();
    if (fault?.fault.kind === "slow") await sleep(fault.fault.milliseconds);
    let caller: Caller = { kind: "anonymous" };
    let answer: WireAnswer | "drop";
    try {
      caller = authenticate(world, headers["authorization"]);
      answer = await decide(fault, async () => {
        const raw = {
          method,
          path: where,
          query: target.searchParams,
          body,
          headers,
          mergeableUnknown: fault?.fault.kind === "mergeable-unknown",
        };
        if (isGraphql)
          return toWire(await serveGraphql(world, caller, raw, options.withoutUpdateRefs === true));
        if (api !== undefined) {
          if (headers["user-agent"] === undefined)
            violations.push(`${method} ${where}: GitHub refuses requests without a User-Agent`);
          return conditional(toWire(await serveRest(world, openContract(), caller, raw)), method, headers);
        }
        const git = GIT_ROUTE.exec(target.pathname);
        if (git === null) {
          const page = await servePage(world, caller, method, target.pathname);
          if (page !== undefined) return toWire(page);
          violations.push(`unknown address ${method} ${target.pathname}`);
          return toWire({ status: 404, body: { message: "Not Found" } });
        }
        const [, owner = "", name = "", service = ""] = git;
        executables ??= gitExecutables(directory);
        return serveGit(world, await executables, caller, {
          method,
          owner,
          name,
          service,
          query: target.search.slice(1),
          headers,
          body,
        });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = toWire(error.answer());
    }
    const actor = caller.kind === "anonymous" ? undefined : callerUser(world, caller).login;
    requests.push({
      method,
      path: where,
      query: target.search.slice(1),
      actor,
      tokenKind: caller.kind === "anonymous" ? undefined : caller.kind,
      status: answer === "drop" ? 0 : answer.status,
      graphql: document,
      readOnly: isReadOnly(method, where, document),
    });
    if (answer === "drop") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end(method === "HEAD" ? undefined : answer.body);
  }

  function handle(repository: Repository): RepositoryHandle {
    const { git } = repository;
    return {
      id: repository.id,
      ownerId: repository.owner.id,
      fullName: repository.fullName,
      cloneUrl: `${url}/${repository.fullName}.git`,
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

  function known(fullName: string): Repository {
    const repository = findRepository(world, fullName);
    if (repository === undefined) throw new Error(`The double has no repository ${fullName}.`);
    return repository;
  }

  async function createRepository(wanted: RepositoryOptions): Promise<RepositoryHandle> {
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
      repository,
      undefined,
      wanted.files ?? { "README.md": `# ${wanted.name}\n` },
      owner.login,
      "Initial commit",
    );
    const made = await git.updateRefs([
      { name: `refs/heads/${defaultBranch}`, before: ZERO_OID, after: oid },
    ]);
    if (!made.ok) throw new Error(made.why);
    return handle(repository);
  }

  async function commitFiles(
    repository: Repository,
    parent: string | undefined,
    files: Readonly<Record<string, string | Uint8Array | null>>,
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

  /** Somebody who works in a browser: every right, events are delivered. */
  function person(login: string): Caller {
    const user = account(world, login);
    return {
      kind: "pat",
      user,
      token: { text: "", kind: "pat", user, repositories: [], permissions: {}, expiresAt: undefined },
    };
  }

  function push(
    fullName: string,
    branch: string,
    files: Readonly<Record<string, string | Uint8Array | null>>,
    by: PushOptions,
  ): Promise<string> {
    const repository = known(fullName);
    return repository.lock(async () => {
      const name = `refs/heads/${branch}`;
      const before = await repository.git.ref(name);
      const parent = before ?? (await repository.git.ref(`refs/heads/${repository.defaultBranch}`));
      const after = await commitFiles(
        repository,
        parent,
        files,
        by.actor,
        by.message ?? `Change ${Object.keys(files).join(", ")}`,
      );
      const moved = await repository.git.updateRefs([{ name, before: before ?? ZERO_OID, after }]);
      if (!moved.ok) throw new Error(moved.why);
      await refsMoved(world, repository, person(by.actor), [{ name, before: before ?? ZERO_OID, after }]);
      return after;
    });
  }

  function approve(fullName: string, number: number, actor: string): Promise<void> {
    const repository = known(fullName);
    return repository.lock(async () => {
      const pull = repository.pulls.get(number);
      if (pull === undefined) throw new Error(`${fullName} has no pull request ${number}.`);
      const caller = person(actor);
      if (callerUser(world, caller).login === pull.user.login)
        throw new Error(`${actor} can not approve their own pull request.`);
      const review = {
        id: world.nextId(),
        user: callerUser(world, caller),
        state: "APPROVED",
        body: "",
        commit: pull.headSha,
        at: world.now(),
      } as const;
      pull.reviews.push(review);
      const payload = {
        review: reviewShape(world, repository, pull, review),
        pull_request: pullShape(world, repository, pull),
      };
      tell(world, repository, caller, "pull_request_review", "submitted", payload);
      await settle(world, repository);
    });
  }

  async function setCommitStatus(
    fullName: string,
    sha: string,
    status: WantedStatus & { readonly actor?: string },
  ): Promise<void> {
    const repository = known(fullName);
    const caller = person(status.actor ?? "ci");
    await repository.lock(() => addStatus(world, repository, caller, callerUser(world, caller), sha, status));
  }

  return {
    url,
    apiUrl: world.apiUrl,
    graphqlUrl: `${url}/api/graphql`,
    serverUrl: url,
    events: world.events,
    faults,
    requests,
    violations,
    assertNoViolations: () => {
      if (violations.length > 0)
        throw new Error(`The GitHub double saw ${violations.length} violations:\n${violations.join("\n")}`);
    },
    createRepository,
    repository: (fullName) => handle(known(fullName)),
    createToken: (wanted) => makeToken(world, wanted).text,
    registerApp: (wanted) => {
      const { app, privateKey } = makeApp(world, wanted);
      return { appId: app.id, installationId: app.installationId, privateKey };
    },
    setRules: (fullName, branch, rules) => {
      known(fullName).rules.set(branch, rules);
    },
    approve,
    setCommitStatus,
    push,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const repository of world.repositories.values()) repository.git.close();
      if (own) await removeTree(directory);
    },
  };
}

type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
};

function toWire(answer: Answer): WireAnswer {
  const common = {
    "x-github-request-id": "0000:0000",
    "x-github-media-type": "github.v3; format=json",
    ...LIMITS,
    ...answer.headers,
  };
  if (answer.raw !== undefined) {
    return {
      status: answer.status,
      headers: { "content-type": "application/vnd.github.raw+json; charset=utf-8", ...common },
      body: answer.raw,
    };
  }
  if (answer.body === undefined) return { status: answer.status, headers: common, body: "" };
  const headers = { "content-type": "application/json; charset=utf-8", ...common };
  return { status: answer.status, headers, body: JSON.stringify(answer.body) };
}

/** Limits are never used up here: they fail only where a fault says so. */
const LIMITS = {
  "x-ratelimit-limit": "5000",
  "x-ratelimit-remaining": "4999",
  "x-ratelimit-used": "1",
  "x-ratelimit-resource": "core",
};

/** Adds an ETag to what was read; a client that has it already gets 304. As on GitHub the ETag differs by token. */
function conditional(
  answer: WireAnswer,
  method: string,
  headers: Readonly<Record<string, string | undefined>>,
): WireAnswer {
  if (method !== "GET" || answer.status !== 200) return answer;
  const hash = createHash("sha256")
    .update(headers["authorization"] ?? "")
    .update("\n")
    .update(answer.body)
    .digest("hex");
  const etag = `W/"${hash}"`;
  const named = { ...answer.headers, etag };
  return headers["if-none-match"] === etag
    ? { status: 304, headers: named, body: "" }
    : { ...answer, headers: named };
}

/** The handler's answer, or what the fault makes of it. */
async function decide(
  fault: Fault | undefined,
  work: () => Promise<WireAnswer>,
): Promise<WireAnswer | "drop"> {
  if (fault === undefined) return work();
  if (fault.fault.kind === "drop-before") return "drop";
  const instead = faultAnswer(fault.fault);
  if (instead !== undefined) return toWire(instead);
  const answer = await work();
  return fault.fault.kind === "drop-after-commit" ? "drop" : answer;
}

/** The whole body, or undefined when the connection ended before it. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > LARGEST_BODY) throw new Error("The request is larger than the double takes.");
      chunks.push(bytes);
    }
  } catch (error) {
    if (request.socket.destroyed) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
}

function graphqlText(body: Buffer): string {
  try {
    const { query } = JSON.parse(body.toString("utf8")) as { query?: unknown };
    return typeof query === "string" ? query : "";
  } catch {
    return "";
  }
}

function isReadOnly(method: string, where: string, document: string | undefined): boolean {
  if (document !== undefined) return !/(^|\})\s*mutation\b/.test(document);
  return method === "GET" || method === "HEAD" || where.endsWith("/git-upload-pack");
}
