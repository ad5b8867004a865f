import type { KeyObject } from "node:crypto";

export type KeyHash = "sha256" | "sha384" | "sha512";

/** The hash that Sigstore's clients sign with for a kind of key (sigstore, signature/algorithm_registry.go): that of the curve's size, SHA-256 for RSA. */
export function hashForKey(key: KeyObject): KeyHash {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === "secp384r1") return "sha384";
  return curve === "secp521r1" ? "sha512" : "sha256";
}
