import { readRpmHeader, type RpmHeader, rpmTag } from "../../formats/rpm-header.ts";
import { isSqlite, readSqliteTable } from "../../formats/sqlite-table.ts";
import type { RandomAccess } from "../../values/random-access.ts";
import {
  type Cataloguer,
  type Context,
  type Draft,
  type Found,
  type Unread,
  distinct,
  fileName,
  folderOf,
  locationOf,
} from "./cataloguer.ts";
import { cpeOf } from "./cpe.ts";
import { distroQualifier, packageUrl } from "./package-url.ts";
import { type Candidate, resolveRelations } from "./relations.ts";

/** A package as rpm has it. */
export type RpmPackage = {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | undefined;
  readonly architecture: string;
  readonly sourceRpm: string;
  readonly vendor: string;
  readonly licence: string;
  readonly summary: string;
  readonly url: string;
  /** Positions of the packages of the same database that it needs. */
  readonly needs: readonly number[];
};

/** rpm's database. Only the SQLite form is read (the default since rpm 4.16); the older ones become gaps. */
export const rpmCataloguer: Cataloguer<readonly RpmPackage[]> = {
  name: "rpm",
  maximumBytes: 1024 * 1024 * 1024,
  wants: (path) =>
    databaseNames.has(fileName(path)) && /(?:^|\/)(?:lib|share|sysimage)\/rpm$/.test(folderOf(path)),
  read: ({ path, size }, content) => readDatabase(fileName(path), size, content),
  components: (found, context) => found.flatMap((database) => draftsOf(database, context)),
};

const databaseNames = new Set(["rpmdb.sqlite", "rpmdb.sqlite-wal", "Packages", "Packages.db"]);
const maximumHeader = 32 * 1024 * 1024;
const maximumPackages = 100_000;

function readDatabase(
  name: string,
  size: number,
  content: RandomAccess,
): readonly RpmPackage[] | Unread | undefined {
  if (size === 0) return undefined;
  if (name === "Packages")
    return {
      unread:
        "it is in rpm's Berkeley DB format, which is not read: rebuild it as SQLite (rpmdb --rebuilddb)",
    };
  if (name === "Packages.db")
    return {
      unread: "it is in rpm's ndb format, which is not read: rebuild it as SQLite (rpmdb --rebuilddb)",
    };
  if (name === "rpmdb.sqlite-wal")
    return {
      unread: "the database has changes that are only in its write-ahead log, and those are not read",
    };
  if (!isSqlite(content.read(0, 16))) return { unread: "it is not a SQLite database" };
  return readRpmDatabase(content);
}

/** Every package in a SQLite database of rpm, in its order, without imported keys. Throws FORMAT_CORRUPT. */
export function readRpmDatabase(file: RandomAccess): readonly RpmPackage[] {
  const packages: Read[] = [];
  const wanted = new Set<string>();
  for (const header of headersIn(file)) {
    const one = packageOf(header);
    packages.push(one);
    for (const [need] of one.needs) if (need?.startsWith("/") === true) wanted.add(need);
  }
  if (wanted.size > 0) addFiles(file, packages, wanted);
  const needs = resolveRelations(packages);
  return packages.map(({ about }, index) => ({ ...about, needs: needs[index] ?? [] }));
}

function* headersIn(file: RandomAccess): Generator<RpmHeader> {
  let count = 0;
  for (const row of readSqliteTable(file, "Packages", maximumHeader)) {
    const blob = row[1];
    if (!(blob instanceof Uint8Array)) continue;
    const header = readRpmHeader(blob);
    // A key that was imported for signatures is kept as a package, and is none.
    if (header.text(rpmTag.name) === "" || header.text(rpmTag.name) === "gpg-pubkey") continue;
    count += 1;
    if (count > maximumPackages) return;
    yield header;
  }
}

/** A package with the names by which its database relates it to others; those are not kept. */
type Read = Candidate & { readonly about: Omit<RpmPackage, "needs"> };

function packageOf(header: RpmHeader): Read {
  const about = {
    name: header.text(rpmTag.name),
    version: header.text(rpmTag.version),
    release: header.text(rpmTag.release),
    epoch: header.numbers(rpmTag.epoch)[0],
    architecture: header.text(rpmTag.architecture),
    sourceRpm: header.text(rpmTag.sourceRpm),
    vendor: header.text(rpmTag.vendor),
    licence: header.text(rpmTag.licence),
    summary: header.text(rpmTag.summary),
    url: header.text(rpmTag.url),
  };
  return {
    about,
    name: about.name,
    architecture: about.architecture,
    needs: distinct(header.texts(rpmTag.requireName)).map((need) => [need]),
    provides: distinct(header.texts(rpmTag.provideName)),
  };
}

// A file that a package needs by its path is provided by the package that has it. Only paths that someone needs are kept.
function addFiles(file: RandomAccess, packages: Read[], wanted: ReadonlySet<string>): void {
  const names = new Set([...wanted].map(fileName));
  let position = 0;
  for (const header of headersIn(file)) {
    const folders = header.texts(rpmTag.directoryNames);
    const indexes = header.numbers(rpmTag.directoryIndexes);
    const provided: string[] = [];
    for (const [index, name] of header.texts(rpmTag.baseNames).entries()) {
      if (!names.has(name)) continue;
      const path = `${folders[indexes[index] ?? -1] ?? ""}${name}`;
      if (wanted.has(path)) provided.push(path);
    }
    const one = packages[position];
    if (one !== undefined && provided.length > 0)
      packages[position] = { ...one, provides: [...one.provides, ...provided] };
    position += 1;
  }
}

function draftsOf({ fact, ...found }: Found<readonly RpmPackage[]>, context: Context): readonly Draft[] {
  return fact.map((one, index) => {
    const version = `${one.version}-${one.release}`;
    return {
      key: `${found.path}#${index}`,
      ecosystem: "rpm",
      name: one.name,
      version: one.epoch === undefined ? version : `${one.epoch}:${version}`,
      purl: purlOf(one, version, context),
      licences: distinct([one.licence]),
      supplier: one.vendor || undefined,
      cpe: cpeOf(one.name, one.name, version),
      description: one.summary || undefined,
      homepage: one.url || undefined,
      hashes: [],
      locations: [locationOf(found)],
      needs: one.needs.map((other) => `${found.path}#${other}`),
    };
  });
}

function purlOf(one: RpmPackage, version: string, { distribution }: Context): string {
  const id = distribution?.id ?? "";
  const vendor = id === "rhel" ? "redhat" : id.replace(/^opensuse.*$/, "opensuse");
  return packageUrl({
    type: "rpm",
    namespace: vendor,
    name: one.name,
    version,
    qualifiers: {
      arch: one.architecture,
      distro: distroQualifier(distribution),
      epoch: one.epoch === undefined ? "" : String(one.epoch),
      upstream: one.sourceRpm,
    },
  });
}
