import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { compareConfigs } from "../../../src/build/reproducibility-config.ts";
import {
  type BuiltImage,
  type Reproducibility,
  compareBuilds,
  describeDifference,
} from "../../../src/build/reproducibility.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { archiveOf, blobOf, gzip, plain } from "../layers/layer-blob.ts";
import type { MadeLayer } from "../layers/memory-image.ts";

let temporary = "";
before(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), "reproducibility-"));
});
after(() => rm(temporary, { recursive: true, force: true }));

async function built(
  layers: readonly MadeLayer[],
  config: object = {},
  compress = true,
): Promise<BuiltImage> {
  const archives = await Promise.all(layers.map((layer) => archiveOf(layer)));
  return imageOf(archives, config, compress);
}

function imageOf(archives: readonly Buffer[], config: object = {}, compress = true): BuiltImage {
  const bytes = Buffer.from(
    JSON.stringify({ ...config, rootfs: { diff_ids: archives.map((archive) => digestOf(archive)) } }),
  );
  const blobs = archives.map((archive) =>
    compress ? blobOf(gzipSync(archive), gzip) : blobOf(archive, plain),
  );
  return {
    digest: digestOf(JSON.stringify([digestOf(bytes), blobs])),
    config: { digest: digestOf(bytes), bytes },
    layers: blobs,
  };
}

const compare = (first: BuiltImage, second: BuiltImage, limit = 50): Promise<Reproducibility> =>
  compareBuilds(first, second, { temporary, limit });

const layer: MadeLayer = {
  "app/main.py": "print()",
  "app/build.txt": "10:00",
  "app/tool": { file: "x", mode: 0o755 },
};

test("equal platform digests end it, and no layer is opened", async () => {
  const image = await built([layer]);
  const unopened = {
    ...image,
    layers: image.layers.map((blob) => ({
      ...blob,
      open: () => {
        throw new Error("opened");
      },
    })),
  };
  const result = await compare(unopened, unopened);
  assert.deepEqual(result, { reproducible: true, config: [], layerCounts: [1, 1], layers: [] });
  assert.match(describeDifference(result), /same image/);
});

test("a build that embeds the time is told with the file that holds it, and layers that are equal are not named", async () => {
  const base: MadeLayer = { "bin/sh": "shell" };
  const first = await built([base, layer]);
  const second = await built([base, { ...layer, "app/build.txt": "10:01" }]);
  const result = await compare(first, second);
  assert.equal(result.reproducible, false);
  assert.deepEqual(
    result.layers.map(({ position, class: kind, count, entries }) => ({ position, kind, count, entries })),
    [
      {
        position: 1,
        kind: "content",
        count: 1,
        entries: [{ path: "app/build.txt", class: "content", fields: ["sha256"] }],
      },
    ],
  );
  assert.match(describeDifference(result), /layer 2 differs in content: \/app\/build\.txt/);
  assert.deepEqual(
    result.config.map((field) => field.field),
    ["rootfs.diff_ids[1]"],
  );
});

test("each kind of difference has its class, and the gravest names the layer", async () => {
  const tool = (more: object): MadeLayer => ({ ...layer, "app/tool": { file: "x", mode: 0o755, ...more } });
  const kinds: readonly (readonly [string, MadeLayer, string, readonly unknown[]])[] = [
    ["timestamp", tool({ mtime: 99 }), "app/tool", ["mtime"]],
    ["metadata", tool({ mode: 0o644, mtime: 99 }), "app/tool", ["mode", "mtime"]],
    ["metadata", tool({ uid: 5, gid: 6 }), "app/tool", ["uid", "gid"]],
    ["metadata", tool({ attributes: ["security.capability"] }), "app/tool", ["attributes"]],
    ["content", tool({ file: "yy" }), "app/tool", ["size", "sha256"]],
    [
      "content",
      { ...layer, "app/tool": { symlink: "main.py" } },
      "app/tool",
      ["type", "size", "sha256", "link", "mode"],
    ],
    ["content", { ...layer, "app/more": "1" }, "app/more", []],
    ["order", Object.fromEntries(Object.entries(layer).toReversed()), "app/main.py", ["order"]],
  ];
  for (const [kind, other, at, fields] of kinds) {
    const result = await compare(await built([layer]), await built([other]));
    const [difference] = result.layers;
    assert.equal(difference?.class, kind);
    assert.deepEqual([difference?.entries[0]?.path, difference?.entries[0]?.fields], [at, fields], kind);
  }
  const mixed = await compare(
    await built([{ a: "1", b: "2" }]),
    await built([{ a: { file: "1", mtime: 7 }, b: "3" }]),
  );
  assert.deepEqual([mixed.layers[0]?.class, mixed.layers[0]?.count], ["content", 2]);
  const only = await compare(await built([{ a: "1", b: "2" }]), await built([{ a: "1" }]));
  assert.deepEqual(only.layers[0]?.entries, [{ path: "b", class: "content", only: "first", fields: [] }]);
});

test("other compression and another archive of the same entries are told apart", async () => {
  const packed = await compare(await built([layer]), await built([layer], {}, false));
  assert.deepEqual([packed.layers[0]?.class, packed.layers[0]?.count], ["compression", 0]);
  assert.match(describeDifference(packed), /compression only/);
  const archive = await archiveOf(layer);
  const padded = Buffer.concat([archive, Buffer.alloc(512)]);
  const written = await compare(imageOf([archive]), imageOf([padded]));
  assert.equal(written.layers[0]?.class, "archive");
});

test("several entries of one path are compared one by one", async () => {
  const twice = Buffer.concat([(await archiveOf({ a: "1" })).subarray(0, 1024), await archiveOf({ a: "2" })]);
  const other = Buffer.concat([(await archiveOf({ a: "3" })).subarray(0, 1024), await archiveOf({ a: "2" })]);
  const once = await archiveOf({ a: "2" });
  assert.deepEqual((await compare(imageOf([twice]), imageOf([other]))).layers[0]?.entries[0]?.fields, [
    "sha256",
  ]);
  assert.deepEqual((await compare(imageOf([twice]), imageOf([once]))).layers[0]?.entries[0]?.fields, [
    "entries",
  ]);
});

test("the list of entries is bounded and its count is not", async () => {
  const many = (text: string): MadeLayer =>
    Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`f${String(index).padStart(2, "0")}`, `${text}${index}`]),
    );
  const result = await compare(await built([many("a")]), await built([many("b")]), 10);
  assert.deepEqual([result.layers[0]?.count, result.layers[0]?.entries.length], [30, 10]);
  assert.match(describeDifference(result), /\/f00, \/f01, \/f02, \/f03, \/f04 and 25 more/);
});

test("another number of layers is told, and configs are compared field by field", async () => {
  const result = await compare(
    await built([layer], {
      created: "2026-01-01T00:00:00Z",
      config: { Env: ["A=1"] },
      history: [{ created_by: "x" }],
    }),
    await built([layer, { b: "1" }], {
      created: "2026-01-02T00:00:00Z",
      config: { Env: ["A=2"], User: "1" },
      history: [],
    }),
  );
  assert.deepEqual(result.config.map(({ field, first, second }) => [field, first, second]).slice(0, 4), [
    ["config.Env[0]", '"A=1"', '"A=2"'],
    ["config.User", "", '"1"'],
    ["created", '"2026-01-01T00:00:00Z"', '"2026-01-02T00:00:00Z"'],
    ["history", '[{"created_by":"x"}]', "[]"],
  ]);
  assert.deepEqual([result.layerCounts, result.layers], [[1, 2], []]);
  assert.match(describeDifference(result), /1 layers against 2; the config differs in config\.Env\[0\]/);
});

test("configs of any bytes are compared without a crash", () => {
  const of = (text: string): Buffer => Buffer.from(text);
  assert.deepEqual(compareConfigs(of("{"), of("{")), []);
  assert.deepEqual(compareConfigs(of("1"), of("[]")), [{ field: "all", first: "1", second: "[]" }]);
  assert.deepEqual(compareConfigs(of('{"a":null}'), of('{"a":{}}')), [
    { field: "a", first: "null", second: "{}" },
  ]);
  assert.deepEqual(compareConfigs(of('{"a":1,"b":2}'), of('{"b":2,"a":1}')), []);
  const long = compareConfigs(of(`{"a":"${"x".repeat(500)}"}`), of('{"a":1}'));
  assert.equal(long[0]?.first.length, 201);
  const many = (value: number): Buffer =>
    of(JSON.stringify(Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`k${index}`, value]))));
  assert.equal(compareConfigs(many(1), many(2)).length, 50);
  const deep = (end: string): Buffer => of(`${"[".repeat(200_000)}${end}${"]".repeat(200_000)}`);
  assert.deepEqual(compareConfigs(deep("1"), deep("2")).length <= 1, true);
});

test("a config with fewer diffIDs than layers is a fault", async () => {
  const image = await built([layer]);
  const other = { ...(await built([{ x: "1" }])), config: { ...image.config, bytes: Buffer.from("{}") } };
  await assert.rejects(compare(image, other), (error) => isFault(error, "LAYER_CORRUPT"));
});
