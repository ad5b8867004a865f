import { createHash } from "node:crypto";
import { type Digest, digestFromHex, hexOf } from "../values/digest.ts";
import { inTotoPayloadType } from "./dsse.ts";
import { envelopeFaults } from "./faults.ts";
import { statementFor } from "./statement.ts";
import {
  type JsonObject,
  type Refuse,
  asList,
  asObject,
  asText,
  onlyMembers,
  parseObject,
} from "./strict-json.ts";

/** What an OpenSSF model signature (OMS v1.0) says: a model by name and root digest, and every file of it. */
export type ModelManifest = {
  readonly name: string;
  /** SHA-256 over the raw digests of the resources, in their listed order. */
  readonly root: Digest;
  readonly serialization: ModelSerialization;
  readonly resources: readonly ModelResource[];
};

export type ModelSerialization = {
  /** Shards are read, never written: the specification and its reference disagree about them. */
  readonly method: "files" | "shards";
  readonly shardSize: number | undefined;
  readonly allowSymlinks: boolean;
  /** Relative to the model; each stands for itself and all below it. */
  readonly ignorePaths: readonly string[];
};

/** A file, or with `shards` a part of one (`path:start:end`). A model that is one file has a single resource called ".". */
export type ModelResource = { readonly name: string; /** Lower-case hex. */ readonly sha256: string };

export const modelSignaturePredicate = "https://model_signing/signature/v1.0";
export const modelPayloadType = inTotoPayloadType;
/** No model for a device has more files, and the statement about them has to fit into a bundle. */
export const mostResources = 100_000;
const limit = 24_000_000;
const statementV1 = "https://in-toto.io/Statement/v1";

/** A manifest of whole files, in the order of the specification. Throws ENVELOPE_MODEL_INVALID for what no verifier takes. */
export function modelManifest(
  name: string,
  resources: readonly ModelResource[],
  { allowSymlinks, ignorePaths }: Pick<ModelSerialization, "allowSymlinks" | "ignorePaths">,
): ModelManifest {
  const refuse = refusalOf("the model");
  if (resources.length === 0) throw refuse("has no files");
  const sorted = resources.toSorted((left, right) => compareNames(left.name, right.name));
  const serialization: ModelSerialization = {
    method: "files",
    shardSize: undefined,
    allowSymlinks,
    ignorePaths: [...new Set(ignorePaths)].sort(compareNames),
  };
  for (const ignored of serialization.ignorePaths) requireSafeName(ignored, refuse);
  requireNames(
    sorted.map(({ name: path }) => path),
    true,
    refuse,
  );
  requireOrder(sorted, serialization, refuse);
  return { name, root: rootDigest(sorted), serialization, resources: sorted };
}

/** The statement about a manifest as a plain object, ready to be signed. Throws ENVELOPE_TOO_LARGE. */
export function modelStatement(manifest: ModelManifest): JsonObject {
  const { method, shardSize, allowSymlinks, ignorePaths } = manifest.serialization;
  const statement = statementFor([{ name: manifest.name, digest: manifest.root }], modelSignaturePredicate, {
    serialization: {
      method,
      hash_type: "sha256",
      ...(shardSize === undefined ? {} : { shard_size: shardSize }),
      allow_symlinks: allowSymlinks,
      ignore_paths: ignorePaths,
    },
    resources: manifest.resources.map(({ name, sha256 }) => ({ name, algorithm: "sha256", digest: sha256 })),
  });
  const size = Buffer.byteLength(JSON.stringify(statement));
  if (size <= limit && manifest.resources.length <= mostResources) return statement;
  throw envelopeFaults.fault(
    "ENVELOPE_TOO_LARGE",
    `the statement about ${manifest.resources.length} files has ${size} bytes; at most ${mostResources} files and ${limit} bytes are signed`,
    { where: manifest.name },
  );
}

/** Reads a statement of OMS v1.0; the root digest and the order of the resources are checked. Throws ENVELOPE_MODEL_INVALID. */
export function decodeModelStatement(bytes: Uint8Array, name = "the model signature"): ModelManifest {
  const refuse = refusalOf(name);
  const object = parseObject(bytes, limit, name, refuse);
  if (object["_type"] !== statementV1) throw refuse("is not an in-toto statement v1");
  if (object["predicateType"] !== modelSignaturePredicate)
    throw refuse(
      `claims ${JSON.stringify(String(object["predicateType"]).slice(0, 200))}, not ${modelSignaturePredicate}`,
    );
  const [subject, ...more] = asList(object["subject"], "subject", 16, refuse);
  if (subject === undefined || more.length > 0) throw refuse("has not exactly one subject");
  const model = asObject(subject, "subject[0]", refuse);
  const root = asHex(asObject(model["digest"], "subject[0].digest", refuse)["sha256"], "subject[0]", refuse);
  // The specification lets verifiers of v1.0 pass over further members of the predicate.
  const predicate = asObject(object["predicate"], "predicate", refuse);
  const serialization = readSerialization(
    asObject(predicate["serialization"], "serialization", refuse),
    refuse,
  );
  const resources = asList(predicate["resources"], "resources", mostResources, refuse).map((item, index) =>
    readResource(item, index, serialization, refuse),
  );
  if (resources.length === 0) throw refuse("names no files");
  const paths = resources.map(({ name: resource }) => pathOf(resource, serialization));
  requireNames(paths, serialization.method === "files", refuse);
  requireOrder(resources, serialization, refuse);
  const computed = rootDigest(resources);
  if (hexOf(computed) !== root)
    throw refuse(`has the wrong root digest: it says sha256:${root}, and its files give ${computed}`);
  return {
    name: asText(model["name"] ?? "", "subject[0].name", refuse),
    root: computed,
    serialization,
    resources,
  };
}

/** SHA-256 over the raw digests of resources in the order given. */
export function rootDigest(resources: readonly ModelResource[]): Digest {
  const hash = createHash("sha256");
  for (const { sha256 } of resources) hash.update(sha256, "hex");
  return digestFromHex(hash.digest("hex"));
}

/** The order of two names by Unicode code points, which that of their UTF-8 bytes is; UTF-16 units would differ above U+FFFF. */
export function compareNames(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** The part of a file that a shard's name stands for, or undefined where the name is none of a shard. */
export function shardOf(
  name: string,
): { readonly path: string; readonly start: number; readonly end: number } | undefined {
  const match = /^([^]+):(0|[1-9][0-9]{0,14}):([1-9][0-9]{0,14})$/.exec(name);
  if (match?.[1] === undefined) return undefined;
  return { path: match[1], start: Number(match[2]), end: Number(match[3]) };
}

function refusalOf(name: string): Refuse {
  return (why) => envelopeFaults.fault("ENVELOPE_MODEL_INVALID", `${name} ${why}`, { where: name });
}

function readSerialization(object: JsonObject, refuse: Refuse): ModelSerialization {
  const known = ["method", "hash_type", "shard_size", "allow_symlinks", "ignore_paths"];
  onlyMembers(object, known, "serialization", refuse);
  const { method, hash_type: hash, shard_size: size, allow_symlinks: links } = object;
  if (method !== "files" && method !== "shards") throw refuse("is serialized by an unknown method");
  if (hash !== "sha256") throw refuse("hashes its files with something other than sha256");
  if (typeof links !== "boolean") throw refuse("does not say whether symbolic links are allowed");
  // The reference passes numbers through a protobuf Struct, whose numbers may come as 1e9: JSON gives the same value.
  if (method === "shards" && !(typeof size === "number" && Number.isSafeInteger(size) && size > 0))
    throw refuse("has no shard size");
  const ignorePaths = asList(object["ignore_paths"], "ignore_paths", mostResources, refuse).map(
    (item, index) => {
      const ignored = asText(item, `ignore_paths[${index}]`, refuse);
      requireSafeName(ignored, refuse);
      return ignored;
    },
  );
  const shardSize = method === "shards" && typeof size === "number" ? size : undefined;
  return { method, shardSize, allowSymlinks: links, ignorePaths };
}

function readResource(
  item: unknown,
  index: number,
  { method, shardSize }: ModelSerialization,
  refuse: Refuse,
): ModelResource {
  const path = `resources[${index}]`;
  const resource = asObject(item, path, refuse);
  onlyMembers(resource, ["name", "algorithm", "digest"], path, refuse);
  const name = asText(resource["name"], `${path}.name`, refuse);
  const { algorithm } = resource;
  // The specification calls a shard's algorithm sha256, its reference sha256-sharded-SIZE.
  if (algorithm !== "sha256" && !(method === "shards" && algorithm === `sha256-sharded-${shardSize}`))
    throw refuse(`names a digest by another algorithm than sha256 at ${path}`);
  if (method === "shards") requireShard(name, shardSize ?? 0, refuse);
  return { name, sha256: asHex(resource["digest"], path, refuse) };
}

function requireShard(name: string, shardSize: number, refuse: Refuse): void {
  const shard = shardOf(name);
  if (shard === undefined || shard.start % shardSize !== 0)
    throw refuse(`has a shard with the unusable name ${quoted(name)}`);
  const length = shard.end - shard.start;
  if (length <= 0 || length > shardSize)
    throw refuse(`has a shard of another size than it says: ${quoted(name)}`);
}

function pathOf(name: string, { method }: ModelSerialization): string {
  return method === "shards" ? (shardOf(name)?.path ?? name) : name;
}

// A model that is one file is called "." in its own signature, and then nothing else is in it.
function requireNames(paths: readonly string[], single: boolean, refuse: Refuse): void {
  if (paths.includes(".")) {
    if (paths.some((path) => path !== ".") || (single && paths.length > 1))
      throw refuse('has the unsafe name ".": it is the model itself, and more is listed beside it');
    return;
  }
  for (const path of paths) requireSafeName(path, refuse);
}

function requireSafeName(name: string, refuse: Refuse): void {
  const why = unsafe(name);
  if (why !== undefined) throw refuse(`has the unsafe name ${quoted(name)}: ${why}`);
}

function unsafe(name: string): string | undefined {
  if (name === "" || name.length > 4096) return "it is empty or longer than 4096 characters";
  if (name.includes("\0")) return "it holds a NUL";
  if (!name.isWellFormed()) return "it is no Unicode text";
  if (name.startsWith("/")) return "it is absolute";
  if (/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(name)) return "it has an empty, . or .. part";
  return undefined;
}

// The specification sorts by the whole name, its reference by the parts of the path (a/b before a-b); shards follow by offset.
// Either is taken, each strictly rising, so that nothing is named twice.
function requireOrder(
  resources: readonly ModelResource[],
  { method }: ModelSerialization,
  refuse: Refuse,
): void {
  const orders: readonly ((resource: ModelResource) => readonly [Buffer, number])[] = [
    ({ name }) => [Buffer.from(name), 0],
    ({ name }) => placed(name, method, (path) => path),
    ({ name }) => placed(name, method, (path) => path.replaceAll("/", "\0")),
  ];
  if (orders.some((keyOf) => rises(resources.map(keyOf)))) return;
  const seen = new Set<string>();
  for (const { name } of resources) {
    if (seen.has(name)) throw refuse(`names ${quoted(name)} twice`);
    seen.add(name);
  }
  throw refuse("lists its files in no known order");
}

function placed(name: string, method: string, key: (path: string) => string): readonly [Buffer, number] {
  const shard = method === "shards" ? shardOf(name) : undefined;
  return [Buffer.from(key(shard?.path ?? name)), shard?.start ?? 0];
}

function rises(keys: readonly (readonly [Buffer, number])[]): boolean {
  return keys.every(([bytes, start], index) => {
    const before = keys[index - 1];
    if (before === undefined) return true;
    const order = Buffer.compare(before[0], bytes);
    return order < 0 || (order === 0 && before[1] < start);
  });
}

function asHex(value: unknown, path: string, refuse: Refuse): string {
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return value;
  throw refuse(`has no SHA-256 in lower-case hex at ${path}`);
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 200));
}
