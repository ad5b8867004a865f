import { inflateRawSync } from "node:zlib";
import type { RandomAccess } from "../values/random-access.ts";
import { formatFaults } from "./faults.ts";

/** A file in a ZIP archive as its central directory describes it. */
export type ZipEntry = {
  readonly name: string;
  /** 0 stored, 8 deflated; others cannot be read. */
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of its local header in the archive's file. */
  readonly offset: number;
};

const endLength = 22;
const longestComment = 65_535;
const locatorLength = 20;
const entryLength = 46;
const localLength = 30;
const maximumEntries = 1_000_000;
const maximumDirectory = 512 * 1024 * 1024;
const windowBytes = 256 * 1024;
const signatures = {
  end: 0x06054b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
  entry: 0x02014b50,
  local: 0x04034b50,
};

/** True when a file starts as an archive does that is not empty; one with a program in front does not. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

/**
 * The entries of a ZIP archive (APPNOTE 6.3.10) from its central directory, piece by piece, without the archive in memory; with
 * ZIP64 and with bytes in front of it. Throws FORMAT_CORRUPT for a file that is none, and for broken directories.
 */
export function* readZipDirectory(file: RandomAccess): Generator<ZipEntry> {
  const directory = findDirectory(file);
  if (directory.count > maximumEntries || directory.size > maximumDirectory)
    throw corrupt("has too many entries");
  const end = directory.offset + directory.size;
  let view = viewOf(new Uint8Array());
  let start = directory.offset;
  let at = directory.offset;
  const has = (length: number): boolean => {
    if (at + length <= start + view.byteLength) return true;
    if (at + length > end) return false;
    start = at;
    view = viewOf(file.read(at, Math.min(end - at, Math.max(length, windowBytes))));
    return view.byteLength >= length;
  };
  for (let count = 0; count < directory.count; count += 1) {
    if (!has(entryLength) || view.getUint32(at - start, true) !== signatures.entry)
      throw corrupt("has a broken entry");
    const lengths = [28, 30, 32].map((field) => view.getUint16(at - start + field, true));
    const total = entryLength + lengths.reduce((sum, length) => sum + length, 0);
    if (!has(total)) throw corrupt("ends inside an entry");
    yield entryOf(new DataView(view.buffer, view.byteOffset + at - start, total), lengths, directory.shift);
    at += total;
  }
}

type Directory = {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
  /** Bytes in front of the archive: they are not counted by its offsets. */
  readonly shift: number;
};

function findDirectory(file: RandomAccess): Directory {
  const tailLength = Math.min(file.size, endLength + longestComment);
  const tail = viewOf(file.read(file.size - tailLength, tailLength));
  for (let at = tail.byteLength - endLength; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== signatures.end) continue;
    if (at + endLength + tail.getUint16(at + 20, true) > tail.byteLength) continue;
    const end = file.size - tailLength + at;
    const short = {
      count: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const isLong = short.count === 0xffff || short.size === 0xffff_ffff || short.offset === 0xffff_ffff;
    const long = isLong ? longDirectory(file, end) : undefined;
    return placed(long ?? { ...short, end });
  }
  throw corrupt("has no central directory");
}

type Described = {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  readonly end: number;
};

function longDirectory(file: RandomAccess, end: number): Described | undefined {
  if (end < locatorLength) return undefined;
  const locator = viewOf(file.read(end - locatorLength, locatorLength));
  if (locator.byteLength < locatorLength || locator.getUint32(0, true) !== signatures.locator)
    return undefined;
  // With bytes in front the record is not where the locator says, but without an extension right before it.
  for (const at of [number64(locator, 8), end - locatorLength - 56]) {
    const record = at < 0 ? viewOf(new Uint8Array()) : viewOf(file.read(at, 56));
    if (record.byteLength === 56 && record.getUint32(0, true) === signatures.end64)
      return {
        count: number64(record, 32),
        size: number64(record, 40),
        offset: number64(record, 48),
        end: at,
      };
  }
  throw corrupt("has a ZIP64 record that is not there");
}

function placed({ count, size, offset, end }: Described): Directory {
  const shift = end - size - offset;
  if (shift < 0) throw corrupt("has a central directory outside of the file");
  return { count, size, offset: offset + shift, shift };
}

function entryOf(view: DataView, lengths: readonly number[], shift: number): ZipEntry {
  const [nameLength = 0, extraLength = 0] = lengths;
  const name = Buffer.from(view.buffer, view.byteOffset + entryLength, nameLength).toString("utf8");
  const entry = {
    name,
    method: view.getUint16(10, true),
    compressedSize: view.getUint32(20, true),
    size: view.getUint32(24, true),
    offset: view.getUint32(42, true),
  };
  const extra = new DataView(view.buffer, view.byteOffset + entryLength + nameLength, extraLength);
  const wide = widened(entry, extra);
  return { ...wide, offset: wide.offset + shift };
}

// The ZIP64 field has, in this order, those numbers that do not fit in 32 bits.
function widened(entry: ZipEntry, extra: DataView): ZipEntry {
  const large = (["size", "compressedSize", "offset"] as const).filter(
    (field) => entry[field] === 0xffff_ffff,
  );
  if (large.length === 0) return entry;
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    const wide = { ...entry };
    for (const [index, field] of large.entries()) {
      if (at + 12 + 8 * index > extra.byteLength) throw corrupt("has a broken ZIP64 field");
      wide[field] = number64(extra, at + 4 + 8 * index);
    }
    return wide;
  }
  return entry;
}

/** The content of an entry, at most `limit` bytes unpacked. Throws FORMAT_CORRUPT when it is longer, broken or packed in another way. */
export function readZipEntry(file: RandomAccess, entry: ZipEntry, limit: number): Uint8Array {
  if (entry.size > limit || entry.compressedSize > limit)
    throw corrupt(`has a larger entry than is read: ${entry.name}`);
  const packed = packedContent(file, entry);
  const bytes = Uint8Array.from(packed.read(0, packed.size));
  if (bytes.length < packed.size) throw corrupt("ends inside an entry");
  if (entry.method === 0) return bytes;
  if (entry.method !== 8) throw corrupt(`has an entry that is packed in an unknown way: ${entry.name}`);
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, Math.min(limit, entry.size)) });
  } catch (cause) {
    throw formatFaults.fault("FORMAT_CORRUPT", `a ZIP archive has a broken entry: ${entry.name}`, { cause });
  }
}

/** The bytes of an entry as they stand in the archive: for a stored one its content, without a copy. Throws FORMAT_CORRUPT. */
export function packedContent(file: RandomAccess, entry: ZipEntry): RandomAccess {
  const header = viewOf(file.read(entry.offset, localLength));
  if (header.byteLength < localLength || header.getUint32(0, true) !== signatures.local)
    throw corrupt(`has an entry that is not where it should be: ${entry.name}`);
  const start = entry.offset + localLength + header.getUint16(26, true) + header.getUint16(28, true);
  const size = entry.compressedSize;
  if (start + size > file.size) throw corrupt(`ends inside an entry: ${entry.name}`);
  return {
    size,
    read: (offset, length) => {
      const from = Math.min(size, Math.max(0, offset));
      return file.read(start + from, Math.min(Math.max(0, length), size - from));
    },
  };
}

function number64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", `a ZIP archive ${what}`);
}
