// BuildKit beside the system: a daemon of its own, and the same files as an image for the docker-container driver.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Dockerd, unmountBelow } from "./docker.ts";
import { installPeers } from "./install.ts";
import type { InstallOptions } from "./install.ts";
import { childEnvironment, run } from "./process.ts";

export type Buildkitd = {
  /** `tcp://127.0.0.1:port` */
  readonly address: string;
  readonly logFile: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};
export type BuildkitdOptions = InstallOptions & {
  readonly port: number;
  /** Files: clients must show a certificate of this authority. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
};

const START_SECONDS = 60;

/** Starts buildkitd with all its data in `directory` and RUN steps on the host's network. Needs root; throws with the end of its log. */
export async function startBuildkitd(directory: string, options: BuildkitdOptions): Promise<Buildkitd> {
  const { buildkit, docker } = await installPeers(["buildkit", "docker"], options);
  await mkdir(directory, { recursive: true });
  const search = `${path.join(docker.directory, "bin")}:${childEnvironment()["PATH"]}`;
  const address = `tcp://127.0.0.1:${options.port}`;
  const logFile = path.join(directory, "buildkitd.log");
  const { tls } = options;
  const secured =
    tls === undefined ? [] : ["--tlscacert", tls.ca, "--tlscert", tls.cert, "--tlskey", tls.key];
  const log = openSync(logFile, "w");
  const daemon = spawn(
    buildkit.command,
    [
      "--addr",
      address,
      "--root",
      path.join(directory, "root"),
      // The starter of the docker peer: it finds runc's libraries by itself.
      `--oci-worker-binary=${path.join(docker.directory, "bin/runc")}`,
      "--containerd-worker=false",
      "--oci-worker-net=host",
      ...secured,
    ],
    // It looks for a runc on PATH too, whatever it is told.
    { env: childEnvironment({ PATH: search }), stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    daemon.once("exit", () => resolve());
    daemon.once("error", () => resolve());
  });
  const stop = async (): Promise<void> => {
    daemon.kill("SIGTERM");
    const forced = setTimeout(() => daemon.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(forced);
    // Killed in the middle of a step, it leaves that step's mounts.
    await unmountBelow(directory);
  };
  const until = Date.now() + START_SECONDS * 1000;
  const words = (): string => readFileSync(logFile, "utf8");
  while (!/running server on/.test(words())) {
    if (daemon.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`buildkitd does not run on this machine:\n${words().split("\n").slice(-6).join("\n")}`);
    }
    await wait(100);
  }
  return { address, logFile, pid: daemon.pid ?? 0, stop };
}

/** Imports BuildKit as an image into an engine and gives its name: for `--driver-opt image=…`, where nothing can be pulled. */
export async function importBuildkit(engine: Dockerd, options: InstallOptions = {}): Promise<string> {
  const { buildkit } = await installPeers(["buildkit"], options);
  const archive = path.join(path.dirname(engine.logFile), "buildkit.tar");
  const folders = await mkdtemp(path.join(tmpdir(), "pi5-buildkit-"));
  await mkdir(path.join(folders, "tmp"));
  await run([
    "tar",
    "--create",
    "--file",
    archive,
    "--directory",
    buildkit.directory,
    ".",
    "--directory",
    folders,
    "./tmp",
  ]);
  await rm(folders, { recursive: true });
  const name = "localhost/buildkit:1";
  const changes = ['ENTRYPOINT ["/usr/bin/buildkitd"]', "ENV PATH=/usr/bin:/usr/sbin"];
  await run([engine.docker, "import", ...changes.flatMap((change) => ["--change", change]), archive, name], {
    environment: { ...engine.environment },
  });
  return name;
}
