import type { FactsOf, ImageLayer } from "./visitor.ts";

/** Gives a visitor's facts, kept for each layer by the position of their entry, by node and by layer. */
export function factsOf<Fact>(
  layers: readonly Pick<ImageLayer, "entries">[],
  bottomUp: readonly ReadonlyMap<number, Fact>[],
): FactsOf<Fact> {
  return {
    of: ({ content }) => (content === undefined ? undefined : bottomUp[content.layer]?.get(content.index)),
    inLayer: function* (layer) {
      const entries = layers[layer]?.entries ?? [];
      // The pass puts facts down in the archive's order.
      for (const [index, fact] of bottomUp[layer] ?? []) {
        const entry = entries[index];
        if (entry !== undefined) yield [entry, fact];
      }
    },
  };
}
