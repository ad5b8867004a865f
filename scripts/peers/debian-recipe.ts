// Recipes of peers that Debian packages.
import { existsSync, readdirSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { unpackDebian } from "./debian.ts";
import type { Suite } from "./debian.ts";
import { run } from "./process.ts";
import type { Recipe } from "./recipe.ts";
import { libraryPath, writeStarter } from "./starter.ts";

export type DebianRecipe = {
  readonly suite: Suite;
  readonly packages: readonly string[];
  readonly keep?: readonly RegExp[];
  readonly command: string;
  readonly probe: readonly string[];
  readonly version: RegExp;
  readonly expected: RegExp;
  /** Start the command with the libraries that came along, or wholly with its own loader and libc. */
  readonly wrapped?: "libraries" | "own loader";
  /** The package whose Debian version is the peer's, for programs built without a version. */
  readonly versionOf?: string;
  readonly also?: (tree: string) => Promise<void>;
};

/** A peer of unpacked Debian packages. Packages that every Debian has (Essential and apt's own libraries) need not be named. */
export function debian(recipe: DebianRecipe): Recipe {
  return {
    key: `debian ${JSON.stringify({ ...recipe, also: recipe.also?.toString() }, source)}`,
    probe: recipe.probe,
    version: recipe.version,
    expected: recipe.expected,
    make: async (tree, workshop) => {
      const { suite, packages, keep } = recipe;
      const wanted = { suite, packages, architecture: workshop.architecture };
      const versions = await unpackDebian(workshop.cache, keep ? { ...wanted, keep } : wanted, tree);
      const command = recipe.wrapped ? await wrap(tree, recipe.command, recipe.wrapped) : recipe.command;
      await recipe.also?.(tree);
      const version = versions[recipe.versionOf ?? ""]?.replace(/^\d+:/, "");
      return version === undefined ? { command } : { command, version };
    },
  };
}

function source(_key: string, value: unknown): unknown {
  return value instanceof RegExp ? value.source : value;
}

/** Docker 28: engine, client, buildx, containerd, with bookworm's runc (forky's wants a newer libc than a Debian 12 has). */
export function docker(): Recipe {
  const engine = debian({
    suite: "forky",
    packages: ["docker.io", "docker-cli", "docker-buildx", "containerd", "tini-static"],
    keep: [
      /^usr\/bin\/(docker|tini-static|containerd|containerd-shim-runc-v2)$/,
      /^usr\/sbin\/(dockerd|docker-proxy)$/,
      /^usr\/libexec\/docker\/cli-plugins\//,
    ],
    command: "usr/bin/docker",
    probe: ["--version"],
    version: /Docker version ([^\s,]+)/,
    expected: /^(2[89]|[3-9]\d)\./,
  });
  return {
    ...engine,
    key: `${engine.key} with runc of bookworm`,
    make: async (tree, workshop) => {
      const made = await engine.make(tree, workshop);
      const { cache, architecture } = workshop;
      await unpackDebian(cache, { suite: "bookworm", architecture, packages: ["runc", "libseccomp2"] }, tree);
      await wrap(tree, "usr/sbin/runc", "libraries");
      await cp(path.join(tree, "usr/bin/tini-static"), path.join(tree, "bin", "docker-init"));
      return made;
    },
  };
}

/** A program that starts itself again with an empty environment, as buildah does for RUN steps: it has to find its libraries by itself. */
export function selfStarting(recipe: DebianRecipe): Recipe {
  const plain = debian({ ...recipe, wrapped: "libraries" });
  return {
    ...plain,
    key: `${plain.key} with its own library path`,
    make: async (tree, workshop) => {
      const made = await plain.make(tree, workshop);
      const { cache, architecture } = workshop;
      const tool = path.join(tree, ".patchelf");
      await unpackDebian(cache, { suite: "bookworm", architecture, packages: ["patchelf"] }, tool);
      // The older tag (RPATH): it holds for the libraries of libraries too.
      const argv = ["--force-rpath", "--set-rpath", libraryPath(tree), path.join(tree, recipe.command)];
      await run([path.join(tool, "usr/bin/patchelf"), ...argv]);
      await rm(tool, { recursive: true });
      return made;
    },
  };
}

/** A static arm64 busybox: not for this machine but for images. Its version is read from its bytes. */
export function busyboxArm64(): Recipe {
  return {
    key: "debian bookworm busybox-static arm64",
    probe: [],
    version: /BusyBox v(\S+)/,
    expected: /^1\./,
    make: async (tree, workshop) => {
      const packages = { suite: "bookworm", architecture: "arm64", packages: ["busybox-static"] } as const;
      await unpackDebian(workshop.cache, { ...packages, keep: [/^bin\/busybox$/] }, tree);
      return { command: "bin/busybox" };
    },
  };
}

async function wrap(tree: string, command: string, how: "libraries" | "own loader"): Promise<string> {
  const starter = path.join("bin", path.basename(command));
  const program = path.join(tree, command);
  if (how === "libraries") {
    const before = { PATH: `${tree}/usr/bin:${tree}/usr/sbin`, LD_LIBRARY_PATH: libraryPath(tree) };
    await writeStarter(path.join(tree, starter), { before, command: [program] });
  } else {
    // The loader of another libc must not leak to children, so no variable is set.
    const loaded = [loader(tree), "--library-path", libraryPath(tree), program];
    await writeStarter(path.join(tree, starter), { command: loaded });
  }
  return starter;
}

function loader(tree: string): string {
  for (const folder of ["usr/lib64", "lib64", "usr/lib", "lib"]) {
    const directory = path.join(tree, folder);
    const names = existsSync(directory) ? readdirSync(directory) : [];
    const name = names.find((entry) => /^ld-linux-.*\.so\.\d$/.test(entry));
    if (name) return path.join(directory, name);
  }
  throw new Error(`No program loader was unpacked in ${tree}.`);
}
