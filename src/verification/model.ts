import { type KeyObject, verify } from "node:crypto";
import { preAuthEncoding } from "../envelope/dsse.ts";
import { hashOfCurve } from "../envelope/key-hash.ts";
import { type CertificateChain, type ModelBundle, decodeModelBundle } from "../envelope/model-bundle.ts";
import {
  type ModelManifest,
  type ModelResource,
  decodeModelStatement,
  modelPayloadType,
  shardOf,
} from "../envelope/model-signing.ts";
import type { Fault } from "../values/fault.ts";
import type { Identity } from "../values/identity.ts";
import { verifyCertificateChain } from "./certificate-chain.ts";
import { verificationFaults } from "./faults.ts";
import type { Verification, VerificationPolicy } from "./policy.ts";
import { checkSignature, reasonOf } from "./signature-check.ts";

/** Who may have signed a model: identities, or whoever holds a signing certificate under these roots (PEM). */
export type ModelPolicy = VerificationPolicy & { readonly certificateRoots?: string | undefined };

/** The holder of a certificate that leads to the policy's roots. */
export type CertificateHolder = {
  readonly kind: "certificate";
  readonly subject: string;
  readonly fingerprint: string;
};

export type ModelVerification =
  | {
      readonly ok: true;
      readonly by: Identity | CertificateHolder;
      readonly at: Date | undefined;
      readonly manifest: ModelManifest;
    }
  | { readonly ok: false; readonly why: Fault };

/** What of a model is hashed: `only` leaves out all other files, `shardSize` asks for parts called `path:start:end`. */
export type WantedHashes = {
  readonly ignorePaths: readonly string[];
  readonly allowSymlinks: boolean;
  readonly only?: ReadonlySet<string> | undefined;
  readonly shardSize?: number | undefined;
};
/** Hashes the model as it is now. */
export type ModelReader = (wanted: WantedHashes) => Promise<readonly ModelResource[]>;

export type ModelChecks = {
  /** Passed over besides what the signature names; the file of the signature itself belongs here. */
  readonly ignorePaths: readonly string[];
  /** Files that were not signed are no reason to refuse the model. */
  readonly ignoreUnsignedFiles?: boolean;
};

/** What git keeps beside a model. Signers leave it out unless told otherwise. */
export const gitPaths = [".git", ".gitattributes", ".github", ".gitignore"] as const;
const mostNamed = 5;

/** Verifies who signed a model and what, without looking at the model. Bad input becomes a reason; only bugs throw. */
export function verifyModelSignature(bundle: Uint8Array, policy: ModelPolicy): ModelVerification {
  try {
    const decoded = decodeModelBundle(bundle);
    const { content, material } = decoded;
    if (content.kind !== "dsse" || content.envelope.payloadType !== modelPayloadType)
      throw verificationFaults.fault(
        "SIGNATURE_WRONG_KIND",
        "the signature does not hold an in-toto statement",
      );
    const manifest = decodeModelStatement(content.envelope.payload);
    if (material.kind === "chain") return { ...checkChain(decoded, material, policy), manifest };
    const checked: Verification = checkSignature(
      { bundle: { ...decoded, material }, logEvidence: "proof", hashes: "curve" },
      policy,
    );
    return checked.ok ? { ...checked, manifest } : checked;
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

/**
 * Verifies that a model is what somebody of the policy signed: every file is there, unchanged, and there are no others. What keeps
 * the model from being read becomes a reason as well.
 */
export async function verifyModel(
  bundle: Uint8Array,
  policy: ModelPolicy,
  read: ModelReader,
  checks: ModelChecks,
): Promise<ModelVerification> {
  const signed = verifyModelSignature(bundle, policy);
  if (!signed.ok) return signed;
  const { manifest } = signed;
  try {
    const actual = await read(wantedHashes(manifest, checks));
    const why = differences(manifest, actual);
    return why === undefined ? signed : { ok: false, why };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

function checkChain(
  bundle: ModelBundle,
  { certificates }: CertificateChain,
  policy: ModelPolicy,
): { readonly ok: true; readonly by: CertificateHolder; readonly at: undefined } {
  const { content } = bundle;
  if (policy.certificateRoots === undefined)
    throw verificationFaults.fault(
      "SIGNATURE_CERTIFICATE_UNTRUSTED",
      "it was signed with a certificate, and no root certificates are given to check it against",
      { where: "root certificates" },
    );
  const leaf = verifyCertificateChain(certificates, policy.certificateRoots);
  const hash = hashOfCurve(leaf.publicKey);
  if (hash === undefined)
    throw verificationFaults.fault(
      "SIGNATURE_CERTIFICATE_UNTRUSTED",
      "the signing certificate has a key of another kind than ECDSA P-256, P-384 and P-521",
    );
  if (content.kind !== "dsse" || !fits(content.envelope, hash, leaf.publicKey))
    throw verificationFaults.fault("SIGNATURE_INVALID", "the signature does not fit the signed bytes");
  const by = { kind: "certificate", subject: leaf.subject, fingerprint: leaf.fingerprint256 } as const;
  return { ok: true, by, at: undefined };
}

function fits(
  envelope: { readonly payloadType: string; readonly payload: Uint8Array; readonly signature: Uint8Array },
  hash: string,
  key: KeyObject,
): boolean {
  return verify(hash, preAuthEncoding(envelope.payloadType, envelope.payload), key, envelope.signature);
}

// As the reference: what the signature passes over is passed over, git's files too unless some of them were signed.
function wantedHashes({ resources, serialization }: ModelManifest, checks: ModelChecks): WantedHashes {
  const { method, shardSize, allowSymlinks } = serialization;
  const paths = resources.map(({ name }) => (method === "shards" ? (shardOf(name)?.path ?? name) : name));
  const unsignedGit = gitPaths.filter(
    (git) => !paths.some((name) => name === git || name.startsWith(`${git}/`)),
  );
  return {
    ignorePaths: [...new Set([...serialization.ignorePaths, ...unsignedGit, ...checks.ignorePaths])],
    allowSymlinks,
    only: checks.ignoreUnsignedFiles === true ? new Set(paths) : undefined,
    shardSize,
  };
}

function differences(manifest: ModelManifest, actual: readonly ModelResource[]): Fault | undefined {
  const found = new Map(actual.map(({ name, sha256 }) => [name, sha256]));
  const signed = new Set(manifest.resources.map(({ name }) => name));
  const missing = manifest.resources.filter(({ name }) => !found.has(name));
  const changed = manifest.resources.filter(({ name, sha256 }) => (found.get(name) ?? sha256) !== sha256);
  const extra = actual.filter(({ name }) => !signed.has(name));
  const reasons = [
    ...reason("missing", missing),
    ...reason("changed", changed),
    ...reason("not signed", extra),
  ];
  if (reasons.length === 0) return undefined;
  return verificationFaults.fault(
    "SIGNATURE_MODEL_DIFFERS",
    `the model is not what was signed: ${reasons.join("; ")}`,
    { where: manifest.name.slice(0, 200) },
  );
}

function reason(what: string, resources: readonly ModelResource[]): readonly string[] {
  if (resources.length === 0) return [];
  const names = resources.slice(0, mostNamed).map(({ name }) => JSON.stringify(name.slice(0, 200)));
  const more = resources.length > mostNamed ? ` and ${resources.length - mostNamed} more` : "";
  return [`${what}: ${names.join(", ")}${more}`];
}
