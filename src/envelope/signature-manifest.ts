import { type Digest, digestOf, hexOf, isDigest } from "../values/digest.ts";
import { bundleMediaType } from "./bundle.ts";
import { envelopeFaults } from "./faults.ts";
import type { Annotations } from "./legacy-signature.ts";
import { notaryArtifactType, notaryEnvelopeType } from "./notary.ts";
import { type JsonObject, type Refuse, asList, asObject, asText, parseObject } from "./strict-json.ts";

/** A layer of a signature manifest: an OCI descriptor with what the formats of signatures need of it. */
export type SignatureLayer = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations: Annotations;
};

export type SignatureManifest = {
  readonly artifactType: string | undefined;
  readonly subject: Digest | undefined;
  readonly config: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
  readonly layers: readonly SignatureLayer[];
  readonly annotations: Annotations;
};

export const imageManifestMediaType = "application/vnd.oci.image.manifest.v1+json";
const configMediaType = "application/vnd.oci.image.config.v1+json";
const limit = 4_194_304;

/** The blob that stands for "no config" in OCI 1.1. */
export const emptyConfig = Buffer.from("{}");

/** The tag of cosign's older format: `sha256-<hex>.sig`. */
export function legacyTag(digest: Digest): string {
  return `sha256-${hexOf(digest)}.sig`;
}

/** The tag of attestations in cosign's older format: `sha256-<hex>.att`. */
export function attestationTag(digest: Digest): string {
  return `sha256-${hexOf(digest)}.att`;
}

/** The manifest that carries a bundle as a referrer of its subject, as cosign 3 writes it. */
export function bundleManifest(input: {
  readonly subject: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
  readonly bundle: Uint8Array;
  readonly predicateType: string;
  readonly created: Date;
}): Buffer {
  const { subject } = input;
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: imageManifestMediaType,
      artifactType: bundleMediaType,
      config: {
        mediaType: "application/vnd.oci.empty.v1+json",
        digest: digestOf(emptyConfig),
        size: emptyConfig.length,
      },
      layers: [{ mediaType: bundleMediaType, digest: digestOf(input.bundle), size: input.bundle.length }],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
      annotations: {
        "dev.sigstore.bundle.content": "dsse-envelope",
        "dev.sigstore.bundle.predicateType": input.predicateType,
        "org.opencontainers.image.created": `${input.created.toISOString().slice(0, 19)}Z`,
      },
    }),
    "utf8",
  );
}

/** The manifest that carries a Notary signature as a referrer of its subject (specs/signature-specification.md, Storage). */
export function notaryManifest(input: {
  readonly subject: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
  readonly envelope: Uint8Array;
  readonly thumbprints: readonly string[];
  readonly created: Date;
}): Buffer {
  const { subject, envelope } = input;
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: imageManifestMediaType,
      artifactType: notaryArtifactType,
      config: { mediaType: notaryArtifactType, digest: digestOf(emptyConfig), size: emptyConfig.length },
      layers: [{ mediaType: notaryEnvelopeType, digest: digestOf(envelope), size: envelope.length }],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
      annotations: {
        "io.cncf.notary.x509chain.thumbprint#S256": JSON.stringify(input.thumbprints),
        "org.opencontainers.image.created": `${input.created.toISOString().slice(0, 19)}Z`,
      },
    }),
    "utf8",
  );
}

/** Reads any manifest that may hold signatures. Throws ENVELOPE_LEGACY_INVALID or ENVELOPE_TOO_LARGE. */
export function decodeSignatureManifest(bytes: Uint8Array): SignatureManifest {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the signature manifest ${why}`, {
      where: "signature manifest",
    });
  const object = parseObject(bytes, limit, "the signature manifest", refuse);
  if (object["schemaVersion"] !== 2 || object["layers"] === undefined)
    throw refuse("is not an OCI image manifest");
  const { artifactType, subject } = object;
  return {
    artifactType: artifactType === undefined ? undefined : asText(artifactType, "artifactType", refuse),
    subject: subject === undefined ? undefined : readDescriptor(subject, "subject", refuse).digest,
    config: readDescriptor(object["config"], "config", refuse),
    layers: asList(object["layers"], "layers", 1000, refuse).map((layer, index) =>
      readDescriptor(layer, `layers[${index}]`, refuse),
    ),
    annotations: readAnnotations(object["annotations"], "annotations", refuse),
  };
}

function readDescriptor(value: unknown, path: string, refuse: Refuse): SignatureLayer {
  const descriptor = asObject(value, path, refuse);
  const { digest, size } = descriptor;
  if (typeof digest !== "string" || !isDigest(digest)) throw refuse(`has no SHA-256 digest at ${path}`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw refuse(`has no size at ${path}`);
  return {
    mediaType: asText(descriptor["mediaType"], `${path}.mediaType`, refuse),
    digest,
    size,
    annotations: readAnnotations(descriptor["annotations"], `${path}.annotations`, refuse),
  };
}

function readAnnotations(value: unknown, path: string, refuse: Refuse): Annotations {
  if (value === undefined || value === null) return {};
  const object: JsonObject = asObject(value, path, refuse);
  return Object.fromEntries(
    Object.entries(object).map(([key, text]) => [key, asText(text, `${path}.${key.slice(0, 100)}`, refuse)]),
  );
}

/**
 * The manifest and config of cosign's older format with these layers, in this order. The layers are not compressed, so their
 * digests are the diff ids too.
 */
export function legacyManifest(layers: readonly SignatureLayer[]): {
  readonly manifest: Buffer;
  readonly config: Buffer;
} {
  const config = Buffer.from(
    JSON.stringify({
      architecture: "",
      created: "0001-01-01T00:00:00Z",
      os: "",
      rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
      config: {},
    }),
    "utf8",
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: imageManifestMediaType,
      config: { mediaType: configMediaType, digest: digestOf(config), size: config.length },
      layers: layers.map(({ mediaType, digest, size, annotations }) => ({
        mediaType,
        digest,
        size,
        annotations,
      })),
    }),
    "utf8",
  );
  return { manifest, config };
}
