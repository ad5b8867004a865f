/** What a package of a distribution needs and offers, by name. */
export type Relations = {
  /** Groups of which one alternative each has to be there. */
  readonly needs: readonly (readonly string[])[];
  /** Names that it provides besides its own. */
  readonly provides: readonly string[];
};

/** The package names in a Depends field (Debian Policy, chapter 7): one group for each comma, alternatives in their order; versions and architectures are left out. */
export function relationGroups(field: string): readonly (readonly string[])[] {
  return field
    .split(",")
    .map((group) => namesIn(group.split("|")))
    .filter((group) => group.length > 0);
}

/** The package names in a Provides field. */
export function providedNames(field: string): readonly string[] {
  return namesIn(field.split(","));
}

function namesIn(relations: readonly string[]): readonly string[] {
  const names = relations.map((relation) => /^[^\s:([<]+/.exec(relation.trim())?.[0] ?? "");
  return names.filter((name) => name !== "");
}

export type Candidate = Relations & { readonly name: string; readonly architecture: string };

// So many packages of one name, or that provide it, are looked at: real images have a handful.
const maximumEqual = 32;

/** For each package the positions of those that it needs, sorted: a package of the name, else all that provide it. Of several architectures of one name its own counts first. */
export function resolveRelations(packages: readonly Candidate[]): readonly (readonly number[])[] {
  const named = indexBy(packages, ({ name }) => [name]);
  const providing = indexBy(packages, ({ provides }) => provides);
  return packages.map((one, self) => {
    const needs = new Set<number>();
    for (const group of one.needs)
      for (const other of firstSatisfied(group, one, packages, named, providing)) needs.add(other);
    needs.delete(self);
    return [...needs].sort((a, b) => a - b);
  });
}

type Index = ReadonlyMap<string, readonly number[]>;

function indexBy(packages: readonly Candidate[], names: (one: Candidate) => readonly string[]): Index {
  const index = new Map<string, number[]>();
  for (const [position, one] of packages.entries())
    for (const name of names(one)) {
      const positions = index.get(name);
      if (positions === undefined) index.set(name, [position]);
      else if (positions.length < maximumEqual) positions.push(position);
    }
  return index;
}

function firstSatisfied(
  group: readonly string[],
  one: Candidate,
  packages: readonly Candidate[],
  named: Index,
  providing: Index,
): readonly number[] {
  for (const name of group) {
    const real = named.get(name) ?? [];
    const fits = (architecture: string): number | undefined =>
      real.find((position) => packages[position]?.architecture === architecture);
    const chosen = fits(one.architecture) ?? fits("all") ?? real[0];
    if (chosen !== undefined) return [chosen];
    const providers = providing.get(name);
    if (providers !== undefined) return providers;
  }
  return [];
}
