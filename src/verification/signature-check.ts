import { type KeyObject, createHash, createPublicKey, verify } from "node:crypto";
import type { Bundle, TransparencyLogEntry } from "@sigstore/bundle";
import {
  PolicyError,
  type SignedEntity,
  VerificationError,
  Verifier,
  toSignedEntity,
} from "@sigstore/verify";
import { type SigstoreBundle, hintOfKey } from "../envelope/bundle.ts";
import { preAuthEncoding } from "../envelope/dsse.ts";
import { hashForKey, hashOfCurve } from "../envelope/key-hash.ts";
import type { LogEntry } from "../envelope/log-entry.ts";
import { hintOfModelKey } from "../envelope/model-bundle.ts";
import { hexOf } from "../values/digest.ts";
import { Fault } from "../values/fault.ts";
import { type KeyIdentity, formatIdentity } from "../values/identity.ts";
import { matchWorkflow, readCertificateIdentity } from "./certificate-identity.ts";
import { verificationFaults } from "./faults.ts";
import type { Verification, VerificationPolicy } from "./policy.ts";
import { readTrustedRoot } from "./trusted-root.ts";

/** What is verified: a decoded bundle and, for a message signature, the bytes that it is about. */
export type SignatureCase = {
  readonly bundle: SigstoreBundle;
  readonly message?: Uint8Array;
  /** "proof" for bundles; "promise" for cosign's older layers, which carry a signed entry timestamp only. */
  readonly logEvidence: "proof" | "promise";
  /** With "curve" P-384 and P-521 go with their own hashes, as model signatures do; else everything is SHA-256. */
  readonly hashes?: "curve";
};

/** Verifies signature, key or certificate, log, time and identity. Bad input becomes a reason; only bugs throw. */
export function checkSignature(signature: SignatureCase, policy: VerificationPolicy): Verification {
  try {
    return signature.bundle.material.kind === "publicKey"
      ? checkKey(signature, policy)
      : checkCertificate(signature, signature.bundle.material.certificate, policy);
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

/** The fault that a failure while verifying outside input stands for. */
export function reasonOf(error: unknown): Fault {
  if (error instanceof Fault) {
    if (!error.code.startsWith("ENVELOPE_")) return error;
    return verificationFaults.fault("SIGNATURE_MALFORMED", error.message, {
      where: error.where,
      cause: error,
    });
  }
  if (error instanceof PolicyError)
    return verificationFaults.fault("SIGNATURE_IDENTITY_MISMATCH", error.message, { cause: error });
  if (error instanceof VerificationError) return libraryReason(error);
  // Parsers of certificates and timestamps throw their own errors at bytes that are no DER.
  const why = error instanceof Error ? error.message : "unknown error";
  return verificationFaults.fault("SIGNATURE_MALFORMED", `the signature cannot be read: ${why}`, {
    cause: error,
  });
}

function libraryReason(error: VerificationError): Fault {
  const because = error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  const context = { cause: error };
  switch (error.code) {
    case "CERTIFICATE_ERROR":
      return verificationFaults.fault(
        "SIGNATURE_CERTIFICATE_UNTRUSTED",
        `the signing certificate is not trusted: ${because}`,
        context,
      );
    case "TIMESTAMP_ERROR":
      return verificationFaults.fault(
        "SIGNATURE_TIME_INVALID",
        `the time of the signature is not proved: ${because}`,
        context,
      );
    case "SIGNATURE_ERROR":
      return verificationFaults.fault(
        "SIGNATURE_INVALID",
        "the signature does not fit the signed bytes",
        context,
      );
    case "PUBLIC_KEY_ERROR":
      return verificationFaults.fault("SIGNATURE_KEY_UNKNOWN", because, context);
    default:
      return verificationFaults.fault(
        "SIGNATURE_LOG_INVALID",
        `the log entry does not verify: ${because}`,
        context,
      );
  }
}

function checkKey(signature: SignatureCase, policy: VerificationPolicy): Verification {
  const { material, content } = signature.bundle;
  const keys = policy.identities.filter((identity) => identity.kind === "key");
  const hint = material.kind === "publicKey" ? material.hint : "";
  if (keys.length === 0)
    throw verificationFaults.fault(
      "SIGNATURE_KEY_UNKNOWN",
      `it was signed with a key (hint ${JSON.stringify(hint.slice(0, 100))}), and only workflows may sign this`,
      { where: "identity" },
    );
  const signed =
    content.kind === "dsse"
      ? preAuthEncoding(content.envelope.payloadType, content.envelope.payload)
      : signature.message;
  if (signed === undefined) throw new Error("a message signature is checked without its message");
  const bytes = content.kind === "dsse" ? content.envelope.signature : content.signature;
  // A hint is only a hint: other writers of bundles have their own, so each key of the policy is tried.
  const by = keys.find((identity) => {
    const key = keyOf(identity);
    const hash = signature.hashes === "curve" ? hashOfCurve(key) : hashForKey(key);
    return hash !== undefined && verify(hash, signed, key, bytes);
  });
  if (by !== undefined) return { ok: true, by, at: provedTime(signature, by, policy) };
  const named = keys.find((identity) =>
    [hintOfKey(identity.keyId), hintOfModelKey(identity.publicKey)].includes(hint),
  );
  throw named === undefined
    ? verificationFaults.fault(
        "SIGNATURE_KEY_UNKNOWN",
        `it was signed with another key (hint ${JSON.stringify(hint.slice(0, 100))}) than ${keys.map(formatIdentity).join(" or ")}`,
        { where: "identity" },
      )
    : verificationFaults.fault(
        "SIGNATURE_INVALID",
        `the signature of ${formatIdentity(named)} does not fit the signed bytes`,
      );
}

function keyOf(identity: KeyIdentity): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(identity.publicKey);
  } catch (error) {
    throw verificationFaults.fault(
      "SIGNATURE_KEY_UNKNOWN",
      `the public key of ${formatIdentity(identity)} cannot be read`,
      {
        where: "identity",
        cause: error,
      },
    );
  }
  const id = createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
  if (id !== identity.keyId)
    throw verificationFaults.fault(
      "SIGNATURE_KEY_UNKNOWN",
      `the public key of ${formatIdentity(identity)} is another one: its id is ${id}`,
      {
        where: "identity",
      },
    );
  if (key.asymmetricKeyType === "ec" || key.asymmetricKeyType === "rsa") return key;
  throw verificationFaults.fault(
    "SIGNATURE_KEY_UNKNOWN",
    `${formatIdentity(identity)} is neither an EC nor an RSA key`,
    { where: "identity" },
  );
}

// A key needs no witness. Where the roots can vouch for one, its time counts; one that they do not know proves nothing.
function provedTime(signature: SignatureCase, by: KeyIdentity, policy: VerificationPolicy): Date | undefined {
  const { bundle } = signature;
  if (policy.trustedRoot === undefined || bundle.logEntries.length + bundle.timestamps.length === 0)
    return undefined;
  const material = readTrustedRoot(policy.trustedRoot);
  const key = { publicKey: keyOf(by), validFor: () => true };
  try {
    const entity = toEntity(signature);
    new Verifier({ ...material, publicKey: () => key }, { tlogThreshold: 0, ctlogThreshold: 0 }).verify(
      entity,
    );
    return earliest(entity);
  } catch {
    return undefined;
  }
}

function checkCertificate(
  signature: SignatureCase,
  certificate: Uint8Array,
  policy: VerificationPolicy,
): Verification {
  if (policy.trustedRoot === undefined)
    throw verificationFaults.fault(
      "TRUSTED_ROOT_MISSING",
      "a keyless signature cannot be verified without a trusted root",
      {
        where: "trusted-root",
      },
    );
  const material = readTrustedRoot(policy.trustedRoot);
  const { logEntries } = signature.bundle;
  if (logEntries.length === 0)
    throw verificationFaults.fault(
      "SIGNATURE_LOG_MISSING",
      "the certificate lived for minutes, and no entry of a transparency log proves that it was used within them",
    );
  if (logEntries.some((entry) => entry[signature.logEvidence] === undefined))
    throw verificationFaults.fault(
      "SIGNATURE_LOG_PROOF_MISSING",
      `an entry of the transparency log has no ${signature.logEvidence === "proof" ? "inclusion proof" : "signed entry timestamp"}`,
    );
  const entity = toEntity(signature);
  new Verifier(material, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 }).verify(entity);
  const by = matchWorkflow(readCertificateIdentity(certificate), policy.identities);
  return { ok: true, by, at: earliest(entity) };
}

// Every timestamp of an entity that verified was verified: the library refuses the whole entity over one bad one. A log's time
// is only vouched for by its promise.
function earliest(entity: SignedEntity): Date | undefined {
  let first: Date | undefined;
  for (const timestamp of entity.timestamps) {
    if (timestamp.$case === "transparency-log" && timestamp.tlogEntry.inclusionPromise === undefined)
      continue;
    const time =
      timestamp.$case === "transparency-log"
        ? new Date(Number(timestamp.tlogEntry.integratedTime) * 1000)
        : timestamp.timestamp.signingTime;
    if (first === undefined || time < first) first = time;
  }
  return first;
}

function toEntity({ bundle, message }: SignatureCase): SignedEntity {
  return toSignedEntity(toLibraryBundle(bundle), message === undefined ? undefined : Buffer.from(message));
}

// The number of protobuf-specs' HashAlgorithm.SHA2_256.
const sha256 = 1;

function toLibraryBundle(bundle: SigstoreBundle): Bundle {
  const { material, content } = bundle;
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      content:
        material.kind === "publicKey"
          ? { $case: "publicKey", publicKey: { hint: material.hint } }
          : { $case: "certificate", certificate: { rawBytes: Buffer.from(material.certificate) } },
      tlogEntries: bundle.logEntries.map(toLibraryEntry),
      timestampVerificationData: {
        rfc3161Timestamps: bundle.timestamps.map((bytes) => ({ signedTimestamp: Buffer.from(bytes) })),
      },
    },
    content:
      content.kind === "message"
        ? {
            $case: "messageSignature",
            messageSignature: {
              messageDigest: { algorithm: sha256, digest: Buffer.from(hexOf(content.digest), "hex") },
              signature: Buffer.from(content.signature),
            },
          }
        : {
            $case: "dsseEnvelope",
            dsseEnvelope: {
              payloadType: content.envelope.payloadType,
              payload: Buffer.from(content.envelope.payload),
              signatures: [{ keyid: "", sig: Buffer.from(content.envelope.signature) }],
            },
          },
  };
}

function toLibraryEntry(entry: LogEntry): TransparencyLogEntry {
  const { promise, proof } = entry;
  return {
    logIndex: entry.logIndex,
    logId: { keyId: Buffer.from(entry.logId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: entry.integratedTime,
    inclusionPromise: promise === undefined ? undefined : { signedEntryTimestamp: Buffer.from(promise) },
    inclusionProof:
      proof === undefined
        ? undefined
        : {
            logIndex: proof.logIndex,
            treeSize: proof.treeSize,
            rootHash: Buffer.from(proof.rootHash),
            hashes: proof.hashes.map((hash) => Buffer.from(hash)),
            checkpoint: { envelope: proof.checkpoint },
          },
    canonicalizedBody: Buffer.from(entry.body),
  };
}
