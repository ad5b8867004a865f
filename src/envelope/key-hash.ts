import type { KeyObject } from "node:crypto";

export type KeyHash = "sha256" | "sha384" | "sha512";

const ofCurves: Readonly<Record<string, KeyHash>> = {
  prime256v1: "sha256",
  secp384r1: "sha384",
  secp521r1: "sha512",
};

/** The hash that belongs to a key's curve; undefined for other kinds of keys. */
export function hashOfCurve(key: KeyObject): KeyHash | undefined {
  return ofCurves[key.asymmetricKeyDetails?.namedCurve ?? ""];
}

/** The hash that Sigstore's clients sign with for a kind of key (sigstore, signature/algorithm_registry.go): that of the curve's size, SHA-256 for RSA. */
export function hashForKey(key: KeyObject): KeyHash {
  return hashOfCurve(key) ?? "sha256";
}
