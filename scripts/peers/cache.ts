// The cache outside the checkout: one folder a tree, one lock file a peer that names the tree and the
// sha256 of everything in it. A tree counts only once its lock file has been renamed into place.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** What a lock file holds. `command` and `directory` are relative to the cache. */
export type Locked = {
  readonly schema: 1;
  readonly name: string;
  readonly recipe: string;
  readonly directory: string;
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly version: string;
  readonly seconds: number;
  readonly made: string;
  readonly files: Readonly<Record<string, string>>;
};

/** The cache folder: PI5_CACHE, else XDG_CACHE_HOME/pi5-fleet-actions, else ~/.cache/pi5-fleet-actions. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["PI5_CACHE"];
  if (own) return path.resolve(own);
  const shared = environment["XDG_CACHE_HOME"];
  return path.join(shared ? path.resolve(shared) : path.join(homedir(), ".cache"), "pi5-fleet-actions");
}

/** One line for every file of a tree: "sha256:HEX MODE" or "link TARGET", sorted by path. Sockets and devices throw. */
export function inventory(directory: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(directory, { recursive: true, encoding: "utf8" }).sort()) {
    const file = path.join(directory, entry);
    const status = lstatSync(file);
    if (status.isDirectory()) continue;
    if (status.isSymbolicLink()) found[entry] = `link ${readlinkSync(file)}`;
    else if (status.isFile()) found[entry] = `sha256:${sha256(file)} ${(status.mode & 0o777).toString(8)}`;
    else throw new Error(`${file} is neither a file, a folder nor a link`);
  }
  return found;
}

const CHUNK = Buffer.allocUnsafe(1024 * 1024);

/** Hex sha256 of a file's bytes, read through one buffer: a warm start hashes more than a gigabyte. */
export function sha256(file: string): string {
  const hash = createHash("sha256");
  const handle = openSync(file, "r");
  try {
    for (let read = readSync(handle, CHUNK); read > 0; read = readSync(handle, CHUNK)) {
      hash.update(CHUNK.subarray(0, read));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}

/** The first path at which a tree differs from its lock file, or undefined when every byte is as recorded. */
export function difference(
  directory: string,
  recorded: Readonly<Record<string, string>>,
): string | undefined {
  if (!existsSync(directory)) return directory;
  const found = inventory(directory);
  for (const [file, line] of Object.entries(recorded)) if (found[file] !== line) return file;
  return Object.keys(found).find((file) => !(file in recorded));
}

/** Reads a lock file. A missing, unreadable or foreign one is the same as none: the peer is made again. */
export async function readLocked(cache: string, name: string): Promise<Locked | undefined> {
  let text: string;
  try {
    text = await readFile(lockFile(cache, name), "utf8");
  } catch {
    return undefined;
  }
  try {
    const value = JSON.parse(text) as Partial<Locked> | null;
    const whole = value?.schema === 1 && value.name === name && typeof value.directory === "string";
    // A tree outside the cache is never ours, whatever the file says.
    if (!whole || !path.join(cache, value.directory ?? "..").startsWith(cache + path.sep)) return undefined;
    return value as Locked;
  } catch {
    return undefined;
  }
}

/** Publishes a finished tree: from the rename on, other processes see it. */
export async function writeLocked(cache: string, locked: Locked): Promise<void> {
  const file = lockFile(cache, locked.name);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, `${JSON.stringify(locked, undefined, 1)}\n`);
  await rename(draft, file);
}

/** A new, empty folder for a tree, at the path where it will stay (venvs and links hold absolute paths). */
export async function newTree(cache: string, name: string): Promise<string> {
  await mkdir(path.join(cache, "trees"), { recursive: true });
  await removeAbandoned(cache, name);
  return await mkdtemp(path.join(cache, "trees", `${name}-`));
}

/** Removes the trees of a peer that no lock file names: what interrupted runs left. Call while holding the peer's lock. */
export async function removeAbandoned(cache: string, name: string): Promise<void> {
  const locked = await readLocked(cache, name);
  const trees = path.join(cache, "trees");
  for (const entry of existsSync(trees) ? readdirSync(trees) : []) {
    if (!new RegExp(`^${name}-[A-Za-z0-9]{6}$`).test(entry)) continue;
    if (locked?.directory === path.join("trees", entry)) continue;
    await rm(path.join(trees, entry), { recursive: true, force: true });
  }
}

function lockFile(cache: string, name: string): string {
  return path.join(cache, "locks", `${name}.json`);
}

const BEAT = 5_000;
const STALE = 60_000;

/** Runs `work` while this process alone holds `name` on this cache. A holder that died is noticed by its pid or its missed heartbeat. */
export async function holding<T>(cache: string, name: string, work: () => Promise<T>): Promise<T> {
  const folder = path.join(cache, "held", name);
  const owner = path.join(folder, "owner");
  await mkdir(path.dirname(folder), { recursive: true });
  while (!(await taken(folder))) {
    if (await abandoned(folder)) await rm(folder, { recursive: true, force: true });
    else await wait(100);
  }
  await writeFile(owner, `${hostname()} ${process.pid}\n`);
  const beat = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => undefined), BEAT);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(folder, { recursive: true, force: true });
  }
}

async function taken(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function abandoned(folder: string): Promise<boolean> {
  try {
    if (Date.now() - (await stat(folder)).mtimeMs > STALE) return true;
    const [host, pid] = (await readFile(path.join(folder, "owner"), "utf8")).trim().split(" ");
    return host === hostname() && Number(pid) !== process.pid && !isAlive(Number(pid));
  } catch {
    // Released in this moment, or its owner is not written yet.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
