// The HTTP side: answers written with backpressure, scripted faults on the way, and the request log.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";
import type { RegistryFault } from "./faults.ts";
import type { Operation } from "./route.ts";

/** One line of the request log. `bytes` counts the body octets of request and answer; status 0 is a dropped connection. */
export type RegistryRequest = {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation | undefined;
  readonly status: number;
  readonly bytes: number;
};

/** The request's body with its octets counted; a drop-body fault closes the connection in the middle. */
export async function* receivedBody(
  incoming: IncomingMessage,
  count: { received: number },
  fault: RegistryFault | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of incoming) {
    const bytes = chunk as Uint8Array;
    const room = fault?.kind === "drop-body" ? fault.octets - count.received : Number.POSITIVE_INFINITY;
    const taken = bytes.subarray(0, Math.max(0, room));
    count.received += taken.length;
    if (taken.length > 0) yield taken;
    if (bytes.length >= room) {
      incoming.destroy();
      throw new Error("scripted drop inside the request body");
    }
  }
}

/** The answer as a scripted fault leaves it. */
export function distorted(answer: Answer, fault: RegistryFault | undefined): Answer {
  const { headers } = answer;
  if (fault?.kind === "wrong-digest-header" && headers["docker-content-digest"] !== undefined) {
    return { ...answer, headers: { ...headers, "docker-content-digest": `sha256:${"0".repeat(64)}` } };
  }
  if (fault?.kind === "truncate") {
    const length = Math.min(Number(headers["content-length"]), fault.octets);
    return { ...answer, headers: { ...headers, "content-length": String(length) } };
  }
  return answer;
}

/** Writes an answer and returns the count of body octets. */
export async function sendAnswer(
  outgoing: ServerResponse,
  answer: Answer,
  isHead: boolean,
  fault: RegistryFault | undefined,
): Promise<number> {
  outgoing.writeHead(answer.status, answer.headers);
  if (isHead) {
    if (typeof answer.body === "object" && "destroy" in answer.body) answer.body.destroy();
    outgoing.end();
    return 0;
  }
  let sent = 0;
  const limit =
    fault?.kind === "truncate" || fault?.kind === "drop-body" ? fault.octets : Number.POSITIVE_INFINITY;
  for await (const piece of pieces(answer.body)) {
    if (outgoing.destroyed) return sent;
    const bytes = piece.subarray(0, limit - sent);
    if (fault?.kind === "corrupt" && sent === 0 && bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 1;
    sent += bytes.length;
    if (fault?.kind === "drop-body" && sent >= limit) {
      // The octets leave before the connection goes: the client has seen a part of the body.
      await written(outgoing, bytes);
      outgoing.destroy();
      return sent;
    }
    if (bytes.length > 0 && !outgoing.write(bytes)) await drained(outgoing);
    if (sent < limit) continue;
    break;
  }
  outgoing.end();
  return sent;
}

/** Waits so many milliseconds, or until the client goes away. */
export async function delayed(ms: number, outgoing: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  outgoing.once("close", resolve);
  await promise;
  clearTimeout(timer);
  outgoing.off("close", resolve);
}

// Both end as well when the client goes away.
async function drained(outgoing: ServerResponse): Promise<void> {
  await settled(outgoing, (resolve) => outgoing.once("drain", resolve));
}

async function written(outgoing: ServerResponse, bytes: Uint8Array): Promise<void> {
  await settled(outgoing, (resolve) => outgoing.write(bytes, () => resolve()));
}

async function settled(outgoing: ServerResponse, begin: (resolve: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  outgoing.once("close", resolve);
  begin(resolve);
  await promise;
  outgoing.off("close", resolve);
}

// Copies, so that a flipped bit never reaches what the registry keeps.
async function* pieces(body: Answer["body"]): AsyncGenerator<Uint8Array> {
  if (typeof body === "string" || body instanceof Uint8Array) {
    if (body.length > 0) yield Buffer.from(body);
    return;
  }
  for await (const chunk of body) yield chunk as Uint8Array;
}
