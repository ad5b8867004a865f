import { Buffer } from "node:buffer";
import { layerFaults } from "./faults.ts";
import { type Spill, openSpill } from "./content.ts";
import type { FactsRecord, FactsSubject } from "./facts-record.ts";
import { type KeptFacts, proveBlob, recall, remember } from "./facts-store.ts";
import { factsOf } from "./facts.ts";
import { type AnyVisitor, type LayerReading, type Shelf, layerReading } from "./reading.ts";
import { tarReader } from "./tar.ts";
import { buildTree } from "./tree.ts";
import { corruptLayer, unpackLayer } from "./unpack.ts";
import type { Image, ImageConfig, ImageLayer, LayerEntry, LayerSource } from "./visitor.ts";
import type { Digest } from "../values/digest.ts";

/** An image to look at: its config and its layers' blobs, bottom first. */
export type ImageSource = {
  readonly config: ImageConfig;
  readonly layers: readonly LayerSource[];
};

export type LookOptions = {
  /** Folder for files that are too large for memory; made when needed, emptied again. */
  readonly temporary: string;
  /** Most bytes that may lie there at a time. */
  readonly spillBudget?: number;
  /** Whether `ImageLayer.contentDigests` is wanted: one more hash over every file. */
  readonly contentDigests?: boolean;
  /** Most bytes that all layers may unpack to. */
  readonly largestUnpacked?: number;
  /** Facts of earlier passes, where they may be believed. */
  readonly facts?: KeptFacts;
  /** Layers that this process has read: one that two images share is read once. */
  readonly memory?: LayerMemory;
};

/** What passes of one process share; make one with `new Map()`. A layer is found again when the same visitors want it. */
export type LayerMemory = Map<string, Promise<Read>>;

/** An image, and what each visitor made of it, in the order of the visitors. */
export type Look<V extends readonly AnyVisitor[]> = {
  readonly image: Image;
  /** How many layers were not unpacked, because their facts had been kept. */
  readonly remembered: number;
  readonly results: {
    readonly [K in keyof V]: V[K] extends { readonly combine: (...given: never[]) => infer Result }
      ? Result
      : never;
  };
};

const mostEntries = 2_000_000;
const mostNameCharacters = 256 * 1024 * 1024;
const mostUnpacked = 64 * 1024 ** 3;
const defaultSpillBudget = 8 * 1024 ** 3;

/**
 * Streams every layer once, with bounded memory, checks that it is the diffID that the config names, and gives all visitors its
 * files. Throws LAYER_CORRUPT, LAYER_UNSUPPORTED, LAYER_TOO_LARGE or LAYER_SPILL; a blob's own digest is checked by who opens it.
 */
export async function lookAt<const V extends readonly AnyVisitor[]>(
  source: ImageSource,
  visitors: V,
  options: LookOptions,
): Promise<Look<V>> {
  const { diffIds } = source.config;
  if (diffIds.length !== source.layers.length)
    throw layerFaults.fault(
      "LAYER_CORRUPT",
      `the config names ${diffIds.length} layers and the manifest ${source.layers.length}`,
    );
  const spill = openSpill(options.temporary, options.spillBudget ?? defaultSpillBudget);
  try {
    const reader = layerReader(visitors, spill, options);
    const layers: ImageLayer[] = [];
    let remembered = 0;
    const facts: (readonly ReadonlyMap<number, unknown>[])[] = [];
    for (const [index, layer] of source.layers.entries()) {
      const diffId = diffIds[index];
      if (diffId === undefined) continue;
      const { unpackedSize, reading, isRemembered } = await reader(layer, diffId);
      if (isRemembered) remembered += 1;
      facts.push(reading.facts);
      layers.push(imageLayer(layer, diffId, unpackedSize, reading));
    }
    const image = { config: source.config, layers, tree: buildTree(layers.map((layer) => layer.entries)) };
    return { image, remembered, results: combineAll(visitors, image, facts) };
  } finally {
    spill.remove();
  }
}

type Read = FactsRecord & { readonly isRemembered: boolean };

type ReadLayer = (layer: LayerSource, diffId: Digest) => Promise<Read>;

/** Reads each different layer once: an empty one may be in an image many times. */
function layerReader(visitors: readonly AnyVisitor[], spill: Spill, options: LookOptions): ReadLayer {
  const known: LayerMemory = options.memory ?? new Map();
  const count = counter(options.largestUnpacked ?? mostUnpacked);
  const unpack = unpacker(visitors, spill, options, count);
  return (layer, diffId) => {
    const key = memoryKey(layer, diffId, visitors, options);
    const reading = known.get(key) ?? readLayer(layer, diffId, visitors, options, count, unpack);
    known.set(key, reading);
    // A source that failed says nothing about another one of the same layer.
    reading.catch(() => known.delete(key));
    return reading;
  };
}

function memoryKey(
  layer: Pick<LayerSource, "digest" | "mediaType">,
  diffId: Digest,
  visitors: readonly AnyVisitor[],
  { contentDigests = false }: LookOptions,
): string {
  const wanted = JSON.stringify([visitors.map(({ id }) => id), contentDigests]);
  return `${layer.mediaType} ${layer.digest} ${diffId} ${wanted}`;
}

function factsSubject(
  { digest, size }: Pick<LayerSource, "digest" | "size">,
  { tool }: KeptFacts,
  diffId: Digest,
  visitors: readonly AnyVisitor[],
  { contentDigests = false }: LookOptions,
): FactsSubject {
  return { tool, digest, size, diffId, visitors: visitors.map(({ id }) => id), contentDigests };
}

async function readLayer(
  layer: LayerSource,
  diffId: Digest,
  visitors: readonly AnyVisitor[],
  options: LookOptions,
  count: Counter,
  unpack: (layer: LayerSource, diffId: Digest) => Promise<FactsRecord>,
): Promise<Read> {
  const { facts } = options;
  if (facts === undefined) return { ...(await unpack(layer, diffId)), isRemembered: false };
  const subject = factsSubject(layer, facts, diffId, visitors, options);
  const before = await recall(facts, subject);
  if (before !== undefined) {
    await proveBlob(layer);
    count.size(layer.digest, before.unpackedSize);
    for (const entry of before.reading.entries) count.entry(layer.digest, entry);
    return { ...before, isRemembered: true };
  }
  const record = await unpack(layer, diffId);
  await remember(facts, subject, record);
  return { ...record, isRemembered: false };
}

/** Looks at a layer that is being written: `take` gets its archive in pieces, `end` what it became, `close` in any case. */
export type LayerWatch = {
  readonly take: (piece: Uint8Array) => void;
  readonly end: (
    layer: Pick<LayerSource, "digest" | "mediaType" | "size"> & { readonly diffId: Digest },
  ) => Promise<void>;
  readonly close: () => void;
};

/**
 * Reads a layer for visitors while it is written, so that `lookAt` with the same visitors and `memory` need not unpack it. Who writes it
 * vouches that the archive that `take` gets has the diffID, and that the blob is that archive. Throws LAYER_TOO_LARGE or LAYER_SPILL.
 */
export function watchLayer(visitors: readonly AnyVisitor[], options: LookOptions): LayerWatch {
  const spill = openSpill(options.temporary, options.spillBudget ?? defaultSpillBudget);
  const count = counter(options.largestUnpacked ?? mostUnpacked);
  const archive = openArchive(
    "that is being written",
    visitors,
    spill,
    { bytes: Buffer.alloc(0) },
    options,
    count,
  );
  return {
    take: archive.take,
    end: async (layer) => {
      const record = archive.end();
      if (options.facts !== undefined)
        await remember(
          options.facts,
          factsSubject(layer, options.facts, layer.diffId, visitors, options),
          record,
        );
      options.memory?.set(
        memoryKey(layer, layer.diffId, visitors, options),
        Promise.resolve({ ...record, isRemembered: false }),
      );
    },
    close: spill.remove,
  };
}

function unpacker(
  visitors: readonly AnyVisitor[],
  spill: Spill,
  options: LookOptions,
  count: Counter,
): (layer: LayerSource, diffId: Digest) => Promise<FactsRecord> {
  const shelf: Shelf = { bytes: Buffer.alloc(0) };
  return async (layer, diffId) => {
    const archive = openArchive(layer.digest, visitors, spill, shelf, options, count);
    await unpackLayer(layer, diffId, archive.take);
    return archive.end();
  };
}

function openArchive(
  name: string,
  visitors: readonly AnyVisitor[],
  spill: Spill,
  shelf: Shelf,
  { contentDigests = false }: LookOptions,
  count: Counter,
): { readonly take: (piece: Uint8Array) => void; readonly end: () => FactsRecord } {
  const { sink, reading } = layerReading(visitors, spill, shelf, {
    contentDigests,
    count: (entry) => count.entry(name, entry),
  });
  const archive = tarReader(sink, (why) => {
    throw corruptLayer(name, why);
  });
  let unpackedSize = 0;
  return {
    take: (piece) => {
      count.size(name, piece.length);
      unpackedSize += piece.length;
      archive.write(piece);
    },
    end: () => {
      archive.end();
      return { unpackedSize, reading };
    },
  };
}

/** Counts what an image holds and throws when it is more than is looked at. */
type Counter = {
  readonly size: (layer: string, bytes: number) => void;
  readonly entry: (layer: string, entry: LayerEntry) => void;
};

function counter(largest: number): Counter {
  let unpacked = 0;
  let entries = 0;
  let characters = 0;
  const refuse = (layer: string, why: string): never => {
    throw layerFaults.fault("LAYER_TOO_LARGE", `with layer ${layer} the image ${why}`, { where: layer });
  };
  return {
    size: (layer, bytes) => {
      unpacked += bytes;
      if (unpacked > largest) refuse(layer, `unpacks to more than ${largest} bytes`);
    },
    entry: (layer, { path, linkTarget, attributes }) => {
      entries += 1;
      characters += path.length + (linkTarget?.length ?? 0);
      for (const attribute of attributes ?? []) characters += attribute.length;
      if (entries > mostEntries) refuse(layer, `has more than ${mostEntries} entries`);
      if (characters > mostNameCharacters) refuse(layer, "has names that are too long to keep");
    },
  };
}

function imageLayer(
  { digest, mediaType, size }: LayerSource,
  diffId: Digest,
  unpackedSize: number,
  { entries, contentDigests }: LayerReading,
): ImageLayer {
  const layer = { digest, mediaType, size, diffId, unpackedSize, entries };
  return contentDigests === undefined ? layer : { ...layer, contentDigests };
}

function combineAll<V extends readonly AnyVisitor[]>(
  visitors: V,
  image: Image,
  facts: readonly (readonly ReadonlyMap<number, unknown>[])[],
): Look<V>["results"] {
  const results = visitors.map((visitor, position) => {
    const own = facts.map((layer) => layer[position] ?? new Map<number, never>());
    // Each visitor gets the facts that its own `read` made.
    return visitor.combine(image, factsOf(image.layers, own) as never);
  });
  return results as Look<V>["results"];
}
