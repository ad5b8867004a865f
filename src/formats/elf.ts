import { formatFaults } from "./faults.ts";

/** What the fixed part of an ELF header says (System V gABI, chapter 4). */
export type ElfHeader = {
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** e_machine: 183 is AArch64, 40 Arm, 62 x86-64. */
  readonly machine: number;
  readonly type: "relocatable" | "executable" | "shared" | "core" | "other";
};

/** Bytes from the start of a file that readElfHeader needs. */
export const elfHeaderLength = 20;

export const aarch64 = 183;

/** Reads an ELF header, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT for a broken one. */
export function readElfHeader(bytes: Uint8Array): ElfHeader | undefined {
  if (bytes.length < 4 || bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46)
    return undefined;
  if (bytes.length < elfHeaderLength)
    throw formatFaults.fault("FORMAT_CORRUPT", "an ELF file ends inside its header");
  const [, , , , wide, order] = bytes;
  if ((wide !== 1 && wide !== 2) || (order !== 1 && order !== 2))
    throw formatFaults.fault("FORMAT_CORRUPT", "an ELF header has an unknown class or byte order");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const types = ["other", "relocatable", "executable", "shared", "core"] as const;
  return {
    bits: wide === 2 ? 64 : 32,
    endian: order === 1 ? "little" : "big",
    type: types[view.getUint16(16, order === 1)] ?? "other",
    machine: view.getUint16(18, order === 1),
  };
}

/** The name that people use for an e_machine. */
export function machineName(machine: number): string {
  return machines[machine] ?? `machine ${machine}`;
}

const machines: Readonly<Record<number, string>> = {
  3: "x86 (32-bit)",
  8: "MIPS",
  20: "PowerPC",
  21: "PowerPC64",
  22: "IBM Z",
  40: "Arm (32-bit)",
  62: "x86-64",
  183: "arm64",
  243: "RISC-V",
  258: "LoongArch",
};
