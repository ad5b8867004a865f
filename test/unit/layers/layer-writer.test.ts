import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync, gzipSync, zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { type Header, extract } from "tar-stream";
import { isNoise } from "../../../src/layers/block-survey.ts";
import {
  type LayerOptions,
  type NewEntry,
  type WrittenArchive,
  writeLayer,
} from "../../../src/layers/layer-writer.ts";
import { lookAt } from "../../../src/layers/pass.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { blobOf } from "./layer-blob.ts";
import { emptyConfig } from "./memory-image.ts";

let temporary = "";
before(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), "layer-writer-"));
});
after(() => rm(temporary, { recursive: true, force: true }));

async function write(
  entries: readonly NewEntry[],
  options: Partial<LayerOptions> = {},
): Promise<WrittenArchive & { readonly bytes: Buffer; readonly digest: Digest; readonly size: number }> {
  const layer = writeLayer(entries, { compression: "none", ...options });
  const chunks: Uint8Array[] = [];
  for await (const chunk of layer.content) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { ...layer.written(), bytes, digest: digestOf(bytes), size: bytes.length };
}

type Seen = { readonly header: Header; readonly content: string };

/** What tar-stream, which is not ours, reads in it. */
async function read(archive: Buffer): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const reader = extract();
  reader.end(archive);
  for await (const stream of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    seen.push({ header: stream.header, content: Buffer.concat(chunks).toString("latin1") });
  }
  return seen;
}

const file = (path: string, content: Uint8Array | string, more: object = {}): NewEntry => ({
  path,
  type: "file",
  content: typeof content === "string" ? Buffer.from(content) : content,
  ...more,
});

function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

test("a layer has its entries in order, the folders above them, and constant times and owners", async () => {
  const layer = await write([
    file("models/b.hef", "two", { mode: 0o600, uid: 10, gid: 20, mtime: 99 }),
    { path: "models/latest", type: "symlink", linkTarget: "b.hef" },
    file("models/a.hef", "one"),
    { path: "models", type: "directory", mode: 0o750 },
    file("opt/deep/er/x", ""),
  ]);
  const seen = await read(layer.bytes);
  assert.deepEqual(
    seen.map(({ header, content }) => [
      header.name,
      header.type,
      header.mode?.toString(8),
      `${header.uid}:${header.gid}`,
      Number(header.mtime) / 1000,
      header.linkname ?? content,
    ]),
    [
      ["models/", "directory", "750", "0:0", 1, ""],
      ["models/a.hef", "file", "644", "0:0", 1, "one"],
      ["models/b.hef", "file", "600", "10:20", 99, "two"],
      ["models/latest", "symlink", "777", "0:0", 1, "b.hef"],
      ["opt/", "directory", "755", "0:0", 1, ""],
      ["opt/deep/", "directory", "755", "0:0", 1, ""],
      ["opt/deep/er/", "directory", "755", "0:0", 1, ""],
      ["opt/deep/er/x", "file", "644", "0:0", 1, ""],
    ],
  );
  assert.equal(layer.unpackedSize % 512, 0);
  assert.equal(layer.digest, layer.diffId);
});

test("folders of the base keep their metadata and the epoch is given to what has no time", async () => {
  const layer = await write([file("root/.cache/x", "1")], {
    epoch: 1_700_000_000,
    folder: (folder) => (folder === "root" ? { mode: 0o700, uid: 1, gid: 2, mtime: 5 } : undefined),
  });
  const seen = await read(layer.bytes);
  assert.deepEqual(
    seen.map(({ header }) => [header.mode, header.uid, header.gid, Number(header.mtime) / 1000]),
    [
      [0o700, 1, 2, 5],
      [0o755, 0, 0, 1_700_000_000],
      [0o644, 0, 0, 1_700_000_000],
    ],
  );
});

test("names of any length and script come back, by tar-stream and by the pass", async () => {
  const names = [
    "n".repeat(100),
    "n".repeat(101),
    `${"d".repeat(60)}/${"e".repeat(60)}/${"f".repeat(60)}`,
    `${"d".repeat(120)}/${"e".repeat(120)}`,
    `${"a/".repeat(900)}end`,
    "größe/模型.hef",
    "with space\nand newline",
    `${"x".repeat(99)}é`,
  ];
  const target = "t".repeat(150);
  const entries = names.map((name) => file(name, name));
  const layer = await write([...entries, { path: "link", type: "symlink", linkTarget: target }]);
  const seen = await read(layer.bytes);
  for (const name of names)
    assert.equal(
      seen.find(({ header }) => header.name === name)?.content,
      Buffer.from(name).toString("latin1"),
      name,
    );
  assert.equal(seen.find(({ header }) => header.name === "link")?.header.linkname, target);
  const { image } = await lookAt(
    {
      config: { ...emptyConfig, diffIds: [layer.diffId] },
      layers: [blobOf(layer.bytes, layer.mediaType, 1e6)],
    },
    [],
    { temporary },
  );
  for (const name of names) assert.equal(image.tree.get(name)?.entry.size, Buffer.byteLength(name));
  assert.equal(image.tree.get("link")?.entry.linkTarget, target);
});

test("sizes, owners and times that ustar cannot hold are in pax records or refused", async () => {
  const layer = await write([file("big-owner", "x", { uid: 4_000_000_000, gid: 2 ** 22 })]);
  const { image } = await lookAt(
    { config: { ...emptyConfig, diffIds: [layer.diffId] }, layers: [blobOf(layer.bytes, layer.mediaType)] },
    [],
    { temporary },
  );
  const entry = image.tree.get("big-owner")?.entry;
  assert.deepEqual([entry?.uid, entry?.gid], [4_000_000_000, 2 ** 22]);
  const huge = writeLayer(
    [{ path: "huge", type: "file", content: { size: 2 ** 34, open: () => noPieces() } }],
    { compression: "none" },
  );
  const chunks: Uint8Array[] = [];
  await assert.rejects(async () => {
    for await (const chunk of huge.content) chunks.push(chunk);
  }, /has another size than the 17179869184 bytes/);
  for (const wrong of [
    { mtime: -1 },
    { mtime: 0.5 },
    { mtime: 2 ** 33 },
    { uid: -1 },
    { uid: 2 ** 32 },
    { mode: 0o10000 },
  ])
    await assert.rejects(write([file("x", "1", wrong)]), (error) => isFault(error, "LAYER_ENTRY"));
});

async function* noPieces(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(0);
}

test("the header of a file over 8 GiB has its size in a pax record", async () => {
  const size = 2 ** 34 + 3;
  const { headerBlocks } = await import("../../../src/layers/tar-writer.ts");
  const blocks = headerBlocks({
    path: "huge",
    type: "file",
    size,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 1,
    linkTarget: undefined,
  });
  assert.equal(blocks.length, 1536);
  assert.equal(blocks.toString("latin1", 512, 512 + 20), `20 size=${size}\n`);
});

test("entries that cannot stand in a layer are refused", async () => {
  for (const wrong of ["", "/etc/x", "a/../b", "./a", "a//b", "a/", "a\u0000b", ".."])
    await assert.rejects(write([file(wrong, "x")]), (error) => isFault(error, "LAYER_ENTRY"), wrong);
  await assert.rejects(write([file("a", "x"), file("a", "y")]), /is there twice/);
  await assert.rejects(write([file("a", "x"), file("a/b", "y")]), /lies below a, which is no folder/);
});

test("files are read from disk, and one that changed or is not there is refused", async () => {
  const name = path.join(temporary, "model.bin");
  const bytes = noise(3_000_000);
  await writeFile(name, bytes);
  const fromDisk = (size: number, at = name): Promise<WrittenArchive> =>
    write([{ path: "m", type: "file", content: { file: at, size } }]);
  assert.equal((await fromDisk(bytes.length)).diffId, (await write([file("m", bytes)])).diffId);
  await assert.rejects(fromDisk(bytes.length - 1), /has another size/);
  await assert.rejects(fromDisk(bytes.length + 1), /has another size/);
  await assert.rejects(fromDisk(1, path.join(temporary, "none")), /cannot be read: ENOENT/);
  assert.throws(() => writeLayer([], { compression: "none" }).written(), /not been streamed/);
});

test("what is compressed is the same archive, told by its digests and sizes", async () => {
  const content = Buffer.concat([noise(700_000), Buffer.alloc(900_000, "text "), noise(100_000, 7)]);
  const entries = [file("data", content)];
  const plain = await write(entries);
  for (const [compression, unpack] of [
    ["gzip", gunzipSync],
    ["zstd", zstdDecompressSync],
  ] as const) {
    const layer = await write(entries, { compression });
    assert.ok(unpack(layer.bytes).equals(plain.bytes));
    assert.deepEqual(
      { diffId: plain.digest, unpackedSize: plain.size },
      { diffId: layer.diffId, unpackedSize: layer.unpackedSize },
    );
    assert.match(layer.mediaType, new RegExp(`tar\\+${compression}$`));
  }
  assert.deepEqual(
    [...(await write([], { compression: "gzip" })).bytes.subarray(0, 10)],
    [31, 139, 8, 0, 0, 0, 0, 0, 0, 255],
  );
});

test("the same input gives the same bytes, however it arrives", async () => {
  const bytes = Buffer.concat([Buffer.alloc(400_000, "abc"), noise(300_000), Buffer.alloc(500_000, "xyz1")]);
  const pieces = (most: number): NewEntry => ({
    path: "m",
    type: "file",
    content: {
      size: bytes.length,
      open: async function* () {
        for (let at = 0; at < bytes.length; at += most) {
          if (at % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
          yield bytes.subarray(at, at + most);
        }
      },
    },
  });
  for (const compression of ["gzip", "zstd", "none"] as const) {
    const { digest } = await write([file("a", "1"), file("m", bytes)], { compression });
    for (const most of [1000, 262_144, 5_000_000])
      assert.equal((await write([pieces(most), file("a", "1")], { compression })).digest, digest);
  }
});

/** Weights as models have them: the lower bytes of floats are noise, the upper ones are not. */
function floats(count: number): Buffer {
  const random = noise(count * 4, 3);
  const bytes = Buffer.alloc(count * 4);
  for (let at = 0; at < count; at += 1)
    bytes.writeFloatLE((random.readInt32LE(at * 4) / 2 ** 31) * (random.readUInt8(at * 4) / 255), at * 4);
  return bytes;
}

test("a gzip layer is at most 1.02 times what gzip at level 6 gives", async () => {
  const repeated = noise(30_000, 5);
  const inputs = {
    random: noise(3_000_000),
    floats: floats(700_000),
    text: Buffer.from(Array.from({ length: 200_000 }, (_, at) => `line ${at * 7919}\n`).join("")),
    "random that repeats at a distance": Buffer.concat(Array.from({ length: 60 }, () => repeated)),
    "few values, evenly": noise(3_000_000, 6).map((byte) => byte & 0x0f),
    "few values, unevenly": noise(3_000_000, 7).map((byte) => (byte < 200 ? 0 : byte)),
    "small numbers": Buffer.from(new Int32Array(noise(700_000, 8)).buffer),
    "noise and text by turns": Buffer.concat(
      Array.from({ length: 30 }, (_, at) =>
        at % 2 === 0 ? noise(100_000, at + 20) : Buffer.alloc(100_000, "some text "),
      ),
    ),
    "half and half": Buffer.concat(
      Array.from({ length: 6 }, (_, at) =>
        at % 2 === 0 ? noise(262_144, at + 9) : Buffer.alloc(262_144, "some text "),
      ),
    ),
  };
  for (const [name, bytes] of Object.entries(inputs)) {
    const layer = await write([file("m", bytes)], { compression: "gzip" });
    const ratio = layer.size / gzipSync(gunzipSync(layer.bytes), { level: 6 }).length;
    assert.ok(ratio <= 1.02, `${name}: ${ratio}`);
  }
});

test("a block counts as noise when deflate has nothing to save in it", () => {
  const block = noise(262_144, 11);
  assert.equal(isNoise(block), true);
  assert.equal(isNoise(block.subarray(0, 50_000)), false, "too small to tell");
  assert.equal(
    isNoise(Buffer.from(block.map((byte) => (byte < 13 ? byte + 13 : byte)))),
    false,
    "bytes that never come",
  );
  const again = Buffer.from(block);
  again.copyWithin(131_072, 131_072 - 32_768, 131_072);
  assert.equal(isNoise(again), false, "what was there 32 KiB before");
});

test("a stream that is left early ends without a crash", async () => {
  for (const compression of ["gzip", "zstd", "none"] as const) {
    const layer = writeLayer([file("m", noise(3_000_000))], { compression });
    for await (const chunk of layer.content) {
      assert.ok(chunk.length > 0);
      break;
    }
    const failing = writeLayer(
      [{ path: "m", type: "file", content: { size: 5_000_000, open: () => breaking() } }],
      { compression },
    );
    await assert.rejects(async () => {
      for await (const chunk of failing.content) assert.ok(chunk.length >= 0);
    }, /^RangeError: broken$/);
  }
});

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield noise(2_000_000);
  throw new RangeError("broken");
}

test("whatever is written, the pass reads it back", async () => {
  const name = fc.stringMatching(/^[a-zA-Zäé .-]{1,40}$/).filter((text) => text !== "." && text !== "..");
  const entry = fc.tuple(
    fc.array(name, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/")),
    fc.uint8Array({ maxLength: 3000 }),
    fc.record({ mode: fc.nat(0o7777), uid: fc.nat(2 ** 31), gid: fc.nat(70_000), mtime: fc.nat(2 ** 31) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, { maxLength: 8, selector: ([path]) => path }), async (made) => {
      const paths = made.map(([path]) => path);
      fc.pre(!paths.some((path) => paths.some((other) => other.startsWith(`${path}/`))));
      const layer = await write(
        made.map(([path, content, more]) => file(path, content, more)),
        { compression: "gzip" },
      );
      const { image } = await lookAt(
        {
          config: { ...emptyConfig, diffIds: [layer.diffId] },
          layers: [blobOf(layer.bytes, layer.mediaType)],
        },
        [],
        { temporary, contentDigests: true },
      );
      for (const [path, content, more] of made) {
        const node = image.tree.get(path);
        assert.ok(node);
        const { mode, uid, gid, mtime } = node.entry;
        assert.deepEqual({ mode, uid, gid, mtime }, { ...more });
        assert.equal(image.layers[0]?.contentDigests?.get(node.index), digestOf(content));
      }
    }),
    { numRuns: 100 },
  );
});
