import type { RandomAccess } from "../values/random-access.ts";
import type { Extent } from "./protobuf-wire.ts";

// XXH3 of the xxHash specification (doc/xxhash_spec.md), with its default secret and without a seed.
const secret = Buffer.from(
  "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221" +
    "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8" +
    "fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb17" +
    "0ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e",
  "hex",
);
const prime32 = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn] as const;
const prime64 = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;
const stripe = 64;
const stripesOfBlock = (192 - stripe) / 8;
const block = stripe * stripesOfBlock;
const blocksAtOnce = 64;

const secretWords = wordsFrom(0, 192);
const lastWords = wordsFrom(192 - stripe - 7, stripe);

/** Shorter inputs have rules of their own, which are not here. */
export const longestShortInput = 240;

/** The 64-bit XXH3 of a part of a file that is longer than `longestShortInput`, read in pieces of 64 KiB. */
export function xxh3OfLong(file: RandomAccess, { start, end }: Extent): bigint {
  const length = end - start;
  const lanes = startLanes();
  const wholeBlocks = Math.floor((length - 1) / block);
  const bytes = new Uint8Array(block * blocksAtOnce);
  const words = new Int32Array(bytes.buffer);
  for (let first = 0; first <= wholeBlocks; first += blocksAtOnce) {
    const offset = start + first * block;
    bytes.set(file.read(offset, Math.min(bytes.length, end - offset)));
    for (let index = first; index < Math.min(first + blocksAtOnce, wholeBlocks); index += 1) {
      accumulate(lanes, words, ((index - first) * block) / 4, stripesOfBlock, secretWords);
      scramble(lanes);
    }
    const rest = Math.floor((length - 1 - wholeBlocks * block) / stripe);
    if (first + blocksAtOnce > wholeBlocks)
      accumulate(lanes, words, ((wholeBlocks - first) * block) / 4, rest, secretWords);
  }
  bytes.set(file.read(end - stripe, stripe));
  accumulate(lanes, words, 0, 1, lastWords);
  return merge(lanes, BigInt.asUintN(64, BigInt(length) * prime64[0]));
}

/** Eight 64-bit accumulators as 32-bit halves: BigInt would take ten times as long. */
type Lanes = { readonly low: Int32Array; readonly high: Int32Array };

function startLanes(): Lanes {
  const [p1, p2, p3] = prime32;
  const [q1, q2, q3, q4, q5] = prime64;
  const lanes = { low: new Int32Array(8), high: new Int32Array(8) };
  for (const [index, value] of [p3, q1, q2, q3, q4, p2, q5, p1].entries()) {
    lanes.low[index] = Number(value & 0xffffffffn);
    lanes.high[index] = Number(value >> 32n);
  }
  return lanes;
}

function accumulate(
  { low, high }: Lanes,
  words: Int32Array,
  at: number,
  stripes: number,
  keys: Int32Array,
): void {
  for (let number = 0; number < stripes; number += 1) {
    for (let lane = 0; lane < 8; lane += 1) {
      const word = at + number * 16 + lane * 2;
      const key = number * 2 + lane * 2;
      const valueLow = words[word] ?? 0;
      const valueHigh = words[word + 1] ?? 0;
      add(low, high, lane ^ 1, valueLow, valueHigh);
      const left = (valueLow ^ (keys[key] ?? 0)) >>> 0;
      const right = (valueHigh ^ (keys[key + 1] ?? 0)) >>> 0;
      add(low, high, lane, Math.imul(left, right), highProduct(left, right));
    }
  }
}

function add(low: Int32Array, high: Int32Array, lane: number, addLow: number, addHigh: number): void {
  const sum = ((low[lane] ?? 0) >>> 0) + (addLow >>> 0);
  low[lane] = sum;
  high[lane] = (high[lane] ?? 0) + addHigh + (sum > 0xffffffff ? 1 : 0);
}

/** The upper 32 bits of the product of two unsigned 32-bit integers. */
function highProduct(left: number, right: number): number {
  const lowLeft = left & 0xffff;
  const highLeft = left >>> 16;
  const lowRight = right & 0xffff;
  const highRight = right >>> 16;
  const middle = highLeft * lowRight + (Math.imul(lowLeft, lowRight) >>> 16);
  const other = lowLeft * highRight + (middle % 65_536);
  return highLeft * highRight + Math.floor(middle / 65_536) + Math.floor(other / 65_536);
}

function scramble(lanes: Lanes): void {
  for (let lane = 0; lane < 8; lane += 1) {
    let value = laneOf(lanes, lane);
    value ^= value >> 47n;
    value ^= secret.readBigUInt64LE(192 - stripe + lane * 8);
    value = BigInt.asUintN(64, value * prime32[0]);
    lanes.low[lane] = Number(value & 0xffffffffn);
    lanes.high[lane] = Number(value >> 32n);
  }
}

function laneOf({ low, high }: Lanes, lane: number): bigint {
  return (BigInt((high[lane] ?? 0) >>> 0) << 32n) | BigInt((low[lane] ?? 0) >>> 0);
}

function merge(lanes: Lanes, start: bigint): bigint {
  let result = start;
  for (let pair = 0; pair < 4; pair += 1) {
    const left = laneOf(lanes, 2 * pair) ^ secret.readBigUInt64LE(11 + 16 * pair);
    const right = laneOf(lanes, 2 * pair + 1) ^ secret.readBigUInt64LE(19 + 16 * pair);
    const product = left * right;
    result += BigInt.asUintN(64, product) ^ (product >> 64n);
  }
  result = BigInt.asUintN(64, result);
  result ^= result >> 37n;
  result = BigInt.asUintN(64, result * 0x165667919e3779f9n);
  return result ^ (result >> 32n);
}

function wordsFrom(offset: number, length: number): Int32Array {
  return Int32Array.from({ length: length / 4 }, (_, index) => secret.readInt32LE(offset + 4 * index));
}
