// Models as the libraries that define their formats write and read them. Of HEF there is no such library to be had: only its
// checksum has a peer.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { installPeers } from "../../scripts/peers/install.ts";
import type { ModelDescription } from "../../src/formats/model.ts";
import { readModel } from "../../src/formats/model-reader.ts";
import { xxh3OfLong } from "../../src/formats/xxh3.ts";
import { bytesAsFile } from "../../src/values/random-access.ts";
import { onnxFile, onnxTensor, safetensorsFile } from "../unit/formats/model-files.ts";
import { root, succeeds, temporary } from "./setting.ts";

let python = "";

before(async () => {
  python = (await installPeers(["model-formats"]))["model-formats"].command;
});

/** Runs a Python program in a folder and gives the JSON that it prints. */
async function told(folder: string, program: string, ...argv: readonly string[]): Promise<unknown> {
  const options = { directory: folder, environment: { HOME: folder } };
  return JSON.parse(await succeeds(python, ["-c", program, ...argv], options)) as unknown;
}

async function read(folder: string, name: string): Promise<ModelDescription> {
  const found = readModel(name, bytesAsFile(await readFile(path.join(folder, name))));
  assert.ok(found !== undefined, `${name} is no model`);
  return found;
}

const writeOnnx = `
import json, numpy as np, onnx
from onnx import TensorProto as T, helper as h, numpy_helper as n
def save(name, nodes, inits, opsets, elem=T.FLOAT):
    g = h.make_graph(nodes, "g",
        [h.make_tensor_value_info("x", elem, ["batch", 3, 8])],
        [h.make_tensor_value_info("y", elem, [None, 3, 8])], inits)
    m = h.make_model(g, producer_name="peer", producer_version="1", opset_imports=[h.make_opsetid(d, v) for d, v in opsets])
    m.ir_version = 9
    onnx.save(m, name)
    return m
save("plain.onnx", [h.make_node("Relu", ["x"], ["y"])], [], [("", 17)])
save("half.onnx", [h.make_node("Mul", ["x", "w"], ["y"])], [n.from_array(np.ones((3, 8), np.float16), "w")], [("", 17)], T.FLOAT16)
save("qdq.onnx", [
    h.make_node("QuantizeLinear", ["x", "s", "z"], ["q"]),
    h.make_node("DequantizeLinear", ["q", "s", "z"], ["y"])],
    [n.from_array(np.float32(0.1), "s"), n.from_array(np.int8(3), "z")], [("", 19)])
inner = h.make_graph([h.make_node("Constant", [], ["c"], value=n.from_array(np.zeros((16, 16), np.float32), "c"))], "then", [], [h.make_tensor_value_info("c", T.FLOAT, [16, 16])])
save("nested.onnx", [
    h.make_node("Constant", [], ["t"], value=n.from_array(np.array(True), "t")),
    h.make_node("If", ["t"], ["i"], then_branch=inner, else_branch=inner),
    h.make_node("Gelu", ["x"], ["y"], domain="com.peer")], [], [("", 17), ("com.peer", 2)])
m = save("beside.onnx", [h.make_node("Mul", ["x", "w"], ["y"])], [n.from_array(np.ones((3, 8), np.float32), "w")], [("", 17)])
onnx.save_model(m, "beside.onnx", save_as_external_data=True, location="weights.bin", size_threshold=0)
print("null")
`;

test("ONNX models that onnx writes are described as they were made", async (t) => {
  const folder = await temporary(t, "onnx");
  await told(folder, writeOnnx);
  const plain = await read(folder, "plain.onnx");
  assert.deepEqual(plain.inputs, [{ name: "x", type: "float32", shape: [-1, 3, 8] }]);
  assert.deepEqual(plain.outputs, [{ name: "y", type: "float32", shape: [-1, 3, 8] }]);
  assert.equal(plain.requiredRuntime, "onnx ir 9, opset 17");
  assert.equal(plain.properties["onnx:producer"], "peer 1");
  assert.equal(plain.quantization, "none");
  assert.equal((await read(folder, "half.onnx")).quantization, "fp16");
  assert.equal((await read(folder, "half.onnx")).inputs[0]?.type, "float16");
  assert.equal((await read(folder, "qdq.onnx")).quantization, "int8");
  const nested = await read(folder, "nested.onnx");
  assert.deepEqual(nested.customOperators, ["com.peer::Gelu"]);
  assert.equal(nested.properties["onnx:weights"], "float32 512, bool 1");
  const beside = await read(folder, "beside.onnx");
  assert.equal(beside.properties["onnx:external_data"], "weights.bin");
  assert.equal(beside.properties["onnx:weights"], "float32 24");
});

test("GGUF files that gguf writes are described as they were made", async (t) => {
  const folder = await temporary(t, "gguf");
  await told(
    folder,
    `
import gguf, numpy as np
for kind in (gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.Q4_0, gguf.GGMLQuantizationType.F16, gguf.GGMLQuantizationType.F32):
    w = gguf.GGUFWriter(kind.name + ".gguf", "llama")
    w.add_name("Peer"); w.add_license("mit"); w.add_context_length(512); w.add_file_type(7)
    w.add_token_list(["a", "bb", "c" * 300]); w.add_token_scores([0.5, 1.5, 2.5]); w.add_array("x.nested", [1, 2, 3])
    w.add_float64("x.double", 1.5); w.add_int64("x.long", -5); w.add_bool("x.flag", True); w.add_uint8("x.byte", 9)
    data = np.ones((64, 256), np.float32)
    if kind in (gguf.GGMLQuantizationType.F16, gguf.GGMLQuantizationType.F32): w.add_tensor("blk.0.w", data.astype(np.float16 if kind.name == "F16" else np.float32))
    else: w.add_tensor("blk.0.w", gguf.quants.quantize(data, kind), raw_dtype=kind)
    w.add_tensor("norm", np.ones(256, np.float32))
    w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
print("null")
`,
  );
  for (const [name, scheme] of [
    ["Q8_0", "Q8_0"],
    ["Q4_0", "Q4_0"],
    ["F16", "F16"],
    ["F32", "none"],
  ] as const) {
    const found = await read(folder, `${name}.gguf`);
    assert.equal(found.quantization, scheme);
    assert.equal(found.properties["gguf:architecture"], "llama");
    assert.equal(found.properties["gguf:name"], "Peer");
    assert.equal(found.properties["gguf:license"], "mit");
    assert.equal(found.properties["gguf:context_length"], "512");
    assert.equal(found.properties["gguf:parameters"], String(64 * 256 + 256));
  }
});

test("safetensors files that safetensors writes are described, and what it refuses we refuse", async (t) => {
  const folder = await temporary(t, "safetensors");
  await told(
    folder,
    `
import numpy as np
from safetensors.numpy import save_file
save_file({"a": np.ones((4, 5), np.float16), "b": np.ones(7, np.float16)}, "half.safetensors", {"format": "pt", "origin": "peer"})
save_file({"a": np.ones((4, 5), np.int8), "b": np.array(1, np.float32)}, "int8.safetensors")
save_file({}, "empty.safetensors")
print("null")
`,
  );
  const half = await read(folder, "half.safetensors");
  assert.equal(half.quantization, "fp16");
  assert.equal(half.properties["safetensors:types"], "F16 27");
  assert.equal(half.properties["safetensors:metadata:origin"], "peer");
  assert.equal((await read(folder, "int8.safetensors")).quantization, "int8");
  assert.equal((await read(folder, "empty.safetensors")).quantization, "");
  const entry = (name: string, from: number, to: number): string =>
    `"${name}":{"dtype":"U8","shape":[${to - from}],"data_offsets":[${from},${to}]}`;
  const files = {
    fine: safetensorsFile(`{${entry("a", 0, 4)},${entry("b", 4, 6)}}`, 6),
    hole: safetensorsFile(`{${entry("a", 0, 4)},${entry("b", 5, 6)}}`, 6),
    overlap: safetensorsFile(`{${entry("a", 0, 4)},${entry("b", 3, 6)}}`, 6),
    rest: safetensorsFile(`{${entry("a", 0, 4)}}`, 6),
    short: safetensorsFile(`{${entry("a", 0, 4)}}`, 3),
    shape: safetensorsFile('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 4),
    type: safetensorsFile('{"a":{"dtype":"Q9","shape":[4],"data_offsets":[0,4]}}', 4),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
  const accepted = await told(
    folder,
    `
import json, sys
from safetensors import safe_open
out = {}
for name in sys.argv[1:]:
    try:
        with safe_open(name, "np") as f: out[name] = len(list(f.keys())) > 0
    except Exception: out[name] = False
print(json.dumps(out))
`,
    ...Object.keys(files),
  );
  const ours = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => {
      try {
        return [name, readModel("m.safetensors", bytesAsFile(bytes)) !== undefined];
      } catch {
        return [name, false];
      }
    }),
  );
  assert.deepEqual(ours, accepted);
  assert.equal(ours["fine"], true);
});

test("a real TFLite model is read as the tflite package reads it", async (t) => {
  const folder = await temporary(t, "tflite");
  const model = path.join(root, "pilot/app/models/shelf-int8.tflite");
  const expected = await told(
    folder,
    `
import json, sys, tflite
m = tflite.Model.GetRootAsModel(open(sys.argv[1], "rb").read(), 0)
g = m.Subgraphs(0)
names = {v: k.lower() for k, v in vars(tflite.TensorType).items() if isinstance(v, int)}
def ports(count, index):
    out = []
    for i in range(count):
        t = g.Tensors(index(i))
        shape = t.ShapeSignatureAsNumpy() if t.ShapeSignatureLength() else t.ShapeAsNumpy()
        out.append({"name": t.Name().decode(), "type": names[t.Type()], "shape": [int(d) for d in shape]})
    return out
print(json.dumps({"inputs": ports(g.InputsLength(), g.Inputs), "outputs": ports(g.OutputsLength(), g.Outputs), "description": (m.Description() or b"").decode()}))
`,
    model,
  );
  const found = readModel("model", bytesAsFile(await readFile(model)));
  assert.deepEqual(
    {
      inputs: found?.inputs,
      outputs: found?.outputs,
      description: found?.properties["tflite:description"] ?? "",
    },
    expected,
  );
  assert.equal(found?.quantization, "int8");
});

test("our own ONNX files are what onnx reads, so they are no mere echo of our reader", async (t) => {
  const folder = await temporary(t, "onnx-ours");
  await writeFile(path.join(folder, "m.onnx"), onnxFile({ initializers: [onnxTensor("w", 3, [64])] }));
  const seen = await told(
    folder,
    `
import json, onnx
m = onnx.load("m.onnx", load_external_data=False)
print(json.dumps([m.ir_version, m.producer_name, m.graph.input[0].name, m.graph.input[0].type.tensor_type.shape.dim[0].dim_param, list(m.graph.initializer[0].dims), m.opset_import[0].version]))
`,
  );
  assert.deepEqual(seen, [8, "exporter", "x", "batch", [64], 17]);
});

test("XXH3 is what xxhash computes, around every border of its blocks", async (t) => {
  const folder = await temporary(t, "xxh3");
  const lengths = [241, 255, 256, 257, 1023, 1024, 1025, 1088, 2048, 65_535, 65_536, 65_537, 66_561, 300_001];
  const bytes = randomBytes(300_001);
  await writeFile(path.join(folder, "data"), bytes);
  const expected = await told(
    folder,
    `
import json, sys, xxhash
d = open("data", "rb").read()
print(json.dumps([xxhash.xxh3_64_hexdigest(d[:int(n)]) for n in sys.argv[1:]]))
`,
    ...lengths.map(String),
  );
  const ours = lengths.map((length) =>
    xxh3OfLong(bytesAsFile(bytes), { start: 0, end: length }).toString(16).padStart(16, "0"),
  );
  assert.deepEqual(ours, expected);
});
