/** A PromQL string literal. */
export function quoteLabelValue(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

/** A text that a PromQL regular expression (RE2) takes literally. */
export function escapeRegex(value: string): string {
  return value.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

/**
 * Matchers `label=~"a|b|…"` that together name every value once, each of at most about `limit` bytes: servers and proxies
 * bound the length of a query.
 */
export function valueMatchers(label: string, values: readonly string[], limit = 4096): string[] {
  const matchers: string[] = [];
  let chunk: string[] = [];
  let size = 0;
  for (const value of values) {
    const part = escapeRegex(value);
    if (chunk.length > 0 && size + part.length + 1 > limit) {
      matchers.push(`${label}=~${quoteLabelValue(chunk.join("|"))}`);
      chunk = [];
      size = 0;
    }
    chunk.push(part);
    size += part.length + 1;
  }
  if (chunk.length > 0) matchers.push(`${label}=~${quoteLabelValue(chunk.join("|"))}`);
  return matchers;
}
