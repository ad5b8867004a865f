import { type Fields, fieldsOf, readExactly, textAt } from "./elf-fields.ts";
import { type Elf, arm, placeOf, segmentType } from "./elf.ts";
import { formatFaults } from "./faults.ts";

/** What an object asks of the loader, from its dynamic section (gABI chapter 5; versions: LSB core, "Symbol Versioning"). */
export type ElfDynamic = {
  readonly needed: readonly string[];
  readonly soname: string | undefined;
  /** Colon-separated folders: RPATH holds for the libraries of libraries too, RUNPATH for the object's own alone. */
  readonly rpath: string | undefined;
  readonly runpath: string | undefined;
  /** DF_1_NODEFLIB: the default folders are not searched. */
  readonly noDefaultFolders: boolean;
  readonly versionsNeeded: readonly VersionNeeded[];
  readonly versionsDefined: readonly string[];
};

/** One version that a library has to define; a weak one only warns. */
export type VersionNeeded = { readonly file: string; readonly version: string; readonly weak: boolean };

const tag = {
  needed: 1,
  stringTable: 5,
  stringTableSize: 10,
  soname: 14,
  rpath: 15,
  runpath: 29,
  flags1: 0x6fff_fffb,
  versionsDefined: 0x6fff_fffc,
  versionsDefinedCount: 0x6fff_fffd,
  versionsNeeded: 0x6fff_fffe,
  versionsNeededCount: 0x6fff_ffff,
} as const;

const maximumDynamicBytes = 65_536;
const maximumVersionBytes = 262_144;
const maximumEntries = 4096;
const maximumText = 4096;
const noDefaultFoldersFlag = 0x800;
const weakFlag = 2;

/** Reads the dynamic section, found through its segment; undefined for a static or relocatable file. Throws FORMAT_CORRUPT. */
export function readDynamic(elf: Elf): ElfDynamic | undefined {
  const segment = elf.segments.find((one) => one.type === segmentType.dynamic);
  if (segment === undefined) return undefined;
  if (segment.fileSize > maximumDynamicBytes) throw corrupt("an ELF file has a too large dynamic section");
  const values = dynamicValues(
    fieldsOf(readExactly(elf.file, segment.offset, segment.fileSize, "dynamic section"), elf),
    elf.bits === 64 ? 8 : 4,
  );
  const one = (wanted: number): number | undefined => values.get(wanted)?.[0];
  const needed = values.get(tag.needed) ?? [];
  const text = stringTable(elf, one(tag.stringTable), one(tag.stringTableSize));
  const optional = (offset: number | undefined): string | undefined =>
    offset === undefined ? undefined : text(offset);
  return {
    needed: needed.map(text),
    soname: optional(one(tag.soname)),
    rpath: optional(one(tag.rpath)),
    runpath: optional(one(tag.runpath)),
    noDefaultFolders: ((one(tag.flags1) ?? 0) & noDefaultFoldersFlag) !== 0,
    versionsNeeded: readNeeded(elf, one(tag.versionsNeeded), one(tag.versionsNeededCount) ?? 0, text),
    versionsDefined: readDefined(elf, one(tag.versionsDefined), one(tag.versionsDefinedCount) ?? 0, text),
  };
}

/** The program loader that an executable names, or undefined. Throws FORMAT_CORRUPT. */
export function readInterpreter(elf: Elf): string | undefined {
  const segment = elf.segments.find((one) => one.type === segmentType.interpreter);
  if (segment === undefined) return undefined;
  if (segment.fileSize > maximumText) throw corrupt("an ELF file has a too long interpreter");
  const bytes = readExactly(elf.file, segment.offset, segment.fileSize, "interpreter");
  const text = textAt(bytes, 0);
  if (text === undefined) throw corrupt("the interpreter of an ELF file has no end");
  return text;
}

/** Float ABI of a 32-bit Arm program (e_flags, "ELF for the Arm Architecture" 5.2); undefined where it is not recorded. */
export function armFloat(elf: Elf): "hard" | "soft" | undefined {
  if (elf.machine !== arm) return undefined;
  if ((elf.flags & 0x400) !== 0) return "hard";
  return (elf.flags & 0x200) === 0 ? undefined : "soft";
}

function dynamicValues(fields: Fields, width: number): ReadonlyMap<number, readonly number[]> {
  const values = new Map<number, number[]>();
  for (let at = 0; at + 2 * width <= fields.length; at += 2 * width) {
    const key = fields.native(at);
    if (key === 0) break;
    const known = values.get(key);
    if (known === undefined) values.set(key, [fields.native(at + width)]);
    else known.push(fields.native(at + width));
  }
  return values;
}

// Strings are read one by one: the table of a large library has megabytes of symbol names.
function stringTable(
  elf: Elf,
  address: number | undefined,
  size: number | undefined,
): (offset: number) => string {
  const place = address === undefined ? undefined : placeOf(elf, address);
  const length = Math.min(size ?? 0, place?.left ?? 0);
  const known = new Map<number, string>();
  return (offset) => {
    const seen = known.get(offset);
    if (seen !== undefined) return seen;
    if (place === undefined || offset >= length)
      throw corrupt("the dynamic section of an ELF file names text outside of its string table");
    const start = place.offset + offset;
    const left = length - offset;
    const text =
      textAt(elf.file.read(start, Math.min(left, 128)), 0) ??
      textAt(elf.file.read(start, Math.min(left, maximumText + 1)), 0, maximumText);
    if (text === undefined) throw corrupt("the dynamic section of an ELF file names text without an end");
    known.set(offset, text);
    return text;
  };
}

function readNeeded(
  elf: Elf,
  address: number | undefined,
  count: number,
  text: (offset: number) => string,
): readonly VersionNeeded[] {
  const fields = versionTable(elf, address, count);
  if (fields === undefined) return [];
  const found: VersionNeeded[] = [];
  for (const at of chain(fields, 0, count, 16, 12)) {
    const file = text(fields.word(at + 4));
    for (const aux of chain(fields, at + fields.word(at + 8), fields.half(at + 2), 16, 12)) {
      const weak = (fields.half(aux + 4) & weakFlag) !== 0;
      if (found.push({ file, version: text(fields.word(aux + 8)), weak }) > maximumEntries)
        throw corrupt("an ELF file needs too many versions");
    }
  }
  return found;
}

function readDefined(
  elf: Elf,
  address: number | undefined,
  count: number,
  text: (offset: number) => string,
): readonly string[] {
  const fields = versionTable(elf, address, count);
  if (fields === undefined) return [];
  const found: string[] = [];
  // The first name of each definition is its own, the others are those of its parents.
  for (const at of chain(fields, 0, count, 20, 16)) {
    const aux = at + fields.word(at + 12);
    if (aux + 8 > fields.length) throw corrupt("a version definition of an ELF file points outside");
    found.push(text(fields.word(aux)));
  }
  return found;
}

function versionTable(elf: Elf, address: number | undefined, count: number): Fields | undefined {
  if (address === undefined || count === 0) return undefined;
  const place = placeOf(elf, address);
  if (place === undefined) throw corrupt("the versions of an ELF file are outside of its segments");
  const length = Math.min(place.left, maximumVersionBytes);
  return fieldsOf(readExactly(elf.file, place.offset, length, "versions"), elf);
}

/** Positions of linked entries, each of `size` bytes with the distance to the next one at `next`; at most `count`. */
function* chain(fields: Fields, start: number, count: number, size: number, next: number): Iterable<number> {
  if (count > maximumEntries) throw corrupt("an ELF file has too many versions");
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + size > fields.length) throw corrupt("the versions of an ELF file point outside");
    yield at;
    const distance = fields.word(at + next);
    if (distance === 0) return;
    at += distance;
  }
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", what);
}
