import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import test from "node:test";
import {
  distinguishedName,
  extension,
  freshSerial,
  issueCertificate,
  spkiOf,
  uriName,
} from "../../../doubles/sigstore/certificates.ts";
import { contextPrimitive, octetString, sequence, utf8String } from "../../../doubles/sigstore/der.ts";
import { matchWorkflow, readCertificateIdentity } from "../../../src/verification/certificate-identity.ts";
import { Fault } from "../../../src/values/fault.ts";

const prefix = "1.3.6.1.4.1.57264.1";
const subject = "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main";
const values = { 8: "issuer", 14: "refs/heads/main", 15: "1", 17: "2", 18: "config", 20: "push" } as const;
const plain = Object.entries(values).map(([suffix, value]) =>
  extension(`${prefix}.${suffix}`, false, utf8String(value)),
);

function certificateWith(extensions: readonly Buffer[]): Buffer {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = distinguishedName("test", "test");
  const body = {
    serial: freshSerial(),
    subject: name,
    spki: spkiOf(publicKey),
    notBefore: Date.now(),
    notAfter: Date.now() + 60_000,
    extensions,
  };
  return issueCertificate(body, { name, privateKey });
}

test("each field comes from its own extension", () => {
  assert.deepEqual(readCertificateIdentity(certificateWith([uriName(subject), ...plain])), {
    issuer: "issuer",
    subject,
    repositoryId: "1",
    ownerId: "2",
    sourceRef: "refs/heads/main",
    buildConfigUri: "config",
    trigger: "push",
  });
});

test("texts of any length and script are read in full", () => {
  for (const text of [
    "",
    "é",
    "x".repeat(127),
    "x".repeat(128),
    "x".repeat(255),
    "x".repeat(256),
    "x".repeat(5000),
  ]) {
    const certificate = certificateWith([
      uriName(subject),
      extension(`${prefix}.18`, false, utf8String(text)),
    ]);
    assert.equal(readCertificateIdentity(certificate).buildConfigUri, text);
  }
});

for (const [what, extensions] of [
  ["is absent", []],
  ["is there twice", ["1", "2"].map((value) => extension(`${prefix}.15`, false, utf8String(value)))],
  ["is of another type", [extension(`${prefix}.15`, false, octetString(Buffer.from("1")))]],
  ["is not UTF-8", [extension(`${prefix}.15`, false, Buffer.from([0x0c, 2, 0xc3, 0x28]))]],
  [
    "has bytes behind its end",
    [extension(`${prefix}.15`, false, Buffer.concat([utf8String("1"), Buffer.from("1")]))],
  ],
  ["claims to be longer than it is", [extension(`${prefix}.15`, false, Buffer.from([0x0c, 9, 0x31]))]],
  [
    "has a length of four octets",
    [extension(`${prefix}.15`, false, Buffer.from([0x0c, 0x84, 0, 0, 0, 1, 0x31]))],
  ],
] as const)
  test(`a field whose extension ${what} equals nothing`, () => {
    assert.equal(
      readCertificateIdentity(certificateWith([uriName(subject), ...extensions])).repositoryId,
      undefined,
    );
  });

test("a certificate with no name, two names or a name of another kind has no subject", () => {
  const names = (...list: readonly Buffer[]): Buffer => extension("2.5.29.17", true, sequence(...list));
  const uri = contextPrimitive(6, Buffer.from(subject));
  for (const extensions of [
    [],
    [names(uri, contextPrimitive(6, Buffer.from("https://evil.test")))],
    [names(contextPrimitive(1, Buffer.from("a@b.test")), uri)],
    [names(contextPrimitive(1, Buffer.from("a@b.test")))],
  ])
    assert.equal(readCertificateIdentity(certificateWith([...extensions, ...plain])).subject, undefined);
});

test("a field that the certificate lacks never matches, and the nearest identity explains why", () => {
  const found = readCertificateIdentity(certificateWith([uriName(subject), ...plain.slice(1)]));
  const near = {
    kind: "workflow",
    issuer: "issuer",
    subject,
    repositoryId: "1",
    ownerId: "2",
    sourceRef: "refs/heads/main",
    buildConfigUri: "config",
    trigger: "push",
  } as const;
  const far = { ...near, repositoryId: "9", ownerId: "9" };
  for (const identities of [
    [far, near],
    [near, far],
  ])
    assert.throws(
      () => matchWorkflow(found, identities),
      (error) =>
        error instanceof Fault &&
        error.code === "SIGNATURE_IDENTITY_MISMATCH" &&
        error.message.endsWith('issuer is null, expected "issuer"'),
    );
  assert.throws(() => matchWorkflow({ ...found, subject: undefined }, []), /without a name/);
});
