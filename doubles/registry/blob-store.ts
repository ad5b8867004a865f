// Content on disk by digest, shared by all repositories. Nothing is held in memory but the chunk in passing.
import { createHash, randomUUID } from "node:crypto";
import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";

/** An upload in progress. `size` is what has arrived so far. */
export type Upload = {
  readonly id: string;
  readonly repository: string;
  readonly file: string;
  readonly hash: Hash;
  size: number;
};

export type BlobStore = {
  readonly begin: (repository: string) => Promise<Upload>;
  /** Appends a stream; what arrived before an error stays, as a resumed upload expects. */
  readonly append: (upload: Upload, body: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Makes the upload a blob when its content has that digest; otherwise throws it away and returns false. */
  readonly commit: (upload: Upload, digest: string) => Promise<boolean>;
  readonly discard: (upload: Upload) => Promise<void>;
  readonly size: (digest: string) => Promise<number | undefined>;
  /** Reads octets `start` to `end` inclusive. */
  readonly read: (digest: string, range?: { readonly start: number; readonly end: number }) => Readable;
};

const DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Whether the text is a digest that the store can hold. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** Opens a store in `directory`, which is made if it is missing. */
export async function openBlobStore(directory: string): Promise<BlobStore> {
  const blobs = path.join(directory, "blobs");
  const uploads = path.join(directory, "uploads");
  for (const folder of [path.join(blobs, "sha256"), path.join(blobs, "sha512"), uploads]) {
    await mkdir(folder, { recursive: true });
  }
  const fileOf = (digest: string): string => {
    if (!isDigest(digest)) throw new Error(`not a digest: ${digest}`);
    return path.join(blobs, digest.replace(":", path.sep));
  };
  return {
    begin: async (repository) => {
      const id = randomUUID();
      const file = path.join(uploads, id);
      await (await open(file, "wx")).close();
      return { id, repository, file, hash: createHash("sha256"), size: 0 };
    },
    append: async (upload, body) => {
      const file = await open(upload.file, "a");
      try {
        for await (const chunk of body) {
          await file.writeFile(chunk);
          upload.hash.update(chunk);
          upload.size += chunk.length;
        }
      } finally {
        await file.close();
      }
    },
    commit: async (upload, digest) => {
      const actual = digest.startsWith("sha512:")
        ? `sha512:${await hashFile(upload.file, "sha512")}`
        : `sha256:${upload.hash.copy().digest("hex")}`;
      if (actual !== digest) {
        await rm(upload.file, { force: true });
        return false;
      }
      await rename(upload.file, fileOf(digest));
      return true;
    },
    discard: (upload) => rm(upload.file, { force: true }),
    size: async (digest) => {
      try {
        return (await stat(fileOf(digest))).size;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    read: (digest, range) => createReadStream(fileOf(digest), range),
  };
}

async function hashFile(file: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}
