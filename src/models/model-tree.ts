import type { Dirent } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { modelFaults } from "./faults.ts";
import type { Sized } from "./hash-pool.ts";

export type TreeOptions = {
  /** Names relative to the model that are passed over with all below them. */
  readonly ignorePaths: readonly string[];
  readonly allowSymlinks: boolean;
  /** Where given, everything else is passed over, whatever it is. */
  readonly only?: ReadonlySet<string> | undefined;
};

/** A regular file of a model by its POSIX name below the model; "." where the model is one file. */
export type TreeFile = Sized & { readonly name: string };

/** No model for a device has more entries, folders included. */
export const mostEntries = 100_000;

/**
 * Lists the regular files of a model, a file or a folder. Symbolic links are refused, or followed where they are allowed and lead
 * to a file inside of the model. Throws MODEL_REF_NOT_FOUND, MODEL_ENTRY_UNUSABLE or MODEL_TOO_MANY_FILES.
 */
export async function listModel(model: string, options: TreeOptions): Promise<readonly TreeFile[]> {
  const { root, size } = await resolveModel(model);
  if (size !== undefined) return [{ name: ".", file: root, size }];
  const files: TreeFile[] = [];
  let entries = 0;
  const open = [""];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const listed = await readFolder(root, folder, model);
    entries += listed.length;
    if (entries > mostEntries)
      throw modelFaults.fault("MODEL_TOO_MANY_FILES", `${model} has more than ${mostEntries} entries`, {
        where: model,
      });
    const named = listed
      .map((entry) => ({ entry, name: nameOf(entry, folder, model) }))
      .filter(({ name }) => !isIgnored(name, options.ignorePaths));
    for (const { entry, name } of named) if (entry.isDirectory()) open.push(name);
    const wanted = named.filter(
      ({ entry, name }) => !entry.isDirectory() && (options.only === undefined || options.only.has(name)),
    );
    const found = await Promise.all(wanted.map(({ entry, name }) => readEntry(entry, name, root, options)));
    for (const file of found) files.push(file);
  }
  return files;
}

/** Where a model really is; a size where it is one file. Throws MODEL_REF_NOT_FOUND or MODEL_ENTRY_UNUSABLE. */
export async function resolveModel(
  model: string,
): Promise<{ readonly root: string; readonly size: number | undefined }> {
  const root = await realpath(model).catch((error: unknown) => {
    throw modelFaults.fault("MODEL_REF_NOT_FOUND", `${model} cannot be read`, { where: model, cause: error });
  });
  const facts = await stat(root);
  if (!facts.isFile() && !facts.isDirectory()) throw unusable(model, "is neither a file nor a folder");
  return { root, size: facts.isFile() ? facts.size : undefined };
}

/** True for a name that is in the list, or below one that is. */
export function isIgnored(name: string, ignorePaths: readonly string[]): boolean {
  return ignorePaths.some((ignored) => name === ignored || name.startsWith(`${ignored}/`));
}

// Names come as bytes: as texts, two files whose names are no UTF-8 could not be told apart.
async function readFolder(root: string, folder: string, model: string): Promise<readonly Dirent<Buffer>[]> {
  try {
    return await readdir(path.join(root, folder), { withFileTypes: true, encoding: "buffer" });
  } catch (error) {
    throw modelFaults.fault("MODEL_ENTRY_UNUSABLE", `${path.join(model, folder)} cannot be listed`, {
      where: path.join(model, folder),
      cause: error,
    });
  }
}

function nameOf(entry: Dirent<Buffer>, folder: string, model: string): string {
  let last: string;
  try {
    last = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(entry.name);
  } catch {
    const shown = entry.name.toString("latin1").replaceAll(/[^!-~]/g, "?");
    throw unusable(path.join(model, folder, shown), "has a name that is not UTF-8");
  }
  return folder === "" ? last : `${folder}/${last}`;
}

async function readEntry(
  entry: Dirent<Buffer>,
  name: string,
  root: string,
  { allowSymlinks }: TreeOptions,
): Promise<TreeFile> {
  const file = path.join(root, name);
  if (entry.isFile()) return { name, file, size: (await lstat(file)).size };
  if (!entry.isSymbolicLink()) throw unusable(name, "is neither a file nor a folder");
  if (!allowSymlinks) throw unusable(name, "is a symbolic link, and those are not allowed");
  const target = await realpath(file).catch((error: unknown) => {
    throw unusable(name, "is a symbolic link that leads nowhere, or in a circle", error);
  });
  if (!target.startsWith(`${root}${path.sep}`))
    throw unusable(name, "is a symbolic link that leads out of the model");
  const facts = await stat(target);
  // Verifiers by the reference do not look behind links to folders: what is there would seem signed and be left out.
  if (!facts.isFile()) throw unusable(name, "is a symbolic link to something else than a file");
  return { name, file: target, size: facts.size };
}

function unusable(name: string, why: string, cause?: unknown): Error {
  return modelFaults.fault("MODEL_ENTRY_UNUSABLE", `${JSON.stringify(name.slice(0, 300))} ${why}`, {
    where: name.slice(0, 300),
    cause,
  });
}
