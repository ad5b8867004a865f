import assert from "node:assert/strict";
import test from "node:test";
import { SigningConfig } from "@sigstore/protobuf-specs";
import { readFile } from "node:fs/promises";
import { sigstoreFor, signStatement, toSignedEntity, verifierFor } from "./keyless-bundle.ts";

test("a status fault is taken so many times, and the requests are logged", async (t) => {
  const sigstore = await sigstoreFor(t);
  sigstore.faults.add({ service: "rekor", kind: "status", status: 503, times: 2, retryAfter: "7" });
  const first = await fetch(`${sigstore.rekorUrl}/api/v1/log`);
  assert.equal(first.status, 503);
  assert.equal(first.headers.get("retry-after"), "7");
  assert.equal((await fetch(`${sigstore.tsaUrl}/api/v1/timestamp/certchain`)).status, 200);
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log`)).status, 503);
  assert.equal(sigstore.faults.left(), 0);
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log`)).status, 200);
  assert.deepEqual(sigstore.requests.at(0), {
    service: "rekor",
    method: "GET",
    path: "/api/v1/log",
    status: 503,
  });
  assert.deepEqual(
    sigstore.requests.map(({ service, status }) => `${service} ${status}`),
    ["rekor 503", "tsa 200", "rekor 503", "rekor 200"],
  );
});

test("a fault waits for the path that it names, and can be taken back", async (t) => {
  const sigstore = await sigstoreFor(t);
  sigstore.faults.add({ service: "rekor", kind: "drop", path: /publicKey/ });
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log`)).status, 200);
  await assert.rejects(fetch(`${sigstore.rekorUrl}/api/v1/log/publicKey`));
  sigstore.faults.add({ service: "rekor", kind: "drop" });
  sigstore.faults.clear();
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log`)).status, 200);
});

test("an answer that is lost leaves the entry in the log, and the library recovers by the conflict", async (t) => {
  const sigstore = await sigstoreFor(t);
  sigstore.faults.add({ service: "rekor", kind: "lost-answer" });
  const bundle = await signStatement(sigstore, "{}");
  assert.equal(sigstore.entries.length, 1);
  assert.deepEqual(
    sigstore.requests.filter(({ service }) => service === "rekor").map(({ status }) => status),
    [0, 409, 200],
  );
  (await verifierFor(sigstore)).verify(toSignedEntity(bundle));
});

test("a slow answer comes late but comes", async (t) => {
  const sigstore = await sigstoreFor(t);
  sigstore.faults.add({ service: "oidc", kind: "slow", delayMs: 120 });
  const started = performance.now();
  assert.equal((await fetch(`${sigstore.oidcUrl}/.well-known/jwks`)).status, 200);
  assert.ok(performance.now() - started >= 110);
  sigstore.faults.add({ service: "oidc", kind: "slow", delayMs: 60_000 });
  await assert.rejects(fetch(`${sigstore.oidcUrl}/.well-known/jwks`, { signal: AbortSignal.timeout(50) }));
});

test("each service is an origin of its own: a route of another one is 404", async (t) => {
  const sigstore = await sigstoreFor(t);
  const urls = [sigstore.fulcioUrl, sigstore.rekorUrl, sigstore.tsaUrl, sigstore.oidcUrl];
  assert.equal(new Set(urls).size, 4);
  assert.equal((await fetch(`${sigstore.fulcioUrl}/api/v1/log`)).status, 404);
  assert.equal((await fetch(`${sigstore.oidcUrl}/api/v1/log`)).status, 404);
  assert.equal((await fetch(`${sigstore.rekorUrl}/other`, { method: "DELETE" })).status, 404);
});

test("the signing config names every service with the API version that it speaks", async (t) => {
  const sigstore = await sigstoreFor(t);
  const config = SigningConfig.fromJSON(JSON.parse(await readFile(sigstore.files.signingConfig, "utf8")));
  assert.equal(config.caUrls[0]?.url, sigstore.fulcioUrl);
  assert.equal(config.rekorTlogUrls[0]?.url, sigstore.rekorUrl);
  assert.equal(config.rekorTlogUrls[0]?.majorApiVersion, 1);
  assert.equal(config.tsaUrls[0]?.url, `${sigstore.tsaUrl}/api/v1/timestamp`);
  assert.equal(config.oidcUrls[0]?.url, sigstore.oidcUrl);
});
