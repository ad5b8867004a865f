import type { Digest } from "../values/digest.ts";

/** An entry of a layer's archive; paths are relative, without ./ in front. */
export type LayerEntry = {
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  readonly size: number;
  readonly mode: number;
  readonly linkTarget: string | undefined;
};

/** An entry together with as many of its bytes as the visitor asked for. */
export type VisitedEntry = LayerEntry & { readonly content: Uint8Array | undefined };

/**
 * Something that wants to know facts about an image. Facts are per layer and depend on its bytes alone, so they can be kept by
 * diffID; what later layers delete or cover is decided in `combine`.
 */
export type LayerVisitor<Facts, Result> = {
  readonly id: string;
  /** How many bytes from the start of a file are wanted; 0 for none. The entry itself is always given. */
  readonly wants: (entry: LayerEntry) => number;
  readonly layer: (entries: readonly VisitedEntry[]) => Facts;
  readonly combine: (bottomUp: readonly Facts[], config: ImageConfig) => Result;
};

/** The part of an OCI image config that is judged. */
export type ImageConfig = {
  readonly architecture: string;
  readonly os: string;
  readonly diffIds: readonly Digest[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: readonly string[];
  readonly user: string;
};

/** A layer's blob with what its manifest says of it. */
export type LayerSource = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
};
