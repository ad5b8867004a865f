import { predicateAliases, predicateTypeOf } from "../../signing/predicates/predicate-types.ts";
import { valueFaults } from "../../values/faults.ts";
import {
  block,
  choice,
  digest,
  flag,
  jobFile,
  list,
  pinnedImage,
  relativePath,
} from "../../values/grammars.ts";
import { isTag } from "../../values/image-reference.ts";
import { type Grammar, type InputsOf, defaulted, optional, required } from "../../values/input-table.ts";
import { defineCommand } from "../command.ts";
import { registryInputs } from "../registry-access.ts";
import { signingInputs, trustInputs } from "../signing-inputs.ts";

const tagName: Grammar<string> = {
  expects: "a tag such as 1.4.0",
  parse: (text) => {
    if (isTag(text)) return text;
    throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is not a tag`);
  },
};

const predicateType: Grammar<string> = {
  expects: `the URI of a predicate type, or one of ${Object.keys(predicateAliases).join(", ")}`,
  parse: (text) => {
    const type = predicateTypeOf(text);
    if (type !== undefined) return type;
    throw valueFaults.fault(
      "INPUT_INVALID",
      `${JSON.stringify(text.slice(0, 140))} is neither a URI nor a predicate type that is known by a short name`,
    );
  },
};

/** `TYPE=PATH`. A URI may hold `=`, a path of this grammar too: the last one divides. */
const typedFile: Grammar<readonly [string, string]> = {
  expects: "TYPE=PATH, where TYPE is a URI or a short name",
  parse: (text) => {
    const at = text.lastIndexOf("=");
    if (at < 1) throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} has no =`);
    return [predicateType.parse(text.slice(0, at)), jobFile.parse(text.slice(at + 1))];
  },
};

const modelPlace: Grammar<{ readonly model: string; readonly signature: string | undefined }> = {
  expects: "PATH or PATH=SIGNATURE-FILE, both below the workspace",
  parse: (text) => {
    const at = text.indexOf("=");
    const [model, signature] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
    return {
      model: relativePath.parse(model),
      signature: signature === undefined ? undefined : relativePath.parse(signature),
    };
  },
};

const inputs = {
  image: required(pinnedImage, {
    about: "The image by digest, as build-arm64 gives it.",
    example: "ghcr.io/acme/shelf-counter@sha256:…",
  }),
  "platform-digest": optional(digest, {
    about: "Digest of the platform's manifest inside an index, to be signed as well.",
    example: "sha256:…",
  }),
  ...signingInputs,
  format: defaulted(choice(["bundle", "both", "notation"]), "both", {
    about:
      "bundle is for cosign 3; both adds the tag that cosign 1 and 2 and podman read; notation is a Notary Project signature (JWS), for signing-mode: key.",
    example: "notation",
  }),
  "signing-certificate-chain": optional(block, {
    about:
      "Certificates for format: notation, in PEM or as a file that holds it: that of signing-key first, the root last.",
    example: "certs/chain.pem",
  }),
  ...trustInputs,
  tags: defaulted(list(tagName), "", {
    about: "Tags that are moved to the image, one a line, after its signatures were verified.",
    example: "1.4.0",
  }),
  provenance: defaulted(flag, "false", {
    about:
      "Attest the image's SLSA provenance v1, made from the claims of the job's OIDC token; needs id-token: write, with a key too.",
    example: "true",
  }),
  sboms: defaulted(list(jobFile), "", {
    about:
      "SBOMs to attest, one JSON file a line: CycloneDX (ML-BOMs too) or SPDX 2, told by their own words.",
    example: "${{ steps.build.outputs.sbom-path }}",
  }),
  attestations: defaulted(list(typedFile), "", {
    about: `Further attestations, TYPE=PATH one a line. TYPE is the URI of a predicate type or one of ${Object.keys(predicateAliases).join(", ")}; PATH is a JSON file with the predicate.`,
    example: "test-result=results/smoke-test.json",
  }),
  "predicate-type": optional(predicateType, {
    about: "Type of one attestation, as `attestations` has it; needs predicate-path.",
    example: "https://slsa.dev/provenance/v1",
  }),
  "predicate-path": optional(jobFile, {
    about: "JSON file with the predicate of the attestation.",
    example: "provenance.json",
  }),
  models: defaulted(list(modelPlace), "", {
    about:
      "Model files and folders to sign as well, one a line, as PATH or PATH=SIGNATURE-FILE. The signature goes to model.sig in a folder, or to FILE.sig.",
    example: "models/shelf",
  }),
  ...registryInputs,
  "dry-run": defaulted(flag, "false", {
    about: "Look at what is signed already; sign nothing and write nothing.",
    example: "true",
  }),
} as const;

export const outputs = {
  image: "The image that was signed, by digest.",
  signatures:
    "JSON list of the signatures and attestations that verified: repository@digest, or repository:tag.",
  "model-signatures":
    "JSON list of {model, signature, digest}: each model of `models`, the file with its signature, its root digest.",
  "verify-command": "The command with which stock cosign 3 (or notation) verifies the image.",
  "bundle-path": "File with the Sigstore bundle of the image; empty for format: notation.",
  "legacy-tag": "Tag with the signature in the format of cosign 1 and 2, for format: both.",
  "attestation-types": "JSON list of the predicate types that are attested.",
} as const;

export type SignAttestInput = InputsOf<typeof inputs>;
export type SignAttestOutput = keyof typeof outputs;

export const command = defineCommand({
  name: "sign-attest",
  summary: "Sign an image, and models, so that stock verifiers accept them.",
  inputs,
  outputs,
  load: async () => (await import("./run.ts")).run,
});
