import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import requestBy from "undici/lib/api/api-request.js";
import Agent from "undici/lib/dispatcher/agent.js";
import { ioFaults } from "./faults.ts";

export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export type HttpRequest = {
  readonly method: HttpMethod;
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes, or a function that gives a fresh stream (the length then belongs into the headers). */
  readonly body?: Uint8Array | string | (() => AsyncIterable<Uint8Array>);
  /** Longest silence on the connection, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

export type HttpResponse = {
  readonly status: number;
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  /** The body as a stream; read it or call discard, once. */
  readonly stream: () => AsyncIterable<Uint8Array>;
  /** The whole body, or HTTP_BODY_TOO_LARGE. */
  readonly bytes: (limit: number) => Promise<Buffer>;
  readonly text: (limit: number) => Promise<string>;
  readonly discard: () => Promise<void>;
};

/** Sends one request and follows no redirect: whoever asks knows which hosts may see its credentials. */
export type Http = {
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
  readonly close: () => Promise<void>;
};

export type ClientCertificate = { readonly certificate: string; readonly key: string };

export type HttpOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Further certificate authorities, PEM. */
  readonly authorities?: readonly string[];
  readonly clientCertificate?: ClientCertificate;
  /** Hosts (with port) that may be spoken to in plain http besides loopback. */
  readonly insecureHosts?: readonly string[];
  /** A Unix socket that takes every connection, whatever host is named; no proxy. */
  readonly socket?: string;
  readonly userAgent?: string;
};

const defaultTimeoutMs = 60_000;

/** An HTTP client: https only (loopback and named hosts aside), proxies by environment, private CAs, timeouts. */
export function createHttp(options: HttpOptions): Http {
  const dispatcher = createDispatcher(options);
  // Told by the first request; a client that sends none has nothing to tell.
  dispatcher.catch(() => {});
  return {
    send: async (request) => send(request, options, await dispatcher),
    close: async () => (await dispatcher).close(),
  };
}

function createDispatcher(options: HttpOptions): Promise<Dispatcher> {
  if (options.socket !== undefined)
    return Promise.resolve(new Agent({ connect: { socketPath: options.socket } }));
  const extra = options.environment["NODE_EXTRA_CA_CERTS"];
  const authorities = [
    ...(options.authorities ?? []),
    ...(extra === undefined || extra === "" ? [] : [readAuthorities(extra)]),
  ];
  const tls = {
    ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
    ...(options.clientCertificate === undefined
      ? {}
      : { cert: options.clientCertificate.certificate, key: options.clientCertificate.key }),
  };
  const httpProxy = options.environment["http_proxy"] ?? options.environment["HTTP_PROXY"];
  const httpsProxy = options.environment["https_proxy"] ?? options.environment["HTTPS_PROXY"];
  const noProxy = options.environment["no_proxy"] ?? options.environment["NO_PROXY"] ?? "";
  const common = { connect: tls, keepAliveTimeout: 10_000, connections: 16 };
  if (!httpProxy && !httpsProxy) return Promise.resolve(new Agent(common));
  // All of undici only here: a proxy needs more of it than most runs do.
  return import("undici").then(
    ({ EnvHttpProxyAgent }) =>
      new EnvHttpProxyAgent({
        ...common,
        ...(httpProxy ? { httpProxy } : {}),
        ...(httpsProxy ? { httpsProxy } : {}),
        noProxy: noProxy === "" ? "localhost,127.0.0.1,::1" : `${noProxy},localhost,127.0.0.1,::1`,
        requestTls: tls,
      }),
  );
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw ioFaults.fault("FILE_UNREADABLE", `NODE_EXTRA_CA_CERTS names ${file}, which cannot be read`, {
      where: file,
      cause: error,
    });
  }
}

/** True for an address of this machine, which plain http may reach. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    hostname === "::1" ||
    /^127(?:\.[0-9]{1,3}){3}$/.test(hostname)
  );
}

async function send(
  request: HttpRequest,
  options: HttpOptions,
  dispatcher: Dispatcher,
): Promise<HttpResponse> {
  const url = new URL(request.url);
  const shown = `${request.method} ${url.origin}${url.pathname}`;
  if (
    url.protocol !== "https:" &&
    !(
      url.protocol === "http:" &&
      (isLoopback(url.hostname) || options.insecureHosts?.includes(url.host) === true)
    )
  )
    throw ioFaults.fault("HTTP_INSECURE", `${shown} is not https`, { where: url.host });
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  try {
    const response = await requestBy.call(dispatcher, {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { "user-agent": options.userAgent ?? "pi5-fleet-actions", ...request.headers },
      body: typeof request.body === "function" ? Readable.from(request.body()) : (request.body ?? null),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    return wrap(response, url, shown);
  } catch (error) {
    throw transportFault(error, shown, url.host);
  }
}

function transportFault(error: unknown, shown: string, host: string): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/TIMEOUT/.test(code))
    return ioFaults.fault("HTTP_TIMEOUT", `${shown}: no answer in time`, { where: host, cause: error });
  const why = error instanceof Error ? error.message || code : "unknown error";
  return ioFaults.fault("HTTP_FAILED", `${shown}: ${why}`, { where: host, cause: error });
}

function wrap(response: Dispatcher.ResponseData, url: URL, shown: string): HttpResponse {
  const header = (name: string): string | undefined => {
    const value = response.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  };
  async function* stream(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of response.body) yield chunk as Uint8Array;
    } catch (error) {
      throw transportFault(error, shown, url.host);
    }
  }
  const bytes = async (limit: number): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream()) {
      size += chunk.length;
      if (size > limit)
        throw ioFaults.fault("HTTP_BODY_TOO_LARGE", `${shown}: the answer is larger than ${limit} bytes`, {
          where: url.host,
        });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
  return {
    status: response.statusCode,
    url: url.href,
    header,
    stream,
    bytes,
    text: async (limit) => (await bytes(limit)).toString("utf8"),
    discard: async () => {
      await response.body.dump({ limit: 1_048_576 }).catch(() => undefined);
    },
  };
}
