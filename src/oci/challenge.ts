/** One challenge of a WWW-Authenticate header. Scheme and names of parameters are in lower case. */
export type Challenge = { readonly scheme: string; readonly parameters: Readonly<Record<string, string>> };

const longestHeader = 16_384;
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;
const quoted =
  /"((?:[\t \u0021\u0023-\u005b\u005d-\u007e\u0080-\u00ff]|\\[\t \u0021-\u007e\u0080-\u00ff])*)"/y;
const blank = /[ \t]*/y;
const separators = /(?:[ \t]*,)*[ \t]*/y;

/**
 * Reads a WWW-Authenticate header that may hold several challenges (RFC 9110 11.6.1). Never throws: what does not follow the
 * grammar ends the reading, and the challenges before it are given. Of a parameter that is there twice the first counts.
 */
export function parseChallenges(header: string | undefined): readonly Challenge[] {
  if (header === undefined || header.length > longestHeader) return [];
  const reader = createReader(header);
  const challenges: Challenge[] = [];
  reader.take(separators);
  for (let scheme = reader.take(token); scheme !== undefined; scheme = reader.take(token)) {
    const parameters = readParameters(reader);
    if (parameters === undefined) return challenges;
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
  }
  return challenges;
}

type Reader = {
  readonly take: (pattern: RegExp) => string | undefined;
  readonly takeQuoted: () => string | undefined;
  readonly sees: (text: string) => boolean;
  readonly at: () => number;
  readonly back: (position: number) => void;
  readonly ended: () => boolean;
};

function createReader(text: string): Reader {
  let position = 0;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text) ?? undefined;
    if (found !== undefined) position += found[0].length;
    return found;
  };
  return {
    take: (pattern) => match(pattern)?.[0],
    takeQuoted: () => match(quoted)?.[1]?.replaceAll(/\\(.)/g, "$1"),
    sees: (wanted) => {
      if (!text.startsWith(wanted, position)) return false;
      position += wanted.length;
      return true;
    },
    at: () => position,
    back: (earlier) => {
      position = earlier;
    },
    ended: () => position >= text.length,
  };
}

/** Parameters up to the next scheme; undefined when they break the grammar. */
function readParameters(reader: Reader): Record<string, string> | undefined {
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  reader.take(blank);
  if (reader.ended()) return parameters;
  if (reader.sees(",")) {
    reader.take(separators);
    return parameters;
  }
  if (reader.take(token68) !== undefined) {
    reader.take(separators);
    return parameters;
  }
  for (;;) {
    const before = reader.at();
    const name = reader.take(token)?.toLowerCase();
    if (name === undefined) return reader.ended() ? parameters : undefined;
    reader.take(blank);
    if (!reader.sees("=")) {
      // No "=": this word is the next challenge's scheme.
      reader.back(before);
      return parameters;
    }
    reader.take(blank);
    const value = reader.takeQuoted() ?? reader.take(token);
    if (value === undefined) return undefined;
    parameters[name] ??= value;
    const end = reader.at();
    reader.take(separators);
    if (reader.ended()) return parameters;
    if (reader.at() === end) return undefined;
  }
}
