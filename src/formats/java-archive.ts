import { linesOf } from "./deb822.ts";

/** Sections of a JAR's manifest: the main one first, then those of single packages or files. */
export type JavaManifest = readonly ReadonlyMap<string, string>[];

/** Coordinates of a Maven artifact; empty texts where a file does not say. */
export type MavenCoordinates = {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
};

const maximumSections = 50_000;
const longestName = 255;

/** Reads META-INF/MANIFEST.MF (JAR file specification): `Name: value`, lines that start with a blank go on. Total. */
export function readJavaManifest(text: string): JavaManifest {
  const sections: Map<string, string>[] = [new Map()];
  let last = "";
  let apart = false;
  for (const line of linesOf(text)) {
    if (line.trim() === "") {
      apart = true;
      last = "";
      continue;
    }
    if (apart && sections.length >= maximumSections) break;
    if (apart && (sections.at(-1)?.size ?? 0) > 0) sections.push(new Map());
    apart = false;
    const section = sections.at(-1);
    const colon = line.indexOf(":");
    if (line.startsWith(" ") && last !== "") section?.set(last, `${section.get(last) ?? ""}${line.slice(1)}`);
    else if (colon > 0) {
      last = line.slice(0, colon).trim();
      section?.set(last, line.slice(colon + 1).trim());
    }
  }
  return sections;
}

/** Reads a pom.properties file: groupId, artifactId and version. Total. */
export function readPomProperties(text: string): MavenCoordinates {
  const values = new Map<string, string>();
  for (const line of linesOf(text)) {
    const found = /^\s*(groupId|artifactId|version)\s*[=:]\s*(.*)$/.exec(line);
    if (found !== null) values.set(found[1] ?? "", (found[2] ?? "").trim());
  }
  const value = (name: string): string => values.get(name) ?? "";
  return { group: value("groupId"), artifact: value("artifactId"), version: value("version") };
}

/** What a pom.xml says of the project itself. */
export type PomFacts = MavenCoordinates & {
  readonly licences: readonly string[];
  readonly organisation: string;
};

/**
 * Reads the few elements of a pom.xml that name the project, without its dependencies and without a parent's file. Values that
 * stand for properties (`${…}`) are left empty. Total.
 */
export function readPom(text: string): PomFacts {
  const bare = withoutComments(text);
  const parent = elementIn(bare, "parent");
  const own = without(bare, [
    "parent",
    "dependencies",
    "dependencyManagement",
    "build",
    "profiles",
    "reporting",
    "developers",
  ]);
  const licences = [...(elementIn(own, "licenses") ?? "").matchAll(/<name>([^<]{1,300})<\/name>/g)];
  const organisation = elementIn(own, "organization") ?? "";
  const top = without(own, ["licenses", "organization", "modules", "repositories", "scm", "properties"]);
  const value = (name: string): string => plain(elementIn(top, name)) || plain(elementIn(parent ?? "", name));
  return {
    group: value("groupId"),
    artifact: plain(elementIn(top, "artifactId")),
    version: value("version"),
    licences: licences.map((found) => plain(found[1])).filter((name) => name !== ""),
    organisation: plain(elementIn(organisation, "name")),
  };
}

// Not by a regular expression: many starts without an end would take it quadratic time.
function withoutComments(text: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const start = text.indexOf("<!--", at);
    const end = start < 0 ? -1 : text.indexOf("-->", start);
    pieces.push(text.slice(at, start < 0 ? undefined : start));
    at = end < 0 ? text.length : end + 3;
  }
  return pieces.join("");
}

function elementIn(text: string, name: string): string | undefined {
  const start = text.indexOf(`<${name}>`);
  const end = start < 0 ? -1 : text.indexOf(`</${name}>`, start);
  return end < 0 ? undefined : text.slice(start + name.length + 2, end);
}

function without(text: string, names: readonly string[]): string {
  let rest = text;
  for (const name of names) {
    const start = rest.indexOf(`<${name}>`);
    const end = start < 0 ? -1 : rest.indexOf(`</${name}>`, start);
    if (end >= 0) rest = rest.slice(0, start) + rest.slice(end + name.length + 3);
  }
  return rest;
}

function plain(value: string | undefined): string {
  if (value === undefined || value.includes("${") || value.includes("<")) return "";
  const text = value
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'");
  return text.replaceAll("&amp;", "&").replaceAll(/\s+/g, " ").trim();
}

/** Name and version in the name of an archive: `spring-core-5.3.1` is spring-core at 5.3.1. The version may be empty. */
export function splitArchiveName(name: string): { readonly name: string; readonly version: string } {
  if (name.length > longestName) return { name, version: "" };
  const found = /^([A-Za-z].*?)(?:[-_](\d.*|build\d+.*|rc?\d+.*))?$/i.exec(name);
  if (found?.[2] !== undefined) return { name: found[1] ?? name, version: found[2] };
  const dotted = /^([A-Za-z].*?)\.(\d+(?:\.\d+)+.*)$/.exec(name);
  return dotted === null ? { name, version: "" } : { name: dotted[1] ?? name, version: dotted[2] ?? "" };
}
