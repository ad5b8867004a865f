import { compareText } from "../values/text-order.ts";
/** What the bytes of a model say about it. Texts from the file are cut to 256 characters and free of control characters. */
export type ModelDescription = {
  readonly format: ModelFormat;
  /** `int8`, `uint8`, `int16x8`, `dynamic-range`, `fp16`, `bf16`, `mixed`, a GGUF type such as `Q4_K`; `none` for plain floats, empty when unknown. */
  readonly quantization: string;
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  /** What has to be there to run it, such as `tflite >=1.14.0` or `hailort 5.1`; empty when the file does not say. */
  readonly requiredRuntime: string;
  /** Operators that a stock runtime does not have, sorted. */
  readonly customOperators: readonly string[];
  /** Other facts by name, such as `hailo:hw_arch`; sorted by name. */
  readonly properties: Readonly<Record<string, string>>;
};

export type ModelFormat = "hef" | "tflite" | "onnx" | "gguf" | "safetensors";

export type ModelTensor = {
  readonly name: string;
  /** Such as `float32` or `int8`. */
  readonly type: string;
  /** A dimension that is only known when the model runs is -1. */
  readonly shape: readonly number[];
};

/** The entries of a record with a value, sorted by name. */
export function modelProperties(
  all: Readonly<Record<string, string | number | undefined>>,
): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const name of Object.keys(all).sort()) {
    const value = all[name];
    if (value !== undefined && value !== "") properties[name] = String(value);
  }
  return properties;
}

/** A type's name for a histogram of elements by type: the only one, the one that has at least 90 % of all, else `mixed`. */
export function dominant(elements: ReadonlyMap<string, number>): string {
  let total = 0;
  let most = "";
  for (const [type, count] of elements) {
    total += count;
    if (count > (elements.get(most) ?? 0)) most = type;
  }
  return (elements.get(most) ?? 0) >= total * 0.9 ? most : "mixed";
}

/** `int8 12, float32 3`: a histogram as text, most frequent first. */
export function histogramText(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([leftName, left], [rightName, right]) => right - left || compareText(leftName, rightName))
    .slice(0, 16)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

/** Adds to a count of a histogram. */
export function addTo(counts: Map<string, number>, name: string, more = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + more);
}
