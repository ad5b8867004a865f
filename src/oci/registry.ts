import type { Clock } from "../io/clock.ts";
import type { Http, HttpOptions } from "../io/http.ts";
import type { Log } from "../io/log.ts";
import type { RetryPolicy } from "../io/retry.ts";
import type { Digest } from "../values/digest.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import { attachManifest } from "./attach.ts";
import { downloadBlob } from "./blob-download.ts";
import { uploadBlob } from "./blob-upload.ts";
import { type CertificateStore, openCertificates } from "./certificates.ts";
import type { CredentialStore } from "./credentials.ts";
import type { BlobSource, Descriptor, Manifest } from "./descriptor.ts";
import { createEndpoints } from "./endpoints.ts";
import { describeBytes, parseManifest } from "./manifest-content.ts";
import { confirmManifest, fetchManifest, putManifest, resolveManifest } from "./manifests.ts";
import { listByApi, listByTag } from "./referrers.ts";
import { createTransport } from "./transport.ts";

/** A registry that speaks the OCI distribution specification v1.1. Every digest is checked here, whatever the server says. */
export type Registry = {
  /** What a tag or digest names, without its bytes; undefined when it is not there. */
  readonly resolve: (repository: Repository, reference: string) => Promise<Descriptor | undefined>;
  readonly manifest: (repository: Repository, reference: string) => Promise<Manifest | undefined>;
  /** Streams a blob and throws at its end when digest or size differ. */
  readonly blob: (
    repository: Repository,
    descriptor: Pick<Descriptor, "digest" | "size">,
  ) => AsyncIterable<Uint8Array>;
  readonly pushBlob: (
    repository: Repository,
    blob: BlobSource,
    options?: { readonly mountFrom?: Repository },
  ) => Promise<"present" | "mounted" | "uploaded">;
  /** Pushes by digest, and under a tag when one is given; reads back that the registry holds the same digest. */
  readonly pushManifest: (
    repository: Repository,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
    tag?: string,
  ) => Promise<Descriptor>;
  /** Manifests whose subject is the digest: by the referrers API, else by the fallback tag. */
  readonly referrers: (
    repository: Repository,
    digest: Digest,
    artifactType?: string,
  ) => Promise<readonly Descriptor[]>;
  /** Pushes a manifest that has a subject and makes sure that it is listed among the referrers, by fallback tag where needed. */
  readonly attach: (
    repository: Repository,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
  ) => Promise<Descriptor>;
};

export type RegistryOptions = {
  /** The client for hosts with no special needs. */
  readonly http: Http;
  /** Makes the client of a host with a private CA, a client certificate or plain http. */
  readonly httpFor: (options: Omit<HttpOptions, "environment">) => Http;
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Private CAs and client certificates by host; the system's certs.d folders when left out. */
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
    certificates: options.certificates ?? openCertificates({ environment: {} }),
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
    referrers: async (repository, digest, artifactType) =>
      (await listByApi(transport, repository, digest, artifactType)) ??
      listByTag(transport, repository, digest, artifactType),
    attach: (repository, manifest) =>
      attachManifest({ transport, clock, random, log, settleMs }, repository, manifest),
  };
}
