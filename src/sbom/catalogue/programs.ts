import { type Elf, readElf } from "../../formats/elf.ts";
import type { RandomAccess } from "../../values/random-access.ts";
import { isFault } from "../../values/fault.ts";

/** True for the first bytes of an ELF file. */
export function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
}

/**
 * A program whose headers can be read. Broken ones are no package databases, and real images have them as test data, so that
 * they are undefined here and not a gap; the lint says what is wrong with those that can be reached.
 */
export function openElf(file: RandomAccess): Elf | undefined {
  try {
    const elf = readElf(file);
    elf?.sections();
    return elf;
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}
