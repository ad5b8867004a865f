import type { Descriptor } from "../oci/descriptor.ts";
import type { Layout } from "../oci/layout.ts";
import { parseManifest } from "../oci/manifest-content.ts";
import { choosePlatform } from "../oci/platform.ts";
import { buildFaults } from "./faults.ts";

/** The manifest of one image: its bytes, and what they name. */
export type Arm64Image = {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
};

/** The linux/arm64 image of a root in a layout: the root itself, or the entry of its index. Throws BUILD_ARCHITECTURE when there is none. */
export async function readArm64Image(layout: Layout, root: Descriptor): Promise<Arm64Image> {
  const wrong = (what: string, where: string) => buildFaults.fault("BUILD_ARCHITECTURE", what, { where });
  const top = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
  const descriptor =
    top.kind === "image" ? root : choosePlatform(top.manifests, { os: "linux", architecture: "arm64" });
  if (descriptor === undefined) throw wrong("the built index has no image for linux/arm64", root.digest);
  const { bytes } = await layout.manifest(descriptor);
  const image = parseManifest(bytes, descriptor.mediaType);
  if (image.kind !== "image")
    throw wrong("the built index names another index where an image is expected", descriptor.digest);
  return { descriptor, bytes, config: image.config, layers: image.layers };
}
