import type { LayerSource } from "../layers/visitor.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { parseManifest, parseObject } from "../oci/manifest-content.ts";
import { isForeignLayer } from "../oci/media-types.ts";
import { type Platform, platformManifest } from "../oci/platform.ts";
import type { Registry } from "../oci/registry.ts";
import { readSmallBlob } from "../oci/small-blob.ts";
import type { Digest } from "../values/digest.ts";
import { type ImageReference, formatImageReference } from "../values/image-reference.ts";
import { isRecord } from "../values/json-members.ts";
import { type BaseConfig, readBaseConfig } from "./append-config.ts";
import { appendFaults } from "./append-faults.ts";

/** A base image as its manifest and config tell it; its layers stay where they are. */
export type AppendBase = {
  readonly reference: ImageReference;
  /** What the reference stood for: the index where there is one. */
  readonly digest: Digest;
  /** The image of the platform. */
  readonly manifest: Descriptor;
  readonly platform: Platform;
  readonly config: BaseConfig;
  /** Bottom first, with the media types of OCI. */
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
};

const arm64: Platform = { os: "linux", architecture: "arm64" };

/**
 * Reads manifest and config of a base image: by its digest, else by its tag, which is looked up here and nowhere again. Docker's media
 * types become those of OCI: the blobs and their digests stay the same. Throws APPEND_BASE_UNSUPPORTED, APPEND_CONFIG_INVALID,
 * IMAGE_PLATFORM_MISSING or a fault of the registry.
 */
export async function openAppendBase(
  registry: Registry,
  reference: ImageReference,
  platform: Platform = arm64,
): Promise<AppendBase> {
  const name = formatImageReference(reference);
  const refuse = (why: string): Error =>
    appendFaults.fault("APPEND_BASE_UNSUPPORTED", `the base image ${name} ${why}`, { where: name });
  const wanted = reference.digest ?? reference.tag ?? "latest";
  const found = await platformManifest(registry, reference, wanted, platform);
  const content = parseManifest(found.platform.bytes, found.platform.descriptor.mediaType);
  if (content.kind !== "image") throw refuse("names an index where an image is expected");
  const bytes = found.config ?? (await readConfig(registry, reference, content.config, refuse));
  const document = parseObject(bytes, (why) => refuse(`has a config that ${why}`));
  return {
    reference,
    digest: found.root.descriptor.digest,
    manifest: found.platform.descriptor,
    platform: configPlatform(document, platform, refuse),
    config: readBaseConfig(document, content.layers.length),
    layers: content.layers.map((layer) => ociLayer(layer, refuse)),
    annotations: content.annotations ?? {},
  };
}

/** The base's layers to read, streamed from the registry and proved by digest at their end. */
export function baseLayerSources(registry: Registry, base: AppendBase): readonly LayerSource[] {
  return base.layers.map(({ mediaType, digest, size }) => ({
    mediaType,
    digest,
    size,
    open: () => registry.blob(base.reference, { digest, size }),
  }));
}

const dockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
const ociLayerType = "application/vnd.oci.image.layer.v1.tar";

function ociLayer(layer: Descriptor, refuse: (why: string) => Error): Descriptor {
  const { digest, size, annotations, mediaType } = layer;
  if (isForeignLayer(mediaType)) throw refuse(`has the layer ${digest}, which registries may not hold`);
  const suffix = mediaType.startsWith(dockerLayer)
    ? mediaType.slice(dockerLayer.length).replace(/^\./, "+")
    : mediaType.startsWith(ociLayerType)
      ? mediaType.slice(ociLayerType.length)
      : undefined;
  if (suffix === undefined || !["", "+gzip", "+zstd"].includes(suffix))
    throw refuse(`has a layer of type ${JSON.stringify(mediaType.slice(0, 120))}`);
  return {
    mediaType: `${ociLayerType}${suffix}`,
    digest,
    size,
    ...(annotations === undefined ? {} : { annotations }),
  };
}

async function readConfig(
  registry: Registry,
  reference: ImageReference,
  config: Descriptor,
  refuse: (why: string) => Error,
): Promise<Buffer> {
  const refuseConfig = (why: string) => refuse(`has a config that ${why}`);
  return readSmallBlob(config, () => registry.blob(reference, config), refuseConfig);
}

/** An index can say one thing and the config of its image another: the config is what runs. */
function configPlatform(
  document: Readonly<Record<string, unknown>>,
  wanted: Platform,
  refuse: (why: string) => Error,
): Platform {
  const { os, architecture, variant, config } = document;
  if (os !== wanted.os || architecture !== wanted.architecture)
    throw refuse(
      `is for ${JSON.stringify(os)}/${JSON.stringify(architecture)} by its config, not for ${wanted.os}/${wanted.architecture}`,
    );
  if (config !== undefined && config !== null && !isRecord(config)) throw refuse("has a config of no object");
  return {
    os: wanted.os,
    architecture: wanted.architecture,
    ...(typeof variant === "string" && variant !== "" ? { variant } : {}),
  };
}
