import { sign } from "node:crypto";
import type { RootKey, Trust } from "../schema/generated/trust.js";
import { readTrustSignatures, writeTrust, writeTrustSignatures } from "../schema/signed-json.ts";
import { type Digest, digestOf } from "../values/digest.ts";
import { compareText } from "../values/text-order.ts";
import { readRootKey } from "./root-key.ts";

export type TrustContent = {
  readonly fleet: string;
  readonly expires: Date;
  readonly roots: { readonly threshold: number; readonly keys: readonly RootKey[] };
  readonly signers: readonly Trust["signers"][number][];
  /** Digest of trust/trusted_root.json. */
  readonly trustedRoot: Digest;
  readonly version?: number;
  readonly epoch?: number;
  readonly floors?: Trust["floors"];
  readonly revocations?: readonly Trust["revocations"][number][];
  readonly revertKey?: RootKey | null;
};

/** The bytes of a trust document; version and epoch start at 1. Throws the schema's faults. */
export function createTrust(content: TrustContent): Uint8Array {
  const [first, ...others] = content.roots.keys;
  if (first === undefined) throw new Error("a trust document needs a root key");
  return writeTrust({
    schemaVersion: 1,
    kind: "trust",
    fleet: content.fleet,
    version: content.version ?? 1,
    epoch: content.epoch ?? 1,
    expires: content.expires.toISOString(),
    roots: { threshold: content.roots.threshold, keys: [first, ...others] },
    signers: [...content.signers],
    floors: content.floors ?? {},
    revocations: [...(content.revocations ?? [])],
    revertKey: content.revertKey ?? null,
    trustedRoot: content.trustedRoot,
  });
}

/**
 * The bytes of trust.signatures.json with the signature of one more root key (PEM, unencrypted). Signatures in `existing` are
 * kept when they are about the same document; one of the same key is replaced. `openssl dgst -sha256 -verify` can check each.
 */
export function signTrust(trust: Uint8Array, privateKeyPem: string, existing?: Uint8Array): Uint8Array {
  const { privateKey, root } = readRootKey(privateKeyPem);
  const digest = digestOf(trust);
  const before =
    existing === undefined ? undefined : readTrustSignatures(existing, "trust.signatures.json").value;
  const kept = before?.trust === digest ? before.signatures : [];
  const signature = sign("sha256", trust, privateKey).toString("base64");
  return writeTrustSignatures({
    schemaVersion: 1,
    kind: "trust-signatures",
    trust: digest,
    signatures: [
      ...kept.filter((other) => other.keyId !== root.keyId),
      { keyId: root.keyId, signature },
    ].sort((left, right) => compareText(left.keyId, right.keyId)),
  });
}
