// The sample app's DVC files are what stock DVC writes, and what stock DVC pushes our resolver reads.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import test, { before } from "node:test";
import { installPeers } from "../../scripts/peers/install.ts";
import { resolveModels } from "../../src/models/resolve.ts";
import { isFault } from "../../src/values/fault.ts";
import { type Owner, portsFor, root, succeeds, temporary } from "./setting.ts";

const app = path.join(root, "pilot", "app");
const model = "models/shelf-int8.tflite";
let dvc = "";

before(async () => {
  dvc = (await installPeers(["dvc"])).dvc.command;
});

type Project = {
  readonly folder: string;
  readonly dvc: (...argv: string[]) => Promise<string>;
  readonly git: (...argv: string[]) => Promise<string>;
};

async function project(t: Owner): Promise<Project> {
  const folder = await temporary(t, "dvc");
  const home = await temporary(t, "dvc-home");
  const environment = {
    HOME: home,
    XDG_CACHE_HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.org",
  };
  const options = { directory: folder, environment };
  const opened: Project = {
    folder,
    dvc: (...argv) => succeeds(dvc, argv, options),
    git: (...argv) => succeeds("git", argv, options),
  };
  await opened.git("init", "-q", "-b", "main");
  await opened.dvc("init", "-q");
  await opened.dvc("remote", "add", "-q", "-d", "model-store", "model-store");
  await mkdir(path.join(folder, "models"));
  return opened;
}

async function commit({ git }: Project): Promise<string> {
  await git("add", "-A");
  await git("commit", "-q", "-m", "model");
  return (await git("rev-parse", "HEAD")).trim();
}

async function assertSame(made: string, kept: string): Promise<void> {
  const [left, right] = await Promise.all([readFile(made), readFile(kept)]);
  assert.ok(left.equals(right), `${kept} is not what DVC writes:\n${left.toString("utf8")}`);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

test("stock DVC makes every tracked file of the sample app again, byte for byte", async (t) => {
  const made = await project(t);
  const { folder } = made;
  const file = (name: string): string => path.join(folder, name);
  await copyFile(path.join(app, model), file(model));
  await made.dvc("add", "-q", model);
  await made.dvc("push", "-q");
  const written = [".dvcignore", ".dvc/.gitignore", ".dvc/config", "models/.gitignore", `${model}.dvc`];
  for (const name of written) await assertSame(file(name), path.join(app, name));
  await rm(file(model));
  await copyFile(path.join(app, "next", model), file(model));
  await made.dvc("add", "-q", model);
  await made.dvc("push", "-q");
  await assertSame(file(`${model}.dvc`), path.join(app, "next", `${model}.dvc`));
  const stored = await filesBelow(file("model-store"));
  assert.equal(stored.length, 2);
  assert.deepEqual(stored, await filesBelow(path.join(app, "model-store")));
  for (const name of stored)
    await assertSame(file(path.join("model-store", name)), path.join(app, "model-store", name));
});

test("what DVC pushed is resolved from the remote, with the digests that DVC and sha256sum name", async (t) => {
  const made = await project(t);
  const bytes = randomBytes(300_000);
  await writeFile(path.join(made.folder, "models/fresh.bin"), bytes);
  await made.dvc("add", "-q", "models/fresh.bin");
  await made.dvc("push", "-q");
  const at = await commit(made);
  const sum = (await succeeds("sha256sum", [path.join(made.folder, "models/fresh.bin")])).slice(0, 64);
  // As a fresh checkout on a runner: no data and no cache.
  await rm(path.join(made.folder, "models/fresh.bin"));
  await rm(path.join(made.folder, ".dvc/cache"), { recursive: true, force: true });
  const ports = await portsFor(t, { workspace: made.folder });
  const [found] = await resolveModels(["dvc://models/fresh.bin"], ports);
  assert.equal(found?.digest, `sha256:${sum}`);
  assert.equal(found?.size, bytes.length);
  assert.ok(found.source.type === "dvc");
  assert.equal(found.source.commit, at);
  assert.equal(found.source.remote, "model-store");
  assert.match(
    await readFile(path.join(made.folder, "models/fresh.bin.dvc"), "utf8"),
    new RegExp(`md5: ${found.source.md5}`),
  );
});

test("an older commit's model is resolved by its revision, as dvc get does", async (t) => {
  const made = await project(t);
  const commits: string[] = [];
  for (const content of ["first model", "second model, longer"]) {
    await rm(path.join(made.folder, "models/two.bin"), { force: true });
    await writeFile(path.join(made.folder, "models/two.bin"), content);
    await made.dvc("add", "-q", "models/two.bin");
    await made.dvc("push", "-q");
    commits.push(await commit(made));
  }
  const ports = await portsFor(t, { workspace: made.folder });
  const [found] = await resolveModels([`dvc://models/two.bin@${commits[0]}`], ports);
  assert.equal(found?.size, "first model".length);
  const out = path.join(made.folder, "got.bin");
  await made.dvc("get", "-q", ".", "models/two.bin", "--rev", commits[0] ?? "", "-o", out);
  const sum = (await succeeds("sha256sum", [out])).slice(0, 64);
  assert.equal(found?.digest, `sha256:${sum}`);
});

test("an http remote that serves DVC's own store is read, and one flipped bit in it is refused", async (t) => {
  const made = await project(t);
  const server = createServer((request, response) => {
    const file = path.join(made.folder, "model-store", path.normalize(`/${request.url ?? ""}`));
    void stat(file)
      .then(async () => response.end(await readFile(file)))
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => void server.close(resolve)));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  await writeFile(path.join(made.folder, "models/far.bin"), randomBytes(2000));
  await made.dvc("add", "-q", "models/far.bin");
  await made.dvc("push", "-q");
  await made.dvc("remote", "add", "-q", "web", `http://127.0.0.1:${address.port}`);
  await made.dvc("remote", "default", "-q", "web");
  await commit(made);
  await rm(path.join(made.folder, ".dvc/cache"), { recursive: true, force: true });
  await rm(path.join(made.folder, "models/far.bin"));
  const ports = await portsFor(t, { workspace: made.folder });
  const [found] = await resolveModels(["dvc://models/far.bin"], ports);
  assert.equal(found?.size, 2000);
  // DVC agrees that this is how its remote is laid out.
  await made.dvc("fetch", "-q");
  await rm(path.join(made.folder, ".dvc/cache"), { recursive: true, force: true });

  const [object] = await filesBelow(path.join(made.folder, "model-store"));
  const stored = path.join(made.folder, "model-store", object ?? "");
  const bytes = await readFile(stored);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  await rm(stored);
  await writeFile(stored, bytes);
  await assert.rejects(resolveModels(["dvc://models/far.bin"], ports), (error) =>
    isFault(error, "MODEL_DIGEST_MISMATCH"),
  );
});
