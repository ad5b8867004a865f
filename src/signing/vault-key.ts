import { type KeyObject, createHash, createPublicKey, verify } from "node:crypto";
import type { KeyHash } from "../envelope/key-hash.ts";
import { isNotarySignature, notaryHash } from "../envelope/notary.ts";
import { isRecord } from "../values/json-members.ts";
import { signingFaults } from "./faults.ts";
import { describeKey } from "./keys.ts";
import type { NotaryKey } from "./notary.ts";
import type { RemoteKey } from "./signer.ts";
import type { VaultClient } from "./vault-client.ts";

export type VaultKeyName = {
  readonly name: string;
  /** Where the transit engine is mounted. */
  readonly mount: string;
};

/** A key of Vault for both kinds of signatures. */
export type VaultKey = RemoteKey & { readonly notary: NotaryKey };

const kinds = new Set(["ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "rsa-2048", "rsa-3072", "rsa-4096"]);

/** The name in hashivault://KEY, by cosign's own grammar. Throws SIGNING_KEY_INVALID. */
export function parseVaultKey(text: string): string {
  const name = /^hashivault:\/\/([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)$/.exec(text.trim())?.[1];
  if (name !== undefined) return name;
  throw signingFaults.fault(
    "SIGNING_KEY_INVALID",
    `${JSON.stringify(text.slice(0, 100))} is not hashivault://KEY with a name of letters, digits, _ . and -`,
    { where: "signing-key", next: "signing-key: hashivault://release" },
  );
}

/**
 * Opens a key of Vault's transit engine. Its newest version is pinned for this run, so that a rotation in between cannot split what
 * is signed, and each signature is checked here before it is used. Throws SIGNING_VAULT_* and SIGNING_KEY_UNSUPPORTED.
 */
export async function openVaultKey(client: VaultClient, key: VaultKeyName): Promise<VaultKey> {
  const { version, publicKey } = await readPublicKey(client, key);
  const described = describeKey(publicKey);
  const call = async (bytes: Uint8Array, hash: KeyHash, form: object): Promise<Buffer | undefined> => {
    const answer = await client.call(`${key.mount}/sign/${key.name}/sha2-${hash.slice(3)}`, {
      input: createHash(hash).update(bytes).digest("base64"),
      prehashed: true,
      key_version: version,
      ...form,
    });
    return readSignature(answer["signature"], version);
  };
  const misfit = () => invalid(client, `its signature by ${key.name} does not fit the key`);
  return {
    ...described,
    sign: async (bytes) => {
      const { hash } = described;
      // As cosign asks for it: the padding of RSA is PKCS#1 v1.5, ECDSA is in ASN.1.
      const form = { signature_algorithm: "pkcs1v15", marshaling_algorithm: "asn1" };
      const signature = await call(bytes, hash, form);
      if (signature !== undefined && verify(hash, bytes, publicKey, signature)) return signature;
      throw misfit();
    },
    notary: {
      publicKey,
      sign: async (bytes, algorithm) => {
        const form = algorithm.startsWith("PS")
          ? { signature_algorithm: "pss", salt_length: "hash" }
          : { marshaling_algorithm: "jws" };
        const signature = await call(bytes, notaryHash(algorithm), form);
        if (signature !== undefined && isNotarySignature(algorithm, publicKey, bytes, signature))
          return signature;
        throw misfit();
      },
    },
  };
}

async function readPublicKey(
  client: VaultClient,
  { mount, name }: VaultKeyName,
): Promise<{ readonly version: number; readonly publicKey: KeyObject }> {
  const { type, latest_version: version, keys } = await client.call(`${mount}/keys/${name}`);
  if (typeof type !== "string" || !kinds.has(type))
    throw signingFaults.fault(
      "SIGNING_KEY_UNSUPPORTED",
      `the key ${name} in Vault is of the type ${JSON.stringify(String(type).slice(0, 40))}; ${[...kinds].join(", ")} are supported`,
      { where: "signing-key", next: `vault write -f ${mount}/keys/${name} type=ecdsa-p256` },
    );
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1 || !isRecord(keys))
    throw invalid(client, `its answer about ${name} names no version`);
  const entry = keys[String(version)];
  const pem = isRecord(entry) ? entry["public_key"] : undefined;
  try {
    if (typeof pem === "string" && pem.length <= 65_536) return { version, publicKey: createPublicKey(pem) };
  } catch {
    // Told below as well.
  }
  throw invalid(client, `its answer about ${name} holds no public key`);
}

function readSignature(value: unknown, version: number): Buffer | undefined {
  const prefix = `vault:v${version}:`;
  if (typeof value !== "string" || !value.startsWith(prefix) || value.length > 65_536) return undefined;
  // Both alphabets: the form jws is base64url.
  return Buffer.from(value.slice(prefix.length), "base64");
}

function invalid({ host }: VaultClient, why: string): Error {
  return signingFaults.fault("SIGNING_VAULT_FAILED", `Vault at ${host} failed: ${why}`, { where: host });
}
