// Images that the append driver makes, tags that go back, and base locks, against stock programs: docker-registry 2.8, crane, oras,
// podman, docker buildx and buildah.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import path from "node:path";
import test, { before } from "node:test";
import { buildTool } from "../../scripts/peers/build-tool.ts";
import { startDockerd } from "../../scripts/peers/docker.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { openAppendBase } from "../../src/build/append-base.ts";
import type { AppendLayer } from "../../src/build/append-entries.ts";
import { parseLayerLine } from "../../src/build/append-input.ts";
import { type AppendedImage, appendImage } from "../../src/build/append.ts";
import { resolveBases } from "../../src/build/base-lock-resolution.ts";
import { formatBaseLock, lockBuild, parseBaseLock } from "../../src/build/base-lock.ts";
import { readBases } from "../../src/build/dockerfile.ts";
import { openDocker } from "../../src/build/docker.ts";
import { imageToLoad, loadIntoDocker } from "../../src/build/load.ts";
import { openRegistry } from "../../src/commands/registry-access.ts";
import {
  type Descriptor,
  type Registry,
  moveTags,
  openLayout,
  pushLayout,
  wrapWithAnnotations,
} from "../../src/oci/index.ts";
import type { Repository } from "../../src/values/image-reference.ts";
import { isFault } from "../../src/values/fault.ts";
import { type Owner, freePort, portsFor, service, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

let peers: Record<"oras" | "crane" | "podman" | "registry2", Peer>;
before(async () => {
  peers = await installPeers(["oras", "crane", "podman", "registry2"]);
});

async function registry2(t: Owner): Promise<string> {
  const folder = await temporary(t, "registry");
  const host = `127.0.0.1:${await freePort()}`;
  const file = path.join(folder, "config.json");
  await writeFile(
    file,
    JSON.stringify({
      version: "0.1",
      log: { level: "error" },
      storage: { filesystem: { rootdirectory: path.join(folder, "data") }, delete: { enabled: true } },
      http: { addr: host },
    }),
  );
  await service(t, peers.registry2.command, ["serve", file], { url: `http://${host}/v2/` });
  return host;
}

async function client(t: Owner): Promise<Registry> {
  const workspace = await temporary(t, "workspace");
  const ports = await portsFor(t, { workspace, environment: { HOME: workspace } });
  return openRegistry({ "registry-ca": undefined, "insecure-registries": [] }, ports);
}

/** Pushes a small arm64 image as library/base:1 and gives its index digest. */
async function pushBase(t: Owner, registry: Registry, host: string): Promise<string> {
  const made = await writeSmallImage(await temporary(t, "base"), {
    "etc/seed": randomBytes(64),
    "usr/share/base.bin": randomBytes(2_000_000),
  });
  const repository = { registry: host, path: "library/base" };
  return (await pushLayout(registry, await openLayout(made.layout), repository, { tags: ["1"] })).descriptor
    .digest;
}

async function layerOf(folder: string, text: string): Promise<AppendLayer> {
  const line = parseLayerLine(text);
  return { ...line, source: path.join(folder, line.source) };
}

/** A model and a folder with a link in it, on top of library/base:1. */
async function appended(
  t: Owner,
  registry: Registry,
  host: string,
  model: Buffer,
): Promise<{ readonly image: AppendedImage; readonly base: Repository }> {
  const folder = await temporary(t, "files");
  await mkdir(path.join(folder, "rootfs/srv/data"), { recursive: true });
  await writeFile(path.join(folder, "model.tflite"), model);
  await writeFile(path.join(folder, "rootfs/srv/data/ä long name".padEnd(140, "x")), "text");
  await writeFile(path.join(folder, "rootfs/srv/run.sh"), "#!/bin/sh\n", { mode: 0o755 });
  await symlink("run.sh", path.join(folder, "rootfs/srv/start"));
  const base = await openAppendBase(registry, { registry: host, path: "library/base", tag: "1" });
  const image = await appendImage({
    base,
    layers: [
      await layerOf(folder, "model.tflite:/models/shelf.tflite mode=0640 owner=1000:1000"),
      await layerOf(folder, "rootfs/:/"),
    ],
    edits: { environment: [["MODEL", "/models/shelf.tflite"]], entrypoint: ["/srv/start"] },
    annotations: { "org.opencontainers.image.base.digest": base.digest },
    layerEpoch: 1,
    layout: path.join(folder, "layout"),
  });
  return { image, base: base.reference };
}

test("docker-registry 2.8 mounts the base, and crane, oras and podman take what append made", async (t) => {
  const host = await registry2(t);
  const registry = await client(t);
  const baseDigest = await pushBase(t, registry, host);
  const model = randomBytes(3_000_000);
  const { image, base } = await appended(t, registry, host, model);
  const repository = { registry: host, path: "acme/app" };
  const pushed = await pushLayout(registry, image.layout, repository, { tags: ["1.0"], base });
  assert.deepEqual(pushed.blobs, { present: 0, mounted: 2, uploaded: 3 });
  assert.ok(pushed.uploadedBytes < 3_100_000, String(pushed.uploadedBytes));
  const reference = `${host}/acme/app:1.0`;
  await succeeds(peers.crane.command, ["validate", "--insecure", "--remote", reference]);
  const manifest = JSON.parse(
    await succeeds(peers.oras.command, ["manifest", "fetch", "--plain-http", reference]),
  ) as { readonly annotations: Readonly<Record<string, string>> };
  assert.equal(manifest.annotations["org.opencontainers.image.base.digest"], baseDigest);
  const tar = path.join(await temporary(t, "export"), "root.tar");
  await succeeds(peers.crane.command, ["export", "--insecure", reference, tar]);
  const listed = await succeeds("tar", ["--numeric-owner", "-tvf", tar]);
  assert.match(listed, /-rw-r----- 1000\/1000 +3000000 1970-01-01 \d\d:00 models\/shelf\.tflite/);
  assert.match(listed, /lrwxrwxrwx 0\/0 .* srv\/start -> run\.sh/);
  assert.match(listed, /-rwxr-xr-x 0\/0 .* srv\/run\.sh/);
  assert.match(listed, /etc\/seed/);
  await pulledByPodman(t, reference, createHash("sha256").update(model).digest("hex"));
});

async function pulledByPodman(t: Owner, reference: string, model: string): Promise<void> {
  const folder = await temporary(t, "podman");
  const home = path.join(folder, "home");
  await mkdir(path.join(home, ".config/containers"), { recursive: true });
  await writeFile(
    path.join(home, ".config/containers/policy.json"),
    '{"default":[{"type":"insecureAcceptAnything"}]}',
  );
  const environment = { HOME: home, XDG_RUNTIME_DIR: folder, TMPDIR: folder };
  const options = ["--root", path.join(folder, "root"), "--runroot", path.join(folder, "run")];
  const podman = (...argv: string[]): Promise<string> =>
    succeeds(
      peers.podman.command,
      [
        ...options,
        "--storage-driver",
        "vfs",
        "--cgroup-manager",
        "cgroupfs",
        "--events-backend",
        "none",
        ...argv,
      ],
      { environment },
    );
  await podman("pull", "--tls-verify=false", "--arch", "arm64", reference);
  const inspected = JSON.parse(await podman("image", "inspect", reference)) as {
    readonly Config: { readonly Env: readonly string[]; readonly Entrypoint: readonly string[] };
  }[];
  assert.deepEqual(inspected[0]?.Config.Env, ["MODEL=/models/shelf.tflite"]);
  assert.deepEqual(inspected[0]?.Config.Entrypoint, ["/srv/start"]);
  const mounted = (await podman("image", "mount", reference)).trim();
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path.join(mounted, "models/shelf.tflite")))
    hash.update(chunk as Buffer);
  assert.equal(hash.digest("hex"), model);
  await podman("image", "unmount", reference);
}

/** The registry behind a gate that lets nobody write one tag. */
async function gateBefore(t: Owner, host: string, tag: string): Promise<string> {
  const [hostname, port] = host.split(":");
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === "PUT" && incoming.url?.endsWith(`/manifests/${tag}`) === true) {
      incoming.resume();
      outgoing
        .writeHead(403, { "content-type": "application/json" })
        .end('{"errors":[{"code":"DENIED","message":"the tag is read-only"}]}');
      return;
    }
    const { method, headers, url } = incoming;
    const upstream = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    upstream.on("error", () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return `127.0.0.1:${address.port}`;
}

test("when a tag is refused, crane sees the others as they were; what docker-registry will not delete is named", async (t) => {
  const host = await registry2(t);
  const registry = await client(t);
  await pushBase(t, registry, host);
  const { image, base } = await appended(t, registry, host, randomBytes(1000));
  const first = { registry: host, path: "acme/app" };
  const old = (await pushLayout(registry, image.layout, first, { tags: ["latest"], base })).descriptor.digest;
  const next = await appended(t, registry, host, randomBytes(1000));
  const root = await wrapWithAnnotations(next.image.layout, next.image.root, { "org.example.x": "1" });
  const gated = { registry: await gateBefore(t, host, "1\\.0".replace("\\", "")), path: "acme/app" };
  await assert.rejects(
    pushLayout(registry, next.image.layout, gated, {
      tags: ["latest", "fresh", "1.0"],
      base: { ...base, registry: gated.registry },
    }),
    (error) => {
      assert.ok(isFault(error, "REGISTRY_TAG_REFUSED"), String(error));
      assert.match(error.message, /acme\/app:1\.0 was not moved: .*the tag is read-only/);
      assert.match(error.message, new RegExp(`latest put back to ${old}`));
      assert.match(
        error.message,
        /fresh left on the new image: it was new, and the registry lets nobody delete it/,
      );
      return true;
    },
  );
  const digest = async (tag: string): Promise<string> =>
    (await succeeds(peers.crane.command, ["digest", "--insecure", `${host}/acme/app:${tag}`])).trim();
  assert.equal(await digest("latest"), old);
  assert.equal(await digest("fresh"), root.digest);
  const tags = await succeeds(peers.crane.command, ["ls", "--insecure", `${host}/acme/app`]);
  assert.deepEqual(tags.trim().split("\n").sort(), ["fresh", "latest"]);
  const manifest = await registry.manifest(first, root.digest);
  assert.ok(manifest !== undefined);
  const moved = await moveTags(registry, first, manifest, ["latest"]);
  assert.deepEqual(moved, [{ tag: "latest", before: old }]);
  assert.equal(await digest("latest"), root.digest);
});

test("docker buildx and buildah build upon what the lock says, though the tag has moved", async (t) => {
  const host = await registry2(t);
  const registry = await client(t);
  const locked = await pushBase(t, registry, host);
  const dockerfile = `FROM ${host}/library/base:1\nCOPY --from=${host}/library/base:1 /etc/seed /copied\nCOPY x /x\n`;
  const bases = readBases(dockerfile);
  const lock = parseBaseLock(
    Buffer.from(formatBaseLock(await resolveBases(registry, bases, { resolved: "2026-01-02" }))),
  );
  assert.equal(lock.find(`${host}/library/base:1`)?.digest, locked);
  const { contexts } = lockBuild(bases, lock);
  const seedOf = async (digest: string): Promise<string> =>
    layers(await openAppendBase(registry, { registry: host, path: "library/base", digest: digest as never }));
  const before = await seedOf(locked);
  const after = await seedOf(await pushBase(t, registry, host));
  assert.notEqual(before, after);

  const context = await temporary(t, "context");
  await writeFile(path.join(context, "Dockerfile"), dockerfile);
  await writeFile(path.join(context, "x"), "x");
  const flags = contexts.flatMap((one) => ["--build-context", one]);
  const docker = await startDockerd(await temporary(t, "docker"));
  const built = await temporary(t, "built");
  const buildx = ["buildx", "build", "--platform", "linux/arm64", "--provenance=false"];
  try {
    await succeeds(
      docker.docker,
      [...buildx, ...flags, "--output", `type=oci,tar=false,dest=${built}`, context],
      { environment: docker.environment },
    );
    await loadedByDocker(t, registry, host, docker);
  } finally {
    // Before its folder goes.
    await docker.stop();
  }
  assert.equal(await firstLayers(built), before);

  const folder = await temporary(t, "buildah");
  const buildah = await buildTool({ directory: folder, only: "buildah" });
  await writeFile(
    path.join(folder, "registries.conf"),
    `unqualified-search-registries = []\n[[registry]]\nlocation = "${host}"\ninsecure = true\n`,
  );
  const { environment } = buildah;
  const tool = peersOf(environment);
  await succeeds(
    tool,
    ["build", "--platform", "linux/arm64", ...flags, "--tag", "localhost/locked", context],
    { environment },
  );
  const pushedTo = await temporary(t, "pushed");
  await succeeds(tool, ["push", "localhost/locked", `oci:${pushedTo}:x`], { environment });
  assert.equal(await firstDiffId(pushedTo), JSON.parse(before)[0]);
});

/** What append made is loaded into a real engine, the base's layers from the registry. */
async function loadedByDocker(
  t: Owner,
  registry: Registry,
  host: string,
  docker: Awaited<ReturnType<typeof startDockerd>>,
): Promise<void> {
  const { image, base } = await appended(t, registry, host, randomBytes(1000));
  const workspace = await temporary(t, "load");
  const { processes } = await portsFor(t, { workspace, environment: docker.environment });
  const names = ["1", "2"].map((tag) => `${host}/acme/loaded:${tag}`);
  const elsewhere = (blob: Descriptor): AsyncIterable<Uint8Array> => registry.blob(base, blob);
  const toLoad = await imageToLoad(image.layout, image.root.digest, names, elsewhere);
  const { environment } = docker;
  const opened = await openDocker({ processes, environment });
  assert.ok(opened !== undefined);
  await loadIntoDocker(opened, toLoad, workspace);
  for (const name of names) {
    const said = await succeeds(docker.docker, ["image", "inspect", name], {
      environment: docker.environment,
    });
    const [inspected] = JSON.parse(said) as {
      readonly Architecture: string;
      readonly RootFS: { readonly Layers: readonly string[] };
    }[];
    assert.equal(inspected?.Architecture, "arm64");
    assert.deepEqual(inspected?.RootFS.Layers, image.diffIds);
  }
}

function peersOf(environment: Readonly<Record<string, string>>): string {
  const [first = ""] = (environment["PATH"] ?? "").split(":");
  return path.join(first, "buildah");
}

type Json = {
  readonly manifests: readonly { readonly digest: string }[];
  readonly config: { readonly digest: string };
};

const readJson = async (layout: string, digest?: string): Promise<never> =>
  JSON.parse(
    await readFile(
      digest === undefined
        ? path.join(layout, "index.json")
        : path.join(layout, "blobs/sha256", digest.replace("sha256:", "")),
      "utf8",
    ),
  ) as never;

async function diffIds(layout: string): Promise<readonly string[]> {
  const index: Json = await readJson(layout);
  const manifest: Json = await readJson(layout, index.manifests[0]?.digest);
  const config: { readonly rootfs: { readonly diff_ids: readonly string[] } } = await readJson(
    layout,
    manifest.config.digest,
  );
  return config.rootfs.diff_ids;
}

const firstLayers = async (layout: string): Promise<string> =>
  JSON.stringify((await diffIds(layout)).slice(0, 2));
const firstDiffId = async (layout: string): Promise<string | undefined> => (await diffIds(layout))[0];

const layers = (base: Awaited<ReturnType<typeof openAppendBase>>): string =>
  JSON.stringify(base.config.diffIds);
