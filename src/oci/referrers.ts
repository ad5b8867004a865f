import type { HttpResponse } from "../io/http.ts";
import type { Digest } from "../values/digest.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { largestManifest, parseManifest } from "./manifest-content.ts";
import { fetchManifest } from "./manifests.ts";
import { mediaTypes } from "./media-types.ts";
import { mapLimited } from "./parallel.ts";
import {
  type ReferrerIndex,
  fallbackTag,
  hidesItsType,
  parseReferrerIndex,
  referrerDescriptor,
} from "./referrer-index.ts";
import { readRefusal, statusFault } from "./refusals.ts";
import type { RegistryRequest, Transport } from "./transport.ts";

const mostPages = 100;

/** What the referrers API lists, or undefined where the registry does not have it. */
export async function listByApi(
  transport: Transport,
  repository: Repository,
  digest: Digest,
  artifactType?: string,
): Promise<readonly Descriptor[] | undefined> {
  const what = `referrers of ${formatRepository(repository)}@${digest}`;
  const query = artifactType === undefined ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
  const found: Descriptor[] = [];
  let path: RegistryRequest["path"] = `referrers/${digest}${query}`;
  for (let page = 0; page < mostPages; page += 1) {
    const { response, bytes } = await transport.read(
      {
        method: "GET",
        repository,
        path,
        access: { action: "pull" },
        headers: { accept: mediaTypes.index },
        what,
      },
      largestManifest,
    );
    if (response.status !== 200) return unsupported(response, what, repository);
    // A page that is no index comes from something that answers 200 to every path.
    if (!/^application\/vnd\.oci\.image\.index\.v1\+json\b/.test(response.header("content-type") ?? ""))
      return undefined;
    const index = parseReferrerIndex(bytes, (why) => invalid(what, repository, why));
    for (const { descriptor } of index.entries)
      if (artifactType === undefined || descriptor.artifactType === artifactType) found.push(descriptor);
    const next = nextPage(response, what, repository);
    if (next === undefined) return found;
    path = next;
  }
  throw invalid(what, repository, `has more than ${mostPages} pages`);
}

/** What the fallback tag lists. Entries that hide their type are looked up, so that a filter finds them. */
export async function listByTag(
  transport: Transport,
  repository: Repository,
  digest: Digest,
  artifactType?: string,
): Promise<readonly Descriptor[]> {
  const index = await readFallback(transport, repository, digest);
  if (index === undefined) return [];
  const seen = new Map(index.index.entries.map(({ descriptor }) => [descriptor.digest, descriptor]));
  const entries = await mapLimited(6, [...seen.values()], async (descriptor) =>
    hidesItsType(descriptor) ? completed(transport, repository, descriptor) : descriptor,
  );
  return entries.filter(
    (entry) => entry !== undefined && (artifactType === undefined || entry.artifactType === artifactType),
  ) as readonly Descriptor[];
}

/** The entry with what its manifest says; undefined when the manifest is gone. */
async function completed(
  transport: Transport,
  repository: Repository,
  descriptor: Descriptor,
): Promise<Descriptor | undefined> {
  const found = await fetchManifest(transport, repository, descriptor.digest);
  if (found === undefined) return undefined;
  const { manifest } = found;
  return referrerDescriptor(manifest.descriptor, parseManifest(manifest.bytes, undefined));
}

/** The fallback index with what is needed to write it back. A tag of that name that is no index is never overwritten: MANIFEST_INVALID. */
export async function readFallback(
  transport: Transport,
  repository: Repository,
  subject: Digest,
): Promise<
  { readonly index: ReferrerIndex; readonly digest: Digest; readonly etag: string | undefined } | undefined
> {
  const tag = fallbackTag(subject);
  const found = await fetchManifest(transport, repository, tag);
  if (found === undefined) return undefined;
  const what = `the fallback tag ${formatRepository(repository)}:${tag}`;
  return {
    index: parseReferrerIndex(found.manifest.bytes, (why) =>
      ociFaults.fault("MANIFEST_INVALID", `${what} ${why}`, { where: formatRepository(repository) }),
    ),
    digest: found.manifest.descriptor.digest,
    etag: found.etag,
  };
}

/** 404 is the specification's way to say that there is no such API; some say it otherwise. */
async function unsupported(response: HttpResponse, what: string, repository: Repository): Promise<undefined> {
  const { codes, said } = await readRefusal(response);
  if ([404, 405, 406, 501].includes(response.status) || codes.includes("UNSUPPORTED")) return undefined;
  throw statusFault(response, what, repository.registry, said);
}

/** The next page by a Link header (RFC 8288), which has to stay in the repository. */
function nextPage(response: HttpResponse, what: string, repository: Repository): URL | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(response.header("link") ?? "")?.[1];
  if (target === undefined) return undefined;
  const asked = new URL(response.url);
  if (!URL.canParse(target, asked.href))
    throw invalid(what, repository, "links to a next page that is no URL");
  const next = new URL(target, asked);
  if (next.origin !== asked.origin || !next.pathname.startsWith(`/v2/${repository.path}/referrers/`))
    throw invalid(what, repository, "links to a next page elsewhere");
  return next;
}

function invalid(what: string, repository: Repository, why: string): Error {
  return ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry}: the answer for ${what} ${why}`, {
    where: formatRepository(repository),
  });
}
