import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { bundleFromJSON } from "@sigstore/bundle";
import fc from "fast-check";
import { type SigstoreBundle, decodeBundle, encodeBundle, hintOfKey } from "../../../src/envelope/bundle.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";

const fixtures = path.join(import.meta.dirname, "../../fixtures/model-signing");
// Plain prototypes, as the decoder makes them: deepEqual is strict about that.
function record<T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(shape, { noNullPrototype: true });
}
const bytes = (maxLength = 64) =>
  fc.uint8Array({ minLength: 1, maxLength }).map((value) => Buffer.from(value));
const count = fc.nat().map(String);
const entry = record({
  logIndex: count,
  logId: bytes(32),
  kind: fc.constantFrom("dsse", "hashedrekord"),
  version: fc.constant("0.0.1"),
  integratedTime: count,
  promise: fc.option(bytes(), { nil: undefined }),
  proof: fc.option(
    record({
      logIndex: count,
      treeSize: count,
      rootHash: bytes(32),
      hashes: fc.array(bytes(32), { maxLength: 4 }),
      checkpoint: fc.string(),
    }),
    { nil: undefined },
  ),
  body: bytes(),
});
const bundles: fc.Arbitrary<SigstoreBundle> = record({
  material: fc.oneof(
    record({ kind: fc.constant("publicKey" as const), hint: fc.base64String() }),
    record({ kind: fc.constant("certificate" as const), certificate: bytes() }),
  ),
  logEntries: fc.array(entry, { maxLength: 2 }),
  timestamps: fc.array(bytes(), { maxLength: 2 }),
  content: fc.oneof(
    bytes().map((message) => ({ kind: "message" as const, digest: digestOf(message), signature: message })),
    record({
      kind: fc.constant("dsse" as const),
      envelope: record({ payloadType: fc.string(), payload: bytes(), signature: bytes() }),
    }),
  ),
});

test("a bundle comes back as it went in", () => {
  fc.assert(fc.property(bundles, (bundle) => assert.deepEqual(decodeBundle(encodeBundle(bundle)), bundle)));
});

test("the stock library reads what is written, as v0.3", () => {
  fc.assert(
    fc.property(bundles, (bundle) => {
      // The library asks of v0.3 what a verifier of ours asks for as well: a proof for every entry.
      if (bundle.logEntries.some(({ proof }) => proof === undefined)) return;
      const read = bundleFromJSON(JSON.parse(encodeBundle(bundle).toString("utf8")));
      assert.equal(read.mediaType, "application/vnd.dev.sigstore.bundle.v0.3+json");
      assert.equal(read.verificationMaterial.tlogEntries.length, bundle.logEntries.length);
    }),
  );
});

test("mutated bytes are either a bundle or a fault of this folder, never another error", () => {
  const mutations = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(bundles, mutations, (bundle, changes) => {
      const mutated = encodeBundle(bundle);
      for (const [position, value] of changes) mutated[position % mutated.length] = value;
      try {
        decodeBundle(mutated);
      } catch (error) {
        assert.ok(error instanceof Fault && error.code.startsWith("ENVELOPE_"), String(error));
      }
    }),
    { numRuns: 300 },
  );
});

test("any JSON in the place of any member is a bundle or a fault", () => {
  const names = [
    "mediaType",
    "verificationMaterial",
    "messageSignature",
    "dsseEnvelope",
    "publicKey",
    "certificate",
    "tlogEntries",
    "timestampVerificationData",
    "messageDigest",
    "inclusionProof",
    "logId",
  ];
  fc.assert(
    fc.property(bundles, fc.constantFrom(...names), fc.jsonValue(), (bundle, name, value) => {
      const replaced = JSON.stringify(
        JSON.parse(encodeBundle(bundle).toString("utf8")),
        (key, old: unknown) => (key === name ? value : old),
      );
      try {
        decodeBundle(Buffer.from(replaced));
      } catch (error) {
        assert.ok(error instanceof Fault && error.code.startsWith("ENVELOPE_"), String(error));
      }
    }),
    { numRuns: 300 },
  );
});

test("the specification's vectors for models are read, and its broken ones refused", () => {
  const read = (name: string) => decodeBundle(readFileSync(path.join(fixtures, name)));
  assert.equal(read("valid/key.bundle.json").material.kind, "publicKey");
  const keyless = read("valid/sigstore.bundle.json");
  assert.equal(keyless.material.kind, "certificate");
  assert.equal(keyless.logEntries.length, 1);
  for (const broken of [
    "invalid/empty.bundle.json",
    "invalid/missing-envelope.bundle.json",
    "invalid/missing-verification-material.bundle.json",
    // A chain inside v0.3 breaks the bundle specification; stock cosign refuses it too.
    "valid/certificate.bundle.json",
  ])
    assert.throws(() => read(broken), Fault, broken);
});

test("counts that protobuf leaves out are zero, and numbers count like texts", () => {
  const json = JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.3",
    verificationMaterial: {
      publicKey: {},
      tlogEntries: [
        {
          logId: { keyId: "YQ==" },
          kindVersion: { kind: "dsse", version: "0.0.1" },
          integratedTime: 7,
          canonicalizedBody: "YQ==",
        },
      ],
    },
    dsseEnvelope: { payload: "YQ==", payloadType: "t", signatures: [{ sig: "YQ==" }] },
  });
  const bundle = decodeBundle(Buffer.from(json));
  assert.deepEqual(bundle.material, { kind: "publicKey", hint: "" });
  assert.equal(bundle.logEntries[0]?.logIndex, "0");
  assert.equal(bundle.logEntries[0]?.integratedTime, "7");
});

const message = {
  messageDigest: { algorithm: "SHA2_256", digest: Buffer.alloc(32, 1).toString("base64") },
  signature: "YQ==",
};
const base = {
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: { publicKey: { hint: "x" } },
  messageSignature: message,
};
for (const [what, value] of [
  ["another version", { ...base, mediaType: "application/vnd.dev.sigstore.bundle.v0.4+json" }],
  [
    "both contents",
    { ...base, dsseEnvelope: { payload: "YQ==", payloadType: "t", signatures: [{ sig: "YQ==" }] } },
  ],
  ["neither content", { ...base, messageSignature: undefined }],
  [
    "key and certificate",
    { ...base, verificationMaterial: { publicKey: {}, certificate: { rawBytes: "YQ==" } } },
  ],
  ["neither key nor certificate", { ...base, verificationMaterial: {} }],
  [
    "SHA-512",
    {
      ...base,
      messageSignature: { ...message, messageDigest: { ...message.messageDigest, algorithm: "SHA2_512" } },
    },
  ],
  [
    "a short digest",
    { ...base, messageSignature: { ...message, messageDigest: { algorithm: "SHA2_256", digest: "YQ==" } } },
  ],
  ["an unknown member", { ...base, extra: {} }],
  [
    "a negative count",
    { ...base, verificationMaterial: { publicKey: {}, tlogEntries: [{ logIndex: "-1" }] } },
  ],
  [
    "too many entries",
    { ...base, verificationMaterial: { publicKey: {}, tlogEntries: Array.from({ length: 33 }, () => ({})) } },
  ],
] as const)
  test(`a bundle with ${what} is refused`, () => {
    assert.throws(
      () => decodeBundle(Buffer.from(JSON.stringify(value))),
      (error) => error instanceof Fault && error.code === "ENVELOPE_BUNDLE_INVALID",
    );
  });

test("the hint of a key is the base64 of its id", () => {
  assert.equal(hintOfKey("00ff10"), Buffer.from([0, 255, 16]).toString("base64"));
});
