import type { RandomAccess } from "../values/random-access.ts";
import { formatFaults } from "./faults.ts";

/** Numbers of an ELF structure in the file's class and byte order; offsets are those of the piece that was read. */
export type Fields = {
  readonly length: number;
  readonly byte: (at: number) => number;
  readonly half: (at: number) => number;
  readonly word: (at: number) => number;
  /** An address, offset or size: 4 or 8 bytes by class. Eight bytes are kept to their low 52 bits, which is all that user programs have. */
  readonly native: (at: number) => number;
  readonly bytes: Uint8Array;
};

/** Class and byte order of an ELF file: what its numbers look like. */
export type NumberForm = { readonly bits: 32 | 64; readonly endian: "little" | "big" };

/** Fields over bytes that are already in memory. */
export function fieldsOf(bytes: Uint8Array, form: NumberForm): Fields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = form.endian === "little";
  const wide = (at: number): number => {
    const low = view.getUint32(little ? at : at + 4, little);
    const high = view.getUint32(little ? at + 4 : at, little);
    return (high & 0xf_ffff) * 0x1_0000_0000 + low;
  };
  return {
    length: bytes.length,
    byte: (at) => view.getUint8(at),
    half: (at) => view.getUint16(at, little),
    word: (at) => view.getUint32(at, little),
    native: form.bits === 64 ? wide : (at) => view.getUint32(at, little),
    bytes,
  };
}

/** A copy of exactly `length` bytes at `offset`. Throws FORMAT_CORRUPT, with `what` in its message, when the file ends before. */
export function readExactly(file: RandomAccess, offset: number, length: number, what: string): Uint8Array {
  if (offset < 0 || length < 0 || offset + length > file.size)
    throw formatFaults.fault("FORMAT_CORRUPT", `an ELF file ends inside its ${what}`);
  const bytes = file.read(offset, length);
  if (bytes.length !== length)
    throw formatFaults.fault("FORMAT_CORRUPT", `an ELF file ends inside its ${what}`);
  return new Uint8Array(bytes);
}

/** The text at an offset of a string table, up to its NUL; undefined for an offset outside of it or more than `limit` bytes. */
export function textAt(table: Uint8Array, offset: number, limit = 4096): string | undefined {
  if (offset < 0 || offset >= table.length) return undefined;
  const end = table.indexOf(0, offset);
  if (end < 0 || end - offset > limit) return undefined;
  return Buffer.from(table.buffer, table.byteOffset + offset, end - offset).toString("utf8");
}
