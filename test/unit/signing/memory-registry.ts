// A Registry that keeps everything in maps, for tests of what is above the registry.
import { createHash } from "node:crypto";
import type { Descriptor, Manifest } from "../../../src/oci/descriptor.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { type Digest, digestOf, isDigest } from "../../../src/values/digest.ts";
import type { Repository } from "../../../src/values/image-reference.ts";

export type MemoryRegistry = Registry & {
  readonly tags: Map<string, Digest>;
  readonly manifests: Map<string, Manifest>;
  readonly blobs: Map<string, Uint8Array>;
  /** Every write, in order. */
  readonly writes: string[];
  /** Puts a small image in and gives its descriptor. */
  readonly addImage: (repository: Repository, text: string) => Promise<Descriptor>;
};

type ManifestJson = {
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly subject?: { readonly digest: string };
};

/** `onPushTag` runs after a tag was written: a test's chance to be the other signer. */
export function memoryRegistry(onPushTag: (tag: string) => void = () => {}): MemoryRegistry {
  const tags = new Map<string, Digest>();
  const manifests = new Map<string, Manifest>();
  const blobs = new Map<string, Uint8Array>();
  const writes: string[] = [];

  const find = (reference: string): Manifest | undefined =>
    manifests.get(isDigest(reference) ? reference : (tags.get(reference) ?? ""));
  const store = (bytes: Uint8Array, mediaType: string): Descriptor => {
    const { artifactType, annotations } = JSON.parse(Buffer.from(bytes).toString("utf8")) as ManifestJson;
    const descriptor = {
      mediaType,
      digest: digestOf(bytes),
      size: bytes.length,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(annotations === undefined ? {} : { annotations }),
    };
    manifests.set(descriptor.digest, { descriptor, bytes });
    return descriptor;
  };
  const registry: Registry = {
    resolve: async (_repository, reference) => find(reference)?.descriptor,
    manifest: async (_repository, reference) => find(reference),
    blob: async function* blob(_repository, { digest }) {
      const bytes = blobs.get(digest);
      if (bytes === undefined) throw new Error(`the test registry has no blob ${digest}`);
      yield bytes;
    },
    pushBlob: async (_repository, blob) => {
      if (blobs.has(blob.digest)) return "present";
      const chunks: Uint8Array[] = [];
      for await (const chunk of blob.open()) chunks.push(chunk);
      blobs.set(blob.digest, Buffer.concat(chunks));
      writes.push(`blob ${blob.digest}`);
      return "uploaded";
    },
    pushManifest: async (_repository, { bytes, mediaType }, tag) => {
      const descriptor = store(bytes, mediaType);
      if (tag !== undefined) tags.set(tag, descriptor.digest);
      writes.push(`manifest ${tag ?? descriptor.digest}`);
      if (tag !== undefined) onPushTag(tag);
      return descriptor;
    },
    offerManifest: async (_repository, { bytes, mediaType }, tag) => {
      tags.set(tag, store(bytes, mediaType).digest);
      writes.push(`manifest ${tag}`);
      onPushTag(tag);
    },
    referrers: async (_repository, digest) =>
      [...manifests.values()]
        .filter(({ bytes }) => {
          const { subject } = JSON.parse(Buffer.from(bytes).toString("utf8")) as ManifestJson;
          return subject?.digest === digest;
        })
        .map(({ descriptor }) => descriptor),
    deleteManifest: async (_repository, reference) => {
      if (!tags.delete(reference)) manifests.delete(reference);
    },
    attach: async (_repository, { bytes, mediaType }) => {
      writes.push("referrer");
      return store(bytes, mediaType);
    },
  };
  return {
    ...registry,
    tags,
    manifests,
    blobs,
    writes,
    addImage: async (_repository, text) => {
      const config = createHash("sha256").update(text).digest("hex");
      return store(
        Buffer.from(
          JSON.stringify({
            schemaVersion: 2,
            mediaType: "application/vnd.oci.image.manifest.v1+json",
            config: {
              mediaType: "application/vnd.oci.image.config.v1+json",
              digest: `sha256:${config}`,
              size: 1,
            },
            layers: [],
          }),
        ),
        "application/vnd.oci.image.manifest.v1+json",
      );
    },
  };
}
