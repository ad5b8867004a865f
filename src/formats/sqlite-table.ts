import type { RandomAccess } from "../values/random-access.ts";
import { formatFaults } from "./faults.ts";

/** A value of a row: integers as numbers, reals left out, texts and blobs as their bytes (texts in the database's encoding). */
export type SqliteValue = number | Uint8Array | undefined;

const magic = "SQLite format 3\0";
const deepest = 24;
const leaf = 0x0d;
const interior = 0x05;

type Database = {
  readonly file: RandomAccess;
  readonly pageSize: number;
  /** Bytes of a page that are SQLite's: the rest at its end is reserved. */
  readonly usable: number;
  readonly pages: number;
  readonly maximumRow: number;
  /** Pages that may still be read: a tree cannot have more than the file. */
  budget: number;
};

/**
 * The rows of an ordinary table, by the SQLite database file format alone: no SQL of the file is run, so a hostile one can do no
 * more than be refused. What stands in a write-ahead log beside the file is not seen. Rows of more than `maximumRow` bytes,
 * broken pages and loops throw FORMAT_CORRUPT.
 */
export function* readSqliteTable(
  file: RandomAccess,
  table: string,
  maximumRow: number,
): Generator<readonly SqliteValue[]> {
  const database = open(file, maximumRow);
  let root = 0;
  for (const [type, name, , page] of rowsBelow(database, 1, 0))
    if (textOf(type) === "table" && textOf(name) === table && typeof page === "number") root = page;
  if (root === 0) throw corrupt(`has no table ${table}`);
  database.budget = database.pages;
  yield* rowsBelow(database, root, 0);
}

/** True for a file that starts as a SQLite database does. */
export function isSqlite(head: Uint8Array): boolean {
  return (
    Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 16)).toString("latin1") === magic
  );
}

function open(file: RandomAccess, maximumRow: number): Database {
  const header = Uint8Array.from(file.read(0, 100));
  if (header.length < 100 || !isSqlite(header)) throw corrupt("has no header");
  const view = viewOf(header);
  const size = view.getUint16(16);
  const pageSize = size === 1 ? 65_536 : size;
  const usable = pageSize - view.getUint8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480)
    throw corrupt("has pages of no known size");
  const pages = Math.floor(file.size / pageSize);
  return { file, pageSize, usable, pages, maximumRow, budget: pages };
}

function* rowsBelow(database: Database, number: number, depth: number): Generator<readonly SqliteValue[]> {
  if (depth > deepest) throw corrupt("has too deep a tree");
  const page = readPage(database, number);
  const start = number === 1 ? 100 : 0;
  const view = viewOf(page);
  const type = view.getUint8(start);
  if (type !== leaf && type !== interior) throw corrupt("has a page that is of no table");
  const cells = view.getUint16(start + 3);
  const pointers = start + (type === leaf ? 8 : 12);
  if (pointers + 2 * cells > database.usable) throw corrupt("has a page with too many cells");
  for (let index = 0; index < cells; index += 1) {
    const at = view.getUint16(pointers + 2 * index);
    if (at + 4 > database.usable) throw corrupt("has a cell outside of its page");
    if (type === leaf) yield recordOf(payloadOf(database, page, at));
    else yield* rowsBelow(database, view.getUint32(at), depth + 1);
  }
  if (type === interior) yield* rowsBelow(database, view.getUint32(start + 8), depth + 1);
}

function readPage(database: Database, number: number): Uint8Array {
  database.budget -= 1;
  if (number < 1 || number > database.pages || database.budget < 0)
    throw corrupt("points to a page that is not there");
  return Uint8Array.from(database.file.read((number - 1) * database.pageSize, database.pageSize));
}

// How much of a row stays in its page and how much goes to overflow pages is fixed by the format (section 1.6).
function payloadOf(database: Database, page: Uint8Array, at: number): Uint8Array {
  const { usable } = database;
  const size = varint(page, at);
  const row = varint(page, size.end);
  if (size.value > database.maximumRow) throw corrupt("has too large a row");
  const largest = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((size.value - least) % (usable - 4));
  const spilled = fitting <= largest ? fitting : least;
  const local = size.value <= largest ? size.value : spilled;
  if (row.end + local > usable) throw corrupt("has a row outside of its page");
  const payload = new Uint8Array(size.value);
  payload.set(page.subarray(row.end, row.end + local));
  if (local === size.value) return payload;
  if (row.end + local + 4 > usable) throw corrupt("has a row outside of its page");
  let next = viewOf(page).getUint32(row.end + local);
  for (let filled = local; filled < size.value;) {
    const overflow = readPage(database, next);
    const piece = overflow.subarray(4, Math.min(usable, 4 + size.value - filled));
    payload.set(piece, filled);
    filled += piece.length;
    next = viewOf(overflow).getUint32(0);
  }
  return payload;
}

function recordOf(payload: Uint8Array): readonly SqliteValue[] {
  const header = varint(payload, 0);
  if (header.value > payload.length) throw corrupt("has a row whose header is too long");
  const values: SqliteValue[] = [];
  let at = header.value;
  for (let next = header.end; next < header.value;) {
    const type = varint(payload, next);
    next = type.end;
    const size = type.value >= 12 ? Math.floor((type.value - 12) / 2) : (fixedSizes[type.value] ?? 0);
    if (at + size > payload.length) throw corrupt("has a row that is too short");
    values.push(valueOf(payload.subarray(at, at + size), type.value));
    at += size;
  }
  return values;
}

const fixedSizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function valueOf(bytes: Uint8Array, type: number): SqliteValue {
  if (type >= 12) return bytes;
  if (type === 8 || type === 9) return type - 8;
  if (type === 0 || type === 7 || type > 9) return undefined;
  const negative = (bytes[0] ?? 0) >= 0x80;
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return negative ? value - 256 ** bytes.length : value;
}

function varint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) throw corrupt("has a number outside of its page");
    if (index === 8) return { value: value * 256 + byte, end: start + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  throw corrupt("has a number that does not end");
}

function textOf(value: SqliteValue): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : "";
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", `a SQLite database ${what}`);
}
