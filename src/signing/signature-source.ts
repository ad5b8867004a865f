import type { SigstoreBundle } from "../envelope/bundle.ts";
import type { Clock } from "../io/clock.ts";
import type { Http } from "../io/http.ts";
import type { Log } from "../io/log.ts";

export type SigningPorts = {
  readonly http: Http;
  readonly clock: Clock;
  readonly identityToken: (audience: string) => Promise<string>;
  readonly random: () => number;
  readonly log: Log;
};

export type SignerIdentity =
  | { readonly kind: "key"; readonly keyId: string; readonly publicKey: string }
  | { readonly kind: "keyless" };

/** What makes signatures: a key that is at hand, or one with a certificate made for each signature. */
export type SignatureSource = {
  readonly identity: SignerIdentity;
  /** Certificates of the key, its own first, DER; signatures of models carry them. */
  readonly chain?: readonly Uint8Array[] | undefined;
  /** PEM is the certificate, or the public key where there is none: what a log records as verifier. */
  readonly sign: (bytes: Uint8Array) => Promise<{
    readonly signature: Uint8Array;
    readonly pem: string;
    readonly material: SigstoreBundle["material"];
  }>;
};
