import { defineFaults } from "../values/fault.ts";

export const verificationFaults = defineFaults({
  SIGNATURE_CERTIFICATE_UNTRUSTED:
    "The signing certificate does not lead to a trusted authority, was not valid when it was used, or lacks its proof of being logged (SCT).",
  SIGNATURE_EXPIRED: "The signer gave the signature an end, which has passed.",
  SIGNATURE_IDENTITY_MISMATCH: "The signature is sound, but somebody else made it than the policy names.",
  SIGNATURE_INVALID: "The signature does not fit the signed bytes and the key.",
  SIGNATURE_KEY_UNKNOWN: "The signature was made with a key that the policy does not name.",
  SIGNATURE_LOG_INVALID: "The entry of the transparency log does not verify or is about another signature.",
  SIGNATURE_LOG_MISSING: "A certificate was used without an entry in a transparency log.",
  SIGNATURE_LOG_PROOF_MISSING: "An entry of the transparency log came without its proof of inclusion.",
  SIGNATURE_MALFORMED: "A signature, a bundle or a signed payload cannot be read.",
  SIGNATURE_MISSING: "Nothing that counts as a signature was found.",
  SIGNATURE_MODEL_DIFFERS: "A model is not what was signed: files are missing, changed or were added.",
  SIGNATURE_SUBJECT_MISMATCH: "The signature is about something else than what is being verified.",
  SIGNATURE_TIME_INVALID: "A timestamp of the signature does not verify.",
  SIGNATURE_WRONG_KIND: "A signature is sound in itself but of another kind than is needed here.",
  TRUSTED_ROOT_INVALID: "A trusted root is not a Sigstore trusted_root.json.",
  TRUSTED_ROOT_MISSING: "A keyless signature can only be verified with a trusted root.",
});
