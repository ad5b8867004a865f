import { type Fleet, readFleet } from "../../schema/fleet-file.ts";
import type { Pointer } from "../../schema/generated/pointer.js";
import { type Signed, readPointer } from "../../schema/signed-json.ts";
import { isFault } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import type { Tree } from "../../values/tree.ts";
import { boundedMap } from "../bounded-map.ts";
import { type ManagedPath, classifyPath, comparePositions, fleetPath, trustPath } from "../paths.ts";
import {
  type FleetState,
  type PointerFile,
  readFleetState,
  readNeeded,
  readTrustFiles,
  requirePlace,
  stateAt,
} from "../state.ts";

/** One file that a change adds, edits or deletes. */
export type ChangedFile = {
  readonly path: string;
  readonly place: ManagedPath;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
};

/** A pointer that is readable on every side where it exists. */
export type MovedPointer = {
  readonly path: string;
  readonly ring: string;
  readonly app: string;
  readonly before: Signed<Pointer> | undefined;
  readonly after: Signed<Pointer> | undefined;
};

/** What every rule looks at: what changed, what policy and trust held before it, and what would hold after it. */
export type ChangeView = {
  readonly files: readonly ChangedFile[];
  readonly moves: readonly MovedPointer[];
  /** Undefined when the repository has no trust yet: the change that founds the fleet. */
  readonly base: FleetState | undefined;
  /** Policy and trust of the base (of the head where there is no base), files and pointers of the head. */
  readonly head: FleetState;
  readonly now: Date;
};

/** A rule family: looks at a change and says what is wrong with it. */
export type Rule = (view: ChangeView) => Promise<readonly Finding[]> | readonly Finding[];

/** Reads what the rules need. Throws the readers' faults when base or policy cannot be read at all. */
export async function viewChange(
  baseTree: Tree | undefined,
  headTree: Tree,
  paths: readonly string[],
  now: Date,
): Promise<ChangeView> {
  const founded = baseTree !== undefined && (await baseTree.read(trustPath)) !== undefined;
  const base = founded ? await readFleetState(baseTree) : undefined;
  // What was there before the trust was never checked, so founding checks all of it.
  const before = founded ? baseTree : undefined;
  const looked = founded ? paths : await headTree.list("");
  const files = (await boundedMap(looked, (path) => readChanged(path, before, headTree))).filter(
    (file) => file !== undefined,
  );
  const fleet = base?.fleet ?? readFleet(await readNeeded(headTree, fleetPath), fleetPath);
  const trust = base?.trust ?? (await readTrustFiles(headTree));
  const moves = files.flatMap((file) => moveOf(file, base, fleet));
  const pointers = new Map(base?.pointers);
  for (const { path, ring, app, after } of moves) {
    if (after === undefined) pointers.delete(`${ring}/${app}`);
    else pointers.set(`${ring}/${app}`, { path, ring, app, file: after });
  }
  return { files, moves, base, head: await stateAt(headTree, fleet, trust, [...pointers.values()]), now };
}

async function readChanged(
  path: string,
  baseTree: Tree | undefined,
  headTree: Tree,
): Promise<ChangedFile | undefined> {
  const place = classifyPath(path);
  // No rule looks into files that are none of ours, and they may be large.
  if (place.kind === "other") return { path, place, before: undefined, after: undefined };
  const [before, after] = await Promise.all([baseTree?.read(path), headTree.read(path)]);
  // A merge may bring what is there already.
  const same =
    before === undefined ? after === undefined : after !== undefined && Buffer.from(before).equals(after);
  return same ? undefined : { path, place, before, after };
}

function moveOf(file: ChangedFile, base: FleetState | undefined, fleet: Fleet): MovedPointer[] {
  const { path, place } = file;
  if (place.kind !== "pointer" || place.bundle) return [];
  const { ring, app } = place;
  const before = base?.pointers.get(`${ring}/${app}`)?.file;
  if (file.after === undefined) return [{ path, ring, app, before, after: undefined }];
  try {
    const after = readPointer(file.after, path);
    requirePlace(path, after.value, { fleet: fleet.name, ring, app });
    return [{ path, ring, app, before, after }];
  } catch (error) {
    // The rule on documents reports it; no other rule can say anything about it.
    if (isFault(error)) return [];
    throw error;
  }
}

/** An error of a rule. */
export function violation(rule: string, file: string, message: string, next?: string): Finding {
  return { rule, severity: "error", file, message, ...(next === undefined ? {} : { next }) };
}

/**
 * The pointers that go somewhere: neither deleted nor taken back to an older position. What those that go back say was right
 * once, so only the rule on the chain speaks about them.
 */
export function forwardMoves(
  view: ChangeView,
): readonly (MovedPointer & { readonly after: Signed<Pointer> })[] {
  return view.moves.flatMap((move) => {
    const { before, after } = move;
    if (after === undefined) return [];
    return before !== undefined && comparePositions(after.value, before.value) < 0
      ? []
      : [{ ...move, after }];
  });
}

/** The pointer of a ring before the change. */
export function pointerBefore(view: ChangeView, ring: string, app: string): PointerFile | undefined {
  return view.base?.pointers.get(`${ring}/${app}`);
}
