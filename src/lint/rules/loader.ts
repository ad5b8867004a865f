import { aarch64, machineName } from "../../formats/elf.ts";
import type { Profile } from "../../values/profile.ts";
import { isMuslLoader } from "../c-libraries.ts";
import { fileAt } from "../programs.ts";
import { type Rule, type Verdict, named } from "../rule.ts";
import { type Binary, type Link, type Scene, isForAndroid } from "../scene.ts";

/** P5006: the loader that a program names has to be in the image. */
export const interpreter: Rule = {
  id: "P5006",
  title: "Missing program loader",
  severity: "error",
  why: "The kernel starts the loader that a program names; without it the program 'does not exist', though it is there.",
  check: (scene, profile) =>
    withoutLoader(scene, profile)
      .filter((binary) => !isOfOtherLibc(binary, scene))
      .map((binary) => ({
        severity: "error",
        message: `${named(binary)} needs the loader ${binary.fact.interpreter}, which is not in the image`,
        next: "take the program from an image of the same distribution, install its C library, or link it statically",
        node: binary.node,
      })),
};

/** P5007: every needed library has to be where the loader looks. */
export const neededLibrary: Rule = {
  id: "P5007",
  title: "Missing shared library",
  severity: "error",
  why: "The loader ends a program whose libraries it does not find.",
  check: ({ links }, profile) =>
    links
      .filter((link) => link.to === undefined && isForDevice(link.from, profile) && !isOtherLoader(link))
      .map((link) => ({
        severity: link.byProgram ? "error" : "warning",
        message: `${named(link.from)} needs ${link.name}, which is nowhere where the loader looks${passedOver(link)}`,
        next: `install the package that has ${link.name}, or name its folder in /etc/ld.so.conf.d or LD_LIBRARY_PATH`,
        node: link.from.node,
      })),
};

function passedOver({ foreign, from }: Link): string {
  return foreign === undefined ? "" : ` (/${foreign.path} is not for ${machineName(from.fact.machine)})`;
}

/** P5008: the versions of symbols that a program was linked with have to be in the libraries of the image. */
export const symbolVersion: Rule = {
  id: "P5008",
  title: "Library too old for a program",
  severity: "error",
  why: "glibc's loader ends a program when a library lacks a version that it was linked with ('version GLIBC_2.38 not found').",
  check: ({ links }, profile) =>
    links
      .filter((link) => link.libc === "glibc" && isForDevice(link.from, profile))
      .flatMap((link) => missingVersions(link)),
};

function missingVersions(link: Link): readonly Verdict[] {
  const { from, to, name, byProgram } = link;
  // A library without any versions only makes the loader warn.
  if (to === undefined || to.fact.versionsDefined.length === 0) return [];
  const missing = from.fact.versionsNeeded
    .filter(({ file, weak }) => !weak && (file === name || file === to.fact.soname))
    .map(({ version }) => version)
    .filter((version) => !to.fact.versionsDefined.includes(version));
  if (missing.length === 0) return [];
  return [
    {
      severity: byProgram ? "error" : "warning",
      message: `${named(from)} needs ${listed(missing)} of ${name}, which /${to.node.path} does not have`,
      next: "build it on the distribution (or an older one) that the image is made from, or take a newer base image",
      node: from.node,
    },
  ];
}

function listed(names: readonly string[]): string {
  const sorted = names.toSorted();
  return sorted.length <= 3
    ? sorted.join(", ")
    : `${sorted.slice(0, 3).join(", ")} and ${sorted.length - 3} more`;
}

/** P5009: programs and libraries of glibc and of musl do not mix. */
export const mixedLibc: Rule = {
  id: "P5009",
  title: "Mixed glibc and musl",
  severity: "error",
  why: "A program of one C library finds neither loader nor symbols in an image of the other.",
  check: (scene, profile) => {
    const started = withoutLoader(scene, profile).filter((binary) => isOfOtherLibc(binary, scene));
    const programs = started.map((binary) =>
      mixed(binary, "error", `is a program of ${libcOf(binary)} in an image of the other C library`),
    );
    const seen = new Set(started.map(({ node }) => node.path));
    const libraries = scene.links.flatMap((link) => {
      const { from, byProgram, libc } = link;
      if (!isForDevice(from, profile) || seen.has(from.node.path) || !isMix(link, scene)) return [];
      seen.add(from.node.path);
      const other = libc === "musl" ? "glibc" : "musl";
      return [mixed(from, byProgram ? "error" : "warning", `is built for ${other} and loaded by ${libc}`)];
    });
    return [...programs, ...libraries];
  },
};

function mixed(binary: Binary, severity: "error" | "warning", what: string): Verdict {
  return {
    severity,
    message: `${named(binary)} ${what}`,
    next: "take the build for the image's C library (musl on Alpine, else gnu), link statically, or install gcompat on Alpine",
    node: binary.node,
  };
}

function isMix(link: Link, { libraries }: Scene): boolean {
  if (link.libc === "glibc") return /^(libc\.musl-|ld-musl-)/.test(link.name);
  if (libraries.hasGcompat) return false;
  // libgcc has its version GLIBC_2.0 on musl too, and every C++ program that unwinds needs it.
  return link.from.fact.versionsNeeded.some(
    ({ file, version }) => version.startsWith("GLIBC_") && !file.startsWith("libgcc_s"),
  );
}

// The loader of the other C library is not a missing library: P5009 tells it better.
function isOtherLoader({ libc, name }: Link): boolean {
  return libc === "musl" ? name.startsWith("ld-linux-") : /^(libc\.musl-|ld-musl-)/.test(name);
}

function withoutLoader({ binaries, tree }: Scene, profile: Profile): readonly Binary[] {
  return binaries.filter(
    (binary) =>
      binary.reach !== "present" &&
      isForDevice(binary, profile) &&
      binary.fact.interpreter !== undefined &&
      // Libraries such as libc.so.6 can be started too, but hardly are.
      (binary.fact.soname === undefined || binary.reach === "started") &&
      fileAt(tree, binary.fact.interpreter) === undefined,
  );
}

function isOfOtherLibc({ fact }: Binary, { libraries }: Scene): boolean {
  const isMusl = isMuslLoader(fact.interpreter ?? "");
  return isMusl ? libraries.hasGlibc : libraries.hasMusl && /\/ld-linux-/.test(fact.interpreter ?? "");
}

function libcOf({ fact }: Binary): string {
  return isMuslLoader(fact.interpreter ?? "") ? "musl" : "glibc";
}

function isForDevice(binary: Binary, profile: Profile): boolean {
  const { fact } = binary;
  if (!fact.loadable || fact.bigEndian || isForAndroid(binary)) return false;
  return fact.machine === aarch64 ? fact.bits === 64 : fact.machine === 40 && profile.arm32;
}
