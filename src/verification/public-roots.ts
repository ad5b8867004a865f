import trustedRoot from "./public-good/trusted_root.json" with { type: "json" };

/**
 * The roots of the public Sigstore (sigstore/root-signing, targets/trusted_root.json) as they were when this version was made.
 * They rotate: callers that live longer than a release of this project pass their own.
 */
export const publicTrustedRoot: Uint8Array = Buffer.from(JSON.stringify(trustedRoot), "utf8");
