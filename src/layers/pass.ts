import { createHash } from "node:crypto";
import { PassThrough, Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { extract } from "tar-stream";
import type { Digest } from "../values/digest.ts";
import { layerFaults } from "./faults.ts";
import type { LayerEntry, LayerSource, LayerVisitor, VisitedEntry } from "./visitor.ts";

export type LayerPass<Facts> = {
  readonly facts: Facts;
  readonly unpackedSize: number;
  readonly entries: number;
};

const mostEntries = 2_000_000;
const mostUnpacked = 64 * 1024 ** 3;

/**
 * Streams one layer once, with bounded memory: unpacks it, checks that it is the diffID that the config names, and gives the
 * visitor its entries. Throws LAYER_CORRUPT or LAYER_UNSUPPORTED; the blob's own digest is checked by who opens it.
 */
export async function visitLayer<Facts>(
  source: LayerSource,
  diffId: Digest,
  visitor: LayerVisitor<Facts, unknown>,
): Promise<LayerPass<Facts>> {
  const corrupt = (why: string, cause?: unknown): Error =>
    layerFaults.fault("LAYER_CORRUPT", `layer ${source.digest} ${why}`, { where: source.digest, cause });
  const hash = createHash("sha256");
  let unpackedSize = 0;
  const visited: VisitedEntry[] = [];
  const archive = extract();
  const reading = readEntries(archive, visitor.wants, visited, corrupt);
  try {
    await Promise.all([
      pipeline(
        Readable.from(source.open()),
        decompressor(source),
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            unpackedSize += chunk.length;
            if (unpackedSize > mostUnpacked) throw corrupt("unpacks to more than 64 GiB");
            hash.update(chunk);
            yield chunk;
          }
        },
        archive,
      ),
      reading,
    ]);
  } catch (error) {
    if (error instanceof Error && error.name === "Fault") throw error;
    throw corrupt(`cannot be unpacked: ${error instanceof Error ? error.message : "unknown error"}`, error);
  }
  const found = `sha256:${hash.digest("hex")}`;
  if (found !== diffId) throw corrupt(`unpacks to ${found}, but the config names ${diffId}`);
  return { facts: visitor.layer(visited), unpackedSize, entries: visited.length };
}

function decompressor(source: LayerSource): Transform {
  if (/\.tar\+gzip$|\.tar\.gzip$/.test(source.mediaType)) return createGunzip();
  if (source.mediaType.endsWith(".tar+zstd")) return createZstdDecompress();
  if (source.mediaType.endsWith(".tar")) return new PassThrough();
  throw layerFaults.fault(
    "LAYER_UNSUPPORTED",
    `layer ${source.digest} has the media type ${source.mediaType}`,
    { where: source.digest },
  );
}

async function readEntries(
  archive: ReturnType<typeof extract>,
  wants: (entry: LayerEntry) => number,
  visited: VisitedEntry[],
  corrupt: (why: string) => Error,
): Promise<void> {
  for await (const stream of archive) {
    const { header } = stream;
    const entry: LayerEntry = {
      path: cleanPath(header.name),
      type: entryType(header.type),
      size: header.size ?? 0,
      mode: header.mode ?? 0,
      linkTarget: header.linkname ?? undefined,
    };
    if (entry.path.split("/").includes(".."))
      throw corrupt(`has an entry that leaves it: ${JSON.stringify(header.name.slice(0, 200))}`);
    const wanted = entry.type === "file" ? wants(entry) : 0;
    visited.push({ ...entry, content: wanted > 0 ? await head(stream, wanted) : await drain(stream) });
    if (visited.length > mostEntries) throw corrupt("has more than 2,000,000 entries");
  }
}

function cleanPath(name: string): string {
  return name.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}

function entryType(type: string | null | undefined): LayerEntry["type"] {
  if (type === "file" || type === "contiguous-file") return "file";
  if (type === "directory" || type === "symlink") return type;
  return type === "link" ? "hardlink" : "other";
}

async function head(stream: AsyncIterable<unknown>, wanted: number): Promise<Uint8Array> {
  const kept = Buffer.alloc(wanted);
  let length = 0;
  for await (const chunk of stream) {
    if (length >= wanted || !(chunk instanceof Uint8Array)) continue;
    kept.set(chunk.subarray(0, wanted - length), length);
    length = Math.min(wanted, length + chunk.length);
  }
  return kept.subarray(0, length);
}

async function drain(stream: AsyncIterable<unknown>): Promise<undefined> {
  for await (const _chunk of stream);
  return undefined;
}
