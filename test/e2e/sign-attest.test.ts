import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { generateSigningKey, writeCosignKey } from "../../src/signing/keys.ts";
import { verifyStatementBundle } from "../../src/verification/statement.ts";
import { parseDigest } from "../../src/values/digest.ts";
import { type World, channels, startWorld } from "./world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

const keyless = {
  "signing-config": "sigstore/signing_config.json",
  "trusted-root": "sigstore/trusted_root.json",
};

test("keyless: signs, verifies, moves the tags and says how stock cosign verifies; again changes nothing", async () => {
  const image = await world.pushImage("keyless");
  const inputs = { ...keyless, image, tags: "1.4.0\nlatest" };
  const first = await world.step("sign-attest", inputs);
  assert.equal(first.code, 0, channels(first));
  assert.equal(first.outputs["image"], image);
  assert.match(first.outputs["verify-command"] ?? "", /^cosign verify .*--certificate-identity /);
  assert.match(first.summary, /cosign verify/);
  assert.equal(first.log.at(-1), `${image} is signed and verified`);
  const digest = image.split("@")[1] ?? "";
  for (const tag of ["1.4.0", "latest"]) assert.equal(world.registry.tag("acme/keyless", tag), digest);
  const signatures = JSON.parse(first.outputs["signatures"] ?? "[]") as string[];
  assert.equal(signatures.length, 2);
  world.writes();
  const entries = world.sigstore.entries.length;
  const again = await world.step("sign-attest", inputs);
  assert.equal(again.code, 0, channels(again));
  assert.match(again.log.at(-1) ?? "", /nothing changed/);
  assert.deepEqual(world.writes(), []);
  assert.equal(world.sigstore.entries.length, entries);
  assert.deepEqual(again.outputs["signatures"], first.outputs["signatures"]);
});

test("with a key: no service is asked, and neither key, password nor their parts are in any channel", async () => {
  const image = await world.pushImage("keyed");
  const password = "correct-horse-battery-staple";
  const key = generateSigningKey();
  const pem = await writeCosignKey(key, password, 32_768);
  const asked = world.sigstore.requests.length;
  const inputs = { image, "signing-mode": "key", "signing-key": pem, "signing-key-password": password };
  const result = await world.step("sign-attest", inputs);
  assert.equal(result.code, 0, channels(result));
  assert.equal(world.sigstore.requests.length, asked);
  const said = channels(result);
  assert.ok(!said.includes(password));
  for (const line of pem.split("\n").filter((text) => text.length > 20 && !text.startsWith("-----")))
    assert.ok(!said.includes(line), line);
  // The runner masks a secret line by line: each has to be told to it.
  assert.ok(result.masks.includes(password));
  for (const line of pem.split("\n").filter((text) => text.length > 20 && !text.startsWith("-----")))
    assert.ok(result.masks.some((mask) => mask.includes(line)));

  const wrong = await world.step("sign-attest", {
    ...inputs,
    image: await world.pushImage("keyed-wrong"),
    "signing-key-password": "another-password-altogether",
  });
  assert.equal(wrong.code, 1);
  assert.equal(wrong.annotations[0]?.properties["title"], "SIGNING_KEY_PASSWORD_WRONG");
  assert.ok(!channels(wrong).includes("another-password-altogether"));
});

test("the bundle that it leaves verifies for this very image and this very workflow", async () => {
  const image = await world.pushImage("bundle");
  const result = await world.step("sign-attest", { ...keyless, image });
  assert.equal(result.code, 0, channels(result));
  const reference = (JSON.parse(result.outputs["signatures"] ?? "[]") as string[]).find((one) =>
    one.includes("@sha256:"),
  );
  const [, manifest = ""] = (reference ?? "").split("@");
  const answer = await fetch(`${world.registry.url}/v2/acme/bundle/manifests/${manifest}`);
  const { layers } = (await answer.json()) as { readonly layers: readonly { readonly digest: string }[] };
  const blob = await fetch(`${world.registry.url}/v2/acme/bundle/blobs/${layers[0]?.digest}`);
  const bundle = new Uint8Array(await blob.arrayBuffer());
  const workflow = "acme/shelf-monitor/.github/workflows/release.yml@refs/heads/main";
  const subject = `${world.github.serverUrl}/${workflow}`;
  const source = world.github.repository("acme/shelf-monitor");
  const identity = {
    kind: "workflow",
    issuer: world.sigstore.issuer,
    subject,
    repositoryId: String(source.id),
    ownerId: String(source.ownerId),
    sourceRef: "refs/heads/main",
    buildConfigUri: subject,
    trigger: "push",
  } as const;
  const trustedRoot = await readFile(world.sigstore.files.trustedRoot);
  const found = verifyStatementBundle(bundle, { identities: [identity], trustedRoot });
  assert.ok(found.ok, JSON.stringify(found));
  const digest = parseDigest(image.split("@")[1] ?? "");
  assert.ok(JSON.stringify(found).includes(digest.slice(7)));
  const other = verifyStatementBundle(bundle, {
    identities: [{ ...identity, repositoryId: "1" }],
    trustedRoot,
  });
  assert.equal(other.ok, false);
});

test("dry-run signs nothing, writes nothing and says what would be added", async () => {
  const image = await world.pushImage("dry");
  world.writes();
  const entries = world.sigstore.entries.length;
  const result = await world.step("sign-attest", { ...keyless, image, tags: "9.9.9", "dry-run": "true" });
  assert.equal(result.code, 0, channels(result));
  assert.match(result.log.at(-1) ?? "", /2 signatures/);
  assert.deepEqual(world.writes(), []);
  assert.equal(world.sigstore.entries.length, entries);
  assert.equal(world.registry.tag("acme/dry", "9.9.9"), undefined);
});

test("a job without the permission id-token: write is told which lines to add", async () => {
  const image = await world.pushImage("no-permission");
  world.writes();
  const result = await world.step("sign-attest", { ...keyless, image }, { ACTIONS_ID_TOKEN_REQUEST_URL: "" });
  assert.equal(result.code, 1);
  assert.equal(result.annotations[0]?.properties["title"], "ID_TOKEN_UNAVAILABLE");
  assert.match(result.annotations[0]?.message ?? "", /id-token: write/);
  assert.deepEqual(world.writes(), []);
});

test("an image that is not in the registry is refused before anything is signed", async () => {
  const image = await world.pushImage("missing");
  const entries = world.sigstore.entries.length;
  const other = image.replace(/[0-9a-f]{64}$/, "0".repeat(64));
  const result = await world.step("sign-attest", { ...keyless, image: other });
  assert.equal(result.code, 1);
  assert.equal(result.annotations[0]?.properties["title"], "SIGN_ATTEST_IMAGE_MISSING");
  assert.equal(world.sigstore.entries.length, entries);
});

test("the step's identity token and its request token are in no channel, and nothing is left for later steps", async () => {
  const image = await world.pushImage("tokens");
  const result = await world.step("sign-attest", { ...keyless, image });
  assert.equal(result.code, 0, channels(result));
  assert.ok(!channels(result).includes(world.requestToken));
  assert.doesNotMatch(channels(result), /eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\./);
  assert.ok(result.masks.includes(world.requestToken));
  assert.equal(result.environmentFile, "");
  assert.equal(result.pathFile, "");
});

test("models are signed beside the image, their files hashed by threads of the bundle, and again nothing changes", async () => {
  const image = await world.pushImage("with-models");
  const model = path.join(world.workspace, "models/shelf");
  await mkdir(model, { recursive: true });
  await writeFile(path.join(model, "weights.bin"), Buffer.alloc(9_000_000, 1));
  await writeFile(path.join(model, "labels.txt"), "labels");
  const inputs = { ...keyless, image, models: "models/shelf" };
  const first = await world.step("sign-attest", inputs);
  assert.equal(first.code, 0, channels(first));
  const [signed] = JSON.parse(first.outputs["model-signatures"] ?? "[]") as Record<string, string>[];
  assert.equal(signed?.["signature"], "models/shelf/model.sig");
  assert.match(signed?.["digest"] ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.match(first.summary, /model_signing verify sigstore /);
  const before = await readFile(path.join(model, "model.sig"), "utf8");
  const again = await world.step("sign-attest", inputs);
  assert.equal(again.code, 0, channels(again));
  assert.match(again.log.at(-1) ?? "", /nothing changed/);
  assert.equal(await readFile(path.join(model, "model.sig"), "utf8"), before);
});
