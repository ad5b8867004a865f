import { choice, flag, imageRepository } from "../../values/grammars.ts";
import { type InputsOf, defaulted, required } from "../../values/input-table.ts";
import { defineCommand } from "../command.ts";
import { commaList } from "../../values/list-grammars.ts";
import { mirrorInputs, registryInputs } from "../registry-access.ts";
import {
  appendInputs,
  budgetInputs,
  builderInputs,
  checkInputs,
  resultInputs,
  sourceInputs,
} from "./input-groups.ts";
import { tagOrReference } from "./input-grammars.ts";

const inputs = {
  image: required(imageRepository, {
    about: "Repository that the image is pushed to, without tag and digest.",
    example: "ghcr.io/acme/shelf-counter",
  }),
  ...sourceInputs,
  push: defaulted(choice(["digest", "true", "false"]), "digest", {
    about:
      "digest pushes without moving a tag (sign-attest moves tags after signing); true also moves tags; false only builds.",
    example: "digest",
  }),
  tags: defaulted(commaList(tagOrReference), "", { about: "Tags for push: true.", example: "1.4.0" }),
  ...checkInputs,
  ...budgetInputs,
  ...resultInputs,
  ...builderInputs,
  ...appendInputs,
  ...registryInputs,
  ...mirrorInputs,
  "dry-run": defaulted(flag, "false", { about: "Build and look, push nothing.", example: "true" }),
} as const;

const outputs = {
  image: "The pushed image as repository@digest; empty when nothing was pushed.",
  digest: "Digest of the root: the index where there is one, else the manifest.",
  "index-digest": "Digest of the index; empty when the root is a manifest.",
  "platform-digest": "Digest of the linux/arm64 manifest.",
  "platform-digests": "JSON object with the digest of each platform's manifest.",
  "config-digest": "Digest of the linux/arm64 image's config.",
  "tags-pushed": "Tags that were moved, one a line.",
  size: "Bytes of the compressed layers and the config.",
  "unpacked-size": "Bytes of the layers' archives after unpacking.",
  "wasted-bytes": "Bytes that later layers delete or cover.",
  layers:
    "JSON array with digest, size, unpackedSize and, with `previous`, state (new or reused) of each layer, bottom first.",
  "pull-bytes": "Bytes that a device with `previous` pulls, by containerd's rules; empty without `previous`.",
  "pull-bytes-docker":
    "The same by the rules of Docker's classic store, which needs all layers above the first changed one.",
  "reuse-percent": "Percent of the image's bytes that a device with `previous` has already.",
  reproducible: "true, false or skipped.",
  "sbom-path": "CycloneDX 1.6 file; empty when none was asked for.",
  "spdx-path": "SPDX 2.3 file; empty when none was asked for.",
  "lint-report": "SARIF 2.1.0 file with every finding, for github/codeql-action/upload-sarif.",
  "report-path": "The report as an HTML page.",
  "base-images": "JSON array with reference and digest of each base image.",
  "cache-hit-ratio": "Cached share of the build's steps, 0 to 1; empty where the builder does not tell.",
  hardware: "JSON object with what the image needs of a device, for release-manifest.",
} as const;

export type BuildInput = InputsOf<typeof inputs>;
export type BuildOutput = keyof typeof outputs;

export const command = defineCommand({
  name: "build-arm64",
  summary: "Build a linux/arm64 image, look at what was built, then push it by digest.",
  inputs,
  outputs,
  load: async () => (await import("./run.ts")).run,
});
