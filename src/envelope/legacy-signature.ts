import { digestOf } from "../values/digest.ts";
import type { SigstoreBundle } from "./bundle.ts";
import { envelopeFaults } from "./faults.ts";
import type { LogEntry } from "./log-entry.ts";
import { type Refuse, asBytes, asCount, asObject, asText, parseObject } from "./strict-json.ts";

// How cosign writes a signature beside its payload in annotations of the layer (cosign, specs/SIGNATURE_SPEC.md).

const names = {
  signature: "dev.cosignproject.cosign/signature",
  certificate: "dev.sigstore.cosign/certificate",
  log: "dev.sigstore.cosign/bundle",
  timestamp: "dev.sigstore.cosign/rfc3161timestamp",
} as const;

export type Annotations = Readonly<Record<string, string>>;

/** The layer annotations of a message signature. Of log entries and timestamps the format holds one each. */
export function legacyAnnotations(signed: SigstoreBundle): Annotations {
  if (signed.content.kind !== "message") throw new Error("only message signatures have a legacy form");
  const [timestamp] = signed.timestamps;
  return {
    [names.signature]: base64(signed.content.signature),
    ...evidenceAnnotations(signed),
    ...(timestamp === undefined
      ? {}
      : { [names.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: base64(timestamp) }) }),
  };
}

/** Certificate and log entry of a signature as annotations, which layers of signatures and of attestations share. */
export function evidenceAnnotations(signed: SigstoreBundle): Annotations {
  const entry = signed.logEntries.find((found) => found.promise !== undefined);
  return {
    ...(signed.material.kind === "certificate"
      ? { [names.certificate]: certificatePem(signed.material.certificate) }
      : {}),
    ...(entry?.promise === undefined
      ? {}
      : {
          [names.log]: JSON.stringify({
            SignedEntryTimestamp: base64(entry.promise),
            Payload: {
              body: base64(entry.body),
              integratedTime: Number(entry.integratedTime),
              logIndex: Number(entry.logIndex),
              logID: Buffer.from(entry.logId).toString("hex"),
            },
          }),
        }),
  };
}

/** Reads what `evidenceAnnotations` wrote, or another signer did. */
export function readEvidence(
  annotations: Annotations,
  refuse: Refuse,
): Pick<SigstoreBundle, "material" | "logEntries"> {
  const pem = annotations[names.certificate];
  const log = annotations[names.log];
  return {
    material:
      pem === undefined
        ? { kind: "publicKey", hint: "" }
        : { kind: "certificate", certificate: readCertificatePem(pem, refuse) },
    logEntries:
      log === undefined ? [] : [readLog(parseObject(Buffer.from(log), 1_048_576, names.log, refuse), refuse)],
  };
}

/** Reads a layer back as a message signature over its payload. Throws ENVELOPE_LEGACY_INVALID. */
export function readLegacySignature(payload: Uint8Array, annotations: Annotations): SigstoreBundle {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the signature layer ${why}`, {
      where: "signature layer",
    });
  const part = (text: string, name: string) => parseObject(Buffer.from(text), 1_048_576, name, refuse);
  const timestamp = annotations[names.timestamp];
  return {
    ...readEvidence(annotations, refuse),
    timestamps:
      timestamp === undefined
        ? []
        : [
            asBytes(
              part(timestamp, names.timestamp)["SignedRFC3161Timestamp"],
              "SignedRFC3161Timestamp",
              refuse,
            ),
          ],
    content: {
      kind: "message",
      digest: digestOf(payload),
      signature: asBytes(annotations[names.signature], names.signature, refuse),
    },
  };
}

function readLog(object: Readonly<Record<string, unknown>>, refuse: Refuse): LogEntry {
  const payload = asObject(object["Payload"], "Payload", refuse);
  const body = asBytes(payload["body"], "Payload.body", refuse);
  const logId = asText(payload["logID"], "Payload.logID", refuse);
  if (!/^[0-9a-f]{64}$/.test(logId)) throw refuse("has no log id in hex at Payload.logID");
  const entry = parseObject(body, 1_048_576, "the log entry", refuse);
  return {
    logIndex: asCount(payload["logIndex"], "Payload.logIndex", refuse),
    logId: Buffer.from(logId, "hex"),
    kind: asText(entry["kind"], "kind", refuse),
    version: asText(entry["apiVersion"], "apiVersion", refuse),
    integratedTime: asCount(payload["integratedTime"], "Payload.integratedTime", refuse),
    promise: asBytes(object["SignedEntryTimestamp"], "SignedEntryTimestamp", refuse),
    proof: undefined,
    body,
  };
}

/** A certificate in PEM. */
export function certificatePem(der: Uint8Array): string {
  const lines = base64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function readCertificatePem(pem: string, refuse: Refuse): Buffer {
  const match =
    /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]{1,65536}?)\n-----END CERTIFICATE-----\n?$/.exec(
      pem.trim(),
    );
  if (match?.[1] === undefined) throw refuse("has no single certificate in PEM");
  return asBytes(match[1].replaceAll("\n", ""), names.certificate, refuse);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
