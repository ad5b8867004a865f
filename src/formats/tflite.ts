import type { RandomAccess } from "../values/random-access.ts";
import { type ModelDescription, type ModelTensor, addTo, histogramText, modelProperties } from "./model.ts";
import { type ModelWindow, openWindow } from "./model-window.ts";
import { type Vector, fieldOf, intsOf, stringOf, tableAt, tableOf, vectorOf } from "./tflite-tables.ts";

// Field ids and numbers are those of TensorFlow Lite's schema.fbs, version 3.
const types = (
  "float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64 resource " +
  "variant uint32 uint16 int4 bfloat16 int2 uint4 float8e4m3fn float8e5m2"
).split(" ");
const customOperator = 32;
const mostDimensions = 64;
const mostPorts = 4096;

/** True for the first bytes of a file with TensorFlow Lite's identifier. */
export function isTflite(head: Uint8Array): boolean {
  return head.length >= 8 && head[4] === 0x54 && head[5] === 0x46 && head[6] === 0x4c && head[7] === 0x33;
}

/** Describes a TensorFlow Lite (LiteRT) model. Throws FORMAT_CORRUPT when it is none. */
export function readTflite(file: RandomAccess): ModelDescription {
  const window = openWindow(file, "TFLite");
  const model = window.uint32(0);
  const version = fieldOf(window, model, 0);
  if (version === undefined || window.uint32(version) !== 3)
    throw window.corrupt("is not of schema version 3");
  const graphs = vectorOf(window, model, 2, 4);
  if (graphs.length === 0) throw window.corrupt("has no graph");
  const buffers = vectorOf(window, model, 4, 4);
  const summary: Summary = {
    types: new Map(),
    constants: new Set(),
    scaled: new Set(),
    activations: new Set(),
  };
  for (let index = 0; index < graphs.length; index += 1)
    summarise(window, tableAt(window, graphs, index), buffers, summary);
  const main = tableAt(window, graphs, 0);
  const runtime = minimalRuntime(window, model, buffers);
  const customOperators = readCustomOperators(window, model);
  return {
    format: "tflite",
    quantization: schemeOf(summary),
    inputs: portsOf(window, main, 1),
    outputs: portsOf(window, main, 2),
    requiredRuntime: runtime === "" ? "tflite" : `tflite >=${runtime}`,
    customOperators,
    properties: modelProperties({
      "tflite:description": stringOf(window, model, 3),
      "tflite:min_runtime_version": runtime,
      "tflite:custom_operators": customOperators.join(", "),
      "tflite:tensor_types": histogramText(summary.types),
      "tflite:graphs": graphs.length,
    }),
  };
}

type Summary = {
  readonly types: Map<string, number>;
  /** Types of tensors with data, of tensors with data and scales, and of computed tensors with scales. */
  readonly constants: Set<string>;
  readonly scaled: Set<string>;
  readonly activations: Set<string>;
};

function summarise(window: ModelWindow, graph: number, buffers: Vector, summary: Summary): void {
  const tensors = vectorOf(window, graph, 0, 4);
  for (let index = 0; index < tensors.length; index += 1) {
    const tensor = tableAt(window, tensors, index);
    const type = typeOf(window, tensor);
    addTo(summary.types, type);
    const constant = hasData(window, tensor, buffers);
    const scaled = hasScale(window, tensor);
    if (constant) summary.constants.add(type);
    if (constant && scaled) summary.scaled.add(type);
    if (!constant && scaled) summary.activations.add(type);
  }
}

/**
 * Weights of 8 bits alone are dynamic-range quantization, with computed tensors of 8 or 16 bits full integer quantization.
 * Float models have quantization tables without scales, which count for nothing.
 */
function schemeOf({ constants, scaled, activations }: Summary): string {
  const integers = ["int8", "uint8", "int4", "int2", "uint4"].filter((type) => scaled.has(type));
  if (activations.has("int16") && scaled.has("int8")) return "int16x8";
  const weights = integers[0];
  if (weights !== undefined) {
    if (activations.size === 0) return "dynamic-range";
    return activations.size === 1 && integers.length === 1 && activations.has(weights) ? weights : "mixed";
  }
  if (activations.size > 0) return activations.size === 1 ? ([...activations][0] ?? "mixed") : "mixed";
  return constants.has("float16") ? "fp16" : constants.has("bfloat16") ? "bf16" : "none";
}

function typeOf(window: ModelWindow, tensor: number): string {
  const field = fieldOf(window, tensor, 1);
  const type = field === undefined ? 0 : window.byte(field);
  return types[type] ?? `type ${type}`;
}

function hasScale(window: ModelWindow, tensor: number): boolean {
  const quantization = tableOf(window, tensor, 4);
  return quantization !== undefined && vectorOf(window, quantization, 2, 4).length > 0;
}

/** Buffer 0 is the empty one; a buffer's bytes may also follow the FlatBuffer in a file of more than 2 GB. */
function hasData(window: ModelWindow, tensor: number, buffers: Vector): boolean {
  const field = fieldOf(window, tensor, 2);
  const index = field === undefined ? 0 : window.uint32(field);
  if (index === 0) return fieldOf(window, tensor, 10) !== undefined;
  const buffer = tableAt(window, buffers, index);
  const size = fieldOf(window, buffer, 2);
  return vectorOf(window, buffer, 0, 1).length > 0 || (size !== undefined && window.uint64(size) > 1);
}

function portsOf(window: ModelWindow, graph: number, id: number): ModelTensor[] {
  const tensors = vectorOf(window, graph, 0, 4);
  return intsOf(window, graph, id, mostPorts).map((index) => {
    const tensor = tableAt(window, tensors, index);
    const signature = intsOf(window, tensor, 7, mostDimensions);
    return {
      name: stringOf(window, tensor, 3),
      type: typeOf(window, tensor),
      shape: signature.length > 0 ? signature : intsOf(window, tensor, 0, mostDimensions),
    };
  });
}

function readCustomOperators(window: ModelWindow, model: number): string[] {
  const codes = vectorOf(window, model, 1, 4);
  const names = new Set<string>();
  for (let index = 0; index < codes.length; index += 1) {
    const code = tableAt(window, codes, index);
    const old = fieldOf(window, code, 0);
    const current = fieldOf(window, code, 3);
    const builtin = Math.max(
      old === undefined ? 0 : window.byte(old),
      current === undefined ? 0 : window.int32(current),
    );
    if (builtin === customOperator) names.add(stringOf(window, code, 1));
  }
  return [...names].sort();
}

/** The version in the metadata `min_runtime_version`, such as 1.14.0; empty when there is none. */
function minimalRuntime(window: ModelWindow, model: number, buffers: Vector): string {
  const metadata = vectorOf(window, model, 6, 4);
  for (let index = 0; index < metadata.length; index += 1) {
    const entry = tableAt(window, metadata, index);
    if (stringOf(window, entry, 0) !== "min_runtime_version") continue;
    const field = fieldOf(window, entry, 1);
    const buffer = tableAt(window, buffers, field === undefined ? 0 : window.uint32(field));
    const { start, length } = vectorOf(window, buffer, 0, 1);
    const text = Buffer.from(window.bytes(start, Math.min(length, 32))).toString("latin1");
    return /^\d+(?:\.\d+)*/.exec(text)?.[0] ?? "";
  }
  return "";
}
