import type { Digest } from "../../values/digest.ts";
import type { FileContent, LayerEntry } from "../../layers/visitor.ts";
import type { Component, Distribution, Gap, Location } from "../inventory.ts";

/** Reads the package metadata of one kind and makes components of what is left in the final tree. `Fact` is plain JSON. */
export type Cataloguer<Fact> = {
  /** Unique among cataloguers; kept facts are found by it. */
  readonly name: string;
  readonly wants: (path: string, head: Uint8Array) => boolean;
  /** Files over so many bytes are not read and become a gap. */
  readonly maximumBytes: number;
  /** What a file says, undefined when it is of another kind after all, or why it cannot be read. A Fault that it throws is a gap too. */
  readonly read: (entry: LayerEntry, content: FileContent) => Fact | Unread | undefined;
  readonly components: (found: readonly Found<Fact>[], context: Context) => readonly Draft[];
  /** What could not be read inside of files that could. */
  readonly gaps?: (found: readonly Found<Fact>[]) => readonly Gap[];
};

/** A database that is there and is not read, with the reason in a few words. */
export type Unread = { readonly unread: string };

/** A fact with the visible file that it was read from. */
export type Found<Fact> = Location & {
  readonly fact: Fact;
  /** Of the file's content, where the pass took it. */
  readonly digest: Digest | undefined;
};

/** What a cataloguer may ask about the image besides its own files. */
export type Context = {
  readonly distribution: Distribution | undefined;
  /** The visible file at a path, symbolic links followed. */
  readonly location: (path: string) => Location | undefined;
  /** What a cataloguer of the given name read in the visible file at a path, links followed. */
  readonly fact: (cataloguer: string, path: string) => unknown;
};

/** A component before it has its reference. */
export type Draft = Omit<Component, "ref" | "dependsOn"> & {
  /** Unique among all drafts: where it was found and which of several there it is. */
  readonly key: string;
  /** Keys of drafts that it needs. */
  readonly needs: readonly string[];
};

/** Where a fact was found, without the fact. */
export function locationOf({ path, layer }: { readonly path: string; readonly layer: Digest }): Location {
  return { path, layer };
}

/** All bytes of a file, as text. */
export function textOf(content: FileContent): string {
  const bytes = content.read(0, content.size);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path without its last part, empty for a name alone. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** True for the path itself and for the same path below any other folder, as in an unpacked root file system. */
export function endsAt(path: string, tail: string): boolean {
  return path.endsWith(tail) && (path.length === tail.length || path[path.length - tail.length - 1] === "/");
}

/** Texts that are not empty, each once, in their order. */
export function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.filter((text): text is string => text !== undefined && text !== ""))];
}
