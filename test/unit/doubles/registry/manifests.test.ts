import assert from "node:assert/strict";
import test from "node:test";
import {
  codeOf,
  digestOf,
  EMPTY,
  finishUpload,
  INDEX,
  MANIFEST,
  manifestText,
  pushBlob,
  pushImage,
  putManifest,
  registryFor,
  startUpload,
} from "./exchange.ts";

test("a manifest is the same bytes by tag and by digest", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushImage(registry, "v1");
  for (const reference of ["v1", digest]) {
    const response = await fetch(`${registry.url}/v2/acme/shop/manifests/${reference}`, {
      headers: { accept: MANIFEST },
    });
    assert.equal(response.headers.get("content-type"), MANIFEST);
    assert.equal(response.headers.get("docker-content-digest"), digest);
    assert.equal(digestOf(await response.text()), digest);
  }
  assert.equal(registry.tag("acme/shop", "v1"), digest);
  assert.deepEqual(registry.manifests("acme/shop"), [digest]);
});

test("a client that does not accept the type is told that there is no such manifest", async (t) => {
  const registry = await registryFor(t);
  await pushImage(registry, "v1");
  const url = `${registry.url}/v2/acme/shop/manifests/v1`;
  assert.equal(await codeOf(await fetch(url, { headers: { accept: INDEX } })), "404 MANIFEST_UNKNOWN");
  assert.equal((await fetch(url, { headers: { accept: `${INDEX}, ${MANIFEST};q=0.5` } })).status, 200);
});

test("manifests that are wrong or point at nothing are refused with the specification's code", async (t) => {
  const registry = await registryFor(t);
  const put = async (text: string, reference = "v1", type = MANIFEST): Promise<string> =>
    codeOf(await putManifest(registry, reference, text, { "content-type": type }));
  assert.equal(await put(manifestText()), "400 MANIFEST_BLOB_UNKNOWN");
  await pushBlob(registry, "{}");
  assert.equal(await put(manifestText([digestOf("missing layer")])), "400 MANIFEST_BLOB_UNKNOWN");
  assert.equal(await put(manifestText(), digestOf("another manifest")), "400 DIGEST_INVALID");
  assert.equal(await put("{"), "400 MANIFEST_INVALID");
  assert.equal(await put("[]"), "400 MANIFEST_INVALID");
  assert.equal(await put('{"schemaVersion":1}'), "400 MANIFEST_INVALID");
  assert.equal(await put('{"schemaVersion":2}'), "400 MANIFEST_INVALID");
  assert.equal(await put('{"schemaVersion":2}', "v1", INDEX), "400 MANIFEST_INVALID");
  assert.equal(await put('{"schemaVersion":2,"manifests":[{}]}', "v1", INDEX), "400 MANIFEST_INVALID");
  assert.equal(await put(manifestText(), "v1", "text/plain"), "400 MANIFEST_INVALID");
  assert.equal(await put(manifestText(), "v1", INDEX), "400 MANIFEST_INVALID");
  assert.equal(await put(manifestText(), ".dot"), "400 MANIFEST_INVALID");
  assert.equal(await put(" ".repeat(9 * 1024 * 1024)), "413 MANIFEST_INVALID");
  const missing = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: digestOf("child") }] });
  assert.equal(await put(missing, "v1", INDEX), "400 MANIFEST_BLOB_UNKNOWN");
  assert.deepEqual(registry.manifests("acme/shop"), []);
});

test("layers that are fetched from elsewhere need not be pushed", async (t) => {
  const registry = await registryFor(t);
  await pushBlob(registry, "{}");
  const layers = [{ digest: digestOf("foreign"), urls: ["https://example.com/layer"] }];
  assert.equal((await putManifest(registry, "v1", manifestText([], { layers }))).status, 201);
});

test("unknown names, tags and paths have their own answers", async (t) => {
  const registry = await registryFor(t);
  await pushImage(registry, "v1");
  const at = async (path: string, method = "GET"): Promise<string> =>
    codeOf(await fetch(registry.url + path, { method }));
  assert.equal(await at("/v2/acme/none/manifests/v1"), "404 NAME_UNKNOWN");
  assert.equal(await at("/v2/acme/none/tags/list"), "404 NAME_UNKNOWN");
  assert.equal(await at("/v2/acme/shop/manifests/none"), "404 MANIFEST_UNKNOWN");
  assert.equal(await at("/v2/acme/shop/manifests/sha256:12"), "400 DIGEST_INVALID");
  assert.equal(await at("/v2/acme/shop/blobs/sha256:12"), "400 DIGEST_INVALID");
  assert.equal(await at("/v2/Acme/shop/tags/list"), "404 NAME_INVALID");
  assert.equal(await at("/v2/acme/shop/tags/list", "PUT"), "405 UNSUPPORTED");
  assert.equal(await at("/v2/acme/shop/manifests/none", "DELETE"), "404 MANIFEST_UNKNOWN");
  assert.equal(await at("/token"), "404 UNSUPPORTED");
  assert.equal((await fetch(`${registry.url}/v2/`)).status, 200);
});

test("tags are listed in order, page by page", async (t) => {
  const registry = await registryFor(t, { pageSize: 2 });
  for (const tag of ["c", "a", "e", "b", "d"]) await pushImage(registry, tag);
  const pages: unknown[] = [];
  let next: string | undefined = "/v2/acme/shop/tags/list?n=50";
  while (next !== undefined) {
    const response: Response = await fetch(registry.url + next);
    pages.push(((await response.json()) as { readonly tags: readonly string[] }).tags);
    next = /^<(.+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
  }
  assert.deepEqual(pages, [["a", "b"], ["c", "d"], ["e"]]);
  const none = await fetch(`${registry.url}/v2/acme/shop/tags/list?n=0`);
  assert.deepEqual(await none.json(), { name: "acme/shop", tags: [] });
  assert.deepEqual(await (await fetch(`${registry.url}/v2/_catalog`)).json(), {
    repositories: ["acme/shop"],
  });
});

test("referrers are listed with type and annotations, filtered, and page by page", async (t) => {
  const registry = await registryFor(t, { pageSize: 1 });
  const subject = { mediaType: MANIFEST, digest: await pushImage(registry, "v1"), size: 1 };
  const annotations = { "dev.sigstore.bundle.content": "dsse-envelope" };
  const text = manifestText([], { subject, artifactType: "application/x.a", annotations });
  const put = await putManifest(registry, digestOf(text), text);
  assert.equal(put.headers.get("oci-subject"), subject.digest);
  await pushImage(registry, "other", { subject });
  const list = async (query: string): Promise<Response> =>
    fetch(`${registry.url}/v2/acme/shop/referrers/${subject.digest}${query}`);
  const filtered = await list("?artifactType=application/x.a");
  assert.equal(filtered.headers.get("content-type"), INDEX);
  assert.equal(filtered.headers.get("oci-filters-applied"), "artifactType");
  const descriptor = {
    mediaType: MANIFEST,
    digest: digestOf(text),
    size: text.length,
    artifactType: "application/x.a",
    annotations,
  };
  assert.deepEqual(await filtered.json(), { schemaVersion: 2, mediaType: INDEX, manifests: [descriptor] });
  const byConfig = (await (await list("?artifactType=application/vnd.oci.empty.v1%2Bjson")).json()) as {
    readonly manifests: unknown[];
  };
  assert.equal(byConfig.manifests.length, 1);
  const first = await list("");
  assert.match(first.headers.get("link") ?? "", /last=sha256/);
  assert.equal((await fetch(`${registry.url}/v2/acme/shop/referrers/none`)).status, 400);
  const unknown = await fetch(`${registry.url}/v2/acme/none/referrers/${subject.digest}`);
  assert.deepEqual(await unknown.json(), { schemaVersion: 2, mediaType: INDEX, manifests: [] });
});

test("a registry without the referrers API answers 404 and names no subject", async (t) => {
  const registry = await registryFor(t, { referrers: false });
  const digest = await pushImage(registry, "v1");
  assert.equal((await fetch(`${registry.url}/v2/acme/shop/referrers/${digest}`)).status, 404);
  const text = manifestText([], { subject: { digest, mediaType: MANIFEST, size: 1 } });
  assert.equal((await putManifest(registry, "child", text)).headers.get("oci-subject"), null);
});

test("a deleted tag leaves the manifest, a deleted manifest takes its tags", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushImage(registry, "v1");
  await pushImage(registry, "v2");
  const remove = (reference: string): Promise<Response> =>
    fetch(`${registry.url}/v2/acme/shop/manifests/${reference}`, { method: "DELETE" });
  assert.equal((await remove("v1")).status, 202);
  assert.deepEqual(registry.manifests("acme/shop"), [digest]);
  assert.equal((await remove(digest)).status, 202);
  assert.equal(registry.tag("acme/shop", "v2"), undefined);
});

test("conditional tags let one of many writers win", async (t) => {
  const registry = await registryFor(t, { conditionalTags: true });
  await pushBlob(registry, "{}");
  const first = await putManifest(registry, "v1", manifestText(), { "if-none-match": "*" });
  assert.equal(first.status, 201);
  assert.equal((await putManifest(registry, "v1", manifestText(), { "if-none-match": "*" })).status, 412);
  const etag = (await fetch(`${registry.url}/v2/acme/shop/manifests/v1`)).headers.get("etag") ?? "";
  const writers = Array.from({ length: 8 }, (_, n) =>
    putManifest(registry, "v1", manifestText([], { annotations: { n: String(n) } }), { "if-match": etag }),
  );
  const statuses = (await Promise.all(writers)).map(({ status }) => status);
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [201, ...Array.from({ length: 7 }, () => 412)],
  );
  assert.equal((await putManifest(registry, "none", manifestText(), { "if-match": "*" })).status, 412);
  const url = `${registry.url}/v2/acme/shop/manifests/v1`;
  assert.equal((await fetch(url, { method: "DELETE", headers: { "if-match": etag } })).status, 412);
});

test("other registries ignore the condition and the last writer wins", async (t) => {
  const registry = await registryFor(t);
  await pushImage(registry, "v1");
  const stale = await putManifest(registry, "v1", manifestText([], { annotations: { a: "b" } }), {
    "if-match": '"stale"',
  });
  assert.equal(stale.status, 201);
});

test("a sha512 manifest keeps its digest", async (t) => {
  const registry = await registryFor(t);
  await finishUpload(await startUpload(registry), "{}", EMPTY);
  const text = manifestText();
  const response = await putManifest(registry, digestOf(text, "sha512"), text);
  assert.equal(response.headers.get("docker-content-digest"), digestOf(text, "sha512"));
});
