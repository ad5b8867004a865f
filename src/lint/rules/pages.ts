import { aarch64, arm, segmentFlag } from "../../formats/elf.ts";
import type { Profile } from "../../values/profile.ts";
import type { ElfFact, Load } from "../binary-facts.ts";
import { compareVersions } from "../known-bad.ts";
import { type Rule, type Verdict, byReach, isDebugFile, named, pageName } from "../rule.ts";
import { type Binary, type Scene, isForAndroid } from "../scene.ts";

const relink =
  "link it with -Wl,-z,max-page-size=65536 or take a newer build; where it cannot be had, run the 4 KiB kernel (kernel=kernel8.img) and check with the profile raspberry-pi-5-4k";

/** P5002: a segment whose address and offset differ by less than whole pages cannot be mapped. */
export const pageAlignment: Rule = {
  id: "P5002",
  title: "Segments that the page size cannot map",
  severity: "error",
  why: "The Pi 5's kernel has 16 KiB pages; a file laid out for 4 KiB ones fails with 'ELF load command address/offset not page-aligned'.",
  check: ({ binaries }, profile) =>
    candidates(binaries, profile)
      .filter(({ fact }) => isIncongruent(fact, profile.pageSize))
      .map((binary) => ({
        severity: byReach(binary.reach),
        message: `${named(binary)} cannot be loaded with pages of ${pageName(profile.pageSize)}: ${misplaced(binary.fact, profile.pageSize)}`,
        next: relink,
        node: binary.node,
      })),
};

/** True when a segment cannot be mapped with pages of that many bytes. */
export function isIncongruent(fact: ElfFact, pageSize: number): boolean {
  return fact.loads.some((load) => shift(load, pageSize) !== 0);
}

function misplaced(fact: ElfFact, pageSize: number): string {
  const load = fact.loads.find((one) => shift(one, pageSize) !== 0);
  if (load === undefined) return "";
  return `its segment at 0x${load.address.toString(16)} lies at 0x${load.offset.toString(16)} in the file, ${pageName(shift(load, pageSize))} beside a page`;
}

function shift(load: Load, pageSize: number): number {
  return (((load.address - load.offset) % pageSize) + pageSize) % pageSize;
}

/** P5003: a file for smaller pages that can be mapped, but whose segments then meet in one page. */
export const weakAlignment: Rule = {
  id: "P5003",
  title: "Segments that meet in one page",
  severity: "error",
  why: "A page has one protection: code in a page with data is not executable. glibc before 2.35 refuses such files at once.",
  check: (scene, profile) =>
    candidates(scene.binaries, profile)
      .filter(({ fact }) => !isIncongruent(fact, profile.pageSize))
      .flatMap((binary) => weakness(binary, scene, profile)),
};

function weakness(binary: Binary, scene: Scene, { pageSize }: Profile): readonly Verdict[] {
  const { fact, reach, node } = binary;
  if (fact.loads.every((load) => load.align % pageSize === 0)) return [];
  const verdict = (severity: Verdict["severity"], what: string): readonly Verdict[] => [
    { severity, message: `${named(binary)} ${what}`, next: relink, node },
  ];
  const shared = sharedPage(fact.loads, pageSize);
  if (shared === "overwritten")
    return verdict(
      byReach(reach),
      `has two segments in one page of ${pageName(pageSize)} that each need other bytes in it`,
    );
  if (shared === "code and data")
    return verdict(
      byReach(reach),
      `has code and writable data in one page of ${pageName(pageSize)}: it ends with SIGSEGV`,
    );
  // The kernel maps the program itself, glibc what it loads.
  const loadedByLibc = fact.isDynamic && (fact.interpreter === undefined || fact.soname !== undefined);
  const { glibc } = scene.libraries;
  if (loadedByLibc && glibc !== undefined && compareVersions(glibc, "2.35") < 0)
    return verdict(
      byReach(reach),
      `is aligned to less than a page of ${pageName(pageSize)}, which the image's glibc ${glibc} refuses`,
    );
  if (shared === "protection" && reach !== "present")
    return verdict("warning", `has segments of different protection in one page of ${pageName(pageSize)}`);
  return [];
}

/** What the worst pair of segments that meet in a page of memory does to each other. */
function sharedPage(
  loads: readonly Load[],
  pageSize: number,
): "overwritten" | "code and data" | "protection" | undefined {
  const page = (address: number): number => Math.floor(address / pageSize);
  const mapped = loads.filter((load) => load.memorySize > 0);
  const pairs = mapped.flatMap((left) =>
    mapped
      .filter((right) => left.address < right.address)
      .filter((right) => page(left.address + left.memorySize - 1) >= page(right.address))
      .map((right) => [left, right] as const),
  );
  const isSplit = ([left, right]: readonly [Load, Load]): boolean =>
    left.address - left.offset !== right.address - right.offset;
  const isMixed = ([left, right]: readonly [Load, Load]): boolean =>
    (canExecute(left) && canWrite(right)) || (canWrite(left) && canExecute(right));
  if (pairs.some(isSplit)) return "overwritten";
  if (pairs.some(isMixed)) return "code and data";
  return pairs.some(([left, right]) => left.flags !== right.flags) ? "protection" : undefined;
}

function canExecute(load: Load): boolean {
  return (load.flags & segmentFlag.execute) !== 0;
}

function canWrite(load: Load): boolean {
  return (load.flags & segmentFlag.write) !== 0;
}

function candidates(binaries: readonly Binary[], profile: Profile): readonly Binary[] {
  return binaries.filter(
    (binary) =>
      (binary.fact.machine === aarch64 || (binary.fact.machine === arm && profile.arm32)) &&
      !isForAndroid(binary) &&
      !isDebugFile(binary),
  );
}
