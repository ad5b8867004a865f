import { type ReturnCounts, countReturns } from "../formats/elf-code.ts";
import { type VersionNeeded, armFloat, readDynamic, readInterpreter } from "../formats/elf-dynamic.ts";
import { jemallocPage } from "../formats/elf-jemalloc.ts";
import { readNotes } from "../formats/elf-notes.ts";
import { type Elf, type ElfSegment, aarch64, arm, readElf, segmentType } from "../formats/elf.ts";
import { readGoBuildInfo } from "../formats/go-build-info.ts";
import type { FileContent, Interest, LayerEntry } from "../layers/visitor.ts";
import { isFault } from "../values/fault.ts";
import { watchedPackage } from "./known-bad.ts";

/** What is kept of a file for the rules: small, plain, and the same for every profile. */
export type BinaryFact = ElfFact | ScriptFact | TextFact | PackageFact | { readonly kind: "broken" };

/** An ELF file. One of another machine than arm64 and Arm has nothing beyond its machine. */
export type ElfFact = {
  readonly kind: "elf";
  readonly machine: number;
  readonly bits: 32 | 64;
  readonly bigEndian: boolean;
  /** True for what a loader or a kernel can start or load: executables and shared objects. */
  readonly loadable: boolean;
  readonly loads: readonly Load[];
  readonly interpreter?: string;
  readonly needed: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  readonly noDefaultFolders: boolean;
  readonly isDynamic: boolean;
  readonly versionsNeeded: readonly VersionNeeded[];
  readonly versionsDefined: readonly string[];
  readonly kernel?: string;
  readonly android: boolean;
  readonly float?: "hard" | "soft";
  readonly returns: ReturnCounts;
  readonly jemallocPage?: number | "unknown";
  readonly goArm64?: string;
};

/** A segment that is loaded. */
export type Load = Omit<ElfSegment, "type">;

/** The first line of a file that starts with `#!`. */
export type ScriptFact = {
  readonly kind: "script";
  readonly interpreter: string;
  readonly argument: string;
  readonly carriageReturn: boolean;
};

/** A file of the system whose text decides what is found or how it is judged. */
export type TextFact = { readonly kind: "text"; readonly text: string };

/** Version of an npm package that the table of known-bad versions names. */
export type PackageFact = { readonly kind: "package"; readonly name: string; readonly version: string };

const textLimit = 65_536;
const packageLimit = 262_144;
const shebangLimit = 255;
const systemText = /^(etc\/ld\.so\.conf|etc\/ld\.so\.conf\.d\/[^/]+\.conf|etc\/ld-musl-[^/]+\.path)$/;

/** Which files the rules want to see: ELF files whole, scripts by their first line, and a few texts. */
export function wantsBinary(entry: LayerEntry, head: Uint8Array): Interest {
  if (head.length >= 4 && head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46)
    return "whole";
  if (head.length > 2 && head[0] === 0x23 && head[1] === 0x21) return "head";
  if (systemText.test(entry.path)) return entry.size > textLimit ? "skip" : "whole";
  if (watchedPackage(entry.path) === undefined || entry.size > packageLimit) return "skip";
  return entry.path.endsWith("version") ? "head" : "whole";
}

/** The fact about a file that wantsBinary chose; undefined when there is nothing to say. */
export function readBinary(entry: LayerEntry, content: FileContent): BinaryFact | undefined {
  try {
    if (systemText.test(entry.path)) return { kind: "text", text: decode(content.read(0, textLimit)) };
    const named = watchedPackage(entry.path);
    if (named !== undefined) return packageFact(named, entry, content);
    const start = Uint8Array.from(content.read(0, 2));
    if (start[0] === 0x23 && start[1] === 0x21) return scriptFact(decode(content.read(0, shebangLimit + 1)));
    const elf = readElf(content);
    return elf === undefined ? undefined : elfFact(elf);
  } catch (error) {
    if (isFault(error)) return { kind: "broken" };
    throw error;
  }
}

function elfFact(elf: Elf): ElfFact {
  const loadable = elf.type === "executable" || elf.type === "shared";
  const judged = loadable && elf.endian === "little" && (elf.machine === aarch64 || elf.machine === arm);
  const basic = {
    kind: "elf",
    machine: elf.machine,
    bits: elf.bits,
    bigEndian: elf.endian === "big",
    loadable,
  } as const;
  if (!judged) return { ...basic, ...nothingMore };
  const dynamic = readDynamic(elf);
  const notes = readNotes(elf);
  return {
    ...basic,
    loads: elf.segments
      .filter((segment) => segment.type === segmentType.load)
      .map(({ offset, address, fileSize, memorySize, align, flags }) => ({
        offset,
        address,
        fileSize,
        memorySize,
        align,
        flags,
      })),
    needed: dynamic?.needed ?? [],
    noDefaultFolders: dynamic?.noDefaultFolders ?? false,
    isDynamic: dynamic !== undefined,
    versionsNeeded: dynamic?.versionsNeeded ?? [],
    versionsDefined: dynamic?.versionsDefined ?? [],
    android: notes.android,
    returns: countReturns(elf),
    ...withoutUndefined({
      interpreter: readInterpreter(elf),
      soname: dynamic?.soname,
      rpath: dynamic?.rpath,
      runpath: dynamic?.runpath,
      kernel: notes.kernel,
      float: armFloat(elf),
      jemallocPage: jemallocPage(elf),
      goArm64: readGoBuildInfo(elf.file, elf)?.settings["GOARM64"],
    }),
  };
}

const nothingMore = {
  loads: [],
  needed: [],
  noDefaultFolders: false,
  isDynamic: false,
  versionsNeeded: [],
  versionsDefined: [],
  android: false,
  returns: { signed: 0, hinted: 0, plain: 0 },
} as const;

function withoutUndefined<T extends Readonly<Record<string, unknown>>>(
  values: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** As Linux reads it: the interpreter up to a blank, and all that follows as one argument. */
function scriptFact(text: string): ScriptFact {
  const [line = ""] = text.slice(2).split("\n", 1);
  const found = /^[ \t]*([^ \t]*)[ \t]*(.*)$/.exec(line.replace(/\r$/, ""));
  return {
    kind: "script",
    interpreter: found?.[1] ?? "",
    argument: (found?.[2] ?? "").trimEnd(),
    carriageReturn: line.endsWith("\r"),
  };
}

function packageFact(name: string, entry: LayerEntry, content: FileContent): PackageFact | undefined {
  if (entry.path.endsWith("version")) {
    const version = /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(decode(content.read(0, 64)))?.[1];
    return version === undefined ? undefined : { kind: "package", name, version };
  }
  try {
    const version = (JSON.parse(decode(content.read(0, packageLimit))) as { version?: unknown } | null)
      ?.version;
    return typeof version === "string" && version.length <= 100
      ? { kind: "package", name, version }
      : undefined;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
