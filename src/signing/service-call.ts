import { Fault } from "../values/fault.ts";
import { type RetryPolicy, retry } from "../io/retry.ts";
import { signingFaults } from "./faults.ts";
import type { SigningPorts } from "./signature-source.ts";

// Outages of the public instance last minutes: a release must not be lost to one, nor a job hang in one.
export const patience: RetryPolicy = { attempts: 8, firstDelayMs: 1000, longestDelayMs: 60_000 };

/**
 * Calls a Sigstore service, again after failures that may pass. Throws SIGNING_SERVICE_FAILED; the library's own error is not
 * kept as its cause, because it may hold the identity token.
 */
export async function callService<T>(
  service: string,
  url: string,
  ports: Pick<SigningPorts, "clock" | "random" | "log">,
  call: () => Promise<T>,
  secret?: () => string,
): Promise<T> {
  return retry(patience, ports.clock, ports.random, async (number) => {
    try {
      return { done: true, value: await call() };
    } catch (error) {
      // What our own code says needs no translation, and no further attempt.
      if (error instanceof Fault) throw error;
      const why = reasonOf(error, secret?.() ?? "");
      const fault = signingFaults.fault(
        "SIGNING_SERVICE_FAILED",
        `the ${service} at ${new URL(url).host} failed: ${why}`,
        { where: new URL(url).host },
      );
      if (!isTransient(error)) throw fault;
      ports.log.warning(`${fault.message} (attempt ${number})`);
      return { done: false, error: fault };
    }
  });
}

function reasonOf(error: unknown, secret: string): string {
  const message = error instanceof Error ? error.message : "unknown error";
  const shown = secret === "" ? message : message.replaceAll(secret, "***");
  return shown.replaceAll(/[\r\n]+/g, " ").slice(0, 500);
}

// The library wraps what happened in an error whose cause is the answer (with a status) or the transport's own error.
function isTransient(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if ("statusCode" in current && typeof current.statusCode === "number")
      return current.statusCode >= 500 || current.statusCode === 408 || current.statusCode === 429;
    if ("code" in current && typeof current.code === "string" && transport.test(current.code)) return true;
    if ("type" in current && (current.type === "system" || current.type === "request-timeout")) return true;
    current = current.cause;
  }
  return false;
}

const transport =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_.*|ERR_SOCKET_.*|EIDLETIMEOUT|ERESPONSETIMEOUT)$/;
