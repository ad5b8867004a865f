import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { createTimestampAuthority } from "../../../doubles/sigstore/timestamp-authority.ts";
import {
  encodeTimestampRequest,
  plainNonce,
  readTimestampResponse,
} from "../../../src/envelope/timestamp.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";

const digest = digestOf("signed");
const hashed = Buffer.from(digest.slice("sha256:".length), "hex");

async function ask(request: Uint8Array): Promise<Buffer> {
  const authority = createTimestampAuthority(() => Date.UTC(2026, 0, 1));
  const answer = authority.handle({
    method: "POST",
    path: "/api/v1/timestamp",
    header: (name: string) => (name === "content-type" ? "application/timestamp-query" : ""),
    body: Buffer.from(request),
  } as unknown as Parameters<typeof authority.handle>[0]);
  assert.ok(answer !== undefined);
  return Buffer.from(answer.body);
}

test("a request is the DER that RFC 3161 names, with a positive nonce", () => {
  const request = encodeTimestampRequest("sha256", hashed, Buffer.from([0xff, 1]));
  // TimeStampReq { 1, { { sha256, NULL }, digest }, nonce 65281, certReq TRUE }
  const imprint = `3031300d060960864801650304020105000420${digest.slice("sha256:".length)}`;
  assert.equal(request.toString("hex"), `303e020101${imprint}020300ff010101ff`);
  const zero = encodeTimestampRequest("sha256", hashed, Buffer.alloc(4)).toString("hex");
  assert.ok(zero.endsWith("0201000101ff"));
});

test("an answer gives digest, nonce and time back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 16 }), async (nonce) => {
      const read = readTimestampResponse(await ask(encodeTimestampRequest("sha256", hashed, nonce)));
      assert.ok(read.granted);
      assert.deepEqual([read.hash, read.hashed], ["sha256", hashed]);
      assert.ok(read.token !== undefined && read.hasCertificates);
      assert.deepEqual(read.nonce, plainNonce(nonce));
      assert.equal(read.time.toISOString(), "2026-01-01T00:00:00.000Z");
    }),
    { numRuns: 30 },
  );
});

test("a refusal is told with its words, and anything else is no timestamp", async () => {
  // PKIStatusInfo { rejection, PKIFreeText { "bad" } }, without a token.
  const refused = readTimestampResponse(Buffer.from("300c300a02010230050c03626164", "hex"));
  assert.deepEqual(refused, { granted: false, status: 2, words: "bad" });
  const good = await ask(encodeTimestampRequest("sha256", hashed, randomBytes(16)));
  const bad = [Buffer.alloc(0), Buffer.from("<html>"), good.subarray(0, 200), Buffer.from("3000", "hex")];
  for (const bytes of bad)
    assert.throws(
      () => readTimestampResponse(bytes),
      (error) => isFault(error, "ENVELOPE_TIMESTAMP_INVALID"),
    );
});

test("damaged answers are a typed error or an answer, and nothing else", async () => {
  const good = await ask(encodeTimestampRequest("sha256", hashed, randomBytes(16)));
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
      const bytes = Buffer.from(good);
      bytes[at] = value;
      try {
        readTimestampResponse(bytes);
      } catch (error) {
        assert.ok(isFault(error, "ENVELOPE_TIMESTAMP_INVALID"), String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
