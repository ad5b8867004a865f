import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tarReader } from "../../../src/layers/tar.ts";
import type { LayerEntry } from "../../../src/layers/visitor.ts";

type Fields = {
  readonly name?: string;
  readonly type?: string;
  readonly size?: number | string | Buffer;
  readonly mode?: string;
  readonly uid?: string | Buffer;
  readonly mtime?: string | Buffer;
  readonly link?: string;
  readonly magic?: string;
  readonly prefix?: string;
  readonly trailer?: string;
  readonly signed?: boolean;
};

/** A header block written by hand, as old and new archivers write it. */
function header(fields: Fields): Buffer {
  const block = Buffer.alloc(512);
  const put = (value: string | Buffer, at: number): void =>
    void (typeof value === "string" ? block.write(value, at, "utf8") : value.copy(block, at));
  const size = fields.size ?? 0;
  put(fields.name ?? "file", 0);
  put(fields.mode ?? "0000644\u0000", 100);
  put(fields.uid ?? "0000000\u0000", 108);
  put("0000000\u0000", 116);
  put(typeof size === "number" ? `${size.toString(8).padStart(11, "0")} ` : size, 124);
  put(fields.mtime ?? "00000000001\u0000", 136);
  put("        ", 148);
  put(fields.type ?? "0", 156);
  put(fields.link ?? "", 157);
  put(fields.magic ?? "ustar\u000000", 257);
  put(fields.prefix ?? "", 345);
  put(fields.trailer ?? "", 508);
  const sum = block.reduce(
    (total, byte) => total + (fields.signed === true && byte > 127 ? byte - 256 : byte),
    0,
  );
  put(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148);
  return block;
}

function padded(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const member = (fields: Fields, content: string | Buffer = ""): Buffer =>
  Buffer.concat([header({ size: Buffer.byteLength(content), ...fields }), padded(content)]);
const pax = (...records: readonly (readonly [string, string])[]): Buffer =>
  member({ name: "PaxHeaders/x", type: "x" }, records.map(([key, value]) => paxRecord(key, value)).join(""));

function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
}

const end = Buffer.alloc(1024);

type Read = readonly (LayerEntry & { readonly content: string })[];

function read(archive: Buffer, chunkSize = archive.length): Read {
  const found: (LayerEntry & { content: string })[] = [];
  let ends = 0;
  const reader = tarReader(
    {
      entry: (entry) => void found.push({ ...entry, content: "" }),
      data: (piece) => {
        const last = found.at(-1);
        if (last !== undefined) last.content += Buffer.from(piece).toString("latin1");
      },
      end: () => {
        ends += 1;
      },
    },
    (why) => {
      throw new Error(why);
    },
  );
  for (let at = 0; at < archive.length; at += chunkSize) reader.write(archive.subarray(at, at + chunkSize));
  reader.end();
  assert.equal(ends, found.length);
  return found;
}

const one = (...parts: readonly Buffer[]): Read[number] => {
  const [entry, ...more] = read(Buffer.concat([...parts, end]));
  assert.ok(entry !== undefined && more.length === 0);
  return entry;
};

test("entries of every type are read with their metadata", () => {
  const archive = Buffer.concat([
    member({ name: "./dir/", type: "5", mode: "0001777\u0000" }),
    member({ name: "dir/file", uid: "0001750\u0000" }, "content"),
    member({ name: "dir/link", type: "2", link: "../elsewhere" }),
    member({ name: "dir/hard", type: "1", link: "dir/file" }),
    member({ name: "dir/old", type: "\u0000" }, "old"),
    member({ name: "olddir/", type: "\u0000" }),
    member({ name: "fast", type: "7" }, "x"),
    member({ name: "dev/null", type: "3" }),
    member({ name: "sparse", type: "S" }, "map"),
    member({ name: "volume", type: "V" }),
    end,
  ]);
  assert.deepEqual(
    read(archive).map(({ path, type, size, content }) => [path, type, size, content]),
    [
      ["dir", "directory", 0, ""],
      ["dir/file", "file", 7, "content"],
      ["dir/link", "symlink", 0, ""],
      ["dir/hard", "hardlink", 0, ""],
      ["dir/old", "file", 3, "old"],
      ["olddir", "directory", 0, ""],
      ["fast", "file", 1, "x"],
      ["dev/null", "other", 0, ""],
      ["sparse", "other", 0, "map"],
      ["volume", "other", 0, ""],
    ],
  );
  const [dir, file, link, hard] = read(archive);
  assert.deepEqual(
    [dir?.mode, file?.uid, link?.linkTarget, hard?.linkTarget],
    [0o1777, 1000, "../elsewhere", "dir/file"],
  );
});

test("an archive is the same in chunks of any size", () => {
  const archive = Buffer.concat([
    pax(["path", "long".repeat(50)]),
    member({}, "a".repeat(1500)),
    member({ name: "b" }, "b".repeat(512)),
    member({ name: "c" }),
    end,
    Buffer.from("what follows is read by nobody"),
  ]);
  const whole = read(archive);
  assert.equal(whole.length, 3);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (size) => {
      assert.deepEqual(read(archive, size), whole);
    }),
  );
});

test("prefixes are part of the name where the format has them", () => {
  assert.equal(one(member({ name: "file", prefix: "some/folder" })).path, "some/folder/file");
  assert.equal(one(member({ prefix: "star", trailer: "tar\u0000" })).path, "star/file");
  assert.equal(one(member({ prefix: "times, not a path", magic: "ustar  \u0000" })).path, "file");
  assert.equal(one(member({ prefix: "x", magic: "" })).path, "file");
});

test("numbers are octal, padded any way, or base 256", () => {
  const base256 = (value: bigint): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeBigInt64BE(value, 4);
    bytes.fill(value < 0n ? 0xff : 0, 0, 4);
    bytes[0] = value < 0n ? 0xff : 0x80;
    return bytes;
  };
  assert.equal(one(member({ mtime: "      17 \u0000" })).mtime, 15);
  assert.equal(one(member({ mtime: "\u0000".repeat(12) })).mtime, 0);
  assert.equal(one(member({ mtime: base256(10_000_000_000n) })).mtime, 10_000_000_000);
  assert.equal(one(member({ mtime: base256(-5n) })).mtime, -5);
  assert.equal(one(member({ uid: Buffer.from([0x80, 0, 0, 0, 0xee, 0x6b, 0x28, 0]) })).uid, 4_000_000_000);
  assert.throws(() => one(member({ size: base256(-1n) })), /negative size/);
  assert.throws(() => one(member({ size: base256(2n ** 62n) })), /out of range/);
  assert.throws(() => one(member({ mtime: "12x\u0000" })), /a number that is none/);
});

test("pax records replace what the header says, and give the names of attributes", () => {
  const entry = one(
    pax(
      ["path", "größe/x"],
      ["uid", "5000000000"],
      ["gid", "7"],
      ["mtime", "12.5"],
      ["size", "3"],
      ["comment", ""],
      ["SCHILY.xattr.user.b", "1\n=2"],
      ["SCHILY.xattr.security.capability", "\u0001"],
    ),
    member({ name: "short", size: 0 }),
    padded("abc"),
  );
  const { path, uid, gid, mtime, size, attributes, content } = entry;
  assert.deepEqual(
    { path, uid, gid, mtime, size, attributes, content },
    {
      path: "größe/x",
      uid: 5_000_000_000,
      gid: 7,
      mtime: 12.5,
      size: 3,
      attributes: ["security.capability", "user.b"],
      content: "abc",
    },
  );
  assert.equal(
    one(pax(["linkpath", "long target"]), member({ type: "2", link: "x" })).linkTarget,
    "long target",
  );
  assert.equal(one(pax(["path", ""]), member({ name: "kept" })).path, "kept");
  assert.equal(
    one(pax(["GNU.sparse.major", "1"], ["GNU.sparse.name", "real"]), member({ name: "fake" }, "x")).path,
    "real",
  );
  assert.equal(one(pax(["GNU.sparse.major", "1"]), member({}, "x")).type, "other");
});

test("records hold for one entry, and global headers for none, as container runtimes have it", () => {
  const archive = Buffer.concat([
    member({ name: "g", type: "g" }, paxRecord("path", "global")),
    pax(["path", "first"]),
    member({ name: "a" }),
    member({ name: "second" }),
    end,
  ]);
  assert.deepEqual(
    read(archive).map((entry) => entry.path),
    ["first", "second"],
  );
});

test("GNU long names win over the header and over pax", () => {
  const long = "n".repeat(300);
  const entry = one(
    member({ type: "L", name: "././@LongLink" }, `${long}\u0000`),
    member({ type: "K", name: "././@LongLink" }, "t".repeat(200)),
    pax(["path", "pax"]),
    member({ type: "2", name: "cut", link: "cut" }),
  );
  assert.deepEqual([entry.path, entry.linkTarget], [long, "t".repeat(200)]);
  assert.equal(one(member({ type: "L" }), member({ name: "x" })).path, "");
});

test("paths are cleaned, and those that leave the archive are refused", () => {
  for (const [name, path] of [
    ["/etc/x", "etc/x"],
    ["./a//b/./c/", "a/b/c"],
    ["./", ""],
    ["a/.hidden/..x/...", "a/.hidden/..x/..."],
    [".wh.x", ".wh.x"],
  ] as const)
    assert.equal(one(member({ name })).path, path);
  for (const name of ["..", "../x", "a/../../x", "a/.."])
    assert.throws(() => one(member({ name })), /leaves it/, name);
  assert.throws(() => one(pax(["path", "x".repeat(5000)]), member({})), /longer than 4096/);
  assert.throws(() => one(pax(["path", "a\u0000b"]), member({})), /a NUL in a name/);
});

test("types without content have none, whatever their size says", () => {
  const archive = Buffer.concat([
    member({ type: "1", link: "x", size: 5000 }),
    member({ name: "next" }),
    end,
  ]);
  assert.deepEqual(
    read(archive).map((entry) => [entry.path, entry.size]),
    [
      ["file", 0],
      ["next", 0],
    ],
  );
});

test("checksums may be of signed bytes and may not be wrong", () => {
  assert.equal(one(member({ name: "größe", signed: true })).path, "größe");
  const broken = header({});
  broken[0] = 0x41;
  assert.throws(() => one(broken), /wrong checksum/);
  assert.throws(() => one(Buffer.alloc(512, "x")), /wrong checksum/);
});

test("an archive may end without zeros, and neither inside an entry nor go on after one block of them", () => {
  assert.equal(read(member({}, "x")).length, 1);
  assert.equal(read(Buffer.concat([member({}), Buffer.alloc(512)])).length, 1);
  assert.deepEqual(read(Buffer.alloc(0)), []);
  for (const cut of [
    header({ size: 5 }),
    member({}, "abc").subarray(0, 514),
    member({}, "abc").subarray(0, 100),
    pax(["path", "x"]),
  ])
    assert.throws(() => read(cut), /ends inside an entry/);
  assert.throws(() => read(Buffer.concat([Buffer.alloc(512), member({})])), /after a block of zeros/);
});

test("extended headers that are too large or garbled are refused", () => {
  assert.throws(() => one(header({ type: "x", size: 2_000_000 })), /an extended header of 2000000 bytes/);
  for (const body of [
    "5 a=",
    "x a=b\n",
    "99 a=b\n",
    "6 a=bc",
    "6 abcd\n",
    "0 a=b\n",
    "12345678901 a=b\n",
    "nothing",
  ])
    assert.throws(() => one(member({ type: "x" }, body), member({})), /cut or garbled/, body);
  for (const [key, value] of [
    ["size", "-1"],
    ["uid", "x"],
    ["gid", "99999999999999999999"],
    ["mtime", "noon"],
  ] as const)
    assert.throws(() => one(pax([key, value]), member({})), new RegExp(`wrong ${key}`));
});
