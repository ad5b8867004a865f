import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { codeOf, digestOf, finishUpload, pushBlob, registryFor, startUpload } from "./exchange.ts";

test("a monolithic upload is a blob that can be read, sized and read in part", async (t) => {
  const registry = await registryFor(t);
  const digest = await pushBlob(registry, "0123456789");
  const url = `${registry.url}/v2/acme/shop/blobs/${digest}`;
  const head = await fetch(url, { method: "HEAD" });
  assert.equal(head.headers.get("content-length"), "10");
  assert.equal(head.headers.get("docker-content-digest"), digest);
  assert.equal(await (await fetch(url)).text(), "0123456789");
  const part = async (range: string): Promise<string> => {
    const response = await fetch(url, { headers: { range } });
    return `${response.status} ${response.headers.get("content-range") ?? ""} ${response.status === 416 ? "" : await response.text()}`;
  };
  assert.equal(await part("bytes=2-4"), "206 bytes 2-4/10 234");
  assert.equal(await part("bytes=7-"), "206 bytes 7-9/10 789");
  assert.equal(await part("bytes=-3"), "206 bytes 7-9/10 789");
  assert.equal(await part("bytes=8-99"), "206 bytes 8-9/10 89");
  assert.equal(await part("bytes=10-12"), "416 bytes */10 ");
  assert.equal(await part("octets"), "200  0123456789");
});

test("a registry without ranges answers with the whole blob", async (t) => {
  const registry = await registryFor(t, { ranges: false });
  const digest = await pushBlob(registry, "whole");
  const response = await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`, {
    headers: { range: "bytes=1-2" },
  });
  assert.equal(`${response.status} ${await response.text()}`, "200 whole");
});

test("content that is not what its digest says is refused and not kept", async (t) => {
  const registry = await registryFor(t);
  const location = await startUpload(registry);
  assert.equal(
    await codeOf(await finishUpload(location, "content", digestOf("other"))),
    "400 DIGEST_INVALID",
  );
  assert.equal(await codeOf(await finishUpload(location, "content")), "404 BLOB_UPLOAD_UNKNOWN");
  assert.equal(
    await codeOf(await finishUpload(await startUpload(registry), "content", "sha256:abc")),
    "400 DIGEST_INVALID",
  );
  assert.deepEqual(registry.blobs("acme/shop"), []);
  const single = `${registry.url}/v2/acme/shop/blobs/uploads/?digest=`;
  assert.equal((await fetch(single + digestOf("one"), { method: "POST", body: "one" })).status, 201);
  assert.equal(
    await codeOf(await fetch(single + digestOf("one"), { method: "POST", body: "two" })),
    "400 DIGEST_INVALID",
  );
  assert.equal(
    await codeOf(await fetch(`${single}md5:1`, { method: "POST", body: "two" })),
    "400 DIGEST_INVALID",
  );
});

test("a chunked upload goes on only where it ended", async (t) => {
  const registry = await registryFor(t, { absoluteLocations: true });
  const location = await startUpload(registry);
  const patch = (body: string, range: string): Promise<Response> =>
    fetch(location, { method: "PATCH", body, headers: { "content-range": range } });
  const first = await patch("abc", "0-2");
  assert.equal(`${first.status} ${first.headers.get("range") ?? ""}`, "202 0-2");
  assert.ok(first.headers.get("location")?.startsWith(registry.url));
  assert.equal(await codeOf(await patch("ef", "4-5")), "416 BLOB_UPLOAD_INVALID");
  assert.equal((await fetch(location)).headers.get("range"), "0-2");
  assert.equal((await patch("de", "3-4")).status, 202);
  assert.equal((await finishUpload(location, "", digestOf("abcde"))).status, 201);
  assert.equal(await codeOf(await patch("f", "5-5")), "404 BLOB_UPLOAD_UNKNOWN");
});

test("an upload can be cancelled, and belongs to its repository", async (t) => {
  const registry = await registryFor(t);
  const location = await startUpload(registry);
  const elsewhere = new URL(location.href.replace("acme/shop", "acme/other"));
  assert.equal((await fetch(elsewhere)).status, 404);
  assert.equal((await fetch(location, { method: "DELETE" })).status, 204);
  assert.equal((await fetch(location, { method: "DELETE" })).status, 404);
});

test("a blob is served only where it was pushed or mounted, and is on disk once", async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), "registry-test-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const registry = await registryFor(t, { directory });
  const digest = await pushBlob(registry, "shared", "acme/base");
  const inShop = `${registry.url}/v2/acme/shop/blobs/${digest}`;
  assert.equal(await codeOf(await fetch(inShop)), "404 BLOB_UNKNOWN");
  const mount = (from: string): Promise<Response> =>
    fetch(`${registry.url}/v2/acme/shop/blobs/uploads/?mount=${digest}&from=${from}`, { method: "POST" });
  assert.equal((await mount("acme/nothing")).status, 202);
  assert.equal((await mount("acme/base")).status, 201);
  assert.equal(await (await fetch(inShop)).text(), "shared");
  await pushBlob(registry, "shared", "acme/third");
  assert.deepEqual(await readdir(path.join(directory, "blobs", "sha256")), [digest.slice(7)]);
  assert.equal((await fetch(inShop, { method: "DELETE" })).status, 202);
  assert.equal((await fetch(inShop, { method: "DELETE" })).status, 404);
  assert.equal((await fetch(`${registry.url}/v2/acme/base/blobs/${digest}`)).status, 200);
});

test("sha512 digests are served too", async (t) => {
  const registry = await registryFor(t);
  const digest = digestOf("long", "sha512");
  assert.equal((await finishUpload(await startUpload(registry), "long", digest)).status, 201);
  assert.equal(await (await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`)).text(), "long");
  assert.equal(
    await codeOf(await finishUpload(await startUpload(registry), "other", digest)),
    "400 DIGEST_INVALID",
  );
});

test("redirected blobs come from another host that refuses credentials", async (t) => {
  const registry = await registryFor(t, { redirectBlobs: true });
  const digest = await pushBlob(registry, "elsewhere");
  const response = await fetch(`${registry.url}/v2/acme/shop/blobs/${digest}`, { redirect: "manual" });
  const location = response.headers.get("location") ?? "";
  assert.equal(response.status, 307);
  assert.notEqual(new URL(location).hostname, "127.0.0.1");
  assert.equal(await (await fetch(location)).text(), "elsewhere");
  assert.equal((await fetch(location, { headers: { authorization: "Bearer x" } })).status, 400);
  assert.equal((await fetch(location.replace(digest, digestOf("none")))).status, 400);
});

test("a 128 MiB upload streams: memory does not grow by its size", async (t) => {
  const registry = await registryFor(t);
  const chunk = new Uint8Array(1024 * 1024).fill(7);
  const location = await startUpload(registry);
  let sent = 0;
  let peak = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
      if (sent > 128) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const before = process.memoryUsage().arrayBuffers;
  assert.equal((await fetch(location, { method: "PATCH", body, duplex: "half" })).status, 202);
  assert.equal((await fetch(location)).headers.get("range"), `0-${128 * chunk.length - 1}`);
  assert.ok(peak - before < 64 * 1024 * 1024, `${peak - before} octets of buffers`);
});
