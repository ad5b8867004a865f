import { verify } from "node:crypto";
import type { TrustSignature } from "../schema/generated/trust-signatures.js";
import type { RootKey, Trust, TrustRoots } from "../schema/generated/trust.js";
import { type Signed, readTrust, readTrustSignatures } from "../schema/signed-json.ts";
import { trustFaults } from "./faults.ts";
import { checkedPublicKey } from "./root-key.ts";

const trustFile = "trust/trust.json";
const signaturesFile = "trust/trust.signatures.json";

/** The root keys that somebody was handed by another way than the document itself. */
export type PinnedRoots = { readonly threshold: number; readonly keys: readonly RootKey[] };

/**
 * Reads a trust document that at least the pinned threshold of root keys signed, and a threshold of its own. Throws a Fault
 * of this folder, or the schema's.
 */
export function verifyTrust(bytes: Uint8Array, signatures: Uint8Array, pinned: PinnedRoots): Signed<Trust> {
  const { trust, given } = readBoth(bytes, signatures);
  requireThreshold(bytes, given, pinned, "the pinned root keys");
  requireThreshold(bytes, given, trust.value.roots, "its own root keys");
  return trust;
}

/**
 * Reads the successor of a trust document by TUF's rules for root metadata (specification 5.3): version n+1, signed by a
 * threshold of the keys of n and of n+1; same fleet, and an epoch that does not go back.
 */
export function verifyTrustUpdate(
  from: Signed<Trust>,
  bytes: Uint8Array,
  signatures: Uint8Array,
): Signed<Trust> {
  const { trust, given } = readBoth(bytes, signatures);
  requireThreshold(bytes, given, from.value.roots, `the root keys of version ${from.value.version}`);
  requireThreshold(bytes, given, trust.value.roots, "its own root keys");
  const refuse = (why: string) =>
    trustFaults.fault("TRUST_UPDATE_INVALID", `${trustFile} ${why}`, { where: trustFile });
  if (trust.value.version !== from.value.version + 1)
    throw refuse(`has version ${trust.value.version}; the next one is ${from.value.version + 1}`);
  if (trust.value.fleet !== from.value.fleet)
    throw refuse(`is of the fleet ${trust.value.fleet}, not of ${from.value.fleet}`);
  if (trust.value.epoch < from.value.epoch)
    throw refuse(`goes back from epoch ${from.value.epoch} to ${trust.value.epoch}`);
  return trust;
}

function readBoth(
  bytes: Uint8Array,
  signatures: Uint8Array,
): { readonly trust: Signed<Trust>; readonly given: readonly TrustSignature[] } {
  const trust = readTrust(bytes, trustFile);
  const document = readTrustSignatures(signatures, signaturesFile);
  if (document.value.trust !== trust.digest)
    throw trustFaults.fault(
      "TRUST_SIGNATURES_FOREIGN",
      `${signaturesFile} is about ${document.value.trust}, and ${trustFile} is ${trust.digest}`,
      { where: signaturesFile },
    );
  checkKeys(trust.value);
  return { trust, given: document.value.signatures };
}

// Ids that do not follow from their keys would let one key count twice, or a revoked key come back under another name.
function checkKeys(trust: Trust): void {
  const { keys, threshold } = trust.roots;
  const refuse = (why: string) =>
    trustFaults.fault("TRUST_ROOTS_INVALID", `${trustFile}: ${why}`, { where: trustFile });
  if (new Set(keys.map((key) => key.keyId)).size !== keys.length) throw refuse("a root key is named twice");
  if (threshold > keys.length)
    throw refuse(`${threshold} root signatures are asked for, and there are ${keys.length} root keys`);
  for (const key of keys) checkedPublicKey(key, "a root key");
  if (trust.revertKey !== null) checkedPublicKey(trust.revertKey, "the revert key");
  for (const signer of trust.signers)
    if (signer.identity.kind === "key") checkedPublicKey(signer.identity, `a ${signer.role} key`);
}

function requireThreshold(
  bytes: Uint8Array,
  given: readonly TrustSignature[],
  roots: PinnedRoots | TrustRoots,
  whose: string,
): void {
  const signed = new Set<string>();
  for (const { keyId, signature } of given) {
    const root = roots.keys.find((key) => key.keyId === keyId);
    if (root === undefined || signed.has(keyId)) continue;
    const key = checkedPublicKey(root, "a root key");
    if (verify("sha256", bytes, key, Buffer.from(signature, "base64"))) signed.add(keyId);
  }
  if (roots.threshold >= 1 && signed.size >= roots.threshold) return;
  throw trustFaults.fault(
    "TRUST_NOT_SIGNED",
    `${trustFile} is signed by ${signed.size} of ${whose}, and ${roots.threshold} must sign`,
    { where: signaturesFile },
  );
}
