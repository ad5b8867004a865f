import { readBounded } from "../io/files.ts";
import { describeError, isFault } from "../values/fault.ts";
import { isRecord } from "../values/json-members.ts";
import type { Credential } from "./credentials.ts";
import { ociFaults } from "./faults.ts";
import { parseObject } from "./manifest-content.ts";

/** One config.json or auth.json. Keys are normalised: `ghcr.io`, `docker.io`, `quay.io/team/app`. */
export type CredentialFile = {
  readonly file: string;
  readonly entries: ReadonlyMap<string, Credential>;
  /** Helper programs by host. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The helper program for every other host. */
  readonly store: string | undefined;
};

const largestFile = 1024 * 1024;
const dockerHub = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/** The host that a key or a reference names, in lower case; Docker Hub's several names are one. */
export function registryKey(registry: string): string {
  const host = registry.toLowerCase();
  return dockerHub.has(host) ? "docker.io" : host;
}

/**
 * Reads a file of credentials; undefined when it is not there and need not be. Throws CREDENTIALS_UNREADABLE, which names the
 * file and the key, never a value.
 */
export async function readCredentialFile(
  file: string,
  required: boolean,
): Promise<CredentialFile | undefined> {
  const refuse = (why: string) =>
    ociFaults.fault("CREDENTIALS_UNREADABLE", `${file} ${why}`, { where: file });
  let bytes: Buffer;
  try {
    bytes = await readBounded(file, largestFile);
  } catch (error) {
    if (!required && isFault(error, "FILE_MISSING")) return undefined;
    throw ociFaults.fault("CREDENTIALS_UNREADABLE", describeError(error), { where: file, cause: error });
  }
  // An empty file is what some tools leave behind for "nothing".
  if (bytes.toString("utf8").trim() === "")
    return { file, entries: new Map(), helpers: new Map(), store: undefined };
  const document = parseObject(bytes, refuse);
  const entries = new Map<string, Credential>();
  for (const [key, value] of membersOf(document, "auths", refuse)) {
    if (!isRecord(value)) throw refuse(`has an entry ${JSON.stringify(key)} of auths that is not an object`);
    const credential = readEntry(value, () =>
      refuse(`has an entry ${JSON.stringify(key)} of auths whose auth cannot be decoded`),
    );
    const name = entryKey(key);
    // A plain key beats the same host in an older spelling, whatever their order.
    if (credential !== undefined && (name === key || !entries.has(name))) entries.set(name, credential);
  }
  const helpers = new Map<string, string>();
  for (const [key, value] of membersOf(document, "credHelpers", refuse))
    helpers.set(entryKey(key), helperName(value, refuse));
  const store = document["credsStore"];
  return {
    file,
    entries,
    helpers,
    store: store === undefined || store === "" ? undefined : helperName(store, refuse),
  };
}

/**
 * The normalised form of a key. Docker wrote `https://host/v1/`; podman writes `host/team/app`. With a scheme, or with an API
 * version as its path, only the host counts.
 */
export function entryKey(key: string): string {
  const bare = key.replace(/^https?:\/\//i, "");
  const [host = "", ...parts] = bare.split("/").filter((part) => part !== "");
  const isUrl = bare !== key || (parts.length === 1 && /^v[12]$/.test(parts[0] ?? ""));
  return [registryKey(host), ...(isUrl ? [] : parts)].join("/");
}

function membersOf(
  document: Readonly<Record<string, unknown>>,
  name: string,
  refuse: (why: string) => Error,
): readonly (readonly [string, unknown])[] {
  const value = document[name];
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) throw refuse(`has ${name} that is not an object`);
  return Object.entries(value);
}

function helperName(value: unknown, refuse: (why: string) => Error): string {
  // The name becomes part of a program's name: a path in it would run anything.
  if (typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)) return value;
  throw refuse("names a credential helper that is not a plain word");
}

function readEntry(entry: Readonly<Record<string, unknown>>, refuse: () => Error): Credential | undefined {
  const text = (name: string): string => {
    const value = entry[name];
    return typeof value === "string" ? value : "";
  };
  if (text("registrytoken") !== "") return { kind: "registry-token", token: text("registrytoken") };
  if (text("identitytoken") !== "") return { kind: "identity-token", token: text("identitytoken") };
  if (text("auth") !== "") return decodeAuth(text("auth"), refuse);
  if (text("username") !== "" && text("password") !== "")
    return { kind: "basic", username: text("username"), password: text("password") };
  // Docker leaves `{}` for hosts whose credentials are in a store.
  return undefined;
}

function decodeAuth(auth: string, refuse: () => Error): Credential {
  const decoded = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
  const colon = decoded.indexOf(":");
  if (colon < 1 || !/^[A-Za-z0-9+/_-]+=*\s*$/.test(auth)) throw refuse();
  return { kind: "basic", username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
