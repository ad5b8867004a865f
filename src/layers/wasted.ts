import type { Digest } from "../values/digest.ts";
import { compareText } from "../values/text-order.ts";
import type { Image } from "./visitor.ts";

/** A file that is in a layer and that no container sees. */
export type WastedFile = {
  readonly path: string;
  readonly size: number;
  readonly layer: Digest;
  /** Whether something else stands at its path now, or nothing. */
  readonly why: "covered" | "deleted";
};

export type Waste = {
  /** Unpacked bytes of files that later layers, or later entries of their own, delete or cover. */
  readonly bytes: number;
  /** The same for each layer, bottom first. */
  readonly byLayer: readonly number[];
  /** The largest of them, at most `limit`. */
  readonly worst: readonly WastedFile[];
};

/** Bytes that an image carries and no container sees. A file that a hard link keeps alive is not wasted. */
export function wastedBytes(image: Image, limit = 20): Waste {
  const seen = image.layers.map(() => new Set<number>());
  for (const { content } of image.tree.all())
    if (content !== undefined) seen[content.layer]?.add(content.index);
  const byLayer = image.layers.map(() => 0);
  const files: WastedFile[] = [];
  for (const [layer, { entries, digest }] of image.layers.entries())
    for (const [index, { type, path, size }] of entries.entries()) {
      if (type !== "file" || size === 0 || seen[layer]?.has(index) === true) continue;
      byLayer[layer] = (byLayer[layer] ?? 0) + size;
      files.push({
        path,
        size,
        layer: digest,
        why: image.tree.get(path) === undefined ? "deleted" : "covered",
      });
    }
  return {
    bytes: byLayer.reduce((sum, size) => sum + size, 0),
    byLayer,
    worst: largestFirst(files).slice(0, limit),
  };
}

/** Sorted by size, the largest first, then by path. */
export function largestFirst<T extends { readonly size: number; readonly path: string }>(
  files: readonly T[],
): readonly T[] {
  return files.toSorted((left, right) => right.size - left.size || compareText(left.path, right.path));
}
