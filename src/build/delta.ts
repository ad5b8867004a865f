import type { Digest } from "../values/digest.ts";

/** The parts of an image that a device pulls one by one. Sizes are bytes as they travel. */
export type PullableImage = {
  readonly manifest: Blob;
  readonly config: Blob;
  /** Bottom first. */
  readonly layers: readonly (Blob & { readonly diffId: Digest })[];
};

type Blob = { readonly digest: Digest; readonly size: number };

export type PullDelta = {
  /** containerd, podman: every blob whose digest the previous image does not have. */
  readonly containerdBytes: number;
  /** Docker's classic store keeps layers by chain ID: from the first layer that differs or was packed anew, everything above it is pulled. */
  readonly dockerBytes: number;
  /** Percent of the image's bytes that containerd has already. */
  readonly reusePercent: number;
  /** For each layer, bottom first, by containerd's rule. */
  readonly states: readonly ("new" | "reused")[];
  /** Positions of new layers whose archive the previous image has in other compressed bytes: pulled for nothing. */
  readonly packedAnew: readonly number[];
};

/**
 * What a device that runs `previous` pulls for `next` (OCI image-spec, "Layer ChainID"). A blob that is in an image twice travels once.
 * Without a previous image everything is new.
 */
export function pullDelta(previous: PullableImage | undefined, next: PullableImage): PullDelta {
  const held = new Set(
    previous === undefined
      ? []
      : [previous.manifest, previous.config, ...previous.layers].map(({ digest }) => digest),
  );
  const documents = [next.manifest, next.config];
  const missing = [...documents, ...next.layers].filter(({ digest }) => !held.has(digest));
  const same = commonChain(previous?.layers ?? [], next.layers);
  const archives = new Set(previous?.layers.map(({ diffId }) => diffId));
  const total = bytesOf([...documents, ...next.layers]);
  const containerdBytes = bytesOf(missing);
  return {
    containerdBytes,
    dockerBytes: bytesOf([
      ...documents.filter(({ digest }) => !held.has(digest)),
      ...next.layers.slice(same),
    ]),
    reusePercent: total === 0 ? 0 : ((total - containerdBytes) / total) * 100,
    states: next.layers.map(({ digest }) => (held.has(digest) ? "reused" : "new")),
    packedAnew: next.layers.flatMap(({ digest, diffId }, position) =>
      !held.has(digest) && archives.has(diffId) ? [position] : [],
    ),
  };
}

/**
 * How many layers from the bottom Docker has: the chain ID is the same as long as all diffIDs below are, and it knows the diffID of a
 * blob only where it has pulled that very blob.
 */
function commonChain(previous: PullableImage["layers"], next: PullableImage["layers"]): number {
  const pulled = new Set(previous.map(({ digest }) => digest));
  const differs = next.findIndex(
    ({ digest, diffId }, index) => diffId !== previous[index]?.diffId || !pulled.has(digest),
  );
  return differs < 0 ? next.length : differs;
}

/** Seconds that some bytes take at a line rate in bits per second, without what protocols add. */
export function transferTime(bytes: number, bitsPerSecond: number): number {
  return bytes === 0 ? 0 : (bytes * 8) / bitsPerSecond;
}

function bytesOf(blobs: readonly Blob[]): number {
  const sizes = new Map(blobs.map(({ digest, size }) => [digest, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
