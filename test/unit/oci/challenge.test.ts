import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseChallenges } from "../../../src/oci/challenge.ts";

const parsed = (header: string): unknown =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, { ...parameters }]);

test("challenges as registries send them are read", () => {
  assert.deepEqual(
    parsed(
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
    ),
    [
      [
        "bearer",
        {
          realm: "https://auth.docker.io/token",
          service: "registry.docker.io",
          scope: "repository:a/b:pull,push",
        },
      ],
    ],
  );
  assert.deepEqual(parsed('BASIC realm="Registry"'), [["basic", { realm: "Registry" }]]);
  assert.deepEqual(parsed('Basic realm="a, b", Bearer Realm = x ,service=y'), [
    ["basic", { realm: "a, b" }],
    ["bearer", { realm: "x", service: "y" }],
  ]);
  assert.deepEqual(parsed("Negotiate, , Basic"), [
    ["negotiate", {}],
    ["basic", {}],
  ]);
  assert.deepEqual(parsed("Negotiate dG9rZW4=, Basic realm=x"), [
    ["negotiate", {}],
    ["basic", { realm: "x" }],
  ]);
  assert.deepEqual(parsed('Bearer realm="a\\"b\\\\c"'), [["bearer", { realm: 'a"b\\c' }]]);
});

test("of a parameter that is there twice the first counts", () => {
  assert.deepEqual(parsed('Bearer realm="https://good",realm="https://evil"'), [
    ["bearer", { realm: "https://good" }],
  ]);
});

test("what breaks the grammar ends the reading, and nothing is made up", () => {
  assert.deepEqual(parsed('Bearer realm="unclosed'), []);
  assert.deepEqual(parsed('Basic realm="x", Bearer realm="y", service='), [["basic", { realm: "x" }]]);
  // By the grammar "realm=" alone is a token68, which holds no parameter.
  assert.deepEqual(parsed("Bearer realm="), [["bearer", {}]]);
  assert.deepEqual(parsed('Bearer realm="x"service="y"'), []);
  assert.deepEqual(parsed("Bearer ="), []);
  assert.deepEqual(parsed("Basic {}"), []);
  assert.deepEqual(parseChallenges(undefined), []);
  assert.deepEqual(parseChallenges(`Basic realm="${"x".repeat(20_000)}"`), []);
});

const tokens = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const values = fc.stringMatching(/^[\t \u0021-\u007e]{0,30}$/);
const challenges = fc.array(
  fc.record({
    scheme: tokens,
    parameters: fc.uniqueArray(fc.tuple(tokens, values), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name.toLowerCase(),
    }),
  }),
  { minLength: 1, maxLength: 4 },
);

test("any list of challenges that is written by the grammar is read back", () => {
  fc.assert(
    fc.property(challenges, (list) => {
      const header = list
        .map(({ scheme, parameters }) => {
          const parts = parameters.map(
            ([name, value]) => `${name}="${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
          );
          return `${scheme} ${parts.join(", ")}`;
        })
        .join(", ");
      assert.deepEqual(
        parsed(header),
        list.map(({ scheme, parameters }) => [
          scheme.toLowerCase(),
          Object.fromEntries(parameters.map(([name, value]) => [name.toLowerCase(), value])),
        ]),
      );
    }),
  );
});

test("no header makes the parser throw or run long", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000, unit: "binary-ascii" }), (header) => {
      assert.ok(Array.isArray(parseChallenges(header)));
    }),
  );
  const started = performance.now();
  parseChallenges(`Bearer ${"a ,".repeat(5000)}`);
  parseChallenges(`Bearer a="${"\\".repeat(16_000)}`);
  assert.ok(performance.now() - started < 500);
});
