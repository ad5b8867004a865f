import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { explained } from "../../../src/commands/build-arm64/failures.ts";
import { writeCaches } from "../../../src/commands/build-arm64/publish.ts";
import { buildFaults } from "../../../src/build/faults.ts";
import { isFault } from "../../../src/values/fault.ts";
import { buildWorld } from "./build-arm64-world.ts";

/** Puts a program on the PATH of a world. */
async function program(bin: string, name: string, source: string): Promise<void> {
  await writeFile(path.join(bin, name), `#!${process.execPath}\n${source}`, { mode: 0o755 });
}

test("a load that fails keeps the image from the registry, of a built image and of an appended one", async (t) => {
  const { build, registry, docker, workspace } = await buildWorld(t);
  const base = (await build()).outputs.image;
  const pushed = registry.manifests("acme/app").length;
  const real = await readFile(path.join(docker.bin, "docker"), "utf8");
  await program(
    docker.bin,
    "docker",
    `if (process.argv[2] === "load") { console.error("no room"); process.exit(1); }\n${real.split("\n").slice(1).join("\n")}`,
  );
  await writeFile(path.join(workspace, "model.bin"), randomBytes(100));
  for (const inputs of [
    { push: "true", tags: "1.0" },
    { base, layers: "model.bin:/model.bin" },
  ])
    await assert.rejects(
      build({ ...inputs, load: "true" }),
      (error: unknown) => isFault(error) && /no room/.test(error.message),
    );
  assert.equal(registry.tag("acme/app", "1.0"), undefined);
  assert.equal(registry.manifests("acme/app").length, pushed);
});

test("an appended image is loaded whole, under each tag", async (t) => {
  const { build, docker, workspace, image } = await buildWorld(t);
  const base = (await build()).outputs.image;
  await writeFile(path.join(workspace, "model.bin"), randomBytes(100));
  const kept = path.join(workspace, "loaded");
  const real = await readFile(path.join(docker.bin, "docker"), "utf8");
  await program(
    docker.bin,
    "docker",
    `if (process.argv[2] === "load") require("node:fs").appendFileSync(${JSON.stringify(kept)}, require("node:fs").readFileSync(process.argv.at(-1)));\n${real.split("\n").slice(1).join("\n")}`,
  );
  const outcome = await build({
    base,
    layers: "model.bin:/model.bin",
    load: "true",
    push: "false",
    tags: "a,b",
    annotations: "index:title=x",
  });
  assert.equal(outcome.ok, true, outcome.verdict);
  const archive = await readFile(kept, "latin1");
  for (const tag of ["a", "b"]) assert.ok(archive.includes(`"RepoTags":["${image}:${tag}"]`));
  for (const { digest } of JSON.parse(outcome.outputs.layers) as { digest: string }[])
    assert.ok(archive.includes(`blobs/sha256/${digest.slice(7)}\0`), digest);
});

test("a scanner of an appended image gets the layers of the base too", async (t) => {
  const { build, docker, workspace } = await buildWorld(t);
  const base = (await build()).outputs.image;
  await writeFile(path.join(workspace, "model.bin"), randomBytes(100));
  const seen = path.join(workspace, "seen");
  await program(
    docker.bin,
    "scanner",
    `const fs = require("node:fs"); const layout = process.argv[2];
fs.writeFileSync(${JSON.stringify(seen)}, JSON.stringify([JSON.parse(fs.readFileSync(layout + "/index.json")).manifests.map(({ digest }) => digest), fs.readdirSync(layout + "/blobs/sha256")]));`,
  );
  const { outputs } = await build({
    base,
    layers: "model.bin:/model.bin",
    push: "false",
    "scan-command": "scanner {layout}",
  });
  const [roots, blobs] = JSON.parse(await readFile(seen, "utf8")) as [string[], string[]];
  assert.deepEqual(roots, [outputs["platform-digest"]]);
  const layers = (JSON.parse(outputs.layers) as { digest: string }[]).map(({ digest }) => digest);
  for (const digest of [...layers, outputs["platform-digest"], outputs["config-digest"]])
    assert.ok(blobs.includes(digest.slice(7)), digest);
});

test("what a scanner calls an error and passes all the same is a warning: its exit code decides", async (t) => {
  const { build, docker } = await buildWorld(t);
  const result = { ruleId: "CVE-2026-1", level: "error", message: { text: "a hole" } };
  const sarif = JSON.stringify({ version: "2.1.0", runs: [{ results: [result] }] });
  await program(
    docker.bin,
    "scanner",
    `require("node:fs").writeFileSync(process.argv[2], ${JSON.stringify(sarif)});`,
  );
  const outcome = await build({ "scan-command": "scanner {sarif}" });
  assert.equal(outcome.ok, true, outcome.verdict);
  assert.equal(outcome.findings.find(({ rule }) => rule === "CVE-2026-1")?.severity, "warning");
});

test("a cache that would be inactive is told with lint: off too", async (t) => {
  const { build } = await buildWorld(t);
  const { findings } = await build({ "cache-to": "type=gha", lint: "off", push: "false" });
  assert.match(findings.find(({ rule }) => rule === "BUILD_CACHE")?.message ?? "", /inactive/);
});

test("caches are written after the checks with push: false, and neither in a dry run nor after a failed check", async (t) => {
  const { build, docker, registry } = await buildWorld(t);
  const cache = { "cache-to": `type=registry,ref=${registry.host}/acme/cache`, push: "false" };
  const exports = async () =>
    (await docker.calls()).filter(({ argv }) => argv.includes("type=cacheonly")).length;
  await build({ ...cache, "dry-run": "true" });
  await build({ ...cache, "size-budget": "1kB" });
  assert.equal(await exports(), 0);
  await build(cache);
  assert.equal(await exports(), 1);
});

test("a cache that may not fail and does is an error beside the image, whose digest is told", async () => {
  assert.deepEqual(await writeCaches({ deferredCache: undefined }), []);
  const deferredCache = async (): Promise<never> => {
    throw buildFaults.fault("BUILD_CACHE_DENIED", "no", { next: "log in" });
  };
  assert.deepEqual(await writeCaches({ deferredCache }), [
    {
      rule: "BUILD_CACHE_DENIED",
      severity: "error",
      message: "the build cache was not written: no",
      next: "log in",
    },
  ]);
  await assert.rejects(
    writeCaches({ deferredCache: async () => Promise.reject(new TypeError("bug")) }),
    TypeError,
  );
});

test("a full disk has its own code whoever meets it, and a failure of the system is no bug", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
    syscall: "write",
  });
  for (const error of [
    full,
    new Error("outer", { cause: full }),
    buildFaults.fault("BUILD_FAILED", "x", { cause: full }),
  ])
    assert.ok(isFault(explained(error, { "keep-layout": undefined }), "BUILD_DISK_FULL"));
  const denied = Object.assign(new Error("EACCES: permission denied, mkdtemp"), {
    code: "EACCES",
    syscall: "mkdtemp",
  });
  assert.ok(isFault(explained(denied, { "keep-layout": undefined }), "FILE_UNREADABLE"));
  for (const error of [new TypeError("bug"), buildFaults.fault("BUILD_FAILED", "x"), "text"])
    assert.equal(explained(error, { "keep-layout": undefined }), error);
});

test("an image of buildah is loaded by its id, also where an index was put around it", async (t) => {
  const { build, docker, made, workspace, image } = await buildWorld(t);
  const record = path.join(workspace, "buildah-calls");
  await program(
    docker.bin,
    "buildah",
    `const fs = require("node:fs"); const argv = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(record)}, argv.join(" ") + "\\n");
if (argv[0] === "build") fs.writeFileSync(argv[argv.indexOf("--iidfile") + 1], "sha256:1234");
if (argv[0] === "inspect") console.log("{}");
if (argv[0] === "push") {
  const to = argv.at(-1).split(":")[1];
  fs.cpSync(${JSON.stringify(made.layout)}, to, { recursive: true });
  const index = JSON.parse(fs.readFileSync(to + "/index.json"));
  const list = JSON.parse(fs.readFileSync(to + "/blobs/sha256/" + index.manifests[0].digest.slice(7)));
  index.manifests = [list.manifests[0]];
  index.manifests[0].annotations = { "org.opencontainers.image.ref.name": "built" };
  fs.writeFileSync(to + "/index.json", JSON.stringify(index));
}`,
  );
  const outcome = await build({
    driver: "buildah",
    load: "true",
    push: "false",
    tags: "1.0",
    annotations: "index:title=x",
  });
  assert.equal(outcome.ok, true, outcome.verdict);
  assert.match(outcome.outputs["index-digest"], /^sha256:/);
  assert.match(await readFile(record, "utf8"), new RegExp(`^tag sha256:1234 ${image}:1.0$`, "m"));
});

test("facts are kept by events of the repository's own people alone", async (t) => {
  for (const [eventName, kept] of [
    ["push", 1],
    ["pull_request_review_comment", 0],
    ["discussion_comment", 0],
    ["workflow_run", 0],
  ] as const) {
    const { build, workspace } = await buildWorld(t, { run: { eventName } });
    await build({ "facts-folder": "facts", "facts-key": "a long and random text", push: "false" });
    assert.equal((await readdir(path.join(workspace, "facts"))).length, kept, eventName);
  }
});

test("results that cannot be written keep the image from the registry", async (t) => {
  const temporary = await mkdtemp(path.join(tmpdir(), "pi5-gone-"));
  t.after(() => rm(`${temporary}-gone`, { recursive: true, force: true }));
  const { build, docker, registry } = await buildWorld(t, { environment: { RUNNER_TEMP: temporary } });
  await program(
    docker.bin,
    "scanner",
    `require("node:fs").renameSync(${JSON.stringify(temporary)}, ${JSON.stringify(`${temporary}-gone`)});`,
  );
  await assert.rejects(build({ "scan-command": "scanner", "keep-layout": "keep" }), (error: unknown) =>
    isFault(error, "FILE_UNREADABLE"),
  );
  assert.deepEqual(registry.requests, []);
});
