import { createHash } from "node:crypto";
import {
  type SigstoreBundle,
  type VerificationMaterial,
  bundleFromJson,
  bundleLimit,
  bundleMediaType,
  bundleToJson,
} from "./bundle.ts";
import { envelopeFaults } from "./faults.ts";
import { type Refuse, asBytes, asList, asObject, onlyMembers, parseObject } from "./strict-json.ts";

/** The bundle of a model signature: v0.3 by its media type, though a chain may stand where v0.3 has one certificate. */
export type ModelBundle = Omit<SigstoreBundle, "material"> & {
  readonly material: VerificationMaterial | CertificateChain;
};

/** DER, the signer's certificate first. */
export type CertificateChain = { readonly kind: "chain"; readonly certificates: readonly Uint8Array[] };

const longestChain = 16;

/** The hint of a key in a model signature: hex SHA-256 of the PEM text of the SubjectPublicKeyInfo, last newline included. */
export function hintOfModelKey(publicKeyPem: string): string {
  return createHash("sha256").update(publicKeyPem).digest("hex");
}

/** The JSON bytes of a model signature, with the member tlogEntries that the reference always writes. */
export function encodeModelBundle({ material, ...rest }: ModelBundle): Buffer {
  const single: VerificationMaterial =
    material.kind === "chain"
      ? { kind: "certificate", certificate: material.certificates[0] ?? Buffer.alloc(0) }
      : material;
  const object = bundleToJson({ ...rest, material: single });
  const { certificate, ...others } = object.verificationMaterial;
  const certificates =
    material.kind === "chain"
      ? material.certificates.map((der) => ({ rawBytes: Buffer.from(der).toString("base64") }))
      : [];
  // Undefined members are not written.
  const named = material.kind === "chain" ? { x509CertificateChain: { certificates } } : { certificate };
  const verificationMaterial = { ...named, tlogEntries: [], ...others };
  return Buffer.from(JSON.stringify({ ...object, verificationMaterial }));
}

/** Reads a model signature as strictly as any bundle. Throws ENVELOPE_BUNDLE_INVALID or ENVELOPE_TOO_LARGE. */
export function decodeModelBundle(bytes: Uint8Array, name = "the model signature"): ModelBundle {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_BUNDLE_INVALID", `${name} ${why}`, { where: name });
  const object = parseObject(bytes, bundleLimit, name, refuse);
  if (object["mediaType"] !== bundleMediaType)
    throw refuse(`is not a Sigstore bundle v0.3 (${bundleMediaType})`);
  const { x509CertificateChain: chain, ...material } = asObject(
    object["verificationMaterial"],
    "verificationMaterial",
    refuse,
  );
  if (chain === undefined) return bundleFromJson(object, refuse);
  if (material["certificate"] !== undefined || material["publicKey"] !== undefined)
    throw refuse("must hold either a public key hint, a certificate or a chain");
  const holder = asObject(chain, "x509CertificateChain", refuse);
  onlyMembers(holder, ["certificates"], "x509CertificateChain", refuse);
  const certificates = asList(holder["certificates"], "certificates", longestChain, refuse).map(
    (item, index) => {
      const path = `certificates[${index}]`;
      const certificate = asObject(item, path, refuse);
      onlyMembers(certificate, ["rawBytes"], path, refuse);
      return asBytes(certificate["rawBytes"], `${path}.rawBytes`, refuse);
    },
  );
  const [leaf] = certificates;
  if (leaf === undefined) throw refuse("has an empty chain of certificates");
  const verificationMaterial = { ...material, certificate: { rawBytes: leaf.toString("base64") } };
  const read = bundleFromJson({ ...object, verificationMaterial }, refuse);
  return { ...read, material: { kind: "chain", certificates } };
}
