import type { RandomAccess } from "../values/random-access.ts";
import { fieldsOf } from "./elf-fields.ts";
import { type Elf, placeOf, sectionType, segmentFlag, segmentType } from "./elf.ts";
import { formatFaults } from "./faults.ts";

/** A module that a Go program was built from; the one that replaces it, where go.mod says so, is what was compiled. */
export type GoModule = {
  readonly path: string;
  readonly version: string;
  /** `h1:…`, empty for the main module. */
  readonly sum: string;
  readonly replace?: GoModule;
};

/** What the Go linker writes into a program (runtime/debug.BuildInfo). */
export type GoBuildInfo = {
  /** Such as `go1.23.4`. */
  readonly goVersion: string;
  /** Package path of the program, empty when it has none. */
  readonly path: string;
  readonly main: GoModule | undefined;
  readonly deps: readonly GoModule[];
  /** Build settings such as GOARM64, -ldflags and vcs.revision. */
  readonly settings: Readonly<Record<string, string>>;
};

const magic = Buffer.from("\xff Go buildinf:", "latin1");
const headerLength = 32;
const alignment = 16;
const hasInlineStrings = 2;
const isBigEndian = 1;
// The linker puts it at the start of the data segment; the largest real one is some 100 kB.
const maximumSearch = 1024 * 1024;
const maximumVersion = 1024;
const maximumModules = 8 * 1024 * 1024;
const maximumLines = 100_000;

/**
 * Reads the build information of a Go program, or gives undefined for one that is not Go's. Knows both forms: pointers (before
 * Go 1.18) and inline strings. Throws FORMAT_CORRUPT when it is broken.
 */
export function readGoBuildInfo(file: RandomAccess, elf: Elf): GoBuildInfo | undefined {
  const blob = findBlob(file, elf);
  if (blob === undefined) return undefined;
  const header = exactly(file, blob.offset, headerLength);
  const texts =
    ((header[15] ?? 0) & hasInlineStrings) === 0 ? pointed(file, elf, header) : inline(file, blob);
  if (texts.goVersion === "") return undefined;
  return { goVersion: texts.goVersion, ...parseModules(unframed(texts.modules)) };
}

type Blob = { readonly offset: number; readonly left: number };
type Texts = { readonly goVersion: string; readonly modules: Uint8Array };

function findBlob(file: RandomAccess, elf: Elf): Blob | undefined {
  const sections = elf.sections();
  const section = sections.find((one) => one.name === ".go.buildinfo" && one.type !== sectionType.noBits);
  if (section !== undefined) return search(file, section.offset, section.size);
  // Every Go linker since 1.13 names the section; only a file without any section has to be searched.
  if (sections.length > 0) return undefined;
  const writable = segmentFlag.write;
  const data = elf.segments.find(
    (one) => one.type === segmentType.load && (one.flags & (writable | segmentFlag.execute)) === writable,
  );
  return data === undefined ? undefined : search(file, data.offset, data.fileSize);
}

function search(file: RandomAccess, offset: number, size: number): Blob | undefined {
  const bytes = file.read(offset, Math.min(size, maximumSearch));
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = view.indexOf(magic); at >= 0; at = view.indexOf(magic, at + 1))
    if (at % alignment === 0 && size - at >= headerLength) return { offset: offset + at, left: size - at };
  return undefined;
}

function inline(file: RandomAccess, blob: Blob): Texts {
  const bytes = file.read(
    blob.offset + headerLength,
    Math.min(blob.left, maximumVersion + maximumModules) - headerLength,
  );
  const version = lengthPrefixed(bytes, 0, maximumVersion);
  const modules = lengthPrefixed(bytes, version.end, maximumModules);
  return { goVersion: text(version.bytes), modules: Uint8Array.from(modules.bytes) };
}

function lengthPrefixed(bytes: Uint8Array, start: number, limit: number): { bytes: Uint8Array; end: number } {
  let length = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at];
    at += 1;
    if (byte === undefined || shift > 28) throw corrupt("has a length that does not end");
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (length > limit || at + length > bytes.length) throw corrupt("is longer than its place");
  return { bytes: bytes.subarray(at, at + length), end: at + length };
}

function pointed(file: RandomAccess, elf: Elf, header: Uint8Array): Texts {
  const [pointerSize, flags] = [header[14], header[15] ?? 0];
  if (pointerSize !== 4 && pointerSize !== 8) throw corrupt("has pointers of an unknown size");
  const form = {
    bits: pointerSize === 8 ? 64 : 32,
    endian: (flags & isBigEndian) === 0 ? "little" : "big",
  } as const;
  const at = (index: number): number => fieldsOf(header, form).native(16 + index * pointerSize);
  const string = (address: number, limit: number): Uint8Array => {
    if (address === 0) return new Uint8Array();
    const fields = fieldsOf(inMemory(file, elf, address, 2 * pointerSize), form);
    const length = fields.native(pointerSize);
    if (length > limit) throw corrupt("is longer than any real one");
    return length === 0 ? new Uint8Array() : inMemory(file, elf, fields.native(0), length);
  };
  return { goVersion: text(string(at(0), maximumVersion)), modules: string(at(1), maximumModules) };
}

function inMemory(file: RandomAccess, elf: Elf, address: number, length: number): Uint8Array {
  const place = placeOf(elf, address);
  if (place === undefined || place.left < length) throw corrupt("points outside of the program");
  return exactly(file, place.offset, length);
}

function exactly(file: RandomAccess, offset: number, length: number): Uint8Array {
  const bytes = file.read(offset, length);
  if (bytes.length < length) throw corrupt("ends with the file");
  return Uint8Array.from(bytes);
}

// The linker frames the module text with 16 bytes on each side, so that it can be found in memory.
function unframed(modules: Uint8Array): string {
  if (modules.length < 33 || modules.at(-17) !== 0x0a) return "";
  return text(modules.subarray(16, -16));
}

function parseModules(lines: string): Omit<GoBuildInfo, "goVersion"> {
  let path = "";
  let main: GoModule | undefined;
  const deps: GoModule[] = [];
  const settings: (readonly [string, string])[] = [];
  let last: "main" | "dep" | undefined;
  for (const line of lines.split("\n", maximumLines)) {
    const [kind, ...fields] = line.split("\t");
    if (kind === "path") path = fields[0] ?? "";
    else if (kind === "mod") [main, last] = [moduleOf(fields), "main"];
    else if (kind === "dep") last = deps.push(moduleOf(fields)) > 0 ? "dep" : undefined;
    else if (kind === "=>") {
      const replace = moduleOf(fields);
      const replaced = deps.at(-1);
      if (last === "main" && main !== undefined) main = { ...main, replace };
      else if (last === "dep" && replaced !== undefined) deps[deps.length - 1] = { ...replaced, replace };
      last = undefined;
    } else if (kind === "build") settings.push(...settingOf(fields.join("\t")));
  }
  return { path, main, deps, settings: Object.fromEntries(settings) };
}

function moduleOf([path = "", version = "", sum = ""]: readonly string[]): GoModule {
  return { path, version, sum };
}

function settingOf(line: string): readonly (readonly [string, string])[] {
  const found = /^("(?:[^"\\]|\\.)*"|`[^`]*`|[^=]*)=(.*)$/s.exec(line);
  if (found === null) return [];
  return [[unquoted(found[1] ?? ""), unquoted(found[2] ?? "")]];
}

function unquoted(value: string): string {
  if (value.length < 2) return value;
  if (value.startsWith("`") && value.endsWith("`")) return value.slice(1, -1);
  if (!value.startsWith('"') || !value.endsWith('"')) return value;
  // Go quotes as JSON does but for \x.., \a, \v and \U........, which stand for themselves here.
  return value.slice(1, -1).replaceAll(/\\(["\\nrtbf])/g, (_, letter: string) => escapes[letter] ?? letter);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", `the build information of a Go program ${what}`);
}
