// Four stock builders side by side, and what they build from: registries, a git server, contexts, base images.
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import { createTlsMaterial } from "../../doubles/registry/tls-material.ts";
import { type Buildkitd, importBuildkit, startBuildkitd } from "../../scripts/peers/buildkit.ts";
import { buildTool } from "../../scripts/peers/build-tool.ts";
import { startDockerd } from "../../scripts/peers/docker.ts";
import type { Emulation } from "../../scripts/peers/binfmt.ts";
import { registerBinfmt } from "../../scripts/peers/emulation.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { childEnvironment } from "../../scripts/peers/process.ts";
import { type DriverOptions, type DriverPorts, openDriver } from "../../src/build/builder.ts";
import {
  type BuildDriver,
  type BuildRequest,
  type BuildStep,
  type BuiltLayout,
  defaultRequest,
} from "../../src/build/driver.ts";
import { systemClock } from "../../src/io/clock.ts";
import { createHttp } from "../../src/io/http.ts";
import { createProcesses } from "../../src/io/process.ts";
import { openLayout } from "../../src/oci/layout.ts";
import { chooseImage } from "../../src/oci/layout-push.ts";
import { parseManifest } from "../../src/oci/manifest-content.ts";
import type { Digest } from "../../src/values/digest.ts";
import { type Owner, freePort, succeeds, temporary } from "./setting.ts";

/** docker: the docker driver on the containerd store. container: docker-container, made by us. remote: buildkitd over mTLS. */
export const builderNames = ["docker", "container", "remote", "buildah"] as const;
export type BuilderName = (typeof builderNames)[number];

export type BuilderWorld = {
  readonly peers: Record<"busybox-arm64" | "oras" | "crane", Peer>;
  readonly registry: RegistryDouble;
  /** A registry that wants a login; every builder has an old one for it. */
  readonly locked: RegistryDouble;
  readonly emulation: Emulation;
  readonly driver: (t: Owner, name: BuilderName) => Promise<BuildDriver>;
  readonly environment: (name: BuilderName) => Readonly<Record<string, string>>;
  /** Another buildkitd for tests that harm it, with the name of a builder for it. */
  readonly fragile: (
    t: Owner,
    root?: string,
  ) => Promise<{ readonly daemon: Buildkitd; readonly driver: BuildDriver }>;
  readonly close: () => Promise<void>;
};

/** Starts everything. Needs root; whatever cannot be had is a failure. */
export async function startBuilders(): Promise<BuilderWorld> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.toReversed()) await end();
  };
  try {
    return await open(closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(closing: (() => Promise<unknown>)[], close: () => Promise<void>): Promise<BuilderWorld> {
  const peers = await installPeers(["busybox-arm64", "oras", "crane"]);
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-builders-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const registry = await startRegistry();
  const locked = await startRegistry({ auth: { kind: "basic", user: "ada", password: "new" } });
  const engine = await startDockerd(path.join(folder, "docker"));
  closing.push(
    () => registry.close(),
    () => locked.close(),
    engine.stop,
  );
  const plain = await startDockerd(path.join(folder, "plain"), { imageStore: "overlay2" });
  closing.push(plain.stop);
  const buildah = await buildTool({ directory: path.join(folder, "buildah"), only: "buildah" });
  const emulation = await registerBinfmt();
  closing.push(emulation.undo);
  const image = await importBuildkit(plain);
  await writeFile(
    path.join(folder, "buildah", "registries.conf"),
    `unqualified-search-registries = []\n${[registry, locked].map(({ host }) => `[[registry]]\nlocation = "${host}"\ninsecure = true\n`).join("")}`,
  );
  const login = JSON.stringify({
    auths: { [locked.host]: { auth: Buffer.from("ada:old").toString("base64") } },
  });
  const buildahConfig = path.join(folder, "login");
  await mkdir(buildahConfig);
  for (const config of [engine.DOCKER_CONFIG, plain.DOCKER_CONFIG, buildahConfig])
    await writeFile(path.join(config, "config.json"), login);
  const tls = await tlsFiles(path.join(folder, "tls"));
  const remoteName = async (daemon: Buildkitd, name: string): Promise<void> => {
    const options = `cacert=${tls.ca},cert=${tls.clientCert},key=${tls.clientKey},servername=127.0.0.1`;
    await succeeds(
      engine.docker,
      ["buildx", "create", "--name", name, "--driver", "remote", "--driver-opt", options, daemon.address],
      { environment: engine.environment },
    );
  };
  const buildkitd = async (root: string): Promise<Buildkitd> =>
    startBuildkitd(root, {
      port: await freePort(),
      tls: { ca: tls.ca, cert: tls.serverCert, key: tls.serverKey },
    });
  const remote = await buildkitd(path.join(folder, "buildkitd"));
  closing.push(remote.stop);
  await remoteName(remote, "far");

  const environments: Record<BuilderName, Readonly<Record<string, string>>> = {
    docker: engine.environment,
    container: plain.environment,
    remote: engine.environment,
    buildah: { ...buildah.environment, DOCKER_CONFIG: buildahConfig },
  };
  const options: Record<BuilderName, DriverOptions> = {
    docker: {},
    container: { driverOptions: [`image=${image}`, "network=host"] },
    remote: { builder: "far" },
    buildah: {},
  };
  const portsOf = (name: BuilderName, at: string): DriverPorts => {
    const environment = { ...childEnvironment(), ...environments[name] };
    const httpFor: DriverPorts["httpFor"] = (special) => {
      const client = createHttp({ environment, ...special });
      closing.push(client.close);
      return client;
    };
    return {
      processes: createProcesses(environment),
      environment,
      clock: systemClock,
      temporary: at,
      httpFor,
    };
  };
  // One container for all tests: making it is a test of its own.
  let shared: Promise<BuildDriver> | undefined;
  const container = (): Promise<BuildDriver> => {
    shared ??= openDriver("buildx", portsOf("container", folder), options.container).then((driver) => {
      closing.push(driver.close);
      return driver;
    });
    return shared;
  };
  return {
    peers,
    registry,
    locked,
    emulation,
    close,
    environment: (name) => environments[name],
    driver: async (t, name) => {
      if (name === "container") return container();
      const ports = portsOf(name, await temporary(t, "driver"));
      return openDriver(name === "buildah" ? "buildah" : "buildx", ports, options[name]);
    },
    fragile: async (t, root) => {
      const own = await mkdtemp(path.join(tmpdir(), "pi5-interop-fragile-"));
      const daemon = await buildkitd(root ?? own);
      t.after(async () => {
        await daemon.stop();
        await rm(own, { recursive: true, force: true });
      });
      const name = `fragile-${daemon.pid}`;
      await remoteName(daemon, name);
      const ports = portsOf("remote", await temporary(t, "driver"));
      return { daemon, driver: await openDriver("buildx", ports, { builder: name }) };
    },
  };
}

async function tlsFiles(
  folder: string,
): Promise<Record<"ca" | "serverCert" | "serverKey" | "clientCert" | "clientKey", string>> {
  const material = createTlsMaterial();
  await mkdir(folder, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  return {
    ca: await write("ca.pem", material.ca),
    serverCert: await write("server.pem", material.server.cert),
    serverKey: await write("server.key", material.server.key),
    clientCert: await write("client.pem", material.client.cert),
    clientKey: await write("client.key", material.client.key),
  };
}

/** A context with a Dockerfile, a static arm64 busybox, and other files. */
export async function contextWith(
  t: Owner,
  { peers }: Pick<BuilderWorld, "peers">,
  lines: readonly string[],
  files: Readonly<Record<string, string | Buffer>> = {},
): Promise<string> {
  const made = await temporary(t, "context");
  await writeFile(path.join(made, "Dockerfile"), `${lines.join("\n")}\n`);
  await copyFile(peers["busybox-arm64"].command, path.join(made, "busybox"));
  await chmod(path.join(made, "busybox"), 0o755);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(made, name)), { recursive: true });
    await writeFile(path.join(made, name), content);
  }
  return made;
}

export type Built = BuiltLayout & { readonly heard: readonly BuildStep[]; readonly said: readonly string[] };

/** Builds a folder, without network in RUN steps. */
export async function buildFolder(
  t: Owner,
  driver: BuildDriver,
  context: string,
  more: Partial<BuildRequest> = {},
): Promise<Built> {
  const at = await temporary(t, "build");
  const heard: BuildStep[] = [];
  const said: string[] = [];
  const request: BuildRequest = {
    ...defaultRequest,
    context: { kind: "folder", path: context },
    file: path.join(context, "Dockerfile"),
    network: "none",
    layout: path.join(at, "layout"),
    temporary: at,
    ...more,
  };
  const built = await driver.build(request, {
    onStep: (step) => heard.push(step),
    onLine: (line) => said.push(line),
  });
  return { ...built, heard, said };
}

/** The image of a layout: its config, the digests of its layers, and a layer's text. Every byte is checked. */
export async function imageOf(
  directory: string,
  root: Digest,
): Promise<{
  readonly config: { readonly architecture: string; readonly config: Readonly<Record<string, unknown>> };
  readonly layers: readonly string[];
  readonly manifestAnnotations: Readonly<Record<string, string>>;
  readonly contains: (text: string) => Promise<boolean>;
}> {
  const layout = await openLayout(directory);
  const entry = await chooseImage(layout, root);
  const content = parseManifest((await layout.manifest(entry)).bytes, entry.mediaType);
  if (content.kind !== "image") throw new Error(`${root} is an index`);
  const blob = (digest: string): Promise<Buffer> =>
    readFile(path.join(directory, "blobs", "sha256", digest.slice(7)));
  return {
    config: JSON.parse((await blob(content.config.digest)).toString("utf8")),
    layers: content.layers.map(({ digest }) => digest),
    manifestAnnotations: content.annotations ?? {},
    contains: async (text) => {
      for (const { digest } of content.layers) if (gunzipSync(await blob(digest)).includes(text)) return true;
      return false;
    },
  };
}
