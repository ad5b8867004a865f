// The drivers with stock builders: docker on the containerd store, docker-container, a remote buildkitd over mTLS, and buildah.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { startGitHub } from "../../doubles/github/github.ts";
import { type BuildDriver, type BuildRequest, defaultRequest } from "../../src/build/driver.ts";
import { type ActionsCache, localCacheKeys, openLocalCache } from "../../src/build/local-cache.ts";
import { chooseImage } from "../../src/oci/layout-push.ts";
import { openLayout } from "../../src/oci/layout.ts";
import { parseManifest } from "../../src/oci/manifest-content.ts";
import { isFault } from "../../src/values/fault.ts";
import {
  type BuilderName,
  type BuilderWorld,
  buildFolder,
  builderNames,
  contextWith,
  imageOf,
  startBuilders,
} from "./builder-world.ts";
import { type Owner, start, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

let world: BuilderWorld;
before(async () => {
  world = await startBuilders();
  assert.ok(world.emulation.works, world.emulation.did);
});
after(async () => world?.close());

const shell = [
  "FROM scratch AS tools",
  "COPY busybox /bin/busybox",
  'RUN ["/bin/busybox", "--install", "-s", "/bin"]',
];

async function fails(doing: Promise<unknown>, code: string, says: RegExp, where?: string): Promise<void> {
  await assert.rejects(doing, (error) => {
    assert.ok(isFault(error), String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, says);
    if (where !== undefined) assert.equal(error.where, where);
    return true;
  });
}

async function pushBase(
  t: Owner,
  name: string,
): Promise<{ readonly base: string; readonly layers: readonly string[] }> {
  const layout = await temporary(t, "base");
  const made = await writeSmallImage(layout);
  const base = `${world.registry.host}/acme/base:${name}`;
  await succeeds(world.peers.oras.command, [
    "cp",
    "--from-oci-layout",
    "--to-plain-http",
    `${layout}:latest`,
    base,
  ]);
  return { base, layers: made.layerDigests };
}

/** A small file system: what is written beyond its size is refused by the kernel. */
async function smallDisk(t: Owner, size: string): Promise<string> {
  const at = await mkdtemp(path.join(tmpdir(), "pi5-interop-small-"));
  await succeeds("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", at]);
  t.after(async () => {
    await start("umount", ["-l", at]);
    await rm(at, { recursive: true });
  });
  return at;
}

for (const name of builderNames) {
  const driver = (t: Owner): Promise<BuildDriver> => world.driver(t, name);

  test(`${name}: stages with arm64 RUN steps become a layout; each step is told with its log, secrets stay out, HEALTHCHECK stays in`, async (t) => {
    const { base } = await pushBase(t, name);
    const context = await contextWith(t, world, [
      ...shell,
      "FROM tools AS build",
      "ARG VERSION",
      'RUN --mount=type=secret,id=TOKEN echo "secret of $(wc -c < /run/secrets/TOKEN) bytes"; uname -m > /machine; echo "$VERSION" > /version',
      `FROM ${base}`,
      "COPY --from=build /machine /version /",
      "HEALTHCHECK --interval=30s CMD /bin/true",
      'CMD ["/bin/sh"]',
    ]);
    const built = await buildFolder(t, await driver(t), context, {
      buildArguments: [["VERSION", "1.4.0"]],
      labels: [["org.example.place", "shop 7"]],
      annotations: [["org.example.shelf", "3"]],
      secrets: [{ id: "TOKEN", value: "twelve-bytes" }],
    });
    const image = await imageOf(built.layout, built.root);
    assert.equal(image.config.architecture, "arm64");
    assert.ok(await image.contains("aarch64\n"));
    assert.ok(await image.contains("1.4.0\n"));
    assert.deepEqual(image.config.config["Healthcheck"], {
      Test: ["CMD-SHELL", "/bin/true"],
      Interval: 30_000_000_000,
    });
    assert.equal((image.config.config["Labels"] as Record<string, string>)["org.example.place"], "shop 7");
    assert.equal(image.manifestAnnotations["org.example.shelf"], "3");
    const run = built.heard.find((step) => step.name.includes("RUN --mount"));
    assert.deepEqual(
      run?.log.filter((line) => line !== ""),
      ["secret of 12 bytes"],
    );
    assert.ok(run.seconds > 0);
    assert.equal(run.internal, false);
    if (name !== "buildah") {
      const material = built.materials.find(({ ref }) => ref === base);
      assert.match(material?.digest ?? "", /^sha256:[0-9a-f]{64}$/);
      assert.equal(material?.platform, "linux/arm64");
    }
    assert.match((await (await driver(t)).emulationNote(["linux/arm64"])) ?? "arm64 runner", /arm64 runner/);
  });

  test(`${name}: a second build comes from the cache, and one small file that changed leaves the other layers as they were`, async (t) => {
    const lines = [...shell, "COPY large /large", "COPY small /small", "COPY end /end", 'CMD ["/bin/sh"]'];
    const files = { large: Buffer.alloc(300_000, "l"), small: "one\n", end: "end\n" };
    const context = await contextWith(t, world, lines, files);
    const builder = await driver(t);
    const first = await imageAt(buildFolder(t, builder, context));
    const again = await buildFolder(t, builder, context);
    assert.equal(again.cacheHitRatio, 1);
    assert.deepEqual((await imageOf(again.layout, again.root)).layers, first.layers);
    await writeFile(path.join(context, "small"), "two\n");
    const second = await imageAt(buildFolder(t, builder, context));
    assert.equal(second.layers.length, first.layers.length);
    const changed = second.layers.map((layer, index) => layer !== first.layers[index]);
    assert.deepEqual(changed.slice(0, 3), [false, false, false]);
    assert.equal(changed[3], true);
  });

  test(`${name}: built without cache, with times clamped, the layers are the same bytes`, async (t) => {
    const context = await contextWith(
      t,
      world,
      [...shell, "RUN date > /dev/null; echo made > /made", "COPY end /end"],
      {
        end: "end\n",
      },
    );
    const builder = await driver(t);
    const cached = await imageAt(buildFolder(t, builder, context, { rewriteTimestamps: true }));
    const anew = await imageAt(buildFolder(t, builder, context, { rewriteTimestamps: true, noCache: true }));
    assert.deepEqual(anew.layers, cached.layers);
  });

  test(`${name}: a RUN step that fails is BUILD_RUN_FAILED with its code, its words and its line`, async (t) => {
    const context = await contextWith(t, world, [...shell, "RUN echo before; echo oops >&2; exit 3"]);
    await fails(
      buildFolder(t, await driver(t), context, { shownFile: "app/Dockerfile" }),
      "BUILD_RUN_FAILED",
      /ended with exit code 3:[^]*oops/,
      "app/Dockerfile:4",
    );
  });

  test(`${name}: missing base, unreachable registry, expired login, missing file and missing secret are told apart`, async (t) => {
    const builder = await driver(t);
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [`FROM ${world.registry.host}/acme/nothing:1`, "BUILD_BASE_NOT_FOUND", /acme\/nothing/],
      ["FROM 127.0.0.1:1/acme/base:1", "BUILD_NETWORK", /127\.0\.0\.1:1/],
      [`FROM ${world.locked.host}/acme/base:1`, "BUILD_BASE_DENIED", /acme\/base/],
    ];
    for (const [from, code, says] of cases) {
      const context = await contextWith(t, world, [from, "COPY busybox /busybox"]);
      await fails(buildFolder(t, builder, context), code, says);
    }
    const missing = await contextWith(t, world, ["FROM scratch", "COPY not-here /"]);
    await fails(buildFolder(t, builder, missing), "BUILD_COPY_MISSING", /not-here/);
    const secret = await contextWith(t, world, [
      ...shell,
      "RUN --mount=type=secret,id=tok,required=true true",
    ]);
    await fails(buildFolder(t, builder, secret), "BUILD_SECRET_MISSING", /tok/);
    const syntax = await contextWith(t, world, ["FROM scratch", "COPPY busybox /"]);
    await fails(buildFolder(t, builder, syntax), "BUILD_DOCKERFILE_SYNTAX", /COPPY/i);
  });

  test(`${name}: a full disk under the layout is BUILD_DISK_FULL`, async (t) => {
    const disk = await smallDisk(t, "300k");
    const context = await contextWith(t, world, ["FROM scratch", "COPY busybox /busybox"]);
    await fails(
      buildFolder(t, await driver(t), context, { layout: path.join(disk, "layout") }),
      "BUILD_DISK_FULL",
      /no space left on device/,
    );
  });

  test(`${name}: a registry cache is written when the caller asks, not before, and then read`, async (t) => {
    const repository = `acme/cache-${name}`;
    const cache = `type=registry,ref=${world.registry.host}/${repository}:cache${name === "buildah" ? "" : ",mode=max"}`;
    const context = await contextWith(t, world, [...shell, "RUN echo cached > /cached", 'CMD ["/bin/sh"]']);
    const builder = await driver(t);
    const built = await buildFolder(t, builder, context, { cacheTo: [cache] });
    assert.deepEqual(world.registry.manifests(repository), []);
    assert.deepEqual(world.registry.blobs(repository), []);
    assert.deepEqual(await built.deferredCache?.(), []);
    assert.ok(world.registry.manifests(repository).length > 0);
    const denied = await buildFolder(t, builder, context, {
      cacheTo: [`type=registry,ref=${world.locked.host}/acme/cache`],
    });
    const [warning] = (await denied.deferredCache?.()) ?? [];
    assert.equal(warning?.severity, "warning");
    assert.match(warning.message, /cache was not written/);
    if (name !== "buildah") assert.equal(warning.rule, "BUILD_CACHE_DENIED");
  });
}

async function imageAt(build: ReturnType<typeof buildFolder>): Promise<Awaited<ReturnType<typeof imageOf>>> {
  const { layout, root } = await build;
  return imageOf(layout, root);
}

test("the docker driver that cannot export gets a docker-container builder, and close leaves none behind", async (t) => {
  const built = await buildFolder(
    t,
    await world.driver(t, "container"),
    await contextWith(t, world, ["FROM scratch", "COPY busybox /busybox"]),
  );
  assert.match(built.builder, /docker-container builder made for this run/);
  const ls = (): Promise<string> =>
    succeeds("docker", ["buildx", "ls"], { environment: world.environment("container") });
  const containers = (): Promise<string> =>
    succeeds("docker", ["ps", "--all", "--quiet"], { environment: world.environment("container") });
  assert.match(await ls(), /pi5-[0-9a-f]{12}/);
  await (await world.driver(t, "container")).close();
  assert.doesNotMatch(await ls(), /pi5-/);
  assert.equal((await containers()).trim(), "");
});

const gitBuilders = ["docker", "remote", "buildah"] as const;
for (const name of gitBuilders)
  test(`${name}: a private git context with a subdirectory is built with the token, and its failures have codes`, async (t) => {
    const github = await startGitHub();
    t.after(() => github.close());
    await github.createRepository({
      owner: "acme",
      name: "app",
      private: true,
      files: {
        "services/api/Dockerfile": "FROM scratch\nCOPY file /file\n",
        "services/api/file": "from git\n",
      },
    });
    const commit = await github.repository("acme/app").resolve("main");
    const token = github.createToken({
      kind: "github-token",
      actor: "github-actions",
      repositories: ["acme/app"],
      permissions: { contents: "read" },
    });
    const from = (repository: string, revision: string, token?: string): BuildRequest["context"] => ({
      kind: "git",
      url: `${github.url.replace(/\/$/, "")}/${repository}.git#${revision}`,
      token,
    });
    const below = `${commit}:services/api`;
    const builder = await world.driver(t, name);
    const build = (context: BuildRequest["context"]): ReturnType<typeof buildFolder> =>
      buildFolder(t, builder, "/nowhere", { context, file: undefined });
    // First without a token: a builder that has fetched a commit once does not ask for it again.
    await fails(build(from("acme/app", below)), "BUILD_GIT_DENIED", /acme\/app/);
    const built = await build(from("acme/app", below, token));
    assert.ok(await (await imageOf(built.layout, built.root)).contains("from git\n"));
    assert.doesNotMatch(JSON.stringify([built.heard, built.said]), new RegExp(token));
    if (name !== "buildah")
      assert.ok(
        built.materials.some(({ ref, digest }) => ref.includes("acme/app") && digest === `sha1:${commit}`),
      );
    await fails(build(from("acme/app", "no-such-ref", token)), "BUILD_GIT_REF_NOT_FOUND", /no-such-ref/);
    await fails(build(from("acme/none", `${commit}`, token)), "BUILD_GIT_NOT_FOUND", /acme\/none/);
  });

const buildkits: readonly BuilderName[] = ["docker", "container", "remote"];
for (const name of buildkits)
  test(`${name}: heredocs are built, build checks are findings, and a kept layout lists the new image`, async (t) => {
    const context = await contextWith(t, world, [
      ...shell,
      "RUN <<EOF",
      "echo a > /a",
      "EOF",
      "COPY <<EOT /hello",
      "hi there",
      "EOT",
      "from tools",
    ]);
    const builder = await world.driver(t, name);
    const layout = path.join(await temporary(t, "kept"), "layout");
    const first = await buildFolder(t, builder, context, { layout });
    assert.ok(first.warnings.some(({ rule, line }) => rule === "ConsistentInstructionCasing" && line === 10));
    await writeFile(
      path.join(context, "Dockerfile"),
      [...shell, "COPY <<EOT /hello", "hello again", "EOT", ""].join("\n"),
    );
    const second = await buildFolder(t, builder, context, { layout });
    assert.notEqual(second.root, first.root);
    assert.ok(await (await imageOf(layout, second.root)).contains("hello again\n"));
    const at = await temporary(t, "check");
    const findings = await builder.check(
      { ...checkRequest(context), layout: path.join(at, "layout"), temporary: at },
      { onStep: () => {}, onLine: () => {} },
    );
    assert.deepEqual(findings, []);
  });

function checkRequest(context: string): BuildRequest {
  return {
    ...defaultRequest,
    context: { kind: "folder", path: context },
    file: path.join(context, "Dockerfile"),
    layout: "",
    temporary: "",
  };
}

test("buildah: a heredoc is BUILD_UNSUPPORTED before it is misread", async (t) => {
  const context = await contextWith(t, world, [...shell, "RUN <<EOF", "echo a", "EOF"]);
  await fails(buildFolder(t, await world.driver(t, "buildah"), context), "BUILD_UNSUPPORTED", /heredoc/);
});

test("docker and buildah: a built image is loaded under a name", async (t) => {
  const context = await contextWith(t, world, ["FROM scratch", "COPY busybox /busybox", 'CMD ["/busybox"]']);
  for (const [name, list] of [
    ["docker", ["docker", "image", "inspect", "--format", "{{.Architecture}}", "localhost/loaded:1"]],
    ["container", ["docker", "image", "inspect", "--format", "{{.Architecture}}", "localhost/loaded:1"]],
    [
      "buildah",
      ["buildah", "inspect", "--type", "image", "--format", "{{.OCIv1.Architecture}}", "localhost/loaded:1"],
    ],
  ] as const) {
    const driver = await world.driver(t, name);
    const built = await buildFolder(t, driver, context);
    await driver.load(built.layout, built.root, "localhost/loaded:1");
    const [command, ...words] = list;
    const found = await succeeds(command, words, { environment: world.environment(name) });
    assert.equal(found.trim(), "arm64");
  }
});

test("a builder that dies in the middle is BUILD_BUILDER_DIED", async (t) => {
  const { daemon, driver } = await world.fragile(t);
  const context = await contextWith(t, world, [...shell, "RUN echo started; sleep 20"]);
  const building = buildFolder(t, driver, context);
  const killed = new Promise<void>((resolve) =>
    setTimeout(() => resolve(void process.kill(daemon.pid, "SIGKILL")), 4000),
  );
  await fails(building, "BUILD_BUILDER_DIED", /./);
  await killed;
});

test("a full disk of the builder is BUILD_DISK_FULL", async (t) => {
  const disk = await smallDisk(t, "8m");
  const { driver } = await world.fragile(t, disk);
  const context = await contextWith(t, world, [...shell, "RUN dd if=/dev/zero of=/big bs=1M count=40"]);
  await fails(buildFolder(t, driver, context), "BUILD_DISK_FULL", /[Nn]o space left on device/);
});

test("a build beyond its time is BUILD_TIMEOUT with the step that ran", async (t) => {
  const context = await contextWith(t, world, [...shell, "RUN sleep 61"]);
  await fails(
    buildFolder(t, await world.driver(t, "docker"), context, { timeoutMs: 6000 }),
    "BUILD_TIMEOUT",
    /RUN sleep 61/,
  );
});

test("a local cache that one builder wrote is carried over and read by another", async (t) => {
  const context = await contextWith(t, world, [...shell, "RUN echo running; echo carried > /carried"]);
  const keys = localCacheKeys({
    image: "ghcr.io/acme/app",
    platforms: ["linux/arm64"],
    target: undefined,
    dockerfile: await readFile(path.join(context, "Dockerfile")),
  });
  const store = new Map<string, string>();
  const shelf = await temporary(t, "shelf");
  const port: ActionsCache = {
    restore: async ([folder = ""], key) => {
      if (!store.has(key)) return undefined;
      await cp(path.join(shelf, key), folder, { recursive: true });
      return key;
    },
    save: async ([folder = ""], key) => {
      await cp(folder, path.join(shelf, key), { recursive: true });
      store.set(key, folder);
      return true;
    },
  };
  const at = await temporary(t, "local");
  const first = await openLocalCache(port, path.join(at, "one"), keys, {});
  await buildFolder(t, await world.driver(t, "docker"), context, first);
  assert.equal(await first.save(), "saved");
  const second = await openLocalCache(port, path.join(at, "two"), keys, {});
  assert.equal(second.restored, keys.key);
  const { driver } = await world.fragile(t);
  const built = await buildFolder(t, driver, context, { cacheFrom: second.cacheFrom });
  // The last step is fetched and not run: BuildKit does not call it cached, but it printed nothing.
  const runs = built.heard.filter((step) => step.name.includes("] RUN "));
  assert.equal(runs.length, 2);
  assert.deepEqual(runs.at(-1)?.log, []);
  assert.ok((built.cacheHitRatio ?? 0) > 0.6);
  assert.equal(await second.save(), "skipped");
});

test("two platforms give an index whose digest is the root", async (t) => {
  const context = await contextWith(t, world, ["FROM scratch", "COPY busybox /busybox"]);
  for (const name of ["docker", "remote"] as const) {
    const built = await buildFolder(t, await world.driver(t, name), context, {
      platforms: ["linux/arm64", "linux/amd64"],
    });
    const layout = await openLayout(built.layout);
    const root = await chooseImage(layout, built.root);
    assert.match(root.mediaType, /image\.index/);
    const index = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
    assert.ok(index.kind === "index");
    assert.deepEqual(
      new Set(index.manifests.map(({ platform }) => platform?.architecture)),
      new Set(["amd64", "arm64"]),
    );
  }
});
