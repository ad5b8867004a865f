import type { JavaManifest } from "../../formats/java-archive.ts";

// Archives of these projects are built without Maven's files, but everybody knows them by these groups.
const knownGroups: readonly (readonly [artifact: RegExp, group: string])[] = [
  [/^ant(?:$|-)/, "org.apache.ant"],
  [/^groovy(?:$|-)/, "org.codehaus.groovy"],
  [/^spring-boot(?:$|-)/, "org.springframework.boot"],
  [/^spring-security-/, "org.springframework.security"],
  [/^spring-integration-/, "org.springframework.integration"],
  [/^spring-batch-/, "org.springframework.batch"],
  [
    /^spring-(?:aop|aspects|beans|context(?:-indexer|-support)?|core|expression|instrument|jcl|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/,
    "org.springframework",
  ],
];

const firstFields = [
  "Bundle-SymbolicName",
  "Extension-Name",
  "Specification-Vendor",
  "Implementation-Vendor",
  "Implementation-Vendor-Id",
  "Implementation-Title",
  "Bundle-Activator",
];
const lastFields = ["Automatic-Module-Name", "Main-Class", "Package"];
const domain = /^(?:com|org|net|io|be)\b/;

/** The group of an artifact that has no pom: a known one, what looks like one in its manifest, else the artifact's own name. */
export function manifestGroup(artifact: string, manifest: JavaManifest): string {
  const known = knownGroups.find(([pattern]) => pattern.test(artifact));
  if (known !== undefined) return known[1];
  return groupIn(manifest, firstFields) ?? groupIn(manifest, lastFields) ?? artifact;
}

/**
 * The artifact that the Apache Maven Bundle Plugin named a bundle after: its symbolic name is group and artifact with a dot
 * between them. Undefined for other archives, and where the name is the group alone.
 */
export function bundleArtifact(manifest: JavaManifest): string | undefined {
  const main = manifest[0];
  if (!(main?.get("Created-By") ?? "").includes("Apache Maven Bundle Plugin")) return undefined;
  const name = main?.get("Bundle-SymbolicName")?.split(";")[0]?.trim() ?? "";
  if (name === main?.get("Implementation-Vendor-Id")) return undefined;
  return name.split(".").at(-1) || undefined;
}

/** The artifact in a file's name, which may have the group in front (`org.x.thing`). Eclipse's artifacts have dots themselves. */
export function artifactOf(name: string): string {
  const parts = name.split(".");
  const grouped = !name.startsWith("org.eclipse.") && parts.every((part) => /^\p{L}/u.test(part));
  return grouped ? (parts.at(-1) ?? name) : name;
}

function groupIn(manifest: JavaManifest, fields: readonly string[]): string | undefined {
  const groups: string[] = [];
  for (const section of manifest)
    for (const field of fields) {
      // OSGi directives follow a semicolon.
      const value = section.get(field)?.split(/[;#]/)[0]?.trim() ?? "";
      if (domain.test(value) && value.includes(".") && !/\s/.test(value)) groups.push(value);
    }
  return groups.sort()[0];
}
