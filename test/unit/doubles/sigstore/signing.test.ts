import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import type { webcrypto } from "node:crypto";
import test from "node:test";
import type { Bundle } from "@sigstore/bundle";
import { X509Certificate as ParsedCertificate } from "@sigstore/core";
import {
  fetchToken,
  signMessage,
  signStatement,
  sigstoreFor,
  SUBJECT,
  toSignedEntity,
  verifierFor,
  WORKFLOW,
} from "./keyless-bundle.ts";

const STATEMENT =
  '{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","predicate":{}}';
const ALL = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 2 };

test("a DSSE bundle made with the stock library verifies with certificate, SCT, log entry and timestamp", async (t) => {
  const sigstore = await sigstoreFor(t);
  const bundle = await signStatement(sigstore, STATEMENT);
  const verifier = await verifierFor(sigstore, ALL);
  const policy = { subjectAlternativeName: SUBJECT, extensions: { issuer: sigstore.issuer } };
  const signer = verifier.verify(toSignedEntity(bundle), policy);
  assert.equal(signer.identity?.subjectAlternativeName, SUBJECT);
  assert.deepEqual(
    sigstore.entries.map(({ kind }) => kind),
    ["dsse"],
  );
});

test("a message signature made with the stock library verifies against its message only", async (t) => {
  const sigstore = await sigstoreFor(t);
  const bundle = await signMessage(sigstore, "hello");
  const verifier = await verifierFor(sigstore, ALL);
  assert.ok(verifier.verify(toSignedEntity(bundle, Buffer.from("hello"))));
  assert.throws(() => verifier.verify(toSignedEntity(bundle, Buffer.from("hallo"))));
  assert.equal(sigstore.entries[0]?.kind, "hashedrekord");
});

test("another identity or another issuer is refused", async (t) => {
  const sigstore = await sigstoreFor(t);
  const entity = toSignedEntity(await signStatement(sigstore, STATEMENT));
  const verifier = await verifierFor(sigstore, ALL);
  assert.throws(() => verifier.verify(entity, { subjectAlternativeName: "https://github.com/acme/other" }));
  assert.throws(() =>
    verifier.verify(entity, { extensions: { issuer: "https://token.actions.githubusercontent.com" } }),
  );
});

test("the trusted root of another instance is refused", async (t) => {
  const [one, other] = await Promise.all([sigstoreFor(t), sigstoreFor(t)]);
  const entity = toSignedEntity(await signStatement(one, STATEMENT));
  const verifier = await verifierFor(other, ALL);
  assert.throws(() => verifier.verify(entity));
});

test("twenty entries signed one after another all verify, whatever the tree's size was", async (t) => {
  const sigstore = await sigstoreFor(t);
  const verifier = await verifierFor(sigstore, ALL);
  for (let n = 0; n < 20; n += 1) {
    verifier.verify(toSignedEntity(await signStatement(sigstore, JSON.stringify({ n }))));
  }
  assert.equal(sigstore.entries.length, 20);
});

test("signatures made at the clock's time verify, and the certificate lives for ten minutes from then", async (t) => {
  const at = new Date("2031-02-03T04:05:06.789Z");
  const sigstore = await sigstoreFor(t, { clock: { now: () => at } });
  const bundle = await signStatement(sigstore, STATEMENT);
  const verifier = await verifierFor(sigstore, ALL);
  verifier.verify(toSignedEntity(bundle));
  const leaf = new X509Certificate(leafOf(bundle));
  assert.equal(leaf.validFromDate.toISOString(), "2031-02-03T04:05:06.000Z");
  assert.equal(leaf.validToDate.toISOString(), "2031-02-03T04:15:06.000Z");
  assert.equal(sigstore.entries[0]?.integratedTime, Math.floor(at.getTime() / 1000));
});

test("the certificate carries every extension that Fulcio writes for a GitHub workflow", async (t) => {
  const sigstore = await sigstoreFor(t, { issuer: "https://token.actions.githubusercontent.com" });
  const certificate = ParsedCertificate.parse(leafOf(await signStatement(sigstore, STATEMENT)));
  const text = (suffix: number): string => {
    const bytes = certificate.extension(`1.3.6.1.4.1.57264.1.${suffix}`)?.value ?? Buffer.alloc(0);
    if (suffix < 7) return bytes.toString("utf8");
    assert.equal(bytes[0], 0x0c, "a UTF8String");
    return bytes.subarray(bytes[1] === 0x81 ? 3 : 2).toString("utf8");
  };
  const issuer = "https://token.actions.githubusercontent.com";
  const expected: Readonly<Record<number, string>> = {
    1: issuer,
    2: "workflow_dispatch",
    3: WORKFLOW.sha,
    4: "release",
    5: "acme/shop",
    6: "refs/heads/main",
    8: issuer,
    9: SUBJECT,
    10: "aaaabbbbccccddddeeeeffff0000111122223333",
    11: "github-hosted",
    12: "https://github.com/acme/shop",
    13: WORKFLOW.sha,
    14: "refs/heads/main",
    15: "4711",
    16: "https://github.com/acme",
    17: "815",
    18: "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main",
    19: WORKFLOW.sha,
    20: "workflow_dispatch",
    21: "https://github.com/acme/shop/actions/runs/99/attempts/2",
    22: "private",
    24: "repo:acme@815/shop@4711:ref:refs/heads/main",
  };
  for (const [suffix, value] of Object.entries(expected))
    assert.equal(text(Number(suffix)), value, `.${suffix}`);
  assert.equal(certificate.extSCT?.signedCertificateTimestamps.length, 1);
  assert.equal(certificate.subjectAltName, SUBJECT);
});

test("the token endpoint answers only the job that it was made for, in GitHub's shape", async (t) => {
  const sigstore = await sigstoreFor(t);
  const { url, token } = sigstore.issueRequest(WORKFLOW);
  const refused = await fetch(`${url}&audience=sigstore`, { headers: { authorization: "bearer wrong" } });
  assert.equal(refused.status, 401);
  const other = sigstore.issueRequest(WORKFLOW);
  const crossed = await fetch(`${other.url}&audience=sigstore`, {
    headers: { authorization: `bearer ${token}` },
  });
  assert.equal(crossed.status, 401);
  const jwt = await fetchToken(sigstore);
  const claims: unknown = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
  assert.partialDeepStrictEqual(claims, {
    aud: "sigstore",
    iss: sigstore.issuer,
    sub: "repo:acme@815/shop@4711:ref:refs/heads/main",
    repository_id: "4711",
    job_workflow_ref: WORKFLOW.job_workflow_ref,
    workflow_sha: WORKFLOW.sha,
    runner_environment: "github-hosted",
  });
});

test("the issuer's discovery document leads to the key that signs its tokens", async (t) => {
  const sigstore = await sigstoreFor(t);
  const discovery = (await (await fetch(`${sigstore.oidcUrl}/.well-known/openid-configuration`)).json()) as {
    readonly issuer: string;
    readonly jwks_uri: string;
  };
  assert.equal(discovery.issuer, sigstore.issuer);
  const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as {
    readonly keys: readonly webcrypto.JsonWebKey[];
  };
  const key = await crypto.subtle.importKey(
    "jwk",
    keys[0] ?? {},
    { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const [head, payload, signature] = sigstore.issueToken(WORKFLOW).split(".");
  const signed = Buffer.from(`${head}.${payload}`);
  assert.ok(
    await crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, Buffer.from(signature ?? "", "base64url"), signed),
  );
});

function leafOf(bundle: Bundle): Buffer<ArrayBuffer> {
  const { content } = bundle.verificationMaterial;
  if (content?.$case === "certificate") return Buffer.from(content.certificate.rawBytes);
  throw new Error("the bundle has no certificate");
}
