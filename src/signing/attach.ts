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
const attempts = 20;

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
  await ports.registry.pushBlob(repository, blobOf(emptyConfig));
  await ports.registry.pushBlob(repository, blobOf(bundle));
  return ports.registry.attach(repository, {
    bytes: bundleManifest({ subject, bundle, predicateType, created: ports.clock.now() }),
    mediaType: imageManifestMediaType,
  });
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

async function appendSettled(
  ports: AttachPorts,
  repository: Repository,
  tag: string,
  layers: readonly SignatureLayer[],
): Promise<{ readonly tag: string; readonly manifest: Digest }> {
  let settleMs = ports.settleMs ?? defaultSettleMs;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const written = await appendLayers(ports, repository, tag, layers, settleMs);
    // A registry that is slower than the wait gets a longer one.
    if (written === undefined) settleMs *= 2;
    const kept = written && (await settle(ports, repository, tag, layers, written, settleMs));
    if (kept !== undefined) return { tag, manifest: kept };
    await ports.clock.sleep(Math.ceil(ports.random() * settleMs * Math.min(attempt, 4)));
  }
  throw signingFaults.fault(
    "SIGNING_RACE_LOST",
    `${formatRepository(repository)}:${tag} was overwritten by other signers ${attempts} times`,
    {
      where: formatRepository(repository),
      next: "run the step again when no other job signs this image",
    },
  );
}

// Registries move tags without compare-and-swap. Two rules keep the layers of all signers that follow them: nobody writes what
// was read longer ago than the wait, and nobody is done before the tag stood still for the wait with their layer in it.
async function appendLayers(
  { registry, clock }: AttachPorts,
  repository: Repository,
  tag: string,
  layers: readonly SignatureLayer[],
  settleMs: number,
): Promise<Digest | undefined> {
  const readAt = clock.now().getTime();
  const before = await readLayers(registry, repository, tag);
  const { manifest, config } = legacyManifest([
    ...before.layers,
    ...layers.filter((layer) => !before.layers.some((found) => sameSignature(found, layer))),
  ]);
  await registry.pushBlob(repository, blobOf(config));
  if (clock.now().getTime() - readAt > settleMs) return undefined;
  await registry.pushManifest(repository, { bytes: manifest, mediaType: imageManifestMediaType }, tag);
  return digestOf(manifest);
}

async function settle(
  { registry, clock }: AttachPorts,
  repository: Repository,
  tag: string,
  layers: readonly SignatureLayer[],
  written: Digest,
  settleMs: number,
): Promise<Digest | undefined> {
  for (let last = written; ;) {
    await clock.sleep(settleMs);
    const now = await readLayers(registry, repository, tag);
    const isThere = (layer: SignatureLayer) => now.layers.some((found) => sameSignature(found, layer));
    if (now.digest === undefined || !layers.every(isThere)) return undefined;
    if (now.digest === last) return last;
    last = now.digest;
  }
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
