/** A hand-made ELF file: what is asked for and nothing else, laid out as GNU ld does. */
export type ElfSpec = {
  readonly bits?: 32 | 64;
  readonly endian?: "little" | "big";
  readonly machine?: number;
  /** e_type: 1 relocatable, 2 executable, 3 shared. */
  readonly type?: number;
  readonly flags?: number;
  /** Alignment of segments, as -z max-page-size sets it. */
  readonly align?: number;
  /** What is added to offsets to give the addresses of code and of data. */
  readonly shifts?: readonly [code: number, data: number];
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  readonly flags1?: number;
  readonly versionsNeeded?: readonly {
    readonly file: string;
    readonly versions: readonly (string | Weak)[];
  }[];
  readonly versionsDefined?: readonly string[];
  readonly notes?: readonly {
    readonly name: string;
    readonly type: number;
    readonly description: Uint8Array;
  }[];
  readonly code?: readonly number[];
  readonly constants?: Uint8Array;
  readonly data?: Uint8Array;
  /** Name of the writable section. */
  readonly dataSection?: string;
  /** False for a file whose section headers are stripped. */
  readonly sections?: boolean;
};

type Weak = { readonly weak: string };

export type BuiltElf = {
  readonly bytes: Buffer;
  /** Where things that tests change are in the file. */
  readonly at: {
    readonly machine: number;
    /** p_offset, p_vaddr, p_memsz and p_align of each loaded segment. */
    readonly loads: readonly {
      readonly flags: number;
      readonly offset: number;
      readonly address: number;
      readonly memorySize: number;
      readonly align: number;
    }[];
    readonly code: number;
    readonly constants: number;
    readonly data: number;
    readonly codeSectionFlags: number;
    /** Where a text that the dynamic section uses starts. */
    readonly text: (value: string) => number;
    /** vna_flags of each needed version. */
    readonly weakFlags: readonly number[];
    readonly notes: readonly number[];
    readonly interpreter: number;
  };
  /** Addresses in memory of the code and of the constants. */
  readonly address: { readonly code: number; readonly constants: number };
};

const dynamicTag = { needed: 1, strings: 5, stringsSize: 10, soname: 14, rpath: 15, runpath: 29 } as const;

/** Builds an ELF file: one read-only, one executable and one writable segment, each only where something is in it. */
export function buildElf(spec: ElfSpec = {}): BuiltElf {
  const wide = (spec.bits ?? 64) === 64;
  const little = (spec.endian ?? "little") === "little";
  const align = spec.align ?? 0x1_0000;
  const shifts = [0, ...(spec.shifts ?? [0x1_0000, 0x2_0000])];
  const writer = numberWriter(wide, little);
  const readOnly = new Area();
  const interpreter = spec.interpreter === undefined ? undefined : readOnly.add(text(spec.interpreter));
  const noteStarts: number[] = [];
  const notes = (spec.notes ?? []).map((note) => {
    const start = readOnly.add(
      Buffer.concat([
        writer.word(note.name.length + 1),
        writer.word(note.description.length),
        writer.word(note.type),
        padded(text(note.name), 4),
        padded(note.description, 4),
      ]),
      4,
    );
    noteStarts.push(start + 12 + padded(text(note.name), 4).length);
    return start;
  });
  const notesEnd = readOnly.size;
  const strings = stringTable(spec);
  const stringsAt = readOnly.add(strings.bytes);
  const weakOffsets: number[] = [];
  const neededAt = readOnly.add(versionsNeeded(spec, strings.at, writer, weakOffsets), 8);
  const definedAt = readOnly.add(versionsDefined(spec, strings.at, writer), 8);
  const constantsAt = readOnly.add(spec.constants ?? new Uint8Array(0), 16);

  const headerSize = wide ? 64 : 52;
  const segmentSize = wide ? 56 : 32;
  const code = Buffer.concat((spec.code ?? []).map((word) => numberWriter(true, true).word(word)));
  const data = Buffer.from(spec.data ?? new Uint8Array(0));
  const hasDynamic =
    spec.needed !== undefined || spec.soname !== undefined || spec.versionsDefined !== undefined;
  const segmentCount =
    1 + Number(code.length > 0) + Number(data.length > 0 || hasDynamic) + Number(hasDynamic);
  const headers =
    headerSize + segmentSize * (segmentCount + Number(interpreter !== undefined) + Number(notes.length > 0));
  const base = roundUp(headers, 16);
  const codeAt = roundUp(base + readOnly.size, 16);
  const dataAt = roundUp(codeAt + code.length, 16);
  const address = (part: number, offset: number): number => (shifts[part] ?? 0) + offset;

  const entries: (readonly [number, number])[] = [];
  if (hasDynamic) {
    for (const name of spec.needed ?? []) entries.push([dynamicTag.needed, strings.at(name)]);
    const optional = { soname: spec.soname, rpath: spec.rpath, runpath: spec.runpath } as const;
    for (const key of ["soname", "rpath", "runpath"] as const)
      if (optional[key] !== undefined) entries.push([dynamicTag[key], strings.at(optional[key])]);
    if (spec.flags1 !== undefined) entries.push([0x6fff_fffb, spec.flags1]);
    entries.push(
      [dynamicTag.strings, address(0, base + stringsAt)],
      [dynamicTag.stringsSize, strings.bytes.length],
    );
    if (spec.versionsNeeded !== undefined)
      entries.push([0x6fff_fffe, address(0, base + neededAt)], [0x6fff_ffff, spec.versionsNeeded.length]);
    if (spec.versionsDefined !== undefined)
      entries.push([0x6fff_fffc, address(0, base + definedAt)], [0x6fff_fffd, spec.versionsDefined.length]);
    entries.push([0, 0]);
  }
  const dynamic = Buffer.concat(
    entries.flatMap(([key, value]) => [writer.native(key), writer.native(value)]),
  );
  const dynamicAt = roundUp(dataAt + data.length, 8);
  const end = dynamicAt + dynamic.length;

  const loads: number[] = [];
  const segments: Buffer[] = [];
  const segment = (
    type: number,
    flags: number,
    offset: number,
    where: number,
    size: number,
    p_align: number,
  ): void => {
    if (type === 1) loads.push(headerSize + segments.length * segmentSize);
    const parts = wide
      ? [
          writer.word(type),
          writer.word(flags),
          ...[offset, where, where, size, size, p_align].map(writer.native),
        ]
      : [
          ...[type, offset, where, where, size, size].map(writer.word),
          writer.word(flags),
          writer.word(p_align),
        ];
    segments.push(Buffer.concat(parts));
  };
  if (interpreter !== undefined)
    segment(3, 4, base + interpreter, address(0, base + interpreter), (spec.interpreter ?? "").length + 1, 1);
  if (notes[0] !== undefined)
    segment(4, 4, base + notes[0], address(0, base + notes[0]), notesEnd - notes[0], 4);
  segment(1, 4, 0, 0, base + readOnly.size, align);
  if (code.length > 0) segment(1, 5, codeAt, address(1, codeAt), code.length, align);
  if (data.length > 0 || hasDynamic) segment(1, 6, dataAt, address(2, dataAt), end - dataAt, align);
  if (hasDynamic) segment(2, 6, dynamicAt, address(2, dynamicAt), dynamic.length, 8);

  const sections = spec.sections === false ? undefined : new SectionTable(wide, writer);
  sections?.add(
    ".rodata",
    2,
    base + constantsAt,
    address(0, base + constantsAt),
    readOnly.size - constantsAt,
  );
  sections?.add(".text", 6, codeAt, address(1, codeAt), code.length);
  sections?.add(spec.dataSection ?? ".data", 3, dataAt, address(2, dataAt), data.length);
  const table = sections?.finish(end);
  const header = Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ...[spec.type ?? 3, spec.machine ?? 183].map(writer.half),
    writer.word(1),
    ...[0, headerSize, table?.headersAt ?? 0].map(writer.native),
    writer.word(spec.flags ?? 0),
    ...[
      headerSize,
      segmentSize,
      segments.length,
      wide ? 64 : 40,
      table?.count ?? 0,
      table === undefined ? 0 : table.count - 1,
    ].map(writer.half),
  ]);
  const bytes = Buffer.alloc(end);
  Buffer.concat([header, ...segments]).copy(bytes);
  readOnly.bytes().copy(bytes, base);
  code.copy(bytes, codeAt);
  data.copy(bytes, dataAt);
  dynamic.copy(bytes, dynamicAt);
  return {
    bytes: table === undefined ? bytes : Buffer.concat([bytes, table.bytes]),
    address: { code: address(1, codeAt), constants: address(0, base + constantsAt) },
    at: {
      machine: 18,
      loads: loads.map((start) =>
        wide
          ? {
              flags: start + 4,
              offset: start + 8,
              address: start + 16,
              memorySize: start + 40,
              align: start + 48,
            }
          : {
              flags: start + 24,
              offset: start + 4,
              address: start + 8,
              memorySize: start + 20,
              align: start + 28,
            },
      ),
      code: codeAt,
      constants: base + constantsAt,
      data: dataAt,
      codeSectionFlags: (table?.headersAt ?? 0) + 2 * (wide ? 64 : 40) + 8,
      text: (value) => base + stringsAt + strings.at(value),
      weakFlags: weakOffsets.map((offset) => base + neededAt + offset),
      notes: noteStarts.map((start) => base + start),
      interpreter: base + (interpreter ?? 0),
    },
  };
}

/** A copy of a file with other bytes at an offset. */
export function poke(
  bytes: Uint8Array,
  offset: number,
  values: Uint8Array | readonly number[] | string,
): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(typeof values === "string" ? Buffer.from(values) : values, offset);
  return copy;
}

/** A little-endian 64-bit number. */
export function wide(value: number): Buffer {
  return numberWriter(true, true).native(value);
}

/** The ABI note of a program that needs a Linux kernel. */
export function kernelNote(
  major: number,
  minor: number,
  endian: "little" | "big" = "little",
): NonNullable<ElfSpec["notes"]>[number] {
  const writer = numberWriter(true, endian === "little");
  return { name: "GNU", type: 1, description: Buffer.concat([0, major, minor, 0].map(writer.word)) };
}

/** The note of a file for Android. */
export const androidNote = { name: "Android", type: 1, description: Buffer.from([21, 0, 0, 0]) } as const;

type Writer = {
  readonly half: (value: number) => Buffer;
  readonly word: (value: number) => Buffer;
  readonly native: (value: number) => Buffer;
};

function numberWriter(isWide: boolean, little: boolean): Writer {
  const half = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value >>> 0);
    else bytes.writeUInt32BE(value >>> 0);
    return bytes;
  };
  const native = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    if (little) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  };
  return { half, word, native: isWide ? native : word };
}

/** Bytes that grow, each piece aligned. */
class Area {
  readonly #pieces: Buffer[] = [];
  size = 0;

  add(bytes: Uint8Array, align = 1): number {
    const start = roundUp(this.size, align);
    this.#pieces.push(Buffer.alloc(start - this.size), Buffer.from(bytes));
    this.size = start + bytes.length;
    return start;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

class SectionTable {
  readonly #writer: Writer;
  readonly #names = new Area();
  readonly #headers: Buffer[] = [];

  constructor(isWide: boolean, writer: Writer) {
    this.#writer = writer;
    this.#names.add(text(""));
    this.#headers.push(Buffer.alloc(isWide ? 64 : 40));
  }

  add(name: string, flags: number, offset: number, address: number, size: number, type = 1): void {
    const { word, native } = this.#writer;
    const nameAt = this.#names.add(text(name));
    const head = [word(nameAt), word(type), native(flags), native(address), native(offset), native(size)];
    this.#headers.push(Buffer.concat([...head, word(0), word(0), native(1), native(0)]));
  }

  finish(at: number): { readonly bytes: Buffer; readonly headersAt: number; readonly count: number } {
    const size = this.#names.size + ".shstrtab".length + 1;
    this.add(".shstrtab", 0, at, 0, size, 3);
    const names = padded(this.#names.bytes(), 8);
    return {
      bytes: Buffer.concat([names, ...this.#headers]),
      headersAt: at + names.length,
      count: this.#headers.length,
    };
  }
}

function stringTable(spec: ElfSpec): { readonly bytes: Buffer; readonly at: (value: string) => number } {
  const area = new Area();
  const offsets = new Map<string, number>();
  area.add(text(""));
  const versions = (spec.versionsNeeded ?? []).flatMap(({ file, versions }) => [
    file,
    ...versions.map((version) => (typeof version === "string" ? version : version.weak)),
  ]);
  const values = [
    ...(spec.needed ?? []),
    ...[spec.soname, spec.rpath, spec.runpath].filter((value) => value !== undefined),
    ...versions,
    ...(spec.versionsDefined ?? []),
  ];
  for (const value of values) if (!offsets.has(value)) offsets.set(value, area.add(text(value)));
  return { bytes: area.bytes(), at: (value) => offsets.get(value) ?? 0 };
}

function versionsNeeded(
  spec: ElfSpec,
  at: (value: string) => number,
  { half, word }: Writer,
  weakOffsets: number[],
): Buffer {
  const files = spec.versionsNeeded ?? [];
  let written = 0;
  return Buffer.concat(
    files.map(({ file, versions }, index) => {
      const size = 16 + 16 * versions.length;
      const next = index + 1 < files.length ? size : 0;
      const head = [half(1), half(versions.length), word(at(file)), word(16), word(next)];
      const body = versions.map((version, position) => {
        weakOffsets.push(written + 16 + 16 * position + 4);
        const [name, flags] = typeof version === "string" ? [version, 0] : [version.weak, 2];
        const following = position + 1 < versions.length ? 16 : 0;
        return Buffer.concat([word(0), half(flags), half(2 + position), word(at(name)), word(following)]);
      });
      written += size;
      return Buffer.concat([...head, ...body]);
    }),
  );
}

function versionsDefined(spec: ElfSpec, at: (value: string) => number, { half, word }: Writer): Buffer {
  const names = spec.versionsDefined ?? [];
  return Buffer.concat(
    names.map((name, index) =>
      Buffer.concat([
        half(1),
        half(index === 0 ? 1 : 0),
        half(index + 1),
        half(1),
        word(0),
        word(20),
        word(index + 1 < names.length ? 28 : 0),
        word(at(name)),
        word(0),
      ]),
    ),
  );
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`, "utf8");
}

function padded(bytes: Uint8Array, unit: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length, unit) - bytes.length)]);
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
