import { valueFaults } from "./faults.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** JSON by RFC 8785: keys in UTF-16 order, ECMAScript numbers, no white space. Throws CANONICAL_JSON_UNSUPPORTED. */
export function canonicalJson(value: unknown): string {
  return write(value, "$", 0);
}

/** The canonical JSON of a value as UTF-8 with no final newline: the bytes that are hashed, signed and stored. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value), "utf8");
}

function write(value: unknown, path: string, depth: number): string {
  const refuse = (why: string) =>
    valueFaults.fault("CANONICAL_JSON_UNSUPPORTED", `${path} ${why}`, { where: path });
  if (depth > 64) throw refuse("is nested deeper than 64 levels");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw refuse("holds half of a surrogate pair");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw refuse("is not a finite number");
    return JSON.stringify(value);
  }
  if (Array.isArray(value))
    return `[${value.map((item, index) => write(item, `${path}[${index}]`, depth + 1)).join(",")}]`;
  if (typeof value !== "object") throw refuse(`is a ${typeof value}, which JSON cannot hold`);
  const record = value as Readonly<Record<string, unknown>>;
  const members: string[] = [];
  // The default sort compares UTF-16 code units, which is what RFC 8785 3.2.3 asks for.
  for (const key of Object.keys(record).sort()) {
    if (record[key] === undefined) continue;
    if (!key.isWellFormed()) throw refuse("has a key with half of a surrogate pair");
    members.push(`${JSON.stringify(key)}:${write(record[key], `${path}.${key}`, depth + 1)}`);
  }
  return `{${members.join(",")}}`;
}
