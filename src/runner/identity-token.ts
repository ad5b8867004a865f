import { fewTries, retry } from "../io/retry.ts";
import { systemClock } from "../io/clock.ts";
import type { Http } from "../io/http.ts";
import type { Secrets } from "../io/secret.ts";
import { runnerFaults } from "./faults.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Asks GitHub for an OIDC token of this job; the token is masked before anyone sees it. Faults name the missing permission. */
export async function requestIdentityToken(
  environment: Environment,
  http: Http,
  secrets: Secrets,
  audience: string,
): Promise<string> {
  const address = environment["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const bearer = environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (!address || !bearer)
    throw runnerFaults.fault(
      "ID_TOKEN_UNAVAILABLE",
      "this job cannot ask for an OIDC token, which keyless signing needs",
      { next: "add `permissions: id-token: write` to the job, or use signing-mode: key" },
    );
  secrets.add(bearer);
  const url = new URL(address);
  url.searchParams.set("audience", audience);
  return retry(fewTries, systemClock, Math.random, async () => {
    const response = await http.send({
      method: "GET",
      url,
      headers: { authorization: `bearer ${bearer}`, accept: "application/json" },
      timeoutMs: 10_000,
    });
    const error = runnerFaults.fault(
      "ID_TOKEN_REFUSED",
      `GitHub answered ${response.status} to the request for an OIDC token`,
      { where: url.host },
    );
    if (response.status === 429 || response.status >= 500) {
      await response.discard();
      return { done: false, error };
    }
    const text = await response.text(65_536);
    if (response.status !== 200) throw error;
    const token = readToken(text);
    if (token === undefined) throw error;
    secrets.add(token);
    return { done: true, value: token };
  });
}

function readToken(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null || !("value" in answer)) return undefined;
    return typeof answer.value === "string" && answer.value !== "" ? answer.value : undefined;
  } catch {
    // Not JSON: the caller reports the status, and never the body, which may hold a token.
    return undefined;
  }
}
