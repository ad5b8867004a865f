import { modelFaults } from "./faults.ts";
import { hashFiles } from "./hash-pool.ts";
import type { HashAnswer } from "./hash-worker.ts";
import { type TreeFile, type TreeOptions, listModel } from "./model-tree.ts";

export type HashOptions = TreeOptions & {
  /** Hashes parts of this many bytes, named `path:start:end`, instead of whole files; empty files have none. */
  readonly shardSize?: number | undefined;
  readonly stopped?: AbortSignal | undefined;
};

/** A file of a model, or a part of one, as model signatures (OMS v1.0) name it. */
export type HashedFile = { readonly name: string; /** Lower-case hex. */ readonly sha256: string };

// A signature of more parts would not fit into a bundle, so no file that was signed has more.
const mostShards = 100_000;

/**
 * Hashes every file of a model with SHA-256, several at a time, as the bytes were at one moment: a file that changes meanwhile is
 * refused. Throws MODEL_CHANGED, and the faults of listModel.
 */
export async function hashModel(model: string, options: HashOptions): Promise<readonly HashedFile[]> {
  const { shardSize, stopped } = options;
  const files = await listModel(model, options);
  const parts =
    shardSize === undefined ? 0 : files.reduce((sum, { size }) => sum + Math.ceil(size / shardSize), 0);
  if (parts > mostShards)
    throw modelFaults.fault("MODEL_TOO_MANY_FILES", `${model} has more than ${mostShards} parts`, {
      where: model,
    });
  const answers = await hashFiles(files, shardSize, stopped);
  const failed = answers.find(({ ok }) => !ok);
  if (failed !== undefined) throw faultOf(failed, files);
  return answers.flatMap((answer) => namesOf(answer, files[answer.index]?.name ?? "", shardSize));
}

function namesOf(answer: HashAnswer, name: string, shardSize: number | undefined): readonly HashedFile[] {
  if (!answer.ok) return [];
  const { sha256: digests, size } = answer;
  if (shardSize === undefined) return digests.map((sha256) => ({ name, sha256 }));
  if (size === 0) return [];
  return digests.map((sha256, part) => {
    const start = part * shardSize;
    return { name: `${name}:${start}:${Math.min(size, start + shardSize)}`, sha256 };
  });
}

function faultOf(answer: HashAnswer, files: readonly TreeFile[]): Error {
  const { name = "", file = "" } = files[answer.index] ?? {};
  const shown = name === "." ? file : JSON.stringify(name.slice(0, 300));
  const context = { where: name === "." ? file : name.slice(0, 300) };
  if (!answer.ok && answer.why === "changed")
    return modelFaults.fault("MODEL_CHANGED", `${shown} changed while it was read`, context);
  const why =
    answer.ok || answer.why === "kind" ? "is not a regular file any more" : `cannot be read: ${answer.code}`;
  return modelFaults.fault("MODEL_ENTRY_UNUSABLE", `${shown} ${why}`, context);
}
