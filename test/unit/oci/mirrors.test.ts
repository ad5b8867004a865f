import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import type { RegistryDouble } from "../../../doubles/registry/registry.ts";
import { createHttp } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";
import { anonymousCredentials } from "../../../src/oci/credentials.ts";
import { type RegistryMirror, registryMirror } from "../../../src/oci/mirror-grammar.ts";
import { createPullRegistry, pullThrough } from "../../../src/oci/mirrors.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { digestOf } from "../../../src/values/digest.ts";
import {
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
} from "./fixtures.ts";

type World = {
  readonly origin: RegistryDouble;
  readonly mirror: RegistryDouble;
  readonly oci: Registry;
  readonly pulls: Registry;
};

async function world(
  t: TestContext,
  more: (mirror: RegistryDouble) => readonly string[] = () => [],
): Promise<World> {
  const origin = await double(t);
  const mirror = await double(t);
  const oci = client(t);
  const mirrors = [...more(mirror), mirror.host].map((host): RegistryMirror => ({
    registry: origin.host,
    mirror: host,
  }));
  const retries = { attempts: 2, firstDelayMs: 1, longestDelayMs: 1 };
  return { origin, mirror, oci, pulls: pullThrough(oci, client(t, { retries }), mirrors, silentLog) };
}

async function fill(oci: Registry, registry: RegistryDouble, name: string): Promise<void> {
  await oci.pushBlob(repositoryOf(registry), emptyBlob);
  await oci.pushManifest(repositoryOf(registry), artifact({ annotations: { name } }), "v1");
}

const content = patternBytes(300_000);
const blob = blobOf(content);

test("what a mirror has is read there, and the origin is not asked", async (t) => {
  const { mirror, oci, origin, pulls } = await world(t);
  await fill(oci, mirror, "mirrored");
  await oci.pushBlob(repositoryOf(mirror), blob);
  const found = await pulls.manifest(repositoryOf(origin), "v1");
  assert.equal(found?.descriptor.digest, digestOf(artifact({ annotations: { name: "mirrored" } }).bytes));
  assert.equal((await pulls.resolve(repositoryOf(origin), "v1"))?.digest, found?.descriptor.digest);
  assert.deepEqual(await collect(pulls.blob(repositoryOf(origin), blob)), content);
  assert.deepEqual(origin.requests, []);
});

test("what a mirror lacks, refuses or garbles comes from the origin", async (t) => {
  const { mirror, oci, origin, pulls } = await world(t);
  await fill(oci, origin, "real");
  await oci.pushBlob(repositoryOf(origin), blob);
  const real = digestOf(artifact({ annotations: { name: "real" } }).bytes);
  assert.equal((await pulls.manifest(repositoryOf(origin), "v1"))?.descriptor.digest, real);
  for (const status of [401, 403, 429]) {
    mirror.faults.add({ kind: "status", status, times: 2 });
    assert.equal((await pulls.resolve(repositoryOf(origin), "v1"))?.digest, real, String(status));
    mirror.faults.clear();
  }
  await oci.pushBlob(repositoryOf(mirror), blob);
  mirror.faults.add({ kind: "corrupt", operation: "blob-get" });
  await assert.rejects(
    collect(pulls.blob(repositoryOf(origin), blob)),
    fault("REGISTRY_DIGEST_MISMATCH", /what a mirror gave before/),
  );
  assert.deepEqual(await collect(pulls.blob(repositoryOf(origin), blobOf(content, 7))), content);
});

test("a blob that breaks off at the mirror goes on at the origin, without a byte twice", async (t) => {
  const { mirror, oci, origin, pulls } = await world(t);
  for (const registry of [mirror, origin]) await oci.pushBlob(repositoryOf(registry), blob);
  mirror.faults.add({ kind: "drop-body", octets: 100_000, operation: "blob-get" });
  mirror.faults.add({ kind: "status", status: 503, operation: "blob-get", times: 50 });
  assert.deepEqual(await collect(pulls.blob(repositoryOf(origin), blob)), content);
  assert.equal(origin.requests.filter(({ operation }) => operation === "blob-get").length, 1);
});

test("a client for pulls has the mirrors in it, and is the plain one without any", async (t) => {
  const { mirror, oci, origin } = await world(t);
  await fill(oci, mirror, "mirrored");
  await fill(oci, origin, "real");
  const http = createHttp({ environment: {} });
  t.after(() => http.close());
  const options = {
    http,
    httpFor: () => http,
    credentials: anonymousCredentials,
    certificates: { find: async () => ({ authorities: [] }) },
    clock: patientClock(),
    random: Math.random,
    log: silentLog,
  };
  const name = async (mirrors: readonly RegistryMirror[]): Promise<string> => {
    const found = await createPullRegistry(options, mirrors).manifest(repositoryOf(origin), "v1");
    return JSON.parse(Buffer.from(found?.bytes ?? []).toString()).annotations.name;
  };
  assert.equal(await name([{ registry: origin.host, mirror: mirror.host }]), "mirrored");
  assert.equal(await name([]), "real");
});

test("a mirror that does not answer is asked once, then no more", async (t) => {
  const down = "127.0.0.1:1";
  const { mirror, oci, origin, pulls } = await world(t, () => [down]);
  await fill(oci, mirror, "mirrored");
  const lines: string[] = [];
  const retries = { attempts: 1, firstDelayMs: 1, longestDelayMs: 1 };
  const noted = pullThrough(oci, client(t, { retries }), [{ registry: origin.host, mirror: down }], {
    ...silentLog,
    debug: (line) => void lines.push(line),
  });
  assert.equal(await noted.resolve(repositoryOf(origin), "v1"), undefined);
  assert.equal(await noted.resolve(repositoryOf(origin), "v1"), undefined);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /mirror 127.0.0.1:1\/acme\/app passed over/);
  assert.notEqual(await pulls.resolve(repositoryOf(origin), "v1"), undefined);
});

test("pushes go to the registry itself, and other registries have no mirror", async (t) => {
  const { mirror, oci, origin, pulls } = await world(t);
  await fill(pulls, origin, "pushed");
  assert.deepEqual(mirror.blobs("acme/app"), []);
  const other = await double(t);
  await fill(oci, other, "other");
  assert.notEqual(await pulls.resolve(repositoryOf(other), "v1"), undefined);
  assert.equal(mirror.requests.length, 0);
});

test("a bug in between is not taken for a mirror that fails", async (t) => {
  const { oci, origin } = await world(t);
  const bug = new Error("a bug");
  const broken: Registry = {
    ...oci,
    resolve: async () => {
      throw bug;
    },
  };
  const pulls = pullThrough(oci, broken, [{ registry: origin.host, mirror: "m.example" }], silentLog);
  await assert.rejects(pulls.resolve(repositoryOf(origin), "v1"), (error) => error === bug);
});

test("lines of registry-mirrors are two hosts, and Docker Hub has one name", () => {
  assert.deepEqual(registryMirror.parse("docker.io=mirror.example:5000"), {
    registry: "docker.io",
    mirror: "mirror.example:5000",
  });
  assert.equal(registryMirror.parse("registry-1.docker.io = m.example").registry, "docker.io");
  assert.equal(registryMirror.parse("[::1]:5000=localhost").registry, "[::1]:5000");
  for (const line of [
    "",
    "docker.io",
    "a=b",
    "docker.io=",
    "docker.io=m.example/x",
    "a.b=c.d=e.f",
    "a.b=u@c.d",
    "a.b=a.b",
  ])
    assert.throws(() => registryMirror.parse(line), fault("INPUT_INVALID"), line);
});
