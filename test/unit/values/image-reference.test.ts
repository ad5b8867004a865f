import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import {
  type ImageReference,
  formatImageReference,
  formatRepository,
  isTag,
  parseImageReference,
  parseRepository,
} from "../../../src/values/image-reference.ts";

const digest = digestOf("x");

test("short names of Docker Hub are written out", () => {
  const named: Readonly<Record<string, string>> = {
    alpine: "docker.io/library/alpine",
    "alpine:3.20": "docker.io/library/alpine:3.20",
    "acme/app": "docker.io/acme/app",
    "docker.io/alpine": "docker.io/library/alpine",
    "index.docker.io/acme/app:1": "docker.io/acme/app:1",
    "localhost/app": "localhost/app",
    "localhost:5000/app:v1": "localhost:5000/app:v1",
    "ghcr.io/acme/team/app:1.2.0": "ghcr.io/acme/team/app:1.2.0",
    "Registry/app": "Registry/app",
    "[::1]:5000/app": "[::1]:5000/app",
    [`ghcr.io/acme/app:1@${digest}`]: `ghcr.io/acme/app:1@${digest}`,
  };
  for (const [text, full] of Object.entries(named))
    assert.equal(formatImageReference(parseImageReference(text)), full);
});

test("what is no reference is refused with the text in the message", () => {
  for (const text of [
    "",
    " ghcr.io/acme/app",
    "ghcr.io/Acme/app",
    "ghcr.io/acme//app",
    "ghcr.io/acme/app:",
    "ghcr.io/acme/app:.1",
    `ghcr.io/acme/app:${"a".repeat(129)}`,
    "ghcr.io/acme/-app",
    "ghcr.io/acme/a___b",
    "-ghcr.io/app",
    "ghcr.io:123456/app",
    "user@ghcr.io/app",
    "https://ghcr.io/acme/app",
    `ghcr.io/${"a".repeat(256)}`,
    "ghcr.io/../app",
    "ghcr.io/app\n",
  ])
    assert.throws(
      () => parseImageReference(text),
      (error) => isFault(error, "IMAGE_REFERENCE_INVALID", "DIGEST_INVALID"),
      JSON.stringify(text),
    );
});

test("a repository has neither tag nor digest", () => {
  assert.deepEqual(parseRepository("ghcr.io/acme/app"), { registry: "ghcr.io", path: "acme/app" });
  for (const text of ["host.example:65536/app", "[::::]/app", "[::1/app"])
    assert.throws(
      () => parseImageReference(text),
      (error: unknown) => isFault(error, "IMAGE_REFERENCE_INVALID"),
      text,
    );
  for (const text of ["ghcr.io/acme/app:1", `ghcr.io/acme/app@${digest}`])
    assert.throws(
      () => parseRepository(text),
      (error) => isFault(error, "IMAGE_REFERENCE_INVALID"),
    );
});

const component = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,6}){0,2}$/);
const registry = fc.oneof(
  fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?\.[a-z]{2,5}(?::[1-9][0-9]{0,3})?$/),
  fc.constant("localhost:5000"),
);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
const reference: fc.Arbitrary<ImageReference> = fc
  .record(
    {
      registry,
      path: fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
      tag,
      digest: fc.constant<Digest>(digest),
    },
    { requiredKeys: ["registry", "path"], noNullPrototype: true },
  )
  .filter((value) => value.registry !== "docker.io" && value.registry !== "index.docker.io");

test("every reference that is written is read back the same", () => {
  fc.assert(
    fc.property(reference, (value) => {
      assert.deepEqual(parseImageReference(formatImageReference(value)), value);
    }),
  );
});

test("whatever is accepted has one full spelling, and that one is stable", () => {
  const near = fc.oneof(
    fc.string({
      maxLength: 40,
      unit: fc.constantFrom("a", "B", "0", ".", ":", "/", "@", "_", "-", "[", "]", " "),
    }),
    reference.map(formatImageReference),
    fc
      .tuple(reference, fc.string({ maxLength: 3 }))
      .map(([value, more]) => formatImageReference(value) + more),
  );
  fc.assert(
    fc.property(near, (text) => {
      let value: ImageReference;
      try {
        value = parseImageReference(text);
      } catch (error) {
        assert.ok(isFault(error, "IMAGE_REFERENCE_INVALID", "DIGEST_INVALID"));
        return;
      }
      const full = formatImageReference(value);
      assert.deepEqual(parseImageReference(full), value);
      assert.ok(full.startsWith(formatRepository(value)));
      // What becomes a part of a URL's path must not be able to change it.
      assert.equal(new URL(`https://registry.test/v2/${value.path}/tags`).pathname, `/v2/${value.path}/tags`);
      assert.equal(value.tag === undefined || isTag(value.tag), true);
    }),
    { numRuns: 500 },
  );
});
