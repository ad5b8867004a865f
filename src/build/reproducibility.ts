import { layerFaults } from "../layers/faults.ts";
import { parseImageConfig } from "../layers/image-config.ts";
import { lookAt } from "../layers/pass.ts";
import type { ImageLayer, LayerSource } from "../layers/visitor.ts";
import type { Digest } from "../values/digest.ts";
import { type ConfigDifference, compareConfigs } from "./reproducibility-config.ts";
import { type EntryDifference, compareEntries } from "./reproducibility-entries.ts";

/** One of two builds of the same source: its platform manifest's digest, its config, and its layers' blobs, bottom first. */
export type BuiltImage = {
  readonly digest: Digest;
  readonly config: { readonly digest: Digest; readonly bytes: Uint8Array };
  readonly layers: readonly LayerSource[];
};

/**
 * Why two layers differ, the gravest reason: other content; other owners, modes or links; other times; another order; the archive
 * is written otherwise though all that is read in it is equal; only the compression.
 */
export type DifferenceClass = "content" | "metadata" | "timestamp" | "order" | "archive" | "compression";

export type LayerDifference = {
  /** Position from the bottom, 0 first. */
  readonly position: number;
  readonly digests: readonly [Digest, Digest];
  readonly class: DifferenceClass;
  /** How many entries differ, and the first of them by path. */
  readonly count: number;
  readonly entries: readonly EntryDifference[];
};

export type Reproducibility = {
  readonly reproducible: boolean;
  readonly config: readonly ConfigDifference[];
  readonly layerCounts: readonly [number, number];
  readonly layers: readonly LayerDifference[];
};

export type CompareOptions = {
  /** Folder for large files while they are read. */
  readonly temporary: string;
  /** Most entries that are named for a layer. */
  readonly limit?: number;
};

const classes = ["content", "metadata", "timestamp", "order"] as const;

/**
 * Compares two builds. Equal platform digests end it at once; else the layers that differ are streamed, one pair after the other,
 * and what is kept of them is their lists of entries. Throws what the pass throws.
 */
export async function compareBuilds(
  first: BuiltImage,
  second: BuiltImage,
  options: CompareOptions,
): Promise<Reproducibility> {
  const layerCounts = [first.layers.length, second.layers.length] as const;
  if (first.digest === second.digest) return { reproducible: true, config: [], layerCounts, layers: [] };
  const layers: LayerDifference[] = [];
  for (let position = 0; position < Math.min(...layerCounts); position += 1) {
    const left = layerAt(first, position);
    const right = layerAt(second, position);
    if (left.source.digest !== right.source.digest)
      layers.push(await compareLayers(left, right, position, options));
  }
  return {
    reproducible: false,
    config: compareConfigs(first.config.bytes, second.config.bytes),
    layerCounts,
    layers,
  };
}

type Positioned = { readonly source: LayerSource; readonly diffId: Digest; readonly image: BuiltImage };

function layerAt(image: BuiltImage, position: number): Positioned {
  const source = image.layers[position];
  const diffId = parseImageConfig(image.config.bytes, image.config.digest).diffIds[position];
  if (source === undefined || diffId === undefined)
    throw layerFaults.fault("LAYER_CORRUPT", "the config names fewer layers than the manifest", {
      where: image.config.digest,
    });
  return { source, diffId, image };
}

async function compareLayers(
  left: Positioned,
  right: Positioned,
  position: number,
  { temporary, limit = 50 }: CompareOptions,
): Promise<LayerDifference> {
  const about = { position, digests: [left.source.digest, right.source.digest] as const };
  if (left.diffId === right.diffId) return { ...about, class: "compression", count: 0, entries: [] };
  const differences = compareEntries(await read(left, temporary), await read(right, temporary));
  return {
    ...about,
    class: classes.find((name) => differences.some((difference) => difference.class === name)) ?? "archive",
    count: differences.length,
    entries: differences.slice(0, limit),
  };
}

async function read({ source, diffId, image }: Positioned, temporary: string): Promise<ImageLayer> {
  const config = { ...parseImageConfig(image.config.bytes, image.config.digest), diffIds: [diffId] };
  const look = await lookAt({ config, layers: [source] }, [], { temporary, contentDigests: true });
  const [layer] = look.image.layers;
  if (layer === undefined) throw new Error("a pass over one layer gave none");
  return layer;
}

/** What makes two builds differ, in one line for people: the class of each layer, the files, the fields. */
export function describeDifference(result: Reproducibility): string {
  if (result.reproducible) return "both builds gave the same image";
  const [first, second] = result.layerCounts;
  const parts = [
    ...(first === second ? [] : [`${first} layers against ${second}`]),
    ...result.layers.map(
      (layer) =>
        `layer ${layer.position + 1} differs in ${wording[layer.class]}${layer.entries.length === 0 ? "" : `: ${named(layer)}`}`,
    ),
    ...(result.config.length === 0
      ? []
      : [
          `the config differs in ${result.config
            .map((field) => field.field)
            .slice(0, 10)
            .join(", ")}`,
        ]),
  ];
  return parts.length === 0 ? "only the manifests differ" : parts.join("; ");
}

const wording: Readonly<Record<DifferenceClass, string>> = {
  content: "content",
  metadata: "owners, modes or links",
  timestamp: "times only",
  order: "the order of its entries only",
  archive: "how its archive is written",
  compression: "compression only",
};

function named(layer: LayerDifference): string {
  const shown = layer.entries.slice(0, 5).map((entry) => `/${entry.path}`);
  return layer.count > shown.length
    ? `${shown.join(", ")} and ${layer.count - shown.length} more`
    : shown.join(", ");
}

export type { ConfigDifference, EntryDifference };
