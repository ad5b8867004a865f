import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import test from "node:test";
import { decodeBundle, hintOfKey } from "../../../src/envelope/bundle.ts";
import { preAuthEncoding } from "../../../src/envelope/dsse.ts";
import { workflowIdentityOf } from "../../../src/signing/identity-token.ts";
import { openSigning } from "../../../src/signing/signer.ts";
import { Fault } from "../../../src/values/fault.ts";
import {
  instantClock,
  keySigner,
  keylessSigner,
  signingPorts,
  startPrivateSigstore,
  warningLog,
  workflowRun,
} from "./signing-fixture.ts";

const code = (expected: string) => (error: unknown) => error instanceof Fault && error.code === expected;

test("a key signs the bytes of a file, and names itself by its hint", async () => {
  const { signer, key } = await keySigner();
  const bundle = decodeBundle(await signer.signBlob(Buffer.from("file")));
  assert.deepEqual(bundle.material, { kind: "publicKey", hint: hintOfKey(key.keyId) });
  assert.ok(bundle.content.kind === "message");
  assert.ok(verify("sha256", Buffer.from("file"), key.publicKey, bundle.content.signature));
  assert.deepEqual([bundle.logEntries, bundle.timestamps], [[], []]);
});

test("a key signs the pre-authentication encoding of a statement", async () => {
  const { signer, key } = await keySigner();
  const { content } = decodeBundle(await signer.signStatement({ a: 1 }));
  assert.ok(content.kind === "dsse");
  const { payload, payloadType, signature } = content.envelope;
  assert.equal(Buffer.from(payload).toString("utf8"), '{"a":1}');
  assert.ok(verify("sha256", preAuthEncoding(payloadType, payload), key.publicKey, signature));
});

test("keyless bundles are v0.3 with the leaf, the log's proof and promise, and a timestamp", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const { signer } = await keylessSigner(sigstore);
  const bytes = Buffer.from(await signer.signBlob(Buffer.from("file")));
  assert.match(bytes.toString("utf8"), /"mediaType":"application\/vnd.dev.sigstore.bundle.v0.3\+json"/);
  const bundle = decodeBundle(bytes);
  assert.equal(bundle.material.kind, "certificate");
  assert.equal(bundle.timestamps.length, 1);
  const [entry] = bundle.logEntries;
  assert.ok(entry?.promise && entry.proof);
  assert.equal(entry.kind, "hashedrekord");
});

test("a service that fails for a moment is asked again, and the log says so", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const clock = instantClock();
  const log = warningLog();
  const { signer } = await keylessSigner(sigstore, { clock, log });
  sigstore.faults.add({ service: "fulcio", kind: "status", status: 503 });
  sigstore.faults.add({ service: "rekor", kind: "drop" });
  sigstore.faults.add({ service: "rekor", kind: "lost-answer" });
  sigstore.faults.add({ service: "tsa", kind: "status", status: 429 });
  const bundle = decodeBundle(await signer.signBlob(Buffer.from("file")));
  assert.equal(bundle.logEntries.length, 1);
  assert.equal(sigstore.entries.length, 1, "an entry whose answer was lost is found, not made twice");
  assert.equal(log.warnings.length, 4);
  assert.match(log.warnings[0] ?? "", /certificate authority at 127\.0\.0\.1:\d+ failed.*503/);
  assert.equal(clock.waits.length, 4);
});

test("a service that refuses is not asked again, and its words are passed on", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const clock = instantClock();
  const { signer } = await keylessSigner(sigstore, { clock });
  sigstore.faults.add({ service: "fulcio", kind: "status", status: 400 });
  await assert.rejects(signer.signBlob(Buffer.from("file")), (error: unknown) => {
    assert.ok(error instanceof Fault && error.code === "SIGNING_SERVICE_FAILED");
    assert.match(error.message, /scripted 400/);
    return true;
  });
  assert.deepEqual(clock.waits, []);
});

test("a service that stays down ends the run after minutes of patience", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const clock = instantClock();
  const { signer } = await keylessSigner(sigstore, { clock });
  sigstore.faults.add({ service: "rekor", kind: "status", status: 500, times: 100 });
  await assert.rejects(signer.signBlob(Buffer.from("file")), code("SIGNING_SERVICE_FAILED"));
  assert.equal(clock.waits.length, 7);
});

test("a token never shows up in an error, whatever it looks like", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const good = sigstore.issueToken({ ...workflowRun, sub: "x" });
  const [head, , tail] = good.split(".");
  const expired = `${head}.${Buffer.from('{"sub":"a","iss":"b"}').toString("base64url")}.${tail}`;
  for (const token of [
    "secret-token",
    "secret.token.x",
    `a.${Buffer.from("{}").toString("base64url")}.c`,
    "a.W10.c",
    expired,
  ]) {
    const { signer } = await keylessSigner(sigstore, { identityToken: async () => token });
    await assert.rejects(signer.signBlob(Buffer.from("file")), (error: unknown) => {
      assert.ok(error instanceof Fault);
      assert.ok(["SIGNING_IDENTITY_UNUSABLE", "SIGNING_SERVICE_FAILED"].includes(error.code), error.code);
      for (let current: unknown = error; current instanceof Error; current = current.cause)
        assert.ok(!current.message.includes(token) && !String(current.stack).includes(token));
      return true;
    });
  }
});

test("a token that a service quotes back is masked", async () => {
  const { callService } = await import("../../../src/signing/service-call.ts");
  const failing = callService(
    "log",
    "https://log.test",
    signingPorts(),
    async () => {
      throw new Error("cannot read\nSECRET here");
    },
    () => "SECRET",
  );
  await assert.rejects(failing, /the log at log\.test failed: cannot read \*\*\* here/);
});

test("keyless needs a certificate authority and a log", async () => {
  const empty = { mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json" };
  const service = { url: "https://a.test", majorApiVersion: 1 };
  for (const [config, missing] of [
    [empty, /no certificate authority/],
    [{ ...empty, caUrls: [service] }, /no log/],
  ] as const)
    await assert.rejects(
      openSigning({ mode: "keyless", signingConfig: Buffer.from(JSON.stringify(config)) }, signingPorts()),
      (error: unknown) => code("SIGNING_SERVICE_MISSING")(error) && missing.test((error as Fault).message),
    );
});

test("the identity that a token will get is known before it is asked for", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const identity = workflowIdentityOf(sigstore.issueToken(workflowRun), "https://github.com/");
  assert.deepEqual(identity, {
    kind: "workflow",
    issuer: sigstore.issuer,
    subject: "https://github.com/acme/workflows/.github/workflows/sign.yml@refs/tags/v1",
    repositoryId: "4711",
    ownerId: "815",
    sourceRef: "refs/heads/main",
    buildConfigUri: "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main",
    trigger: "push",
  });
  const bare = `a.${Buffer.from('{"sub":"user@example.com"}').toString("base64url")}.c`;
  assert.throws(() => workflowIdentityOf(bare, "https://github.com"), /has no claim iss/);
});

test("a key with a private log gets an entry that names the public key", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const { key } = await keySigner();
  const signer = await openSigning(
    {
      mode: "key",
      privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      signingConfig: await readFile(sigstore.files.signingConfig),
    },
    signingPorts(),
  );
  const bundle = decodeBundle(await signer.signStatement({}));
  assert.equal(bundle.logEntries[0]?.kind, "dsse");
  const encoded = Buffer.from(key.publicKey).toString("base64");
  assert.ok(Buffer.from(bundle.logEntries[0].body).toString("utf8").includes(encoded));
});

test("each attempt at a certificate asks for a token of its own", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const tokens: string[] = [];
  const { signer } = await keylessSigner(sigstore, {
    identityToken: async () => {
      tokens.push(sigstore.issueToken({ ...workflowRun, run_id: String(tokens.length) }));
      return tokens.at(-1) ?? "";
    },
  });
  sigstore.faults.add({ service: "fulcio", kind: "drop" });
  await signer.signBlob(Buffer.from("file"));
  assert.equal(new Set(tokens).size, 2);
});

test("an authority that answers with something that is no certificate is named", async (t) => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ signedCertificateEmbeddedSct: { chain: { certificates: ["nonsense"] } } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const service = { url: `http://127.0.0.1:${address.port}`, majorApiVersion: 1 };
  const config = {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service],
    rekorTlogUrls: [service],
  };
  const sigstore = await startPrivateSigstore(t);
  const signer = await openSigning(
    { mode: "keyless", signingConfig: Buffer.from(JSON.stringify(config)) },
    signingPorts({ identityToken: async () => sigstore.issueToken(workflowRun) }),
  );
  await assert.rejects(signer.signBlob(Buffer.from("x")), /answered with something that is no certificate/);
});
