import { Buffer } from "node:buffer";
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { codeOf } from "../io/files.ts";
import { layerFaults } from "./faults.ts";
import type { FileContent } from "./visitor.ts";

/** A folder of files that are too large for memory, made when the first one comes. */
export type Spill = {
  /** A new file; the bytes of all files that are open count against the budget. */
  readonly create: () => SpillFile;
  /** Removes everything. */
  readonly remove: () => void;
};

export type SpillFile = {
  readonly path: string;
  readonly write: (piece: Uint8Array) => void;
  /** The bytes that were written. Valid until `remove`. */
  readonly content: () => FileContent;
  readonly remove: () => void;
};

const windowSize = 64 * 1024;
const windows = 8;

/**
 * Puts files below `temporary`, at most `budget` bytes at a time. Throws LAYER_SPILL when that is not enough or the disk is full.
 * Synchronous on purpose: a visitor reads as if the file were in memory, and the page cache answers.
 */
export function openSpill(temporary: string, budget: number): Spill {
  let folder: string | undefined;
  let used = 0;
  let count = 0;
  const create = (): SpillFile => {
    const file = attempt(() => {
      mkdirSync(temporary, { recursive: true });
      folder ??= mkdtempSync(path.join(temporary, "layers-"));
      count += 1;
      return path.join(folder, String(count));
    });
    const handle = attempt(() => openSync(file, "wx+", 0o600));
    let size = 0;
    return {
      path: file,
      write: (piece) => {
        if (used + piece.length > budget)
          throw layerFaults.fault(
            "LAYER_SPILL",
            `the large files of a layer need more than the ${budget} bytes that may be written to ${temporary}`,
            { where: temporary },
          );
        used += piece.length;
        size += piece.length;
        attempt(() => writeAll(handle, piece));
      },
      content: () => windowed(handle, size, file),
      remove: () => {
        closeSync(handle);
        rmSync(file, { force: true });
        used -= size;
      },
    };
  };
  return {
    create,
    remove: () => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };

  function attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (codeOf(error) === "") throw error;
      throw layerFaults.fault(
        "LAYER_SPILL",
        `a large file of a layer cannot be written to ${temporary}: ${codeOf(error)}`,
        { where: temporary, cause: error },
      );
    }
  }
}

function writeAll(handle: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length;) at += writeSync(handle, piece, at);
}

/** Reads through a few small windows, the least recently used one is filled anew: tables and texts are read in turns. */
function windowed(handle: number, size: number, file: string): FileContent {
  const held: { readonly bytes: Buffer; start: number; length: number }[] = [];
  let large = Buffer.alloc(0);
  const read = (offset: number, length: number): Uint8Array => {
    const start = Math.max(0, offset);
    const wanted = Math.min(Math.max(0, length), Math.max(0, size - start));
    const found = held.findIndex(
      (window) => start >= window.start && start + wanted <= window.start + window.length,
    );
    if (found >= 0) {
      const [window] = held.splice(found, 1);
      if (window === undefined) return new Uint8Array(0);
      held.push(window);
      return window.bytes.subarray(start - window.start, start - window.start + wanted);
    }
    if (wanted > windowSize) {
      if (large.length < wanted) large = Buffer.allocUnsafe(wanted);
      return large.subarray(0, readAll(handle, large, start, wanted));
    }
    const window =
      held.length < windows ? { bytes: Buffer.allocUnsafe(windowSize), start: 0, length: 0 } : held.shift();
    if (window === undefined) return new Uint8Array(0);
    window.start = start;
    window.length = readAll(handle, window.bytes, start, windowSize);
    held.push(window);
    return window.bytes.subarray(0, Math.min(wanted, window.length));
  };
  return { size, read, onDisk: () => file };
}

function readAll(handle: number, into: Buffer, start: number, length: number): number {
  let got = 0;
  while (got < length) {
    const count = readSync(handle, into, got, length - got, start + got);
    if (count === 0) break;
    got += count;
  }
  return got;
}

/** Bytes in memory; a file on disk is made when one is asked for, and goes with `forget`. */
export function memoryContent(spill: Spill): {
  readonly of: (bytes: Uint8Array) => FileContent;
  readonly forget: () => void;
} {
  let file: SpillFile | undefined;
  return {
    of: (bytes) => ({
      size: bytes.length,
      read: (offset, length) =>
        bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length)),
      onDisk: () => {
        if (file === undefined) {
          file = spill.create();
          file.write(bytes);
        }
        return file.path;
      },
    }),
    forget: () => {
      file?.remove();
      file = undefined;
    },
  };
}
