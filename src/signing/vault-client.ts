import type { Http } from "../io/http.ts";
import type { Secrets } from "../io/secret.ts";
import { type Attempt, type RetryPolicy, retry, retryAfterMs } from "../io/retry.ts";
import { isRecord } from "../values/json-members.ts";
import { signingFaults } from "./faults.ts";
import type { SigningPorts } from "./signature-source.ts";

export type VaultPorts = Pick<SigningPorts, "clock" | "random" | "log" | "identityToken"> & {
  readonly http: Http;
  readonly secrets: Secrets;
};

/** How this job shows Vault who it is. */
export type VaultLogin =
  | { readonly kind: "token"; readonly token: string }
  | {
      readonly kind: "approle";
      readonly roleId: string;
      readonly secretId: string;
      /** Where the auth method is mounted; approle where undefined. */
      readonly mount?: string | undefined;
    }
  | { readonly kind: "jwt"; readonly role: string; readonly mount?: string | undefined };

export type VaultServer = {
  readonly address: URL;
  readonly namespace?: string | undefined;
  readonly login: VaultLogin;
};

/** Reads and writes below /v1/ as who logged in. The answer is its member `data`. */
export type VaultClient = {
  readonly host: string;
  readonly call: (path: string, body?: object) => Promise<Readonly<Record<string, unknown>>>;
};

// What may pass by itself: a leader election, a proxy, a replica that has not caught up yet (412).
const patience: RetryPolicy = { attempts: 6, firstDelayMs: 500, longestDelayMs: 15_000 };
const largestAnswer = 1_048_576;

/**
 * Logs in to Vault or OpenBao by its HTTP API: with a token, by AppRole, or with the OIDC token of this job, whose audience is
 * the origin of the address. Tokens are masked before they are used. Throws SIGNING_VAULT_DENIED or SIGNING_VAULT_FAILED.
 */
export async function openVault(server: VaultServer, ports: VaultPorts): Promise<VaultClient> {
  const token = await logIn(server, ports);
  return {
    host: server.address.host,
    call: async (path, body) => {
      const answer = await request(server, path, body, token, ports);
      return memberOf(answer, "data", server);
    },
  };
}

async function logIn(server: VaultServer, ports: VaultPorts): Promise<string> {
  const { login } = server;
  if (login.kind === "token") {
    ports.secrets.add(login.token);
    return login.token;
  }
  const answer = await request(
    server,
    `auth/${login.mount ?? login.kind}/login`,
    await credentialsOf(server, login, ports),
    undefined,
    ports,
  );
  const token = memberOf(answer, "auth", server)["client_token"];
  if (typeof token !== "string" || token === "") throw failed(server, "its login answer holds no token");
  ports.secrets.add(token);
  return token;
}

async function credentialsOf(
  { address }: VaultServer,
  login: VaultLogin & { readonly kind: "approle" | "jwt" },
  ports: VaultPorts,
): Promise<object> {
  if (login.kind === "approle") {
    ports.secrets.add(login.secretId);
    return { role_id: login.roleId, secret_id: login.secretId };
  }
  const jwt = await ports.identityToken(address.origin);
  ports.secrets.add(jwt);
  return { role: login.role, jwt };
}

async function request(
  server: VaultServer,
  path: string,
  body: object | undefined,
  token: string | undefined,
  { http, clock, random, log, secrets }: VaultPorts,
): Promise<Readonly<Record<string, unknown>>> {
  const { address, namespace } = server;
  const url = new URL(`${address.href.replace(/\/+$/, "")}/v1/${path}`);
  return retry(
    patience,
    clock,
    random,
    async (number): Promise<Attempt<Readonly<Record<string, unknown>>>> => {
      const response = await http.send({
        method: body === undefined ? "GET" : "POST",
        url,
        headers: {
          "x-vault-request": "true",
          ...(token === undefined ? {} : { "x-vault-token": token }),
          ...(namespace === undefined ? {} : { "x-vault-namespace": namespace }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: 30_000,
      });
      const text = await response.text(largestAnswer);
      if (response.status === 200) return { done: true, value: parse(text, server) };
      const said = secrets.mask(reasonsOf(text));
      const what = `${path} was answered with status ${response.status}${said === "" ? "" : `: ${said}`}`;
      if (response.status < 500 && response.status !== 412) throw refusal(server, response.status, what);
      const fault = failed(server, what);
      log.warning(`${fault.message} (attempt ${number})`);
      const waitMs = retryAfterMs(response.header("retry-after"), clock.now());
      return { done: false, error: fault, waitMs };
    },
  );
}

function refusal(server: VaultServer, status: number, what: string): Error {
  // A wrong role, secret id or token of a job is told with 400.
  const denied = status === 401 || status === 403 || (status === 400 && what.startsWith("auth/"));
  if (!denied) return failed(server, what);
  return signingFaults.fault("SIGNING_VAULT_DENIED", `Vault at ${server.address.host} refuses: ${what}`, {
    where: server.address.host,
  });
}

function failed({ address }: VaultServer, why: string): Error {
  return signingFaults.fault("SIGNING_VAULT_FAILED", `Vault at ${address.host} failed: ${why}`, {
    where: address.host,
  });
}

function parse(text: string, server: VaultServer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw failed(server, "its answer is not JSON");
  }
  if (isRecord(value)) return value;
  throw failed(server, "its answer is no object");
}

function memberOf(
  answer: Readonly<Record<string, unknown>>,
  name: string,
  server: VaultServer,
): Readonly<Record<string, unknown>> {
  const value = answer[name];
  if (isRecord(value)) return value;
  throw failed(server, `its answer has no ${name}`);
}

// `{"errors":["permission denied"]}` by the API; anything else is not quoted.
function reasonsOf(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const errors = isRecord(value) && Array.isArray(value["errors"]) ? value["errors"] : [];
    return errors
      .filter((error): error is string => typeof error === "string")
      .join("; ")
      .replaceAll(/\s+/g, " ")
      .slice(0, 300);
  } catch {
    return "";
  }
}
