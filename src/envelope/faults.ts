import { defineFaults } from "../values/fault.ts";

export const envelopeFaults = defineFaults({
  ENVELOPE_BUNDLE_INVALID: "A file is not a Sigstore bundle v0.3 that this project can read.",
  ENVELOPE_DSSE_INVALID: "A document is not a DSSE envelope with exactly one signature.",
  ENVELOPE_LEGACY_INVALID: "A cosign signature manifest or one of its layers is malformed.",
  ENVELOPE_MODEL_INVALID:
    "The signed statement about a model is malformed, names unsafe paths, or contradicts itself.",
  ENVELOPE_NOTARY_CERTIFICATE:
    "A certificate or the order of a certificate chain breaks the certificate requirements of the Notary Project.",
  ENVELOPE_NOTARY_INVALID: "A document is not a Notary Project signature (JWS, scheme notary.x509).",
  ENVELOPE_STATEMENT_INVALID: "A signed payload is not an in-toto statement v1 or v0.1.",
  ENVELOPE_TIMESTAMP_INVALID: "An answer of a timestamp authority is not an RFC 3161 timestamp.",
  ENVELOPE_TOO_LARGE: "A signature document is larger than the limit for its kind.",
});
