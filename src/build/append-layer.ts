import type { Compression } from "../layers/compress.ts";
import { type NewEntry, type WrittenArchive, writeLayer } from "../layers/layer-writer.ts";
import type { LayerWatch } from "../layers/pass.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Layout } from "../oci/layout.ts";
import { type AppendEntry, type BasePath, usualFolders } from "./append-entries.ts";

/** A layer in a layout. */
export type WrittenLayer = WrittenArchive & Pick<Descriptor, "digest" | "size">;

export type AppendLayerOptions = {
  readonly compression: Compression;
  /** Modification time of everything that is appended, in seconds. */
  readonly epoch: number;
  readonly basePath?: BasePath | undefined;
  /** Looks at the layer while it is written. */
  readonly watch?: (() => LayerWatch) | undefined;
};

/**
 * Writes entries as one layer into a layout, with the folders above them: engines that unpack a layer by itself would make those
 * with owners and modes of their own. Read, hashed, compressed, hashed and written in one go. Throws LAYER_ENTRY.
 */
export async function writeAppendLayer(
  layout: Layout,
  entries: readonly AppendEntry[],
  { compression, epoch, basePath = usualFolders, watch }: AppendLayerOptions,
): Promise<WrittenLayer> {
  const watching = watch?.();
  try {
    const layer = writeLayer(entries.map(newEntry), {
      compression,
      epoch,
      ...(watching === undefined ? {} : { watch: watching.take }),
      folder: (path) => {
        const node = basePath(path);
        if (node === undefined) return undefined;
        const { mode, uid, gid, mtime } = node;
        // Archives may hold fractions of a second, and times before 1970; a header holds neither.
        return { mode, uid, gid, ...(mtime === undefined ? {} : { mtime: Math.max(0, Math.floor(mtime)) }) };
      },
    });
    const { digest, size } = await layout.writeBlob(layer.content);
    const written = { ...layer.written(), digest, size };
    await watching?.end(written);
    return written;
  } finally {
    watching?.close();
  }
}

function newEntry({ path, type, mode, uid, gid, size, source, linkTarget }: AppendEntry): NewEntry {
  const common = { path, mode, uid, gid };
  if (type === "directory") return { ...common, type };
  if (type === "symlink") return { ...common, type, linkTarget: linkTarget ?? "" };
  return { ...common, type, content: { file: source ?? "", size } };
}
