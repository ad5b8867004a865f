import { formatFaults } from "./faults.ts";

/** A header of an RPM package as its database keeps it: values by tag, read when asked for. */
export type RpmHeader = {
  /** The first text of a tag, empty when it has none. */
  readonly text: (tag: number) => string;
  readonly texts: (tag: number) => readonly string[];
  /** 32-bit numbers of a tag. */
  readonly numbers: (tag: number) => readonly number[];
};

/** Tags of RPM headers (rpmtag.h). */
export const rpmTag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  vendor: 1011,
  licence: 1014,
  url: 1020,
  architecture: 1022,
  sourceRpm: 1044,
  provideName: 1047,
  requireName: 1049,
  directoryIndexes: 1116,
  baseNames: 1117,
  directoryNames: 1118,
} as const;

const entryLength = 16;
const maximumEntries = 65_536;
const maximumValues = 1_000_000;
const type = { int32: 4, string: 6, stringArray: 8, i18nString: 9 } as const;

/**
 * Reads a header blob: two counts, an index of 16-byte entries, and the data that they point into, all big-endian. Throws
 * FORMAT_CORRUPT when the blob is shorter than it says; values that are outside of it or do not end are left out.
 */
export function readRpmHeader(blob: Uint8Array): RpmHeader {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  if (blob.length < 8) throw corrupt("is too short");
  const [entries, size] = [view.getUint32(0), view.getUint32(4)];
  const start = 8 + entries * entryLength;
  if (entries > maximumEntries || start + size > blob.length) throw corrupt("is shorter than it says");
  const data = blob.subarray(start, start + size);
  const index = new Map<number, number>();
  for (let at = 8; at < start; at += entryLength) {
    const tag = view.getUint32(at);
    if (!index.has(tag)) index.set(tag, at);
  }
  const find = (tag: number, ...types: readonly number[]): { offset: number; count: number } | undefined => {
    const at = index.get(tag);
    if (at === undefined || !types.includes(view.getUint32(at + 4))) return undefined;
    return { offset: view.getUint32(at + 8), count: view.getUint32(at + 12) };
  };
  const texts = (tag: number, limit: number): readonly string[] => {
    const found = find(tag, type.string, type.stringArray, type.i18nString);
    return found === undefined ? [] : stringsAt(data, found.offset, Math.min(found.count, limit));
  };
  return {
    text: (tag) => texts(tag, 1)[0] ?? "",
    texts: (tag) => texts(tag, maximumValues),
    numbers: (tag) => {
      const found = find(tag, type.int32);
      return found === undefined ? [] : numbersAt(data, found.offset, Math.min(found.count, maximumValues));
    },
  };
}

function stringsAt(data: Uint8Array, offset: number, count: number): readonly string[] {
  const texts: string[] = [];
  for (let at = offset; texts.length < count && at < data.length;) {
    const end = data.indexOf(0, at);
    if (end < 0) break;
    texts.push(Buffer.from(data.buffer, data.byteOffset + at, end - at).toString("utf8"));
    at = end + 1;
  }
  return texts;
}

function numbersAt(data: Uint8Array, offset: number, count: number): readonly number[] {
  const numbers: number[] = [];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = offset; numbers.length < count && at + 4 <= data.length; at += 4)
    numbers.push(view.getUint32(at));
  return numbers;
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", `a header in an RPM database ${what}`);
}
