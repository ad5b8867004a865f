import { type Digest, isDigest } from "../values/digest.ts";
import { envelopeFaults } from "./faults.ts";
import { type Refuse, asObject, asText, parseObject } from "./strict-json.ts";

/** The payload that cosign signed up to version 2, and that podman and skopeo still check. */
export type SimpleSigning = {
  readonly digest: Digest;
  /** Where the image was when it was signed: cosign ignores it, podman insists on it. */
  readonly dockerReference: string;
};

export const simpleSigningMediaType = "application/vnd.dev.cosign.simplesigning.v1+json";
const type = "cosign container image signature";
const limit = 65_536;

/** The bytes of a payload, in cosign's own member order. */
export function encodeSimpleSigning({ digest, dockerReference }: SimpleSigning): Buffer {
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": dockerReference },
        image: { "docker-manifest-digest": digest },
        type,
      },
      optional: null,
    }),
    "utf8",
  );
}

/** Reads a payload. Throws ENVELOPE_LEGACY_INVALID or ENVELOPE_TOO_LARGE. */
export function decodeSimpleSigning(bytes: Uint8Array): SimpleSigning {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the signed payload ${why}`, {
      where: "signature layer",
    });
  const object = parseObject(bytes, limit, "the signed payload", refuse);
  const critical = asObject(object["critical"], "critical", refuse);
  if (critical["type"] !== type) throw refuse(`is not a ${type}`);
  const image = asObject(critical["image"], "critical.image", refuse);
  const digest = asText(image["docker-manifest-digest"], "docker-manifest-digest", refuse);
  if (!isDigest(digest)) throw refuse("has no digest at docker-manifest-digest");
  const identity = asObject(critical["identity"], "critical.identity", refuse);
  return { digest, dockerReference: asText(identity["docker-reference"], "docker-reference", refuse) };
}
