import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { extract } from "tar-stream";
import { type Docker, openDocker } from "../../../src/build/docker.ts";
import { type ImageToLoad, imageArchive, imageToLoad, loadIntoDocker } from "../../../src/build/load.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { createLayout } from "../../../src/oci/layout.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import { blobOf, collect, fault, patternBytes } from "../oci/fixtures.ts";

const names = ["ghcr.io/acme/app:1", "ghcr.io/acme/app:latest"];

function made() {
  const config = { ...blobOf("{}"), mediaType: mediaTypes.config };
  const layer = { ...blobOf(patternBytes(3000)), mediaType: "application/vnd.oci.image.layer.v1.tar" };
  const describe = ({ mediaType, digest, size }: typeof layer) => ({ mediaType, digest, size });
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: describe(config),
      layers: [describe(layer), describe(layer)],
    }),
  );
  const manifest = blobOf(bytes);
  const descriptor = { mediaType: mediaTypes.manifest, digest: manifest.digest, size: manifest.size };
  return { bytes, descriptor, config, layer };
}

function image(): ImageToLoad {
  const { bytes, descriptor, config, layer } = made();
  return {
    image: { bytes, descriptor, config, layers: [layer, layer] },
    open: ({ digest }) => (digest === config.digest ? config : layer).open(),
    names,
  };
}

async function entries(archive: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const reader = extract();
  reader.end(archive);
  for await (const entry of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    found.set(entry.header.name, Buffer.concat(chunks));
  }
  return found;
}

test("the archive is a layout and a docker-save archive at once, each blob in it once", async () => {
  const archive = await collect(imageArchive(image()));
  assert.deepEqual(archive, await collect(imageArchive(image())));
  const files = await entries(archive);
  assert.equal(files.size, 6);
  const json = (name: string) => JSON.parse(files.get(name)?.toString() ?? "null");
  const [first] = json("manifest.json");
  assert.deepEqual(first.RepoTags, ["ghcr.io/acme/app:1", "ghcr.io/acme/app:latest"]);
  assert.equal(first.Layers.length, 2);
  for (const name of [first.Config, ...first.Layers]) assert.ok(files.has(name), name);
  assert.deepEqual(files.get(first.Layers[0]), patternBytes(3000));
  assert.deepEqual(
    json("index.json").manifests.map((entry: { annotations: object }) => entry.annotations),
    ["1", "latest"].map((tag) => ({
      "io.containerd.image.name": `ghcr.io/acme/app:${tag}`,
      "org.opencontainers.image.ref.name": tag,
    })),
  );
});

test("the arm64 image of a layout is loaded, with the blobs that the layout lacks from elsewhere", async (t) => {
  const { bytes, descriptor, config, layer } = made();
  const layout = await createLayout(path.join(await folder(t), "layout"));
  await layout.writeBlob(config.open());
  await layout.writeManifest({ bytes, mediaType: mediaTypes.manifest });
  const platform = { os: "linux", architecture: "arm64" };
  const other = { ...descriptor, digest: layer.digest, platform: { ...platform, architecture: "amd64" } };
  const index = async (...manifests: readonly object[]) =>
    layout.writeManifest({
      bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests })),
      mediaType: mediaTypes.index,
    });
  const both = await index(other, { ...descriptor, platform });
  const foreign = await index(other);
  const nested = await index({ ...both, platform });
  await layout.list([both, foreign, nested]);
  const opened: string[] = [];
  const found = await imageToLoad(layout, both.digest, names, (blob) => {
    opened.push(blob.digest);
    return layer.open();
  });
  assert.deepEqual(await collect(imageArchive(found)), await collect(imageArchive(image())));
  assert.deepEqual(opened, [layer.digest]);
  await assert.rejects(collect(imageArchive(await imageToLoad(layout, both.digest, names))));
  for (const { digest } of [foreign, nested])
    await assert.rejects(imageToLoad(layout, digest, names), fault("BUILD_ARCHITECTURE"));
});

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "load-"));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** A docker that does what a script says, and the folder that it is in. */
async function fakeDocker(t: TestContext, script: string): Promise<{ at: string; docker: Docker }> {
  const at = await folder(t);
  await writeFile(path.join(at, "docker"), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(at, "docker"), 0o755);
  const environment = { PATH: `${at}:/usr/bin:/bin`, DOCKER_HOST: "unix:///x.sock", DOCKER_OTHER: "x" };
  const docker = await openDocker({ processes: createProcesses(environment), environment });
  assert.ok(docker !== undefined);
  return { at, docker };
}

test("docker gets the archive as a file that is gone afterwards, and its own words are told when it refuses", async (t) => {
  const { at, docker } = await fakeDocker(
    t,
    'cd "$(dirname "$0")"; echo "$1 $2 $3 $DOCKER_HOST$DOCKER_OTHER" > argv; cp "$4" given',
  );
  const temporary = await folder(t);
  await loadIntoDocker(docker, image(), temporary);
  assert.equal(await readFile(path.join(at, "argv"), "utf8"), "load --quiet --input unix:///x.sock\n");
  assert.deepEqual(await readFile(path.join(at, "given")), await collect(imageArchive(image())));
  const refusing = await fakeDocker(t, 'echo "no space left on device" >&2; exit 1');
  await assert.rejects(
    loadIntoDocker(refusing.docker, image(), temporary),
    fault("BUILD_FAILED", /docker load ended with 1: no space left on device/),
  );
  assert.deepEqual(await readdir(temporary), []);
});

test("without docker on PATH there is none", async (t) => {
  const environment = { PATH: await folder(t) };
  assert.equal(await openDocker({ processes: createProcesses(environment), environment }), undefined);
});
