import { flag, repositoryName } from "../../values/grammars.ts";
import { type InputsOf, defaulted, optional } from "../../values/input-table.ts";
import { defineCommand } from "../command.ts";
import { manifestsInputs } from "../manifests-repository.ts";
import { signingInputs } from "../signing-inputs.ts";

const inputs = {
  ...manifestsInputs,
  "manifests-repository": optional(repositoryName, {
    about: "The manifests repository, as OWNER/NAME. Default: the repository of this run.",
    example: "acme/fleet",
  }),
  ...signingInputs,
  "dry-run": defaulted(flag, "false", {
    about: "Verify everything and say what would be signed; sign nothing and move nothing.",
    example: "true",
  }),
} as const;

export const outputs = {
  "live-commit": "The commit of branch live after this run; empty when there is none yet.",
  operation: "published or unchanged.",
  signed: "How many pointers were signed.",
  "verified-commits": "How many commits of main were verified.",
} as const;

export type PublishInput = InputsOf<typeof inputs>;
export type PublishOutput = keyof typeof outputs;

export const command = defineCommand({
  name: "publish",
  summary: "Verify what was merged, sign the pointers, move the live branch.",
  inputs,
  outputs,
  load: async () => (await import("./run.ts")).run,
});
