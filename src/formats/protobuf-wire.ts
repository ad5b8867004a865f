import type { ModelWindow } from "./model-window.ts";

/** A part of a file: where it starts and where it ends (exclusive). */
export type Extent = { readonly start: number; readonly end: number };

/**
 * One field of a protobuf message. For wire type 0, `value` is its integer (as int64; exact up to 2^53); for the others
 * `start` and `end` are the place of its bytes.
 */
export type WireField = Extent & {
  readonly number: number;
  readonly wire: 0 | 1 | 2 | 5;
  readonly value: number;
};

/**
 * The fields of a message (Protocol Buffers encoding), in the order of the file. Nothing is copied: large fields are jumped
 * over. Groups, a field 0 and lengths beyond the message are FORMAT_CORRUPT.
 */
export function* fieldsOf(window: ModelWindow, message: Extent): Generator<WireField> {
  let offset = message.start;
  while (offset < message.end) {
    window.item();
    const tag = readVarint(window, offset, message.end);
    offset = tag.end;
    const number = Math.floor(tag.value / 8);
    const wire = tag.value % 8;
    if (number < 1 || number > 536_870_911) throw window.corrupt("has a field with an impossible number");
    if (wire === 0) {
      const { value, end } = readVarint(window, offset, message.end);
      yield { number, wire, value, start: offset, end };
      offset = end;
      continue;
    }
    if (wire !== 1 && wire !== 2 && wire !== 5) throw window.corrupt(`has a field of wire type ${wire}`);
    let length = wire === 1 ? 8 : 4;
    if (wire === 2) {
      const prefix = readVarint(window, offset, message.end);
      length = prefix.value;
      offset = prefix.end;
    }
    if (length < 0 || length > message.end - offset)
      throw window.corrupt("has a field that ends after its message");
    yield { number, wire, value: 0, start: offset, end: offset + length };
    offset += length;
  }
}

/** The integers of a repeated field, whether packed or one by one; at most `most` are given, more is FORMAT_CORRUPT. */
export function integersOf(window: ModelWindow, field: WireField, most: number): number[] {
  if (field.wire === 0) return [field.value];
  if (field.wire !== 2) throw window.corrupt("has integers of an unknown form");
  const values: number[] = [];
  for (let offset = field.start; offset < field.end;) {
    const { value, end } = readVarint(window, offset, field.end);
    if (values.length >= most) throw window.corrupt(`has more than ${most} integers in one field`);
    values.push(value);
    offset = end;
  }
  return values;
}

/** The text of a length-delimited field, as it may be shown. */
export function textOf(window: ModelWindow, field: WireField): string {
  if (field.wire !== 2) throw window.corrupt("has a text of an unknown form");
  return window.text(field.start, field.end - field.start);
}

/** The place of a message that is a field; FORMAT_CORRUPT for any other wire type. */
export function messageOf(window: ModelWindow, field: WireField): Extent {
  if (field.wire !== 2) throw window.corrupt("has a message of an unknown form");
  return field;
}

function readVarint(window: ModelWindow, start: number, limit: number): { value: number; end: number } {
  let low = 0;
  let scale = 1;
  for (let offset = start; offset < limit && offset < start + 10; offset += 1) {
    const byte = window.byte(offset);
    // Seven bytes are 49 bits, which doubles hold exactly; longer ones go through BigInt.
    if (offset < start + 7) low += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80)
      return {
        value: offset < start + 7 ? low : longVarint(window, start, offset + 1),
        end: offset + 1,
      };
  }
  throw window.corrupt("has an integer without end");
}

function longVarint(window: ModelWindow, start: number, end: number): number {
  let value = 0n;
  for (let offset = end - 1; offset >= start; offset -= 1)
    value = (value << 7n) | BigInt(window.byte(offset) & 0x7f);
  return Number(BigInt.asIntN(64, value));
}
