/**
 * A file whose bytes can be had in any order, in memory or on disk. `read` is synchronous and gives fewer bytes at the end of
 * the file and none past it; what it gave stays valid only until the next call unless the caller copies it.
 */
export type RandomAccess = {
  readonly size: number;
  readonly read: (offset: number, length: number) => Uint8Array;
};

/** Bytes in memory as a file. */
export function bytesAsFile(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length)),
  };
}
