import assert from "node:assert/strict";
import test from "node:test";
import {
  bundleManifest,
  imageManifestMediaType,
  legacyTag,
} from "../../../src/envelope/signature-manifest.ts";
import { imageSignStatement, statementFor } from "../../../src/envelope/statement.ts";
import { attachBundle, attachImageBundle, attachLegacySignature } from "../../../src/signing/attach.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import type { Identity } from "../../../src/values/identity.ts";
import { findSignatures, verifyImage } from "../../../src/verification/image.ts";
import { type MemoryRegistry, memoryRegistry } from "../signing/memory-registry.ts";
import { instantClock, keySigner, keylessSigner, startPrivateSigstore } from "../signing/signing-fixture.ts";

const repository = { registry: "registry.test", path: "acme/app" };
const portsOf = (registry: MemoryRegistry) => ({ registry, clock: instantClock(), random: () => 0.5 });
const { signer, identity } = await keySigner();
const other = await keySigner();

async function codeOf(
  registry: MemoryRegistry,
  digest: Digest,
  identities: readonly Identity[] = [identity],
): Promise<string> {
  const result = await verifyImage(registry, repository, digest, { identities });
  return result.ok ? "verified" : result.why.code;
}

test("an image is verified by a bundle, and by a tag alone", async () => {
  const [one, two] = [memoryRegistry(), memoryRegistry()];
  const subject = await one.addImage(repository, "app");
  await two.addImage(repository, "app");
  await attachImageBundle(portsOf(one), repository, subject, signer);
  await attachLegacySignature(portsOf(two), repository, subject.digest, signer);
  assert.equal(await codeOf(one, subject.digest), "verified");
  assert.equal(await codeOf(two, subject.digest), "verified");
  assert.equal(await codeOf(one, subject.digest, [other.identity]), "SIGNATURE_KEY_UNKNOWN");
  assert.equal(await codeOf(two, subject.digest, [other.identity]), "SIGNATURE_KEY_UNKNOWN");
});

test("keyless signatures verify in both formats, and the wrong workflow in neither", async (t) => {
  const keyless = await keylessSigner(await startPrivateSigstore(t));
  const registry = memoryRegistry();
  const subject = await registry.addImage(repository, "app");
  await attachImageBundle(portsOf(registry), repository, subject, keyless.signer);
  await attachLegacySignature(portsOf(registry), repository, subject.digest, keyless.signer);
  const { trustedRoot } = keyless;
  const outcomes = async (identities: readonly Identity[]): Promise<readonly string[]> =>
    (await findSignatures(registry, repository, subject.digest, { identities, trustedRoot })).map(
      ({ format, result }) => `${format} ${result.ok ? "verified" : result.why.code}`,
    );
  assert.deepEqual(await outcomes([keyless.identity]), ["bundle verified", "legacy verified"]);
  assert.deepEqual(await outcomes([{ ...keyless.identity, repositoryId: "1" }]), [
    "bundle SIGNATURE_IDENTITY_MISMATCH",
    "legacy SIGNATURE_IDENTITY_MISMATCH",
  ]);
});

test("a layer without its log entry is refused", async (t) => {
  const keyless = await keylessSigner(await startPrivateSigstore(t));
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  await attachLegacySignature(portsOf(registry), repository, digest, keyless.signer);
  const manifest = registry.manifests.get(registry.tags.get(legacyTag(digest)) ?? "");
  const stripped = Buffer.from(manifest?.bytes ?? [])
    .toString("utf8")
    .replace("dev.sigstore.cosign/bundle", "gone");
  await registry.pushManifest(
    repository,
    { bytes: Buffer.from(stripped), mediaType: imageManifestMediaType },
    legacyTag(digest),
  );
  const { trustedRoot } = keyless;
  const result = await verifyImage(registry, repository, digest, {
    identities: [keyless.identity],
    trustedRoot,
  });
  assert.equal(result.ok ? "" : result.why.code, "SIGNATURE_LOG_MISSING");
});

test("an image without signatures is unsigned", async () => {
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  assert.equal(await codeOf(registry, digest), "SIGNATURE_MISSING");
});

test("an attestation of the same signer is no signature of the image", async () => {
  const registry = memoryRegistry();
  const subject = await registry.addImage(repository, "app");
  const type = "https://in-toto.io/attestation/test-result/v0.1";
  const failed = await signer.signStatement(
    statementFor([{ digest: subject.digest }], type, { result: "FAILED" }),
  );
  await attachBundle(portsOf(registry), repository, subject, failed, type);
  assert.equal(await codeOf(registry, subject.digest), "SIGNATURE_MISSING");
  const [found] = await findSignatures(registry, repository, subject.digest, { identities: [identity] });
  assert.equal(found?.predicateType, type);
  assert.deepEqual(found.statement?.predicate, { result: "FAILED" });
});

test("a signature that was moved over from another image is refused in both formats", async () => {
  const registry = memoryRegistry();
  const victim = await registry.addImage(repository, "victim");
  const signed = await registry.addImage(repository, "signed");
  const bundle = await signer.signStatement(imageSignStatement(signed.digest));
  await attachBundle(portsOf(registry), repository, victim, bundle, "https://sigstore.dev/cosign/sign/v1");
  await attachLegacySignature(portsOf(registry), repository, signed.digest, signer);
  registry.tags.set(legacyTag(victim.digest), registry.tags.get(legacyTag(signed.digest)) ?? digestOf(""));
  const found = await findSignatures(registry, repository, victim.digest, { identities: [identity] });
  assert.deepEqual(
    found.map(({ format, result }) => `${format} ${result.ok ? "verified" : result.why.code}`),
    ["bundle SIGNATURE_SUBJECT_MISMATCH", "legacy SIGNATURE_SUBJECT_MISMATCH"],
  );
  assert.equal(await codeOf(registry, victim.digest), "SIGNATURE_MISSING");
});

test("a referrer that is listed for one image and names another is refused", async () => {
  const registry = memoryRegistry();
  const subject = await registry.addImage(repository, "app");
  const elsewhere = await registry.addImage(repository, "elsewhere");
  await attachImageBundle(portsOf(registry), repository, elsewhere, signer);
  const listed = await registry.referrers(repository, elsewhere.digest);
  const lying = { ...registry, referrers: async () => listed };
  const result = await verifyImage(lying, repository, subject.digest, { identities: [identity] });
  assert.equal(result.ok ? "" : result.why.code, "SIGNATURE_SUBJECT_MISMATCH");
});

test("broken neighbours do not hide a good signature, nor throw without one", async () => {
  const registry = memoryRegistry();
  const subject = await registry.addImage(repository, "app");
  const put = (bundle: Uint8Array) =>
    attachBundle(portsOf(registry), repository, subject, bundle, "https://sigstore.dev/cosign/sign/v1");
  await put(Buffer.from("no bundle"));
  await put(await other.signer.signStatement(imageSignStatement(subject.digest)));
  const broken = Buffer.from(
    '{"schemaVersion":2,"layers":[{"mediaType":"application/vnd.dev.cosign.simplesigning.v1+json"}]}',
  );
  await registry.pushManifest(
    repository,
    { bytes: broken, mediaType: imageManifestMediaType },
    legacyTag(subject.digest),
  );
  assert.equal(await codeOf(registry, subject.digest), "SIGNATURE_MISSING");
  const found = await findSignatures(registry, repository, subject.digest, { identities: [identity] });
  assert.equal(found.length, 3);
  await put(await signer.signStatement(imageSignStatement(subject.digest)));
  assert.equal(await codeOf(registry, subject.digest), "verified");
});

test("referrers of other kinds, with several layers or gone, are passed over", async () => {
  const registry = memoryRegistry();
  const subject = await registry.addImage(repository, "app");
  const manifest = JSON.parse(
    bundleManifest({ subject, bundle: Buffer.from("x"), predicateType: "p", created: new Date() }).toString(
      "utf8",
    ),
  ) as { readonly layers: readonly object[] };
  const attach = (value: object) =>
    registry.attach(repository, {
      bytes: Buffer.from(JSON.stringify(value)),
      mediaType: imageManifestMediaType,
    });
  await attach({ ...manifest, layers: [...manifest.layers, ...manifest.layers] });
  await attach({ ...manifest, artifactType: "application/spdx+json" });
  const gone = await attach({ ...manifest, artifactType: undefined, annotations: {} });
  registry.manifests.delete(gone.digest);
  const listed = [...(await registry.referrers(repository, subject.digest)), gone];
  const found = await findSignatures(
    { ...registry, referrers: async () => listed },
    repository,
    subject.digest,
    {
      identities: [identity],
    },
  );
  assert.deepEqual(found, []);
});

test("a layer that claims to be enormous is not read", async () => {
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  const layer = {
    mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
    digest,
    size: 1_000_000_000,
  };
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: 2 };
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, config, layers: [layer, { ...layer, mediaType: "x" }] }),
  );
  await registry.pushManifest(repository, { bytes, mediaType: imageManifestMediaType }, legacyTag(digest));
  const found = await findSignatures(registry, repository, digest, { identities: [identity] });
  assert.equal(found.length, 1);
  assert.equal(found[0]?.result.ok === false && found[0].result.why.code, "SIGNATURE_MALFORMED");
});
