import type { RandomAccess } from "../values/random-access.ts";
import { type ModelDescription, addTo, dominant, histogramText, modelProperties } from "./model.ts";
import { type ModelWindow, openWindow, shownText } from "./model-window.ts";

const mostHeader = 32 * 1024 ** 2;
const mostTensors = 1_000_000;
const mostDimensions = 64;
const bits: Readonly<Record<string, number>> = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
};
const schemes: Readonly<Record<string, string>> = {
  F64: "none",
  F32: "none",
  F16: "fp16",
  BF16: "bf16",
  I8: "int8",
  U8: "uint8",
};

/** True for bytes that a safetensors file may start with: a length of 8 bytes that fits the file, and a JSON object. */
export function maybeSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 10 || head[8] !== 0x7b || head[6] !== 0 || head[7] !== 0) return false;
  const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
  return head[4] === 0 && head[5] === 0 && length >= 2 && length + 8 <= size;
}

/** Describes a safetensors file. Tensors must fill its data without a gap, as the format demands, or it is FORMAT_CORRUPT. */
export function readSafetensors(file: RandomAccess): ModelDescription {
  const window = openWindow(file, "safetensors");
  const length = window.uint64(0);
  if (length > mostHeader)
    throw window.corrupt(`has a header of ${length} bytes; at most ${mostHeader} are read`);
  const header = parseHeader(window, window.bytes(8, length));
  const elements = new Map<string, number>();
  const metadata = new Map<string, string>();
  const extents: (readonly [number, number])[] = [];
  let parameters = 0;
  for (const [name, entry] of Object.entries(header)) {
    window.item();
    if (extents.length >= mostTensors) throw window.corrupt(`has more than ${mostTensors} tensors`);
    if (name === "__metadata__") {
      for (const [key, value] of Object.entries(asObject(window, entry)))
        if (typeof value === "string" && metadata.size < 64) metadata.set(shownText(key), shownText(value));
      continue;
    }
    const tensor = readTensor(window, asObject(window, entry));
    addTo(elements, tensor.type, tensor.elements);
    parameters += tensor.elements;
    extents.push(tensor.extent);
  }
  requireFilled(window, extents, file.size - 8 - length);
  const weights = dominant(elements);
  return {
    format: "safetensors",
    quantization: extents.length === 0 ? "" : (schemes[weights] ?? weights),
    inputs: [],
    outputs: [],
    requiredRuntime: metadata.get("format") === undefined ? "" : `safetensors ${metadata.get("format")}`,
    customOperators: [],
    properties: modelProperties({
      "safetensors:parameters": parameters,
      "safetensors:tensors": extents.length,
      "safetensors:types": histogramText(elements),
      ...Object.fromEntries([...metadata].map(([key, value]) => [`safetensors:metadata:${key}`, value])),
    }),
  };
}

function parseHeader(window: ModelWindow, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  if (bytes[0] !== 0x7b) throw window.corrupt("has a header that is no JSON object");
  let text = "";
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw window.corrupt("has a header that is no JSON");
  }
  const header = asObject(window, value);
  // JSON.parse keeps the last of two members with one name: what another reader takes would not be what was looked at.
  if (topMembers(text) !== Object.keys(header).length) throw window.corrupt("names a tensor twice");
  return header;
}

/** How many members the object at the top of a JSON text has, which is known to be valid. */
function topMembers(text: string): number {
  let depth = 0;
  let members = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text[index];
    if (unit === "{" || unit === "[") depth += 1;
    else if (unit === "}" || unit === "]") depth -= 1;
    else if (unit === ":" && depth === 1) members += 1;
    else if (unit === '"')
      for (index += 1; text[index] !== '"'; index += 1) if (text[index] === "\\") index += 1;
  }
  return members;
}

function asObject(window: ModelWindow, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw window.corrupt("has a header of another form");
}

function readTensor(
  window: ModelWindow,
  entry: Readonly<Record<string, unknown>>,
): { type: string; elements: number; extent: readonly [number, number] } {
  const { dtype } = entry;
  const width = typeof dtype === "string" && Object.hasOwn(bits, dtype) ? bits[dtype] : undefined;
  const shape = counts(window, entry["shape"], mostDimensions);
  const [from = 0, to = 0, ...more] = counts(window, entry["data_offsets"], 2);
  if (typeof dtype !== "string" || width === undefined || more.length > 0)
    throw window.corrupt("has a tensor of an unknown type");
  const elements = shape.reduce((product, dimension) => product * dimension, 1);
  if (!Number.isSafeInteger(elements * width) || Math.ceil((elements * width) / 8) !== to - from)
    throw window.corrupt("has a tensor whose shape and bytes differ");
  return { type: dtype, elements, extent: [from, to] };
}

function counts(window: ModelWindow, value: unknown, most: number): readonly number[] {
  if (
    Array.isArray(value) &&
    value.length <= most &&
    value.every((item) => typeof item === "number" && Number.isSafeInteger(item) && item >= 0)
  )
    return value as readonly number[];
  throw window.corrupt("has a tensor without shape or place");
}

function requireFilled(
  window: ModelWindow,
  extents: readonly (readonly [number, number])[],
  length: number,
): void {
  let end = 0;
  for (const [from, to] of extents.toSorted(([left, a], [right, b]) => left - right || a - b)) {
    if (from !== end) throw window.corrupt("has tensors that overlap or leave a gap");
    end = to;
  }
  if (end !== length) throw window.corrupt("has bytes that belong to no tensor");
}
