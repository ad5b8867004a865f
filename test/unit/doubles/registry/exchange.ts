// What the tests of the registry double share: a running double and a few requests of the distribution specification.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { TestContext } from "node:test";
import { startRegistry } from "../../../../doubles/registry/registry.ts";
import type { RegistryDouble, RegistryOptions } from "../../../../doubles/registry/registry.ts";

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";
export const EMPTY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

export async function registryFor(t: TestContext, options: RegistryOptions = {}): Promise<RegistryDouble> {
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  return registry;
}

export function digestOf(bytes: string | Uint8Array, algorithm = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

export async function startUpload(
  registry: RegistryDouble,
  repository = "acme/shop",
  query = "",
): Promise<URL> {
  const response = await fetch(`${registry.url}/v2/${repository}/blobs/uploads/${query}`, { method: "POST" });
  assert.equal(response.status, 202);
  return new URL(response.headers.get("location") ?? "", registry.url);
}

export async function finishUpload(
  location: URL,
  content: string,
  digest = digestOf(content),
): Promise<Response> {
  const url = new URL(location);
  url.searchParams.set("digest", digest);
  return fetch(url, {
    method: "PUT",
    body: content,
    headers: { "content-type": "application/octet-stream" },
  });
}

export async function pushBlob(
  registry: RegistryDouble,
  content: string,
  repository = "acme/shop",
): Promise<string> {
  const response = await finishUpload(await startUpload(registry, repository), content);
  assert.equal(response.status, 201);
  return digestOf(content);
}

export function manifestText(
  layers: readonly string[] = [],
  more: Readonly<Record<string, unknown>> = {},
): string {
  const layer = (digest: string): unknown => ({ mediaType: "application/octet-stream", digest, size: 1 });
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: EMPTY, size: 2 };
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config,
    layers: layers.map(layer),
    ...more,
  });
}

export function putManifest(
  registry: RegistryDouble,
  reference: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const url = `${registry.url}/v2/acme/shop/manifests/${reference}`;
  return fetch(url, { method: "PUT", body: text, headers: { "content-type": MANIFEST, ...headers } });
}

/** Pushes the empty config and a manifest under a tag. */
export async function pushImage(
  registry: RegistryDouble,
  tag: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await pushBlob(registry, "{}");
  const text = manifestText([], more);
  assert.equal((await putManifest(registry, tag, text)).status, 201);
  return digestOf(text);
}

export async function codeOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { readonly errors: readonly { readonly code: string }[] };
  return `${response.status} ${errors[0]?.code ?? ""}`;
}
