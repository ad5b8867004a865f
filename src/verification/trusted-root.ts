import { TrustedRoot } from "@sigstore/protobuf-specs";
import { type TrustMaterial, toTrustMaterial } from "@sigstore/verify";
import { verificationFaults } from "./faults.ts";

const limit = 4_194_304;
const mediaTypes = new Set([
  "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  "application/vnd.dev.sigstore.trustedroot.v0.2+json",
]);
// A device verifies many files against the same few bytes: parsing them once is most of the work.
const parsed = new WeakMap<Uint8Array, TrustMaterial>();

/** Reads a trusted_root.json. Throws TRUSTED_ROOT_INVALID. */
export function readTrustedRoot(bytes: Uint8Array): TrustMaterial {
  const known = parsed.get(bytes);
  if (known !== undefined) return known;
  const refuse = (why: string, cause?: unknown) =>
    verificationFaults.fault("TRUSTED_ROOT_INVALID", `the trusted root ${why}`, {
      where: "trusted_root.json",
      cause,
    });
  if (bytes.length > limit) throw refuse(`is larger than ${limit} bytes`);
  let material: TrustMaterial;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!isTrustedRoot(value)) throw new TypeError("its media type is not that of a trusted root");
    material = toTrustMaterial(TrustedRoot.fromJSON(value), {});
  } catch (error) {
    throw refuse(`cannot be read: ${error instanceof Error ? error.message : "unknown error"}`, error);
  }
  parsed.set(bytes, material);
  return material;
}

function isTrustedRoot(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "mediaType" in value &&
    typeof value.mediaType === "string" &&
    mediaTypes.has(value.mediaType)
  );
}
