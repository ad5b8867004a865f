import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { isFault } from "../../../src/values/fault.ts";
import { parseModelReference } from "../../../src/models/reference.ts";

test("the references that can be read", () => {
  assert.deepEqual(parseModelReference("dvc://models/a.tflite"), {
    scheme: "dvc",
    requested: "dvc://models/a.tflite",
    path: "models/a.tflite",
    revision: undefined,
    remote: undefined,
  });
  assert.deepEqual(parseModelReference(" dvc://models/a%40b.tflite@v1.2.0?remote=store "), {
    scheme: "dvc",
    requested: "dvc://models/a%40b.tflite@v1.2.0?remote=store",
    path: "models/a@b.tflite",
    revision: "v1.2.0",
    remote: "store",
  });
  assert.deepEqual(parseModelReference("file:./models/a.hef"), {
    scheme: "file",
    requested: "file:./models/a.hef",
    path: "models/a.hef",
  });
});

const refused: readonly (readonly [string, string])[] = [
  ["models/a.tflite", "MODEL_REF_INVALID"],
  ["", "MODEL_REF_INVALID"],
  ["ftp://models/a", "MODEL_REF_INVALID"],
  ["dvc:models/a", "MODEL_REF_INVALID"],
  ["dvc://", "MODEL_REF_INVALID"],
  ["dvc://a@--upload-pack=x", "MODEL_REF_INVALID"],
  ["dvc://a@v1..v2", "MODEL_REF_INVALID"],
  ["dvc://a@", "MODEL_REF_INVALID"],
  ["dvc://a%zz@v1", "MODEL_REF_INVALID"],
  ["dvc://a?remote=", "MODEL_REF_INVALID"],
  ["dvc://a?remote=x&remote=y", "MODEL_REF_INVALID"],
  ["dvc://a?other=x", "MODEL_REF_INVALID"],
  ["dvc://a?repo=https://github.com/x/y", "MODEL_REF_UNSUPPORTED"],
  ["dvc://../a@v1", "PATH_UNSAFE"],
  ["dvc://%2e%2e/a@v1", "PATH_UNSAFE"],
  ["dvc:///etc/passwd", "PATH_UNSAFE"],
  ["file:/etc/passwd", "PATH_UNSAFE"],
  ["file:-rf", "PATH_UNSAFE"],
  ["mlflow://bert@champion", "MODEL_REF_UNSUPPORTED"],
  ["models:/bert/1", "MODEL_REF_UNSUPPORTED"],
  ["hf://a/b@main", "MODEL_REF_UNSUPPORTED"],
  ["oci://ghcr.io/a/b:1", "MODEL_REF_UNSUPPORTED"],
  ["gto://bert#prod", "MODEL_REF_UNSUPPORTED"],
  ["https://example.org/a.tflite#sha256=00", "MODEL_REF_UNSUPPORTED"],
];

for (const [text, code] of refused)
  test(`${JSON.stringify(text)} is refused with ${code}`, () => {
    assert.throws(() => parseModelReference(text), { code });
  });

test("an unsupported scheme is named", () => {
  assert.throws(() => parseModelReference("wandb://a/b/c:v1"), /models of wandb cannot be read yet/);
});

test("whatever is accepted stays inside the workspace", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webPath(),
        fc.string({ unit: fc.constantFrom(".", "/", "a", "%", "2", "e", "@") }),
      ),
      (rest) => {
        for (const scheme of ["dvc://", "file:"])
          try {
            const { path } = parseModelReference(`${scheme}${rest}`);
            assert.ok(!path.startsWith("/") && !path.startsWith("-") && !path.split("/").includes(".."));
          } catch (error) {
            assert.ok(isFault(error), String(error));
          }
      },
    ),
  );
});
