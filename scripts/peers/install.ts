// Finds or installs stock peers: every call re-hashes what it hands out against its lock file.
import { constants, readFileSync } from "node:fs";
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createHash } from "node:crypto";
import {
  cacheDirectory,
  difference,
  holding,
  inventory,
  newTree,
  readLocked,
  removeAbandoned,
  writeLocked,
} from "./cache.ts";
import type { Locked } from "./cache.ts";
import { machineArchitecture } from "./debian.ts";
import { run } from "./process.ts";
import { peerNames } from "./recipe.ts";
import type { PeerName, Recipe, RecipeName, Workshop } from "./recipe.ts";
import { recipes } from "./recipes.ts";

export type Peer = {
  readonly name: PeerName;
  /** Absolute path. Works with no environment beyond `environment` and a PATH. */
  readonly command: string;
  /** What it needs beside PATH. Today nothing: starters in the tree set library paths themselves. */
  readonly environment: Readonly<Record<string, string>>;
  readonly version: string;
  /** The unpacked tree. */
  readonly directory: string;
  /** Hex, of the command's file. */
  readonly sha256: string;
  readonly seconds: number;
  readonly cached: boolean;
};
export type InstallOptions = {
  readonly log?: (line: string) => void;
  readonly cache?: string;
  /** Other recipes than the project's, for tests. */
  readonly recipes?: Readonly<Partial<Record<RecipeName, Recipe>>>;
};

const AT_ONCE = 3;
// Raise it when the way in which trees are laid out or started changes, not only what is in them.
const LAYOUT = 2;

/** Peers by name, installed where they are missing, altered or of an older recipe. Throws one Error with a line for every reason: the peers that cannot be had, and why. */
export async function installPeers<Name extends PeerName>(
  names: readonly Name[],
  options: InstallOptions = {},
): Promise<Record<Name, Peer>> {
  const place = placeOf(options);
  const found = new Map<string, Peer>();
  const failures = new Map<string, string[]>();
  const waiting = [...new Set(names)];
  const under = new Map<RecipeName, Promise<Installed>>();
  async function worker(): Promise<void> {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      try {
        found.set(name, peer(place.cache, name, await once(name)));
      } catch (error) {
        const why = (error instanceof Error ? error.message : String(error)).replaceAll(
          /(:?)\s*\n\s*/g,
          (_, colon) => (colon ? ": " : "; "),
        );
        failures.set(why, [...(failures.get(why) ?? []), name]);
      }
    }
  }
  function once(name: RecipeName): Promise<Installed> {
    const running = under.get(name) ?? provide(place, name, once);
    under.set(name, running);
    return running;
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const lines = [...failures].map(([why, those]) => `${those.sort().join(", ")}: ${why}`).sort();
  if (lines.length > 0) throw new Error(`Could not install ${lines.join("\nand ")}`);
  return Object.fromEntries(found) as Record<Name, Peer>;
}

/** The peers that the cache holds whole and of today's recipes, re-hashed. Installs nothing. */
export async function listPeers(options: InstallOptions = {}): Promise<Partial<Record<PeerName, Peer>>> {
  const place = placeOf(options);
  const whole = new Map<RecipeName, Promise<Installed>>();
  function look(name: RecipeName): Promise<Installed> {
    const running = whole.get(name) ?? lookUp(place, name, look);
    whole.set(name, running);
    return running;
  }
  const entries: [PeerName, Peer][] = [];
  for (const name of peerNames) {
    const installed = await look(name).catch(() => undefined);
    if (installed) entries.push([name, peer(place.cache, name, installed)]);
  }
  return Object.fromEntries(entries);
}

type Installed = { readonly locked: Locked; readonly cached: boolean; readonly seconds: number };
type Look = (name: RecipeName) => Promise<Installed>;
type Place = {
  readonly cache: string;
  readonly log: (line: string) => void;
  readonly recipe: (name: RecipeName) => Recipe;
};

function placeOf(options: InstallOptions): Place {
  const known = options.recipes ?? recipes;
  return {
    cache: path.resolve(options.cache ?? cacheDirectory()),
    log: options.log ?? (() => undefined),
    recipe: (name) => {
      const recipe = known[name];
      if (!recipe) throw new Error(`there is no recipe for ${name}`);
      return recipe;
    },
  };
}

async function lookUp(place: Place, name: RecipeName, look: Look): Promise<Installed> {
  const started = performance.now();
  const recipe = place.recipe(name);
  const needed = await Promise.all((recipe.needs ?? []).map(look));
  const { locked, why } = await usable(place.cache, name, recipeKey(recipe, needed));
  if (!locked) throw new Error(`${name}: ${why}`);
  return { locked, cached: true, seconds: since(started) };
}

function peer(cache: string, name: PeerName, { locked, cached, seconds }: Installed): Peer {
  const command = path.join(cache, locked.directory, locked.command);
  return {
    name,
    command,
    environment: locked.environment,
    version: locked.version,
    directory: path.join(cache, locked.directory),
    sha256: /^sha256:(\w+)/.exec(locked.files[locked.command] ?? "")?.[1] ?? "",
    seconds,
    cached,
  };
}

async function provide(place: Place, name: RecipeName, other: Look): Promise<Installed> {
  const { cache, log } = place;
  const started = performance.now();
  const recipe = place.recipe(name);
  // A peer that runs with another one is only as good as that one.
  const needed = await Promise.all((recipe.needs ?? []).map(other));
  const key = recipeKey(recipe, needed);
  const ready = await usable(cache, name, key);
  if (ready.locked) return { locked: ready.locked, cached: true, seconds: since(started) };
  await makeWritable(cache);
  return await holding(cache, name, async () => {
    // Another process may have made it while this one waited.
    const again = await usable(cache, name, key);
    if (again.locked) return { locked: again.locked, cached: true, seconds: since(started) };
    log(`${name}: installing (${again.why})`);
    const locked = await make(cache, name, recipe, key, other);
    log(`${name} ${locked.version}: installed in ${locked.seconds.toFixed(1)} s`);
    return { locked, cached: false, seconds: since(started) };
  });
}

async function makeWritable(cache: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new Error(
      `the cache folder ${cache} cannot be written to (${why}). Set PI5_CACHE to a folder that can be.`,
      { cause },
    );
  }
}

async function usable(
  cache: string,
  name: RecipeName,
  key: string,
): Promise<{ locked?: Locked; why: string }> {
  const locked = await readLocked(cache, name);
  if (!locked) return { why: "not in the cache" };
  if (locked.recipe !== key) return { why: "its recipe changed" };
  const changed = difference(path.join(cache, locked.directory), locked.files);
  return changed === undefined ? { locked, why: "" } : { why: `${changed} is not as recorded` };
}

async function make(
  cache: string,
  name: RecipeName,
  recipe: Recipe,
  key: string,
  other: Look,
): Promise<Locked> {
  const started = performance.now();
  const tree = await newTree(cache, name);
  const workshop: Workshop = {
    cache,
    architecture: machineArchitecture(),
    tree: async (needed) => path.join(cache, (await other(needed)).locked.directory),
  };
  try {
    const made = await recipe.make(tree, workshop);
    const locked: Locked = {
      schema: 1,
      name,
      recipe: key,
      directory: path.relative(cache, tree),
      command: made.command,
      environment: {},
      version: await probed(path.join(tree, made.command), recipe, made.version),
      seconds: since(started),
      made: new Date().toISOString(),
      files: inventory(tree),
    };
    await writeLocked(cache, locked);
    await removeAbandoned(cache, name);
    return locked;
  } catch (error) {
    await rm(tree, { recursive: true, force: true });
    throw error;
  }
}

async function probed(command: string, recipe: Recipe, packaged: string | undefined): Promise<string> {
  const said =
    recipe.probe.length === 0 ? readFileSync(command, "latin1") : await spoken(command, recipe.probe);
  const printed = recipe.version.exec(said)?.[1];
  const version = printed === undefined ? undefined : (packaged ?? printed);
  if (version === undefined) throw new Error(`${command} printed no version: ${said.slice(0, 300)}`);
  if (!recipe.expected.test(version)) {
    throw new Error(
      `${command} is version ${version}, and one that matches ${recipe.expected.source} is needed.`,
    );
  }
  return version;
}

async function spoken(command: string, probe: readonly string[]): Promise<string> {
  // Some programs make folders where they keep things, even when asked for their version alone.
  const room = await mkdtemp(path.join(tmpdir(), "pi5-probe-"));
  try {
    const environment = { TMPDIR: room, XDG_RUNTIME_DIR: room };
    const { stdout, stderr } = await run([command, ...probe], { seconds: 60, environment });
    return `${stdout}\n${stderr}`.trim();
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

function recipeKey(recipe: Recipe, needed: readonly Installed[]): string {
  const text = JSON.stringify([
    LAYOUT,
    recipe.key,
    process.arch,
    needed.map(({ locked }) => locked.directory),
  ]);
  return createHash("sha256").update(text).digest("hex");
}

function since(started: number): number {
  return (performance.now() - started) / 1000;
}
