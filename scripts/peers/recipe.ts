// What a recipe is: how one peer is made in an empty folder, and how its version is read.
import type { Architecture } from "./debian.ts";

// The slow ones first: the others fill the time in which they download and compile.
export const peerNames = [
  "buildkit",
  "sops",
  "dvc",
  "roots",
  "lint-roots",
  "actionlint",
  "docker",
  "prometheus2",
  "prometheus3",
  "cosign2",
  "cosign3",
  "notation",
  "openbao",
  "age-keygen",
  "oras",
  "crane",
  "registry2",
  "skopeo",
  "podman",
  "buildah",
  "zizmor",
  "qemu-aarch64-static",
  "busybox-arm64",
  "model-formats",
  "model-signing",
  "syft",
  "sbomcheck",
  "pyspdxtools",
  "rpm",
  "lint-samples",
  "arm64-binutils",
  "actions-toolkit",
] as const;
export type PeerName = (typeof peerNames)[number];
/** Peers, and what some of them are made with. */
export type RecipeName = PeerName | "python" | "go" | "mmdebstrap";

export type Workshop = {
  readonly cache: string;
  readonly architecture: Architecture;
  /** Installs (or finds) another recipe and gives its tree. */
  readonly tree: (name: RecipeName) => Promise<string>;
};
export type Made = {
  /** Relative to the tree. */
  readonly command: string;
  /** Where the program cannot tell it (a build without version flags). */
  readonly version?: string;
};
export type Recipe = {
  /** All that decides the result, as text: a peer of another key is made again. */
  readonly key: string;
  /** Recipes whose trees are used when the peer runs, and which are therefore checked with it. */
  readonly needs?: readonly RecipeName[];
  readonly make: (tree: string, workshop: Workshop) => Promise<Made>;
  /** Arguments that make it print its version; none: the version is in the file's own bytes. */
  readonly probe: readonly string[];
  readonly version: RegExp;
  readonly expected: RegExp;
};
