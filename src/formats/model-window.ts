import type { Fault } from "../values/fault.ts";
import type { RandomAccess } from "../values/random-access.ts";
import { formatFaults } from "./faults.ts";

/**
 * A file of which a reader looks at small parts. Everything is bounds-checked and bounded: what is outside of the file, too
 * large, or too much in total throws FORMAT_CORRUPT. Bytes are valid until the next call.
 */
export type ModelWindow = {
  readonly size: number;
  readonly bytes: (offset: number, length: number) => Uint8Array;
  readonly byte: (offset: number) => number;
  readonly uint16: (offset: number) => number;
  readonly int32: (offset: number) => number;
  readonly uint32: (offset: number) => number;
  readonly uint32BigEndian: (offset: number) => number;
  /** Throws for numbers that JavaScript cannot hold. */
  readonly uint64: (offset: number) => number;
  readonly uint64BigEndian: (offset: number) => number;
  readonly float32: (offset: number) => number;
  /** UTF-8 of the given length, as `shownText` gives it. */
  readonly text: (offset: number, length: number) => string;
  /** Counts one item of a structure, so that no file keeps a reader busy for long. */
  readonly item: () => void;
  readonly corrupt: (why: string) => Fault;
};

// Tables of a large model have some MiB; names and tokens of a language model some more.
const mostBytes = 64 * 1024 ** 2;
const mostItems = 8_000_000;
const farPage = 4096;
const nearPage = 65_536;
const longestText = 256;

/** Opens a window on a file; `kind` names the format in faults. */
export function openWindow(file: RandomAccess, kind: string): ModelWindow {
  const corrupt = (why: string): Fault => formatFaults.fault("FORMAT_CORRUPT", `a ${kind} file ${why}`);
  let page = new Uint8Array(0);
  let view = new DataView(page.buffer);
  let start = 0;
  let left = mostBytes;
  let items = 0;

  const load = (offset: number, length: number): void => {
    // Reading on needs much, a jump over tensor data only a little.
    const near = offset >= start && offset <= start + page.length;
    const wanted = Math.min(Math.max(length, near ? nearPage : farPage), file.size - offset);
    left -= wanted;
    if (left < 0) throw corrupt(`has more than ${mostBytes} bytes of tables`);
    page = new Uint8Array(file.read(offset, wanted));
    if (page.length < length) throw corrupt("ends early");
    view = new DataView(page.buffer);
    start = offset;
  };
  const at = (offset: number, length: number): number => {
    if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || offset + length > file.size)
      throw corrupt("points outside of itself");
    if (offset < start || offset + length > start + page.length) load(offset, length);
    return offset - start;
  };
  const safe = (value: bigint): number => {
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt("has a number that is too large");
    return Number(value);
  };
  const bytes = (offset: number, length: number): Uint8Array => {
    const from = at(offset, length);
    return page.subarray(from, from + length);
  };
  return {
    size: file.size,
    bytes,
    byte: (offset) => {
      const from = at(offset, 1);
      return view.getUint8(from);
    },
    uint16: (offset) => {
      const from = at(offset, 2);
      return view.getUint16(from, true);
    },
    int32: (offset) => {
      const from = at(offset, 4);
      return view.getInt32(from, true);
    },
    uint32: (offset) => {
      const from = at(offset, 4);
      return view.getUint32(from, true);
    },
    uint32BigEndian: (offset) => {
      const from = at(offset, 4);
      return view.getUint32(from);
    },
    uint64: (offset) => {
      const from = at(offset, 8);
      return safe(view.getBigUint64(from, true));
    },
    uint64BigEndian: (offset) => {
      const from = at(offset, 8);
      return safe(view.getBigUint64(from));
    },
    float32: (offset) => {
      const from = at(offset, 4);
      return view.getFloat32(from, true);
    },
    text: (offset, length) => {
      at(offset, 0);
      if (length < 0 || offset + length > file.size) throw corrupt("points outside of itself");
      return shownText(new TextDecoder().decode(bytes(offset, Math.min(length, 4 * longestText))));
    },
    item: () => {
      items += 1;
      if (items > mostItems) throw corrupt(`has more than ${mostItems} items`);
    },
    corrupt,
  };
}

/** A text of a file as it may be shown: at most 256 characters, control characters as `\u{…}`. */
export function shownText(text: string): string {
  return text
    .slice(0, longestText)
    .replaceAll(
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`,
    );
}
