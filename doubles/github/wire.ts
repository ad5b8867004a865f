// Between node:http and the handlers: bodies, headers, conditional answers, faults.
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer.ts";
import { faultAnswer, type Fault } from "./faults.ts";

const LARGEST_BODY = 128 * 1024 * 1024;

/** An answer as it goes over the wire. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
};

/** JSON, raw bytes or nothing, with the headers that GitHub always sends. */
export function toWire(answer: Answer): WireAnswer {
  const common = {
    "x-github-request-id": "0000:0000",
    "x-github-media-type": "github.v3; format=json",
    ...LIMITS,
    ...answer.headers,
  };
  if (answer.raw !== undefined) {
    return {
      status: answer.status,
      headers: { "content-type": "application/vnd.github.raw+json; charset=utf-8", ...common },
      body: answer.raw,
    };
  }
  if (answer.body === undefined) return { status: answer.status, headers: common, body: "" };
  const headers = { "content-type": "application/json; charset=utf-8", ...common };
  return { status: answer.status, headers, body: JSON.stringify(answer.body) };
}

/** Limits are never used up here: they fail only where a fault says so. */
const LIMITS = {
  "x-ratelimit-limit": "5000",
  "x-ratelimit-remaining": "4999",
  "x-ratelimit-used": "1",
  "x-ratelimit-resource": "core",
};

/** Adds an ETag to what was read; a client that has it already gets 304. As on GitHub the ETag differs by token. */
export function conditional(
  answer: WireAnswer,
  method: string,
  headers: Readonly<Record<string, string | undefined>>,
): WireAnswer {
  if (method !== "GET" || answer.status !== 200) return answer;
  const hash = createHash("sha256")
    .update(headers["authorization"] ?? "")
    .update("\n")
    .update(answer.body)
    .digest("hex");
  const etag = `W/"${hash}"`;
  const named = { ...answer.headers, etag };
  return headers["if-none-match"] === etag
    ? { status: 304, headers: named, body: "" }
    : { ...answer, headers: named };
}

/** The handler's answer, or what the fault makes of it. */
export async function decide(
  fault: Fault | undefined,
  work: () => Promise<WireAnswer>,
): Promise<WireAnswer | "drop"> {
  if (fault === undefined) return work();
  if (fault.fault.kind === "drop-before") return "drop";
  const instead = faultAnswer(fault.fault);
  if (instead !== undefined) return toWire(instead);
  const answer = await work();
  return fault.fault.kind === "drop-after-commit" ? "drop" : answer;
}

/** The whole body, or undefined when the connection ended before it. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > LARGEST_BODY) throw new Error("The request is larger than the double takes.");
      chunks.push(bytes);
    }
  } catch (error) {
    if (request.socket.destroyed) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
}

/** The GraphQL document of a request; empty when there is none. */
export function graphqlText(body: Buffer): string {
  try {
    const { query } = JSON.parse(body.toString("utf8")) as { query?: unknown };
    return typeof query === "string" ? query : "";
  } catch {
    return "";
  }
}

/** True for a request that can change nothing. */
export function isReadOnly(method: string, where: string, document: string | undefined): boolean {
  if (document !== undefined) return !/(^|\})\s*mutation\b/.test(document);
  return method === "GET" || method === "HEAD" || where.endsWith("/git-upload-pack");
}
