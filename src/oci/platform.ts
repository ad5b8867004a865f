import type { Digest } from "../values/digest.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Descriptor, Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { type ManifestContent, parseManifest, parseObject } from "./manifest-content.ts";
import { describeReference } from "./manifests.ts";
import type { Registry } from "./registry.ts";

export type Platform = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
};

const largestConfig = 4 * 1024 * 1024;

/**
 * What a reference names (`root`) and the image in it that runs on a platform, which is the same manifest for an image of one
 * platform. Throws REGISTRY_NOT_FOUND or IMAGE_PLATFORM_MISSING.
 */
export async function platformManifest(
  registry: Registry,
  repository: Repository,
  reference: string,
  platform: Platform,
): Promise<{ readonly root: Manifest; readonly platform: Manifest }> {
  const root = await requireManifest(registry, repository, reference);
  const content = parseManifest(root.bytes, root.descriptor.mediaType);
  const missing = (has: string) =>
    ociFaults.fault(
      "IMAGE_PLATFORM_MISSING",
      `${describeReference(repository, reference)} is not for ${describePlatform(platform)}: it has ${has}`,
      { where: formatRepository(repository) },
    );
  if (content.kind === "image") {
    const own = await configPlatform(registry, repository, content);
    if (!matches(own, platform)) throw missing(describePlatform(own));
    return { root, platform: root };
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

async function configPlatform(
  registry: Registry,
  repository: Repository,
  { config }: Extract<ManifestContent, { kind: "image" }>,
): Promise<Platform> {
  const refuse = (why: string) =>
    ociFaults.fault(
      "MANIFEST_INVALID",
      `the image config ${formatRepository(repository)}@${config.digest} ${why}`,
      {
        where: formatRepository(repository),
      },
    );
  if (config.size > largestConfig) throw refuse("is larger than 4 MiB");
  const chunks: Uint8Array[] = [];
  for await (const chunk of registry.blob(repository, config)) chunks.push(chunk);
  const { os, architecture, variant } = parseObject(Buffer.concat(chunks), refuse);
  if (typeof os !== "string" || typeof architecture !== "string") return unknownPlatform;
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
