import type { Pair } from "./driver.ts";

/** An option in front of each value, as argv takes it. */
export function each(option: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [option, value]);
}

/** A list of the value, empty where there is none. */
export function optional(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** A pair as `NAME=VALUE`. */
export function assigned([name, value]: Pair): string {
  return `${name}=${value}`;
}
