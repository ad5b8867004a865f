// X.509 certificates (RFC 5280), written by hand: the Fulcio double must sign one to-be-signed body twice (before and
// after the SCT goes in), and must mint an extension set that is byte for byte what the real service writes.
import { createHash, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  bitString,
  booleanTrue,
  certificateTime,
  childrenOf,
  contextPrimitive,
  contextTag,
  integer,
  octetString,
  oid,
  readDer,
  sequence,
  setOf,
  utf8String,
} from "./der.ts";

/** A key pair with a certificate for it. */
export type Authority = {
  readonly name: Buffer;
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
  readonly certificate: Buffer;
};

/** What a certificate says, before somebody signs it. Times are milliseconds since 1970. */
export type CertificateBody = {
  readonly serial: Buffer;
  readonly subject: Buffer;
  readonly spki: Buffer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Buffer[];
};

export const KEY_USAGE = { digitalSignature: 0x80, certAndCrlSign: 0x06 } as const;
export const EXTENDED_KEY_USAGE = {
  codeSigning: "1.3.6.1.5.5.7.3.3",
  timeStamping: "1.3.6.1.5.5.7.3.8",
} as const;

/** A distinguished name with organisation and common name. */
export function distinguishedName(organisation: string, commonName: string): Buffer {
  return sequence(
    setOf(sequence(oid("2.5.4.10"), utf8String(organisation))),
    setOf(sequence(oid("2.5.4.3"), utf8String(commonName))),
  );
}

/** A fresh positive serial number of 19 octets. */
export function freshSerial(): Buffer {
  return Buffer.concat([Buffer.from([0x11]), randomBytes(18)]);
}

/** An Extension: the value is the DER inside the OCTET STRING. */
export function extension(id: string, critical: boolean, value: Uint8Array): Buffer {
  return critical
    ? sequence(oid(id), booleanTrue(), octetString(value))
    : sequence(oid(id), octetString(value));
}

/** keyUsage, critical. */
export function keyUsage(bits: number): Buffer {
  const unused = 31 - Math.clz32(bits & -bits);
  return extension("2.5.29.15", true, bitString(Buffer.from([bits]), unused));
}

/** extKeyUsage with one purpose. */
export function extendedKeyUsage(purpose: string, critical = false): Buffer {
  return extension("2.5.29.37", critical, sequence(oid(purpose)));
}

/** basicConstraints of an authority, critical. */
export function authorityConstraints(pathLength?: number): Buffer {
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  return extension("2.5.29.19", true, sequence(booleanTrue(), ...length));
}

/** subjectAltName with one URI; critical, as RFC 5280 wants where the subject is empty. */
export function uriName(uri: string): Buffer {
  return extension("2.5.29.17", true, sequence(contextPrimitive(6, Buffer.from(uri, "utf8"))));
}

/** subjectKeyIdentifier of a public key (SHA-1 of its bits, RFC 5280 4.2.1.2). */
export function subjectKeyIdentifier(spki: Buffer): Buffer {
  return extension("2.5.29.14", false, octetString(keyIdentifier(spki)));
}

/** authorityKeyIdentifier that names the issuer's public key. */
export function authorityKeyIdentifier(issuerSpki: Buffer): Buffer {
  return extension("2.5.29.35", false, sequence(contextPrimitive(0, keyIdentifier(issuerSpki))));
}

/** The to-be-signed bytes of a certificate under the given issuer. */
export function toBeSigned(body: CertificateBody, issuer: Pick<Authority, "name" | "privateKey">): Buffer {
  return sequence(
    contextTag(0, integer(2)),
    integer(body.serial),
    signatureAlgorithm(issuer.privateKey),
    issuer.name,
    sequence(certificateTime(body.notBefore), certificateTime(body.notAfter)),
    body.subject,
    body.spki,
    contextTag(3, sequence(...body.extensions)),
  );
}

/** A certificate in DER. */
export function issueCertificate(
  body: CertificateBody,
  issuer: Pick<Authority, "name" | "privateKey">,
): Buffer {
  const tbs = toBeSigned(body, issuer);
  const signature = sign(hashFor(issuer.privateKey), tbs, issuer.privateKey);
  return sequence(tbs, signatureAlgorithm(issuer.privateKey), bitString(signature));
}

/** AlgorithmIdentifier of ECDSA with the hash that fits the key's curve. */
export function signatureAlgorithm(key: KeyObject): Buffer {
  return sequence(oid(hashFor(key) === "sha384" ? "1.2.840.10045.4.3.3" : "1.2.840.10045.4.3.2"));
}

/** The hash that goes with an EC key: SHA-384 for P-384, else SHA-256. */
export function hashFor(key: KeyObject): "sha256" | "sha384" {
  return key.asymmetricKeyDetails?.namedCurve === "secp384r1" ? "sha384" : "sha256";
}

/** DER SubjectPublicKeyInfo of a public key. */
export function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

function keyIdentifier(spki: Buffer): Buffer {
  const bits = childrenOf(readDer(spki))[1];
  if (!bits) throw new Error("public key without bits");
  return createHash("sha1").update(bits.value.subarray(1)).digest();
}
