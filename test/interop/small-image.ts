// A small arm64 image as an OCI layout, made without any code of src: stock tools read it, and our code pushes it.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

export type SmallImage = {
  readonly layout: string;
  readonly indexDigest: string;
  readonly manifestDigest: string;
  readonly configDigest: string;
  readonly layerDigests: readonly string[];
  readonly diffIds: readonly string[];
};

type Blob = { readonly digest: string; readonly size: number };

/** Writes a layout with one index, one manifest and as many layers as files are given. */
export async function writeSmallImage(
  layout: string,
  files: Readonly<Record<string, Buffer>> = { "etc/seed": randomBytes(64) },
  architecture: "arm64" | "amd64" = "arm64",
): Promise<SmallImage> {
  const blobs = path.join(layout, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  const put = async (bytes: Buffer): Promise<Blob> => {
    const hex = sha256(bytes);
    await writeFile(path.join(blobs, hex), bytes);
    return { digest: `sha256:${hex}`, size: bytes.length };
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const layers: Blob[] = [];
  const diffIds: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const tar = await archive(name, content);
    diffIds.push(`sha256:${sha256(tar)}`);
    layers.push(await put(gzipSync(tar)));
  }
  const config = await put(
    json({
      created: "1970-01-01T00:00:01Z",
      architecture,
      os: "linux",
      // Without a program there is nothing to start, and nothing to say that it is missing.
      config: {},
      rootfs: { type: "layers", diff_ids: diffIds },
      history: diffIds.map(() => ({ created: "1970-01-01T00:00:01Z", created_by: "test" })),
    }),
  );
  const manifest = await put(
    json({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
      layers: layers.map((layer) => ({
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
        ...layer,
      })),
    }),
  );
  const index = await put(
    json({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [
        {
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          ...manifest,
          platform: { architecture, os: "linux" },
        },
      ],
    }),
  );
  await writeFile(path.join(layout, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(
    path.join(layout, "index.json"),
    json({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [
        {
          mediaType: "application/vnd.oci.image.index.v1+json",
          ...index,
          annotations: { "org.opencontainers.image.ref.name": "latest" },
        },
      ],
    }),
  );
  return {
    layout,
    indexDigest: index.digest,
    manifestDigest: manifest.digest,
    configDigest: config.digest,
    layerDigests: layers.map(({ digest }) => digest),
    diffIds,
  };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function archive(name: string, content: Buffer): Promise<Buffer> {
  const tar = pack();
  const chunks: Buffer[] = [];
  const read = (async () => {
    for await (const chunk of tar) chunks.push(chunk as Buffer);
  })();
  tar.entry({ name, mode: 0o644, mtime: new Date(1000) }, content);
  tar.finalize();
  await read;
  return Buffer.concat(chunks);
}
