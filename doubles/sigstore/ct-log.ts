// A certificate transparency log that only hands out signed certificate timestamps (RFC 6962 section 3.2).
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { spkiOf } from "./certificates.ts";

/** `stamp` returns the TLS-encoded SCT list for a to-be-signed certificate that has no SCT extension yet. */
export type CtLog = {
  readonly spki: Buffer;
  readonly logId: Buffer;
  readonly stamp: (tbs: Buffer, issuerSpki: Buffer) => Buffer;
};

/** Makes a log with a fresh P-256 key; `now` gives milliseconds since 1970. */
export function createCtLog(now: () => number): CtLog {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = spkiOf(publicKey);
  const logId = createHash("sha256").update(spki).digest();
  return {
    spki,
    logId,
    stamp: (tbs, issuerSpki) => {
      const timestamp = Buffer.alloc(8);
      timestamp.writeBigUInt64BE(BigInt(now()));
      const signed = Buffer.concat([
        Buffer.from([0, 0]), // v1, certificate_timestamp
        timestamp,
        uint(1, 2), // precert_entry
        createHash("sha256").update(issuerSpki).digest(),
        uint(tbs.length, 3),
        tbs,
        uint(0, 2), // no extensions
      ]);
      const signature = sign("sha256", signed, privateKey);
      const sct = Buffer.concat([
        Buffer.from([0]),
        logId,
        timestamp,
        uint(0, 2),
        Buffer.from([4, 3]), // sha256, ecdsa
        uint(signature.length, 2),
        signature,
      ]);
      return Buffer.concat([uint(sct.length + 2, 2), uint(sct.length, 2), sct]);
    },
  };
}

function uint(value: number, octets: number): Buffer {
  const buffer = Buffer.alloc(octets);
  buffer.writeUIntBE(value, 0, octets);
  return buffer;
}
