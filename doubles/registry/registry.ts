// A registry on loopback that speaks the OCI distribution specification 1.1, with scripted faults.
import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { empty, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { createAuthorizer } from "./authorization.ts";
import type { RegistryAuth } from "./authorization.ts";
import { blobAnswer, createBlobOperations } from "./blob-operations.ts";
import { openBlobStore } from "./blob-store.ts";
import type { BlobStore } from "./blob-store.ts";
import type { Call } from "./call.ts";
import { delayed, distorted, receivedBody, sendAnswer } from "./exchange.ts";
import type { RegistryRequest } from "./exchange.ts";
import { createFaultScript } from "./faults.ts";
import type { RegistryFault, RegistryFaults } from "./faults.ts";
import { createManifestOperations } from "./manifest-operations.ts";
import { emptyRepository } from "./repositories.ts";
import type { RepositoryState } from "./repositories.ts";
import { actionFor, routeOf } from "./route.ts";
import type { Operation, Route } from "./route.ts";

export type { RegistryAuth } from "./authorization.ts";
export type { RegistryRequest } from "./exchange.ts";
export type { RegistryFault, RegistryFaults } from "./faults.ts";
export type { Operation } from "./route.ts";

export type RegistryOptions = {
  /** Where content goes; a temporary folder that `close` removes when left out. */
  readonly directory?: string;
  /** False: the referrers API is 404 and no OCI-Subject is sent, so that clients need the fallback tag. Default true. */
  readonly referrers?: boolean;
  /** Default: none. */
  readonly auth?: RegistryAuth;
  /** PEM. With `clientCa` a client certificate from that authority is required. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly clientCa?: string };
  /** True: If-Match and If-None-Match hold on tags. Default false: they are ignored, as most registries do. */
  readonly conditionalTags?: boolean;
  /** The most entries in one page of tags or referrers. Default 1000. */
  readonly pageSize?: number;
  /** Upload locations as absolute URLs, not as paths. Default false. */
  readonly absoluteLocations?: boolean;
  /** False: Range headers are ignored. Default true. */
  readonly ranges?: boolean;
  /** True: blobs are read from another origin by 307, which refuses requests that carry an Authorization header. */
  readonly redirectBlobs?: boolean;
  /** The time that tokens run out by. */
  readonly clock?: { readonly now: () => Date };
};

export type RegistryDouble = {
  /** `127.0.0.1:port`: the registry part of an image reference. */
  readonly host: string;
  readonly url: string;
  readonly requests: readonly RegistryRequest[];
  readonly faults: RegistryFaults;
  /** Digest that a tag points to, without a request. */
  readonly tag: (repository: string, tag: string) => string | undefined;
  /** What a repository holds, without a request. */
  readonly manifests: (repository: string) => readonly string[];
  readonly blobs: (repository: string) => readonly string[];
  readonly close: () => Promise<void>;
};

/** Starts a registry on a free loopback port. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RegistryDouble> {
  const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), "registry-double-")));
  const store = await openBlobStore(directory);
  const repositories = new Map<string, RepositoryState>();
  const openRepository = (name: string): RepositoryState => {
    const state = repositories.get(name) ?? emptyRepository();
    repositories.set(name, state);
    return state;
  };
  const requests: RegistryRequest[] = [];
  const script = createFaultScript();
  const origin = { url: "", storage: "" };
  const now = (): number => (options.clock ? options.clock.now().getTime() : Date.now());
  const authorizer = createAuthorizer(options.auth ?? { kind: "none" }, () => `${origin.url}/token`, now);
  const blobs = createBlobOperations({
    store,
    openRepository,
    repository: (name) => repositories.get(name),
    locationPrefix: () => (options.absoluteLocations ? origin.url : ""),
    ranges: options.ranges ?? true,
    redirect: options.redirectBlobs ? (digest) => `${origin.storage}/${digest}?signature=ok` : undefined,
    mayPull: (call, repository) => authorizer.allows(call.header("authorization"), repository, "pull"),
  });
  const manifests = createManifestOperations({
    repositories,
    openRepository,
    referrers: options.referrers ?? true,
    conditionalTags: options.conditionalTags ?? false,
    pageSize: options.pageSize ?? 1000,
  });

  const operations: Readonly<Record<Operation, (call: Call) => Answer | Promise<Answer>>> = {
    ping: () => empty(200),
    token: async (call) => {
      const form = new URLSearchParams(call.method === "POST" ? await readText(call.body) : "");
      return authorizer.token(call.method, call.query, form, call.header("authorization"));
    },
    catalog: manifests.catalog,
    tags: manifests.tags,
    referrers: manifests.referrers,
    "manifest-head": manifests.get,
    "manifest-get": manifests.get,
    "manifest-put": manifests.put,
    "manifest-delete": manifests.remove,
    "blob-head": blobs.get,
    "blob-get": blobs.get,
    "blob-delete": blobs.remove,
    "upload-start": blobs.start,
    "upload-status": blobs.status,
    "upload-chunk": blobs.chunk,
    "upload-finish": blobs.finish,
    "upload-cancel": blobs.cancel,
  };

  async function answerTo(call: Call, fault: RegistryFault | undefined): Promise<Answer> {
    const { operation, repository } = call.route;
    if (fault?.kind === "status") return scripted(fault);
    const action = actionFor(operation);
    if (fault?.kind === "expired-token") return authorizer.expired(repository, action);
    const refused =
      operation === "token" ? undefined : authorizer.refuse(call.header("authorization"), repository, action);
    return refused ?? operations[operation](call);
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const method = incoming.method ?? "GET";
    const found = routeOf(method, url.pathname);
    const route = typeof found === "object" ? found : undefined;
    const fault = script.take(route?.operation, url.pathname);
    const count = { received: 0 };
    // Logged before the first octet leaves: a client that has its answer finds it in the log.
    const note = (status: number, sent: number): { bytes: number } => {
      const operation = route?.operation;
      const line = {
        method,
        path: url.pathname + url.search,
        operation,
        status,
        bytes: count.received + sent,
      };
      requests.push(line);
      return line;
    };
    outgoing.setHeader("docker-distribution-api-version", "registry/2.0");
    let line: { bytes: number } | undefined;
    try {
      if (fault?.kind === "slow") await delayed(fault.delayMs, outgoing);
      if (fault?.kind === "drop") throw new Error("scripted drop");
      const answer = route
        ? await answerTo(callOf(route, url.searchParams, incoming, count, fault), fault)
        : unrouted(found === "method", fault);
      if (fault?.kind === "lost-answer") throw new Error("scripted loss of the answer");
      const isHead = method === "HEAD";
      const final = distorted(answer, fault);
      const isDropped = fault?.kind === "drop-body" && answer.body !== "";
      line = note(isDropped ? 0 : final.status, isHead ? 0 : Number(final.headers["content-length"]));
      const sent = await sendAnswer(outgoing, final, isHead, fault);
      line.bytes = count.received + sent;
    } catch {
      // Scripted, or the client went away in the middle of its body: nobody is left to be told.
      if (!line) note(0, 0);
      outgoing.destroy();
    }
  }

  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
    void serve(incoming, outgoing);
  const { tls } = options;
  const clientAuth =
    tls?.clientCa === undefined ? {} : { ca: tls.clientCa, requestCert: true, rejectUnauthorized: true };
  const server = tls
    ? createTlsServer({ key: tls.key, cert: tls.cert, ...clientAuth }, onRequest)
    : createPlainServer(onRequest);
  // A slow disk or a large push is no reason to hang up.
  server.requestTimeout = 0;
  const host = await listen(server);
  origin.url = `${tls ? "https" : "http"}://${host}`;
  const storage = options.redirectBlobs ? createPlainServer(storageHandler(store)) : undefined;
  // Another host name, not only another port: some clients take only the name for the origin.
  if (storage) origin.storage = `http://localhost:${(await listen(storage)).split(":")[1] ?? ""}`;

  return {
    host,
    url: origin.url,
    requests,
    faults: { add: script.add, clear: script.clear, left: script.left },
    tag: (repository, tag) => repositories.get(repository)?.tags.get(tag),
    manifests: (repository) => [...(repositories.get(repository)?.manifests.keys() ?? [])],
    blobs: (repository) => [...(repositories.get(repository)?.blobs ?? [])],
    close: async () => {
      await Promise.all([stop(server), ...(storage ? [stop(storage)] : [])]);
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

function callOf(
  route: Route,
  query: URLSearchParams,
  incoming: IncomingMessage,
  count: { received: number },
  fault: RegistryFault | undefined,
): Call {
  return {
    route,
    query,
    method: incoming.method ?? "GET",
    header: (name) => String(incoming.headers[name] ?? ""),
    body: receivedBody(incoming, count, fault),
    storeNothing: fault?.kind === "store-nothing",
    forgetSession: fault?.kind === "forget-session",
  };
}

function unrouted(knownPath: boolean, fault: RegistryFault | undefined): Answer {
  if (fault?.kind === "status") return scripted(fault);
  if (knownPath) return refusal(405, "UNSUPPORTED", "the operation is unsupported");
  return refusal(404, "NAME_INVALID", "invalid repository name or unknown path");
}

function scripted(fault: Extract<RegistryFault, { kind: "status" }>): Answer {
  const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
  const code = fault.status === 429 ? "TOOMANYREQUESTS" : "UNKNOWN";
  return refusal(fault.status, code, `scripted ${fault.status}`, headers);
}

// The other origin: signed URLs carry their own permission and refuse a second one, as object stores do.
function storageHandler(store: BlobStore): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const digest = new URL(incoming.url ?? "/", "http://localhost").pathname.slice(1);
    const size = await store.size(digest);
    if (incoming.headers.authorization !== undefined || size === undefined) {
      outgoing
        .writeHead(400, { "content-type": "application/xml" })
        .end("<Error><Code>InvalidArgument</Code></Error>");
      return;
    }
    const answer = blobAnswer(store, digest, size, incoming.headers.range ?? "");
    await sendAnswer(outgoing, answer, incoming.method === "HEAD", undefined);
  };
  return (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the registry has no port");
  return `127.0.0.1:${address.port}`;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
