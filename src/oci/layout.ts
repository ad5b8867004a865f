import { createHash, randomBytes } from "node:crypto";
import { type WriteStream, constants, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { codeOf, readBounded, writeAtomic } from "../io/files.ts";
import { canonicalJson } from "../values/canonical-json.ts";
import { type Digest, digestOf, hexOf } from "../values/digest.ts";
import { describeError, isFault } from "../values/fault.ts";
import type { BlobSource, Descriptor, Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import {
  describeBytes,
  largestManifest,
  parseDescriptor,
  parseManifest,
  parseObject,
} from "./manifest-content.ts";
import { mediaTypes } from "./media-types.ts";
import { readSmallBlob } from "./small-blob.ts";

/** An OCI image layout (image-spec v1.1): a folder of blobs by digest and an index of what they are. */
export type Layout = {
  readonly directory: string;
  /** What index.json lists, as it is. */
  readonly entries: () => Promise<readonly Descriptor[]>;
  /** A manifest with its bytes, checked against its descriptor. Throws LAYOUT_CORRUPT. */
  readonly manifest: (descriptor: Pick<Descriptor, "mediaType" | "digest" | "size">) => Promise<Manifest>;
  /** A blob to stream; the stream throws LAYOUT_CORRUPT at its end when the bytes are others. */
  readonly blob: (descriptor: Pick<Descriptor, "digest" | "size">) => BlobSource;
  /** Reads a blob to its end and throws LAYOUT_CORRUPT unless it has its digest and size. */
  readonly prove: (descriptor: Pick<Descriptor, "digest" | "size">) => Promise<void>;
  readonly has: (descriptor: Pick<Descriptor, "digest" | "size">) => Promise<boolean>;
  /** Writes a blob whole or not at all; with `expected`, only when it has that digest and size. Bounded memory. */
  readonly writeBlob: (
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    expected?: Pick<Descriptor, "digest" | "size">,
  ) => Promise<{ readonly digest: Digest; readonly size: number }>;
  /** Writes a manifest and gives its descriptor. It is not listed in index.json until `list` names it. */
  readonly writeManifest: (manifest: {
    readonly bytes: Uint8Array;
    readonly mediaType: string;
  }) => Promise<Descriptor>;
  /** Replaces what index.json lists, atomically. */
  readonly list: (entries: readonly Descriptor[]) => Promise<void>;
};

/** The annotation of an entry of index.json that holds its tag. */
export const refNameAnnotation = "org.opencontainers.image.ref.name";

const markerText = '{"imageLayoutVersion":"1.0.0"}';
// Large pieces: below this the allocator costs more than the hash.
const readSize = 1024 * 1024;

export type LayoutOptions = {
  /** Whether what is written is on the disk before it counts as there; not needed for a layout that ends with the process. */
  readonly durable?: boolean;
};

/** Opens a layout, or throws LAYOUT_MISSING or LAYOUT_CORRUPT. */
export async function openLayout(directory: string, { durable = true }: LayoutOptions = {}): Promise<Layout> {
  const file = path.join(directory, "oci-layout");
  let bytes: Buffer;
  try {
    bytes = await readBounded(file, 4096);
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw corrupt(directory, describeError(error), error);
    throw ociFaults.fault(
      "LAYOUT_MISSING",
      `${directory} is not an OCI image layout: it has no oci-layout file`,
      {
        where: directory,
        cause: error,
      },
    );
  }
  const { imageLayoutVersion } = parseObject(bytes, (why) => corrupt(directory, `oci-layout ${why}`));
  if (imageLayoutVersion !== "1.0.0") throw corrupt(directory, "oci-layout does not name version 1.0.0");
  const layout = layoutAt(directory, durable);
  await layout.entries();
  return layout;
}

/** Makes an empty layout in a folder, or opens the one that is there. */
export async function createLayout(
  directory: string,
  { durable = true }: LayoutOptions = {},
): Promise<Layout> {
  try {
    return await openLayout(directory, { durable });
  } catch (error) {
    if (!isFault(error, "LAYOUT_MISSING")) throw error;
  }
  await mkdir(path.join(directory, "blobs", "sha256"), { recursive: true });
  const layout = layoutAt(directory, durable);
  await layout.list([]);
  // The marker comes last: until then it is no layout.
  await writeAtomic(path.join(directory, "oci-layout"), markerText, { durable });
  return layout;
}

function layoutAt(directory: string, durable: boolean): Layout {
  const fileOf = (digest: Digest): string => path.join(directory, "blobs", "sha256", hexOf(digest));
  const blob: Layout["blob"] = ({ digest, size }) => ({
    digest,
    size,
    proven: true,
    open: () => readVerified(directory, fileOf(digest), { digest, size }),
  });
  const writeBlob: Layout["writeBlob"] = (content, expected) =>
    writeVerified(directory, fileOf, content, { expected, durable });
  return {
    directory,
    blob,
    writeBlob,
    prove: (descriptor) => proveFile(directory, fileOf(descriptor.digest), descriptor),
    entries: () => readIndex(directory),
    has: async ({ digest, size }) => (await sizeOf(fileOf(digest))) === size,
    manifest: async ({ mediaType, digest, size }) => {
      const refuse = (why: string) => corrupt(directory, `the manifest ${digest} ${why}`);
      const bytes = await readSmallBlob({ size }, blob({ digest, size }).open, refuse, largestManifest);
      parseManifest(bytes, mediaType, refuse);
      return { descriptor: { mediaType, digest, size }, bytes };
    },
    writeManifest: async ({ bytes, mediaType }) => {
      parseManifest(bytes, mediaType);
      await writeAtomic(fileOf(digestOf(bytes)), bytes, { durable });
      return describeBytes(bytes, mediaType);
    },
    list: async (entries) => {
      const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: entries };
      await writeAtomic(path.join(directory, "index.json"), canonicalJson(index), { durable });
    },
  };
}

async function readIndex(directory: string): Promise<readonly Descriptor[]> {
  let bytes: Buffer;
  try {
    bytes = await readBounded(path.join(directory, "index.json"), largestManifest);
  } catch (error) {
    throw corrupt(directory, describeError(error), error);
  }
  const refuse = (why: string) => corrupt(directory, `index.json ${why}`);
  const { manifests, schemaVersion } = parseObject(bytes, refuse);
  if (schemaVersion !== 2 || !Array.isArray(manifests)) throw refuse("is not an index of schemaVersion 2");
  return manifests.map((entry: unknown, index) => parseDescriptor(entry, `manifests[${index}]`, refuse));
}

/** Streams a blob's file and proves it before the last piece is given. */
async function* readVerified(
  directory: string,
  file: string,
  expected: Expected,
): AsyncGenerator<Uint8Array> {
  const proof = openProof(directory, expected);
  let handle: FileHandle | undefined;
  let held: Buffer | undefined;
  try {
    handle = await openBlob(file);
    const stream = handle.createReadStream({ highWaterMark: readSize, autoClose: false });
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      proof.take(bytes);
      if (held !== undefined) yield held;
      held = bytes;
    }
  } catch (error) {
    throw blobFault(directory, expected, error);
  } finally {
    await handle?.close();
  }
  proof.end();
  if (held !== undefined) yield held;
}

/** The same without giving the bytes to anyone, so that one piece of memory does for all of them. */
async function proveFile(directory: string, file: string, expected: Expected): Promise<void> {
  const proof = openProof(directory, expected);
  const piece = Buffer.allocUnsafeSlow(readSize);
  let handle: FileHandle | undefined;
  try {
    handle = await openBlob(file);
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, null);
      if (bytesRead === 0) break;
      proof.take(piece.subarray(0, bytesRead));
    }
  } catch (error) {
    throw blobFault(directory, expected, error);
  } finally {
    await handle?.close();
  }
  proof.end();
}

type Expected = Pick<Descriptor, "digest" | "size">;

function openProof(
  directory: string,
  expected: Expected,
): { readonly take: (bytes: Uint8Array) => void; readonly end: () => void } {
  const hash = createHash("sha256");
  let size = 0;
  return {
    take: (bytes) => {
      size += bytes.length;
      if (size > expected.size)
        throw corrupt(directory, `the blob ${expected.digest} is longer than ${expected.size} bytes`);
      hash.update(bytes);
    },
    end: () => {
      const digest = `sha256:${hash.digest("hex")}`;
      if (size !== expected.size || digest !== expected.digest)
        throw corrupt(directory, `the blob ${expected.digest} has ${size} bytes with ${digest}`);
    },
  };
}

/** Symbolic links are refused: a layout may come from a stranger's build. */
function openBlob(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
}

function blobFault(directory: string, { digest }: Expected, error: unknown): unknown {
  const code = codeOf(error);
  if (code === "") return error;
  if (code === "ENOENT") return corrupt(directory, `the blob ${digest} is missing`, error);
  if (code === "ELOOP") return corrupt(directory, `the blob ${digest} is a symbolic link`, error);
  return corrupt(directory, `the blob ${digest}: ${describeError(error)}`, error);
}

async function writeVerified(
  directory: string,
  fileOf: (digest: Digest) => string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  {
    expected,
    durable,
  }: {
    readonly expected: Pick<Descriptor, "digest" | "size"> | undefined;
    readonly durable: boolean;
  },
): Promise<{ readonly digest: Digest; readonly size: number }> {
  const temporary = path.join(directory, "blobs", "sha256", `.${randomBytes(8).toString("hex")}.tmp`);
  const hash = createHash("sha256");
  let size = 0;
  const out = createWriteStream(temporary, { flags: "wx", highWaterMark: readSize, flush: durable });
  // The end of the stream is awaited below; an error before that must not be a crash.
  const done = finished(out);
  done.catch(() => {});
  try {
    for await (const chunk of content) {
      size += chunk.length;
      hash.update(chunk);
      // A full buffer is drained before more is read: that is what bounds the memory.
      if (!out.write(chunk)) await Promise.race([drained(out), done]);
    }
    out.end();
    await done;
    const digest = `sha256:${hash.digest("hex")}` as Digest;
    if (expected !== undefined && (digest !== expected.digest || size !== expected.size))
      throw corrupt(directory, `a blob to write should be ${expected.digest} and is ${digest}`);
    await rename(temporary, fileOf(digest));
    return { digest, size };
  } finally {
    out.destroy();
    // A file that is still being opened would come after its removal.
    await closed(out);
    await rm(temporary, { force: true });
  }
}

function closed(out: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (out.closed) resolve();
    else out.once("close", resolve);
  });
}

function drained(out: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    out.once("drain", resolve);
  });
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const facts = await stat(file);
    return facts.isFile() ? facts.size : undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function corrupt(directory: string, why: string, cause?: unknown): Error {
  return ociFaults.fault("LAYOUT_CORRUPT", `${directory}: ${why}`, { where: directory, cause });
}
