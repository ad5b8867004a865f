import type { Fault } from "../values/fault.ts";
import { envelopeFaults } from "./faults.ts";

/** Makes the fault of the document that is being read; `why` continues "the bundle …". */
export type Refuse = (why: string) => Fault;
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses UTF-8 JSON of at most `limit` bytes whose top is an object; `refuse` makes the fault for anything else. */
export function parseObject(bytes: Uint8Array, limit: number, name: string, refuse: Refuse): JsonObject {
  if (bytes.length > limit)
    throw envelopeFaults.fault(
      "ENVELOPE_TOO_LARGE",
      `${name} has ${bytes.length} bytes; at most ${limit} are accepted`,
      { where: name },
    );
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw refuse("is not JSON in UTF-8");
  }
  return asObject(value, "its top", refuse);
}

/** The value as an object that is no array. */
export function asObject(value: unknown, path: string, refuse: Refuse): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw refuse(`has no object at ${path}`);
}

/** The value as an array of at most `most` items; a member that is absent is an empty list, as in protobuf's JSON. */
export function asList(value: unknown, path: string, most: number, refuse: Refuse): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refuse(`has no list at ${path}`);
  if (value.length > most) throw refuse(`has more than ${most} items at ${path}`);
  return value;
}

/** The value as a text of at most 1 MiB. */
export function asText(value: unknown, path: string, refuse: Refuse): string {
  if (typeof value === "string" && value.length <= 1_048_576) return value;
  throw refuse(`has no text at ${path}`);
}

/** The bytes of standard base64 with padding, at least one; other spellings of the same bytes are refused. */
export function asBytes(value: unknown, path: string, refuse: Refuse): Buffer {
  if (typeof value !== "string") throw refuse(`has no base64 at ${path}`);
  const bytes = Buffer.from(value, "base64");
  if (bytes.length === 0 || bytes.toString("base64") !== value) throw refuse(`has no base64 at ${path}`);
  return bytes;
}

/** A non-negative int64 in protobuf's JSON: a decimal text, or a number; absent is 0. */
export function asCount(value: unknown, path: string, refuse: Refuse): string {
  if (value === undefined) return "0";
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
  if (typeof value === "string" && /^(?:0|[1-9][0-9]{0,18})$/.test(value)) return value;
  throw refuse(`has no whole number at ${path}`);
}

/** Refuses members that the format does not have: what is not understood is not trusted. */
export function onlyMembers(
  object: JsonObject,
  known: readonly string[],
  path: string,
  refuse: Refuse,
): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw refuse(`has the unknown member ${JSON.stringify(unknown.slice(0, 60))} at ${path}`);
}
