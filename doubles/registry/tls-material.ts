// A private certificate authority with one server and one client certificate, for TLS on loopback.
import { generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  authorityConstraints,
  authorityKeyIdentifier,
  distinguishedName,
  extendedKeyUsage,
  extension,
  freshSerial,
  issueCertificate,
  KEY_USAGE,
  keyUsage,
  spkiOf,
  subjectKeyIdentifier,
} from "../sigstore/certificates.ts";
import { contextPrimitive, sequence, toPem } from "../sigstore/der.ts";

/** PEM throughout. The server's certificate is for 127.0.0.1, localhost and registry.test. */
export type TlsMaterial = {
  readonly ca: string;
  readonly server: { readonly key: string; readonly cert: string };
  readonly client: { readonly key: string; readonly cert: string };
};

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
const DAY_MS = 86_400_000;

/** Makes fresh P-256 keys and certificates that hold from yesterday for a year. */
export function createTlsMaterial(now: number = Date.now()): TlsMaterial {
  const validity = { notBefore: now - DAY_MS, notAfter: now + 365 * DAY_MS };
  const ca = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const caSpki = spkiOf(ca.publicKey);
  const issuer = { name: distinguishedName("registry.test", "private CA"), privateKey: ca.privateKey };
  const caCertificate = issueCertificate(
    {
      ...validity,
      serial: freshSerial(),
      subject: issuer.name,
      spki: caSpki,
      extensions: [keyUsage(KEY_USAGE.certAndCrlSign), authorityConstraints(), subjectKeyIdentifier(caSpki)],
    },
    issuer,
  );

  function leaf(
    name: string,
    purpose: string,
    names: readonly Buffer[],
  ): { readonly key: string; readonly cert: string } {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const certificate = issueCertificate(
      {
        ...validity,
        serial: freshSerial(),
        subject: distinguishedName("registry.test", name),
        spki: spkiOf(publicKey),
        extensions: [
          keyUsage(KEY_USAGE.digitalSignature),
          extendedKeyUsage(purpose),
          authorityKeyIdentifier(caSpki),
          ...(names.length === 0 ? [] : [extension("2.5.29.17", false, sequence(...names))]),
        ],
      },
      issuer,
    );
    return { key: pemKey(privateKey), cert: toPem("CERTIFICATE", certificate) };
  }

  const address = contextPrimitive(7, Buffer.from([127, 0, 0, 1]));
  const [local, named] = ["localhost", "registry.test"].map((name) =>
    contextPrimitive(2, Buffer.from(name, "ascii")),
  ) as [Buffer, Buffer];
  return {
    ca: toPem("CERTIFICATE", caCertificate),
    server: leaf("registry", SERVER_AUTH, [address, local, named]),
    client: leaf("client", CLIENT_AUTH, []),
  };
}

function pemKey(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
