import { X509Certificate } from "node:crypto";
import { ASN1Obj, X509Certificate as ParsedCertificate, RFC3161Timestamp } from "@sigstore/core";
import { Fault, describeError } from "../values/fault.ts";
import { verificationFaults } from "./faults.ts";

const timeStamping = "1.3.6.1.5.5.7.3.8";
const longestPath = 6;
// PKIStatusInfo with status 0: the library reads whole replies, and an envelope holds the token of one.
const granted = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]);

/**
 * The time that an RFC 3161 TimeStampToken proves for the bytes. The certificate of its authority is taken from the token and has
 * to lead to one of the roots at that time. Throws SIGNATURE_TIME_INVALID.
 */
export function verifyTimestampToken(
  token: Uint8Array,
  bytes: Uint8Array,
  roots: readonly Uint8Array[],
): Date {
  try {
    const timestamp = wrap(token);
    const signedData = timestamp.root.subs[1]?.subs[1]?.subs[0];
    const carried = signedData?.subs.slice(3).find(({ tag }) => tag.isContextSpecific(0))?.subs ?? [];
    const pool = carried.slice(0, 20).map((certificate) => new X509Certificate(certificate.toDER()));
    const trusted = roots.map((root) => new X509Certificate(root));
    const at = timestamp.signingTime;
    const leaf = [...pool, ...trusted].find((candidate) => isSigner(candidate, timestamp));
    if (leaf === undefined) throw invalid("the certificate of its authority is not in it");
    const purposes = leaf.keyUsage ?? [];
    if (purposes.length !== 1 || purposes[0] !== timeStamping)
      throw invalid("the certificate of its authority is not for timestamping alone");
    if (!leadsToRoot(leaf, pool, trusted, at, longestPath))
      throw invalid("the certificate of its authority does not lead to a trusted root");
    timestamp.verify(Buffer.from(bytes), leaf.publicKey);
    return at;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw invalid(describeError(error).slice(0, 200));
  }
}

function wrap(token: Uint8Array): RFC3161Timestamp {
  const content = ASN1Obj.parseBuffer(Buffer.from(token));
  return new RFC3161Timestamp(
    new ASN1Obj(content.tag, Buffer.alloc(0), [ASN1Obj.parseBuffer(granted), content]),
  );
}

function isSigner(candidate: X509Certificate, timestamp: RFC3161Timestamp): boolean {
  const serial = BigInt(`0x${candidate.serialNumber}`);
  const named = timestamp.signerSerialNumber;
  if (named.length === 0 || serial !== BigInt(`0x${named.toString("hex")}`)) return false;
  return ParsedCertificate.parse(Buffer.from(candidate.raw)).issuer.equals(timestamp.signerIssuer);
}

function leadsToRoot(
  certificate: X509Certificate,
  pool: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date,
  left: number,
): boolean {
  if (at < certificate.validFromDate || at > certificate.validToDate || left === 0) return false;
  if (trusted.some(({ raw }) => raw.equals(certificate.raw))) return true;
  return [...trusted, ...pool].some(
    (issuer) =>
      issuer.ca &&
      !issuer.raw.equals(certificate.raw) &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey) &&
      leadsToRoot(issuer, pool, trusted, at, left - 1),
  );
}

function invalid(why: string): Fault {
  return verificationFaults.fault(
    "SIGNATURE_TIME_INVALID",
    `the timestamp of the signature does not verify: ${why}`,
  );
}
