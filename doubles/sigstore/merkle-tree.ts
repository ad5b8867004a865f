// The append-only Merkle tree of RFC 6962 section 2.1.
import { createHash } from "node:crypto";

/** Leaf hashes in order, with the hashes of complete subtrees remembered. */
export type MerkleTree = {
  readonly size: () => number;
  /** Appends an entry and returns its index. */
  readonly append: (entry: Uint8Array) => number;
  readonly root: () => Buffer;
  /** The audit path of a leaf in the tree as it is now, nearest sibling first. */
  readonly auditPath: (index: number) => readonly Buffer[];
};

/** The hash of a leaf: SHA-256 over a zero octet and the entry. */
export function leafHash(entry: Uint8Array): Buffer {
  return createHash("sha256")
    .update(Buffer.from([0]))
    .update(entry)
    .digest();
}

/** An empty tree. */
export function createMerkleTree(): MerkleTree {
  const leaves: Buffer[] = [];
  const complete = new Map<string, Buffer>();

  function subtree(start: number, size: number): Buffer {
    if (size === 0) return createHash("sha256").digest();
    if (size === 1) return leaves[start] ?? Buffer.alloc(0);
    const left = split(size);
    const key = left * 2 === size ? `${start}+${size}` : "";
    const known = complete.get(key);
    if (known) return known;
    const hash = createHash("sha256")
      .update(Buffer.from([1]))
      .update(subtree(start, left))
      .update(subtree(start + left, size - left))
      .digest();
    if (key) complete.set(key, hash);
    return hash;
  }

  function path(index: number, start: number, size: number): readonly Buffer[] {
    if (size <= 1) return [];
    const left = split(size);
    if (index - start < left) return [...path(index, start, left), subtree(start + left, size - left)];
    return [...path(index, start + left, size - left), subtree(start, left)];
  }

  return {
    size: () => leaves.length,
    append: (entry) => leaves.push(leafHash(entry)) - 1,
    root: () => subtree(0, leaves.length),
    auditPath: (index) => path(index, 0, leaves.length),
  };
}

// The largest power of two below size.
function split(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}
