// An RFC 3161 timestamp authority with the two request forms of Sigstore's server: DER and JSON.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import {
  authorityConstraints,
  authorityKeyIdentifier,
  distinguishedName,
  EXTENDED_KEY_USAGE,
  extendedKeyUsage,
  freshSerial,
  issueCertificate,
  KEY_USAGE,
  keyUsage,
  signatureAlgorithm,
  spkiOf,
  subjectKeyIdentifier,
} from "./certificates.ts";
import {
  certificateTime,
  childrenOf,
  contextTag,
  dottedOid,
  generalizedTime,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  sequence,
  setOf,
  tlv,
  toPem,
} from "./der.ts";
import type { ServiceAnswer, ServiceRequest } from "./service.ts";
import { YEAR_MS } from "./fulcio.ts";

export type TimestampAuthority = {
  /** Leaf first, root last: verifiers that are handed no certificate in the token need the leaf from here. */
  readonly chain: readonly Buffer[];
  readonly handle: (request: ServiceRequest) => ServiceAnswer | undefined;
};

/** What a client asks for. `nonce` is the INTEGER element as the client encoded it. */
type TimestampWish = {
  readonly hash: string;
  readonly digest: Buffer;
  readonly nonce: Buffer | undefined;
  readonly wantsCertificate: boolean;
};

const DEFAULT_POLICY = "1.3.6.1.4.1.57264.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SHA256 = "2.16.840.1.101.3.4.2.1";
const HASHES: Readonly<Record<string, { readonly name: string; readonly size: number }>> = {
  [SHA256]: { name: "sha256", size: 32 },
  "2.16.840.1.101.3.4.2.2": { name: "sha384", size: 48 },
  "2.16.840.1.101.3.4.2.3": { name: "sha512", size: 64 },
};

/** Makes an authority with fresh P-256 keys: a root and a leaf whose only purpose is timestamping. */
export function createTimestampAuthority(now: () => number): TimestampAuthority {
  const rootKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const leafKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rootName = distinguishedName("sigstore.test", "sigstore-tsa-root");
  const rootSpki = spkiOf(rootKeys.publicKey);
  const issuer = { name: rootName, privateKey: rootKeys.privateKey };
  const validity = { notBefore: now() - YEAR_MS, notAfter: now() + 10 * YEAR_MS };
  const root = issueCertificate(
    {
      ...validity,
      serial: freshSerial(),
      subject: rootName,
      spki: rootSpki,
      extensions: [
        keyUsage(KEY_USAGE.certAndCrlSign),
        authorityConstraints(),
        subjectKeyIdentifier(rootSpki),
        authorityKeyIdentifier(rootSpki),
      ],
    },
    issuer,
  );
  const leafSerial = freshSerial();
  const leafSpki = spkiOf(leafKeys.publicKey);
  const leaf = issueCertificate(
    {
      ...validity,
      serial: leafSerial,
      subject: distinguishedName("sigstore.test", "sigstore-tsa"),
      spki: leafSpki,
      extensions: [
        keyUsage(KEY_USAGE.digitalSignature),
        extendedKeyUsage(EXTENDED_KEY_USAGE.timeStamping, true),
        subjectKeyIdentifier(leafSpki),
        authorityKeyIdentifier(rootSpki),
      ],
    },
    issuer,
  );
  const chain = [leaf, root];

  function tokenFor(wish: TimestampWish): Buffer {
    const at = now();
    const info = sequence(
      integer(1),
      oid(DEFAULT_POLICY),
      sequence(algorithm(wish.hash), octetString(wish.digest)),
      integer(freshSerial()),
      generalizedTime(at),
      ...(wish.nonce ? [wish.nonce] : []),
    );
    const issuerAndSerial = sequence(rootName, integer(leafSerial));
    const attributes = [
      attribute("1.2.840.113549.1.9.3", oid(TST_INFO)),
      attribute("1.2.840.113549.1.9.5", certificateTime(at)),
      attribute("1.2.840.113549.1.9.4", octetString(sha256(info))),
      attribute("1.2.840.113549.1.9.16.2.47", signingCertificate(leaf, rootName, leafSerial)),
    ];
    // Signed as a SET (RFC 5652 5.4), written with the implicit tag [0]: same octets but for the first.
    const signedAttributes = setOf(...attributes);
    const implicit = Buffer.from(signedAttributes);
    implicit[0] = 0xa0;
    const signerInfo = sequence(
      integer(1),
      issuerAndSerial,
      algorithm(SHA256),
      implicit,
      signatureAlgorithm(leafKeys.privateKey),
      octetString(sign("sha256", signedAttributes, leafKeys.privateKey)),
    );
    const signedData = sequence(
      integer(3),
      setOf(algorithm(SHA256)),
      sequence(oid(TST_INFO), contextTag(0, octetString(info))),
      ...(wish.wantsCertificate ? [contextTag(0, leaf)] : []),
      setOf(signerInfo),
    );
    return sequence(oid("1.2.840.113549.1.7.2"), contextTag(0, signedData));
  }

  return {
    chain,
    handle: (request) => {
      if (request.method === "GET" && request.path === "/api/v1/timestamp/certchain") {
        const pem = chain.map((der) => toPem("CERTIFICATE", der)).join("");
        return { status: 200, type: "application/pem-certificate-chain", body: pem };
      }
      if (request.method !== "POST" || request.path !== "/api/v1/timestamp") return undefined;
      const form = request.header("content-type").split(";")[0];
      const wish = form === "application/json" ? readJsonRequest(request.body) : readDerRequest(request.body);
      const reply = sequence(sequence(integer(0)), tokenFor(wish));
      return { status: 201, type: "application/timestamp-reply", body: reply };
    },
  };
}

function readDerRequest(bytes: Buffer): TimestampWish {
  const [version, imprint, ...options] = childrenOf(readDer(bytes));
  if (version?.value[0] !== 1 || !imprint) throw new Error("the timestamp request is malformed");
  const [hashAlgorithm, digest] = childrenOf(imprint);
  const hashOid = hashAlgorithm && childrenOf(hashAlgorithm)[0];
  if (!hashOid || !digest) throw new Error("the timestamp request has no message imprint");
  const policy = options.find(({ tag }) => tag === 0x06);
  if (policy && dottedOid(policy) !== DEFAULT_POLICY) throw new Error("the timestamp policy is not served");
  return checked({
    hash: dottedOid(hashOid),
    digest: digest.value,
    nonce: options.find(({ tag }) => tag === 0x02)?.raw,
    wantsCertificate: options.find(({ tag }) => tag === 0x01)?.value[0] === 0xff,
  });
}

type JsonRequest = {
  readonly artifactHash?: string;
  readonly hashAlgorithm?: string;
  readonly nonce?: number;
  readonly certificates?: boolean;
};

function readJsonRequest(bytes: Buffer): TimestampWish {
  const body = JSON.parse(bytes.toString("utf8")) as JsonRequest;
  const hash = Object.entries(HASHES).find(([, { name }]) => name === body.hashAlgorithm)?.[0] ?? "";
  return checked({
    hash,
    digest: Buffer.from(body.artifactHash ?? "", "base64"),
    nonce: body.nonce === undefined ? undefined : integer(body.nonce),
    wantsCertificate: body.certificates === true,
  });
}

function checked(wish: TimestampWish): TimestampWish {
  const hash = HASHES[wish.hash];
  if (!hash) throw new Error("the hash algorithm is not supported: sha256, sha384 and sha512 are");
  if (wish.digest.length !== hash.size)
    throw new Error("the message digest has the wrong length for its algorithm");
  return wish;
}

// ESSCertIDv2 (RFC 5816): binds the token to this certificate, so that it cannot be shown with another of the same key.
function signingCertificate(leaf: Buffer, issuerName: Buffer, serial: Buffer): Buffer {
  const issuerSerial = sequence(sequence(contextTag(4, issuerName)), integer(serial));
  return sequence(sequence(sequence(octetString(sha256(leaf)), issuerSerial)));
}

function attribute(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tlv(0x31, value));
}

function algorithm(id: string): Buffer {
  return sequence(oid(id), nullValue());
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
