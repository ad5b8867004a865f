// Whole pushes and pulls as they go in a company network: through a proxy, with cloud helpers, against limits.
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { startProxy } from "../../../doubles/registry/proxy.ts";
import { createTlsMaterial } from "../../../doubles/registry/tls-material.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { retryAfterMs } from "../../../src/io/retry.ts";
import { openCertificates } from "../../../src/oci/certificates.ts";
import { openCredentials } from "../../../src/oci/credentials.ts";
import type { CredentialStore } from "../../../src/oci/credentials.ts";
import { describeError, isFault } from "../../../src/values/fault.ts";
import {
  always,
  artifact,
  blobOf,
  client,
  collect,
  double,
  emptyBlob,
  fault,
  patientClock,
  patternBytes,
  repositoryOf,
  scripted,
} from "./fixtures.ts";

const material = createTlsMaterial();
const certificates = openCertificates({ environment: {}, authorities: [material.ca], folders: [] });

test("a push and a pull go through CONNECT tunnels of a proxy that wants a password", async (t) => {
  const registry = await double(t, { tls: material.server });
  const proxy = await startProxy({
    resolve: () => registry.host,
    credentials: { user: "ada", password: "p@ss" },
  });
  t.after(() => proxy.close());
  const url = proxy.url.replace("//", "//ada:p%40ss@");
  const host = `registry.test:${registry.host.split(":")[1]}`;
  const repository = { registry: host, path: "acme/app" };
  const oci = client(t, { environment: { HTTPS_PROXY: url }, certificates });
  const blob = blobOf(patternBytes(400_000));
  assert.equal(await oci.pushBlob(repository, blob), "uploaded");
  await oci.pushBlob(repository, emptyBlob);
  const pushed = await oci.pushManifest(repository, artifact(), "v1");
  assert.equal((await oci.manifest(repository, "v1"))?.descriptor.digest, pushed.digest);
  assert.deepEqual(await collect(oci.blob(repository, blob)), blob.bytes);
  assert.ok(proxy.requests.length > 0);
  assert.ok(
    proxy.requests.every((one) => one.method === "CONNECT" && one.target === host && one.status === 200),
  );
  assert.ok(proxy.bytes() > 800_000);
});

test("a proxy that refuses is told as such, without its password", async (t) => {
  const registry = await double(t, { tls: material.server });
  const proxy = await startProxy({
    resolve: () => registry.host,
    credentials: { user: "ada", password: "right" },
  });
  t.after(() => proxy.close());
  const url = proxy.url.replace("//", "//ada:wrong-secret@");
  const oci = client(t, { environment: { https_proxy: url }, certificates });
  await assert.rejects(oci.resolve({ registry: "registry.test:5000", path: "acme/app" }, "v1"), (error) => {
    assert.ok(!describeError(error).includes("wrong-secret"));
    return fault("REGISTRY_UNAVAILABLE", /407/)(error);
  });
  assert.deepEqual(registry.requests, []);
});

test("a host in NO_PROXY is reached without the proxy", async (t) => {
  const registry = await double(t);
  const proxy = await startProxy({ resolve: () => registry.host });
  t.after(() => proxy.close());
  const port = registry.host.split(":")[1];
  const environment = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
  const insecureRegistries = [`registry.test:${port}`, `other.test:${port}`];
  const ask = (host: string, more: Readonly<Record<string, string>>): Promise<unknown> =>
    client(t, {
      environment: { ...environment, ...more },
      insecureRegistries,
      retries: { attempts: 1, firstDelayMs: 1, longestDelayMs: 1 },
    }).resolve({ registry: `${host}:${port}`, path: "acme/app" }, "v1");
  for (const more of [{ NO_PROXY: "registry.test" }, { no_proxy: "example.com,.test" }])
    await assert.rejects(ask("registry.test", more), fault("REGISTRY_UNAVAILABLE", /ENOTFOUND|EAI_AGAIN/));
  assert.deepEqual(proxy.requests, []);
  assert.equal(await ask("other.test", { NO_PROXY: "registry.test" }), undefined);
  assert.ok(proxy.requests.length > 0);
});

test("Retry-After as a date is waited for, and one beyond our patience is told at once", async (t) => {
  const registry = await double(t);
  const clock = patientClock();
  const oci = client(t, { clock, random: () => 0 });
  const inSeconds = (seconds: number): string =>
    new Date(clock.now().getTime() + seconds * 1000).toUTCString();
  registry.faults.add({ kind: "status", status: 429, retryAfter: inSeconds(30), operation: "manifest-head" });
  assert.equal(await oci.resolve(repositoryOf(registry), "v1"), undefined);
  const [waited] = clock.waits;
  assert.ok(waited !== undefined && waited > 28_000 && waited <= 30_000, String(waited));
  for (const retryAfter of ["3600", inSeconds(7200)]) {
    const before = registry.requests.length;
    registry.faults.add({ kind: "status", status: 429, retryAfter, operation: "manifest-head" });
    await assert.rejects(
      oci.resolve(repositoryOf(registry), "v1"),
      fault("REGISTRY_RATE_LIMITED", /Retry-After/),
    );
    assert.equal(registry.requests.length, before + 1);
  }
  const now = new Date("2026-01-02T03:04:05Z");
  assert.equal(retryAfterMs("Fri, 02 Jan 2026 03:04:00 GMT", now), 0);
  assert.equal(retryAfterMs("soon", now), undefined);
});

/** A home with one helper program for each host, as docker's configuration names them. */
async function helpers(
  t: TestContext,
  hosts: Readonly<Record<string, { readonly helper: string; readonly script: string }>>,
  more: Readonly<Record<string, string>> = {},
): Promise<CredentialStore> {
  const home = await mkdtemp(path.join(tmpdir(), "helpers-"));
  t.after(() => rm(home, { recursive: true, force: true }));
  await mkdir(path.join(home, ".docker"));
  await mkdir(path.join(home, "bin"));
  const credHelpers = Object.fromEntries(Object.entries(hosts).map(([host, { helper }]) => [host, helper]));
  await writeFile(path.join(home, ".docker/config.json"), JSON.stringify({ credHelpers }));
  for (const { helper, script } of Object.values(hosts)) {
    const file = path.join(home, "bin", `docker-credential-${helper}`);
    await writeFile(file, `#!/bin/sh\nread host\n[ "$1" = get ] || exit 9\n${script}\n`);
    await chmod(file, 0o755);
  }
  const environment = { HOME: home, PATH: `${path.join(home, "bin")}:/usr/bin:/bin`, ...more };
  return openCredentials({ environment, processes: createProcesses(environment) });
}

const answer = (user: string, secret: string): string =>
  `cat <<END\n{"ServerURL":"$host","Username":"${user}","Secret":"${secret}"}\nEND`;

test("the helpers of ECR, Google and Azure are asked by host, with the variables of their cloud", async (t) => {
  const credentials = await helpers(
    t,
    {
      "1234.dkr.ecr.eu-west-1.amazonaws.com": { helper: "ecr-login", script: answer("AWS", "$AWS_REGION") },
      "europe-docker.pkg.dev": { helper: "gcloud", script: answer("_dcgcloud_token", "$CLOUDSDK_CONFIG") },
      "acme.azurecr.io": { helper: "acr-env", script: answer("<token>", "refresh-of-$AZURE_TENANT_ID") },
    },
    { AWS_REGION: "eu-west-1", CLOUDSDK_CONFIG: "/gcloud", AZURE_TENANT_ID: "tenant", GITHUB_TOKEN: "never" },
  );
  const find = (registry: string): Promise<unknown> => credentials.find({ registry, path: "acme/app" });
  assert.deepEqual(await find("1234.dkr.ecr.eu-west-1.amazonaws.com"), {
    kind: "basic",
    username: "AWS",
    password: "eu-west-1",
  });
  assert.deepEqual(await find("europe-docker.pkg.dev"), {
    kind: "basic",
    username: "_dcgcloud_token",
    password: "/gcloud",
  });
  assert.deepEqual(await find("acme.azurecr.io"), { kind: "identity-token", token: "refresh-of-tenant" });
  assert.deepEqual(await find("other.azurecr.io"), { kind: "anonymous" });
});

test("a push with a helper's password, and one with its identity token, work from end to end", async (t) => {
  const password = "twelve-hours";
  const basic = await double(t, { auth: { kind: "basic", user: "AWS", password } });
  const bearer = await double(t, {
    auth: { kind: "bearer", user: "x", password: "y", identityToken: "refresh-me" },
  });
  const credentials = await helpers(t, {
    [basic.host]: { helper: "ecr-login", script: answer("AWS", password) },
    [bearer.host]: { helper: "acr-env", script: answer("<token>", "refresh-me") },
  });
  const oci = client(t, { credentials });
  for (const registry of [basic, bearer]) {
    await oci.pushBlob(repositoryOf(registry), emptyBlob);
    await oci.pushManifest(repositoryOf(registry), artifact(), "v1");
    assert.notEqual(registry.tag("acme/app", "v1"), undefined);
  }
});

test("a login that has expired is REGISTRY_UNAUTHORIZED and says to log in again", async (t) => {
  const expired = (error: unknown): boolean => {
    assert.ok(isFault(error, "REGISTRY_UNAUTHORIZED"), describeError(error));
    assert.match(`${error.message} ${error.next}`, /expired/);
    assert.match(error.next ?? "", /log in .*again/);
    assert.ok(!describeError(error).includes("stale-secret"));
    return true;
  };
  const bearer = await double(t, { auth: { kind: "bearer", user: "ada", password: "fresh" } });
  for (const credential of [
    { kind: "basic", username: "ada", password: "stale-secret" },
    { kind: "identity-token", token: "stale-secret" },
  ] as const)
    await assert.rejects(
      client(t, { credentials: always(credential) }).pushBlob(repositoryOf(bearer), emptyBlob),
      expired,
    );
  const basic = await double(t, { auth: { kind: "basic", user: "ada", password: "fresh" } });
  const stale = always({ kind: "basic", username: "ada", password: "stale-secret" });
  await assert.rejects(client(t, { credentials: stale }).pushBlob(repositoryOf(basic), emptyBlob), expired);
  // As ECR words it.
  const said = "Your authorization token has expired. Reauthenticate and try again.";
  const host = await scripted(t, (_request, response) => {
    response.writeHead(403).end(JSON.stringify({ errors: [{ code: "DENIED", message: said }] }));
  });
  await assert.rejects(
    client(t, { credentials: stale }).manifest({ registry: host, path: "acme/app" }, "v1"),
    expired,
  );
});
