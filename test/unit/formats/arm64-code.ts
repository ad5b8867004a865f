/** Words of arm64 machine code that tests put together. */
export const nop = 0xd503_201f;
export const ret = 0xd65f_03c0;
export const retaa = 0xd65f_0bff;
export const retab = 0xd65f_0fff;
export const autiasp = 0xd503_23bf;
export const autibsp = 0xd503_23ff;

export const jemallocMessage = Buffer.from("<jemalloc>: Unsupported system page size\n\0", "latin1");

/** Position of the comparison in jemallocCode. */
export const comparisonIndex = 3;

/**
 * What compilers make of jemalloc's check of the page size: either the message is loaded far behind (B.HI leads there), or right
 * behind the comparison (B.LS skips it). `at` is the address of the code, `message` that of the message.
 */
export function jemallocCode(
  page: number,
  form: "far branch" | "skipped",
  at: number,
  message: number,
): readonly number[] {
  const before = [nop, nop, nop, compare(page)];
  if (form === "skipped") return [...before, branch("ls", 4), ...load(at + 5 * 4, message), nop, ret];
  const gap = Array.from({ length: 40 }, () => nop);
  return [
    ...before,
    branch("hi", 1 + gap.length + 2),
    ret,
    ...gap,
    nop,
    ...load(at + (6 + gap.length + 1) * 4, message),
    ret,
  ];
}

/** CMP X0, #constant, shifted by twelve bits where it must be; a constant that fits neither way is compared by register. */
export function compare(constant: number): number {
  if (constant % 4096 === 0 && constant / 4096 < 4096) return (0xf140_001f | ((constant / 4096) << 10)) >>> 0;
  return constant < 4096 ? (0xf100_001f | (constant << 10)) >>> 0 : 0xeb01_001f;
}

function branch(condition: "hi" | "ls", words: number): number {
  return (0x5400_0000 | ((words & 0x7_ffff) << 5) | (condition === "hi" ? 8 : 9)) >>> 0;
}

/** ADRP X0 and ADD X0, X0 for an address. */
function load(at: number, target: number): readonly number[] {
  const pages = Math.floor(target / 4096) - Math.floor(at / 4096);
  const adrp = (0x9000_0000 | ((pages & 3) << 29) | (((pages >> 2) & 0x7_ffff) << 5)) >>> 0;
  return [adrp, (0x9100_0000 | ((target % 4096) << 10)) >>> 0];
}
