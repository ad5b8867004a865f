// What src/oci writes stock clients read, and the other way round: over the double, and over a stock registry that has no
// referrers API.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { startRegistry } from "../../doubles/registry/registry.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { openRegistry } from "../../src/commands/registry-access.ts";
import {
  type Registry,
  createLayout,
  fallbackTag,
  mediaTypes,
  openLayout,
  platformManifest,
  pullToLayout,
  pushLayout,
} from "../../src/oci/index.ts";
import { parseDigest } from "../../src/values/digest.ts";
import type { Repository } from "../../src/values/image-reference.ts";
import { type Owner, freePort, portsFor, refuses, service, succeeds, temporary } from "./setting.ts";
import { type SmallImage, writeSmallImage } from "./small-image.ts";

let peers: Record<"oras" | "crane" | "skopeo" | "podman" | "registry2", Peer>;
before(async () => {
  peers = await installPeers(["oras", "crane", "skopeo", "podman", "registry2"]);
});

const servers = {
  "the registry double": async (t: Owner): Promise<string> => {
    const double = await startRegistry();
    t.after(() => double.close());
    return double.host;
  },
  "the registry double without referrers API": async (t: Owner): Promise<string> => {
    const double = await startRegistry({ referrers: false });
    t.after(() => double.close());
    return double.host;
  },
  "docker-registry 2.8": async (t: Owner): Promise<string> => {
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
  },
};

async function client(t: Owner, environment: Readonly<Record<string, string>> = {}): Promise<Registry> {
  const workspace = await temporary(t, "workspace");
  const ports = await portsFor(t, { workspace, environment: { HOME: workspace, ...environment } });
  return openRegistry({ "registry-ca": undefined, "insecure-registries": [] }, ports);
}

async function image(t: Owner): Promise<SmallImage> {
  const layout = await temporary(t, "layout");
  return writeSmallImage(layout, { "etc/seed": randomBytes(64), "models/a.bin": randomBytes(3_000_000) });
}

async function pushed(
  t: Owner,
  host: string,
): Promise<{ made: SmallImage; registry: Registry; repository: Repository; reference: string }> {
  const made = await image(t);
  const registry = await client(t);
  const repository = { registry: host, path: "acme/shelf/counter" };
  const done = await pushLayout(registry, await openLayout(made.layout), repository, { tags: ["1.0"] });
  assert.equal(done.descriptor.digest, made.indexDigest);
  return { made, registry, repository, reference: `${host}/acme/shelf/counter` };
}

/** Options and environment with which podman keeps everything in one folder. */
async function podmanIn(t: Owner): Promise<(...argv: string[]) => Promise<string>> {
  const folder = await temporary(t, "podman");
  const home = path.join(folder, "home");
  await mkdir(path.join(home, ".config/containers"), { recursive: true });
  await writeFile(
    path.join(home, ".config/containers/policy.json"),
    '{"default":[{"type":"insecureAcceptAnything"}]}',
  );
  const environment = { HOME: home, XDG_RUNTIME_DIR: folder, TMPDIR: folder };
  const options = [
    "--root",
    path.join(folder, "root"),
    "--runroot",
    path.join(folder, "run"),
    "--storage-driver",
    "vfs",
    "--cgroup-manager",
    "cgroupfs",
    "--events-backend",
    "none",
  ];
  return (...argv) => succeeds(peers.podman.command, [...options, ...argv], { environment });
}

for (const [name, open] of Object.entries(servers)) {
  test(`${name}: oras, crane and skopeo read what we pushed, every byte`, async (t) => {
    const host = await open(t);
    const { made, reference } = await pushed(t, host);
    const descriptor = JSON.parse(
      await succeeds(peers.oras.command, [
        "manifest",
        "fetch",
        "--plain-http",
        "--descriptor",
        `${reference}:1.0`,
      ]),
    ) as { readonly digest: string; readonly mediaType: string };
    assert.equal(descriptor.digest, made.indexDigest);
    assert.equal(descriptor.mediaType, mediaTypes.index);
    const copy = await temporary(t, "copy");
    await succeeds(peers.oras.command, [
      "cp",
      "--from-plain-http",
      "--to-oci-layout",
      `${reference}:1.0`,
      `${copy}:1.0`,
    ]);
    for (const digest of [made.indexDigest, made.manifestDigest, made.configDigest, ...made.layerDigests]) {
      const blob = `blobs/sha256/${digest.slice(7)}`;
      assert.ok(
        (await readFile(path.join(copy, blob))).equals(await readFile(path.join(made.layout, blob))),
        digest,
      );
    }
    assert.equal(
      (
        await succeeds(peers.crane.command, ["digest", "--insecure", `${reference}@${made.indexDigest}`])
      ).trim(),
      made.indexDigest,
    );
    // Fetches every layer and checks digests, diff ids and sizes.
    await succeeds(peers.crane.command, ["validate", "--insecure", "--remote", `${reference}:1.0`]);
    const inspected = JSON.parse(
      await succeeds(peers.skopeo.command, [
        "--override-os",
        "linux",
        "--override-arch",
        "arm64",
        "inspect",
        "--tls-verify=false",
        `docker://${reference}:1.0`,
      ]),
    ) as { readonly Architecture: string; readonly Layers: readonly string[] };
    assert.equal(inspected.Architecture, "arm64");
    assert.deepEqual(inspected.Layers, made.layerDigests);
  });

  test(`${name}: podman pulls what we pushed, by tag and by digest`, async (t) => {
    const host = await open(t);
    const { made, reference } = await pushed(t, host);
    const podman = await podmanIn(t);
    for (const wanted of [`${reference}:1.0`, `${reference}@${made.indexDigest}`]) {
      const id = await podman("pull", "--quiet", "--tls-verify=false", "--platform", "linux/arm64", wanted);
      // An image's id is the digest of its config.
      assert.equal(`sha256:${id.trim()}`, made.configDigest);
    }
  });

  for (const pusher of ["oras", "crane", "skopeo"] as const)
    test(`${name}: we read what ${pusher} pushed, every byte`, async (t) => {
      const host = await open(t);
      const made = await image(t);
      const reference = `${host}/acme/theirs`;
      const argv = {
        oras: ["cp", "--from-oci-layout", "--to-plain-http", `${made.layout}:latest`, `${reference}:2.0`],
        crane: ["push", "--insecure", "--index", made.layout, `${reference}:2.0`],
        skopeo: [
          "--insecure-policy",
          "copy",
          "--quiet",
          "--all",
          "--preserve-digests",
          "--dest-tls-verify=false",
          `oci:${made.layout}:latest`,
          `docker://${reference}:2.0`,
        ],
      }[pusher];
      await succeeds(peers[pusher].command, argv, { environment: { HOME: await temporary(t, "home") } });
      const registry = await client(t);
      const repository = { registry: host, path: "acme/theirs" };
      const copy = await temporary(t, "copy");
      const got = await pullToLayout(registry, repository, "2.0", await createLayout(copy));
      // crane wraps a layout's index.json; the others push what it names.
      if (pusher !== "crane") assert.equal(got.digest, made.indexDigest);
      const arm64 = { os: "linux", architecture: "arm64" };
      const { platform } = await platformManifest(registry, repository, made.indexDigest, arm64);
      assert.equal(platform.descriptor.digest, made.manifestDigest);
      for (const digest of [made.indexDigest, made.manifestDigest, made.configDigest, ...made.layerDigests]) {
        const blob = `blobs/sha256/${digest.slice(7)}`;
        assert.ok(
          (await readFile(path.join(copy, blob))).equals(await readFile(path.join(made.layout, blob))),
          digest,
        );
      }
    });

  test(`${name}: referrers that we attach oras discovers, and the other way round, none lost`, async (t) => {
    const host = await open(t);
    const { made, registry, repository, reference } = await pushed(t, host);
    const subject = parseDigest(made.indexDigest);
    const folder = await temporary(t, "attach");
    const attach = async (n: number): Promise<void> => {
      await writeFile(path.join(folder, `${n}.json`), `{"n":${n}}`);
      await succeeds(
        peers.oras.command,
        [
          "attach",
          "--plain-http",
          "--artifact-type",
          `application/vnd.test.theirs.${n}`,
          `${reference}@${subject}`,
          `${n}.json`,
        ],
        { directory: folder },
      );
    };
    const ours = async (n: number): Promise<void> => {
      const described = await registry.resolve(repository, subject);
      assert.ok(described);
      const empty = Buffer.from("{}");
      const config = {
        mediaType: "application/vnd.oci.empty.v1+json",
        digest: parseDigest("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
        size: empty.length,
      };
      await registry.pushBlob(repository, {
        ...config,
        open: async function* () {
          yield empty;
        },
      });
      const { mediaType, digest, size } = described;
      const manifest = {
        schemaVersion: 2,
        mediaType: mediaTypes.manifest,
        artifactType: `application/vnd.test.ours.${n}`,
        config,
        layers: [config],
        subject: { mediaType, digest, size },
      };
      await registry.attach(repository, {
        bytes: Buffer.from(JSON.stringify(manifest)),
        mediaType: mediaTypes.manifest,
      });
    };
    await attach(1);
    await ours(1);
    await attach(2);
    await ours(2);
    const wanted = ["ours.1", "ours.2", "theirs.1", "theirs.2"].map((one) => `application/vnd.test.${one}`);
    const found = await registry.referrers(repository, subject);
    assert.deepEqual(found.map(({ artifactType }) => artifactType ?? "").sort(), wanted);
    const said = await succeeds(peers.oras.command, [
      "discover",
      "--plain-http",
      "--format",
      "json",
      "--depth",
      "1",
      `${reference}@${subject}`,
    ]);
    for (const artifactType of wanted) assert.ok(said.includes(`"${artifactType}"`), said);
    const tag = await registry.resolve(repository, fallbackTag(subject));
    // Only where the API is missing is there a fallback tag to keep right.
    assert.equal(tag !== undefined, name !== "the registry double");
  });
}

test("logins that oras and podman stored open the registry for us, and a wrong one does not", async (t) => {
  const auth = { kind: "bearer", user: "robot", password: "s3cret" } as const;
  const double = await startRegistry({ auth });
  t.after(() => double.close());
  const made = await image(t);
  const repository = { registry: double.host, path: "acme/private" };
  const folder = await temporary(t, "logins");
  const docker = path.join(folder, "config.json");
  const authFile = path.join(folder, "auth.json");
  const login = ["login", "-u", auth.user, "--password-stdin"];
  await succeeds(peers.oras.command, [...login, "--plain-http", "--registry-config", docker, double.host], {
    input: auth.password,
  });
  const podman = [...login, "--tls-verify=false", "--authfile", authFile, double.host];
  await succeeds(peers.skopeo.command, podman, { input: auth.password });
  await refuses(peers.skopeo.command, podman, { input: "wrong" });
  for (const environment of [{ DOCKER_CONFIG: folder }, { REGISTRY_AUTH_FILE: authFile }]) {
    const registry = await client(t, environment);
    await pushLayout(registry, await openLayout(made.layout), repository, { tags: ["1"] });
  }
  const said = await succeeds(peers.oras.command, [
    "manifest",
    "fetch",
    "--plain-http",
    "--registry-config",
    docker,
    `${double.host}/acme/private:1`,
  ]);
  assert.ok(said.includes(made.manifestDigest));
  const stranger = await client(t);
  await assert.rejects(stranger.resolve(repository, "1"), /401|not logged in|log in|unauthori/i);
});
