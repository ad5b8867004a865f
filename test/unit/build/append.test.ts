import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { finished } from "node:stream/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { extract, pack } from "tar-stream";
import type { RegistryDouble } from "../../../doubles/registry/registry.ts";
import { type AppendBase, openAppendBase } from "../../../src/build/append-base.ts";
import { basePathOf } from "../../../src/build/append-entries.ts";
import type { AppendLayer } from "../../../src/build/append-entries.ts";
import {
  type AppendRequest,
  type AppendedImage,
  appendImage,
  appendedLayerSources,
} from "../../../src/build/append.ts";
import { buildTree } from "../../../src/layers/tree.ts";
import type { LayerEntry } from "../../../src/layers/visitor.ts";
import { pushLayout } from "../../../src/oci/layout-push.ts";
import { parseManifest } from "../../../src/oci/manifest-content.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { blobOf, client, collect, double, fault, patternBytes, repositoryOf } from "../oci/fixtures.ts";

const content = patternBytes(300_000);
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const dockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

async function archive(name: string): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name, mtime: new Date(0) }, "base");
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

type Kind = {
  readonly docker?: boolean;
  readonly layerType?: string;
  readonly config?: Readonly<Record<string, unknown>>;
};

/** Pushes a base for two platforms under the tag 1, and gives what its arm64 layer is. */
async function pushBase(
  oci: Registry,
  registry: RegistryDouble,
  kind: Kind = {},
): Promise<{ readonly index: Digest; readonly layer: ReturnType<typeof blobOf> }> {
  const repository = repositoryOf(registry, "library/base");
  const tar = await archive("etc/base");
  const layer = blobOf(gzipSync(tar));
  await oci.pushBlob(repository, layer);
  const type = kind.docker === true ? mediaTypes.dockerManifest : mediaTypes.manifest;
  const manifests = [];
  for (const architecture of ["amd64", "arm64"]) {
    const config = blobOf(
      json({
        os: "linux",
        architecture,
        variant: architecture === "arm64" ? "v8" : "",
        config: { Env: ["A=1"], Cmd: ["sh"] },
        rootfs: { type: "layers", diff_ids: [digestOf(tar)] },
        ...kind.config,
      }),
    );
    await oci.pushBlob(repository, config);
    const configType =
      kind.docker === true ? "application/vnd.docker.container.image.v1+json" : mediaTypes.config;
    const bytes = json({
      schemaVersion: 2,
      mediaType: type,
      config: { mediaType: configType, digest: config.digest, size: config.size },
      layers: [
        {
          mediaType:
            kind.layerType ??
            (kind.docker === true ? dockerLayer : "application/vnd.oci.image.layer.v1.tar+gzip"),
          digest: layer.digest,
          size: layer.size,
        },
      ],
    });
    manifests.push({
      ...(await oci.pushManifest(repository, { bytes, mediaType: type })),
      platform: { os: "linux", architecture },
    });
  }
  const mediaType = kind.docker === true ? mediaTypes.dockerList : mediaTypes.index;
  const index = await oci.pushManifest(
    repository,
    { bytes: json({ schemaVersion: 2, mediaType, manifests }), mediaType },
    "1",
  );
  return { index: index.digest, layer };
}

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "append-"));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

const line = (source: string, target: string, more: Partial<AppendLayer> = {}): AppendLayer => ({
  source,
  target,
  mode: undefined,
  owner: { uid: 0, gid: 0 },
  text: `x:${target}`,
  ...more,
});

async function append(
  t: TestContext,
  base: AppendBase,
  layers: readonly AppendLayer[],
  more: Partial<AppendRequest> = {},
): Promise<AppendedImage> {
  const layout = path.join(await folder(t), "layout");
  return appendImage({ base, layers, edits: {}, annotations: {}, layerEpoch: 1, layout, ...more });
}

type World = {
  readonly registry: RegistryDouble;
  readonly oci: Registry;
  readonly base: AppendBase;
  readonly files: string;
};

async function world(t: TestContext, kind: Kind = {}): Promise<World & Awaited<ReturnType<typeof pushBase>>> {
  const registry = await double(t);
  const oci = client(t);
  const pushed = await pushBase(oci, registry, kind);
  const base = await openAppendBase(oci, { ...repositoryOf(registry, "library/base"), tag: "1" });
  const files = await folder(t);
  await writeFile(path.join(files, "model.bin"), content);
  return { registry, oci, base, files, ...pushed };
}

type Header = { name: string; type: string; mode: number; uid: number; mtime: number };

async function headers(gzip: Buffer): Promise<Header[]> {
  const found: Header[] = [];
  const reader = extract();
  reader.on("entry", (header, stream, next) => {
    const { name, type, mode, uid, mtime } = header;
    found.push({
      name,
      type,
      mode: mode ?? 0,
      uid: uid ?? 0,
      mtime: (mtime?.getTime() ?? 0) / 1000,
    });
    stream.on("end", next);
    stream.resume();
  });
  reader.end(gunzipSync(gzip));
  await finished(reader);
  return found;
}

test("an appended image is pushed with its new layer only: the base's is mounted, never read", async (t) => {
  const { base, files, index, layer, oci, registry } = await world(t);
  assert.equal(base.digest, index);
  assert.deepEqual(base.platform, { os: "linux", architecture: "arm64", variant: "v8" });
  const made = await append(
    t,
    base,
    [line(`${files}/model.bin`, "/models/model.bin", { owner: { uid: 5, gid: 5 } })],
    {
      edits: { environment: [["B", "2"]] },
      annotations: { "org.opencontainers.image.base.digest": base.digest },
    },
  );
  const repository = repositoryOf(registry);
  const pushed = await pushLayout(oci, made.layout, repository, { tags: ["1"], base: base.reference });
  assert.deepEqual(pushed.blobs, { present: 0, mounted: 1, uploaded: 2 });
  assert.equal(
    registry.requests.filter(
      ({ path: place }) => place.includes(`blobs/${layer.digest}`) && place.startsWith("/v2/library"),
    ).length,
    1,
  );
  assert.equal(registry.tag("acme/app", "1"), made.root.digest);
  const manifest = await oci.manifest(repository, "1");
  const parsed = parseManifest(manifest?.bytes ?? Buffer.alloc(0), mediaTypes.manifest);
  assert.ok(parsed.kind === "image");
  assert.deepEqual(parsed.annotations, { "org.opencontainers.image.base.digest": index });
  assert.deepEqual(
    parsed.layers.map(({ digest }) => digest),
    [layer.digest, made.added[0]?.digest],
  );
  const config = JSON.parse((await collect(oci.blob(repository, parsed.config))).toString());
  assert.deepEqual(config.config, { Env: ["A=1", "B=2"], Cmd: ["sh"] });
  assert.deepEqual(config.rootfs.diff_ids, made.diffIds);
  const [added] = parsed.layers.slice(-1);
  assert.ok(added !== undefined);
  const bytes = await collect(oci.blob(repository, added));
  assert.equal(digestOf(gunzipSync(bytes)), made.diffIds[1]);
  assert.deepEqual(await headers(bytes), [
    { name: "models/", type: "directory", mode: 0o755, uid: 5, mtime: 1 },
    { name: "models/model.bin", type: "file", mode: 0o644, uid: 5, mtime: 1 },
  ]);
});

test("all layers can be read, the base's from its registry and the new ones from the layout", async (t) => {
  const { base, files, layer, oci } = await world(t);
  const made = await append(t, base, [line(`${files}/model.bin`, "/m")]);
  const sources = appendedLayerSources(oci, base, made);
  assert.deepEqual(await collect(sources[0]?.open() ?? (async function* () {})()), layer.bytes);
  for (const [at, source] of sources.entries()) {
    const bytes = await collect(source.open());
    assert.equal(digestOf(bytes), source.digest);
    assert.equal(digestOf(gunzipSync(bytes)), made.diffIds[at]);
  }
  assert.deepEqual((await readdir(path.join(made.layout.directory, "blobs/sha256"))).length, 3);
});

test("the same files give the same digests, whatever their times, and one changed byte changes one layer", async (t) => {
  const { base, files } = await world(t);
  await mkdir(path.join(files, "app"));
  await writeFile(path.join(files, "app/run"), "one");
  const layers = [line(`${files}/model.bin`, "/m"), line(`${files}/app`, "/app")];
  const first = await append(t, base, layers);
  await utimes(path.join(files, "model.bin"), 1000, 1000);
  assert.deepEqual((await append(t, base, layers)).root, first.root);
  await writeFile(path.join(files, "app/run"), "two");
  const changed = await append(t, base, layers);
  assert.notEqual(changed.root.digest, first.root.digest);
  assert.deepEqual(changed.added[0], first.added[0]);
  assert.notEqual(changed.added[1]?.digest, first.added[1]?.digest);
  const later = await append(t, base, layers, { layerEpoch: 2 });
  assert.notEqual(later.added[0]?.digest, changed.added[0]?.digest);
});

test("a base in Docker's format becomes OCI, and the blobs stay the same", async (t) => {
  const { base, files, layer, oci, registry } = await world(t, { docker: true });
  const made = await append(t, base, [line(`${files}/model.bin`, "/m")]);
  assert.equal(made.root.mediaType, mediaTypes.manifest);
  assert.deepEqual(
    made.layers.map(({ mediaType }) => mediaType),
    Array.from({ length: 2 }, () => "application/vnd.oci.image.layer.v1.tar+gzip"),
  );
  assert.equal(made.layers[0]?.digest, layer.digest);
  await pushLayout(oci, made.layout, repositoryOf(registry), { base: base.reference });
});

test("folders of a base that was read keep their owners, and its links are followed", async (t) => {
  const { base, files, oci } = await world(t);
  const entry: LayerEntry = {
    path: "",
    type: "directory",
    size: 0,
    mode: 0o2775,
    uid: 9,
    gid: 9,
    mtime: 77.5,
    linkTarget: undefined,
    attributes: undefined,
  };
  // Through the real tree, with a link and a time that no header can hold.
  const basePath = basePathOf(
    buildTree([
      [
        { ...entry, path: "opt" },
        { ...entry, path: "lib", type: "symlink", linkTarget: "/opt" },
        { ...entry, path: "file", type: "file" },
        { ...entry, path: "gone" },
      ],
      [{ ...entry, path: ".wh.gone", type: "file" }],
    ]),
  );
  assert.equal(basePath("gone"), undefined);
  const made = await append(t, base, [line(`${files}/model.bin`, "/lib/m")], { basePath });
  const [, added] = appendedLayerSources(oci, base, made);
  assert.deepEqual(await headers(await collect(added?.open() ?? (async function* () {})())), [
    { name: "opt/", type: "directory", mode: 0o2775, uid: 9, mtime: 77 },
    { name: "opt/m", type: "file", mode: 0o644, uid: 0, mtime: 1 },
  ]);
  await assert.rejects(
    append(t, base, [line(`${files}/model.bin`, "/file/m")], { basePath }),
    fault("APPEND_SOURCE_REFUSED", /no folder in the base/),
  );
});

test("a base that cannot be appended to is refused with the reason", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const open = async (kind: Kind): Promise<AppendBase> => {
    const { index } = await pushBase(oci, registry, kind);
    return openAppendBase(oci, { ...repositoryOf(registry, "library/base"), digest: index });
  };
  for (const [kind, code, why] of [
    [
      { layerType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" },
      "APPEND_BASE_UNSUPPORTED",
      /may not hold/,
    ],
    [
      { layerType: "application/x-squashfs" },
      "APPEND_BASE_UNSUPPORTED",
      /layer of type "application\/x-squashfs"/,
    ],
    [{ config: { architecture: "riscv64" } }, "APPEND_BASE_UNSUPPORTED", /"riscv64" by its config/],
    [{ config: { config: "x" } }, "APPEND_BASE_UNSUPPORTED", /no object/],
    [{ config: { rootfs: {} } }, "APPEND_CONFIG_INVALID", /no rootfs/],
  ] as const)
    await assert.rejects(open(kind), fault(code, why));
  await assert.rejects(
    openAppendBase(oci, { ...repositoryOf(registry, "library/none"), tag: "1" }),
    fault("REGISTRY_NOT_FOUND"),
  );
});
