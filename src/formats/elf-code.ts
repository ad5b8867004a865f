import type { RandomAccess } from "../values/random-access.ts";
import { type Elf, aarch64, sectionFlag, sectionType } from "./elf.ts";

/** A run of bytes of a file; `address` is that of its first byte in memory. */
export type Extent = { readonly offset: number; readonly size: number; readonly address: number };

const pieceLength = 1024 * 1024;
const signedReturn = 0xd65f_0fff;
const authentication = 0xd503_23ff;
const plainReturn = 0xd65f_03c0;
const sameStart = 0xfc00_0000;
const returnStart = signedReturn & sameStart;

/** How the functions of a program return, by number of instructions (Arm A-profile, FEAT_PAuth). */
export type ReturnCounts = {
  /** RETAA and RETAB: unknown before Armv8.3. */
  readonly signed: number;
  /** AUTIASP and AUTIBSP, which stand before a RET: older processors ignore them. */
  readonly hinted: number;
  /** RET. */
  readonly plain: number;
};

/**
 * Counts the returns in the executable sections of an arm64 program. A segment is not enough: data beside code has such words by
 * chance. Throws FORMAT_CORRUPT.
 */
export function countReturns(elf: Elf): ReturnCounts {
  const counts = { signed: 0, hinted: 0, plain: 0 };
  if (elf.machine !== aarch64) return counts;
  for (const section of elf.sections()) {
    if ((section.flags & sectionFlag.executable) === 0 || section.type === sectionType.noBits) continue;
    for (const { words } of wordsOf(elf.file, section))
      for (let index = 0; index < words.length; index += 1) {
        const word = words[index] ?? 0;
        // Few other instructions start like the three that are looked for, and there are millions.
        if ((word & sameStart) !== returnStart) continue;
        // The two keys differ in one bit of each.
        if ((word | 0x400) >>> 0 === signedReturn) counts.signed += 1;
        else if ((word | 0x40) >>> 0 === authentication) counts.hinted += 1;
        else if (word === plainReturn) counts.plain += 1;
      }
  }
  return counts;
}

/** The aligned little-endian words of an extent, in pieces; each piece is valid until the next one is taken. */
export function* wordsOf(
  file: RandomAccess,
  extent: Extent,
): Iterable<{ readonly words: Uint32Array; readonly address: number }> {
  const skipped = (4 - (extent.address % 4)) % 4;
  const end = Math.min(extent.offset + extent.size, file.size);
  const buffer = new Uint8Array(Math.max(0, Math.min(pieceLength, end - extent.offset)));
  for (let at = extent.offset + skipped; at + 4 <= end;) {
    const bytes = file.read(at, Math.min(buffer.length, end - at));
    const count = Math.floor(bytes.length / 4);
    if (count === 0) return;
    // The file's own buffer may not be aligned to words.
    buffer.set(bytes.subarray(0, count * 4));
    yield { words: new Uint32Array(buffer.buffer, 0, count), address: extent.address + (at - extent.offset) };
    at += count * 4;
  }
}

/** Where `text` first stands in an extent, as an address; undefined when it does not. */
export function findText(file: RandomAccess, extent: Extent, text: Uint8Array): number | undefined {
  const end = Math.min(extent.offset + extent.size, file.size);
  for (let at = extent.offset; at + text.length <= end; at += pieceLength) {
    const bytes = file.read(at, Math.min(pieceLength + text.length - 1, end - at));
    const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text);
    if (found >= 0) return extent.address + (at - extent.offset) + found;
  }
  return undefined;
}
