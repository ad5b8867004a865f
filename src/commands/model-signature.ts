import { realpath } from "node:fs/promises";
import path from "node:path";
import { bundleLimit } from "../envelope/bundle.ts";
import { type ModelManifest, modelManifest, modelStatement } from "../envelope/model-signing.ts";
import { readBounded, writeAtomic } from "../io/files.ts";
import { modelFaults } from "../models/faults.ts";
import { hashModel } from "../models/model-hashing.ts";
import { resolveModel } from "../models/model-tree.ts";
import type { BlobSigner } from "../signing/signer.ts";
import { Fault } from "../values/fault.ts";
import { valueFaults } from "../values/faults.ts";
import {
  type ModelChecks,
  type ModelPolicy,
  type ModelVerification,
  gitPaths,
  verifyModel,
  verifyModelSignature,
} from "../verification/model.ts";

/** A model on this machine, a file or a folder, and the file that holds its signature (OMS v1.0). */
export type ModelPlace = { readonly model: string; readonly signature: string };

export type ModelSigning = ModelPlace & {
  /** Left out of the signature besides git's files and the signature itself: relative to the model. */
  readonly ignorePaths?: readonly string[];
  readonly allowSymlinks?: boolean;
  /** Our own identity, exactly: what counts as signed by us. */
  readonly policy: ModelPolicy;
  readonly stopped?: AbortSignal | undefined;
};

export type SignedModel = { readonly manifest: ModelManifest; readonly fresh: boolean };

/**
 * Signs a model unless the signature that is there is ours and about these very files, and gives what the file says now. `undefined`
 * when what was written does not verify when it is read back.
 */
export async function signModel(
  task: ModelSigning,
  signer: Pick<BlobSigner, "signModel">,
): Promise<SignedModel | undefined> {
  const { signature, policy, allowSymlinks = false, stopped } = task;
  const { root: model, size } = await resolveModel(task.model);
  const own = await insideOf(model, signature);
  const ignorePaths = size === undefined ? [...gitPaths, ...(task.ignorePaths ?? []), ...own] : [];
  const before = await readSignature(signature);
  const held = before === undefined ? undefined : verifyModelSignature(before, policy);
  if (held?.ok === false && held.why.code === "SIGNATURE_MALFORMED")
    throw notOverwritten(signature, "is there and is no signature of a model");
  const hashed = await hashModel(model, { ignorePaths, allowSymlinks, stopped });
  if (hashed.length === 0)
    throw modelFaults.fault("MODEL_FILE_UNUSABLE", `${task.model} has no files to sign`, {
      where: task.model,
    });
  const manifest = modelManifest(path.basename(task.model), hashed, { allowSymlinks, ignorePaths });
  if (held?.ok === true && says(held.manifest, manifest)) return { manifest: held.manifest, fresh: false };
  await writeAtomic(signature, await signer.signModel(modelStatement(manifest)));
  const written = verifyModelSignature(await readBounded(signature, bundleLimit), policy);
  return written.ok && says(written.manifest, manifest) ? { manifest, fresh: true } : undefined;
}

/** Verifies a model against the signature in a file: who signed, and that every file is what was signed. */
export async function verifySignedModel(
  place: ModelPlace,
  policy: ModelPolicy,
  checks: Partial<ModelChecks> = {},
): Promise<ModelVerification> {
  const { root: model } = await resolveModel(place.model);
  const bundle = await readBounded(place.signature, bundleLimit);
  const own = await insideOf(model, place.signature);
  return verifyModel(bundle, policy, (wanted) => hashModel(model, wanted), {
    ...checks,
    ignorePaths: [...(checks.ignorePaths ?? []), ...own],
  });
}

// The name of the signature below the model; none where it lies outside. Its folder is there, or made when it is written.
async function insideOf(model: string, signature: string): Promise<readonly string[]> {
  const folder = await realpath(path.dirname(signature)).catch(() => path.dirname(path.resolve(signature)));
  const name = path.relative(model, path.join(folder, path.basename(signature)));
  if (name === "") throw notOverwritten(signature, "is the model itself");
  if (name === ".." || name.startsWith(`..${path.sep}`) || path.isAbsolute(name)) return [];
  return [name.split(path.sep).join("/")];
}

function notOverwritten(file: string, why: string): Error {
  return valueFaults.fault("INPUT_INVALID", `${file} ${why}: it is not overwritten`, {
    where: file,
    next: "name another file for the signature, or remove this one",
  });
}

async function readSignature(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readBounded(file, bundleLimit);
  } catch (error) {
    if (error instanceof Fault && error.code === "FILE_MISSING") return undefined;
    throw error;
  }
}

// The reference lists the same files in another order, which is as good; a signature that passes over more is not.
function says(held: ModelManifest, wanted: ModelManifest): boolean {
  const { serialization } = held;
  if (serialization.method !== "files" || serialization.allowSymlinks !== wanted.serialization.allowSymlinks)
    return false;
  if (!serialization.ignorePaths.every((name) => wanted.serialization.ignorePaths.includes(name)))
    return false;
  const files = new Map(held.resources.map(({ name, sha256 }) => [name, sha256]));
  return (
    files.size === wanted.resources.length &&
    wanted.resources.every(({ name, sha256 }) => files.get(name) === sha256)
  );
}
