import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { verifyDigest } from "../../../../doubles/sigstore/digest-signature.ts";

type Case = {
  readonly name: string;
  readonly hash: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

const CASES: readonly Case[] = [
  { name: "P-256", hash: "sha256", ...generateKeyPairSync("ec", { namedCurve: "P-256" }) },
  { name: "P-256 with a longer hash", hash: "sha512", ...generateKeyPairSync("ec", { namedCurve: "P-256" }) },
  { name: "P-384", hash: "sha384", ...generateKeyPairSync("ec", { namedCurve: "P-384" }) },
  { name: "RSA", hash: "sha256", ...generateKeyPairSync("rsa", { modulusLength: 2048 }) },
];

for (const { name, hash, privateKey, publicKey } of CASES) {
  test(`${name}: what node signed is accepted over its digest and over no other`, () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat({ max: 31 }), (message, at) => {
        const digest = createHash(hash).update(message).digest();
        const signature = sign(hash, message, privateKey);
        assert.equal(verifyDigest(publicKey, hash, digest, signature), true);
        digest[at] = (digest[at] ?? 0) ^ 0x10;
        assert.equal(verifyDigest(publicKey, hash, digest, signature), false);
      }),
      { numRuns: 12 },
    );
  });

  test(`${name}: octets that are no signature are refused without an exception`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        assert.equal(verifyDigest(publicKey, hash, Buffer.alloc(32, 1), Buffer.from(noise)), false);
      }),
      { numRuns: 50 },
    );
  });
}

test("zero and too large numbers are no ECDSA signature", () => {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  for (const hex of ["3006020100020100", "3006020101020100", `3026020101022100${"ff".repeat(32)}`]) {
    assert.equal(verifyDigest(publicKey, "sha256", Buffer.alloc(32), Buffer.from(hex, "hex")), false);
  }
});

test("a key type that cannot sign a digest is an error that names it", () => {
  const { publicKey } = generateKeyPairSync("ed25519");
  assert.throws(() => verifyDigest(publicKey, "sha256", Buffer.alloc(32), Buffer.alloc(64)), /ed25519/);
});
