import { mkdir, open, rm } from "node:fs/promises";
import path from "node:path";
import type { Descriptor } from "../oci/descriptor.ts";
import { hexOf } from "../values/digest.ts";

/**
 * Puts empty files of the right name and size where layers would be while something is exported into a layout, and removes them again:
 * none has its digest. BuildKit asks a layout for a blob by these two only and leaves out what is there (containerd, content/local: Info),
 * so layers that are needed nowhere are not exported.
 */
export async function withStandIns<T>(
  layout: string,
  blobs: readonly Pick<Descriptor, "digest" | "size">[],
  work: () => Promise<T>,
): Promise<T> {
  const folder = path.join(layout, "blobs", "sha256");
  await mkdir(folder, { recursive: true });
  // An image may have the same layer twice.
  const files = new Map(blobs.map(({ digest, size }) => [path.join(folder, hexOf(digest)), size]));
  for (const [file, size] of files) {
    const handle = await open(file, "wx");
    try {
      // Sparse: it takes no space and no time.
      await handle.truncate(size);
    } finally {
      await handle.close();
    }
  }
  try {
    return await work();
  } finally {
    for (const file of files.keys()) await rm(file, { force: true });
  }
}
