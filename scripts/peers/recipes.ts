// Which stock program comes from where. Suites are named and major versions asserted: revisions in a suite move.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { unpackDebian } from "./debian.ts";
import type { Architecture, Suite } from "./debian.ts";
import { run } from "./process.ts";

export const peerNames = [
  "prometheus2",
  "prometheus3",
  "cosign2",
  "cosign3",
  "oras",
  "crane",
  "skopeo",
  "podman",
  "buildah",
  "docker",
  "dvc",
  "zizmor",
  "actionlint",
  "qemu-aarch64-static",
  "busybox-arm64",
] as const;
export type PeerName = (typeof peerNames)[number];
/** Peers, and what some of them are made with. */
export type RecipeName = PeerName | "python" | "go";

export type Workshop = {
  readonly cache: string;
  readonly architecture: Architecture;
  /** Installs (or finds) another recipe and gives its tree. */
  readonly tree: (name: RecipeName) => Promise<string>;
};
export type Made = {
  /** Relative to the tree. */
  readonly command: string;
  /** Where the program cannot tell it (a build without version flags). */
  readonly version?: string;
};
export type Recipe = {
  /** All that decides the result, as text: a changed recipe is made again. */
  readonly key: string;
  readonly needs?: readonly RecipeName[];
  readonly make: (tree: string, workshop: Workshop) => Promise<Made>;
  readonly probe: readonly string[];
  /** Finds the version in what the probe prints. */
  readonly version: RegExp;
  readonly expected: RegExp;
};

type DebianRecipe = {
  readonly suite: Suite;
  readonly packages: readonly string[];
  readonly keep?: readonly RegExp[];
  readonly command: string;
  readonly probe: readonly string[];
  readonly version: RegExp;
  readonly expected: RegExp;
  /** Wrap the command so that it finds the libraries that came along. */
  readonly wrapped?: "libraries" | "own loader";
  /** The package whose Debian version is the peer's, for programs built without a version. */
  readonly versionOf?: string;
  readonly also?: (tree: string) => Promise<void>;
};

const CONTAINER_LIBRARIES = [
  "libassuan0",
  "libdevmapper1.02.1",
  "libgpgme11",
  "libseccomp2",
  "golang-github-containers-common",
  "golang-github-containers-image",
];
const PYTHON_LIBRARIES = [
  "libssl3",
  "libexpat1",
  "libffi8",
  "libsqlite3-0",
  "libuuid1",
  "libreadline8",
  "libncursesw6",
  "libtinfo6",
];
const PROMETHEUS = [/^usr\/bin\//, /^usr\/share\/(prometheus|javascript|fonts)\//];

export const recipes: Readonly<Record<RecipeName, Recipe>> = {
  // With its own web page, which `--keep` of the pilot shows: --web.local-assets=TREE/usr/share/prometheus/web
  prometheus2: debian({
    suite: "bookworm",
    packages: ["prometheus"],
    keep: PROMETHEUS,
    command: "usr/bin/prometheus",
    probe: ["--version"],
    version: /prometheus, version (\S+)/,
    expected: /^2\./,
  }),
  prometheus3: debian({
    suite: "forky",
    packages: ["prometheus", "promtool"],
    keep: PROMETHEUS,
    command: "usr/bin/prometheus",
    probe: ["--version"],
    version: /prometheus, version (\S+)/,
    expected: /^3\./,
  }),
  cosign2: debian({ ...cosign("trixie"), expected: /^2\./ }),
  cosign3: debian({ ...cosign("forky"), expected: /^3\./ }),
  oras: debian({
    suite: "forky",
    packages: ["oras"],
    command: "usr/bin/oras",
    probe: ["version"],
    version: /Version:\s+(\S+)/,
    expected: /^1\./,
  }),
  crane: debian({
    suite: "forky",
    packages: ["crane"],
    command: "usr/bin/crane",
    probe: ["--help"],
    version: /(Crane) is a tool/,
    versionOf: "crane",
    expected: /^0\.(2\d|[3-9]\d)\./,
  }),
  // bookworm's skopeo has Sigstore compiled out, and trixie's wants a newer libc: it runs with its own.
  skopeo: debian({
    suite: "trixie",
    packages: [
      ...["skopeo", "libc6", "libgpgme11t64", "libassuan9", "libgpg-error0", "libsqlite3-0"],
      ...["golang-github-containers-common", "golang-github-containers-image"],
    ],
    command: "usr/bin/skopeo",
    probe: ["--version"],
    version: /skopeo version (\S+)/,
    expected: /^1\.(1[89]|[2-9]\d)\./,
    wrapped: "own loader",
  }),
  podman: debian({
    suite: "bookworm",
    packages: [
      "podman",
      "conmon",
      "crun",
      "libsubid4",
      "libyajl2",
      "libglib2.0-0",
      "uidmap",
      ...CONTAINER_LIBRARIES,
    ],
    command: "usr/bin/podman",
    probe: ["--version"],
    version: /podman version (\S+)/,
    expected: /^4\./,
    wrapped: "libraries",
  }),
  buildah: debian({
    suite: "bookworm",
    packages: ["buildah", "uidmap", "libsubid4", ...CONTAINER_LIBRARIES],
    command: "usr/bin/buildah",
    probe: ["--version"],
    version: /buildah version (\S+)/,
    expected: /^1\./,
    wrapped: "libraries",
  }),
  docker: docker(),
  python: debian({
    suite: "bookworm",
    packages: [
      ...[
        "python3.11",
        "python3.11-minimal",
        "libpython3.11-minimal",
        "libpython3.11-stdlib",
        "python3.11-venv",
      ],
      ...["python3-distutils", "python3-pip-whl", "ca-certificates", ...PYTHON_LIBRARIES],
    ],
    command: "usr/bin/python3.11",
    probe: ["-c", "import sys, ssl, sqlite3, ctypes, venv, zlib, bz2, lzma; print(sys.version)"],
    version: /^(\S+)/,
    expected: /^3\.11\./,
    wrapped: "libraries",
    also: async (tree) => {
      await writeFile(path.join(tree, "ca.pem"), authorities(tree));
      await run([
        path.join(tree, "bin", "python3.11"),
        "-m",
        "compileall",
        "-q",
        path.join(tree, "usr/lib/python3.11"),
      ]);
    },
  }),
  dvc: python("dvc", "3.67.1", /^(\S+)/),
  zizmor: python("zizmor", "1.32.0", /zizmor (\S+)/),
  go: {
    key: "go machine 1.25 or debian forky",
    make: go,
    probe: ["version"],
    version: /go(1\.\S+)/,
    expected: /^1\.(2[5-9]|[3-9]\d)/,
  },
  actionlint: {
    key: "go github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
    needs: ["go"],
    make: async (tree, workshop) =>
      await goInstall("github.com/rhysd/actionlint/cmd/actionlint@v1.7.12", tree, workshop),
    probe: ["-version"],
    version: /^v?(\S+)/,
    expected: /^1\.7\.12$/,
  },
  "qemu-aarch64-static": debian({
    suite: "bookworm",
    packages: ["qemu-user-static"],
    keep: [/^usr\/bin\/qemu-aarch64-static$/, /^usr\/lib\/binfmt\.d\/qemu-aarch64\.conf$/],
    command: "usr/bin/qemu-aarch64-static",
    probe: ["--version"],
    version: /qemu-aarch64 version (\S+)/,
    expected: /^7\./,
  }),
  // Not for this machine but for images: a static arm64 program. Its version is read from its bytes.
  "busybox-arm64": {
    key: "debian bookworm busybox-static arm64",
    make: async (tree, workshop) => {
      const wanted = {
        suite: "bookworm",
        architecture: "arm64",
        packages: ["busybox-static"],
        keep: [/^bin\/busybox$/],
      } as const;
      await unpackDebian(workshop.cache, wanted, tree);
      return { command: "bin/busybox" };
    },
    probe: [],
    version: /BusyBox v(\S+)/,
    expected: /^1\./,
  },
};

function cosign(suite: Suite): Omit<DebianRecipe, "expected"> {
  return {
    suite,
    packages: ["cosign"],
    command: "usr/bin/cosign",
    probe: ["version"],
    version: /GitVersion:\s+v?(\S+)/,
    versionOf: "cosign",
  };
}

function debian(recipe: DebianRecipe): Recipe {
  const { also: _also, ...text } = recipe;
  return {
    key: `debian ${JSON.stringify(text, (_key, value: unknown) => (value instanceof RegExp ? value.source : value))}`,
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

function docker(): Recipe {
  const recipe = debian({
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
    ...recipe,
    key: `${recipe.key} with runc of bookworm`,
    make: async (tree, workshop) => {
      const made = await recipe.make(tree, workshop);
      // forky's runc wants a newer libc than a Debian 12 has.
      const runc = {
        suite: "bookworm",
        packages: ["runc", "libseccomp2"],
        architecture: workshop.architecture,
      } as const;
      await unpackDebian(workshop.cache, { ...runc, keep: [/./] }, tree);
      await wrap(tree, "usr/sbin/runc", "libraries");
      const init = path.join(tree, "usr/bin/tini-static");
      await cp(init, path.join(tree, "bin", "docker-init"));
      return made;
    },
  };
}

// A tiny starter in TREE/bin, so that a command works with no environment of its own: callers may pass theirs by allow-list.
async function wrap(tree: string, command: string, how: "libraries" | "own loader"): Promise<string> {
  const starter = path.join("bin", path.basename(command));
  const folders = ["usr/lib", "lib"].flatMap((folder) =>
    ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((triple) => path.join(tree, folder, triple)),
  );
  const libraries = folders.filter((folder) => existsSync(folder)).join(":");
  const program = path.join(tree, command);
  const lines = ["#!/bin/sh"];
  if (how === "libraries") {
    lines.push(`PATH=${quoted(`${tree}/usr/bin:${tree}/usr/sbin`)}:$PATH`);
    lines.push(`LD_LIBRARY_PATH=${quoted(libraries)}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}`);
    lines.push("export PATH LD_LIBRARY_PATH", `exec ${quoted(program)} "$@"`);
  } else {
    lines.push(`exec ${quoted(loader(tree))} --library-path ${quoted(libraries)} ${quoted(program)} "$@"`);
  }
  await mkdir(path.join(tree, "bin"), { recursive: true });
  await writeFile(path.join(tree, starter), `${lines.join("\n")}\n`);
  await chmod(path.join(tree, starter), 0o755);
  return starter;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function loader(tree: string): string {
  for (const folder of ["usr/lib64", "lib64", "usr/lib", "lib"]) {
    const directory = path.join(tree, folder);
    const name =
      existsSync(directory) && readdirSync(directory).find((entry) => /^ld-linux-.*\.so\.\d$/.test(entry));
    if (name) return path.join(directory, name);
  }
  throw new Error(`No program loader was unpacked in ${tree}.`);
}

function authorities(tree: string): string {
  const folder = path.join(tree, "usr/share/ca-certificates/mozilla");
  const names = readdirSync(folder).filter((name) => name.endsWith(".crt"));
  return names
    .sort()
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .join("\n");
}

const MACHINE_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

// The machine's CA file wins (it may hold a company's own CA); a clean Debian has none, then Mozilla's list from Debian.
function authoritiesOf(python: string): string {
  return existsSync(MACHINE_AUTHORITIES) ? MACHINE_AUTHORITIES : path.join(python, "ca.pem");
}

function python(name: string, release: string, version: RegExp): Recipe {
  return {
    key: `python ${name}==${release}`,
    needs: ["python"],
    probe: ["--version"],
    version,
    expected: new RegExp(`^${release.replaceAll(".", "\\.")}$`),
    make: async (tree, workshop) => {
      const base = await workshop.tree("python");
      await run([path.join(base, "bin/python3.11"), "-m", "venv", "--without-pip", tree]);
      const wheels = path.join(base, "usr/share/python-wheels");
      const pip = readdirSync(wheels).find((file) => file.startsWith("pip-"));
      if (!pip) throw new Error(`No pip in ${wheels}`);
      const authority = authoritiesOf(base);
      const environment = {
        ...libraryEnvironment(base),
        PIP_CERT: process.env["PIP_CERT"] ?? authority,
        SSL_CERT_FILE: process.env["SSL_CERT_FILE"] ?? authority,
        PIP_DISABLE_PIP_VERSION_CHECK: "1",
        PIP_NO_INPUT: "1",
      };
      const install = [
        path.join(wheels, pip, "pip"),
        "install",
        "--quiet",
        "--no-cache-dir",
        `${name}==${release}`,
      ];
      await run([path.join(tree, "bin/python"), ...install], { environment });
      return { command: await pythonStarter(tree, base, name) };
    },
  };
}

function libraryEnvironment(base: string): Record<string, string> {
  const folders = ["usr/lib", "lib"].flatMap((folder) =>
    ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((triple) => path.join(base, folder, triple)),
  );
  return { LD_LIBRARY_PATH: folders.filter((folder) => existsSync(folder)).join(":") };
}

async function pythonStarter(tree: string, base: string, name: string): Promise<string> {
  const program = path.join(tree, "bin", name);
  const starter = path.join("starters", name);
  const lines = [
    "#!/bin/sh",
    `LD_LIBRARY_PATH=${quoted(libraryEnvironment(base)["LD_LIBRARY_PATH"] ?? "")}`,
    "PYTHONDONTWRITEBYTECODE=1 DVC_NO_ANALYTICS=1",
    "export LD_LIBRARY_PATH PYTHONDONTWRITEBYTECODE DVC_NO_ANALYTICS",
    `exec ${quoted(program)} "$@"`,
  ];
  await mkdir(path.join(tree, "starters"), { recursive: true });
  await writeFile(path.join(tree, starter), `${lines.join("\n")}\n`);
  await chmod(path.join(tree, starter), 0o755);
  return starter;
}

// The machine's Go when it is new enough, else the one of Debian forky (bookworm's 1.19 is too old to fetch a newer one).
async function go(tree: string, workshop: Workshop): Promise<Made> {
  await mkdir(path.join(tree, "bin"), { recursive: true });
  const found = await run(["go", "env", "GOROOT", "GOVERSION"]).catch(() => undefined);
  const [root, version] = found?.stdout.trim().split("\n") ?? [];
  if (root && Number(/^go1\.(\d+)/.exec(version ?? "")?.[1]) >= 25) {
    await starter(tree, "go", path.join(root, "bin/go"), root);
    return { command: "bin/go" };
  }
  const { cache, architecture } = workshop;
  const newest = await newestGo(cache, architecture, tree);
  const release = newest.replace(/^golang-(.*)-go$/, "$1");
  const packages = [newest, `golang-${release}-src`];
  await unpackDebian(cache, { suite: "forky", architecture, packages }, tree);
  const debianRoot = path.join(tree, `usr/lib/go-${release}`);
  await starter(tree, "go", path.join(debianRoot, "bin/go"), debianRoot);
  return { command: "bin/go" };
}

async function newestGo(cache: string, architecture: Architecture, tree: string): Promise<string> {
  // The meta package's documentation folder is a link named after the release.
  const probe = path.join(tree, ".newest");
  await mkdir(probe);
  await unpackDebian(
    cache,
    { suite: "forky", architecture, packages: ["golang-go"], keep: [/^usr\/bin\/go$/] },
    probe,
  );
  const configuration = path.join(cache, "apt", `forky-${architecture}`, "apt.conf");
  const shown = await run(["apt-cache", "depends", "golang-go"], {
    environment: { APT_CONFIG: configuration },
  });
  await rm(probe, { recursive: true });
  const name = /golang-1\.\d+-go\b/.exec(shown.stdout)?.[0];
  if (!name)
    throw new Error("Debian forky has no Go toolchain to offer: install Go 1.25 or newer and run again.");
  return name;
}

async function starter(tree: string, name: string, program: string, root: string): Promise<void> {
  const file = path.join(tree, "bin", name);
  await writeFile(
    file,
    `#!/bin/sh\nGOROOT=${quoted(root)} GOTOOLCHAIN=local\nexport GOROOT GOTOOLCHAIN\nexec ${quoted(program)} "$@"\n`,
  );
  await chmod(file, 0o755);
}

async function goInstall(module: string, tree: string, workshop: Workshop): Promise<Made> {
  const command = path.join(await workshop.tree("go"), "bin/go");
  const work = path.join(tree, ".work");
  const base = existsSync(MACHINE_AUTHORITIES) ? undefined : await workshop.tree("python");
  const environment: Record<string, string> = {
    ...(base && !process.env["SSL_CERT_FILE"] ? { SSL_CERT_FILE: authoritiesOf(base) } : {}),
    GOPATH: path.join(work, "path"),
    GOCACHE: path.join(work, "cache"),
    GOBIN: path.join(tree, "bin"),
    CGO_ENABLED: "0",
  };
  await run([command, "install", "-trimpath", "-modcacherw", module], { environment });
  await rm(work, { recursive: true, force: true });
  return { command: path.join("bin", path.basename(module.replace(/@.*$/, ""))) };
}
