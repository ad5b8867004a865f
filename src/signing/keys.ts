import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from "node:crypto";
import { type KeyHash, hashForKey } from "../envelope/key-hash.ts";
import { type ScryptCost, cosignKeyLabels, openCosignKey, sealCosignKey } from "./cosign-key.ts";
import { signingFaults } from "./faults.ts";

/** The public half of a key whose signatures stock verifiers can check: ECDSA P-256 or RSA with SHA-256, P-384 and P-521 with the hash of their size. */
export type VerifiableKey = {
  readonly hash: KeyHash;
  /** PEM SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo. */
  readonly keyId: string;
  /** What a user should know who signs with this kind of key; undefined for P-256 and RSA. */
  readonly warning: string | undefined;
};

export type SigningKey = VerifiableKey & { readonly privateKey: KeyObject };

const limit = 65_536;
const signingCurves = new Set(["prime256v1", "secp384r1", "secp521r1"]);
const plainLabels = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];

/**
 * Reads a private key from PEM: cosign's encrypted file, PKCS#8 (plain or encrypted), SEC 1 or PKCS#1. Throws
 * SIGNING_KEY_INVALID, SIGNING_KEY_PASSWORD_WRONG or SIGNING_KEY_UNSUPPORTED; no message holds a part of the key.
 */
export async function loadSigningKey(pem: string, password = ""): Promise<SigningKey> {
  const { label, body, text } = findPrivateKey(pem);
  if (cosignKeyLabels.some((known) => known === label)) {
    const der = await openCosignKey(body, password);
    return checkedKey(read(() => createPrivateKey({ key: der, format: "der", type: "pkcs8" }), false));
  }
  const encrypted = label === "ENCRYPTED PRIVATE KEY" || text.includes("Proc-Type: 4,ENCRYPTED");
  if (encrypted && password === "")
    throw signingFaults.fault(
      "SIGNING_KEY_PASSWORD_WRONG",
      "the signing key is encrypted and no password is given",
      {
        where: "signing-key-password",
      },
    );
  return checkedKey(
    read(
      () => createPrivateKey(encrypted ? { key: text, format: "pem", passphrase: password } : text),
      encrypted,
    ),
  );
}

/** Makes a fresh P-256 key. */
export function generateSigningKey(): SigningKey {
  return checkedKey(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
}

/** Writes a key as cosign's encrypted file, which `cosign sign --key` can read. */
export async function writeCosignKey(key: SigningKey, password: string, cost?: ScryptCost): Promise<string> {
  return sealCosignKey(key.privateKey.export({ type: "pkcs8", format: "der" }), password, cost);
}

/** The id of a public key in PEM: lower-case hex SHA-256 of its DER SubjectPublicKeyInfo. */
export function publicKeyId(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

function findPrivateKey(pem: string): {
  readonly label: string;
  readonly body: Buffer;
  readonly text: string;
} {
  if (pem.length > limit)
    throw signingFaults.fault("SIGNING_KEY_INVALID", `the signing key is longer than ${limit} characters`, {
      where: "signing-key",
    });
  const known = new Set<string>([...cosignKeyLabels, ...plainLabels, "ENCRYPTED PRIVATE KEY"]);
  for (const [text, label, body] of pem
    .replaceAll("\r", "")
    .matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\n([\s\S]*?)-----END \1-----/g)) {
    if (label === undefined || body === undefined || !known.has(label)) continue;
    return { label, body: Buffer.from(body, "base64"), text: `${text}\n` };
  }
  throw signingFaults.fault(
    "SIGNING_KEY_INVALID",
    "the signing key has no PEM block of a private key (cosign.key, PKCS#8, EC or RSA)",
    { where: "signing-key", next: "store the whole file in the secret, first and last line included" },
  );
}

// OpenSSL's own errors are kept away: they may quote what they could not parse.
function read(create: () => KeyObject, encrypted: boolean): KeyObject {
  try {
    return create();
  } catch {
    throw encrypted
      ? signingFaults.fault("SIGNING_KEY_PASSWORD_WRONG", "the password does not open the signing key", {
          where: "signing-key-password",
        })
      : signingFaults.fault("SIGNING_KEY_INVALID", "the signing key cannot be read as a private key", {
          where: "signing-key",
        });
  }
}

function checkedKey(privateKey: KeyObject): SigningKey {
  return { privateKey, ...describeKey(createPublicKey(privateKey)) };
}

/** What verifiers need to know of a public key. Throws SIGNING_KEY_UNSUPPORTED for kinds that they cannot check. */
export function describeKey(publicKey: KeyObject): VerifiableKey {
  checkKind(publicKey);
  const hash = hashForKey(publicKey);
  return {
    hash,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    keyId: publicKeyId(publicKey),
    warning:
      hash === "sha256"
        ? undefined
        : `the signing key is on ${hash === "sha384" ? "P-384" : "P-521"}: stock cosign verifies its signatures only with --signature-digest-algorithm ${hash}; a P-256 key needs no option`,
  };
}

function checkKind({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): void {
  const refuse = (what: string) =>
    signingFaults.fault(
      "SIGNING_KEY_UNSUPPORTED",
      `the signing key is ${what}; ECDSA P-256, P-384 and P-521 and RSA of 2048 to 4096 bits are supported`,
      { where: "signing-key", next: "make one with: cosign generate-key-pair" },
    );
  if (type === "ed25519")
    throw refuse(
      "Ed25519, which cosign takes as Ed25519ph (RFC 8032, over a SHA-512 hash), and Node.js cannot make that",
    );
  if (type === "ec") {
    const curve = details?.namedCurve ?? "unknown";
    if (!signingCurves.has(curve)) throw refuse(`on the curve ${curve}`);
    return;
  }
  if (type !== "rsa") throw refuse(type ?? "of an unknown kind");
  const bits = details?.modulusLength ?? 0;
  if (bits < 2048 || bits > 4096) throw refuse(`RSA of ${bits} bits`);
}
