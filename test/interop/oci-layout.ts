// An OCI layout of ready layers, written for stock scanners to read and for our own pass to stream.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, copyFile, mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { ImageSource } from "../../src/layers/pass.ts";
import { type Digest, digestFromHex, digestOf, hexOf } from "../../src/values/digest.ts";

export type Layout = { readonly folder: string; readonly digest: Digest; readonly source: ImageSource };

const mediaTypes = {
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  config: "application/vnd.oci.image.config.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
} as const;

/** Writes an image of gzip layers, bottom first, and gives it as our pass takes it. */
export async function writeLayout(folder: string, layers: readonly string[]): Promise<Layout> {
  const blobs = path.join(folder, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  const put = async (content: object): Promise<{ digest: Digest; size: number }> => {
    const bytes = Buffer.from(JSON.stringify(content));
    const digest = digestOf(bytes);
    await writeFile(path.join(blobs, hexOf(digest)), bytes);
    return { digest, size: bytes.length };
  };
  const stored = [];
  for (const file of layers) stored.push(await storeLayer(blobs, file));
  const diffIds = stored.map(({ diffId }) => diffId);
  const descriptors = stored.map(({ digest, size }) => ({ mediaType: mediaTypes.layer, digest, size }));
  const platform = { architecture: "arm64", os: "linux" };
  const config = await put({ ...platform, config: {}, rootfs: { type: "layers", diff_ids: diffIds } });
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, ...config },
    layers: descriptors,
  };
  const { digest, size } = await put(manifest);
  const entry = { mediaType: mediaTypes.manifest, digest, size, platform };
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [entry] };
  await writeFile(path.join(folder, "index.json"), JSON.stringify(index));
  await writeFile(path.join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  return {
    folder,
    digest,
    source: {
      config: {
        architecture: "arm64",
        variant: "",
        os: "linux",
        diffIds,
        entrypoint: [],
        command: [],
        environment: [],
        user: "",
        workingDirectory: "",
        labels: {},
        healthcheck: [],
        history: [],
        layerOrigins: [],
        created: "",
      },
      layers: descriptors.map((descriptor) => ({
        ...descriptor,
        open: () => createReadStream(path.join(blobs, hexOf(descriptor.digest))),
      })),
    },
  };
}

type Stored = { readonly digest: Digest; readonly size: number; readonly diffId: Digest };

async function storeLayer(blobs: string, file: string): Promise<Stored> {
  const digest = await hashOf(createReadStream(file));
  const diffId = createHash("sha256");
  await pipeline(createReadStream(file), createGunzip(), diffId);
  const blob = path.join(blobs, hexOf(digest));
  // The cache may be on another file system.
  await link(file, blob).catch(() => copyFile(file, blob));
  return { digest, size: (await stat(file)).size, diffId: digestFromHex(diffId.digest("hex")) };
}

async function hashOf(stream: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash("sha256");
  for await (const chunk of stream) hash.update(chunk);
  return digestFromHex(hash.digest("hex"));
}
