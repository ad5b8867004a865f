import { compareText } from "../values/text-order.ts";
import type { Component, Gap, Inventory } from "./inventory.ts";

/** The inventory with the models of the image among its components, sorted as before. */
export function withModels(
  inventory: Inventory,
  models: { readonly components: readonly Component[]; readonly gaps: readonly Gap[] },
): Inventory {
  const taken = new Set(inventory.components.map(({ ref }) => ref));
  const added = models.components.filter(({ ref }) => !taken.has(ref));
  return {
    distribution: inventory.distribution,
    components: [...inventory.components, ...added].sort((a, b) => compareText(a.ref, b.ref)),
    gaps: [...inventory.gaps, ...models.gaps].sort(
      (a, b) => compareText(a.path, b.path) || compareText(a.why, b.why),
    ),
  };
}
