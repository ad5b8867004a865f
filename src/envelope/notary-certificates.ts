import { type KeyObject, X509Certificate, createHash } from "node:crypto";
import { X509Certificate as ParsedCertificate } from "@sigstore/core";
import { describeError } from "../values/fault.ts";
import { Fault } from "../values/fault.ts";
import { envelopeFaults } from "./faults.ts";

/** A certificate chain that meets the requirements of the Notary Project; whether anybody trusts it is another question. */
export type NotaryChain = {
  /** The signing certificate first, the root last; one alone is both. */
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
  /** Lower-case hex SHA-256 of each certificate's DER, in the same order. */
  readonly thumbprints: readonly [string, ...string[]];
};

const keyUsage = "2.5.29.15";
const sha2 = new Set(["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"]);
const pss = "1.2.840.113549.1.1.10";
const signatureAlgorithms = new Set([
  "1.2.840.10045.4.3.2",
  "1.2.840.10045.4.3.3",
  "1.2.840.10045.4.3.4",
  "1.2.840.113549.1.1.11",
  "1.2.840.113549.1.1.12",
  "1.2.840.113549.1.1.13",
]);
/** Purposes that a signing certificate must not have, by their names in the specification. */
const otherPurposes: Readonly<Record<string, string>> = {
  "2.5.29.37.0": "anyExtendedKeyUsage",
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.5.5.7.3.8": "timeStamping",
};
// The bits of keyUsage from the first on (RFC 5280 4.2.1.3).
const usages = [
  "digitalSignature",
  "contentCommitment",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
const largestCertificate = 65_536;

/**
 * Checks a chain by the certificate requirements of the Notary Project (specs/signature-specification.md): order, signatures, key
 * usages, basic constraints, key lengths, no SHA-1. Throws ENVELOPE_NOTARY_CERTIFICATE, which names the certificate.
 */
export function readNotaryChain(ders: readonly Uint8Array[]): NotaryChain {
  try {
    return checkedChain(ders);
  } catch (error) {
    if (error instanceof Fault) throw error;
    // Parsers read some fields only when they are asked for, and throw their own errors then.
    throw refuse("", `one cannot be read: ${error instanceof Error ? error.message : "unknown error"}`);
  }
}

function checkedChain(ders: readonly Uint8Array[]): NotaryChain {
  const certificates = ders.map(readCertificate);
  const [leaf, ...authorities] = certificates;
  if (leaf === undefined) throw refuse("", "there is none");
  checkLeaf(leaf);
  for (const [below, authority] of authorities.entries()) checkAuthority(authority, below);
  for (const [index, certificate] of certificates.entries()) {
    const issuer = certificates[index + 1] ?? certificate;
    if (isIssuedBy(certificate, issuer)) continue;
    throw refuse(
      certificate.name,
      issuer === certificate
        ? "is the last one and no root: the chain has to include its root"
        : `is not issued by the next one (${issuer.name}): the signing certificate comes first, the root last`,
    );
  }
  const [first, ...rest] = certificates.map(({ parsed }) => parsed);
  if (first === undefined) throw refuse("", "there is none");
  return { certificates: [first, ...rest], thumbprints: [thumbprintOf(first), ...rest.map(thumbprintOf)] };
}

/** Lower-case hex SHA-256 of a certificate's DER, as the annotation of a Notary signature has it. */
export function thumbprintOf({ raw }: X509Certificate): string {
  return createHash("sha256").update(raw).digest("hex");
}

/** The certificates of a text in PEM, in order, at most `most`. What lies between them is passed over. Throws ENVELOPE_NOTARY_CERTIFICATE. */
export function readPemCertificates(pem: string, most = 10): readonly Buffer[] {
  const found = pem
    .replaceAll("\r", "")
    .match(/-----BEGIN CERTIFICATE-----\n[^-]*-----END CERTIFICATE-----/g);
  if (found === null) throw refuse("", "the text has no PEM block CERTIFICATE");
  if (found.length > most) throw refuse("", `there are more than ${most}`);
  return found.map((text) => Buffer.from(text.replaceAll(/-----[A-Z ]+-----/g, ""), "base64"));
}

type Certificate = {
  readonly parsed: X509Certificate;
  readonly key: KeyObject;
  readonly fields: ParsedCertificate;
  /** Undefined where the extension is absent. */
  readonly constraints:
    | { readonly critical: boolean; readonly isCa: boolean; readonly length: bigint | undefined }
    | undefined;
  /** What a person calls it. */
  readonly name: string;
};

function readCertificate(der: Uint8Array): Certificate {
  if (der.length > largestCertificate) throw refuse("", `one is larger than ${largestCertificate} bytes`);
  let certificate: Certificate;
  try {
    const parsed = new X509Certificate(der);
    const fields = ParsedCertificate.parse(Buffer.from(parsed.raw));
    const found = fields.extBasicConstraints;
    certificate = {
      parsed,
      key: parsed.publicKey,
      fields,
      constraints: found && {
        critical: found.critical,
        isCa: found.isCA,
        length: found.pathLenConstraint,
      },
      name: parsed.subject.replaceAll("\n", ", ").slice(0, 200),
    };
    const { subs } = fields.root;
    const seen = fields.extensions.map((extension) => extension.subs[0]?.toOID());
    if (!Buffer.from(der).equals(parsed.raw) || subs.length !== 3) throw new Error("bytes follow it");
    if (new Set(seen).size !== seen.length) throw new Error("it has an extension twice");
  } catch (error) {
    throw refuse("", `one cannot be read: ${describeError(error).slice(0, 200)}`);
  }
  checkSignatureAlgorithm(certificate);
  return certificate;
}

function checkSignatureAlgorithm({ fields, name }: Certificate): void {
  const [oid, parameters] = fields.root.subs[1]?.subs ?? [];
  const algorithm = oid?.toOID() ?? "";
  const hash = parameters?.subs.find(({ tag }) => tag.isContextSpecific(0))?.subs[0]?.subs[0]?.toOID();
  if (signatureAlgorithms.has(algorithm) || (algorithm === pss && sha2.has(hash ?? ""))) return;
  throw refuse(name, "is not signed by RSA or ECDSA with SHA-256, SHA-384 or SHA-512");
}

function checkLeaf(certificate: Certificate): void {
  const { constraints, parsed, name } = certificate;
  const bits = usagesOf(certificate);
  if (!bits.includes("digitalSignature")) throw refuse(name, "has no keyUsage digitalSignature");
  const wrong = bits.find((bit) => bit !== "digitalSignature" && bit !== "contentCommitment");
  if (wrong !== undefined)
    throw refuse(name, `has the keyUsage ${wrong}, which a signing certificate must not have`);
  if (constraints?.isCa === true) throw refuse(name, "is one of an authority (CA:TRUE)");
  // Node calls the extended key usage keyUsage.
  const purpose = (parsed.keyUsage ?? []).find((oid) => oid in otherPurposes);
  if (purpose !== undefined)
    throw refuse(
      name,
      `is for ${otherPurposes[purpose]}: a signing certificate is for codeSigning or names no purpose`,
    );
  checkKeyLength(certificate);
}

function checkAuthority(certificate: Certificate, below: number): void {
  const { constraints, name } = certificate;
  if (constraints?.critical !== true || !constraints.isCa)
    throw refuse(name, "has no critical basicConstraints with CA:TRUE");
  const { length } = constraints;
  if (length !== undefined && length < BigInt(below))
    throw refuse(name, `allows ${length} authorities below it, and there are ${below}`);
  if (!usagesOf(certificate).includes("keyCertSign")) throw refuse(name, "has no keyUsage keyCertSign");
  checkKeyLength(certificate);
}

function usagesOf({ fields, name }: Certificate): readonly string[] {
  const extension = fields.extension(keyUsage);
  if (extension === undefined) throw refuse(name, "has no keyUsage");
  if (!extension.critical) throw refuse(name, "has a keyUsage that is not critical");
  const value = extension.valueObj.subs[0];
  const [unused, ...octets] = value?.tag.isBitString() === true ? value.value : [];
  const bits = octets.flatMap((octet) => octet.toString(2).padStart(8, "0").split(""));
  if (unused === undefined || octets.length > 2) throw refuse(name, "has a keyUsage that cannot be read");
  return usages.filter((_usage, index) => bits[index] === "1");
}

function checkKeyLength({ key, name }: Certificate): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa" && (details?.modulusLength ?? 0) >= 2048) return;
  if (type === "ec" && ["prime256v1", "secp384r1", "secp521r1"].includes(details?.namedCurve ?? "")) return;
  throw refuse(name, "has neither an RSA key of 2048 bits or more nor an EC key on P-256, P-384 or P-521");
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.fields.issuer.equals(issuer.fields.subject) && certificate.parsed.verify(issuer.key);
}

function refuse(name: string, why: string): Error {
  return envelopeFaults.fault(
    "ENVELOPE_NOTARY_CERTIFICATE",
    name === ""
      ? `the certificates of a Notary signature are unusable: ${why}`
      : `the certificate ${name} ${why}`,
    { where: "certificate chain" },
  );
}
