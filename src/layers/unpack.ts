import { createHash } from "node:crypto";
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { describeError, isFault } from "../values/fault.ts";
import type { Digest } from "../values/digest.ts";
import { layerFaults } from "./faults.ts";
import type { LayerSource } from "./visitor.ts";

// Below this the turns of the event loop and the allocator cost more than unpacking; above it only memory grows.
const pieceSize = 256 * 1024;

/** Makes the fault about a layer. */
export function corruptLayer(digest: string, why: string, cause?: unknown): Error {
  return layerFaults.fault("LAYER_CORRUPT", `layer ${digest} ${why}`, { where: digest, cause });
}

/**
 * Streams a layer's archive to `take` in pieces. Throws LAYER_UNSUPPORTED, and LAYER_CORRUPT when it cannot be unpacked or is not
 * the diffID; what `take` and the source throw is passed on.
 * Several gzip members are one stream, as for containerd; bytes behind them are refused, as there.
 */
export async function unpackLayer(
  source: LayerSource,
  diffId: Digest,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const hash = createHash("sha256");
  for await (const piece of pieces(source)) {
    hash.update(piece);
    take(piece);
  }
  const found = `sha256:${hash.digest("hex")}`;
  if (found !== diffId)
    throw corruptLayer(source.digest, `unpacks to ${found}, but the config names ${diffId}`);
}

function pieces(source: LayerSource): AsyncIterable<Uint8Array> {
  const decompressor = openDecompressor(source);
  return decompressor === undefined ? source.open() : decompressed(source, decompressor);
}

async function* decompressed(source: LayerSource, decompressor: Decompressor): AsyncGenerator<Uint8Array> {
  let compressed = 0;
  const failures: unknown[] = [];
  const input = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source.open()) {
        compressed += chunk.length;
        // Behind its end a decompressor takes nothing more, but the source proves its digest at its own end.
        if (!decompressor.readableEnded && !decompressor.destroyed) yield chunk;
      }
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  const feeding = pipeline(Readable.from(input()), decompressor);
  // It is awaited below; an error before that must not be a crash.
  feeding.catch(() => {});
  try {
    for await (const piece of decompressor) {
      yield piece as Buffer;
      release(piece as Buffer);
    }
    await feeding;
  } catch (error) {
    if (failures.length > 0) throw failures[0];
    if (isFault(error)) throw error;
    throw corruptLayer(source.digest, `cannot be unpacked: ${describeError(error).split("\n")[0]}`, error);
  } finally {
    decompressor.destroy();
    // So that the source has closed its file when this returns.
    await feeding.catch(() => {});
  }
  const left = compressed - decompressor.bytesWritten;
  if (left > 0) throw corruptLayer(source.digest, `has ${left} bytes behind its compressed content`);
}

// The decompressor fills buffers of its own, one after the other. Given back at once, one is reused; left to the collector,
// some 60 MB of them pile up.
function release(piece: Buffer): void {
  const { buffer } = piece;
  const isFull = buffer.byteLength === pieceSize && piece.byteOffset + piece.length === pieceSize;
  if (isFull && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

type Decompressor = Transform & { readonly bytesWritten: number };

function openDecompressor(source: LayerSource): Decompressor | undefined {
  if (/\.tar\+gzip$|\.tar\.gzip$/.test(source.mediaType)) return createGunzip({ chunkSize: pieceSize });
  if (source.mediaType.endsWith(".tar+zstd")) return createZstdDecompress({ chunkSize: pieceSize });
  if (source.mediaType.endsWith(".tar")) return undefined;
  throw layerFaults.fault(
    "LAYER_UNSUPPORTED",
    `layer ${source.digest} has the media type ${source.mediaType}`,
    { where: source.digest },
  );
}
