import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { renderKustomization } from "../../../src/render/kustomize.ts";

const digest = (fill: string) => `sha256:${fill.repeat(64)}`;
const release = {
  ring: "canary",
  app: "shelf-counter",
  version: "1.0.0",
  digest: digest("a"),
  image: { repository: "ghcr.io/acme/shelf-counter", digest: digest("b") },
  models: [{ name: "shelves.tflite", digest: digest("c") }],
};

test("the kustomization pins the image by digest and names release and models in a ConfigMap", () => {
  assert.equal(
    Buffer.from(renderKustomization(release)).toString("utf8"),
    `# Rendered from rings/canary/shelf-counter.json. Do not edit: verify-release renders it again and compares.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: "ghcr.io/acme/shelf-counter"
    digest: "${digest("b")}"
configMapGenerator:
  - name: "shelf-counter-release"
    literals:
      - "release=${digest("a")}"
      - "version=1.0.0"
      - "image=ghcr.io/acme/shelf-counter@${digest("b")}"
      - "model.shelves.tflite=${digest("c")}"
`,
  );
});

test("no model name can leave its line or become the key of another", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 6 }), (names) => {
      const models = names.map((name) => ({ name, digest: digest("d") }));
      const document: unknown = parse(
        Buffer.from(renderKustomization({ ...release, models })).toString("utf8"),
      );
      const [map] = (document as { configMapGenerator: { literals: string[] }[] }).configMapGenerator;
      const keys = (map?.literals ?? []).map((literal) => literal.slice(0, literal.indexOf("=")));
      assert.equal(new Set(keys).size, names.length + 3);
      for (const key of keys) assert.match(key, /^[-._a-zA-Z0-9]{1,253}$/);
    }),
  );
});
