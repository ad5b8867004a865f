import type { Dirent, Stats } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "../io/files.ts";
import type { ImageTree } from "../layers/visitor.ts";
import { describeError } from "../values/fault.ts";
import { compareText } from "../values/text-order.ts";
import { appendFaults } from "./append-faults.ts";
import { isWhiteout } from "./append-input.ts";

/** What goes into one layer, before it is written. */
export type AppendEntry = {
  /** Relative to the image's root, without / in front and behind. */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink";
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly linkTarget?: string;
  /** Where a file's bytes are. */
  readonly source?: string;
};

/** A layer to append. `source` is an absolute path that was contained by who knows its root. */
export type AppendLayer = {
  readonly source: string;
  readonly target: string;
  readonly mode: number | undefined;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** What the history says of it. */
  readonly text: string;
};

/** What the base has at a path, at the end of all links. `path` is where that is. */
export type BaseNode = {
  readonly path: string;
  readonly type: "directory" | "other";
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime?: number;
};

/** Looks at the base image; undefined for nothing there. */
export type BasePath = (path: string) => BaseNode | undefined;

const mostEntries = 200_000;
const deepest = 100;

/**
 * The entries of a layer, sorted by path, without folders that the base has: those keep its owners and modes. A path through a
 * link of the base goes to where that leads, since a folder in place of the link would hide what is there. Links of the source
 * stay links. Throws APPEND_SOURCE_REFUSED for what is no file, folder or link, for whiteouts and links that leave the image.
 */
export async function collectEntries(
  layer: AppendLayer,
  base: BasePath = usualFolders,
): Promise<readonly AppendEntry[]> {
  const facts = await factsOf(layer.source);
  const entries = new Map<string, AppendEntry>();
  const put = (entry: AppendEntry): void => {
    const below = base(entry.path);
    if (below !== undefined && (entry.type === "directory") !== (below.type === "directory"))
      throw refuse(
        `/${entry.path}`,
        `is a ${entry.type} to append and ${below.type === "directory" ? "a folder" : "no folder"} in the base image`,
      );
    if (entry.type === "directory" && below !== undefined) return;
    if (entries.size >= mostEntries) throw refuse(layer.source, `holds more than ${mostEntries} entries`);
    entries.set(entry.path, entry);
  };
  const target = layer.target.split("/").filter((part) => part !== "");
  const isFolder = facts.isDirectory();
  if (!isFolder && layer.target.endsWith("/")) target.push(path.basename(layer.source));
  let place = "";
  for (const part of isFolder ? target : target.slice(0, -1)) {
    const next = below(place, part);
    put(folder(next, layer));
    place = base(next)?.path ?? next;
  }
  if (isFolder) await walk(layer, place, base, put);
  else put(await entryFor(layer, layer.source, below(place, target.at(-1) ?? ""), facts));
  return [...entries.values()].sort((left, right) => compareText(left.path, right.path));
}

function below(folderPath: string, name: string): string {
  return folderPath === "" ? name : `${folderPath}/${name}`;
}

async function walk(
  layer: AppendLayer,
  target: string,
  base: BasePath,
  put: (entry: AppendEntry) => void,
): Promise<void> {
  const queue = [{ directory: layer.source, prefix: target, depth: 1 }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { directory, prefix, depth } = next;
    if (depth > deepest) throw refuse(directory, `is nested deeper than ${deepest} folders`);
    for (const { name } of await namesIn(directory)) {
      const source = path.join(directory, name);
      const place = below(prefix, name);
      if (isWhiteout(name)) throw refuse(source, "is a whiteout, which would delete files of the base");
      if (/\p{Cc}/u.test(name)) throw refuse(source, "has a control character in its name");
      const entry = await entryFor(layer, source, place, await factsOf(source));
      put(entry);
      if (entry.type !== "directory") continue;
      queue.push({ directory: source, prefix: base(place)?.path ?? place, depth: depth + 1 });
    }
  }
}

async function entryFor(
  layer: AppendLayer,
  source: string,
  place: string,
  facts: Stats,
): Promise<AppendEntry> {
  if (facts.isDirectory()) return folder(place, layer);
  const common = { path: place, ...layer.owner };
  if (facts.isSymbolicLink()) {
    const linkTarget = await readlink(source);
    if (leavesImage(place, linkTarget))
      throw refuse(source, `links to ${JSON.stringify(linkTarget)}, out of the image`);
    return { ...common, type: "symlink", mode: 0o777, size: 0, linkTarget };
  }
  if (!facts.isFile()) throw refuse(source, "is neither a file, a folder nor a symbolic link");
  // Only the executable bit is the file's own: the others are the umask of whoever checked it out.
  const mode = layer.mode ?? ((facts.mode & 0o100) === 0 ? 0o644 : 0o755);
  return { ...common, type: "file", mode, size: facts.size, source };
}

function folder(place: string, { owner }: AppendLayer): AppendEntry {
  return { path: place, type: "directory", mode: 0o755, ...owner, size: 0 };
}

/** Engines refuse links that climb over the root of the image. */
function leavesImage(place: string, linkTarget: string): boolean {
  if (linkTarget === "" || /\p{Cc}/u.test(linkTarget)) return true;
  if (linkTarget.startsWith("/")) return false;
  let depth = place.split("/").length - 1;
  for (const part of linkTarget.split("/")) {
    if (part === "..") depth -= 1;
    else if (part !== "" && part !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

async function factsOf(source: string): Promise<Stats> {
  try {
    return await lstat(source);
  } catch (error) {
    throw refuse(
      source,
      codeOf(error) === "ENOENT" ? "is not there" : `cannot be read: ${describeError(error)}`,
      error,
    );
  }
}

async function namesIn(directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    throw refuse(directory, `cannot be read: ${describeError(error)}`, error);
  }
}

function refuse(source: string, why: string, cause?: unknown): Error {
  return appendFaults.fault("APPEND_SOURCE_REFUSED", `${source} ${why}`, { where: source, cause });
}

const usual = new Set(
  [
    "boot dev etc home media mnt opt proc root run srv sys tmp usr var",
    "usr/bin usr/include usr/lib usr/libexec usr/local usr/sbin usr/share usr/src usr/lib/aarch64-linux-gnu",
    "usr/local/bin usr/local/etc usr/local/lib usr/local/sbin usr/local/share",
    "var/cache var/lib var/local var/log var/opt var/spool var/tmp",
  ].flatMap((line) => line.split(" ")),
);
const oftenLinks = new Set(["bin", "sbin", "lib", "lib64", "var/run", "var/lock", "var/mail"]);
const unusualModes: Readonly<Record<string, number>> = { tmp: 0o1777, "var/tmp": 0o1777, root: 0o700 };

/**
 * What is assumed of a base whose layers were not read: the folders of the Filesystem Hierarchy Standard. Throws
 * APPEND_SOURCE_REFUSED for those that are links in many images: who guesses there hides a whole folder.
 */
export function usualFolders(place: string): BaseNode | undefined {
  if (oftenLinks.has(place))
    throw refuse(
      `/${place}`,
      "is a link in many base images: name the folder that it leads to, such as /usr/lib",
    );
  if (!usual.has(place)) return undefined;
  return { path: place, type: "directory", mode: unusualModes[place] ?? 0o755, uid: 0, gid: 0 };
}

/** Looks at a base whose layers were read. */
export function basePathOf(tree: Pick<ImageTree, "resolve">): BasePath {
  return (place) => {
    const node = tree.resolve(place);
    if (node === undefined) return undefined;
    const { type, mode, uid, gid, mtime } = node.entry;
    return {
      path: node.path,
      type: type === "directory" ? "directory" : "other",
      mode,
      uid,
      gid,
      mtime,
    };
  };
}
