/**
 * Reads a sample value as the HTTP API writes it (a Go float: `0.5`, `1e+06`, `NaN`, `+Inf`, `-Inf`), or gives undefined.
 * JavaScript's own Number takes `+Inf` for NaN and an empty text for zero.
 */
export function parseSampleValue(text: string): number | undefined {
  if (text === "NaN") return Number.NaN;
  if (text === "+Inf" || text === "Inf") return Infinity;
  if (text === "-Inf") return -Infinity;
  if (text.length > 64 || !/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?$/.test(text))
    return undefined;
  return Number(text);
}
