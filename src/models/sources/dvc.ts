import path from "node:path";
import { randomBytes } from "node:crypto";
import { containPath, readBounded } from "../../io/files.ts";
import { type Git, openGit } from "../../io/git.ts";
import type { Log } from "../../io/log.ts";
import type { Processes } from "../../io/process.ts";
import { isFault } from "../../values/fault.ts";
import { digestFromHex } from "../../values/digest.ts";
import type { Tree } from "../../values/tree.ts";
import { modelFaults } from "../faults.ts";
import type { Hashes } from "../hashing.ts";
import type { Model } from "../model.ts";
import type { ModelReference } from "../reference.ts";
import { type DvcConfig, overlayConfig, readDvcConfig, remoteSettings } from "./dvc-config.ts";
import { type DvcOutput, readDvcFile } from "./dvc-file.ts";
import { type StorePorts, download, hashLocal, objectPath, openStore } from "./dvc-remote.ts";

export type DvcPorts = StorePorts & {
  readonly processes: Processes;
  readonly log: Log;
  readonly workspace: string;
  readonly temporary: string;
};

type DvcReference = ModelReference & { readonly scheme: "dvc" };

/** Resolves a DVC-tracked file at a commit and hashes its bytes from the local cache or its remote. DVC itself is not needed. */
export async function resolveDvc(reference: DvcReference, ports: DvcPorts): Promise<Model> {
  return (await locateDvc(reference, ports)).model;
}

/** The same, with the file that holds the bytes that were hashed; it stays there until the run ends. */
export async function locateDvc(
  reference: DvcReference,
  ports: DvcPorts,
): Promise<{ readonly model: Model; readonly file: string }> {
  const git = openGit(ports.processes, ports.workspace);
  // First, because a folder that is no repository, or somebody else's, has git's own words for it.
  const prefix = (await git.run(["rev-parse", "--show-prefix"])).toString("utf8").trim();
  const commit = await resolveCommit(git, reference);
  const pointer = `${prefix}${reference.path}.dvc`;
  const tree = git.tree(commit);
  const bytes = await tree.read(pointer);
  if (bytes === undefined)
    throw modelFaults.fault("MODEL_REF_NOT_FOUND", `there is no ${pointer} at ${commit.slice(0, 12)}`, {
      where: reference.requested,
      next: "only outputs with a .dvc file of their own can be released yet: dvc add",
    });
  if (reference.revision === undefined) await requireUnchanged(git, reference);
  const output = readDvcFile(bytes, pointer);
  if (output.path !== `${prefix}${reference.path}`)
    throw modelFaults.fault("DVC_FILE_INVALID", `${pointer} tracks ${output.path}`, { where: pointer });
  const root = await findDvcRoot(tree, pointer);
  const top = (await git.run(["rev-parse", "--show-toplevel"])).toString("utf8").replace(/\n$/, "");
  const dvcFolder = path.join(top, root, ".dvc");
  const config = await readLevels(tree, root, dvcFolder);
  const remote = reference.remote ?? output.remote ?? config.get("core")?.get("remote");
  const { hashes, from, file } = await obtain(output, config, dvcFolder, remote, ports);
  ports.log.info(
    `${reference.requested}: ${hashes.size} bytes from ${from}, md5 and size as ${pointer} says`,
  );
  const model: Model = {
    name: path.posix.basename(output.path),
    kind: "file",
    digest: digestFromHex(hashes.sha256),
    size: hashes.size,
    files: [
      { path: path.posix.basename(output.path), size: hashes.size, sha256: hashes.sha256, md5: output.md5 },
    ],
    ref: { requested: reference.requested, mutable: !/^[0-9a-f]{40}$/.test(reference.revision ?? "") },
    source: {
      type: "dvc",
      path: output.path,
      pointer,
      commit,
      md5: output.md5,
      remote: remote ?? "local-cache",
    },
  };
  return { model, file };
}

async function resolveCommit(git: Git, reference: DvcReference): Promise<string> {
  try {
    return await git.resolve(reference.revision ?? "HEAD");
  } catch (error) {
    if (!isFault(error, "GIT_FAILED")) throw error;
    throw modelFaults.fault(
      "MODEL_REF_NOT_FOUND",
      `${reference.requested}: git knows no commit ${JSON.stringify(reference.revision ?? "HEAD")} here`,
      {
        where: reference.requested,
        next: "check out with fetch-depth: 0 and fetch-tags: true",
        cause: error,
      },
    );
  }
}

async function requireUnchanged(git: Git, reference: DvcReference): Promise<void> {
  const status = await git.run(["status", "--porcelain", "--", `:(literal)${reference.path}.dvc`]);
  if (status.length === 0) return;
  throw modelFaults.fault(
    "DVC_POINTER_CHANGED",
    `${reference.path}.dvc differs from the commit that the release would name`,
    { where: `${reference.path}.dvc`, next: "commit it, or name a revision: dvc://path@revision" },
  );
}

// Sub-folders may be DVC projects of their own: the nearest one counts.
async function findDvcRoot(tree: Tree, pointer: string): Promise<string> {
  for (let folder = path.posix.dirname(pointer); ; folder = path.posix.dirname(folder)) {
    if ((await tree.read(path.posix.join(folder, ".dvc/config"))) !== undefined) return folder;
    if (folder === "." || folder === "/")
      throw modelFaults.fault(
        "MODEL_REF_NOT_FOUND",
        `no .dvc/config above ${pointer} at ${tree.commit.slice(0, 12)}`,
        {
          where: pointer,
        },
      );
  }
}

// The committed level decides; config.local of the checkout adds what is not in git, such as passwords.
async function readLevels(tree: Tree, root: string, dvcFolder: string): Promise<DvcConfig> {
  const name = path.posix.join(root, ".dvc/config");
  const committed = readDvcConfig((await tree.read(name)) ?? new Uint8Array(), name);
  try {
    const local = await readBounded(await containPath(dvcFolder, "config.local"), 262_144);
    return overlayConfig(committed, readDvcConfig(local, `${name}.local`));
  } catch (error) {
    // No checkout of that folder, or no such level.
    if (
      isFault(error, "FILE_MISSING") ||
      (error instanceof Error && "code" in error && error.code === "ENOENT")
    )
      return committed;
    throw error;
  }
}

type Obtained = { readonly hashes: Hashes; readonly from: string; readonly file: string };

async function obtain(
  output: DvcOutput,
  config: DvcConfig,
  dvcFolder: string,
  remote: string | undefined,
  ports: DvcPorts,
): Promise<Obtained> {
  const cache = path.resolve(dvcFolder, config.get("cache")?.get("dir") ?? "cache");
  const object = objectPath(output.md5);
  const cached = await fromCache(output, cache, ports.log);
  if (cached !== undefined) return { hashes: cached, from: "DVC's cache", file: path.join(cache, object) };
  if (remote === undefined)
    throw modelFaults.fault("DVC_REMOTE_MISSING", `no remote is set for ${output.path}`, {
      where: output.path,
      next: "dvc remote add -d NAME URL",
    });
  const settings = remoteSettings(config, remote);
  if (settings === undefined)
    throw modelFaults.fault("DVC_REMOTE_MISSING", `the DVC remote ${remote} is not configured`, {
      where: remote,
    });
  const store = openStore(remote, settings, dvcFolder, ports.secrets);
  const file =
    store.kind === "local"
      ? path.join(store.root, object)
      : path.join(ports.temporary, `model-${randomBytes(6).toString("hex")}`);
  const hashes =
    store.kind === "local" ? await hashLocal(store.root, output) : await download(store, output, file, ports);
  if (hashes !== undefined) return { hashes, from: `the remote ${remote}`, file };
  throw modelFaults.fault(
    "DVC_OBJECT_MISSING",
    `the remote ${remote} does not hold ${output.path} (${output.md5})`,
    {
      where: output.path,
      next: "dvc push, then run this again",
    },
  );
}

async function fromCache(output: DvcOutput, root: string, log: Log): Promise<Hashes | undefined> {
  try {
    return await hashLocal(root, output);
  } catch (error) {
    if (!isFault(error, "MODEL_DIGEST_MISMATCH", "MODEL_SIZE_MISMATCH")) throw error;
    // A spoilt cache is no reason to fail while the remote may hold the right bytes.
    log.warning(`${error.message}; reading the remote`);
    return undefined;
  }
}
