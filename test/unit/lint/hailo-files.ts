/** A 64-bit AArch64 library with the given DT_NEEDED entries and soname, and nothing else. */
export function elfLibrary(needed: readonly string[], soname?: string): Buffer {
  const names = [...needed, ...(soname === undefined ? [] : [soname])];
  const strings = Buffer.from(`\0${names.map((name) => `${name}\0`).join("")}`);
  const offsetOf = (name: string): number => strings.indexOf(`\0${name}\0`) + 1;
  const stringsAt = 64 + 2 * 56;
  const dynamicAt = Math.ceil((stringsAt + strings.length) / 8) * 8;
  const entries: (readonly [tag: number, value: number])[] = [
    ...needed.map((name) => [1, offsetOf(name)] as const),
    ...(soname === undefined ? [] : [[14, offsetOf(soname)] as const]),
    [5, stringsAt],
    [10, strings.length],
    [0, 0],
  ];
  const bytes = Buffer.alloc(dynamicAt + 16 * entries.length);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(183, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(64, 52);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(2, 56);
  const segment = (at: number, type: number, offset: number, size: number): void => {
    bytes.writeUInt32LE(type, at);
    bytes.writeUInt32LE(4, at + 4);
    for (const [index, value] of [offset, offset, offset, size, size, 16_384].entries())
      bytes.writeBigUInt64LE(BigInt(value), at + 8 + 8 * index);
  };
  segment(64, 1, 0, bytes.length);
  segment(120, 2, dynamicAt, 16 * entries.length);
  bytes.set(strings, stringsAt);
  for (const [index, [tag, value]] of entries.entries()) {
    bytes.writeBigInt64LE(BigInt(tag), dynamicAt + 16 * index);
    bytes.writeBigUInt64LE(BigInt(value), dynamicAt + 16 * index + 8);
  }
  return bytes;
}
