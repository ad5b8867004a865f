import type { Digest } from "../values/digest.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Descriptor, Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { type ManifestContent, parseManifest, parseObject } from "./manifest-content.ts";
import { describeReference } from "./manifests.ts";
import type { Registry } from "./registry.ts";
import { readSmallBlob } from "./small-blob.ts";

export type Platform = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
};

export type PlatformManifest = {
  readonly root: Manifest;
  readonly platform: Manifest;
  /** The image's config, where it had to be read to know the platform. */
  readonly config?: Buffer;
};

/**
 * What a reference names (`root`) and the image in it that runs on a platform, which is the same manifest for an image of one
 * platform. Throws REGISTRY_NOT_FOUND or IMAGE_PLATFORM_MISSING.
 */
export async function platformManifest(
  registry: Registry,
  repository: Repository,
  reference: string,
  platform: Platform,
): Promise<PlatformManifest> {
  const root = await requireManifest(registry, repository, reference);
  const content = parseManifest(root.bytes, root.descriptor.mediaType);
  const missing = (has: string) =>
    ociFaults.fault(
      "IMAGE_PLATFORM_MISSING",
      `${describeReference(repository, reference)} is not for ${describePlatform(platform)}: it has ${has}`,
      { where: formatRepository(repository) },
    );
  if (content.kind === "image") {
    const config = await readConfig(registry, repository, content);
    const own = configPlatform(repository, content, config);
    if (!matches(own, platform)) throw missing(describePlatform(own));
    return { root, platform: root, config };
  }
  const images = content.manifests.filter((entry) => !isAttestation(entry));
  const chosen = choosePlatform(images, platform);
  if (chosen === undefined)
    throw missing(
      images.map((entry) => describePlatform(entry.platform ?? unknownPlatform)).join(", ") || "no images",
    );
  return { root, platform: await requireManifest(registry, repository, chosen.digest) };
}

const unknownPlatform: Platform = { os: "unknown", architecture: "unknown" };

/** The entry of an index for a platform: the same variant first, then one that names none. For arm64, v8 and none are the same. */
export function choosePlatform(entries: readonly Descriptor[], platform: Platform): Descriptor | undefined {
  const fitting = entries.filter(
    (entry) => entry.platform !== undefined && matches(entry.platform, platform),
  );
  return (
    fitting.find((entry) => entry.platform?.variant === platform.variant) ??
    fitting.find((entry) => entry.platform?.variant === undefined) ??
    fitting[0]
  );
}

/** True for what buildx lists beside images: provenance and SBOM, with an unknown platform. */
export function isAttestation(entry: Descriptor): boolean {
  return (
    entry.annotations?.["vnd.docker.reference.type"] === "attestation-manifest" ||
    (entry.platform?.os === "unknown" && entry.platform.architecture === "unknown")
  );
}

/** `linux/arm64`, with the variant where there is one. */
export function describePlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join("/");
}

function matches(own: Platform, wanted: Platform): boolean {
  if (own.os !== wanted.os || own.architecture !== wanted.architecture) return false;
  const variantOf = ({ architecture, variant }: Platform): string | undefined =>
    architecture === "arm64" && variant === undefined ? "v8" : variant;
  return variantOf(own) === variantOf(wanted) || own.variant === undefined || wanted.variant === undefined;
}

type ImageContent = Extract<ManifestContent, { kind: "image" }>;

function badConfig(repository: Repository, { config }: ImageContent, why: string): Error {
  const where = formatRepository(repository);
  return ociFaults.fault("MANIFEST_INVALID", `the image config ${where}@${config.digest} ${why}`, { where });
}

async function readConfig(
  registry: Registry,
  repository: Repository,
  content: ImageContent,
): Promise<Buffer> {
  const { config } = content;
  return readSmallBlob(
    config,
    () => registry.blob(repository, config),
    (why) => badConfig(repository, content, why),
  );
}

function configPlatform(repository: Repository, content: ImageContent, config: Buffer): Platform {
  return platformIn(config, (why) => badConfig(repository, content, why)) ?? unknownPlatform;
}

/** The platform that an image's config names; undefined for one that names none. Throws what `refuse` makes of a broken one. */
export async function readPlatform(
  config: Descriptor,
  open: () => AsyncIterable<Uint8Array>,
  refuse: (why: string) => Error,
): Promise<Platform | undefined> {
  return platformIn(await readSmallBlob(config, open, refuse), refuse);
}

function platformIn(config: Buffer, refuse: (why: string) => Error): Platform | undefined {
  const { os, architecture, variant } = parseObject(config, refuse);
  if (typeof os !== "string" || typeof architecture !== "string") return undefined;
  return { os, architecture, ...(typeof variant === "string" && variant !== "" ? { variant } : {}) };
}

async function requireManifest(
  registry: Registry,
  repository: Repository,
  reference: string | Digest,
): Promise<Manifest> {
  const manifest = await registry.manifest(repository, reference);
  if (manifest !== undefined) return manifest;
  throw ociFaults.fault("REGISTRY_NOT_FOUND", `${describeReference(repository, reference)} is not there`, {
    where: formatRepository(repository),
  });
}
