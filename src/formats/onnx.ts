import type { RandomAccess } from "../values/random-access.ts";
import { type ModelDescription, histogramText, modelProperties } from "./model.ts";
import { openWindow } from "./model-window.ts";
import { type OnnxSummary, newOnnxSummary, readOnnxGraph } from "./onnx-graph.ts";
import { fieldsOf, messageOf, textOf } from "./protobuf-wire.ts";

// ModelProto of onnx.proto3: ir_version is field 1, and serialisers write fields in the order of their numbers.
const fieldsAfterVersion = new Set([0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42]);
const newestVersion = 64;
const mostOpsets = 256;
const standardDomains = new Set([
  "",
  "ai.onnx",
  "ai.onnx.ml",
  "ai.onnx.training",
  "ai.onnx.preview.training",
]);

/** True for bytes that an ONNX file may start with: it has no magic number, so a reader still has to agree. */
export function mayBeOnnx(head: Uint8Array): boolean {
  const [tag = 0, version = 0, next = 0] = head;
  return tag === 0x08 && version >= 1 && version <= newestVersion && fieldsAfterVersion.has(next);
}

/** Describes an ONNX model (ModelProto). Throws FORMAT_CORRUPT when it is none. */
export function readOnnx(file: RandomAccess): ModelDescription {
  const window = openWindow(file, "ONNX");
  const summary = newOnnxSummary();
  const opsets = new Map<string, number>();
  const model = { version: 0, producer: "", producerVersion: "", domain: "", modelVersion: 0 };
  let graphs = 0;
  for (const field of fieldsOf(window, { start: 0, end: file.size })) {
    if (field.number === 1 && field.wire === 0) model.version = field.value;
    if (field.number === 2) model.producer = textOf(window, field);
    if (field.number === 3) model.producerVersion = textOf(window, field);
    if (field.number === 4) model.domain = textOf(window, field);
    if (field.number === 5 && field.wire === 0) model.modelVersion = field.value;
    if (field.number === 7) {
      graphs += 1;
      readOnnxGraph(window, messageOf(window, field), summary, 0);
    }
    if (field.number === 8) {
      let domain = "";
      let version = 0;
      for (const part of fieldsOf(window, messageOf(window, field))) {
        if (part.number === 1) domain = textOf(window, part);
        if (part.number === 2) version = part.value;
      }
      if (opsets.size >= mostOpsets) throw window.corrupt(`has more than ${mostOpsets} operator sets`);
      opsets.set(domain, version);
    }
    if (field.number === 25) {
      let domain = "";
      let name = "";
      for (const part of fieldsOf(window, messageOf(window, field))) {
        if (part.number === 1) name = textOf(window, part);
        if (part.number === 10) domain = textOf(window, part);
      }
      summary.functions.add(`${domain}::${name}`);
    }
  }
  if (model.version < 1 || model.version > newestVersion || graphs !== 1)
    throw window.corrupt("has no IR version or not exactly one graph");
  const opset = opsets.get("") ?? opsets.get("ai.onnx");
  const customOperators = [...summary.operators.keys()]
    .filter((name) => !standardDomains.has(name.slice(0, name.indexOf("::"))) && !summary.functions.has(name))
    .sort();
  return {
    format: "onnx",
    quantization: onnxScheme(summary),
    inputs: summary.inputs.filter(({ name }) => !summary.initializers.has(name)),
    outputs: summary.outputs,
    requiredRuntime: `onnx ir ${model.version}${opset === undefined ? "" : `, opset ${opset}`}`,
    customOperators,
    properties: modelProperties({
      "onnx:ir_version": model.version,
      "onnx:opsets": [...opsets]
        .map(([domain, version]) => `${domain === "" ? "ai.onnx" : domain} ${version}`)
        .sort()
        .join(", "),
      "onnx:producer": `${model.producer} ${model.producerVersion}`.trim(),
      "onnx:domain": model.domain,
      "onnx:model_version": model.modelVersion === 0 ? undefined : model.modelVersion,
      "onnx:custom_operators": customOperators.join(", "),
      "onnx:weights": histogramText(summary.elements),
      "onnx:external_data": [...summary.external].sort().join(", "),
    }),
  };
}

/** Operators tell quantized integers, the weights' types the rest. */
function onnxScheme({ operators, elements, quantized }: OnnxSummary): string {
  const has = (...names: readonly string[]): boolean => names.some((name) => operators.has(`::${name}`));
  if (operators.has("com.microsoft::MatMulNBits")) return "int4";
  const integers = ["int8", "uint8", "int4", "uint4"].filter(
    (type) => quantized.has(type) || elements.has(type),
  );
  if (has("DynamicQuantizeLinear", "MatMulInteger", "ConvInteger")) return "dynamic-range";
  if (has("QuantizeLinear", "QLinearConv", "QLinearMatMul"))
    return integers.length === 1
      ? (integers[0] ?? "mixed")
      : integers.length === 0
        ? "int8"
        : qdqScheme(integers);
  if (has("DequantizeLinear")) return "dynamic-range";
  const floats = [...elements].filter(([type]) =>
    ["float32", "float16", "bfloat16", "float64"].includes(type),
  );
  const [most = ["", 0]] = floats.sort(([, left], [, right]) => right - left);
  return most[0] === "float16" ? "fp16" : most[0] === "bfloat16" ? "bf16" : "none";
}

// 8-bit activations are often unsigned while the weights are signed: that is int8 quantization all the same.
function qdqScheme(integers: readonly string[]): string {
  return integers.every((type) => type === "int8" || type === "uint8") ? "int8" : "mixed";
}
