// A registry that keeps manifests and the names of blobs, and drops their bytes: what is timed is the client.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";

export type RegistrySink = {
  readonly host: string;
  /** Forgets everything, so that the next client finds nothing there. */
  readonly clear: () => void;
  readonly close: () => void;
};

/** Starts a sink on a free loopback port. */
export async function startRegistrySink(): Promise<RegistrySink> {
  const blobs = new Set<string>();
  const manifests = new Map<
    string,
    { readonly type: string; readonly bytes: Buffer; readonly digest: string }
  >();
  const finish = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { "content-length": "0", ...headers }).end();
  };
  const read = async (request: IncomingMessage): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "" } = request;
    const url = new URL(request.url ?? "/", "http://sink");
    const [, kind = "", name = ""] = /\/(blobs|manifests)\/(.+)$/.exec(url.pathname) ?? [];
    if (kind === "manifests" && method === "PUT") {
      const bytes = await read(request);
      const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      const held = { type: request.headers["content-type"] ?? "", bytes, digest };
      manifests.set(name, held).set(digest, held);
      return finish(response, 201, { "docker-content-digest": digest });
    }
    if (kind === "manifests") {
      const held = manifests.get(name);
      if (held === undefined) return finish(response, 404);
      response.writeHead(200, {
        "content-type": held.type,
        "content-length": String(held.bytes.length),
        "docker-content-digest": held.digest,
      });
      response.end(method === "HEAD" ? undefined : held.bytes);
      return;
    }
    // Bytes are taken from the socket and dropped.
    request.resume();
    await once(request, "end");
    if (method === "POST") return finish(response, 202, { location: `${url.pathname}1` });
    if (method === "PATCH") return finish(response, 202, { location: url.pathname, range: "0-0" });
    if (method === "PUT") {
      const digest = url.searchParams.get("digest") ?? "";
      blobs.add(digest);
      return finish(response, 201, { "docker-content-digest": digest });
    }
    const known = url.pathname === "/v2/" || blobs.has(name);
    finish(response, known ? 200 : 404, known ? { "docker-content-digest": name } : {});
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sink has no port");
  return {
    host: `127.0.0.1:${address.port}`,
    clear: () => {
      blobs.clear();
      manifests.clear();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
