import { digestOf, isDigest } from "../values/digest.ts";
import { isRecord } from "../values/json-members.ts";
import type { Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { isImageType, isIndexType, mediaTypes } from "./media-types.ts";

type Common = {
  readonly mediaType: string;
  readonly subject?: Descriptor;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
};

/** What the bytes of a manifest say. */
export type ManifestContent = Common &
  (
    | { readonly kind: "image"; readonly config: Descriptor; readonly layers: readonly Descriptor[] }
    | { readonly kind: "index"; readonly manifests: readonly Descriptor[] }
  );

/** Most bytes of a manifest that registries must take, and that we read (distribution-spec, "Pushing Manifests"). */
export const largestManifest = 4 * 1024 * 1024;

const mostDescriptors = 4096;
const mediaTypeGrammar = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

type Refuse = (why: string) => Error;

/**
 * Reads a manifest or index strictly (image-spec v1.1). `declared` is the media type that its descriptor or Content-Type gives;
 * the type inside must be the same. Throws MANIFEST_INVALID, or what `refuse` makes.
 */
export function parseManifest(
  bytes: Uint8Array,
  declared: string | undefined,
  refuse: Refuse = (why) => ociFaults.fault("MANIFEST_INVALID", `the manifest ${why}`),
): ManifestContent {
  const document = parseObject(bytes, refuse);
  const inside = document["mediaType"];
  if (inside !== undefined && typeof inside !== "string") throw refuse("has a mediaType that is not a text");
  const mediaType = inside ?? declared ?? guessType(document);
  if (!isIndexType(mediaType) && !isImageType(mediaType))
    throw refuse(`is of type ${quote(mediaType)}, which is neither a manifest nor an index`);
  if (declared !== undefined && declared !== mediaType)
    throw refuse(`says that it is ${quote(mediaType)} where ${quote(declared)} was declared`);
  if (document["schemaVersion"] !== 2) throw refuse("does not have schemaVersion 2");
  const common = {
    mediaType,
    ...optionalDescriptor(document, "subject", refuse),
    ...optionalText(document, "artifactType", refuse),
    ...optionalAnnotations(document, refuse),
  };
  if (isIndexType(mediaType)) {
    // An index that is also an image could be read as either: two tools would see two images.
    if (document["layers"] !== undefined || document["config"] !== undefined)
      throw refuse("is an index that also has config or layers");
    return { ...common, kind: "index", manifests: descriptors(document["manifests"], "manifests", refuse) };
  }
  if (document["manifests"] !== undefined) throw refuse("is an image that also has manifests");
  return {
    ...common,
    kind: "image",
    config: parseDescriptor(document["config"], "config", refuse),
    layers: descriptors(document["layers"], "layers", refuse),
  };
}

/** The type of a manifest that does not name it and was sent without a usable Content-Type. */
function guessType(document: Readonly<Record<string, unknown>>): string {
  return document["manifests"] === undefined ? mediaTypes.manifest : mediaTypes.index;
}

/** Reads JSON that must be an object, or throws what `refuse` makes. */
export function parseObject(bytes: Uint8Array, refuse: Refuse): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refuse("is not JSON in UTF-8");
  }
  if (!isRecord(document)) throw refuse("is not a JSON object");
  return document;
}

/** Reads one content descriptor, or throws what `refuse` makes. Members that are not known are left out. */
export function parseDescriptor(value: unknown, at: string, refuse: Refuse): Descriptor {
  if (!isRecord(value)) throw refuse(`has no descriptor at ${at}`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== "string" || !mediaTypeGrammar.test(mediaType))
    throw refuse(`has no media type at ${at}`);
  if (typeof digest !== "string" || !isDigest(digest)) throw refuse(`has no sha256 digest at ${at}`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw refuse(`has no size in bytes at ${at}`);
  return {
    mediaType,
    digest,
    size,
    ...optionalText(value, "artifactType", refuse),
    ...optionalAnnotations(value, refuse),
    ...optionalPlatform(value, at, refuse),
  };
}

function descriptors(value: unknown, at: string, refuse: Refuse): readonly Descriptor[] {
  if (!Array.isArray(value)) throw refuse(`has no list of ${at}`);
  if (value.length > mostDescriptors) throw refuse(`has more than ${mostDescriptors} ${at}`);
  return value.map((item: unknown, index) => parseDescriptor(item, `${at}[${index}]`, refuse));
}

function optionalDescriptor(
  record: Readonly<Record<string, unknown>>,
  name: "subject",
  refuse: Refuse,
): { readonly subject?: Descriptor } {
  const value = record[name];
  return value === undefined || value === null ? {} : { [name]: parseDescriptor(value, name, refuse) };
}

function optionalText(
  record: Readonly<Record<string, unknown>>,
  name: "artifactType",
  refuse: Refuse,
): { readonly artifactType?: string } {
  const value = record[name];
  if (value === undefined || value === "") return {};
  if (typeof value !== "string" || value.length > 255) throw refuse(`has a ${name} that is not a short text`);
  return { [name]: value };
}

function optionalAnnotations(
  record: Readonly<Record<string, unknown>>,
  refuse: Refuse,
): { readonly annotations?: Readonly<Record<string, string>> } {
  const value = record["annotations"];
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw refuse("has annotations that are not an object");
  const entries: [string, string][] = [];
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") throw refuse(`has an annotation ${quote(key)} that is not a text`);
    entries.push([key, text]);
  }
  return { annotations: Object.fromEntries(entries) };
}

function optionalPlatform(
  record: Readonly<Record<string, unknown>>,
  at: string,
  refuse: Refuse,
): { readonly platform?: NonNullable<Descriptor["platform"]> } {
  const value = record["platform"];
  if (value === undefined || value === null) return {};
  if (!isRecord(value) || typeof value["os"] !== "string" || typeof value["architecture"] !== "string")
    throw refuse(`has a platform without os and architecture at ${at}`);
  const { os, architecture, variant } = value;
  return {
    platform: { os, architecture, ...(typeof variant === "string" && variant !== "" ? { variant } : {}) },
  };
}

/** The descriptor of a manifest's bytes, with nothing but type, digest and size. */
export function describeBytes(bytes: Uint8Array, mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}
