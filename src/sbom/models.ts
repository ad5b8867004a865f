import { createHash } from "node:crypto";
import { PackageURL } from "packageurl-js";
import type { ModelDescription } from "../formats/model.ts";
import { guessModel, readModel } from "../formats/model-reader.ts";
import type { FactsOf, Image, LayerVisitor } from "../layers/visitor.ts";
import { type Digest, digestFromHex, hexOf } from "../values/digest.ts";
import { isFault } from "../values/fault.ts";
import type { RandomAccess } from "../values/random-access.ts";
import { compareText } from "../values/text-order.ts";
import type { Component, Gap, Location } from "./inventory.ts";

/** What a file that is a model, or says so, says. */
export type ModelFact = KnownModel | { readonly unreadable: string };

type KnownModel = { readonly sha256: Digest; readonly size: number; readonly description: ModelDescription };

/** The models that a container sees, one component for the same bytes, and those that are broken. */
export type FoundModels = { readonly components: readonly Component[]; readonly gaps: readonly Gap[] };

const piece = 1024 ** 2;

/** Finds HEF, TFLite, ONNX, GGUF and safetensors models by their bytes; only they are hashed. */
export const modelCatalogue: LayerVisitor<ModelFact, FoundModels> = {
  id: "models/1",
  wants: ({ path, size }, head) => (guessModel(path, head, size) === undefined ? "skip" : "whole"),
  read: ({ path }, content) => {
    try {
      const description = readModel(path, content);
      return description === undefined
        ? undefined
        : { sha256: hashInPieces(content), size: content.size, description };
    } catch (error) {
      if (isFault(error, "FORMAT_CORRUPT")) return { unreadable: error.message };
      throw error;
    }
  },
  combine: componentsOf,
};

/** SHA-256 of a file of any size, 1 MiB in memory at a time. */
function hashInPieces(file: RandomAccess): Digest {
  const hash = createHash("sha256");
  for (let offset = 0; offset < file.size; offset += piece) hash.update(file.read(offset, piece));
  return digestFromHex(hash.digest("hex"));
}

function componentsOf({ layers, tree }: Image, facts: FactsOf<ModelFact>): FoundModels {
  const byDigest = new Map<Digest, { fact: KnownModel; locations: Location[] }>();
  const gaps: Gap[] = [];
  for (const node of tree.all()) {
    const fact = facts.of(node);
    const layer = layers[node.layer]?.digest;
    if (fact === undefined || layer === undefined) continue;
    const location = { path: node.path, layer };
    if ("unreadable" in fact) {
      gaps.push({ ...location, why: fact.unreadable });
      continue;
    }
    const known = byDigest.get(fact.sha256);
    if (known === undefined) byDigest.set(fact.sha256, { fact, locations: [location] });
    else known.locations.push(location);
  }
  const components = [...byDigest.values()].map(({ fact, locations }) => componentOf(fact, locations));
  return { components: components.toSorted((left, right) => compareText(left.ref, right.ref)), gaps };
}

function componentOf({ sha256, size, description }: KnownModel, locations: readonly Location[]): Component {
  const path = locations[0]?.path ?? "";
  const name = path.slice(path.lastIndexOf("/") + 1);
  const purl = new PackageURL("generic", undefined, name, undefined, {
    checksum: `sha256:${hexOf(sha256)}`,
  }).toString();
  const { format, quantization, inputs, outputs, requiredRuntime, properties } = description;
  const licence = properties["gguf:license"];
  return {
    ecosystem: "model",
    name,
    version: "",
    purl,
    ref: purl,
    licences: licence === undefined ? [] : [licence],
    supplier: undefined,
    cpe: undefined,
    description: undefined,
    homepage: undefined,
    hashes: [{ algorithm: "SHA-256", hex: hexOf(sha256) }],
    locations,
    dependsOn: [],
    model: {
      format,
      sha256,
      size,
      inputs,
      outputs,
      quantization,
      properties: {
        ...properties,
        ...(requiredRuntime === "" ? {} : { [`${format}:required_runtime`]: requiredRuntime }),
      },
    },
  };
}
