// Two lists of package URLs, parsed and compared ecosystem by ecosystem.
import { PackageURL } from "packageurl-js";

/** Why a package URL is in one list only. A pattern is matched against the parsed URL as `canonical` writes it. */
export type Difference = {
  readonly only: "ours" | "syft";
  readonly pattern: RegExp;
  readonly reason: string;
};

/** Counts are of package URLs with a version. */
export type Comparison = {
  readonly ecosystem: string;
  readonly ours: number;
  readonly syft: number;
  readonly same: number;
  readonly precision: number;
  readonly recall: number;
  readonly onlyOurs: readonly string[];
  readonly onlySyft: readonly string[];
};

/**
 * A package URL with its parts in one order and one spelling: two that mean the same are the same text. A Go module's path is
 * one name ("example.org/x/v3"), of which syft writes what follows the third part as a subpath: both are read as the path.
 */
export function canonical(text: string): string {
  const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(text);
  const path = [namespace, name, type === "golang" ? subpath : undefined].filter(Boolean).join("/");
  const pairs = Object.entries(qualifiers ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  const rest = type === "golang" || !subpath ? pairs : [...pairs, `#${subpath}`];
  return [`${type}:`, path, version ?? "-", ...rest].join(" ");
}

/** Compares what each list has, each package URL once, for every ecosystem of either. */
export function compare(ours: readonly string[], syft: readonly string[]): Comparison[] {
  const a = byEcosystem(ours);
  const b = byEcosystem(syft);
  return [...new Set([...a.keys(), ...b.keys()])].toSorted().map((ecosystem) => {
    const mine = a.get(ecosystem) ?? new Set();
    const theirs = b.get(ecosystem) ?? new Set();
    const same = versioned(mine.intersection(theirs));
    return {
      ecosystem,
      ours: versioned(mine),
      syft: versioned(theirs),
      same,
      precision: share(same, versioned(mine)),
      recall: share(same, versioned(theirs)),
      onlyOurs: [...mine.difference(theirs)].toSorted(),
      onlySyft: [...theirs.difference(mine)].toSorted(),
    };
  });
}

// What has no version is no package that anybody can look up. It counts in no figure; as a difference it needs a reason all the same.
function versioned(purls: ReadonlySet<string>): number {
  return [...purls].filter((purl) => purl.split(" ")[2] !== "-").length;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function byEcosystem(purls: readonly string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const purl of purls.map(canonical)) {
    const ecosystem = purl.slice(0, purl.indexOf(":"));
    found.set(ecosystem, (found.get(ecosystem) ?? new Set()).add(purl));
  }
  return found;
}

/** Differences that no reason explains, and reasons that explain no difference. */
export function unexplained(
  comparisons: readonly Comparison[],
  reasons: readonly Difference[],
): { readonly differences: readonly string[]; readonly reasons: readonly string[] } {
  const used = new Set<Difference>();
  const explain = (only: Difference["only"], purl: string): boolean => {
    const found = reasons.filter((reason) => reason.only === only && reason.pattern.test(purl));
    for (const reason of found) used.add(reason);
    return found.length > 0;
  };
  const differences = comparisons.flatMap(({ onlyOurs, onlySyft }) => [
    ...onlyOurs.filter((purl) => !explain("ours", purl)).map((purl) => `only ours: ${purl}`),
    ...onlySyft.filter((purl) => !explain("syft", purl)).map((purl) => `only syft: ${purl}`),
  ]);
  return { differences, reasons: reasons.filter((reason) => !used.has(reason)).map(({ reason }) => reason) };
}
