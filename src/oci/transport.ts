import type { Clock } from "../io/clock.ts";
import type { Http, HttpRequest, HttpResponse } from "../io/http.ts";
import { type Attempt, type RetryPolicy, retry, retryAfterMs } from "../io/retry.ts";
import { describeError, isFault } from "../values/fault.ts";
import type { Repository } from "../values/image-reference.ts";
import { type Access, createAuthorization } from "./authorization.ts";
import type { CredentialStore } from "./credentials.ts";
import type { Endpoint, Endpoints } from "./endpoints.ts";
import { ociFaults } from "./faults.ts";
import { refusalFault } from "./refusals.ts";

export type RegistryRequest = {
  readonly method: HttpRequest["method"];
  readonly repository: Repository;
  /** Below `/v2/<repository>/`, or an absolute URL that the registry gave. */
  readonly path: string | URL;
  readonly access: Access;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpRequest["body"];
  /** Longest silence of the server in milliseconds, where the usual minute is too short. */
  readonly timeoutMs?: number;
  /** For messages: `manifest 1.4.0 of ghcr.io/acme/app`. */
  readonly what: string;
};

/** Requests to registries with authorization, redirects, and typed faults for 401, 403, 429, 5xx and broken connections. */
export type Transport = {
  /** Sends once (and once more after a 401); says whether a failure may pass. */
  readonly attempt: (request: RegistryRequest) => Promise<Attempt<HttpResponse>>;
  /** Repeats an attempt: only for requests that change nothing when they come twice. */
  readonly request: (request: RegistryRequest) => Promise<HttpResponse>;
  /** Repeats a read until the whole body of a 200 has come; other answers come with their body unread. */
  readonly read: (
    request: RegistryRequest,
    limit: number,
  ) => Promise<{ readonly response: HttpResponse; readonly bytes: Buffer }>;
  /** Repeats several requests that only make sense together. */
  readonly repeat: <T>(attempt: (number: number) => Promise<Attempt<T>>) => Promise<T>;
};

export type TransportOptions = {
  readonly endpoints: Endpoints;
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retries: RetryPolicy;
};

const mostRedirects = 5;
const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Builds the transport of one registry client. */
export function createTransport(options: TransportOptions): Transport {
  const { endpoints, clock } = options;
  const repeat: Transport["repeat"] = (attempt) => retry(options.retries, clock, options.random, attempt);

  /** One exchange, with failures that may pass told apart from those that will not. */
  const exchange = async (
    what: string,
    host: string,
    send: () => Promise<HttpResponse>,
  ): Promise<Attempt<HttpResponse>> => {
    let response: HttpResponse;
    try {
      response = await send();
    } catch (error) {
      const fault = connectionFault(error, what, host);
      if (isFault(fault, "REGISTRY_UNAVAILABLE") && mayPass(error)) return { done: false, error: fault };
      throw fault;
    }
    if (!passing.has(response.status)) return { done: true, value: response };
    const waitMs = retryAfterMs(response.header("retry-after"), clock.now());
    return { done: false, error: await refusalFault(response, what, host), waitMs };
  };

  const authorization = createAuthorization({
    ...options,
    send: (request, url) =>
      repeat(() => exchange("a token", url.host, async () => (await endpoints.client(url)).send(request))),
  });

  const attempt: Transport["attempt"] = async (request) => {
    const { repository, access, what } = request;
    const endpoint = await endpoints.registry(repository.registry);
    const url =
      typeof request.path === "string"
        ? new URL(`/v2/${repository.path}/${request.path}`, endpoint.origin)
        : request.path;
    // An upload URL may lie elsewhere; the credentials of the registry do not go there.
    const ours = url.origin === endpoint.origin;
    const header = ours ? await authorization.header(repository, access) : undefined;
    const send = (authorizationHeader: string | undefined) =>
      exchange(what, url.host, () => follow(endpoints, endpoint, request, url, authorizationHeader));
    let sent = await send(header);
    if (sent.done && sent.value.status === 401 && ours && new URL(sent.value.url).origin === url.origin) {
      const challenge = sent.value.header("www-authenticate");
      const renewed = await authorization.answer(repository, access, challenge, header);
      if (renewed !== undefined) {
        await sent.value.discard();
        sent = await send(renewed);
      }
    }
    if (sent.done && [401, 403].includes(sent.value.status))
      throw await refusalFault(sent.value, what, new URL(sent.value.url).host);
    return sent;
  };

  const read: Transport["read"] = (request, limit) =>
    repeat(async () => {
      const sent = await attempt(request);
      if (!sent.done) return sent;
      const response = sent.value;
      if (response.status !== 200) return { done: true, value: { response, bytes: Buffer.alloc(0) } };
      try {
        return { done: true, value: { response, bytes: await response.bytes(limit) } };
      } catch (error) {
        const fault = connectionFault(error, request.what, request.repository.registry);
        if (isFault(fault, "REGISTRY_UNAVAILABLE")) return { done: false, error: fault };
        throw fault;
      }
    });

  return { attempt, repeat, read, request: (request) => repeat(() => attempt(request)) };
}

/** Sends and follows redirects of reads, with Authorization only while the origin stays the same. */
async function follow(
  endpoints: Endpoints,
  endpoint: Endpoint,
  request: RegistryRequest,
  start: URL,
  authorization: string | undefined,
): Promise<HttpResponse> {
  const refuse = (why: string) =>
    ociFaults.fault("REGISTRY_PROTOCOL", `${start.host} ${why} for ${request.what}`, { where: start.host });
  let url = start;
  for (let hop = 0; ; hop += 1) {
    const http: Http = url.origin === endpoint.origin ? endpoint.http : await endpoints.client(url);
    const response = await http.send({
      method: request.method,
      url,
      headers: {
        ...request.headers,
        ...(authorization !== undefined && url.origin === start.origin ? { authorization } : {}),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
    });
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    await response.discard();
    const location = response.header("location");
    if (request.method !== "GET" && request.method !== "HEAD") throw refuse("redirects a write");
    if (location === undefined || !URL.canParse(location, url.href)) throw refuse("redirects to no address");
    if (hop >= mostRedirects) throw refuse(`redirects more than ${mostRedirects} times`);
    const next = new URL(location, url);
    if (url.protocol === "https:" && next.protocol !== "https:")
      throw refuse(`redirects from https to ${next.protocol}//${next.host}`);
    url = next;
  }
}

/** The fault for an exchange that gave no answer. Faults of our own pass through. */
export function connectionFault(error: unknown, what: string, host: string): unknown {
  if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) return error;
  if (isCertificateError(error.cause))
    return ociFaults.fault(
      "REGISTRY_CERTIFICATE_REFUSED",
      `${host} cannot be spoken to safely: ${describeError(error)}`,
      { where: host, cause: error },
    );
  return ociFaults.fault("REGISTRY_UNAVAILABLE", `${host} gave no answer for ${what}: ${error.message}`, {
    where: host,
    cause: error,
  });
}

function codeOfCause(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

/** True for a failure that a second try may mend: not for a name that does not exist. */
export function mayPass(error: unknown): boolean {
  return codeOfCause(error) !== "ENOTFOUND";
}

function isCertificateError(cause: unknown): boolean {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return (
    /CERT|UNABLE_TO|SELF_SIGNED|CRL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH/.test(code) ||
    /^ERR_SSL_.*ALERT/.test(code)
  );
}
