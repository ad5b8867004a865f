import { createHash } from "node:crypto";
import { valueFaults } from "./faults.ts";

declare const brand: unique symbol;

/** `sha256:` and 64 lower-case hex digits: the only digest algorithm that this project writes or accepts. */
export type Digest = `sha256:${string}` & { readonly [brand]: "Digest" };

const grammar = /^sha256:[0-9a-f]{64}$/;

/** True when the text is a digest of the one form that is accepted. */
export function isDigest(text: string): text is Digest {
  return grammar.test(text);
}

/** Reads a digest, or throws DIGEST_INVALID. */
export function parseDigest(text: string, where?: string): Digest {
  if (isDigest(text)) return text;
  throw valueFaults.fault(
    "DIGEST_INVALID",
    `${JSON.stringify(text.slice(0, 100))} is not a digest: expected sha256: and 64 lower-case hex digits`,
    { where },
  );
}

/** The digest of some bytes. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}` as Digest;
}

/** The digest that a lower-case hex SHA-256 stands for, or throws DIGEST_INVALID. */
export function digestFromHex(hex: string): Digest {
  return parseDigest(`sha256:${hex}`);
}

/** The 64 hex digits of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice("sha256:".length);
}
