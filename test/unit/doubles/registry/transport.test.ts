import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";
import type { TestContext } from "node:test";
import { Agent, fetch as undiciFetch, ProxyAgent } from "undici";
import { startProxy } from "../../../../doubles/registry/proxy.ts";
import type { ProxyDouble, ProxyOptions } from "../../../../doubles/registry/proxy.ts";
import { createTlsMaterial } from "../../../../doubles/registry/tls-material.ts";
import { registryFor } from "./exchange.ts";

async function proxyFor(t: TestContext, options: ProxyOptions = {}): Promise<ProxyDouble> {
  const proxy = await startProxy(options);
  t.after(() => proxy.close());
  return proxy;
}

async function statusBy(t: TestContext, url: string, dispatcher: Agent | ProxyAgent): Promise<number> {
  t.after(() => dispatcher.destroy());
  const response = await undiciFetch(url, { dispatcher });
  await response.arrayBuffer();
  return response.status;
}

test("TLS is trusted by the private authority only", async (t) => {
  const { ca, server } = createTlsMaterial();
  const registry = await registryFor(t, { tls: server });
  assert.ok(registry.url.startsWith("https://"));
  assert.equal(await statusBy(t, `${registry.url}/v2/`, new Agent({ connect: { ca } })), 200);
  const byName = registry.url.replace("127.0.0.1", "localhost");
  assert.equal(await statusBy(t, `${byName}/v2/`, new Agent({ connect: { ca } })), 200);
  await assert.rejects(statusBy(t, `${registry.url}/v2/`, new Agent()));
  await assert.rejects(
    statusBy(t, `${registry.url}/v2/`, new Agent({ connect: { ca: createTlsMaterial().ca } })),
  );
});

test("where client certificates are required only one of the authority gets in", async (t) => {
  const { ca, server, client } = createTlsMaterial();
  const registry = await registryFor(t, { tls: { ...server, clientCa: ca } });
  assert.equal(await statusBy(t, `${registry.url}/v2/`, new Agent({ connect: { ca, ...client } })), 200);
  await assert.rejects(statusBy(t, `${registry.url}/v2/`, new Agent({ connect: { ca } })));
  const foreign = createTlsMaterial().client;
  await assert.rejects(statusBy(t, `${registry.url}/v2/`, new Agent({ connect: { ca, ...foreign } })));
});

test("a tunnel carries TLS that the proxy cannot read, and is logged by its target", async (t) => {
  const { ca, server } = createTlsMaterial();
  const registry = await registryFor(t, { tls: server });
  const proxy = await proxyFor(t);
  const agent = new ProxyAgent({ uri: proxy.url, requestTls: { ca } });
  assert.equal(await statusBy(t, `${registry.url}/v2/`, agent), 200);
  assert.deepEqual(proxy.requests, [{ method: "CONNECT", target: registry.host, status: 200 }]);
  assert.ok(proxy.bytes() > 500);
});

test("a tunnel leads a name that does not exist to where it is told", async (t) => {
  const { ca, server } = createTlsMaterial();
  const registry = await registryFor(t, { tls: server });
  const proxy = await proxyFor(t, { resolve: () => registry.host });
  const agent = new ProxyAgent({ uri: proxy.url, requestTls: { ca, servername: "localhost" } });
  assert.equal(await statusBy(t, "https://registry.example/v2/", agent), 200);
  assert.equal(proxy.requests[0]?.target, "registry.example:443");
});

test("an absolute-form request is forwarded with body and without the proxy's own headers", async (t) => {
  const seen: unknown[] = [];
  const upstream = createServer((incoming, outgoing) => {
    seen.push(incoming.headers["proxy-authorization"], incoming.headers["x-kept"], incoming.url);
    incoming.pipe(outgoing);
  });
  upstream.listen(0, "127.0.0.1");
  await once(upstream, "listening");
  t.after(() => upstream.close());
  const address = upstream.address();
  const port = typeof address === "object" ? address?.port : 0;
  const proxy = await proxyFor(t, { credentials: { user: "u", password: "p" } });
  const { request } = await import("node:http");
  const send = async (target: string, authorization: string): Promise<string> => {
    const { hostname, port } = new URL(proxy.url);
    const headers = { "proxy-authorization": authorization, "x-kept": "yes", host: new URL(target).host };
    const outgoing = request({ hostname, port, method: "POST", path: target, headers });
    outgoing.end("ping");
    const [answer] = (await once(outgoing, "response")) as [
      NodeJS.ReadableStream & { readonly statusCode: number },
    ];
    let text = "";
    for await (const chunk of answer) text += String(chunk);
    return `${answer.statusCode} ${text}`;
  };
  const authorization = `Basic ${Buffer.from("u:p").toString("base64")}`;
  const target = `http://127.0.0.1:${port}/path?q=1`;
  assert.equal(await send(target, authorization), "200 ping");
  assert.deepEqual(seen, [undefined, "yes", "/path?q=1"]);
  assert.equal(await send(target, "Basic wrong"), "407 ");
  assert.equal(await send("ftp://127.0.0.1/", authorization), "400 ");
  assert.equal(await send("http://127.0.0.1:1/", authorization), "502 ");
  assert.deepEqual(
    proxy.requests.map(({ status }) => status),
    [200, 407, 400, 502],
  );
});

test("a tunnel without credentials or to nowhere is refused", async (t) => {
  const registry = await registryFor(t, { tls: createTlsMaterial().server });
  const guarded = await proxyFor(t, { credentials: { user: "u", password: "p" } });
  await assert.rejects(statusBy(t, registry.url, new ProxyAgent(guarded.url)));
  assert.equal(guarded.requests[0]?.status, 407);
  const proxy = await proxyFor(t);
  const { port } = new URL((await proxyFor(t)).url);
  await assert.rejects(statusBy(t, `https://nowhere.invalid:${port}/`, new ProxyAgent(proxy.url)));
  assert.equal(proxy.requests[0]?.status, 502);
});
