import type { Bundle, TransparencyLogEntry } from "@sigstore/bundle";
import type { BundleContent, SigstoreBundle } from "../envelope/bundle.ts";
import type { LogEntry } from "../envelope/log-entry.ts";
import { hexOf } from "../values/digest.ts";
import { callService } from "./service-call.ts";
import { requestTimestamp } from "./timestamp.ts";
import type { SigningPorts } from "./signature-source.ts";
import type { SigningServices } from "./signing-config.ts";

/** Asks logs and timestamp authorities to testify that a signature exists. */
export type Witnesses = {
  readonly testify: (
    content: BundleContent,
    verifierPem: string,
  ) => Promise<Pick<SigstoreBundle, "logEntries" | "timestamps">>;
};

/** The witnesses that a signing config names; none of them is asked before the first signature. */
export function createWitnesses(services: SigningServices, ports: SigningPorts): Witnesses {
  return {
    testify: async (content, verifierPem) => {
      if (services.logs.length + services.timestampAuthorities.length === 0)
        return { logEntries: [], timestamps: [] };
      const logEntries: LogEntry[] = [];
      const { RekorWitness } = await import("@sigstore/sign");
      const signed = toLibraryContent(content);
      for (const url of services.logs) {
        const witness = new RekorWitness({
          rekorBaseURL: url,
          majorApiVersion: 1,
          entryType: "dsse",
          retry: 0,
          timeout: 90_000,
        });
        const { tlogEntries } = await callService("log", url, ports, () =>
          witness.testify(signed, verifierPem),
        );
        logEntries.push(...tlogEntries.map(fromLibraryEntry));
      }
      const timestamps: Uint8Array[] = [];
      for (const url of services.timestampAuthorities) {
        const signature = content.kind === "dsse" ? content.envelope.signature : content.signature;
        timestamps.push(await requestTimestamp(new URL(url), signature, "sha256", ports));
      }
      return { logEntries, timestamps };
    },
  };
}

// Numbers are those of protobuf-specs' HashAlgorithm, whose enum would cost an import at run time.
const sha256 = 1;

function toLibraryContent(content: BundleContent): Bundle["content"] {
  if (content.kind === "message")
    return {
      $case: "messageSignature",
      messageSignature: {
        messageDigest: { algorithm: sha256, digest: Buffer.from(hexOf(content.digest), "hex") },
        signature: Buffer.from(content.signature),
      },
    };
  const { payloadType, payload, signature } = content.envelope;
  return {
    $case: "dsseEnvelope",
    dsseEnvelope: {
      payloadType,
      payload: Buffer.from(payload),
      // The key id stays empty: cosign skips a signature whose id is not the SSH fingerprint of its key.
      signatures: [{ keyid: "", sig: Buffer.from(signature) }],
    },
  };
}

function fromLibraryEntry(entry: TransparencyLogEntry): LogEntry {
  const proof = entry.inclusionProof;
  return {
    logIndex: entry.logIndex,
    logId: entry.logId.keyId,
    kind: entry.kindVersion.kind,
    version: entry.kindVersion.version,
    integratedTime: entry.integratedTime,
    promise: entry.inclusionPromise?.signedEntryTimestamp,
    proof:
      proof?.checkpoint === undefined
        ? undefined
        : {
            logIndex: proof.logIndex,
            treeSize: proof.treeSize,
            rootHash: proof.rootHash,
            hashes: proof.hashes,
            checkpoint: proof.checkpoint.envelope,
          },
    body: entry.canonicalizedBody,
  };
}
