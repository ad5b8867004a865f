import { containPath, readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Registry } from "../../oci/registry.ts";
import { attachNotarySignature } from "../../signing/attach.ts";
import { type NotarySigner, openNotarySigning } from "../../signing/notary.ts";
import type { Digest } from "../../values/digest.ts";
import { valueFaults } from "../../values/faults.ts";
import { relativePath } from "../../values/grammars.ts";
import { type Repository, formatRepository } from "../../values/image-reference.ts";
import { type NotaryPolicy, findNotarySignatures } from "../../verification/notary.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import { openKey } from "../signing-inputs.ts";
import { signAttestFaults } from "./faults.ts";
import { type SignAttestInput, type SignAttestOutput, outputs } from "./inputs.ts";
import { notaryPlanView, notaryView } from "./notary-view.ts";

export type NotaryTask = {
  readonly registry: Registry;
  readonly repository: Repository;
  readonly subjects: readonly Descriptor[];
  /** The image as it was named, by digest. */
  readonly image: string;
  readonly moveTags: () => Promise<readonly string[]>;
};

export type NotarySigned = {
  readonly subject: Descriptor;
  readonly manifest: Digest;
  readonly added: boolean;
};

/**
 * Signs as the Notary Project does: one JWS for each subject that has none by this certificate, verified as the registry gives it
 * back, before tags move. Throws SIGN_ATTEST_NOT_VERIFIED, SIGNING_* and INPUT_INVALID.
 */
export async function signNotation(
  input: SignAttestInput,
  ports: Ports,
  task: NotaryTask,
): Promise<Outcome<SignAttestOutput>> {
  const { image, repository, subjects } = task;
  const signer = await openSigner(input, ports);
  const policy = ownPolicy(signer, ports);
  if (input["dry-run"]) return dryRun(task, policy);
  const signed: NotarySigned[] = [];
  for (const subject of subjects)
    signed.push(
      await ports.log.group(`Sign ${formatRepository(repository)}@${subject.digest}`, () =>
        signSubject(task, subject, signer, policy, ports),
      ),
    );
  const moved = await task.moveTags();
  const changed = signed.some(({ added }) => added) || moved.length > 0;
  const verdict = changed
    ? `${image} is signed and verified`
    : `${image} was signed and verified before; nothing changed`;
  const plainHttp = input["insecure-registries"].includes(repository.registry);
  const view = notaryView({ verdict, image, repository, signed, moved, plainHttp, chain: signer.chain });
  return {
    ok: true,
    verdict,
    outputs: {
      ...emptyOutputs(outputs),
      image,
      signatures: JSON.stringify(signed.map(({ manifest }) => `${formatRepository(repository)}@${manifest}`)),
      "verify-command": view.verifyCommand,
    },
    report: view.document,
    findings: [],
  };
}

async function openSigner(input: SignAttestInput, ports: Ports): Promise<NotarySigner> {
  const key = await openKey(input, ports);
  if (input["signing-mode"] !== "key" || key === undefined)
    throw refuse("signing-key", "format: notation signs with a key", "signing-mode: key, and signing-key");
  const attests =
    input["predicate-type"] !== undefined ||
    input["predicate-path"] !== undefined ||
    input.attestations.length + input.sboms.length > 0 ||
    input.provenance;
  if (attests)
    throw refuse("format", "the Notary Project has no attestations: predicates need format: bundle or both");
  if (input.models.length > 0)
    throw refuse(
      "format",
      "models are signed with format: bundle or both",
      "sign them in a step of their own",
    );
  if (input["signing-config"] !== undefined)
    throw refuse(
      "signing-config",
      "a Sigstore has no part in format: notation",
      "timestamp-authority: URL of an RFC 3161 authority",
    );
  const certificateChain = await readChain(input["signing-certificate-chain"], ports.workspace);
  return openNotarySigning(
    {
      privateKey: typeof key === "string" ? key : key.notary,
      password: input["signing-key-password"],
      certificateChain,
      timestampAuthority: input["timestamp-authority"],
    },
    ports,
  );
}

const largestChain = 1_048_576;

async function readChain(given: string | undefined, workspace: string): Promise<string> {
  if (given === undefined)
    throw refuse(
      "signing-certificate-chain",
      "signing-certificate-chain is missing: a Notary signature carries the certificate of its key",
      "signing-certificate-chain: certs/chain.pem",
    );
  if (given.includes("-----BEGIN ")) return given;
  const file = await containPath(workspace, relativePath.parse(given.trim()));
  return (await readBounded(file, largestChain)).toString("utf8");
}

function refuse(where: string, what: string, next?: string): Error {
  return valueFaults.fault("INPUT_INVALID", what, { where, next });
}

// Our own certificate and root: what counts as signed by us. Who else may sign is the verifiers' policy.
function ownPolicy({ chain }: NotarySigner, { clock }: Ports): NotaryPolicy {
  const root = chain.certificates.at(-1);
  return {
    roots: root === undefined ? [] : [root.raw],
    signers: chain.thumbprints.slice(0, 1),
    now: clock.now(),
  };
}

async function signSubject(
  task: NotaryTask,
  subject: Descriptor,
  signer: NotarySigner,
  policy: NotaryPolicy,
  { clock, random }: Ports,
): Promise<NotarySigned> {
  const { registry, repository } = task;
  const before = await findOurs(task, subject, policy);
  if (before.manifest !== undefined) return { subject, manifest: before.manifest, added: false };
  const envelope = await signer.sign(subject);
  const { thumbprints } = signer.chain;
  await attachNotarySignature({ registry, clock, random }, repository, subject, envelope, thumbprints);
  const { manifest, reasons } = await findOurs(task, subject, { ...policy, now: clock.now() });
  if (manifest !== undefined) return { subject, manifest, added: true };
  throw signAttestFaults.fault(
    "SIGN_ATTEST_NOT_VERIFIED",
    `what was written for ${formatRepository(repository)}@${subject.digest} does not verify: ${reasons}`,
    { where: formatRepository(repository), next: "run the step again" },
  );
}

async function findOurs(
  { registry, repository }: NotaryTask,
  subject: Descriptor,
  policy: NotaryPolicy,
): Promise<{ readonly manifest: Digest | undefined; readonly reasons: string }> {
  const found = await findNotarySignatures(registry, repository, subject, policy);
  const texts = found.flatMap(({ result }) => (result.ok ? [] : [result.why.message]));
  return {
    manifest: found.find(({ result }) => result.ok)?.manifest,
    reasons:
      texts.length === 0 ? "the registry does not give it back" : [...new Set(texts)].slice(0, 5).join("; "),
  };
}

async function dryRun(task: NotaryTask, policy: NotaryPolicy): Promise<Outcome<SignAttestOutput>> {
  const plans: { readonly subject: Descriptor; readonly signed: boolean }[] = [];
  for (const subject of task.subjects) {
    const { manifest } = await findOurs(task, subject, policy);
    plans.push({ subject, signed: manifest !== undefined });
  }
  const open = plans.filter(({ signed }) => !signed).length;
  const verdict =
    open === 0
      ? `${task.image} is signed; nothing would change`
      : `${task.image} would get ${open} signatures (dry run)`;
  return {
    ok: true,
    verdict,
    outputs: { ...emptyOutputs(outputs), image: task.image },
    report: notaryPlanView(verdict, plans),
    findings: [],
  };
}
