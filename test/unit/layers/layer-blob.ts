import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import type { ImageSource } from "../../../src/layers/pass.ts";
import type { ImageConfig, LayerSource } from "../../../src/layers/visitor.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { type MadeLayer, emptyConfig, entryOf } from "./memory-image.ts";

export const gzip = "application/vnd.oci.image.layer.v1.tar+gzip";
export const zstd = "application/vnd.oci.image.layer.v1.tar+zstd";
export const plain = "application/vnd.oci.image.layer.v1.tar";

/** What was made as an archive, written by tar-stream. */
export async function archiveOf(layer: MadeLayer): Promise<Buffer> {
  const archive = pack();
  for (const [name, what] of Object.entries(layer)) {
    const { type, mode, uid, gid, mtime, linkTarget, attributes } = entryOf(name, what);
    const header = { name, mode, uid, gid, mtime: new Date(mtime * 1000), ...paxOf(attributes) };
    if (type === "symlink" || type === "hardlink")
      archive.entry({ ...header, type: type === "symlink" ? "symlink" : "link", linkname: linkTarget ?? "" });
    else if (type === "file") archive.entry(header, bytesOf(what));
    else archive.entry({ ...header, type: type === "directory" ? "directory" : "character-device" });
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function paxOf(attributes: readonly string[] | undefined): { readonly pax?: Record<string, string> } {
  if (attributes === undefined) return {};
  return { pax: Object.fromEntries(attributes.map((name) => [`SCHILY.xattr.${name}`, "value"])) };
}

function bytesOf(what: MadeLayer[string]): Buffer {
  const bytes =
    typeof what === "string" || what instanceof Uint8Array ? what : "file" in what ? what.file : "";
  return Buffer.from(bytes);
}

/** A blob in memory, given in chunks of some size. */
export function blobOf(bytes: Uint8Array, mediaType: string, chunkSize = 1000): LayerSource {
  return {
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
    },
  };
}

/** An image of gzip layers with these archives, bottom first. */
export function imageOf(archives: readonly Buffer[], config: Partial<ImageConfig> = {}): ImageSource {
  return {
    config: { ...emptyConfig, diffIds: archives.map((archive) => digestOf(archive)), ...config },
    layers: archives.map((archive) => blobOf(gzipSync(archive), gzip)),
  };
}
