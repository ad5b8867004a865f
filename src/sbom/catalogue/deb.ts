import { type Paragraph, readParagraphs } from "../../formats/deb822.ts";
import type { Location } from "../inventory.ts";
import {
  type Cataloguer,
  type Context,
  type Draft,
  type Found,
  endsAt,
  folderOf,
  locationOf,
  textOf,
} from "./cataloguer.ts";
import { copyrightCataloguer } from "./copyright.ts";
import { cpeOf } from "./cpe.ts";
import { type Relations, providedNames, relationGroups, resolveRelations } from "./relations.ts";
import { distroQualifier, packageUrl } from "./package-url.ts";

/** A package as dpkg has it. */
export type DebPackage = Relations & {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Source package; empty where it has the package's name and version. */
  readonly source: string;
  /** Empty where it is the package's version. */
  readonly sourceVersion: string;
  readonly maintainer: string;
  readonly homepage: string;
  readonly description: string;
};

/** dpkg's database: `status`, and in distroless images a folder of paragraphs. */
export const debCataloguer: Cataloguer<readonly DebPackage[]> = {
  name: "deb",
  maximumBytes: 64 * 1024 * 1024,
  wants: (path) =>
    endsAt(path, "lib/dpkg/status") ||
    (endsAt(folderOf(path), "lib/dpkg/status.d") && !path.endsWith(".md5sums")),
  read: (_, content) => {
    const packages = readDpkgStatus(textOf(content));
    return packages.length === 0 ? undefined : packages;
  },
  components,
};

/** Every package of a dpkg status file whose files are there, in the file's order. */
export function readDpkgStatus(text: string): readonly DebPackage[] {
  const packages: DebPackage[] = [];
  for (const fields of readParagraphs(text)) {
    const found = packageOf(fields);
    if (found !== undefined) packages.push(found);
  }
  return packages;
}

// States in which a package has left no files behind, or never had any. Others, such as half-configured, have them in place.
const absent = new Set(["config-files", "not-installed"]);

function packageOf(fields: Paragraph): DebPackage | undefined {
  const field = (name: string): string => fields.get(name) ?? "";
  const [name, version] = [field("package"), field("version")];
  const state = field("status").split(/\s+/)[2];
  if (name === "" || version === "" || (state !== undefined && absent.has(state))) return undefined;
  const [, source = "", sourceVersion = ""] = /^(\S+)(?:\s+\((.*)\))?/.exec(field("source")) ?? [];
  return {
    name,
    version,
    architecture: field("architecture"),
    source,
    sourceVersion,
    maintainer: field("maintainer"),
    homepage: field("homepage"),
    description: field("description").split("\n")[0] ?? "",
    needs: relationGroups([field("pre-depends"), field("depends")].join(",")),
    provides: providedNames(field("provides")),
  };
}

function components(found: readonly Found<readonly DebPackage[]>[], context: Context): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const database of databases(found)) {
    const needs = resolveRelations(database.map(({ fact }) => fact));
    for (const [index, one] of database.entries())
      drafts.push(
        draftOf(
          one,
          context,
          (needs[index] ?? []).map((other) => keyOf(database[other] ?? one)),
        ),
      );
  }
  return drafts;
}

type Installed = Found<DebPackage>;

// Packages of one root file system depend on each other, those of another one unpacked somewhere inside do not.
function databases(found: readonly Found<readonly DebPackage[]>[]): readonly (readonly Installed[])[] {
  const roots = new Map<string, Map<string, Installed>>();
  for (const { fact, ...location } of found) {
    const root = rootOf(location.path);
    const installed = roots.get(root) ?? new Map<string, Installed>();
    roots.set(root, installed);
    for (const one of fact) {
      const name = `${one.name} ${one.version} ${one.architecture}`;
      if (!installed.has(name)) installed.set(name, { ...location, fact: one });
    }
  }
  return [...roots.values()].map((installed) => [...installed.values()]);
}

function rootOf(path: string): string {
  return path.slice(0, path.lastIndexOf("lib/dpkg/status")).replace(/(?:var|usr)\/$/, "");
}

function keyOf({ path, fact }: Installed): string {
  return `${path}#${fact.name} ${fact.version} ${fact.architecture}`;
}

function draftOf(one: Installed, context: Context, needs: readonly string[]): Draft {
  const { fact } = one;
  const copyright = `${rootOf(one.path)}usr/share/doc/${fact.name}/copyright`;
  const licences = context.fact(copyrightCataloguer.name, copyright) as readonly string[] | undefined;
  return {
    key: keyOf(one),
    ecosystem: "deb",
    name: fact.name,
    version: fact.version,
    purl: purlOf(fact, context),
    licences: licences ?? [],
    supplier: fact.maintainer || undefined,
    cpe: cpeOf(fact.name, fact.name, fact.version),
    description: fact.description || undefined,
    homepage: fact.homepage || undefined,
    hashes: [],
    locations: [locationOf(one), ...evidence(one, copyright, context)],
    needs,
  };
}

// The list of a package's files is of the layer that installed it, while the database is of the layer that last changed any.
function evidence({ path, fact }: Installed, copyright: string, context: Context): readonly Location[] {
  const folder = `${path.slice(0, path.lastIndexOf("lib/dpkg/status"))}lib/dpkg/info/`;
  const list =
    context.location(`${folder}${fact.name}:${fact.architecture}.list`) ??
    context.location(`${folder}${fact.name}.list`);
  return [list, context.location(copyright)].filter((location) => location !== undefined);
}

function purlOf(fact: DebPackage, { distribution }: Context): string {
  const upstream = fact.sourceVersion === "" ? fact.source : `${fact.source}@${fact.sourceVersion}`;
  return packageUrl({
    type: "deb",
    namespace: distribution === undefined || distribution.id === "" ? "debian" : distribution.id,
    name: fact.name,
    version: fact.version,
    qualifiers: { arch: fact.architecture, distro: distroQualifier(distribution), upstream },
  });
}
