import { createHash, randomBytes } from "node:crypto";
import type { KeyHash } from "../envelope/key-hash.ts";
import {
  type TimestampAnswer,
  encodeTimestampRequest,
  plainNonce,
  readTimestampResponse,
} from "../envelope/timestamp.ts";
import { type Attempt, retry, retryAfterMs } from "../io/retry.ts";
import { describeError, isFault } from "../values/fault.ts";
import { signingFaults } from "./faults.ts";
import { patience } from "./service-call.ts";
import type { SigningPorts } from "./signature-source.ts";

const largestAnswer = 1_048_576;
const timeoutMs = 30_000;

type Ports = Pick<SigningPorts, "http" | "clock" | "random" | "log">;
type Granted = Extract<TimestampAnswer, { readonly granted: true }>;

/**
 * A timestamp over bytes by any RFC 3161 authority, asked in DER over HTTP (3.4): the whole TimeStampResp, about our bytes and with our
 * nonce. Throws SIGNING_SERVICE_FAILED; whether the authority is trusted is up to who verifies.
 */
export async function requestTimestamp(
  authority: URL,
  bytes: Uint8Array,
  hash: KeyHash,
  ports: Ports,
): Promise<Uint8Array> {
  return (await ask(authority, bytes, hash, ports)).answer;
}

/** The same as its TimeStampToken alone, with the authority's certificates in it, as the Notary Project wants it. */
export async function requestTimestampToken(
  authority: URL,
  bytes: Uint8Array,
  hash: KeyHash,
  ports: Ports,
): Promise<Buffer> {
  const { token, hasCertificates } = (await ask(authority, bytes, hash, ports)).granted;
  if (token !== undefined && hasCertificates) return token;
  throw failed(authority, "its token lacks its certificates, or is no DER");
}

async function ask(
  authority: URL,
  bytes: Uint8Array,
  hash: KeyHash,
  ports: Ports,
): Promise<{ readonly answer: Uint8Array; readonly granted: Granted }> {
  const hashed = createHash(hash).update(bytes).digest();
  const nonce = randomBytes(16);
  const body = encodeTimestampRequest(hash, hashed, nonce);
  const answer = await retry(patience, ports.clock, ports.random, (number) =>
    send(authority, body, ports, number),
  );
  const read = readAnswer(answer, authority);
  if (!read.granted) throw failed(authority, `it granted none (status ${read.status}): ${read.words}`);
  if (read.hash !== hash || !read.hashed.equals(hashed))
    throw failed(authority, "its token is about something else than was asked about");
  if (read.nonce?.equals(plainNonce(nonce)) !== true)
    throw failed(authority, "its token lacks the nonce of this request: it may be an old one");
  return { answer, granted: read };
}

function readAnswer(answer: Uint8Array, authority: URL): TimestampAnswer {
  try {
    return readTimestampResponse(answer);
  } catch (error) {
    throw failed(authority, `its answer is no timestamp reply: ${describeError(error)}`, error);
  }
}

async function send(
  authority: URL,
  body: Uint8Array,
  { http, clock, log }: Ports,
  number: number,
): Promise<Attempt<Uint8Array>> {
  const passing = (fault: Error, waitMs?: number): Attempt<Uint8Array> => {
    log.warning(`${fault.message} (attempt ${number})`);
    return { done: false, error: fault, waitMs };
  };
  try {
    const response = await http.send({
      method: "POST",
      url: authority,
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body,
      timeoutMs,
    });
    const { status } = response;
    if (status >= 200 && status < 300) return { done: true, value: await response.bytes(largestAnswer) };
    await response.discard();
    const fault = failed(authority, `it answered with status ${status}`);
    if (status < 500 && status !== 408 && status !== 429) throw fault;
    return passing(fault, retryAfterMs(response.header("retry-after"), clock.now()));
  } catch (error) {
    if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) throw error;
    return passing(failed(authority, error.message, error));
  }
}

function failed(authority: URL, why: string, cause?: unknown): Error {
  return signingFaults.fault(
    "SIGNING_SERVICE_FAILED",
    `the timestamp authority at ${authority.host} failed: ${why}`,
    { where: authority.host, cause },
  );
}
