import { canonicalJson } from "../values/canonical-json.ts";
import { type Digest, digestOf } from "../values/digest.ts";
import type { Objects } from "./objects.ts";
import { type Difference, difference, sameDifference } from "./tree-listing.ts";

/**
 * How a commit of ours is told from a person's: its trailer holds a digest over what it changes. A commit that was amended,
 * or added on top, does not match and is left alone. It guards against lost work, not against forgery: signatures do that.
 */
const trailer = "Pi5-Change: ";
const mostUpdates = 20;

/** What a commit of ours changes, and the commit of the base branch that it stands on. */
export type ChangeRecord = { readonly base: string; readonly difference: Difference };

/** Names a change of a key by what it does to files. */
export function changeDigest(key: string, changed: Difference): Digest {
  return digestOf(canonicalJson({ key, files: Object.fromEntries(changed) }));
}

/** The message of a commit that `readChange` will know again. */
export function commitMessage(title: string, key: string, changed: Difference): string {
  const subject = title.replaceAll(/\s+/g, " ").trim();
  return `${subject}\n\nPi5-Key: ${key}\n${trailer}${changeDigest(key, changed)}\n`;
}

/**
 * What the head of a proposal's branch changes when every commit on it is ours, else undefined. A merge of the base branch
 * into it ("Update branch" on the page of the pull request) is as good as ours while it leaves our files as they are.
 */
export async function readChange(
  objects: Objects,
  key: string,
  head: string,
  updates = 0,
): Promise<ChangeRecord | undefined> {
  const commit = await objects.commit(head);
  const [first, second, ...others] = commit.parents;
  if (first === undefined || others.length > 0) return undefined;
  if (second === undefined) {
    const claimed = commit.message.split("\n").findLast((line) => line.startsWith(trailer));
    if (claimed === undefined) return undefined;
    const changed = difference(await objects.ids(first), await objects.ids(head));
    return claimed.slice(trailer.length).trim() === changeDigest(key, changed)
      ? { base: first, difference: changed }
      : undefined;
  }
  if (updates >= mostUpdates) return undefined;
  const before = await readChange(objects, key, first, updates + 1);
  if (before === undefined) return undefined;
  const after = difference(await objects.ids(second), await objects.ids(head));
  return sameDifference(before.difference, after) ? { base: second, difference: after } : undefined;
}
