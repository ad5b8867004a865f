import type { RandomAccess } from "../values/random-access.ts";
import { type Fields, fieldsOf, readExactly, textAt } from "./elf-fields.ts";
import { formatFaults } from "./faults.ts";

/** What the fixed part of an ELF header says (System V gABI, chapter 4). */
export type ElfHeader = {
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** e_machine: 183 is AArch64, 40 Arm, 62 x86-64. */
  readonly machine: number;
  readonly type: "relocatable" | "executable" | "shared" | "core" | "other";
};

/** A program header. `address` is virtual; what is past `fileSize` up to `memorySize` is zero in memory. */
export type ElfSegment = {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly align: number;
};

/** A section header with its name. A section of type NOBITS has a size, but no bytes in the file. */
export type ElfSection = {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
};

export type Elf = ElfHeader & {
  readonly file: RandomAccess;
  /** e_flags: its meaning is the machine's. */
  readonly flags: number;
  readonly segments: readonly ElfSegment[];
  /** Read when first asked for, since they are at the end of files; none in a fully stripped file. Throws FORMAT_CORRUPT. */
  readonly sections: () => readonly ElfSection[];
};

/** Bytes from the start of a file that readElfHeader needs. */
export const elfHeaderLength = 20;

export const aarch64 = 183;
export const arm = 40;

export const segmentType = { load: 1, dynamic: 2, interpreter: 3, note: 4 } as const;
export const segmentFlag = { execute: 1, write: 2, read: 4 } as const;
export const sectionType = { note: 7, noBits: 8 } as const;
export const sectionFlag = { allocated: 2, executable: 4 } as const;

// Linux refuses more than 64 KiB of program headers; section numbers are 16 bits wide but for huge object files.
const maximumSegmentBytes = 65_536;
const maximumSections = 65_536;
const maximumNameBytes = 4 * 1024 * 1024;

/** Reads an ELF header, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT for a broken one. */
export function readElfHeader(bytes: Uint8Array): ElfHeader | undefined {
  if (bytes.length < 4 || bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46)
    return undefined;
  if (bytes.length < elfHeaderLength) throw corrupt("an ELF file ends inside its header");
  const [, , , , wide, order] = bytes;
  if ((wide !== 1 && wide !== 2) || (order !== 1 && order !== 2))
    throw corrupt("an ELF header has an unknown class or byte order");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const types = ["other", "relocatable", "executable", "shared", "core"] as const;
  return {
    bits: wide === 2 ? 64 : 32,
    endian: order === 1 ? "little" : "big",
    type: types[view.getUint16(16, order === 1)] ?? "other",
    machine: view.getUint16(18, order === 1),
  };
}

/**
 * Reads header and program headers, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT when they are broken
 * or name bytes that the file does not have.
 */
export function readElf(file: RandomAccess): Elf | undefined {
  const header = readElfHeader(Uint8Array.from(file.read(0, elfHeaderLength)));
  if (header === undefined) return undefined;
  const wide = header.bits === 64;
  const fields = fieldsOf(readExactly(file, 0, wide ? 64 : 52, "header"), header);
  const segments = readSegments(file, header, {
    offset: fields.native(wide ? 32 : 28),
    entrySize: fields.half(wide ? 54 : 42),
    count: fields.half(wide ? 56 : 44),
  });
  const table = {
    offset: fields.native(wide ? 40 : 32),
    entrySize: fields.half(wide ? 58 : 46),
    count: fields.half(wide ? 60 : 48),
    names: fields.half(wide ? 62 : 50),
  };
  let sections: readonly ElfSection[] | undefined;
  return {
    ...header,
    file,
    flags: fields.word(wide ? 48 : 36),
    segments,
    sections: () => (sections ??= readSections(file, header, table)),
  };
}

/** The first `limit` bytes of a section, copied; undefined when there is none of that name with bytes. Throws FORMAT_CORRUPT. */
export function sectionBytes(elf: Elf, name: string, limit: number): Uint8Array | undefined {
  const section = elf.sections().find((one) => one.name === name && one.type !== sectionType.noBits);
  if (section === undefined) return undefined;
  return readExactly(elf.file, section.offset, Math.min(section.size, limit), `section ${name}`);
}

/** Where the byte at a virtual address is in the file, and how many follow it in the same segment. */
export function placeOf(
  elf: Elf,
  address: number,
): { readonly offset: number; readonly left: number } | undefined {
  for (const segment of elf.segments) {
    const into = address - segment.address;
    if (segment.type === segmentType.load && into >= 0 && into < segment.fileSize)
      return { offset: segment.offset + into, left: segment.fileSize - into };
  }
  return undefined;
}

/** The name that people use for an e_machine. */
export function machineName(machine: number): string {
  return machines[machine] ?? `machine ${machine}`;
}

const machines: Readonly<Record<number, string>> = {
  3: "x86 (32-bit)",
  8: "MIPS",
  20: "PowerPC",
  21: "PowerPC64",
  22: "IBM Z",
  40: "Arm (32-bit)",
  62: "x86-64",
  183: "arm64",
  243: "RISC-V",
  258: "LoongArch",
};

type Table = { readonly offset: number; readonly entrySize: number; readonly count: number };

function readSegments(file: RandomAccess, header: ElfHeader, table: Table): readonly ElfSegment[] {
  if (table.count === 0 || table.offset === 0) return [];
  const size = header.bits === 64 ? 56 : 32;
  if (table.entrySize !== size) throw corrupt("an ELF file has program headers of an unknown size");
  if (table.count * size > maximumSegmentBytes) throw corrupt("an ELF file has too many program headers");
  const fields = fieldsOf(readExactly(file, table.offset, table.count * size, "program headers"), header);
  return Array.from({ length: table.count }, (_, index) => {
    const segment = readSegment(fields, index * size, header.bits);
    if (segment.type === segmentType.load && segment.offset + segment.fileSize > file.size)
      throw corrupt("an ELF file ends inside a segment that is to be loaded");
    return segment;
  });
}

function readSegment(fields: Fields, at: number, bits: 32 | 64): ElfSegment {
  const wide = bits === 64;
  return {
    type: fields.word(at),
    flags: fields.word(at + (wide ? 4 : 24)),
    offset: fields.native(at + (wide ? 8 : 4)),
    address: fields.native(at + (wide ? 16 : 8)),
    fileSize: fields.native(at + (wide ? 32 : 16)),
    memorySize: fields.native(at + (wide ? 40 : 20)),
    align: fields.native(at + (wide ? 48 : 28)),
  };
}

function readSections(
  file: RandomAccess,
  header: ElfHeader,
  table: Table & { readonly names: number },
): readonly ElfSection[] {
  if (table.offset === 0) return [];
  const size = header.bits === 64 ? 64 : 40;
  if (table.entrySize !== size) throw corrupt("an ELF file has section headers of an unknown size");
  const first = readSection(
    fieldsOf(readExactly(file, table.offset, size, "section headers"), header),
    0,
    header.bits,
  );
  // Counts that do not fit in the header stand in the first section header.
  const count = table.count === 0 ? first.size : table.count;
  if (count > maximumSections) throw corrupt("an ELF file has too many sections");
  const names = table.names === 0xffff ? first.link : table.names;
  const fields = fieldsOf(readExactly(file, table.offset, count * size, "section headers"), header);
  const raw = Array.from({ length: count }, (_, index) => readSection(fields, index * size, header.bits));
  const strings = raw[names];
  if (names === 0 || strings === undefined) return raw.map((section) => ({ ...section, name: "" }));
  if (strings.size > maximumNameBytes) throw corrupt("an ELF file has too long section names");
  const bytes = readExactly(file, strings.offset, strings.size, "section names");
  return raw.map((section) => ({ ...section, name: textAt(bytes, section.nameOffset) ?? "" }));
}

function readSection(
  fields: Fields,
  at: number,
  bits: 32 | 64,
): Omit<ElfSection, "name"> & { readonly nameOffset: number } {
  const wide = bits === 64;
  return {
    nameOffset: fields.word(at),
    type: fields.word(at + 4),
    flags: fields.native(at + 8),
    address: fields.native(at + (wide ? 16 : 12)),
    offset: fields.native(at + (wide ? 24 : 16)),
    size: fields.native(at + (wide ? 32 : 20)),
    link: fields.word(at + (wide ? 40 : 24)),
    info: fields.word(at + (wide ? 44 : 28)),
  };
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", what);
}
