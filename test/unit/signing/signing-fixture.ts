// What tests of signing and verification share: a private Sigstore, ports whose clock does not wait, a workflow.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { startSigstore } from "../../../doubles/sigstore/sigstore.ts";
import type {
  SigstoreDouble,
  SigstoreOptions,
  WorkflowIdentity,
} from "../../../doubles/sigstore/sigstore.ts";
import { createHttp } from "../../../src/io/http.ts";
import { type Log, silentLog } from "../../../src/io/log.ts";
import { workflowIdentityOf } from "../../../src/signing/identity-token.ts";
import { type SigningKey, generateSigningKey } from "../../../src/signing/keys.ts";
import { type BlobSigner, type SigningPorts, openSigning } from "../../../src/signing/signer.ts";
import type { KeyIdentity, WorkflowIdentity as Workflow } from "../../../src/values/identity.ts";

export const workflowRun: WorkflowIdentity = {
  repository: "acme/shop",
  repository_id: "4711",
  repository_owner_id: "815",
  ref: "refs/heads/main",
  sha: "1f2d3c4b5a69788796a5b4c3d2e1f00112233445",
  workflow_ref: "acme/shop/.github/workflows/release.yml@refs/heads/main",
  job_workflow_ref: "acme/workflows/.github/workflows/sign.yml@refs/tags/v1",
  event_name: "push",
};

/** A clock that starts at a fixed or the real time, and moves on at once where it is asked to wait. */
export function instantClock(at?: Date): SigningPorts["clock"] & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date((at ?? new Date()).getTime() + waits.reduce((sum, wait) => sum + wait, 0)),
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
  };
}

export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "signing-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function startPrivateSigstore(
  t: TestContext,
  options: Partial<SigstoreOptions> = {},
): Promise<SigstoreDouble> {
  const sigstore = await startSigstore({ directory: await temporaryFolder(t), ...options });
  t.after(() => sigstore.close());
  return sigstore;
}

export function signingPorts(overrides: Partial<SigningPorts> = {}): SigningPorts {
  return {
    http: createHttp({ environment: {} }),
    clock: instantClock(),
    identityToken: async () => {
      throw new Error("this test signs with no identity token");
    },
    random: () => 0.5,
    log: silentLog,
    ...overrides,
  };
}

/** A log that keeps its warnings. */
export function warningLog(): Log & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { ...silentLog, warnings, warning: (line) => warnings.push(line) };
}

/** A signer with a fresh P-256 key and no network. */
export async function keySigner(): Promise<{
  readonly key: SigningKey;
  readonly identity: KeyIdentity;
  readonly signer: BlobSigner;
}> {
  const key = generateSigningKey();
  const privateKey = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return {
    key,
    identity: { kind: "key", keyId: key.keyId, publicKey: key.publicKey },
    signer: await openSigning({ mode: "key", privateKey }, signingPorts()),
  };
}

/** A keyless signer of the private Sigstore, with what its signatures verify against. */
export async function keylessSigner(
  sigstore: SigstoreDouble,
  overrides: Partial<SigningPorts> = {},
): Promise<{ readonly signer: BlobSigner; readonly identity: Workflow; readonly trustedRoot: Uint8Array }> {
  const token = (): string => sigstore.issueToken(workflowRun);
  const ports = signingPorts({ identityToken: async () => token(), ...overrides });
  return {
    signer: await openSigning(
      { mode: "keyless", signingConfig: await readFile(sigstore.files.signingConfig) },
      ports,
    ),
    identity: workflowIdentityOf(token(), "https://github.com"),
    trustedRoot: await readFile(sigstore.files.trustedRoot),
  };
}
