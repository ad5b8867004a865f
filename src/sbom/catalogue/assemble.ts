import type { Component } from "../inventory.ts";
import { compareText } from "../../values/text-order.ts";
import type { Draft } from "./cataloguer.ts";

const longestName = 1024;
const longestText = 2000;
const longestLicence = 65_536;

/** True for a name and a version of a length that a package may have. */
export function isPlausible({ name, version }: Draft): boolean {
  return name.length <= longestName && version.length <= longestName;
}

/** Gives every draft its reference and turns the keys of what it needs into references. Sorted by reference. */
export function assemble(drafts: readonly Draft[]): readonly Component[] {
  const references = new Map<string, string>();
  const counts = new Map<string, number>();
  const sorted = drafts.toSorted((a, b) => compareText(a.purl, b.purl) || compareText(a.key, b.key));
  for (const { key, purl } of sorted) {
    const count = (counts.get(purl) ?? 0) + 1;
    counts.set(purl, count);
    references.set(key, count === 1 ? purl : `${purl}#${count}`);
  }
  const components = sorted.map(({ key, needs, ...rest }) => ({
    ...rest,
    licences: rest.licences.map((licence) => licence.slice(0, longestLicence)),
    supplier: rest.supplier?.slice(0, longestText),
    description: rest.description?.slice(0, longestText),
    homepage: rest.homepage?.slice(0, longestText),
    ref: references.get(key) ?? rest.purl,
    locations: rest.locations.toSorted((a, b) => compareText(a.path, b.path)),
    dependsOn: referencesOf(needs, references),
  }));
  return components.sort((a, b) => compareText(a.ref, b.ref));
}

function referencesOf(keys: readonly string[], references: ReadonlyMap<string, string>): readonly string[] {
  const found = keys.map((key) => references.get(key)).filter((ref) => ref !== undefined);
  return [...new Set(found)].sort(compareText);
}
