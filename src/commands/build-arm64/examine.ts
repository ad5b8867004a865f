import { pullDelta } from "../../build/delta.ts";
import type { KeptFacts } from "../../layers/facts-store.ts";
import { type LookOptions, lookAt } from "../../layers/pass.ts";
import { compareContent } from "../../layers/reshipped.ts";
import { wastedBytes } from "../../layers/wasted.ts";
import type { Image, LayerSource, LayerVisitor } from "../../layers/visitor.ts";
import { createForeign } from "../../lint/foreign.ts";
import { type BaseLayers, judgeBudgets } from "../../lint/budgets.ts";
import { createHygiene } from "../../lint/hygiene.ts";
import { createHefLint } from "../../lint/hef.ts";
import { createLint } from "../../lint/lint.ts";
import type { Ports } from "../../io/ports.ts";
import { createCatalogue } from "../../sbom/catalogue/catalogue.ts";
import { withModels } from "../../sbom/inventory-models.ts";
import type { Inventory } from "../../sbom/inventory.ts";
import { modelCatalogue } from "../../sbom/models.ts";
import type { Finding } from "../../values/finding.ts";
import type { Profile } from "../../values/profile.ts";
import type { DeltaFacts, LookFacts } from "./facts.ts";
import type { BuildInput } from "./inputs.ts";
import type { BuiltImage } from "./look.ts";
import type { Previous } from "./previous.ts";

/** What one pass over the layers tells. */
export type Examined = {
  readonly image: Image;
  readonly look: LookFacts;
  readonly delta: DeltaFacts | undefined;
  /** Undefined when no SBOM is wanted. */
  readonly inventory: Inventory | undefined;
  /** Of the rules, which `lint` may soften. */
  readonly findings: readonly Finding[];
  /** Of the budgets, which `lint: warn` does not soften. */
  readonly firm: readonly Finding[];
};

const nothing: LayerVisitor<never, undefined> = {
  id: "nothing",
  wants: () => "skip",
  read: () => undefined,
  combine: () => undefined,
};

/** The visitors of a run and what they have read: a layer that two images share is read once. */
export type Eyes = {
  readonly visitors: ReturnType<typeof chooseVisitors>;
  readonly options: LookOptions;
};

function chooseVisitors(input: BuildInput, profile: Profile) {
  const rules = input.lint !== "off";
  const bill = input.sbom !== "none";
  return [
    rules ? createLint({ profile }) : nothing,
    rules ? createHefLint({ profile }) : nothing,
    rules ? createHygiene() : nothing,
    rules ? createForeign({ profile }) : nothing,
    bill ? createCatalogue() : nothing,
    bill ? modelCatalogue : nothing,
  ] as const;
}

/** Content is hashed only where it will be compared with a previous release. */
export function openEyes(
  input: BuildInput,
  profile: Profile,
  facts: KeptFacts | undefined,
  ports: Ports,
): Eyes {
  return {
    visitors: chooseVisitors(input, profile),
    options: {
      temporary: ports.temporary,
      contentDigests: input.previous !== undefined,
      memory: new Map(),
      ...(facts === undefined ? {} : { facts }),
    },
  };
}

/** Streams every layer once and lets rules, SBOM, budgets and delta look at the same bytes. */
export async function examine(
  input: BuildInput,
  built: BuiltImage,
  sources: readonly LayerSource[],
  previous: Previous | undefined,
  base: Previous | undefined,
  { visitors, options }: Eyes,
): Promise<Examined> {
  const { image, results } = await lookAt({ config: built.config, layers: sources }, visitors, options);
  const [binaries = [], hailo = [], hygiene = [], foreign = [], catalogue, models] = results;
  const before =
    previous === undefined
      ? undefined
      : (await lookAt(sharedSource(previous.source, sources), visitors, options)).image;
  const delta = previous === undefined ? undefined : deltaOf(input, built, previous, before, image);
  const look = lookFacts(built, image, delta?.states);
  return {
    image,
    look,
    delta: delta?.facts,
    inventory: catalogue === undefined || models === undefined ? undefined : withModels(catalogue, models),
    findings: [...binaries, ...hailo, ...hygiene],
    firm: judgeBudgets(
      {
        size: look.size,
        unpackedSize: look.unpackedSize,
        wastedBytes: look.wastedBytes,
        pullBytes: delta?.facts.containerdBytes,
        heaviest: heaviest(look),
        mostWasted: look.wasted,
        foreign,
        ...(base === undefined ? {} : { base: baseLayers(base, built) }),
      },
      {
        size: input["size-budget"],
        unpackedSize: input["unpacked-budget"],
        wastedBytes: input["waste-budget"],
        pullBytes: input["pull-budget"],
      },
    ),
  };
}

function baseLayers({ name, image }: Previous, built: BuiltImage): BaseLayers {
  return {
    name,
    digests: image.layers.map(({ digest }) => digest),
    diffIds: image.layers.map(({ diffId }) => diffId),
    builtDigests: built.layers.map(({ digest }) => digest),
    builtDiffIds: built.layers.map(({ diffId }) => diffId),
  };
}

/** Layers that the new image has too are read where they are at hand, and not fetched from the registry. */
function sharedSource(previous: Previous["source"], sources: readonly LayerSource[]): Previous["source"] {
  const near = new Map(sources.map((source) => [source.digest, source]));
  return { ...previous, layers: previous.layers.map((layer) => near.get(layer.digest) ?? layer) };
}

function deltaOf(
  input: BuildInput,
  built: BuiltImage,
  previous: Previous,
  before: Image | undefined,
  image: Image,
): { readonly facts: DeltaFacts; readonly states: readonly ("new" | "reused")[] } {
  const { platform, configDescriptor, layers } = built;
  const delta = pullDelta(previous.image, { manifest: platform, config: configDescriptor, layers });
  const again = before === undefined ? undefined : compareContent(before, image);
  return {
    states: delta.states,
    facts: {
      previous: previous.name,
      containerdBytes: delta.containerdBytes,
      dockerBytes: delta.dockerBytes,
      reusePercent: delta.reusePercent,
      lineRate: input["line-rate"],
      devices: input.devices,
      reshippedBytes: again?.bytes ?? 0,
      reshipped: again?.worst ?? [],
      advice: again?.advice.map(({ message }) => message) ?? [],
    },
  };
}

function lookFacts(
  built: BuiltImage,
  image: Image,
  states: readonly ("new" | "reused")[] | undefined,
): LookFacts {
  const waste = wastedBytes(image);
  return {
    root: built.root,
    rootIsIndex: built.rootIsIndex,
    platform: built.platform,
    config: built.configDescriptor,
    platforms: Object.entries(built.platforms).map(([name, digest]) => ({ name, digest })),
    layers: image.layers.map(({ digest, size, unpackedSize }, index) => ({
      digest,
      size,
      unpackedSize,
      createdBy: built.config.layerOrigins[index] ?? "",
      state: states?.[index],
    })),
    size: built.configDescriptor.size + image.layers.reduce((sum, layer) => sum + layer.size, 0),
    unpackedSize: image.layers.reduce((sum, layer) => sum + layer.unpackedSize, 0),
    wastedBytes: waste.bytes,
    wasted: waste.worst,
  };
}

function heaviest(look: LookFacts): { readonly name: string; readonly size: number }[] {
  // What is less than a twentieth is not what makes an image large.
  return look.layers
    .filter(({ size }) => size * 20 > look.size)
    .map(({ digest, size, createdBy }) => ({
      name: createdBy === "" ? digest.slice(0, 19) : createdBy.slice(0, 60),
      size,
    }))
    .sort((left, right) => right.size - left.size);
}
