import { type ModelTensor, addTo } from "./model.ts";
import type { ModelWindow } from "./model-window.ts";
import { type Extent, fieldsOf, integersOf, messageOf, textOf } from "./protobuf-wire.ts";

/** What the graphs of an ONNX model hold, those in attributes included: real models keep their weights there too. */
export type OnnxSummary = {
  /** `domain::name` with its count. */
  readonly operators: Map<string, number>;
  /** Elements of constant tensors by type. */
  readonly elements: Map<string, number>;
  /** Types of zero points and quantized constants. */
  readonly quantized: Set<string>;
  readonly functions: Set<string>;
  readonly initializers: Set<string>;
  readonly inputs: ModelTensor[];
  readonly outputs: ModelTensor[];
  /** Files beside the model that hold tensor data. */
  readonly external: Set<string>;
};

const mostDepth = 16;
const mostNames = 1_000_000;
const mostListed = 4096;
const mostDimensions = 64;
// TensorProto.DataType of onnx.proto3.
const types = (
  "undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 " +
  "complex64 complex128 bfloat16 float8e4m3fn float8e4m3fnuz float8e5m2 float8e5m2fnuz uint4 int4 float4e2m1 float8e8m0 uint2 int2"
).split(" ");

/** An empty summary. */
export function newOnnxSummary(): OnnxSummary {
  return {
    operators: new Map(),
    elements: new Map(),
    quantized: new Set(),
    functions: new Set(),
    initializers: new Set(),
    inputs: [],
    outputs: [],
    external: new Set(),
  };
}

/** Adds a GraphProto to the summary; inputs and outputs are those of the outermost graph (depth 0). */
export function readOnnxGraph(window: ModelWindow, graph: Extent, summary: OnnxSummary, depth: number): void {
  if (depth > mostDepth) throw window.corrupt(`nests graphs more than ${mostDepth} deep`);
  for (const field of fieldsOf(window, graph)) {
    if (field.number === 1) readNode(window, messageOf(window, field), summary, depth);
    if (field.number === 5) {
      const name = readTensor(window, messageOf(window, field), summary);
      if (summary.initializers.size >= mostNames) throw window.corrupt(`has more than ${mostNames} tensors`);
      if (depth === 0) summary.initializers.add(name);
    }
    if (depth > 0 || (field.number !== 11 && field.number !== 12)) continue;
    const list = field.number === 11 ? summary.inputs : summary.outputs;
    if (list.length >= mostNames) throw window.corrupt(`has more than ${mostNames} inputs or outputs`);
    list.push(readValue(window, messageOf(window, field)));
  }
}

function readNode(window: ModelWindow, node: Extent, summary: OnnxSummary, depth: number): void {
  let type = "";
  let domain = "";
  for (const field of fieldsOf(window, node)) {
    if (field.number === 4) type = textOf(window, field);
    if (field.number === 7) domain = textOf(window, field);
    if (field.number === 5) readAttribute(window, messageOf(window, field), summary, depth);
  }
  const name = `${domain === "ai.onnx" ? "" : domain}::${type}`;
  if (summary.operators.size >= mostListed && !summary.operators.has(name))
    throw window.corrupt(`has more than ${mostListed} kinds of operators`);
  addTo(summary.operators, name);
}

function readAttribute(window: ModelWindow, attribute: Extent, summary: OnnxSummary, depth: number): void {
  for (const field of fieldsOf(window, attribute)) {
    if (field.number === 5 || field.number === 10) readTensor(window, messageOf(window, field), summary);
    if (field.number === 6 || field.number === 11)
      readOnnxGraph(window, messageOf(window, field), summary, depth + 1);
  }
}

/** Adds a TensorProto and gives its name. Its data are jumped over. */
function readTensor(window: ModelWindow, tensor: Extent, summary: OnnxSummary): string {
  let name = "";
  let type = 0;
  let elements = 1;
  for (const field of fieldsOf(window, tensor)) {
    if (field.number === 1)
      for (const dimension of integersOf(window, field, mostDimensions)) elements *= dimension;
    if (field.number === 2) type = field.value;
    if (field.number === 8) name = textOf(window, field);
    if (field.number === 13) readExternal(window, messageOf(window, field), summary);
  }
  const typeName = types[type] ?? `type ${type}`;
  addTo(summary.elements, typeName, Number.isSafeInteger(elements) && elements > 0 ? elements : 0);
  if (/^u?int[248]$/.test(typeName)) summary.quantized.add(typeName);
  return name;
}

function readExternal(window: ModelWindow, entry: Extent, summary: OnnxSummary): void {
  let key = "";
  let value = "";
  for (const field of fieldsOf(window, entry)) {
    if (field.number === 1) key = textOf(window, field);
    if (field.number === 2) value = textOf(window, field);
  }
  if (key === "location" && summary.external.size < 64) summary.external.add(value);
}

function readValue(window: ModelWindow, value: Extent): ModelTensor {
  let name = "";
  let type = "";
  let shape: readonly number[] = [];
  for (const field of fieldsOf(window, value)) {
    if (field.number === 1) name = textOf(window, field);
    if (field.number !== 2) continue;
    for (const kind of fieldsOf(window, messageOf(window, field))) {
      // tensor_type and sparse_tensor_type have the same two fields.
      if (kind.number === 1 || kind.number === 8)
        ({ type, shape } = readTensorType(window, messageOf(window, kind)));
      if (kind.number === 4) type = "sequence";
      if (kind.number === 5) type = "map";
      if (kind.number === 9) type = "optional";
    }
  }
  return { name, type, shape };
}

function readTensorType(window: ModelWindow, message: Extent): { type: string; shape: readonly number[] } {
  let type = "";
  const shape: number[] = [];
  for (const field of fieldsOf(window, message)) {
    if (field.number === 1) type = types[field.value] ?? `type ${field.value}`;
    if (field.number !== 2) continue;
    for (const dimension of fieldsOf(window, messageOf(window, field))) {
      if (dimension.number !== 1) continue;
      let size = -1;
      for (const part of fieldsOf(window, messageOf(window, dimension)))
        if (part.number === 1 && part.wire === 0) size = part.value;
      if (shape.length >= mostDimensions)
        throw window.corrupt(`has a shape of over ${mostDimensions} dimensions`);
      shape.push(size);
    }
  }
  return { type, shape };
}
