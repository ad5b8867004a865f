import { Buffer } from "node:buffer";
import { compareText } from "../values/text-order.ts";

/** A field of two image configs that differs; values as JSON, shortened, empty for a field that is not there. */
export type ConfigDifference = { readonly field: string; readonly first: string; readonly second: string };

const mostDifferences = 50;
const longestValue = 200;
const deepest = 6;

/** The fields in which two configs differ, such as `created` or `history[2].created`, sorted, at most 50. */
export function compareConfigs(first: Uint8Array, second: Uint8Array): readonly ConfigDifference[] {
  const found: ConfigDifference[] = [];
  compare(parse(first), parse(second), "", 0, found);
  return found.toSorted((left, right) => compareText(left.field, right.field));
}

function compare(
  first: unknown,
  second: unknown,
  field: string,
  depth: number,
  found: ConfigDifference[],
): void {
  if (found.length >= mostDifferences) return;
  const left = text(first);
  const right = text(second);
  if (left === right) return;
  const names = depth < deepest ? sharedNames(first, second) : undefined;
  if (names === undefined) {
    found.push({ field: field === "" ? "all" : field, first: shorten(left), second: shorten(right) });
    return;
  }
  const isList = Array.isArray(first);
  for (const name of names) {
    const inner = isList ? `${field}[${name}]` : field === "" ? name : `${field}.${name}`;
    compare(valueOf(first, name), valueOf(second, name), inner, depth + 1, found);
  }
}

/** Names to go into, where both sides are objects or both are lists of the same length. */
function sharedNames(first: unknown, second: unknown): readonly string[] | undefined {
  if (typeof first !== "object" || typeof second !== "object" || first === null || second === null)
    return undefined;
  if (Array.isArray(first) !== Array.isArray(second)) return undefined;
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Array.isArray(first) && Array.isArray(second) && first.length !== second.length ? undefined : names;
}

function valueOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}

function text(value: unknown): string {
  if (value === undefined) return "";
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack: no real config is.
    return "too deep to be shown";
  }
}

function shorten(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
