import { createHash, randomBytes } from "node:crypto";
import { RFC3161Timestamp } from "@sigstore/core";
import type { KeyHash } from "../envelope/key-hash.ts";
import type { HttpResponse } from "../io/http.ts";
import { type Attempt, type RetryPolicy, retry, retryAfterMs } from "../io/retry.ts";
import { isFault } from "../values/fault.ts";
import { signingFaults } from "./faults.ts";
import type { SigningPorts } from "./signature-source.ts";

const patience: RetryPolicy = { attempts: 5, firstDelayMs: 500, longestDelayMs: 20_000 };
const largestReply = 1_048_576;
const hashes: Readonly<Record<KeyHash, string>> = {
  sha256: "0609608648016503040201",
  sha384: "0609608648016503040202",
  sha512: "0609608648016503040203",
};

/**
 * Asks any RFC 3161 authority, by HTTP (3.4), for a TimeStampToken over the bytes that carries the authority's certificates.
 * Throws SIGNING_SERVICE_FAILED; whether the authority is trusted is up to who verifies.
 */
export async function requestTimestamp(
  authority: URL,
  bytes: Uint8Array,
  hash: KeyHash,
  ports: Pick<SigningPorts, "http" | "clock" | "random" | "log">,
): Promise<Buffer> {
  const imprint = createHash(hash).update(bytes).digest();
  // Positive and of full length, whatever the random octets are.
  const nonce = Buffer.concat([Buffer.from([0x41]), randomBytes(15)]);
  const body = encodeRequest(hash, imprint, nonce);
  const reply = await retry(patience, ports.clock, ports.random, async (number): Promise<Attempt<Buffer>> => {
    try {
      const response = await ports.http.send({
        method: "POST",
        url: authority,
        headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
        body,
        timeoutMs: 30_000,
      });
      if (response.status >= 200 && response.status < 300)
        return { done: true, value: await response.bytes(largestReply) };
      await response.discard();
      return refused(response, authority, ports, number);
    } catch (error) {
      if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) throw error;
      const fault = failed(authority, error.message, error);
      ports.log.warning(`${fault.message} (attempt ${number})`);
      return { done: false, error: fault };
    }
  });
  return readReply(reply, authority, imprint, nonce);
}

function refused(
  response: HttpResponse,
  authority: URL,
  ports: Pick<SigningPorts, "clock" | "log">,
  number: number,
): Attempt<Buffer> {
  const fault = failed(authority, `it answered with status ${response.status}`);
  if (response.status < 500 && response.status !== 408 && response.status !== 429) throw fault;
  ports.log.warning(`${fault.message} (attempt ${number})`);
  return {
    done: false,
    error: fault,
    waitMs: retryAfterMs(response.header("retry-after"), ports.clock.now()),
  };
}

function readReply(reply: Buffer, authority: URL, imprint: Buffer, nonce: Buffer): Buffer {
  let found: { readonly status: bigint; readonly token: Buffer; readonly fits: boolean };
  try {
    const parsed = RFC3161Timestamp.parse(Buffer.from(reply));
    const { status, root } = parsed;
    const [, token] = root.subs;
    const signedData = token?.subs[1]?.subs[0];
    const { subs: info } = parsed.tstInfo.root;
    found = {
      status,
      // What is cut out of DER is DER; of other BER it would be something that nobody signed.
      token: token !== undefined && root.toDER().equals(reply) ? token.toDER() : Buffer.alloc(0),
      fits:
        parsed.tstInfo.messageImprintHashedMessage.equals(imprint) &&
        info.slice(5).some(({ tag, value }) => tag.isInteger() && value.equals(nonce)) &&
        signedData?.subs.slice(3).some(({ tag, subs }) => tag.isContextSpecific(0) && subs.length > 0) ===
          true,
    };
  } catch {
    throw failed(authority, "its answer is no timestamp reply with a token");
  }
  // 0 is granted, 1 granted with modifications (RFC 3161 2.4.2).
  if (found.status > 1n) throw failed(authority, `it granted none (status ${found.status})`);
  if (!found.fits || found.token.length === 0)
    throw failed(
      authority,
      "its token is about something else, lacks the nonce or its certificates, or is no DER",
    );
  return found.token;
}

function encodeRequest(hash: KeyHash, imprint: Buffer, nonce: Buffer): Buffer {
  const algorithm = tlv(0x30, Buffer.from(hashes[hash], "hex"), tlv(0x05));
  return tlv(
    0x30,
    tlv(0x02, Buffer.from([1])),
    tlv(0x30, algorithm, tlv(0x04, imprint)),
    tlv(0x02, nonce),
    tlv(0x01, Buffer.from([0xff])),
  );
}

// All parts of a request are shorter than 128 octets: the short form of the length is always right.
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, value.length]), value]);
}

function failed(authority: URL, why: string, cause?: unknown): Error {
  return signingFaults.fault(
    "SIGNING_SERVICE_FAILED",
    `the timestamp authority at ${authority.host} failed: ${why}`,
    { where: authority.host, cause },
  );
}
