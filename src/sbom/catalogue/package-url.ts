import type { Distribution } from "../inventory.ts";

/** The parts of a package URL; a namespace may have several parts with / between them. */
export type PackageUrl = {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version: string;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly subpath?: string;
};

/**
 * Writes a package URL (purl-spec): qualifiers sorted, empty ones left out. A + is always encoded, since readers differ on what a
 * bare one is. Total: any text gives a valid one.
 */
export function packageUrl({
  type,
  namespace = "",
  name,
  version,
  qualifiers = {},
  subpath = "",
}: PackageUrl): string {
  const folder = namespace === "" ? "" : `${encodedParts(namespace)}/`;
  const query = Object.keys(qualifiers)
    .filter((key) => qualifiers[key] !== "")
    .sort()
    .map((key) => `${key}=${encoded(qualifiers[key] ?? "")}`)
    .join("&");
  const at = version === "" ? "" : `@${encoded(version)}`;
  const inside = encodedParts(subpath);
  return `pkg:${type}/${folder}${encoded(name)}${at}${query === "" ? "" : `?${query}`}${inside === "" ? "" : `#${inside}`}`;
}

function encodedParts(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map(encoded)
    .join("/");
}

/** The `distro` qualifier: `debian-12`, or the id alone where os-release has no VERSION_ID; empty when nothing is known. */
export function distroQualifier(distribution: Distribution | undefined): string {
  if (distribution === undefined || distribution.id === "") return "";
  return distribution.versionId === "" ? distribution.id : `${distribution.id}-${distribution.versionId}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("%3A", ":");
}
