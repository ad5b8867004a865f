// A forward proxy on loopback: CONNECT tunnels and absolute-form requests (RFC 9110 section 7.6, RFC 9112 section 3.2.2).
// It logs what passed through it, so that a test can tell whether a client went this way.
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";

export type ProxyOptions = {
  /** Refuses what does not carry these as Proxy-Authorization: Basic, with 407. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** `host:port` that every name leads to, for names that do not exist. */
  readonly resolve?: (authority: string) => string;
};

/** One tunnel (`CONNECT`, target `host:port`) or one forwarded request (target is the URL). */
export type ProxiedRequest = { readonly method: string; readonly target: string; readonly status: number };

export type ProxyDouble = {
  readonly url: string;
  readonly requests: readonly ProxiedRequest[];
  /** Octets that went through tunnels and forwarded bodies, both ways. */
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
};

const HOP_BY_HOP = new Set([
  "proxy-authorization",
  "proxy-connection",
  "connection",
  "keep-alive",
  "te",
  "upgrade",
]);

/** Starts a forward proxy on a free loopback port. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxyDouble> {
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Duplex>();
  const passed = { octets: 0 };
  const resolve = options.resolve ?? ((authority: string): string => authority);

  function isAllowed(incoming: IncomingMessage): boolean {
    if (!options.credentials) return true;
    const { user, password } = options.credentials;
    const expected = `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
    return incoming.headers["proxy-authorization"] === expected;
  }

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const method = incoming.method ?? "GET";
    const target = incoming.url ?? "/";
    const refuse = (status: number): void => {
      requests.push({ method, target, status });
      outgoing.writeHead(status, status === 407 ? { "proxy-authenticate": 'Basic realm="proxy"' } : {}).end();
    };
    if (!isAllowed(incoming)) return refuse(407);
    if (!target.startsWith("http://")) return refuse(400);
    const url = new URL(target);
    const [hostname = "", port = "80"] = resolve(`${url.hostname}:${url.port || "80"}`).split(":");
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(([name]) => !HOP_BY_HOP.has(name)),
    );
    const upstream = httpRequest(
      { hostname, port, method, path: url.pathname + url.search, headers },
      (answer) => {
        requests.push({ method, target, status: answer.statusCode ?? 0 });
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on("data", (chunk: Buffer) => void (passed.octets += chunk.length));
        pipeline(answer, outgoing).catch(() => outgoing.destroy());
      },
    );
    upstream.on("error", () => (outgoing.headersSent ? outgoing.destroy() : refuse(502)));
    incoming.on("data", (chunk: Buffer) => void (passed.octets += chunk.length));
    incoming.pipe(upstream);
  }

  function tunnel(incoming: IncomingMessage, client: Socket, head: Buffer): void {
    const target = incoming.url ?? "";
    const log = (status: number): void => void requests.push({ method: "CONNECT", target, status });
    sockets.add(client);
    client.on("error", () => client.destroy());
    if (!isAllowed(incoming)) {
      log(407);
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const [hostname = "", port = "443"] = resolve(target).split(":");
    const upstream = connect(Number(port), hostname);
    sockets.add(upstream);
    upstream.once("connect", () => {
      log(200);
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      client.on("data", (chunk: Buffer) => void (passed.octets += chunk.length));
      upstream.on("data", (chunk: Buffer) => void (passed.octets += chunk.length));
      client.pipe(upstream).pipe(client);
    });
    upstream.once("error", () => {
      if (upstream.connecting || client.bytesWritten === 0) {
        log(502);
        client.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      } else client.destroy();
    });
    upstream.once("close", () => client.destroy());
    client.once("close", () => upstream.destroy());
  }

  const server = createServer(forward);
  server.on("connect", (incoming: IncomingMessage, client: Socket, head: Buffer) =>
    tunnel(incoming, client, head),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    bytes: () => passed.octets,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
