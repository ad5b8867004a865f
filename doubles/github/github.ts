// A GitHub on one machine: REST, GraphQL and git over HTTP on real bare repositories, for tests and the pilot.
// Whatever a client sends that GitHub's own descriptions do not allow is a violation, and fails the test that asks.
import { mkdir, mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { authenticate, makeApp, makeToken } from "./access.ts";
import { Refusal } from "./answer.ts";
import { openContract } from "./contract.ts";
import type { Files, GitHubDouble, GitHubOptions, LoggedRequest, PushOptions } from "./double.ts";
import { createEvents } from "./events.ts";
import { createFaults } from "./faults.ts";
import { GIT_ROUTE, serveGit, writeHooks } from "./git-http.ts";
import { ZERO_OID } from "./git-objects.ts";
import { gitExecutables } from "./git-process.ts";
import { removeTree } from "./git-store.ts";
import { serveGraphql } from "./graphql.ts";
import { account, callerUser, findRepository, type Caller, type Repository, type World } from "./model.ts";
import { servePage } from "./pages.ts";
import { refsMoved, settle } from "./pulls.ts";
import { tell } from "./telling.ts";
import { commitFiles, handleOf, makeRepository } from "./repositories.ts";
import { serveRest } from "./rest.ts";
import { addStatus, type WantedStatus } from "./routes/checks.ts";
import { pullShape, reviewShape } from "./pull-shapes.ts";
import { conditional, decide, graphqlText, isReadOnly, readBody, toWire, type WireAnswer } from "./wire.ts";

export type { AppOptions, TokenOptions } from "./access.ts";
export type { Events, GitHubEvent } from "./events.ts";
export type { Fault, FaultHandle, FaultKind, Faults } from "./faults.ts";
export type { BranchRules, MergeMethod, Permissions, Pull, TokenKind } from "./model.ts";
export type { WantedStatus } from "./routes/checks.ts";
export type {
  Files,
  GitHubDouble,
  GitHubOptions,
  LoggedRequest,
  PushOptions,
  RepositoryHandle,
  RepositoryOptions,
} from "./double.ts";

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

  function known(fullName: string): Repository {
    const repository = findRepository(world, fullName);
    if (repository === undefined) throw new Error(`The double has no repository ${fullName}.`);
    return repository;
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

  function push(fullName: string, branch: string, files: Files, by: PushOptions): Promise<string> {
    const repository = known(fullName);
    return repository.lock(async () => {
      const name = `refs/heads/${branch}`;
      const before = await repository.git.ref(name);
      const parent = before ?? (await repository.git.ref(`refs/heads/${repository.defaultBranch}`));
      const after = await commitFiles(
        world,
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
    createRepository: async (wanted) =>
      handleOf(world, await makeRepository(world, directory, hooks, wanted)),
    repository: (fullName) => handleOf(world, known(fullName)),
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
