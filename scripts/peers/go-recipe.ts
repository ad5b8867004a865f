// Peers built from Go modules: with the machine's Go when it is 1.25 or newer, else with Debian's.
import { rm } from "node:fs/promises";
import path from "node:path";
import { debianDependencies, unpackDebian } from "./debian.ts";
import { run } from "./process.ts";
import { authorityEnvironment } from "./python-recipe.ts";
import type { Made, Recipe, Workshop } from "./recipe.ts";
import { writeStarter } from "./starter.ts";

const OLDEST = 25;

/** The Go toolchain of Debian forky, unpacked (bookworm's 1.19 is too old to fetch a newer one). */
export function toolchain(): Recipe {
  return {
    key: "go of debian forky",
    probe: ["version"],
    version: /go(1\.\S+)/,
    expected: /^1\.(2[5-9]|[3-9]\d)/,
    make: async (tree, workshop) => {
      const root = await debianGo(tree, workshop);
      const starter = {
        exports: { GOROOT: root, GOTOOLCHAIN: "local" },
        command: [path.join(root, "bin/go")],
      };
      await writeStarter(path.join(tree, "bin/go"), starter);
      return { command: "bin/go" };
    },
  };
}

// Looked up each time and never recorded: a machine's own Go comes and goes without us.
async function machineGo(): Promise<string | undefined> {
  const found = await run(["go", "env", "GOVERSION"]).catch(() => undefined);
  return Number(/^go1\.(\d+)/.exec(found?.stdout ?? "")?.[1]) >= OLDEST ? "go" : undefined;
}

async function debianGo(tree: string, { cache, architecture }: Workshop): Promise<string> {
  const suite = "forky";
  const names = await debianDependencies(cache, { suite, architecture, packages: ["golang-go"] });
  const newest = names.find((name) => /^golang-1\.\d+-go$/.test(name));
  if (!newest)
    throw new Error("Debian forky offers no Go toolchain: install Go 1.25 or newer and run again.");
  const release = newest.replace(/^golang-(.*)-go$/, "$1");
  await unpackDebian(cache, { suite, architecture, packages: [newest, `golang-${release}-src`] }, tree);
  return path.join(tree, `usr/lib/go-${release}`);
}

/** One command of a Go module at a fixed version; the checksum database is asked as the machine's Go settings say. */
export function goModule(
  module: string,
  probe: readonly string[],
  version: RegExp,
  expected: RegExp,
): Recipe {
  return {
    key: `go ${module}`,
    probe,
    version,
    expected,
    make: async (tree, workshop): Promise<Made> => {
      const command = (await machineGo()) ?? path.join(await workshop.tree("go"), "bin/go");
      const work = path.join(tree, ".work");
      const environment = {
        ...(await authorityEnvironment(workshop)),
        GOPATH: path.join(work, "path"),
        GOCACHE: path.join(work, "cache"),
        GOBIN: path.join(tree, "bin"),
        GOTOOLCHAIN: "local",
        CGO_ENABLED: "0",
      };
      await run([command, "install", "-trimpath", "-modcacherw", module], { environment });
      await rm(work, { recursive: true, force: true });
      return { command: path.join("bin", path.basename(module.replace(/@.*$/, ""))) };
    },
  };
}
