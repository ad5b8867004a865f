import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import test, { type TestContext } from "node:test";
import { parseManifest } from "../../../src/oci/manifest-content.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { digestOf } from "../../../src/values/digest.ts";
import type { Repository } from "../../../src/values/image-reference.ts";
import { artifact, client, double, emptyBlob, fault, repositoryOf, scripted } from "./fixtures.ts";

/** A registry that answers every manifest in one scripted way. */
async function answering(
  t: TestContext,
  answer: (...call: Parameters<RequestListener>) => void,
): Promise<{ readonly oci: Registry; readonly repository: Repository; readonly seen: string[] }> {
  const seen: string[] = [];
  const registry = await scripted(t, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  return { seen, oci: client(t), repository: { registry, path: "acme/app" } };
}

const manifest = artifact();
const digest = digestOf(manifest.bytes);

test("a manifest is pushed by digest and by tag, resolved and read back", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const repository = repositoryOf(registry);
  await oci.pushBlob(repository, emptyBlob);
  const byDigest = await oci.pushManifest(repository, manifest);
  assert.deepEqual(byDigest, { mediaType: mediaTypes.manifest, digest, size: manifest.bytes.length });
  assert.deepEqual(await oci.pushManifest(repository, manifest, "v1"), byDigest);
  assert.equal(registry.tag("acme/app", "v1"), digest);
  assert.deepEqual(await oci.resolve(repository, "v1"), byDigest);
  assert.deepEqual(await oci.manifest(repository, digest), { descriptor: byDigest, bytes: manifest.bytes });
  assert.equal(await oci.resolve(repository, "v2"), undefined);
  assert.equal(await oci.manifest(repository, "v2"), undefined);
});

test("a tag that is right already is not pushed again", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  await oci.pushBlob(repositoryOf(registry), emptyBlob);
  await oci.pushManifest(repositoryOf(registry), manifest, "v1");
  await oci.pushManifest(repositoryOf(registry), manifest, "v1");
  assert.equal(registry.requests.filter(({ operation }) => operation === "manifest-put").length, 1);
});

test("a push that the registry says it took and did not is an error", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  await oci.pushBlob(repositoryOf(registry), emptyBlob);
  registry.faults.add({ kind: "store-nothing", operation: "manifest-put" });
  await assert.rejects(
    oci.pushManifest(repositoryOf(registry), manifest),
    fault("REGISTRY_PROTOCOL", /does not hold it/),
  );
});

test("a manifest whose blobs are missing is refused in the registry's words", async (t) => {
  const registry = await double(t);
  await assert.rejects(
    client(t).pushManifest(repositoryOf(registry), manifest),
    fault("REGISTRY_REFUSED", /answered 400 .*MANIFEST_BLOB_UNKNOWN/),
  );
});

test("bytes, header and reference must agree on the digest", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  const repository = repositoryOf(registry);
  await oci.pushBlob(repository, emptyBlob);
  await oci.pushManifest(repository, manifest, "v1");
  for (const reference of ["v1", digest]) {
    registry.faults.add({ kind: "wrong-digest-header", operation: "manifest-get" });
    await assert.rejects(oci.manifest(repository, reference), fault("REGISTRY_DIGEST_MISMATCH"));
    registry.faults.add({ kind: "truncate", octets: 20, operation: "manifest-get" });
    await assert.rejects(oci.manifest(repository, reference), fault("MANIFEST_INVALID", /not JSON/));
  }
  registry.faults.add({ kind: "wrong-digest-header", operation: "manifest-head" });
  await assert.rejects(oci.resolve(repository, digest), fault("REGISTRY_DIGEST_MISMATCH"));
  registry.faults.add({ kind: "drop-body", octets: 20, operation: "manifest-get" });
  assert.equal((await oci.manifest(repository, digest))?.descriptor.digest, digest);
});

test("another manifest under a digest is refused also without a header", async (t) => {
  const other = artifact({ annotations: { a: "b" } });
  const { oci, repository } = await answering(t, (_request, response) => {
    response.writeHead(200, { "content-type": manifest.mediaType }).end(other.bytes);
  });
  await assert.rejects(oci.manifest(repository, digest), fault("REGISTRY_DIGEST_MISMATCH"));
  assert.equal((await oci.manifest(repository, "v1"))?.descriptor.digest, digestOf(other.bytes));
});

test("HEAD that leaves out digest, size or type is mended by GET", async (t) => {
  const { oci, repository, seen } = await answering(t, (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" }).end(manifest.bytes);
  });
  assert.deepEqual(await oci.resolve(repository, "v1"), {
    mediaType: mediaTypes.manifest,
    digest,
    size: manifest.bytes.length,
  });
  assert.deepEqual(seen.slice(-2), ["HEAD /v2/acme/app/manifests/v1", "GET /v2/acme/app/manifests/v1"]);
});

test("a digest that is none, and an endless manifest, are refused", async (t) => {
  const nonsense = await answering(t, (_request, response) => {
    response.writeHead(200, { "docker-content-digest": "sha256:abc" }).end(manifest.bytes);
  });
  await assert.rejects(nonsense.oci.manifest(nonsense.repository, "v1"), fault("REGISTRY_PROTOCOL"));
  const endless = await answering(t, (_request, response) => {
    response.writeHead(200, { "content-type": manifest.mediaType }).end(Buffer.alloc(5 * 1024 * 1024, " "));
  });
  await assert.rejects(endless.oci.manifest(endless.repository, "v1"), fault("HTTP_BODY_TOO_LARGE"));
});

test("error bodies are quoted on one bounded line, whatever they are", async (t) => {
  for (const [body, shown] of [
    ['{"errors":[{"code":"TAG_INVALID","message":"bad\\u001b[31m\\ntag"}]}', "TAG_INVALID: bad [31m tag"],
    ["<html>\n\n::error::forged</html>", "<html> ::error::forged</html>"],
    [`{"errors":[{"code":"${"x".repeat(5000)}"}]}`, "x".repeat(300)],
    ['{"errors":{}}', '{"errors":{}}'],
    ["[]", "[]"],
    ["", ""],
    ["x".repeat(100_000), ""],
  ] as const) {
    const { oci, repository } = await answering(t, (_request, response) => {
      response.writeHead(400).end(body);
    });
    await assert.rejects(oci.manifest(repository, "v1"), (error) => {
      fault("REGISTRY_REFUSED")(error);
      const { message } = error as Error;
      assert.equal(message.includes("\n") || message.includes("\u001b"), false);
      assert.ok(message.length < 600, String(message.length));
      return message.endsWith(shown === "" ? "app:v1" : JSON.stringify(shown));
    });
  }
});

test("what is neither tag nor digest never becomes part of a path", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  for (const reference of ["../../other/manifests/v1", "v1?x=y", "", "sha256:abc"])
    await assert.rejects(oci.manifest(repositoryOf(registry), reference), fault("DIGEST_INVALID"));
  assert.deepEqual(registry.requests, []);
});

test("manifests are read strictly", () => {
  const valid: Readonly<Record<string, unknown>> = {
    schemaVersion: 2,
    config: { mediaType: mediaTypes.empty, digest, size: 2 },
    layers: [],
  };
  const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const entry = { mediaType: mediaTypes.manifest, digest, size: 2 };
  assert.equal(parseManifest(bytes(valid), undefined).kind, "image");
  assert.equal(parseManifest(bytes({ schemaVersion: 2, manifests: [entry] }), undefined).kind, "index");
  assert.deepEqual(
    parseManifest(
      bytes({
        ...valid,
        subject: { ...entry, annotations: null, artifactType: "", platform: null },
        annotations: { a: "b" },
        artifactType: "x/y",
      }),
      mediaTypes.manifest,
    ),
    {
      kind: "image",
      mediaType: mediaTypes.manifest,
      subject: entry,
      artifactType: "x/y",
      annotations: { a: "b" },
      config: { mediaType: mediaTypes.empty, digest, size: 2 },
      layers: [],
    },
  );
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [[], /not a JSON object/],
    [{ ...valid, schemaVersion: 1 }, /schemaVersion 2/],
    [{ ...valid, mediaType: 3 }, /mediaType that is not a text/],
    [{ ...valid, mediaType: "application/vnd.docker.distribution.manifest.v1+json" }, /neither a manifest/],
    [{ ...valid, mediaType: mediaTypes.index, manifests: [] }, /also has config or layers/],
    [{ ...valid, mediaType: mediaTypes.manifest, manifests: [] }, /also has manifests/],
    [{ ...valid, config: undefined }, /no descriptor at config/],
    [{ ...valid, layers: {} }, /no list of layers/],
    [{ ...valid, layers: [{ ...entry, mediaType: "x" }] }, /no media type at layers\[0\]/],
    [{ ...valid, layers: [{ ...entry, digest: "sha512:00" }] }, /no sha256 digest at layers\[0\]/],
    [{ ...valid, layers: [{ ...entry, size: -1 }] }, /no size in bytes at layers\[0\]/],
    [{ ...valid, layers: Array.from({ length: 5000 }, () => entry) }, /more than 4096 layers/],
    [{ ...valid, annotations: [] }, /annotations that are not an object/],
    [{ ...valid, annotations: { a: 1 } }, /annotation "a" that is not a text/],
    [{ ...valid, artifactType: 5 }, /artifactType that is not a short text/],
    [
      { schemaVersion: 2, manifests: [{ ...entry, platform: { os: "linux" } }] },
      /without os and architecture/,
    ],
  ];
  for (const [value, why] of wrong)
    assert.throws(() => parseManifest(bytes(value), undefined), fault("MANIFEST_INVALID", why));
  assert.throws(
    () => parseManifest(bytes({ ...valid, mediaType: mediaTypes.manifest }), mediaTypes.dockerManifest),
    fault("MANIFEST_INVALID", /was declared/),
  );
  assert.throws(
    () => parseManifest(Buffer.from([0xff, 0xfe]), undefined),
    fault("MANIFEST_INVALID", /UTF-8/),
  );
});
