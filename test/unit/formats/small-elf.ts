/** A little-endian ELF file for AArch64 with the given sections, each also loaded (writable) at 0x10000 + its place in the file. */
export function smallElf(
  sections: Readonly<Record<string, Uint8Array>>,
  options: { named?: boolean } = {},
): Uint8Array {
  const base = 0x10000;
  const names = ["", ...Object.keys(sections), ".shstrtab"];
  const strings = Buffer.from(`${names.join("\0")}\0`);
  const offsets: number[] = [];
  let at = 64 + 56;
  const bodies = [...Object.values(sections), strings].map((bytes) => {
    at = Math.ceil(at / 16) * 16;
    offsets.push(at);
    at += bytes.length;
    return bytes;
  });
  const table = Math.ceil(at / 16) * 16;
  const named = options.named ?? true;
  const bytes = Buffer.alloc(named ? table + 64 * names.length : table);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(183, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  const load = [1, 6].flatMap((value) => [value, 0, 0, 0]);
  bytes.set(load, 64);
  const start = offsets[0] ?? 0;
  for (const [index, value] of [
    start,
    base + start,
    base + start,
    table - start,
    table - start,
    16,
  ].entries())
    bytes.writeBigUInt64LE(BigInt(value), 72 + 8 * index);
  for (const [index, body] of bodies.entries()) bytes.set(body, offsets[index]);
  if (!named) return bytes;
  bytes.writeBigUInt64LE(BigInt(table), 40);
  bytes.writeUInt16LE(64, 58);
  bytes.writeUInt16LE(names.length, 60);
  bytes.writeUInt16LE(names.length - 1, 62);
  for (const [index, name] of names.entries()) {
    if (index === 0) continue;
    const header = table + 64 * index;
    bytes.writeUInt32LE(name === "" ? 0 : strings.indexOf(`\0${name}\0`) + 1, header);
    bytes.writeUInt32LE(1, header + 4);
    bytes.writeBigUInt64LE(3n, header + 8);
    bytes.writeBigUInt64LE(BigInt(base + (offsets[index - 1] ?? 0)), header + 16);
    bytes.writeBigUInt64LE(BigInt(offsets[index - 1] ?? 0), header + 24);
    bytes.writeBigUInt64LE(BigInt(bodies[index - 1]?.length ?? 0), header + 32);
  }
  return bytes;
}

/** Where `smallElf` loads the first byte of its first section. */
export const firstAddress = 0x10000 + 128;

/** The content of `.go.buildinfo` as Go 1.18 and later write it. */
export function goBuildInfoBlob(goVersion: string, lines: readonly string[]): Uint8Array {
  const header = Buffer.alloc(32);
  header.write("\xff Go buildinf:", "latin1");
  header[14] = 8;
  header[15] = 2;
  const modules = lines.length === 0 ? Buffer.alloc(0) : framedModules(lines);
  return Buffer.concat([header, prefixed(Buffer.from(goVersion)), prefixed(modules)]);
}

/** The module text between the two marks that the linker puts around it. */
export function framedModules(lines: readonly string[]): Buffer {
  const mark = (start: number): Buffer =>
    Buffer.from(Array.from({ length: 16 }, (_, index) => start + index));
  return Buffer.concat([mark(0x30), Buffer.from(lines.map((line) => `${line}\n`).join("")), mark(0xf0)]);
}

function prefixed(bytes: Buffer): Buffer {
  const length: number[] = [];
  let left = bytes.length;
  for (; left >= 0x80; left = Math.floor(left / 128)) length.push((left % 128) | 0x80);
  return Buffer.concat([Buffer.from([...length, left]), bytes]);
}
