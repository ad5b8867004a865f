import { isRecord, listOf, recordOf } from "../../values/json-members.ts";
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

/** What a package.json says. */
export type NpmPackage = {
  readonly name: string;
  readonly version: string;
  readonly author: string;
  readonly licences: readonly string[];
  readonly homepage: string;
  readonly description: string;
  /** Names of its dependencies, optional and peer ones too, sorted. */
  readonly requires: readonly string[];
};

/** Installed Node packages: each package.json with a name and a version that is not of a package's own tests or examples. */
export const npmCataloguer: Cataloguer<NpmPackage> = {
  name: "npm",
  maximumBytes: 4 * 1024 * 1024,
  wants: isManifest,
  read: (_, content) => readPackageJson(textOf(content)),
  components: (found, context) => {
    const installed = new Set(found.map(({ path }) => path));
    return found.map((one) => draftOf(one, needsOf(one, installed, context)));
  },
};

// Folders of a package with what it tries or shows, not with what it is made of. A copy of another package elsewhere in it counts.
const asides =
  /^(?:__tests__|__fixtures__|tests?|specs?|fixtures?|examples?|demos?|bench(?:marks?)?|docs?|samples?|templates?)$/i;

function isManifest(path: string): boolean {
  if (fileName(path) !== "package.json") return false;
  const parts = path.split("/");
  const modules = parts.lastIndexOf("node_modules");
  if (modules < 0) return true;
  const inside = parts.slice(modules + (parts[modules + 1]?.startsWith("@") === true ? 3 : 2), -1);
  return modules < parts.length - 2 && !inside.some((part) => asides.test(part));
}

const maximumRequires = 5000;
const deepest = 100;
const longestText = 4000;

/** Reads a package.json; undefined for one that is no JSON object or has no name or version, as many in real images. Total. */
export function readPackageJson(text: string): NpmPackage | undefined {
  const json = parsed(text);
  if (json === undefined) return undefined;
  const [name, version] = [stringIn(json, "name"), stringIn(json, "version")];
  if (name === "" || version === "") return undefined;
  const requires = ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((field) =>
    Object.keys(objectIn(json, field)),
  );
  return {
    name,
    version,
    author: personIn(json["author"]),
    licences: distinct([licenceIn(json["license"]), ...listIn(json, "licenses").map(licenceIn)]),
    homepage: stringIn(json, "homepage"),
    description: stringIn(json, "description"),
    requires: distinct(requires).toSorted().slice(0, maximumRequires),
  };
}

type Json = Readonly<Record<string, unknown>>;

function parsed(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function stringIn(json: Json, name: string): string {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  return typeof value === "string" ? value.slice(0, longestText).trim() : "";
}

function objectIn(json: Json, name: string): Json {
  return Object.hasOwn(json, name) ? recordOf(json[name]) : {};
}

function listIn(json: Json, name: string): readonly unknown[] {
  return Object.hasOwn(json, name) ? listOf(json[name]) : [];
}

function licenceIn(value: unknown): string {
  if (typeof value === "string") return value.slice(0, longestText).trim();
  return isRecord(value) ? stringIn(value, "type") || stringIn(value, "name") : "";
}

function personIn(value: unknown): string {
  // `Name <address> (page)`
  if (typeof value === "string")
    return value
      .slice(0, longestText)
      .replace(/\s*\([^)]*\)\s*$/, "")
      .trim();
  if (!isRecord(value)) return "";
  const [name, email] = [stringIn(value, "name"), stringIn(value, "email")];
  return name !== "" && email !== "" ? `${name} <${email}>` : name || email;
}

function needsOf(
  one: Found<NpmPackage>,
  installed: ReadonlySet<string>,
  context: Context,
): readonly string[] {
  const needs = one.fact.requires.map((name) => resolveModule(folderOf(one.path), name, installed, context));
  return distinct(needs).filter((path) => path !== one.path);
}

// Where Debian's node looks besides the folders above a package.
const debianFolders = ["usr/share/nodejs", "usr/lib/nodejs"];

// Node's algorithm (LOAD_NODE_MODULES): node_modules of the package's folder and of every folder above; links lead on.
function resolveModule(
  folder: string,
  name: string,
  installed: ReadonlySet<string>,
  context: Context,
): string | undefined {
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) return undefined;
  const places: string[] = [];
  for (let place: string | undefined = folder; place !== undefined && places.length < deepest;) {
    if (fileName(place) !== "node_modules")
      places.push(place === "" ? "node_modules" : `${place}/node_modules`);
    place = place === "" ? undefined : folderOf(place);
  }
  for (const place of [...places, ...debianFolders]) {
    const path = `${place}/${name}/package.json`;
    if (installed.has(path)) return path;
    const linked = context.location(path)?.path;
    if (linked !== undefined && installed.has(linked)) return linked;
  }
  return undefined;
}

function draftOf(one: Found<NpmPackage>, needs: readonly string[]): Draft {
  const { fact } = one;
  const slash = fact.name.startsWith("@") ? fact.name.indexOf("/") : -1;
  return {
    key: one.path,
    ecosystem: "npm",
    name: fact.name,
    version: fact.version,
    purl: packageUrl({
      type: "npm",
      namespace: fact.name.slice(0, Math.max(0, slash)),
      name: fact.name.slice(slash + 1),
      version: fact.version,
    }),
    licences: fact.licences,
    supplier: fact.author || undefined,
    cpe: cpeOf(fact.name, fact.name, fact.version, "node.js"),
    description: fact.description || undefined,
    homepage: fact.homepage || undefined,
    hashes: [],
    locations: [locationOf(one)],
    needs,
  };
}
