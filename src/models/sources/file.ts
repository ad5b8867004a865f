import { open } from "node:fs/promises";
import path from "node:path";
import { containPath } from "../../io/files.ts";
import { digestFromHex } from "../../values/digest.ts";
import { modelFaults } from "../faults.ts";
import { hashStream } from "../hashing.ts";
import type { Model } from "../model.ts";
import type { ModelReference } from "../reference.ts";

const pointerStart = Buffer.from("version https://git-lfs.github.com/spec/");

/** Hashes a file of the workspace. Symbolic links that lead out, folders, empty files and Git LFS pointers are refused. */
export async function resolveFile(
  reference: ModelReference & { readonly scheme: "file" },
  workspace: string,
): Promise<Model> {
  const unusable = (why: string, next?: string) =>
    modelFaults.fault("MODEL_FILE_UNUSABLE", `${reference.path} ${why}`, {
      where: reference.requested,
      next,
    });
  const file = await containPath(workspace, reference.path);
  const handle = await open(file, "r").catch((error: unknown) => {
    throw modelFaults.fault("MODEL_REF_NOT_FOUND", `${reference.path} cannot be read`, {
      where: reference.requested,
      cause: error,
    });
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw unusable("is not a regular file");
    if (facts.size === 0) throw unusable("is empty");
    const start = Buffer.alloc(pointerStart.length);
    await handle.read(start, 0, start.length, 0);
    if (start.equals(pointerStart))
      throw unusable("is a Git LFS pointer, not the model", "check out with lfs: true");
    const hashes = await hashStream(
      handle.createReadStream({ start: 0, autoClose: false }),
      {},
      reference.path,
    );
    const name = path.posix.basename(reference.path);
    return {
      name,
      kind: "file",
      digest: digestFromHex(hashes.sha256),
      size: hashes.size,
      files: [{ path: name, size: hashes.size, sha256: hashes.sha256 }],
      ref: { requested: reference.requested, mutable: true },
      source: { type: "file", path: reference.path },
    };
  } finally {
    await handle.close();
  }
}
