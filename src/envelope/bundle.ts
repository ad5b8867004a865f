import { type Digest, digestFromHex, hexOf } from "../values/digest.ts";
import { type DsseEnvelope, dsseFromJson, dsseToJson } from "./dsse.ts";
import { envelopeFaults } from "./faults.ts";
import { type LogEntry, logEntryFromJson, logEntryToJson } from "./log-entry.ts";
import {
  type JsonObject,
  type Refuse,
  asBytes,
  asList,
  asObject,
  asText,
  onlyMembers,
  parseObject,
} from "./strict-json.ts";

/** A Sigstore bundle v0.3: one signature with all that a verifier needs besides its roots. */
export type SigstoreBundle = {
  readonly material: VerificationMaterial;
  readonly logEntries: readonly LogEntry[];
  /** RFC 3161 TimeStampResp over the signature, DER. */
  readonly timestamps: readonly Uint8Array[];
  readonly content: BundleContent;
};

export type VerificationMaterial =
  /** base64 of the SHA-256 of the DER SubjectPublicKeyInfo, as cosign writes it. */
  | { readonly kind: "publicKey"; readonly hint: string }
  /** The leaf alone, DER. */
  | { readonly kind: "certificate"; readonly certificate: Uint8Array };

export type BundleContent =
  | { readonly kind: "message"; readonly digest: Digest; readonly signature: Uint8Array }
  | { readonly kind: "dsse"; readonly envelope: DsseEnvelope };

export const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
// The first spelling of v0.3, which some clients still write.
const accepted = new Set([bundleMediaType, "application/vnd.dev.sigstore.bundle+json;version=0.3"]);
export const bundleLimit = 33_554_432;

/** The hint of a public key: base64(SHA-256(DER SPKI)), from the key id in hex. */
export function hintOfKey(keyId: string): string {
  return Buffer.from(keyId, "hex").toString("base64");
}

/** The JSON bytes of a bundle. */
export function encodeBundle(bundle: SigstoreBundle): Buffer {
  return Buffer.from(JSON.stringify(bundleToJson(bundle)), "utf8");
}

/** A bundle as a plain object, for formats that are built on it. */
export function bundleToJson(bundle: SigstoreBundle): JsonObject & {
  readonly verificationMaterial: JsonObject;
} {
  const material =
    bundle.material.kind === "publicKey"
      ? { publicKey: { hint: bundle.material.hint } }
      : { certificate: { rawBytes: Buffer.from(bundle.material.certificate).toString("base64") } };
  const timestamps =
    bundle.timestamps.length === 0
      ? {}
      : {
          timestampVerificationData: {
            rfc3161Timestamps: bundle.timestamps.map((bytes) => ({
              signedTimestamp: Buffer.from(bytes).toString("base64"),
            })),
          },
        };
  const logEntries =
    bundle.logEntries.length === 0 ? {} : { tlogEntries: bundle.logEntries.map(logEntryToJson) };
  return {
    mediaType: bundleMediaType,
    verificationMaterial: { ...material, ...logEntries, ...timestamps },
    ...contentToJson(bundle.content),
  };
}

function contentToJson(content: BundleContent): JsonObject {
  if (content.kind === "dsse") return { dsseEnvelope: dsseToJson(content.envelope) };
  return {
    messageSignature: {
      messageDigest: {
        algorithm: "SHA2_256",
        digest: Buffer.from(hexOf(content.digest), "hex").toString("base64"),
      },
      signature: Buffer.from(content.signature).toString("base64"),
    },
  };
}

/** Reads a bundle: size cap, known members only, canonical base64. Throws ENVELOPE_BUNDLE_INVALID or ENVELOPE_TOO_LARGE. */
export function decodeBundle(bytes: Uint8Array, name = "the bundle"): SigstoreBundle {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_BUNDLE_INVALID", `${name} ${why}`, { where: name });
  return bundleFromJson(parseObject(bytes, bundleLimit, name, refuse), refuse);
}

/** Reads a bundle out of a parsed document. */
export function bundleFromJson(object: JsonObject, refuse: Refuse): SigstoreBundle {
  if (typeof object["mediaType"] !== "string" || !accepted.has(object["mediaType"]))
    throw refuse(`is not a Sigstore bundle v0.3 (${bundleMediaType})`);
  onlyMembers(
    object,
    ["mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope"],
    "its top",
    refuse,
  );
  const material = asObject(object["verificationMaterial"], "verificationMaterial", refuse);
  onlyMembers(
    material,
    ["publicKey", "certificate", "tlogEntries", "timestampVerificationData"],
    "verificationMaterial",
    refuse,
  );
  return {
    material: readMaterial(material, refuse),
    logEntries: asList(material["tlogEntries"], "tlogEntries", 32, refuse).map((entry, index) =>
      logEntryFromJson(entry, `tlogEntries[${index}]`, refuse),
    ),
    timestamps: readTimestamps(material["timestampVerificationData"], refuse),
    content: readContent(object, refuse),
  };
}

function readMaterial(material: JsonObject, refuse: Refuse): VerificationMaterial {
  const { publicKey, certificate } = material;
  if ((publicKey === undefined) === (certificate === undefined))
    throw refuse("must hold either a public key hint or a single certificate");
  if (publicKey !== undefined) {
    const key = asObject(publicKey, "publicKey", refuse);
    onlyMembers(key, ["hint"], "publicKey", refuse);
    return { kind: "publicKey", hint: asText(key["hint"] ?? "", "publicKey.hint", refuse) };
  }
  const leaf = asObject(certificate, "certificate", refuse);
  onlyMembers(leaf, ["rawBytes"], "certificate", refuse);
  return { kind: "certificate", certificate: asBytes(leaf["rawBytes"], "certificate.rawBytes", refuse) };
}

function readTimestamps(value: unknown, refuse: Refuse): readonly Buffer[] {
  if (value === undefined) return [];
  const data = asObject(value, "timestampVerificationData", refuse);
  onlyMembers(data, ["rfc3161Timestamps"], "timestampVerificationData", refuse);
  return asList(data["rfc3161Timestamps"], "rfc3161Timestamps", 32, refuse).map((item, index) => {
    const path = `rfc3161Timestamps[${index}]`;
    const timestamp = asObject(item, path, refuse);
    onlyMembers(timestamp, ["signedTimestamp"], path, refuse);
    return asBytes(timestamp["signedTimestamp"], path, refuse);
  });
}

function readContent(object: JsonObject, refuse: Refuse): BundleContent {
  const { messageSignature, dsseEnvelope } = object;
  if ((messageSignature === undefined) === (dsseEnvelope === undefined))
    throw refuse("must hold either a message signature or a DSSE envelope");
  if (dsseEnvelope !== undefined)
    return { kind: "dsse", envelope: dsseFromJson(asObject(dsseEnvelope, "dsseEnvelope", refuse), refuse) };
  const message = asObject(messageSignature, "messageSignature", refuse);
  onlyMembers(message, ["messageDigest", "signature"], "messageSignature", refuse);
  const digest = asObject(message["messageDigest"], "messageDigest", refuse);
  onlyMembers(digest, ["algorithm", "digest"], "messageDigest", refuse);
  const hash = asBytes(digest["digest"], "messageDigest.digest", refuse);
  if (digest["algorithm"] !== "SHA2_256" || hash.length !== 32)
    throw refuse("names its message by something other than SHA-256");
  return {
    kind: "message",
    digest: digestFromHex(hash.toString("hex")),
    signature: asBytes(message["signature"], "messageSignature.signature", refuse),
  };
}
