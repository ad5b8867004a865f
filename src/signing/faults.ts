import { defineFaults } from "../values/fault.ts";

export const signingFaults = defineFaults({
  SIGNING_CERTIFICATE_INVALID:
    "A signing certificate or its chain cannot be read, or belongs to another key.",
  SIGNING_CERTIFICATE_UNUSABLE:
    "The certificate chain of a Notary signature is not valid now, does not belong to the signing key, or breaks the requirements of the Notary Project.",
  SIGNING_CONFIG_INVALID: "A signing config is not a Sigstore signing config v0.2.",
  SIGNING_IDENTITY_UNUSABLE: "The identity token of the job lacks claims that name a GitHub workflow.",
  SIGNING_KEY_INVALID: "A private key cannot be read.",
  SIGNING_KEY_PASSWORD_WRONG: "The password does not open the private key, or is missing.",
  SIGNING_KEY_UNSUPPORTED: "A private key is of a kind that stock verifiers cannot check.",
  SIGNING_RACE_LOST: "Other signers kept overwriting a signature tag.",
  SIGNING_SERVICE_FAILED:
    "A Sigstore service (certificate authority, log or timestamp authority) did not do its part.",
  SIGNING_SERVICE_MISSING: "The signing config names no usable service of a kind that is needed.",
  SIGNING_SOPS_FAILED: "The sops program is missing, or cannot decrypt the key file.",
  SIGNING_SOPS_UNUSABLE: "A key file is not one that SOPS encrypted as a whole for age recipients alone.",
  SIGNING_VAULT_DENIED: "Vault refuses the login, or its token may not use the key.",
  SIGNING_VAULT_FAILED: "Vault is sealed, has no such key, or gave an answer that cannot be used.",
});
