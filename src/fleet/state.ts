import { type Fleet, readFleet } from "../schema/fleet-file.ts";
import type { Pointer } from "../schema/generated/pointer.js";
import type { Release } from "../schema/generated/release.js";
import type { Trust } from "../schema/generated/trust.js";
import type { Verdict } from "../schema/generated/verdict.js";
import { type Signed, readPointer, readRelease, readTrust, readVerdict } from "../schema/signed-json.ts";
import type { Digest } from "../values/digest.ts";
import type { Tree } from "../values/tree.ts";
import { boundedMap } from "./bounded-map.ts";
import { fleetFaults } from "./faults.ts";
import {
  type Position,
  classifyPath,
  comparePositions,
  fleetPath,
  trustPath,
  trustSignaturesPath,
  trustedRootPath,
} from "./paths.ts";

/** What a manifests repository says at one commit. Who signed it is for the rules and the devices to check. */
export type FleetState = {
  readonly tree: Tree;
  readonly fleet: Fleet;
  readonly trust: TrustFiles;
  /** By `<ring>/<app>`; see pointerOf. */
  readonly pointers: ReadonlyMap<string, PointerFile>;
  /** Paths only; read one with `verdict`. */
  readonly verdicts: readonly VerdictFile[];
  /** Reads a release of an app by its digest, or gives undefined where there is none. Read once and kept. */
  readonly release: (app: string, digest: Digest) => Promise<ReleaseFile | undefined>;
  /** Reads a verdict; throws FLEET_FILE_MISSING or FLEET_FILE_MISPLACED. Read once and kept. */
  readonly verdict: (file: VerdictFile) => Promise<Signed<Verdict>>;
};

/** The three files of trust/ as they are; who signed them is another question. */
export type TrustFiles = {
  readonly document: Signed<Trust>;
  readonly signatures: Uint8Array;
  readonly trustedRoot: Uint8Array;
};

/** A pointer with its place. */
export type PointerFile = {
  readonly path: string;
  readonly ring: string;
  readonly app: string;
  readonly file: Signed<Pointer>;
};

/** The place of a verdict, by the position of the pointer that it judged. */
export type VerdictFile = Position & { readonly path: string; readonly ring: string; readonly app: string };

/** A release with its place. */
export type ReleaseFile = {
  readonly path: string;
  readonly app: string;
  readonly version: string;
  readonly file: Signed<Release>;
};

const mostPointers = 10_000;
const mostVerdicts = 200_000;
const mostReleases = 50_000;
const searchWidth = 16;
// Digits count as numbers, so that 1.10.0 is newer than 1.9.0; it only decides what is read first.
const byVersion = new Intl.Collator("en", { numeric: true });

/** Reads fleet.yaml, trust, all pointers and the list of verdicts at a tree's commit. Releases and verdicts are read when asked for. */
export async function readFleetState(tree: Tree): Promise<FleetState> {
  const fleet = readFleet(await readNeeded(tree, fleetPath), fleetPath);
  const trust = await readTrustFiles(tree);
  return stateAt(tree, fleet, trust, await readPointers(tree, fleet.name));
}

/** The state of a tree whose policy and pointers are known already. */
export async function stateAt(
  tree: Tree,
  fleet: Fleet,
  trust: TrustFiles,
  pointers: readonly PointerFile[],
): Promise<FleetState> {
  return {
    tree,
    fleet,
    trust,
    pointers: new Map(pointers.map((pointer) => [`${pointer.ring}/${pointer.app}`, pointer])),
    verdicts: await listVerdicts(tree),
    release: releaseFinder(tree, fleet.name, pointers),
    verdict: verdictReader(tree, fleet.name),
  };
}

/** The pointer of an app in a ring, or undefined where the ring runs none of it. */
export function pointerOf(
  state: Pick<FleetState, "pointers">,
  ring: string,
  app: string,
): PointerFile | undefined {
  return state.pointers.get(`${ring}/${app}`);
}

/** The bytes of a file, or FLEET_FILE_MISSING. */
export async function readNeeded(tree: Tree, path: string): Promise<Uint8Array> {
  const bytes = await tree.read(path);
  if (bytes !== undefined) return bytes;
  throw fleetFaults.fault("FLEET_FILE_MISSING", `${path} is not there at ${tree.commit}`, {
    where: path,
    next: "pi5 init writes the files of a new manifests repository",
  });
}

/** Reads the three trust files; it does not check who signed them. */
export async function readTrustFiles(tree: Tree): Promise<TrustFiles> {
  return {
    document: readTrust(await readNeeded(tree, trustPath), trustPath),
    signatures: await readNeeded(tree, trustSignaturesPath),
    trustedRoot: await readNeeded(tree, trustedRootPath),
  };
}

/** Refuses a document that says it is somewhere else than its path does, with FLEET_FILE_MISPLACED. */
export function requirePlace(path: string, said: object, wanted: Readonly<Record<string, unknown>>): void {
  for (const [member, value] of Object.entries(wanted)) {
    const found: unknown = Reflect.get(said, member);
    if (found === value) continue;
    throw fleetFaults.fault(
      "FLEET_FILE_MISPLACED",
      `${path} says ${member} ${JSON.stringify(found)} where its path or fleet.yaml says ${JSON.stringify(value)}`,
      { where: path },
    );
  }
}

async function readPointers(tree: Tree, fleet: string): Promise<PointerFile[]> {
  const paths = await listBounded(tree, "rings/", mostPointers * 2);
  const pointers = await boundedMap(paths, async (path) => {
    const place = classifyPath(path);
    if (place.kind !== "pointer" || place.bundle) return undefined;
    const { ring, app } = place;
    const file = readPointer(await readNeeded(tree, path), path);
    requirePlace(path, file.value, { fleet, ring, app });
    return { path, ring, app, file };
  });
  return pointers.filter((pointer) => pointer !== undefined);
}

async function listVerdicts(tree: Tree): Promise<VerdictFile[]> {
  const files: VerdictFile[] = [];
  for (const path of await listBounded(tree, "verdicts/", mostVerdicts * 2)) {
    const place = classifyPath(path);
    if (place.kind !== "verdict" || place.bundle) continue;
    files.push({ path, ring: place.ring, app: place.app, epoch: place.epoch, seq: place.seq });
  }
  return files;
}

/** The verdicts on an app in a ring, newest position first. */
export function verdictsOf(
  state: Pick<FleetState, "verdicts">,
  ring: string,
  app: string,
): readonly VerdictFile[] {
  return state.verdicts
    .filter((verdict) => verdict.ring === ring && verdict.app === app)
    .sort((left, right) => comparePositions(right, left));
}

function verdictReader(tree: Tree, fleet: string): FleetState["verdict"] {
  const known = new Map<string, Promise<Signed<Verdict>>>();
  const read = async ({ path, ring, app, epoch, seq }: VerdictFile): Promise<Signed<Verdict>> => {
    const file = readVerdict(await readNeeded(tree, path), path);
    requirePlace(path, file.value, { fleet, ring, app, epoch, seq });
    return file;
  };
  return (file) => remember(known, file.path, () => read(file));
}

function releaseFinder(tree: Tree, fleet: string, pointers: readonly PointerFile[]): FleetState["release"] {
  const known = new Map<string, Promise<ReleaseFile | undefined>>();
  const read = (path: string): Promise<ReleaseFile | undefined> =>
    remember(known, path, async () => readReleaseFile(tree, path, fleet));
  return async (app, digest) => {
    // A release that a ring runs is found by its pointer; only one that no ring runs any more needs a search.
    const named = pointers.find(
      (pointer) => pointer.app === app && pointer.file.value.release.digest === digest,
    );
    const first = named === undefined ? undefined : await read(named.file.value.release.path);
    if (first?.app === app && first.file.digest === digest) return first;
    // Most likely one of the newest: they are read first, a few at a time.
    const paths = await listBounded(tree, `releases/${app}/`, mostReleases * 2);
    const newestFirst = paths.filter(isRelease).sort((left, right) => byVersion.compare(right, left));
    for (let at = 0; at < newestFirst.length; at += searchWidth) {
      const some = await boundedMap(newestFirst.slice(at, at + searchWidth), read, searchWidth);
      const found = some.find((release) => release?.app === app && release.file.digest === digest);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function isRelease(path: string): boolean {
  const place = classifyPath(path);
  return place.kind === "release" && !place.bundle;
}

/** Reads the release at a path, or gives undefined where the path is no release or has none. Throws when it is malformed. */
export async function readReleaseFile(
  tree: Tree,
  path: string,
  fleet: string,
): Promise<ReleaseFile | undefined> {
  const place = classifyPath(path);
  if (place.kind !== "release" || place.bundle) return undefined;
  const bytes = await tree.read(path);
  if (bytes === undefined) return undefined;
  const file = readRelease(bytes, path);
  requirePlace(path, file.value, { fleet, app: place.app, version: place.version });
  return { path, app: place.app, version: place.version, file };
}

async function listBounded(tree: Tree, prefix: string, most: number): Promise<readonly string[]> {
  const paths = await tree.list(prefix);
  if (paths.length <= most) return paths;
  throw fleetFaults.fault(
    "FLEET_TOO_MANY_FILES",
    `${prefix} has ${paths.length} files; at most ${most} are read`,
    {
      where: prefix,
    },
  );
}

function remember<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const fresh = read();
  known.set(key, fresh);
  return fresh;
}
