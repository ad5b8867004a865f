import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { startProxy } from "../../../doubles/registry/proxy.ts";
import { type TlsMaterial, createTlsMaterial } from "../../../doubles/registry/tls-material.ts";
import type { Http, HttpOptions, HttpRequest } from "../../../src/io/http.ts";
import { openCertificates } from "../../../src/oci/certificates.ts";
import { createEndpoints } from "../../../src/oci/endpoints.ts";
import { isFault } from "../../../src/values/fault.ts";
import { parseRepository } from "../../../src/values/image-reference.ts";
import { artifact, client, double, emptyBlob, fault, repositoryOf } from "./fixtures.ts";

async function certificateFolder(
  t: TestContext,
  host: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "certs.d-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, host));
  for (const [name, content] of Object.entries(files))
    await writeFile(path.join(folder, host, name), content);
  return folder;
}

const material: TlsMaterial = createTlsMaterial();

test("a registry with a private CA is reached by its certs.d folder or by registry-ca", async (t) => {
  const registry = await double(t, { tls: material.server });
  const folder = await certificateFolder(t, registry.host, { "ca.crt": material.ca });
  const byFolder = openCertificates({ environment: {}, folders: [folder] });
  assert.equal(
    await client(t, { certificates: byFolder }).pushBlob(repositoryOf(registry), emptyBlob),
    "uploaded",
  );
  const byInput = openCertificates({ environment: {}, authorities: [material.ca], folders: [] });
  assert.equal(
    await client(t, { certificates: byInput }).pushBlob(repositoryOf(registry), emptyBlob),
    "present",
  );
});

test("an unknown CA is refused at once, and never mended by plain http", async (t) => {
  const registry = await double(t, { tls: material.server });
  const oci = client(t, { insecureRegistries: [registry.host] });
  await assert.rejects(oci.resolve(repositoryOf(registry), "v1"), fault("REGISTRY_CERTIFICATE_REFUSED"));
  assert.deepEqual(registry.requests, []);
});

test("a client certificate of certs.d opens a registry that asks for one", async (t) => {
  const registry = await double(t, { tls: { ...material.server, clientCa: material.ca } });
  const files = {
    "ca.crt": material.ca,
    "client.cert": material.client.cert,
    "client.key": material.client.key,
  };
  const folder = await certificateFolder(t, registry.host, files);
  const certificates = openCertificates({ environment: {}, folders: [folder] });
  assert.equal(await client(t, { certificates }).pushBlob(repositoryOf(registry), emptyBlob), "uploaded");
  const without = openCertificates({ environment: {}, authorities: [material.ca], folders: [] });
  const retries = { attempts: 1, firstDelayMs: 1, longestDelayMs: 1 };
  // With TLS 1.3 the refusal comes after the handshake, as an alert or as a plain close.
  await assert.rejects(
    client(t, { certificates: without, retries }).resolve(repositoryOf(registry), "v1"),
    (error) => isFault(error, "REGISTRY_CERTIFICATE_REFUSED", "REGISTRY_UNAVAILABLE"),
  );
});

test("a certs.d folder that cannot be meant is refused by name", async (t) => {
  const { ca, client: own } = material;
  for (const [files, why] of [
    [{ "ca.crt": "nonsense" }, /ca.crt holds no PEM certificate/],
    [{ "client.cert": own.cert }, /holds client.cert but not client.key/],
    [
      { "a.cert": own.cert, "a.key": own.key, "b.cert": own.cert, "b.key": own.key },
      /several client certificates/,
    ],
    [{ "client.cert": own.cert, "client.key": own.cert }, /client.key holds no PEM private key/],
  ] as const) {
    const folder = await certificateFolder(t, "registry.example", files);
    const certificates = openCertificates({ environment: {}, folders: [folder] });
    await assert.rejects(certificates.find("registry.example"), fault("CERTIFICATES_UNREADABLE", why));
    assert.deepEqual(await certificates.find("other.example"), { authorities: [] });
  }
  const folder = await certificateFolder(t, "registry.example", { "ca.crt": ca });
  await mkdir(path.join(folder, "registry.example", "b.crt"));
  await assert.rejects(
    openCertificates({ environment: {}, folders: [folder] }).find("registry.example"),
    fault("CERTIFICATES_UNREADABLE", /b.crt cannot be read/),
  );
});

test("the user's certs.d comes before the system's", async (t) => {
  const home = await mkdtemp(path.join(tmpdir(), "home-"));
  t.after(() => rm(home, { recursive: true, force: true }));
  const folder = path.join(home, ".config/containers/certs.d/registry.example:5000");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "ca.crt"), material.ca);
  const certificates = openCertificates({ environment: { HOME: home }, authorities: ["given"] });
  assert.deepEqual(await certificates.find("registry.example:5000"), { authorities: ["given", material.ca] });
});

test("requests go through the proxy of the environment, TLS in a tunnel", async (t) => {
  const registry = await double(t, { tls: material.server });
  const port = registry.host.split(":")[1] ?? "";
  const proxy = await startProxy({ resolve: () => registry.host });
  t.after(() => proxy.close());
  const oci = client(t, {
    environment: { HTTPS_PROXY: proxy.url },
    certificates: openCertificates({ environment: {}, authorities: [material.ca], folders: [] }),
  });
  // The certificate names localhost and 127.0.0.1 only: reaching the host and failing on its name proves the way.
  await assert.rejects(
    oci.resolve({ registry: `registry.example:${port}`, path: "acme/app" }, "v1"),
    fault("REGISTRY_CERTIFICATE_REFUSED", /registry\.example/),
  );
  assert.deepEqual(
    proxy.requests.map(({ method, target }) => [method, target]),
    [["CONNECT", `registry.example:${port}`]],
  );
});

test("a registry that was named insecure is spoken to in plain http, through a proxy too", async (t) => {
  const registry = await double(t);
  const proxy = await startProxy({ resolve: () => registry.host });
  t.after(() => proxy.close());
  const host = "registry.example:5000";
  const oci = client(t, {
    environment: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url },
    insecureRegistries: [host],
  });
  const repository = parseRepository(`${host}/acme/app`);
  await oci.pushBlob(repository, emptyBlob);
  const pushed = await oci.pushManifest(repository, artifact(), "v1");
  assert.equal(registry.tag("acme/app", "v1"), pushed.digest);
  assert.ok(proxy.requests.length > 0);
});

test("a host that nobody named insecure is never spoken to in plain http", async (t) => {
  const registry = await double(t);
  const proxy = await startProxy({ resolve: () => registry.host });
  t.after(() => proxy.close());
  const oci = client(t, { environment: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url } });
  await assert.rejects(
    oci.resolve(parseRepository("registry.example:5000/acme/app"), "v1"),
    fault("REGISTRY_UNAVAILABLE"),
  );
  assert.deepEqual(registry.requests, []);
});

test("a registry that is down is tried again and then REGISTRY_UNAVAILABLE", async (t) => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  await new Promise((resolve) => server.close(resolve));
  const repository = { registry: `127.0.0.1:${address.port}`, path: "acme/app" };
  await assert.rejects(client(t).resolve(repository, "v1"), fault("REGISTRY_UNAVAILABLE", /ECONNREFUSED/));
  await assert.rejects(
    client(t).resolve({ registry: "registry.example:99999", path: "acme/app" }, "v1"),
    fault("REGISTRY_UNAVAILABLE", /is not a host/),
  );
});

test("5xx and dropped connections are passed over while they are few", async (t) => {
  const registry = await double(t);
  const oci = client(t);
  registry.faults.add({ kind: "status", status: 503, operation: "manifest-head" });
  registry.faults.add({ kind: "drop", operation: "manifest-head" });
  assert.equal(await oci.resolve(repositoryOf(registry), "v1"), undefined);
  registry.faults.add({ kind: "status", status: 500, operation: "manifest-get", times: 50 });
  await assert.rejects(
    oci.manifest(repositoryOf(registry), "v1"),
    fault("REGISTRY_UNAVAILABLE", /answered 500 .*scripted 500/),
  );
  assert.ok(registry.requests.length < 20);
});

test("hosts share the common client unless they need one of their own", async () => {
  const made: Omit<HttpOptions, "environment">[] = [];
  const asked: string[] = [];
  const fake = (): Http => ({
    send: async ({ method, url }: HttpRequest) => {
      asked.push(`${method} ${String(url)}`);
      return {
        status: 200,
        url: String(url),
        header: () => undefined,
        stream: async function* () {},
        bytes: async () => Buffer.alloc(0),
        text: async () => "",
        discard: async () => {},
      };
    },
    close: async () => {},
  });
  const common = fake();
  const endpoints = createEndpoints({
    http: common,
    httpFor: (options) => {
      made.push(options);
      return fake();
    },
    certificates: {
      find: async (host) => ({ authorities: host === "private.example" ? ["pem"] : [] }),
    },
    insecureRegistries: ["Plain.example:5000"],
  });
  assert.deepEqual(await endpoints.registry("docker.io"), {
    origin: "https://registry-1.docker.io",
    http: common,
  });
  assert.equal((await endpoints.registry("ghcr.io")).http, common);
  assert.deepEqual(asked, []);
  assert.notEqual((await endpoints.registry("private.example")).http, common);
  assert.equal((await endpoints.registry("plain.example:5000")).origin, "https://plain.example:5000");
  assert.deepEqual(asked, ["GET https://plain.example:5000/v2/"]);
  assert.deepEqual(made, [
    { authorities: ["pem"] },
    { authorities: [], insecureHosts: ["plain.example:5000"] },
  ]);
  for (const [url, safe] of [
    ["https://auth.example/token", true],
    ["http://localhost:5000/token", true],
    ["http://plain.example:5000/token", true],
    ["http://plain.example/token", false],
  ] as const)
    assert.equal(endpoints.safe(new URL(url), "localhost:5000"), safe, url);
});
