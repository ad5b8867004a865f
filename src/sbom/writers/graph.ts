import type { Component } from "../inventory.ts";

export type DependencyGraph = {
  /** What the image itself is said to need: together with all that they need, these are every component. */
  readonly top: readonly string[];
  /** What each component needs, by ref: sorted, only components of the inventory, none of itself. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
};

/**
 * The dependency graph under the image. On top is what nothing else needs; where packages need each other in a circle that
 * nobody else needs (libc6 and libgcc-s1), the first of them by name.
 */
export function dependencyGraph(components: readonly Component[]): DependencyGraph {
  const refs = components.map(({ ref }) => ref).toSorted();
  const known = new Set(refs);
  const needs = new Map(
    components.map(({ ref, dependsOn }) => {
      const inside = dependsOn.filter((other) => other !== ref && known.has(other));
      return [ref, [...new Set(inside)].toSorted()];
    }),
  );
  const needed = new Set([...needs.values()].flat());
  const top: string[] = [];
  const reached = new Set<string>();
  const unneeded = refs.filter((ref) => !needed.has(ref));
  for (const ref of [...unneeded, ...refs]) {
    if (reached.has(ref)) continue;
    top.push(ref);
    reach(ref, needs, reached);
  }
  return { top: top.toSorted(), needs };
}

function reach(from: string, needs: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  const waiting = [from];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref)) continue;
    reached.add(ref);
    waiting.push(...(needs.get(ref) ?? []));
  }
}
