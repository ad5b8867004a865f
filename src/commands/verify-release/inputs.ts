import { line, repositoryName } from "../../values/grammars.ts";
import { type InputsOf, optional } from "../../values/input-table.ts";
import { defineCommand } from "../command.ts";

const inputs = {
  "manifests-repository": optional(repositoryName, {
    about: "The manifests repository, as OWNER/NAME. Default: the repository of this run.",
    example: "acme/fleet",
  }),
  "manifests-token": optional(line, {
    about:
      "Token that may read the manifests repository. Without it the checkout in the workspace is read; it needs fetch-depth: 0.",
    example: "${{ github.token }}",
    secret: true,
  }),
  base: optional(line, {
    about: "Commit or branch that the change goes to. Default: that of the pull request or merge group.",
    example: "main",
  }),
  head: optional(line, {
    about: "Commit or branch that is checked. Default: that of the pull request or merge group.",
    example: "release/1.4.0",
  }),
} as const;

export const outputs = {
  result: "pass or fail.",
  findings: "The findings as a JSON array of rule, severity, message, file and next.",
  "changed-rings": "Rings whose pointers the change moves, one a line.",
} as const;

export type VerifyInput = InputsOf<typeof inputs>;
export type VerifyOutput = keyof typeof outputs;

export const command = defineCommand({
  name: "verify-release",
  summary: "Check a change of the manifests repository against every rule.",
  inputs,
  outputs,
  load: async () => (await import("./run.ts")).run,
});
