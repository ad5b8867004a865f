import type { HttpResponse } from "../io/http.ts";
import { type Digest, isDigest, parseDigest } from "../values/digest.ts";
import { type Repository, formatRepository, isTag } from "../values/image-reference.ts";
import type { Descriptor, Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { describeBytes, largestManifest, parseManifest } from "./manifest-content.ts";
import { acceptedManifests, isImageType, isIndexType } from "./media-types.ts";
import { readRefusal, refusalFault, statusFault } from "./refusals.ts";
import type { Transport } from "./transport.ts";

type Found = { readonly manifest: Manifest; readonly etag: string | undefined };

/** What a tag or digest names, by HEAD; by GET where the registry leaves out what HEAD should say. */
export async function resolveManifest(
  transport: Transport,
  repository: Repository,
  reference: string,
): Promise<Descriptor | undefined> {
  const response = await transport.request(reading("HEAD", repository, reference));
  await response.discard();
  if (response.status === 404) return undefined;
  const digest = response.status === 200 ? statedDigest(response, repository, reference) : undefined;
  const size = Number(response.header("content-length") ?? Number.NaN);
  const mediaType = contentType(response);
  if (digest === undefined || !Number.isSafeInteger(size) || size <= 0 || !isManifestType(mediaType))
    return (await fetchManifest(transport, repository, reference))?.manifest.descriptor;
  return { mediaType, digest, size };
}

/** The bytes of a manifest, checked against the reference, the registry's own digest and the specification. */
export async function fetchManifest(
  transport: Transport,
  repository: Repository,
  reference: string,
): Promise<Found | undefined> {
  const request = reading("GET", repository, reference);
  const { response, bytes } = await transport.read(request, largestManifest);
  if (response.status === 404) {
    await response.discard();
    return undefined;
  }
  if (response.status !== 200) throw await refusalFault(response, request.what, repository.registry);
  const stated = statedDigest(response, repository, reference);
  const type = contentType(response);
  const content = parseManifest(bytes, isManifestType(type) ? type : undefined, (why) =>
    ociFaults.fault("MANIFEST_INVALID", `${request.what} ${why}`, { where: formatRepository(repository) }),
  );
  const descriptor = describeBytes(bytes, content.mediaType);
  const wanted = isDigest(reference) ? reference : stated;
  if (wanted !== undefined && wanted !== descriptor.digest)
    throw mismatch(request.what, repository, wanted, descriptor.digest);
  return { manifest: { descriptor, bytes }, etag: response.header("etag") };
}

// docker-registry forgets for a moment that it has a blob that several clients push at once.
const mostUnknown = 4;

/**
 * PUTs a manifest by tag or digest. Repeating is safe: the bytes are the same. With `once` it is not repeated, and undefined says
 * that it may or may not have been written; undefined also stands for a condition that did not hold (412).
 */
export async function putManifest(
  transport: Transport,
  repository: Repository,
  reference: string,
  manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
  options: { readonly condition?: Readonly<Record<string, string>>; readonly once?: boolean } = {},
): Promise<HttpResponse | undefined> {
  const what = `${describeReference(repository, reference)} (push)`;
  const request = {
    method: "PUT",
    repository,
    path: `manifests/${checkReference(reference)}`,
    access: { action: "push" },
    headers: { "content-type": manifest.mediaType, ...options.condition },
    body: manifest.bytes,
    what,
  } as const;
  let response: HttpResponse;
  if (options.once === true) {
    const sent = await transport.attempt(request);
    if (!sent.done) return undefined;
    response = sent.value;
  } else {
    let unknown = 0;
    response = await transport.repeat(async () => {
      const sent = await transport.attempt(request);
      if (!sent.done || ![400, 404].includes(sent.value.status)) return sent;
      const { codes, said } = await readRefusal(sent.value);
      const fault = statusFault(sent.value, what, repository.registry, said);
      unknown += 1;
      if (!codes.includes("MANIFEST_BLOB_UNKNOWN") || unknown > mostUnknown) throw fault;
      return { done: false, error: fault };
    });
  }
  if (response.status === 412 && options.condition !== undefined) {
    await response.discard();
    return undefined;
  }
  if (response.status !== 201 && response.status !== 200 && response.status !== 202)
    throw await refusalFault(response, what, repository.registry);
  await response.discard();
  return response;
}

/**
 * Waits until the registry holds the digest under the reference: some answer 201 before others of their servers know. Throws
 * REGISTRY_DIGEST_MISMATCH when it holds another one, REGISTRY_PROTOCOL when it holds none.
 */
export async function confirmManifest(
  transport: Transport,
  repository: Repository,
  reference: string,
  digest: Digest,
): Promise<void> {
  const what = describeReference(repository, reference);
  await transport.repeat(async () => {
    const held = await resolveManifest(transport, repository, reference);
    if (held?.digest === digest) return { done: true, value: undefined };
    const error =
      held === undefined
        ? ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry} took ${what} but does not hold it`, {
            where: formatRepository(repository),
          })
        : mismatch(what, repository, digest, held.digest);
    return { done: false, error };
  });
}

/**
 * Deletes a tag, or a manifest with all its tags; one that is not there counts as deleted. Many registries delete nothing, or
 * by digest only: that is REGISTRY_REFUSED. Whether it is gone is seen by `resolveManifest` only.
 */
export async function deleteManifest(
  transport: Transport,
  repository: Repository,
  reference: string,
): Promise<void> {
  const what = `${describeReference(repository, reference)} (delete)`;
  const response = await transport.request({
    method: "DELETE",
    repository,
    path: `manifests/${checkReference(reference)}`,
    access: { action: "delete" },
    what,
  });
  if (![200, 202, 204, 404].includes(response.status))
    throw await refusalFault(response, what, repository.registry);
  await response.discard();
}

/** How messages name a manifest. */
export function describeReference(repository: Repository, reference: string): string {
  return `manifest ${formatRepository(repository)}${isDigest(reference) ? "@" : ":"}${reference}`;
}

function reading(method: "GET" | "HEAD", repository: Repository, reference: string) {
  return {
    method,
    repository,
    path: `manifests/${checkReference(reference)}`,
    access: { action: "pull" },
    headers: { accept: acceptedManifests },
    what: describeReference(repository, reference),
  } as const;
}

/** A tag or a digest, so that nothing else can become part of a path. */
function checkReference(reference: string): string {
  return isTag(reference) ? reference : parseDigest(reference);
}

/** The digest that the registry states, when it is one that we can check. */
function statedDigest(response: HttpResponse, repository: Repository, reference: string): Digest | undefined {
  const text = response.header("docker-content-digest");
  if (text === undefined || !text.startsWith("sha256:")) return undefined;
  if (!isDigest(text))
    throw ociFaults.fault(
      "REGISTRY_PROTOCOL",
      `${repository.registry} states a digest that is none for ${describeReference(repository, reference)}`,
      { where: formatRepository(repository) },
    );
  if (isDigest(reference) && text !== reference)
    throw mismatch(describeReference(repository, reference), repository, reference, text);
  return text;
}

/** The fault for content that is not what its digest says. */
export function mismatch(what: string, repository: Repository, wanted: string, got: string): Error {
  return ociFaults.fault(
    "REGISTRY_DIGEST_MISMATCH",
    `${repository.registry}: ${what} should be ${wanted} and is ${got}`,
    { where: formatRepository(repository) },
  );
}

function contentType(response: HttpResponse): string {
  return (response.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function isManifestType(mediaType: string): boolean {
  return isIndexType(mediaType) || isImageType(mediaType);
}
