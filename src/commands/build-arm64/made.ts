import type { BuildStep } from "../../build/driver.ts";
import type { LayerSource } from "../../layers/visitor.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Layout } from "../../oci/layout.ts";
import type { Finding } from "../../values/finding.ts";
import type { Repository } from "../../values/image-reference.ts";
import type { BuiltImage } from "./look.ts";

/** An image that a driver has made, and nobody has seen yet. */
export type MadeImage = {
  readonly layout: Layout;
  readonly root: Descriptor;
  /** Layers of the linux/arm64 image to read, wherever they are. */
  readonly sources: (image: BuiltImage) => readonly LayerSource[];
  /** Where blobs are that the layout lacks. */
  readonly base: Repository | undefined;
  /** Driver and builder, for people. */
  readonly builder: string;
  readonly steps: readonly BuildStep[];
  readonly cacheHitRatio: number | undefined;
  readonly warnings: readonly Finding[];
  readonly baseImages: readonly { readonly reference: string; readonly digest: string }[];
  /** What may happen only after the checks: writing a registry cache. */
  readonly deferredCache: (() => Promise<readonly Finding[]>) | undefined;
  /** Puts the image into the local engine under a name. */
  readonly load: (name: string) => Promise<void>;
};
