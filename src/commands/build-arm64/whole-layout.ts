import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { createLayout } from "../../oci/layout.ts";
import type { BuiltImage } from "./look.ts";
import type { MadeImage } from "./made.ts";

/**
 * The folder of a layout that has all of the linux/arm64 image, for tools that read one: the image's own, or where that lacks the
 * layers of a base, a copy with them.
 */
export async function wholeLayout(
  made: Pick<MadeImage, "layout" | "sources">,
  built: BuiltImage,
  temporary: string,
): Promise<string> {
  const { layout } = made;
  const there = await Promise.all(built.layers.map((layer) => layout.has(layer)));
  if (there.every(Boolean)) return layout.directory;
  const whole = await createLayout(await mkdtemp(path.join(temporary, "whole-")));
  for (const source of made.sources(built)) await whole.writeBlob(source.open(), source);
  await whole.writeBlob(layout.blob(built.configDescriptor).open(), built.configDescriptor);
  const { bytes, descriptor } = await layout.manifest(built.platform);
  await whole.list([await whole.writeManifest({ bytes, mediaType: descriptor.mediaType })]);
  return whole.directory;
}
