import assert from "node:assert/strict";
import test from "node:test";
import {
  type Annotations,
  legacyAnnotations,
  readLegacySignature,
} from "../../../src/envelope/legacy-signature.ts";
import type { SigstoreBundle } from "../../../src/envelope/bundle.ts";
import {
  bundleManifest,
  decodeSignatureManifest,
  legacyManifest,
  legacyTag,
} from "../../../src/envelope/signature-manifest.ts";
import { decodeSimpleSigning, encodeSimpleSigning } from "../../../src/envelope/simple-signing.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";

const digest = digestOf("image");
const payload = encodeSimpleSigning({ digest, dockerReference: "ghcr.io/acme/app" });
const body = Buffer.from(JSON.stringify({ apiVersion: "0.0.1", kind: "hashedrekord", spec: {} }));
const signed: SigstoreBundle = {
  material: { kind: "certificate", certificate: Buffer.alloc(100, 7) },
  logEntries: [
    {
      logIndex: "12",
      logId: Buffer.alloc(32, 1),
      kind: "hashedrekord",
      version: "0.0.1",
      integratedTime: "1700000000",
      promise: Buffer.from("set"),
      proof: undefined,
      body,
    },
  ],
  timestamps: [Buffer.from("tsr")],
  content: { kind: "message", digest: digestOf(payload), signature: Buffer.from("sig") },
};
const legacyInvalid = (error: unknown): boolean =>
  error instanceof Fault && error.code === "ENVELOPE_LEGACY_INVALID";

test("the payload is byte for byte what cosign signs", () => {
  assert.equal(
    payload.toString("utf8"),
    `{"critical":{"identity":{"docker-reference":"ghcr.io/acme/app"},"image":{"docker-manifest-digest":"${digest}"},"type":"cosign container image signature"},"optional":null}`,
  );
  assert.deepEqual(decodeSimpleSigning(payload), { digest, dockerReference: "ghcr.io/acme/app" });
});

for (const [what, change] of [
  ["another type", (text: string) => text.replace("cosign container", "atomic container")],
  ["a digest of another form", (text: string) => text.replace("sha256:", "md5:")],
  ["no identity", (text: string) => text.replace('"identity"', '"other"')],
  ["no critical part", (text: string) => text.replace('"critical"', '"other"')],
] as const)
  test(`a payload with ${what} is refused`, () => {
    assert.throws(() => decodeSimpleSigning(Buffer.from(change(payload.toString("utf8")))), legacyInvalid);
  });

test("a signature comes back from its annotations with certificate, log and timestamp", () => {
  assert.deepEqual(readLegacySignature(payload, legacyAnnotations(signed)), signed);
});

test("a key's signature has one annotation", () => {
  const bare: SigstoreBundle = {
    ...signed,
    material: { kind: "publicKey", hint: "" },
    logEntries: [],
    timestamps: [],
  };
  assert.deepEqual(Object.keys(legacyAnnotations(bare)), ["dev.cosignproject.cosign/signature"]);
  assert.deepEqual(readLegacySignature(payload, legacyAnnotations(bare)), bare);
});

test("a statement has no older form", () => {
  const envelope = { payloadType: "t", payload, signature: payload };
  assert.throws(
    () => legacyAnnotations({ ...signed, content: { kind: "dsse", envelope } }),
    /message signatures/,
  );
});

for (const [what, name, value] of [
  ["no signature", "dev.cosignproject.cosign/signature", "%"],
  ["a certificate that is no PEM", "dev.sigstore.cosign/certificate", "x"],
  ["a log that is no JSON", "dev.sigstore.cosign/bundle", "x"],
  ["a log without payload", "dev.sigstore.cosign/bundle", "{}"],
  ["a log id in base64", "dev.sigstore.cosign/bundle", '{"Payload":{"body":"YQ==","logID":"YQ=="}}'],
  ["a timestamp of another form", "dev.sigstore.cosign/rfc3161timestamp", "{}"],
] as const)
  test(`a layer with ${what} is refused`, () => {
    const annotations: Annotations = { ...legacyAnnotations(signed), [name]: value };
    assert.throws(() => readLegacySignature(payload, annotations), legacyInvalid);
  });

test("layers of a manifest come back in order, with diff ids in its config", () => {
  const layer = { mediaType: "m", digest, size: 3, annotations: { a: "b" } };
  const { manifest, config } = legacyManifest([layer, { ...layer, digest: digestOf("two") }]);
  const decoded = decodeSignatureManifest(manifest);
  assert.deepEqual(decoded.layers[0], layer);
  assert.equal(decoded.layers.length, 2);
  assert.equal(decoded.config.digest, digestOf(config));
  assert.deepEqual(JSON.parse(config.toString("utf8")).rootfs.diff_ids, [digest, digestOf("two")]);
});

test("a bundle's manifest names subject, artifact type and predicate where consumers look for them", () => {
  const subject = { mediaType: "application/vnd.oci.image.index.v1+json", digest, size: 99 };
  const bundle = Buffer.from("{}bundle");
  const json: unknown = JSON.parse(
    bundleManifest({
      subject,
      bundle,
      predicateType: "p",
      created: new Date("2026-11-22T10:00:00.5Z"),
    }).toString("utf8"),
  );
  assert.partialDeepStrictEqual(json, {
    artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    config: { digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", size: 2 },
    layers: [
      { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", digest: digestOf(bundle), size: 8 },
    ],
    subject,
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": "p",
      "org.opencontainers.image.created": "2026-11-22T10:00:00Z",
    },
  });
});

for (const [what, value] of [
  ["an index", { schemaVersion: 2, manifests: [] }],
  ["a layer without digest", { schemaVersion: 2, config: {}, layers: [{ mediaType: "m", size: 1 }] }],
  ["annotations that are no texts", { schemaVersion: 2, annotations: { a: 1 }, layers: [] }],
  [
    "a size that is no number",
    { schemaVersion: 2, config: { mediaType: "m", digest, size: "1" }, layers: [] },
  ],
] as const)
  test(`${what} is no signature manifest`, () => {
    assert.throws(() => decodeSignatureManifest(Buffer.from(JSON.stringify(value))), legacyInvalid);
  });

test("the tag is the digest with a dash and a suffix", () => {
  assert.equal(legacyTag(digest), `sha256-${digest.slice(7)}.sig`);
});
