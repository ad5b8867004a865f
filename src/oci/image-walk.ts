import type { Digest } from "../values/digest.ts";
import type { Descriptor, Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { parseManifest } from "./manifest-content.ts";
import { isImageType, isIndexType } from "./media-types.ts";

/** Everything that an image or index is made of. */
export type ImageParts = {
  /** Children before parents: the order in which a registry takes them. The root is last. */
  readonly manifests: readonly Manifest[];
  /** Configs and layers, each once. */
  readonly blobs: readonly Descriptor[];
};

const deepest = 4;
const mostManifests = 1000;

/**
 * Walks from a root through nested indexes to every manifest and blob. `read` gives checked manifests. Entries of an index that are no
 * manifests are taken as blobs, as the specification asks. Throws MANIFEST_INVALID when it is nested too deep or too large.
 */
export async function walkImage(
  read: (descriptor: Descriptor) => Promise<Manifest>,
  root: Descriptor,
): Promise<ImageParts> {
  const manifests = new Map<Digest, Manifest>();
  const blobs = new Map<Digest, Descriptor>();
  const visit = async (descriptor: Descriptor, depth: number): Promise<void> => {
    if (manifests.has(descriptor.digest)) return;
    if (depth > deepest || manifests.size >= mostManifests)
      throw ociFaults.fault(
        "MANIFEST_INVALID",
        `${root.digest} has too many manifests, or they are nested too deep`,
        {
          where: root.digest,
        },
      );
    const manifest = await read(descriptor);
    const content = parseManifest(manifest.bytes, descriptor.mediaType);
    if (content.kind === "image")
      for (const blob of [content.config, ...content.layers]) blobs.set(blob.digest, blob);
    else
      for (const child of content.manifests)
        if (isIndexType(child.mediaType) || isImageType(child.mediaType)) await visit(child, depth + 1);
        else blobs.set(child.digest, child);
    manifests.set(descriptor.digest, manifest);
  };
  await visit(root, 1);
  return { manifests: [...manifests.values()], blobs: [...blobs.values()] };
}
