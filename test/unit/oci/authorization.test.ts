import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import test from "node:test";
import { scopesFor } from "../../../src/oci/authorization.ts";
import { createEndpoints } from "../../../src/oci/endpoints.ts";
import { describeError } from "../../../src/values/fault.ts";
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
  repositoryOf,
  scripted,
} from "./fixtures.ts";

const password = "enchantress-of-numbers";
const bearer = { kind: "bearer", user: "ada", password } as const;
const ada = always({ kind: "basic", username: "ada", password });

test("a push and a pull take one token each way", async (t) => {
  const registry = await double(t, { auth: bearer });
  const oci = client(t, { credentials: ada });
  const repository = repositoryOf(registry);
  await oci.pushBlob(repository, emptyBlob);
  const pushed = await oci.pushManifest(repository, artifact(), "v1");
  await oci.resolve(repository, pushed.digest);
  await collect(oci.blob(repository, emptyBlob));
  const tokens = registry.requests.filter(({ operation }) => operation === "token");
  assert.equal(tokens.length, 2);
  assert.equal(registry.requests.filter(({ status }) => status === 401).length, 1);
});

test("twelve blobs at once ask for one token", async (t) => {
  const registry = await double(t, { auth: bearer });
  const oci = client(t, { credentials: ada });
  const blobs = Array.from({ length: 12 }, (_, index) => blobOf(`blob ${index}`));
  await Promise.all(blobs.map((blob) => oci.pushBlob(repositoryOf(registry), blob)));
  assert.equal(registry.blobs("acme/app").length, 12);
  assert.equal(registry.requests.filter(({ operation }) => operation === "token").length, 1);
});

test("an identity token is traded by the refresh_token grant", async (t) => {
  const registry = await double(t, { auth: { ...bearer, identityToken: "refresh-me" } });
  const oci = client(t, { credentials: always({ kind: "identity-token", token: "refresh-me" }) });
  assert.equal(await oci.pushBlob(repositoryOf(registry), emptyBlob), "uploaded");
  assert.equal(registry.requests.find(({ operation }) => operation === "token")?.method, "POST");
});

test("a registry token is sent as it is", async (t) => {
  const host = await scripted(t, (request, response) => {
    const known = request.headers.authorization === "Bearer as-it-is";
    response
      .writeHead(known ? 404 : 401, { "www-authenticate": 'Bearer realm="https://auth.example/t"' })
      .end();
  });
  const repository = { registry: host, path: "acme/app" };
  const oci = client(t, { credentials: always({ kind: "registry-token", token: "as-it-is" }) });
  assert.equal(await oci.resolve(repository, "v1"), undefined);
  const other = client(t, { credentials: always({ kind: "registry-token", token: "another" }) });
  await assert.rejects(other.resolve(repository, "v1"), fault("REGISTRY_UNAUTHORIZED"));
});

test("public content is read anonymously", async (t) => {
  const registry = await double(t, { auth: { ...bearer, anonymousPull: true } });
  await client(t, { credentials: ada }).pushBlob(repositoryOf(registry), emptyBlob);
  const oci = client(t);
  assert.equal((await collect(oci.blob(repositoryOf(registry), emptyBlob))).toString(), "{}");
  await assert.rejects(oci.pushBlob(repositoryOf(registry), blobOf("new")), fault("REGISTRY_UNAUTHORIZED"));
});

test("basic authentication is answered once, and then offered from the start", async (t) => {
  const registry = await double(t, { auth: { ...bearer, kind: "basic" } });
  const oci = client(t, { credentials: ada });
  await oci.pushBlob(repositoryOf(registry), emptyBlob);
  assert.equal(registry.requests.filter(({ status }) => status === 401).length, 1);
});

test("wrong or missing credentials are REGISTRY_UNAUTHORIZED, without the password", async (t) => {
  for (const kind of ["basic", "bearer"] as const) {
    const registry = await double(t, { auth: { ...bearer, kind } });
    for (const credentials of [
      always({ kind: "basic", username: "ada", password: "wrong-password" }),
      always({ kind: "anonymous" }),
      always({ kind: "identity-token", token: "wrong-password" }),
    ])
      await assert.rejects(
        client(t, { credentials }).pushBlob(repositoryOf(registry), emptyBlob),
        (error) => {
          assert.ok(!describeError(error).includes("wrong-password"));
          return fault("REGISTRY_UNAUTHORIZED")(error);
        },
      );
  }
});

test("a token that ran out by our clock, or that the registry calls expired, is replaced once", async (t) => {
  const clock = patientClock();
  const registry = await double(t, { auth: bearer, clock });
  const oci = client(t, { credentials: ada, clock });
  await oci.pushBlob(repositoryOf(registry), emptyBlob);
  await clock.sleep(400_000);
  await oci.pushBlob(repositoryOf(registry), blobOf("second"));
  const refusals = (): number => registry.requests.filter(({ status }) => status === 401).length;
  assert.equal(refusals(), 1);
  registry.faults.add({ kind: "expired-token", operation: "upload-finish" });
  await oci.pushBlob(repositoryOf(registry), blobOf("third"));
  assert.equal(refusals(), 2);
  registry.faults.add({ kind: "expired-token", operation: "upload-start", times: 2 });
  await assert.rejects(
    oci.pushBlob(repositoryOf(registry), blobOf("fourth")),
    fault("REGISTRY_UNAUTHORIZED"),
  );
});

test("who is known and may not is REGISTRY_DENIED with the registry's words", async (t) => {
  const registry = await double(t, { auth: { ...bearer, readOnly: ["acme/app"] } });
  const oci = client(t, { credentials: ada });
  await assert.rejects(
    oci.pushBlob(repositoryOf(registry), emptyBlob),
    fault("REGISTRY_DENIED", /requested access to the resource is denied/),
  );
});

test("a mount asks for a token that may read the other repository", async (t) => {
  const registry = await double(t, { auth: bearer });
  const oci = client(t, { credentials: ada });
  const from = repositoryOf(registry, "acme/base");
  await oci.pushBlob(from, emptyBlob);
  assert.equal(await oci.pushBlob(repositoryOf(registry), emptyBlob, { mountFrom: from }), "mounted");
});

test("only a registry on this machine may name a token realm on it", () => {
  const { safe } = createEndpoints({
    http: { send: () => Promise.reject(new Error("unused")), close: async () => {} },
    httpFor: () => {
      throw new Error("unused");
    },
    certificates: { find: async () => ({ authorities: [] }) },
    insecureRegistries: ["auth.test:5001"],
  });
  const local = new URL("http://127.0.0.1:8500/v1/token");
  assert.equal(safe(local, "localhost:5000"), true);
  assert.equal(safe(local, "registry.example"), false);
  assert.equal(safe(local, "docker.io"), false);
  assert.equal(safe(new URL("http://auth.test:5001/token"), "registry.example"), true);
  assert.equal(safe(new URL("http://auth.test/token"), "registry.example"), false);
  assert.equal(safe(new URL("https://auth.example/token"), "registry.example"), true);
});

test("credentials go to no realm that is not https", async (t) => {
  for (const realm of [
    "http://auth.example/token",
    "ftp://auth.example/",
    "nonsense",
    "https://u:p@auth.example/",
  ]) {
    const host = await scripted(t, (_request, response) => {
      response.writeHead(401, { "www-authenticate": `Bearer realm="${realm}"` }).end();
    });
    const oci = client(t, { credentials: ada });
    await assert.rejects(
      oci.resolve({ registry: host, path: "acme/app" }, "v1"),
      fault("REGISTRY_PROTOCOL", /realm/),
      realm,
    );
  }
});

test("a token server's redirect is not followed, and its answers are read strictly", async (t) => {
  const seen: string[] = [];
  const elsewhere = await scripted(t, (request, response) => {
    seen.push(String(request.headers.authorization));
    response.end('{"token":"stolen"}');
  });
  const answers: Readonly<Record<string, (response: Parameters<RequestListener>[1]) => void>> = {
    redirects: (response) => response.writeHead(307, { location: `http://${elsewhere}/` }).end(),
    "holds no token": (response) => response.end('{"token":"two words"}'),
    "not JSON": (response) => response.end("<html>"),
    "answered 418": (response) => response.writeHead(418).end(`your password is ${password}`),
  };
  for (const [why, answer] of Object.entries(answers)) {
    const host: string = await scripted(t, (request, response) => {
      if (request.url?.startsWith("/token") === true) return answer(response);
      response.writeHead(401, { "www-authenticate": `Bearer realm="http://${host}/token"` }).end();
    });
    await assert.rejects(
      client(t, { credentials: ada }).resolve({ registry: host, path: "acme/app" }, "v1"),
      (error) => {
        assert.ok(!describeError(error).includes(password));
        return new RegExp(why).test(describeError(error));
      },
      why,
    );
  }
  assert.deepEqual(seen, []);
});

test("credentials follow no redirect to another origin, and writes are never redirected", async (t) => {
  const seen: (string | undefined)[] = [];
  const storage = await scripted(t, (request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  const host = await scripted(t, (request, response) => {
    if (request.headers.authorization === undefined)
      response.writeHead(401, { "www-authenticate": "Basic realm=x" }).end();
    else response.writeHead(307, { location: `http://${storage}/blob` }).end();
  });
  const repository = { registry: host, path: "acme/app" };
  const oci = client(t, { credentials: ada });
  assert.equal((await collect(oci.blob(repository, emptyBlob))).toString(), "{}");
  assert.deepEqual(seen, [undefined]);
  await assert.rejects(
    oci.pushManifest(repository, artifact()),
    fault("REGISTRY_PROTOCOL", /redirects a write/),
  );
});

test("redirects that lead nowhere are given up", async (t) => {
  for (const [location, why] of [
    [undefined, /to no address/],
    ["http://[", /to no address/],
    ["/v2/acme/app/manifests/v1", /more than 5 times/],
  ] as const) {
    const host = await scripted(t, (_request, response) => {
      response.writeHead(302, location === undefined ? {} : { location }).end();
    });
    await assert.rejects(
      client(t).manifest({ registry: host, path: "acme/app" }, "v1"),
      fault("REGISTRY_PROTOCOL", why),
    );
  }
});

test("a challenge without a scheme that we know is not answered", async (t) => {
  const host = await scripted(t, (_request, response) => {
    response.writeHead(401, { "www-authenticate": "Negotiate" }).end();
  });
  await assert.rejects(
    client(t, { credentials: ada }).resolve({ registry: host, path: "acme/app" }, "v1"),
    fault("REGISTRY_UNAUTHORIZED"),
  );
});

test("scopes name what a request needs and nothing else", () => {
  const repository = { registry: "ghcr.io", path: "acme/app" };
  assert.deepEqual(scopesFor(repository, { action: "pull" }), ["repository:acme/app:pull"]);
  assert.deepEqual(scopesFor(repository, { action: "push", alsoPull: "acme/base" }), [
    "repository:acme/app:pull,push",
    "repository:acme/base:pull",
  ]);
  assert.deepEqual(scopesFor(repository, { action: "push", alsoPull: "acme/app" }), [
    "repository:acme/app:pull,push",
  ]);
});
