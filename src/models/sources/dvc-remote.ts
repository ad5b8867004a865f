import path from "node:path";
import { type Clock } from "../../io/clock.ts";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { codeOf } from "../../io/files.ts";
import type { Http, HttpResponse } from "../../io/http.ts";
import { fewTries, retry, retryAfterMs } from "../../io/retry.ts";
import type { Secrets } from "../../io/secret.ts";
import { isFault } from "../../values/fault.ts";
import { modelFaults } from "../faults.ts";
import { type Expected, type Hashes, hashStream, requireExpected } from "../hashing.ts";

/** Where DVC keeps objects: a folder on this machine, or an HTTP server. */
export type DvcStore =
  | { readonly kind: "local"; readonly root: string }
  | { readonly kind: "http"; readonly root: URL; readonly headers: Readonly<Record<string, string>> };

export type StorePorts = {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
  readonly secrets: Secrets;
};

// Settings that change nothing about which bytes come; any other is refused rather than passed over.
const harmless = new Set([
  "url",
  "jobs",
  "verify",
  "read_timeout",
  "connect_timeout",
  "user",
  "password",
  "auth",
  "custom_auth_header",
  "method",
]);

/** Opens a remote by its settings. `dvcFolder` is the absolute path of `.dvc`, which relative URLs start from. */
export function openStore(
  name: string,
  settings: ReadonlyMap<string, string>,
  dvcFolder: string,
  secrets: Secrets,
): DvcStore {
  const unsupported = (why: string) =>
    modelFaults.fault("DVC_REMOTE_UNSUPPORTED", `the DVC remote ${name} ${why}`, {
      where: name,
      next: "local folders and http(s) remotes can be read",
    });
  const url = settings.get("url");
  if (url === undefined || url === "") throw unsupported("has no url");
  for (const [setting, value] of settings)
    if (
      !harmless.has(setting) &&
      !(value === "false" && (setting === "worktree" || setting === "version_aware"))
    )
      throw unsupported(`has the setting ${setting}, which is not understood`);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: "local", root: path.resolve(dvcFolder, url) };
  if (scheme === "file")
    return { kind: "local", root: path.resolve("/", decodeURIComponent(new URL(url).pathname)) };
  if (scheme !== "http" && scheme !== "https") throw unsupported(`is of the kind ${scheme}`);
  if (!URL.canParse(url)) throw unsupported("has an url that cannot be read");
  const root = new URL(url.endsWith("/") ? url : `${url}/`);
  if (root.username !== "" || root.password !== "")
    throw unsupported("has a password in its url: put user and password into .dvc/config.local");
  return { kind: "http", root, headers: authorization(settings, unsupported, secrets) };
}

function authorization(
  settings: ReadonlyMap<string, string>,
  unsupported: (why: string) => Error,
  secrets: Secrets,
): Readonly<Record<string, string>> {
  const auth = settings.get("auth");
  const password = settings.get("password");
  if (password !== undefined) secrets.add(password);
  if (auth === undefined) return {};
  if (auth === "basic") {
    const token = Buffer.from(`${settings.get("user") ?? ""}:${password ?? ""}`).toString("base64");
    secrets.add(token);
    return { authorization: `Basic ${token}` };
  }
  const header = settings.get("custom_auth_header");
  if (auth === "custom" && header !== undefined && password !== undefined && /^[A-Za-z0-9-]+$/.test(header))
    return { [header.toLowerCase()]: password };
  throw unsupported(`uses the authentication ${auth}`);
}

/** The path of an object in DVC 3's layout. */
export function objectPath(md5: string): string {
  return `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
}

/** Hashes an object in a folder, or gives undefined when it is not there. DVC trusts its cache; this reads every byte. */
export async function hashLocal(
  root: string,
  expected: Expected & { readonly md5: string },
): Promise<Hashes | undefined> {
  const file = path.join(root, objectPath(expected.md5));
  try {
    if (!(await stat(file)).isFile()) return undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw modelFaults.fault("DVC_REMOTE_FAILED", `${file} cannot be read: ${codeOf(error)}`, {
      where: file,
      cause: error,
    });
  }
  const hashes = await hashStream(createReadStream(file), expected, file);
  requireExpected(hashes, expected, file);
  return hashes;
}

/**
 * Downloads an object into `file` and hashes it in the same pass; nothing is believed. A broken download is tried again, wrong
 * bytes once more past every cache, then MODEL_SIZE_MISMATCH or MODEL_DIGEST_MISMATCH stand.
 */
export async function download(
  store: DvcStore & { readonly kind: "http" },
  expected: Expected & { readonly md5: string },
  file: string,
  ports: StorePorts,
): Promise<Hashes | undefined> {
  let wrongOnce = false;
  return retry(fewTries, ports.clock, ports.random, async () => {
    try {
      const response = await request(store, objectPath(expected.md5), wrongOnce, ports.http);
      if (response.status === 200) return { done: true, value: await receive(response, expected, file) };
      await response.discard();
      if (response.status === 404 || response.status === 410) return { done: true, value: undefined };
      const error = modelFaults.fault("DVC_REMOTE_FAILED", `${store.root.host} answered ${response.status}`, {
        where: store.root.host,
      });
      if (response.status !== 429 && response.status < 500) throw error;
      return { done: false, error, waitMs: retryAfterMs(response.header("retry-after"), ports.clock.now()) };
    } catch (error) {
      const wrong = isFault(error, "MODEL_DIGEST_MISMATCH", "MODEL_SIZE_MISMATCH");
      if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT") && (!wrong || wrongOnce)) throw error;
      wrongOnce ||= wrong;
      return { done: false, error };
    }
  });
}

async function request(
  store: DvcStore & { readonly kind: "http" },
  object: string,
  fresh: boolean,
  http: Http,
): Promise<HttpResponse> {
  let url = new URL(object, store.root);
  for (let hops = 0; ; hops += 1) {
    const response = await http.send({
      method: "GET",
      url,
      headers: {
        "accept-encoding": "identity",
        ...(fresh ? { "cache-control": "no-cache" } : {}),
        // Another host gets no credentials of this one.
        ...(url.origin === store.root.origin ? store.headers : {}),
      },
    });
    const location = response.header("location");
    if (response.status < 300 || response.status >= 400 || location === undefined) return response;
    await response.discard();
    if (hops >= 5 || !URL.canParse(location, url.href))
      throw modelFaults.fault("DVC_REMOTE_FAILED", `${store.root.host} redirects without end`, {
        where: store.root.host,
      });
    url = new URL(location, url);
  }
}

async function receive(response: HttpResponse, expected: Expected, file: string): Promise<Hashes> {
  const handle = await open(file, "w", 0o600);
  try {
    const what = new URL(response.url);
    const name = `${what.origin}${what.pathname}`;
    const hashes = await hashStream(response.stream(), expected, name, async (chunk) => {
      await handle.writeFile(chunk);
    });
    requireExpected(hashes, expected, name);
    return hashes;
  } finally {
    await handle.close();
  }
}
