// Damaged ELF files and images with them: readers throw FORMAT_CORRUPT alone, the lint nothing.
import { countReturns } from "../../src/formats/elf-code.ts";
import { armFloat, readDynamic, readInterpreter } from "../../src/formats/elf-dynamic.ts";
import { jemallocPage } from "../../src/formats/elf-jemalloc.ts";
import { readNotes } from "../../src/formats/elf-notes.ts";
import { readElf, sectionBytes } from "../../src/formats/elf.ts";
import { isFault } from "../../src/values/fault.ts";
import { bytesAsFile } from "../../src/values/random-access.ts";
import { jemallocCode, jemallocMessage, retaa } from "../unit/formats/arm64-code.ts";
import { type ElfSpec, androidNote, buildElf, kernelNote } from "../unit/formats/elf-builder.ts";
import { debian, executable, goProgram, lint } from "../unit/lint/lint-world.ts";

type Target = { readonly seeds: () => Uint8Array[]; readonly run: (bytes: Uint8Array) => void };

const full: ElfSpec = {
  interpreter: "/lib/ld-linux-aarch64.so.1",
  needed: ["libc.so.6", "libm.so.6"],
  soname: "libx.so.1",
  rpath: "/opt/old",
  runpath: "$ORIGIN/../lib",
  versionsNeeded: [{ file: "libc.so.6", versions: ["GLIBC_2.17", { weak: "GLIBC_2.38" }] }],
  versionsDefined: ["libx.so.1", "X_1.0"],
  notes: [kernelNote(3, 7), androidNote],
  code: [retaa],
  constants: Buffer.from("constant"),
  data: Buffer.from("data"),
};

function seeds(): Uint8Array[] {
  const code = jemallocCode(4096, "far branch", 0x1_0000, 0x100);
  return [
    buildElf(full).bytes,
    buildElf({ ...full, sections: false }).bytes,
    buildElf({ ...full, bits: 32, machine: 40 }).bytes,
    buildElf({ ...full, endian: "big" }).bytes,
    buildElf({ code, constants: jemallocMessage }).bytes,
    goProgram("v8.0"),
  ];
}

export const targets: Record<string, Target> = {
  "elf readers": {
    seeds,
    run: (bytes) => {
      const elf = readElf(bytesAsFile(bytes));
      if (elf === undefined) return;
      const readers = [
        () => sectionBytes(elf, ".rodata", 4096),
        () => readDynamic(elf),
        () => readInterpreter(elf),
        () => readNotes(elf),
        () => armFloat(elf),
        () => countReturns(elf),
        () => jemallocPage(elf),
      ];
      for (const read of readers)
        try {
          read();
        } catch (error) {
          if (!isFault(error, "FORMAT_CORRUPT")) throw error;
        }
    },
  },
  "elf lint": {
    seeds,
    run: (bytes) => {
      lint([debian, { "opt/app": executable(bytes), "usr/lib/libapp.so": bytes }], {
        entrypoint: ["/opt/app"],
      });
    },
  },
};
