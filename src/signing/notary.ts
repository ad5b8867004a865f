import { type KeyObject, constants, createPublicKey, sign } from "node:crypto";
import {
  type NotaryAlgorithm,
  type NotaryTarget,
  encodeNotary,
  notaryAlgorithmOf,
  notaryHash,
  notaryParts,
} from "../envelope/notary.ts";
import { type NotaryChain, readNotaryChain, readPemCertificates } from "../envelope/notary-certificates.ts";
import { isFault } from "../values/fault.ts";
import { signingFaults } from "./faults.ts";
import { loadSigningKey } from "./keys.ts";
import type { SigningPorts } from "./signature-source.ts";
import { requestTimestampToken } from "./timestamp.ts";

export type NotaryKey = {
  readonly publicKey: KeyObject;
  /** An RSA-PSS signature with a salt as long as the hash, or r and s of ECDSA side by side. */
  readonly sign: (bytes: Uint8Array, algorithm: NotaryAlgorithm) => Promise<Buffer>;
};

export type NotaryOptions = {
  /** PEM, or a key that stays where it is. */
  readonly privateKey: string | NotaryKey;
  readonly password?: string | undefined;
  /** PEM: the certificate of the key, then its authorities, the root last. */
  readonly certificateChain: string;
  /** Any RFC 3161 authority. */
  readonly timestampAuthority?: URL | undefined;
  /** When verifiers are to stop accepting the signature. */
  readonly expiry?: Date | undefined;
};

export type NotarySigner = {
  readonly chain: NotaryChain;
  /** The envelope of a signature over a descriptor, as JWS JSON. */
  readonly sign: (target: NotaryTarget) => Promise<Buffer>;
};

const agent = "pi5-fleet-actions/1";

/**
 * Opens a signer for signatures of the Notary Project. Key and chain are read and checked here, so that what verifiers would
 * refuse fails before anything is pushed: SIGNING_KEY_* and SIGNING_CERTIFICATE_UNUSABLE.
 */
export async function openNotarySigning(options: NotaryOptions, ports: SigningPorts): Promise<NotarySigner> {
  const key = await openKey(options);
  const chain = readChain(options.certificateChain);
  const algorithm = checkPair(key, chain);
  checkValidity(chain, ports.clock.now());
  return {
    chain,
    sign: async (target) => {
      const signingTime = ports.clock.now();
      const parts = notaryParts(target, { algorithm, signingTime, expiry: options.expiry });
      const signature = await key.sign(parts.signed, algorithm);
      const { timestampAuthority } = options;
      const timestamp =
        timestampAuthority === undefined
          ? undefined
          : await requestTimestampToken(timestampAuthority, signature, notaryHash(algorithm), ports);
      return encodeNotary(parts, {
        signature,
        timestamp,
        chain: chain.certificates.map(({ raw }) => raw),
        agent,
      });
    },
  };
}

async function openKey({ privateKey: given, password }: NotaryOptions): Promise<NotaryKey> {
  if (typeof given !== "string") return given;
  const { privateKey } = await loadSigningKey(given, password);
  return {
    publicKey: createPublicKey(privateKey),
    sign: async (bytes, algorithm) => signNotary(bytes, privateKey, algorithm),
  };
}

function signNotary(bytes: Uint8Array, key: KeyObject, algorithm: NotaryAlgorithm): Buffer {
  return algorithm.startsWith("PS")
    ? sign(notaryHash(algorithm), bytes, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      })
    : sign(notaryHash(algorithm), bytes, { key, dsaEncoding: "ieee-p1363" });
}

function readChain(pem: string): NotaryChain {
  try {
    return readNotaryChain(readPemCertificates(pem));
  } catch (error) {
    if (!isFault(error, "ENVELOPE_NOTARY_CERTIFICATE")) throw error;
    throw unusable(error.message, error);
  }
}

function checkPair({ publicKey }: NotaryKey, { certificates: [leaf] }: NotaryChain): NotaryAlgorithm {
  if (!publicKey.equals(leaf.publicKey))
    throw unusable(`the first certificate (${nameOf(leaf)}) belongs to another key than signing-key`);
  const algorithm = notaryAlgorithmOf(leaf.publicKey);
  if (algorithm !== undefined) return algorithm;
  throw signingFaults.fault(
    "SIGNING_KEY_UNSUPPORTED",
    `the Notary Project has no algorithm for RSA of ${leaf.publicKey.asymmetricKeyDetails?.modulusLength} bits: it has them for 2048, 3072 and 4096`,
    { where: "signing-key", next: "make a key of one of these lengths, or on P-256" },
  );
}

function checkValidity({ certificates }: NotaryChain, now: Date): void {
  for (const certificate of certificates) {
    const { validFromDate: from, validToDate: to } = certificate;
    if (now < from || now > to)
      throw unusable(
        `the certificate ${nameOf(certificate)} is valid from ${from.toISOString()} to ${to.toISOString()}, and it is ${now.toISOString()}`,
      );
  }
}

function nameOf({ subject }: { readonly subject: string }): string {
  return subject.replaceAll("\n", ", ").slice(0, 200);
}

function unusable(why: string, cause?: unknown): Error {
  return signingFaults.fault("SIGNING_CERTIFICATE_UNUSABLE", why, {
    where: "signing-certificate-chain",
    cause,
  });
}
