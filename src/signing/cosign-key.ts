import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import nacl from "tweetnacl";
import { signingFaults } from "./faults.ts";

// The encrypted key file of cosign (go-securesystemslib, package encrypted): base64(JSON) in PEM, scrypt and NaCl secretbox.

export const cosignKeyLabels = ["ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY"] as const;

/** The scrypt cost parameters that cosign writes: legacy, default and OWASP. Any other is refused, as cosign does. */
export const scryptCosts = [32_768, 65_536, 131_072] as const;
export type ScryptCost = (typeof scryptCosts)[number];

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

type KeyFile = {
  readonly kdf?: {
    readonly name?: unknown;
    readonly params?: { readonly N?: unknown; readonly r?: unknown; readonly p?: unknown };
    readonly salt?: unknown;
  };
  readonly cipher?: { readonly name?: unknown; readonly nonce?: unknown };
  readonly ciphertext?: unknown;
};

/** Encrypts a PKCS#8 key as cosign's key file, in PEM. An empty password is legal. */
export async function sealCosignKey(
  pkcs8: Uint8Array,
  password: string,
  cost: ScryptCost = 65_536,
): Promise<string> {
  const salt = randomBytes(32);
  const nonce = randomBytes(24);
  const key = await deriveKey(password, salt, cost);
  const file = {
    kdf: { name: "scrypt", params: { N: cost, r: 8, p: 1 }, salt: salt.toString("base64") },
    cipher: { name: "nacl/secretbox", nonce: nonce.toString("base64") },
    ciphertext: Buffer.from(nacl.secretbox(pkcs8, nonce, key)).toString("base64"),
  };
  const body = Buffer.from(JSON.stringify(file)).toString("base64");
  const lines = body.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${cosignKeyLabels[0]}-----\n${lines.join("\n")}\n-----END ${cosignKeyLabels[0]}-----\n`;
}

/** Decrypts the body of cosign's key file to PKCS#8 DER. Throws SIGNING_KEY_INVALID or SIGNING_KEY_PASSWORD_WRONG. */
export async function openCosignKey(body: Buffer, password: string): Promise<Buffer> {
  const { salt, cost, nonce, ciphertext } = readKeyFile(body);
  const opened = nacl.secretbox.open(ciphertext, nonce, await deriveKey(password, salt, cost));
  if (opened === null)
    throw signingFaults.fault(
      "SIGNING_KEY_PASSWORD_WRONG",
      password === ""
        ? "the signing key is encrypted and the password is empty"
        : "the password does not open the signing key",
      { where: "signing-key-password" },
    );
  return Buffer.from(opened);
}

function readKeyFile(body: Buffer): {
  readonly salt: Buffer;
  readonly cost: ScryptCost;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
} {
  const refuse = (why: string) =>
    signingFaults.fault("SIGNING_KEY_INVALID", `the signing key is not a cosign key file: ${why}`, {
      where: "signing-key",
    });
  let file: KeyFile;
  try {
    file = JSON.parse(body.toString("utf8")) as KeyFile;
  } catch {
    throw refuse("its body is not JSON");
  }
  if (typeof file !== "object" || file === null) throw refuse("its body is not an object");
  const params = file.kdf?.params;
  const cost = scryptCosts.find((known) => known === params?.N);
  if (file.kdf?.name !== "scrypt" || cost === undefined || params?.r !== 8 || params.p !== 1)
    throw refuse(`its key derivation is not scrypt with N ${scryptCosts.join(", ")}, r 8 and p 1`);
  if (file.cipher?.name !== "nacl/secretbox") throw refuse("its cipher is not nacl/secretbox");
  const bytes = (value: unknown, length: number | undefined, what: string): Buffer => {
    const decoded = Buffer.from(typeof value === "string" ? value : "", "base64");
    if (
      decoded.length === 0 ||
      decoded.length > 65_536 ||
      (length !== undefined && decoded.length !== length)
    )
      throw refuse(`its ${what} has a wrong length`);
    return decoded;
  };
  return {
    cost,
    salt: bytes(file.kdf.salt, 32, "salt"),
    nonce: bytes(file.cipher.nonce, 24, "nonce"),
    ciphertext: bytes(file.ciphertext, undefined, "ciphertext"),
  };
}

async function deriveKey(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  // OpenSSL counts its own overhead on top of 128 N r, and refuses at the limit that Node sets by default.
  return derive(password, salt, 32, { N: cost, r: 8, p: 1, maxmem: 2 * 128 * cost * 8 });
}
