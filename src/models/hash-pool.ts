import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type HashAnswer, type HashJob, hashingThread } from "./hash-worker.ts";

/** A file and its size, by which the work is shared out. */
export type Sized = { readonly file: string; readonly size: number };

const mostThreads = 8;
// What a thread gets at a time: a message for each of a hundred thousand small files would cost more than hashing them.
const batchBytes = 4_194_304;
const batchFiles = 64;

/**
 * Hashes files on several threads, large ones first, and gives the answers in the order of the files. The first answer that is no
 * digest ends the work, as does `stopped`, whose reason is thrown.
 */
export async function hashFiles(
  files: readonly Sized[],
  shardSize: number | undefined,
  stopped?: AbortSignal,
): Promise<readonly HashAnswer[]> {
  stopped?.throwIfAborted();
  const batches = shareOut(files, shardSize);
  const threads = Math.min(mostThreads, availableParallelism(), batches.length);
  const answers: HashAnswer[] = [];
  const queue = batches.values();
  const workers = Array.from({ length: threads }, () => startThread());
  try {
    await Promise.all(workers.map((worker) => serve(worker, queue, answers, stopped)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return answers.toSorted((left, right) => left.index - right.index);
}

function startThread(): Worker {
  return new Worker(`(${hashingThread.toString()})()`, {
    eval: true,
    // Of the process nothing is wanted: neither its flags (a test runner's, a coverage's) nor its environment.
    execArgv: [],
    env: {},
    name: "pi5-hash",
  });
}

async function serve(
  worker: Worker,
  queue: Iterator<readonly HashJob[]>,
  answers: HashAnswer[],
  stopped: AbortSignal | undefined,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const next = (): void => {
      const { done, value } = queue.next();
      if (done === true) resolve();
      else worker.postMessage(value);
    };
    const stop = (): void => reject(stopped?.reason as Error);
    stopped?.addEventListener("abort", stop, { once: true });
    worker.on("message", (done: readonly HashAnswer[]) => {
      answers.push(...done);
      // After a failure nobody gets more to do.
      if (done.some(({ ok }) => !ok)) while (queue.next().done !== true);
      next();
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      stopped?.removeEventListener("abort", stop);
      reject(new Error("a hashing thread ended by itself"));
    });
    next();
  });
}

function shareOut(files: readonly Sized[], shardSize: number | undefined): readonly (readonly HashJob[])[] {
  const sorted = files
    .map(({ file, size }, index) => ({ job: { index, file, shardSize }, size }))
    .sort((left, right) => right.size - left.size);
  const batches: HashJob[][] = [];
  let bytes = batchBytes;
  let batch: HashJob[] = [];
  for (const { job, size } of sorted) {
    if (bytes + size > batchBytes || batch.length >= batchFiles) {
      batch = [];
      batches.push(batch);
      bytes = 0;
    }
    batch.push(job);
    bytes += size;
  }
  return batches;
}
