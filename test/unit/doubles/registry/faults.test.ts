import assert from "node:assert/strict";
import test from "node:test";
import {
  codeOf,
  digestOf,
  finishUpload,
  pushBlob,
  pushImage,
  putManifest,
  manifestText,
  registryFor,
  startUpload,
} from "./exchange.ts";

test("429 with Retry-After comes so many times, after as many good answers as were skipped", async (t) => {
  const registry = await registryFor(t);
  registry.faults.add({
    kind: "status",
    status: 429,
    retryAfter: "3",
    operation: ["ping", "tags"],
    times: 2,
    skip: 1,
  });
  assert.equal((await fetch(`${registry.url}/v2/`)).status, 200);
  const limited = await fetch(`${registry.url}/v2/`);
  assert.equal(limited.headers.get("retry-after"), "3");
  assert.equal(await codeOf(limited), "429 TOOMANYREQUESTS");
  assert.equal((await fetch(`${registry.url}/v2/acme/shop/tags/list`)).status, 429);
  assert.equal((await fetch(`${registry.url}/v2/`)).status, 200);
  assert.equal(registry.faults.left(), 0);
});

test("a fault by path also holds where there is no route, and can be taken back", async (t) => {
  const registry = await registryFor(t);
  registry.faults.add({ kind: "status", status: 500, path: /nowhere/ });
  assert.equal((await fetch(`${registry.url}/v2/`)).status, 200);
  assert.equal((await fetch(`${registry.url}/nowhere`)).status, 500);
  registry.faults.add({ kind: "drop" });
  registry.faults.clear();
  assert.equal((await fetch(`${registry.url}/v2/`)).status, 200);
});

test("a dropped body has begun before it ends", async (t) => {
  const registry = await registryFor(t);
  const content = "x".repeat(200_000);
  const digest = await pushBlob(registry, content);
  registry.faults.add({ kind: "drop-body", operation: "blob-get", octets: 70_000 });
  const response = await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`);
  assert.equal(response.headers.get("content-length"), "200000");
  let received = 0;
  await assert.rejects(async () => {
    for await (const chunk of response.body ?? []) received += (chunk as Uint8Array).length;
  });
  assert.ok(received > 0 && received <= 70_000, String(received));
  assert.equal(registry.requests.at(-1)?.status, 0);
  assert.equal(await (await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`)).text(), content);
});

test("an upload that is dropped in the middle keeps what arrived and can go on from there", async (t) => {
  const registry = await registryFor(t);
  const location = await startUpload(registry);
  registry.faults.add({ kind: "drop-body", operation: "upload-chunk", octets: 1000 });
  await assert.rejects(fetch(location, { method: "PATCH", body: "a".repeat(300_000) }));
  const range = (await fetch(location)).headers.get("range");
  assert.equal(range, "0-999");
  const rest = "a".repeat(299_000);
  const headers = { "content-range": "1000-299999" };
  assert.equal((await fetch(location, { method: "PATCH", body: rest, headers })).status, 202);
  assert.equal((await finishUpload(location, "", digestOf("a".repeat(300_000)))).status, 201);
});

test("truncated and corrupted blobs look well but for their digest, and only once", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushBlob(registry, "genuine content");
  const read = async (): Promise<string> => {
    const response = await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`);
    assert.equal(response.status, 200);
    return response.text();
  };
  registry.faults.add({ kind: "truncate", operation: "blob-get", octets: 7 });
  assert.equal(await read(), "genuine");
  registry.faults.add({ kind: "corrupt", operation: "blob-get" });
  assert.equal(digestOf(await read()) === digest, false);
  assert.equal(await read(), "genuine content");
});

test("a corrupted manifest leaves the kept one as it was", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushImage(registry, "v1");
  registry.faults.add({ kind: "corrupt", operation: "manifest-get" });
  const read = async (): Promise<string> =>
    digestOf(await (await fetch(`${registry.url}/v2/acme/shop/manifests/v1`)).text());
  assert.notEqual(await read(), digest);
  assert.equal(await read(), digest);
});

test("the digest header can lie", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushImage(registry, "v1");
  registry.faults.add({ kind: "wrong-digest-header", operation: "manifest-head" });
  const head = (): Promise<Response> =>
    fetch(`${registry.url}/v2/acme/shop/manifests/v1`, { method: "HEAD" });
  assert.equal((await head()).headers.get("docker-content-digest"), `sha256:${"0".repeat(64)}`);
  assert.equal((await head()).headers.get("docker-content-digest"), digest);
});

test("a push can answer 201 and keep nothing", async (t) => {
  const registry = await registryFor(t);
  registry.faults.add({ kind: "store-nothing", operation: "upload-finish" });
  const digest = await pushBlob(registry, "gone");
  assert.equal((await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`, { method: "HEAD" })).status, 404);
  await pushBlob(registry, "{}");
  registry.faults.add({ kind: "store-nothing", operation: "manifest-put" });
  assert.equal((await putManifest(registry, "v1", manifestText())).status, 201);
  assert.equal(registry.tag("acme/shop", "v1"), undefined);
  registry.faults.add({ kind: "store-nothing", operation: "upload-start" });
  const other = digestOf("{}");
  const mount = `${registry.url}/v2/acme/other/blobs/uploads/?mount=${other}&from=acme/shop`;
  assert.equal((await fetch(mount, { method: "POST" })).status, 201);
  assert.deepEqual(registry.blobs("acme/other"), []);
});

test("an upload session can be lost", async (t) => {
  const registry = await registryFor(t);
  registry.faults.add({ kind: "forget-session", operation: "upload-finish" });
  const location = await startUpload(registry);
  assert.equal(await codeOf(await finishUpload(location, "content")), "404 BLOB_UPLOAD_UNKNOWN");
  assert.equal((await fetch(location)).status, 404);
});

test("a lost answer has done its work, a dropped request has not", async (t) => {
  const registry = await registryFor(t);
  await pushBlob(registry, "{}");
  registry.faults.add({ kind: "drop", operation: "manifest-put" });
  registry.faults.add({ kind: "lost-answer", operation: "manifest-put" });
  await assert.rejects(putManifest(registry, "v1", manifestText()));
  assert.equal(registry.tag("acme/shop", "v1"), undefined);
  await assert.rejects(putManifest(registry, "v1", manifestText()));
  assert.equal(registry.tag("acme/shop", "v1"), digestOf(manifestText()));
});

test("a slow answer comes late, and nobody waits for a client that has gone", async (t) => {
  const registry = await registryFor(t);
  registry.faults.add({ kind: "slow", delayMs: 120 });
  const started = performance.now();
  assert.equal((await fetch(`${registry.url}/v2/`)).status, 200);
  assert.ok(performance.now() - started >= 110);
  registry.faults.add({ kind: "slow", delayMs: 60_000 });
  await assert.rejects(fetch(`${registry.url}/v2/`, { signal: AbortSignal.timeout(50) }));
});

test("the log has method, path, status and the octets that moved", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushBlob(registry, "0123456789");
  await (await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`)).text();
  const [start, put, get] = registry.requests;
  assert.equal(start?.path, "/v2/acme/shop/blobs/uploads/");
  assert.equal(put?.bytes, 10);
  assert.deepEqual(get, {
    method: "GET",
    path: `/v2/acme/shop/blobs/${digest}`,
    operation: "blob-get",
    status: 200,
    bytes: 10,
  });
});
