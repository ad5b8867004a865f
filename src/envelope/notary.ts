import { type KeyObject, constants, verify } from "node:crypto";
import { type Digest, isDigest } from "../values/digest.ts";
import { envelopeFaults } from "./faults.ts";
import type { KeyHash } from "./key-hash.ts";
import type { Annotations } from "./legacy-signature.ts";
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

// The JWS envelope of the Notary Project: specs/signature-envelope-jws.md in notaryproject/specifications.

/** The descriptor of what is signed. */
export type NotaryTarget = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations?: Annotations;
};

export type NotaryAlgorithm = "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512";

export type NotaryHeaders = {
  readonly algorithm: NotaryAlgorithm;
  /** What the signer's clock said; only a timestamp proves it. */
  readonly signingTime: Date;
  readonly expiry?: Date | undefined;
};

export type NotarySignature = NotaryHeaders & {
  readonly target: NotaryTarget;
  /** The bytes that are signed: both encoded parts with a dot between them. */
  readonly signed: Buffer;
  readonly signature: Buffer;
  /** DER, the signing certificate first and the root last. */
  readonly chain: readonly Buffer[];
  /** An RFC 3161 TimeStampToken over the signature, in DER. */
  readonly timestamp: Buffer | undefined;
};

export const notaryArtifactType = "application/vnd.cncf.notary.signature";
export const notaryEnvelopeType = "application/jose+json";
/** Most bytes of an envelope that is read. */
export const notaryLimit = 1_048_576;
const mostCertificates = 10;

const payloadType = "application/vnd.cncf.notary.payload.v1+json";
const names = {
  scheme: "io.cncf.notary.signingScheme",
  time: "io.cncf.notary.signingTime",
  expiry: "io.cncf.notary.expiry",
  timestamp: "io.cncf.notary.timestampSignature",
  agent: "io.cncf.notary.signingAgent",
} as const;
const algorithms: Readonly<Record<NotaryAlgorithm, { readonly hash: KeyHash; readonly kind: string }>> = {
  PS256: { hash: "sha256", kind: "RSA 2048" },
  PS384: { hash: "sha384", kind: "RSA 3072" },
  PS512: { hash: "sha512", kind: "RSA 4096" },
  ES256: { hash: "sha256", kind: "EC prime256v1" },
  ES384: { hash: "sha384", kind: "EC secp384r1" },
  ES512: { hash: "sha512", kind: "EC secp521r1" },
};

const algorithmNames = Object.keys(algorithms) as readonly NotaryAlgorithm[];

/** The one algorithm that the specification has for a kind of key (Algorithm Selection); undefined where it has none. */
export function notaryAlgorithmOf(key: KeyObject): NotaryAlgorithm | undefined {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  const kind = key.asymmetricKeyType === "rsa" ? `RSA ${modulusLength}` : `EC ${namedCurve}`;
  return algorithmNames.find((name) => algorithms[name].kind === kind);
}

/** The hash of an algorithm, which is also that of its timestamp. */
export function notaryHash(algorithm: NotaryAlgorithm): KeyHash {
  return algorithms[algorithm].hash;
}

/** Whether a signature over the signed bytes is by this key and algorithm. */
export function isNotarySignature(
  algorithm: NotaryAlgorithm,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const options = algorithm.startsWith("PS")
    ? ({
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      } as const)
    : ({ key, dsaEncoding: "ieee-p1363" } as const);
  return verify(notaryHash(algorithm), signed, options, signature);
}

export type NotaryParts = { readonly payload: string; readonly protected: string; readonly signed: Buffer };

/** Payload and protected header as they go into the envelope, and the bytes to sign. Times are cut to seconds, as the specification wants. */
export function notaryParts(target: NotaryTarget, headers: NotaryHeaders): NotaryParts {
  const { mediaType, digest, size, annotations } = target;
  const { algorithm, signingTime, expiry } = headers;
  const payload = encodeJson({
    targetArtifact: { mediaType, digest, size, ...(annotations === undefined ? {} : { annotations }) },
  });
  const header = encodeJson({
    alg: algorithm,
    crit: expiry === undefined ? [names.scheme] : [names.scheme, names.expiry],
    cty: payloadType,
    ...(expiry === undefined ? {} : { [names.expiry]: seconds(expiry) }),
    [names.scheme]: "notary.x509",
    [names.time]: seconds(signingTime),
  });
  return { payload, protected: header, signed: Buffer.from(`${header}.${payload}`, "ascii") };
}

/** The envelope as flattened JWS JSON (RFC 7515 7.2.2). */
export function encodeNotary(
  parts: NotaryParts,
  input: Pick<NotarySignature, "signature" | "chain" | "timestamp"> & { readonly agent: string },
): Buffer {
  return Buffer.from(
    JSON.stringify({
      payload: parts.payload,
      protected: parts.protected,
      header: {
        ...(input.timestamp === undefined ? {} : { [names.timestamp]: input.timestamp.toString("base64") }),
        x5c: input.chain.map((der) => der.toString("base64")),
        [names.agent]: input.agent,
      },
      signature: input.signature.toString("base64url"),
    }),
    "utf8",
  );
}

/**
 * Reads an envelope of the scheme notary.x509. What is critical has to be known, the rest of the protected header may hold
 * attributes of the signer's own. Throws ENVELOPE_NOTARY_INVALID or ENVELOPE_TOO_LARGE; nothing is verified yet.
 */
export function decodeNotary(bytes: Uint8Array): NotarySignature {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_NOTARY_INVALID", `the Notary signature ${why}`, {
      where: "Notary signature",
    });
  const envelope = parseObject(bytes, notaryLimit, "the Notary signature", refuse);
  onlyMembers(envelope, ["payload", "protected", "header", "signature"], "its top", refuse);
  const header = asObject(envelope["header"], "header", refuse);
  onlyMembers(header, ["x5c", names.timestamp, names.agent], "header", refuse);
  const payload = asText(envelope["payload"], "payload", refuse);
  const guarded = asText(envelope["protected"], "protected", refuse);
  const timestamp = header[names.timestamp];
  const headers = readProtected(readPart(guarded, "protected", refuse), refuse);
  const chain = asList(header["x5c"], "header.x5c", mostCertificates, refuse);
  if (chain.length === 0) throw refuse("has no certificates at header.x5c");
  return {
    ...headers,
    target: readTarget(readPart(payload, "payload", refuse), refuse),
    signed: Buffer.from(`${guarded}.${payload}`, "ascii"),
    signature: asUrlBytes(envelope["signature"], "signature", refuse),
    chain: chain.map((der, index) => asBytes(der, `header.x5c[${index}]`, refuse)),
    timestamp: timestamp === undefined ? undefined : asBytes(timestamp, `header.${names.timestamp}`, refuse),
  };
}

function readProtected(header: JsonObject, refuse: Refuse): NotaryHeaders {
  const path = (name: string): string => `protected.${name}`;
  const scheme = asText(header[names.scheme], path(names.scheme), refuse);
  if (scheme !== "notary.x509")
    throw refuse(`has the signing scheme ${JSON.stringify(scheme.slice(0, 60))}, not notary.x509`);
  if (header["cty"] !== payloadType) throw refuse(`has another content type than ${payloadType}`);
  const algorithm = algorithmNames.find((name) => name === header["alg"]);
  if (algorithm === undefined) throw refuse("has an algorithm that the Notary Project does not have");
  const critical = asList(header["crit"], path("crit"), 10, refuse).map((name) =>
    asText(name, path("crit"), refuse),
  );
  const needed = header[names.expiry] === undefined ? [names.scheme] : [names.scheme, names.expiry];
  const strange = critical.find((name) => !needed.some((known) => known === name));
  if (strange !== undefined)
    throw refuse(`marks ${JSON.stringify(strange.slice(0, 60))} as critical, which is not understood here`);
  if (new Set(critical).size !== needed.length || critical.length !== needed.length)
    throw refuse(`does not mark ${needed.join(" and ")} as critical, once each`);
  // The namespace is reserved: what else is in it changes how a signature is verified. So does b64 (RFC 7797).
  const reserved = Object.keys(header).find(
    (name) =>
      name === "b64" ||
      (name.startsWith("io.cncf.notary.") &&
        ![names.scheme, names.time, names.expiry].includes(name as never)),
  );
  if (reserved !== undefined)
    throw refuse(`has the header ${JSON.stringify(reserved.slice(0, 80))}, which is not understood here`);
  return {
    algorithm,
    signingTime: asTime(header[names.time], path(names.time), refuse),
    expiry:
      header[names.expiry] === undefined
        ? undefined
        : asTime(header[names.expiry], path(names.expiry), refuse),
  };
}

function readTarget(payload: JsonObject, refuse: Refuse): NotaryTarget {
  onlyMembers(payload, ["targetArtifact"], "payload", refuse);
  const path = "payload.targetArtifact";
  const target = asObject(payload["targetArtifact"], path, refuse);
  onlyMembers(target, ["mediaType", "digest", "size", "annotations", "artifactType"], path, refuse);
  const { digest, size } = target;
  if (typeof digest !== "string" || !isDigest(digest)) throw refuse(`has no SHA-256 digest at ${path}`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw refuse(`has no size at ${path}`);
  const annotations = Object.entries(
    asObject(target["annotations"] ?? {}, `${path}.annotations`, refuse),
  ).map(([name, text]): readonly [string, string] => [
    name,
    asText(text, `${path}.annotations.${name.slice(0, 60)}`, refuse),
  ]);
  return {
    mediaType: asText(target["mediaType"], `${path}.mediaType`, refuse),
    digest,
    size,
    ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }),
  };
}

function readPart(text: string, path: string, refuse: Refuse): JsonObject {
  return parseObject(asUrlBytes(text, path, refuse), notaryLimit, "the Notary signature", (why) =>
    refuse(`${why} (${path})`),
  );
}

function asUrlBytes(value: unknown, path: string, refuse: Refuse): Buffer {
  const bytes = Buffer.from(typeof value === "string" ? value : "", "base64url");
  if (bytes.length === 0 || bytes.toString("base64url") !== value)
    throw refuse(`has no base64url at ${path}`);
  return bytes;
}

function asTime(value: unknown, path: string, refuse: Refuse): Date {
  const text = asText(value, path, refuse);
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text)
    ? new Date(text)
    : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) throw refuse(`has no time at ${path}`);
  return time;
}

function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
