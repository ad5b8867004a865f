/** A repeatable source of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const extremes = [0, 1, 0x7f, 0x80, 0xff];

/** A damaged copy: cut off, bits flipped, bytes set to extremes, a piece doubled, moved or wiped; sometimes several of them. */
export function mutate(seed: Uint8Array, random: () => number): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(seed);
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) bytes = once(bytes, random);
  return bytes;
}

function once(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit);
  const at = below(Math.max(1, bytes.length));
  const length = 1 + below(Math.min(64, Math.max(1, bytes.length - at)));
  switch (below(7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      for (let flips = 1 + below(8); flips > 0; flips -= 1) {
        const place = below(Math.max(1, bytes.length));
        bytes[place] = (bytes[place] ?? 0) ^ (1 << below(8));
      }
      return bytes;
    case 2:
      bytes[at] = extremes[below(extremes.length)] ?? 0;
      return bytes;
    case 3:
      return bytes.fill(extremes[below(extremes.length)] ?? 0, at, at + length);
    case 4:
      return joined(bytes.slice(0, at + length), bytes.slice(at));
    case 5:
      return joined(bytes.slice(0, at), bytes.slice(at + length));
    default: {
      // The head of most formats holds lengths and offsets: it is hit more often than its share.
      const place = below(Math.max(1, Math.min(256, bytes.length)));
      bytes[place] = below(256);
      return bytes;
    }
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}
