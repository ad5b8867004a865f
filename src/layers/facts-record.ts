import { Buffer } from "node:buffer";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { type Digest, isDigest } from "../values/digest.ts";
import { isRecord } from "../values/json-members.ts";
import type { LayerReading } from "./reading.ts";
import type { LayerEntry } from "./visitor.ts";

/** What a record is about. It is good for exactly this: another blob, diffID, tool or set of visitors is another record. */
export type FactsSubject = {
  readonly tool: string;
  readonly digest: Digest;
  readonly size: number;
  readonly diffId: Digest;
  readonly visitors: readonly string[];
  readonly contentDigests: boolean;
};

export type FactsRecord = { readonly unpackedSize: number; readonly reading: LayerReading };

/** Largest record that is kept or read, in bytes. */
export const largestRecord = 32 * 1024 * 1024;
const largestBody = 64 * 1024 * 1024;
const format = "pi5-layer-facts 1";
const headLength = format.length + 1 + 64 + 1;
const letters = { file: "f", directory: "d", symlink: "s", hardlink: "h", other: "o" } as const;
const types = new Map<unknown, LayerEntry["type"]>(
  (["file", "directory", "symlink", "hardlink", "other"] as const).map((type) => [letters[type], type]),
);

/** The key under which a record lies: a file name that holds a digest of its subject. */
export function recordKey(subject: FactsSubject): string {
  return `layer-facts-${createHash("sha256").update(subjectText(subject)).digest("hex")}`;
}

/**
 * A record as bytes, or undefined for one that is too large or has a fact that is not plain JSON. With an integrity key its head is an
 * HMAC-SHA256 over subject and body, without one a SHA-256, which tells damage but no forgery.
 */
export function encodeRecord(
  subject: FactsSubject,
  { unpackedSize, reading }: FactsRecord,
  integrityKey: Uint8Array | undefined,
): Uint8Array | undefined {
  const facts = reading.facts.map((found) => [...found]);
  if (!facts.every((found) => found.every(([, fact]) => isPlain(fact)))) return undefined;
  const text = JSON.stringify({
    subject: subjectText(subject),
    unpackedSize,
    count: reading.entries.length,
    entries: reading.entries.map((entry) => pack(entry)),
    facts,
    digests: reading.contentDigests === undefined ? null : [...reading.contentDigests],
  });
  const plain = Buffer.from(text);
  if (plain.length > largestBody) return undefined;
  const body = zstdCompressSync(plain, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  if (body.length > largestRecord - headLength) return undefined;
  return Buffer.concat([Buffer.from(`${format} ${seal(subject, body, integrityKey)}\n`), body]);
}

/** A record from bytes of any origin; undefined for everything that is not exactly a record of the subject with its seal. */
export function decodeRecord(
  bytes: Uint8Array,
  subject: FactsSubject,
  integrityKey: Uint8Array | undefined,
): FactsRecord | undefined {
  if (bytes.length < headLength || bytes.length > largestRecord) return undefined;
  const body = bytes.subarray(headLength);
  const head = Buffer.from(`${format} ${seal(subject, body, integrityKey)}\n`);
  if (!timingSafeEqual(head, bytes.subarray(0, headLength))) return undefined;
  try {
    return unpackRecord(
      JSON.parse(zstdDecompressSync(body, { maxOutputLength: largestBody }).toString("utf8")),
      subject,
    );
  } catch {
    return undefined;
  }
}

function subjectText({ tool, digest, size, diffId, visitors, contentDigests }: FactsSubject): string {
  return JSON.stringify([format, tool, digest, size, diffId, visitors, contentDigests]);
}

function seal(subject: FactsSubject, body: Uint8Array, integrityKey: Uint8Array | undefined): string {
  const hash = integrityKey === undefined ? createHash("sha256") : createHmac("sha256", integrityKey);
  return hash
    .update(`${subjectText(subject)}\n`)
    .update(body)
    .digest("hex");
}

function pack(entry: LayerEntry): readonly unknown[] {
  const { path, type, size, mode, uid, gid, mtime, linkTarget, attributes } = entry;
  return [letters[type], path, size, mode, uid, gid, mtime, linkTarget ?? null, attributes ?? null];
}

function unpackRecord(value: unknown, subject: FactsSubject): FactsRecord | undefined {
  if (!isRecord(value) || value["subject"] !== subjectText(subject)) return undefined;
  const { unpackedSize, count } = value;
  const entries = listOf(value["entries"], unpackEntry);
  if (!isCount(unpackedSize) || entries === undefined || entries.length !== count) return undefined;
  const facts = listOf(value["facts"], (found) => positions(found, entries, (fact): unknown => fact));
  if (facts?.length !== subject.visitors.length) return undefined;
  const digests = value["digests"];
  if ((digests !== null) !== subject.contentDigests) return undefined;
  if (digests === null) return { unpackedSize, reading: { entries, facts, contentDigests: undefined } };
  const contentDigests = positions<Digest>(digests, entries, (digest) =>
    typeof digest === "string" && isDigest(digest) ? digest : undefined,
  );
  const files = entries.filter((entry) => entry.type === "file").length;
  if (contentDigests?.size !== files) return undefined;
  return { unpackedSize, reading: { entries, facts, contentDigests } };
}

function unpackEntry(value: unknown): LayerEntry | undefined {
  if (!Array.isArray(value) || value.length !== 9) return undefined;
  const [letter, path, size, mode, uid, gid, mtime, link, names] = value as readonly unknown[];
  const type = types.get(letter);
  const linkTarget = link ?? undefined;
  const attributes =
    names === null ? undefined : listOf(names, (name) => (typeof name === "string" ? name : undefined));
  if (type === undefined || typeof path !== "string" || !isClean(path) || !isCount(size) || !isCount(mode))
    return undefined;
  if (typeof uid !== "number" || typeof gid !== "number" || typeof mtime !== "number") return undefined;
  if (linkTarget !== undefined && typeof linkTarget !== "string") return undefined;
  if (names !== null && attributes === undefined) return undefined;
  return { path, type, size, mode, uid, gid, mtime, linkTarget, attributes };
}

/** Pairs of a file's position, ascending, and a value. */
function positions<T>(
  value: unknown,
  entries: readonly LayerEntry[],
  read: (item: unknown) => T | undefined,
): ReadonlyMap<number, T> | undefined {
  if (!Array.isArray(value)) return undefined;
  const found = new Map<number, T>();
  let last = -1;
  for (const pair of value as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return undefined;
    const [index, item] = pair as readonly unknown[];
    const known = read(item);
    if (!isCount(index) || index <= last || entries[index]?.type !== "file" || known === undefined)
      return undefined;
    found.set(index, known);
    last = index;
  }
  return found;
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found: T[] = [];
  for (const item of value as readonly unknown[]) {
    const known = read(item);
    if (known === undefined) return undefined;
    found.push(known);
  }
  return found;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isClean(path: string): boolean {
  return path === "" || !path.split("/").some((part) => part === "" || part === "." || part === "..");
}

const deepest = 100;

/** True for what JSON gives back as it was; properties that are undefined do not count. */
function isPlain(fact: unknown): boolean {
  const open: (readonly [value: unknown, depth: number])[] = [[fact, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (value === null || typeof value === "string" || typeof value === "boolean") continue;
    if (typeof value === "number") {
      if (!Number.isFinite(value) || Object.is(value, -0)) return false;
      continue;
    }
    if (typeof value !== "object" || depth >= deepest) return false;
    if (Array.isArray(value)) for (const item of value as readonly unknown[]) open.push([item, depth + 1]);
    else if (Object.getPrototypeOf(value) !== Object.prototype || "toJSON" in value) return false;
    else for (const item of Object.values(value)) if (item !== undefined) open.push([item, depth + 1]);
  }
  return true;
}
