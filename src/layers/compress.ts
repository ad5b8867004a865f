import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { constants, crc32, createZstdCompress, deflateRaw } from "node:zlib";
import { isNoise } from "./block-survey.ts";

/** How a layer is stored. */
export type Compression = "gzip" | "zstd" | "none";

const deflate = promisify<Uint8Array, Parameters<typeof deflateRaw>[1], Buffer>(deflateRaw);
const level = 6;
const windowSize = 32 * 1024;
const sampleSize = 4 * 1024;
// Blocks that are worked on at a time: as many as there are threads for it. The bytes do not depend on it.
const atATime = 4;

/** Bytes of a block: what `compress` wants to be fed with, but for the last one. */
export const compressBlockSize = 256 * 1024;

/** Compresses blocks of `compressBlockSize` bytes. The output depends on nothing but their bytes and the version of zlib or zstd. */
export function compress(blocks: AsyncIterable<Buffer>, compression: Compression): AsyncIterable<Uint8Array> {
  if (compression === "none") return blocks;
  if (compression === "gzip") return gzip(blocks);
  const parameters = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 3 };
  const zstd = createZstdCompress({ params: parameters, chunkSize: compressBlockSize });
  const input = Readable.from(blocks);
  input.once("error", (error) => zstd.destroy(error));
  zstd.once("close", () => input.destroy());
  return input.pipe(zstd);
}

/**
 * One gzip member (RFC 1952) with a constant header. Every block is deflated by itself, with the 32 KiB in front of it as its
 * dictionary, so that several are worked on at once and none depends on timing; what a survey shows to be incompressible, as
 * most weights of models are, is stored.
 */
async function* gzip(blocks: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const working: Promise<readonly Buffer[]>[] = [];
  let checksum = 0;
  let size = 0;
  let before: Buffer = Buffer.alloc(0);
  try {
    for await (const block of blocks) {
      checksum = crc32(block, checksum);
      size += block.length;
      const job = deflateBlock(block, before);
      // It is awaited in its turn; an error before that must not be a crash.
      job.catch(() => {});
      working.push(job);
      before = block.subarray(-windowSize);
      if (working.length >= atATime) yield* (await working.shift()) ?? [];
    }
    for (const job of working.splice(0)) yield* await job;
  } finally {
    await Promise.allSettled(working);
  }
  // An empty last block with fixed codes, then the trailer.
  const end = Buffer.from([0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0]);
  end.writeUInt32LE(checksum, 2);
  end.writeUInt32LE(size % 2 ** 32, 6);
  yield end;
}

async function deflateBlock(block: Buffer, before: Buffer): Promise<readonly Buffer[]> {
  if (isNoise(block)) return stored(block);
  const strategy = (await matchesSave(block)) ? constants.Z_DEFAULT_STRATEGY : constants.Z_HUFFMAN_ONLY;
  // A sync flush ends at a whole byte and leaves the stream open.
  const options = { level, strategy, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: compressBlockSize };
  return [await deflate(block, before.length === 0 ? options : { ...options, dictionary: before })];
}

/** False where looking for repetitions, which takes most of the time, makes a block no smaller: so it is with many weights. */
async function matchesSave(block: Buffer): Promise<boolean> {
  if (block.length < compressBlockSize) return true;
  for (const part of [1, 3, 5, 7]) {
    const start = Math.floor((block.length * part) / 8);
    const sample = block.subarray(start, start + sampleSize);
    // With what is in front of it, so that repetitions at any distance are seen.
    const dictionary = block.subarray(start - windowSize, start);
    const sizes = await Promise.all(
      [constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY].map((strategy) =>
        deflate(sample, { level, strategy, dictionary, chunkSize: 2 * sampleSize }),
      ),
    );
    const [usual, coded] = sizes.map(({ length }) => length);
    if (usual === undefined || coded === undefined || coded > 1.005 * usual) return true;
  }
  return false;
}

/** Stored blocks (RFC 1951, 3.2.4), none of them the last. */
function stored(block: Buffer): readonly Buffer[] {
  const most = 65_535;
  const parts: Buffer[] = [];
  for (let at = 0; at < block.length; at += most) {
    const part = block.subarray(at, at + most);
    const head = Buffer.from([0, 0, 0, 0, 0]);
    head.writeUInt16LE(part.length, 1);
    head.writeUInt16LE(~part.length & 0xffff, 3);
    parts.push(head, part);
  }
  return parts;
}
