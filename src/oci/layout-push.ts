import type { Digest } from "../values/digest.ts";
import type { Repository } from "../values/image-reference.ts";
import type { BlobSource, Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { walkImage } from "./image-walk.ts";
import { type Layout, refNameAnnotation } from "./layout.ts";
import { parseManifest } from "./manifest-content.ts";
import { isForeignLayer } from "./media-types.ts";
import { mapLimited } from "./parallel.ts";
import type { Registry } from "./registry.ts";
import { type MovedTag, moveTags } from "./tag-moves.ts";

export type PushLayoutOptions = {
  /** Tags that are moved, after everything else is there. None: the image can be had by its digest only. */
  readonly tags?: readonly string[];
  /** A repository of the same registry that may have some of the blobs. */
  readonly mountFrom?: Repository;
  /**
   * Where the blobs are that the layout lacks, such as the layers of a base image: they are mounted from there, or streamed
   * from registry to registry where that cannot be.
   */
  readonly base?: Repository;
  /** The client that reads them there, such as one with mirrors; the one that pushes when left out. */
  readonly baseRegistry?: Registry;
  /** Which entry of index.json, by digest; needed only when it lists several images. */
  readonly digest?: Digest;
};

/** What a push did. Sizes are in bytes. */
export type PushedImage = {
  readonly repository: Repository;
  /** What the layout's index.json names: an index or a manifest. */
  readonly descriptor: Descriptor;
  readonly tags: readonly string[];
  /** What each tag named before. */
  readonly moved: readonly MovedTag[];
  readonly manifests: number;
  readonly blobs: { readonly present: number; readonly mounted: number; readonly uploaded: number };
  readonly uploadedBytes: number;
};

const parallelBlobs = 6;

/**
 * Pushes the image of a layout: blobs (six at a time), manifests from the bottom up, tags last and all or none (`moveTags`), so that nobody
 * ever sees a tag whose content is not all there. What the registry has already is not sent again.
 */
export async function pushLayout(
  registry: Registry,
  layout: Layout,
  repository: Repository,
  options: PushLayoutOptions = {},
): Promise<PushedImage> {
  const root = await chooseImage(layout, options.digest);
  const { manifests, blobs } = await walkImage(layout.manifest, root);
  const done = { present: 0, mounted: 0, uploaded: 0 };
  let uploadedBytes = 0;
  const wanted = await blobsToPush(registry, layout, blobs, options);
  await mapLimited(parallelBlobs, wanted, async ({ blob, mountFrom }) => {
    const result = await registry.pushBlob(repository, blob, mountFrom === undefined ? {} : { mountFrom });
    done[result] += 1;
    if (result === "uploaded") uploadedBytes += blob.size;
  });
  for (const { bytes, descriptor } of manifests) {
    const manifest = { bytes, mediaType: descriptor.mediaType };
    const { subject } = parseManifest(bytes, descriptor.mediaType);
    await (subject === undefined
      ? registry.pushManifest(repository, manifest)
      : registry.attach(repository, manifest));
  }
  const top = manifests.at(-1);
  const tags = options.tags ?? [];
  const moved = top === undefined ? [] : await moveTags(registry, repository, top, tags);
  const { mediaType, digest, size } = root;
  return {
    repository,
    descriptor: { mediaType, digest, size },
    tags,
    moved,
    manifests: manifests.length,
    blobs: done,
    uploadedBytes,
  };
}

/**
 * The one image that index.json lists: builders list it once for each tag, which is still one image. Throws LAYOUT_AMBIGUOUS or
 * LAYOUT_CORRUPT.
 */
export async function chooseImage(layout: Layout, digest?: Digest): Promise<Descriptor> {
  const entries = await layout.entries();
  const byDigest = new Map(entries.map((entry) => [entry.digest, entry]));
  if (digest !== undefined) {
    const chosen = byDigest.get(digest);
    if (chosen !== undefined) return chosen;
    throw ociFaults.fault("LAYOUT_CORRUPT", `${layout.directory} does not list ${digest}`, {
      where: layout.directory,
    });
  }
  const [first, ...others] = byDigest.values();
  if (first === undefined)
    throw ociFaults.fault("LAYOUT_CORRUPT", `${layout.directory} lists no image`, {
      where: layout.directory,
    });
  if (others.length === 0) return first;
  const names = entries.map((entry) => entry.annotations?.[refNameAnnotation] ?? entry.digest).join(", ");
  throw ociFaults.fault("LAYOUT_AMBIGUOUS", `${layout.directory} lists ${byDigest.size} images: ${names}`, {
    where: layout.directory,
    next: "name one of them by its digest",
  });
}

type BlobToPush = { readonly blob: BlobSource; readonly mountFrom: Repository | undefined };

/** Largest first, so that the long ones do not come last; foreign layers only when the layout has them. */
async function blobsToPush(
  registry: Registry,
  layout: Layout,
  blobs: readonly Descriptor[],
  { base, baseRegistry = registry, mountFrom }: PushLayoutOptions,
): Promise<readonly BlobToPush[]> {
  const wanted: BlobToPush[] = [];
  for (const blob of blobs) {
    const { digest, size } = blob;
    if (await layout.has(blob)) wanted.push({ blob: layout.blob(blob), mountFrom });
    else if (isForeignLayer(blob.mediaType)) continue;
    else if (base === undefined) wanted.push({ blob: layout.blob(blob), mountFrom });
    else wanted.push({ blob: { digest, size, open: () => baseRegistry.blob(base, blob) }, mountFrom: base });
  }
  return wanted.sort((left, right) => right.blob.size - left.blob.size);
}
