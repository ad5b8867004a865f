import type { Distribution } from "../inventory.ts";
import { type Cataloguer, fileName, textOf } from "./cataloguer.ts";

/** Reads os-release(5); it makes no components, and the others ask for what it says. */
export const distributionCataloguer: Cataloguer<Distribution> = {
  name: "os-release",
  maximumBytes: 64 * 1024,
  wants: (path) => fileName(path) === "os-release",
  read: (_, content) => readOsRelease(textOf(content)),
  components: () => [],
};

/** Where os-release(5) says that it is, in the order of precedence. */
export const osReleasePaths = ["etc/os-release", "usr/lib/os-release"] as const;

/** What an os-release file says. Lines that are no assignments are passed over, as the shell's readers of it do. */
export function readOsRelease(text: string): Distribution {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const found = /^\s*([A-Z0-9_]+)=(.*)$/.exec(line);
    if (found !== null) fields.set(found[1] ?? "", unquoted((found[2] ?? "").trim()));
  }
  const field = (name: string): string => fields.get(name) ?? "";
  return {
    id: field("ID"),
    versionId: field("VERSION_ID"),
    name: field("NAME"),
    idLike: field("ID_LIKE")
      .split(/\s+/)
      .filter((word) => word !== ""),
    codename: field("VERSION_CODENAME"),
  };
}

function unquoted(value: string): string {
  const quote = value[0];
  if (quote === "'" && value.endsWith("'") && value.length > 1) return value.slice(1, -1);
  const inner = quote === '"' && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value;
  return inner.replaceAll(/\\(["'`$\\])/g, "$1");
}
