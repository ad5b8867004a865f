// A Docker engine of our own beside the system: own sockets, own data, no bridge, no firewall rules.
import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { installPeers } from "./install.ts";
import type { InstallOptions } from "./install.ts";
import { childEnvironment, run } from "./process.ts";

export type Dockerd = {
  readonly DOCKER_HOST: string;
  readonly DOCKER_CONFIG: string;
  /** Absolute path of the docker client, which has buildx. */
  readonly docker: string;
  /** DOCKER_HOST, DOCKER_CONFIG and a PATH that finds this client first. */
  readonly environment: Readonly<Record<string, string>>;
  readonly version: string;
  readonly logFile: string;
  readonly stop: () => Promise<void>;
};

const START_SECONDS = 60;

export type DockerdOptions = InstallOptions & {
  /** `containerd` (the default), or `overlay2` alone, as on hosted runners: the docker driver of buildx then exports no layouts. */
  readonly imageStore?: "containerd" | "overlay2";
};

/** Starts dockerd (loopback registries allowed over HTTP) with all its data in `directory`. Needs root; throws with the end of its log when it does not answer within a minute. */
export async function startDockerd(directory: string, options: DockerdOptions = {}): Promise<Dockerd> {
  if (process.getuid?.() !== 0)
    throw new Error("dockerd needs root: run this as root, or start Docker yourself.");
  const { docker } = await installPeers(["docker"], options);
  const root = docker.directory;
  // Unix socket paths are limited to 107 bytes, and the caller's folder may be deep.
  const sockets = await mkdtemp(path.join(tmpdir(), "pi5-docker-"));
  const host = `unix://${sockets}/docker.sock`;
  const config = path.join(directory, "client");
  const logFile = path.join(directory, "dockerd.log");
  await mkdir(path.join(config, "cli-plugins"), { recursive: true });
  const plugin = path.join(config, "cli-plugins", "docker-buildx");
  await rm(plugin, { force: true });
  await symlink(path.join(root, "usr/libexec/docker/cli-plugins/docker-buildx"), plugin);
  const settings = {
    features: { "containerd-snapshotter": options.imageStore !== "overlay2" },
    ...(options.imageStore === "overlay2" ? { "storage-driver": "overlay2" } : {}),
    bridge: "none",
    iptables: false,
    ip6tables: false,
    "data-root": path.join(directory, "data"),
    "exec-root": path.join(sockets, "exec"),
    pidfile: path.join(sockets, "docker.pid"),
    hosts: [host],
    "insecure-registries": ["127.0.0.0/8"],
  };
  const configuration = path.join(directory, "daemon.json");
  await writeFile(configuration, JSON.stringify(settings));
  const search = [`${root}/bin`, `${root}/usr/bin`, `${root}/usr/sbin`, childEnvironment()["PATH"]].join(":");
  const log = openSync(logFile, "w");
  const daemon = spawn(path.join(root, "usr/sbin/dockerd"), ["--config-file", configuration], {
    env: childEnvironment({ PATH: search }),
    stdio: ["ignore", log, log],
  });
  const ended = new Promise<void>((resolve) => {
    daemon.once("exit", () => resolve());
    daemon.once("error", () => resolve());
  });
  const environment = { DOCKER_HOST: host, DOCKER_CONFIG: config, PATH: search };
  const stop = async (): Promise<void> => {
    daemon.kill("SIGTERM");
    const forced = setTimeout(() => daemon.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(forced);
    await unmountBelow(sockets);
    await rm(sockets, { recursive: true, force: true });
  };
  try {
    await answered(docker.command, environment, daemon);
  } catch (error) {
    await stop();
    const last = existsSync(logFile)
      ? readFileSync(logFile, "utf8").trim().split("\n").slice(-6).join("\n")
      : "";
    throw new Error(`dockerd does not run on this machine. The end of ${logFile}:\n${last}`, {
      cause: error,
    });
  }
  const { version } = docker;
  return {
    DOCKER_HOST: host,
    DOCKER_CONFIG: config,
    docker: docker.command,
    environment,
    version,
    logFile,
    stop,
  };
}

/** Unmounts what a daemon that has ended left below a folder, the deepest first. */
export async function unmountBelow(folder: string): Promise<void> {
  const mounted = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((place) => place === folder || place.startsWith(`${folder}/`));
  for (const place of mounted.sort().reverse()) await run(["umount", "--lazy", place]).catch(() => undefined);
}

type Ends = { readonly exitCode: number | null; readonly signalCode: NodeJS.Signals | null };

async function answered(docker: string, environment: Record<string, string>, daemon: Ends): Promise<void> {
  const until = Date.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      await run([docker, "version", "--format", "{{.Server.Version}}"], { environment, seconds: 10 });
      return;
    } catch (error) {
      const over = daemon.exitCode !== null || daemon.signalCode !== null;
      if (over || Date.now() > until) throw error;
      await wait(200);
    }
  }
}
