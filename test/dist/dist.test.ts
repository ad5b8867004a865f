import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const dist = path.join(root, "dist");

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-dist-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function bundle(from: string, into: string, cwd: string): Promise<void> {
  const argv = [path.join(from, "scripts/build.ts"), into];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}

async function contents(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)),
  );
}

function assertSame(made: ReadonlyMap<string, Buffer>, kept: ReadonlyMap<string, Buffer>, next = ""): void {
  assert.deepEqual([...made.keys()], [...kept.keys()], `other files${next}`);
  for (const [name, bytes] of made)
    assert.ok(kept.get(name)?.equals(bytes), `dist/${name} is not what the sources give${next}`);
}

test("the bundles are what the sources give, built from another working directory", async (t) => {
  const folder = await temporary(t);
  await bundle(root, path.join(folder, "out"), folder);
  assertSame(await contents(path.join(folder, "out")), await contents(dist), ": run npm run build");
});

test("the bundles are the same when the repository is in another folder, and name no folder of this machine", async (t) => {
  const folder = await temporary(t);
  const places = [path.join(folder, "first"), path.join(folder, "a longer name", "second")] as const;
  const parts = ["actions", "cli", "src", "schemas", "scripts", "package.json", "tsconfig.json"];
  for (const part of parts) await cp(path.join(root, part), path.join(places[0], part), { recursive: true });
  await cp(places[0], places[1], { recursive: true });
  for (const place of places) {
    await symlink(path.join(root, "node_modules"), path.join(place, "node_modules"));
    await bundle(place, path.join(place, "dist"), place);
  }
  const made = await contents(path.join(places[0], "dist"));
  assertSame(made, await contents(path.join(places[1], "dist")));
  for (const [name, bytes] of made) {
    assert.ok(!bytes.includes(folder), `dist/${name} holds ${folder}`);
    assert.ok(!bytes.includes(root), `dist/${name} holds ${root}`);
    assert.ok(!bytes.includes(tmpdir() + path.sep), `dist/${name} holds ${tmpdir()}`);
  }
});

test("the bundles can be read: lines are short but for embedded data, and names are whole", async () => {
  const declared: string[] = [];
  for (const [name, bytes] of await contents(dist)) {
    if (!name.endsWith(".js")) continue;
    const lines = bytes.toString("utf8").split("\n");
    const long = lines.filter((line) => line.length > 2000);
    // undici embeds its WebAssembly parser as base64, and nothing else may hide in a long line.
    for (const line of long)
      assert.match(
        line,
        /^\s*(?:const |let |var )?[\w$.]+ = (?:Buffer\$?\d*\.from\()?["'][A-Za-z0-9+/=]+["'](?:, ["']base64["']\))?;?$/,
        name,
      );
    const text = lines.filter((line) => line.length <= 2000).join("\n");
    const mean = text.length / Math.max(1, text.split("\n").length);
    assert.ok(mean < 90, `${name}: ${mean.toFixed(0)} characters a line`);
    for (const [, word] of text.matchAll(/\b(?:const|let|var|function|class) ([A-Za-z_$][\w$]*)/g))
      declared.push(word ?? "");
  }
  // Minified code names nothing: of the words that are declared here, most are words. Libraries for arithmetic have short ones.
  const short = declared.filter((word) => word.length < 3).length;
  assert.ok(
    declared.length > 1000 && short < declared.length * 0.35,
    `${short} of ${declared.length} names are short`,
  );
});

test("every package inside has its licence text beside the bundles", async () => {
  const licences = await readFile(path.join(dist, "THIRD-PARTY-LICENSES.txt"), "utf8");
  const packages = new Set<string>();
  for (const [name, bytes] of await contents(dist))
    if (name.endsWith(".js"))
      for (const [, found] of bytes
        .toString("utf8")
        .matchAll(/^\/\/(?:#region)? ?((?:.*\/)?node_modules\/(?:@[\w.-]+\/)?[\w.-]+)\//gm))
        packages.add(found ?? "");
  assert.ok(
    packages.has("node_modules/undici") && packages.has("node_modules/@actions/core"),
    [...packages].join(" "),
  );
  for (const folder of packages) {
    const manifest = path.join(root, folder, "package.json");
    const { name, version } = JSON.parse(await readFile(manifest, "utf8")) as Record<
      "name" | "version",
      string
    >;
    assert.ok(licences.includes(`\n${name} ${version} (`), `the licence of ${name} ${version} is missing`);
  }
  assert.doesNotMatch(licences, /no licence field/);
});

test("every action.yml starts a bundle that is there", async () => {
  const actions = await readdir(path.join(root, "actions"));
  assert.ok(actions.length > 0);
  for (const name of actions) {
    const file = path.join(root, "actions", name, "action.yml");
    const { runs } = parse(await readFile(file, "utf8")) as { readonly runs: { readonly main: string } };
    const main = path.resolve(path.dirname(file), runs.main);
    assert.ok(main.startsWith(dist + path.sep), main);
    assert.ok((await stat(main)).isFile());
  }
});
