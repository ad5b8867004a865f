import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { finishLayout, inspectedHealthcheck } from "../../../src/build/buildah-layout.ts";
import { openDriver } from "../../../src/build/builder.ts";
import { openLayout } from "../../../src/oci/layout.ts";
import { parseManifest } from "../../../src/oci/manifest-content.ts";
import { isFault } from "../../../src/values/fault.ts";
import { writeSmallImage } from "../../interop/small-image.ts";
import { type Answer, digest, fake, folder, listener, plain, requestIn } from "./requests.ts";

test("options of buildx are refused for buildah by name", async (t) => {
  const { ports } = await fake(t, "buildah", []);
  for (const options of [{ builder: "big" }, { driverOptions: ["image=x"] }])
    await assert.rejects(openDriver("buildah", ports, options), (error) =>
      isFault(error, "BUILD_UNSUPPORTED"),
    );
  const driver = await openDriver("auto", ports);
  assert.equal(driver.name, "buildah");
  await assert.rejects(driver.check(plain, listener()), (error) => isFault(error, "BUILD_UNSUPPORTED"));
  await assert.rejects(driver.build({ ...plain, platforms: ["a", "b"] }, listener()), (error) =>
    isFault(error, "BUILD_UNSUPPORTED"),
  );
  await assert.rejects(driver.load("/out", digest as never, "x"), (error) => isFault(error, "BUILD_FAILED"));
});

/** A buildah whose push leaves a prepared layout. */
async function fakeBuildah(t: TestContext, answers: readonly Answer[]) {
  const prepared = await folder(t);
  await writeSmallImage(prepared);
  const layout = await openLayout(prepared);
  const [index] = await layout.entries();
  assert.ok(index !== undefined);
  const content = parseManifest((await layout.manifest(index)).bytes, index.mediaType);
  const image = content.kind === "index" ? content.manifests[0] : undefined;
  assert.ok(image !== undefined);
  await layout.list([{ ...image, annotations: { "org.opencontainers.image.ref.name": "built" } }]);
  const made = await fake(t, "buildah", [
    {
      when: "build",
      stdout: "STEP 1/2: FROM scratch\nSTEP 2/2: COPY a /\nCOMMIT\n",
      writes: { option: "--iidfile", text: "sha256:1234\n" },
    },
    ...answers,
  ]);
  return { ...made, prepared };
}

test("buildah builds without a name, pushes by id into a layout, and its HEALTHCHECK comes back", async (t) => {
  const check = { Test: ["CMD-SHELL", "true"], Interval: 30_000_000_000 };
  const { ports, calls, prepared } = await fakeBuildah(t, [
    { when: "inspect", stdout: JSON.stringify({ Docker: { config: { Healthcheck: check } } }) },
    { when: "--version", stdout: "buildah version 1.28.2 (image-spec 1.0)" },
  ]);
  const driver = await openDriver("buildah", ports);
  const request = await requestIn(t, {
    layout: prepared,
    annotations: [["org.example.a", "b"]],
    noCache: true,
  });
  const result = await driver.build(request, listener());
  const layout = await openLayout(prepared);
  const [entry] = await layout.entries();
  assert.equal(entry?.digest, result.root);
  const manifest = parseManifest((await layout.manifest(entry)).bytes, entry.mediaType);
  assert.ok(manifest.kind === "image");
  assert.deepEqual(manifest.annotations, { "org.example.a": "b" });
  const config = JSON.parse(
    await readFile(path.join(prepared, "blobs/sha256", manifest.config.digest.slice(7)), "utf8"),
  ) as { readonly architecture: unknown; readonly config: { readonly Healthcheck: unknown } };
  assert.deepEqual(config.config.Healthcheck, check);
  // The rest of the config is as it was.
  assert.equal(config.architecture, "arm64");
  await driver.load(prepared, result.root, "localhost/x:1");
  await driver.close();
  const verbs = (await calls()).map(({ argv }) => argv.slice(0, 3).join(" "));
  assert.deepEqual(verbs, [
    "build --layers --format",
    "inspect --type image",
    "push --quiet sha256:1234",
    "tag sha256:1234 localhost/x:1",
    "rmi --force sha256:1234",
  ]);
});

test("buildah's cache goes to a repository, and only when the caller asks", async (t) => {
  const { ports, calls, prepared } = await fakeBuildah(t, [{ when: "inspect", stdout: "{}" }]);
  const driver = await openDriver("buildah", ports);
  const request = await requestIn(t, {
    layout: prepared,
    cacheFrom: ["r.example/c"],
    cacheTo: ["r.example/c"],
  });
  const result = await driver.build(request, listener());
  const first = (await calls())[0];
  assert.ok(first?.argv.includes("--cache-from") && !first.argv.includes("--cache-to"));
  assert.deepEqual(await result.deferredCache?.(), []);
  assert.ok((await calls()).at(-1)?.argv.includes("--cache-to"));
});

test("buildah gets docker's login where there is one, and a heredoc is refused before an old one misreads it", async (t) => {
  const { ports, calls, directory } = await fakeBuildah(t, [
    { when: "inspect", stdout: "{}" },
    { when: "--version", stdout: "buildah version 1.28.2" },
  ]);
  const config = path.join(directory, "docker-config");
  await mkdir(config);
  await writeFile(path.join(config, "config.json"), "{}");
  const environment = { ...ports.environment, DOCKER_CONFIG: config };
  const driver = await openDriver("buildah", { ...ports, environment });
  const context = await folder(t);
  await writeFile(path.join(context, "Dockerfile"), "FROM scratch\nRUN <<EOF\ntrue\nEOF\n");
  const request = await requestIn(t, { context: { kind: "folder", path: context }, file: undefined });
  await assert.rejects(
    driver.build(request, listener()),
    (error) => isFault(error, "BUILD_UNSUPPORTED") && /heredoc/.test(error.message),
  );
  assert.equal((await calls()).at(-1)?.env["REGISTRY_AUTH_FILE"], path.join(config, "config.json"));
});

test("what buildah leaves out or says wrong is BUILD_METADATA", async (t) => {
  assert.equal(inspectedHealthcheck('{"Docker":{"config":{"Healthcheck":null}}}'), undefined);
  assert.equal(inspectedHealthcheck('{"Docker":null}'), undefined);
  assert.equal(inspectedHealthcheck('{"Docker":{"config":null}}'), undefined);
  assert.throws(
    () => inspectedHealthcheck("nonsense"),
    (error) => isFault(error, "BUILD_METADATA"),
  );
  const layout = await folder(t);
  await writeSmallImage(layout);
  await assert.rejects(finishLayout(layout, undefined, []), (error) => isFault(error, "BUILD_METADATA"));
});
