import { stat } from "node:fs/promises";
import path from "node:path";
import { containFolder, containPath } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import type { Document } from "../../report/document.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import type { Digest } from "../../values/digest.ts";
import { valueFaults } from "../../values/faults.ts";
import type { Identity } from "../../values/identity.ts";
import type { VerificationPolicy } from "../../verification/policy.ts";
import { signModel } from "../model-signature.ts";
import { signAttestFaults } from "./faults.ts";
import type { SignAttestInput } from "./inputs.ts";
import { shellLine } from "./stock-commands.ts";

/** A model of the inputs with its signature, both as paths below the workspace. */
export type ModelSignature = {
  readonly model: string;
  readonly signature: string;
  readonly digest: Digest;
  readonly fresh: boolean;
  /** With which the reference, model_signing, verifies it. */
  readonly command: string;
};

type Place = { readonly model: string; readonly signature: string };

/**
 * Signs each model of the inputs with the run's signer (OMS v1.0) and verifies it from the disk; a model whose signature is ours
 * already is left alone. Throws SIGN_ATTEST_NOT_VERIFIED, INPUT_INVALID and the faults of reading a model.
 */
export async function signModels(
  input: Pick<SignAttestInput, "models" | "signing-config">,
  ports: Pick<Ports, "workspace" | "log" | "stopped">,
  signer: BlobSigner,
  policy: VerificationPolicy,
): Promise<readonly ModelSignature[]> {
  const places: Place[] = [];
  for (const { model, signature } of input.models)
    places.push({ model, signature: signature ?? (await usualPlace(ports.workspace, model)) });
  requireApart(places);
  const signed: ModelSignature[] = [];
  for (const place of places) {
    await containFolder(ports.workspace, path.posix.dirname(place.signature));
    const files = {
      model: await containPath(ports.workspace, place.model),
      signature: await containPath(ports.workspace, place.signature),
    };
    const done = await ports.log.group(`Sign ${place.model}`, () =>
      signModel({ ...files, policy, stopped: ports.stopped }, signer),
    );
    if (done === undefined)
      throw signAttestFaults.fault(
        "SIGN_ATTEST_NOT_VERIFIED",
        `what was written to ${place.signature} does not verify`,
        { where: place.signature },
      );
    const { root: digest } = done.manifest;
    const privateRoots = input["signing-config"] !== undefined;
    signed.push({ ...place, digest, fresh: done.fresh, command: stockCommand(place, policy, privateRoots) });
  }
  return signed;
}

/** The output model-signatures. */
export function modelOutput(models: readonly ModelSignature[]): string {
  return JSON.stringify(models.map(({ model, signature, digest }) => ({ model, signature, digest })));
}

/** The report of a run with what it says about models; unchanged where there are none. */
export function withModels(report: Document, models: readonly ModelSignature[]): Document {
  if (models.length === 0) return report;
  return {
    ...report,
    blocks: [
      ...report.blocks,
      { kind: "heading", text: "Models" },
      {
        kind: "table",
        columns: [{ title: "Model" }, { title: "Signature" }, { title: "Root digest" }, { title: "State" }],
        rows: models.map(({ model, signature, digest, fresh }) => [
          [{ kind: "code", text: model }],
          [{ kind: "code", text: signature }],
          [{ kind: "code", text: digest }],
          [{ kind: "state", state: "good", text: fresh ? "signed and verified" : "verified, was there" }],
        ]),
      },
      { kind: "paragraph", text: ["model_signing (PyPI) 1.1 verifies them with"] },
      { kind: "code", language: "sh", text: models.map(({ command }) => command).join("\n") },
    ],
  };
}

async function usualPlace(workspace: string, model: string): Promise<string> {
  const facts = await stat(await containPath(workspace, model)).catch(() => undefined);
  return facts?.isDirectory() === true ? path.posix.join(model, "model.sig") : `${model}.sig`;
}

// A signature inside another model would be a file that the other one's signature does not know, or counts as changed.
function requireApart(places: readonly Place[]): void {
  for (const [index, { signature }] of places.entries()) {
    const other = places.find(
      ({ model, signature: theirs }, at) =>
        at !== index && (theirs === signature || model === "." || `${signature}/`.startsWith(`${model}/`)),
    );
    if (other !== undefined)
      throw valueFaults.fault(
        "INPUT_INVALID",
        `${signature} is ${other.signature === signature ? "the signature of two models" : `inside of another model, ${other.model}`}`,
        { where: "models", next: "write PATH=SIGNATURE-FILE with a file of its own outside of all models" },
      );
  }
}

function stockCommand(
  { model, signature }: Place,
  { identities }: VerificationPolicy,
  privateRoots: boolean,
): string {
  const [identity] = identities;
  return shellLine([
    "model_signing",
    "verify",
    ...signerOptions(identity, privateRoots),
    "--signature",
    signature,
    model,
  ]);
}

function signerOptions(identity: Identity | undefined, privateRoots: boolean): readonly string[] {
  if (identity?.kind !== "workflow") return ["key", "--public_key", "cosign.pub"];
  const roots = privateRoots ? ["--trust_config", "client_trust_config.json"] : [];
  return ["sigstore", "--identity", identity.subject, "--identity_provider", identity.issuer, ...roots];
}
