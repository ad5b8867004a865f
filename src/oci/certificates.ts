import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { codeOf, readBounded } from "../io/files.ts";
import type { ClientCertificate } from "../io/http.ts";
import { describeError } from "../values/fault.ts";
import { ociFaults } from "./faults.ts";

/** What TLS needs for one registry host beyond the usual. */
export type HostCertificates = {
  readonly authorities: readonly string[];
  readonly clientCertificate?: ClientCertificate;
};

/** Finds the private CA and client certificate of a registry host (`host` or `host:port`). */
export type CertificateStore = { readonly find: (host: string) => Promise<HostCertificates> };

export type CertificateOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** PEM of a private CA that holds for every registry (`registry-ca`). */
  readonly authorities?: readonly string[];
  /** Folders that hold one folder a host, instead of the usual certs.d. */
  readonly folders?: readonly string[];
};

const largestFile = 1024 * 1024;

/**
 * Certificates by the certs.d convention of docker and podman: in a folder named after the host, `*.crt` are authorities and
 * `x.cert` with `x.key` is the client certificate. The first folder that has the host counts. Throws CERTIFICATES_UNREADABLE.
 */
export function openCertificates(options: CertificateOptions): CertificateStore {
  const folders = options.folders ?? usualFolders(options.environment);
  return {
    find: async (host) => {
      for (const folder of folders) {
        const own = await readHostFolder(path.join(folder, host));
        if (own !== undefined)
          return { ...own, authorities: [...(options.authorities ?? []), ...own.authorities] };
      }
      return { authorities: options.authorities ?? [] };
    },
  };
}

function usualFolders(environment: CertificateOptions["environment"]): readonly string[] {
  const home = environment["HOME"] || homedir();
  const configuration = environment["XDG_CONFIG_HOME"] || path.join(home, ".config");
  return [
    path.join(configuration, "containers", "certs.d"),
    "/etc/containers/certs.d",
    "/etc/docker/certs.d",
  ];
}

async function readHostFolder(folder: string): Promise<HostCertificates | undefined> {
  const names = await listFolder(folder);
  if (names === undefined) return undefined;
  const authorities: string[] = [];
  for (const name of names.filter((name) => name.endsWith(".crt")))
    authorities.push(await readPem(path.join(folder, name), "CERTIFICATE"));
  const [certificate, ...more] = names.filter((name) => name.endsWith(".cert"));
  if (certificate === undefined) return { authorities };
  if (more.length > 0) throw refuse(folder, "holds several client certificates: keep one .cert and its .key");
  const key = `${certificate.slice(0, -".cert".length)}.key`;
  if (!names.includes(key)) throw refuse(folder, `holds ${certificate} but not ${key}`);
  return {
    authorities,
    clientCertificate: {
      certificate: await readPem(path.join(folder, certificate), "CERTIFICATE"),
      key: await readPem(path.join(folder, key), "PRIVATE KEY"),
    },
  };
}

async function listFolder(folder: string): Promise<readonly string[] | undefined> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return undefined;
    throw refuse(folder, `cannot be listed: ${describeError(error)}`, error);
  }
}

async function readPem(file: string, kind: "CERTIFICATE" | "PRIVATE KEY"): Promise<string> {
  let text: string;
  try {
    text = (await readBounded(file, largestFile)).toString("utf8");
  } catch (error) {
    throw refuse(file, `cannot be read: ${describeError(error)}`, error);
  }
  if (new RegExp(`-----BEGIN [A-Z ]*${kind}-----`).test(text)) return text;
  throw refuse(file, `holds no PEM ${kind.toLowerCase()}`);
}

function refuse(where: string, why: string, cause?: unknown): Error {
  return ociFaults.fault("CERTIFICATES_UNREADABLE", `${where} ${why}`, { where, cause });
}
