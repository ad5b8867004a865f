import assert from "node:assert/strict";
import test from "node:test";
import { modelCatalogue } from "../../../src/sbom/models.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { hefFile, onnxFile, safetensorsFile } from "../formats/model-files.ts";
import { memoryImage } from "../layers/memory-image.ts";

test("models are found by their bytes, once for the same bytes, with digest, size and places", () => {
  const hef = hefFile();
  const { image, run } = memoryImage([
    { "models/old.hef": hefFile({ architecture: 0 }), "models/yolo.hef": hef },
    { "models/.wh.old.hef": "", "opt/again": hef, "models/link.hef": { hardlink: "models/yolo.hef" } },
  ]);
  const { components, gaps } = run(modelCatalogue);
  assert.deepEqual(gaps, []);
  const [lower, upper] = image.layers.map(({ digest }) => digest);
  assert.deepEqual(
    components.map(({ name, locations }) => ({ name, locations })),
    [
      {
        name: "link.hef",
        locations: [
          { path: "models/link.hef", layer: upper },
          { path: "models/yolo.hef", layer: lower },
          { path: "opt/again", layer: upper },
        ],
      },
    ],
  );
  const [component] = components;
  assert.equal(component?.ecosystem, "model");
  assert.equal(component.purl, `pkg:generic/link.hef?checksum=sha256%3A${digestOf(hef).slice(7)}`);
  assert.deepEqual(component.hashes, [{ algorithm: "SHA-256", hex: digestOf(hef).slice(7) }]);
  assert.equal(component.model?.sha256, digestOf(hef));
  assert.equal(component.model?.size, hef.length);
  assert.equal(component.model?.properties["hailo:hw_arch"], "HAILO1XH");
  assert.equal(component.model?.properties["hef:required_runtime"], "hailort 5");
  assert.deepEqual(component.model?.inputs, [{ name: "image", type: "uint8", shape: [640, 480, 3] }]);
});

test("a broken model is a gap, and what only looks like one is nothing", () => {
  const { run } = memoryImage([
    {
      "m/broken.onnx": onnxFile().subarray(0, 40),
      "m/cut.hef": hefFile().subarray(0, 30),
      "m/data.bin": safetensorsFile('{"a":1}', 0),
      "m/readme.md": "# models",
    },
  ]);
  const { components, gaps } = run(modelCatalogue);
  assert.deepEqual(components, []);
  assert.deepEqual(
    gaps.map(({ path }) => path),
    ["m/broken.onnx", "m/cut.hef"],
  );
  assert.match(gaps[1]?.why ?? "", /HEF/);
});

test("a large model is hashed in pieces", () => {
  const data = 3_000_000;
  const header = JSON.stringify({ w: { dtype: "U8", shape: [data], data_offsets: [0, data] } });
  const file = safetensorsFile(header, data);
  let longest = 0;
  const fact = modelCatalogue.read(
    {
      path: "m.safetensors",
      type: "file",
      size: file.length,
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: 1,
      linkTarget: undefined,
      attributes: undefined,
    },
    {
      size: file.length,
      read: (offset, length) => {
        longest = Math.max(longest, length);
        return file.subarray(offset, offset + length);
      },
      onDisk: () => "",
    },
  );
  assert.ok(fact !== undefined && "sha256" in fact);
  assert.equal(fact.sha256, digestOf(file));
  assert.ok(longest <= 1024 ** 2);
});

test("components come sorted by reference", () => {
  const { run } = memoryImage([
    { "z.onnx": onnxFile(), "a.hef": hefFile(), "b.hef": hefFile({ version: 1 }) },
  ]);
  const refs = run(modelCatalogue).components.map(({ ref }) => ref);
  assert.deepEqual(refs, refs.toSorted());
  assert.equal(refs.length, 3);
});
