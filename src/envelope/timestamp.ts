import { ASN1Obj, RFC3161Timestamp } from "@sigstore/core";
import { envelopeFaults } from "./faults.ts";
import type { KeyHash } from "./key-hash.ts";

// RFC 3161, section 2.4: what is asked of a timestamp authority in DER, and what it answers.

/** 2.16.840.1.101.3.4.2, arcs 1 to 3, as OBJECT IDENTIFIER. */
const hashes: Readonly<Record<KeyHash, string>> = {
  sha256: "0609608648016503040201",
  sha384: "0609608648016503040202",
  sha512: "0609608648016503040203",
};
/** Content type of a TSTInfo, 1.2.840.113549.1.9.16.1.4. */
const tstInfoType = "1.2.840.113549.1.9.16.1.4";

/** A TimeStampReq for the hash of something, which asks for the authority's certificate: verifiers need it. The nonce has at most 32 bytes. */
export function encodeTimestampRequest(hash: KeyHash, hashed: Uint8Array, nonce: Uint8Array): Buffer {
  const algorithm = sequence(Buffer.from(hashes[hash], "hex"), element(0x05, Buffer.alloc(0)));
  const imprint = sequence(algorithm, element(0x04, hashed));
  const version = element(0x02, Buffer.from([1]));
  const wantsCertificate = element(0x01, Buffer.from([0xff]));
  return sequence(version, imprint, element(0x02, positive(nonce)), wantsCertificate);
}

export type TimestampAnswer =
  | { readonly granted: false; readonly status: number; readonly words: string }
  | {
      readonly granted: true;
      /** Name and value of the hash that it is about; no name for one that is not known. */
      readonly hash: string | undefined;
      readonly hashed: Buffer;
      /** As bytes without leading zeros; undefined where the authority gave none back. */
      readonly nonce: Buffer | undefined;
      readonly time: Date;
      /** The TimeStampToken; undefined where the answer is other BER than DER, of which a piece cut out would be signed by nobody. */
      readonly token: Buffer | undefined;
      readonly hasCertificates: boolean;
    };

/** Reads a TimeStampResp. Whether it is signed by somebody who counts is for verifiers. Throws ENVELOPE_TIMESTAMP_INVALID. */
export function readTimestampResponse(bytes: Uint8Array): TimestampAnswer {
  try {
    const der = Buffer.from(bytes);
    const [statusInfo, token] = ASN1Obj.parseBuffer(der).subs;
    const status = Number(statusInfo?.subs[0]?.toInteger());
    if (statusInfo === undefined || !Number.isSafeInteger(status)) throw new Error("it has no status");
    // 0 is granted, 1 granted with changes.
    if (status > 1 || token === undefined)
      return { granted: false, status, words: statusWords(statusInfo).slice(0, 300) };
    const timestamp = RFC3161Timestamp.parse(der);
    if (timestamp.eContentType !== tstInfoType) throw new Error("its content is no TSTInfo");
    const { tstInfo } = timestamp;
    // CMS, 5.1: certificates are the element [0] behind version, digestAlgorithms and encapContentInfo.
    const signedData = token.subs[1]?.subs[0]?.subs ?? [];
    return {
      granted: true,
      hash: tstInfo.messageImprintHashAlgorithm,
      hashed: tstInfo.messageImprintHashedMessage,
      nonce: nonceOf(tstInfo.root),
      time: tstInfo.genTime,
      token: timestamp.root.toDER().equals(der) ? token.toDER() : undefined,
      hasCertificates: signedData
        .slice(3)
        .some(({ tag, subs }) => tag.isContextSpecific(0) && subs.length > 0),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : "it cannot be read";
    throw envelopeFaults.fault("ENVELOPE_TIMESTAMP_INVALID", `the answer is no RFC 3161 timestamp: ${why}`, {
      cause: error,
    });
  }
}

/** The same number without the zeros that stand before it in DER, or that another writer leaves out. */
export function plainNonce(nonce: Uint8Array): Buffer {
  const first = nonce.findIndex((byte) => byte !== 0);
  return Buffer.from(first === -1 ? [] : nonce.subarray(first));
}

// TSTInfo: version, policy, messageImprint, serialNumber and genTime come first and are always there; then, of the optional ones,
// only the nonce is an INTEGER.
function nonceOf(tstInfo: ASN1Obj): Buffer | undefined {
  const integer = 0x02;
  const found = tstInfo.subs.slice(5).find(({ tag }) => tag.isUniversal() && tag.number === integer);
  return found === undefined ? undefined : plainNonce(found.value);
}

function statusWords(info: ASN1Obj): string {
  // PKIFreeText, where there is any: a SEQUENCE of UTF8String.
  const [, text] = info.subs;
  return text?.subs.map(({ value }) => value.toString("utf8")).join(" ") ?? "";
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

/** Everything here is shorter than 128 bytes, where DER's length is one byte. */
function element(tag: number, content: Uint8Array): Buffer {
  if (content.length > 127) throw new Error("a timestamp request has no element of more than 127 bytes");
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

function positive(nonce: Uint8Array): Buffer {
  const plain = plainNonce(nonce);
  if (plain.length === 0) return Buffer.from([0]);
  return (plain[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), plain]) : plain;
}
