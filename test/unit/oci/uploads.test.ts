import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { once } from "node:events";
import test, { type TestContext } from "node:test";
import { createTlsMaterial } from "../../../doubles/registry/tls-material.ts";
import { uploadBlob } from "../../../src/oci/blob-upload.ts";
import { openCertificates } from "../../../src/oci/certificates.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import type { RegistryRequest, Transport } from "../../../src/oci/transport.ts";
import type { Repository } from "../../../src/values/image-reference.ts";
import { blobOf, client, collect, double, fault, patternBytes, repositoryOf, scripted } from "./fixtures.ts";

const blob = blobOf(patternBytes(100_000));

type Step = (request: IncomingMessage, response: ServerResponse) => void;
type Script = Readonly<Partial<Record<"HEAD" | "POST" | "PUT" | "PATCH" | "GET", Step>>>;

/** A registry whose answers to an upload are written by the test; the rest is as it should be. */
async function uploading(
  t: TestContext,
  script: Script,
): Promise<{ readonly oci: Registry; readonly repository: Repository; readonly seen: string[] }> {
  const seen: string[] = [];
  const registry = await scripted(t, (request, response) => {
    const method = request.method ?? "";
    seen.push(method);
    const step = script[method as keyof Script];
    if (step !== undefined) return step(request, response);
    request.resume();
    request.on("end", () => {
      const status = { HEAD: 404, POST: 202, PUT: 201, PATCH: 202, GET: 204 }[method] ?? 405;
      response.writeHead(status, { location: "/v2/acme/app/blobs/uploads/1?_state=a%20b" }).end();
    });
  });
  return { oci: client(t), repository: { registry, path: "acme/app" }, seen };
}

const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ""): Step =>
  (request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(status, headers).end(body));
  };

test("the address of an upload is opaque: the digest is added to it and nothing else changes", async (t) => {
  const urls: string[] = [];
  const { oci, repository } = await uploading(t, {
    PUT: (request, response) => {
      urls.push(request.url ?? "");
      assert.equal(request.headers["content-range"], undefined);
      assert.equal(request.headers["content-length"], String(blob.size));
      answer(201)(request, response);
    },
  });
  assert.equal(await oci.pushBlob(repository, blob), "uploaded");
  assert.deepEqual(urls, [
    `/v2/acme/app/blobs/uploads/1?_state=a%20b&digest=${encodeURIComponent(blob.digest)}`,
  ]);
});

test("answers that break the specification are refused", async (t) => {
  const cases: readonly (readonly [Script, string, RegExp])[] = [
    [{ POST: answer(202) }, "REGISTRY_PROTOCOL", /without a Location/],
    [{ POST: answer(202, { location: "http://[" }) }, "REGISTRY_PROTOCOL", /without a Location/],
    [{ POST: answer(413, {}, "too large") }, "REGISTRY_REFUSED", /answered 413 .*"too large"/],
    [{ HEAD: answer(410) }, "REGISTRY_REFUSED", /answered 410/],
    [{ HEAD: answer(200, { "content-length": "7" }) }, "REGISTRY_DIGEST_MISMATCH", /7 bytes long there/],
    [
      { PUT: answer(201, { "docker-content-digest": `sha256:${"0".repeat(64)}` }) },
      "REGISTRY_DIGEST_MISMATCH",
      /is sha256:0000/,
    ],
    [{ PUT: answer(413) }, "REGISTRY_REFUSED", /answered 413/],
  ];
  for (const [script, code, why] of cases) {
    const { oci, repository } = await uploading(t, script);
    await assert.rejects(oci.pushBlob(repository, blob), fault(code, why));
  }
});

test("bytes that were damaged on the way are sent again from the start", async (t) => {
  let puts = 0;
  const { oci, repository, seen } = await uploading(t, {
    PUT: (request, response) => {
      puts += 1;
      const invalid = '{"errors":[{"code":"DIGEST_INVALID","message":"did not match"}]}';
      (puts === 1 ? answer(400, {}, invalid) : answer(201))(request, response);
    },
  });
  assert.equal(await oci.pushBlob(repository, blob), "uploaded");
  assert.equal(seen.filter((method) => method === "POST").length, 2);
  const never = await uploading(t, { PUT: answer(400, {}, '{"errors":[{"code":"DIGEST_INVALID"}]}') });
  await assert.rejects(
    never.oci.pushBlob(never.repository, blob),
    fault("REGISTRY_DIGEST_MISMATCH", /other bytes than were sent/),
  );
});

/** Breaks the connection of the first PUT after it has come. */
function breakFirst(then: Step): Step {
  let count = 0;
  return (request, response) => {
    count += 1;
    if (count > 1) return then(request, response);
    request.resume();
    request.on("end", () => request.socket.destroy());
  };
}

test("an upload is only resumed where the registry says what it has", async (t) => {
  for (const [headers, resumed] of [
    [{ range: "0-49999" }, true],
    [{ range: "bytes=0-99999" }, true],
    [{ range: "0-0" }, false],
    [{ range: "0-200000" }, false],
    [{ range: "5-9" }, false],
    [{}, false],
  ] as const) {
    const { oci, repository, seen } = await uploading(t, {
      PUT: breakFirst(answer(201)),
      GET: answer(204, headers),
      HEAD: (_request, response) => {
        const there = seen.filter((method) => method === "PUT").length > 1;
        response.writeHead(there ? 200 : 404, there ? { "content-length": String(blob.size) } : {}).end();
      },
    });
    assert.equal(await oci.pushBlob(repository, blob), "uploaded");
    assert.equal(seen.filter((method) => method === "POST").length, resumed ? 1 : 2, JSON.stringify(headers));
    assert.equal(seen.includes("PATCH"), resumed && headers.range === "0-49999");
  }
});

test("a registry that loses a chunk and still says 201 is found out", async (t) => {
  for (const [status, length, why] of [
    [200, "50000", /50000 bytes long there/],
    [404, undefined, /not there after the upload/],
  ] as const) {
    const { oci, repository, seen } = await uploading(t, {
      PUT: breakFirst(answer(201)),
      GET: answer(204, { range: "0-49999" }),
      HEAD: (_request, response) => {
        const finished = seen.filter((method) => method === "PUT").length > 1;
        response
          .writeHead(
            finished ? status : 404,
            finished && length !== undefined ? { "content-length": length } : {},
          )
          .end();
      },
    });
    await assert.rejects(oci.pushBlob(repository, blob), fault("REGISTRY_DIGEST_MISMATCH", why));
  }
});

test("a chunk that is refused starts the upload again", async (t) => {
  const { oci, repository, seen } = await uploading(t, {
    PUT: breakFirst(answer(201)),
    GET: answer(204, { range: "0-49999" }),
    PATCH: answer(416),
  });
  assert.equal(await oci.pushBlob(repository, blob), "uploaded");
  assert.deepEqual(
    seen.filter((method) => method !== "HEAD" && method !== "GET"),
    ["POST", "PUT", "PATCH", "POST", "PUT"],
  );
});

test("ECR, which loses chunks, is never sent one", async () => {
  const asked: string[] = [];
  let puts = 0;
  const attempt: Transport["attempt"] = async ({ method, path }: RegistryRequest) => {
    asked.push(method);
    if (method === "PUT" && (puts += 1) === 1) return { done: false, error: new Error("broken") };
    const status = { HEAD: 404, POST: 202 }[method as string] ?? 201;
    return {
      done: true,
      value: {
        status,
        url: path instanceof URL ? path.href : `https://ecr.example/${path}`,
        header: (name) => (name === "location" ? "/upload" : undefined),
        stream: async function* () {},
        bytes: async () => Buffer.alloc(0),
        text: async () => "",
        discard: async () => {},
      },
    };
  };
  const request: Transport["request"] = async (wanted) => {
    const sent = await attempt(wanted);
    assert.ok(sent.done);
    return sent.value;
  };
  const transport: Transport = {
    attempt,
    request,
    read: async (wanted) => ({ response: await request(wanted), bytes: Buffer.alloc(0) }),
    repeat: async (work) => {
      for (let number = 1; ; number += 1) {
        const result = await work(number);
        if (result.done) return result.value;
      }
    },
  };
  const ecr = { registry: "123456789012.dkr.ecr.eu-central-1.amazonaws.com", path: "acme/app" };
  assert.equal(await uploadBlob(transport, ecr, blob, undefined), "uploaded");
  assert.deepEqual(asked, ["HEAD", "POST", "PUT", "HEAD", "POST", "PUT"]);
});

test("a registry behind a proxy that ends TLS may name its uploads with http", async (t) => {
  const { ca, server } = createTlsMaterial();
  const seen: string[] = [];
  const https = createServer(server, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const location = `http://127.0.0.1/v2/acme/app/blobs/uploads/1`;
    const status = { HEAD: 404, POST: 202, PUT: 201 }[request.method ?? ""] ?? 405;
    answer(status, { location })(request, response);
  });
  https.listen(0, "127.0.0.1");
  await once(https, "listening");
  t.after(() => {
    https.close();
    https.closeAllConnections();
  });
  const address = https.address();
  assert.ok(address !== null && typeof address === "object");
  const certificates = openCertificates({ environment: {}, authorities: [ca], folders: [] });
  const repository = { registry: `127.0.0.1:${address.port}`, path: "acme/app" };
  assert.equal(await client(t, { certificates }).pushBlob(repository, blob), "uploaded");
  assert.ok(seen.at(-1)?.startsWith("PUT /v2/acme/app/blobs/uploads/1?digest="));
});

test("the credentials of the registry do not go to an upload address elsewhere", async (t) => {
  const seen: (string | undefined)[] = [];
  const elsewhere = await scripted(t, (request, response) => {
    seen.push(request.headers.authorization);
    answer(201)(request, response);
  });
  const { repository } = await uploading(t, {
    HEAD: (request, response) =>
      answer(request.headers.authorization === undefined ? 401 : 404, { "www-authenticate": "Basic" })(
        request,
        response,
      ),
    POST: answer(202, { location: `http://${elsewhere}/upload` }),
  });
  const oci = client(t, {
    credentials: { find: async () => ({ kind: "basic", username: "ada", password: "enchantress" }) },
  });
  assert.equal(await oci.pushBlob(repository, blob), "uploaded");
  assert.deepEqual(seen, [undefined]);
});

test("a range that was not asked for is refused", async (t) => {
  const registry = await double(t);
  await client(t).pushBlob(repositoryOf(registry), blob);
  let reads = 0;
  const host = await scripted(t, (request, response) => {
    reads += 1;
    if (reads === 1) {
      response.writeHead(200, { "content-length": String(blob.size) });
      response.write(blob.bytes.subarray(0, 5000), () => request.socket.destroy());
    } else response.writeHead(206, { "content-range": "bytes 10-99999/100000" }).end();
  });
  await assert.rejects(
    collect(client(t).blob({ registry: host, path: "acme/app" }, blob)),
    fault("REGISTRY_PROTOCOL", /another range/),
  );
});
