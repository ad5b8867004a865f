import { canonicalJson } from "../values/canonical-json.ts";
import { type Digest, hexOf } from "../values/digest.ts";
import type { Descriptor } from "./descriptor.ts";
import { type ManifestContent, parseDescriptor, parseObject } from "./manifest-content.ts";
import { mediaTypes } from "./media-types.ts";

/** The tag under which registries without the referrers API list the referrers of a digest (distribution-spec v1.1, "Referrers Tag Schema"). */
export function fallbackTag(subject: Digest): string {
  return `sha256-${hexOf(subject)}`;
}

/** The descriptor that lists a manifest among the referrers: with its true artifact type and all its annotations. */
export function referrerDescriptor(descriptor: Descriptor, content: ManifestContent): Descriptor {
  const artifactType =
    content.artifactType ?? (content.kind === "image" ? content.config.mediaType : undefined);
  return {
    mediaType: descriptor.mediaType,
    digest: descriptor.digest,
    size: descriptor.size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(content.annotations === undefined ? {} : { annotations: content.annotations }),
  };
}

/**
 * Some clients write their fallback entries with the type of the empty config, or with none; then only the manifest itself knows
 * what it is.
 */
export function hidesItsType(descriptor: Descriptor): boolean {
  return descriptor.artifactType === undefined || descriptor.artifactType === mediaTypes.empty;
}

/** A fallback index; entries of others are kept as they are, members that we do not know included. */
export type ReferrerIndex = {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly entries: readonly Entry[];
};
type Entry = { readonly raw: unknown; readonly descriptor: Descriptor };

/** An index with no entries. */
export const emptyReferrerIndex: ReferrerIndex = {
  raw: { schemaVersion: 2, mediaType: mediaTypes.index },
  entries: [],
};

/** Reads a fallback index or a page of the referrers API; throws what `refuse` makes when it is not an index. */
export function parseReferrerIndex(bytes: Uint8Array, refuse: (why: string) => Error): ReferrerIndex {
  const raw = parseObject(bytes, refuse);
  if (raw["mediaType"] !== undefined && raw["mediaType"] !== mediaTypes.index)
    throw refuse("is not an OCI image index");
  const manifests = raw["manifests"] ?? [];
  if (raw["schemaVersion"] !== 2 || !Array.isArray(manifests)) throw refuse("is not an OCI image index");
  const entries = manifests.map((entry: unknown, index) => ({
    raw: entry,
    descriptor: parseDescriptor(entry, `manifests[${index}]`, refuse),
  }));
  return { raw, entries };
}

/** True when the index lists the descriptor with the same type and annotations. */
export function listsReferrer(index: ReferrerIndex, wanted: Descriptor): boolean {
  return index.entries.some(
    ({ descriptor }) => descriptor.digest === wanted.digest && sameFacts(descriptor, wanted),
  );
}

/** The index with the descriptor in it, once: nobody else's entry is lost, changed or moved. */
export function mergeReferrer(index: ReferrerIndex, added: Descriptor): ReferrerIndex {
  const at = index.entries.findIndex(({ descriptor }) => descriptor.digest === added.digest);
  const entry: Entry = { raw: added, descriptor: added };
  const kept = index.entries.filter(
    ({ descriptor }, place) => place === at || descriptor.digest !== added.digest,
  );
  return {
    raw: index.raw,
    entries: at < 0 ? [...kept, entry] : kept.map((other) => (other === index.entries[at] ? entry : other)),
  };
}

/** The bytes of the index as it is pushed. */
export function referrerIndexBytes(index: ReferrerIndex): Buffer {
  return Buffer.from(
    JSON.stringify({
      ...index.raw,
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: index.entries.map(({ raw }) => raw),
    }),
    "utf8",
  );
}

function sameFacts(left: Descriptor, right: Descriptor): boolean {
  const facts = ({ mediaType, size, artifactType, annotations }: Descriptor): string =>
    canonicalJson({ mediaType, size, artifactType: artifactType ?? null, annotations: annotations ?? {} });
  return facts(left) === facts(right);
}
