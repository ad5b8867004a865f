import { createHash } from "node:crypto";
import { sortPaths } from "../values/tree.ts";

/** What git calls the bytes of a file: SHA-1 over a header and the bytes (gitformat-loose). */
export function blobOid(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** A file of a tree by the name that git gives its bytes. */
export type Entry = { readonly oid: string; readonly size: number; readonly mode: string };

/** Regular files of a tree. Links and submodules are not in it, so they read as absent. */
export type Listing = ReadonlyMap<string, Entry>;

/** What git calls every entry of a tree, links and submodules too; what is no plain file carries its mode (see Tree). */
export type EntryIds = ReadonlyMap<string, string>;

/** Paths whose entries differ, with what git calls the new ones (null where the entry is gone). */
export type Difference = ReadonlyMap<string, string | null>;

/** What changed from one tree to another: nothing that a commit brings along may go unseen. */
export function difference(from: EntryIds, to: EntryIds): Difference {
  const changed = new Map<string, string | null>();
  for (const [path, id] of to) if (from.get(path) !== id) changed.set(path, id);
  for (const path of from.keys()) if (!to.has(path)) changed.set(path, null);
  return new Map(sortPaths([...changed.keys()]).map((path) => [path, changed.get(path) ?? null]));
}

/** The files of a change that differ from what is there, so that a repeated change is seen to be none. */
export function effective(
  base: Listing,
  files: ReadonlyMap<string, Uint8Array | null>,
): { readonly files: ReadonlyMap<string, Uint8Array | null>; readonly difference: Difference } {
  const left = new Map<string, Uint8Array | null>();
  const changed = new Map<string, string | null>();
  for (const path of sortPaths([...files.keys()])) {
    const bytes = files.get(path) ?? null;
    const before = base.get(path);
    const oid = bytes === null ? null : blobOid(bytes);
    if ((before?.oid ?? null) === oid) continue;
    left.set(path, bytes);
    // A program stays one when it is written anew.
    changed.set(path, oid !== null && before?.mode === "100755" ? `${before.mode} ${oid}` : oid);
  }
  return { files: left, difference: changed };
}

/** True when two differences would leave the same bytes at the same paths. */
export function sameDifference(left: Difference, right: Difference): boolean {
  if (left.size !== right.size) return false;
  for (const [path, oid] of left) if (!right.has(path) || right.get(path) !== oid) return false;
  return true;
}
