import { createHash } from "node:crypto";
import type { HttpResponse } from "../io/http.ts";
import { isFault } from "../values/fault.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { mismatch } from "./manifests.ts";
import { refusalFault } from "./refusals.ts";
import { type RegistryRequest, type Transport, connectionFault } from "./transport.ts";

type Wanted = Pick<Descriptor, "digest" | "size">;

/**
 * Streams a blob. A connection that breaks is taken up again where it broke (Range), through the registry each time, since the
 * address of its storage may have expired. What is yielded is only proved when the stream ends: it throws REGISTRY_DIGEST_MISMATCH
 * at its end when the bytes are others, and as soon as there are more than `size`.
 */
export async function* downloadBlob(
  transport: Transport,
  repository: Repository,
  blob: Wanted,
): AsyncGenerator<Uint8Array> {
  const what = `blob ${formatRepository(repository)}@${blob.digest}`;
  const hash = createHash("sha256");
  let offset = 0;
  let stalled = 0;
  for (;;) {
    const before = offset;
    let broken: unknown;
    try {
      for await (const chunk of await openAt(transport, repository, blob, offset, what)) {
        offset += chunk.length;
        if (offset > blob.size) throw mismatch(what, repository, `${blob.size} bytes long`, "longer");
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      broken = connectionFault(error, what, repository.registry);
      if (!isFault(broken, "REGISTRY_UNAVAILABLE")) throw broken;
    }
    if (offset === blob.size) break;
    // An answer that ends early without an error is a truncation; it is treated like a break.
    stalled = offset > before ? 0 : stalled + 1;
    if (stalled >= 3)
      throw broken ?? mismatch(what, repository, `${blob.size} bytes long`, `cut off after ${offset}`);
  }
  const digest = `sha256:${hash.digest("hex")}`;
  if (digest !== blob.digest) throw mismatch(what, repository, blob.digest, digest);
}

async function openAt(
  transport: Transport,
  repository: Repository,
  blob: Wanted,
  offset: number,
  what: string,
): Promise<AsyncIterable<Uint8Array>> {
  const request: RegistryRequest = {
    method: "GET",
    repository,
    path: `blobs/${blob.digest}`,
    access: { action: "pull" },
    // A body that is compressed on the way would not have the digest.
    headers: { "accept-encoding": "identity", ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) },
    what,
  };
  const response = await transport.request(request);
  if (response.status === 200) return skip(response, offset);
  if (response.status === 206 && offset > 0) {
    const range = /^bytes ([0-9]+)-/.exec(response.header("content-range") ?? "")?.[1];
    if (Number(range) === offset) return response.stream();
    await response.discard();
    throw ociFaults.fault(
      "REGISTRY_PROTOCOL",
      `${repository.registry} sends another range than was asked for of ${what}`,
      { where: formatRepository(repository) },
    );
  }
  throw await refusalFault(response, what, repository.registry);
}

/** The body from an offset on, for servers that ignore Range. */
async function* skip(response: HttpResponse, offset: number): AsyncGenerator<Uint8Array> {
  let left = offset;
  for await (const chunk of response.stream()) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}
