import type { Command } from "./command.ts";

type Entry = { readonly summary: string; readonly load: () => Promise<Command> };

/** Every verb with the module that holds its inputs; loading one loads no other. */
export const catalogue: Readonly<Record<string, Entry>> = {
  "build-arm64": {
    summary: "Build an arm64 image, look at it, push it by digest.",
    load: async () => (await import("./build-arm64/inputs.ts")).command as unknown as Command,
  },
  "sign-attest": {
    summary: "Sign an image so that stock verifiers accept it.",
    load: async () => (await import("./sign-attest/inputs.ts")).command as unknown as Command,
  },
  "release-manifest": {
    summary: "Record image and model digests in a signed release and propose it.",
    load: async () => (await import("./release-manifest/inputs.ts")).command as unknown as Command,
  },
  "verify-release": {
    summary: "Check a change of the manifests repository against every rule.",
    load: async () => (await import("./verify-release/inputs.ts")).command as unknown as Command,
  },
  publish: {
    summary: "Verify what was merged, sign the pointers, move the live branch.",
    load: async () => (await import("./publish/inputs.ts")).command as unknown as Command,
  },
  "canary-gate": {
    summary: "Judge a ring by Prometheus and promote or revert it by pull request.",
    load: async () => (await import("./canary-gate/inputs.ts")).command as unknown as Command,
  },
};
