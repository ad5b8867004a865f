import { dsseMediaType } from "../envelope/dsse.ts";
import { readLegacyAttestation } from "../envelope/legacy-attestation.ts";
import { attestationTag, decodeSignatureManifest } from "../envelope/signature-manifest.ts";
import { decodeStatement } from "../envelope/statement.ts";
import type { Registry } from "../oci/registry.ts";
import { readSmallBlob } from "../oci/small-blob.ts";
import type { Digest } from "../values/digest.ts";
import { isFault } from "../values/fault.ts";
import type { Repository } from "../values/image-reference.ts";
import { verificationFaults } from "./faults.ts";
import type { ImageSignature } from "./image.ts";
import type { VerificationPolicy } from "./policy.ts";
import { checkSignature, reasonOf } from "./signature-check.ts";

const mostLayers = 200;
// Of cosign's own reading of attachments; what an SBOM of a large image needs is below it.
const largestLayer = 33_554_432;

/** Every attestation of an image in cosign's older format, verified: the layers of its `.att` tag. */
export async function findLegacyAttestations(
  registry: Registry,
  repository: Repository,
  digest: Digest,
  policy: VerificationPolicy,
): Promise<readonly ImageSignature[]> {
  const manifest = await registry.manifest(repository, attestationTag(digest));
  if (manifest === undefined) return [];
  const about = {
    format: "legacy",
    manifest: manifest.descriptor.digest,
    dockerReference: undefined,
    bundle: undefined,
  } as const;
  const refused = (error: unknown, predicateType: string): ImageSignature => {
    if (!isFault(error)) throw error;
    return { ...about, predicateType, statement: undefined, result: { ok: false, why: reasonOf(error) } };
  };
  const found: ImageSignature[] = [];
  try {
    for (const layer of decodeSignatureManifest(manifest.bytes).layers.slice(0, mostLayers)) {
      if (layer.mediaType !== dsseMediaType) continue;
      const claimed = layer.annotations["predicateType"] ?? "";
      try {
        const refuse = (why: string) =>
          verificationFaults.fault("SIGNATURE_MALFORMED", `the layer ${layer.digest} ${why}`);
        const blob = await readSmallBlob(layer, () => registry.blob(repository, layer), refuse, largestLayer);
        const bundle = readLegacyAttestation(blob, layer.annotations);
        if (bundle.content.kind !== "dsse") continue;
        const statement = decodeStatement(bundle.content.envelope.payload);
        if (!statement.subjects.some((subject) => subject.digest === digest))
          throw verificationFaults.fault(
            "SIGNATURE_SUBJECT_MISMATCH",
            `the attestation ${layer.digest} is not about ${digest}`,
          );
        const result = checkSignature({ bundle, logEvidence: "promise" }, policy);
        found.push({
          ...about,
          predicateType: statement.predicateType,
          statement: result.ok ? statement : undefined,
          result,
        });
      } catch (error) {
        found.push(refused(error, claimed));
      }
    }
  } catch (error) {
    found.push(refused(error, ""));
  }
  return found;
}
