import { createPublicKey, sign } from "node:crypto";
import { preAuthEncoding, inTotoPayloadType } from "../envelope/dsse.ts";
import { type BundleContent, type SigstoreBundle, encodeBundle, hintOfKey } from "../envelope/bundle.ts";
import { hashOfCurve } from "../envelope/key-hash.ts";
import { type ModelBundle, encodeModelBundle, hintOfModelKey } from "../envelope/model-bundle.ts";
import { digestOf } from "../values/digest.ts";
import { readCertificateChain } from "./certificate-chain.ts";
import { signingFaults } from "./faults.ts";
import { openKeyless } from "./keyless.ts";
import { type VerifiableKey, loadSigningKey } from "./keys.ts";
import type { SignatureSource, SignerIdentity, SigningPorts } from "./signature-source.ts";
import { type SigningServices, selectServices } from "./signing-config.ts";
import { createWitnesses } from "./witnesses.ts";

export type { SignerIdentity, SigningPorts } from "./signature-source.ts";

/** A key that somebody else holds, such as a key management service. */
export type RemoteKey = VerifiableKey & {
  /** An ASN.1 ECDSA or a PKCS#1 v1.5 signature over the bytes, with the key's hash. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

export type SigningOptions =
  | {
      readonly mode: "key";
      /** PEM, or a key that stays where it is. */
      readonly privateKey: string | RemoteKey;
      readonly password?: string | undefined;
      /** An RFC 3161 authority: the address that takes requests. */
      readonly timestampAuthority?: URL | undefined;
      /** Log and timestamp authority of a private Sigstore; without one a key signs with no network. */
      readonly signingConfig?: Uint8Array | undefined;
      /** For a signer of models alone: certificates in PEM, the key's own first, in place of a hint. RSA is refused at once. */
      readonly models?: { readonly certificates?: string | undefined } | undefined;
    }
  | {
      readonly mode: "keyless";
      readonly signingConfig: Uint8Array;
      /** Not used for signing; callers verify what was signed against it. */
      readonly trustedRoot?: Uint8Array | undefined;
    };

/** Signs bytes and statements; each signature comes as the JSON bytes of a Sigstore bundle v0.3. */
export type BlobSigner = {
  readonly identity: SignerIdentity;
  /** Message signature over the bytes: `cosign verify-blob --bundle` accepts it. */
  readonly signBlob: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** DSSE envelope over an in-toto statement. */
  readonly signStatement: (statement: object) => Promise<Uint8Array>;
  /** The same as values, for formats other than the bundle. */
  readonly signEnvelope: (statement: object) => Promise<SigstoreBundle>;
  /** DSSE envelope over an OMS v1.0 statement, in the bundle that model_signing reads. Throws SIGNING_KEY_UNSUPPORTED for RSA. */
  readonly signModel: (statement: object) => Promise<Uint8Array>;
  /** A message signature as values, for formats other than the bundle. */
  readonly signMessage: (bytes: Uint8Array) => Promise<SigstoreBundle>;
};

/** Opens a signer. Keys are read here, so that a wrong password fails before anything else happens; keyless asks for nothing yet. */
export async function openSigning(options: SigningOptions, ports: SigningPorts): Promise<BlobSigner> {
  if (options.mode === "key") {
    const key = await openKey(options.privateKey, options.password);
    const services = servicesForKey(options, ports.clock.now());
    // The entries that Rekor's first API makes of these signatures hold a SHA-256 digest, and it would refuse them one by one.
    if (key.hash !== "sha256" && services.logs.length > 0)
      throw signingFaults.fault(
        "SIGNING_KEY_UNSUPPORTED",
        `the signing config names a log, and a log records no signature with ${key.hash}`,
        { where: "signing-key", next: "use a P-256 key, or no log" },
      );
    if (key.warning !== undefined) ports.log.warning(key.warning);
    if (options.models !== undefined) requireModelSigner({ kind: "key", ...key });
    const certificates = options.models?.certificates;
    const chain = certificates === undefined ? undefined : readCertificateChain(certificates, key);
    return createSigner(keySource(key, chain), services, ports);
  }
  const services = selectServices(options.signingConfig, ports.clock.now());
  const { certificateAuthority } = services;
  if (certificateAuthority === undefined || services.logs.length === 0)
    throw signingFaults.fault(
      "SIGNING_SERVICE_MISSING",
      `the signing config names no ${certificateAuthority === undefined ? "certificate authority" : "log"}: keyless signatures need both`,
      { where: "signing-config" },
    );
  return createSigner(openKeyless(certificateAuthority, ports), services, ports);
}

function servicesForKey(options: SigningOptions & { readonly mode: "key" }, now: Date): SigningServices {
  const { signingConfig, timestampAuthority } = options;
  const configured =
    signingConfig === undefined
      ? { certificateAuthority: undefined, logs: [], timestampAuthorities: [] }
      : selectServices(signingConfig, now);
  return timestampAuthority === undefined
    ? configured
    : { ...configured, timestampAuthorities: [timestampAuthority.href] };
}

async function openKey(key: string | RemoteKey, password: string | undefined): Promise<RemoteKey> {
  if (typeof key !== "string") return key;
  const loaded = await loadSigningKey(key, password);
  return { ...loaded, sign: async (bytes) => sign(loaded.hash, bytes, loaded.privateKey) };
}

function keySource(key: RemoteKey, chain: readonly Uint8Array[] | undefined): SignatureSource {
  return {
    identity: { kind: "key", keyId: key.keyId, publicKey: key.publicKey },
    chain,
    sign: async (bytes) => ({
      signature: await key.sign(bytes),
      pem: key.publicKey,
      material: { kind: "publicKey", hint: hintOfKey(key.keyId) },
    }),
  };
}

function createSigner(source: SignatureSource, services: SigningServices, ports: SigningPorts): BlobSigner {
  const witnesses = createWitnesses(services, ports);
  const seal = async (
    signed: Uint8Array,
    contentOf: (signature: Uint8Array) => BundleContent,
  ): Promise<SigstoreBundle> => {
    const { signature, pem, material } = await source.sign(signed);
    const content = contentOf(signature);
    return { material, content, ...(await witnesses.testify(content, pem)) };
  };
  const signMessage = (bytes: Uint8Array): Promise<SigstoreBundle> =>
    seal(bytes, (signature) => ({ kind: "message", digest: digestOf(bytes), signature }));
  const signEnvelope = (statement: object): Promise<SigstoreBundle> => {
    const payload = Buffer.from(JSON.stringify(statement), "utf8");
    const payloadType = inTotoPayloadType;
    return seal(preAuthEncoding(payloadType, payload), (signature) => ({
      kind: "dsse",
      envelope: { payloadType, payload, signature },
    }));
  };
  return {
    identity: source.identity,
    signMessage,
    signEnvelope,
    signBlob: async (bytes) => encodeBundle(await signMessage(bytes)),
    signStatement: async (statement) => encodeBundle(await signEnvelope(statement)),
    signModel: async (statement) => {
      requireModelSigner(source.identity);
      const bundle = await signEnvelope(statement);
      return encodeModelBundle({ ...bundle, material: modelMaterial(source, bundle) });
    },
  };
}

function modelMaterial(
  { identity, chain }: SignatureSource,
  { material }: SigstoreBundle,
): ModelBundle["material"] {
  if (chain !== undefined) return { kind: "chain", certificates: chain };
  return identity.kind === "key" ? { kind: "publicKey", hint: hintOfModelKey(identity.publicKey) } : material;
}

function requireModelSigner(identity: SignerIdentity): void {
  if (identity.kind !== "key" || hashOfCurve(createPublicKey(identity.publicKey)) !== undefined) return;
  throw signingFaults.fault(
    "SIGNING_KEY_UNSUPPORTED",
    "the signing key is RSA; models are signed with ECDSA P-256, P-384 or P-521",
    { where: "signing-key", next: "make one with: cosign generate-key-pair" },
  );
}
