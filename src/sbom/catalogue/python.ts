import {
  type PythonMetadata,
  normalisedName,
  readPythonMetadata,
  readRequiresText,
  requiredPackage,
} from "../../formats/python-metadata.ts";
import {
  type Cataloguer,
  type Context,
  type Draft,
  type Found,
  distinct,
  fileName,
  folderOf,
  locationOf,
  textOf,
} from "./cataloguer.ts";
import { cpeOf } from "./cpe.ts";
import { packageUrl } from "./package-url.ts";

/** What a distribution's metadata says, or what an egg's list of requirements adds to it. */
export type PythonFact = PythonPackage | { readonly requires: readonly string[] };

export type PythonPackage = {
  readonly name: string;
  readonly version: string;
  readonly author: string;
  readonly licences: readonly string[];
  readonly homepage: string;
  readonly summary: string;
  /** Normalised names of what it requires without any extra. */
  readonly requires: readonly string[];
};

/** Installed Python distributions: wheels (`.dist-info`) and eggs (`.egg-info`, a folder or a file). */
export const pythonCataloguer: Cataloguer<PythonFact> = {
  name: "python",
  maximumBytes: 16 * 1024 * 1024,
  wants: (path) => kindOf(path) !== undefined,
  read: ({ path }, content) => {
    if (kindOf(path) === "requires") return { requires: normalised(readRequiresText(textOf(content))) };
    return packageOf(readPythonMetadata(textOf(content)));
  },
  components,
};

function kindOf(path: string): "metadata" | "requires" | undefined {
  const [name, folder] = [fileName(path), folderOf(path).toLowerCase()];
  if (name === "METADATA" && folder.endsWith(".dist-info")) return "metadata";
  if (name === "PKG-INFO" && folder.endsWith("egg-info")) return "metadata";
  if (name === "requires.txt" && folder.endsWith("egg-info")) return "requires";
  return name.endsWith(".egg-info") ? "metadata" : undefined;
}

function packageOf(fields: PythonMetadata): PythonPackage | undefined {
  const field = (name: string): string => known(fields.get(name)?.[0]);
  const [name, version] = [field("name"), field("version")];
  // Debian's interpreter leaves metadata of itself, as if it were a package.
  if (name === "" || version === "" || name === "Python") return undefined;
  return {
    name: normalisedName(name),
    version,
    author: authorOf(field),
    licences: licencesOf(fields, field),
    homepage: field("home-page") || homepageOf(fields.get("project-url") ?? []),
    summary: field("summary").split("\n")[0] ?? "",
    requires: normalised((fields.get("requires-dist") ?? []).map(requiredPackage)),
  };
}

function known(value: string | undefined): string {
  return value === undefined || value === "UNKNOWN" ? "" : value.trim();
}

function authorOf(field: (name: string) => string): string {
  for (const role of ["author", "maintainer"]) {
    const [name, email] = [field(role), field(`${role}-email`)];
    if (name !== "" && email !== "" && !email.includes("<")) return `${name} <${email}>`;
    if (name !== "" || email !== "") return name || email;
  }
  return "";
}

function homepageOf(urls: readonly string[]): string {
  const labelled = urls.map((url) => /^\s*([^,]*),\s*(\S+)/.exec(url));
  return labelled.find((found) => /^home/i.test(found?.[1] ?? ""))?.[2] ?? "";
}

// An expression is the whole truth. The older field may hold a name or a full text; classifiers are names of a fixed list.
function licencesOf(fields: PythonMetadata, field: (name: string) => string): readonly string[] {
  const expression = field("license-expression");
  if (expression !== "") return [expression];
  const licence = field("license");
  const classified = (fields.get("classifier") ?? [])
    .filter((classifier) => /^License\s*::/.test(classifier))
    .map((classifier) => classifier.split("::").at(-1)?.trim())
    .filter((name) => name !== "OSI Approved");
  const isName = licence !== "" && !licence.includes("\n") && licence.length < 200;
  if (isName || classified.length === 0) return distinct([licence]);
  return distinct(classified);
}

function normalised(names: readonly (string | undefined)[]): readonly string[] {
  return distinct(names).map(normalisedName).toSorted();
}

type Installed = Found<PythonPackage>;

function components(found: readonly Found<PythonFact>[], context: Context): readonly Draft[] {
  const installed = found.filter((one): one is Installed => "name" in one.fact);
  const named = new Map<string, Installed[]>();
  for (const one of installed)
    named.set(one.fact.name, [...(named.get(one.fact.name) ?? []).slice(0, 32), one]);
  return installed.map((one) => {
    const names = distinct([...one.fact.requires, ...eggRequirements(one, context)]);
    const needed = names.map((name) => nearest(one.path, named.get(name) ?? []));
    return draftOf(
      one,
      distinct(needed.map((other) => other?.path)).filter((path) => path !== one.path),
    );
  });
}

function eggRequirements({ path }: Installed, context: Context): readonly string[] {
  if (fileName(path) !== "PKG-INFO") return [];
  const fact = context.fact(pythonCataloguer.name, `${folderOf(path)}/requires.txt`) as
    | PythonFact
    | undefined;
  return fact?.requires ?? [];
}

// Of several installations the one beside the package is what it imports.
function nearest(path: string, candidates: readonly Installed[]): Installed | undefined {
  const place = sitePackages(path);
  return candidates.find((candidate) => sitePackages(candidate.path) === place) ?? candidates[0];
}

function sitePackages(path: string): string {
  return fileName(path).endsWith(".egg-info") ? folderOf(path) : folderOf(folderOf(path));
}

function draftOf(one: Installed, needs: readonly string[]): Draft {
  const { fact } = one;
  const product = `python-${fact.name}`;
  return {
    key: one.path,
    ecosystem: "pypi",
    name: fact.name,
    version: fact.version,
    purl: packageUrl({ type: "pypi", name: fact.name, version: fact.version }),
    licences: fact.licences,
    supplier: fact.author || undefined,
    cpe: cpeOf(product, product, fact.version),
    description: fact.summary || undefined,
    homepage: fact.homepage || undefined,
    hashes: [],
    locations: [locationOf(one)],
    needs,
  };
}
