import {
  type JavaManifest,
  type MavenCoordinates,
  type PomFacts,
  readJavaManifest,
  readPom,
  readPomProperties,
  splitArchiveName,
} from "../../formats/java-archive.ts";
import { type ZipEntry, packedContent, readZipDirectory, readZipEntry } from "../../formats/zip-directory.ts";
import { describeError } from "../../values/fault.ts";
import { type RandomAccess, bytesAsFile } from "../../values/random-access.ts";
import { compareText } from "../../values/text-order.ts";
import { distinct, fileName, folderOf } from "./cataloguer.ts";
import { artifactOf, bundleArtifact, manifestGroup } from "./maven-group.ts";

/** A Maven artifact in a Java archive: the archive itself, one in it, or one whose classes were put into it. */
export type JarArtifact = MavenCoordinates & {
  /** Path of the archive in the outer one, `!` between levels; empty for the outer one itself. */
  readonly inner: string;
  /** Position of the artifact that holds it, undefined for the outermost. */
  readonly within: number | undefined;
  readonly licences: readonly string[];
  readonly vendor: string;
};

/** What a Java archive holds, and which archives in it could not be read or named. */
export type JarFact = {
  readonly artifacts: readonly JarArtifact[];
  readonly unread: readonly { readonly inner: string; readonly why: string }[];
};

const extensions = /\.(?:jar|war|ear|par|sar|nar|jpi|hpi|lpkg)$/i;
const maximumText = 1024 * 1024;
const maximumNested = 64 * 1024 * 1024;
const maximumUnpacked = 1024 * 1024 * 1024;
const maximumArchives = 10_000;
const maximumPoms = 5000;
// zlib gives back the memory of a failed call only when the event loop turns, and it does not turn while an archive is read.
const maximumBroken = 500;
const longestLicence = 2000;
const deepest = 5;

/** True for the name of an archive that Java tools make. */
export function isJavaArchive(path: string): boolean {
  return extensions.test(path);
}

type Reading = {
  readonly artifacts: JarArtifact[];
  readonly unread: JarFact["unread"][number][];
  archives: number;
  unpacked: number;
  /** Entries that could not be unpacked. */
  broken: number;
};

type Archive = {
  readonly file: RandomAccess;
  /** Path of the archive, in the image or in the outer archive. */
  readonly path: string;
  readonly inner: string;
  readonly within: number | undefined;
  readonly depth: number;
};

/** Reads an archive and the archives in it, without unpacking more than those. Throws FORMAT_CORRUPT when the outermost one is broken. */
export function readJar(path: string, file: RandomAccess): JarFact {
  const reading: Reading = { artifacts: [], unread: [], archives: 0, unpacked: 0, broken: 0 };
  readArchive({ file, path, inner: "", within: undefined, depth: 0 }, reading);
  return { artifacts: reading.artifacts, unread: reading.unread };
}

function readArchive(archive: Archive, reading: Reading): void {
  reading.archives += 1;
  const content = contentOf(archive.file);
  const poms = pomsIn(archive.file, content, reading);
  const manifest =
    content.manifest === undefined ? [] : readJavaManifest(textOf(archive.file, content.manifest, reading));
  const self = selfOf(archive, manifest, poms);
  const { inner, within } = archive;
  let holder = within;
  if (self !== undefined) holder = reading.artifacts.push({ ...self.artifact, inner, within }) - 1;
  for (const pom of poms)
    if (pom !== self?.pom) reading.artifacts.push({ ...pom.artifact, inner, within: holder });
  if (self === undefined && poms.length === 0 && content.nested.length === 0)
    reading.unread.push({ inner, why: "the archive names neither a Maven artifact nor a version" });
  for (const entry of content.nested) readNested(archive, entry, holder, reading);
}

function readNested(archive: Archive, entry: ZipEntry, within: number | undefined, reading: Reading): void {
  const inner = archive.inner === "" ? entry.name : `${archive.inner}!${entry.name}`;
  const skip = (why: string): void => {
    reading.unread.push({ inner, why });
  };
  if (archive.depth >= deepest) return skip("it is in too many archives");
  if (reading.archives >= maximumArchives) return skip("there are too many archives in one");
  if (reading.broken >= maximumBroken) return skip("too many entries beside it are broken");
  const stored = entry.method === 0;
  reading.unpacked += stored ? 0 : entry.size;
  if (!stored && (entry.size > maximumNested || reading.unpacked > maximumUnpacked))
    return skip("it is packed and too large to unpack");
  try {
    const file = stored
      ? packedContent(archive.file, entry)
      : bytesAsFile(readZipEntry(archive.file, entry, maximumNested));
    readArchive({ file, path: entry.name, inner, within, depth: archive.depth + 1 }, reading);
  } catch (error) {
    reading.broken += 1;
    skip(describeError(error).split("\n")[0] ?? "");
  }
  return undefined;
}

type Content = {
  readonly manifest: ZipEntry | undefined;
  readonly properties: readonly ZipEntry[];
  readonly projects: ReadonlyMap<string, ZipEntry>;
  readonly nested: readonly ZipEntry[];
};

function contentOf(file: RandomAccess): Content {
  let manifest: ZipEntry | undefined;
  const properties: ZipEntry[] = [];
  const projects = new Map<string, ZipEntry>();
  const nested: ZipEntry[] = [];
  for (const entry of readZipDirectory(file)) {
    const name = fileName(entry.name);
    if (entry.name === "META-INF/MANIFEST.MF") manifest ??= entry;
    else if (name === "pom.properties" && properties.length < maximumPoms) properties.push(entry);
    else if (name === "pom.xml" && projects.size < maximumPoms) projects.set(folderOf(entry.name), entry);
    else if (isJavaArchive(entry.name) && nested.length < maximumArchives) nested.push(entry);
  }
  return {
    manifest,
    properties: properties.toSorted(byName),
    projects,
    nested: nested.toSorted(byName),
  };
}

function byName(a: ZipEntry, b: ZipEntry): number {
  return compareText(a.name, b.name);
}

type NamedArtifact = Omit<JarArtifact, "inner" | "within">;
type Pom = { readonly artifact: NamedArtifact };

// Maven leaves pom.properties and pom.xml of each artifact; of one whose classes were copied into another archive as well.
function pomsIn(file: RandomAccess, content: Content, reading: Reading): readonly Pom[] {
  const seen = new Set<string>();
  const poms: Pom[] = [];
  for (const entry of content.properties) {
    const said = readPomProperties(textOf(file, entry, reading));
    const project = content.projects.get(folderOf(entry.name));
    const pom = project === undefined ? emptyPom : readPom(textOf(file, project, reading));
    const artifact = {
      group: said.group || pom.group || said.artifact,
      artifact: said.artifact,
      version: said.version,
      licences: pom.licences,
      vendor: pom.organisation,
    };
    const coordinates = `${artifact.group}:${artifact.artifact}:${artifact.version}`;
    if (artifact.artifact === "" || !isVersion(artifact.version) || seen.has(coordinates)) continue;
    seen.add(coordinates);
    poms.push({ artifact });
  }
  return poms;
}

const emptyPom: PomFacts = { group: "", artifact: "", version: "", licences: [], organisation: "" };

function isVersion(text: string): boolean {
  return text !== "" && !text.includes("${");
}

// A text that cannot be read names nothing, as if it were not there: the archive is still named by its file.
function textOf(file: RandomAccess, entry: ZipEntry, reading: Reading): string {
  reading.unpacked += entry.size;
  if (reading.broken >= maximumBroken || reading.unpacked > maximumUnpacked) return "";
  try {
    return Buffer.from(readZipEntry(file, entry, maximumText)).toString("utf8");
  } catch {
    reading.broken += 1;
    return "";
  }
}

function selfOf(
  archive: Archive,
  manifest: JavaManifest,
  poms: readonly Pom[],
): { readonly artifact: NamedArtifact; readonly pom: Pom | undefined } | undefined {
  const named = splitArchiveName(fileName(archive.path).replace(extensions, ""));
  const pom = ownPom(named.name, poms);
  const licences = declaredLicences(manifest);
  const vendor = firstValue(manifest, ["Implementation-Vendor", "Bundle-Vendor", "Specification-Vendor"]);
  if (pom !== undefined) {
    const artifact = pom.artifact;
    return {
      pom,
      artifact: {
        ...artifact,
        licences: licences.length > 0 ? licences : artifact.licences,
        vendor: vendor || artifact.vendor,
      },
    };
  }
  const version = named.version || firstValue(manifest, versionFields);
  if (!isVersion(version)) return undefined;
  const artifact = bundleArtifact(manifest) ?? artifactOf(named.name);
  return { pom, artifact: { group: manifestGroup(artifact, manifest), artifact, version, licences, vendor } };
}

const versionFields = ["Implementation-Version", "Specification-Version", "Plugin-Version", "Bundle-Version"];

// The artifact that the archive is named after; others in it were copied from elsewhere.
function ownPom(name: string, poms: readonly Pom[]): Pom | undefined {
  const plain = (text: string): string => text.replaceAll("_", "-").toLowerCase();
  const exact = poms.find(({ artifact }) => plain(artifact.artifact) === plain(name));
  if (exact !== undefined || name === "") return exact;
  return poms.find(({ artifact }) => artifact.artifact.startsWith(name) || name.endsWith(artifact.artifact));
}

function firstValue(manifest: JavaManifest, names: readonly string[]): string {
  for (const name of names)
    for (const section of manifest) {
      const value = section.get(name);
      if (value !== undefined && value !== "") return value;
    }
  return "";
}

// OSGi: `name;link="…";description="…"`, several with commas between them.
function declaredLicences(manifest: JavaManifest): readonly string[] {
  const said = firstValue(manifest, ["Bundle-License", "Plugin-License-Name"]).slice(0, longestLicence);
  const named = said.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((one) => (one.split(";")[0] ?? "").trim());
  return distinct(named.map((one) => one.replaceAll(/^"|"$/g, ""))).filter((one) => one !== "<<EXTERNAL>>");
}
