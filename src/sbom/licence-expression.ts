import parse from "spdx-expression-parse";
import { compareText } from "../values/text-order.ts";
import { currentLicence, knownException, knownLicence } from "./licence-names.ts";

/** A licence expression as a tree; a leaf is a whole SPDX term (`MIT`, `GPL-2.0-only WITH …`, `LicenseRef-…`). */
export type Terms =
  | { readonly term: string }
  | { readonly operator: "AND" | "OR"; readonly operands: readonly Terms[] };

/** Longer texts are no expressions but licences themselves; it also bounds the depth of nesting. */
export const longestExpression = 500;
const name = /^(.{1,40}|LicenseRef-[A-Za-z0-9.-]{1,100})$/;
const sign = /^([,()&|]+|and|or|and\/or)$/i;

/** The text as SPDX reads it (ids in any case, deprecated ones made current), or undefined when it is no SPDX expression. */
export function strictExpression(text: string): Terms | undefined {
  if (text.length > longestExpression) return undefined;
  try {
    return fromParsed(parse(inTheirOwnCase(text)));
  } catch {
    return undefined;
  }
}

/** Ids of the SPDX list in the case that the list has: the parser compares them exactly. */
function inTheirOwnCase(text: string): string {
  return text.replaceAll(/[A-Za-z0-9][A-Za-z0-9.-]*/g, (word) =>
    /^(with|and|or)$/i.test(word) ? word : (knownId(word) ?? word),
  );
}

function knownId(word: string): string | undefined {
  const known = knownLicence(word);
  return known?.toLowerCase() === word.toLowerCase() ? known : undefined;
}

function fromParsed(info: parse.Info): Terms {
  if ("conjunction" in info) {
    const operator = info.conjunction === "and" ? "AND" : "OR";
    return joined(operator, [fromParsed(info.left), fromParsed(info.right)]);
  }
  const licence = currentLicence(info.license, info.plus === true);
  return { term: info.exception === undefined ? licence : `${licence} WITH ${info.exception}` };
}

/**
 * The text as Debian, Fedora and package authors write it: names joined by and, or, commas and slashes. `reference` gives the
 * term of a name that no list has. Undefined when it does not look like names at all.
 */
export function looseExpression(text: string, reference: (name: string) => string): Terms | undefined {
  if (text.length > longestExpression || /[\n\r]/.test(text)) return undefined;
  const words = text.split(/(\(|\)|,|\s+(?:and\/or|and|or)\s+|\s*&&?\s*|\s*\|\|?\s*)/i);
  const tokens = words.map((word) => word.trim()).filter((word) => word !== "");
  const reader = { tokens, at: 0, reference };
  const read = readList(reader);
  return read !== undefined && reader.at === tokens.length ? read : undefined;
}

type Reader = {
  readonly tokens: readonly string[];
  at: number;
  readonly reference: (name: string) => string;
};
type Level = (reader: Reader) => Terms | undefined;

// A comma binds less than "or", as Debian's copyright format has it: "GPL-1+ or Artistic, and BSD".
function readList(reader: Reader): Terms | undefined {
  const first = readAlternatives(reader);
  if (first === undefined) return undefined;
  const operands = [first];
  let operator: "AND" | "OR" = "AND";
  while (reader.tokens[reader.at] === ",") {
    reader.at += 1;
    const word = (reader.tokens[reader.at] ?? "").toLowerCase();
    if (word === "and" || word === "or") reader.at += 1;
    if (word === "or") operator = "OR";
    const next = readAlternatives(reader);
    if (next === undefined) return undefined;
    operands.push(next);
  }
  return joined(operator, operands);
}

const readAlternatives: Level = (reader) => readOperands(reader, "OR", /^(or|and\/or|\|\|?)$/i, readAll);
const readAll: Level = (reader) => readOperands(reader, "AND", /^(and|&&?)$/i, readName);

function readOperands(reader: Reader, operator: "AND" | "OR", sign: RegExp, lower: Level): Terms | undefined {
  const operands: Terms[] = [];
  do {
    if (operands.length > 0) reader.at += 1;
    const operand = lower(reader);
    if (operand === undefined) return undefined;
    operands.push(operand);
  } while (sign.test(reader.tokens[reader.at] ?? ""));
  return joined(operator, operands);
}

function readName(reader: Reader): Terms | undefined {
  const token = reader.tokens[reader.at] ?? "";
  reader.at += 1;
  if (token === "(") {
    const inner = readList(reader);
    const closed = reader.tokens[reader.at] === ")";
    reader.at += 1;
    return closed ? inner : undefined;
  }
  if (!name.test(token) || sign.test(token)) return undefined;
  return nameTerms(token, reader.reference);
}

/** What one name stands for: a licence, a licence with an exception, or alternatives with a slash between them. */
export function nameTerms(name: string, reference: (name: string) => string): Terms {
  const known = knownTerm(name);
  if (known !== undefined) return { term: known };
  const strict = /Ref-/.test(name) ? undefined : strictExpression(name);
  if (strict !== undefined) return strict;
  const alternatives = name.split("/").map((part) => knownTerm(part));
  const all = alternatives.filter((part) => part !== undefined);
  if (all.length > 1 && all.length === alternatives.length) {
    return joined(
      "OR",
      all.map((term) => ({ term })),
    );
  }
  return { term: reference(name) };
}

/** The SPDX term of a name, with its exception where it has one; undefined when either is unknown. */
export function knownTerm(name: string): string | undefined {
  const parts = /^(.*?)(?:\s+|-)with(?:\s+|-)(?:the\s+)?(.*)$/i.exec(name);
  const licence = knownLicence(parts?.[1] ?? name);
  if (licence === undefined) return undefined;
  const current = currentLicence(licence, false);
  if (!parts) return current;
  const exception = knownException(parts[2] ?? "", current);
  return exception === undefined || current.includes(" ") ? undefined : `${current} WITH ${exception}`;
}

/** Terms joined, sorted and each once; operands of the same operator are taken in. */
export function joined(operator: "AND" | "OR", operands: readonly Terms[]): Terms {
  const flat = operands.flatMap((operand) =>
    "operator" in operand && operand.operator === operator ? operand.operands : [operand],
  );
  const once = new Map(flat.map((operand) => [written(operand), operand]));
  const sorted = [...once].toSorted(([a], [b]) => compareText(a, b)).map(([, operand]) => operand);
  return sorted.length === 1 && sorted[0] !== undefined ? sorted[0] : { operator, operands: sorted };
}

/** The expression as text, with no more parentheses than it needs. */
export function written(terms: Terms): string {
  if ("term" in terms) return terms.term;
  const operands = terms.operands.map((operand) =>
    "operator" in operand ? `(${written(operand)})` : operand.term,
  );
  return operands.join(` ${terms.operator} `);
}
