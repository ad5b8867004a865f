import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import {
  type FactsRecord,
  type FactsSubject,
  decodeRecord,
  encodeRecord,
  recordKey,
} from "../../../src/layers/facts-record.ts";
import { type FactsStore, type KeptFacts, factsFolder } from "../../../src/layers/facts-store.ts";
import { type ImageSource, lookAt } from "../../../src/layers/pass.ts";
import type { LayerVisitor } from "../../../src/layers/visitor.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { archiveOf, blobOf, gzip, imageOf } from "./layer-blob.ts";
import { entryOf } from "./memory-image.ts";

let temporary = "";
before(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), "facts-"));
});
after(() => rm(temporary, { recursive: true, force: true }));

type Fact = { readonly isBad: boolean; readonly note?: string | undefined };

let reads = 0;
/** Finds files whose content is `bad`. */
const finder: LayerVisitor<Fact, readonly string[]> = {
  id: "finder/1",
  wants: () => "whole",
  read: (_entry, content) => {
    reads += 1;
    return { isBad: Buffer.from(content.read(0, 3)).toString() === "bad", note: undefined };
  },
  combine: (image, facts) =>
    [...image.tree.all()].filter((node) => facts.of(node)?.isBad === true).map((node) => node.path),
};

function memoryStore(): FactsStore & { readonly records: Map<string, Uint8Array>; readonly asked: string[] } {
  const records = new Map<string, Uint8Array>();
  const asked: string[] = [];
  return {
    records,
    asked,
    get: (key) => {
      asked.push(key);
      return Promise.resolve(records.get(key));
    },
    put: (key, bytes) => {
      records.set(key, bytes);
      return Promise.resolve();
    },
  };
}

const kept = (store: FactsStore, more: Partial<KeptFacts> = {}): KeptFacts => ({
  store,
  trusted: true,
  tool: "1.0.0",
  ...more,
});

async function look(source: ImageSource, facts: KeptFacts, visitor = finder) {
  reads = 0;
  const { image, results, remembered } = await lookAt(source, [visitor], {
    temporary,
    facts,
    contentDigests: true,
  });
  return { found: results[0], remembered, reads, image };
}

const twoLayers = async (): Promise<ImageSource> =>
  imageOf([
    await archiveOf({
      good: "fine",
      "sub/evil": "bad!",
      l: { symlink: "good" },
      a: { directory: true, attributes: ["user.x"] },
    }),
    await archiveOf({ good: "bad", h: { hardlink: "sub/evil" } }),
  ]);

test("a layer that was looked at before is not unpacked again and gives the same result", async () => {
  const source = await twoLayers();
  const store = memoryStore();
  const first = await look(source, kept(store));
  assert.deepEqual([first.found, first.remembered, first.reads], [["good", "h", "sub/evil"], 0, 3]);
  const second = await look(source, kept(store));
  assert.deepEqual([second.found, second.remembered, second.reads], [first.found, 2, 0]);
  assert.deepEqual(second.image.layers, first.image.layers);
});

test("another version, visitor or set of content digests is another record", async () => {
  const source = await twoLayers();
  const store = memoryStore();
  await look(source, kept(store));
  assert.equal((await look(source, kept(store, { tool: "1.0.1" }))).remembered, 0);
  assert.equal((await look(source, kept(store), { ...finder, id: "finder/2" })).remembered, 0);
  const { remembered } = await lookAt(source, [finder], { temporary, facts: kept(store) });
  assert.equal(remembered, 0);
});

test("a store that is not trusted, as a pull request's, is never read and never written", async () => {
  const source = await twoLayers();
  const store = memoryStore();
  await look(source, kept(store));
  // Poisoned well enough to pass: every record says that nothing is bad.
  for (const [index, layer] of source.layers.entries()) {
    const subject = subjectOf(source, index);
    const record = decodeRecord(
      store.records.get(recordKey(subject)) ?? new Uint8Array(0),
      subject,
      undefined,
    );
    assert.ok(record);
    store.records.set(
      recordKey(subject),
      encodeRecord(subject, innocent(record), undefined) ?? new Uint8Array(0),
    );
    assert.ok(layer);
  }
  assert.deepEqual((await look(source, kept(store))).found, [], "the poison works where it is believed");
  store.asked.length = 0;
  const untrusted = await look(source, kept(store, { trusted: false }));
  assert.deepEqual([untrusted.found, untrusted.remembered], [["good", "h", "sub/evil"], 0]);
  assert.deepEqual(store.asked, []);
  const empty = memoryStore();
  await look(source, kept(empty, { trusted: false }));
  assert.equal(empty.records.size, 0);
});

function subjectOf(source: ImageSource, index: number): FactsSubject {
  const layer = source.layers[index];
  const diffId = source.config.diffIds[index];
  assert.ok(layer !== undefined && diffId !== undefined);
  return {
    tool: "1.0.0",
    digest: layer.digest,
    size: layer.size,
    diffId,
    visitors: ["finder/1"],
    contentDigests: true,
  };
}

/** The record with every fact changed to harmless. */
function innocent(record: FactsRecord): FactsRecord {
  const facts = record.reading.facts.map(
    (found) => new Map([...found.keys()].map((index) => [index, { isBad: false }])),
  );
  return { ...record, reading: { ...record.reading, facts } };
}

test("with an integrity key a forged record is not believed, whoever can write the store", async () => {
  const source = await twoLayers();
  const integrityKey = Buffer.from("a key that only trusted builds have");
  const store = memoryStore();
  await look(source, kept(store, { integrityKey }));
  assert.equal((await look(source, kept(store, { integrityKey }))).remembered, 2);
  const subject = subjectOf(source, 0);
  const other = subjectOf(source, 1);
  const genuine = store.records.get(recordKey(subject)) ?? new Uint8Array(0);
  const record = decodeRecord(genuine, subject, integrityKey);
  assert.ok(record);
  const forged = {
    "no key": encodeRecord(subject, innocent(record), undefined),
    "another key": encodeRecord(subject, innocent(record), Buffer.from("guessed")),
    "the facts of another layer": store.records.get(recordKey(other)),
    "a genuine record for another blob": encodeRecord(
      { ...subject, digest: other.digest },
      record,
      integrityKey,
    ),
    "a genuine record of another diffID": encodeRecord(
      { ...subject, diffId: other.diffId },
      record,
      integrityKey,
    ),
    "a changed byte": Uint8Array.from(genuine, (byte, at) => (at === genuine.length - 9 ? byte ^ 1 : byte)),
    "a cut record": genuine.subarray(0, -1),
    nothing: new Uint8Array(0),
  };
  for (const [name, bytes] of Object.entries(forged)) {
    store.records.set(recordKey(subject), bytes ?? new Uint8Array(0));
    const seen = await look(source, kept(store, { integrityKey }));
    assert.deepEqual([seen.found, seen.remembered], [["good", "h", "sub/evil"], 1], name);
  }
  assert.equal((await look(source, kept(store))).remembered, 0, "without the key there is no seal to check");
});

test("without a key a record of another layer, blob or diffID is still not taken", async () => {
  const source = await twoLayers();
  const store = memoryStore();
  await look(source, kept(store));
  const [first, second] = [recordKey(subjectOf(source, 0)), recordKey(subjectOf(source, 1))];
  const [one, two] = [store.records.get(first), store.records.get(second)];
  store.records.set(first, two ?? new Uint8Array(0));
  store.records.set(second, one ?? new Uint8Array(0));
  const seen = await look(source, kept(store));
  assert.deepEqual([seen.found, seen.remembered], [["good", "h", "sub/evil"], 0]);
});

test("a blob that is not what its digest says is refused although its record is there", async () => {
  const source = await twoLayers();
  const store = memoryStore();
  await look(source, kept(store));
  const [layer] = source.layers;
  assert.ok(layer);
  const swapped = { ...layer, open: blobOf(gzipSync(await archiveOf({ other: "x" })), gzip).open };
  await assert.rejects(
    look({ ...source, layers: [swapped, ...source.layers.slice(1)] }, kept(store)),
    (error) => isFault(error, "LAYER_CORRUPT"),
  );
});

test("a store that fails is no failure of the build", async () => {
  const source = await twoLayers();
  const broken: FactsStore = {
    get: () => Promise.reject(new Error("offline")),
    put: () => Promise.reject(new Error("read-only")),
  };
  assert.equal((await look(source, kept(broken))).reads, 3);
});

test("a folder keeps records from one run to the next", async () => {
  const source = await twoLayers();
  const folder = path.join(temporary, "kept");
  await look(source, kept(factsFolder(folder)));
  assert.equal((await readdir(folder)).length, 2);
  assert.equal((await look(source, kept(factsFolder(folder)))).remembered, 2);
});

test("facts that are not plain JSON are not kept", async () => {
  const source = await twoLayers();
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  for (const [fact, isKept] of [
    [{ a: [1, "x", null, true, { b: undefined }] }, true],
    [null, true],
    [Number.NaN, false],
    [-0, false],
    [[undefined], false],
    [new Date(0), false],
    [new Map(), false],
    [1n, false],
    [new Uint8Array(2), false],
    [() => 1, false],
    [deep(90), true],
    [deep(110), false],
  ] as const) {
    const store = memoryStore();
    const visitor: LayerVisitor<unknown, number> = {
      id: "any/1",
      wants: () => "head",
      read: () => fact,
      combine: () => 1,
    };
    await lookAt(source, [visitor], { temporary, facts: kept(store) });
    assert.equal(store.records.size > 0, isKept, String(fact));
  }
});

const subject: FactsSubject = {
  tool: "t",
  digest: digestOf("blob"),
  size: 4,
  diffId: digestOf("archive"),
  visitors: ["a/1"],
  contentDigests: true,
};

function validRecord(): FactsRecord {
  const entries = [
    entryOf("d", { directory: true }),
    entryOf("f", "text"),
    entryOf("s", { symlink: "f" }),
    entryOf("h", { hardlink: "f" }),
    entryOf("o", { other: true, attributes: ["x"] }),
  ];
  return {
    unpackedSize: 1000,
    reading: {
      entries,
      facts: [new Map([[1, { fact: 1 }]])],
      contentDigests: new Map([[1, digestOf("text")]]),
    },
  };
}

/** The record with its JSON changed and sealed again, as somebody without the key could do it. */
function changed(change: (json: Record<string, unknown>) => unknown): Uint8Array {
  const bytes = Buffer.from(encodeRecord(subject, validRecord(), undefined) ?? []);
  const start = bytes.indexOf("\n") + 1;
  const json = JSON.parse(zstdDecompressSync(bytes.subarray(start)).toString()) as Record<string, unknown>;
  const after = change(json);
  const text = JSON.stringify(after === undefined ? json : after);
  const body = zstdCompressSync(text);
  const sealed = createHash("sha256")
    .update(`${String(json["subject"])}\n`)
    .update(body)
    .digest("hex");
  return Buffer.concat([Buffer.from(`pi5-layer-facts 1 ${sealed}\n`), body]);
}

test("a record of any other shape counts as nothing there", () => {
  const entry = (at: number, value: unknown) => (json: Record<string, unknown>) => {
    const entries = json["entries"] as unknown[][];
    const [, file] = entries;
    if (file !== undefined) file[at] = value;
  };
  const set = (key: string, value: unknown) => (json: Record<string, unknown>) => {
    json[key] = value;
  };
  assert.deepEqual(
    decodeRecord(
      changed(() => undefined),
      subject,
      undefined,
    ),
    validRecord(),
  );
  const wrong = {
    "no object": () => [],
    null: () => null,
    subject: set("subject", "other"),
    size: set("unpackedSize", -1),
    count: set("count", 4),
    "no entries": set("entries", {}),
    "an entry that is none": set("entries", ["x"]),
    letter: entry(0, "x"),
    "path that climbs": entry(1, "../etc"),
    "path from the root": entry(1, "/etc"),
    "size of a file": entry(2, "4"),
    mode: entry(3, 0.5),
    uid: entry(4, null),
    gid: entry(5, "0"),
    mtime: entry(6, []),
    link: entry(7, 5),
    attributes: entry(8, [1]),
    "attributes that are no list": entry(8, "x"),
    "facts that are no list": set("facts", 1),
    "facts of no visitor": set("facts", []),
    "facts of two visitors": set("facts", [[], []]),
    "a fact of a folder": set("facts", [[[0, 1]]]),
    "a fact of nothing": set("facts", [[[99, 1]]]),
    "facts out of order": set("facts", [
      [
        [1, 1],
        [1, 1],
      ],
    ]),
    "a fact that is no pair": set("facts", [[[1]]]),
    "facts of one visitor that are no list": set("facts", ["x"]),
    "no digests": set("digests", null),
    "a digest that is none": set("digests", [[1, "sha256:x"]]),
    "a digest too few": set("digests", []),
  };
  for (const [name, change] of Object.entries(wrong))
    assert.equal(decodeRecord(changed(change), subject, undefined), undefined, name);
});

test("a record that unpacks to more than is read counts as nothing there", () => {
  const body = zstdCompressSync(Buffer.alloc(70 * 1024 * 1024, " "));
  const json = changed(() => undefined);
  const text = JSON.parse(
    zstdDecompressSync(Buffer.from(json).subarray(Buffer.from(json).indexOf("\n") + 1)).toString(),
  ) as { subject: string };
  const seal = createHash("sha256").update(`${text.subject}\n`).update(body).digest("hex");
  const bomb = Buffer.concat([Buffer.from(`pi5-layer-facts 1 ${seal}\n`), body]);
  assert.equal(decodeRecord(bomb, subject, undefined), undefined);
});

test("no bytes make a record be anything but itself or nothing", () => {
  const good = Buffer.from(encodeRecord(subject, validRecord(), undefined) ?? []);
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ mask;
      assert.equal(decodeRecord(bytes, subject, undefined), undefined);
      assert.equal(decodeRecord(good.subarray(0, at), subject, undefined), undefined);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(decodeRecord(bytes, subject, undefined), undefined);
    }),
  );
});
