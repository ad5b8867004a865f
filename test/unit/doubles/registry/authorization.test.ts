import assert from "node:assert/strict";
import test from "node:test";
import type { RegistryDouble } from "../../../../doubles/registry/registry.ts";
import { codeOf, digestOf, registryFor } from "./exchange.ts";

const USER = { user: "robot", password: "s3cret" };
const BASIC = `Basic ${Buffer.from("robot:s3cret").toString("base64")}`;

function request(
  registry: RegistryDouble,
  path: string,
  authorization = "",
  method = "GET",
): Promise<Response> {
  return fetch(registry.url + path, { method, headers: authorization === "" ? {} : { authorization } });
}

async function tokenFor(registry: RegistryDouble, query: string, authorization = BASIC): Promise<string> {
  const response = await request(registry, `/token?${query}`, authorization);
  assert.equal(response.status, 200);
  return `Bearer ${((await response.json()) as { readonly token: string }).token}`;
}

test("basic authentication challenges, and takes the right password only", async (t) => {
  const registry = await registryFor(t, { auth: { kind: "basic", ...USER, readOnly: ["acme/frozen"] } });
  const challenged = await request(registry, "/v2/");
  assert.equal(challenged.headers.get("www-authenticate"), 'Basic realm="registry"');
  assert.equal(await codeOf(challenged), "401 UNAUTHORIZED");
  assert.equal((await request(registry, "/v2/", BASIC)).status, 200);
  assert.equal((await request(registry, "/v2/", `${BASIC}x`)).status, 401);
  assert.equal((await request(registry, "/v2/acme/shop/blobs/uploads/", BASIC, "POST")).status, 202);
  assert.equal(
    await codeOf(await request(registry, "/v2/acme/frozen/blobs/uploads/", BASIC, "POST")),
    "403 DENIED",
  );
  assert.equal((await request(registry, "/token", BASIC)).status, 404);
});

test("the bearer challenge names realm, service and the scope that is needed", async (t) => {
  const registry = await registryFor(t, { auth: { kind: "bearer", ...USER, service: "test-service" } });
  const challenge = async (path: string, method = "GET"): Promise<string> =>
    (await request(registry, path, "", method)).headers.get("www-authenticate") ?? "";
  const base = `Bearer realm="${registry.url}/token",service="test-service"`;
  assert.equal(await challenge("/v2/"), base);
  assert.equal(await challenge("/v2/acme/shop/tags/list"), `${base},scope="repository:acme/shop:pull"`);
  assert.equal(
    await challenge("/v2/acme/shop/blobs/uploads/", "POST"),
    `${base},scope="repository:acme/shop:pull,push"`,
  );
  assert.equal(
    await challenge("/v2/acme/shop/manifests/v1", "DELETE"),
    `${base},scope="repository:acme/shop:delete"`,
  );
});

test("a token does what its scope says, in its repository, and no more", async (t) => {
  const registry = await registryFor(t, { auth: { kind: "bearer", ...USER } });
  const pull = await tokenFor(registry, "scope=repository:acme/shop:pull");
  assert.equal((await request(registry, "/v2/", pull)).status, 200);
  assert.equal((await request(registry, "/v2/acme/shop/manifests/v1", pull)).status, 404);
  assert.equal((await request(registry, "/v2/acme/other/manifests/v1", pull)).status, 401);
  const refused = await request(registry, "/v2/acme/shop/blobs/uploads/", pull, "POST");
  assert.match(refused.headers.get("www-authenticate") ?? "", /error="insufficient_scope"/);
  const push = await tokenFor(
    registry,
    "scope=repository:acme/shop:pull,push&scope=repository:acme/base:pull",
  );
  assert.equal((await request(registry, "/v2/acme/shop/blobs/uploads/", push, "POST")).status, 202);
  const all = await tokenFor(registry, "scope=repository:acme/shop:*");
  assert.equal((await request(registry, "/v2/acme/shop/manifests/v1", all, "DELETE")).status, 404);
  const none = await tokenFor(registry, "scope=registry:catalog:*");
  assert.equal((await request(registry, "/v2/acme/shop/manifests/v1", none)).status, 401);
  assert.equal((await request(registry, "/token", "Basic d3Jvbmc6cHc=")).status, 401);
});

test("a mount needs the right to pull from the other repository, else an upload begins", async (t) => {
  const registry = await registryFor(t, { auth: { kind: "bearer", ...USER } });
  const base = await tokenFor(registry, "scope=repository:acme/base:pull,push");
  const digest = digestOf("layer");
  const pushed = await fetch(`${registry.url}/v2/acme/base/blobs/uploads/?digest=${digest}`, {
    method: "POST",
    body: "layer",
    headers: { authorization: base },
  });
  assert.equal(pushed.status, 201);
  const mount = async (scopes: string): Promise<number> => {
    const token = await tokenFor(registry, scopes);
    return (
      await request(registry, `/v2/acme/shop/blobs/uploads/?mount=${digest}&from=acme/base`, token, "POST")
    ).status;
  };
  assert.equal(await mount("scope=repository:acme/shop:pull,push"), 202);
  assert.equal(await mount("scope=repository:acme/shop:pull,push&scope=repository:acme/base:pull"), 201);
});

test("tokens run out by the clock, and a scripted one does at once", async (t) => {
  const time = { now: new Date("2030-01-01T00:00:00Z") };
  const auth = { kind: "bearer", ...USER, tokenSeconds: 60 } as const;
  const registry = await registryFor(t, { auth, clock: { now: () => time.now } });
  const token = await tokenFor(registry, "scope=repository:acme/shop:pull");
  const look = (): Promise<Response> => request(registry, "/v2/acme/shop/tags/list", token);
  registry.faults.add({ kind: "expired-token", operation: "tags" });
  assert.match(
    (await look()).headers.get("www-authenticate") ?? "",
    /scope="repository:acme\/shop:pull",error="invalid_token"/,
  );
  assert.equal((await look()).status, 404);
  time.now = new Date("2030-01-01T00:01:00Z");
  assert.match((await look()).headers.get("www-authenticate") ?? "", /error="invalid_token"/);
});

test("anonymous clients may pull where that is allowed, and get no token where it is not", async (t) => {
  const open = await registryFor(t, { auth: { kind: "bearer", ...USER, anonymousPull: true } });
  const token = await tokenFor(open, "scope=repository:acme/shop:pull,push", "");
  assert.equal((await request(open, "/v2/acme/shop/tags/list", token)).status, 404);
  assert.equal((await request(open, "/v2/acme/shop/blobs/uploads/", token, "POST")).status, 401);
  const closed = await registryFor(t, { auth: { kind: "bearer", ...USER } });
  assert.equal((await request(closed, "/token?scope=repository:acme/shop:pull")).status, 401);
  const basic = await registryFor(t, { auth: { kind: "basic", ...USER, anonymousPull: true } });
  assert.equal((await request(basic, "/v2/acme/shop/tags/list")).status, 404);
  assert.equal((await request(basic, "/v2/acme/shop/blobs/uploads/", "", "POST")).status, 401);
});

test("an identity token and a minted refresh token are traded for access by POST", async (t) => {
  const registry = await registryFor(t, {
    auth: { kind: "bearer", ...USER, identityToken: "stored-by-login" },
  });
  const trade = (form: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${registry.url}/token`, {
      method: "POST",
      body: new URLSearchParams({ scope: "repository:acme/shop:pull", ...form }),
    });
  const stored = await trade({ grant_type: "refresh_token", refresh_token: "stored-by-login" });
  const { access_token } = (await stored.json()) as { readonly access_token: string };
  assert.equal((await request(registry, "/v2/acme/shop/tags/list", `Bearer ${access_token}`)).status, 404);
  const login = await trade({
    grant_type: "password",
    username: "robot",
    password: "s3cret",
    access_type: "offline",
  });
  const { refresh_token } = (await login.json()) as { readonly refresh_token: string };
  assert.equal((await trade({ grant_type: "refresh_token", refresh_token })).status, 200);
  assert.equal((await trade({ grant_type: "refresh_token", refresh_token: "unknown" })).status, 401);
  assert.equal((await trade({ grant_type: "password", username: "robot", password: "wrong" })).status, 401);
});
