import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { type LayerMemory, lookAt, watchLayer } from "../../../src/layers/pass.ts";
import {
  type FileContent,
  type LayerEntry,
  type LayerVisitor,
  headLength,
} from "../../../src/layers/visitor.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { archiveOf, blobOf, gzip, imageOf, plain, zstd } from "./layer-blob.ts";
import { emptyConfig, memoryImage } from "./memory-image.ts";

const faultCode = (code: string) => (error: unknown) => isFault(error, code);
let temporary = "";
before(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), "pass-"));
});
after(() => rm(temporary, { recursive: true, force: true }));

/** Collects path and digest of what it is given. */
function collector(
  id: string,
  wants: (entry: LayerEntry, head: Uint8Array) => "skip" | "head" | "whole",
  read = (content: FileContent): string => digestOf(content.read(0, content.size)),
): LayerVisitor<string, Readonly<Record<string, string>>> {
  return {
    id,
    wants,
    read: (_entry, content) => read(content),
    combine: (image, facts) =>
      Object.fromEntries(
        image.layers.flatMap((_, layer) =>
          [...facts.inLayer(layer)].map(([entry, fact]) => [`${layer}:${entry.path}`, fact]),
        ),
      ),
  };
}

const everything = collector("all/1", () => "whole");

function noise(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

test("each visitor gets the files that it wants, whole or their head, and a result of its own type", async () => {
  const layers = [
    { "etc/a": "first", "bin/tool": noise(50_000, 1), "etc/empty": "" },
    { "etc/a": "second", l: { hardlink: "etc/a" }, "bin/.wh.tool": "", s: { symlink: "l" } },
  ] as const;
  const heads = collector(
    "heads/1",
    (entry) => (entry.path === "bin/tool" ? "head" : "skip"),
    (content) => `${content.size} ${content.read(4000, 1000).length}`,
  );
  const lengths: LayerVisitor<number, number> = {
    id: "lengths/1",
    wants: () => "whole",
    read: (_entry, content) => content.size,
    combine: (image, facts) => [...image.tree.all()].reduce((sum, node) => sum + (facts.of(node) ?? 0), 0),
  };
  const source = imageOf(await Promise.all(layers.map((layer) => archiveOf(layer))));
  const { image, results } = await lookAt(source, [everything, heads, lengths], { temporary });
  const [all, head, total]: readonly [
    Readonly<Record<string, string>>,
    Readonly<Record<string, string>>,
    number,
  ] = results;
  assert.deepEqual(all, memoryImage(layers).run(everything));
  assert.deepEqual(head, { "0:bin/tool": `${headLength} 96` });
  assert.equal(total, 12);
  assert.deepEqual(
    [...image.tree.all()].map((node) => node.path),
    ["bin", "etc", "etc/a", "etc/empty", "l", "s"],
  );
  assert.deepEqual(
    image.layers.map((layer) => layer.entries),
    memoryImage(layers).image.layers.map((layer) => layer.entries),
  );
});

test("layers are read plain, gzipped and zstd, in chunks of any size, and their size is counted", async () => {
  const archive = await archiveOf({ "x/app": noise(3000, 2), "x/long": noise(70_000, 3) });
  const config = { ...emptyConfig, diffIds: [digestOf(archive)] };
  for (const [bytes, type] of [
    [archive, plain],
    [gzipSync(archive), gzip],
    [zstdCompressSync(archive), zstd],
    [gzipSync(archive), "application/vnd.docker.image.rootfs.diff.tar.gzip"],
  ] as const)
    for (const chunkSize of [97, 512, 100_000, 10_000_000]) {
      const layers = [blobOf(bytes, type, chunkSize)];
      const { image, results } = await lookAt({ config, layers }, [everything], { temporary });
      assert.equal(image.layers[0]?.unpackedSize, archive.length);
      assert.deepEqual(Object.values(results[0]), [digestOf(noise(3000, 2)), digestOf(noise(70_000, 3))]);
    }
});

test("content digests are given by the entry's position when they are asked for", async () => {
  const archive = await archiveOf({
    d: { directory: true },
    empty: "",
    small: "x",
    large: noise(900_000, 4),
  });
  const { image } = await lookAt(imageOf([archive]), [], { temporary, contentDigests: true });
  assert.deepEqual(
    [...(image.layers[0]?.contentDigests ?? [])],
    [
      [1, digestOf("")],
      [2, digestOf("x")],
      [3, digestOf(noise(900_000, 4))],
    ],
  );
  const without = await lookAt(imageOf([archive]), [], { temporary });
  assert.equal(without.image.layers[0]?.contentDigests, undefined);
});

test("a layer that is in an image twice is read once", async () => {
  const archive = await archiveOf({ a: "1" });
  let opened = 0;
  const layer = blobOf(gzipSync(archive), gzip);
  const counted = { ...layer, open: () => ((opened += 1), layer.open()) };
  const config = { ...emptyConfig, diffIds: [digestOf(archive), digestOf(archive)] };
  const { results } = await lookAt({ config, layers: [counted, counted] }, [everything], { temporary });
  assert.deepEqual(results[0], { "0:a": digestOf("1"), "1:a": digestOf("1") });
  assert.equal(opened, 1);
});

test("a file that is too large for memory is read from disk, and nothing stays there", async () => {
  const large = noise(9_000_000, 5);
  const archive = await archiveOf({ before: "b", large, after: "a" });
  let seen = "";
  const visitor = collector(
    "large/1",
    (entry) => (entry.path === "large" ? "whole" : "skip"),
    (content) => {
      seen = content.onDisk();
      assert.ok(readFileSync(seen).equals(large));
      for (const [offset, length] of [
        [0, 10],
        [8_999_990, 100],
        [4_500_000, 70_000],
        [4_500_001, 9],
        [65_530, 12],
        [0, 9_000_000],
        [9_000_000, 1],
        [-5, 3],
        [10, -1],
      ] as const)
        assert.ok(
          large
            .subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length))
            .equals(content.read(offset, length)),
          `${offset} ${length}`,
        );
      return "read";
    },
  );
  const { results } = await lookAt(imageOf([archive]), [visitor], { temporary });
  assert.deepEqual(results[0], { "0:large": "read" });
  await assert.rejects(readFile(seen), { code: "ENOENT" });
  assert.deepEqual(await readdir(temporary), []);
});

test("what was read through the windows of a large file is right in any order", async () => {
  const large = noise(9_000_000, 6);
  const archive = await archiveOf({ large });
  const visitor = collector(
    "any-order/1",
    () => "whole",
    (content) => {
      let state = 1;
      for (let turn = 0; turn < 3000; turn += 1) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        const offset = state % 9_000_100;
        const length = (state >>> 8) % 300;
        assert.ok(large.subarray(offset, offset + length).equals(content.read(offset, length)));
      }
      return "fine";
    },
  );
  assert.deepEqual((await lookAt(imageOf([archive]), [visitor], { temporary })).results[0], {
    "0:large": "fine",
  });
});

test("a small file is put on disk only when somebody asks, and goes with the visit", async () => {
  const archive = await archiveOf({ "db.sqlite": noise(20_000, 7), other: "x" });
  const files: string[] = [];
  const visitor = collector(
    "disk/1",
    () => "whole",
    (content) => {
      if (content.size < 10) return "none";
      files.push(content.onDisk(), content.onDisk());
      return digestOf(readFileSync(content.onDisk()));
    },
  );
  const { results } = await lookAt(imageOf([archive]), [visitor, visitor], { temporary });
  assert.deepEqual(results[1], { "0:db.sqlite": digestOf(noise(20_000, 7)), "0:other": "none" });
  assert.equal(new Set(files).size, 1);
  assert.deepEqual(await readdir(temporary), []);
});

test("large files that need more than the budget, or a folder that cannot be written, are faults", async () => {
  const archive = await archiveOf({ large: noise(9_000_000, 8) });
  const source = imageOf([archive]);
  await assert.rejects(
    lookAt(source, [everything], { temporary, spillBudget: 8_500_000 }),
    faultCode("LAYER_SPILL"),
  );
  assert.deepEqual(await readdir(temporary), []);
  await assert.rejects(lookAt(source, [everything], { temporary: "/dev/null/x" }), faultCode("LAYER_SPILL"));
  const skipped = collector("none/1", () => "skip");
  await lookAt(source, [skipped], { temporary: "/dev/null/x", spillBudget: 0 });
});

test("a layer that is cut, mislabelled, not what its config says, or that climbs out is refused", async () => {
  const archive = await archiveOf({ app: noise(5000, 9) });
  const zipped = gzipSync(archive);
  const look = (bytes: Uint8Array, type: string, diffId: Digest = digestOf(archive)) =>
    lookAt({ config: { ...emptyConfig, diffIds: [diffId] }, layers: [blobOf(bytes, type)] }, [everything], {
      temporary,
    });
  await assert.rejects(look(zipped.subarray(0, 60), gzip), faultCode("LAYER_CORRUPT"));
  await assert.rejects(look(zstdCompressSync(archive).subarray(0, 60), zstd), faultCode("LAYER_CORRUPT"));
  await assert.rejects(look(archive, gzip), faultCode("LAYER_CORRUPT"));
  await assert.rejects(look(zipped, zstd), faultCode("LAYER_CORRUPT"));
  await assert.rejects(look(zipped, gzip, digestOf("x")), /unpacks to sha256:.*, but the config names/);
  await assert.rejects(look(zipped, "text/plain"), faultCode("LAYER_UNSUPPORTED"));
  const climbing = await archiveOf({ "a/../../etc/passwd": "x" });
  await assert.rejects(look(gzipSync(climbing), gzip, digestOf(climbing)), /leaves it/);
  const cut = archive.subarray(0, 3000);
  await assert.rejects(look(gzipSync(cut), gzip, digestOf(cut)), /ends inside an entry/);
  await assert.rejects(
    lookAt({ config: emptyConfig, layers: [blobOf(zipped, gzip)] }, [], { temporary }),
    /the config names 0 layers and the manifest 1/,
  );
});

test("several gzip members are one archive, and bytes behind them are refused", async () => {
  const archive = await archiveOf({ app: noise(5000, 10) });
  const config = { ...emptyConfig, diffIds: [digestOf(archive)] };
  const members = Buffer.concat([gzipSync(archive.subarray(0, 1500)), gzipSync(archive.subarray(1500))]);
  for (const chunkSize of [10, 1000, 100_000]) {
    const layers = [blobOf(members, gzip, chunkSize)];
    const { results } = await lookAt({ config, layers }, [everything], { temporary });
    assert.deepEqual(results[0], { "0:app": digestOf(noise(5000, 10)) });
    for (const garbage of [Buffer.alloc(4000), Buffer.from("garbage")])
      for (const [bytes, type] of [
        [Buffer.concat([members, garbage]), gzip],
        [Buffer.concat([zstdCompressSync(archive), garbage]), zstd],
      ] as const)
        await assert.rejects(
          lookAt({ config, layers: [blobOf(bytes, type, chunkSize)] }, [everything], { temporary }),
          faultCode("LAYER_CORRUPT"),
        );
  }
});

test("an archive that unpacks to more than is allowed is stopped on the way", async () => {
  const archive = await archiveOf({ zeros: Buffer.alloc(3_000_000) });
  const bomb = imageOf([archive]);
  await assert.rejects(
    lookAt(bomb, [], { temporary, largestUnpacked: 1_000_000 }),
    faultCode("LAYER_TOO_LARGE"),
  );
  const other = await archiveOf({ zeros: Buffer.alloc(3_000_001) });
  await assert.rejects(
    lookAt(imageOf([archive, other]), [], { temporary, largestUnpacked: 4_000_000 }),
    faultCode("LAYER_TOO_LARGE"),
  );
});

test("what a source throws is passed on, and a mistake of a visitor is not blamed on the layer", async () => {
  const archive = await archiveOf({ app: noise(500_000, 11) });
  const source = imageOf([archive]);
  const [layer] = source.layers;
  assert.ok(layer);
  let closed = false;
  const failing = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* layer.open();
      throw new RangeError("the source");
    } finally {
      closed = true;
    }
  };
  for (const mediaType of [gzip, zstd, plain]) {
    closed = false;
    const bytes =
      mediaType === zstd ? zstdCompressSync(archive) : mediaType === gzip ? gzipSync(archive) : archive;
    const inner = blobOf(bytes, mediaType);
    const open = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* inner.open();
        throw new RangeError("the source");
      } finally {
        closed = true;
      }
    };
    await assert.rejects(
      lookAt({ ...source, layers: [{ ...inner, open }] }, [everything], { temporary }),
      /^RangeError: the source$/,
    );
    assert.ok(closed);
  }
  closed = false;
  const clumsy = collector("clumsy/1", () => {
    throw new TypeError("a mistake");
  });
  await assert.rejects(
    lookAt({ ...source, layers: [{ ...layer, open: failing }] }, [clumsy], { temporary }),
    /^TypeError: a mistake$/,
  );
  assert.ok(closed);
});

test("a layer that was looked at while it was written is not opened again, and tells the same", async () => {
  const layer = await archiveOf({ "etc/a": "first", "opt/large": noise(9_000_000, 2), "etc/empty": "" });
  const source = imageOf([layer]);
  const unwatched = await lookAt(source, [everything], { temporary, contentDigests: true });
  const memory: LayerMemory = new Map();
  const options = { temporary, contentDigests: true, memory };
  const watch = watchLayer([everything], options);
  const [only] = source.layers;
  const [diffId] = source.config.diffIds;
  assert.ok(only !== undefined && diffId !== undefined);
  for (let at = 0; at < layer.length; at += 100_000) watch.take(layer.subarray(at, at + 100_000));
  await watch.end({ ...only, diffId });
  watch.close();
  assert.deepEqual(await readdir(temporary), []);
  const never = (): never => {
    throw new Error("opened");
  };
  const closed = { ...source, layers: [{ ...only, open: never }] };
  const watched = await lookAt(closed, [everything], options);
  assert.deepEqual(watched.results, unwatched.results);
  assert.deepEqual(watched.image.layers, unwatched.image.layers);
  // Another blob, another archive or other visitors: nothing is known of those.
  const other = { ...only, open: never, digest: digestOf("other") };
  for (const [layers, visitors] of [
    [[other], [everything]],
    [closed.layers, [collector("other/1", () => "skip")]],
  ] as const)
    await assert.rejects(async () => lookAt({ ...source, layers }, visitors, options), /opened/);
});

test("a layer that is being written may not be larger than what is looked at", () => {
  const watch = watchLayer([everything], { temporary, largestUnpacked: 1000 });
  assert.throws(() => watch.take(new Uint8Array(1024)), faultCode("LAYER_TOO_LARGE"));
  watch.close();
});
