import { Buffer } from "node:buffer";
import { type Hash, createHash, hash } from "node:crypto";
import type { Digest } from "../values/digest.ts";
import { type Spill, type SpillFile, memoryContent } from "./content.ts";
import type { TarSink } from "./tar.ts";
import { type FileContent, type Image, type LayerEntry, headLength } from "./visitor.ts";

/** A visitor whose facts are its own affair. */
export type AnyVisitor = {
  readonly id: string;
  readonly wants: (entry: LayerEntry, head: Uint8Array) => "skip" | "head" | "whole";
  readonly read: (entry: LayerEntry, content: FileContent) => unknown;
  readonly combine: (image: Image, facts: never) => unknown;
};

/** What was read in one layer: each visitor's facts by the position of their entry. */
export type LayerReading = {
  readonly entries: readonly LayerEntry[];
  readonly facts: readonly ReadonlyMap<number, unknown>[];
  readonly contentDigests: ReadonlyMap<number, Digest> | undefined;
};

/** Files up to this size are kept in memory while they are read, in one buffer; larger ones are written to disk. */
export const largestInMemory = 8 * 1024 * 1024;

/** One buffer for all files that do not come in one piece, as large as the largest of them so far. */
export type Shelf = { bytes: Buffer };

/** Hands every regular file to the visitors that want it, whole or its head, and keeps their facts. `count` is told of every entry. */
export function layerReading(
  visitors: readonly AnyVisitor[],
  spill: Spill,
  shelf: Shelf,
  options: { readonly contentDigests: boolean; readonly count: (entry: LayerEntry) => void },
): { readonly sink: TarSink; readonly reading: LayerReading } {
  const entries: LayerEntry[] = [];
  const facts = visitors.map(() => new Map<number, unknown>());
  const contentDigests = options.contentDigests ? new Map<number, Digest>() : undefined;
  const disk = memoryContent(spill);
  const headBytes = Buffer.alloc(headLength);
  let current: Current | undefined;

  const begin = (entry: LayerEntry): void => {
    options.count(entry);
    entries.push(entry);
    current = undefined;
    if (entry.type !== "file") return;
    current = { entry, seen: 0, headFilled: 0, whole: undefined, file: undefined, digest: undefined };
    if (entry.size === 0) take(current, new Uint8Array(0));
  };

  const take = (file: Current, piece: Uint8Array): void => {
    file.seen += piece.length;
    digest(file, piece);
    if (file.whole !== undefined) return keep(file, piece, file.seen - piece.length);
    const needed = Math.min(headLength, file.entry.size);
    if (file.headFilled === 0 && piece.length >= needed) {
      decide(file, piece.subarray(0, needed));
      return keep(file, piece, 0);
    }
    const part = piece.subarray(0, needed - file.headFilled);
    headBytes.set(part, file.headFilled);
    file.headFilled += part.length;
    if (file.headFilled < needed) return;
    decide(file, headBytes.subarray(0, needed));
    keep(file, headBytes.subarray(0, needed), 0);
    if (part.length < piece.length) keep(file, piece.subarray(part.length), needed);
  };

  const decide = (file: Current, head: Uint8Array): void => {
    file.whole = [];
    for (const [position, visitor] of visitors.entries()) {
      const interest = visitor.wants(file.entry, head);
      if (interest === "whole") file.whole.push(position);
      else if (interest === "head") read(file.entry, position, disk.of(head));
    }
    disk.forget();
  };

  const keep = (file: Current, piece: Uint8Array, offset: number): void => {
    if (file.whole === undefined || file.whole.length === 0) return;
    const { size } = file.entry;
    if (piece.length === size) return readWhole(file, disk.of(piece));
    if (size > largestInMemory) {
      file.file ??= spill.create();
      file.file.write(piece);
      if (offset + piece.length < size) return;
      readWhole(file, file.file.content());
      file.file.remove();
      return;
    }
    if (shelf.bytes.length < size) shelf.bytes = Buffer.alloc(Math.min(largestInMemory, roundUp(size)));
    shelf.bytes.set(piece, offset);
    if (offset + piece.length === size) readWhole(file, disk.of(shelf.bytes.subarray(0, size)));
  };

  const readWhole = (file: Current, content: FileContent): void => {
    for (const position of file.whole ?? []) read(file.entry, position, content);
    disk.forget();
  };

  const read = (entry: LayerEntry, position: number, content: FileContent): void => {
    const fact = visitors[position]?.read(entry, content);
    if (fact !== undefined) facts[position]?.set(entries.length - 1, fact);
  };

  const digest = (file: Current, piece: Uint8Array): void => {
    if (contentDigests === undefined) return;
    let hex: string | undefined;
    // Most files come in one piece, for which a hash object costs more than the hash.
    if (piece.length === file.entry.size) hex = hash("sha256", piece, "hex");
    else {
      file.digest ??= createHash("sha256");
      file.digest.update(piece);
      if (file.seen === file.entry.size) hex = file.digest.digest("hex");
    }
    if (hex !== undefined) contentDigests.set(entries.length - 1, `sha256:${hex}` as Digest);
  };

  return {
    sink: {
      entry: begin,
      data: (piece) => {
        if (current !== undefined) take(current, piece);
      },
      end: () => {
        current = undefined;
      },
    },
    reading: { entries, facts, contentDigests },
  };
}

type Current = {
  readonly entry: LayerEntry;
  seen: number;
  headFilled: number;
  /** Positions of the visitors that want all of it; undefined until the head is there. */
  whole: number[] | undefined;
  file: SpillFile | undefined;
  digest: Hash | undefined;
};

function roundUp(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}
