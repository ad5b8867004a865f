import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from "node:crypto";
import { hashOfCurve } from "../envelope/model-bundle.ts";
import { type ScryptCost, cosignKeyLabels, openCosignKey, sealCosignKey } from "./cosign-key.ts";
import { signingFaults } from "./faults.ts";

/** A private key: for images ECDSA P-256 or RSA, which every stock verifier can check; for models ECDSA on three curves. */
export type SigningKey = {
  readonly privateKey: KeyObject;
  /** PEM SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo. */
  readonly keyId: string;
};

/** What a key is to sign: the reference of model signatures takes P-384 and P-521 as well, and no RSA. */
export type KeyPurpose = "image" | "model";

const limit = 65_536;
const plainLabels = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];

/**
 * Reads a private key from PEM: cosign's encrypted file, PKCS#8 (plain or encrypted), SEC 1 or PKCS#1. Throws
 * SIGNING_KEY_INVALID, SIGNING_KEY_PASSWORD_WRONG or SIGNING_KEY_UNSUPPORTED; no message holds a part of the key.
 */
export async function loadSigningKey(
  pem: string,
  password = "",
  purpose: KeyPurpose = "image",
): Promise<SigningKey> {
  const { label, body, text } = findPrivateKey(pem);
  if (cosignKeyLabels.some((known) => known === label)) {
    const der = await openCosignKey(body, password);
    return checkedKey(
      read(() => createPrivateKey({ key: der, format: "der", type: "pkcs8" }), false),
      purpose,
    );
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
    purpose,
  );
}

/** Makes a fresh P-256 key. */
export function generateSigningKey(): SigningKey {
  return checkedKey(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, "image");
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

function checkedKey(privateKey: KeyObject, purpose: KeyPurpose): SigningKey {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey;
  const supported =
    purpose === "image"
      ? "ECDSA P-256 and RSA of 2048 to 4096 bits are supported"
      : "models are signed with ECDSA P-256, P-384 or P-521";
  const refuse = (what: string) =>
    signingFaults.fault("SIGNING_KEY_UNSUPPORTED", `the signing key is ${what}; ${supported}`, {
      where: "signing-key",
      next: "make one with: cosign generate-key-pair",
    });
  if (type === "ec") {
    const curve = details?.namedCurve;
    if (purpose === "image" ? curve !== "prime256v1" : hashOfCurve(privateKey) === undefined)
      throw refuse(`on the curve ${curve ?? "unknown"}`);
  } else if (type === "rsa" && purpose === "image") {
    const bits = details?.modulusLength ?? 0;
    if (bits < 2048 || bits > 4096) throw refuse(`RSA of ${bits} bits`);
  } else throw refuse(type ?? "of an unknown kind");
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    keyId: publicKeyId(publicKey),
  };
}
