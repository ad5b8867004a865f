import { compareText } from "../values/text-order.ts";
import type { ContentOrigin, ImageTree, LayerEntry, TreeNode } from "./visitor.ts";

/** A place in the tree. Folders hold their children by name, so that a subtree goes in one step. */
type Place = {
  node: TreeNode;
  readonly parent: Place | undefined;
  children: Map<string, Place> | undefined;
};

const mostLinks = 40;
const whiteout = ".wh.";
const opaque = ".wh..wh..opq";
// What AUFS keeps for itself (`.wh..wh.plnk`): no runtime unpacks it.
const metadata = ".wh..wh.";

/**
 * What is left when layers are put on top of each other (OCI image-spec, "Layer Changesets"), bottom first. The last of several
 * entries of one path counts. Takes time in proportion to the entries.
 */
export function buildTree(bottomUp: readonly (readonly LayerEntry[])[]): ImageTree {
  const root = place("", impliedFolder(""), 0, -1, undefined);
  for (const [layer, entries] of bottomUp.entries()) {
    // Deletions of a layer concern what is below it, whatever their order in the archive.
    for (const entry of entries) if (isWhiteout(entry.path)) erase(root, entry.path);
    addLayer(root, entries, layer);
  }
  let sorted: readonly TreeNode[] | undefined;
  return {
    get: (path) => walk(root, path, false)?.node,
    resolve: (path) => walk(root, path, true)?.node,
    names: (folder) => [...(walk(root, folder, true)?.children?.keys() ?? [])].toSorted(),
    all: () => (sorted ??= collect(root)),
  };
}

/** True for an entry that deletes instead of being a file itself. */
export function isWhiteout(path: string): boolean {
  return path.startsWith(whiteout, path.lastIndexOf("/") + 1);
}

function erase(root: Place, path: string): void {
  const slash = path.lastIndexOf("/");
  const folder = find(root, slash < 0 ? "" : path.slice(0, slash));
  const name = path.slice(slash + 1);
  if (name === opaque) folder?.children?.clear();
  else if (!name.startsWith(metadata)) folder?.children?.delete(name.slice(whiteout.length));
}

function addLayer(root: Place, entries: readonly LayerEntry[], layer: number): void {
  const unlinked: Place[] = [];
  for (const [index, entry] of entries.entries()) {
    if (isWhiteout(entry.path) || entry.path.startsWith(metadata)) continue;
    const added = add(root, entry, layer, index);
    if (entry.type === "hardlink" && added.node.content === undefined) unlinked.push(added);
  }
  // A link may stand before its file in the archive.
  for (const link of unlinked)
    link.node = { ...link.node, content: contentOf(root, link.node.entry, layer, link.node.index) };
}

function add(root: Place, entry: LayerEntry, layer: number, index: number): Place {
  if (entry.path === "") {
    if (entry.type === "directory") root.node = { ...root.node, entry, layer, index };
    return root;
  }
  const slash = entry.path.lastIndexOf("/");
  const folder = slash < 0 ? root : makeFolders(root, entry.path.slice(0, slash), layer);
  const name = entry.path.slice(slash + 1);
  const before = folder.children?.get(name);
  const path = pathBelow(folder, name, entry.path);
  const content = contentOf(root, entry, layer, index);
  if (entry.type === "directory" && before?.node.entry.type === "directory") {
    before.node = { path, entry, layer, index, content };
    return before;
  }
  const added = place(path, entry, layer, index, folder, content);
  (folder.children ??= new Map()).set(name, added);
  return added;
}

function contentOf(root: Place, entry: LayerEntry, layer: number, index: number): ContentOrigin | undefined {
  if (entry.type === "file") return { entry, layer, index };
  // The target as it is now: when a later layer covers it, the link keeps its bytes.
  return entry.type === "hardlink" ? walk(root, entry.linkTarget ?? "", false)?.node.content : undefined;
}

/**
 * The folder at a path, made where it is missing. A file or a link of a lower layer in its way is covered, as an overlay mount
 * does it; a link of the same layer is followed, as unpacking does it.
 */
function makeFolders(root: Place, path: string, layer: number): Place {
  const direct = find(root, path);
  if (direct?.node.entry.type === "directory") return direct;
  let left = mostLinks;
  const parts = path.split("/").toReversed();
  let at = root;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      at = at.parent ?? root;
      continue;
    }
    const next = at.children?.get(part);
    if (next?.node.entry.type === "directory") {
      at = next;
      continue;
    }
    if (next?.node.entry.type === "symlink" && next.node.layer === layer && left > 0) {
      left -= 1;
      const target = next.node.entry.linkTarget ?? "";
      if (target.startsWith("/")) at = root;
      parts.push(...target.split("/").toReversed());
      continue;
    }
    const made = pathBelow(at, part, path);
    const folder = place(made, impliedFolder(made), layer, -1, at);
    (at.children ??= new Map()).set(part, folder);
    at = folder;
  }
  return at;
}

function walk(root: Place, path: string, followLast: boolean): Place | undefined {
  let left = mostLinks;
  const parts = path.split("/").toReversed();
  let at = root;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      at = at.parent ?? root;
      continue;
    }
    const next = at.children?.get(part);
    if (next === undefined) return undefined;
    const isLast = parts.every((rest) => rest === "");
    if (next.node.entry.type === "symlink" && (followLast || !isLast)) {
      left -= 1;
      if (left < 0) return undefined;
      const target = next.node.entry.linkTarget ?? "";
      if (target.startsWith("/")) at = root;
      parts.push(...target.split("/").toReversed());
      continue;
    }
    at = next;
  }
  return at;
}

/** The place at a clean path with no link followed. */
function find(root: Place, path: string): Place | undefined {
  if (path === "") return root;
  let at: Place | undefined = root;
  for (let start = 0; at !== undefined && start <= path.length;) {
    const slash = path.indexOf("/", start);
    const end = slash < 0 ? path.length : slash;
    at = at.children?.get(path.slice(start, end));
    start = end + 1;
  }
  return at;
}

function collect(root: Place): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const open = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const child of at.children?.values() ?? []) {
      nodes.push(child.node);
      if (child.children !== undefined) open.push(child);
    }
  return nodes.toSorted((left, right) => compareText(left.path, right.path));
}

function place(
  path: string,
  entry: LayerEntry,
  layer: number,
  index: number,
  parent: Place | undefined,
  content?: ContentOrigin,
): Place {
  return { node: { path, entry, layer, index, content }, parent, children: undefined };
}

// Most paths are the entry's own: the same text is then kept once.
function pathBelow(folder: Place, name: string, own: string): string {
  const above = folder.node.path;
  if (above === "") return name;
  return own.length === above.length + name.length + 1 && own.startsWith(above) && own.endsWith(name)
    ? own
    : `${above}/${name}`;
}

function impliedFolder(path: string): LayerEntry {
  return {
    path,
    type: "directory",
    size: 0,
    mode: 0o755,
    uid: 0,
    gid: 0,
    mtime: 0,
    linkTarget: undefined,
    attributes: undefined,
  };
}
