import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { decodeBundle, encodeBundle } from "../../../src/envelope/bundle.ts";
import { cosignSignPredicate, imageSignStatement, statementFor } from "../../../src/envelope/statement.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { type StatementPolicy, verifyStatementBundle } from "../../../src/verification/statement.ts";
import { publicTrustedRoot } from "../../../src/verification/public-roots.ts";
import { keySigner, keylessSigner, startPrivateSigstore } from "../signing/signing-fixture.ts";

const digest = digestOf("image");
const { signer, identity } = await keySigner();
const signed = await signer.signStatement(imageSignStatement(digest));
const policy: StatementPolicy = { identities: [identity] };
const codeOf = (bundle: Uint8Array, overrides: Partial<StatementPolicy> = {}): string => {
  const result = verifyStatementBundle(bundle, { ...policy, ...overrides });
  return result.ok ? "verified" : result.why.code;
};

test("a statement is given out with its signer when everything holds", () => {
  const result = verifyStatementBundle(signed, {
    ...policy,
    subject: digest,
    predicateType: cosignSignPredicate,
  });
  assert.ok(result.ok);
  assert.deepEqual(result.by, identity);
  assert.equal(result.statement.subjects[0]?.digest, digest);
  assert.deepEqual(JSON.parse(Buffer.from(result.payload).toString("utf8")), imageSignStatement(digest));
});

test("a keyless statement verifies through a dsse entry of the log", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const keyless = await keylessSigner(sigstore);
  const bundle = await keyless.signer.signStatement(statementFor([{ digest }], "t", {}));
  const result = verifyStatementBundle(bundle, {
    identities: [keyless.identity],
    trustedRoot: keyless.trustedRoot,
  });
  assert.ok(result.ok && result.at !== undefined);
  assert.deepEqual(
    sigstore.entries.map(({ kind }) => kind),
    ["dsse"],
  );
});

test("a statement about another subject, or of another type, is refused", () => {
  assert.equal(codeOf(signed, { subject: digestOf("other") }), "SIGNATURE_SUBJECT_MISMATCH");
  assert.equal(codeOf(signed, { predicateType: "https://slsa.dev/provenance/v1" }), "SIGNATURE_WRONG_KIND");
});

test("a subject that was swapped after signing breaks the signature", () => {
  const decoded = decodeBundle(signed);
  assert.ok(decoded.content.kind === "dsse");
  const payload = Buffer.from(JSON.stringify(imageSignStatement(digestOf("other"))));
  const content = { kind: "dsse", envelope: { ...decoded.content.envelope, payload } } as const;
  const swapped = encodeBundle({ ...decoded, content });
  assert.equal(codeOf(swapped, { subject: digestOf("other") }), "SIGNATURE_INVALID");
  const type = {
    kind: "dsse",
    envelope: { ...decoded.content.envelope, payloadType: "text/plain" },
  } as const;
  assert.equal(codeOf(encodeBundle({ ...decoded, content: type })), "SIGNATURE_WRONG_KIND");
});

test("a file's signature, an unreadable statement and bytes that are no bundle are refused", async () => {
  assert.equal(codeOf(await signer.signBlob(Buffer.from("x"))), "SIGNATURE_WRONG_KIND");
  assert.equal(codeOf(await signer.signStatement({ a: 1 })), "SIGNATURE_MALFORMED");
  assert.equal(codeOf(Buffer.from("nonsense")), "SIGNATURE_MALFORMED");
});

test("a statement of another key is refused", async () => {
  const other = await keySigner();
  assert.equal(codeOf(signed, { identities: [other.identity] }), "SIGNATURE_KEY_UNKNOWN");
});

test("a signature of the public Sigstore holds against the roots that are shipped, up to the identity", () => {
  const vector = path.join(import.meta.dirname, "../../fixtures/model-signing/valid/sigstore.bundle.json");
  const bundle = readFileSync(vector);
  const workflow = {
    kind: "workflow",
    issuer: "https://sigstore.verify.ibm.com/oauth2",
    subject: "s",
    repositoryId: "1",
    ownerId: "1",
    sourceRef: "r",
    buildConfigUri: "b",
    trigger: "t",
  } as const;
  const policy = { identities: [workflow], trustedRoot: publicTrustedRoot };
  assert.equal(codeOf(bundle, policy), "SIGNATURE_IDENTITY_MISMATCH");
  const decoded = decodeBundle(bundle);
  assert.ok(decoded.content.kind === "dsse");
  const { envelope } = decoded.content;
  const payload = Buffer.from(Buffer.from(envelope.payload).toString("utf8").replace("sha256", "sha257"));
  const content = { kind: "dsse", envelope: { ...envelope, payload } } as const;
  assert.equal(codeOf(encodeBundle({ ...decoded, content }), policy), "SIGNATURE_LOG_INVALID");
});
