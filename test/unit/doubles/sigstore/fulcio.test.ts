import assert from "node:assert/strict";
import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { extension } from "../../../../doubles/sigstore/certificates.ts";
import {
  bitString,
  contextTag,
  integer,
  oid,
  sequence,
  toPem,
  utf8String,
} from "../../../../doubles/sigstore/der.ts";
import type { SigstoreDouble } from "../../../../doubles/sigstore/sigstore.ts";
import { workflowClaims, workflowExtensions } from "../../../../doubles/sigstore/workflow-identity.ts";
import { sigstoreFor, SUBJECT, WORKFLOW } from "./keyless-bundle.ts";

const KEYS = generateKeyPairSync("ec", { namedCurve: "P-256" });
const SPKI = KEYS.publicKey.export({ type: "spki", format: "pem" }).toString();

function subjectOf(token: string): Buffer {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as {
    readonly sub: string;
  };
  return Buffer.from(claims.sub);
}

function ask(
  sigstore: SigstoreDouble,
  token: string,
  proofOver: Buffer = subjectOf(token),
): Promise<Response> {
  return fetch(`${sigstore.fulcioUrl}/api/v2/signingCert`, {
    method: "POST",
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: "ECDSA", content: SPKI },
        proofOfPossession: sign("sha256", proofOver, KEYS.privateKey).toString("base64"),
      },
    }),
  });
}

test("a certificate comes with the chain that the trusted root names", async (t) => {
  const sigstore = await sigstoreFor(t);
  const response = await ask(sigstore, sigstore.issueToken(WORKFLOW));
  const { signedCertificateEmbeddedSct } = (await response.json()) as {
    readonly signedCertificateEmbeddedSct: { readonly chain: { readonly certificates: readonly string[] } };
  };
  const [leaf, intermediate, root] = signedCertificateEmbeddedSct.chain.certificates.map(
    (pem) => new X509Certificate(pem),
  );
  assert.ok(leaf && intermediate && root);
  assert.ok(
    leaf.verify(intermediate.publicKey) && intermediate.verify(root.publicKey) && root.verify(root.publicKey),
  );
  assert.equal(leaf.subjectAltName, `URI:${SUBJECT}`);
  assert.deepEqual(leaf.keyUsage, ["1.3.6.1.5.5.7.3.3"]);
  assert.ok(!leaf.ca && intermediate.ca && root.ca);
  const file = await readFile(sigstore.files.fulcioChain, "utf8");
  assert.equal(file, `${intermediate.toString()}${root.toString()}`);
  assert.equal(await (await fetch(`${sigstore.fulcioUrl}/api/v1/rootCert`)).text(), file);
  assert.equal((await fetch(`${sigstore.fulcioUrl}/api/v2/trustBundle`)).status, 200);
});

test("a token that is foreign, altered, expired or for somebody else gets no certificate", async (t) => {
  const time = { now: new Date("2030-01-01T00:00:00Z") };
  const [sigstore, other] = await Promise.all([
    sigstoreFor(t, { clock: { now: () => time.now } }),
    sigstoreFor(t),
  ]);
  const good = sigstore.issueToken(WORKFLOW);
  const [head, , signature] = good.split(".");
  const claims = {
    ...workflowClaims(WORKFLOW),
    aud: "sigstore",
    iss: sigstore.issuer,
    repository: "evil/shop",
  };
  const altered = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
  assert.equal((await ask(sigstore, other.issueToken(WORKFLOW))).status, 400);
  assert.equal((await ask(sigstore, altered)).status, 400);
  assert.equal((await ask(sigstore, sigstore.issueToken(WORKFLOW, "elsewhere"))).status, 400);
  assert.equal((await ask(sigstore, good, Buffer.from("another subject"))).status, 400);
  assert.equal((await ask(sigstore, good)).status, 200);
  time.now = new Date("2030-01-01T00:05:00Z");
  assert.match(await (await ask(sigstore, good)).text(), /expired/);
});

test("the first API takes the token from the header and answers with a PEM chain", async (t) => {
  const sigstore = await sigstoreFor(t);
  const token = sigstore.issueToken(WORKFLOW);
  const body = JSON.stringify({
    publicKey: { algorithm: "ecdsa", content: Buffer.from(SPKI).toString("base64") },
    signedEmailAddress: sign("sha256", subjectOf(token), KEYS.privateKey).toString("base64"),
  });
  const url = `${sigstore.fulcioUrl}/api/v1/signingCert`;
  assert.equal((await fetch(url, { method: "POST", body })).status, 401);
  const response = await fetch(url, { method: "POST", body, headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("content-type"), "application/pem-certificate-chain");
  assert.equal((await response.text()).match(/BEGIN CERTIFICATE/g)?.length, 3);
  const empty = await fetch(url, {
    method: "POST",
    body: "{}",
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(empty.status, 400);
});

test("a PKCS#10 request proves possession by its own signature", async (t) => {
  const sigstore = await sigstoreFor(t);
  const token = sigstore.issueToken(WORKFLOW);
  const request = (signedBy: typeof KEYS.privateKey): string => {
    const spki = KEYS.publicKey.export({ type: "spki", format: "der" });
    const info = sequence(integer(0), sequence(), spki, contextTag(0));
    const signature = bitString(sign("sha256", info, signedBy));
    const pem = toPem("CERTIFICATE REQUEST", sequence(info, sequence(oid("1.2.840.10045.4.3.2")), signature));
    return Buffer.from(pem).toString("base64");
  };
  const ask = (body: unknown, authorization = `Bearer ${token}`, api = "v2"): Promise<Response> =>
    fetch(`${sigstore.fulcioUrl}/api/${api}/signingCert`, {
      method: "POST",
      headers: { authorization },
      body: JSON.stringify(body),
    });
  assert.equal((await ask({ certificateSigningRequest: request(KEYS.privateKey) })).status, 200);
  assert.equal(
    (await ask({ certificateSigningRequest: request(KEYS.privateKey) }, `Bearer ${token}`, "v1")).status,
    201,
  );
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  assert.equal((await ask({ certificateSigningRequest: request(privateKey) })).status, 400);
  assert.equal((await ask({ certificateSigningRequest: "bm9uZQ==" })).status, 400);
  assert.equal((await ask({ certificateSigningRequest: request(KEYS.privateKey) }, "")).status, 400);
  assert.equal((await ask({})).status, 400);
});

test("the subject has GitHub's shapes for branch, pull request and environment", () => {
  const subject = (change: Partial<typeof WORKFLOW>): unknown =>
    workflowClaims({ ...WORKFLOW, ...change })["sub"];
  assert.equal(subject({ ref: "refs/tags/v1" }), "repo:acme@815/shop@4711:ref:refs/tags/v1");
  assert.equal(subject({ event_name: "pull_request" }), "repo:acme@815/shop@4711:pull_request");
  assert.equal(subject({ environment: "production" }), "repo:acme@815/shop@4711:environment:production");
  assert.equal(subject({ sub: "repo:acme/shop:ref:refs/heads/main" }), "repo:acme/shop:ref:refs/heads/main");
});

test("a deployment environment is an extension of its own, where there is one", () => {
  const holds = (environment: string | undefined): boolean => {
    const claims = workflowClaims({ ...WORKFLOW, ...(environment === undefined ? {} : { environment }) });
    const wanted = extension("1.3.6.1.4.1.57264.1.23", false, utf8String("production"));
    return workflowExtensions("https://issuer", claims, "https://github.com").some((der) =>
      der.equals(wanted),
    );
  };
  assert.deepEqual([holds("production"), holds("staging"), holds(undefined)], [true, false, false]);
});

test("what follows from the required facts is filled in", () => {
  const { repository, repository_id, repository_owner_id, ref, sha, workflow_ref } = WORKFLOW;
  const claims = workflowClaims({ repository, repository_id, repository_owner_id, ref, sha, workflow_ref });
  assert.equal(claims["job_workflow_ref"], workflow_ref);
  assert.equal(claims["job_workflow_sha"], sha);
  assert.equal(claims["workflow"], "release.yml");
  assert.equal(claims["repository_owner"], "acme");
  assert.equal(claims["event_name"], "push");
});
