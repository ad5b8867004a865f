// The cache service of GitHub Actions (v2): Twirp over JSON for entries, Azure block blobs for their bytes.
import { randomBytes } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type CacheServiceDouble = {
  readonly url: string;
  /** What a JavaScript action of a runner sees. */
  readonly environment: Readonly<Record<string, string>>;
  /** Keys of whole entries, oldest first. */
  readonly keys: () => readonly string[];
  readonly calls: readonly string[];
  /** From now on tokens may only read, as those of low-trust events. */
  readonly denyWrites: () => void;
  readonly close: () => Promise<void>;
};

type Entry = { readonly key: string; readonly version: string; bytes: Buffer | undefined };

/** Starts the service on a free port of this machine. */
export async function startCacheService(): Promise<CacheServiceDouble> {
  const entries = new Map<string, Entry>();
  const blocks = new Map<string, Map<string, Buffer>>();
  const calls: string[] = [];
  let writable = true;
  let url = "";

  function create({ key, version }: Request): object {
    if (!writable) return { ok: false, message: "cache write denied: the token of this run may only read" };
    if ([...entries.values()].some((entry) => entry.key === key && entry.version === version))
      return { ok: false, message: "cache entry with the same key and version exists" };
    const id = randomBytes(8).toString("hex");
    entries.set(id, { key, version, bytes: undefined });
    return { ok: true, signedUploadUrl: `${url}/account/container/${id}?sig=double` };
  }

  function finalize({ key, version, sizeBytes }: Request): object {
    const entry = [...entries.values()].find((one) => one.key === key && one.version === version);
    const good = entry?.bytes !== undefined && entry.bytes.length === Number(sizeBytes);
    return good ? { ok: true, entryId: "1" } : { ok: false, message: "the upload is not whole" };
  }

  function find({ key, version, restoreKeys = [] }: Request): object {
    const whole = [...entries].filter(([, entry]) => entry.version === version && entry.bytes !== undefined);
    const exact = whole.find(([, entry]) => entry.key === key);
    const byPrefix = restoreKeys.flatMap((prefix) =>
      whole.filter(([, entry]) => entry.key.startsWith(prefix)).toReversed(),
    );
    const [id, entry] = exact ?? byPrefix[0] ?? [];
    return entry === undefined
      ? { ok: false }
      : { ok: true, matchedKey: entry.key, signedDownloadUrl: `${url}/account/container/${id}?sig=double` };
  }

  function blob(
    id: string,
    parameters: URLSearchParams,
    method: string,
    body: Buffer,
    answer: ServerResponse,
  ): void {
    const entry = entries.get(id);
    if (entry === undefined) return void answer.writeHead(404).end();
    if (method === "GET" || method === "HEAD") {
      answer.writeHead(200, { "content-length": String(entry.bytes?.length ?? 0) });
      return void answer.end(method === "GET" ? entry.bytes : undefined);
    }
    const held = blocks.get(id) ?? new Map<string, Buffer>();
    blocks.set(id, held);
    if (parameters.get("comp") === "block") held.set(parameters.get("blockid") ?? "", body);
    else if (parameters.get("comp") === "blocklist") {
      const names = [...body.toString("utf8").matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)].map(
        (match) => match[1] ?? "",
      );
      entry.bytes = Buffer.concat(names.map((name) => held.get(name) ?? Buffer.alloc(0)));
    } else entry.bytes = body;
    answer.writeHead(201, { etag: '"1"', "last-modified": new Date(0).toUTCString() }).end();
  }

  const server = createServer((request, answer) => {
    void serve(request, answer);
  });

  async function serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://double");
    const body = await whole(request);
    const method = /^\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/.exec(pathname)?.[1];
    if (method === undefined)
      return blob(pathname.split("/").at(-1) ?? "", searchParams, request.method ?? "", body, answer);
    calls.push(method);
    if (request.headers.authorization !== "Bearer cache-token") return void answer.writeHead(401).end("{}");
    const asked = JSON.parse(body.toString("utf8")) as Record<string, string & string[]>;
    // Protobuf's JSON has both spellings of a name.
    const given: Request = {
      key: asked["key"] ?? "",
      version: asked["version"] ?? "",
      restoreKeys: asked["restore_keys"] ?? asked["restoreKeys"] ?? [],
      sizeBytes: asked["size_bytes"] ?? asked["sizeBytes"] ?? "",
    };
    const methods: Readonly<Record<string, (given: Request) => object>> = {
      CreateCacheEntry: create,
      FinalizeCacheEntryUpload: finalize,
      GetCacheEntryDownloadURL: find,
    };
    const result = methods[method]?.(given);
    answer.writeHead(result === undefined ? 404 : 200, { "content-type": "application/json" });
    answer.end(JSON.stringify(result ?? {}));
  }

  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: {
      ACTIONS_RESULTS_URL: `${url}/`,
      ACTIONS_CACHE_SERVICE_V2: "True",
      ACTIONS_RUNTIME_TOKEN: "cache-token",
    },
    keys: () => [...entries.values()].filter(({ bytes }) => bytes !== undefined).map(({ key }) => key),
    calls,
    denyWrites: () => {
      writable = false;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

type Request = {
  readonly key: string;
  readonly version: string;
  readonly restoreKeys?: readonly string[];
  readonly sizeBytes?: string;
};

async function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
