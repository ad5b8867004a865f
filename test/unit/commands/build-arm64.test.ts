import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { fakeDocker } from "../../fake-docker.ts";
import { startRegistry } from "../../../doubles/registry/registry.ts";
import { command } from "../../../src/commands/build-arm64/inputs.ts";
import { layoutSources, readBuiltImage } from "../../../src/commands/build-arm64/look.ts";
import { run } from "../../../src/commands/build-arm64/run.ts";
import { silentLog } from "../../../src/io/log.ts";
import { openPorts } from "../../../src/io/open-ports.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { lookAt } from "../../../src/layers/pass.ts";
import { chooseImage } from "../../../src/oci/layout-push.ts";
import { openLayout } from "../../../src/oci/layout.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { parseInputs } from "../../../src/values/input-table.ts";

type ImageOptions = {
  readonly machine?: number;
  readonly architecture?: string;
  readonly index?: boolean;
  readonly diffIds?: readonly string[];
  readonly config?: string;
};

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-build-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An OCI image layout with one layer that holds one program. */
async function writeImage(
  directory: string,
  options: ImageOptions = {},
): Promise<{ root: string; platform: string }> {
  const program = Buffer.alloc(64);
  program.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  program.writeUInt16LE(2, 16);
  program.writeUInt16LE(options.machine ?? 183, 18);
  const archive = pack();
  archive.entry({ name: "app", mode: 0o755, mtime: new Date(1000) }, program);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  const tar = Buffer.concat(chunks);
  await mkdir(path.join(directory, "blobs/sha256"), { recursive: true });
  const put = async (bytes: Buffer, mediaType: string) => {
    const digest = digestOf(bytes);
    await writeFile(path.join(directory, "blobs/sha256", digest.slice(7)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const architecture = options.architecture ?? "arm64";
  const image = {
    architecture,
    os: "linux",
    config: { Entrypoint: ["/app"] },
    rootfs: { type: "layers", diff_ids: options.diffIds ?? [digestOf(tar)] },
  };
  const config = await put(
    Buffer.from(options.config ?? JSON.stringify(image)),
    "application/vnd.oci.image.config.v1+json",
  );
  const layer = await put(gzipSync(tar), "application/vnd.oci.image.layer.v1.tar+gzip");
  const type = "application/vnd.oci.image.manifest.v1+json";
  const manifest = await put(
    Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [layer] })),
    type,
  );
  const indexType = "application/vnd.oci.image.index.v1+json";
  const root =
    options.index === true
      ? await put(
          Buffer.from(
            JSON.stringify({
              schemaVersion: 2,
              mediaType: indexType,
              manifests: [{ ...manifest, platform: { os: "linux", architecture } }],
            }),
          ),
          indexType,
        )
      : manifest;
  await writeFile(
    path.join(directory, "index.json"),
    JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: [root] }),
  );
  await writeFile(path.join(directory, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  return { root: root.digest, platform: manifest.digest };
}

async function world(t: TestContext, options: ImageOptions = {}) {
  const directory = await folder(t);
  const prepared = path.join(directory, "prepared");
  const digests = await writeImage(prepared, options);
  const { bin } = await fakeDocker(directory, {
    prepared,
    root: digests.root,
    lines: ["STEP 1/1: ::set-output name=image::evil"],
  });
  await mkdir(path.join(directory, "work"));
  await writeFile(path.join(directory, "work/Dockerfile"), "FROM scratch\n");
  const registry = await startRegistry();
  t.after(() => registry.close());
  const { ports, close } = await openPorts({
    environment: { PATH: bin, HOME: directory, RUNNER_TEMP: directory },
    log: silentLog,
    secrets: createSecrets(),
    workspace: path.join(directory, "work"),
    run: {
      repository: "",
      repositoryId: "",
      ownerId: "",
      commit: "",
      ref: "",
      eventName: "",
      runId: "",
      runAttempt: "",
      actor: "",
      serverUrl: "",
      apiUrl: "",
      graphqlUrl: "",
      event: async () => ({}),
    },
    identityToken: async () => "",
  });
  t.after(close);
  const build = (inputs: Readonly<Record<string, string>> = {}) =>
    run(
      parseInputs(command.inputs, (name) => ({ image: `${registry.host}/acme/app`, ...inputs })[name]),
      ports,
    );
  return { build, registry, digests, directory };
}

test("an image is built, looked at and pushed by digest, and no tag moves", async (t) => {
  const { build, registry, digests } = await world(t);
  const outcome = await build({ tags: "1.0.0" });
  assert.ok(outcome.ok);
  assert.equal(outcome.outputs.image, `${registry.host}/acme/app@${digests.root}`);
  assert.equal(outcome.outputs.digest, digests.root);
  assert.equal(outcome.outputs["index-digest"], "");
  assert.equal(outcome.outputs["platform-digest"], digests.platform);
  assert.equal(JSON.parse(outcome.outputs.layers).length, 1);
  assert.ok(Number(outcome.outputs["unpacked-size"]) > 512);
  assert.deepEqual(registry.manifests("acme/app"), [digests.root]);
  assert.equal(registry.tag("acme/app", "1.0.0"), undefined);
  assert.match(outcome.verdict, /^built .*@sha256:.* for linux\/arm64, .* in 1 layer$/);
});

test("with push: true the tags move, and an index keeps its own digest", async (t) => {
  const { build, registry, digests } = await world(t, { index: true });
  const { outputs } = await build({ push: "true", tags: "1.0.0\nlatest" });
  assert.equal(outputs["index-digest"], digests.root);
  assert.equal(outputs["platform-digest"], digests.platform);
  assert.equal(registry.tag("acme/app", "latest"), digests.root);
  assert.equal(registry.tag("acme/app", "1.0.0"), digests.root);
});

test("a second run sends no blob again", async (t) => {
  const { build, registry } = await world(t);
  await build();
  const before = registry.requests.length;
  await build();
  assert.ok(registry.requests.slice(before).every((request) => request.method !== "POST"));
});

test("dry-run and push: false leave the registry alone", async (t) => {
  const { build, registry } = await world(t);
  for (const inputs of [{ "dry-run": "true" }, { push: "false" }] as const) {
    const outcome = await build(inputs);
    assert.equal(outcome.outputs.image, "");
    assert.match(outcome.verdict, /nothing was pushed/);
  }
  assert.deepEqual(registry.requests, []);
});

test("what is not arm64 is refused and never reaches the registry", async (t) => {
  for (const options of [{ machine: 62 }, { architecture: "amd64" }] as const) {
    const { build, registry } = await world(t, options);
    const outcome = await build();
    assert.ok(!outcome.ok);
    assert.equal(outcome.findings[0]?.rule, "P5001");
    assert.equal(outcome.outputs.image, "");
    assert.deepEqual(registry.requests, []);
  }
  const { build, registry } = await world(t, { index: true, architecture: "amd64" });
  await assert.rejects(build(), (error: unknown) => isFault(error, "BUILD_ARCHITECTURE"));
  assert.deepEqual(registry.requests, []);
});

test("without a builder, context or Dockerfile the error says what is missing", async (t) => {
  const { build, directory } = await world(t);
  await assert.rejects(build({ driver: "buildah" }), (error: unknown) =>
    isFault(error, "BUILD_TOOL_MISSING"),
  );
  await assert.rejects(build({ context: "none" }), (error: unknown) =>
    isFault(error, "BUILD_CONTEXT_MISSING"),
  );
  await rm(path.join(directory, "bin/docker"));
  await assert.rejects(
    build({ driver: "buildah" }),
    (error: unknown) =>
      isFault(error, "BUILD_TOOL_MISSING") && /buildah is not installed/.test(error.message),
  );
});

test("a layout whose parts do not fit together is refused", async (t) => {
  const directory = await folder(t);
  const look = async (name: string, options: ImageOptions) => {
    await writeImage(path.join(directory, name), options);
    const layout = await openLayout(path.join(directory, name));
    const built = await readBuiltImage(layout, await chooseImage(layout));
    const source = { config: built.config, layers: layoutSources(layout, built) };
    return lookAt(source, [], { temporary: path.join(directory, "temporary") });
  };
  await assert.rejects(look("a", { diffIds: [] }), (error: unknown) => isFault(error, "LAYER_CORRUPT"));
  await assert.rejects(look("b", { diffIds: [digestOf("other")] }), (error: unknown) =>
    isFault(error, "LAYER_CORRUPT"),
  );
  await assert.rejects(look("c", { config: "nonsense" }), (error: unknown) =>
    isFault(error, "LAYER_CORRUPT"),
  );
  assert.equal((await look("d", { config: "[]" }).catch((error: unknown) => error)) instanceof Error, true);
});
