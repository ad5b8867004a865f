import type { Clock } from "../io/clock.ts";
import type { Http, HttpOptions } from "../io/http.ts";
import type { Log } from "../io/log.ts";
import type { RetryPolicy } from "../io/retry.ts";
import { formatRepository } from "../values/image-reference.ts";
import { attachManifest } from "./attach.ts";
import { downloadBlob } from "./blob-download.ts";
import { uploadBlob } from "./blob-upload.ts";
import { type CertificateStore, openCertificates } from "./certificates.ts";
import type { CredentialStore } from "./credentials.ts";
import { createEndpoints } from "./endpoints.ts";
import { describeBytes, parseManifest } from "./manifest-content.ts";
import { confirmManifest, deleteManifest, fetchManifest, putManifest, resolveManifest } from "./manifests.ts";
import { listByApi, listByTag } from "./referrers.ts";
import type { Registry } from "./registry.ts";
import { createTransport } from "./transport.ts";

export type RegistryOptions = {
  /** The client for hosts with no special needs. */
  readonly http: Http;
  /** Makes the client of a host with a private CA, a client certificate or plain http. */
  readonly httpFor: (options: Omit<HttpOptions, "environment">) => Http;
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Where the certs.d folders of the user are looked for. */
  readonly environment?: HttpOptions["environment"];
  /** PEM of private CAs that hold for every registry. */
  readonly authorities?: readonly string[];
  /** Private CAs and client certificates by host; the certs.d folders of docker and podman when left out. */
  readonly certificates?: CertificateStore;
  /** Hosts (with port) that may be spoken to in plain http. This machine always may. */
  readonly insecureRegistries?: readonly string[];
  /** How often and how long what may pass is repeated. */
  readonly retries?: RetryPolicy;
  /** How long a fallback tag must stay unchanged until an attached manifest counts as listed, in milliseconds (5000). */
  readonly settleMs?: number;
};

const patience: RetryPolicy = { attempts: 6, firstDelayMs: 500, longestDelayMs: 15_000 };

/** Opens a client for any number of registries. Connections, tokens and certificates are shared by its calls. */
export function createRegistry(options: RegistryOptions): Registry {
  const endpoints = createEndpoints({
    http: options.http,
    httpFor: options.httpFor,
    certificates:
      options.certificates ??
      openCertificates({
        environment: options.environment ?? {},
        authorities: options.authorities ?? [],
      }),
    insecureRegistries: options.insecureRegistries ?? [],
  });
  const { clock, credentials, log, random } = options;
  const transport = createTransport({
    endpoints,
    credentials,
    clock,
    random,
    retries: options.retries ?? patience,
  });
  const settleMs = options.settleMs ?? 5_000;
  return {
    resolve: (repository, reference) => resolveManifest(transport, repository, reference),
    manifest: async (repository, reference) =>
      (await fetchManifest(transport, repository, reference))?.manifest,
    blob: (repository, descriptor) => downloadBlob(transport, repository, descriptor),
    pushBlob: async (repository, blob, { mountFrom } = {}) => {
      const result = await uploadBlob(transport, repository, blob, mountFrom);
      log.debug(`${formatRepository(repository)}@${blob.digest}: ${result}`);
      return result;
    },
    pushManifest: async (repository, manifest, tag) => {
      // Refused here with a reason rather than there with a riddle.
      parseManifest(manifest.bytes, manifest.mediaType);
      const descriptor = describeBytes(manifest.bytes, manifest.mediaType);
      const reference = tag ?? descriptor.digest;
      // A tag that is right already stays untouched: registries with immutable tags refuse even the same digest again.
      if (tag !== undefined) {
        const held = await resolveManifest(transport, repository, tag);
        if (held?.digest === descriptor.digest) return descriptor;
      }
      await putManifest(transport, repository, reference, manifest);
      await confirmManifest(transport, repository, reference, descriptor.digest);
      return descriptor;
    },
    offerManifest: async (repository, manifest, tag) => {
      parseManifest(manifest.bytes, manifest.mediaType);
      await putManifest(transport, repository, tag, manifest, { once: true });
    },
    deleteManifest: (repository, reference) => deleteManifest(transport, repository, reference),
    referrers: async (repository, digest, artifactType) =>
      (await listByApi(transport, repository, digest, artifactType)) ??
      listByTag(transport, repository, digest, artifactType),
    attach: (repository, manifest) =>
      attachManifest({ transport, clock, random, log, settleMs }, repository, manifest),
  };
}
