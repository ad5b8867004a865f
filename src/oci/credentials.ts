import { homedir } from "node:os";
import path from "node:path";
import type { Processes } from "../io/process.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import { type HelperPorts, askHelper } from "./credential-helper.ts";
import { type CredentialFile, readCredentialFile, registryKey } from "./credential-file.ts";

/** What a registry may be shown for a repository. */
export type Credential =
  | { readonly kind: "anonymous" }
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, as `docker login` stores it for registries that give one. */
  | { readonly kind: "identity-token"; readonly token: string }
  /** A bearer token to be sent as it is. */
  | { readonly kind: "registry-token"; readonly token: string };

/** Finds credentials; a registry client asks once for each repository. */
export type CredentialStore = {
  readonly find: (repository: Repository) => Promise<Credential>;
};

export type CredentialOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly processes: Processes;
  /** Files to read instead of the usual ones, first match wins. Each must exist. */
  readonly files?: readonly string[];
  /** A user name and password that were given outright; they go to this registry host only and win over every file. */
  readonly login?: Login;
};

export type Login = { readonly registry: string; readonly username: string; readonly password: string };

/** A store that has nothing: every registry is asked anonymously. */
export const anonymousCredentials: CredentialStore = { find: async () => ({ kind: "anonymous" }) };

/**
 * Credentials as docker and podman keep them: `auths`, `credHelpers` and `credsStore` of config.json, and auth.json with keys down to
 * a repository. Files are read once, when first needed. Throws CREDENTIALS_UNREADABLE or CREDENTIAL_HELPER_FAILED; a
 * message never holds a secret.
 */
export function openCredentials(options: CredentialOptions): CredentialStore {
  let loading: Promise<readonly CredentialFile[]> | undefined;
  const found = new Map<string, Promise<Credential>>();
  const search = async (repository: Repository): Promise<Credential> => {
    const { login } = options;
    if (login !== undefined && registryKey(login.registry) === registryKey(repository.registry))
      return { kind: "basic", username: login.username, password: login.password };
    for (const file of await (loading ??= loadFiles(options))) {
      const credential = await searchFile(file, repository, options);
      if (credential !== undefined) return credential;
    }
    return { kind: "anonymous" };
  };
  return {
    find: (repository) => {
      const key = formatRepository(repository);
      const known = found.get(key);
      if (known !== undefined) return known;
      const asked = search(repository);
      found.set(key, asked);
      // A helper that failed once may work the next time, such as after a keychain was unlocked.
      asked.catch(() => found.delete(key));
      return asked;
    },
  };
}

async function loadFiles(options: CredentialOptions): Promise<readonly CredentialFile[]> {
  const files: CredentialFile[] = [];
  const wanted = options.files?.map((file) => ({ file, required: true })) ?? usualFiles(options.environment);
  for (const { file, required } of wanted) {
    const content = await readCredentialFile(file, required);
    if (content !== undefined) files.push(content);
  }
  return files;
}

/** The usual places, in the order in which they are asked: what a variable names comes before what a home folder happens to hold. */
export function usualFiles(
  environment: CredentialOptions["environment"],
): readonly { readonly file: string; readonly required: boolean }[] {
  const value = (name: string): string | undefined => environment[name] || undefined;
  const home = value("HOME") ?? homedir();
  const named = value("REGISTRY_AUTH_FILE");
  const runtime = value("XDG_RUNTIME_DIR");
  const configuration = value("XDG_CONFIG_HOME") ?? path.join(home, ".config");
  return [
    ...(named === undefined ? [] : [{ file: named, required: true }]),
    {
      file: path.join(value("DOCKER_CONFIG") ?? path.join(home, ".docker"), "config.json"),
      required: false,
    },
    ...(runtime === undefined
      ? []
      : [{ file: path.join(runtime, "containers", "auth.json"), required: false }]),
    { file: path.join(configuration, "containers", "auth.json"), required: false },
  ];
}

/** What one file has for a repository: its own helper for the host, then its store for all hosts, then its entries. */
async function searchFile(
  file: CredentialFile,
  repository: Repository,
  ports: HelperPorts,
): Promise<Credential | undefined> {
  const host = registryKey(repository.registry);
  const helper = file.helpers.get(host) ?? file.store;
  if (helper !== undefined) {
    const credential = await askHelper(ports, helper, host, file.file);
    if (credential !== undefined) return credential;
  }
  // The longest key wins: host/team/app, then host/team, then host.
  const parts = repository.path.split("/");
  for (let length = parts.length; length >= 0; length -= 1) {
    const credential = file.entries.get([host, ...parts.slice(0, length)].join("/"));
    if (credential !== undefined) return credential;
  }
  return undefined;
}
