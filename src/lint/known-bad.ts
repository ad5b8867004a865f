import type { Profile } from "../values/profile.ts";

/** Versions of a program that are known to fail on a device though nothing in their files shows it. */
export type KnownBad = {
  /** Name on npm, or in the folder of a Python wheel's metadata. */
  readonly name: string;
  readonly kind: "npm" | "python" | "library";
  /** First version that fails and first that does not; undefined where there is none yet. */
  readonly from: string;
  readonly before: string | undefined;
  readonly fails: (profile: Profile) => boolean;
  readonly why: string;
  readonly next: string;
  /** The report: owner/repository#number. */
  readonly report: string;
};

const largePages = (profile: Profile): boolean => profile.pageSize > 4096;
const noAtomics = (profile: Profile): boolean => !profile.cpu.includes("atomics");
const illegal = "ends with SIGILL on processors of Armv8.0";

export const knownBad: readonly KnownBad[] = [
  {
    name: "electron",
    kind: "npm",
    from: "34.0.0",
    before: "34.3.0",
    fails: largePages,
    why: "its renderer assumes pages of 4 KiB and crashes",
    next: "use Electron 34.3.0 or newer",
    report: "electron/electron#45560",
  },
  ...(
    [
      ["onnxruntime", "python"],
      ["onnxruntime-node", "npm"],
      ["libonnxruntime.so", "library"],
    ] as const
  ).map(([name, kind]): KnownBad => ({
    name,
    kind,
    from: "1.21.0",
    before: "1.22.0",
    fails: noAtomics,
    why: illegal,
    next: "use ONNX Runtime 1.20 or one newer than 1.21",
    report: "microsoft/onnxruntime#23957",
  })),
  ...(
    [
      ["2.4.0", "2.4.1", "pytorch/pytorch#132032"],
      ["2.6.0", "2.7.0", "pytorch/pytorch#146792"],
      ["2.10.0", "2.11.0", "pytorch/pytorch#176993"],
    ] as const
  ).map(([from, before, report]): KnownBad => ({
    name: "torch",
    kind: "python",
    from,
    before,
    fails: noAtomics,
    why: illegal,
    next: `use a release of PyTorch before ${from} or from ${before} on`,
    report,
  })),
];

const npmNames = new Set(knownBad.filter((one) => one.kind === "npm").map((one) => one.name));

/** The package of the table whose version a file tells (package.json, or the file that Electron has for it), or undefined. */
export function watchedPackage(path: string): string | undefined {
  if (/(?:^|\/)version$/.test(path)) return "electron";
  const name = /(?:^|\/)node_modules\/([^/]+)\/package\.json$/.exec(path)?.[1];
  return name !== undefined && npmNames.has(name) ? name : undefined;
}

/** Name and version of a Python package or library of the table, as its file name tells them. */
export function versionInPath(path: string): { readonly name: string; readonly version: string } | undefined {
  const wheel = /(?:^|\/)([A-Za-z0-9_.]+)-([0-9][^/-]*)\.dist-info\/METADATA$/.exec(path);
  if (wheel?.[1] !== undefined && wheel[2] !== undefined)
    return { name: wheel[1].toLowerCase(), version: wheel[2] };
  const library = /(?:^|\/)(libonnxruntime\.so)\.([0-9]+(?:\.[0-9]+){2})$/.exec(path);
  return library?.[1] === undefined || library[2] === undefined
    ? undefined
    : { name: library[1], version: library[2] };
}

/** The entries of the table that a package falls under on a device. */
export function knownBadFor(name: string, version: string, profile: Profile): readonly KnownBad[] {
  return knownBad.filter(
    (one) =>
      one.name === name &&
      one.fails(profile) &&
      compareVersions(version, one.from) >= 0 &&
      (one.before === undefined || compareVersions(version, one.before) < 0),
  );
}

/** Negative, zero or positive as dotted numbers compare; what follows the numbers does not count. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  return (/^v?([0-9]+(?:\.[0-9]+)*)/.exec(version)?.[1] ?? "0").split(".").map(Number);
}
