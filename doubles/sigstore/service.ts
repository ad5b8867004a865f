// One loopback HTTP service of the double: small JSON requests, a log of what came in, and scripted faults.
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

export type ServiceName = "oidc" | "fulcio" | "rekor" | "tsa";

/** What a handler sees of a request. */
export type ServiceRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string;
  readonly body: Buffer;
};

export type ServiceAnswer = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * A scripted fault, taken by the next `times` (1) requests of that service whose path matches.
 * status: answers that instead of working. slow: works after a delay. drop: closes the connection without working.
 * lost-answer: does the work, then closes the connection.
 */
export type ServiceFault = {
  readonly service: ServiceName;
  readonly path?: RegExp;
  readonly times?: number;
} & (
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: "slow"; readonly delayMs: number }
  | { readonly kind: "drop" | "lost-answer" }
);

/** The fault script: `add` appends, `clear` forgets what was not taken yet, `left` counts it. */
export type ServiceFaults = {
  readonly add: (fault: ServiceFault) => void;
  readonly clear: () => void;
  readonly left: () => number;
  readonly take: (service: ServiceName, path: string) => ServiceFault | undefined;
};

/** One line of the request log; status 0 means that the connection was dropped. */
export type LoggedRequest = {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

export type Service = { readonly url: string; readonly close: () => Promise<void> };

const REQUEST_CAP = 32 * 1024 * 1024;

/** An empty fault script. */
export function createServiceFaults(): ServiceFaults {
  let script: { readonly fault: ServiceFault; left: number }[] = [];
  return {
    add: (fault) => script.push({ fault, left: fault.times ?? 1 }),
    clear: () => {
      script = [];
    },
    left: () => script.reduce((sum, entry) => sum + entry.left, 0),
    take: (service, path) => {
      const entry = script.find(
        ({ fault, left }) => left > 0 && fault.service === service && (fault.path?.test(path) ?? true),
      );
      if (!entry) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}

/** A JSON answer. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServiceAnswer {
  return { status, type: "application/json", body: JSON.stringify(value), headers };
}

/** The error body that the Sigstore services share. */
export function failure(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ServiceAnswer {
  return json(status, { code: status, message }, headers);
}

/** Starts one service on a free loopback port. A handler that throws answers 400 with the message. */
export async function startService(
  name: ServiceName,
  handle: (request: ServiceRequest) => ServiceAnswer | undefined,
  script: Pick<ServiceFaults, "take">,
  log: (entry: LoggedRequest) => void,
): Promise<Service> {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const method = incoming.method ?? "GET";
    const note = (status: number): void =>
      log({ service: name, method, path: url.pathname + url.search, status });
    const body = await readBody(incoming);
    const fault = script.take(name, url.pathname);
    if (fault?.kind === "drop") {
      note(0);
      outgoing.destroy();
      return;
    }
    if (fault?.kind === "status") {
      note(fault.status);
      const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
      send(outgoing, failure(fault.status, `scripted ${fault.status}`, headers));
      return;
    }
    if (fault?.kind === "slow") await delay(fault.delayMs, outgoing);
    const header = (wanted: string): string => String(incoming.headers[wanted] ?? "");
    const result = guarded(handle, { method, path: url.pathname, query: url.searchParams, header, body });
    if (fault?.kind === "lost-answer") {
      note(0);
      outgoing.destroy();
      return;
    }
    note(result.status);
    send(outgoing, result);
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the service has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function guarded(
  handle: (request: ServiceRequest) => ServiceAnswer | undefined,
  request: ServiceRequest,
): ServiceAnswer {
  try {
    return handle(request) ?? failure(404, `no route for ${request.method} ${request.path}`);
  } catch (error) {
    return failure(400, error instanceof Error ? error.message : String(error));
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) throw new Error("unexpected text chunk");
    size += chunk.length;
    if (size > REQUEST_CAP) throw new Error("request body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, answer: ServiceAnswer): void {
  const body = Buffer.from(answer.body);
  outgoing.writeHead(answer.status, {
    "content-type": answer.type,
    "content-length": body.length,
    ...answer.headers,
  });
  outgoing.end(body);
}

// A delay that ends when the client goes away, so that closing the double never waits for it.
async function delay(ms: number, outgoing: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  outgoing.once("close", resolve);
  await promise;
  clearTimeout(timer);
}
