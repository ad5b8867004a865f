import type { X509Certificate } from "node:crypto";
import {
  type NotarySignature,
  type NotaryTarget,
  decodeNotary,
  isNotarySignature,
  notaryAlgorithmOf,
  notaryArtifactType,
  notaryEnvelopeType,
  notaryLimit,
} from "../envelope/notary.ts";
import { readNotaryChain, thumbprintOf } from "../envelope/notary-certificates.ts";
import { decodeSignatureManifest } from "../envelope/signature-manifest.ts";
import type { Registry } from "../oci/registry.ts";
import { readSmallBlob } from "../oci/small-blob.ts";
import type { Digest } from "../values/digest.ts";
import { type Fault, isFault } from "../values/fault.ts";
import type { Repository } from "../values/image-reference.ts";
import { verificationFaults } from "./faults.ts";
import { verifyTimestampToken } from "./notary-time.ts";
import { reasonOf } from "./signature-check.ts";

/** Whose Notary signatures count, and when it is. Lists of revoked certificates are not asked. */
export type NotaryPolicy = {
  /** DER certificates that a chain has to end with. */
  readonly roots: readonly Uint8Array[];
  /** SHA-256 thumbprints of signing certificates; undefined takes every one below the roots. */
  readonly signers?: readonly string[] | undefined;
  readonly now: Date;
  /** DER certificates of timestamp authorities. With them a timestamp is verified, and its time is what certificates are checked at. */
  readonly timestampRoots?: readonly Uint8Array[] | undefined;
};

export type NotaryVerification =
  | {
      readonly ok: true;
      /** Thumbprint of the signing certificate. */
      readonly signer: string;
      readonly target: NotaryTarget;
      /** What the signer's clock said. */
      readonly signedAt: Date;
      /** What a timestamp proves; undefined where there is none that is trusted. */
      readonly provedAt: Date | undefined;
    }
  | { readonly ok: false; readonly why: Fault };

export type NotarySignatureFound = { readonly manifest: Digest; readonly result: NotaryVerification };
type Subject = Pick<NotaryTarget, "mediaType" | "digest" | "size">;

const mostCandidates = 50;

/**
 * Verifies a Notary signature over a descriptor, as specs/trust-store-trust-policy.md has it for the level strict but for revocation:
 * integrity, authenticity, authentic timestamp, expiry. Bad input becomes a reason; only bugs throw.
 */
export function verifyNotary(
  envelope: Uint8Array,
  subject: Subject,
  policy: NotaryPolicy,
): NotaryVerification {
  try {
    const decoded = decodeNotary(envelope);
    const { certificates, thumbprints } = readNotaryChain(decoded.chain);
    const [leaf] = certificates;
    checkIntegrity(decoded, leaf);
    const [signer] = thumbprints;
    checkTrust(certificates, signer, policy);
    const provedAt = checkTimes(decoded, certificates, policy);
    checkSubject(decoded.target, subject);
    return { ok: true, signer, target: decoded.target, signedAt: decoded.signingTime, provedAt };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

function checkIntegrity({ algorithm, signed, signature }: NotarySignature, leaf: X509Certificate): void {
  const key = leaf.publicKey;
  if (notaryAlgorithmOf(key) !== algorithm)
    throw verificationFaults.fault(
      "SIGNATURE_INVALID",
      `the signature is by ${algorithm}, which is not the algorithm of its certificate's key`,
    );
  if (isNotarySignature(algorithm, key, signed, signature)) return;
  throw verificationFaults.fault("SIGNATURE_INVALID", "the signature does not fit the signed bytes");
}

function checkTrust(certificates: readonly X509Certificate[], signer: string, policy: NotaryPolicy): void {
  const root = certificates.at(-1);
  if (!policy.roots.some((trusted) => root?.raw.equals(trusted) === true))
    throw verificationFaults.fault(
      "SIGNATURE_CERTIFICATE_UNTRUSTED",
      `the signing certificate leads to a root that is not trusted (SHA-256 ${root === undefined ? "unknown" : thumbprintOf(root)})`,
      { where: "certificate chain" },
    );
  if (policy.signers === undefined || policy.signers.includes(signer)) return;
  throw verificationFaults.fault(
    "SIGNATURE_IDENTITY_MISMATCH",
    `it was signed with another certificate (SHA-256 ${signer}) than ${policy.signers.join(" or ").slice(0, 300)}`,
    { where: "identity" },
  );
}

function checkTimes(
  { expiry, signature, timestamp }: NotarySignature,
  certificates: readonly X509Certificate[],
  { now, timestampRoots }: NotaryPolicy,
): Date | undefined {
  if (expiry !== undefined && now >= expiry)
    throw verificationFaults.fault(
      "SIGNATURE_EXPIRED",
      `the signature ended at ${expiry.toISOString()}, as its signer wanted`,
    );
  const provedAt =
    timestamp === undefined || timestampRoots === undefined
      ? undefined
      : verifyTimestampToken(timestamp, signature, timestampRoots);
  const at = provedAt ?? now;
  const wrong = certificates.find(({ validFromDate, validToDate }) => at < validFromDate || at > validToDate);
  if (wrong !== undefined)
    throw verificationFaults.fault(
      "SIGNATURE_CERTIFICATE_UNTRUSTED",
      `the certificate ${wrong.subject.replaceAll("\n", ", ").slice(0, 200)} was not valid at ${at.toISOString()}${provedAt === undefined ? ", and no timestamp proves an earlier time" : ""}`,
      { where: "certificate chain" },
    );
  return provedAt;
}

function checkSubject(target: NotaryTarget, subject: Subject): void {
  const { digest, mediaType, size } = subject;
  if (target.digest === digest && target.mediaType === mediaType && target.size === size) return;
  throw verificationFaults.fault(
    "SIGNATURE_SUBJECT_MISMATCH",
    `the signature is about ${target.digest} (${target.mediaType.slice(0, 100)}, ${target.size} bytes), not about ${digest} (${mediaType}, ${size} bytes)`,
  );
}

/** Every Notary signature (JWS) that the registry lists for a subject, verified. */
export async function findNotarySignatures(
  registry: Registry,
  repository: Repository,
  subject: Subject,
  policy: NotaryPolicy,
): Promise<readonly NotarySignatureFound[]> {
  const referrers = await registry.referrers(repository, subject.digest, notaryArtifactType);
  const found: NotarySignatureFound[] = [];
  for (const { digest: manifest } of referrers.slice(0, mostCandidates)) {
    const result = await readCandidate(registry, repository, manifest, subject, policy);
    if (result !== undefined) found.push({ manifest, result });
  }
  return found;
}

async function readCandidate(
  registry: Registry,
  repository: Repository,
  referrer: Digest,
  subject: Subject,
  policy: NotaryPolicy,
): Promise<NotaryVerification | undefined> {
  try {
    const manifest = await registry.manifest(repository, referrer);
    if (manifest === undefined) return undefined;
    const { layers, subject: named } = decodeSignatureManifest(manifest.bytes);
    const [layer] = layers;
    // COSE is the other envelope of the Notary Project, which is not read here.
    if (layer === undefined || layers.length !== 1 || layer.mediaType !== notaryEnvelopeType)
      return undefined;
    if (named !== subject.digest)
      throw verificationFaults.fault(
        "SIGNATURE_SUBJECT_MISMATCH",
        `the referrer ${referrer} is listed for ${subject.digest} and names ${named ?? "no subject"}`,
      );
    const refuse = () =>
      verificationFaults.fault(
        "SIGNATURE_MALFORMED",
        `the layer ${layer.digest} has ${layer.size} bytes; at most ${notaryLimit} are accepted`,
      );
    const bytes = await readSmallBlob(layer, () => registry.blob(repository, layer), refuse, notaryLimit);
    return verifyNotary(bytes, subject, policy);
  } catch (error) {
    if (!isFault(error)) throw error;
    return { ok: false, why: reasonOf(error) };
  }
}
