import { defineFaults } from "../values/fault.ts";

export const ociFaults = defineFaults({
  BLOB_SOURCE_CHANGED: "The bytes of a blob that was to be pushed are not those of its digest.",
  CERTIFICATES_UNREADABLE: "A file of a registry's certificates (certs.d, registry-ca) cannot be used.",
  CREDENTIALS_UNREADABLE: "A file of registry credentials cannot be read as what it is.",
  CREDENTIAL_HELPER_FAILED: "A docker-credential helper that the configuration names does not work.",
  IMAGE_PLATFORM_MISSING: "An image has no variant for the platform.",
  LAYOUT_AMBIGUOUS: "An OCI image layout holds several images and none was chosen.",
  LAYOUT_CORRUPT: "An OCI image layout breaks its own rules, or a digest in it does not match.",
  LAYOUT_MISSING: "A folder is not an OCI image layout.",
  MANIFEST_INVALID: "A manifest or index does not follow the OCI image specification.",
  REGISTRY_CERTIFICATE_REFUSED:
    "The TLS certificate of a registry is not trusted, or it does not trust ours.",
  REGISTRY_DENIED: "The registry knows who asks and does not allow it.",
  REGISTRY_DIGEST_MISMATCH: "What the registry holds or sends is not what its digest says.",
  REGISTRY_NOT_FOUND: "The registry does not have what was asked for.",
  REGISTRY_PROTOCOL: "A registry answered in a way that the distribution specification does not allow.",
  REGISTRY_RATE_LIMITED: "The registry asks to be asked less often.",
  REGISTRY_REFERRERS_CONTENDED:
    "Other writers kept overwriting the fallback index of referrers; the entry may be lost.",
  REGISTRY_REFUSED: "The registry refused a request for another reason; the message quotes it.",
  REGISTRY_TAG_REFUSED:
    "The registry refused to move a tag. Tags that had moved are put back; the message says what could not be.",
  REGISTRY_UNAUTHORIZED: "The registry does not accept the credentials, or wants some.",
  REGISTRY_UNAVAILABLE: "The registry cannot be reached or fails, also after repeating.",
});
