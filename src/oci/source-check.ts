import { createHash } from "node:crypto";
import type { Fault } from "../values/fault.ts";
import type { BlobSource } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";

/** A request body that is proved while it is sent. */
export type CheckedBody = {
  readonly open: () => AsyncIterable<Uint8Array>;
  /** What was wrong with the source, once a stream ended; a fault here explains why a request broke. */
  readonly fault: () => unknown;
};

/**
 * The bytes of a source from an offset on. All bytes are hashed, the skipped ones too, and the last piece is held back until the
 * digest is known: a source that is not what it says can never be sent whole. A source that proves itself is not hashed twice.
 */
export function checkedBody(blob: BlobSource, offset: number): CheckedBody {
  let problem: unknown;
  async function* stream(): AsyncGenerator<Uint8Array> {
    const hash = createHash("sha256");
    let seen = 0;
    let held: Uint8Array | undefined;
    try {
      for await (const chunk of blob.open()) {
        if (blob.proven !== true) hash.update(chunk);
        const start = Math.min(Math.max(offset - seen, 0), chunk.length);
        seen += chunk.length;
        if (seen > blob.size) throw changed(blob, `more than ${blob.size} bytes`);
        if (start === chunk.length) continue;
        if (held !== undefined) yield held;
        held = chunk.subarray(start);
      }
      const digest = blob.proven === true ? blob.digest : `sha256:${hash.digest("hex")}`;
      if (seen !== blob.size || digest !== blob.digest) throw changed(blob, `${seen} bytes with ${digest}`);
    } catch (error) {
      problem = error;
      throw error;
    }
    if (held !== undefined) yield held;
  }
  return { open: stream, fault: () => problem };
}

function changed(blob: BlobSource, got: string): Fault {
  return ociFaults.fault(
    "BLOB_SOURCE_CHANGED",
    `a blob to push should be ${blob.size} bytes with ${blob.digest} and is ${got}`,
    { where: blob.digest },
  );
}
