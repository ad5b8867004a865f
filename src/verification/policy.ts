import type { Fault } from "../values/fault.ts";
import type { Identity } from "../values/identity.ts";

/** Who may have signed, and the Sigstore roots (trusted_root.json) that certificates are checked against. */
export type VerificationPolicy = {
  readonly identities: readonly Identity[];
  readonly trustedRoot?: Uint8Array | undefined;
};

/** `at` is the earliest time that a log or a timestamp authority vouches for; undefined where nobody does. */
export type Verification =
  | { readonly ok: true; readonly by: Identity; readonly at: Date | undefined }
  | { readonly ok: false; readonly why: Fault };
