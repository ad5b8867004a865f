// Real binaries for the lint: releases that are known to fail on a Raspberry Pi 5, their repaired successors, and what looks alike.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { debian } from "./debian-recipe.ts";
import { type DebianPackages, unpackDebian } from "./debian.ts";
import { compileForArm64 } from "./go-recipe.ts";
import { run } from "./process.ts";
import { authorityEnvironment } from "./python-recipe.ts";
import type { Recipe, Workshop } from "./recipe.ts";
import { libraryPath, writeStarter } from "./starter.ts";

/** A package of npm; `integrity` is its sha512. */
export type NpmSample = { readonly name: string; readonly version: string; readonly integrity: string };

const npmSamples: readonly NpmSample[] = [
  {
    name: "@biomejs/cli-linux-arm64",
    version: "1.5.0",
    integrity: "RiecxG71E1jnqiJZ3FaikVBDRkk2ohIxBo0O4o68g87y6Hug//G0S83sj6Wqyn8DgKMCRWQg+XYMgk5CwLVowA==",
  },
  {
    name: "@biomejs/cli-linux-arm64",
    version: "1.9.4",
    integrity: "fJIW0+LYujdjUgJJuwesP4EjIBl/N/TcOX3IvIHJQNsAqvV2CHIogsmA94BPG6jZATS4Hi+xv4SkBBQSt1N4/g==",
  },
  {
    name: "@oxlint/linux-arm64-gnu",
    version: "0.4.4",
    integrity: "LTOtEliKPWJzVC6qs1M0IoND0yFchWkKS6agFSmzGmfe523geC+eATq3slFvUPdSzdLAgk6v2juol7JxaI2+vg==",
  },
  {
    name: "leveldown",
    version: "6.1.1",
    integrity: "88c+E+Eizn4CkQOBHwqlCJaTNEjGpaEIikn1S+cINc5E9HEvJ77bqY4JY/HxT5u0caWqsc3P3DcFIKBI1vHt+A==",
  },
  {
    name: "electron",
    version: "34.2.0",
    integrity: "SYwBJNeXBTm1q/ErybQMUBZAYqEreBUqBwTrNkw1rV4YatDZk5Aittpcus3PPeC4UoI/tqmJ946uG8AKHTd6CA==",
  },
  {
    name: "electron",
    version: "34.3.0",
    integrity: "I238qRnYTAsuwJ/rS7HGaFNY4NNKAcjX8nlj7mnNmj1TK3z4HvNoD1r7Zud81DYDFx8AITuLd76EPrEnnfF9Bg==",
  },
];

const debianSamples = {
  "bookworm-arm64": {
    suite: "bookworm",
    architecture: "arm64",
    packages: ["libc6", "libjemalloc2", "zlib1g", "libgcc-s1", "libllvm15"],
  },
  "bookworm-musl": { suite: "bookworm", architecture: "arm64", packages: ["musl"] },
  // A codec whose code for Armv9 is chosen at run time.
  "trixie-arm64": { suite: "trixie", architecture: "arm64", packages: ["libvpx9"] },
  "forky-arm64": { suite: "forky", architecture: "arm64", packages: ["libc6"] },
  // Laid out for pages of 4 KiB: 265 of its 272 files cannot be loaded with larger ones. Newer releases can.
  "bookworm-armhf": { suite: "bookworm", architecture: "armhf", packages: ["libc6"] },
  "forky-armhf": { suite: "forky", architecture: "armhf", packages: ["libc6"] },
} as const satisfies Readonly<Record<string, DebianPackages>>;

const goSource = "package main\n\nfunc main() { println(42) }\n";
const goLevels = ["v8.0", "v9.0"];

/** Where a sample of npm is unpacked, relative to the tree. */
export function npmFolder(name: string, version: string): string {
  return path.join("npm", `${name.replace("/", "-")}-${version}`, "package");
}

/** Programs and libraries for arm64 and Arm from npm, Debian and Go; nothing of them runs. */
export function lintSamples(): Recipe {
  return {
    key: `lint samples 1 ${JSON.stringify({ npmSamples, debianSamples, goSource, goLevels })}`,
    probe: [],
    version: /"schema": (\d+)/,
    expected: /^1$/,
    make: async (tree, workshop) => {
      for (const [folder, packages] of Object.entries(debianSamples))
        await unpackDebian(workshop.cache, packages, path.join(tree, folder));
      for (const sample of npmSamples) {
        const { name, version } = sample;
        await unpackNpm(path.dirname(path.join(tree, npmFolder(name, version))), workshop, sample);
      }
      await mkdir(path.join(tree, "go"));
      const source = path.join(tree, "go", "main.go");
      await writeFile(source, goSource);
      for (const level of goLevels)
        await compileForArm64(tree, workshop, source, { level, file: path.join(tree, "go", level) });
      await writeFile(path.join(tree, "samples.json"), '{"schema": 1}\n');
      return { command: "samples.json" };
    },
  };
}

/** Unpacks a package into the folder `package` of a folder. Throws when it is not the one that is expected. */
export async function unpackNpm(folder: string, workshop: Workshop, sample: NpmSample): Promise<void> {
  const { name, version, integrity } = sample;
  await mkdir(folder, { recursive: true });
  const environment = { NODE_EXTRA_CA_CERTS: (await authorityEnvironment(workshop))["SSL_CERT_FILE"] ?? "" };
  const pack = ["npm", "pack", "--silent", "--pack-destination", folder, `${name}@${version}`] as const;
  const { stdout } = await run([...pack], { environment });
  const archive = path.join(folder, stdout.trim().split("\n").at(-1) ?? "");
  const got = createHash("sha512")
    .update(await readFile(archive))
    .digest("base64");
  if (got !== integrity)
    throw new Error(`${name}@${version} of npm is not the one that is expected: sha512-${got}`);
  await run(["tar", "-xzf", archive, "-C", folder]);
  await rm(archive);
}

/** Assembler, linker and readelf for arm64, and patchelf. The command is the linker, the others stand beside it. */
export function arm64Binutils(): Recipe {
  const tools = ["as", "ld", "readelf"].map((name) => `aarch64-linux-gnu-${name}`);
  const recipe = debian({
    suite: "bookworm",
    packages: [
      "binutils-aarch64-linux-gnu",
      "libbinutils",
      "binutils-common",
      "patchelf",
      "libjansson4",
      "libstdc++6",
    ],
    command: "usr/bin/aarch64-linux-gnu-ld",
    probe: ["--version"],
    version: /GNU ld \(GNU Binutils for Debian\) (\S+)/,
    expected: /^2\./,
    wrapped: "libraries",
  });
  return {
    ...recipe,
    key: `${recipe.key} with starters`,
    make: async (tree, workshop) => {
      const made = await recipe.make(tree, workshop);
      for (const name of [...tools, "patchelf"]) {
        const command = [path.join(tree, "usr/bin", name)];
        await writeStarter(path.join(tree, "bin", name), {
          before: { LD_LIBRARY_PATH: libraryPath(tree) },
          command,
        });
      }
      return made;
    },
  };
}
