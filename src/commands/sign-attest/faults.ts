import { defineFaults } from "../../values/fault.ts";

export const signAttestFaults = defineFaults({
  SIGN_ATTEST_IMAGE_MISSING: "The image that is to be signed is not in its registry.",
  SIGN_ATTEST_NOT_VERIFIED:
    "A signature that was just written does not verify when it is read back from the registry or the disk.",
  SIGN_ATTEST_PREDICATE_INVALID: "The predicate of an attestation is not a JSON document.",
});
