import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { RFC3161Timestamp } from "@sigstore/core";
import { booleanTrue, integer, octetString, oid, sequence } from "../../../../doubles/sigstore/der.ts";
import type { SigstoreDouble } from "../../../../doubles/sigstore/sigstore.ts";
import { sigstoreFor } from "./keyless-bundle.ts";

const DATA = Buffer.from("signature");
const OIDS = {
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha1: "1.3.14.3.2.26",
} as const;

function query(hash: keyof typeof OIDS, ...options: readonly Buffer[]): Buffer {
  const imprint = sequence(sequence(oid(OIDS[hash])), octetString(createHash(hash).update(DATA).digest()));
  return sequence(integer(1), imprint, ...options);
}

async function stamp(
  sigstore: SigstoreDouble,
  body: Buffer | string,
  type = "application/timestamp-query",
): Promise<Response> {
  const headers = { "content-type": type };
  return fetch(`${sigstore.tsaUrl}/api/v1/timestamp`, {
    method: "POST",
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
}

async function certificates(sigstore: SigstoreDouble): Promise<readonly X509Certificate[]> {
  const pem = await readFile(sigstore.files.tsaChain, "utf8");
  return pem.split(/(?<=-----END CERTIFICATE-----\n)/).map((block) => new X509Certificate(block));
}

test("a DER query gets a token that the leaf of the published chain signed, at the clock's time", async (t) => {
  const sigstore = await sigstoreFor(t, { clock: { now: () => new Date("2029-05-06T07:08:09.900Z") } });
  const [leaf, root] = await certificates(sigstore);
  assert.ok(leaf && root && leaf.verify(root.publicKey));
  assert.deepEqual(leaf.keyUsage, ["1.3.6.1.5.5.7.3.8"]);
  for (const hash of ["sha256", "sha384"] as const) {
    const response = await stamp(sigstore, query(hash));
    assert.equal(response.headers.get("content-type"), "application/timestamp-reply");
    const timestamp = RFC3161Timestamp.parse(Buffer.from(await response.arrayBuffer()));
    assert.equal(timestamp.status, 0n);
    timestamp.verify(DATA, leaf.publicKey);
    assert.throws(() => timestamp.verify(Buffer.from("other"), leaf.publicKey));
    assert.equal(timestamp.signingTime.toISOString(), "2029-05-06T07:08:09.000Z");
  }
});

test("the leaf certificate is in the token when it was asked for, and only then", async (t) => {
  const sigstore = await sigstoreFor(t);
  const [leaf] = await certificates(sigstore);
  const holds = async (body: Buffer | string, type?: string): Promise<boolean> => {
    const reply = Buffer.from(await (await stamp(sigstore, body, type)).arrayBuffer());
    return reply.includes(leaf?.raw ?? Buffer.from("no leaf"));
  };
  const artifactHash = createHash("sha256").update(DATA).digest("base64");
  const asJson = (certificates: boolean): string =>
    JSON.stringify({ artifactHash, hashAlgorithm: "sha256", certificates, nonce: 12345 });
  assert.equal(await holds(query("sha256", booleanTrue())), true);
  assert.equal(await holds(query("sha256")), false);
  assert.equal(await holds(asJson(true), "application/json"), true);
  assert.equal(await holds(asJson(false), "application/json"), false);
});

test("the nonce of the query is in the token", async (t) => {
  const sigstore = await sigstoreFor(t);
  const nonce = integer(Buffer.from("c0ffee00c0ffee01", "hex"));
  const reply = Buffer.from(await (await stamp(sigstore, query("sha256", nonce))).arrayBuffer());
  assert.ok(reply.includes(nonce));
});

test("queries that cannot be served are refused with 400", async (t) => {
  const sigstore = await sigstoreFor(t);
  const wrong = [
    query("sha1"),
    query("sha256", oid("1.2.3.4")),
    Buffer.from("no DER"),
    sequence(integer(2)),
    sequence(integer(1), sequence()),
    sequence(integer(1), sequence(sequence(oid(OIDS.sha256)), octetString(Buffer.alloc(8)))),
  ];
  for (const body of wrong) assert.equal((await stamp(sigstore, body)).status, 400);
  assert.equal((await stamp(sigstore, "{}", "application/json")).status, 400);
  assert.equal((await fetch(`${sigstore.tsaUrl}/api/v1/timestamp`)).status, 404);
});

test("the chain is served leaf first", async (t) => {
  const sigstore = await sigstoreFor(t);
  const served = await (await fetch(`${sigstore.tsaUrl}/api/v1/timestamp/certchain`)).text();
  assert.equal(served, await readFile(sigstore.files.tsaChain, "utf8"));
});
