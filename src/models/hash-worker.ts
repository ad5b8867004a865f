// The work of a hashing thread. A thread is started from the text of `hashingThread`, so that the same code runs from the sources
// and from a bundle with no file of its own beside it: it may use nothing from outside its body.

// Node's types leave it to those of browsers.
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number }) => {
    readonly buffer: ArrayBuffer;
  };
};

/** One file to be hashed; with `shardSize` each part of that length for itself. */
export type HashJob = {
  readonly index: number;
  readonly file: string;
  readonly shardSize: number | undefined;
};

export type HashAnswer = { readonly index: number } & (
  | { readonly ok: true; readonly size: number; /** Lower-case hex. */ readonly sha256: readonly string[] }
  | { readonly ok: false; readonly why: "kind" | "changed" | "system"; readonly code: string }
);

/** The program of a thread: takes lists of jobs by message, answers each list with a list. */
export function hashingThread(): void {
  const { closeSync, constants, fstatSync, openSync, readSync } = process.getBuiltinModule("node:fs");
  const { createHash } = process.getBuiltinModule("node:crypto");
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  // One buffer for all files, of a size that a core's cache holds between filling and hashing it, and at the start of a page: the
  // kernel takes up to eight times as long to copy to an odd address, and only WebAssembly promises an even one.
  const megabyte = 1_048_576;
  const pages = (): Buffer => {
    try {
      return Buffer.from(new WebAssembly.Memory({ initial: 16, maximum: 16 }).buffer);
    } catch {
      return Buffer.allocUnsafeSlow(megabyte);
    }
  };
  const buffer = pages();

  const hash = ({ index, file, shardSize }: HashJob): HashAnswer => {
    // Neither a link nor a pipe that took the place of the file since it was listed is followed or waited for.
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const before = fstatSync(handle, { bigint: true });
      if (!before.isFile()) return { index, ok: false, why: "kind", code: "" };
      const size = Number(before.size);
      const step = shardSize ?? Number.MAX_SAFE_INTEGER;
      const sha256: string[] = [];
      let position = 0;
      do {
        const end = Math.min(size, position + step);
        const digest = createHash("sha256");
        while (position < end) {
          const length = readSync(handle, buffer, 0, Math.min(buffer.length, end - position), null);
          if (length === 0) return { index, ok: false, why: "changed", code: "" };
          digest.update(length === buffer.length ? buffer : buffer.subarray(0, length));
          position += length;
        }
        sha256.push(digest.digest("hex"));
      } while (position < size);
      const after = fstatSync(handle, { bigint: true });
      const same =
        after.size === before.size && after.mtimeNs === before.mtimeNs && after.ctimeNs === before.ctimeNs;
      if (!same || readSync(handle, buffer, 0, 1, null) > 0)
        return { index, ok: false, why: "changed", code: "" };
      return { index, ok: true, size, sha256 };
    } finally {
      closeSync(handle);
    }
  };

  const answer = (job: HashJob): HashAnswer => {
    try {
      return hash(job);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      return { index: job.index, ok: false, why: "system", code };
    }
  };
  parentPort?.on("message", (jobs: readonly HashJob[]) => parentPort.postMessage(jobs.map(answer)));
}
