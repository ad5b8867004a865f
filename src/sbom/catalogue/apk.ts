import { linesOf } from "../../formats/deb822.ts";
import {
  type Cataloguer,
  type Context,
  type Draft,
  type Found,
  distinct,
  endsAt,
  locationOf,
  textOf,
} from "./cataloguer.ts";
import { cpeOf } from "./cpe.ts";
import { distroQualifier, packageUrl } from "./package-url.ts";
import { type Relations, resolveRelations } from "./relations.ts";

/** A package as apk-tools has it. */
export type ApkPackage = Relations & {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Package that it was built with, empty when none is named. */
  readonly origin: string;
  readonly maintainer: string;
  readonly licence: string;
  readonly homepage: string;
  readonly description: string;
};

/** The database of Alpine's package manager, at its old and its new place. */
export const apkCataloguer: Cataloguer<readonly ApkPackage[]> = {
  name: "apk",
  maximumBytes: 64 * 1024 * 1024,
  wants: (path) => endsAt(path, "lib/apk/db/installed"),
  read: (_, content) => readApkDatabase(textOf(content)),
  components: (found, context) => found.flatMap((database) => draftsOf(database, context)),
};

/** Every package in the text of an apk database, in its order. Total: what is no field is passed over. */
export function readApkDatabase(text: string): readonly ApkPackage[] {
  const packages: ApkPackage[] = [];
  let fields = new Map<string, string>();
  const close = (): void => {
    const found = packageOf(fields);
    if (found !== undefined) packages.push(found);
    fields = new Map();
  };
  for (const line of linesOf(text)) {
    if (line === "") close();
    // Fields of the package have one letter; those of its folders and files (F, R, a, Z, M) follow and are not needed.
    else if (line[1] === ":" && !fields.has(line.slice(0, 1)))
      fields.set(line.slice(0, 1), line.slice(2).trim());
  }
  close();
  return packages;
}

function packageOf(fields: ReadonlyMap<string, string>): ApkPackage | undefined {
  const field = (letter: string): string => fields.get(letter) ?? "";
  const [name, version] = [field("P"), field("V")];
  if (name === "" || version === "") return undefined;
  return {
    name,
    version,
    architecture: field("A"),
    origin: field("o"),
    maintainer: field("m"),
    licence: field("L"),
    homepage: field("U"),
    description: field("T"),
    needs: namesIn(field("D")).map((dependency) => [dependency]),
    provides: namesIn(field("p")),
  };
}

// `so:libc.musl-aarch64.so.1=1`, `cmd:sh=1.2`, `busybox>=1.36`; `!name` is a conflict.
function namesIn(field: string): readonly string[] {
  const names = field
    .split(/\s+/)
    .filter((word) => !word.startsWith("!"))
    .map((word) => /^[^<>=~]+/.exec(word)?.[0] ?? "");
  return distinct(names);
}

function draftsOf({ fact, ...found }: Found<readonly ApkPackage[]>, context: Context): readonly Draft[] {
  const needs = resolveRelations(fact);
  const { distribution } = context;
  const namespace = distribution === undefined || distribution.id === "" ? "alpine" : distribution.id;
  return fact.map((one, index) => ({
    key: `${found.path}#${index}`,
    ecosystem: "apk",
    name: one.name,
    version: one.version,
    purl: packageUrl({
      type: "apk",
      namespace: namespace.toLowerCase(),
      name: one.name,
      version: one.version,
      qualifiers: {
        arch: one.architecture,
        distro: distroQualifier(distribution),
        upstream: one.origin === one.name ? "" : one.origin,
      },
    }),
    licences: licencesIn(one.licence),
    supplier: one.maintainer || undefined,
    cpe: cpeOf(one.name, one.name, one.version),
    description: one.description || undefined,
    homepage: one.homepage || undefined,
    hashes: [],
    locations: [locationOf(found)],
    needs: (needs[index] ?? []).map((other) => `${found.path}#${other}`),
  }));
}

// Old packages list names with spaces between them; newer ones write an SPDX expression.
function licencesIn(field: string): readonly string[] {
  return /\b(?:AND|OR|WITH)\b|[()]/.test(field) ? [field] : distinct(field.split(/\s+/));
}
