import { defineFaults } from "../../values/fault.ts";

export const releaseManifestFaults = defineFaults({
  RELEASE_EXISTS: "A release of this version is in the manifests repository with other content.",
  RELEASE_IMAGE_MISSING: "The registry does not hold the image, or none of it is for linux/arm64.",
  RELEASE_RING_LATER: "A release was to enter at a ring that is not the first one.",
  RELEASE_SIGNER_UNTRUSTED:
    "The trust document of the manifests repository does not let this signer release this app.",
  RELEASE_UNSIGNED: "A release on the main branch has no signature that its trust document accepts.",
  RELEASE_UNSETTLED: "The manifests repository kept changing while the release was proposed.",
});
