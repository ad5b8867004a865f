// Debian packages beside the system: an apt state of our own, signatures checked with Debian's archive
// keyring, packages unpacked with dpkg-deb. Neither the machine's apt state nor its dpkg database is touched.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { lstat, mkdir, readdir, readlink, rm, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { holding } from "./cache.ts";
import { run } from "./process.ts";

export type Suite = "bullseye" | "bookworm" | "trixie" | "forky";
export type Architecture = "amd64" | "arm64" | "armhf";
export type DebianPackages = {
  readonly suite: Suite;
  readonly architecture: Architecture;
  readonly packages: readonly string[];
  /** Files kept, as patterns over "usr/bin/x"; everything when absent. Unused bulk costs a hash at every start. */
  readonly keep?: readonly RegExp[];
};

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const FRESH = 6 * 60 * 60 * 1000;

/** Debian's name of this machine's processor. Throws on others than x64 and arm64. */
export function machineArchitecture(): Architecture {
  if (process.arch === "x64") return "amd64";
  if (process.arch === "arm64") return "arm64";
  throw new Error(`The test peers exist for x64 and arm64 only, and this machine is ${process.arch}.`);
}

/** The Debian mirror of this machine's own apt sources, or PI5_DEBIAN_MIRROR. Throws one line when there is none. */
export function debianMirror(apt = "/etc/apt", environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["PI5_DEBIAN_MIRROR"];
  if (own) return own.replace(/\/$/, "");
  for (const uri of sourceAddresses(apt)) {
    if (/^(https?|file|copy):.*\/debian\/?$/.test(uri)) return uri.replace(/\/$/, "");
    const list = /^mirror\+file:(\S+)$/.exec(uri)?.[1];
    if (list && existsSync(list) && /\/debian\/?\s*(\t|$)/m.test(readFileSync(list, "utf8"))) return uri;
  }
  throw new Error(
    "No Debian mirror in this machine's apt sources. Stock peers come from Debian: set PI5_DEBIAN_MIRROR to a mirror's address (it ends in /debian) and run 'apt-get install debian-archive-keyring'.",
  );
}

function sourceAddresses(apt: string): string[] {
  const parts = path.join(apt, "sources.list.d");
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  const files = [path.join(apt, "sources.list"), ...names.map((name) => path.join(parts, name))];
  const found: string[] = [];
  for (const file of files.filter((name) => existsSync(name))) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const oneLine = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s/.exec(line)?.[1];
      if (oneLine) found.push(oneLine);
      const deb822 = /^URIs:\s*(.*)$/i.exec(line)?.[1];
      if (deb822) found.push(...deb822.trim().split(/\s+/));
    }
  }
  return found;
}

/** Downloads the packages, checked against the suite's signed index, and unpacks them into `into`. Gives their Debian versions. */
export async function unpackDebian(
  cache: string,
  wanted: DebianPackages,
  into: string,
): Promise<Readonly<Record<string, string>>> {
  const archives = path.join(into, ".archives");
  await mkdir(archives, { recursive: true });
  const configuration = await index(cache, wanted, "cached");
  const download = ["apt-get", "-qq", "download", ...wanted.packages] as [string, ...string[]];
  const options = { directory: archives, environment: { APT_CONFIG: configuration } };
  try {
    await run(download, options);
  } catch {
    // The suites move: a version that the cached index names may be gone. One fresh index settles it.
    await index(cache, wanted, "fresh");
    await run(download, options);
  }
  const versions: Record<string, string> = {};
  for (const archive of (await readdir(archives)).filter((name) => name.endsWith(".deb")).sort()) {
    await run(["dpkg-deb", "-x", path.join(archives, archive), into]);
    const [name, version] = archive.split("_");
    if (name && version) versions[name] = decodeURIComponent(version);
  }
  await rm(archives, { recursive: true, force: true });
  await tidy(into, wanted.keep);
  return versions;
}

/** The packages that the first named package depends on, as its suite's signed index says. */
export async function debianDependencies(cache: string, wanted: DebianPackages): Promise<string[]> {
  const environment = { APT_CONFIG: await index(cache, wanted, "cached") };
  const { stdout } = await run(["apt-cache", "depends", wanted.packages[0] ?? ""], { environment });
  return [...stdout.matchAll(/^[ |]+Depends: (\S+)$/gm)].map((match) => match[1] ?? "");
}

/** What another apt needs to fetch a suite as peers are fetched: its source line, and the machine's own settings of transport. */
export async function debianSource(
  suite: Suite,
): Promise<{ readonly line: string; readonly options: readonly string[] }> {
  return { line: `deb [signed-by=${KEYRING}] ${usableMirror()} ${suite} main`, options: await transport() };
}

async function index(cache: string, wanted: DebianPackages, age: "cached" | "fresh"): Promise<string> {
  const mirror = usableMirror();
  const name = `${wanted.suite}-${wanted.architecture}`;
  const state = path.join(cache, "apt", name);
  return await holding(
    cache,
    `apt-${name}`,
    async () => await refreshed(state, mirror, wanted, age === "fresh"),
  );
}

function usableMirror(): string {
  const missing = ["apt-get", "dpkg-deb"].filter((name) => !existsSync(path.join("/usr/bin", name)));
  if (missing.length > 0) {
    throw new Error(
      `Stock peers are unpacked from Debian packages, and this machine has no ${missing.join(", ")}: run on Debian or Ubuntu.`,
    );
  }
  // The mirror's absence is told first: its message names the keys too.
  const mirror = debianMirror();
  if (!existsSync(KEYRING)) {
    throw new Error("Debian's archive keys are missing: run 'apt-get install debian-archive-keyring'.");
  }
  return mirror;
}

// `apt-get update` in a state of our own, at most every six hours unless forced. Returns its configuration file.
async function refreshed(
  state: string,
  mirror: string,
  wanted: DebianPackages,
  force: boolean,
): Promise<string> {
  const configuration = path.join(state, "apt.conf");
  const stamp = path.join(state, "updated");
  const fresh = existsSync(stamp) && Date.now() - (await stat(stamp)).mtimeMs < FRESH;
  if (!force && fresh && readFileSync(stamp, "utf8") === mirror) return configuration;
  await rm(state, { recursive: true, force: true });
  for (const folder of ["lists/partial", "cache/archives/partial", "parts"]) {
    await mkdir(path.join(state, folder), { recursive: true });
  }
  await writeFile(path.join(state, "status"), "");
  await writeFile(
    path.join(state, "sources.list"),
    `deb [signed-by=${KEYRING} arch=${wanted.architecture} target=Packages] ${mirror} ${wanted.suite} main\n`,
  );
  await writeFile(configuration, await aptConfiguration(state, wanted.architecture));
  try {
    await run(["apt-get", "-qq", "update"], { environment: { APT_CONFIG: configuration } });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const why = /^E: (.*)$/m.exec(said)?.[1]?.replaceAll(/\s+/g, " ") ?? said;
    throw new Error(
      `Debian's package index cannot be fetched: ${why}. Check the network, or set PI5_DEBIAN_MIRROR to a mirror that this machine reaches.`,
      { cause },
    );
  }
  await writeFile(stamp, mirror);
  return configuration;
}

// The machine's hooks stay out (container images delete archives there). Its choices of transport come along.
async function aptConfiguration(state: string, architecture: Architecture): Promise<string> {
  return [
    `Dir::State "${state}";`,
    `Dir::State::lists "${state}/lists";`,
    `Dir::State::status "${state}/status";`,
    `Dir::Cache "${state}/cache";`,
    `Dir::Etc::sourcelist "${state}/sources.list";`,
    `Dir::Etc::sourceparts "-";`,
    `Dir::Etc::parts "${state}/parts";`,
    `Dir::Etc::main "-";`,
    `APT::Architecture "${architecture}";`,
    `APT::Architectures { "${architecture}"; };`,
    `APT::Sandbox::User "${userInfo().username}";`,
    `Acquire::Languages "none";`,
    // Without it an index that could not be fetched is a warning, and the packages are "not found" later.
    `APT::Update::Error-Mode "any";`,
    ...(await transport()),
    "",
  ].join("\n");
}

// Proxies, CA files, and whether an index may be older than its date (a frozen mirror needs that; we never decide it).
async function transport(): Promise<string[]> {
  const machine = (await run(["apt-config", "dump"])).stdout.split("\n");
  const carried = /^Acquire::(https?|tor|ForceIPv[46]|Retries|Check-Valid-Until|Check-Date)\b.*";$/i;
  return machine.filter((line) => carried.test(line));
}

const BULK = /^usr\/share\/(doc|man|info|locale|lintian|bash-completion|zsh|fish|bug)\//;

// Removes what no peer uses and turns absolute links into ones that stay in the tree.
async function tidy(root: string, keep: readonly RegExp[] | undefined): Promise<void> {
  for (const entry of await readdir(root, { recursive: true })) {
    const file = path.join(root, entry);
    const status = await lstat(file).catch(() => undefined);
    if (!status || status.isDirectory()) continue;
    if (BULK.test(entry) || (keep && !keep.some((pattern) => pattern.test(entry)))) {
      await unlink(file);
    } else if (status.isSymbolicLink()) {
      await relink(root, file);
    }
  }
}

async function relink(root: string, file: string): Promise<void> {
  const target = await readlink(file);
  if (!path.isAbsolute(target)) return;
  const inside = path.join(root, target);
  await unlink(file);
  // A link to something that is not unpacked (an /etc file, another package) would point into the machine.
  if (existsSync(inside)) await symlink(path.relative(path.dirname(file), inside), file);
}
