import assert from "node:assert/strict";
import test from "node:test";
import { dsse } from "@sigstore/core";
import fc from "fast-check";
import { decodeDsse, encodeDsse, preAuthEncoding } from "../../../src/envelope/dsse.ts";
import { Fault } from "../../../src/values/fault.ts";

test("the pre-authentication encoding is the specification's own example", () => {
  const encoded = preAuthEncoding("http://example.com/HelloWorld", Buffer.from("hello world"));
  assert.equal(encoded.toString("utf8"), "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
});

test("the pre-authentication encoding counts bytes, as another implementation does, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), fc.uint8Array(), (type, payload) => {
      const theirs = dsse.preAuthEncoding(type, Buffer.from(payload));
      assert.deepEqual(preAuthEncoding(type, payload), theirs);
    }),
  );
  assert.equal(preAuthEncoding("é", Buffer.from("ü")).toString("utf8"), "DSSEv1 2 é 2 ü");
});

test("no two pairs of type and payload share an encoding", () => {
  const pair = fc.tuple(fc.string({ unit: "binary" }), fc.uint8Array());
  fc.assert(
    fc.property(pair, pair, ([typeA, a], [typeB, b]) => {
      if (!typeA.isWellFormed() || !typeB.isWellFormed()) return;
      const same = typeA === typeB && Buffer.compare(a, b) === 0;
      assert.equal(preAuthEncoding(typeA, a).equals(preAuthEncoding(typeB, b)), same);
    }),
  );
});

test("an envelope comes back as it went in, and never writes a key id", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.uint8Array({ minLength: 1 }),
      fc.uint8Array({ minLength: 1 }),
      (payloadType, payload, signature) => {
        const bytes = encodeDsse({ payloadType, payload, signature });
        const decoded = decodeDsse(bytes);
        assert.equal(decoded.payloadType, payloadType);
        assert.deepEqual(Buffer.from(decoded.payload), Buffer.from(payload));
        assert.deepEqual(Buffer.from(decoded.signature), Buffer.from(signature));
        assert.deepEqual(Object.keys(JSON.parse(bytes.toString("utf8")).signatures[0]), ["sig"]);
      },
    ),
  );
});

const good = { payload: "YQ==", payloadType: "t", signatures: [{ sig: "YQ==", keyid: "" }] };
for (const [what, value] of [
  ["no signature", { ...good, signatures: [] }],
  ["two signatures", { ...good, signatures: [{ sig: "YQ==" }, { sig: "YQ==" }] }],
  ["an unknown member", { ...good, extra: 1 }],
  ["an unknown member in its signature", { ...good, signatures: [{ sig: "YQ==", cert: "x" }] }],
  ["base64 without padding", { ...good, payload: "YQ" }],
  ["base64 with stray bits", { ...good, payload: "YR==" }],
  ["a number as payload type", { ...good, payloadType: 5 }],
  ["a signature that is a text", { ...good, signatures: ["YQ=="] }],
  ["signatures that are no list", { ...good, signatures: {} }],
] as const)
  test(`an envelope with ${what} is refused`, () => {
    assert.throws(
      () => decodeDsse(Buffer.from(JSON.stringify(value))),
      (error) => error instanceof Fault && error.code === "ENVELOPE_DSSE_INVALID",
    );
  });

test("bytes that are no JSON object, or too many, are refused", () => {
  const refused = (bytes: Uint8Array, code: string): void =>
    assert.throws(
      () => decodeDsse(bytes),
      (error) => error instanceof Fault && error.code === code,
    );
  refused(Buffer.from([0xff, 0xfe]), "ENVELOPE_DSSE_INVALID");
  refused(Buffer.from("[]"), "ENVELOPE_DSSE_INVALID");
  refused(Buffer.from("null"), "ENVELOPE_DSSE_INVALID");
  refused(Buffer.alloc(33_554_433, 0x20), "ENVELOPE_TOO_LARGE");
});
