import assert from "node:assert/strict";
import test from "node:test";
import { readPointer, writePointer } from "../../../src/schema/signed-json.ts";
import { parseDigest } from "../../../src/values/digest.ts";
import { keys, trustDocument, trustFiles, freshFiles } from "../fleet/fleet-fixture.ts";
import { md5Of } from "../models/dvc-project.ts";
import { manifests, now, releaseWorld } from "./release-world.ts";

const file = "releases/shelf-counter/1.0.0.json";
const pointer = "rings/canary/shelf-counter.json";

test("a signer that trust does not know is refused before anything is proposed", async (t) => {
  const { run, writes } = await releaseWorld(t, { key: keys.stranger });
  writes();
  await assert.rejects(run(), { code: "RELEASE_SIGNER_UNTRUSTED", next: /role release for shelf-counter/ });
  assert.deepEqual(writes(), []);
});

test("an image that is not for arm64 and a model with wrong bytes stop it before anything is written", async (t) => {
  const { project, push, run, writes } = await releaseWorld(t);
  const wrong = await push("layer amd64", "amd64");
  writes();
  await assert.rejects(run({ image: wrong.reference }), { code: "IMAGE_PLATFORM_MISSING" });
  await assert.rejects(run({ image: wrong.reference.replace(/.$/, (last) => (last === "0" ? "1" : "0")) }), {
    code: "REGISTRY_NOT_FOUND",
  });
  const md5 = md5Of("model one");
  await project.write(`store/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`, "model 0ne");
  await assert.rejects(run(), { code: "MODEL_DIGEST_MISMATCH" });
  assert.deepEqual(writes(), []);
});

test("a release on main without an accepted signature is not taken over", async (t) => {
  const { github, repository, run } = await releaseWorld(t);
  await run();
  const bytes = await repository.read("pi5/release/shelf-counter/canary", file);
  await github.push(manifests, "main", { [file]: bytes ?? "" }, { actor: "ann" });
  await assert.rejects(run(), { code: "RELEASE_UNSIGNED", where: file });
});

test("a release enters at the first ring only, and unknown rings are named", async (t) => {
  const { run } = await releaseWorld(t);
  await assert.rejects(run({ ring: "early" }), { code: "RELEASE_RING_LATER", message: /enter at canary/ });
  await assert.rejects(run({ ring: "moon" }), { code: "RELEASE_RING_LATER", message: /no ring moon/ });
});

test("a denied image is refused before it is signed", async (t) => {
  const { github, repository, image, run } = await releaseWorld(t);
  await run({ merge: "direct" });
  const placed = readPointer((await repository.read("main", pointer)) ?? Buffer.alloc(0), pointer).value;
  const denied = [
    { digest: parseDigest(image.reference.split("@")[1] ?? ""), kind: "image" as const, why: "too hot" },
  ];
  await github.push(manifests, "main", { [pointer]: writePointer({ ...placed, denied }) }, { actor: "gate" });
  await assert.rejects(run({ version: "1.0.1", "signing-mode": "keyless" }), { code: "MOVE_DENIED" });
});

test("key mode without a key, and a private repository on the public log, are input errors", async (t) => {
  const { ports, run } = await releaseWorld(t);
  await assert.rejects(run({ "signing-key": "" }), { code: "INPUT_INVALID", where: "signing-key" });
  await assert.rejects(
    run(
      { "signing-mode": "keyless" },
      { run: { ...ports.run, event: async () => ({ repository: { private: true } }) } },
    ),
    { code: "INPUT_INVALID", where: "public-log" },
  );
  // The event of a scheduled run says nothing of its repository: the token does, and silence is no consent.
  const tokenOf = (claims: object): string =>
    ["", JSON.stringify({ sub: "x", ...claims }), ""]
      .map((part) => Buffer.from(part).toString("base64url"))
      .join(".");
  for (const claims of [{ repository_visibility: "private" }, { repository_visibility: "internal" }, {}])
    await assert.rejects(run({ "signing-mode": "keyless" }, { identityToken: async () => tokenOf(claims) }), {
      code: "INPUT_INVALID",
      where: "public-log",
    });
});

test("a source that is not known is refused", async (t) => {
  const { ports, run } = await releaseWorld(t);
  await assert.rejects(run({}, { run: { ...ports.run, repository: "", commit: "" } }), {
    code: "RELEASE_SOURCE_UNKNOWN",
  });
});

test("a revoked signer is refused before it is proposed", async (t) => {
  const identity = { kind: "key" as const, keyId: keys.release.keyId, publicKey: keys.release.publicKey };
  const trust = trustDocument({
    revocations: [{ identity, from: new Date(now.getTime() - 1000).toISOString() }],
  });
  const { run, writes } = await releaseWorld(t, { files: new Map([...freshFiles(), ...trustFiles(trust)]) });
  writes();
  await assert.rejects(run(), { code: "RELEASE_SIGNER_UNTRUSTED" });
  assert.deepEqual(writes(), []);
});
