import { type GoBuildInfo, type GoModule, readGoBuildInfo } from "../../formats/go-build-info.ts";
import { type Cataloguer, type Draft, type Found, locationOf } from "./cataloguer.ts";
import { cpeOf } from "./cpe.ts";
import { linkedVersion } from "./go-version.ts";
import { packageUrl } from "./package-url.ts";
import { isElf, openElf } from "./programs.ts";

/** The modules that a Go program was built from. */
export type GoProgram = {
  /** Of the toolchain and its standard library, such as `1.23.4`; empty for an unreleased one. */
  readonly toolchain: string;
  readonly main: GoFactModule | undefined;
  readonly deps: readonly GoFactModule[];
};

export type GoFactModule = { readonly path: string; readonly version: string };

/** Go programs by the build information that the linker writes into them. */
export const goCataloguer: Cataloguer<GoProgram> = {
  name: "go",
  maximumBytes: Number.MAX_SAFE_INTEGER,
  wants: (_, head) => isElf(head),
  read: (_, content) => {
    const elf = openElf(content);
    const info = elf === undefined ? undefined : readGoBuildInfo(content, elf);
    if (elf === undefined || info === undefined) return undefined;
    return programOf(info, () => linkedVersion(content, elf));
  },
  components: (found) => found.flatMap(draftsOf),
};

type Linked = () => string | undefined;

function programOf(info: GoBuildInfo, linked: Linked): GoProgram {
  const toolchain = /^go(\d+(?:\.\d+)*(?:(?:rc|beta)\d+)?)/.exec(info.goVersion)?.[1] ?? "";
  return {
    toolchain,
    main: mainOf(info, linked),
    deps: info.deps.map(compiled).filter(({ path }) => path !== ""),
  };
}

const unknownVersion = "(devel)";

function mainOf(info: GoBuildInfo, linked: Linked): GoFactModule | undefined {
  const { path, version } =
    info.main === undefined ? { path: info.path, version: unknownVersion } : compiled(info.main);
  if (path === "") return undefined;
  return version === unknownVersion || version === ""
    ? { path, version: builtVersion(info, linked) }
    : { path, version };
}

// A folder that replaces a module has neither a module path nor a version: the module itself is named then.
function compiled({ replace, ...module }: GoModule): GoFactModule {
  const { path, version } = replace === undefined || /^\.{0,2}\//.test(replace.path) ? module : replace;
  return { path, version };
}

// What the linker's -X flags set variables to that are called after the version, else after the tag.
const flaggedVersions = ["(?:git|build)?_?version", "tag"].map(
  (name) => new RegExp(`\\.${name}=(?:[^\\s'"=]*/)?(v?\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+~-]*)`, "i"),
);

// Those flags, else a pseudo-version of the commit (go.dev/ref/mod#pseudo-versions), else Go's own word for none.
function builtVersion({ settings }: GoBuildInfo, linked: Linked): string {
  const flags = settings["-ldflags"] ?? "";
  const flagged = flaggedVersions
    .map((pattern) => pattern.exec(flags)?.[1])
    .find((found) => found !== undefined);
  if (flagged !== undefined) return flagged.startsWith("v") ? flagged : `v${flagged}`;
  const text = linked();
  if (text !== undefined) return text;
  const [revision = "", time = ""] = [settings["vcs.revision"], settings["vcs.time"]];
  const moment = Date.parse(time);
  if (revision === "" || Number.isNaN(moment)) return unknownVersion;
  const stamp = new Date(moment).toISOString().replaceAll(/[-:T]|\.\d+Z$/g, "");
  return `v0.0.0-${stamp}-${revision.slice(0, 12)}`;
}

function draftsOf({ fact, ...found }: Found<GoProgram>): readonly Draft[] {
  const key = (index: number): string => `${found.path}#go ${index}`;
  const location = locationOf(found);
  const needed = fact.deps.map((module, index) => moduleDraft(key(index), module, location, []));
  if (fact.toolchain !== "") needed.push(libraryDraft(`${found.path}#go stdlib`, fact.toolchain, location));
  if (fact.main === undefined) return needed;
  const needs = needed.map((draft) => draft.key);
  return [...needed, moduleDraft(`${found.path}#go main`, fact.main, location, needs)];
}

function moduleDraft(
  key: string,
  { path, version }: GoFactModule,
  location: Draft["locations"][number],
  needs: readonly string[],
): Draft {
  const parts = path.split("/");
  const [host = "", owner = "", ...rest] = parts;
  return {
    key,
    ecosystem: "golang",
    name: path,
    version,
    purl: modulePurl(parts, version),
    licences: [],
    supplier: undefined,
    // Only the path of a hosted repository says who makes it.
    cpe: host.includes(".") && rest[0] !== undefined ? cpeOf(owner, rest[0], version) : undefined,
    description: undefined,
    homepage: undefined,
    hashes: [],
    locations: [location],
    needs,
  };
}

// The repository is the package and what follows in the path its subpath, as scanners write it and look it up.
function modulePurl(parts: readonly string[], version: string): string {
  const end = Math.min(parts.length, 3);
  return packageUrl({
    type: "golang",
    namespace: parts.slice(0, end - 1).join("/"),
    name: parts[end - 1] ?? "",
    version,
    subpath: parts.slice(end).join("/"),
  });
}

function libraryDraft(key: string, version: string, location: Draft["locations"][number]): Draft {
  return {
    key,
    ecosystem: "golang",
    name: "stdlib",
    version,
    purl: packageUrl({ type: "golang", name: "stdlib", version }),
    licences: ["BSD-3-Clause"],
    supplier: "The Go Authors",
    cpe: cpeOf("golang", "go", version),
    description: "The standard library of Go",
    homepage: undefined,
    hashes: [],
    locations: [location],
    needs: [],
  };
}
