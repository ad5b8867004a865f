import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from "node:crypto";
import type { RootKey } from "../schema/generated/trust.js";
import { trustFaults } from "./faults.ts";

/** A root key as its owner keeps it, offline: PKCS#8 PEM beside what the trust document says about it. */
export type RootKeyPair = { readonly privateKey: string; readonly root: RootKey };

/** The id of a public key in PEM: lower-case hex SHA-256 of its DER SubjectPublicKeyInfo. Throws TRUST_KEY_INVALID. */
export function keyId(publicKeyPem: string): string {
  return idOf(readPublicKey(publicKeyPem));
}

/** Makes a P-256 root key. */
export function createRootKey(): RootKeyPair {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    root: rootOf(privateKey),
  };
}

/** Reads a root's private key (unencrypted PEM) and says what the trust document calls it. Throws TRUST_KEY_INVALID. */
export function readRootKey(privateKeyPem: string): {
  readonly privateKey: KeyObject;
  readonly root: RootKey;
} {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(privateKeyPem);
  } catch {
    // The cause is dropped: it may quote a part of the key.
    throw trustFaults.fault("TRUST_KEY_INVALID", "the root key is not an unencrypted private key in PEM");
  }
  return { privateKey, root: rootOf(privateKey) };
}

/** The key that a trust document names, once its id is seen to be right. Throws TRUST_KEY_INVALID. */
export function checkedPublicKey(named: RootKey, where: string): KeyObject {
  const key = readPublicKey(named.publicKey, where);
  const id = idOf(key);
  if (id === named.keyId) return key;
  throw trustFaults.fault(
    "TRUST_KEY_INVALID",
    `${where} has the id ${named.keyId.slice(0, 16)}, and its key has the id ${id.slice(0, 16)}`,
    { where },
  );
}

function rootOf(privateKey: KeyObject): RootKey {
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return { keyId: idOf(readPublicKey(publicKey)), publicKey };
}

function readPublicKey(pem: string, where = "the public key"): KeyObject {
  let key: KeyObject;
  try {
    // A PEM that is no SubjectPublicKeyInfo, a private key above all, has no place in a public document.
    if (!pem.startsWith("-----BEGIN PUBLIC KEY-----\n")) throw new Error("not a PUBLIC KEY");
    key = createPublicKey(pem);
  } catch {
    throw trustFaults.fault("TRUST_KEY_INVALID", `${where} is not a public key in PEM`, { where });
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "ec" && details?.namedCurve === "prime256v1") return key;
  if (type === "rsa" && (details?.modulusLength ?? 0) >= 2048) return key;
  throw trustFaults.fault(
    "TRUST_KEY_INVALID",
    `${where} is neither ECDSA P-256 nor RSA of 2048 bits or more`,
    { where },
  );
}

function idOf(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
}
