import type { ModelTensor } from "./model.ts";
import type { ModelWindow } from "./model-window.ts";
import { type Extent, fieldsOf, messageOf, textOf } from "./protobuf-wire.ts";

type Networks = {
  readonly networks: readonly string[];
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
};
type Pad = { readonly index: number; readonly tensor: ModelTensor };

const mostTensors = 4096;
const formatTypes = ["auto", "uint8", "uint16"];

/**
 * The names, inputs and outputs of all network groups of a HEF. Newer files have pads, of which those without an edge are the
 * model's own; older ones have boundary layers in their contexts.
 */
export function readHefNetworks(window: ModelWindow, protobuf: Extent): Networks {
  const networks = new Set<string>();
  const inputs: ModelTensor[] = [];
  const outputs: ModelTensor[] = [];
  for (const field of fieldsOf(window, protobuf)) {
    if (field.number !== 2) continue;
    const group = readGroup(window, messageOf(window, field));
    if (group.name !== "") networks.add(group.name);
    inputs.push(...group.inputs);
    outputs.push(...group.outputs);
    if (inputs.length + outputs.length > mostTensors || networks.size > mostTensors)
      throw window.corrupt(`has more than ${mostTensors} inputs and outputs`);
  }
  return { networks: [...networks].sort(), inputs, outputs };
}

function readGroup(
  window: ModelWindow,
  message: Extent,
): { name: string; inputs: ModelTensor[]; outputs: ModelTensor[] } {
  let name = "";
  const starts: Pad[] = [];
  const ends: Pad[] = [];
  const sources = new Set<number>();
  const targets = new Set<number>();
  for (const field of fieldsOf(window, message)) {
    if (field.number === 10) name = textOf(window, field);
    if (field.number === 1 && name === "") name = legacyName(window, messageOf(window, field));
    if (field.number === 8)
      for (const part of fieldsOf(window, messageOf(window, field)))
        if (part.number === 2 || part.number === 3)
          (part.number === 2 ? starts : ends).push(readPad(window, messageOf(window, part)));
    if (field.number === 9)
      for (const part of fieldsOf(window, messageOf(window, field)))
        if (part.number === 1 || part.number === 2) (part.number === 1 ? sources : targets).add(part.value);
    if (starts.length + ends.length > mostTensors)
      throw window.corrupt(`has more than ${mostTensors} pads in a network`);
  }
  if (starts.length + ends.length === 0) return { name, ...readBoundary(window, message) };
  return {
    name,
    inputs: starts.filter(({ index }) => !targets.has(index)).map(({ tensor }) => tensor),
    outputs: ends.filter(({ index }) => !sources.has(index)).map(({ tensor }) => tensor),
  };
}

function readPad(window: ModelWindow, message: Extent): Pad {
  let index = 0;
  let name = "";
  let type = 0;
  let shape: readonly number[] = [];
  for (const field of fieldsOf(window, message)) {
    if (field.number === 1) index = field.value;
    if (field.number === 2) name = textOf(window, field);
    if (field.number === 8) type = field.value;
    // Height, width and features without the padding; for detections classes, boxes and the size of a box.
    if (field.number === 6) shape = numbersOf(window, messageOf(window, field), [1, 3, 5]);
    if (field.number === 7) shape = numbersOf(window, messageOf(window, field), [1, 2, 3]);
  }
  return { index, tensor: { name, type: formatTypes[type] ?? `type ${type}`, shape } };
}

function numbersOf(window: ModelWindow, message: Extent, wanted: readonly number[]): number[] {
  const found = new Map<number, number>();
  for (const field of fieldsOf(window, message)) if (field.wire === 0) found.set(field.number, field.value);
  return wanted.map((number) => found.get(number) ?? 0);
}

function legacyName(window: ModelWindow, metadata: Extent): string {
  let name = "";
  for (const field of fieldsOf(window, metadata)) if (field.number === 1) name = textOf(window, field);
  return name;
}

/** The boundary layers in the contexts of a group, or of its first partial group: each layout repeats them. */
function readBoundary(window: ModelWindow, group: Extent): { inputs: ModelTensor[]; outputs: ModelTensor[] } {
  const inputs: ModelTensor[] = [];
  const outputs: ModelTensor[] = [];
  let partial: Extent | undefined;
  for (const field of fieldsOf(window, group)) {
    if (field.number === 7) partial ??= messageOf(window, field);
    if (field.number !== 3) continue;
    for (const context of fieldsOf(window, messageOf(window, field))) {
      if (context.number !== 3) continue;
      for (const layer of fieldsOf(window, messageOf(window, context))) {
        if (layer.number !== 2) continue;
        const edge = readEdgeLayer(window, messageOf(window, layer));
        if (edge.boundary) (edge.output ? outputs : inputs).push(edge.tensor);
        if (inputs.length + outputs.length > mostTensors)
          throw window.corrupt(`has more than ${mostTensors} layers at its boundary`);
      }
    }
  }
  if (inputs.length + outputs.length > 0 || partial === undefined) return { inputs, outputs };
  for (const field of fieldsOf(window, partial))
    if (field.number === 1) return readBoundaryOfPartial(window, messageOf(window, field));
  return { inputs, outputs };
}

function readBoundaryOfPartial(
  window: ModelWindow,
  group: Extent,
): { inputs: ModelTensor[]; outputs: ModelTensor[] } {
  // One level only: a partial group has no partial groups of its own, and a hostile file could nest them for ever.
  for (const { number } of fieldsOf(window, group)) if (number === 7) return { inputs: [], outputs: [] };
  return readBoundary(window, group);
}

function readEdgeLayer(
  window: ModelWindow,
  message: Extent,
): { output: boolean; boundary: boolean; tensor: ModelTensor } {
  let output = false;
  let boundary = true;
  let name = "";
  let shape: readonly number[] = [];
  let bytes = 1;
  for (const field of fieldsOf(window, message)) {
    if (field.number === 1) output = field.value === 1;
    if (field.number === 5)
      for (const part of fieldsOf(window, messageOf(window, field)))
        if (part.number === 3) boundary = part.value === 0;
    if (field.number !== 3) continue;
    for (const part of fieldsOf(window, messageOf(window, field))) {
      if (part.number === 1) name = textOf(window, part);
      if (part.number === 2) {
        const [height = 0, width = 0, features = 0, size = 1] = numbersOf(
          window,
          messageOf(window, part),
          [1, 3, 5, 12],
        );
        shape = [height, width, features];
        bytes = size;
      }
    }
  }
  return { output, boundary, tensor: { name, type: bytes === 2 ? "uint16" : "uint8", shape } };
}
