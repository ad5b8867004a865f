/** Values of variables by name. */
export type Variables = ReadonlyMap<string, string>;

const name = /^[A-Za-z_][A-Za-z0-9_]*/;
const deepest = 16;
const longest = 65_536;

/**
 * Expands a word of a Dockerfile as BuildKit does in FROM: `$A`, `${A}`, `${A:-word}`, `${A:+word}` and their forms without colon,
 * quotes taken off. A variable without a value is empty. Undefined for what is malformed, required and unset (`:?`), or a pattern.
 */
export function expandWord(word: string, variables: Variables, escape = "\\"): string | undefined {
  const reader: Reader = { text: word, at: 0, escape, variables };
  const expanded = expandUntil(reader, "", 0);
  return expanded !== undefined && reader.at >= word.length && expanded.length <= longest
    ? expanded
    : undefined;
}

type Reader = {
  readonly text: string;
  at: number;
  readonly escape: string;
  readonly variables: Variables;
};

/** Expands up to (not over) an ending character, or to the end of the text for an empty one. */
function expandUntil(reader: Reader, end: "" | "}" | '"', depth: number): string | undefined {
  let out = "";
  while (reader.at < reader.text.length && out.length <= longest) {
    const character = reader.text.charAt(reader.at);
    if (character === end) return out;
    const piece = expandPiece(reader, character, end, depth);
    if (piece === undefined) return undefined;
    out += piece;
  }
  return end === "" ? out : undefined;
}

function expandPiece(reader: Reader, character: string, end: string, depth: number): string | undefined {
  reader.at += 1;
  if (character === "$") return expandVariable(reader, depth);
  if (character === reader.escape) {
    reader.at += 1;
    return reader.text.charAt(reader.at - 1);
  }
  if (character === "'" && end !== '"') {
    const close = reader.text.indexOf("'", reader.at);
    if (close < 0) return undefined;
    const literal = reader.text.slice(reader.at, close);
    reader.at = close + 1;
    return literal;
  }
  if (character !== '"' || end === '"') return character;
  const quoted = depth < deepest ? expandUntil(reader, '"', depth + 1) : undefined;
  reader.at += 1;
  return quoted;
}

function expandVariable(reader: Reader, depth: number): string | undefined {
  const braced = reader.text.charAt(reader.at) === "{";
  if (braced) reader.at += 1;
  const variable = name.exec(reader.text.slice(reader.at, reader.at + 256))?.[0];
  if (variable === undefined) return braced ? undefined : "$";
  reader.at += variable.length;
  const value = reader.variables.get(variable);
  if (!braced) return value ?? "";
  return modified(reader, value, depth);
}

/** What stands behind a name in braces: nothing, or an operator with a word. */
function modified(reader: Reader, value: string | undefined, depth: number): string | undefined {
  const operator = /^(?:\}|:?[-+?])/.exec(reader.text.slice(reader.at, reader.at + 2))?.[0];
  if (operator === undefined || depth >= deepest) return undefined;
  reader.at += operator.length;
  if (operator === "}") return value ?? "";
  const word = expandUntil(reader, "}", depth + 1);
  reader.at += 1;
  if (word === undefined) return undefined;
  const isSet = value !== undefined && !(operator.startsWith(":") && value === "");
  if (operator.endsWith("+")) return isSet ? word : "";
  if (operator.endsWith("?")) return isSet ? value : undefined;
  return isSet ? value : word;
}
