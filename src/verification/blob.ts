import { decodeBundle } from "../envelope/bundle.ts";
import { digestOf } from "../values/digest.ts";
import { verificationFaults } from "./faults.ts";
import type { Verification, VerificationPolicy } from "./policy.ts";
import { checkSignature, reasonOf } from "./signature-check.ts";

/** Verifies a bundle's message signature over some bytes. Whatever is wrong with either becomes a reason, never an error. */
export function verifyBlob(bytes: Uint8Array, bundle: Uint8Array, policy: VerificationPolicy): Verification {
  try {
    const decoded = decodeBundle(bundle);
    const { content } = decoded;
    if (content.kind !== "message")
      throw verificationFaults.fault(
        "SIGNATURE_WRONG_KIND",
        "the bundle holds a statement, not a signature over the file",
      );
    const digest = digestOf(bytes);
    if (content.digest !== digest)
      throw verificationFaults.fault(
        "SIGNATURE_SUBJECT_MISMATCH",
        `the signature is about ${content.digest}, and the file is ${digest}`,
      );
    return checkSignature({ bundle: decoded, message: bytes, logEvidence: "proof" }, policy);
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}
