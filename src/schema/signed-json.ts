import { canonicalBytes } from "../values/canonical-json.ts";
import { type Digest, digestOf } from "../values/digest.ts";
import { schemaFaults } from "./faults.ts";
import { type Pointer, validate as validatePointer } from "./generated/pointer.js";
import { type Release, validate as validateRelease } from "./generated/release.js";
import { type TrustSignatures, validate as validateTrustSignatures } from "./generated/trust-signatures.js";
import { type Trust, validate as validateTrust } from "./generated/trust.js";
import { type Verdict, validate as validateVerdict } from "./generated/verdict.js";
import { type Validator, validate } from "./validation.ts";

/** A document together with the very bytes and digest that it was read from. */
export type Signed<T> = { readonly value: T; readonly bytes: Uint8Array; readonly digest: Digest };

const limits = {
  release: 8_388_608,
  pointer: 262_144,
  verdict: 4_194_304,
  trust: 4_194_304,
  signatures: 262_144,
} as const;

/** Reads releases/<app>/<version>.json. `name` is what errors call it. */
export function readRelease(bytes: Uint8Array, name: string): Signed<Release> {
  return read<Release>(bytes, name, limits.release, validateRelease);
}

/** Reads rings/<ring>/<app>.json. */
export function readPointer(bytes: Uint8Array, name: string): Signed<Pointer> {
  return read<Pointer>(bytes, name, limits.pointer, validatePointer);
}

/** Reads verdicts/<ring>/<app>/<epoch>-<seq>.json. */
export function readVerdict(bytes: Uint8Array, name: string): Signed<Verdict> {
  return read<Verdict>(bytes, name, limits.verdict, validateVerdict);
}

/** Reads trust/trust.json. It says nothing about who signed it. */
export function readTrust(bytes: Uint8Array, name: string): Signed<Trust> {
  return read<Trust>(bytes, name, limits.trust, validateTrust);
}

/** Reads trust/trust.signatures.json. */
export function readTrustSignatures(bytes: Uint8Array, name: string): Signed<TrustSignatures> {
  return read<TrustSignatures>(bytes, name, limits.signatures, validateTrustSignatures);
}

/** The canonical bytes of a document that follows its schema: what is written is what can be read. */
export function writeRelease(value: Release): Uint8Array {
  return readRelease(canonicalBytes(value), "the release").bytes;
}

export function writePointer(value: Pointer): Uint8Array {
  return readPointer(canonicalBytes(value), "the pointer").bytes;
}

export function writeVerdict(value: Verdict): Uint8Array {
  return readVerdict(canonicalBytes(value), "the verdict").bytes;
}

export function writeTrust(value: Trust): Uint8Array {
  return readTrust(canonicalBytes(value), "the trust document").bytes;
}

export function writeTrustSignatures(value: TrustSignatures): Uint8Array {
  return readTrustSignatures(canonicalBytes(value), "the trust signatures").bytes;
}

function read<T>(bytes: Uint8Array, name: string, limit: number, validator: Validator): Signed<T> {
  if (bytes.length > limit)
    throw schemaFaults.fault(
      "DOCUMENT_TOO_LARGE",
      `${name} has ${bytes.length} bytes; at most ${limit} are accepted`,
      { where: name },
    );
  const value = parse(bytes, name);
  validate(validator, value, name);
  // Equal bytes also rule out repeated keys, other number forms and a byte order mark: one document, one text.
  if (!canonicalBytes(value).equals(bytes))
    throw schemaFaults.fault(
      "DOCUMENT_NOT_CANONICAL",
      `${name} is not canonical JSON (RFC 8785): it was edited by hand, or written by another tool`,
      { where: name },
    );
  return { value: value as T, bytes, digest: digestOf(bytes) };
}

function parse(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw schemaFaults.fault(
      "DOCUMENT_SYNTAX",
      `${name} is not JSON: ${error instanceof Error ? error.message : "unreadable"}`,
      { where: name, cause: error },
    );
  }
}
