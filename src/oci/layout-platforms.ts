import type { Digest } from "../values/digest.ts";
import { compareText } from "../values/text-order.ts";
import type { Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import type { Layout } from "./layout.ts";
import { parseManifest } from "./manifest-content.ts";
import { isImageType } from "./media-types.ts";
import { type Platform, describePlatform, isAttestation, readPlatform } from "./platform.ts";

/**
 * The images of a root by platform (`linux/arm64`), sorted: attestations are none. A manifest without an index says its platform
 * in its config. Throws LAYOUT_CORRUPT or MANIFEST_INVALID.
 */
export async function platformDigests(
  layout: Layout,
  root: Descriptor,
): Promise<Readonly<Record<string, Digest>>> {
  const content = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
  if (content.kind === "image") {
    const platform = await imagePlatform(layout, content.config);
    return platform === undefined ? {} : { [describePlatform(platform)]: root.digest };
  }
  const images = content.manifests.flatMap((entry) =>
    entry.platform === undefined || isAttestation(entry) || !isImageType(entry.mediaType)
      ? []
      : [[describePlatform(entry.platform), entry.digest] as const],
  );
  return Object.fromEntries(images.sort(([left], [right]) => compareText(left, right)));
}

/** The platform that an image's config names; undefined for one that names none, such as an artifact's. */
export async function imagePlatform(layout: Layout, config: Descriptor): Promise<Platform | undefined> {
  const refuse = (why: string) =>
    ociFaults.fault("MANIFEST_INVALID", `the image config ${config.digest} ${why}`, { where: config.digest });
  return readPlatform(config, layout.blob(config).open, refuse);
}
