import type { Digest } from "./digest.ts";

/** What a signature or an attestation is about. */
export type Subject = {
  readonly kind: "image" | "model" | "blob";
  readonly name: string;
  readonly digest: Digest;
};
