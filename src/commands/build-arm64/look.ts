import { readArm64Image } from "../../build/arm64-image.ts";
import { parseImageConfig } from "../../layers/image-config.ts";
import type { ImageConfig, LayerSource } from "../../layers/visitor.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { platformDigests } from "../../oci/layout-platforms.ts";
import type { Layout } from "../../oci/layout.ts";
import { readSmallBlob } from "../../oci/small-blob.ts";
import { layerFaults } from "../../layers/faults.ts";
import type { Digest } from "../../values/digest.ts";

/** The parts of the image that devices get, read from the layout and not from what the builder said. */
export type BuiltImage = {
  readonly root: Descriptor;
  readonly rootIsIndex: boolean;
  /** The linux/arm64 manifest. */
  readonly platform: Descriptor;
  readonly platforms: Readonly<Record<string, Digest>>;
  readonly configDescriptor: Descriptor;
  readonly config: ImageConfig;
  readonly layers: readonly (Descriptor & { readonly diffId: Digest })[];
};

/** Finds the linux/arm64 image of a root in a layout. Throws BUILD_ARCHITECTURE when there is none, LAYER_CORRUPT when its parts do not fit together. */
export async function readBuiltImage(layout: Layout, root: Descriptor): Promise<BuiltImage> {
  const image = await readArm64Image(layout, root);
  const platform = image.descriptor;
  const config = parseImageConfig(await readConfig(layout, image.config), image.config.digest);
  if (config.diffIds.length !== image.layers.length)
    throw layerFaults.fault(
      "LAYER_CORRUPT",
      `the config names ${config.diffIds.length} layers and the manifest ${image.layers.length}`,
      { where: platform.digest },
    );
  return {
    root,
    rootIsIndex: platform.digest !== root.digest,
    platform,
    platforms: await platformDigests(layout, root),
    configDescriptor: image.config,
    config,
    layers: image.layers.flatMap((layer, index) => {
      const diffId = config.diffIds[index];
      return diffId === undefined ? [] : [{ ...layer, diffId }];
    }),
  };
}

/** The layers to stream from the layout; each stream proves itself. */
export function layoutSources(layout: Layout, image: BuiltImage): readonly LayerSource[] {
  return image.layers.map((layer) => ({
    ...layer,
    open: layout.blob(layer).open,
    prove: () => layout.prove(layer),
  }));
}

/** A config's bytes, at most 4 MiB. Throws LAYER_CORRUPT for more. */
export async function readConfig(layout: Layout, config: Descriptor): Promise<Buffer> {
  const refuse = (why: string) =>
    layerFaults.fault("LAYER_CORRUPT", `the image config ${why}`, { where: config.digest });
  return readSmallBlob(config, layout.blob(config).open, refuse);
}
