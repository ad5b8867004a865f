// Fulcio: a workflow identity token and a proof of possession in, a ten-minute certificate with an embedded SCT out.
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  authorityConstraints,
  authorityKeyIdentifier,
  distinguishedName,
  EXTENDED_KEY_USAGE,
  extendedKeyUsage,
  extension,
  freshSerial,
  hashFor,
  issueCertificate,
  KEY_USAGE,
  keyUsage,
  spkiOf,
  subjectKeyIdentifier,
  toBeSigned,
  uriName,
} from "./certificates.ts";
import type { Authority, CertificateBody } from "./certificates.ts";
import type { CtLog } from "./ct-log.ts";
import { childrenOf, fromPem, octetString, readDer, sequence, toPem } from "./der.ts";
import type { OidcIssuer } from "./oidc-issuer.ts";
import { failure, json } from "./service.ts";
import type { ServiceAnswer, ServiceRequest } from "./service.ts";
import { subjectUri, workflowExtensions } from "./workflow-identity.ts";

export type Fulcio = {
  /** Intermediate first, root last: the order of a trusted root's chain. */
  readonly chain: readonly Buffer[];
  readonly handle: (request: ServiceRequest) => ServiceAnswer | undefined;
};

const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
const LIFETIME_MS = 10 * 60_000;
export const YEAR_MS = 365 * 86_400_000;

/** Makes an authority with fresh P-384 keys (root and intermediate, as the public instance has). */
export function createFulcio(options: {
  readonly issuer: Pick<OidcIssuer, "verifyToken">;
  readonly ctLog: CtLog;
  readonly serverUrl: string;
  readonly now: () => number;
}): Fulcio {
  const root = makeAuthority("sigstore", undefined, options.now());
  const intermediate = makeAuthority("sigstore-intermediate", root, options.now());
  const chain = [intermediate.certificate, root.certificate];
  const chainPem = chain.map((der) => toPem("CERTIFICATE", der));

  function certificateFor(token: string, key: KeyObject, proof: Proof): string {
    const claims = options.issuer.verifyToken(token, "sigstore");
    const subject = Buffer.from(String(claims["sub"]), "utf8");
    const possessed = proof.kind === "request" || verify(hashFor(key), subject, key, proof.signature);
    if (!possessed) throw new Error("The signature supplied in the request could not be verified");
    const spki = spkiOf(key);
    const at = Math.floor(options.now() / 1000) * 1000;
    const body: CertificateBody = {
      serial: freshSerial(),
      subject: sequence(),
      spki,
      notBefore: at,
      notAfter: at + LIFETIME_MS,
      extensions: [
        keyUsage(KEY_USAGE.digitalSignature),
        extendedKeyUsage(EXTENDED_KEY_USAGE.codeSigning),
        subjectKeyIdentifier(spki),
        authorityKeyIdentifier(intermediate.spki),
        uriName(subjectUri(claims, options.serverUrl)),
        ...workflowExtensions(String(claims["iss"]), claims, options.serverUrl),
      ],
    };
    const scts = options.ctLog.stamp(toBeSigned(body, intermediate), intermediate.spki);
    const stamped = {
      ...body,
      extensions: [...body.extensions, extension(SCT_LIST, false, octetString(scts))],
    };
    return toPem("CERTIFICATE", issueCertificate(stamped, intermediate));
  }

  return {
    chain,
    handle: (request) => {
      switch (`${request.method} ${request.path}`) {
        case "POST /api/v2/signingCert": {
          const wanted = readRequestV2(request);
          const leaf = certificateFor(wanted.token, wanted.key, wanted.proof);
          return json(200, {
            signedCertificateEmbeddedSct: { chain: { certificates: [leaf, ...chainPem] } },
          });
        }
        case "POST /api/v1/signingCert": {
          const token = bearer(request);
          if (token === undefined) return failure(401, "an identity token is needed");
          const wanted = readRequestV1(request.body);
          const pem = [certificateFor(token, wanted.key, wanted.proof), ...chainPem].join("");
          return { status: 201, type: "application/pem-certificate-chain", body: pem };
        }
        case "GET /api/v1/rootCert":
          return { status: 200, type: "application/pem-certificate-chain", body: chainPem.join("") };
        case "GET /api/v2/trustBundle":
          return json(200, { chains: [{ certificates: chainPem }] });
        default:
          return undefined;
      }
    },
  };
}

type Proof = { readonly kind: "signature"; readonly signature: Buffer } | { readonly kind: "request" };

function makeAuthority(name: string, parent: Authority | undefined, now: number): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const spki = spkiOf(publicKey);
  const self = { name: distinguishedName("sigstore.test", name), privateKey, spki };
  const issuer = parent ?? self;
  const purpose = parent ? [extendedKeyUsage(EXTENDED_KEY_USAGE.codeSigning)] : [];
  const certificate = issueCertificate(
    {
      serial: freshSerial(),
      subject: self.name,
      spki,
      notBefore: now - YEAR_MS,
      notAfter: now + 10 * YEAR_MS,
      extensions: [
        keyUsage(KEY_USAGE.certAndCrlSign),
        ...purpose,
        authorityConstraints(parent ? 0 : undefined),
        subjectKeyIdentifier(spki),
        authorityKeyIdentifier(issuer.spki),
      ],
    },
    issuer,
  );
  return { ...self, certificate };
}

type RequestV2 = {
  readonly credentials?: { readonly oidcIdentityToken?: string };
  readonly publicKeyRequest?: {
    readonly publicKey?: { readonly content?: string };
    readonly proofOfPossession?: string;
  };
  readonly certificateSigningRequest?: string;
};

// The token may come in the body or in the header (Go clients send the header).
function readRequestV2(request: ServiceRequest): {
  readonly token: string;
  readonly key: KeyObject;
  readonly proof: Proof;
} {
  const body = JSON.parse(request.body.toString("utf8")) as RequestV2;
  const token = body.credentials?.oidcIdentityToken ?? bearer(request);
  if (typeof token !== "string") throw new Error("an identity token is needed");
  if (body.certificateSigningRequest !== undefined)
    return { token, ...readSigningRequest(body.certificateSigningRequest) };
  const content = body.publicKeyRequest?.publicKey?.content;
  const signature = body.publicKeyRequest?.proofOfPossession;
  if (!content || !signature) throw new Error("a public key with a proof of possession is needed");
  return {
    token,
    key: createPublicKey(content),
    proof: { kind: "signature", signature: Buffer.from(signature, "base64") },
  };
}

function bearer(request: ServiceRequest): string | undefined {
  return /^bearer (.+)$/i.exec(request.header("authorization"))?.[1];
}

type RequestV1 = {
  readonly publicKey?: { readonly content?: string };
  readonly signedEmailAddress?: string;
  readonly certificateSigningRequest?: string;
};

// The first API sends octets in base64: the key in PEM or DER, the proof under a name from before workflows existed.
function readRequestV1(bytes: Buffer): { readonly key: KeyObject; readonly proof: Proof } {
  const body = JSON.parse(bytes.toString("utf8")) as RequestV1;
  if (body.certificateSigningRequest) return readSigningRequest(body.certificateSigningRequest);
  if (!body.publicKey?.content || !body.signedEmailAddress) {
    throw new Error("a public key with a proof of possession is needed");
  }
  const content = Buffer.from(body.publicKey.content, "base64");
  const der = fromPem("PUBLIC KEY", content.toString("latin1")) ?? content;
  const signature = Buffer.from(body.signedEmailAddress, "base64");
  return {
    key: createPublicKey({ key: der, format: "der", type: "spki" }),
    proof: { kind: "signature", signature },
  };
}

// A PKCS#10 request proves possession by its own signature (RFC 2986).
function readSigningRequest(encoded: string): { readonly key: KeyObject; readonly proof: Proof } {
  const pem = Buffer.from(encoded, "base64").toString("latin1");
  const der = fromPem("CERTIFICATE REQUEST", pem) ?? fromPem("CERTIFICATE REQUEST", encoded);
  if (!der) throw new Error("the certificate signing request is not PEM");
  const [info, , bits] = childrenOf(readDer(der));
  const spki = info && childrenOf(info)[2];
  if (!info || !spki || !bits) throw new Error("the certificate signing request is malformed");
  const key = createPublicKey({ key: spki.raw, format: "der", type: "spki" });
  if (!verify(hashFor(key), info.raw, key, bits.value.subarray(1))) {
    throw new Error("The signature supplied in the request could not be verified");
  }
  return { key, proof: { kind: "request" } };
}
