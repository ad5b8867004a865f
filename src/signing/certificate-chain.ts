import { X509Certificate, createPublicKey } from "node:crypto";
import { signingFaults } from "./faults.ts";
import type { VerifiableKey } from "./keys.ts";

const longestChain = 16;

/** Reads PEM certificates, that of the key first, as DER. Throws SIGNING_CERTIFICATE_INVALID. */
export function readCertificateChain(
  pem: string,
  key: Pick<VerifiableKey, "publicKey">,
): readonly Uint8Array[] {
  const refuse = (why: string, cause?: unknown): Error =>
    signingFaults.fault("SIGNING_CERTIFICATE_INVALID", `the signing certificate ${why}`, {
      where: "signing-certificate",
      cause,
    });
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > longestChain)
    throw refuse(`is not in a chain of 1 to ${longestChain} PEM certificates`);
  let chain: readonly X509Certificate[];
  try {
    chain = blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw refuse("cannot be read", error);
  }
  if (chain[0]?.publicKey.equals(createPublicKey(key.publicKey)) !== true)
    throw refuse("belongs to another key");
  return chain.map(({ raw }) => raw);
}
