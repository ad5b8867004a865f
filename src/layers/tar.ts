import { Buffer } from "node:buffer";
import type { LayerEntry } from "./visitor.ts";
import {
  type PaxRecords,
  type Refuse,
  type TarHeader,
  blockSize,
  isSparse,
  isZeroBlock,
  mergeHeader,
  readHeader,
  readPax,
} from "./tar-header.ts";

/** What becomes of an archive's entries, in their order: `entry`, then the content in pieces, then `end`. */
export type TarSink = {
  readonly entry: (entry: LayerEntry) => void;
  /** A piece of the entry's content. It is a view into the chunk that was written: valid until `data` returns. */
  readonly data: (piece: Uint8Array) => void;
  readonly end: () => void;
};

/** Takes an archive in chunks of any size. */
export type TarReader = {
  readonly write: (chunk: Uint8Array) => void;
  /** Call once after the last chunk: refuses an archive that ends inside an entry. */
  readonly end: () => void;
};

// As Go's archive/tar: no real name or set of attributes comes near.
const largestExtension = 1024 * 1024;
const longestPath = 4096;

/**
 * A tar reader that works on chunks as they come, without a promise or a copy for each: with 1 MiB chunks nearly every file is one
 * view. tar-stream needs two asynchronous turns an entry and copies, which made it the slowest part of a pass.
 */
export function tarReader(sink: TarSink, refuse: Refuse): TarReader {
  const block = Buffer.alloc(blockSize);
  let filled = 0;
  /** Content bytes and padding bytes still to come; `extension` collects those of an extended header. */
  let content = 0;
  let padding = 0;
  let zeroBlocks = 0;
  let extension: { readonly typeflag: string; readonly bytes: Buffer; length: number } | undefined;
  let pending: Pending = {};

  const start = (header: TarHeader): void => {
    if (zeroBlocks > 0) refuse("has an entry after a block of zeros");
    if ("xgLK".includes(header.typeflag)) {
      if (header.size < 0 || header.size > largestExtension)
        refuse(`has an extended header of ${header.size} bytes`);
      extension = { typeflag: header.typeflag, bytes: Buffer.alloc(header.size), length: 0 };
      expect(header.size);
      if (header.size === 0) finish();
      return;
    }
    const merged = mergeHeader(header, pending.pax, pending.longName, pending.longLink, refuse);
    const entry = entryOf(merged, pending.pax, refuse);
    pending = {};
    if (merged.size < 0) refuse("has an entry with a negative size");
    sink.entry(entry);
    expect(headerOnly.has(merged.typeflag) ? 0 : merged.size);
    if (content === 0) sink.end();
  };
  const expect = (size: number): void => {
    content = size;
    padding = (blockSize - (size % blockSize)) % blockSize;
  };
  const take = (piece: Uint8Array): void => {
    content -= piece.length;
    if (extension === undefined) sink.data(piece);
    else {
      extension.bytes.set(piece, extension.length);
      extension.length += piece.length;
    }
    if (content === 0) finish();
  };
  const finish = (): void => {
    if (extension === undefined) return sink.end();
    pending = extend(pending, extension.typeflag, extension.bytes, refuse);
    extension = undefined;
  };
  const takeBlock = (bytes: Uint8Array): void => {
    // Two zero blocks end the archive; what follows is read by nobody.
    if (isZeroBlock(bytes)) zeroBlocks += 1;
    else start(readHeader(bytes, refuse));
  };

  return {
    write: (chunk) => {
      for (let at = 0; at < chunk.length && zeroBlocks < 2;) {
        const left = chunk.length - at;
        if (content > 0) {
          const size = Math.min(content, left);
          take(chunk.subarray(at, at + size));
          at += size;
        } else if (padding > 0) {
          const size = Math.min(padding, left);
          padding -= size;
          at += size;
        } else if (filled === 0 && left >= blockSize) {
          takeBlock(chunk.subarray(at, at + blockSize));
          at += blockSize;
        } else {
          const size = Math.min(blockSize - filled, left);
          block.set(chunk.subarray(at, at + size), filled);
          at += size;
          filled += size;
          if (filled < blockSize) continue;
          filled = 0;
          takeBlock(block);
        }
      }
    },
    end: () => {
      if (content > 0 || padding > 0 || filled > 0 || Object.keys(pending).length > 0)
        refuse("ends inside an entry");
    },
  };
}

type Pending = {
  readonly pax?: PaxRecords;
  readonly longName?: string;
  readonly longLink?: string;
};

function extend(pending: Pending, typeflag: string, bytes: Buffer, refuse: Refuse): Pending {
  if (typeflag === "x") return { ...pending, pax: readPax(bytes, refuse) };
  // Container runtimes ignore global headers.
  if (typeflag === "g") return pending;
  const end = bytes.indexOf(0);
  const name = bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
  return typeflag === "L" ? { ...pending, longName: name } : { ...pending, longLink: name };
}

/** Types that have no content, whatever size their header names: hard link, symbolic link, devices, folder, pipe. */
const headerOnly = new Set(["1", "2", "3", "4", "5", "6"]);
const types: Readonly<Record<string, LayerEntry["type"]>> = {
  "\u0000": "file",
  "0": "file",
  "7": "file",
  "1": "hardlink",
  "2": "symlink",
  "5": "directory",
};

function entryOf(header: TarHeader, pax: PaxRecords | undefined, refuse: Refuse): LayerEntry {
  const { typeflag, name, linkName } = header;
  if (name.length > longestPath || linkName.length > longestPath)
    refuse(`has a name longer than ${longestPath} characters: ${JSON.stringify(name.slice(0, 100))}`);
  const type =
    typeflag === "\u0000" && name.endsWith("/")
      ? "directory"
      : isSparse(header, pax)
        ? "other"
        : (types[typeflag] ?? "other");
  const attributes = pax?.attributes ?? [];
  return {
    path: cleanPath(name, refuse),
    type,
    size: type === "file" ? header.size : 0,
    mode: header.mode & 0o7777,
    uid: header.uid,
    gid: header.gid,
    mtime: header.mtime,
    linkTarget: type === "symlink" || type === "hardlink" ? linkName : undefined,
    attributes: attributes.length > 0 ? attributes : undefined,
  };
}

/** The path without ./ in front, / behind, and empty parts; refuses one that leaves the archive. */
function cleanPath(name: string, refuse: Refuse): string {
  if (!/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(name)) return name;
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) refuse(`has an entry that leaves it: ${JSON.stringify(name.slice(0, 200))}`);
  return parts.join("/");
}
