import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { type World, app, channels, manifests, model, root, startWorld } from "./world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

function inputs(image: string, version: string): Record<string, string> {
  return {
    app,
    version,
    image,
    models: `dvc://${model}\nfile:models/LICENCE.md`,
    "manifests-repository": manifests,
    "manifests-token": world.token,
    "signing-config": "sigstore/signing_config.json",
  };
}

async function onBranch(branch: string, file: string): Promise<string> {
  const answer = await fetch(
    `${world.github.apiUrl}/repos/${manifests}/contents/${file}?ref=${encodeURIComponent(branch)}`,
    {
      headers: { authorization: `Bearer ${world.token}`, accept: "application/vnd.github.raw+json" },
    },
  );
  assert.equal(answer.status, 200, `${file} on ${branch}`);
  return answer.text();
}

test("a release is written with every digest, signed, and proposed once; the same inputs again change nothing", async () => {
  const image = await world.pushImage("release");
  const given = inputs(image, "1.4.0");
  const first = await world.step("release-manifest", given);
  assert.equal(first.code, 0, channels(first));
  assert.equal(first.outputs["operation"], "created");
  assert.equal(first.outputs["release-path"], `releases/${app}/1.4.0.json`);
  assert.match(first.outputs["pull-request-url"] ?? "", /\/pull\/\d+$/);
  assert.match(first.summary, /1\.4\.0/);

  const branch = `pi5/release/${app}/canary`;
  const text = await onBranch(branch, first.outputs["release-path"] ?? "");
  assert.equal(`sha256:${createHash("sha256").update(text).digest("hex")}`, first.outputs["release-digest"]);
  const release = JSON.parse(text) as { models: { name: string; digest: string; size: number }[] };
  assert.ok(text.includes(image.split("@")[1] ?? "?"));
  const bytes = await readFile(path.join(root, "pilot/app", model));
  const found = release.models.find(({ name }) => name === path.basename(model));
  assert.equal(found?.digest, `sha256:${createHash("sha256").update(bytes).digest("hex")}`);
  assert.equal(found.size, bytes.length);
  assert.equal(release.models.length, 2);
  const bundle = JSON.parse(await onBranch(branch, `releases/${app}/1.4.0.sigstore.json`)) as object;
  assert.equal("messageSignature" in bundle, true);
  const pointer = JSON.parse(await onBranch(branch, `rings/canary/${app}.json`)) as Record<string, unknown>;
  assert.equal(pointer["seq"], 1);

  world.writes();
  const entries = world.sigstore.entries.length;
  const again = await world.step("release-manifest", given);
  assert.equal(again.code, 0, channels(again));
  assert.equal(again.outputs["operation"], "unchanged");
  assert.equal(again.outputs["release-digest"], first.outputs["release-digest"]);
  assert.deepEqual(world.writes(), []);
  assert.equal(world.sigstore.entries.length, entries);
  world.github.assertNoViolations();
});

test("dry-run reads and plans all of it, signs nothing and writes nothing", async () => {
  const image = await world.pushImage("dry");
  world.writes();
  const entries = world.sigstore.entries.length;
  const result = await world.step("release-manifest", { ...inputs(image, "2.0.0"), "dry-run": "true" });
  assert.equal(result.code, 0, channels(result));
  assert.equal(result.outputs["operation"], "unchanged");
  assert.match(result.outputs["release-digest"] ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.deepEqual(world.writes(), []);
  assert.equal(world.sigstore.entries.length, entries);
});

test("a model that differs from its .dvc file is refused by its digest, and nothing is written", async () => {
  const image = await world.pushImage("corrupt");
  const store = path.join(world.workspace, "model-store");
  const kept = path.join(world.workspace, "kept");
  execFileSync("cp", ["-a", store, kept]);
  const pointer = await readFile(path.join(world.workspace, `${model}.dvc`), "utf8");
  const md5 = /md5: ([0-9a-f]{32})/.exec(pointer)?.[1] ?? "";
  const object = path.join(store, "files/md5", md5.slice(0, 2), md5.slice(2));
  const bytes = await readFile(object);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  try {
    await rm(object);
    execFileSync("tee", [object], { input: bytes, stdio: ["pipe", "ignore", "inherit"] });
    world.writes();
    const result = await world.step("release-manifest", inputs(image, "3.0.0"));
    assert.equal(result.code, 1);
    assert.equal(result.annotations[0]?.properties["title"], "MODEL_DIGEST_MISMATCH", channels(result));
    assert.deepEqual(world.writes(), []);
  } finally {
    execFileSync("rm", ["-rf", store]);
    execFileSync("mv", [kept, store]);
  }
});

test("the token of the manifests repository is in no channel, whether it works or not", async () => {
  const image = await world.pushImage("tokens");
  const good = await world.step("release-manifest", { ...inputs(image, "4.0.0"), "dry-run": "true" });
  assert.equal(good.code, 0, channels(good));
  assert.ok(!channels(good).includes(world.token));
  assert.ok(good.masks.includes(world.token));
  const stolen = "ghs_thisTokenIsNotKnownToAnybody0123456789";
  const bad = await world.step("release-manifest", { ...inputs(image, "4.0.0"), "manifests-token": stolen });
  assert.equal(bad.code, 1);
  assert.match(bad.annotations[0]?.properties["title"] ?? "", /^FORGE_/);
  assert.ok(!channels(bad).includes(stolen), channels(bad));
  assert.equal(bad.environmentFile + bad.pathFile, "");
});
