import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import * as der from "../../../../doubles/sigstore/der.ts";

test("an object identifier reads back as it was written", () => {
  const arcs = fc.tuple(
    fc.integer({ min: 0, max: 1 }),
    fc.integer({ min: 0, max: 39 }),
    fc.array(fc.nat(), { maxLength: 8 }),
  );
  fc.assert(
    fc.property(arcs, ([first, second, rest]) => {
      const dotted = [first, second, ...rest].join(".");
      assert.equal(der.dottedOid(der.readDer(der.oid(dotted))), dotted);
    }),
  );
});

test("elements of any length nest and read back", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 70_000 }), { maxLength: 4 }), (values) => {
      const element = der.readDer(der.sequence(...values.map((value) => der.octetString(value))));
      assert.deepEqual(
        der.childrenOf(element).map(({ value }) => Buffer.from(value)),
        values.map((value) => Buffer.from(value)),
      );
    }),
    { numRuns: 30 },
  );
});

test("an integer is minimal and never negative", () => {
  assert.equal(der.integer(0).toString("hex"), "020100");
  assert.equal(der.integer(128).toString("hex"), "02020080");
  assert.equal(der.integer(Buffer.from("0000ff", "hex")).toString("hex"), "020200ff");
});

test("times after 2049 are written as GeneralizedTime", () => {
  assert.equal(
    der.certificateTime(Date.parse("2049-12-31T23:59:59Z")).toString("latin1").slice(2),
    "491231235959Z",
  );
  assert.equal(
    der.certificateTime(Date.parse("2050-01-01T00:00:00Z")).toString("latin1").slice(2),
    "20500101000000Z",
  );
});

test("cut, trailing and oversized encodings are refused", () => {
  for (const hex of ["", "30", "3002", "300501", "30000000", "3085ffffffffff", "3080"]) {
    assert.throws(() => der.readDer(Buffer.from(hex, "hex")), hex);
  }
  assert.throws(() => der.dottedOid(der.readDer(der.nullValue())));
});

test("PEM that is not there is undefined", () => {
  assert.equal(der.fromPem("CERTIFICATE", der.toPem("PUBLIC KEY", Buffer.from("x"))), undefined);
  assert.deepEqual(
    der.fromPem("PUBLIC KEY", der.toPem("PUBLIC KEY", Buffer.alloc(100, 7))),
    Buffer.alloc(100, 7),
  );
});
