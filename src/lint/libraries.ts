import { aarch64 } from "../formats/elf.ts";
import type { FactsOf, Image, TreeNode } from "../layers/visitor.ts";
import type { BinaryFact, ElfFact } from "./binary-facts.ts";
import { environmentOf, fileAt } from "./programs.ts";

/** An object on its way into a process: what it is, and what asked for it (undefined for the program itself). */
export type LoadedObject = {
  readonly node: TreeNode;
  readonly fact: ElfFact;
  readonly loader: LoadedObject | undefined;
};

export type FoundLibrary = {
  readonly node: TreeNode | undefined;
  /** A file of the name that was passed over since it is for another machine. */
  readonly foreign: TreeNode | undefined;
};

export type LibrarySearch = {
  /** Looks for a needed library as the loader of that libc does (ld.so(8), musl's dynlink). */
  readonly find: (name: string, by: LoadedObject, libc: "glibc" | "musl") => FoundLibrary;
  /** Folders in which every program of a machine finds libraries. */
  readonly folders: (machine: number, libc: "glibc" | "musl") => readonly string[];
};

const mostConfigurations = 256;

/** The library search of an image: its LD_LIBRARY_PATH, ld.so.conf or musl path file, and default folders. */
export function createLibrarySearch(image: Image, facts: FactsOf<BinaryFact>): LibrarySearch {
  const variable = foldersIn(environmentOf(image, "LD_LIBRARY_PATH") ?? "", /[:;]/);
  const configured = configuredFolders(image, facts);
  const musl = muslFolders(image, facts);
  const known = new Map<string, FoundLibrary>();
  const folders: LibrarySearch["folders"] = (machine, libc) =>
    libc === "musl" ? musl : [...new Set([...configured, ...defaultFolders(machine)])];
  const look = (name: string, by: ElfFact, places: readonly string[]): FoundLibrary => {
    const key = `${by.machine} ${by.bits} ${name} ${places.join(":")}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const found = lookIn(image, facts, name, by, places);
    known.set(key, found);
    return found;
  };
  return {
    folders,
    find: (name, by, libc) => {
      if (name.includes("/")) return look(name, by.fact, [""]);
      if (libc === "musl")
        return look(name, by.fact, [
          ...variable,
          ...chainOf(by).flatMap(anyPath),
          ...folders(by.fact.machine, libc),
        ]);
      const own = by.fact.runpath === undefined ? chainOf(by).flatMap(oldPath) : [];
      const defaults = by.fact.noDefaultFolders ? configured : folders(by.fact.machine, libc);
      return look(name, by.fact, [...own, ...variable, ...expand(by, by.fact.runpath), ...defaults]);
    },
  };
}

function lookIn(
  image: Image,
  facts: FactsOf<BinaryFact>,
  name: string,
  by: ElfFact,
  places: readonly string[],
): FoundLibrary {
  let foreign: TreeNode | undefined;
  for (const place of [...places, ...places.flatMap((folder) => variants(image, folder))]) {
    const node = fileAt(image.tree, place === "" ? name : `${place}/${name}`);
    const fact = node === undefined ? undefined : facts.of(node);
    if (fact?.kind !== "elf") continue;
    if (fact.machine === by.machine && fact.bits === by.bits && fact.loadable) return { node, foreign };
    foreign ??= node;
  }
  return { node: undefined, foreign };
}

/** Folders with builds of the same library for better processors. */
function variants(image: Image, folder: string): readonly string[] {
  const base = `${folder}/glibc-hwcaps`;
  return [...image.tree.names(base).map((name) => `${base}/${name}`), `${folder}/atomics`];
}

function chainOf(object: LoadedObject): readonly LoadedObject[] {
  const chain: LoadedObject[] = [];
  for (let at: LoadedObject | undefined = object; at !== undefined; at = at.loader) chain.push(at);
  return chain;
}

// An object with a RUNPATH has its RPATH ignored.
function oldPath(object: LoadedObject): readonly string[] {
  return object.fact.runpath === undefined ? expand(object, object.fact.rpath) : [];
}

function anyPath(object: LoadedObject): readonly string[] {
  return expand(object, object.fact.runpath ?? object.fact.rpath);
}

function expand(object: LoadedObject, path: string | undefined): readonly string[] {
  if (path === undefined || path === "") return [];
  const folder = object.node.path.slice(0, Math.max(0, object.node.path.lastIndexOf("/")));
  const library = object.fact.machine === aarch64 ? "lib/aarch64-linux-gnu" : "lib/arm-linux-gnueabihf";
  const expanded = path
    .replaceAll(/\$(?:ORIGIN|\{ORIGIN\})/g, `/${folder}`)
    .replaceAll(/\$(?:PLATFORM|\{PLATFORM\})/g, object.fact.machine === aarch64 ? "aarch64" : "v8l");
  if (!/\$(?:LIB|\{LIB\})/.test(expanded)) return foldersIn(expanded, /:/);
  const inLibrary = (name: string): readonly string[] =>
    foldersIn(expanded.replaceAll(/\$(?:LIB|\{LIB\})/g, name), /:/);
  return [...inLibrary(library), ...inLibrary("lib64"), ...inLibrary("lib")];
}

function foldersIn(path: string, separator: RegExp): readonly string[] {
  return path.split(separator).filter((folder) => folder.startsWith("/"));
}

function defaultFolders(machine: number): readonly string[] {
  const triple = machine === aarch64 ? "aarch64-linux-gnu" : "arm-linux-gnueabihf";
  const wide = machine === aarch64 ? ["/lib64", "/usr/lib64"] : [];
  return [`/lib/${triple}`, `/usr/lib/${triple}`, ...wide, "/lib", "/usr/lib"];
}

function textOf(image: Image, facts: FactsOf<BinaryFact>, path: string): string | undefined {
  const node = fileAt(image.tree, path);
  const fact = node === undefined ? undefined : facts.of(node);
  return fact?.kind === "text" ? fact.text : undefined;
}

function muslFolders(image: Image, facts: FactsOf<BinaryFact>): readonly string[] {
  const name = image.tree.names("/etc").find((one) => /^ld-musl-(aarch64|arm\w*)\.path$/.test(one));
  const text = name === undefined ? undefined : textOf(image, facts, `/etc/${name}`);
  return foldersIn(text ?? "/lib:/usr/local/lib:/usr/lib", /[:\s]+/);
}

/** Folders of /etc/ld.so.conf and what it includes: those that ldconfig has put into the cache. */
function configuredFolders(image: Image, facts: FactsOf<BinaryFact>): readonly string[] {
  const folders: string[] = [];
  const open = ["/etc/ld.so.conf"];
  const seen = new Set<string>();
  for (let file = open.shift(); file !== undefined && seen.size < mostConfigurations; file = open.shift()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const line of (textOf(image, facts, file) ?? "").split("\n")) {
      const plain = line.replace(/#.*$/, "").trim();
      const included = /^include\s+(.*)$/.exec(plain)?.[1];
      if (included !== undefined)
        for (const pattern of included.split(/\s+/)) open.push(...matching(image, pattern));
      else if (!plain.startsWith("hwcap "))
        folders.push(...foldersIn(plain.replaceAll(/=\w+/g, ""), /[\s:,]+/));
    }
  }
  return folders;
}

function matching(image: Image, pattern: string): readonly string[] {
  const full = pattern.startsWith("/") ? pattern : `/etc/${pattern}`;
  const slash = full.lastIndexOf("/");
  const [folder, name] = [full.slice(0, slash), full.slice(slash + 1)];
  // All that stands between the first and the last star is taken for granted.
  const [start, end] = [name.slice(0, name.indexOf("*")), name.slice(name.lastIndexOf("*") + 1)];
  const fits = (one: string): boolean =>
    name.includes("*") ? one.startsWith(start) && one.endsWith(end) : one === name;
  return image.tree
    .names(folder)
    .filter(fits)
    .map((one) => `${folder}/${one}`);
}
