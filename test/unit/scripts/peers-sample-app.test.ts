import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { prepareBuildContext } from "../../../pilot/app/prepare.ts";

const app = new URL("../../../pilot/app/", import.meta.url);

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "pi5-app-"));
  t.after(async () => await rm(made, { recursive: true, force: true }));
  return made;
}

function program(directory: string, machine: number): string {
  const head = Buffer.alloc(64);
  head.write("\x7fELF\x02\x01\x01", 0, "latin1");
  head.writeUInt16LE(machine, 18);
  const file = path.join(directory, `program-${machine}`);
  writeFileSync(file, head);
  return file;
}

function listing(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, encoding: "utf8" }).sort();
  return entries.map((entry) => {
    const file = path.join(directory, entry);
    const status = lstatSync(file);
    const bytes = status.isFile() ? createHash("sha256").update(readFileSync(file)).digest("hex") : "";
    const mode = status.isSymbolicLink() ? "link" : (status.mode & 0o7777).toString(8);
    return `${mode} ${status.mtimeMs} ${entry} ${bytes}`;
  });
}

test("the build context is the same in every folder and under every umask", async (t) => {
  const place = await folder(t);
  const busybox = program(place, 183);
  const before = process.umask(0o077);
  t.after(() => process.umask(before));
  const first = prepareBuildContext({ busybox, directory: path.join(place, "a"), version: "1.2.0" });
  process.umask(0o002);
  const second = prepareBuildContext({ busybox, directory: path.join(place, "b"), version: "1.2.0" });
  assert.deepEqual(listing(first), listing(second));
  assert.ok(listing(first).every((line) => line.split(" ")[1] === "1000"));
  assert.ok(listing(first).some((line) => line.startsWith("755 1000 rootfs/app/www/cgi-bin/metrics ")));
});

test("the version reaches the label and the file that the app reads", async (t) => {
  const place = await folder(t);
  const options = { busybox: program(place, 183), directory: path.join(place, "a"), version: "2.0.0-rc.1" };
  const context = prepareBuildContext(options);
  assert.match(readFileSync(path.join(context, "Dockerfile"), "utf8"), /^ARG VERSION=2\.0\.0-rc\.1$/m);
  assert.equal(readFileSync(path.join(context, "rootfs/app/version"), "utf8"), "2.0.0-rc.1\n");
});

test("a program of another processor, an unfit version and a folder in use are refused", async (t) => {
  const place = await folder(t);
  const directory = path.join(place, "a");
  const busybox = program(place, 183);
  assert.throws(
    () => prepareBuildContext({ busybox: program(place, 62), directory, version: "1" }),
    /not an arm64/,
  );
  assert.throws(() => prepareBuildContext({ busybox, directory, version: "1\nUSER root" }), /not a version/);
  assert.throws(() => prepareBuildContext({ busybox, directory: place, version: "1" }), /not empty/);
});

test("each tracked model is in the store under its md5, with the size that its .dvc file says", () => {
  for (const folder of ["models", "next/models"]) {
    const tracked = readFileSync(new URL(`${folder}/shelf-int8.tflite.dvc`, app), "utf8");
    const md5 = /md5: ([0-9a-f]{32})$/m.exec(tracked)?.[1] ?? "";
    const model = readFileSync(new URL(`${folder}/shelf-int8.tflite`, app));
    const stored = readFileSync(new URL(`model-store/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`, app));
    assert.equal(createHash("md5").update(model).digest("hex"), md5);
    assert.ok(stored.equals(model));
    assert.equal(Number(/size: (\d+)$/m.exec(tracked)?.[1]), model.length);
    assert.equal(model.toString("latin1", 4, 8), "TFL3");
  }
});
