import {
  type JsonObject,
  type Refuse,
  asBytes,
  asCount,
  asList,
  asObject,
  asText,
  onlyMembers,
} from "./strict-json.ts";

/** An entry of a transparency log, as a bundle carries it. Counts are int64 in decimal. */
export type LogEntry = {
  readonly logIndex: string;
  readonly logId: Uint8Array;
  readonly kind: string;
  readonly version: string;
  /** Seconds since 1970; "0" where the log gives no time (Rekor v2). */
  readonly integratedTime: string;
  /** Signed entry timestamp of Rekor's first API. */
  readonly promise: Uint8Array | undefined;
  readonly proof: InclusionProof | undefined;
  /** The canonical JSON that is in the log. */
  readonly body: Uint8Array;
};

export type InclusionProof = {
  readonly logIndex: string;
  readonly treeSize: string;
  readonly rootHash: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  /** Signed note. */
  readonly checkpoint: string;
};

/** The entry in protobuf's JSON. */
export function logEntryToJson(entry: LogEntry): JsonObject {
  const { promise, proof } = entry;
  return {
    logIndex: entry.logIndex,
    logId: { keyId: base64(entry.logId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: entry.integratedTime,
    ...(promise === undefined ? {} : { inclusionPromise: { signedEntryTimestamp: base64(promise) } }),
    ...(proof === undefined
      ? {}
      : {
          inclusionProof: {
            logIndex: proof.logIndex,
            rootHash: base64(proof.rootHash),
            treeSize: proof.treeSize,
            hashes: proof.hashes.map(base64),
            checkpoint: { envelope: proof.checkpoint },
          },
        }),
    canonicalizedBody: base64(entry.body),
  };
}

/** Reads an entry; that a proof is there is for the verifier to demand. */
export function logEntryFromJson(value: unknown, path: string, refuse: Refuse): LogEntry {
  const entry = asObject(value, path, refuse);
  onlyMembers(
    entry,
    [
      "logIndex",
      "logId",
      "kindVersion",
      "integratedTime",
      "inclusionPromise",
      "inclusionProof",
      "canonicalizedBody",
    ],
    path,
    refuse,
  );
  const version = asObject(entry["kindVersion"], `${path}.kindVersion`, refuse);
  const promise = entry["inclusionPromise"];
  return {
    logIndex: asCount(entry["logIndex"], `${path}.logIndex`, refuse),
    logId: asBytes(asObject(entry["logId"], `${path}.logId`, refuse)["keyId"], `${path}.logId`, refuse),
    kind: asText(version["kind"], `${path}.kindVersion.kind`, refuse),
    version: asText(version["version"], `${path}.kindVersion.version`, refuse),
    integratedTime: asCount(entry["integratedTime"], `${path}.integratedTime`, refuse),
    promise:
      promise === undefined
        ? undefined
        : asBytes(
            asObject(promise, `${path}.inclusionPromise`, refuse)["signedEntryTimestamp"],
            `${path}.inclusionPromise`,
            refuse,
          ),
    proof: readProof(entry["inclusionProof"], `${path}.inclusionProof`, refuse),
    body: asBytes(entry["canonicalizedBody"], `${path}.canonicalizedBody`, refuse),
  };
}

function readProof(value: unknown, path: string, refuse: Refuse): InclusionProof | undefined {
  if (value === undefined) return undefined;
  const proof = asObject(value, path, refuse);
  onlyMembers(proof, ["logIndex", "rootHash", "treeSize", "hashes", "checkpoint"], path, refuse);
  const checkpoint = asObject(proof["checkpoint"], `${path}.checkpoint`, refuse);
  return {
    logIndex: asCount(proof["logIndex"], `${path}.logIndex`, refuse),
    treeSize: asCount(proof["treeSize"], `${path}.treeSize`, refuse),
    rootHash: asBytes(proof["rootHash"], `${path}.rootHash`, refuse),
    hashes: asList(proof["hashes"], `${path}.hashes`, 64, refuse).map((hash, index) =>
      asBytes(hash, `${path}.hashes[${index}]`, refuse),
    ),
    checkpoint: asText(checkpoint["envelope"], `${path}.checkpoint`, refuse),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
