import type { Digest } from "../values/digest.ts";

/** What an image is made of, before it is written in any format. Everything is sorted and free of times of day. */
export type Inventory = {
  readonly distribution: Distribution | undefined;
  /** Sorted by `ref`. */
  readonly components: readonly Component[];
  /** Databases that are there and could not be read: an SBOM that is silent about them would lie. */
  readonly gaps: readonly Gap[];
};

/** What os-release says; empty texts where it says nothing. */
export type Distribution = {
  readonly id: string;
  readonly versionId: string;
  readonly name: string;
  readonly idLike: readonly string[];
  readonly codename: string;
};

export type Ecosystem = "deb" | "apk" | "rpm" | "pypi" | "npm" | "golang" | "cargo" | "maven" | "model";

export type Component = {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  /** Package URL; for a model, pkg:generic with its checksum. */
  readonly purl: string;
  /** Unique in the inventory and the same for the same image: the purl, with a counter where two are equal. */
  readonly ref: string;
  /** As the package says it, not yet normalised: an SPDX expression, a Debian short name or free text. */
  readonly licences: readonly string[];
  readonly supplier: string | undefined;
  readonly cpe: string | undefined;
  readonly description: string | undefined;
  readonly homepage: string | undefined;
  /** Of the package as it was distributed, where its database records it. */
  readonly hashes: readonly ComponentHash[];
  /** Where it was found, sorted by path. */
  readonly locations: readonly Location[];
  /** `ref`s of components that it needs, sorted. */
  readonly dependsOn: readonly string[];
  readonly model?: ModelFacts;
};

export type ComponentHash = {
  readonly algorithm: "SHA-1" | "SHA-256" | "SHA-512" | "MD5";
  readonly hex: string;
};

/** A path in the image (without / in front) and the layer that holds it. */
export type Location = { readonly path: string; readonly layer: Digest };

/** What the bytes of a model say; see the reader of its format in src/formats. */
export type ModelFacts = {
  readonly format: "hef" | "tflite" | "onnx" | "gguf" | "safetensors";
  readonly sha256: Digest;
  readonly size: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Such as `int8`; empty when unknown. */
  readonly quantization: string;
  /** Such as `hailo:hw_arch`; sorted by name when written. */
  readonly properties: Readonly<Record<string, string>>;
};

export type Tensor = { readonly name: string; readonly type: string; readonly shape: readonly number[] };

export type Gap = { readonly path: string; readonly layer: Digest; readonly why: string };
