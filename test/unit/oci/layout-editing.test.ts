import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import { wrapWithAnnotations } from "../../../src/oci/layout-annotations.ts";
import { imagePlatform, platformDigests } from "../../../src/oci/layout-platforms.ts";
import { chooseImage, pushLayout } from "../../../src/oci/layout-push.ts";
import { type Layout, createLayout, refNameAnnotation } from "../../../src/oci/layout.ts";
import { parseManifest } from "../../../src/oci/manifest-content.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import { always, blobOf, client, collect, double, fault, patternBytes, repositoryOf } from "./fixtures.ts";

const layerType = "application/vnd.oci.image.layer.v1.tar";

async function emptyLayout(t: TestContext): Promise<Layout> {
  const folder = await mkdtemp(path.join(tmpdir(), "layout-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return createLayout(folder);
}

async function image(
  layout: Layout,
  platform: Readonly<Record<string, unknown>>,
  layers: readonly Descriptor[] = [],
): Promise<Descriptor> {
  const written = await layout.writeBlob(blobOf(JSON.stringify(platform)).open());
  const config = { mediaType: mediaTypes.config, ...written };
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers }),
  );
  return layout.writeManifest({ bytes, mediaType: mediaTypes.manifest });
}

async function content(layout: Layout, root: Descriptor): Promise<ReturnType<typeof parseManifest>> {
  return parseManifest((await layout.manifest(root)).bytes, root.mediaType);
}

const arm = { os: "linux", architecture: "arm64", variant: "v8" };

test("index annotations on a single image put an index around it, under the same tag", async (t) => {
  const layout = await emptyLayout(t);
  const root = await image(layout, arm);
  await layout.list([{ ...root, annotations: { [refNameAnnotation]: "1.0" } }]);
  assert.equal(await wrapWithAnnotations(layout, root, {}), root);
  const wrapped = await wrapWithAnnotations(layout, root, { "org.example.b": "2", "org.example.a": "1" });
  assert.equal(wrapped.mediaType, mediaTypes.index);
  assert.deepEqual(await layout.entries(), [{ ...wrapped, annotations: { [refNameAnnotation]: "1.0" } }]);
  assert.deepEqual((await chooseImage(layout)).digest, wrapped.digest);
  const index = await content(layout, wrapped);
  assert.deepEqual(index.annotations, { "org.example.a": "1", "org.example.b": "2" });
  assert.deepEqual(index.kind === "index" && index.manifests, [{ ...root, platform: arm }]);
  assert.deepEqual(await platformDigests(layout, wrapped), { "linux/arm64/v8": root.digest });
  assert.deepEqual(await platformDigests(layout, root), { "linux/arm64/v8": root.digest });
});

test("an index keeps its own annotations and everything else, and Docker's list becomes an OCI index", async (t) => {
  const layout = await emptyLayout(t);
  const child = await image(layout, arm);
  const write = (document: object, mediaType: string): Promise<Descriptor> =>
    layout.writeManifest({
      bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...document })),
      mediaType,
    });
  const platform = { os: "linux", architecture: "arm64", "os.version": "6" };
  const manifests = [{ ...child, platform }];
  const own = await write({ manifests, annotations: { a: "old", b: "kept" } }, mediaTypes.index);
  const other = await write({ manifests }, mediaTypes.dockerList);
  await layout.list([own, other]);
  const edited = await wrapWithAnnotations(layout, own, { a: "new" });
  assert.deepEqual((await content(layout, edited)).annotations, { a: "new", b: "kept" });
  const { bytes } = await layout.manifest(edited);
  assert.deepEqual(JSON.parse(Buffer.from(bytes).toString()).manifests[0].platform, platform);
  const converted = await wrapWithAnnotations(layout, other, { a: "new" });
  assert.equal(converted.mediaType, mediaTypes.index);
  assert.deepEqual(
    (await layout.entries()).map(({ digest }) => digest),
    [edited.digest, converted.digest],
  );
});

test("platforms of an index are named, attestations and artifacts are not", async (t) => {
  const layout = await emptyLayout(t);
  const one = await image(layout, arm);
  const two = await image(layout, { os: "linux", architecture: "amd64" });
  const artifact = await image(layout, {});
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: [
        { ...one, platform: arm },
        { ...two, platform: { os: "linux", architecture: "amd64" } },
        { ...artifact, platform: { os: "unknown", architecture: "unknown" } },
        { ...artifact },
      ],
    }),
  );
  const root = await layout.writeManifest({ bytes, mediaType: mediaTypes.index });
  assert.deepEqual(Object.entries(await platformDigests(layout, root)), [
    ["linux/amd64", two.digest],
    ["linux/arm64/v8", one.digest],
  ]);
  assert.deepEqual(await platformDigests(layout, artifact), {});
  const config = { mediaType: mediaTypes.config, digest: one.digest, size: 5 * 1024 * 1024 };
  await assert.rejects(imagePlatform(layout, config), fault("MANIFEST_INVALID", /larger than 4 MiB/));
});

/** A layout whose one layer is only in the registry, in another repository. */
async function thinLayout(
  t: TestContext,
): Promise<{ readonly layout: Layout; readonly layer: ReturnType<typeof blobOf> & { mediaType: string } }> {
  const layout = await emptyLayout(t);
  const layer = { ...blobOf(patternBytes(200_000)), mediaType: layerType };
  const { digest, size, mediaType } = layer;
  await layout.list([await image(layout, arm, [{ digest, size, mediaType }])]);
  return { layout, layer };
}

test("layers that the layout lacks are mounted from the base, and no byte of them travels", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const base = repositoryOf(registry, "library/base");
  const { layout, layer } = await thinLayout(t);
  await oci.pushBlob(base, layer);
  const pushed = await pushLayout(oci, layout, repositoryOf(registry), { base });
  assert.deepEqual(pushed.blobs, { present: 0, mounted: 1, uploaded: 1 });
  assert.ok(pushed.uploadedBytes < 1000);
  assert.ok(registry.blobs("acme/app").includes(layer.digest));
  assert.equal(registry.requests.filter(({ operation }) => operation === "blob-get").length, 0);
});

test("where a mount is refused, or the base is in another registry, layers are streamed from there", async (t) => {
  const origin = await double(t);
  const registry = await double(t);
  const oci = client(t);
  const { layout, layer } = await thinLayout(t);
  const base = repositoryOf(origin, "library/base");
  await oci.pushBlob(base, layer);
  const pushed = await pushLayout(oci, layout, repositoryOf(registry), { base });
  assert.deepEqual(pushed.blobs, { present: 0, mounted: 0, uploaded: 2 });
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), layer)), layer.bytes);
  const same = repositoryOf(origin);
  origin.faults.add({ kind: "status", status: 403, operation: "upload-start", times: 1 });
  const fallen = await pushLayout(oci, layout, same, { base });
  assert.deepEqual(fallen.blobs, { present: 0, mounted: 0, uploaded: 2 });
});

test("a base whose bytes are not its digest's never gets into the new repository", async (t) => {
  const origin = await double(t);
  const registry = await double(t);
  const oci = client(t);
  const { layout, layer } = await thinLayout(t);
  const base = repositoryOf(origin, "library/base");
  await oci.pushBlob(base, layer);
  origin.faults.add({ kind: "corrupt", operation: "blob-get", times: 9 });
  await assert.rejects(
    pushLayout(oci, layout, repositoryOf(registry), { base, tags: ["v1"] }),
    fault("REGISTRY_DIGEST_MISMATCH"),
  );
  assert.ok(!registry.blobs("acme/app").includes(layer.digest));
  assert.equal(registry.tag("acme/app", "v1"), undefined);
});

test("without a base, a blob that the layout lacks is a corrupt layout", async (t) => {
  const registry = await double(t);
  const { layout } = await thinLayout(t);
  await assert.rejects(
    pushLayout(client(t, { credentials: always({ kind: "anonymous" }) }), layout, repositoryOf(registry)),
    fault("LAYOUT_CORRUPT", /is missing/),
  );
});
