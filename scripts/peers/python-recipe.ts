// Peers from PyPI: a Python of our own (Debian's, unpacked), and one virtual environment a peer, since they conflict.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { debian } from "./debian-recipe.ts";
import { run } from "./process.ts";
import type { Recipe, Workshop } from "./recipe.ts";
import { libraryPath, writeStarter } from "./starter.ts";

const MACHINE_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
const INTERPRETER = "bin/python3.11";

/** Debian 12's Python 3.11 with the libraries that its modules load, pip as a wheel, and Mozilla's CA list. */
export function interpreter(): Recipe {
  const standard = ["python3.11", "python3.11-minimal", "python3.11-venv", "libpython3.11-minimal"];
  const modules = ["libpython3.11-stdlib", "python3-distutils", "python3-pip-whl", "ca-certificates"];
  const libraries = [
    "libssl3",
    "libexpat1",
    "libffi8",
    "libsqlite3-0",
    "libuuid1",
    "libreadline8",
    "libncursesw6",
  ];
  return debian({
    suite: "bookworm",
    packages: [...standard, ...modules, ...libraries, "libtinfo6"],
    command: "usr/bin/python3.11",
    probe: ["-c", "import sys, ssl, sqlite3, ctypes, venv, zlib, bz2, lzma; print(sys.version)"],
    version: /^(\S+)/,
    expected: /^3\.11\./,
    wrapped: "libraries",
    also: async (tree) => {
      await writeFile(path.join(tree, "ca.pem"), mozillaAuthorities(tree));
      // Compiled now: at run time nothing may be written into a tree.
      await run([
        path.join(tree, INTERPRETER),
        "-m",
        "compileall",
        "-q",
        path.join(tree, "usr/lib/python3.11"),
      ]);
    },
  });
}

export type PythonCommand = {
  /** The command of the package; its name where not given. */
  readonly command: string;
  /** Arguments that make it print something, when it has none that print its version: the released one counts then. */
  readonly probe?: readonly string[];
  /** Other released packages that its tests use with it, as `name==version`. */
  readonly beside: readonly string[];
};

/** One released package from PyPI; the peer is one of its commands. */
export function python(
  name: string,
  release: string,
  version: RegExp,
  { command = name, probe, beside = [] }: Partial<PythonCommand> = {},
): Recipe {
  return {
    key: ["python", `${name}==${release}`, ...beside, ...(command === name ? [] : [command])].join(" "),
    needs: ["python"],
    probe: probe ?? ["--version"],
    version,
    expected: new RegExp(`^${release.replaceAll(".", "\\.")}$`),
    make: async (tree, workshop) => {
      const base = await workshop.tree("python");
      await run([path.join(base, INTERPRETER), "-m", "venv", "--without-pip", tree]);
      const install = ["install", "--quiet", "--no-cache-dir", `${name}==${release}`, ...beside];
      await runPip(path.join(tree, "bin/python"), workshop, install);
      const starter = path.join("starters", command);
      await writeStarter(path.join(tree, starter), {
        before: { LD_LIBRARY_PATH: libraryPath(base) },
        exports: { PYTHONDONTWRITEBYTECODE: "1", DVC_NO_ANALYTICS: "1" },
        // libgit2, which DVC loads, does not start without CA certificates, and a clean Debian has none.
        files: { SSL_CERT_FILE: [MACHINE_AUTHORITIES, path.join(base, "ca.pem")] },
        command: [path.join(tree, "bin", command)],
      });
      return { command: starter, ...(probe === undefined ? {} : { version: release }) };
    },
  };
}

const GLIBC_PLATFORMS = ["manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64"];

/** Installs wheels for arm64 into a folder, as an image build would: exactly the named ones, nothing of them runs. */
export async function unpackWheels(
  workshop: Workshop,
  wheels: readonly string[],
  folder: string,
  platforms: readonly string[] = GLIBC_PLATFORMS,
): Promise<void> {
  const base = await workshop.tree("python");
  const foreign = platforms.flatMap((name) => ["--platform", name]);
  const what = ["--no-deps", "--only-binary=:all:", "--no-compile", ...foreign, "--target", folder];
  const argv = ["install", "--quiet", "--no-cache-dir", ...what, ...wheels];
  await runPip(path.join(base, INTERPRETER), workshop, argv);
}

async function runPip(interpreterFile: string, workshop: Workshop, argv: readonly string[]): Promise<void> {
  const base = await workshop.tree("python");
  await run([interpreterFile, pip(base), ...argv], {
    environment: {
      LD_LIBRARY_PATH: libraryPath(base),
      ...(await authorityEnvironment(workshop)),
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
    },
  });
}

/** Where downloads by programs of ours find CA certificates. The machine's own file wins (it may hold a company's CA); a clean Debian has none, then Mozilla's list from Debian. */
export async function authorityEnvironment(workshop: Workshop): Promise<Record<string, string>> {
  const own = process.env["SSL_CERT_FILE"];
  const machine = existsSync(MACHINE_AUTHORITIES) ? MACHINE_AUTHORITIES : undefined;
  const file = own ?? machine ?? path.join(await workshop.tree("python"), "ca.pem");
  return { SSL_CERT_FILE: file, PIP_CERT: process.env["PIP_CERT"] ?? file };
}

// A wheel is a zip file, and Python runs a package inside a zip file.
function pip(base: string): string {
  const wheels = path.join(base, "usr/share/python-wheels");
  const wheel = readdirSync(wheels).find((file) => file.startsWith("pip-"));
  if (!wheel) throw new Error(`Debian's python3-pip-whl brought no pip: ${wheels}`);
  return path.join(wheels, wheel, "pip");
}

function mozillaAuthorities(tree: string): string {
  const folder = path.join(tree, "usr/share/ca-certificates/mozilla");
  const names = readdirSync(folder).filter((name) => name.endsWith(".crt"));
  return names
    .sort()
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .join("\n");
}
