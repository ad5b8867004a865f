import { valueFaults } from "./faults.ts";
import type { Grammar } from "./input-table.ts";

const mostRecords = 1000;

/**
 * Splits a list into its records as docker/build-push-action does: one a line, and one in quotes may hold line breaks, with "" for
 * a quote. A quote anywhere else stands for itself. Empty lines are passed over.
 */
export function listRecords(text: string): readonly string[] {
  const records: string[] = [];
  let rest = text.replaceAll("\r\n", "\n");
  while (rest !== "") {
    const quoted = /^[ \t]*"((?:[^"]|"")*)"[ \t]*(?:\n|$)/.exec(rest);
    const end = rest.indexOf("\n");
    const taken = quoted?.[0].length ?? (end < 0 ? rest.length : end + 1);
    const record = quoted?.[1]?.replaceAll('""', '"') ?? rest.slice(0, taken).trim();
    if (record !== "") records.push(record);
    rest = rest.slice(taken);
  }
  return records;
}

/** One item a record (see `listRecords`); at most 1000. */
export function records<T>(item: Grammar<T>): Grammar<readonly T[]> {
  return {
    expects: `one a line: ${item.expects}`,
    parse: (text) => limited(listRecords(text)).map(item.parse),
  };
}

/** Items one a line or with commas between them, as build-push-action takes platforms and tags; at most 1000. */
export function commaList<T>(item: Grammar<T>): Grammar<readonly T[]> {
  return {
    expects: `one a line: ${item.expects}`,
    parse: (text) => {
      const words = listRecords(text).flatMap((record) => record.split(","));
      return limited(words.map((word) => word.trim()).filter((word) => word !== "")).map(item.parse);
    },
  };
}

function limited(items: readonly string[]): readonly string[] {
  if (items.length <= mostRecords) return items;
  throw valueFaults.fault("INPUT_INVALID", `it has more than ${mostRecords} lines`);
}
