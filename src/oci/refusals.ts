import type { HttpResponse } from "../io/http.ts";
import type { Fault } from "../values/fault.ts";
import { isRecord } from "../values/json-members.ts";
import { ociFaults } from "./faults.ts";

const bodyLimit = 65_536;

/** What a registry said in an error answer: the codes of the specification, and one quoted, bounded line for people. */
export type Refusal = { readonly codes: readonly string[]; readonly said: string };

/** Reads the body of an error answer; a body that is too long or broken off is passed over. `secrets` never appear in it. */
export async function readRefusal(response: HttpResponse, secrets: readonly string[] = []): Promise<Refusal> {
  let text = "";
  try {
    text = await response.text(bodyLimit);
  } catch {
    // The status alone has to do: a broken error body must not hide the error.
    return { codes: [], said: "" };
  }
  const parts = errorsOf(text);
  const lines = parts.map(({ code, message }) => [code, message].filter((part) => part !== "").join(": "));
  const said = lines.length > 0 ? lines.join("; ") : text;
  return { codes: parts.map(({ code }) => code).filter((code) => code !== ""), said: quote(said, secrets) };
}

/** The fault for an answer that is not a success: by status, with what the registry said. */
export async function refusalFault(
  response: HttpResponse,
  what: string,
  host: string,
  secrets: readonly string[] = [],
): Promise<Fault> {
  const { said } = await readRefusal(response, secrets);
  return statusFault(response, what, host, said);
}

/** Like refusalFault, for a body that was read before. */
export function statusFault(response: HttpResponse, what: string, host: string, said: string): Fault {
  const { status } = response;
  const tail = said === "" ? "" : `: ${said}`;
  const context = { where: host };
  // ECR says with 403 that a password has run out (its passwords live for twelve hours).
  if (status === 401 || (status === 403 && /token has expired|reauthenticate/i.test(said)))
    return ociFaults.fault(
      "REGISTRY_UNAUTHORIZED",
      `${host} wants other credentials for ${what}, or they have expired${tail}`,
      {
        ...context,
        next: `log in to ${host} just before this step; log in again where the login has expired`,
      },
    );
  if (status === 403)
    return ociFaults.fault("REGISTRY_DENIED", `${host} does not allow ${what}${tail}`, context);
  if (status === 404) return ociFaults.fault("REGISTRY_NOT_FOUND", `${host} has no ${what}${tail}`, context);
  if (status === 429) {
    const wait = response.header("retry-after");
    const asked = wait === undefined ? "" : ` (Retry-After: ${quote(wait.slice(0, 60), [])})`;
    return ociFaults.fault(
      "REGISTRY_RATE_LIMITED",
      `${host} limits requests at ${what}${asked}${tail}`,
      context,
    );
  }
  if (status >= 500)
    return ociFaults.fault("REGISTRY_UNAVAILABLE", `${host} answered ${status} for ${what}${tail}`, context);
  return ociFaults.fault("REGISTRY_REFUSED", `${host} answered ${status} for ${what}${tail}`, context);
}

function errorsOf(text: string): readonly { readonly code: string; readonly message: string }[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isRecord(document)) return [];
  const errors = document["errors"];
  if (!Array.isArray(errors)) return [];
  const short = (value: unknown): string => (typeof value === "string" ? value.slice(0, 300) : "");
  return errors
    .slice(0, 5)
    .filter(isRecord)
    .map((error) => ({ code: short(error["code"]), message: short(error["message"]) }));
}

/** A text of a server as one quoted line of at most 300 characters, without control characters and without secrets. */
function quote(text: string, secrets: readonly string[]): string {
  let plain = text;
  for (const secret of secrets) if (secret !== "") plain = plain.replaceAll(secret, "***");
  const line = plain.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return line === "" ? "" : JSON.stringify(line.length > 300 ? `${line.slice(0, 300)}...` : line);
}
