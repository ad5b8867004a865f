import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { dependencyGraph } from "../../../src/sbom/writers/graph.ts";
import { component } from "./sample.ts";

const named = (name: string, ...dependsOn: string[]) => component({ name, ref: name, dependsOn });

test("on top is what nothing else needs", () => {
  const { top, needs } = dependencyGraph([named("a", "b", "b", "a", "absent"), named("b"), named("c", "b")]);
  assert.deepEqual(top, ["a", "c"]);
  assert.deepEqual(needs.get("a"), ["b"]);
});

test("of a circle that nobody else needs, the first is on top", () => {
  assert.deepEqual(
    dependencyGraph([named("z", "b"), named("b", "c"), named("c", "b"), named("y", "x"), named("x", "y")])
      .top,
    ["x", "z"],
  );
});

test("every component can be reached from the top, whatever needs what", () => {
  const nodes = fc.array(fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(nodes, (edges) => {
      const components = edges.map((to, index) => named(`n${index}`, ...to.map((other) => `n${other}`)));
      const { top, needs } = dependencyGraph(components);
      const reached = new Set(top);
      for (const ref of reached) for (const other of needs.get(ref) ?? []) reached.add(other);
      assert.equal(reached.size, components.length);
    }),
  );
});
