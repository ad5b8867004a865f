import { createHash } from "node:crypto";
import { modelFaults } from "./faults.ts";

export type Hashes = { readonly size: number; readonly sha256: string; readonly md5: string };
export type Expected = { readonly md5?: string | undefined; readonly size?: number | undefined };

/** No model for a Raspberry Pi is larger, and no answer of a server may be. */
export const largestModel = 16 * 1024 ** 3;

/** Passes a stream on while it counts and hashes it in one go; more bytes than expected end it with MODEL_SIZE_MISMATCH. */
export async function hashStream(
  stream: AsyncIterable<Uint8Array>,
  expected: Expected,
  what: string,
  pass: (chunk: Uint8Array) => Promise<void> = async () => {},
): Promise<Hashes> {
  const sha256 = createHash("sha256");
  const md5 = createHash("md5");
  const limit = expected.size ?? largestModel;
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) throw sizeFault(what, `more than ${limit} bytes`, expected);
    sha256.update(chunk);
    // MD5 is DVC's name for the object, not an identity: without one to compare it is not worth its time.
    if (expected.md5 !== undefined) md5.update(chunk);
    await pass(chunk);
  }
  return { size, sha256: sha256.digest("hex"), md5: expected.md5 === undefined ? "" : md5.digest("hex") };
}

/** Throws MODEL_SIZE_MISMATCH or MODEL_DIGEST_MISMATCH when hashes are not those that were expected. */
export function requireExpected(hashes: Hashes, expected: Expected, what: string): void {
  if (expected.size !== undefined && hashes.size !== expected.size)
    throw sizeFault(what, `${hashes.size} bytes`, expected);
  if (expected.md5 !== undefined && hashes.md5 !== expected.md5)
    throw modelFaults.fault(
      "MODEL_DIGEST_MISMATCH",
      `${what}: its .dvc file says md5 ${expected.md5}, the bytes have ${hashes.md5}`,
      { where: what, next: "push the right bytes with dvc push, or find out who changed the remote" },
    );
}

function sizeFault(what: string, actual: string, expected: Expected): Error {
  const wanted =
    expected.size === undefined
      ? `at most ${largestModel} bytes are read`
      : `expected ${expected.size} bytes`;
  return modelFaults.fault("MODEL_SIZE_MISMATCH", `${what} has ${actual}; ${wanted}`, { where: what });
}
