import type { Digest } from "../values/digest.ts";
import type { RandomAccess } from "../values/random-access.ts";

/** An entry of a layer's archive; paths are relative, without ./ in front and / behind; whiteouts are entries too. */
export type LayerEntry = {
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  readonly size: number;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly linkTarget: string | undefined;
  /** Names of the extended attributes, such as `security.capability`; undefined for none. */
  readonly attributes: readonly string[] | undefined;
};

/** The content of an entry while it is visited, and only then. */
export type FileContent = RandomAccess & {
  /** The path of a file on disk with these bytes, made when asked for: some libraries want one. It goes when the visit ends. */
  readonly onDisk: () => string;
};

/** Nothing, the first bytes only (`headLength` at most), or any byte of the file. */
export type Interest = "skip" | "head" | "whole";

/** How many bytes of a file `wants` is shown, and `read` gets for the interest `head`. */
export const headLength = 4096;

/**
 * Something that wants to know facts about an image. A fact is about one entry, depends on its path and bytes alone and is plain
 * JSON, so that facts can be kept by diffID; what later layers delete or cover is decided in `combine`.
 */
export type LayerVisitor<Fact, Result> = {
  /** Name and version of what it extracts: kept facts of another id are not used. */
  readonly id: string;
  /** Asked for every regular file, with its first bytes. */
  readonly wants: (entry: LayerEntry, head: Uint8Array) => Interest;
  /** The fact about a file that was wanted, or undefined for none. It must not throw for any bytes. */
  readonly read: (entry: LayerEntry, content: FileContent) => Fact | undefined;
  readonly combine: (image: Image, facts: FactsOf<Fact>) => Result;
};

/** An image as its config and its layers' entries tell it. */
export type Image = {
  readonly config: ImageConfig;
  /** Bottom first. */
  readonly layers: readonly ImageLayer[];
  /** What a container sees: all layers on top of each other. */
  readonly tree: ImageTree;
};

export type ImageLayer = {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Bytes of the compressed blob. */
  readonly size: number;
  readonly diffId: Digest;
  /** Bytes of the archive. */
  readonly unpackedSize: number;
  readonly entries: readonly LayerEntry[];
  /** SHA-256 of each entry's content by its index, where the pass was asked for them. */
  readonly contentDigests?: ReadonlyMap<number, Digest>;
};

/** Something visible: its entry and where it comes from. A folder that is nowhere listed has an entry made up for it and the index -1. */
export type TreeNode = {
  readonly path: string;
  readonly entry: LayerEntry;
  /** Position of its layer, 0 for the bottom one, and of the entry in it. */
  readonly layer: number;
  readonly index: number;
  /** Whose bytes it has: its own for a file, those at the end of a hard link; undefined for others and for a hard link to nothing. */
  readonly content: ContentOrigin | undefined;
};

export type ContentOrigin = Pick<TreeNode, "entry" | "layer" | "index">;

export type ImageTree = {
  /** The node at a path as it stands, links of its last part not followed. Leading / is fine. */
  readonly get: (path: string) => TreeNode | undefined;
  /** The node at the end of all symbolic links, those of folders included; undefined when there is none or more than 40 links. */
  readonly resolve: (path: string) => TreeNode | undefined;
  /** Names in a folder (links followed), sorted. */
  readonly names: (folder: string) => readonly string[];
  /** Every visible node but the root folder, sorted by path. */
  readonly all: () => Iterable<TreeNode>;
};

export type FactsOf<Fact> = {
  /** The fact about what a node holds; for a hard link that of its target, also in a lower layer. */
  readonly of: (node: TreeNode) => Fact | undefined;
  /** Every fact of one layer with its entry, deleted and covered files included, in the archive's order. */
  readonly inLayer: (layer: number) => Iterable<readonly [entry: LayerEntry, fact: Fact]>;
};

/** The part of an OCI image config that is judged. */
export type ImageConfig = {
  readonly architecture: string;
  readonly variant: string;
  readonly os: string;
  readonly diffIds: readonly Digest[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Test of the health check (`CMD-SHELL …`), empty for none. */
  readonly healthcheck: readonly string[];
  /** `created_by` of each history entry that has one. */
  readonly history: readonly string[];
  /** What made each layer, bottom first, where the history tells it for all of them; else empty. */
  readonly layerOrigins: readonly string[];
  readonly created: string;
};

/** A layer's blob with what its manifest says of it. */
export type LayerSource = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Reads it all and throws unless it has this digest and size, where that is cheaper than `open`. */
  readonly prove?: () => Promise<void>;
};
