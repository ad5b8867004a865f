import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { isFault } from "../../../src/values/fault.ts";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { type Inputs, buildWorld, readJson } from "./build-arm64-world.ts";

const privateKey = Buffer.from(
  ["BEGIN", "END"]
    .map((word) => `-----${word} PRIVATE KEY-----`)
    .join(`\n${randomBytes(600).toString("base64")}\n`),
);

test("a budget that is exceeded keeps the image from the registry, with every output and file set", async (t) => {
  const { build, registry } = await buildWorld(t);
  const outcome = await build({ "size-budget": "1kB" });
  assert.equal(outcome.ok, false);
  assert.match(outcome.verdict, /^not pushed: P5030/);
  assert.deepEqual(registry.requests, []);
  assert.equal(outcome.outputs.image, "");
  assert.match(outcome.outputs.digest, /^sha256:/);
  const sarif = await readJson(outcome.outputs["lint-report"]);
  assert.match(JSON.stringify(sarif), /P5030/);
  assert.equal((await readJson(outcome.outputs["sbom-path"]))["bomFormat"], "CycloneDX");
  assert.equal((await readJson(outcome.outputs["spdx-path"]))["spdxVersion"], "SPDX-2.3");
  assert.match(await readFile(outcome.outputs["report-path"], "utf8"), /not pushed: P5030/);
});

test("a secret in a layer is an error that nothing prints, and an accepted finding keeps its reason", async (t) => {
  const { build, registry } = await buildWorld(t, { files: { "root/.ssh/id_rsa": privateKey } });
  const refused = await build();
  assert.equal(refused.ok, false);
  assert.match(refused.verdict, /P5050/);
  assert.deepEqual(registry.requests, []);
  const said = `${refused.verdict}${toMarkdown(refused.report)}${await readFile(refused.outputs["lint-report"], "utf8")}`;
  assert.ok(!said.includes(privateKey.toString("utf8").split("\n")[1]?.slice(0, 40) ?? ""));
  const accepted = await build({ "lint-ignore": "P5050 /root/.ssh/* # a test key of nobody" });
  assert.equal(accepted.ok, true, accepted.verdict);
  assert.match(toMarkdown(accepted.report), /a test key of nobody/);
  // With `warn` it is told and does not fail.
  assert.equal((await build({ lint: "warn" })).ok, true);
  assert.equal((await build({ lint: "off" })).findings.filter(({ rule }) => rule === "P5050").length, 0);
});

test("a device that runs the previous release pulls the new layer only, and the report says for how long", async (t) => {
  const base = randomBytes(40_000);
  const first = await buildWorld(t, { files: { "opt/base.bin": base, "etc/version": Buffer.from("1") } });
  const pushed = await first.build({ push: "true", tags: "1.0" });
  const second = await buildWorld(t, { files: { "opt/base.bin": base, "etc/version": Buffer.from("2") } });
  const outcome = await second.build({
    previous: pushed.outputs.image,
    "line-rate": "200kbit/s",
    devices: "500",
  });
  const layers = JSON.parse(outcome.outputs.layers) as { state: string; size: number }[];
  assert.deepEqual(
    layers.map(({ state }) => state),
    ["reused", "new"],
  );
  const pull = Number(outcome.outputs["pull-bytes"]);
  assert.ok(pull > (layers[1]?.size ?? 0) && pull < 4000, String(pull));
  assert.ok(Number(outcome.outputs["reuse-percent"]) > 90);
  assert.match(toMarkdown(outcome.report), /200 kbit\/s/);
  const over = await second.build({ previous: pushed.outputs.image, "pull-budget": "100B" });
  assert.match(over.verdict, /not pushed: P5030: what a device/);
});

test("layers of the previous release stay in the registry: they are read there once and not exported again", async (t) => {
  const base = randomBytes(40_000);
  const files = (version: string) => ({ "opt/base.bin": base, "etc/version": Buffer.from(version) });
  const world = await buildWorld(t, { files: files("2"), again: files("2") });
  const { build, image, made, registry } = world;
  const [below = "", above = ""] = made.layerDigests;
  const before = await build();
  const count = (method: string, digest: string): number =>
    registry.requests.filter((request) => request.method === method && request.path.includes(digest.slice(7)))
      .length;
  assert.equal(count("GET", below), 0);
  const outcome = await build({ previous: before.outputs.image });
  assert.equal(outcome.ok, true, outcome.verdict);
  assert.equal(outcome.outputs.digest, before.outputs.digest);
  assert.equal(count("GET", below), 1);
  assert.equal(count("PUT", below), 1, "sent by the first build alone");
  // Another repository of the registry gets them by a mount.
  const [host = ""] = image.split("/");
  const other = await build({ previous: before.outputs.image, image: `${host}/acme/other` });
  assert.equal(other.ok, true, other.verdict);
  const held = registry.blobs("acme/other");
  assert.ok(held.includes(below) && held.includes(above));
  assert.equal(count("PUT", below), 1);
  // What wants the whole image on the disk has it.
  const whole = await build({ previous: before.outputs.image, reproducible: "check" });
  assert.equal(whole.outputs.reproducible, "true", whole.verdict);
  const folder = await build({ previous: before.outputs.image, "keep-layout": ".cache/layout" });
  assert.equal(folder.ok, true, folder.verdict);
});

test("previous can be a tag that does not exist yet, and nothing else that is missing", async (t) => {
  const { build, image } = await buildWorld(t);
  const first = await build({ previous: `${image}:none` });
  assert.equal(first.outputs["pull-bytes"], "");
  await assert.rejects(build({ previous: `${image}@sha256:${"0".repeat(64)}` }), (error: unknown) =>
    isFault(error, "REGISTRY_NOT_FOUND"),
  );
  await assert.rejects(build({ previous: "releases/app/1.json" }), (error: unknown) =>
    isFault(error, "FILE_MISSING"),
  );
});

test("a build that differs from itself is named by file; enforce keeps it from the registry", async (t) => {
  const { build, registry } = await buildWorld(t, {
    files: { "etc/built-at": Buffer.from("10:00") },
    again: { "etc/built-at": Buffer.from("10:01") },
  });
  const checked = await build({ reproducible: "check", "dry-run": "true" });
  assert.equal(checked.ok, true);
  assert.equal(checked.outputs.reproducible, "false");
  assert.match(JSON.stringify(checked.findings), /etc\/built-at/);
  const enforced = await build({ reproducible: "enforce" });
  assert.equal(enforced.ok, false);
  assert.match(enforced.verdict, /built-at/);
  assert.deepEqual(registry.requests, []);
  const same = await buildWorld(t);
  const outcome = await same.build({ reproducible: "enforce", "dry-run": "true" });
  assert.equal(outcome.outputs.reproducible, "true");
});

test("the scanner's exit code gates the push, and VEX takes away what does not apply", async (t) => {
  const { build, registry, workspace, docker } = await buildWorld(t);
  const sarif = {
    version: "2.1.0",
    runs: [{ results: [{ ruleId: "CVE-2026-1", level: "error", message: { text: "a hole" } }] }],
  };
  const scanner = path.join(docker.bin, "scanner");
  await writeFile(
    scanner,
    `#!${process.execPath}\nconst [layout, out] = process.argv.slice(2);
if (!require("node:fs").existsSync(layout + "/index.json")) process.exit(9);
require("node:fs").writeFileSync(out, ${JSON.stringify(JSON.stringify(sarif))}); process.exit(1);`,
  );
  await chmod(scanner, 0o755);
  const inputs = { "scan-command": "scanner {layout} {sarif}" };
  const refused = await build(inputs);
  assert.match(refused.verdict, /^not pushed: scan: /);
  assert.match(JSON.stringify(refused.findings), /CVE-2026-1/);
  assert.deepEqual(registry.requests, []);
  await mkdir(path.join(workspace, "security"));
  const statement = {
    vulnerability: { name: "CVE-2026-1" },
    status: "not_affected",
    impact_statement: "not linked",
  };
  await writeFile(
    path.join(workspace, "security/app.json"),
    JSON.stringify({ "@context": "https://openvex.dev/ns/v0.2.0", statements: [statement] }),
  );
  const cleared = await build({ ...inputs, vex: "security/app.json" });
  assert.equal(cleared.ok, true, cleared.verdict);
  assert.match(toMarkdown(cleared.report), /not linked/);
});

test("an unpinned base is a warning, an error when bases have to be pinned, and pinned by a lock", async (t) => {
  const { build, workspace, registry, image, docker, made } = await buildWorld(t);
  // The base: an image in the same registry, under a tag.
  await build({ push: "true", tags: "base" });
  await writeFile(path.join(workspace, "Dockerfile"), `FROM ${image}:base\nCOPY . /\n`);
  const warned = await build({ push: "false" });
  const finding = warned.findings.find(({ rule }) => rule === "P5042");
  assert.deepEqual([finding?.severity, finding?.file, finding?.line], ["warning", "Dockerfile", 1]);
  await assert.rejects(
    build({ push: "false", "require-pinned-bases": "true" }),
    (error: unknown) => isFault(error, "BUILD_BASE_NOT_PINNED") && error.where === "Dockerfile:1",
  );
  await assert.rejects(build({ "base-lock": "bases.json" }), (error: unknown) =>
    isFault(error, "FILE_MISSING"),
  );
  const locked = await build({
    push: "false",
    "base-lock": "bases.json",
    "base-lock-update": "true",
    "require-pinned-bases": "true",
  });
  assert.equal(locked.ok, true, locked.verdict);
  const lock = await readFile(path.join(workspace, "bases.json"), "utf8");
  assert.ok(lock.includes(made.indexDigest), lock);
  const argv = (await docker.calls()).at(-1)?.argv ?? [];
  assert.ok(
    argv.some((word) => word === `${image}:base=docker-image://${image}:base@${made.indexDigest}`),
    argv.join(" "),
  );
  assert.match(locked.outputs["base-images"], new RegExp(made.indexDigest));
  assert.ok(registry.tag("acme/app", "base") !== undefined);
});

test("layers are appended to a base that is never built, only the new one travels, and twice is the same", async (t) => {
  const { build, registry, workspace, image, docker } = await buildWorld(t);
  const base = (await build()).outputs.image;
  await mkdir(path.join(workspace, "models"));
  await writeFile(path.join(workspace, "models/a.bin"), randomBytes(5000));
  const inputs = {
    base,
    layers: "models/a.bin:/models/a.bin mode=0640 owner=7:8",
    env: "MODEL=/models/a.bin",
  };
  const from = registry.requests.length;
  const first = await build(inputs);
  assert.equal(first.ok, true, first.verdict);
  const uploads = registry.requests
    .slice(from)
    .filter(({ method }) => method === "PUT" || method === "PATCH");
  assert.equal(uploads.length, 3, "the layer, the config, the manifest");
  assert.deepEqual(JSON.parse(first.outputs["base-images"]), [
    { reference: base, digest: base.split("@")[1] },
  ]);
  const again = await build({ ...inputs, reproducible: "enforce" });
  assert.equal(again.outputs.image, first.outputs.image);
  assert.equal(again.outputs.reproducible, "true");
  assert.equal(first.outputs.image.startsWith(`${image}@sha256:`), true);
  const loaded = await build({ ...inputs, load: "true", push: "false" });
  assert.equal(loaded.ok, true, loaded.verdict);
  assert.deepEqual((await docker.calls()).at(-1)?.argv.slice(0, 3), ["load", "--quiet", "--input"]);
  await assert.rejects(build({ driver: "append" }), (error: unknown) => isFault(error, "INPUT_INVALID"));
  await assert.rejects(build({ base, layers: "nonsense" }), (error: unknown) =>
    isFault(error, "INPUT_INVALID"),
  );
});

test("an input that the driver would pass over is refused by name", async (t) => {
  const { build, image } = await buildWorld(t);
  const refused = async (inputs: Inputs, name: string): Promise<void> =>
    assert.rejects(build(inputs), (error: unknown) => {
      assert.ok(isFault(error, "BUILD_UNSUPPORTED"), String(error));
      assert.match(error.message, new RegExp(`\\b${name}\\b`));
      return true;
    });
  const base = `${image}@sha256:${"0".repeat(64)}`;
  await refused({ base, "build-args": "A=1" }, "build-args");
  await refused({ base, "secret-envs": "a=HOME" }, "secret-envs");
  await refused({ base, call: "check" }, "Dockerfile");
  await refused({ driver: "buildx", base }, "base");
  await refused({ layers: "a:/a" }, "layers");
  await refused({ user: "1" }, "user");
});

test("kept facts are used only with their seal, and never in the run of a pull request", async (t) => {
  const files = { "root/.ssh/id_rsa": privateKey };
  const key = { "facts-folder": ".cache/facts", "facts-key": "a long and random text" };
  const { build, workspace, warnings } = await buildWorld(t, { files });
  const folder = path.join(workspace, ".cache/facts");
  assert.equal((await build(key)).ok, false);
  const [record] = await readdir(folder);
  assert.ok(record !== undefined);
  // Poisoned: the layer's own record with the finding taken out, as somebody without the key can write it.
  const clean = (await readFile(path.join(folder, record), "utf8"))
    .replaceAll("P5050", "P0000")
    .replaceAll("id_rsa", "id_xxx");
  await writeFile(path.join(folder, record), clean);
  assert.equal((await build(key)).ok, false, "a record without a valid seal counts for nothing");
  assert.equal((await build({ "facts-folder": ".cache/facts" })).ok, false);
  assert.match(warnings.join(), /facts-key/);
  // A pull request neither reads what trusted runs wrote nor writes anything.
  const outside = await buildWorld(t, { files, run: { eventName: "pull_request" } });
  assert.equal((await outside.build(key)).ok, false);
  assert.deepEqual(await readdir(path.join(outside.workspace, ".cache/facts")), []);
});

test("cache: actions restores before the build and saves after it, and says where there is none", async (t) => {
  const asked: string[] = [];
  const actionsCache = {
    restore: async (_paths: readonly string[], key: string) => (asked.push(`restore ${key}`), undefined),
    save: async (_paths: readonly string[], key: string) => (asked.push(`save ${key}`), true),
  };
  const { build, docker } = await buildWorld(t, { actionsCache });
  await build({ cache: "actions", push: "false" });
  assert.match(asked[0] ?? "", /^restore pi5-build-linux-arm64-/);
  const argv = (await docker.calls()).find((call) => call.argv[1] === "build")?.argv ?? [];
  assert.ok(
    argv.some((word) => word.startsWith("type=local,dest=")),
    argv.join(" "),
  );
  const none = await buildWorld(t);
  assert.equal((await none.build({ cache: "actions", push: "false" })).ok, true);
  assert.match(none.warnings.join(), /no cache service/);
});

test("secrets reach the builder in files and never in arguments, outputs or the summary", async (t) => {
  const { build, docker } = await buildWorld(t, { environment: { NPM_TOKEN: "npm-secret-value" } });
  const outcome = await build({
    secrets: "a=first-secret-value\nb=second-secret-value",
    "secret-envs": "npm=NPM_TOKEN",
  });
  assert.equal(outcome.ok, true);
  const seen = JSON.stringify([await docker.calls(), outcome]);
  assert.doesNotMatch(seen, /secret-value/);
  assert.match(seen, /id=a,/);
  await assert.rejects(build({ "secret-envs": "npm=NOT_SET" }), (error: unknown) =>
    isFault(error, "INPUT_INVALID"),
  );
  await assert.rejects(build({ secrets: "no pair" }), (error: unknown) => isFault(error, "INPUT_INVALID"));
});
