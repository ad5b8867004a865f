import { type Extent, findText, wordsOf } from "./elf-code.ts";
import { type Elf, aarch64, placeOf, sectionFlag, sectionType, segmentFlag, segmentType } from "./elf.ts";

const message = Buffer.from("<jemalloc>: Unsupported system page size\n\0", "latin1");
const reach = 1024 * 1024;
const maximumUses = 64;

/**
 * The largest page in bytes that a built-in jemalloc (LG_PAGE) runs with, proven from code: the load of its message "Unsupported
 * system page size" is reached by a conditional branch behind a comparison with a constant. "unknown" when the message is there
 * and the comparison is not found; undefined without a jemalloc. Throws FORMAT_CORRUPT.
 */
export function jemallocPage(elf: Elf): number | "unknown" | undefined {
  if (elf.machine !== aarch64 || elf.bits !== 64) return undefined;
  const address = messageAddress(elf);
  if (address === undefined) return undefined;
  const pages = new Set(
    messageLoads(elf, address).flatMap((load) => {
      const page = comparedPage(elf, load);
      return page === undefined ? [] : [page];
    }),
  );
  const [page] = pages;
  return page === undefined || pages.size > 1 ? "unknown" : page;
}

function messageAddress(elf: Elf): number | undefined {
  for (const extent of constants(elf)) {
    const found = findText(elf.file, extent, message);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where constant text can be: read-only sections, or all that is loaded in a file without section headers. */
function constants(elf: Elf): readonly Extent[] {
  const sections = elf.sections();
  const writable = 1;
  if (sections.length > 1)
    return sections.filter(
      ({ flags, type, name }) =>
        type !== sectionType.noBits &&
        (flags & sectionFlag.allocated) !== 0 &&
        (flags & (sectionFlag.executable | writable)) === 0 &&
        !name.startsWith(".eh_frame"),
    );
  return elf.segments.filter((one) => one.type === segmentType.load).map(loaded);
}

/** Addresses of each ADRP of the message's page that an ADD of its place in the page follows within eight instructions. */
function messageLoads(elf: Elf, target: number): readonly number[] {
  const page = Math.floor(target / 4096);
  const rest = target % 4096;
  const found: number[] = [];
  for (const extent of executable(elf)) {
    for (const { words, address } of wordsOf(elf.file, extent)) {
      for (let index = 0; index < words.length; index += 1) {
        const word = words[index] ?? 0;
        if ((word & 0x9f00_0000) >>> 0 !== 0x9000_0000) continue;
        const at = address + index * 4;
        if (Math.floor(at / 4096) + adrpPages(word) !== page) continue;
        if (addFollows(elf, at, word & 31, rest) && found.push(at) >= maximumUses) return found;
      }
    }
  }
  return found;
}

function adrpPages(word: number): number {
  const low = (word >>> 29) & 3;
  const high = (word >>> 5) & 0x7_ffff;
  return (((high << 2) | low) << 11) >> 11;
}

// Read anew at the hit, since the pair may lie across two pieces.
function addFollows(elf: Elf, address: number, register: number, rest: number): boolean {
  return code(elf, address + 4, address + 36).words.some(
    (word) =>
      (word & 0xffc0_0000) >>> 0 === 0x9100_0000 &&
      ((word >>> 5) & 31) === register &&
      ((word >>> 10) & 0xfff) === rest,
  );
}

const always = { higher: 8, lowerOrSame: 9 } as const;

/** The constant compared before the branch that leads to `load`: B.HI to it from afar, or B.LS just before it, which skips it. */
function comparedPage(elf: Elf, load: number): number | undefined {
  const { words, address } = code(elf, load - reach, load + reach);
  const before = (load - address) / 4;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? 0;
    if ((word & 0xff00_0010) >>> 0 !== 0x5400_0000) continue;
    const condition = word & 15;
    const target = index + (((word >>> 5) << 13) >> 13);
    const reaches = condition === always.higher && target >= before - 6 && target <= before;
    const skips =
      condition === always.lowerOrSame && index >= before - 6 && index < before && target > before;
    if (!reaches && !skips) continue;
    const page = comparison(words, index);
    if (page !== undefined) return page;
  }
  return undefined;
}

/** The constant of the nearest CMP Xn, #constant within sixteen instructions before a branch; undefined unless a power of two. */
function comparison(words: Uint32Array, branch: number): number | undefined {
  for (let index = branch - 1; index >= 0 && index >= branch - 16; index -= 1) {
    const word = words[index] ?? 0;
    if ((word & 0xff00_001f) >>> 0 !== 0xf100_001f) continue;
    const constant = ((word >>> 10) & 0xfff) * ((word & 0x40_0000) === 0 ? 1 : 4096);
    return constant >= 4096 && Number.isInteger(Math.log2(constant)) ? constant : undefined;
  }
  return undefined;
}

/** The instructions from one address to another, as far as both lie in the executable segment of the second. */
function code(elf: Elf, from: number, to: number): { readonly words: Uint32Array; readonly address: number } {
  const segment = executable(elf).find((one) => to > one.address && from < one.address + one.size);
  if (segment === undefined) return { words: new Uint32Array(0), address: from };
  const start = Math.max(from, segment.address);
  const place = placeOf(elf, start);
  const length = Math.min(to - start, place?.left ?? 0);
  const aligned = new Uint8Array(length - (length % 4));
  if (place !== undefined) aligned.set(elf.file.read(place.offset, aligned.length));
  return { words: new Uint32Array(aligned.buffer), address: start };
}

function executable(elf: Elf): readonly Extent[] {
  return elf.segments
    .filter((one) => one.type === segmentType.load && (one.flags & segmentFlag.execute) !== 0)
    .map(loaded);
}

function loaded(segment: {
  readonly offset: number;
  readonly fileSize: number;
  readonly address: number;
}): Extent {
  return { offset: segment.offset, size: segment.fileSize, address: segment.address };
}
