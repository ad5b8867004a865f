import { Fault, isFault } from "../values/fault.ts";
import { forgeFaults } from "./faults.ts";

type Failure = {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** What a failed request means, as a Fault with GitHub's own reason and without the token. Bugs pass through. */
export function requestFault(error: unknown, what: string, token: string): unknown {
  if (error instanceof Fault) return error;
  const failure = readFailure(error);
  if (failure === undefined) return error;
  const transport = error instanceof Error && isFault(error.cause) ? error.cause : undefined;
  const said = clean(transport?.message ?? failure.message, token);
  const context = { where: what, cause: transport };
  const { status } = failure;
  if (transport !== undefined || status >= 500)
    return forgeFaults.fault("FORGE_UNAVAILABLE", `${what}: ${said}`, context);
  if (status === 429 || isRateLimit(failure))
    return forgeFaults.fault("FORGE_RATE_LIMITED", `${what}: ${said}`, context);
  if (status === 401)
    return forgeFaults.fault("FORGE_UNAUTHENTICATED", `${what}: GitHub does not accept the token`, {
      ...context,
      next: "make a new token; those of GitHub Apps live for one hour",
    });
  if (status === 403)
    return forgeFaults.fault("FORGE_FORBIDDEN", `${what}: ${said}`, {
      ...context,
      next: "let the token write contents, pull requests and issues (labels) of this repository",
    });
  if (status === 404)
    return forgeFaults.fault("FORGE_NOT_FOUND", `${what}: not there, or not visible to this token`, {
      ...context,
      next: "check the name, and that the App is installed there; GITHUB_TOKEN reaches its own repository only",
    });
  return forgeFaults.fault("FORGE_REFUSED", `${what}: ${said} (${status})`, context);
}

function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  const response = "response" in error ? error.response : undefined;
  const headers =
    typeof response === "object" && response !== null && "headers" in response ? response.headers : undefined;
  return {
    status: error.status,
    message: error.message,
    headers:
      typeof headers === "object" && headers !== null ? (headers as Readonly<Record<string, unknown>>) : {},
  };
}

function isRateLimit(failure: Failure): boolean {
  return (
    failure.status === 403 &&
    (failure.headers["retry-after"] !== undefined ||
      failure.headers["x-ratelimit-remaining"] === "0" ||
      /\bsecondary rate\b/i.test(failure.message))
  );
}

/** True for failures that say nothing about the request itself: it may or may not have been carried out. */
export function isTransient(error: unknown): boolean {
  return isFault(error, "FORGE_UNAVAILABLE", "FORGE_RATE_LIMITED");
}

function clean(text: string, token: string): string {
  const printable = text.replaceAll(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 600);
  return token === "" ? printable : printable.replaceAll(token, "***");
}
