import type { ImageLayer, LayerEntry } from "../layers/visitor.ts";
import type { Digest } from "../values/digest.ts";

/** An entry that is not the same in both layers. */
export type EntryDifference = {
  readonly path: string;
  readonly class: "content" | "metadata" | "timestamp" | "order";
  /** Whether only one of the builds has it. */
  readonly only?: "first" | "second";
  /** Names of what differs, such as `mtime` and `sha256`. */
  readonly fields: readonly string[];
};

type Known = { readonly entry: LayerEntry; readonly digest: Digest | undefined };

/** The entries that differ, sorted by path; when only their order does, the first one that stands elsewhere. */
export function compareEntries(first: ImageLayer, second: ImageLayer): readonly EntryDifference[] {
  const left = byPath(first);
  const right = byPath(second);
  const paths = [...new Set([...left.keys(), ...right.keys()])].toSorted();
  const found = paths.flatMap((path) => compareKnown(path, left.get(path), right.get(path)));
  return found.length > 0 ? found : orderOf(first.entries, second.entries);
}

/** Several entries of one path count as one each, in their order. */
function byPath(layer: ImageLayer): ReadonlyMap<string, readonly Known[]> {
  const known = new Map<string, Known[]>();
  for (const [index, entry] of layer.entries.entries()) {
    const one = { entry, digest: layer.contentDigests?.get(index) };
    const same = known.get(entry.path);
    if (same === undefined) known.set(entry.path, [one]);
    else same.push(one);
  }
  return known;
}

function compareKnown(
  path: string,
  first: readonly Known[] = [],
  second: readonly Known[] = [],
): readonly EntryDifference[] {
  if (first.length === 0 || second.length === 0)
    return [{ path, class: "content", only: second.length === 0 ? "first" : "second", fields: [] }];
  if (first.length !== second.length) return [{ path, class: "content", fields: ["entries"] }];
  const fields = [
    ...new Set(
      first.flatMap((left, at) => {
        const right = second[at];
        return right === undefined ? [] : differing(left, right);
      }),
    ),
  ];
  if (fields.length === 0) return [];
  return [{ path, class: classOf(fields), fields }];
}

function differing(left: Known, right: Known): readonly string[] {
  const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = {
    type: [left.entry.type, right.entry.type],
    size: [left.entry.size, right.entry.size],
    sha256: [left.digest, right.digest],
    link: [left.entry.linkTarget, right.entry.linkTarget],
    mode: [left.entry.mode, right.entry.mode],
    uid: [left.entry.uid, right.entry.uid],
    gid: [left.entry.gid, right.entry.gid],
    attributes: [left.entry.attributes?.join(), right.entry.attributes?.join()],
    mtime: [left.entry.mtime, right.entry.mtime],
  };
  return Object.entries(pairs).flatMap(([name, [first, second]]) => (first === second ? [] : [name]));
}

function classOf(fields: readonly string[]): EntryDifference["class"] {
  if (fields.some((field) => field === "type" || field === "size" || field === "sha256")) return "content";
  return fields.every((field) => field === "mtime") ? "timestamp" : "metadata";
}

function orderOf(first: readonly LayerEntry[], second: readonly LayerEntry[]): readonly EntryDifference[] {
  const at = first.findIndex((entry, index) => entry.path !== second[index]?.path);
  const path = first[at]?.path;
  return path === undefined ? [] : [{ path, class: "order", fields: ["order"] }];
}
