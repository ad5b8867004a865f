import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { pack } from "tar-stream";
import { type FactsSubject, decodeRecord, encodeRecord } from "../../src/layers/facts-record.ts";
import { parseImageConfig } from "../../src/layers/image-config.ts";
import { type NewEntry, writeLayer } from "../../src/layers/layer-writer.ts";
import { lookAt } from "../../src/layers/pass.ts";
import type { LayerVisitor } from "../../src/layers/visitor.ts";
import { type Digest, digestOf } from "../../src/values/digest.ts";
import { blobOf, gzip, plain, zstd } from "../unit/layers/layer-blob.ts";
import { emptyConfig, entryOf } from "../unit/layers/memory-image.ts";
import type { FuzzTarget } from "./main.ts";

const files: readonly NewEntry[] = [
  { path: "bin/sh", type: "file", content: Buffer.alloc(700, "sh"), mode: 0o755 },
  {
    path: `long/${"n".repeat(120)}/größe`,
    type: "file",
    content: Buffer.alloc(5000, "x"),
    uid: 4_000_000_000,
  },
  { path: "etc/empty", type: "file", content: Buffer.alloc(0) },
  { path: "lib", type: "symlink", linkTarget: `usr/${"l".repeat(120)}` },
  { path: "etc/.wh..wh..opq", type: "file", content: Buffer.alloc(0) },
];

async function archives(): Promise<readonly Buffer[]> {
  const own = writeLayer(files, { compression: "none" });
  const written: Uint8Array[] = [];
  for await (const chunk of own.content) written.push(chunk);
  const other = pack();
  other.entry({ name: "a/file", pax: { "SCHILY.xattr.user.x": "1", comment: "é" } }, "content");
  other.entry({ name: "a/hard", type: "link", linkname: "a/file" });
  other.entry({ name: "dev/null", type: "character-device" });
  other.finalize();
  const packed: Buffer[] = [];
  for await (const chunk of other) packed.push(chunk as Buffer);
  return [Buffer.concat(written), Buffer.concat(packed)];
}

const seeds = await archives();
// Long enough for more than one piece and block of every decompressor.
const large = Buffer.concat([seeds[0] ?? Buffer.alloc(0), Buffer.alloc(600_000, "zeros and text ")]);

/** Reads everything and finds any disagreement between an entry and its content. */
const reader: LayerVisitor<number, number> = {
  id: "fuzz/1",
  wants: (entry, head) => {
    if (head.length !== Math.min(entry.size, 4096)) throw new Error("a head of another length");
    return "whole";
  },
  read: (entry, content) => {
    if (content.size !== entry.size || content.read(0, content.size).length !== entry.size)
      throw new Error("content of another size");
    return content.size;
  },
  combine: (image, facts) => {
    let sum = 0;
    for (const node of image.tree.all()) {
      if (image.tree.get(node.path) !== node) throw new Error("a node that is not at its path");
      image.tree.resolve(node.path);
      sum += (facts.of(node) ?? 0) + image.tree.names(node.path).length;
    }
    return sum;
  },
};

async function look(bytes: Uint8Array, mediaType: string, diffId: Digest): Promise<void> {
  await lookAt(
    { config: { ...emptyConfig, diffIds: [diffId] }, layers: [blobOf(bytes, mediaType, 4096)] },
    [reader],
    {
      temporary: path.join(tmpdir(), "fuzz-layers"),
      largestUnpacked: 64 * 1024 * 1024,
      contentDigests: true,
    },
  );
}

/** Makes the checksum of every header right again: else nearly all damage ends there. */
function mendHeaders(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    if (bytes.toString("latin1", at + 257, at + 262) !== "ustar") continue;
    bytes.fill(" ", at + 148, at + 156);
    const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, at + 148, "latin1");
  }
  return bytes;
}

const subject: FactsSubject = {
  tool: "fuzz",
  digest: digestOf("blob"),
  size: 4,
  diffId: digestOf("archive"),
  visitors: ["fuzz/1"],
  contentDigests: true,
};

const record =
  encodeRecord(
    subject,
    {
      unpackedSize: 5000,
      reading: {
        entries: [entryOf("d", { directory: true }), entryOf("d/f", "text"), entryOf("l", { symlink: "d" })],
        facts: [new Map([[1, { size: 4, names: ["a"] }]])],
        contentDigests: new Map([[1, digestOf("text")]]),
      },
    },
    undefined,
  ) ?? Buffer.alloc(0);

const recordJson = JSON.stringify({
  subject: JSON.stringify(["pi5-layer-facts 1", ...Object.values(subject)]),
  unpackedSize: 5000,
  count: 2,
  entries: [
    ["f", "a", 4, 420, 0, 0, 1, null, ["user.x"]],
    ["s", "b", 0, 511, 0, 0, 1, "a", null],
  ],
  facts: [[[0, { size: 4 }]]],
  digests: [[0, digestOf("text")]],
});

/** Seals any bytes as a record, as somebody could where there is no key: so that the checks behind the seal are reached. */
function sealed(json: Uint8Array): Uint8Array {
  const body = zstdCompressSync(json);
  const text = JSON.stringify(["pi5-layer-facts 1", ...Object.values(subject)]);
  const seal = createHash("sha256").update(`${text}\n`).update(body).digest("hex");
  return Buffer.concat([Buffer.from(`pi5-layer-facts 1 ${seal}\n`), body]);
}

const config = Buffer.from(
  JSON.stringify({
    architecture: "arm64",
    os: "linux",
    config: { Entrypoint: ["/a"], Env: ["A=1"], Labels: { a: "b" }, Healthcheck: { Test: ["CMD", "x"] } },
    rootfs: { type: "layers", diff_ids: [digestOf("x")] },
    history: [{ created_by: "RUN x" }],
  }),
);

for (const bytes of [record, sealed(Buffer.from(recordJson))])
  if (decodeRecord(bytes, subject, undefined) === undefined) throw new Error("a whole record is not read");

/** What src/layers reads from outside: archives, compressed layers, kept records, configs. */
export const targets: Readonly<Record<string, FuzzTarget>> = {
  "layer tar": { seeds: () => seeds, run: (bytes) => look(bytes, plain, digestOf(bytes)) },
  "layer tar with right checksums": {
    seeds: () => seeds,
    run: (bytes) => {
      const mended = mendHeaders(bytes);
      return look(mended, plain, digestOf(mended));
    },
  },
  "layer gzip": {
    seeds: () => [
      gzipSync(large),
      Buffer.concat([gzipSync(large.subarray(0, 1000)), gzipSync(large.subarray(1000))]),
    ],
    run: (bytes) => look(bytes, gzip, digestOf(large)),
  },
  "layer zstd": {
    seeds: () => [zstdCompressSync(large)],
    run: (bytes) => look(bytes, zstd, digestOf(large)),
  },
  "layer record": {
    seeds: () => [record],
    run: (bytes) => decodeRecord(bytes, subject, undefined),
  },
  "layer record, sealed again": {
    seeds: () => [Buffer.from(recordJson)],
    run: (bytes) => decodeRecord(sealed(bytes), subject, undefined),
  },
  "image config": {
    seeds: () => [config],
    run: (bytes) => parseImageConfig(bytes, digestOf(bytes)),
  },
};
