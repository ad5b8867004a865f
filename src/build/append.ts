import type { Compression } from "../layers/compress.ts";
import type { LayerWatch } from "../layers/pass.ts";
import type { LayerSource } from "../layers/visitor.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type Layout, createLayout } from "../oci/layout.ts";
import { mediaTypes } from "../oci/media-types.ts";
import type { Registry } from "../oci/registry.ts";
import { canonicalBytes } from "../values/canonical-json.ts";
import type { Digest } from "../values/digest.ts";
import { type AppendBase, baseLayerSources } from "./append-base.ts";
import { type ConfigEdits, appendConfig } from "./append-config.ts";
import { type AppendLayer, type BasePath, collectEntries } from "./append-entries.ts";
import { type WrittenLayer, writeAppendLayer } from "./append-layer.ts";

export type AppendRequest = {
  readonly base: AppendBase;
  /** Bottom first; each is one layer. */
  readonly layers: readonly AppendLayer[];
  readonly edits: ConfigEdits;
  /** Of the manifest; those of the base are not taken over, since they speak of the base. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Modification time of all that is appended and `created` of the image, in seconds: constant, so that digests are. */
  readonly layerEpoch: number;
  /** An empty folder that becomes an OCI image layout. */
  readonly layout: string;
  /** Whether the layout outlives the process; true when left out. */
  readonly durable?: boolean;
  /** Looks at each new layer while it is written. */
  readonly watch?: () => LayerWatch;
  /** What the base has at a path, where its layers were read. */
  readonly basePath?: BasePath | undefined;
  /** gzip when left out. */
  readonly compression?: Compression;
};

/** An image in a layout that lacks the base's layers: `pushLayout` with `base` mounts them. */
export type AppendedImage = {
  readonly layout: Layout;
  readonly root: Descriptor;
  readonly config: Descriptor;
  /** Of all layers, bottom first, with their diffIDs at the same place. */
  readonly layers: readonly Descriptor[];
  readonly diffIds: readonly Digest[];
  /** Those that are new, in the order of the request. */
  readonly added: readonly WrittenLayer[];
};

/**
 * Puts layers on top of a base image without downloading it: the layout gets the new layers, a config and a manifest. The same
 * base, files and edits give the same digests on every machine. Throws APPEND_SOURCE_REFUSED, LAYER_ENTRY or
 * APPEND_CONFIG_INVALID.
 */
export async function appendImage(request: AppendRequest): Promise<AppendedImage> {
  const { base, basePath, compression = "gzip", durable = true, layerEpoch, watch } = request;
  const options = { compression, epoch: layerEpoch, basePath, watch };
  const layout = await createLayout(request.layout, { durable });
  const added: WrittenLayer[] = [];
  for (const layer of request.layers) {
    const entries = await collectEntries(layer, basePath);
    added.push(await writeAppendLayer(layout, entries, options));
  }
  const diffs = added.map(({ diffId }, index) => ({ diffId, text: request.layers[index]?.text ?? "" }));
  const bytes = appendConfig(base.config, diffs, request.edits, layerEpoch);
  const config = { mediaType: mediaTypes.config, ...(await layout.writeBlob([bytes])) };
  const layers = [
    ...base.layers,
    ...added.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
  ];
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config,
    layers,
    ...(Object.keys(request.annotations).length === 0 ? {} : { annotations: request.annotations }),
  };
  const root = await layout.writeManifest({
    bytes: canonicalBytes(manifest),
    mediaType: mediaTypes.manifest,
  });
  await layout.list([{ ...root, platform: base.platform }]);
  const diffIds = [...base.config.diffIds, ...added.map(({ diffId }) => diffId)];
  return { layout, root, config, layers, diffIds, added };
}

/** All layers to read, bottom first: those of the base from its registry, the new ones from the layout. */
export function appendedLayerSources(
  registry: Registry,
  base: AppendBase,
  { layers, layout }: Pick<AppendedImage, "layers" | "layout">,
): readonly LayerSource[] {
  const below = baseLayerSources(registry, base);
  return layers.map(
    ({ mediaType, digest, size }, index) =>
      below[index] ?? { mediaType, digest, size, open: layout.blob({ digest, size }).open },
  );
}
