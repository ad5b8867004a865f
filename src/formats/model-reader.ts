import { isFault } from "../values/fault.ts";
import type { RandomAccess } from "../values/random-access.ts";
import { describeHef, isHef, readHef } from "./hef.ts";
import { isGguf, readGguf } from "./gguf.ts";
import type { ModelDescription, ModelFormat } from "./model.ts";
import { mayBeOnnx, readOnnx } from "./onnx.ts";
import { maybeSafetensors, readSafetensors } from "./safetensors.ts";
import { isTflite, readTflite } from "./tflite.ts";

/** A format that a file's first bytes suggest, and whether they (or its name as well) leave no doubt. */
export type ModelGuess = { readonly format: ModelFormat; readonly sure: boolean };

/** Which format a file has by its first bytes (64 are enough); the name only decides where a format has no magic number. */
export function guessModel(name: string, head: Uint8Array, size: number): ModelGuess | undefined {
  const extension = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  if (isHef(head)) return { format: "hef", sure: true };
  if (isTflite(head)) return { format: "tflite", sure: true };
  if (isGguf(head)) return { format: "gguf", sure: true };
  if (extension === "tflite" && size >= 16) return { format: "tflite", sure: false };
  if (maybeSafetensors(head, size)) return { format: "safetensors", sure: extension === "safetensors" };
  if (mayBeOnnx(head) || extension === "onnx") return { format: "onnx", sure: extension === "onnx" };
  return undefined;
}

const readers: Readonly<Record<ModelFormat, (file: RandomAccess) => ModelDescription | undefined>> = {
  hef: (file) => {
    const hef = readHef(file);
    return hef === undefined ? undefined : describeHef(hef);
  },
  tflite: readTflite,
  onnx: readOnnx,
  gguf: readGguf,
  safetensors: readSafetensors,
};

/**
 * Describes a model file, or gives undefined for a file of another kind. Only tables are read, nothing is executed. Throws
 * FORMAT_CORRUPT when the file says that it is a model and is a broken one.
 */
export function readModel(name: string, file: RandomAccess): ModelDescription | undefined {
  const guess = guessModel(name, file.read(0, 64), file.size);
  if (guess === undefined) return undefined;
  try {
    return readers[guess.format](file);
  } catch (error) {
    if (!guess.sure && isFault(error, "FORMAT_CORRUPT")) return undefined;
    throw error;
  }
}
