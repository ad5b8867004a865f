import type { Clock } from "../../io/clock.ts";
import type { KeptFacts } from "../../layers/facts-store.ts";
import { type ImageSource, lookAt } from "../../layers/pass.ts";
import type { LayerSource } from "../../layers/visitor.ts";
import { openLayout } from "../../oci/layout.ts";
import type { Repository } from "../../values/image-reference.ts";
import type { Eyes } from "./examine.ts";
import type { BuildInput } from "./inputs.ts";
import { layoutSources, readBuiltImage } from "./look.ts";
import type { Previous } from "./previous.ts";

/** Layers that need not be in the layout: a repository of the registry that the image goes to has them. */
export type Elsewhere = {
  readonly repository: Repository;
  readonly layers: readonly LayerSource[];
};

/**
 * The layers of the previous release, where the builder need not export them again: they are read in the registry while it works, and
 * stay there. Undefined where something of this run wants the whole image on the disk.
 */
export function layersElsewhere(
  input: BuildInput,
  previous: Previous | undefined,
  facts: KeptFacts | undefined,
): Elsewhere | undefined {
  const wantsAll =
    input["keep-layout"] !== undefined ||
    input["scan-command"] !== undefined ||
    input.reproducible !== "off" ||
    input.load ||
    input.push === "false" ||
    input["dry-run"];
  if (previous === undefined || wantsAll || facts !== undefined) return undefined;
  if (previous.repository.registry !== input.image.registry) return undefined;
  return { repository: previous.repository, layers: previous.source.layers };
}

/** What a promise gives, or undefined when that takes longer; the promise goes on. */
export async function withinTime<T>(
  promise: Promise<T>,
  milliseconds: number,
  clock: Clock,
): Promise<T | undefined> {
  const over = new AbortController();
  const late = clock.sleep(milliseconds, over.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}

/**
 * Reads, while the builder works, the image that the new one will share most layers with: the previous release, or what the kept layout
 * has. A layer that was read is not read again. With kept facts there is little to read of a release.
 */
export async function lookAhead(
  previous: Promise<() => Previous | undefined>,
  keptLayout: string | undefined,
  eyes: () => Promise<Eyes>,
  facts: KeptFacts | undefined,
): Promise<void> {
  const { visitors, options } = await eyes();
  if (keptLayout !== undefined) {
    const source = await keptImage(keptLayout);
    if (source !== undefined) await lookAt(source, visitors, options);
    return;
  }
  if (facts !== undefined) return;
  const source = (await previous)()?.source;
  if (source !== undefined) await lookAt(source, visitors, options);
}

async function keptImage(folder: string): Promise<ImageSource | undefined> {
  const layout = await openLayout(folder);
  const [root] = await layout.entries();
  if (root === undefined) return undefined;
  const image = await readBuiltImage(layout, root);
  return { config: image.config, layers: layoutSources(layout, image) };
}
