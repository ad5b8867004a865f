import type { Buffer } from "node:buffer";

const windowSize = 32 * 1024;
const lookedUp = 8 * 1024;
const piece = 1024;
const pieces = 16;
// One place in eight is put into the table, chosen by the bytes there: a repetition is found wherever it lies.
const chosen = 7;
const tableSize = 8192;

/** The smallest block that is surveyed. */
export const smallestSurveyed = 2 * (windowSize + lookedUp);

/**
 * True for a block in which deflate would find nothing to save: its bytes are spread evenly, and a stretch in its middle repeats
 * nothing of the 32 KiB in front of it. Integers only, so that every machine says the same of the same bytes.
 */
export function isNoise(block: Buffer): boolean {
  return block.length >= smallestSurveyed && isEven(block) && !repeats(block);
}

/** Whether codes of different lengths would save less than about half a percent: the sum of squared counts is near its least. */
function isEven(block: Buffer): boolean {
  const counts = new Uint32Array(256);
  for (let index = 0; index < pieces; index += 1) {
    const start = Math.floor(((block.length - piece) * index) / (pieces - 1));
    for (let at = start; at < start + piece; at += 1)
      counts[block[at] ?? 0] = (counts[block[at] ?? 0] ?? 0) + 1;
  }
  let squares = 0;
  for (const count of counts) squares += count * count;
  const seen = piece * pieces;
  // Chance alone gives 1.016 times the least of seen² / 256.
  return squares * 256 * 100 < 104 * seen * seen;
}

/** Whether four bytes that were there before come again, at one place in two hundred or more. */
function repeats(block: Buffer): boolean {
  const middle = Math.floor(block.length / 2);
  const table = new Int32Array(tableSize);
  let word = 0;
  let tried = 0;
  let found = 0;
  for (let at = middle - windowSize; at < middle + lookedUp; at += 1) {
    word = (word << 8) | (block[at] ?? 0);
    const mixed = Math.imul(word, 0x9e3779b1);
    if (((mixed >>> 16) & chosen) !== 0) continue;
    const slot = mixed >>> 19;
    if (at >= middle) {
      tried += 1;
      if (table[slot] === word) found += 1;
    }
    table[slot] = word;
  }
  return found * 200 >= tried;
}
