import { bundleLimit } from "../envelope/bundle.ts";
import { readLegacySignature } from "../envelope/legacy-signature.ts";
import { type SignatureLayer, decodeSignatureManifest, legacyTag } from "../envelope/signature-manifest.ts";
import { decodeSimpleSigning, simpleSigningMediaType } from "../envelope/simple-signing.ts";
import { type Statement, cosignSignPredicate } from "../envelope/statement.ts";
import type { Registry } from "../oci/registry.ts";
import { readSmallBlob } from "../oci/small-blob.ts";
import type { Digest } from "../values/digest.ts";
import { isFault } from "../values/fault.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import { verificationFaults } from "./faults.ts";
import type { Verification, VerificationPolicy } from "./policy.ts";
import { checkSignature, reasonOf } from "./signature-check.ts";
import { verifyStatementBundle } from "./statement.ts";

/** One candidate that was found beside an image, with what came of it. */
export type ImageSignature = {
  readonly format: "bundle" | "legacy";
  /** Digest of the manifest that holds it. */
  readonly manifest: Digest;
  /** What a bundle's statement claims; empty for the older format and for what cannot be read. */
  readonly predicateType: string;
  /** The repository that a legacy payload names; undefined for bundles. */
  readonly dockerReference: string | undefined;
  /** The bundle's own bytes; undefined for the older format and for what cannot be read. */
  readonly bundle: Uint8Array | undefined;
  /** The statement of a bundle that verified. */
  readonly statement: Statement | undefined;
  readonly result: Verification;
};

const mostCandidates = 200;
const bundlePrefix = "application/vnd.dev.sigstore.bundle";

/** Verifies that somebody whom the policy names signed this image, by a bundle or in the older format. */
export async function verifyImage(
  registry: Registry,
  repository: Repository,
  digest: Digest,
  policy: VerificationPolicy,
): Promise<Verification> {
  const found = await findSignatures(registry, repository, digest, policy);
  const signatures = found.filter(
    (signature) => signature.format === "legacy" || signature.predicateType === cosignSignPredicate,
  );
  const good = signatures.find((signature) => signature.result.ok);
  if (good !== undefined) return good.result;
  const name = `${formatRepository(repository)}@${digest}`;
  const reasons = new Set(signatures.flatMap(({ result }) => (result.ok ? [] : [result.why.message])));
  if (reasons.size === 0)
    return {
      ok: false,
      why: verificationFaults.fault("SIGNATURE_MISSING", `${name} has no signature`, { where: name }),
    };
  const first = signatures[0]?.result;
  if (reasons.size === 1 && first?.ok === false) return first;
  return {
    ok: false,
    why: verificationFaults.fault(
      "SIGNATURE_MISSING",
      `none of the ${signatures.length} signatures of ${name} counts: ${[...reasons].slice(0, 5).join("; ")}`,
      { where: name },
    ),
  };
}

/** Every signature and attestation beside an image, verified: bundle referrers first, then the layers of the `.sig` tag. */
export async function findSignatures(
  registry: Registry,
  repository: Repository,
  digest: Digest,
  policy: VerificationPolicy,
): Promise<readonly ImageSignature[]> {
  return [
    ...(await findBundles(registry, repository, digest, policy)),
    ...(await findLegacy(registry, repository, digest, policy)),
  ];
}

async function findBundles(
  registry: Registry,
  repository: Repository,
  digest: Digest,
  policy: VerificationPolicy,
): Promise<readonly ImageSignature[]> {
  const referrers = await registry.referrers(repository, digest);
  const found: ImageSignature[] = [];
  // Stock cosign lists its referrers under a wrong artifact type where the registry has no referrers API, so only types that
  // are surely something else are passed over.
  const candidates = referrers.filter(
    ({ artifactType }) =>
      artifactType === undefined ||
      artifactType === "application/vnd.oci.empty.v1+json" ||
      artifactType.startsWith(bundlePrefix),
  );
  for (const candidate of candidates.slice(0, mostCandidates)) {
    const signature = await readReferrer(registry, repository, candidate.digest, digest, policy);
    if (signature !== undefined) found.push(signature);
  }
  return found;
}

async function readReferrer(
  registry: Registry,
  repository: Repository,
  referrer: Digest,
  subject: Digest,
  policy: VerificationPolicy,
): Promise<ImageSignature | undefined> {
  const about = {
    format: "bundle",
    manifest: referrer,
    dockerReference: undefined,
    statement: undefined,
  } as const;
  try {
    const manifest = await registry.manifest(repository, referrer);
    if (manifest === undefined) return undefined;
    const { annotations, layers, subject: named } = decodeSignatureManifest(manifest.bytes);
    const [layer] = layers;
    if (layer === undefined || layers.length !== 1 || !layer.mediaType.startsWith(bundlePrefix))
      return undefined;
    if (named !== subject)
      throw verificationFaults.fault(
        "SIGNATURE_SUBJECT_MISMATCH",
        `the referrer ${referrer} is listed for ${subject} and names ${named ?? "no subject"}`,
      );
    const bundle = await readBlob(registry, repository, layer, bundleLimit);
    const result = verifyStatementBundle(bundle, { ...policy, subject });
    if (!result.ok)
      return {
        ...about,
        bundle,
        predicateType: annotations["dev.sigstore.bundle.predicateType"] ?? cosignSignPredicate,
        result,
      };
    const { by, at, statement } = result;
    const { predicateType } = statement;
    return { ...about, bundle, statement, predicateType, result: { ok: true, by, at } };
  } catch (error) {
    if (!isFault(error)) throw error;
    return {
      ...about,
      bundle: undefined,
      predicateType: cosignSignPredicate,
      result: { ok: false, why: reasonOf(error) },
    };
  }
}

async function findLegacy(
  registry: Registry,
  repository: Repository,
  digest: Digest,
  policy: VerificationPolicy,
): Promise<readonly ImageSignature[]> {
  const manifest = await registry.manifest(repository, legacyTag(digest));
  if (manifest === undefined) return [];
  const about = {
    format: "legacy",
    manifest: manifest.descriptor.digest,
    predicateType: "",
    bundle: undefined,
    statement: undefined,
  } as const;
  const refused = (error: unknown): ImageSignature => {
    if (!isFault(error)) throw error;
    return { ...about, dockerReference: undefined, result: { ok: false, why: reasonOf(error) } };
  };
  let layers: readonly SignatureLayer[];
  try {
    layers = decodeSignatureManifest(manifest.bytes).layers;
  } catch (error) {
    return [refused(error)];
  }
  const found: ImageSignature[] = [];
  for (const layer of layers.slice(0, mostCandidates)) {
    if (layer.mediaType !== simpleSigningMediaType) continue;
    try {
      const payload = await readBlob(registry, repository, layer, 65_536);
      const { digest: named, dockerReference } = decodeSimpleSigning(payload);
      if (named !== digest)
        throw verificationFaults.fault(
          "SIGNATURE_SUBJECT_MISMATCH",
          `the signature is about ${named}, not about ${digest}`,
        );
      const bundle = readLegacySignature(payload, layer.annotations);
      const result = checkSignature({ bundle, message: payload, logEvidence: "promise" }, policy);
      found.push({ ...about, dockerReference, result });
    } catch (error) {
      found.push(refused(error));
    }
  }
  return found;
}

async function readBlob(
  registry: Registry,
  repository: Repository,
  layer: SignatureLayer,
  limit: number,
): Promise<Buffer> {
  const refuse = () =>
    verificationFaults.fault(
      "SIGNATURE_MALFORMED",
      `the layer ${layer.digest} has ${layer.size} bytes; at most ${limit} are accepted`,
    );
  return readSmallBlob(layer, () => registry.blob(repository, layer), refuse, limit);
}
