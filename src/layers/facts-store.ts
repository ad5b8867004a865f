import { createHash } from "node:crypto";
import path from "node:path";
import { readBounded, writeAtomic } from "../io/files.ts";
import {
  decodeRecord,
  encodeRecord,
  type FactsRecord,
  type FactsSubject,
  largestRecord,
  recordKey,
} from "./facts-record.ts";
import { corruptLayer } from "./unpack.ts";
import type { LayerSource } from "./visitor.ts";

/** Where records lie. Keys are file names. What it gives is checked; what it throws counts as nothing there. */
export type FactsStore = {
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
};

/** Facts of layers that were looked at before, and whether they may be believed. */
export type KeptFacts = {
  readonly store: FactsStore;
  /**
   * True only where nobody but trusted builds can write the store. A record says what a layer holds, so who can write one can make a
   * layer look clean: with false (a pull request, a shared folder) the store is neither read nor written.
   */
  readonly trusted: boolean;
  /** Version of this tool: another one may see other things. */
  readonly tool: string;
  /** With a key, records are sealed by an HMAC, and one without a valid seal counts as nothing there. */
  readonly integrityKey?: Uint8Array;
};

/** The record about a layer, or undefined: not there, not trusted, damaged, of another subject. It never throws. */
export async function recall(kept: KeptFacts, subject: FactsSubject): Promise<FactsRecord | undefined> {
  if (!kept.trusted) return undefined;
  try {
    const bytes = await kept.store.get(recordKey(subject));
    return bytes === undefined ? undefined : decodeRecord(bytes, subject, kept.integrityKey);
  } catch {
    return undefined;
  }
}

/** Keeps a record where it can be: a store that fails, or a record that cannot be kept, is no failure of the build. */
export async function remember(kept: KeptFacts, subject: FactsSubject, record: FactsRecord): Promise<void> {
  if (!kept.trusted) return;
  const bytes = encodeRecord(subject, record, kept.integrityKey);
  if (bytes === undefined) return;
  try {
    await kept.store.put(recordKey(subject), bytes);
  } catch {
    // The next build reads the layer again.
  }
}

/**
 * Proves that a blob is the one that a record is about, by its digest and size; what a record saves is to unpack and read it.
 * Throws LAYER_CORRUPT, and what the source throws.
 */
export async function proveBlob(source: LayerSource): Promise<void> {
  if (source.prove !== undefined) return source.prove();
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of source.open()) {
    hash.update(chunk);
    size += chunk.length;
  }
  const digest = `sha256:${hash.digest("hex")}`;
  if (digest !== source.digest || size !== source.size)
    throw corruptLayer(source.digest, `has ${size} bytes with ${digest}`);
}

/** A folder as a store; it must be the caller's own. */
export function factsFolder(directory: string): FactsStore {
  return {
    get: (key) => readBounded(path.join(directory, key), largestRecord),
    put: (key, bytes) => writeAtomic(path.join(directory, key), bytes),
  };
}
