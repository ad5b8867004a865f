import type { SigstoreBundle } from "./bundle.ts";
import { decodeDsse, encodeDsse } from "./dsse.ts";
import { envelopeFaults } from "./faults.ts";
import { type Annotations, evidenceAnnotations, readEvidence } from "./legacy-signature.ts";

// How cosign 1 and 2 keep an attestation: the DSSE envelope as a layer of the tag `sha256-<hex>.att`.

/**
 * The layer of an attestation. Timestamps are left out: in this format one is over the whole envelope, and those of a bundle are over the
 * signature (cosign, VerifyRFC3161Timestamp).
 */
export function legacyAttestation(
  signed: SigstoreBundle,
  predicateType: string,
): { readonly blob: Buffer; readonly annotations: Annotations } {
  if (signed.content.kind !== "dsse") throw new Error("only envelopes are attestations");
  return {
    blob: encodeDsse(signed.content.envelope),
    annotations: {
      // Empty, as cosign writes it: the signature is in the envelope.
      "dev.cosignproject.cosign/signature": "",
      predicateType,
      ...evidenceAnnotations(signed),
    },
  };
}

/** Reads a layer back. Throws ENVELOPE_LEGACY_INVALID, ENVELOPE_DSSE_INVALID or ENVELOPE_TOO_LARGE. */
export function readLegacyAttestation(blob: Uint8Array, annotations: Annotations): SigstoreBundle {
  const evidence = readEvidence(annotations, (why) =>
    envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the attestation layer ${why}`, {
      where: "attestation layer",
    }),
  );
  return { ...evidence, timestamps: [], content: { kind: "dsse", envelope: decodeDsse(blob) } };
}
