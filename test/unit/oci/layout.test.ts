import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import { walkImage } from "../../../src/oci/image-walk.ts";
import { type Layout, createLayout, openLayout, refNameAnnotation } from "../../../src/oci/layout.ts";
import { pullToLayout } from "../../../src/oci/layout-pull.ts";
import { chooseImage, pushLayout } from "../../../src/oci/layout-push.ts";
import { largestManifest } from "../../../src/oci/manifest-content.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import { choosePlatform, platformManifest } from "../../../src/oci/platform.ts";
import { digestOf, hexOf } from "../../../src/values/digest.ts";
import {
  blobOf,
  client,
  collect,
  double,
  emptyBlob,
  fault,
  patternBytes,
  plain,
  repositoryOf,
} from "./fixtures.ts";

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "layout-"));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function put(layout: Layout, mediaType: string, content: Uint8Array | string): Promise<Descriptor> {
  return { mediaType, ...(await layout.writeBlob(blobOf(content).open())) };
}

/** An image of one platform with its own layer and one that all share. */
async function image(
  layout: Layout,
  architecture: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Descriptor> {
  const layerType = "application/vnd.oci.image.layer.v1.tar";
  const config = await put(
    layout,
    mediaTypes.config,
    JSON.stringify({ os: "linux", architecture, variant: "" }),
  );
  const layers = [
    await put(layout, layerType, patternBytes(50_000)),
    await put(layout, layerType, patternBytes(1000, architecture.length)),
  ];
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers, ...more }),
  );
  return layout.writeManifest({ bytes, mediaType: mediaTypes.manifest });
}

async function index(layout: Layout, manifests: readonly Descriptor[]): Promise<Descriptor> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests }));
  return layout.writeManifest({ bytes, mediaType: mediaTypes.index });
}

/** A layout as buildx exports it: index.json -> index -> two platforms and an attestation. */
async function exported(
  t: TestContext,
): Promise<{ readonly layout: Layout; readonly root: Descriptor; readonly arm: Descriptor }> {
  const layout = await createLayout(await folder(t));
  const arm = await image(layout, "arm64");
  const amd = await image(layout, "amd64");
  const attestation = await image(layout, "unknown");
  const root = await index(layout, [
    { ...amd, platform: { os: "linux", architecture: "amd64" } },
    { ...arm, platform: { os: "linux", architecture: "arm64", variant: "v8" } },
    {
      ...attestation,
      platform: { os: "unknown", architecture: "unknown" },
      annotations: { "vnd.docker.reference.type": "attestation-manifest" },
    },
  ]);
  await layout.list([
    { ...root, annotations: { [refNameAnnotation]: "1.0.0" } },
    { ...root, annotations: { [refNameAnnotation]: "latest" } },
  ]);
  return { layout, root, arm };
}

const device = { os: "linux", architecture: "arm64" } as const;

test("a layout is pushed whole, tags last, and pulled back byte for byte", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const { layout, root } = await exported(t);
  const repository = repositoryOf(registry);
  const pushed = await pushLayout(oci, layout, repository, { tags: ["1.0.0", "latest"] });
  assert.deepEqual(pushed, {
    repository,
    descriptor: root,
    tags: ["1.0.0", "latest"],
    moved: [
      { tag: "1.0.0", before: undefined },
      { tag: "latest", before: undefined },
    ],
    manifests: 4,
    // Two layers of other architectures' names have the same length, and so the same content.
    blobs: { present: 0, mounted: 0, uploaded: pushed.blobs.uploaded },
    uploadedBytes: pushed.uploadedBytes,
  });
  assert.equal(registry.blobs("acme/app").length, pushed.blobs.uploaded);
  const writes = registry.requests.filter(({ operation }) =>
    ["upload-finish", "manifest-put"].includes(operation ?? ""),
  );
  const firstManifest = writes.findIndex(({ operation }) => operation === "manifest-put");
  assert.ok(writes.slice(firstManifest).every(({ operation }) => operation === "manifest-put"));
  assert.deepEqual(
    writes.slice(-3).map(({ path }) => path.split("/").at(-1)),
    [root.digest, "1.0.0", "latest"],
  );

  const target = await createLayout(await folder(t));
  assert.deepEqual(await pullToLayout(oci, repository, "1.0.0", target), root);
  assert.deepEqual(await target.entries(), [{ ...root, annotations: { [refNameAnnotation]: "1.0.0" } }]);
  const blobs = async ({ directory }: Layout): Promise<readonly string[]> =>
    (await readdir(path.join(directory, "blobs/sha256"))).sort();
  assert.deepEqual(await blobs(target), await blobs(layout));
  for (const name of await blobs(target))
    assert.deepEqual(
      await readFile(path.join(target.directory, "blobs/sha256", name)),
      await readFile(path.join(layout.directory, "blobs/sha256", name)),
    );
});

test("a second push sends no bytes, and a second pull fetches no blobs", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const { layout } = await exported(t);
  const repository = repositoryOf(registry);
  const first = await pushLayout(oci, layout, repository, { tags: ["v1"] });
  const again = await pushLayout(oci, layout, repository, { tags: ["v1"] });
  assert.deepEqual(again.blobs, { present: first.blobs.uploaded, mounted: 0, uploaded: 0 });
  assert.equal(again.uploadedBytes, 0);
  const target = await createLayout(await folder(t));
  await pullToLayout(oci, repository, "v1", target);
  const before = registry.requests.filter(({ operation }) => operation === "blob-get").length;
  await pullToLayout(oci, repository, "v1", target);
  assert.equal(registry.requests.filter(({ operation }) => operation === "blob-get").length, before);
  assert.equal((await target.entries()).length, 1);
});

test("blobs of another repository are mounted", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const { layout } = await exported(t);
  const mountFrom = repositoryOf(registry, "acme/base");
  await pushLayout(oci, layout, mountFrom);
  const pushed = await pushLayout(oci, layout, repositoryOf(registry), { mountFrom });
  assert.deepEqual([pushed.blobs.uploaded, pushed.uploadedBytes], [0, 0]);
  assert.ok(pushed.blobs.mounted > 0);
});

test("a push in the middle of trouble still ends whole", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const { layout, root } = await exported(t);
  registry.faults.add({ kind: "drop-body", octets: 20_000, operation: "upload-finish" });
  registry.faults.add({ kind: "status", status: 429, retryAfter: "1", operation: "upload-start", times: 3 });
  registry.faults.add({ kind: "status", status: 502, operation: "manifest-put", times: 2 });
  registry.faults.add({ kind: "lost-answer", operation: "manifest-put" });
  registry.faults.add({ kind: "drop", operation: "blob-head", times: 2 });
  await pushLayout(oci, layout, repositoryOf(registry), { tags: ["v1"] });
  assert.equal(registry.tag("acme/app", "v1"), root.digest);
  assert.equal(registry.faults.left(), 0);
});

test("one platform of an image is found, and pulled alone", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const { layout, root, arm } = await exported(t);
  const repository = repositoryOf(registry);
  await pushLayout(oci, layout, repository, { tags: ["v1"] });
  const found = await platformManifest(oci, repository, "v1", device);
  assert.deepEqual([plain(found.root.descriptor), found.platform.descriptor], [plain(root), arm]);
  const single = await platformManifest(oci, repository, arm.digest, device);
  assert.deepEqual([single.root.descriptor, single.platform.descriptor], [arm, arm]);
  const target = await createLayout(await folder(t));
  assert.deepEqual(await pullToLayout(oci, repository, "v1", target, { platform: device }), arm);
  await assert.rejects(
    platformManifest(oci, repository, "v1", { os: "linux", architecture: "riscv64" }),
    fault("IMAGE_PLATFORM_MISSING", /has linux\/amd64, linux\/arm64\/v8/),
  );
  await assert.rejects(
    platformManifest(oci, repository, arm.digest, { os: "linux", architecture: "amd64" }),
    fault("IMAGE_PLATFORM_MISSING", /has linux\/arm64/),
  );
  await assert.rejects(platformManifest(oci, repository, "v2", device), fault("REGISTRY_NOT_FOUND"));
  await assert.rejects(pullToLayout(oci, repository, "v2", target), fault("REGISTRY_NOT_FOUND"));
});

test("of several variants the asked one wins, then the plain one", () => {
  const entry = (name: string, variant?: string): Descriptor => ({
    mediaType: mediaTypes.manifest,
    digest: digestOf(name),
    size: 1,
    platform: { os: "linux", architecture: "arm", ...(variant === undefined ? {} : { variant }) },
  });
  const [v6, v7, none] = [entry("6", "v6"), entry("7", "v7"), entry("none")];
  const arm = { os: "linux", architecture: "arm" };
  assert.equal(choosePlatform([v6, v7, none], { ...arm, variant: "v7" }), v7);
  assert.equal(choosePlatform([v6, none], { ...arm, variant: "v7" }), none);
  assert.equal(choosePlatform([v6], { ...arm, variant: "v7" }), undefined);
  assert.equal(choosePlatform([v6, v7], arm), v6);
  assert.equal(choosePlatform([], arm), undefined);
});

test("an image that does not say what it is for fits no platform", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const layout = await createLayout(await folder(t));
  const config = { mediaType: mediaTypes.empty, digest: emptyBlob.digest, size: emptyBlob.size };
  await layout.writeBlob(emptyBlob.open());
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [] }));
  await layout.list([await layout.writeManifest({ bytes, mediaType: mediaTypes.manifest })]);
  await pushLayout(oci, layout, repositoryOf(registry), { tags: ["v1"] });
  await assert.rejects(
    platformManifest(oci, repositoryOf(registry), "v1", device),
    fault("IMAGE_PLATFORM_MISSING", /has unknown\/unknown/),
  );
});

test("a referrer in a layout is listed with its subject", async (t) => {
  const registry = await double(t, { referrers: false });
  const oci = client(t);
  const layout = await createLayout(await folder(t));
  const subject = await image(layout, "arm64");
  const about = await image(layout, "note", { subject, artifactType: "application/vnd.acme.note" });
  const root = await index(layout, [subject, about]);
  await layout.list([root]);
  await pushLayout(oci, layout, repositoryOf(registry));
  const listed = await oci.referrers(repositoryOf(registry), subject.digest);
  assert.deepEqual(
    listed.map(({ digest }) => digest),
    [about.digest],
  );
});

test("layers with addresses of their own need not be there", async (t) => {
  const registry = await double(t);
  const layout = await createLayout(await folder(t));
  const config = await put(layout, mediaTypes.config, "{}");
  const foreign = {
    mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
    digest: digestOf("elsewhere"),
    size: 9,
    urls: ["https://mcr.example/layer"],
  };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [foreign] }));
  await layout.list([await layout.writeManifest({ bytes, mediaType: mediaTypes.manifest })]);
  const pushed = await pushLayout(client(t), layout, repositoryOf(registry));
  assert.deepEqual(pushed.blobs, { present: 0, mounted: 0, uploaded: 1 });
});

test("several images in one layout have to be told apart", async (t) => {
  const layout = await createLayout(await folder(t));
  const one = await image(layout, "arm64");
  const other = await image(layout, "amd64");
  await assert.rejects(chooseImage(layout), fault("LAYOUT_CORRUPT", /lists no image/));
  await layout.list([{ ...one, annotations: { [refNameAnnotation]: "one" } }, other]);
  await assert.rejects(chooseImage(layout), fault("LAYOUT_AMBIGUOUS", /lists 2 images: one, sha256:/));
  assert.deepEqual(await chooseImage(layout, other.digest), other);
  await assert.rejects(chooseImage(layout, digestOf("none")), fault("LAYOUT_CORRUPT", /does not list/));
});

test("what is damaged in a layout is found before it is pushed", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const damage: readonly (readonly [RegExp, (file: string) => Promise<void>])[] = [
    [/is longer than/, (file) => appendFile(file, "x")],
    [/has 50000 bytes with sha256/, (file) => writeFile(file, patternBytes(50_000, 9))],
    [/has 3 bytes/, (file) => writeFile(file, "abc")],
    [/is missing/, (file) => rm(file)],
    [
      /is a symbolic link/,
      async (file) => {
        await rm(file);
        await symlink("/etc/hostname", file);
      },
    ],
  ];
  for (const [why, spoil] of damage) {
    const { layout } = await exported(t);
    await spoil(path.join(layout.directory, "blobs/sha256", hexOf(digestOf(patternBytes(50_000)))));
    await assert.rejects(
      pushLayout(oci, layout, repositoryOf(registry, "acme/damaged"), { tags: ["v1"] }),
      fault("LAYOUT_CORRUPT", why),
    );
    const shared = { digest: digestOf(patternBytes(50_000)), size: 50_000 };
    await assert.rejects(layout.prove(shared), fault("LAYOUT_CORRUPT", why));
  }
  const { layout } = await exported(t);
  await layout.prove({ digest: digestOf(patternBytes(50_000)), size: 50_000 });
  assert.equal(registry.tag("acme/damaged", "v1"), undefined);
});

test("a manifest of a layout is held to its descriptor", async (t) => {
  const { layout, arm } = await exported(t);
  await assert.rejects(
    layout.manifest({ ...arm, mediaType: mediaTypes.index }),
    fault("LAYOUT_CORRUPT", /was declared/),
  );
  await assert.rejects(layout.manifest({ ...arm, size: arm.size - 1 }), fault("LAYOUT_CORRUPT", /longer/));
  await assert.rejects(
    layout.manifest({ ...arm, size: largestManifest + 1 }),
    fault("LAYOUT_CORRUPT", /4 MiB/),
  );
});

test("a folder that is no layout, or a broken one, is said to be so", async (t) => {
  const made = await folder(t);
  await assert.rejects(openLayout(made), fault("LAYOUT_MISSING", /no oci-layout file/));
  await createLayout(made);
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["index.json", "nonsense", /index.json is not JSON/],
    ["index.json", '{"schemaVersion":1,"manifests":[]}', /not an index of schemaVersion 2/],
    ["index.json", '{"schemaVersion":2,"manifests":[{}]}', /no media type at manifests\[0\]/],
    ["index.json", " ".repeat(largestManifest + 1), /larger than/],
    ["oci-layout", '{"imageLayoutVersion":"2.0.0"}', /version 1.0.0/],
    ["oci-layout", "x".repeat(5000), /larger than/],
  ];
  for (const [name, content, why] of cases) {
    await writeFile(path.join(made, name), content);
    await assert.rejects(openLayout(made), fault("LAYOUT_CORRUPT", why));
    await assert.rejects(createLayout(made), fault("LAYOUT_CORRUPT", why));
  }
  await rm(path.join(made, "oci-layout"));
  await rm(path.join(made, "index.json"));
  assert.deepEqual(await (await createLayout(made)).entries(), []);
  assert.deepEqual(await (await createLayout(made)).entries(), []);
});

test("a blob that is not what was expected leaves nothing behind", async (t) => {
  const layout = await createLayout(await folder(t));
  const blob = blobOf("content");
  await assert.rejects(layout.writeBlob(blobOf("other").open(), blob), fault("LAYOUT_CORRUPT", /should be/));
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("cont");
    throw new Error("the network is gone");
  }
  await assert.rejects(layout.writeBlob(broken(), blob), /the network is gone/);
  assert.deepEqual(await readdir(path.join(layout.directory, "blobs/sha256")), []);
  assert.equal(await layout.has(blob), false);
  await layout.writeBlob(blob.open(), blob);
  assert.equal(await layout.has(blob), true);
  assert.equal(await layout.has({ ...blob, size: 1 }), false);
  assert.deepEqual(await collect(layout.blob(blob).open()), blob.bytes);
});

test("a disk that refuses a write ends it with the disk's error", async (t) => {
  const layout = await createLayout(await folder(t));
  await rm(path.join(layout.directory, "blobs"), { recursive: true });
  await assert.rejects(layout.writeBlob(blobOf(patternBytes(2_000_000)).open()), /ENOENT/);
});

test("an index that is nested without end is refused", async (t) => {
  const layout = await createLayout(await folder(t));
  let deepest = await image(layout, "arm64");
  for (let depth = 0; depth < 5; depth += 1) deepest = await index(layout, [deepest]);
  await assert.rejects(walkImage(layout.manifest, deepest), fault("MANIFEST_INVALID", /nested too deep/));
});

test("an entry of an index that is no manifest is pushed as a blob", async (t) => {
  const registry = await double(t);
  const layout = await createLayout(await folder(t));
  const note = await put(layout, "text/plain", "a note");
  const arm = await image(layout, "arm64");
  const parts = await walkImage(layout.manifest, await index(layout, [arm, arm, note]));
  assert.deepEqual(parts.manifests.length, 2);
  assert.ok(parts.blobs.some(({ digest }) => digest === note.digest));
  assert.deepEqual(registry.requests, []);
});
