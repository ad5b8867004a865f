// Proposed entries of Rekor's first API, checked and canonicalised as the server does
// (sigstore/rekor: pkg/types/hashedrekord/v0.0.1 and pkg/types/dsse/v0.0.1).
import { createHash, createPublicKey, verify, X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { hashFor } from "./certificates.ts";
import { fromPem, toPem } from "./der.ts";
import { verifyDigest } from "./digest-signature.ts";

/** The entry that goes into the tree: its kind and the canonical JSON whose bytes are the leaf. */
export type LogBody = { readonly kind: "hashedrekord" | "dsse"; readonly canonical: string };

type Proposed = { readonly apiVersion?: unknown; readonly kind?: unknown; readonly spec?: unknown };

type HashedRekord = {
  readonly signature?: { readonly content?: string; readonly publicKey?: { readonly content?: string } };
  readonly data?: { readonly hash?: { readonly algorithm?: string; readonly value?: string } };
};

type Dsse = {
  readonly proposedContent?: { readonly envelope?: string; readonly verifiers?: readonly string[] };
};

type Envelope = {
  readonly payloadType?: string;
  readonly payload?: string;
  readonly signatures?: readonly { readonly sig?: string }[];
};

/** The log body of a proposed entry. Throws with the reason when it is malformed or its signature does not verify. */
export function logBody(proposed: unknown): LogBody {
  const entry = (typeof proposed === "object" && proposed !== null ? proposed : {}) as Proposed;
  if (entry.apiVersion !== "0.0.1")
    throw new Error(`entry version ${String(entry.apiVersion)} is not supported`);
  if (typeof entry.spec !== "object" || entry.spec === null) throw new Error("the entry has no spec");
  if (entry.kind === "hashedrekord") return hashedRekordBody(entry.spec);
  if (entry.kind === "dsse") return dsseBody(entry.spec);
  throw new Error(`entry kind ${String(entry.kind)} is not supported`);
}

function hashedRekordBody(spec: HashedRekord): LogBody {
  const content = spec.signature?.content;
  const hash = spec.data?.hash;
  if (!content || !hash?.value || !hash.algorithm)
    throw new Error("the hashedrekord has no signature or hash");
  const size = { sha256: 64, sha384: 96, sha512: 128 }[hash.algorithm];
  if (hash.value.length !== size || !/^[0-9a-f]+$/.test(hash.value))
    throw new Error("the hashedrekord's hash is malformed");
  const verifier = readVerifier(spec.signature?.publicKey?.content ?? "");
  if (
    !verifyDigest(
      verifier.key,
      hash.algorithm,
      Buffer.from(hash.value, "hex"),
      Buffer.from(content, "base64"),
    )
  ) {
    throw new Error("verifying signature: invalid signature when validating ASN.1 encoded signature");
  }
  return {
    kind: "hashedrekord",
    canonical: canonicalJson({
      apiVersion: "0.0.1",
      kind: "hashedrekord",
      spec: {
        data: { hash: { algorithm: hash.algorithm, value: hash.value } },
        signature: { content, publicKey: { content: verifier.canonical } },
      },
    }),
  };
}

function dsseBody(spec: Dsse): LogBody {
  const text = spec.proposedContent?.envelope;
  const verifiers = (spec.proposedContent?.verifiers ?? []).map(readVerifier);
  if (!text || verifiers.length === 0) throw new Error("the dsse entry has no envelope or no verifier");
  const envelope = JSON.parse(text) as Envelope;
  const signatures = envelope.signatures ?? [];
  if (signatures.length === 0) throw new Error("the envelope has no signature");
  const payload = Buffer.from(envelope.payload ?? "", "base64");
  const signed = preAuthEncoding(envelope.payloadType ?? "", payload);
  const accepted = signatures.map(({ sig = "" }) => {
    const match = verifiers.find(({ key }) => verify(hashFor(key), signed, key, Buffer.from(sig, "base64")));
    if (!match)
      throw new Error(
        "could not verify envelope: accepted signatures do not match threshold, Found: 0, Expected 1",
      );
    return { signature: sig, verifier: match.canonical };
  });
  return {
    kind: "dsse",
    canonical: canonicalJson({
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: {
        envelopeHash: { algorithm: "sha256", value: sha256Hex(Buffer.from(text, "utf8")) },
        payloadHash: { algorithm: "sha256", value: sha256Hex(payload) },
        signatures: accepted.toSorted((a, b) => (a.signature < b.signature ? -1 : 1)),
      },
    }),
  };
}

/** JSON with sorted keys and no spaces (RFC 8785, for the strings and whole numbers that a log writes). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

function preAuthEncoding(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head, "utf8"), payload]);
}

// A verifier is base64 of a PEM certificate or public key; the log writes it back in one spelling.
function readVerifier(encoded: string): { readonly key: KeyObject; readonly canonical: string } {
  const text = Buffer.from(encoded, "base64").toString("latin1");
  const certificate = fromPem("CERTIFICATE", text);
  const der = certificate ?? fromPem("PUBLIC KEY", text);
  if (!der) throw new Error("invalid public key: failure decoding PEM");
  const key = certificate
    ? new X509Certificate(certificate).publicKey
    : createPublicKey({ key: der, format: "der", type: "spki" });
  const pem = toPem(certificate ? "CERTIFICATE" : "PUBLIC KEY", der);
  return { key, canonical: Buffer.from(pem, "latin1").toString("base64") };
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
