import { Buffer } from "node:buffer";

/** What a header block of a tar archive says. Sizes are in bytes, `mtime` in seconds since 1970. */
export type TarHeader = {
  readonly name: string;
  readonly typeflag: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly linkName: string;
};

export const blockSize = 512;

/** Throws what the caller makes of a broken archive. */
export type Refuse = (why: string) => never;

/**
 * Reads a header block: POSIX ustar, GNU, star or the old V7 form, as Go's archive/tar does, for that is what containerd and Docker
 * unpack with: a reader that sees other files than they do would prove nothing.
 */
export function readHeader(block: Uint8Array, refuse: Refuse): TarHeader {
  const bytes = Buffer.from(block.buffer, block.byteOffset, blockSize);
  checkSum(bytes, refuse);
  const number = (start: number, length: number): number => numeric(bytes, start, length, refuse);
  const name = text(bytes, 0, 100);
  const prefix = text(bytes, 345, prefixLength(bytes));
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    typeflag: String.fromCharCode(bytes[156] ?? 0),
    size: number(124, 12),
    mode: number(100, 8),
    uid: number(108, 8),
    gid: number(116, 8),
    mtime: number(136, 12),
    linkName: text(bytes, 157, 100),
  };
}

/** True for a block of zeros: two of them end an archive. */
export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

function prefixLength(bytes: Buffer): number {
  if (bytes.toString("latin1", 257, 265) !== "ustar\u000000") return 0;
  return bytes.toString("latin1", 508, 512) === "tar\u0000" ? 131 : 155;
}

function checkSum(bytes: Buffer, refuse: Refuse): void {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let at = 0; at < blockSize; at += 1) {
    if (at === 148) at = 156;
    const byte = bytes[at] ?? 0;
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const written = octal(bytes.toString("latin1", 148, 156));
  // Some old archivers added signed bytes.
  if (written !== unsigned && written !== signed) refuse("has a header with a wrong checksum");
}

/** Octal digits, or with the top bit set a big-endian two's complement number (GNU). */
function numeric(bytes: Buffer, start: number, length: number, refuse: Refuse): number {
  const first = bytes[start] ?? 0;
  if ((first & 0x80) === 0) {
    const value = octal(bytes.toString("latin1", start, start + length));
    return value ?? refuse("has a header with a number that is none");
  }
  const negative = (first & 0x40) !== 0;
  let value = negative ? (first & 0x7f) - 0x80 : first & 0x7f;
  for (let at = start + 1; at < start + length; at += 1) value = value * 256 + (bytes[at] ?? 0);
  if (!Number.isSafeInteger(value)) refuse("has a header with a number out of range");
  return value;
}

function octal(field: string): number | undefined {
  const end = field.indexOf("\u0000");
  const digits = (end < 0 ? field : field.slice(0, end)).trim();
  if (digits === "") return field.replaceAll("\u0000", "").trim() === "" ? 0 : octal(field.slice(end + 1));
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function text(bytes: Buffer, start: number, length: number): string {
  const end = bytes.subarray(start, start + length).indexOf(0);
  return bytes.toString("utf8", start, end < 0 ? start + length : start + end);
}

/** What a pax extended header says (POSIX pax, "pax Extended Header"), as far as it matters here. Empty values say nothing. */
export type PaxRecords = {
  readonly values: ReadonlyMap<string, string>;
  /** Names of extended attributes, sorted. */
  readonly attributes: readonly string[];
};

const attributePrefix = "SCHILY.xattr.";

/** Reads the records `LENGTH KEY=VALUE\n`. */
export function readPax(bytes: Buffer, refuse: Refuse): PaxRecords {
  const values = new Map<string, string>();
  const attributes = new Set<string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 || space - at > 10 ? Number.NaN : decimal(bytes.toString("latin1", at, space));
    const end = at + length;
    const equals = bytes.indexOf(0x3d, space);
    if (!(end <= bytes.length && equals > space && equals < end) || bytes[end - 1] !== 0x0a)
      return refuse("has an extended header that is cut or garbled");
    const key = bytes.toString("utf8", space + 1, equals);
    if (key.startsWith(attributePrefix)) attributes.add(key.slice(attributePrefix.length));
    else if (equals + 1 < end - 1) values.set(key, bytes.toString("utf8", equals + 1, end - 1));
    at = end;
  }
  return { values, attributes: [...attributes].toSorted() };
}

function decimal(digits: string): number {
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
}

/** The header with what its extended headers say instead: pax records first, then GNU long names, as Go merges them. */
export function mergeHeader(
  header: TarHeader,
  pax: PaxRecords | undefined,
  longName: string | undefined,
  longLink: string | undefined,
  refuse: Refuse,
): TarHeader {
  if (pax === undefined && longName === undefined && longLink === undefined) return header;
  const say = (key: string): string | undefined => pax?.values.get(key);
  const count = (key: string, otherwise: number): number => {
    const said = say(key);
    if (said === undefined) return otherwise;
    const value = decimal(said);
    return Number.isSafeInteger(value) ? value : refuse(`has an extended header with a wrong ${key}`);
  };
  const mtime = Number(say("mtime") ?? header.mtime);
  const merged = {
    ...header,
    name: longName ?? say("GNU.sparse.name") ?? say("path") ?? header.name,
    linkName: longLink ?? say("linkpath") ?? header.linkName,
    size: count("size", header.size),
    uid: count("uid", header.uid),
    gid: count("gid", header.gid),
    mtime: Number.isFinite(mtime) ? mtime : refuse("has an extended header with a wrong mtime"),
  };
  if (merged.name.includes("\u0000") || merged.linkName.includes("\u0000"))
    refuse("has an extended header with a NUL in a name");
  return merged;
}

/** True when the content is a sparse map or the file is not stored as it is. */
export function isSparse(header: TarHeader, pax: PaxRecords | undefined): boolean {
  if (header.typeflag === "S") return true;
  for (const key of pax?.values.keys() ?? []) if (key.startsWith("GNU.sparse.")) return true;
  return false;
}
