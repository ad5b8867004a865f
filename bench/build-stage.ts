// What the figures of build-arm64 are taken on: a Docker engine, a stock registry and a build context of our own.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ActionResult, runAction } from "../doubles/runner/run-action.ts";
import { type Dockerd, startDockerd } from "../scripts/peers/docker.ts";
import type { Context } from "./row.ts";

export type Stage = {
  readonly docker: Dockerd;
  /** Host and port of docker-registry, plain http on loopback. */
  readonly host: string;
  readonly crane: string;
  /** Runs the shipped build-arm64 in a workspace; throws with its own words when it fails. */
  readonly build: (workspace: string, inputs: Readonly<Record<string, string>>) => Promise<ActionResult>;
  readonly close: () => Promise<void>;
};

/** Starts everything; `close` ends it. */
export async function openStage({ root, temporary, peer }: Context): Promise<Stage> {
  const docker = await startDockerd(path.join(temporary, "docker"));
  const port = await freePort();
  const folder = path.join(temporary, "registry");
  await mkdir(folder);
  const configuration = path.join(temporary, "registry.yml");
  await writeFile(
    configuration,
    `version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: ${folder}}, delete: {enabled: true}}\nhttp: {addr: "127.0.0.1:${port}"}\n`,
  );
  const server = spawn(peer("registry2").command, ["serve", configuration], { stdio: "ignore" });
  const host = `127.0.0.1:${port}`;
  await answers(`http://${host}/v2/`);
  return {
    docker,
    host,
    crane: peer("crane").command,
    build: async (workspace, inputs) => {
      const result = await runAction({
        action: path.join(root, "actions/build-arm64"),
        inputs,
        environment: { ...docker.environment, HOME: temporary },
        workspace,
        temporary: path.join(temporary, "runner"),
      });
      if (result.code !== 0)
        throw new Error(
          `build-arm64 ended with ${result.code}: ${result.annotations[0]?.message ?? result.stderr}`,
        );
      return result;
    },
    close: async () => {
      server.kill("SIGTERM");
      await docker.stop();
    },
  };
}

/** A workspace with a context in `src` whose image has a layer of about 80 MB, compressed, below one of a few bytes. */
export async function largeContext(peers: Context["peer"]): Promise<string> {
  const workspace = await mkdtemp(path.join(tmpdir(), "pi5-bench-context-"));
  const folder = path.join(workspace, "src");
  await mkdir(folder);
  // Half of it compresses away, as that of real programs does.
  const pieces = Array.from({ length: 80 }, () =>
    Buffer.concat([randomBytes(1_000_000), Buffer.alloc(1_000_000)]),
  );
  await writeFile(path.join(folder, "large.bin"), Buffer.concat(pieces));
  await copyFile(peers("busybox-arm64").command, path.join(folder, "busybox"));
  await writeFile(
    path.join(folder, "Dockerfile"),
    [
      "FROM scratch",
      "COPY --chmod=755 busybox /bin/busybox",
      "COPY large.bin /large.bin",
      "COPY small.txt /small.txt",
      'ENTRYPOINT ["/bin/busybox", "cat", "/small.txt"]',
      "",
    ].join("\n"),
  );
  await writeFile(path.join(folder, "small.txt"), "0\n");
  return workspace;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not up yet.
    }
    await wait(100);
  }
  throw new Error(`${url} does not answer`);
}
