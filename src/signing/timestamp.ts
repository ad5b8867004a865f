import { randomBytes } from "node:crypto";
import { encodeTimestampRequest, plainNonce, readTimestampResponse } from "../envelope/timestamp.ts";
import { digestOf } from "../values/digest.ts";
import { isFault } from "../values/fault.ts";
import { signingFaults } from "./faults.ts";
import { callService } from "./service-call.ts";
import type { SigningPorts } from "./signature-source.ts";

const largestAnswer = 262_144;
const timeoutMs = 30_000;

/**
 * A timestamp over bytes by an RFC 3161 authority, asked in DER over HTTP (RFC 3161, 3.4), which Sigstore's and all others speak. Gives the
 * whole TimeStampResp, whose digest and nonce are ours. Throws SIGNING_SERVICE_FAILED.
 */
export async function requestTimestamp(
  url: string,
  bytes: Uint8Array,
  ports: Pick<SigningPorts, "http" | "clock" | "random" | "log">,
): Promise<Uint8Array> {
  const digest = digestOf(bytes);
  return callService("timestamp authority", url, ports, async () => {
    const nonce = randomBytes(16);
    const answer = await send(url, encodeTimestampRequest(digest, nonce), ports);
    const read = readTimestampResponse(answer);
    const refuse = (why: string): Error =>
      signingFaults.fault(
        "SIGNING_SERVICE_FAILED",
        `the timestamp authority at ${new URL(url).host} ${why}`,
        { where: new URL(url).host },
      );
    if (!read.granted) throw refuse(`refused with status ${read.status}: ${read.words}`);
    if (read.digest !== digest) throw refuse("answered about something else than it was asked about");
    if (read.nonce === undefined || !read.nonce.equals(plainNonce(nonce)))
      throw refuse("answered with another nonce: the timestamp may be an old one");
    return answer;
  });
}

async function send(
  url: string,
  body: Uint8Array,
  { http }: Pick<SigningPorts, "http">,
): Promise<Uint8Array> {
  try {
    const response = await http.send({
      method: "POST",
      url,
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body,
      timeoutMs,
    });
    if (response.status === 200 || response.status === 201) return await response.bytes(largestAnswer);
    const words = (await response.text(largestAnswer)).slice(0, 200);
    throw Object.assign(new Error(`${response.status} ${words}`), { statusCode: response.status });
  } catch (error) {
    // Failures of the connection pass; what is refused before it is made (no https) does not.
    if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) throw error;
    throw Object.assign(new Error(error.message), { statusCode: 503 });
  }
}
