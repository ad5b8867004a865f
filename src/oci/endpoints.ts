import { type Http, type HttpOptions, isLoopback } from "../io/http.ts";
import { isFault } from "../values/fault.ts";
import type { CertificateStore } from "./certificates.ts";
import { ociFaults } from "./faults.ts";

/** Where a registry is spoken to, and by which client. */
export type Endpoint = { readonly origin: string; readonly http: Http };

export type Endpoints = {
  /** The endpoint of a registry host as references name it. */
  readonly registry: (host: string) => Promise<Endpoint>;
  /** The client for any other URL that a registry sends us to: token servers, storage behind redirects. */
  readonly client: (url: URL) => Promise<Http>;
  /**
   * True for a URL that a registry may have its credentials sent to: https, a host that was named insecure, or this machine when the
   * registry is on it too. A registry elsewhere has no business with the services of this machine.
   */
  readonly safe: (url: URL, registry: string) => boolean;
};

export type EndpointOptions = {
  readonly http: Http;
  readonly httpFor: (options: Omit<HttpOptions, "environment">) => Http;
  readonly certificates: CertificateStore;
  readonly insecureRegistries: readonly string[];
};

/** Clients by host. A host with neither certificates of its own nor plain http shares the common client and its connections. */
export function createEndpoints(options: EndpointOptions): Endpoints {
  const insecure = new Set(options.insecureRegistries.map((host) => host.toLowerCase()));
  const clients = new Map<string, Promise<Http>>();
  const endpoints = new Map<string, Promise<Endpoint>>();
  const clientOf = (host: string): Promise<Http> =>
    remember(clients, host, async () => {
      const { authorities, clientCertificate } = await options.certificates.find(host);
      const plain = insecure.has(host);
      if (authorities.length === 0 && clientCertificate === undefined && !plain) return options.http;
      return options.httpFor({
        authorities,
        ...(clientCertificate === undefined ? {} : { clientCertificate }),
        ...(plain ? { insecureHosts: [host] } : {}),
      });
    });
  const open = async (host: string): Promise<Endpoint> => {
    if (!URL.canParse(`https://${host}`))
      throw ociFaults.fault("REGISTRY_UNAVAILABLE", `${host} is not a host that can be reached`, {
        where: host,
      });
    const http = await clientOf(host);
    const mayBePlain = insecure.has(host) || isLoopback(new URL(`https://${host}`).hostname);
    const plain = mayBePlain && (await speaksPlainHttp(http, host));
    return { origin: new URL(`${plain ? "http" : "https"}://${host}`).origin, http };
  };
  return {
    registry: (name) => {
      const host = apiHost(name);
      return remember(endpoints, host, () => open(host));
    },
    client: (url) => clientOf(url.host.toLowerCase()),
    safe: (url, registry) =>
      url.protocol === "https:" ||
      (url.protocol === "http:" &&
        (insecure.has(url.host) || (isLoopback(url.hostname) && isLoopback(hostOf(registry))))),
  };
}

function hostOf(registry: string): string {
  return new URL(`https://${apiHost(registry)}`).hostname;
}

/** The host that serves the API for the host that references name. */
export function apiHost(registry: string): string {
  return registry === "docker.io" ? "registry-1.docker.io" : registry.toLowerCase();
}

/**
 * Whether a host that may speak plain http does. https is tried first; only an answer that is no TLS at all counts as plain, so that
 * a wrong certificate is never "mended" by giving up encryption.
 */
async function speaksPlainHttp(http: Http, host: string): Promise<boolean> {
  try {
    await (await http.send({ method: "GET", url: `https://${host}/v2/`, timeoutMs: 10_000 })).discard();
    return false;
  } catch (error) {
    if (!isFault(error, "HTTP_FAILED")) return false;
    return isNoTls(error.cause);
  }
}

function isNoTls(cause: unknown): boolean {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const message = cause instanceof Error ? cause.message : "";
  return (
    ["ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG", "ERR_SSL_HTTP_REQUEST"].includes(
      code,
    ) ||
    (code === "EPROTO" && /wrong version number|packet length too long|http request/i.test(message))
  );
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  made.catch(() => cache.delete(key));
  return made;
}
