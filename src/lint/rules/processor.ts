import { compareVersions } from "../known-bad.ts";
import { type Rule, type Verdict, byReach, isDebugFile, named, pageName } from "../rule.ts";
import { type Binary, isForAndroid } from "../scene.ts";

/** P5004: a jemalloc that was built for smaller pages ends the program at its start. */
export const jemalloc: Rule = {
  id: "P5004",
  title: "jemalloc built for smaller pages",
  severity: "error",
  why: "jemalloc fixes its largest page when it is built and stops with '<jemalloc>: Unsupported system page size' on larger ones.",
  check: ({ binaries }, { pageSize }) =>
    binaries
      .filter((binary) => !isForAndroid(binary) && !isDebugFile(binary))
      .filter(({ fact: { jemallocPage: page } }) => typeof page === "number" && page < pageSize)
      .map((binary) => ({
        severity: byReach(binary.reach),
        message: `${named(binary)} has a jemalloc that takes pages of at most ${pageName(Number(binary.fact.jemallocPage))} and stops on ${pageName(pageSize)}`,
        next: "build it with JEMALLOC_SYS_WITH_LG_PAGE=16 (Rust), --with-lg-page=16 (C), or take a newer release",
        node: binary.node,
      })),
};

/** P5005: a jemalloc whose page size is not found in its code. */
export const jemallocUnknown: Rule = {
  id: "P5005",
  title: "jemalloc of unknown page size",
  severity: "warning",
  why: "A jemalloc is built in and may be for 4 KiB pages; its code does not show for which.",
  check: ({ binaries }, { pageSize }) =>
    binaries
      .filter((binary) => pageSize > 4096 && binary.fact.jemallocPage === "unknown")
      .filter((binary) => !isForAndroid(binary) && !isDebugFile(binary))
      .map((binary) => ({
        severity: "warning",
        message: `${named(binary)} has a jemalloc, and its code does not show whether it takes pages of ${pageName(pageSize)}`,
        next: "start it once on a device, or build it with JEMALLOC_SYS_WITH_LG_PAGE=16",
        node: binary.node,
      })),
};

/** P5010: pointer authentication in the form that older processors do not ignore. */
export const pointerAuthentication: Rule = {
  id: "P5010",
  title: "Code for Armv8.3 or newer",
  severity: "error",
  why: "RETAA and RETAB exist from Armv8.3 on; the Pi's Cortex-A76 is Armv8.2 and ends the program with SIGILL.",
  check: ({ binaries }, { cpu }) =>
    binaries
      .filter((binary) => !cpu.includes("paca") && binary.fact.returns.signed > 0)
      .filter((binary) => !isForAndroid(binary) && !isDebugFile(binary))
      .map((binary) => signedVerdict(binary)),
};

function signedVerdict(binary: Binary): Verdict {
  const { signed, hinted, plain } = binary.fact.returns;
  const { node } = binary;
  if (isChosenAtRunTime(binary.fact.returns))
    return {
      severity: "notice",
      message: `${named(binary)} has ${signed} returns of Armv8.3 beside ${Math.max(hinted, plain)} that every processor knows, as codecs do that choose code at run time`,
      next: "nothing to do when it asks the processor before it uses them; start it once on a device",
      node,
    };
  return {
    severity: byReach(binary.reach),
    message: `${named(binary)} has ${signed} instructions of Armv8.3 (RETAA, RETAB), which the processor does not know: SIGILL`,
    next: "compile with -march=armv8-a or -mcpu=cortex-a76; -mbranch-protection alone stays compatible",
    node,
  };
}

// A compiler that may use Armv8.3 signs the return of every function that calls another one, so those of a whole program are many.
function isChosenAtRunTime({ signed, hinted, plain }: Binary["fact"]["returns"]): boolean {
  return signed < hinted || signed * 20 < plain;
}

/** P5011: the level that Go compiled for. */
export const goLevel: Rule = {
  id: "P5011",
  title: "Go program for a newer processor",
  severity: "error",
  why: "GOARM64 lets the Go compiler use instructions without asking the processor for them.",
  check: ({ binaries }, profile) =>
    binaries.flatMap((binary) => {
      const level = binary.fact.goArm64;
      if (level === undefined || isForAndroid(binary) || fits(level, profile)) return [];
      return [
        {
          severity: byReach(binary.reach),
          message: `${named(binary)} is compiled with GOARM64=${level}; the device has ${profile.goArm64}`,
          next: `build it with GOARM64=${profile.goArm64} or lower`,
          node: binary.node,
        },
      ];
    }),
};

// Options after the level: lse is part of v8.1 and newer, crypto of none.
function fits(
  level: string,
  profile: { readonly goArm64: string; readonly cpu: readonly string[] },
): boolean {
  const [base = "", ...options] = level.split(",");
  if (!/^v\d+\.\d+$/.test(base)) return true;
  if (compareVersions(base, profile.goArm64) > 0) return false;
  if (options.includes("lse") && !profile.cpu.includes("atomics")) return false;
  return !options.includes("crypto") || profile.cpu.includes("aes");
}
