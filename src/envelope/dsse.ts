import { envelopeFaults } from "./faults.ts";
import {
  type JsonObject,
  type Refuse,
  asBytes,
  asList,
  asObject,
  asText,
  onlyMembers,
  parseObject,
} from "./strict-json.ts";

/** A DSSE v1 envelope with its one signature. A key id is never written: it is a hint that stock verifiers trip over. */
export type DsseEnvelope = {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
};

export const inTotoPayloadType = "application/vnd.in-toto+json";
export const dsseMediaType = "application/vnd.dsse.envelope.v1+json";
const limit = 33_554_432;

/** The pre-authentication encoding of DSSE v1: the bytes that are signed. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType, "utf8");
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** The envelope as a plain object, in the member order that cosign writes. */
export function dsseToJson(envelope: DsseEnvelope): {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string }[];
} {
  return {
    payload: Buffer.from(envelope.payload).toString("base64"),
    payloadType: envelope.payloadType,
    signatures: [{ sig: Buffer.from(envelope.signature).toString("base64") }],
  };
}

/** The envelope's own JSON bytes. */
export function encodeDsse(envelope: DsseEnvelope): Buffer {
  return Buffer.from(JSON.stringify(dsseToJson(envelope)), "utf8");
}

/** Reads an envelope that stands alone. Throws ENVELOPE_DSSE_INVALID or ENVELOPE_TOO_LARGE. */
export function decodeDsse(bytes: Uint8Array, name = "the DSSE envelope"): DsseEnvelope {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_DSSE_INVALID", `${name} ${why}`, { where: name });
  return dsseFromJson(parseObject(bytes, limit, name, refuse), refuse);
}

/** Reads an envelope out of a parsed document. */
export function dsseFromJson(object: JsonObject, refuse: Refuse): DsseEnvelope {
  onlyMembers(object, ["payload", "payloadType", "signatures"], "the envelope", refuse);
  const signatures = asList(object["signatures"], "signatures", 1, refuse);
  if (signatures.length === 0) throw refuse("has no signature");
  const signature = asObject(signatures[0], "signatures[0]", refuse);
  onlyMembers(signature, ["sig", "keyid"], "signatures[0]", refuse);
  return {
    payloadType: asText(object["payloadType"], "payloadType", refuse),
    payload: asBytes(object["payload"], "payload", refuse),
    signature: asBytes(signature["sig"], "signatures[0].sig", refuse),
  };
}
