import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { spawn } from "node:child_process";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import {
  cacheDirectory,
  difference,
  holding,
  inventory,
  readLocked,
  sha256,
} from "../../../scripts/peers/cache.ts";

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-peers-"));
  t.after(async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}

test("the cache is where PI5_CACHE says, else below XDG_CACHE_HOME, else below the home folder", () => {
  assert.equal(cacheDirectory({ PI5_CACHE: "/a/b", XDG_CACHE_HOME: "/x" }), "/a/b");
  assert.equal(cacheDirectory({ XDG_CACHE_HOME: "/x" }), "/x/pi5-fleet-actions");
  assert.match(cacheDirectory({}), /\/\.cache\/pi5-fleet-actions$/);
});

test("a hash is of the whole file, also of one larger than the read buffer", async (t) => {
  const file = path.join(await temporary(t), "zeros");
  writeFileSync(file, Buffer.alloc(3 * 1024 * 1024 + 1));
  // As sha256sum prints it for 3 MiB and one byte of zeros.
  assert.equal(sha256(file), "5983281b51c767c831104f52c95e4075f27e6f4fa8dd0526e3929f79176a1217");
});

test("a tree differs from its record by content, mode, link target, a missing file and a file too many", async (t) => {
  const tree = await temporary(t);
  mkdirSync(path.join(tree, "bin"));
  const program = path.join(tree, "bin", "program");
  writeFileSync(program, "one", { mode: 0o755 });
  symlinkSync("program", path.join(tree, "bin", "alias"));
  const recorded = inventory(tree);
  assert.deepEqual(Object.keys(recorded), ["bin/alias", "bin/program"]);
  assert.equal(recorded["bin/alias"], "link program");
  assert.equal(difference(tree, recorded), undefined);

  writeFileSync(program, "two");
  assert.equal(difference(tree, recorded), "bin/program");
  writeFileSync(program, "one");
  assert.equal(difference(tree, recorded), undefined);
  chmodSync(program, 0o644);
  assert.equal(difference(tree, recorded), "bin/program");
  chmodSync(program, 0o755);
  writeFileSync(path.join(tree, "planted"), "");
  assert.equal(difference(tree, recorded), "planted");
  await rm(path.join(tree, "planted"));
  await rm(path.join(tree, "bin", "alias"));
  assert.equal(difference(tree, recorded), "bin/alias");
  await rm(tree, { recursive: true });
  assert.equal(difference(tree, recorded), tree);
});

test("a lock file that is broken, of another peer, or points outside the cache counts as none", async (t) => {
  const cache = await temporary(t);
  mkdirSync(path.join(cache, "locks"));
  const file = path.join(cache, "locks", "oras.json");
  const good = { schema: 1, name: "oras", directory: "trees/oras-abcdef", files: {} };
  for (const text of [
    "{",
    "null",
    JSON.stringify({ ...good, schema: 2 }),
    JSON.stringify({ ...good, name: "crane" }),
    JSON.stringify({ ...good, directory: "../elsewhere" }),
    JSON.stringify({ ...good, directory: "." }),
  ]) {
    writeFileSync(file, text);
    assert.equal(await readLocked(cache, "oras"), undefined, text);
  }
  writeFileSync(file, JSON.stringify(good));
  assert.equal((await readLocked(cache, "oras"))?.directory, "trees/oras-abcdef");
  assert.equal(await readLocked(cache, "crane"), undefined);
});

test("only one process at a time holds a name", async (t) => {
  const cache = await temporary(t);
  const counter = path.join(cache, "counter");
  writeFileSync(counter, "0");
  const module = new URL("../../../scripts/peers/cache.ts", import.meta.url).href;
  const program = `
    import { holding } from ${JSON.stringify(module)};
    import { readFileSync, writeFileSync } from "node:fs";
    for (let turn = 0; turn < 5; turn += 1) {
      await holding(${JSON.stringify(cache)}, "counter", async () => {
        const before = Number(readFileSync(${JSON.stringify(counter)}, "utf8"));
        await new Promise((resolve) => setImmediate(resolve));
        writeFileSync(${JSON.stringify(counter)}, String(before + 1));
      });
    }`;
  const ends = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "inherit" });
      return await new Promise((resolve) => child.once("exit", resolve));
    }),
  );
  assert.deepEqual(ends, [0, 0, 0]);
  assert.equal(readFileSync(counter, "utf8"), "15");
});

test("what a dead process held is taken over, and a hold ends also when the work fails", async (t) => {
  const cache = await temporary(t);
  const folder = path.join(cache, "held", "oras");
  mkdirSync(folder, { recursive: true });
  // No process has this number: it is above the kernel's largest.
  writeFileSync(path.join(folder, "owner"), `${hostname()} 4194305\n`);
  assert.equal(await holding(cache, "oras", async () => await Promise.resolve("held")), "held");
  await assert.rejects(
    holding(cache, "oras", async () => await Promise.reject(new Error("work failed"))),
    /work failed/,
  );
  assert.equal(await holding(cache, "oras", async () => await Promise.resolve("again")), "again");
});
