// Peers built from Go modules: with the machine's Go when it is 1.25 or newer, else with Debian's.
import { cp, mkdir, rm } from "node:fs/promises";
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

/**
 * BuildKit's daemon and client, static, with runc and its libraries: the tree is a root file system for `docker import` as
 * well. Built in the module's own source tree, since `go install` refuses a module with exclude directives.
 */
export function buildkit(version: string): Recipe {
  const module = `github.com/moby/buildkit@v${version}`;
  return {
    key: `go ${module} buildkitd buildctl, runc of bookworm, tree 1`,
    probe: ["--version"],
    version: /v(\d\S+)/,
    expected: new RegExp(`^${version.replaceAll(".", "\\.")}$`),
    make: async (tree, workshop): Promise<Made> => {
      const { cache, architecture } = workshop;
      const packages = ["runc", "libseccomp2", "libc6"];
      const keep = [
        /^usr\/sbin\/runc$/,
        /^lib64\//,
        /^(?:usr\/)?lib\/[^/]+\/(?:ld-linux[^/]*|libc|libm|libpthread|libseccomp)\.so/,
      ];
      // First: what is not kept is removed from the whole tree.
      await unpackDebian(cache, { suite: "bookworm", architecture, packages, keep }, tree);
      const command = (await machineGo()) ?? path.join(await workshop.tree("go"), "bin/go");
      const work = path.join(tree, ".work");
      // The toolchain that its go.mod names, where the machine's is older.
      const environment = { ...(await goEnvironment(tree, workshop)), GOTOOLCHAIN: "auto" };
      const { stdout } = await run([command, "mod", "download", "-modcacherw", "-json", module], {
        environment,
      });
      const source = path.join(work, "source");
      await cp((JSON.parse(stdout) as { readonly Dir: string }).Dir, source, { recursive: true });
      const flags = `-X github.com/moby/buildkit/version.Version=v${version}`;
      await mkdir(path.join(tree, "usr/bin"), { recursive: true });
      const build = ["build", "-trimpath", "-modcacherw", "-buildvcs=false", "-tags", "osusergo,netgo"];
      await run(
        [
          command,
          ...build,
          "-ldflags",
          `-s -w ${flags}`,
          "-o",
          path.join(tree, "usr/bin/"),
          "./cmd/buildkitd",
          "./cmd/buildctl",
        ],
        { environment, directory: source, seconds: 1800 },
      );
      await rm(work, { recursive: true, force: true });
      return { command: "usr/bin/buildkitd" };
    },
  };
}

/** Hands out the folder of a module's sources as they are published; it goes when `use` has ended. */
export async function withGoModule(
  tree: string,
  workshop: Workshop,
  module: string,
  use: (sources: string) => Promise<void>,
): Promise<void> {
  const command = (await machineGo()) ?? path.join(await workshop.tree("go"), "bin/go");
  const environment = await goEnvironment(tree, workshop);
  const download = ["mod", "download", "-modcacherw", "-json", module];
  const { stdout } = await run([command, ...download], { environment });
  await use((JSON.parse(stdout) as { readonly Dir: string }).Dir);
  await rm(path.join(tree, ".work"), { recursive: true, force: true });
}

async function goEnvironment(tree: string, workshop: Workshop): Promise<Record<string, string>> {
  const work = path.join(tree, ".work");
  return {
    ...(await authorityEnvironment(workshop)),
    GOPATH: path.join(work, "path"),
    GOCACHE: path.join(work, "cache"),
    GOBIN: path.join(tree, "bin"),
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0",
  };
}

/** Compiles one file of Go for arm64 at a level of GOARM64, without modules or a C compiler, and writes the program. */
export async function compileForArm64(
  tree: string,
  workshop: Workshop,
  source: string,
  program: { readonly level: string; readonly file: string },
): Promise<void> {
  const command = (await machineGo()) ?? path.join(await workshop.tree("go"), "bin/go");
  const target = { GOOS: "linux", GOARCH: "arm64", GOARM64: program.level, GO111MODULE: "off" };
  const environment = { ...(await goEnvironment(tree, workshop)), ...target };
  await run([command, "build", "-trimpath", "-o", program.file, source], { environment });
  await rm(path.join(tree, ".work"), { recursive: true, force: true });
}

/** One command of a Go module at a fixed version; the checksum database is asked as the machine's Go settings say. */
export function goModule(
  module: string,
  probe: readonly string[],
  version: RegExp,
  expected: RegExp,
  toolchain: "local" | "auto" = "local",
): Recipe {
  return {
    key: `go ${module}`,
    probe,
    version,
    expected,
    make: async (tree, workshop): Promise<Made> => {
      const command = (await machineGo()) ?? path.join(await workshop.tree("go"), "bin/go");
      const work = path.join(tree, ".work");
      const environment = { ...(await goEnvironment(tree, workshop)), GOTOOLCHAIN: toolchain };
      await run([command, "install", "-trimpath", "-modcacherw", module], { environment, seconds: 1800 });
      await rm(work, { recursive: true, force: true });
      return { command: path.join("bin", path.basename(module.replace(/@.*$/, ""))) };
    },
  };
}
