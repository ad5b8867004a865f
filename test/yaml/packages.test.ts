import assert from "node:assert/strict";
import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { root } from "./documents.ts";

type Entry = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
};
type Manifest = Readonly<
  Record<"dependencies" | "devDependencies" | "optionalDependencies", Readonly<Record<string, string>>>
> & { readonly scripts: Readonly<Record<string, string>> };

async function json(name: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(root, name), "utf8")) as unknown;
}

test("every package of the lock file has a strong integrity hash, and none names a registry", async () => {
  const { packages, lockfileVersion } = (await json("package-lock.json")) as {
    readonly packages: Readonly<Record<string, Entry>>;
    readonly lockfileVersion: number;
  };
  assert.equal(lockfileVersion, 3);
  const entries = Object.entries(packages).filter(([name]) => name !== "");
  assert.ok(entries.length > 50);
  for (const [name, entry] of entries) {
    assert.match(entry.integrity ?? "none", /^sha512-[A-Za-z0-9+/]{86}==$/, name);
    // The user's own registry or mirror serves it; the hash says that it is the same package.
    assert.equal(entry.resolved, undefined, name);
    assert.equal(entry.link, undefined, name);
  }
});

test("package.json pins every package exactly, as the lock file has it", async () => {
  const manifest = (await json("package.json")) as Manifest;
  const { packages } = (await json("package-lock.json")) as {
    readonly packages: Readonly<Record<string, Entry>>;
  };
  const pins = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  assert.ok(Object.keys(pins).length > 20);
  for (const [name, version] of Object.entries(pins)) {
    assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
    assert.equal(packages[`node_modules/${name}`]?.version, version, name);
  }
});

test("no script of a package runs at installation, and every command becomes the bootstrap, so that signals reach it", async () => {
  const settings = await readFile(path.join(root, ".npmrc"), "utf8");
  assert.match(settings, /^ignore-scripts=true$/m);
  assert.match(settings, /^save-exact=true$/m);
  assert.doesNotMatch(settings, /registry/);
  const { scripts } = (await json("package.json")) as Manifest;
  for (const name of ["test", "pilot", "interop", "bench", "build"])
    assert.match(scripts[name] ?? "", /^exec node scripts\/bootstrap\.mjs /, name);
  for (const name of ["preinstall", "install", "postinstall", "prepare"])
    assert.equal(scripts[name], undefined);
});

test("CI's entry is executable and runs the tests, then interop", async () => {
  const file = path.join(root, ".ci", "run");
  await access(file, constants.X_OK);
  const text = await readFile(file, "utf8");
  assert.match(text, /^#!/);
  assert.ok(text.indexOf("npm test") > 0 && text.indexOf("npm test") < text.indexOf("npm run interop"));
});
