import { canonicalJson } from "../../values/canonical-json.ts";
import { cosignSignPredicate, statementFor } from "../../envelope/statement.ts";
import { type SigstoreBundle, encodeBundle } from "../../envelope/bundle.ts";
import { attestationTag, legacyTag } from "../../envelope/signature-manifest.ts";
import type { Ports } from "../../io/ports.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Registry } from "../../oci/registry.ts";
import {
  type AttachPorts,
  attachBundle,
  attachImageBundle,
  attachLegacyAttestations,
  attachLegacySignature,
} from "../../signing/attach.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import { type Repository, formatRepository } from "../../values/image-reference.ts";
import { type ImageSignature, findSignatures } from "../../verification/image.ts";
import { findLegacyAttestations } from "../../verification/legacy-attestation.ts";
import type { VerificationPolicy } from "../../verification/policy.ts";
import { signAttestFaults } from "./faults.ts";

export type Attestation = { readonly predicateType: string; readonly predicate: unknown };

export type ImageTask = {
  readonly registry: Registry;
  readonly repository: Repository;
  readonly subject: Descriptor;
  readonly attestations: readonly Attestation[];
  /** Whether the older format is written as well. */
  readonly legacy: boolean;
  /** Our own identity, exactly, and the roots: what counts as signed by us. */
  readonly policy: VerificationPolicy;
};

/** What an image lacks of our signatures; attestations in the order of the task. */
export type Wanted = Pair<boolean> & { readonly attestations: readonly Pair<boolean>[] };

type Pair<T> = { readonly bundle: T; readonly legacy: T };

/** The signature in the older format is undefined where only bundles are wanted. */
type Both = { readonly bundle: ImageSignature; readonly legacy: ImageSignature | undefined };

export type SignedAttestation = Both & {
  readonly predicateType: string;
  readonly added: Pair<boolean>;
};

export type SignedImage = Both & {
  readonly subject: Descriptor;
  readonly added: Pair<boolean>;
  readonly attestations: readonly SignedAttestation[];
  readonly foreign: readonly ImageSignature[];
};

type Found = Pair<ImageSignature | undefined>;

type State = Found & {
  readonly attestations: readonly Found[];
  readonly foreign: readonly ImageSignature[];
};

/** Reads what is beside an image and says which of our signatures are missing. */
export async function planImage(
  task: ImageTask,
): Promise<{ readonly state: State; readonly wanted: Wanted }> {
  const state = await readState(task);
  return {
    state,
    wanted: {
      ...lacks(state, task),
      attestations: state.attestations.map((found) => lacks(found, task)),
    },
  };
}

function lacks({ bundle, legacy }: Found, task: ImageTask): Pair<boolean> {
  return { bundle: bundle === undefined, legacy: task.legacy && legacy === undefined };
}

/** What is missing, in words, for a dry run. */
export function wantedWords(wanted: Wanted, attestations: readonly Attestation[]): readonly string[] {
  const words = (missing: Pair<boolean>): readonly string[] =>
    (["bundle", "legacy"] as const).filter((format) => missing[format]);
  return [
    ...words(wanted),
    ...wanted.attestations.flatMap((missing, index) =>
      words(missing).map((format) => `${attestations[index]?.predicateType ?? ""} (${format})`),
    ),
  ];
}

/** Writes what is missing and verifies all of it as the registry gives it back. Throws SIGN_ATTEST_NOT_VERIFIED. */
export async function signImage(
  task: ImageTask,
  signer: BlobSigner,
  ports: Pick<Ports, "clock" | "random" | "log">,
): Promise<SignedImage> {
  const { registry, repository, subject, attestations } = task;
  const attachPorts = { registry, clock: ports.clock, random: ports.random };
  const plan = await planImage(task);
  const { wanted } = plan;
  // The bundle goes first: once a bundle is there cosign 3 looks at nothing else, so an image that has only the tag would
  // fail there as soon as somebody else attaches theirs.
  if (wanted.bundle) await attachImageBundle(attachPorts, repository, subject, signer);
  if (wanted.legacy) await attachLegacySignature(attachPorts, repository, subject.digest, signer);
  await attest(task, wanted, signer, attachPorts);
  const all = [wanted, ...wanted.attestations];
  const wrote = all.some(({ bundle, legacy }) => bundle || legacy);
  const state = wrote ? await readState(task) : plan.state;
  const { bundle, legacy } = state;
  const isMissing = (found: Found): boolean =>
    found.bundle === undefined || (task.legacy && found.legacy === undefined);
  const signed = state.attestations.flatMap((found, index): readonly SignedAttestation[] => {
    const attestation = attestations[index];
    const added = wanted.attestations[index];
    if (attestation === undefined || added === undefined || found.bundle === undefined) return [];
    if (isMissing(found)) return [];
    const { predicateType } = attestation;
    return [{ predicateType, bundle: found.bundle, legacy: found.legacy, added }];
  });
  if (bundle === undefined || isMissing(state) || signed.length !== attestations.length)
    throw signAttestFaults.fault(
      "SIGN_ATTEST_NOT_VERIFIED",
      `what was written for ${formatRepository(repository)}@${subject.digest} does not verify: ${reasons(state)}`,
      {
        where: formatRepository(repository),
        next: "check that trusted-root belongs to the Sigstore that signing-config names",
      },
    );
  return { subject, added: wanted, bundle, legacy, attestations: signed, foreign: state.foreign };
}

// One signature serves both formats, so that a log has one entry of each attestation.
async function attest(
  { repository, subject, attestations }: ImageTask,
  wanted: Wanted,
  signer: BlobSigner,
  ports: AttachPorts,
): Promise<void> {
  const layers: { readonly signed: SigstoreBundle; readonly predicateType: string }[] = [];
  const name = formatRepository(repository);
  for (const [index, { predicateType, predicate }] of attestations.entries()) {
    const missing = wanted.attestations[index];
    if (missing === undefined || !(missing.bundle || missing.legacy)) continue;
    const statement = statementFor([{ name, digest: subject.digest }], predicateType, predicate);
    const signed = await signer.signEnvelope(statement);
    if (missing.bundle) await attachBundle(ports, repository, subject, encodeBundle(signed), predicateType);
    if (missing.legacy) layers.push({ signed, predicateType });
  }
  if (layers.length > 0) await attachLegacyAttestations(ports, repository, subject.digest, layers);
}

function reasons(state: State): string {
  const texts = state.foreign.flatMap(({ result }) => (result.ok ? [] : [result.why.message]));
  return texts.length === 0
    ? "the registry does not give it back"
    : [...new Set(texts)].slice(0, 5).join("; ");
}

async function readState(task: ImageTask): Promise<State> {
  const { registry, repository, subject, policy, attestations } = task;
  const found = await findSignatures(registry, repository, subject.digest, policy);
  const older =
    attestations.length === 0
      ? []
      : await findLegacyAttestations(registry, repository, subject.digest, policy);
  // A payload that names another repository satisfies cosign and fails in podman, which compares it.
  const here = formatRepository(repository);
  return {
    bundle: found.find(
      ({ format, predicateType, result }) =>
        result.ok && format === "bundle" && predicateType === cosignSignPredicate,
    ),
    legacy: found.find(
      ({ format, dockerReference, result }) => result.ok && format === "legacy" && dockerReference === here,
    ),
    attestations: attestations.map((attestation) => ({
      bundle: found.find((one) => one.format === "bundle" && says(one, attestation)),
      legacy: older.find((one) => says(one, attestation)),
    })),
    foreign: [...found, ...older].filter(({ result }) => !result.ok),
  };
}

function says({ result, predicateType, statement }: ImageSignature, wanted: Attestation): boolean {
  return (
    result.ok &&
    predicateType === wanted.predicateType &&
    canonicalJson(statement?.predicate ?? null) === canonicalJson(wanted.predicate)
  );
}

/** Where a signature is, in the form of a reference. */
export function signatureReference(
  repository: Repository,
  subject: Descriptor,
  signature: ImageSignature,
): string {
  const name = formatRepository(repository);
  if (signature.format === "bundle") return `${name}@${signature.manifest}`;
  const tag = signature.predicateType === "" ? legacyTag : attestationTag;
  return `${name}:${tag(subject.digest)}`;
}
