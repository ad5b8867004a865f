// What builds images on this machine: the Docker that is there, else a buildah of our own.
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Confinement, confinement } from "./confinement.ts";
import { installPeers } from "./install.ts";
import type { InstallOptions } from "./install.ts";
import { childEnvironment, run } from "./process.ts";
import { writeStarter } from "./starter.ts";

export type BuildTool = {
  readonly kind: "buildx" | "buildah";
  /** Version and where it comes from, for people. */
  readonly description: string;
  /** Absolute path of `docker` or `buildah`. */
  readonly command: string;
  /** PATH, and what else the tool needs. A PATH alone is enough for buildah: its starter sets the rest. */
  readonly environment: Readonly<Record<string, string>>;
};
export type BuildToolOptions = InstallOptions & {
  /** Where buildah keeps its images and starter; made when missing. */
  readonly directory: string;
  /** Use this one even where the other is there. */
  readonly only?: "buildx" | "buildah";
};

/** Docker with buildx where its daemon answers, else buildah unpacked from Debian (root or user namespaces). Throws one line that says what to install. */
export async function buildTool(options: BuildToolOptions): Promise<BuildTool> {
  const docker = options.only === "buildah" ? undefined : await workingDocker();
  if (docker) return docker;
  if (options.only === "buildx")
    throw new Error("Docker with buildx does not answer here: start Docker and run again.");
  try {
    return await ownBuildah(options);
  } catch (error) {
    const why =
      error instanceof Error
        ? error.message.replaceAll(/(:?)\s*\n\s*/g, (_, colon) => (colon ? ": " : "; "))
        : String(error);
    throw new Error(
      `No image builder: install Docker with buildx and start it, or run this on Debian or Ubuntu as root or with user namespaces (${why})`,
      { cause: error },
    );
  }
}

async function workingDocker(): Promise<BuildTool | undefined> {
  const docker = inPath("docker");
  if (!docker) return undefined;
  const client: Record<string, string> = {};
  for (const name of [
    "DOCKER_HOST",
    "DOCKER_CONFIG",
    "DOCKER_CONTEXT",
    "DOCKER_TLS_VERIFY",
    "DOCKER_CERT_PATH",
  ]) {
    const value = process.env[name];
    if (value !== undefined) client[name] = value;
  }
  try {
    const buildx = await run([docker, "buildx", "version"], { environment: client, seconds: 20 });
    const server = ["info", "--format", "{{.ServerVersion}}"] as const;
    const { stdout } = await run([docker, ...server], { environment: client, seconds: 20 });
    if (!/^\d/.test(stdout.trim())) return undefined;
    const description = `Docker ${stdout.trim()}, ${buildx.stdout.trim().split(/\s+/).slice(0, 2).join(" ")}`;
    return { kind: "buildx", description, command: docker, environment: { ...client, PATH: searchPath() } };
  } catch {
    return undefined;
  }
}

async function ownBuildah(options: BuildToolOptions): Promise<BuildTool> {
  const { buildah } = await installPeers(["buildah"], options);
  const directory = path.resolve(options.directory);
  const bin = path.join(directory, "bin");
  const home = path.join(directory, "home");
  await mkdir(bin, { recursive: true });
  await mkdir(path.join(home, ".config", "containers"), { recursive: true });
  await mkdir(path.join(directory, "run"), { recursive: true, mode: 0o700 });
  const storage = [
    "[storage]",
    'driver = "vfs"',
    `graphroot = ${JSON.stringify(path.join(directory, "images"))}`,
    `runroot = ${JSON.stringify(path.join(directory, "run", "storage"))}`,
    "[storage.options]",
    // A user namespace with one id cannot own files of others; the layers keep the owner that they name.
    'ignore_chown_errors = "true"',
    "",
  ].join("\n");
  const file = (name: string): string => path.join(directory, name);
  await writeFile(file("storage.conf"), storage);
  await writeFile(file("registries.conf"), "unqualified-search-registries = []\n");
  await writeFile(file("containers.conf"), '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n');
  await writeFile(
    path.join(home, ".config/containers/policy.json"),
    '{"default":[{"type":"insecureAcceptAnything"}]}\n',
  );
  const way = ways[confinement()];
  const settings = {
    // buildah looks for its trust policy in the home folder only.
    HOME: home,
    XDG_RUNTIME_DIR: file("run"),
    CONTAINERS_STORAGE_CONF: file("storage.conf"),
    CONTAINERS_REGISTRIES_CONF: file("registries.conf"),
    CONTAINERS_CONF: file("containers.conf"),
    STORAGE_DRIVER: "vfs",
    BUILDAH_ISOLATION: "chroot",
    TMPDIR: file("run"),
    ...way.settings,
  };
  const starter = path.join(bin, "buildah");
  await writeStarter(starter, { exports: settings, command: [...way.prefix, buildah.command] });
  await run([starter, "info"], { seconds: 60 });
  return {
    kind: "buildah",
    description: `buildah ${buildah.version} (Debian), ${way.words}`,
    command: starter,
    environment: { PATH: `${bin}:${searchPath()}` },
  };
}

// Set, buildah believes that its user namespace is made, and unpacks layers with chroot(2) alone. RUN steps need more.
const withoutNamespaces = { _CONTAINERS_USERNS_CONFIGURED: "done", _CONTAINERS_ROOTLESS_UID: "1" };

const ways: Readonly<
  Record<
    Confinement,
    { prefix: readonly string[]; settings: Readonly<Record<string, string>>; words: string }
  >
> = {
  full: { prefix: [], settings: {}, words: "as root" },
  container: { prefix: [], settings: withoutNamespaces, words: "as root in a container" },
  chroot: {
    // Who holds this right tries to remount "/", which a plain chroot refuses.
    prefix: ["setpriv", "--inh-caps", "-sys_admin", "--bounding-set", "-sys_admin"],
    settings: withoutNamespaces,
    words: "as root in a chroot",
  },
  user: {
    // One user id, mapped to root inside. It needs no entry in /etc/subuid and no setuid program.
    prefix: ["unshare", "--user", "--map-root-user", "--mount"],
    settings: {},
    words: "in a user namespace",
  },
};

function searchPath(): string {
  return childEnvironment()["PATH"] ?? "/usr/bin:/bin";
}

function inPath(name: string): string | undefined {
  return searchPath()
    .split(":")
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}
