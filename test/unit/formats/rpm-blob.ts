import { DatabaseSync } from "node:sqlite";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Values by tag: a text, several texts, or 32-bit numbers. */
export type RpmValues = Readonly<Record<number, string | readonly string[] | readonly number[]>>;

/** A header blob as rpm keeps it. */
export function rpmBlob(values: RpmValues): Uint8Array {
  const index: Buffer[] = [];
  const data: Buffer[] = [];
  let at = 0;
  for (const [tag, value] of Object.entries(values)) {
    const list = typeof value === "string" ? [value] : value;
    const numbers = list.every((one) => typeof one === "number") && list.length > 0;
    const body = Buffer.concat(
      list.map((one) => (typeof one === "number" ? word(one) : Buffer.from(`${one}\0`))),
    );
    const padding = numbers ? (4 - (at % 4)) % 4 : 0;
    data.push(Buffer.alloc(padding), body);
    const type = numbers ? 4 : typeof value === "string" ? 6 : 8;
    index.push(Buffer.concat([Number(tag), type, at + padding, list.length].map(word)));
    at += padding + body.length;
  }
  return Buffer.concat([word(index.length), word(at), ...index, ...data]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A database of rpm with the given headers, written by SQLite. */
export function rpmDatabase(headers: readonly Uint8Array[]): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "rpm-database-"));
  try {
    const file = path.join(folder, "rpmdb.sqlite");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA synchronous = OFF; BEGIN");
    database.exec("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
    const insert = database.prepare("INSERT INTO Packages (blob) VALUES (?)");
    for (const header of headers) insert.run(header);
    database.exec("COMMIT");
    database.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
