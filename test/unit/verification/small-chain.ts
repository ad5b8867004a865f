// A signing certificate under an intermediate and a root of its own, as a company's authority issues them.
import { type KeyObject, generateKeyPairSync } from "node:crypto";
import {
  authorityConstraints,
  authorityKeyIdentifier,
  distinguishedName,
  freshSerial,
  issueCertificate,
  keyUsage,
  spkiOf,
  subjectKeyIdentifier,
} from "../../../doubles/sigstore/certificates.ts";
import { toPem } from "../../../doubles/sigstore/der.ts";

export const digitalSignature = 0x80;
const certAndCrlSign = 0x06;
const day = 86_400_000;

export type ChainOptions = {
  readonly curve?: "P-256" | "P-384" | "P-521";
  /** Extensions of the signer's certificate; key usage digitalSignature unless told. */
  readonly leaf?: readonly Buffer[];
  readonly between?: readonly Buffer[];
  /** How long the intermediate is valid, in days from now. */
  readonly betweenDays?: readonly [number, number];
};

export type SmallChain = {
  readonly privateKey: KeyObject;
  /** PKCS#8. */
  readonly keyPem: string;
  readonly leafPem: string;
  readonly betweenPem: string;
  readonly rootPem: string;
};

/** Makes fresh keys and certificates; the signer's is valid from yesterday on. */
export function smallChain(options: ChainOptions = {}): SmallChain {
  const now = Date.now();
  const validity = { notBefore: now - 10 * day, notAfter: now + 1000 * day };
  const pair = (curve: string) => generateKeyPairSync("ec", { namedCurve: curve });
  const root = pair("P-256");
  const between = pair("P-384");
  const leaf = pair(options.curve ?? "P-256");
  const rootName = distinguishedName("acme.test", "root");
  const betweenName = distinguishedName("acme.test", "signing authority");
  const authority = (key: KeyObject): Buffer[] => [
    authorityConstraints(),
    keyUsage(certAndCrlSign),
    subjectKeyIdentifier(spkiOf(key)),
  ];
  const rootDer = issueCertificate(
    {
      ...validity,
      serial: freshSerial(),
      subject: rootName,
      spki: spkiOf(root.publicKey),
      extensions: authority(root.publicKey),
    },
    { name: rootName, privateKey: root.privateKey },
  );
  const [from, until] = options.betweenDays ?? [-10, 1000];
  const betweenDer = issueCertificate(
    {
      notBefore: now + from * day,
      notAfter: now + until * day,
      serial: freshSerial(),
      subject: betweenName,
      spki: spkiOf(between.publicKey),
      extensions: options.between ?? [
        ...authority(between.publicKey),
        authorityKeyIdentifier(spkiOf(root.publicKey)),
      ],
    },
    { name: rootName, privateKey: root.privateKey },
  );
  const leafDer = issueCertificate(
    {
      ...validity,
      notBefore: now - day,
      serial: freshSerial(),
      subject: distinguishedName("acme.test", "model signer"),
      spki: spkiOf(leaf.publicKey),
      extensions: [
        ...(options.leaf ?? [keyUsage(digitalSignature)]),
        subjectKeyIdentifier(spkiOf(leaf.publicKey)),
        authorityKeyIdentifier(spkiOf(between.publicKey)),
      ],
    },
    { name: betweenName, privateKey: between.privateKey },
  );
  return {
    privateKey: leaf.privateKey,
    keyPem: leaf.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    leafPem: toPem("CERTIFICATE", leafDer),
    betweenPem: toPem("CERTIFICATE", betweenDer),
    rootPem: toPem("CERTIFICATE", rootDer),
  };
}
