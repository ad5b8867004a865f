import type { RandomAccess } from "../values/random-access.ts";
import { ggmlTypes } from "./gguf-types.ts";
import { type ModelDescription, addTo, dominant, histogramText, modelProperties } from "./model.ts";
import { type ModelWindow, openWindow } from "./model-window.ts";

const mostPairs = 100_000;
const mostTensors = 1_000_000;
const mostElements = 4_000_000;
const mostDimensions = 8;
const mostNesting = 4;
// gguf_metadata_value_type of docs/gguf.md: bytes of each scalar by its number; 8 is a string, 9 an array.
const widths: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

/** True for the first bytes of a GGUF file. */
export function isGguf(head: Uint8Array): boolean {
  return head.length >= 4 && head[0] === 0x47 && head[1] === 0x47 && head[2] === 0x55 && head[3] === 0x46;
}

/** Describes a GGUF file (versions 2 and 3, little-endian). Throws FORMAT_CORRUPT when it is none. */
export function readGguf(file: RandomAccess): ModelDescription {
  const window = openWindow(file, "GGUF");
  const version = window.uint32(4);
  if (version !== 2 && version !== 3) throw window.corrupt(`has the version ${version}; 2 and 3 are known`);
  const tensors = window.uint64(8);
  const pairs = window.uint64(16);
  if (tensors > mostTensors || pairs > mostPairs) throw window.corrupt("has too many tensors or properties");
  const { values, end } = readPairs(window, 24, pairs);
  const { elements, parameters } = readTensors(window, end, tensors);
  const architecture = values.get("general.architecture") ?? "";
  const weights = dominant(elements);
  return {
    format: "gguf",
    quantization: tensors === 0 ? "" : /^F(?:32|64)$/.test(weights) ? "none" : weights,
    inputs: [],
    outputs: [],
    requiredRuntime: architecture === "" ? "gguf" : `gguf ${architecture}`,
    customOperators: [],
    properties: modelProperties({
      "gguf:version": version,
      "gguf:architecture": architecture,
      "gguf:name": values.get("general.name"),
      "gguf:file_type": values.get("general.file_type"),
      "gguf:quantization_version": values.get("general.quantization_version"),
      "gguf:quantized_by": values.get("general.quantized_by"),
      "gguf:license": values.get("general.license"),
      "gguf:base_model": values.get("general.base_model.0.name"),
      "gguf:context_length": values.get(`${architecture}.context_length`),
      "gguf:parameters": parameters,
      "gguf:tensor_types": histogramText(elements),
    }),
  };
}

type Pairs = { readonly values: ReadonlyMap<string, string>; readonly end: number };

function readPairs(window: ModelWindow, start: number, count: number): Pairs {
  const values = new Map<string, string>();
  let offset = start;
  for (let index = 0; index < count; index += 1) {
    const key = readString(window, offset);
    const type = window.uint32(key.end);
    const value = readScalar(window, key.end + 4, type);
    if (values.has(key.text)) throw window.corrupt(`has the property ${key.text} twice`);
    values.set(key.text, value ?? "");
    offset = skipValue(window, key.end + 4, type, 0);
  }
  return { values, end: offset };
}

function readString(window: ModelWindow, offset: number): { text: string; end: number } {
  const length = window.uint64(offset);
  return { text: window.text(offset + 8, length), end: offset + 8 + length };
}

/** The text of a value that is no array. */
function readScalar(window: ModelWindow, offset: number, type: number): string | undefined {
  if (type === 8) return readString(window, offset).text;
  if (type === 0 || type === 7) return String(window.byte(offset));
  if (type === 2) return String(window.uint16(offset));
  if (type === 4) return String(window.uint32(offset));
  if (type === 5) return String(window.int32(offset));
  if (type === 6) return String(window.float32(offset));
  if (type === 10) return String(window.uint64(offset));
  return undefined;
}

function skipValue(window: ModelWindow, offset: number, type: number, depth: number): number {
  window.item();
  if (type === 8) return offset + 8 + lengthAt(window, offset);
  if (type !== 9) {
    const width = widths[type];
    if (width === undefined) throw window.corrupt(`has a property of the unknown type ${type}`);
    return within(window, offset + width);
  }
  if (depth >= mostNesting) throw window.corrupt(`nests arrays more than ${mostNesting} deep`);
  const inner = window.uint32(offset);
  const count = window.uint64(offset + 4);
  if (count > mostElements) throw window.corrupt(`has an array of ${count} elements`);
  const width = widths[inner] ?? 0;
  if (width > 0) return within(window, offset + 12 + width * count);
  let next = offset + 12;
  for (let index = 0; index < count; index += 1) next = skipValue(window, next, inner, depth + 1);
  return next;
}

function lengthAt(window: ModelWindow, offset: number): number {
  const length = window.uint64(offset);
  within(window, offset + 8 + length);
  return length;
}

function within(window: ModelWindow, end: number): number {
  if (end > window.size) throw window.corrupt("ends inside its properties");
  return end;
}

function readTensors(
  window: ModelWindow,
  start: number,
  count: number,
): { elements: Map<string, number>; parameters: number } {
  const elements = new Map<string, number>();
  let parameters = 0;
  let offset = start;
  for (let index = 0; index < count; index += 1) {
    window.item();
    const afterName = offset + 8 + lengthAt(window, offset);
    const dimensions = window.uint32(afterName);
    if (dimensions > mostDimensions) throw window.corrupt(`has a tensor of ${dimensions} dimensions`);
    let size = 1;
    for (let axis = 0; axis < dimensions; axis += 1) size *= window.uint64(afterName + 4 + 8 * axis);
    if (!Number.isSafeInteger(size)) throw window.corrupt("has a tensor that is too large");
    const after = afterName + 4 + 8 * dimensions;
    const type = window.uint32(after);
    window.uint64(after + 4);
    addTo(elements, ggmlTypes[type] ?? `type ${type}`, size);
    parameters += size;
    offset = after + 12;
  }
  return { elements, parameters };
}
