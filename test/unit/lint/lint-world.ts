import type { ImageConfig } from "../../../src/layers/visitor.ts";
import { createLint } from "../../../src/lint/lint.ts";
import type { Finding } from "../../../src/values/finding.ts";
import { type Profile, profiles } from "../../../src/values/profile.ts";
import { ret } from "../formats/arm64-code.ts";
import { type ElfSpec, buildElf } from "../formats/elf-builder.ts";
import { goBuildInfoBlob } from "../formats/small-elf.ts";
import { type Made, type MadeLayer, memoryImage } from "../layers/memory-image.ts";

export const pi5 = profiles["raspberry-pi-5"];
export const pi4 = profiles["raspberry-pi-4"];

/** A program of glibc that runs anywhere. */
export const program: ElfSpec = {
  interpreter: "/lib/ld-linux-aarch64.so.1",
  needed: ["libc.so.6"],
  versionsNeeded: [{ file: "libc.so.6", versions: ["GLIBC_2.17"] }],
  code: [ret],
};

/** A shared library of a name. */
export function library(soname: string, more: ElfSpec = {}): Buffer {
  return buildElf({ soname, code: [ret], ...more }).bytes;
}

/** A static Go program that was compiled for a level of GOARM64. */
export function goProgram(level: string): Buffer {
  const data = goBuildInfoBlob("go1.26.8", ["path\texample.com/app", `build\tGOARM64=${level}`]);
  return buildElf({ type: 2, code: [ret], data, dataSection: ".go.buildinfo" }).bytes;
}

/** Something that can be executed. */
export function executable(file: Uint8Array | string): Made {
  return { file, mode: 0o755 };
}

/** A distribution with glibc 2.36, laid out as Debian's, and a shell. */
export const debian: MadeLayer = {
  lib: { symlink: "usr/lib" },
  bin: { symlink: "usr/bin" },
  "usr/lib/ld-linux-aarch64.so.1": library("ld-linux-aarch64.so.1", {
    versionsDefined: ["ld-linux-aarch64.so.1", "GLIBC_2.17", "GLIBC_PRIVATE"],
  }),
  "usr/lib/aarch64-linux-gnu/libc.so.6": library("libc.so.6", {
    interpreter: "/lib/ld-linux-aarch64.so.1",
    needed: ["ld-linux-aarch64.so.1"],
    versionsDefined: ["libc.so.6", "GLIBC_2.17", "GLIBC_2.36", "GLIBC_PRIVATE"],
  }),
  "usr/lib/aarch64-linux-gnu/libm.so.6": library("libm.so.6", { needed: ["libc.so.6"] }),
  "usr/bin/sh": executable(buildElf(program).bytes),
};

/** A distribution with musl, laid out as Alpine. */
export const alpine: MadeLayer = {
  "lib/ld-musl-aarch64.so.1": library("libc.musl-aarch64.so.1"),
  "lib/libc.musl-aarch64.so.1": { symlink: "ld-musl-aarch64.so.1" },
  "bin/sh": executable(
    buildElf({
      interpreter: "/lib/ld-musl-aarch64.so.1",
      needed: ["libc.musl-aarch64.so.1"],
      code: [ret],
    }).bytes,
  ),
};

/** What all rules find in an image that is made of layers. */
export function lint(
  layers: readonly MadeLayer[],
  config: Partial<ImageConfig> = {},
  profile: Profile = pi5,
): readonly Finding[] {
  return memoryImage(layers, config).run(createLint({ profile }));
}

/** The findings of an app that a Debian image starts. */
export function lintApp(app: Uint8Array, profile: Profile = pi5): readonly Finding[] {
  return lint([debian, { "usr/bin/app": executable(app) }], { entrypoint: ["app"] }, profile);
}

/** `error P5001` and so on. */
export function verdicts(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, rule }) => `${severity} ${rule}`);
}
