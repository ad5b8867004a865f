// What verifiers and signers are handed about a Sigstore instance: trusted root, signing config, and the separate files
// that cosign 2.x takes by environment variable.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { toPem } from "./der.ts";

export type TrustMaterial = {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  readonly tsaUrl: string;
  readonly oidcUrl: string;
  readonly fulcioChain: readonly Buffer[];
  readonly tsaChain: readonly Buffer[];
  readonly rekor: LogKey;
  readonly ctLog: LogKey;
  /** Milliseconds since 1970: everything is valid from here on. */
  readonly validFrom: number;
};

type LogKey = { readonly spki: Buffer; readonly logId: Buffer };

/** Absolute paths of what was written. */
export type TrustFiles = {
  readonly trustedRoot: string;
  readonly signingConfig: string;
  readonly rekorPublicKey: string;
  readonly ctLogPublicKey: string;
  readonly fulcioChain: string;
  readonly tsaChain: string;
};

const OPERATOR = "sigstore.test";

/** Writes the files into `directory`, which is made if it is missing. */
export async function writeTrustFiles(directory: string, material: TrustMaterial): Promise<TrustFiles> {
  await mkdir(directory, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    const file = path.join(directory, name);
    await writeFile(file, text);
    return file;
  };
  return {
    trustedRoot: await write("trusted_root.json", pretty(trustedRoot(material))),
    signingConfig: await write("signing_config.v0.2.json", pretty(signingConfig(material))),
    rekorPublicKey: await write("rekor.pub", toPem("PUBLIC KEY", material.rekor.spki)),
    ctLogPublicKey: await write("ctfe.pub", toPem("PUBLIC KEY", material.ctLog.spki)),
    fulcioChain: await write("fulcio_root.pem", pemChain(material.fulcioChain)),
    tsaChain: await write("tsa_chain.pem", pemChain(material.tsaChain)),
  };
}

/** `application/vnd.dev.sigstore.trustedroot+json;version=0.1`, as a plain object. */
export function trustedRoot(material: TrustMaterial): Readonly<Record<string, unknown>> {
  const validFor = { start: new Date(material.validFrom).toISOString() };
  const authority = (uri: string, chain: readonly Buffer[]): unknown => ({
    subject: { organization: OPERATOR, commonName: new URL(uri).hostname },
    uri,
    certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString("base64") })) },
    validFor,
  });
  const log = (baseUrl: string, key: LogKey): unknown => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: key.spki.toString("base64"), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
    logId: { keyId: key.logId.toString("base64") },
  });
  return {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [log(material.rekorUrl, material.rekor)],
    certificateAuthorities: [authority(material.fulcioUrl, material.fulcioChain)],
    ctlogs: [log(`${material.fulcioUrl}/ct`, material.ctLog)],
    timestampAuthorities: [authority(material.tsaUrl, material.tsaChain)],
  };
}

/** `application/vnd.dev.sigstore.signingconfig.v0.2+json`, as a plain object. */
export function signingConfig(material: TrustMaterial): Readonly<Record<string, unknown>> {
  const validFor = { start: new Date(material.validFrom).toISOString() };
  const service = (url: string): unknown => ({ url, majorApiVersion: 1, validFor, operator: OPERATOR });
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service(material.fulcioUrl)],
    oidcUrls: [service(material.oidcUrl)],
    rekorTlogUrls: [service(material.rekorUrl)],
    rekorTlogConfig: { selector: "ANY" },
    tsaUrls: [service(`${material.tsaUrl}/api/v1/timestamp`)],
    tsaConfig: { selector: "ANY" },
  };
}

function pemChain(chain: readonly Buffer[]): string {
  return chain.map((der) => toPem("CERTIFICATE", der)).join("");
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
