import { cosignSignPredicate, imageSignStatement } from "../envelope/statement.ts";
import {
  type SignatureLayer,
  bundleManifest,
  attestationTag,
  decodeSignatureManifest,
  emptyConfig,
  imageManifestMediaType,
  legacyManifest,
  legacyTag,
  notaryManifest,
} from "../envelope/signature-manifest.ts";
import type { SigstoreBundle } from "../envelope/bundle.ts";
import { dsseMediaType } from "../envelope/dsse.ts";
import { legacyAttestation } from "../envelope/legacy-attestation.ts";
import { legacyAnnotations } from "../envelope/legacy-signature.ts";
import { encodeSimpleSigning, simpleSigningMediaType } from "../envelope/simple-signing.ts";
import type { Clock } from "../io/clock.ts";
import type { BlobSource, Descriptor } from "../oci/descriptor.ts";
import type { Registry } from "../oci/registry.ts";
import { type Digest, digestOf } from "../values/digest.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import { signingFaults } from "./faults.ts";
import type { BlobSigner } from "./signer.ts";

export type AttachPorts = {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: () => number;
  /** How long a tag must keep our layer before we believe that no other signer overwrote it, in milliseconds. */
  readonly settleMs?: number;
};

const defaultSettleMs = 1000;

/** Signs an image as cosign 3 does: a statement in a bundle that refers to the image. Gives the referrer's descriptor. */
export async function attachImageBundle(
  ports: AttachPorts,
  repository: Repository,
  subject: Descriptor,
  signer: BlobSigner,
): Promise<Descriptor> {
  const bundle = await signer.signStatement(imageSignStatement(subject.digest));
  return attachBundle(ports, repository, subject, bundle, cosignSignPredicate);
}

/** Attaches a bundle that holds a statement to its subject, with the artifact type and annotations that consumers filter by. */
export async function attachBundle(
  ports: AttachPorts,
  repository: Repository,
  subject: Descriptor,
  bundle: Uint8Array,
  predicateType: string,
): Promise<Descriptor> {
  const manifest = bundleManifest({ subject, bundle, predicateType, created: ports.clock.now() });
  return attachArtifact(ports, repository, bundle, manifest);
}

/** Attaches a Notary signature to its subject. `thumbprints` are those of its certificates, by which verifiers filter. */
export async function attachNotarySignature(
  ports: AttachPorts,
  repository: Repository,
  subject: Descriptor,
  envelope: Uint8Array,
  thumbprints: readonly string[],
): Promise<Descriptor> {
  const manifest = notaryManifest({ subject, envelope, thumbprints, created: ports.clock.now() });
  return attachArtifact(ports, repository, envelope, manifest);
}

async function attachArtifact(
  { registry }: AttachPorts,
  repository: Repository,
  layer: Uint8Array,
  manifest: Uint8Array,
): Promise<Descriptor> {
  await registry.pushBlob(repository, blobOf(emptyConfig));
  await registry.pushBlob(repository, blobOf(layer));
  return registry.attach(repository, { bytes: manifest, mediaType: imageManifestMediaType });
}

/**
 * Signs an image as cosign 1 and 2 do: a layer under the tag `sha256-<hex>.sig`, beside whatever layers are there. Throws
 * SIGNING_RACE_LOST when other signers keep overwriting it.
 */
export async function attachLegacySignature(
  ports: AttachPorts,
  repository: Repository,
  digest: Digest,
  signer: BlobSigner,
): Promise<{ readonly tag: string; readonly manifest: Digest }> {
  const payload = encodeSimpleSigning({ digest, dockerReference: formatRepository(repository) });
  const layer: SignatureLayer = {
    mediaType: simpleSigningMediaType,
    digest: digestOf(payload),
    size: payload.length,
    annotations: legacyAnnotations(await signer.signMessage(payload)),
  };
  await ports.registry.pushBlob(repository, blobOf(payload));
  return appendSettled(ports, repository, legacyTag(digest), [layer]);
}

/** Attaches attestations as cosign 1 and 2 do: layers under the tag `sha256-<hex>.att`, all at once. Throws SIGNING_RACE_LOST. */
export async function attachLegacyAttestations(
  ports: AttachPorts,
  repository: Repository,
  digest: Digest,
  attestations: readonly { readonly signed: SigstoreBundle; readonly predicateType: string }[],
): Promise<{ readonly tag: string; readonly manifest: Digest }> {
  const layers: SignatureLayer[] = [];
  for (const { signed, predicateType } of attestations) {
    const { blob, annotations } = legacyAttestation(signed, predicateType);
    await ports.registry.pushBlob(repository, blobOf(blob));
    layers.push({ mediaType: dsseMediaType, digest: digestOf(blob), size: blob.length, annotations });
  }
  return appendSettled(ports, repository, attestationTag(digest), layers);
}

/**
 * Registries move tags without compare-and-swap. Two rules keep the layers of all signers that follow them: nobody writes what was read
 * longer ago than the settle time, and nobody is done before the tag has held their layers unchanged for that time.
 */
async function appendSettled(
  ports: AttachPorts,
  repository: Repository,
  tag: string,
  layers: readonly SignatureLayer[],
): Promise<{ readonly tag: string; readonly manifest: Digest }> {
  const { clock, random, registry } = ports;
  const now = (): number => clock.now().getTime();
  const started = now();
  let settleMs = ports.settleMs ?? defaultSettleMs;
  let quiet: { readonly digest: Digest; readonly since: number } | undefined;
  let writes = 0;
  let written = false;
  while (now() - started < settleMs * 30 + 60_000) {
    const readAt = now();
    const current = await readLayers(registry, repository, tag);
    const missing = layers.filter((layer) => !current.layers.some((found) => sameSignature(found, layer)));
    if (current.digest !== undefined && missing.length === 0) {
      // The time before the read counts for "since" and the one after it for "now": never longer than it really was.
      const seenAt = now();
      if (quiet?.digest !== current.digest) quiet = { digest: current.digest, since: seenAt };
      else if (readAt - quiet.since >= settleMs) return { tag, manifest: current.digest };
      await clock.sleep(Math.max(1, Math.ceil((settleMs / 4) * (0.5 + random()))));
      continue;
    }
    quiet = undefined;
    if (written) {
      // Somebody replaced it, or it was lost on the way: not all at once again.
      written = false;
      await clock.sleep(Math.ceil(random() * Math.min(settleMs, 25 * 2 ** Math.min(writes, 8))));
      continue;
    }
    const { manifest, config } = legacyManifest([...current.layers, ...missing]);
    await registry.pushBlob(repository, blobOf(config));
    if (now() - readAt > settleMs) {
      // A registry that is slower than the wait gets a longer one.
      settleMs *= 2;
      continue;
    }
    await registry.offerManifest(repository, { bytes: manifest, mediaType: imageManifestMediaType }, tag);
    writes += 1;
    written = true;
  }
  throw signingFaults.fault(
    "SIGNING_RACE_LOST",
    `${formatRepository(repository)}:${tag} was overwritten by other signers ${writes} times`,
    {
      where: formatRepository(repository),
      next: "run the step again when no other job signs this image",
    },
  );
}

async function readLayers(
  registry: Registry,
  repository: Repository,
  tag: string,
): Promise<{ readonly digest: Digest | undefined; readonly layers: readonly SignatureLayer[] }> {
  const manifest = await registry.manifest(repository, tag);
  if (manifest === undefined) return { digest: undefined, layers: [] };
  return { digest: manifest.descriptor.digest, layers: decodeSignatureManifest(manifest.bytes).layers };
}

const signatureAnnotation = "dev.cosignproject.cosign/signature";

function sameSignature(left: SignatureLayer, right: SignatureLayer): boolean {
  return (
    left.digest === right.digest &&
    left.annotations[signatureAnnotation] === right.annotations[signatureAnnotation]
  );
}

function blobOf(bytes: Uint8Array): BlobSource {
  return {
    digest: digestOf(bytes),
    size: bytes.length,
    open: async function* open() {
      yield bytes;
    },
  };
}
