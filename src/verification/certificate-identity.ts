import { X509Certificate as NodeCertificate } from "node:crypto";
import { X509Certificate } from "@sigstore/core";
import { type Identity, type WorkflowIdentity, formatIdentity } from "../values/identity.ts";
import { verificationFaults } from "./faults.ts";

const prefix = "1.3.6.1.4.1.57264.1";

// The OIDs of Fulcio's certificate extensions that an identity is made of (sigstore/fulcio, docs/oid-info.md).
const extensions = {
  issuer: `${prefix}.8`,
  sourceRef: `${prefix}.14`,
  repositoryId: `${prefix}.15`,
  ownerId: `${prefix}.17`,
  buildConfigUri: `${prefix}.18`,
  trigger: `${prefix}.20`,
} as const;

const names: Readonly<Record<Exclude<keyof WorkflowIdentity, "kind">, string>> = {
  issuer: "issuer",
  subject: "subject (SAN)",
  repositoryId: "repository id",
  ownerId: "owner id",
  sourceRef: "source ref",
  buildConfigUri: "build config URI",
  trigger: "trigger",
};

/** What a certificate says about the workflow that used it; a field that is absent, repeated or no UTF-8 is undefined. */
export type CertificateIdentity = {
  readonly [K in Exclude<keyof WorkflowIdentity, "kind">]: string | undefined;
};

/** Reads the identity fields of a Fulcio certificate in DER. Call it on certificates that verified. */
export function readCertificateIdentity(der: Uint8Array): CertificateIdentity {
  const certificate = X509Certificate.parse(Buffer.from(der));
  const of = (oid: string): string | undefined => {
    const found = certificate.extensions.filter((extension) => extension.subs[0]?.toOID() === oid);
    const value = found.length === 1 ? found[0]?.subs.at(-1)?.value : undefined;
    return value === undefined ? undefined : decodeUtf8String(value);
  };
  const uri = certificate.subjectAltName;
  // Node lists every name of the SAN: with a second one, or one that needs quoting, the texts differ.
  const single = uri !== undefined && new NodeCertificate(der).subjectAltName === `URI:${uri}`;
  return {
    issuer: of(extensions.issuer),
    subject: single ? uri : undefined,
    repositoryId: of(extensions.repositoryId),
    ownerId: of(extensions.ownerId),
    sourceRef: of(extensions.sourceRef),
    buildConfigUri: of(extensions.buildConfigUri),
    trigger: of(extensions.trigger),
  };
}

function decodeUtf8String(der: Buffer): string | undefined {
  const short = der[1] ?? 0;
  const header = short < 0x80 ? 2 : short === 0x81 ? 3 : short === 0x82 ? 4 : 0;
  if (der[0] !== 0x0c || header === 0 || der.length < header) return undefined;
  const length = header === 2 ? short : der.readUIntBE(2, header - 2);
  if (length !== der.length - header) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(der.subarray(header));
  } catch {
    return undefined;
  }
}

/** The identity of the policy that the certificate equals in every field, or SIGNATURE_IDENTITY_MISMATCH with the nearest one's differences. */
export function matchWorkflow(found: CertificateIdentity, identities: readonly Identity[]): WorkflowIdentity {
  let nearest: { readonly wanted: WorkflowIdentity; readonly differences: readonly string[] } | undefined;
  for (const wanted of identities) {
    if (wanted.kind !== "workflow") continue;
    const differences = differencesOf(found, wanted);
    if (differences.length === 0) return wanted;
    if (nearest === undefined || differences.length < nearest.differences.length)
      nearest = { wanted, differences };
  }
  throw verificationFaults.fault(
    "SIGNATURE_IDENTITY_MISMATCH",
    nearest === undefined
      ? `it was signed by the workflow ${found.subject ?? "without a name"}, and only keys may sign this`
      : `it was not signed by ${formatIdentity(nearest.wanted)}: ${nearest.differences.join("; ")}`,
    { where: "identity" },
  );
}

function differencesOf(found: CertificateIdentity, wanted: WorkflowIdentity): readonly string[] {
  const fields = Object.keys(names) as (keyof typeof names)[];
  return fields
    .filter((field) => found[field] !== wanted[field])
    .map(
      (field) =>
        `${names[field]} is ${JSON.stringify(found[field] ?? null)}, expected ${JSON.stringify(wanted[field])}`,
    );
}
