import "reflect-metadata";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { webcrypto } from "node:crypto";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import * as x509 from "@peculiar/x509";
import { createHttp, isLoopback } from "../../../src/io/http.ts";
import { isFault } from "../../../src/values/fault.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const faultCode = (code: string) => (error: unknown) => isFault(error, code);

async function serve(
  t: TestContext,
  handler: Handler,
  server: http.Server | https.Server = http.createServer(),
): Promise<string> {
  server.on("request", handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(t: TestContext, options: Partial<Parameters<typeof createHttp>[0]> = {}) {
  const made = createHttp({ environment: {}, ...options });
  t.after(() => made.close());
  return made;
}

test("a request carries its headers and body, and the answer is read within its limit", async (t) => {
  const host = await serve(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      response.setHeader("x-many", ["a", "b"]);
      response.end(
        `${request.method} ${request.url} ${request.headers["user-agent"]} ${Buffer.concat(chunks).toString()}`,
      );
    });
  });
  const http = client(t);
  const response = await http.send({
    method: "POST",
    url: `http://${host}/x?q=1`,
    body: "hello",
    headers: { "x-a": "b" },
  });
  assert.equal(response.status, 200);
  assert.equal(response.header("X-Many"), "a, b");
  assert.equal(await response.text(1000), "POST /x?q=1 pi5-fleet-actions hello");
  async function* body() {
    yield Buffer.from("str");
    yield Buffer.from("eam");
  }
  const streamed = await http.send({ method: "PUT", url: `http://${host}/y`, body });
  assert.match(await streamed.text(1000), /stream$/);
  const large = await http.send({ method: "GET", url: `http://${host}/${"z".repeat(200)}` });
  await assert.rejects(large.bytes(100), faultCode("HTTP_BODY_TOO_LARGE"));
  await (await http.send({ method: "GET", url: `http://${host}/` })).discard();
});

test("redirects are not followed: the caller decides who may see its credentials", async (t) => {
  const host = await serve(t, (_request, response) =>
    response.writeHead(307, { location: "https://elsewhere.example/" }).end(),
  );
  const response = await client(t).send({ method: "GET", url: `http://${host}/` });
  assert.equal(response.status, 307);
  await response.discard();
});

test("plain http is for this machine and for named hosts only", async (t) => {
  await assert.rejects(
    client(t).send({ method: "GET", url: "http://example.com/" }),
    faultCode("HTTP_INSECURE"),
  );
  await assert.rejects(
    client(t).send({ method: "GET", url: "ftp://127.0.0.1/" }),
    faultCode("HTTP_INSECURE"),
  );
  for (const name of ["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
    assert.ok(isLoopback(name), name);
  for (const name of ["127.0.0.1.example.com", "example.com", "10.0.0.1", "localhost.example.com"])
    assert.ok(!isLoopback(name), name);
});

test("a server that hangs, breaks off or is not there gives a typed fault without credentials in it", async (t) => {
  const host = await serve(t, (request, response) => {
    if (request.url === "/break") {
      response.writeHead(200, { "content-length": "100" });
      response.write("x");
      setTimeout(() => response.destroy(), 10);
    }
  });
  const http = client(t);
  await assert.rejects(
    http.send({ method: "GET", url: `http://${host}/hang?token=secret`, timeoutMs: 100 }),
    (error: unknown) => isFault(error, "HTTP_TIMEOUT") && !error.message.includes("secret"),
  );
  const broken = await http.send({ method: "GET", url: `http://${host}/break` });
  await assert.rejects(broken.bytes(1000), faultCode("HTTP_FAILED"));
  await assert.rejects(http.send({ method: "GET", url: "http://127.0.0.1:1/" }), faultCode("HTTP_FAILED"));
  const abort = new AbortController();
  abort.abort();
  await assert.rejects(
    http.send({ method: "GET", url: `http://${host}/hang`, signal: abort.signal }),
    faultCode("HTTP_FAILED"),
  );
});

test("a proxy from the environment is used, and never for this machine", async (t) => {
  const seen: string[] = [];
  const proxy = await serve(t, (request, response) => {
    seen.push(request.url ?? "");
    response.end("via proxy");
  });
  const server = http.createServer();
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  const tunnel = await serve(t, (_request, response) => response.end(), server);
  const direct = await serve(t, (_request, response) => response.end("direct"));
  const through = client(t, {
    environment: {
      HTTPS_PROXY: `http://${tunnel}`,
      HTTP_PROXY: `http://${proxy}`,
      NO_PROXY: "skipped.example",
    },
  });
  await assert.rejects(
    through.send({ method: "GET", url: "https://registry.example/v2/" }),
    faultCode("HTTP_FAILED"),
  );
  assert.deepEqual(seen, ["CONNECT registry.example:443"]);
  assert.equal(await (await through.send({ method: "GET", url: `http://${direct}/` })).text(100), "direct");
  assert.equal(seen.length, 1);
});

async function authority() {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const make = async (
    name: string,
    issuer?: { keys: webcrypto.CryptoKeyPair; certificate: x509.X509Certificate },
    extensions: x509.Extension[] = [],
  ) => {
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const common = {
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
      signingAlgorithm: algorithm,
      extensions,
    };
    const certificate = issuer
      ? await x509.X509CertificateGenerator.create({
          subject: `CN=${name}`,
          issuer: issuer.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: issuer.keys.privateKey,
          ...common,
        })
      : await x509.X509CertificateGenerator.createSelfSigned({ name: `CN=${name}`, keys, ...common });
    return {
      keys,
      certificate,
      pem: certificate.toString("pem"),
      key: x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY"),
    };
  };
  const root = await make("test root", undefined, [new x509.BasicConstraintsExtension(true, 1, true)]);
  const server = await make("127.0.0.1", root, [
    new x509.SubjectAlternativeNameExtension([{ type: "ip", value: "127.0.0.1" }]),
  ]);
  const user = await make("device", root);
  return { root, server, user };
}

test("a private authority and a client certificate open a TLS server; without them it stays shut", async (t) => {
  const { root, server, user } = await authority();
  const host = await serve(
    t,
    (_request, response) => response.end("secret garden"),
    https.createServer({
      key: server.key,
      cert: server.pem,
      ca: root.pem,
      requestCert: true,
      rejectUnauthorized: true,
    }),
  );
  const url = `https://${host}/`;
  const opened = client(t, {
    authorities: [root.pem],
    clientCertificate: { certificate: user.pem, key: user.key },
  });
  assert.equal(await (await opened.send({ method: "GET", url })).text(100), "secret garden");
  await assert.rejects(client(t).send({ method: "GET", url }), faultCode("HTTP_FAILED"));
  await assert.rejects(
    async () => (await client(t, { authorities: [root.pem] }).send({ method: "GET", url })).text(100),
    faultCode("HTTP_FAILED"),
  );
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-ca-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  await writeFile(path.join(directory, "ca.pem"), root.pem);
  const fromEnvironment = client(t, {
    environment: { NODE_EXTRA_CA_CERTS: path.join(directory, "ca.pem") },
    clientCertificate: { certificate: user.pem, key: user.key },
  });
  assert.equal(await (await fromEnvironment.send({ method: "GET", url })).text(100), "secret garden");
  assert.throws(
    () => createHttp({ environment: { NODE_EXTRA_CA_CERTS: "/no/such/file" } }),
    faultCode("FILE_UNREADABLE"),
  );
});
