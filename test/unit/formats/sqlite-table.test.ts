import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import fc from "fast-check";
import { isSqlite, readSqliteTable } from "../../../src/formats/sqlite-table.ts";
import { isFault } from "../../../src/values/fault.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";

const limit = 8 * 1024 * 1024;

/** The bytes of a database that SQLite itself writes. */
function madeBySqlite(fill: (database: DatabaseSync) => void, pageSize = 4096): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "sqlite-table-"));
  try {
    const file = path.join(folder, "db");
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA page_size = ${pageSize}`);
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    fill(database);
    database.exec("COMMIT");
    database.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function blobs(bytes: Uint8Array, table = "Packages"): Uint8Array[] {
  return [...readSqliteTable(bytesAsFile(bytes), table, limit)].map((row) => row[1] as Uint8Array);
}

function withBlobs(content: readonly Uint8Array[], pageSize = 4096): Uint8Array {
  return madeBySqlite((database) => {
    database.exec("CREATE TABLE Other (x TEXT)");
    database.exec("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
    database.exec("CREATE INDEX by_blob ON Packages (blob)");
    const insert = database.prepare("INSERT INTO Packages (blob) VALUES (?)");
    for (const blob of content) insert.run(blob);
  }, pageSize);
}

for (const pageSize of [512, 4096, 65_536])
  test(`rows of every length are read from pages of ${pageSize} bytes`, () => {
    // Around the lengths at which a row goes to overflow pages, and several pages long.
    const lengths = [
      0,
      1,
      100,
      ...Array.from({ length: 60 }, (_, index) => pageSize - 50 + index),
      3 * pageSize,
      100_000,
    ];
    const content = lengths.map((length, index) => Buffer.alloc(length, index + 1));
    const read = blobs(withBlobs(content, pageSize));
    assert.deepEqual(
      read.map((blob) => Buffer.from(blob)),
      content,
    );
  });

test("numbers, texts and missing values are what SQLite wrote", () => {
  const numbers = [
    0,
    1,
    -1,
    127,
    -128,
    32_767,
    -32_768,
    8_388_607,
    2_147_483_647,
    -2_147_483_648,
    2 ** 40,
    -(2 ** 50),
  ];
  const bytes = madeBySqlite((database) => {
    database.exec("CREATE TABLE T (a, b, c)");
    const insert = database.prepare("INSERT INTO T VALUES (?, ?, ?)");
    for (const number of numbers) insert.run(BigInt(number), `n${number}`, null);
  });
  const rows = [...readSqliteTable(bytesAsFile(bytes), "T", limit)];
  assert.deepEqual(
    rows.map(([number, text, missing]) => [number, Buffer.from(text as Uint8Array).toString(), missing]),
    numbers.map((number) => [number, `n${number}`, undefined]),
  );
});

test("thousands of rows come in their order through inner pages", () => {
  const content = Array.from({ length: 20_000 }, (_, index) => Buffer.from(`row ${index}`));
  assert.deepEqual(
    blobs(withBlobs(content, 512)).map(String),
    content.map((blob) => String(Uint8Array.from(blob))),
  );
});

test("a view that never ends is no table, and is not run", () => {
  const bytes = madeBySqlite((database) => {
    database.exec(
      "CREATE VIEW Packages AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, zeroblob(1000) FROM n",
    );
  });
  assert.throws(
    () => blobs(bytes),
    (error) => isFault(error, "FORMAT_CORRUPT"),
  );
});

test("a page that points back to itself ends with FORMAT_CORRUPT", () => {
  const bytes = Buffer.from(
    withBlobs(
      Array.from({ length: 3000 }, () => Buffer.alloc(50)),
      512,
    ),
  );
  // Every inner page of the table leads to its first child only, and that to page 2.
  for (let page = 1; page * 512 < bytes.length; page += 1) {
    const at = page * 512;
    if (bytes[at] === 5) bytes.writeUInt32BE(page + 1, at + 8);
  }
  assert.throws(
    () => blobs(bytes),
    (error) => isFault(error, "FORMAT_CORRUPT"),
  );
});

test("a row over the limit is refused before memory is taken for it", () => {
  const bytes = withBlobs([Buffer.alloc(100_000)]);
  assert.throws(
    () => [...readSqliteTable(bytesAsFile(bytes), "Packages", 50_000)],
    (error) => isFault(error, "FORMAT_CORRUPT"),
  );
});

test("what is no database is refused", () => {
  assert.equal(isSqlite(Buffer.from("SQLite format 3\0 and more")), true);
  assert.equal(isSqlite(Buffer.from("SQLite format 2\0")), false);
  for (const bytes of [Buffer.alloc(0), Buffer.from("SQLite format 3\0"), Buffer.alloc(4096, 1)])
    assert.throws(
      () => blobs(bytes),
      (error) => isFault(error, "FORMAT_CORRUPT"),
    );
});

test("broken databases give rows or FORMAT_CORRUPT and nothing else", () => {
  const content = Array.from({ length: 40 }, (_, index) => Buffer.alloc(index * 40, index));
  const seed = withBlobs(content, 512);
  const edits = fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 12 });
  fc.assert(
    fc.property(edits, fc.integer({ min: 0, max: seed.length }), (changes, end) => {
      const bytes = Uint8Array.from(seed.subarray(0, end));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      try {
        blobs(bytes);
      } catch (error) {
        assert.ok(isFault(error, "FORMAT_CORRUPT"), String(error));
      }
    }),
    { numRuns: 500 },
  );
});
