import { isDigest } from "../values/digest.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Descriptor, Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { walkImage } from "./image-walk.ts";
import { type Layout, refNameAnnotation } from "./layout.ts";
import { describeReference } from "./manifests.ts";
import { isForeignLayer } from "./media-types.ts";
import { mapLimited } from "./parallel.ts";
import { type Platform, platformManifest } from "./platform.ts";
import type { Registry } from "./registry.ts";

const parallelBlobs = 6;

/**
 * Pulls an image into a layout and lists it there, beside what it lists already; blobs that are there with the right size are not
 * fetched again. With a platform only that image comes, not the index around it. Nothing is listed before all of it is there.
 */
export async function pullToLayout(
  registry: Registry,
  repository: Repository,
  reference: string,
  layout: Layout,
  options: { readonly platform?: Platform } = {},
): Promise<Descriptor> {
  const read = async (wanted: string): Promise<Manifest> => {
    const manifest = await registry.manifest(repository, wanted);
    if (manifest !== undefined) return manifest;
    throw ociFaults.fault("REGISTRY_NOT_FOUND", `${describeReference(repository, wanted)} is not there`, {
      where: formatRepository(repository),
    });
  };
  const root =
    options.platform === undefined
      ? await read(reference)
      : (await platformManifest(registry, repository, reference, options.platform)).platform;
  const { manifests, blobs } = await walkImage(
    async ({ digest }) => (digest === root.descriptor.digest ? root : read(digest)),
    root.descriptor,
  );
  await mapLimited(
    parallelBlobs,
    blobs.filter(({ mediaType }) => !isForeignLayer(mediaType)),
    async (blob) => {
      if (!(await layout.has(blob))) await layout.writeBlob(registry.blob(repository, blob), blob);
    },
  );
  for (const { bytes, descriptor } of manifests)
    await layout.writeManifest({ bytes, mediaType: descriptor.mediaType });
  const entry: Descriptor = {
    ...root.descriptor,
    ...(isDigest(reference) ? {} : { annotations: { [refNameAnnotation]: reference } }),
  };
  const others = (await layout.entries()).filter(
    ({ digest, annotations }) =>
      digest !== entry.digest && (isDigest(reference) || annotations?.[refNameAnnotation] !== reference),
  );
  await layout.list([...others, entry]);
  return root.descriptor;
}
