// Certificate chains for Notary signatures, right ones and ones with a chosen fault.
import { type KeyObject, generateKeyPairSync } from "node:crypto";
import {
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  authorityConstraints,
  distinguishedName,
  extendedKeyUsage,
  freshSerial,
  issueCertificate,
  keyUsage,
  spkiOf,
} from "../../../doubles/sigstore/certificates.ts";
import { oid, sequence, setOf, toPem, utf8String } from "../../../doubles/sigstore/der.ts";

export type KeyKind = "P-256" | "P-384" | "P-521" | 2048 | 2560 | 3072 | 4096;

export type ChainChoices = {
  readonly kind?: KeyKind;
  /** Of a key that somebody else holds; then `key` is one that does not belong to the chain. */
  readonly publicKey?: KeyObject;
  readonly intermediate?: boolean;
  readonly leaf?: readonly Buffer[];
  readonly root?: readonly Buffer[];
  readonly intermediateExtensions?: readonly Buffer[];
  /** Name of the signing certificate, as type and value pairs. */
  readonly subject?: readonly (readonly [string, string])[];
  readonly notBefore?: number;
  readonly notAfter?: number;
};

export type MadeChain = {
  /** PKCS#8. */
  readonly key: string;
  /** The signing certificate first, the root last. */
  readonly ders: readonly Buffer[];
  readonly pem: string;
  readonly rootPem: string;
  readonly root: Buffer;
};

export const rightLeaf = [
  keyUsage(KEY_USAGE.digitalSignature),
  extendedKeyUsage(EXTENDED_KEY_USAGE.codeSigning),
];
export const rightAuthority = (pathLength?: number): readonly Buffer[] => [
  keyUsage(KEY_USAGE.certAndCrlSign),
  authorityConstraints(pathLength),
];

const dayMs = 86_400_000;

/** Makes fresh keys and certificates that hold from yesterday for a year, if nothing else is chosen. */
export function makeChain(choices: ChainChoices = {}): MadeChain {
  const validity = {
    notBefore: choices.notBefore ?? Date.now() - dayMs,
    notAfter: choices.notAfter ?? Date.now() + 365 * dayMs,
  };
  const ca = authority("root");
  const root = issueCertificate(
    {
      ...validity,
      serial: freshSerial(),
      subject: ca.name,
      spki: ca.spki,
      extensions: choices.root ?? rightAuthority(),
    },
    ca,
  );
  const middle = authority("intermediate");
  const intermediate = issueCertificate(
    {
      ...validity,
      serial: freshSerial(),
      subject: middle.name,
      spki: middle.spki,
      extensions: choices.intermediateExtensions ?? rightAuthority(0),
    },
    ca,
  );
  const { privateKey, publicKey } = keysOf(choices.kind ?? "P-256");
  const leaf = issueCertificate(
    {
      ...validity,
      serial: freshSerial(),
      subject:
        choices.subject === undefined
          ? distinguishedName("acme", "release signing")
          : sequence(
              ...choices.subject.map(([type, value]) => setOf(sequence(oid(type), utf8String(value)))),
            ),
      spki: spkiOf(choices.publicKey ?? publicKey),
      extensions: choices.leaf ?? rightLeaf,
    },
    choices.intermediate === true ? middle : ca,
  );
  const ders = choices.intermediate === true ? [leaf, intermediate, root] : [leaf, root];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    ders,
    pem: ders.map((der) => toPem("CERTIFICATE", der)).join(""),
    rootPem: toPem("CERTIFICATE", root),
    root,
  };
}

function authority(name: string): {
  readonly name: Buffer;
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
} {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { name: distinguishedName("acme", name), privateKey, spki: spkiOf(publicKey) };
}

function keysOf(kind: KeyKind): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  return typeof kind === "number"
    ? generateKeyPairSync("rsa", { modulusLength: kind })
    : generateKeyPairSync("ec", { namedCurve: kind });
}
