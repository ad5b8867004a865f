import { crc32, deflateRawSync } from "node:zlib";

/** What an archive holds: content by name; `packed` deflates it. */
export type ZipContent = Readonly<Record<string, string | Uint8Array>>;

export type ZipOptions = {
  readonly packed?: boolean;
  /** Bytes in front of the archive, such as a shell script. */
  readonly before?: Uint8Array;
  readonly comment?: string;
  /** Writes sizes, places and counts as ZIP64 does, though they are small. */
  readonly wide?: boolean;
};

/** A ZIP archive (APPNOTE 6.3.10). */
export function smallZip(content: ZipContent, options: ZipOptions = {}): Uint8Array {
  const { packed = false, wide = false, before = new Uint8Array(), comment = "" } = options;
  const locals: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const [name, value] of Object.entries(content)) {
    const plain = typeof value === "string" ? Buffer.from(value) : value;
    const body = packed ? deflateRawSync(plain) : plain;
    const fields = {
      name,
      crc: crc32(plain),
      size: plain.length,
      compressed: body.length,
      method: packed ? 8 : 0,
    };
    const local = Buffer.concat([localHeader(fields), body]);
    central.push(centralHeader(fields, at, wide));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = endRecords(central.length, directory.length, at, wide, Buffer.from(comment));
  return Buffer.concat([before, ...locals, directory, end]);
}

type Fields = {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
  readonly compressed: number;
  readonly method: number;
};

function localHeader({ name, crc, size, compressed, method }: Fields): Uint8Array {
  const bytes = Buffer.alloc(30 + Buffer.byteLength(name) + 4);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(method, 8);
  bytes.writeUInt32LE(crc, 14);
  bytes.writeUInt32LE(compressed, 18);
  bytes.writeUInt32LE(size, 22);
  bytes.writeUInt16LE(Buffer.byteLength(name), 26);
  // An extra field that the central directory does not have: its length is only known here.
  bytes.writeUInt16LE(4, 28);
  bytes.write(name, 30);
  return bytes;
}

function centralHeader(
  { name, crc, size, compressed, method }: Fields,
  at: number,
  wide: boolean,
): Uint8Array {
  const extra = Buffer.alloc(wide ? 28 : 0);
  if (wide) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, value] of [size, compressed, at].entries())
      extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  }
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(method, 10);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(wide ? 0xffff_ffff : compressed, 20);
  bytes.writeUInt32LE(wide ? 0xffff_ffff : size, 24);
  bytes.writeUInt16LE(Buffer.byteLength(name), 28);
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(wide ? 0xffff_ffff : at, 42);
  return Buffer.concat([bytes, Buffer.from(name), extra]);
}

function endRecords(count: number, size: number, at: number, wide: boolean, comment: Uint8Array): Uint8Array {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(wide ? 0xffff : count, 8);
  end.writeUInt16LE(wide ? 0xffff : count, 10);
  end.writeUInt32LE(wide ? 0xffff_ffff : size, 12);
  end.writeUInt32LE(wide ? 0xffff_ffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  if (!wide) return Buffer.concat([end, comment]);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  for (const [index, value] of [count, count, size, at].entries())
    record.writeBigUInt64LE(BigInt(value), 24 + 8 * index);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + size), 8);
  return Buffer.concat([record, locator, end, comment]);
}
