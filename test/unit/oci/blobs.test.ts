import assert from "node:assert/strict";
import test from "node:test";
import {
  blobOf,
  client,
  collect,
  double,
  fault,
  patientClock,
  patternBytes,
  repositoryOf,
} from "./fixtures.ts";

const content = patternBytes(300_000);

test("a blob that is pushed comes back byte for byte, and a second push sends nothing", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const repository = repositoryOf(registry);
  const blob = blobOf(content);
  assert.equal(await oci.pushBlob(repository, blob), "uploaded");
  assert.equal(await oci.pushBlob(repository, blob), "present");
  assert.deepEqual(await collect(oci.blob(repository, blob)), blob.bytes);
  const uploads = registry.requests.filter(({ operation }) => operation?.startsWith("upload") === true);
  assert.deepEqual(
    uploads.map(({ operation, status }) => [operation, status]),
    [
      ["upload-start", 202],
      ["upload-finish", 201],
    ],
  );
});

test("an empty blob can be pushed and read", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf("");
  assert.equal(await oci.pushBlob(repositoryOf(registry), blob), "uploaded");
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), blob)), blob.bytes);
});

test("a blob that another repository has is mounted, not sent", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  const from = repositoryOf(registry, "acme/base");
  await oci.pushBlob(from, blob);
  assert.equal(await oci.pushBlob(repositoryOf(registry), blob, { mountFrom: from }), "mounted");
  assert.equal(registry.requests.filter(({ operation }) => operation === "upload-finish").length, 1);
});

test("a mount that the registry cannot make becomes an upload in the same session", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  const mountFrom = repositoryOf(registry, "acme/other");
  assert.equal(await oci.pushBlob(repositoryOf(registry), blob, { mountFrom }), "uploaded");
  assert.equal(registry.requests.filter(({ operation }) => operation === "upload-start").length, 1);
});

test("a mount that answers 201 and keeps nothing is followed by an upload", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  const mountFrom = repositoryOf(registry, "acme/base");
  await oci.pushBlob(mountFrom, blob);
  registry.faults.add({ kind: "store-nothing", operation: "upload-start" });
  assert.equal(await oci.pushBlob(repositoryOf(registry), blob, { mountFrom }), "uploaded");
  assert.deepEqual(registry.blobs("acme/app"), [blob.digest]);
});

test("a mount that is not allowed becomes an upload", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  registry.faults.add({ kind: "status", status: 403, operation: "upload-start" });
  const mountFrom = repositoryOf(registry, "acme/other");
  assert.equal(await oci.pushBlob(repositoryOf(registry), blobOf(content), { mountFrom }), "uploaded");
});

test("a push whose connection breaks goes on where the registry says that it got", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  registry.faults.add({ kind: "drop-body", octets: 100_000, operation: "upload-finish" });
  const blob = blobOf(content);
  assert.equal(await oci.pushBlob(repositoryOf(registry), blob), "uploaded");
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), blob)), blob.bytes);
  const chunk = registry.requests.find(({ operation }) => operation === "upload-chunk");
  assert.equal(chunk?.status, 202);
  assert.ok(chunk.bytes <= 200_000, `sent only the rest, not ${chunk.bytes}`);
});

test("a resumed push that breaks again is resumed again", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  registry.faults.add({ kind: "drop-body", octets: 100_000, operation: "upload-finish" });
  registry.faults.add({ kind: "drop-body", octets: 100_000, operation: "upload-chunk" });
  const blob = blobOf(content);
  assert.equal(await oci.pushBlob(repositoryOf(registry), blob), "uploaded");
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), blob)), blob.bytes);
  assert.equal(registry.requests.filter(({ operation }) => operation === "upload-chunk").length, 2);
});

test("an upload that the registry has forgotten starts again", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  registry.faults.add({ kind: "forget-session", operation: "upload-finish" });
  assert.equal(await oci.pushBlob(repositoryOf(registry), blobOf(content)), "uploaded");
  assert.equal(registry.requests.filter(({ operation }) => operation === "upload-start").length, 2);
});

test("a push whose answer was lost finds the blob there", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  registry.faults.add({ kind: "lost-answer", operation: "upload-finish" });
  assert.equal(await oci.pushBlob(repositoryOf(registry), blobOf(content)), "uploaded");
  assert.equal(registry.requests.filter(({ operation }) => operation === "upload-start").length, 1);
});

test("a source that is not its digest never becomes a blob, and is not repeated", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  const other = { ...blobOf(patternBytes(300_000, 7)), digest: blob.digest };
  const short = { ...blobOf(content.subarray(0, 1000)), digest: blob.digest, size: blob.size };
  const long = { ...blob, size: 1000 };
  for (const source of [other, short, long])
    await assert.rejects(oci.pushBlob(repositoryOf(registry), source), fault("BLOB_SOURCE_CHANGED"));
  assert.deepEqual(registry.blobs("acme/app"), []);
});

test("a source that cannot be read ends the push with its own error", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  const broken = {
    ...blob,
    open: async function* () {
      yield blob.bytes.subarray(0, 10);
      throw new Error("the disk is gone");
    },
  };
  await assert.rejects(oci.pushBlob(repositoryOf(registry), broken), /the disk is gone/);
});

test("a download that breaks goes on where it broke", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  await oci.pushBlob(repositoryOf(registry), blob);
  registry.faults.add({ kind: "drop-body", octets: 100_000, operation: "blob-get" });
  registry.faults.add({ kind: "truncate", octets: 50_000, operation: "blob-get" });
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), blob)), blob.bytes);
  const reads = registry.requests.filter(({ operation }) => operation === "blob-get");
  assert.deepEqual(
    reads.map(({ status }) => status),
    [0, 206, 206],
  );
});

test("a download goes on also where the registry ignores Range", async (t) => {
  const registry = await double(t, { ranges: false });
  const oci = client(t);
  const blob = blobOf(content);
  await oci.pushBlob(repositoryOf(registry), blob);
  registry.faults.add({ kind: "drop-body", octets: 100_000, operation: "blob-get" });
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), blob)), blob.bytes);
});

test("a blob with one wrong bit, or longer than it should be, is refused", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  await oci.pushBlob(repositoryOf(registry), blob);
  registry.faults.add({ kind: "corrupt", operation: "blob-get" });
  await assert.rejects(collect(oci.blob(repositoryOf(registry), blob)), fault("REGISTRY_DIGEST_MISMATCH"));
  const tooShort = { digest: blob.digest, size: blob.size - 1 };
  await assert.rejects(
    collect(oci.blob(repositoryOf(registry), tooShort)),
    fault("REGISTRY_DIGEST_MISMATCH"),
  );
});

test("a blob that ends early every time is given up", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const blob = blobOf(content);
  await oci.pushBlob(repositoryOf(registry), blob);
  registry.faults.add({ kind: "truncate", octets: 0, operation: "blob-get", times: 50 });
  await assert.rejects(
    collect(oci.blob(repositoryOf(registry), blob)),
    fault("REGISTRY_DIGEST_MISMATCH", /cut off/),
  );
});

test("a blob that is not there is REGISTRY_NOT_FOUND", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  await assert.rejects(
    collect(oci.blob(repositoryOf(registry), blobOf("nothing"))),
    fault("REGISTRY_NOT_FOUND", /blob 127/),
  );
});

test("429 waits as long as the registry asks, and is reported when it lasts", async (t) => {
  const registry = await double(t);
  const clock = patientClock();
  const oci = client(t, { clock, random: () => 0 });
  registry.faults.add({ kind: "status", status: 429, retryAfter: "7", operation: "upload-start" });
  assert.equal(await oci.pushBlob(repositoryOf(registry), blobOf(content)), "uploaded");
  assert.ok(clock.waits.includes(7000), String(clock.waits));
  registry.faults.add({ kind: "status", status: 429, retryAfter: "7", operation: "blob-get", times: 50 });
  await assert.rejects(
    collect(oci.blob(repositoryOf(registry), blobOf(content))),
    fault("REGISTRY_RATE_LIMITED", /Retry-After: "7"/),
  );
});

test("blobs on another origin are read there without the registry's credentials", async (t) => {
  const registry = await double(t, {
    redirectBlobs: true,
    auth: { kind: "basic", user: "ada", password: "enchantress" },
  });
  const oci = client(t, {
    credentials: { find: async () => ({ kind: "basic", username: "ada", password: "enchantress" }) },
  });
  const blob = blobOf(content);
  await oci.pushBlob(repositoryOf(registry), blob);
  // The storage of the double answers 400 to any Authorization header.
  assert.deepEqual(await collect(oci.blob(repositoryOf(registry), blob)), blob.bytes);
});

test("upload addresses may be absolute", async (t) => {
  const registry = await double(t, { absoluteLocations: true });
  const oci = client(t);
  assert.equal(await oci.pushBlob(repositoryOf(registry), blobOf(content)), "uploaded");
});
