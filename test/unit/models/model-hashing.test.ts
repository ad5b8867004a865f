import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { hashFiles } from "../../../src/models/hash-pool.ts";
import { type HashOptions, hashModel } from "../../../src/models/model-hashing.ts";
import { isIgnored, listModel } from "../../../src/models/model-tree.ts";
import { Fault } from "../../../src/values/fault.ts";

const hexOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const plain: HashOptions = { ignorePaths: [], allowSymlinks: false };

async function folderWith(t: TestContext, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "model-hashing-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

async function refused(work: Promise<unknown>, code: string, why: RegExp): Promise<void> {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof Fault, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, why);
    return true;
  });
}

const sorted = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((left, right) => (left.name < right.name ? -1 : 1));

test("every file of a folder is hashed under its name below it, empty ones and those of few letters too", async (t) => {
  const files = { "a.bin": "one", "b/c d/é\n.bin": "two", empty: "", "b/x:1": "three" };
  const hashed = await hashModel(await folderWith(t, files), plain);
  assert.deepEqual(
    sorted(hashed),
    sorted(Object.entries(files).map(([name, text]) => ({ name, sha256: hexOf(text) }))),
  );
});

test("a model that is one file is called by a dot", async (t) => {
  const folder = await folderWith(t, { "m.bin": "model" });
  assert.deepEqual(await hashModel(path.join(folder, "m.bin"), plain), [
    { name: ".", sha256: hexOf("model") },
  ]);
});

test("a thousand files and a large one come back complete, each with its own digest", async (t) => {
  const folder = await folderWith(t);
  const names = Array.from({ length: 1000 }, (_, at) => `f${at}`);
  for (const name of names) writeFileSync(path.join(folder, name), name);
  const large = Buffer.alloc(5_000_001, 7);
  writeFileSync(path.join(folder, "large"), large);
  const hashed = new Map((await hashModel(folder, plain)).map(({ name, sha256 }) => [name, sha256]));
  assert.equal(hashed.size, 1001);
  for (const name of names) assert.equal(hashed.get(name), hexOf(name));
  assert.equal(hashed.get("large"), hexOf(large));
});

test("an empty folder has nothing to hash", async (t) => {
  assert.deepEqual(await hashModel(await folderWith(t), plain), []);
});

test("ignored names are passed over with all below them, whatever they are, and no others", async (t) => {
  const folder = await folderWith(t, {
    ".git/config": "x",
    "a/.git": "kept",
    ".gitx": "kept",
    "model.sig": "s",
  });
  await symlink("nowhere", path.join(folder, ".github"));
  const hashed = await hashModel(folder, { ...plain, ignorePaths: [".git", ".github", "model.sig"] });
  assert.deepEqual(
    sorted(hashed).map(({ name }) => name),
    [".gitx", "a/.git"],
  );
  assert.ok(isIgnored("a/b", ["a"]) && !isIgnored("ab", ["a"]));
});

test("with a list of names nothing else is looked at", async (t) => {
  const folder = await folderWith(t, { a: "a", "b/c": "c", d: "d" });
  execFileSync("mkfifo", [path.join(folder, "pipe")]);
  await symlink("/", path.join(folder, "link"));
  const hashed = await hashModel(folder, { ...plain, only: new Set(["a", "b/c", "missing"]) });
  assert.deepEqual(
    sorted(hashed).map(({ name }) => name),
    ["a", "b/c"],
  );
});

test("a pipe is refused and not waited for", async (t) => {
  const folder = await folderWith(t, { a: "a" });
  execFileSync("mkfifo", [path.join(folder, "pipe")]);
  await refused(hashModel(folder, plain), "MODEL_ENTRY_UNUSABLE", /"pipe" is neither a file nor a folder/);
  await refused(hashModel(path.join(folder, "pipe"), plain), "MODEL_ENTRY_UNUSABLE", /neither/);
});

test("a pipe or a link that takes the place of a listed file is refused by the thread", async (t) => {
  const folder = await folderWith(t, { a: "a" });
  const pipe = path.join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const link = path.join(folder, "link");
  await symlink("a", link);
  const [first] = await hashFiles([{ file: pipe, size: 1 }], undefined);
  assert.deepEqual(first, { index: 0, ok: false, why: "kind", code: "" });
  const [second] = await hashFiles([{ file: link, size: 1 }], undefined);
  assert.deepEqual(second, { index: 0, ok: false, why: "system", code: "ELOOP" });
});

test("a name that is not UTF-8 is refused", async (t) => {
  const folder = await folderWith(t, { a: "a" });
  await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff])]), "x");
  await refused(hashModel(folder, plain), "MODEL_ENTRY_UNUSABLE", /f\?" has a name that is not UTF-8/);
});

test("links are refused unless they are allowed, and then only those to files inside", async (t) => {
  const outside = await folderWith(t, { secret: "s" });
  const folder = await folderWith(t, { "d/a": "a" });
  const link = path.join(folder, "link");
  const at = async (target: string): Promise<string> => {
    await rm(link, { force: true });
    await symlink(target, link);
    return folder;
  };
  const allowed = { ...plain, allowSymlinks: true };
  await refused(hashModel(await at("d/a"), plain), "MODEL_ENTRY_UNUSABLE", /"link" is a symbolic link/);
  assert.deepEqual(sorted(await hashModel(folder, allowed)), [
    { name: "d/a", sha256: hexOf("a") },
    { name: "link", sha256: hexOf("a") },
  ]);
  await refused(hashModel(await at(path.join(outside, "secret")), allowed), "MODEL_ENTRY_UNUSABLE", /out of/);
  await refused(hashModel(await at("../"), allowed), "MODEL_ENTRY_UNUSABLE", /out of/);
  await refused(hashModel(await at("link"), allowed), "MODEL_ENTRY_UNUSABLE", /in a circle/);
  await refused(hashModel(await at("nowhere"), allowed), "MODEL_ENTRY_UNUSABLE", /nowhere/);
  await refused(hashModel(await at("d"), allowed), "MODEL_ENTRY_UNUSABLE", /something else than a file/);
  await refused(hashModel(await at("."), allowed), "MODEL_ENTRY_UNUSABLE", /link/);
});

test("a file that grows while it is read is refused", async (t) => {
  const folder = await folderWith(t);
  const file = path.join(folder, "growing");
  // Sparse: long enough to read that the writer below comes in between.
  const handle = await open(file, "w");
  await handle.truncate(600_000_000);
  await handle.close();
  const timer = setInterval(() => appendFileSync(file, "x"), 2);
  try {
    await refused(hashModel(folder, plain), "MODEL_CHANGED", /"growing" changed while it was read/);
  } finally {
    clearInterval(timer);
  }
});

test("a file that vanishes, and a model that is not there, are named", async (t) => {
  const folder = await folderWith(t, { a: "a" });
  await refused(hashModel(path.join(folder, "no"), plain), "MODEL_REF_NOT_FOUND", /cannot be read/);
  const [listed] = await listModel(folder, plain);
  assert.ok(listed);
  const [gone] = await hashFiles([{ file: path.join(folder, "gone"), size: 1 }], undefined);
  assert.deepEqual(gone, { index: 0, ok: false, why: "system", code: "ENOENT" });
});

test("parts of a file are hashed each for itself, and an empty file has none", async (t) => {
  const folder = await folderWith(t, { a: "0123456789ab", "b:c": "0123", empty: "" });
  assert.deepEqual(sorted(await hashModel(folder, { ...plain, shardSize: 5 })), [
    { name: "a:0:5", sha256: hexOf("01234") },
    { name: "a:10:12", sha256: hexOf("ab") },
    { name: "a:5:10", sha256: hexOf("56789") },
    { name: "b:c:0:4", sha256: hexOf("0123") },
  ]);
});

test("a file of far too many parts is refused before it is read", async (t) => {
  const folder = await folderWith(t, { a: "x".repeat(100_001) });
  await refused(hashModel(folder, { ...plain, shardSize: 1 }), "MODEL_TOO_MANY_FILES", /parts/);
});

test("a run that is stopped stops the hashing with its reason", async (t) => {
  const folder = await folderWith(t);
  const handle = await open(path.join(folder, "large"), "w");
  await handle.truncate(4_000_000_000);
  await handle.close();
  const stop = new AbortController();
  const work = hashModel(folder, { ...plain, stopped: stop.signal });
  setTimeout(() => stop.abort(new Error("stopped by test")), 20);
  await assert.rejects(work, /stopped by test/);
  await assert.rejects(hashModel(folder, { ...plain, stopped: stop.signal }), /stopped by test/);
});
