import assert from "node:assert/strict";
import test from "node:test";
import { decodeSignatureManifest, legacyTag } from "../../../src/envelope/signature-manifest.ts";
import { systemClock } from "../../../src/io/clock.ts";
import { cosignSignPredicate } from "../../../src/envelope/statement.ts";
import { attachImageBundle, attachLegacySignature } from "../../../src/signing/attach.ts";
import type { Digest } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";
import { type MemoryRegistry, memoryRegistry } from "./memory-registry.ts";
import { instantClock, keySigner } from "./signing-fixture.ts";

const repository = { registry: "registry.test", path: "acme/app" };
const portsOf = (registry: MemoryRegistry) => ({ registry, clock: instantClock(), random: () => 0.5 });

function layersOf(registry: MemoryRegistry, digest: Digest): readonly string[] {
  const manifest = registry.manifests.get(registry.tags.get(legacyTag(digest)) ?? "");
  return manifest === undefined
    ? []
    : decodeSignatureManifest(manifest.bytes).layers.map(
        ({ annotations }) => annotations["dev.cosignproject.cosign/signature"] ?? "",
      );
}

test("a bundle refers to its image under the artifact type that consumers filter by", async () => {
  const registry = memoryRegistry();
  const subject = await registry.addImage(repository, "app");
  const { signer } = await keySigner();
  const descriptor = await attachImageBundle(portsOf(registry), repository, subject, signer);
  assert.equal(descriptor.artifactType, "application/vnd.dev.sigstore.bundle.v0.3+json");
  assert.equal(descriptor.annotations?.["dev.sigstore.bundle.predicateType"], cosignSignPredicate);
  assert.deepEqual(await registry.referrers(repository, subject.digest), [descriptor]);
});

test("a second signer's layer goes beside the first's", async () => {
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  const [one, two] = [await keySigner(), await keySigner()];
  const first = await attachLegacySignature(portsOf(registry), repository, digest, one.signer);
  const before = layersOf(registry, digest);
  await attachLegacySignature(portsOf(registry), repository, digest, two.signer);
  assert.equal(first.tag, legacyTag(digest));
  assert.deepEqual(layersOf(registry, digest).slice(0, 1), before);
  assert.equal(layersOf(registry, digest).length, 2);
});

test("a layer that another signer overwrote is written again, beside theirs", async () => {
  let overwrite: (() => void) | undefined;
  const registry = memoryRegistry(() => {
    const act = overwrite;
    overwrite = undefined;
    act?.();
  });
  const { digest } = await registry.addImage(repository, "app");
  const other = await keySigner();
  await attachLegacySignature(portsOf(registry), repository, digest, other.signer);
  const theirs = registry.tags.get(legacyTag(digest));
  assert.ok(theirs);
  overwrite = () => registry.tags.set(legacyTag(digest), theirs);
  const { signer } = await keySigner();
  await attachLegacySignature(portsOf(registry), repository, digest, signer);
  assert.equal(layersOf(registry, digest).length, 2);
});

test("the layers of eight signers at once are all kept, by a registry that answers when it likes", async () => {
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  const late =
    <A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await systemClock.sleep(Math.random() * 12);
      const result = await call(...given);
      await systemClock.sleep(Math.random() * 12);
      return result;
    };
  const slow = {
    ...registry,
    manifest: late(registry.manifest),
    offerManifest: late(registry.offerManifest),
    pushBlob: late(registry.pushBlob),
  };
  const ports = { registry: slow, clock: systemClock, random: Math.random, settleMs: 100 };
  const signers = await Promise.all(Array.from({ length: 8 }, keySigner));
  await Promise.all(signers.map(({ signer }) => attachLegacySignature(ports, repository, digest, signer)));
  assert.equal(new Set(layersOf(registry, digest)).size, 8);
});

test("a registry that is slower than the wait is given a longer one", async () => {
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  const clock = instantClock(new Date());
  const slow = {
    ...registry,
    manifest: async (...given: Parameters<typeof registry.manifest>) => {
      await clock.sleep(3000);
      return registry.manifest(...given);
    },
  };
  const { signer } = await keySigner();
  await attachLegacySignature({ registry: slow, clock, random: () => 0.5 }, repository, digest, signer);
  assert.equal(layersOf(registry, digest).length, 1);
});

test("a tag that never keeps our layer ends in a fault that says so", async () => {
  const registry = memoryRegistry((tag) => registry.tags.delete(tag));
  const { digest } = await registry.addImage(repository, "app");
  const { signer } = await keySigner();
  await assert.rejects(
    attachLegacySignature(portsOf(registry), repository, digest, signer),
    (error) => error instanceof Fault && error.code === "SIGNING_RACE_LOST",
  );
});

test("a tag that holds something else than signatures is not overwritten", async () => {
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  const index = {
    bytes: Buffer.from('{"schemaVersion":2,"manifests":[]}'),
    mediaType: "application/vnd.oci.image.index.v1+json",
  };
  await registry.pushManifest(repository, index, legacyTag(digest));
  const { signer } = await keySigner();
  await assert.rejects(
    attachLegacySignature(portsOf(registry), repository, digest, signer),
    (error) => error instanceof Fault && error.code === "ENVELOPE_LEGACY_INVALID",
  );
});
