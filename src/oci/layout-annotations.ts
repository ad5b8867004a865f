import { canonicalBytes } from "../values/canonical-json.ts";
import { isRecord } from "../values/json-members.ts";
import type { Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { imagePlatform } from "./layout-platforms.ts";
import type { Layout } from "./layout.ts";
import { parseManifest, parseObject } from "./manifest-content.ts";
import { mediaTypes } from "./media-types.ts";

/** Texts by name. Names of the specification start with `org.opencontainers.`. */
export type Annotations = Readonly<Record<string, string>>;

/**
 * Puts annotations on the index of an image: an index is written anew with them, a manifest gets an index around it. The layout
 * then lists the new root in place of the old one. Gives that root; without annotations it is the old one.
 */
export async function wrapWithAnnotations(
  layout: Layout,
  root: Descriptor,
  annotations: Annotations,
): Promise<Descriptor> {
  if (Object.keys(annotations).length === 0) return root;
  const { bytes } = await layout.manifest(root);
  const content = parseManifest(bytes, root.mediaType);
  const bytesOfIndex =
    content.kind === "index"
      ? annotatedIndex(bytes, annotations)
      : canonicalBytes({
          schemaVersion: 2,
          mediaType: mediaTypes.index,
          manifests: [await entryFor(layout, root, content.config)],
          annotations,
        });
  const written = await layout.writeManifest({ bytes: bytesOfIndex, mediaType: mediaTypes.index });
  await replaceRoot(layout, root, written);
  return written;
}

/** Docker's own list knows no annotations, so it becomes an OCI index; its entries stay what they are. */
function annotatedIndex(bytes: Uint8Array, annotations: Annotations): Buffer {
  const index = parseObject(bytes, (why) => ociFaults.fault("MANIFEST_INVALID", `the index ${why}`));
  const own = index["annotations"];
  return canonicalBytes({
    ...index,
    mediaType: mediaTypes.index,
    annotations: { ...(isRecord(own) ? own : {}), ...annotations },
  });
}

async function entryFor(layout: Layout, root: Descriptor, config: Descriptor): Promise<Descriptor> {
  const { mediaType, digest, size } = root;
  const platform = await imagePlatform(layout, config);
  return { mediaType, digest, size, ...(platform === undefined ? {} : { platform }) };
}

/** Lists one root where another was, under the same tags. */
async function replaceRoot(layout: Layout, old: Descriptor, root: Descriptor): Promise<void> {
  const entries = await layout.entries();
  await layout.list(
    entries.map((entry) =>
      entry.digest === old.digest
        ? { ...root, ...(entry.annotations === undefined ? {} : { annotations: entry.annotations }) }
        : entry,
    ),
  );
}
