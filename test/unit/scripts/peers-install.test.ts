import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { installPeers, listPeers } from "../../../scripts/peers/install.ts";
import type { Recipe } from "../../../scripts/peers/recipe.ts";
import { recipes } from "../../../scripts/peers/recipes.ts";
import { writeStarter } from "../../../scripts/peers/starter.ts";

type Shop = { readonly cache: string; readonly made: string[]; readonly log: string[] };

async function shop(t: TestContext): Promise<Shop> {
  const cache = await mkdtemp(path.join(tmpdir(), "pi5-install-"));
  t.after(async () => await rm(cache, { recursive: true, force: true }));
  return { cache, made: [], log: [] };
}

// A peer that is a script which prints its version: made by the same code as the real ones.
function script(shop: Shop, name: string, version: string, more: Partial<Recipe> = {}): Recipe {
  return {
    key: `script ${version}`,
    probe: [version],
    version: /version (\S+)/,
    expected: /^1\./,
    make: async (tree) => {
      shop.made.push(name);
      await writeStarter(path.join(tree, "bin", name), { command: ["echo", "version"] });
      return { command: `bin/${name}` };
    },
    ...more,
  };
}

test("a peer is made once, found again by its hashes, and listed", async (t) => {
  const place = await shop(t);
  const options = { cache: place.cache, recipes: { oras: script(place, "oras", "1.2.3") } };
  const lines: string[] = [];
  const first = await installPeers(["oras"], { ...options, log: (line) => lines.push(line) });
  const second = await installPeers(["oras"], options);
  assert.equal(first.oras.version, "1.2.3");
  assert.deepEqual([first.oras.cached, second.oras.cached], [false, true]);
  assert.equal(second.oras.command, first.oras.command);
  assert.ok(path.isAbsolute(first.oras.command) && existsSync(first.oras.command));
  assert.match(first.oras.sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(place.made, ["oras"]);
  assert.equal(lines.length, 2);
  assert.deepEqual(Object.keys(await listPeers(options)), ["oras"]);
});

test("an altered file or another recipe has the peer made again, and the old tree goes", async (t) => {
  const place = await shop(t);
  const options = { cache: place.cache, recipes: { oras: script(place, "oras", "1.2.3") } };
  const { oras } = await installPeers(["oras"], options);
  writeFileSync(oras.command, "#!/bin/sh\necho version 1.2.3 of somebody else\n");
  assert.deepEqual(await listPeers(options), {});
  const repaired = await installPeers(["oras"], options);
  assert.equal(repaired.oras.cached, false);
  assert.equal(repaired.oras.sha256.length, 64);
  const newer = await installPeers(["oras"], {
    ...options,
    recipes: { oras: script(place, "oras", "1.3.0") },
  });
  assert.equal(newer.oras.version, "1.3.0");
  assert.deepEqual(place.made, ["oras", "oras", "oras"]);
  assert.equal(readdirSync(path.join(place.cache, "trees")).length, 1);
});

test("a peer of the wrong major version is refused and leaves nothing that counts", async (t) => {
  const place = await shop(t);
  const broken = script(place, "crane", "1.0", {
    make: async () => await Promise.reject(new Error("no network here")),
  });
  const options = {
    cache: place.cache,
    recipes: { oras: script(place, "oras", "2.0.0"), crane: broken },
  };
  await assert.rejects(installPeers(["oras", "crane"], options), (error: Error) => {
    assert.match(error.message, /crane: no network here/);
    assert.match(error.message, /oras: .* is version 2\.0\.0/);
    return true;
  });
  assert.deepEqual(await listPeers(options), {});
});

test("two installers at once make a peer once", async (t) => {
  const place = await shop(t);
  const options = { cache: place.cache, recipes: { oras: script(place, "oras", "1.2.3") } };
  const both = await Promise.all([installPeers(["oras"], options), installPeers(["oras"], options)]);
  assert.deepEqual(place.made, ["oras"]);
  assert.equal(both[0].oras.command, both[1].oras.command);
});

test("a peer that needs another is made again when the other was", async (t) => {
  const place = await shop(t);
  const python = script(place, "python", "1.0");
  const options = {
    cache: place.cache,
    recipes: { python, dvc: script(place, "dvc", "1.0", { needs: ["python"] }) },
  };
  await installPeers(["dvc"], options);
  assert.deepEqual(place.made, ["python", "dvc"]);
  await installPeers(["dvc"], {
    ...options,
    recipes: { ...options.recipes, python: { ...python, key: "newer" } },
  });
  assert.deepEqual(place.made, ["python", "dvc", "python", "dvc"]);
});

test("what an interrupted install left is removed by the next", async (t) => {
  const place = await shop(t);
  mkdirSync(path.join(place.cache, "trees/oras-a1b2c3/half"), { recursive: true });
  const recipe = script(place, "oras", "1.2.3");
  const { oras } = await installPeers(["oras"], { cache: place.cache, recipes: { oras: recipe } });
  assert.deepEqual(readdirSync(path.join(place.cache, "trees")), [path.basename(oras.directory)]);
});

test("a failed install leaves no tree, and peers that fail for one reason share a line", async (t) => {
  const place = await shop(t);
  const half = (name: string): Recipe =>
    script(place, name, "1.2.3", {
      make: async (tree) => {
        writeFileSync(path.join(tree, "half"), "");
        return await Promise.reject(new Error("no route\nto the mirror"));
      },
    });
  const options = { cache: place.cache, recipes: { oras: half("oras"), crane: half("crane") } };
  await assert.rejects(installPeers(["oras", "crane"], options), {
    message: "Could not install crane, oras: no route; to the mirror",
  });
  assert.deepEqual(readdirSync(path.join(place.cache, "trees")), []);
});

test("a cache that cannot be written to is named, with the setting that moves it", async (t) => {
  const place = await shop(t);
  const file = path.join(place.cache, "file");
  writeFileSync(file, "");
  const options = { cache: path.join(file, "cache"), recipes: { oras: script(place, "oras", "1.2.3") } };
  await assert.rejects(installPeers(["oras"], options), {
    message: `Could not install oras: the cache folder ${options.cache} cannot be written to (ENOTDIR). Set PI5_CACHE to a folder that can be.`,
  });
});

test("every recipe names what it expects, and no two have the same key", () => {
  const keys = Object.values(recipes).map((recipe) => recipe.key);
  assert.equal(new Set(keys).size, keys.length);
  for (const [name, recipe] of Object.entries(recipes))
    assert.match(recipe.expected.source, /^\^[(\d]/, name);
});
