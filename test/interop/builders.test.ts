// build-arm64 with a real Docker engine and a real buildah: what they build, and what they say when they cannot.
import assert from "node:assert/strict";
import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import { prepareBuildContext } from "../../pilot/app/prepare.ts";
import { buildTool } from "../../scripts/peers/build-tool.ts";
import { startDockerd } from "../../scripts/peers/docker.ts";
import { registerBinfmt } from "../../scripts/peers/emulation.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/build-arm64/inputs.ts";
import type { Outcome } from "../../src/commands/command.ts";
import { isFault } from "../../src/values/fault.ts";
import { type Owner, perform, portsFor, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

type Driver = "buildx" | "buildah";
type Emulation = Awaited<ReturnType<typeof registerBinfmt>>;

const drivers = ["buildx", "buildah"] as const;
const environments: Record<Driver, Readonly<Record<string, string>>> = { buildx: {}, buildah: {} };
const closing: (() => Promise<unknown>)[] = [];
let peers: Record<"busybox-arm64" | "oras" | "crane", Peer>;
let registry: RegistryDouble;
let folder = "";

before(async () => {
  peers = await installPeers(["busybox-arm64", "oras", "crane"]);
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-build-"));
  registry = await startRegistry();
  closing.push(() => registry.close());
  const docker = await startDockerd(path.join(folder, "docker"));
  closing.push(docker.stop);
  environments.buildx = docker.environment;
  const buildah = await buildTool({ directory: path.join(folder, "buildah"), only: "buildah" });
  environments.buildah = buildah.environment;
  // Docker takes loopback registries over http by itself.
  await writeFile(
    path.join(folder, "buildah", "registries.conf"),
    `unqualified-search-registries = []\n[[registry]]\nlocation = "${registry.host}"\ninsecure = true\n`,
  );
});
after(async () => {
  for (const close of closing.toReversed()) await close();
  await rm(folder, { recursive: true, force: true });
});

async function context(t: Owner, lines: readonly string[]): Promise<string> {
  const made = await temporary(t, "context");
  await writeFile(path.join(made, "Dockerfile"), `${lines.join("\n")}\n`);
  await copyFile(peers["busybox-arm64"].command, path.join(made, "busybox"));
  await chmod(path.join(made, "busybox"), 0o755);
  return made;
}

async function build(
  t: Owner,
  driver: Driver,
  workspace: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Outcome<keyof typeof command.outputs>> {
  const ports = await portsFor(t, { workspace, environment: environments[driver] });
  const given = { image: `${registry.host}/acme/${driver}`, driver, network: "none", ...inputs };
  return perform(command, given, ports);
}

const layersOf = (outcome: Outcome<"layers">): string[] =>
  (JSON.parse(outcome.outputs.layers) as { readonly digest: string }[]).map(({ digest }) => digest);

async function fails(doing: Promise<unknown>, code: string, says: RegExp): Promise<void> {
  await assert.rejects(doing, (error) => {
    assert.ok(isFault(error), String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, says);
    return true;
  });
}

for (const driver of drivers) {
  test(`${driver}: the sample app is built, looked at and pushed by digest, and stock clients read it as arm64`, async (t) => {
    const workspace = await temporary(t, "context");
    prepareBuildContext({
      busybox: peers["busybox-arm64"].command,
      directory: path.join(workspace, "app"),
      version: "1.4.0",
    });
    const outcome = await build(t, driver, workspace, {
      context: "app",
      "build-args": "VERSION=1.4.0",
      labels: "org.example.place=shop 7",
    });
    assert.ok(outcome.ok, outcome.verdict);
    const { image } = outcome.outputs;
    assert.equal(image, `${registry.host}/acme/${driver}@${outcome.outputs.digest}`);
    // Checks every digest, diffID and size in the registry.
    await succeeds(peers.crane.command, ["validate", "--insecure", "--remote", image]);
    const config = JSON.parse(
      await succeeds(peers.crane.command, ["config", "--insecure", "--platform", "linux/arm64", image]),
    ) as {
      architecture: string;
      config: { Labels: Record<string, string>; Entrypoint: string[]; User: string };
    };
    assert.equal(config.architecture, "arm64");
    assert.equal(config.config.User, "10001:10001");
    assert.deepEqual(config.config.Entrypoint, ["/bin/sh", "/app/serve.sh"]);
    assert.equal(config.config.Labels["org.opencontainers.image.version"], "1.4.0");
    assert.equal(config.config.Labels["org.example.place"], "shop 7");
    // By digest only: no tag has moved.
    assert.equal(registry.tag(`acme/${driver}`, "latest"), undefined);
  });

  test(`${driver}: the same context built again without cache has the same layers`, async (t) => {
    const workspace = await temporary(t, "context");
    prepareBuildContext({
      busybox: peers["busybox-arm64"].command,
      directory: path.join(workspace, "app"),
      version: "1.4.0",
    });
    const inputs = { context: "app", push: "false", "no-cache": "true" };
    const first = await build(t, driver, workspace, inputs);
    const second = await build(t, driver, workspace, inputs);
    assert.deepEqual(layersOf(second), layersOf(first));
    assert.equal(second.outputs["config-digest"], first.outputs["config-digest"]);
  });

  test(`${driver}: an image that starts a program of another processor is refused and not pushed`, async (t) => {
    const workspace = await context(t, [
      "FROM scratch",
      "COPY foreign /app/foreign",
      'ENTRYPOINT ["/app/foreign"]',
    ]);
    await writeFile(path.join(workspace, "foreign"), await amd64Program());
    await chmod(path.join(workspace, "foreign"), 0o755);
    const held = registry.manifests(`acme/${driver}-foreign`);
    const outcome = await build(t, driver, workspace, { image: `${registry.host}/acme/${driver}-foreign` });
    assert.equal(outcome.ok, false);
    assert.equal(outcome.outputs.image, "");
    const [finding] = outcome.findings;
    assert.equal(finding?.severity, "error");
    assert.match(finding.message, /app\/foreign/);
    assert.match(finding.message, /amd64|x86/);
    assert.deepEqual(registry.manifests(`acme/${driver}-foreign`), held);
  });

  test(`${driver}: a Dockerfile that cannot be parsed is BUILD_DOCKERFILE_SYNTAX`, async (t) => {
    const workspace = await context(t, ["FROM scratch", "COPPY busybox /"]);
    await fails(build(t, driver, workspace), "BUILD_DOCKERFILE_SYNTAX", /COPPY/i);
  });

  test(`${driver}: a base image that is not there is BUILD_BASE_NOT_FOUND`, async (t) => {
    const workspace = await context(t, [`FROM ${registry.host}/acme/nothing:1`, "COPY busybox /"]);
    await fails(build(t, driver, workspace), "BUILD_BASE_NOT_FOUND", /acme\/nothing/);
  });

  test(`${driver}: a base image without an arm64 variant is BUILD_BASE_NOT_ARM64`, async (t) => {
    const layout = await temporary(t, "base");
    await writeSmallImage(layout, undefined, "amd64");
    const base = `${registry.host}/acme/amd64-base:${driver}`;
    await succeeds(peers.oras.command, [
      "cp",
      "--from-oci-layout",
      "--to-plain-http",
      `${layout}:latest`,
      base,
    ]);
    const workspace = await context(t, [`FROM ${base}`, "COPY busybox /"]);
    await fails(build(t, driver, workspace), "BUILD_BASE_NOT_ARM64", /acme\/amd64-base/);
  });

  test(`${driver}: a base image from a registry is pulled for arm64 and its layers are kept`, async (t) => {
    const layout = await temporary(t, "base");
    const made = await writeSmallImage(layout);
    const base = `${registry.host}/acme/base:${driver}`;
    await succeeds(peers.oras.command, [
      "cp",
      "--from-oci-layout",
      "--to-plain-http",
      `${layout}:latest`,
      base,
    ]);
    const workspace = await context(t, [`FROM ${base}`, "COPY busybox /bin/busybox", 'CMD ["/bin/busybox"]']);
    const outcome = await build(t, driver, workspace);
    assert.ok(outcome.ok, outcome.verdict);
    assert.equal(layersOf(outcome).length, 2);
    // buildah packs what it stores anew, so a base layer keeps its content (diffID) and not its compressed digest.
    if (driver === "buildx") assert.equal(layersOf(outcome)[0], made.layerDigests[0]);
    const config = JSON.parse(
      await succeeds(peers.crane.command, [
        "config",
        "--insecure",
        "--platform",
        "linux/arm64",
        outcome.outputs.image,
      ]),
    ) as { readonly rootfs: { readonly diff_ids: readonly string[] } };
    assert.equal(config.rootfs.diff_ids[0], made.diffIds[0]);
  });

  test(`${driver}: a file that the Dockerfile copies and that is not there fails the build and is named`, async (t) => {
    const workspace = await context(t, ["FROM scratch", "COPY not-here /"]);
    await assert.rejects(build(t, driver, workspace), (error) => {
      assert.ok(isFault(error), String(error));
      assert.match(error.code, /^BUILD_/);
      assert.match(error.message, /not-here/);
      return true;
    });
  });
}

test("buildx: layers of the previous release are read in the registry and not exported, and the image is whole", async (t) => {
  const workspace = await context(t, ["FROM scratch", "COPY busybox /bin/busybox", "COPY small /small"]);
  const change = (text: string) => writeFile(path.join(workspace, "small"), text);
  await change("1");
  const first = await build(t, "buildx", workspace);
  const [shared = ""] = layersOf(first);
  const reads = (): number =>
    registry.requests.filter(({ method, path: at }) => method === "GET" && at.endsWith(shared)).length;
  const before = reads();
  await change("2");
  const previous = first.outputs.image;
  const second = await build(t, "buildx", workspace, { previous });
  assert.ok(second.ok, second.verdict);
  assert.equal(layersOf(second)[0], shared);
  assert.notEqual(second.outputs.digest, first.outputs.digest);
  assert.equal(reads(), before + 1);
  await succeeds(peers.crane.command, ["validate", "--insecure", "--remote", second.outputs.image]);
  // Another repository of the same registry.
  await change("3");
  const moved = await build(t, "buildx", workspace, {
    previous,
    image: `${registry.host}/acme/buildx-moved`,
  });
  await succeeds(peers.crane.command, ["validate", "--insecure", "--remote", moved.outputs.image]);
  // The same bytes as with everything on the disk.
  const alone = await build(t, "buildx", workspace, { push: "false" });
  assert.equal(alone.outputs.digest, moved.outputs.digest);
});

test("an arm64 RUN step runs where the kernel can emulate, and is BUILD_EMULATION_MISSING where it cannot", async (t) => {
  const running = [
    "FROM scratch",
    "COPY busybox /bin/busybox",
    'RUN ["/bin/busybox", "sh", "-c", "/bin/busybox uname -m > /machine"]',
    'CMD ["/bin/busybox", "cat", "/machine"]',
  ];
  const failing = ["FROM scratch", "COPY busybox /bin/busybox", 'RUN ["/bin/busybox", "false"]'];
  const before = await emulates();
  if (!before)
    for (const driver of drivers)
      await fails(build(t, driver, await context(t, running)), "BUILD_EMULATION_MISSING", /./);
  const emulation: Emulation = await registerBinfmt();
  t.after(emulation.undo);
  t.diagnostic(emulation.did);
  for (const driver of drivers) {
    // Without emulation a new context is refused as before: the same fault whatever the step does.
    if (!emulation.works) {
      await fails(build(t, driver, await context(t, failing)), "BUILD_EMULATION_MISSING", /./);
      continue;
    }
    const outcome = await build(t, driver, await context(t, running));
    assert.ok(outcome.ok, outcome.verdict);
    const copy = path.join(await temporary(t, "export"), "root.tar");
    await succeeds(peers.crane.command, [
      "export",
      "--insecure",
      "--platform",
      "linux/arm64",
      outcome.outputs.image,
      copy,
    ]);
    assert.ok((await readFile(copy)).includes("aarch64\n"));
    await fails(build(t, driver, await context(t, failing)), "BUILD_RUN_FAILED", /busybox/);
  }
});

/** Whether this machine starts arm64 programs before anything was done. */
async function emulates(): Promise<boolean> {
  try {
    await succeeds(peers["busybox-arm64"].command, ["true"]);
    return true;
  } catch {
    return false;
  }
}

/** A program for amd64: this machine's own where it is one, else the head of one. */
async function amd64Program(): Promise<Buffer> {
  if (process.arch === "x64") return readFile("/bin/true");
  const head = Buffer.alloc(4096);
  head.write("\x7fELF\x02\x01\x01", 0, "latin1");
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(62, 18);
  return head;
}

test("build-arm64 takes Docker where it answers, and buildah where it does not", async (t) => {
  const workspace = await context(t, ["FROM scratch", "COPY busybox /bin/busybox", 'CMD ["/bin/busybox"]']);
  const inputs = { image: `${registry.host}/acme/auto`, push: "false" };
  const both = `${environments.buildah["PATH"] ?? ""}:${environments.buildx["PATH"] ?? ""}`;
  const withDocker = await portsFor(t, { workspace, environment: { ...environments.buildx, PATH: both } });
  const first = await perform(command, inputs, withDocker);
  assert.match(JSON.stringify(first.report), /buildx/);
  const gone = { ...environments.buildx, PATH: both, DOCKER_HOST: "unix:///nowhere/docker.sock" };
  const second = await perform(command, inputs, await portsFor(t, { workspace, environment: gone }));
  assert.match(JSON.stringify(second.report), /buildah/);
  assert.equal(second.ok, true);
});
