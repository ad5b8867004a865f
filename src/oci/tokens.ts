import type { Clock } from "../io/clock.ts";
import type { HttpRequest, HttpResponse } from "../io/http.ts";
import type { Credential } from "./credentials.ts";
import type { Endpoints } from "./endpoints.ts";
import { ociFaults } from "./faults.ts";
import { parseObject } from "./manifest-content.ts";
import { readRefusal, refusalFault } from "./refusals.ts";

/** Where tokens come from, by a Bearer challenge. */
export type TokenService = { readonly realm: URL; readonly service: string | undefined };

export type Token = { readonly value: string; readonly expires: number };

export type TokenPorts = {
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  /** Sends with retries: fetching a token may be repeated. */
  readonly send: (request: HttpRequest, url: URL) => Promise<HttpResponse>;
};

const clientId = "pi5-fleet-actions";
// The token specification's default when expires_in is absent, and its least.
const defaultSeconds = 60;

/**
 * Fetches a bearer token (distribution token specification): POST with the refresh_token grant for an identity token, else GET,
 * with basic credentials or anonymously. Redirects are refused: the realm is where credentials were meant to go. Throws
 * REGISTRY_UNAUTHORIZED, REGISTRY_DENIED or REGISTRY_PROTOCOL.
 */
export async function fetchToken(
  ports: TokenPorts,
  registry: string,
  service: TokenService,
  scopes: readonly string[],
  credential: Credential,
): Promise<Token> {
  const { realm } = service;
  const asked = ports.clock.now().getTime();
  const response = await ports.send(tokenRequest(service, scopes, credential), realm);
  if (response.status !== 200) {
    const what = `a token for ${registry}`;
    if (response.status >= 300 && response.status < 400) {
      await response.discard();
      throw ociFaults.fault(
        "REGISTRY_PROTOCOL",
        `${realm.host} redirects the request for ${what}; not followed`,
        {
          where: realm.host,
        },
      );
    }
    if ([400, 401].includes(response.status)) {
      const { said } = await readRefusal(response, secretsOf(credential));
      throw ociFaults.fault(
        "REGISTRY_UNAUTHORIZED",
        `${realm.host} gives no token for ${registry}${credential.kind === "anonymous" ? " without credentials" : ", the credentials are wrong or have expired"}${said === "" ? "" : `: ${said}`}`,
        { where: registry, ...logInAgain(credential, registry) },
      );
    }
    throw await refusalFault(response, what, realm.host, secretsOf(credential));
  }
  const refuse = (why: string) =>
    ociFaults.fault("REGISTRY_PROTOCOL", `the token answer of ${realm.host} ${why}`, { where: realm.host });
  const answer = parseObject(await response.bytes(1_048_576), refuse);
  const value = answer["token"] || answer["access_token"];
  if (typeof value !== "string" || !/^[\x21-\x7e]{1,65536}$/.test(value)) throw refuse("holds no token");
  const seconds = answer["expires_in"];
  const life = typeof seconds === "number" && seconds > 0 ? Math.min(seconds, 86_400) : defaultSeconds;
  // Used up a little early, so that it does not run out on the way; by our clock, so that a wrong one on their side cannot matter.
  return { value, expires: asked + life * 1000 - Math.min(10_000, life * 100) };
}

/** What mends a credential that is refused; nothing is known where there was none. */
function logInAgain(credential: Credential, registry: string): { readonly next?: string } {
  return credential.kind === "anonymous"
    ? {}
    : { next: `log in to ${registry} again, just before this step` };
}

function tokenRequest(
  { realm, service }: TokenService,
  scopes: readonly string[],
  credential: Credential,
): HttpRequest {
  if (credential.kind === "identity-token") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: clientId,
      scope: scopes.join(" "),
      refresh_token: credential.token,
    });
    if (service !== undefined) form.set("service", service);
    return {
      method: "POST",
      url: realm,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form.toString(),
    };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  const headers = { accept: "application/json" };
  if (credential.kind !== "basic") return { method: "GET", url, headers };
  url.searchParams.set("account", credential.username);
  return { method: "GET", url, headers: { ...headers, authorization: basicHeader(credential) } };
}

/** The Authorization header of basic authentication (RFC 7617, UTF-8). */
export function basicHeader(credential: Extract<Credential, { kind: "basic" }>): string {
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`, "utf8").toString("base64")}`;
}

/** Everything of a credential that no message may show. */
export function secretsOf(credential: Credential): readonly string[] {
  if (credential.kind === "anonymous") return [];
  if (credential.kind !== "basic") return [credential.token];
  return [credential.password, basicHeader(credential).slice("Basic ".length)];
}
