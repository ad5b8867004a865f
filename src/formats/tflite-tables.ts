import type { ModelWindow } from "./model-window.ts";

/** A vector of a FlatBuffer: the place of its first element, and how many there are. */
export type Vector = { readonly start: number; readonly length: number };

const noElements: Vector = { start: 0, length: 0 };

/** The place of a table's field by its id, or undefined when the table leaves it out (FlatBuffers internals, "Tables"). */
export function fieldOf(window: ModelWindow, table: number, id: number): number | undefined {
  window.item();
  const vtable = table - window.int32(table);
  const slot = 4 + 2 * id;
  if (slot + 2 > window.uint16(vtable)) return undefined;
  const offset = window.uint16(vtable + slot);
  return offset === 0 ? undefined : table + offset;
}

/** The vector in a field; empty when it is left out. Its elements of `width` bytes lie in the file, or it is FORMAT_CORRUPT. */
export function vectorOf(window: ModelWindow, table: number, id: number, width: number): Vector {
  const field = fieldOf(window, table, id);
  if (field === undefined) return noElements;
  const place = field + window.uint32(field);
  const length = window.uint32(place);
  if (length * width > window.size - place - 4) throw window.corrupt("has a vector that ends after the file");
  return { start: place + 4, length };
}

/** The table at an index of a vector of tables. */
export function tableAt(window: ModelWindow, vector: Vector, index: number): number {
  if (index < 0 || index >= vector.length) throw window.corrupt("names a table that it does not have");
  const place = vector.start + 4 * index;
  return place + window.uint32(place);
}

/** The table in a field, or undefined. */
export function tableOf(window: ModelWindow, table: number, id: number): number | undefined {
  const field = fieldOf(window, table, id);
  return field === undefined ? undefined : field + window.uint32(field);
}

/** The text in a field, as it may be shown; empty when it is left out. */
export function stringOf(window: ModelWindow, table: number, id: number): string {
  const { start, length } = vectorOf(window, table, id, 1);
  return length === 0 ? "" : window.text(start, length);
}

/** The 32-bit integers of a vector; more than `most` are FORMAT_CORRUPT. */
export function intsOf(window: ModelWindow, table: number, id: number, most: number): number[] {
  const { start, length } = vectorOf(window, table, id, 4);
  if (length > most)
    throw window.corrupt(`has a list of ${length} integers; at most ${most} make sense there`);
  return Array.from({ length }, (_, index) => window.int32(start + 4 * index));
}
