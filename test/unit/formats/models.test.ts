import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { guessModel, readModel } from "../../../src/formats/model-reader.ts";
import { isFault } from "../../../src/values/fault.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";
import {
  type TfliteTensor,
  ggufFile,
  hefFile,
  message,
  onnxFile,
  onnxNode,
  onnxTensor,
  safetensorsFile,
  tfliteFile,
  varint,
} from "./model-files.ts";

const read = (name: string, bytes: Uint8Array) => readModel(name, bytesAsFile(bytes));
const corrupt = (error: unknown): boolean => isFault(error, "FORMAT_CORRUPT");

test("a TFLite model tells its tensors, runtime and custom operators", () => {
  const bytes = tfliteFile(
    [
      { name: "in", type: 0, shape: [1, 96, 96, 3] },
      { name: "weights", type: 0, shape: [4], data: 16, scales: [] },
      { name: "out", type: 0, shape: [1, 2] },
    ],
    "DetectionPostprocess",
    "2.2.0",
  );
  assert.deepEqual(read("anything.bin", bytes), {
    format: "tflite",
    quantization: "none",
    inputs: [{ name: "in", type: "float32", shape: [1, 96, 96, 3] }],
    outputs: [{ name: "out", type: "float32", shape: [1, 2] }],
    requiredRuntime: "tflite >=2.2.0",
    customOperators: ["DetectionPostprocess"],
    properties: {
      "tflite:custom_operators": "DetectionPostprocess",
      "tflite:description": "made by hand",
      "tflite:graphs": "1",
      "tflite:min_runtime_version": "2.2.0",
      "tflite:tensor_types": "float32 3",
    },
  });
});

test("the quantization of a TFLite model follows from weights and computed tensors with scales", () => {
  const io = (type: number, scales?: readonly number[]): TfliteTensor => ({
    name: "t",
    type,
    shape: [1],
    ...(scales === undefined ? {} : { scales }),
  });
  const weights = (type: number, scales?: readonly number[]): TfliteTensor => ({
    ...io(type, scales),
    data: 8,
  });
  const scheme = (...tensors: readonly TfliteTensor[]): string | undefined =>
    read("m.tflite", tfliteFile(tensors))?.quantization;
  assert.equal(scheme(io(9, [0.5]), weights(9, [0.1]), io(9, [0.5])), "int8");
  assert.equal(scheme(io(0), weights(9, [0.1]), io(0)), "dynamic-range");
  assert.equal(scheme(io(7, [0.5]), weights(9, [0.1]), io(7, [0.5])), "int16x8");
  assert.equal(scheme(io(3, [0.5]), weights(3, [0.1]), io(3, [0.5])), "uint8");
  assert.equal(scheme(io(0), weights(1), io(0)), "fp16");
  assert.equal(scheme(io(0), weights(18), io(0)), "bf16");
  assert.equal(scheme(io(9, [0.5]), weights(9, [0.1]), io(3, [0.5])), "mixed");
  // Float models have quantization tables without scales.
  assert.equal(scheme(io(0, []), weights(0, []), io(0, [])), "none");
});

test("a TFLite file without identifier is taken by its name, and only when it is one", () => {
  const bytes = tfliteFile([{ name: "t", type: 9, shape: [1], scales: [1] }]);
  bytes.fill(0, 4, 8);
  assert.equal(read("m.tflite", bytes)?.format, "tflite");
  assert.equal(read("m.bin", bytes), undefined);
  assert.equal(read("m.tflite", Buffer.alloc(64)), undefined);
});

test("an ONNX model tells its open dimensions, operator sets and foreign operators", () => {
  const bytes = onnxFile({
    nodes: [onnxNode("Relu"), onnxNode("Gelu", "com.example"), onnxNode("Mine", "com.example")],
    initializers: [onnxTensor("w", 10, [4, 4]), onnxTensor("x2", 1, [1])],
    more: [[25, message([1, "Mine"], [10, "com.example"])]],
  });
  assert.deepEqual(read("model.onnx", bytes), {
    format: "onnx",
    quantization: "fp16",
    inputs: [{ name: "x", type: "float32", shape: [-1, 3] }],
    outputs: [{ name: "y", type: "float32", shape: [1, 10] }],
    requiredRuntime: "onnx ir 8, opset 17",
    customOperators: ["com.example::Gelu"],
    properties: {
      "onnx:custom_operators": "com.example::Gelu",
      "onnx:ir_version": "8",
      "onnx:opsets": "ai.onnx 17, com.example 1",
      "onnx:producer": "exporter",
      "onnx:weights": "float16 16, float32 1",
    },
  });
});

test("an initializer that is listed as an input is no input", () => {
  const bytes = onnxFile({ initializers: [onnxTensor("x", 1, [3])] });
  assert.deepEqual(read("m.onnx", bytes)?.inputs, []);
});

test("weights in constants of nested graphs count, and files beside an ONNX model are named", () => {
  const external = message([1, 8], [2, 3], [8, "w"], [13, message([1, "location"], [2, "weights.bin"])]);
  const constant = onnxNode("Constant", "", [5, external]);
  const inner = message([1, constant], [1, onnxNode("MatMulInteger")]);
  const bytes = onnxFile({ nodes: [onnxNode("If", "", [6, inner])] });
  const found = read("m.onnx", bytes);
  assert.equal(found?.quantization, "dynamic-range");
  assert.equal(found.properties["onnx:weights"], "int8 8");
  assert.equal(found.properties["onnx:external_data"], "weights.bin");
});

test("the quantization of an ONNX model follows from its operators", () => {
  const scheme = (types: readonly number[], ...operators: readonly string[]): string | undefined =>
    read(
      "m.onnx",
      onnxFile({
        nodes: operators.map((name) => {
          const [domain = "", type = ""] = name.includes("::") ? name.split("::") : ["", name];
          return onnxNode(type, domain);
        }),
        initializers: types.map((type, index) => onnxTensor(`t${index}`, type, [2])),
      }),
    )?.quantization;
  assert.equal(scheme([3], "QuantizeLinear", "DequantizeLinear"), "int8");
  assert.equal(scheme([2], "QLinearConv"), "uint8");
  assert.equal(scheme([2, 3], "QLinearConv"), "int8");
  assert.equal(scheme([2, 22], "QuantizeLinear"), "mixed");
  assert.equal(scheme([3], "DequantizeLinear"), "dynamic-range");
  assert.equal(scheme([1, 3], "DynamicQuantizeLinear"), "dynamic-range");
  assert.equal(scheme([2], "com.microsoft::MatMulNBits"), "int4");
  assert.equal(scheme([1], "Relu"), "none");
  assert.equal(scheme([16], "Relu"), "bf16");
});

test("dimensions of an ONNX tensor may be packed, but not without bound", () => {
  const packed = (count: number): Uint8Array =>
    message([1, Buffer.concat(Array.from({ length: count }, () => varint(2)))], [2, 1], [8, "w"]);
  const found = read("m.onnx", onnxFile({ initializers: [packed(3)] }));
  assert.equal(found?.properties["onnx:weights"], "float32 8");
  assert.throws(() => read("m.onnx", onnxFile({ initializers: [packed(65)] })), corrupt);
});

test("ONNX graphs may not nest without end, and a model has exactly one", () => {
  let graph: Buffer = message([1, onnxNode("Relu")]);
  for (let depth = 0; depth < 20; depth += 1) graph = message([1, onnxNode("If", "", [6, graph])]);
  assert.throws(() => read("m.onnx", onnxFile({ nodes: [onnxNode("If", "", [6, graph])] })), corrupt);
  assert.throws(() => read("m.onnx", message([1, 8], [2, "x"])), corrupt);
  assert.throws(() => read("m.onnx", onnxFile({ more: [[7, message([2, "second"])]] })), corrupt);
  assert.throws(() => read("m.onnx", onnxFile({ version: 200 })), corrupt);
});

test("a GGUF file tells architecture, licence and the type of most weights", () => {
  const bytes = ggufFile(
    {
      "general.architecture": "llama",
      "general.name": "Tiny",
      "general.license": "apache-2.0",
      "general.file_type": 15,
      "llama.context_length": 2048,
      "tokenizer.ggml.tokens": ["a", "b", "a much longer token than the others"],
    },
    [
      { name: "blk.0.attn_q.weight", type: 12, shape: [256, 64] },
      { name: "output_norm.weight", type: 0, shape: [256] },
    ],
  );
  assert.deepEqual(read("m.gguf", bytes), {
    format: "gguf",
    quantization: "Q4_K",
    inputs: [],
    outputs: [],
    requiredRuntime: "gguf llama",
    customOperators: [],
    properties: {
      "gguf:architecture": "llama",
      "gguf:context_length": "2048",
      "gguf:file_type": "15",
      "gguf:license": "apache-2.0",
      "gguf:name": "Tiny",
      "gguf:parameters": "16640",
      "gguf:tensor_types": "Q4_K 16384, F32 256",
      "gguf:version": "3",
    },
  });
});

test("a GGUF file without tensors has no quantization, one of floats none, and an unknown version is refused", () => {
  assert.equal(read("m", ggufFile({}, []))?.quantization, "");
  assert.equal(read("m", ggufFile({}, [{ name: "a", type: 0, shape: [4] }]))?.quantization, "none");
  assert.throws(() => read("m", ggufFile({}, [], 1)), corrupt);
  const twice = Buffer.concat([ggufFile({ a: 1 }, []), ggufFile({ a: 1 }, []).subarray(24)]);
  twice.writeBigUInt64LE(2n, 16);
  assert.throws(() => read("m", twice), corrupt);
});

test("a safetensors file tells its types and metadata", () => {
  const header = JSON.stringify({
    __metadata__: { format: "pt", note: "a\u001b[2Jb" },
    a: { dtype: "BF16", shape: [2, 3], data_offsets: [0, 12] },
    b: { dtype: "F32", shape: [], data_offsets: [12, 16] },
  });
  const found = read("m.safetensors", safetensorsFile(header, 16));
  assert.equal(found?.quantization, "mixed");
  assert.equal(found.requiredRuntime, "safetensors pt");
  assert.equal(found.properties["safetensors:types"], "BF16 6, F32 1");
  assert.equal(found.properties["safetensors:metadata:note"], "a\\u{1b}[2Jb");
  const half = JSON.stringify({ a: { dtype: "F16", shape: [2], data_offsets: [0, 4] } });
  assert.equal(read("model.bin", safetensorsFile(half, 4))?.quantization, "fp16");
});

test("a safetensors file with a hole, an overlap, a wrong size or a name twice is broken", () => {
  const entry = (name: string, from: number, to: number, shape = [to - from]): string =>
    `"${name}":{"dtype":"U8","shape":[${shape.join(",")}],"data_offsets":[${from},${to}]}`;
  const file = (entries: readonly string[], data: number): Uint8Array =>
    safetensorsFile(`{${entries.join(",")}}`, data);
  assert.equal(read("m.safetensors", file([entry("a", 0, 4), entry("b", 4, 8)], 8))?.format, "safetensors");
  const broken = [
    file([entry("a", 0, 4), entry("b", 5, 8)], 8),
    file([entry("a", 0, 4), entry("b", 3, 8)], 8),
    file([entry("a", 0, 4)], 5),
    file([entry("a", 0, 4, [5])], 4),
    file([entry("a", 0, 4), entry("a", 0, 4)], 4),
    file(['"a":{"dtype":"F7","shape":[1],"data_offsets":[0,1]}'], 1),
    file(['"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}'], 1),
    file(['"a":[]'], 0),
    safetensorsFile("{nonsense}", 0),
  ];
  for (const bytes of broken) {
    assert.throws(() => read("m.safetensors", bytes), corrupt);
    // Without the name it might be anything.
    assert.equal(read("m.dat", bytes), undefined);
  }
});

test("other files are no models", () => {
  for (const bytes of [
    "",
    "#!/bin/sh\n",
    "\x7fELF\x02\x01\x01",
    '{"a": 1}',
    "PK\x03\x04",
    "\x08\x07\x12\xff",
  ])
    assert.equal(read("file", Buffer.from(bytes, "latin1")), undefined);
  assert.equal(guessModel("a.txt", Buffer.from("plain"), 5), undefined);
  assert.deepEqual(guessModel("a.onnx", Buffer.from("plain"), 5), { format: "onnx", sure: true });
});

test("impossible protobuf is refused: groups, field 0, lengths beyond the message, integers without end", () => {
  const broken = [
    Buffer.concat([onnxFile(), Buffer.of(0x0b)]),
    Buffer.concat([onnxFile(), Buffer.of(0x02, 0x00)]),
    Buffer.concat([onnxFile(), Buffer.of(0x12, 0x7f)]),
    Buffer.concat([onnxFile(), Buffer.of(0x08), Buffer.alloc(11, 0xff)]),
    Buffer.concat([onnxFile(), Buffer.of(0x12), varint(-1)]),
    Buffer.concat([onnxFile(), Buffer.of(0x0e)]),
  ];
  for (const bytes of broken) assert.throws(() => read("m.onnx", bytes), corrupt);
  // A field that ends after its message, but not after the file.
  const inside = message([1, 8], [7, Buffer.of(0x12, 0x05, 0x61)], [2, "more than five bytes"]);
  assert.throws(() => read("m.onnx", inside), /a field that ends after its message/);
});

test("tensor data are jumped over: a file of gigabytes is described from some pages", () => {
  const graph = message([5, message([1, 1_000_000_000], [2, 3], [8, "w"])], [11, message([1, "x"])]);
  const size = 3_000_000_000;
  const head = Buffer.concat([
    message([1, 8]),
    Buffer.of(0x32),
    varint(size - 2 - 1 - varint(size).length - graph.length - 2),
  ]);
  const tail = message([7, graph]);
  const total = head.length + (size - 2 - 1 - varint(size).length - graph.length - 2) + tail.length;
  let asked = 0;
  const found = readModel("m.onnx", {
    size: total,
    read: (offset, length) => {
      asked += length;
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, total - offset)));
      head.copy(bytes, 0, Math.min(offset, head.length));
      if (offset + bytes.length > total - tail.length)
        tail.copy(
          bytes,
          Math.max(0, total - tail.length - offset),
          Math.max(0, offset - (total - tail.length)),
        );
      return bytes;
    },
  });
  assert.equal(found?.inputs[0]?.name, "x");
  assert.ok(asked < 200_000, `${asked} bytes`);
});

test("whatever bits flip or are cut off, readers end with a description, undefined or FORMAT_CORRUPT", () => {
  const files: readonly (readonly [string, Uint8Array])[] = [
    [
      "m.tflite",
      tfliteFile([{ name: "t", type: 9, shape: [1, 2], scales: [1], data: 4 }], "Custom", "1.2.3"),
    ],
    ["m.onnx", onnxFile({ initializers: [onnxTensor("w", 3, [2])] })],
    ["m.gguf", ggufFile({ a: ["x", "y"], b: 3 }, [{ name: "t", type: 12, shape: [4, 4] }])],
    ["m.safetensors", safetensorsFile('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}', 4)],
    ["m.hef", hefFile()],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      fc.nat(),
      ([name, whole], changes, cut) => {
        const bytes = Buffer.from(cut % 3 === 0 ? whole.subarray(0, cut % (whole.length + 1)) : whole);
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
        try {
          read(name, bytes);
        } catch (error) {
          assert.ok(corrupt(error), `${name}: ${String(error)}`);
        }
      },
    ),
    { numRuns: 5000 },
  );
});
