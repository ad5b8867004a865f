import { parseManifest } from "../../oci/manifest-content.ts";
import { platformManifest } from "../../oci/platform.ts";
import type { Registry } from "../../oci/registry.ts";
import type { ReleaseParts } from "../../release/compose.ts";
import type { Digest } from "../../values/digest.ts";
import { type ImageReference, formatRepository } from "../../values/image-reference.ts";
import { releaseManifestFaults } from "./faults.ts";

const device = { os: "linux", architecture: "arm64" } as const;

/** The image of a release: the pinned digest, the manifest for the devices, and the bytes that they may have to pull. */
export async function resolveImage(
  registry: Registry,
  image: ImageReference & { readonly digest: Digest },
): Promise<ReleaseParts["image"]> {
  const { root, platform } = await platformManifest(registry, image, image.digest, device);
  const content = parseManifest(platform.bytes, platform.descriptor.mediaType);
  const name = formatRepository(image);
  if (root.descriptor.digest !== image.digest || content.kind !== "image")
    throw releaseManifestFaults.fault(
      "RELEASE_IMAGE_MISSING",
      `${name}@${image.digest} is no image for linux/arm64`,
      {
        where: "image",
      },
    );
  return {
    repository: name,
    digest: image.digest,
    platformDigest: platform.descriptor.digest,
    size: content.layers.reduce((sum, layer) => sum + layer.size, content.config.size),
  };
}
