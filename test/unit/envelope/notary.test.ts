import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import {
  type NotaryTarget,
  decodeNotary,
  encodeNotary,
  notaryAlgorithmOf,
  notaryParts,
} from "../../../src/envelope/notary.ts";
import { Fault } from "../../../src/values/fault.ts";
import { digestOf } from "../../../src/values/digest.ts";

const target: NotaryTarget = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  digest: digestOf(Buffer.from("app")),
  size: 1234,
};
const signingTime = new Date("2026-08-29T13:50:00.123Z");
const rest = { signature: Buffer.from("signature"), chain: [Buffer.from("der")], agent: "test/1" };

type Json = Record<string, unknown>;
const decodePart = (text: unknown): Json =>
  JSON.parse(Buffer.from(String(text), "base64url").toString("utf8")) as Json;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function changed(change: (envelope: Json, guarded: Json, payload: Json) => void, expiry?: Date): Buffer {
  const bytes = encodeNotary(notaryParts(target, { algorithm: "ES256", signingTime, expiry }), {
    ...rest,
    timestamp: undefined,
  });
  const envelope = JSON.parse(bytes.toString("utf8")) as Json;
  const guarded = decodePart(envelope["protected"]);
  const payload = decodePart(envelope["payload"]);
  const before = JSON.stringify([envelope["protected"], envelope["payload"]]);
  change(envelope, guarded, payload);
  if (JSON.stringify([envelope["protected"], envelope["payload"]]) === before)
    Object.assign(envelope, { protected: part(guarded), payload: part(payload) });
  return Buffer.from(JSON.stringify(envelope));
}

const invalid = (error: unknown): boolean =>
  error instanceof Fault && error.code === "ENVELOPE_NOTARY_INVALID";

test("what is encoded comes back, with times cut to seconds", () => {
  const expiry = new Date("2099-08-30T13:50:00Z");
  const annotated = { ...target, annotations: { build: "7" } };
  const parts = notaryParts(annotated, { algorithm: "PS384", signingTime, expiry });
  const timestamp = Buffer.from("token");
  const { signed, ...decoded } = decodeNotary(encodeNotary(parts, { ...rest, timestamp }));
  assert.deepEqual(decoded, {
    algorithm: "PS384",
    signingTime: new Date("2026-08-29T13:50:00Z"),
    expiry,
    target: annotated,
    signature: rest.signature,
    chain: rest.chain,
    timestamp,
  });
  assert.deepEqual(signed, parts.signed);
});

test("the protected header is byte for byte that of notation-core-go for the same attributes", () => {
  // signature/jws/testdata/conformance.json without its extended attributes.
  const { protected: text } = notaryParts(target, {
    algorithm: "ES256",
    signingTime: new Date("2022-08-29T13:50:00Z"),
    expiry: new Date("2099-08-30T13:50:00Z"),
  });
  assert.equal(
    Buffer.from(text, "base64url").toString("utf8"),
    '{"alg":"ES256","crit":["io.cncf.notary.signingScheme","io.cncf.notary.expiry"],"cty":"application/vnd.cncf.notary.payload.v1+json","io.cncf.notary.expiry":"2099-08-30T13:50:00Z","io.cncf.notary.signingScheme":"notary.x509","io.cncf.notary.signingTime":"2022-08-29T13:50:00Z"}',
  );
});

test("attributes of the signer's own that are not critical are passed over", () => {
  const bytes = changed((_envelope, guarded) => Object.assign(guarded, { signedKey1: "signedValue1" }));
  assert.deepEqual(decodeNotary(bytes).target, target);
});

test("times with an offset or a fraction are read", () => {
  const bytes = changed((_envelope, guarded) =>
    Object.assign(guarded, { "io.cncf.notary.signingTime": "2026-08-29T15:50:00.5+02:00" }),
  );
  assert.equal(decodeNotary(bytes).signingTime.toISOString(), "2026-08-29T13:50:00.500Z");
});

const scheme = "io.cncf.notary.signingScheme";
const refusals: readonly (readonly [string, Parameters<typeof changed>[0]])[] = [
  ["an unknown critical header", (_e, g) => Object.assign(g, { crit: [scheme, "k"], k: "v" })],
  [
    "a critical verification plugin",
    (_e, g) =>
      Object.assign(g, {
        crit: [scheme, "io.cncf.notary.verificationPlugin"],
        "io.cncf.notary.verificationPlugin": "p",
      }),
  ],
  [
    "a plugin that is not marked critical",
    (_e, g) => Object.assign(g, { "io.cncf.notary.verificationPlugin": "p" }),
  ],
  ["no critical headers", (_e, g) => Object.assign(g, { crit: [] })],
  ["no list of critical headers", (_e, g) => void delete g["crit"]],
  ["a critical header twice", (_e, g) => Object.assign(g, { crit: [scheme, scheme] })],
  [
    "an expiry that is not critical",
    (_e, g) => Object.assign(g, { "io.cncf.notary.expiry": "2099-01-01T00:00:00Z" }),
  ],
  [
    "a critical expiry that is absent",
    (_e, g) => Object.assign(g, { crit: [scheme, "io.cncf.notary.expiry"] }),
  ],
  [
    "the scheme of a signing authority",
    (_e, g) => Object.assign(g, { [scheme]: "notary.x509.signingAuthority" }),
  ],
  ["an unencoded payload (b64)", (_e, g) => Object.assign(g, { b64: false })],
  ["no algorithm", (_e, g) => Object.assign(g, { alg: "none" })],
  ["a symmetric algorithm", (_e, g) => Object.assign(g, { alg: "HS256" })],
  ["RSA with PKCS#1 v1.5", (_e, g) => Object.assign(g, { alg: "RS256" })],
  ["another content type", (_e, g) => Object.assign(g, { cty: "application/json" })],
  ["no signing time", (_e, g) => void delete g["io.cncf.notary.signingTime"]],
  [
    "a signing time that is none",
    (_e, g) => Object.assign(g, { "io.cncf.notary.signingTime": "2026-13-01T00:00:00Z" }),
  ],
  [
    "a digest that is no SHA-256",
    (_e, _g, p) => Object.assign(p["targetArtifact"] as Json, { digest: "sha512:00" }),
  ],
  ["a negative size", (_e, _g, p) => Object.assign(p["targetArtifact"] as Json, { size: -1 })],
  [
    "an unknown member of the target",
    (_e, _g, p) => Object.assign(p["targetArtifact"] as Json, { urls: [] }),
  ],
  ["an unknown member of the payload", (_e, _g, p) => Object.assign(p, { more: 1 })],
  ["an unknown member of the envelope", (e) => Object.assign(e, { signatures: [] })],
  ["an unknown unsigned header", (e) => Object.assign(e["header"] as Json, { kid: "x" })],
  ["no certificates", (e) => Object.assign(e["header"] as Json, { x5c: [] })],
  [
    "too many certificates",
    (e) => Object.assign(e["header"] as Json, { x5c: Array.from({ length: 11 }, () => "ZGVy") }),
  ],
  ["a certificate that is no base64", (e) => Object.assign(e["header"] as Json, { x5c: ["ZGVy\n"] })],
  ["base64 with padding", (e) => Object.assign(e, { signature: "YQ==" })],
  ["an empty signature", (e) => Object.assign(e, { signature: "" })],
  ["a payload that is no JSON", (e) => Object.assign(e, { payload: "YQ" })],
];
for (const [what, change] of refusals)
  test(`an envelope with ${what} is refused`, () => {
    assert.throws(() => decodeNotary(changed(change)), invalid);
  });

test("an envelope above the limit is refused unread", () => {
  assert.throws(
    () => decodeNotary(Buffer.alloc(1_048_577, 0x20)),
    (error: unknown) => error instanceof Fault && error.code === "ENVELOPE_TOO_LARGE",
  );
});

test("damaged envelopes give typed faults only", () => {
  const sound = changed(() => undefined);
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.nat(255), (at, octet) => {
      const damaged = Buffer.from(sound);
      damaged[at] = octet;
      try {
        decodeNotary(damaged);
      } catch (error) {
        assert.ok(error instanceof Fault, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test("each kind of key has the one algorithm of the specification", () => {
  const kinds = [
    ["P-256", "ES256"],
    ["P-384", "ES384"],
    ["P-521", "ES512"],
  ] as const;
  for (const [namedCurve, name] of kinds)
    assert.equal(notaryAlgorithmOf(generateKeyPairSync("ec", { namedCurve }).publicKey), name);
  assert.equal(notaryAlgorithmOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey), "PS256");
  assert.equal(notaryAlgorithmOf(generateKeyPairSync("rsa", { modulusLength: 2560 }).publicKey), undefined);
  assert.equal(notaryAlgorithmOf(generateKeyPairSync("ed25519").publicKey), undefined);
});
