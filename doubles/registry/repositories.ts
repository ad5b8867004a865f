// What each repository holds: which blobs it may serve, its manifests, tags and referrers.
import { createHash } from "node:crypto";

export type ManifestRecord = {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly subject: string | undefined;
  readonly artifactType: string | undefined;
  readonly annotations: Readonly<Record<string, string>> | undefined;
};

export type RepositoryState = {
  readonly blobs: Set<string>;
  readonly manifests: Map<string, ManifestRecord>;
  readonly tags: Map<string, string>;
};

/** What a pushed manifest refers to. */
export type ParsedManifest = {
  readonly record: ManifestRecord;
  readonly blobs: readonly string[];
  readonly manifests: readonly string[];
};

type RawDescriptor = { readonly digest?: unknown; readonly mediaType?: unknown; readonly urls?: unknown };

type RawManifest = {
  readonly schemaVersion?: unknown;
  readonly mediaType?: unknown;
  readonly config?: RawDescriptor;
  readonly layers?: readonly RawDescriptor[];
  readonly manifests?: readonly RawDescriptor[];
  readonly subject?: RawDescriptor;
  readonly artifactType?: unknown;
  readonly annotations?: Readonly<Record<string, string>>;
};

const IMAGE_TYPES = new Set([
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
]);
const INDEX_TYPES = new Set([
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
]);

/** A repository with nothing in it. */
export function emptyRepository(): RepositoryState {
  return { blobs: new Set(), manifests: new Map(), tags: new Map() };
}

/** Parses a manifest or index; throws with the reason when it is not valid as the given media type. */
export function parseManifest(
  bytes: Buffer,
  mediaType: string,
  algorithm: "sha256" | "sha512",
): ParsedManifest {
  const raw: unknown = JSON.parse(bytes.toString("utf8"));
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    throw new Error("the manifest is not an object");
  const manifest: RawManifest = raw;
  if (manifest.schemaVersion !== 2) throw new Error("schemaVersion must be 2");
  if (!IMAGE_TYPES.has(mediaType) && !INDEX_TYPES.has(mediaType))
    throw new Error(`media type ${mediaType} is not supported`);
  if (manifest.mediaType !== undefined && manifest.mediaType !== mediaType) {
    throw new Error("the manifest's mediaType is not the Content-Type");
  }
  const isImage = IMAGE_TYPES.has(mediaType);
  if (isImage && (!manifest.config || !Array.isArray(manifest.layers)))
    throw new Error("an image manifest needs config and layers");
  if (!isImage && !Array.isArray(manifest.manifests)) throw new Error("an index needs manifests");
  const layers = (manifest.layers ?? []).filter(({ urls }) => urls === undefined);
  const configType = typeof manifest.config?.mediaType === "string" ? manifest.config.mediaType : undefined;
  return {
    record: {
      digest: `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`,
      mediaType,
      bytes,
      subject: manifest.subject === undefined ? undefined : digestOf(manifest.subject),
      artifactType: typeof manifest.artifactType === "string" ? manifest.artifactType : configType,
      annotations: manifest.annotations,
    },
    blobs: isImage ? [...(manifest.config ? [manifest.config] : []), ...layers].map(digestOf) : [],
    manifests: (manifest.manifests ?? []).map(digestOf),
  };
}

/** The descriptor by which a manifest is listed among the referrers of its subject. */
export function referrerDescriptor(record: ManifestRecord): Readonly<Record<string, unknown>> {
  return {
    mediaType: record.mediaType,
    digest: record.digest,
    size: record.bytes.length,
    ...(record.artifactType === undefined ? {} : { artifactType: record.artifactType }),
    ...(record.annotations === undefined ? {} : { annotations: record.annotations }),
  };
}

function digestOf(descriptor: RawDescriptor): string {
  if (typeof descriptor.digest !== "string") throw new Error("a descriptor has no digest");
  return descriptor.digest;
}
