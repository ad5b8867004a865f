import { createCatalogue } from "../../../../src/sbom/catalogue/catalogue.ts";
import type { Component, Inventory } from "../../../../src/sbom/inventory.ts";
import { type MadeLayer, memoryImage } from "../../layers/memory-image.ts";

/** What the catalogue makes of layers, bottom first. */
export function inventoryOf(...layers: readonly MadeLayer[]): Inventory {
  return memoryImage(layers).run(createCatalogue());
}

export function purls(inventory: Inventory): readonly string[] {
  return inventory.components.map(({ purl }) => purl);
}

/** The only component of a name. */
export function named(inventory: Inventory, name: string): Component {
  const [one, ...others] = inventory.components.filter((component) => component.name === name);
  if (one === undefined || others.length > 0) throw new Error(`not exactly one component is called ${name}`);
  return one;
}

/** Names of what a component needs. */
export function needsOf(inventory: Inventory, name: string): readonly string[] {
  const names = new Map(inventory.components.map((component) => [component.ref, component.name]));
  return named(inventory, name).dependsOn.map((ref) => names.get(ref) ?? "missing");
}

export const debian12 = 'NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n';
