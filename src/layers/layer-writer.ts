import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { codeOf } from "../io/files.ts";
import type { Digest } from "../values/digest.ts";
import { compareText } from "../values/text-order.ts";
import { type Compression, compress, compressBlockSize } from "./compress.ts";
import { layerFaults } from "./faults.ts";
import { blockSize } from "./tar-header.ts";
import { type TarEntry, headerBlocks, paddingOf } from "./tar-writer.ts";

/** Owner, permission bits and time (seconds since 1970) of what is written; else root, 0644 or 0755, and the layer's epoch. */
export type NewMetadata = {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
};

/** What is put into a new layer. `path` is relative, without ./ and .. parts. */
export type NewEntry = NewMetadata & { readonly path: string } & (
    | { readonly type: "file"; readonly content: NewContent }
    | { readonly type: "directory" }
    | { readonly type: "symlink"; readonly linkTarget: string }
  );

/** Bytes, or a file of some size; a file that turns out to be longer or shorter is refused. */
export type NewContent =
  | Uint8Array
  | { readonly file: string; readonly size: number }
  | { readonly open: () => AsyncIterable<Uint8Array>; readonly size: number };

export type LayerOptions = {
  readonly compression: Compression;
  /** Time of what has none of its own, in seconds since 1970. */
  readonly epoch?: number;
  /**
   * Metadata of a folder that the base image has: written again with the layer it stays as it is, while a folder with other
   * metadata, or one in place of a link of the base, would change the image. Undefined for a folder that is new.
   */
  readonly folder?: (path: string) => NewMetadata | undefined;
  /** Is given the archive in pieces as it is hashed: whoever looks at the layer sees the bytes of its diffID, and no others. */
  readonly watch?: (piece: Uint8Array) => void;
};

/** What was written, before compression; digest and size of the blob are known where it goes. `unpackedSize` is in bytes. */
export type WrittenArchive = {
  readonly mediaType: string;
  readonly diffId: Digest;
  readonly unpackedSize: number;
};

const mediaTypes = {
  gzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  zstd: "application/vnd.oci.image.layer.v1.tar+zstd",
  none: "application/vnd.oci.image.layer.v1.tar",
} as const;
const readSize = 1024 * 1024;
const defaultEpoch = 1;
const latest = 0o77777777777;

/**
 * Writes a layer: the entries sorted by path, the folders above them included, the same bytes for the same input on any machine with
 * the same Node. `content` streams it once, with bounded memory; `written` tells what it was when all of it has been taken. Throws LAYER_ENTRY for
 * entries that cannot stand in a layer, and while streaming for files that cannot be read or have changed.
 *
 *     const layer = writeLayer(entries, { compression: "gzip" });
 *     const { digest, size } = await layout.writeBlob(layer.content);
 *     const { diffId, mediaType } = layer.written();
 */
export function writeLayer(
  entries: readonly NewEntry[],
  options: LayerOptions,
): { readonly content: AsyncIterable<Uint8Array>; readonly written: () => WrittenArchive } {
  const ordered = withFolders(entries, options);
  let written: WrittenArchive | undefined;
  return {
    content: stream(ordered, options, (archive) => {
      written = archive;
    }),
    written: () => {
      if (written === undefined) throw new Error("the layer has not been streamed to its end");
      return written;
    },
  };
}

async function* stream(
  entries: readonly NewEntry[],
  options: LayerOptions,
  done: (archive: WrittenArchive) => void,
): AsyncGenerator<Uint8Array> {
  const archive = createHash("sha256");
  let unpackedSize = 0;
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const block of inBlocks(archiveOf(entries, options.epoch ?? defaultEpoch))) {
      archive.update(block);
      options.watch?.(block);
      unpackedSize += block.length;
      yield block;
    }
  };
  yield* compress(hashed(), options.compression);
  done({
    mediaType: mediaTypes[options.compression],
    diffId: `sha256:${archive.digest("hex")}` as Digest,
    unpackedSize,
  });
}

async function* archiveOf(entries: readonly NewEntry[], epoch: number): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    const header = headerOf(entry, epoch);
    yield headerBlocks(header);
    if (entry.type !== "file") continue;
    let seen = 0;
    for await (const piece of bytesOf(entry.content)) {
      seen += piece.length;
      if (seen > header.size) break;
      yield piece;
    }
    if (seen !== header.size)
      throw refused(entry.path, `has another size than the ${header.size} bytes that it had`);
    yield Buffer.alloc(paddingOf(header.size));
  }
  yield Buffer.alloc(2 * blockSize);
}

function bytesOf(content: NewContent): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) return [content];
  return "open" in content ? content.open() : fileBytes(content);
}

/** Every piece is good until the next one is asked for: two buffers take turns, one is filled while the other is worked on. */
async function* fileBytes({
  file,
  size,
}: {
  readonly file: string;
  readonly size: number;
}): AsyncGenerator<Uint8Array> {
  // One byte more: a file that has grown must be seen.
  const length = Math.min(readSize, size + 1);
  let handle: FileHandle | undefined;
  let reading: Promise<{ readonly bytesRead: number; readonly buffer: Buffer }> | undefined;
  try {
    handle = await open(file, "r");
    let spare: Buffer = Buffer.allocUnsafe(length);
    reading = handle.read(Buffer.allocUnsafe(length));
    for (;;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      reading = handle.read(spare);
      // It is awaited in its turn; an error before that must not be a crash.
      reading.catch(() => {});
      yield buffer.subarray(0, bytesRead);
      spare = buffer;
    }
  } catch (error) {
    if (codeOf(error) === "") throw error;
    throw refused(file, `cannot be read: ${codeOf(error)}`, error);
  } finally {
    await reading?.catch(() => {});
    await handle?.close();
  }
}

/** The same bytes in blocks of one size, whatever the pieces: compression must not see how a disk was read. */
async function* inBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(compressBlockSize);
  let filled = 0;
  for await (const piece of pieces)
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + compressBlockSize - filled);
      block.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < compressBlockSize) continue;
      yield block;
      block = Buffer.allocUnsafe(compressBlockSize);
      filled = 0;
    }
  if (filled > 0) yield block.subarray(0, filled);
}

function headerOf(entry: NewEntry, epoch: number): TarEntry {
  const header = {
    path: entry.path,
    type: entry.type,
    size:
      entry.type !== "file"
        ? 0
        : entry.content instanceof Uint8Array
          ? entry.content.length
          : entry.content.size,
    mode: entry.mode ?? (entry.type === "file" ? 0o644 : entry.type === "directory" ? 0o755 : 0o777),
    uid: entry.uid ?? 0,
    gid: entry.gid ?? 0,
    mtime: entry.mtime ?? epoch,
    linkTarget: entry.type === "symlink" ? entry.linkTarget : undefined,
  };
  const within = (value: number, most: number): boolean =>
    Number.isSafeInteger(value) && value >= 0 && value <= most;
  if (!within(header.mode, 0o7777)) throw refused(entry.path, `cannot have the mode ${header.mode}`);
  if (!within(header.mtime, latest)) throw refused(entry.path, `cannot have the time ${header.mtime}`);
  if (!within(header.uid, 2 ** 32 - 1) || !within(header.gid, 2 ** 32 - 1))
    throw refused(entry.path, `cannot belong to ${header.uid}:${header.gid}`);
  if (!within(header.size, Number.MAX_SAFE_INTEGER))
    throw refused(entry.path, `cannot have ${header.size} bytes`);
  return header;
}

function withFolders(entries: readonly NewEntry[], options: LayerOptions): readonly NewEntry[] {
  const byPath = new Map<string, NewEntry>();
  for (const entry of entries) {
    const parts = entry.path.split("/");
    if (parts.some((part) => part === "" || part === "." || part === "..") || entry.path.includes("\u0000"))
      throw refused(entry.path, "is no relative path without . and .. parts");
    if (byPath.has(entry.path)) throw refused(entry.path, "is there twice");
    headerOf(entry, options.epoch ?? defaultEpoch);
    byPath.set(entry.path, entry);
  }
  for (const { path } of entries)
    for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
      const folder = path.slice(0, slash);
      const there = byPath.get(folder);
      if (there === undefined)
        byPath.set(folder, { ...options.folder?.(folder), path: folder, type: "directory" });
      else if (there.type !== "directory") throw refused(path, `lies below ${folder}, which is no folder`);
    }
  return [...byPath.values()].toSorted((left, right) => compareText(left.path, right.path));
}

function refused(path: string, why: string, cause?: unknown): Error {
  return layerFaults.fault("LAYER_ENTRY", `${JSON.stringify(path.slice(0, 300))} ${why}`, {
    where: path,
    cause,
  });
}
