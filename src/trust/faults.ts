import { defineFaults } from "../values/fault.ts";

export const trustFaults = defineFaults({
  TRUST_KEY_INVALID:
    "A key of the trust document cannot be read, is of another kind, or is not the one that its id names.",
  TRUST_NOT_SIGNED: "Too few root keys signed the trust document.",
  TRUST_ROOTS_INVALID: "The root keys of the trust document contradict each other.",
  TRUST_SIGNATURES_FOREIGN: "The signatures are about another trust document.",
  TRUST_SIGNER_NOT_ALLOWED: "The trust document does not allow this identity to sign this.",
  TRUST_SIGNER_REVOKED:
    "The identity was revoked before it signed, or nothing proves that it signed earlier.",
  TRUST_UPDATE_INVALID: "A trust document is not the direct successor of the one before it.",
});
