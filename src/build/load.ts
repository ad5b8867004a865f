import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { headerBlocks, paddingOf } from "../layers/tar-writer.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { chooseImage } from "../oci/layout-push.ts";
import { type Layout, refNameAnnotation } from "../oci/layout.ts";
import { mediaTypes } from "../oci/media-types.ts";
import { canonicalBytes } from "../values/canonical-json.ts";
import { type Digest, hexOf } from "../values/digest.ts";
import { type Arm64Image, readArm64Image } from "./arm64-image.ts";
import type { Docker } from "./docker.ts";
import { buildFaults } from "./faults.ts";

/** An image and where its bytes are. */
export type ImageToLoad = {
  readonly image: Arm64Image;
  readonly open: (blob: Descriptor) => AsyncIterable<Uint8Array>;
  /** Names that the engine knows it by, REPOSITORY:TAG; at least one. */
  readonly names: readonly string[];
};

const loadTimeoutMs = 30 * 60_000;
const endOfArchive = Buffer.alloc(1024);

/**
 * The linux/arm64 image of a root that a layout lists. `elsewhere` opens the blobs that the layout lacks, such as a base's layers in
 * its registry. Throws BUILD_ARCHITECTURE or LAYOUT_CORRUPT.
 */
export async function imageToLoad(
  layout: Layout,
  root: Digest,
  names: readonly string[],
  elsewhere?: ImageToLoad["open"],
): Promise<ImageToLoad> {
  const image = await readArm64Image(layout, await chooseImage(layout, root));
  return {
    image,
    names,
    open: async function* (blob) {
      const isElsewhere = elsewhere !== undefined && !(await layout.has(blob));
      yield* isElsewhere ? elsewhere(blob) : layout.blob(blob).open();
    },
  };
}

/**
 * Gives an image to the Docker engine (`docker load`), by way of an archive in a temporary folder, which goes in any case. Throws
 * BUILD_FAILED with what docker says.
 */
export async function loadIntoDocker(docker: Docker, image: ImageToLoad, temporary: string): Promise<void> {
  const archive = path.join(temporary, `load-${randomBytes(6).toString("hex")}.tar`);
  try {
    await pipeline(
      Readable.from(imageArchive(image)),
      createWriteStream(archive, { flags: "wx", mode: 0o600 }),
    );
    const { code, stderr } = await docker(["load", "--quiet", "--input", archive], loadTimeoutMs);
    if (code !== 0)
      throw buildFaults.fault(
        "BUILD_FAILED",
        `docker load ended with ${code}: ${stderr.trim().slice(-500)}`,
        { where: "load" },
      );
  } finally {
    await rm(archive, { force: true });
  }
}

/**
 * An archive that engines of every age take: an OCI layout, and beside it the manifest.json of `docker save`, which names the
 * same blobs. Deterministic; bounded memory.
 */
export async function* imageArchive({ image, open, names }: ImageToLoad): AsyncGenerator<Uint8Array> {
  const { descriptor, bytes, config, layers } = image;
  yield* file("oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  yield* file("index.json", indexOf(descriptor, names));
  yield* file(
    "manifest.json",
    canonicalBytes([{ Config: blobPath(config), RepoTags: names, Layers: layers.map(blobPath) }]),
  );
  yield* file(blobPath(descriptor), bytes);
  const blobs = new Map([config, ...layers].map((blob) => [blob.digest, blob]));
  for (const blob of blobs.values()) {
    yield header(blobPath(blob), blob.size);
    yield* open(blob);
    yield Buffer.alloc(paddingOf(blob.size));
  }
  yield endOfArchive;
}

/** One entry for each name, with the annotations that containerd and other readers of layouts look for. */
function indexOf({ mediaType, digest, size }: Descriptor, names: readonly string[]): Buffer {
  return canonicalBytes({
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: names.map((name) => ({
      mediaType,
      digest,
      size,
      annotations: {
        "io.containerd.image.name": name,
        [refNameAnnotation]: /:([^:/]+)$/.exec(name)?.[1] ?? "latest",
      },
    })),
  });
}

function blobPath({ digest }: Pick<Descriptor, "digest">): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

function* file(name: string, bytes: Uint8Array): Generator<Uint8Array> {
  yield header(name, bytes.length);
  yield bytes;
  yield Buffer.alloc(paddingOf(bytes.length));
}

function header(name: string, size: number): Buffer {
  return headerBlocks({
    path: name,
    type: "file",
    size,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    linkTarget: undefined,
  });
}
