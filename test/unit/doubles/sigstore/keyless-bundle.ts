// What the tests of the Sigstore double share: a running double, a workflow identity, and the stock client libraries.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { Bundle } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
} from "@sigstore/sign";
import type { BundleBuilder } from "@sigstore/sign";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import type { VerifierOptions } from "@sigstore/verify";
import { startSigstore } from "../../../../doubles/sigstore/sigstore.ts";
import type {
  SigstoreDouble,
  SigstoreOptions,
  WorkflowIdentity,
} from "../../../../doubles/sigstore/sigstore.ts";

export const WORKFLOW: WorkflowIdentity = {
  repository: "acme/shop",
  repository_id: "4711",
  repository_owner_id: "815",
  ref: "refs/heads/main",
  sha: "1f2d3c4b5a69788796a5b4c3d2e1f00112233445",
  workflow: "release",
  workflow_ref: "acme/shop/.github/workflows/release.yml@refs/heads/main",
  job_workflow_ref: "acme/workflows/.github/workflows/sign.yml@refs/tags/v1",
  job_workflow_sha: "aaaabbbbccccddddeeeeffff0000111122223333",
  event_name: "workflow_dispatch",
  run_id: "99",
  run_attempt: "2",
};
export const SUBJECT = "https://github.com/acme/workflows/.github/workflows/sign.yml@refs/tags/v1";

export async function sigstoreFor(
  t: TestContext,
  options: Partial<SigstoreOptions> = {},
): Promise<SigstoreDouble> {
  const directory = await mkdtemp(path.join(tmpdir(), "sigstore-double-"));
  const sigstore = await startSigstore({ directory, ...options });
  t.after(async () => {
    await sigstore.close();
    await rm(directory, { recursive: true, force: true });
  });
  return sigstore;
}

/** Gets a token the way a job does. */
export async function fetchToken(
  sigstore: SigstoreDouble,
  identity: WorkflowIdentity = WORKFLOW,
): Promise<string> {
  const { url, token } = sigstore.issueRequest(identity);
  const response = await fetch(`${url}&audience=sigstore`, { headers: { authorization: `bearer ${token}` } });
  const { value } = (await response.json()) as { readonly value: string };
  return value;
}

function clients(sigstore: SigstoreDouble): ConstructorParameters<typeof DSSEBundleBuilder>[0] {
  return {
    signer: new FulcioSigner({
      fulcioBaseURL: sigstore.fulcioUrl,
      identityProvider: { getToken: () => fetchToken(sigstore) },
    }),
    witnesses: [
      new RekorWitness({ rekorBaseURL: sigstore.rekorUrl, majorApiVersion: 1, entryType: "dsse", retry: 1 }),
      new TSAWitness({ tsaBaseURL: sigstore.tsaUrl }),
    ],
  };
}

export async function signStatement(sigstore: SigstoreDouble, statement: string): Promise<Bundle> {
  const builder: BundleBuilder = new DSSEBundleBuilder(clients(sigstore));
  return builder.create({ data: Buffer.from(statement), type: "application/vnd.in-toto+json" });
}

export async function signMessage(sigstore: SigstoreDouble, message: string): Promise<Bundle> {
  return new MessageSignatureBundleBuilder(clients(sigstore)).create({ data: Buffer.from(message) });
}

export async function verifierFor(
  sigstore: SigstoreDouble,
  options: VerifierOptions = {},
): Promise<Verifier> {
  const root = TrustedRoot.fromJSON(JSON.parse(await readFile(sigstore.files.trustedRoot, "utf8")));
  return new Verifier(toTrustMaterial(root), options);
}

export { toSignedEntity };
