import { canonicalJson } from "../../values/canonical-json.ts";
import { cosignSignPredicate, statementFor } from "../../envelope/statement.ts";
import { legacyTag } from "../../envelope/signature-manifest.ts";
import type { Ports } from "../../io/ports.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Registry } from "../../oci/registry.ts";
import { attachBundle, attachImageBundle, attachLegacySignature } from "../../signing/attach.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import { type Repository, formatRepository } from "../../values/image-reference.ts";
import { type ImageSignature, findSignatures } from "../../verification/image.ts";
import type { VerificationPolicy } from "../../verification/policy.ts";
import { signAttestFaults } from "./faults.ts";

export type Attestation = { readonly predicateType: string; readonly predicate: unknown };

export type ImageTask = {
  readonly registry: Registry;
  readonly repository: Repository;
  readonly subject: Descriptor;
  readonly attestation: Attestation | undefined;
  /** Our own identity, exactly, and the roots: what counts as signed by us. */
  readonly policy: VerificationPolicy;
};

/** What an image lacks of our signatures. */
export type Wanted = { readonly bundle: boolean; readonly legacy: boolean; readonly attestation: boolean };

export type SignedImage = {
  readonly subject: Descriptor;
  readonly added: Wanted;
  readonly bundle: ImageSignature;
  readonly legacy: ImageSignature;
  readonly attestation: ImageSignature | undefined;
  readonly foreign: readonly ImageSignature[];
};

type State = { readonly [K in "bundle" | "legacy" | "attestation"]: ImageSignature | undefined } & {
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
      bundle: state.bundle === undefined,
      legacy: state.legacy === undefined,
      attestation: task.attestation !== undefined && state.attestation === undefined,
    },
  };
}

/** Writes what is missing and verifies all of it as the registry gives it back. Throws SIGN_ATTEST_NOT_VERIFIED. */
export async function signImage(
  task: ImageTask,
  signer: BlobSigner,
  ports: Pick<Ports, "clock" | "random" | "log">,
): Promise<SignedImage> {
  const { registry, repository, subject, attestation } = task;
  const attachPorts = { registry, clock: ports.clock, random: ports.random };
  const plan = await planImage(task);
  const { wanted } = plan;
  // The bundle goes first: once a bundle is there cosign 3 looks at nothing else, so an image that has only the tag would
  // fail there as soon as somebody else attaches theirs.
  if (wanted.bundle) await attachImageBundle(attachPorts, repository, subject, signer);
  if (wanted.legacy) await attachLegacySignature(attachPorts, repository, subject.digest, signer);
  if (wanted.attestation && attestation !== undefined) {
    const { predicateType, predicate } = attestation;
    const name = formatRepository(repository);
    const bundle = await signer.signStatement(
      statementFor([{ name, digest: subject.digest }], predicateType, predicate),
    );
    await attachBundle(attachPorts, repository, subject, bundle, predicateType);
  }
  const wrote = wanted.bundle || wanted.legacy || wanted.attestation;
  const state = wrote ? await readState(task) : plan.state;
  const { bundle, legacy } = state;
  if (
    bundle === undefined ||
    legacy === undefined ||
    (attestation !== undefined && state.attestation === undefined)
  )
    throw signAttestFaults.fault(
      "SIGN_ATTEST_NOT_VERIFIED",
      `what was written for ${formatRepository(repository)}@${subject.digest} does not verify: ${reasons(state)}`,
      {
        where: formatRepository(repository),
        next: "check that trusted-root belongs to the Sigstore that signing-config names",
      },
    );
  return { subject, added: wanted, bundle, legacy, attestation: state.attestation, foreign: state.foreign };
}

function reasons(state: State): string {
  const texts = state.foreign.flatMap(({ result }) => (result.ok ? [] : [result.why.message]));
  return texts.length === 0
    ? "the registry does not give it back"
    : [...new Set(texts)].slice(0, 5).join("; ");
}

async function readState(task: ImageTask): Promise<State> {
  const { registry, repository, subject, policy, attestation } = task;
  const found = await findSignatures(registry, repository, subject.digest, policy);
  const wanted = attestation === undefined ? "" : canonicalJson(attestation.predicate);
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
    attestation: found.find(
      ({ predicateType, statement, result }) =>
        result.ok &&
        attestation !== undefined &&
        predicateType === attestation.predicateType &&
        canonicalJson(statement?.predicate ?? null) === wanted,
    ),
    foreign: found.filter(({ result }) => !result.ok),
  };
}

/** Where a signature is, in the form of a reference. */
export function signatureReference(
  repository: Repository,
  subject: Descriptor,
  signature: ImageSignature,
): string {
  return signature.format === "legacy"
    ? `${formatRepository(repository)}:${legacyTag(subject.digest)}`
    : `${formatRepository(repository)}@${signature.manifest}`;
}
