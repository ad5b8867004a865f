import { writeAtomic } from "../../io/files.ts";
import path from "node:path";
import type { Ports } from "../../io/ports.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Registry } from "../../oci/registry.ts";
import { decodeBundle } from "../../envelope/bundle.ts";
import { legacyTag } from "../../envelope/signature-manifest.ts";
import { workflowIdentityOf } from "../../signing/identity-token.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import type { Digest } from "../../values/digest.ts";
import { hexOf } from "../../values/digest.ts";
import { valueFaults } from "../../values/faults.ts";
import type { Finding } from "../../values/finding.ts";
import type { Identity } from "../../values/identity.ts";
import { type Repository, formatImageReference, formatRepository } from "../../values/image-reference.ts";
import type { VerificationPolicy } from "../../verification/policy.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import { openSigner, readTrustedRoot } from "../signing-inputs.ts";
import { readAttestations } from "./attestations.ts";
import { signAttestFaults } from "./faults.ts";
import {
  type ImageTask,
  type SignedImage,
  planImage,
  signImage,
  signatureReference,
  wantedWords,
} from "./image-signing.ts";
import { type SignAttestInput, type SignAttestOutput, outputs } from "./inputs.ts";
import { modelOutput, signModels, withModels } from "./model-signing.ts";
import { openRegistry } from "../registry-access.ts";
import { stockCommands } from "./stock-commands.ts";
import { planView, signedView } from "./view.ts";

/** Signs an image and what the inputs add to it, verifies all of it from the registry, then moves the tags. */
export async function run(input: SignAttestInput, ports: Ports): Promise<Outcome<SignAttestOutput>> {
  return signAttest(input, ports, await openRegistry(input, ports));
}

/** The command over a registry that is already open. */
export async function signAttest(
  input: SignAttestInput,
  ports: Ports,
  registry: Registry,
): Promise<Outcome<SignAttestOutput>> {
  const { registry: host, path: name } = input.image;
  const repository: Repository = { registry: host, path: name };
  const image = formatImageReference({ ...repository, digest: input.image.digest });
  const attestations = await readAttestations(input, ports);
  const root = await requireImage(registry, repository, input.image.digest);
  const platform = input["platform-digest"];
  const subjects =
    platform === undefined || platform === root.digest
      ? [root]
      : [root, await requireImage(registry, repository, platform)];
  if (input.format === "notation") {
    const { signNotation } = await import("./notary-signing.ts");
    const moveTags = () => moveAll(registry, repository, root, input.tags);
    return signNotation(input, ports, { registry, repository, subjects, image, moveTags });
  }
  const signer = await openSigner(input, ports);
  const policy = await ownPolicy(input, ports, signer);
  // The predicate is about the image as it was named; the platform's own manifest is only signed.
  const tasks = subjects.map((subject): ImageTask => ({
    registry,
    repository,
    subject,
    policy,
    legacy: input.format === "both",
    attestations: subject === root ? attestations : [],
  }));
  if (input["dry-run"]) return dryRun(tasks, image);

  const signed: SignedImage[] = [];
  for (const task of tasks)
    signed.push(
      await ports.log.group(`Sign ${formatRepository(repository)}@${task.subject.digest}`, () =>
        signImage(task, signer, ports),
      ),
    );
  const models = await signModels(input, ports, signer, policy);
  const moved = await moveAll(registry, repository, root, input.tags);
  const [first] = signed;
  if (first === undefined) throw new Error("at least one image is always signed");
  const bundle = first.bundle.bundle ?? Buffer.alloc(0);
  const [identity] = policy.identities;
  if (identity === undefined) throw new Error("the policy always names us");
  const commands = stockCommands({
    image,
    identity,
    sourceRepository: ports.run.repository,
    logged: decodeBundle(bundle).logEntries.length > 0,
    legacy: input.format === "both",
    privateRoots: input["signing-config"] !== undefined,
    plainHttp: input["insecure-registries"].includes(host),
    attestationTypes: first.attestations.map(({ predicateType }) => predicateType),
  });
  const images = signed
    .flatMap((one) => [one.added, ...one.attestations.map((attested) => attested.added)])
    .flatMap(({ bundle: fresh, legacy }) => [fresh, legacy]);
  const added = [...images, ...models.map(({ fresh }) => fresh)].filter(Boolean).length;
  const verdict =
    added + moved.length === 0
      ? `${image} was signed and verified before; nothing changed`
      : `${image} is signed and verified`;
  return {
    ok: true,
    verdict,
    outputs: {
      image,
      "model-signatures": modelOutput(models),
      signatures: JSON.stringify(referencesOf(repository, signed)),
      "verify-command": commands[0]?.command ?? "",
      "bundle-path": await keepBundle(ports, root.digest, bundle),
      "legacy-tag": input.format === "both" ? legacyTag(root.digest) : "",
      "attestation-types": JSON.stringify(first.attestations.map(({ predicateType }) => predicateType)),
    },
    report: withModels(signedView({ verdict, repository, signed, moved, identity, commands }), models),
    findings: foreignFindings(signed),
  };
}

async function dryRun(tasks: readonly ImageTask[], image: string): Promise<Outcome<SignAttestOutput>> {
  const plans: { readonly subject: Descriptor; readonly wanted: readonly string[] }[] = [];
  for (const task of tasks) {
    const { wanted } = await planImage(task);
    plans.push({
      subject: task.subject,
      wanted: wantedWords(wanted, task.attestations),
    });
  }
  const open = plans.reduce((sum, plan) => sum + plan.wanted.length, 0);
  const verdict =
    open === 0
      ? `${image} is signed; nothing would change`
      : `${image} would get ${open} signatures (dry run)`;
  return {
    ok: true,
    verdict,
    outputs: { ...emptyOutputs(outputs), image },
    report: planView(verdict, plans),
    findings: [],
  };
}

async function requireImage(registry: Registry, repository: Repository, digest: Digest): Promise<Descriptor> {
  const found = await registry.resolve(repository, digest);
  if (found !== undefined) return found;
  throw signAttestFaults.fault(
    "SIGN_ATTEST_IMAGE_MISSING",
    `${formatRepository(repository)}@${digest} is not in the registry`,
    {
      where: formatRepository(repository),
      next: "push the image before this step: build-arm64 with push: digest",
    },
  );
}

// What counts as signed by us is known before anything is signed: the key, or the workflow that the token names.
async function ownPolicy(
  input: SignAttestInput,
  ports: Ports,
  signer: BlobSigner,
): Promise<VerificationPolicy> {
  const given = await readTrustedRoot(input, ports.workspace);
  if (signer.identity.kind === "key") {
    const identity: Identity = signer.identity;
    return { identities: [identity], trustedRoot: given };
  }
  if (given === undefined && input["signing-config"] !== undefined)
    throw valueFaults.fault(
      "INPUT_INVALID",
      "trusted-root is missing: signing-config names a private Sigstore",
      {
        where: "trusted-root",
      },
    );
  const trustedRoot = given ?? (await import("../../verification/public-roots.ts")).publicTrustedRoot;
  const token = await ports.identityToken("sigstore");
  return { identities: [workflowIdentityOf(token, ports.run.serverUrl)], trustedRoot };
}

async function moveAll(
  registry: Registry,
  repository: Repository,
  root: Descriptor,
  tags: readonly string[],
): Promise<readonly string[]> {
  const moved: string[] = [];
  for (const tag of tags) if (await moveTag(registry, repository, root, tag)) moved.push(tag);
  return moved;
}

async function moveTag(
  registry: Registry,
  repository: Repository,
  root: Descriptor,
  tag: string,
): Promise<boolean> {
  if ((await registry.resolve(repository, tag))?.digest === root.digest) return false;
  const manifest = await registry.manifest(repository, root.digest);
  if (manifest === undefined) throw new Error(`${root.digest} vanished while it was signed`);
  await registry.pushManifest(repository, { bytes: manifest.bytes, mediaType: root.mediaType }, tag);
  return true;
}

async function keepBundle(ports: Ports, digest: Digest, bundle: Uint8Array): Promise<string> {
  // Later steps read it, so it may not lie in the folder that goes away with this run.
  const folder = ports.environment["RUNNER_TEMP"] ?? ports.workspace;
  const file = path.join(folder, "pi5-sign-attest", `${hexOf(digest).slice(0, 16)}.sigstore.json`);
  await writeAtomic(file, bundle);
  return file;
}

function referencesOf(repository: Repository, signed: readonly SignedImage[]): readonly string[] {
  const references = signed.flatMap(({ subject, bundle, legacy, attestations }) =>
    [{ bundle, legacy }, ...attestations]
      .flatMap((pair) => [pair.bundle, pair.legacy])
      .flatMap((found) => (found === undefined ? [] : [signatureReference(repository, subject, found)])),
  );
  // Attestations of an image share one tag.
  return [...new Set(references)];
}

function foreignFindings(signed: readonly SignedImage[]): readonly Finding[] {
  return signed.flatMap(({ subject, foreign }) => {
    const bundles = foreign.filter(({ format }) => format === "bundle").length;
    if (bundles === 0) return [];
    return [
      {
        rule: "foreign-bundles",
        severity: "notice",
        message: `${bundles} more bundles beside ${subject.digest} were not made by this identity. Cosign 3 looks at all of them and passes when one fits.`,
      } as const,
    ];
  });
}
