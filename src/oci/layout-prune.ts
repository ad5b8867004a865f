import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { hexOf } from "../values/digest.ts";
import { walkImage } from "./image-walk.ts";
import type { Layout } from "./layout.ts";

/**
 * Removes the blobs of a layout that nothing in its index.json leads to, and gives their number. A layout that is written again and
 * again would grow with every image. Throws LAYOUT_CORRUPT, before anything is removed, when what is listed is not all there.
 */
export async function pruneLayout(layout: Layout): Promise<number> {
  const wanted = new Set<string>();
  for (const root of await layout.entries()) {
    const { manifests, blobs } = await walkImage(layout.manifest, root);
    for (const { descriptor } of manifests) wanted.add(hexOf(descriptor.digest));
    for (const { digest } of blobs) wanted.add(hexOf(digest));
  }
  const folder = path.join(layout.directory, "blobs", "sha256");
  const unused = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name) && !wanted.has(name));
  for (const name of unused) await rm(path.join(folder, name), { force: true });
  return unused.length;
}
