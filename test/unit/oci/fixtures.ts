// What the tests of src/oci share: a client for a registry double, small images, and a clock that does not wait.
import { once } from "node:events";
import { type RequestListener, createServer } from "node:http";
import type { TestContext } from "node:test";
import {
  type RegistryDouble,
  type RegistryOptions,
  startRegistry,
} from "../../../doubles/registry/registry.ts";
import type { Clock } from "../../../src/io/clock.ts";
import { type Http, type HttpOptions, createHttp } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";
import type { Credential, CredentialStore } from "../../../src/oci/credentials.ts";
import type { BlobSource, Descriptor } from "../../../src/oci/descriptor.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import { type RegistryOptions as ClientOptions, createRegistry } from "../../../src/oci/registry-client.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { digestOf } from "../../../src/values/digest.ts";
import type { Repository } from "../../../src/values/image-reference.ts";

/** A clock whose sleeps end at once and are written down. */
export function patientClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let skipped = 0;
  return {
    waits,
    now: () => new Date(Date.now() + skipped),
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      skipped += milliseconds;
    },
  };
}

/** A store that has one credential for everybody. */
export function always(credential: Credential): CredentialStore {
  return { find: async () => credential };
}

/** A registry double that ends with the test. */
export async function double(t: TestContext, options: RegistryOptions = {}): Promise<RegistryDouble> {
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  return registry;
}

/** A server for what no registry should do, as `host:port`. */
export async function scripted(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `127.0.0.1:${address.port}`;
}

/** A client of src/oci whose connections end with the test. */
export function client(
  t: TestContext,
  options: Partial<ClientOptions> & { readonly environment?: HttpOptions["environment"] } = {},
): Registry {
  const environment = options.environment ?? {};
  const opened: Http[] = [];
  const open = (more: Omit<HttpOptions, "environment">): Http => {
    const http = createHttp({ environment, ...more });
    opened.push(http);
    return http;
  };
  t.after(() => Promise.all(opened.map((http) => http.close())));
  return createRegistry({
    http: open({}),
    httpFor: open,
    credentials: always({ kind: "anonymous" }),
    certificates: { find: async () => ({ authorities: [] }) },
    clock: patientClock(),
    random: Math.random,
    log: silentLog,
    ...options,
  });
}

/** A repository in a double. */
export function repositoryOf(registry: RegistryDouble, path = "acme/app"): Repository {
  return { registry: registry.host, path };
}

/** Bytes as a blob that comes in pieces. */
export function blobOf(
  content: Uint8Array | string,
  piece = 16_384,
): BlobSource & { readonly bytes: Buffer } {
  const bytes = Buffer.from(content);
  return {
    bytes,
    digest: digestOf(bytes),
    size: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

/** Bytes that are the same on each run and do not repeat soon. */
export function patternBytes(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** The bytes of a manifest with an empty config, for artifacts and referrers. */
export function artifact(more: Readonly<Record<string, unknown>> = {}): {
  readonly bytes: Buffer;
  readonly mediaType: string;
} {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.empty, digest: emptyBlob.digest, size: emptyBlob.size },
    layers: [{ mediaType: mediaTypes.empty, digest: emptyBlob.digest, size: emptyBlob.size }],
    ...more,
  };
  return { bytes: Buffer.from(JSON.stringify(manifest)), mediaType: mediaTypes.manifest };
}

/** The two bytes `{}` that OCI uses where a config is not needed. */
export const emptyBlob = blobOf("{}");

/** Everything of a stream. */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A descriptor without its optional members. */
export function plain({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

/** Matches a Fault by its code, for assert.rejects. */
export function fault(code: string, message?: RegExp): (error: unknown) => boolean {
  return (error) => {
    const found = error instanceof Error && "code" in error ? error.code : undefined;
    if (found !== code) throw new Error(`expected ${code}, got ${String(found)}`, { cause: error });
    if (message !== undefined && !message.test((error as Error).message))
      throw new Error(`expected ${message.source}, got ${(error as Error).message}`, { cause: error });
    return true;
  };
}
