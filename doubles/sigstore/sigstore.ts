// A private Sigstore on loopback: OIDC issuer, Fulcio with a CT log, Rekor (first API) and a timestamp authority.
// Stock verifiers accept what it signs with no insecure flag.
import { createCtLog } from "./ct-log.ts";
import { createFulcio, YEAR_MS } from "./fulcio.ts";
import { createOidcIssuer } from "./oidc-issuer.ts";
import type { TokenRequest } from "./oidc-issuer.ts";
import { createRekor } from "./rekor.ts";
import type { LogRecord } from "./rekor.ts";
import { createServiceFaults, startService } from "./service.ts";
import type { LoggedRequest, ServiceFaults } from "./service.ts";
import { createTimestampAuthority } from "./timestamp-authority.ts";
import { writeTrustFiles } from "./trust-files.ts";
import type { TrustFiles } from "./trust-files.ts";
import type { WorkflowIdentity } from "./workflow-identity.ts";

export type { TokenRequest } from "./oidc-issuer.ts";
export type { LogRecord } from "./rekor.ts";
export type { LoggedRequest, ServiceFault, ServiceFaults, ServiceName } from "./service.ts";
export type { TrustFiles } from "./trust-files.ts";
export type { WorkflowIdentity } from "./workflow-identity.ts";

export type SigstoreOptions = {
  /** Where trusted root, signing config and the PEM files go. */
  readonly directory: string;
  /** The time that tokens, certificates, log entries and timestamps say; the machine's clock when left out. */
  readonly clock?: { readonly now: () => Date };
  /** What `iss` says, when it shall not be the double's own URL. */
  readonly issuer?: string;
  /** The GitHub server in certificate URIs; `https://github.com` when left out. */
  readonly serverUrl?: string;
};

export type SigstoreDouble = {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  readonly tsaUrl: string;
  readonly oidcUrl: string;
  /** The issuer that certificates name. */
  readonly issuer: string;
  readonly files: TrustFiles;
  /** Values for ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN, bound to one workflow run. */
  readonly issueRequest: (identity: WorkflowIdentity) => TokenRequest;
  /** A token with audience `sigstore` (or another), for tools that take it as an argument. Valid for five minutes. */
  readonly issueToken: (identity: WorkflowIdentity, audience?: string) => string;
  /** The log's entries in order. */
  readonly entries: readonly LogRecord[];
  readonly requests: readonly LoggedRequest[];
  readonly faults: ServiceFaults;
  readonly close: () => Promise<void>;
};

/** Starts all services on free loopback ports and writes the trust files. */
export async function startSigstore(options: SigstoreOptions): Promise<SigstoreDouble> {
  const { clock } = options;
  const now = clock ? (): number => clock.now().getTime() : Date.now;
  const urls = { oidc: "" };
  const issuerName = (): string => options.issuer ?? urls.oidc;
  const issuer = await createOidcIssuer({ issuer: issuerName, baseUrl: () => urls.oidc, now });
  const ctLog = createCtLog(now);
  const fulcio = createFulcio({ issuer, ctLog, serverUrl: options.serverUrl ?? "https://github.com", now });
  const rekor = createRekor(now);
  const tsa = createTimestampAuthority(now);

  const requests: LoggedRequest[] = [];
  const faults = createServiceFaults();
  const log = (entry: LoggedRequest): void => {
    requests.push(entry);
  };
  const services = {
    oidc: await startService("oidc", issuer.handle, faults, log),
    fulcio: await startService("fulcio", fulcio.handle, faults, log),
    rekor: await startService("rekor", rekor.handle, faults, log),
    tsa: await startService("tsa", tsa.handle, faults, log),
  };
  urls.oidc = services.oidc.url;
  const serviceUrls = {
    oidcUrl: services.oidc.url,
    fulcioUrl: services.fulcio.url,
    rekorUrl: services.rekor.url,
    tsaUrl: services.tsa.url,
  };
  const files = await writeTrustFiles(options.directory, {
    ...serviceUrls,
    fulcioChain: fulcio.chain,
    tsaChain: tsa.chain,
    rekor,
    ctLog,
    validFrom: now() - YEAR_MS,
  });
  return {
    ...serviceUrls,
    issuer: issuerName(),
    files,
    issueRequest: issuer.issueRequest,
    issueToken: (identity, audience = "sigstore") => issuer.issueToken(identity, audience),
    entries: rekor.entries,
    requests,
    faults,
    close: async () => {
      await Promise.all(Object.values(services).map((service) => service.close()));
    },
  };
}
