const longest = 200;

/** A CPE 2.3 name (NISTIR 7695) for a vendor's product: a guess that scanners may start from. Undefined where nothing is left to name. */
export function cpeOf(vendor: string, product: string, version: string, target = "*"): string | undefined {
  const [maker, made] = [bound(vendor), bound(product)];
  if (maker === "" || made === "") return undefined;
  return `cpe:2.3:a:${maker}:${made}:${bound(version) || "*"}:*:*:*:*:${target}:*:*`;
}

// Letters, digits, underscore, and . and - stand as they are in a formatted string; anything else is quoted or, where a
// formatted string cannot hold it, left out.
function bound(text: string): string {
  return text
    .slice(0, longest)
    .replaceAll(/\s+/g, "_")
    .replaceAll(/[^\x21-\x7e]/g, "")
    .replaceAll(/[^A-Za-z0-9._-]/g, (character) => `\\${character}`);
}
