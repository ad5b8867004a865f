import type { Digest } from "../values/digest.ts";
import { formatSize } from "../values/quantity.ts";
import type { Image, ImageLayer, TreeNode } from "./visitor.ts";
import { largestFirst } from "./wasted.ts";

/** A file of a layer; sizes are in unpacked bytes. */
export type ShippedFile = { readonly path: string; readonly size: number; readonly layer: Digest };

export type FileChanges = {
  /** What a container sees anew, otherwise, or no more: counts of files, links and other things that are no folders. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** The largest added and changed files, at most `limit`. */
  readonly largest: readonly {
    readonly path: string;
    readonly size: number;
    readonly state: "added" | "changed";
  }[];
};

/** A layer that devices pull although much of it is on them already. */
export type LayerAdvice = {
  readonly layer: Digest;
  /** `split`: small changes drag large unchanged files along. `same`: no content changed at all, only times, owners or order. */
  readonly kind: "split" | "same";
  readonly reshippedBytes: number;
  readonly changedBytes: number;
  readonly message: string;
};

export type Reshipped = {
  readonly changes: FileChanges;
  /** Unpacked bytes in new layers whose content the previous image has somewhere. */
  readonly bytes: number;
  /** What of that is pulled, estimated from each layer's own compression. */
  readonly pullBytes: number;
  readonly worst: readonly ShippedFile[];
  readonly advice: readonly LayerAdvice[];
};

// Below this a split costs more in layers than it saves in bytes.
const worthALayer = 1024 * 1024;

/**
 * What the next image sends again although devices have it. Both images must have been looked at with `contentDigests`; a layer
 * without them counts as all new. Empty files do not count.
 */
export function compareContent(previous: Image, next: Image, limit = 20): Reshipped {
  const known = new Set(previous.layers.flatMap((layer) => [...(layer.contentDigests?.values() ?? [])]));
  const blobs = new Set(previous.layers.map((layer) => layer.digest));
  const fresh = next.layers
    .filter(
      (layer, index) =>
        !blobs.has(layer.digest) && next.layers.findIndex((other) => other.digest === layer.digest) === index,
    )
    .map((layer) => ({ layer, ...sortFiles(layer, known) }));
  const again = fresh.flatMap((part) => part.again);
  return {
    changes: visibleChanges(previous, next, limit),
    bytes: bytesOf(again),
    pullBytes: Math.round(
      fresh.reduce(
        (sum, { layer, again }) => sum + (bytesOf(again) * layer.size) / Math.max(1, layer.unpackedSize),
        0,
      ),
    ),
    worst: largestFirst(again).slice(0, limit),
    advice: fresh.flatMap(({ layer, again, changed }) => advise(layer, again, changed)),
  };
}

function sortFiles(
  layer: ImageLayer,
  known: ReadonlySet<Digest>,
): { readonly again: readonly ShippedFile[]; readonly changed: readonly ShippedFile[] } {
  const again: ShippedFile[] = [];
  const changed: ShippedFile[] = [];
  for (const [index, { type, path, size }] of layer.entries.entries()) {
    if (type !== "file" || size === 0) continue;
    const digest = layer.contentDigests?.get(index);
    const list = digest !== undefined && known.has(digest) ? again : changed;
    list.push({ path, size, layer: layer.digest });
  }
  return { again, changed };
}

function advise(
  layer: ImageLayer,
  again: readonly ShippedFile[],
  changed: readonly ShippedFile[],
): readonly LayerAdvice[] {
  const reshippedBytes = bytesOf(again);
  const changedBytes = bytesOf(changed);
  const [largest] = largestFirst(again);
  if (largest === undefined || reshippedBytes < worthALayer || reshippedBytes < changedBytes) return [];
  const size = formatSize(reshippedBytes);
  const first = largestFirst(changed)[0];
  if (first === undefined)
    return [
      {
        layer: layer.digest,
        kind: "same",
        reshippedBytes,
        changedBytes,
        message: `a layer sends ${size} again in which no file has other content: only times, owners, names or its base differ; build it from the cache, or with constant times`,
      },
    ];
  return [
    {
      layer: layer.digest,
      kind: "split",
      reshippedBytes,
      changedBytes,
      message: `a layer sends ${size} again because ${formatSize(changedBytes)} in it changed: copy /${largest.path} in an earlier step than /${first.path}`,
    },
  ];
}

function visibleChanges(previous: Image, next: Image, limit: number): FileChanges {
  const largest: { path: string; size: number; state: "added" | "changed" }[] = [];
  let added = 0;
  let changed = 0;
  let removed = 0;
  for (const node of next.tree.all()) {
    if (node.entry.type === "directory") continue;
    const before = previous.tree.get(node.path);
    const isAdded = before === undefined || before.entry.type === "directory";
    if (!isAdded && isSame(previous, before, next, node)) continue;
    if (isAdded) added += 1;
    else changed += 1;
    const size = node.content?.entry.size ?? 0;
    if (size > 0) largest.push({ path: node.path, size, state: isAdded ? "added" : "changed" });
  }
  for (const node of previous.tree.all()) {
    if (node.entry.type === "directory") continue;
    const after = next.tree.get(node.path);
    if (after === undefined || after.entry.type === "directory") removed += 1;
  }
  return { added, changed, removed, largest: largestFirst(largest).slice(0, limit) };
}

function isSame(previous: Image, before: TreeNode, next: Image, after: TreeNode): boolean {
  if (before.content === undefined || after.content === undefined)
    return before.entry.type === after.entry.type && before.entry.linkTarget === after.entry.linkTarget;
  const digest = contentDigest(previous, before);
  return digest !== undefined && digest === contentDigest(next, after);
}

/** SHA-256 of what a node holds, where its image was looked at with `contentDigests`. */
export function contentDigest(image: Image, { content }: Pick<TreeNode, "content">): Digest | undefined {
  return content === undefined ? undefined : image.layers[content.layer]?.contentDigests?.get(content.index);
}

function bytesOf(files: readonly { readonly size: number }[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
