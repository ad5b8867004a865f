import type { Denied, Pointer } from "../schema/generated/pointer.js";
import type { Release } from "../schema/generated/release.js";
import { writePointer } from "../schema/signed-json.ts";
import type { MovePlan, MoveStep, MoveSummary } from "./move.ts";
import { pointerPath } from "./paths.ts";
import { renderedFiles } from "./rendered.ts";
import { type FleetState, pointerOf } from "./state.ts";

/** A pointer that is to be written, and the release that it names. */
export type PointerStep = { readonly pointer: Pointer; readonly release: Release };

/** What a planner hands over to become a change. */
export type ChangeParts = {
  /** Names the pull request: `<kind>/<app>/<ring>`. */
  readonly key: string;
  readonly title: string;
  readonly steps: readonly PointerStep[];
  /** Releases and verdicts that come with the move. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly denied?: readonly Denied[];
  readonly left?: MoveSummary["left"];
};

/** Puts a change together: files, pointers and what is rendered from them; unchanged when the tree already has it all. */
export async function plannedChange(state: FleetState, parts: ChangeParts): Promise<MovePlan> {
  const files = new Map<string, Uint8Array | null>(parts.files);
  for (const { pointer, release } of parts.steps) {
    files.set(pointerPath(pointer.ring, pointer.app), writePointer(pointer));
    for (const [path, bytes] of renderedFiles(state.fleet, pointer, { pointer, release }))
      files.set(path, bytes);
  }
  const changed = await withoutEqual(state, files);
  if (changed.size === 0) return { kind: "unchanged", why: `${parts.title}: the repository already says so` };
  return {
    kind: "change",
    change: { key: parts.key, base: state.tree.commit, files: changed },
    summary: {
      title: parts.title,
      steps: parts.steps.map(({ pointer }) => stepOf(state, pointer)),
      denied: parts.denied ?? [],
      left: parts.left ?? [],
    },
  };
}

/**
 * The plan for a ring whose pointer stays as it is: what is still missing beside it (a verdict, a rendered file that lags behind
 * fleet.yaml), or unchanged.
 */
export async function settledChange(
  state: FleetState,
  parts: Omit<ChangeParts, "steps"> & { readonly ring: string; readonly app: string; readonly why: string },
): Promise<MovePlan> {
  const current = pointerOf(state, parts.ring, parts.app);
  const files = new Map<string, Uint8Array | null>(parts.files);
  const release = current && (await state.release(parts.app, current.file.value.release.digest));
  if (current !== undefined && release !== undefined)
    for (const [path, bytes] of renderedFiles(state.fleet, current, {
      pointer: current.file.value,
      release: release.file.value,
    }))
      files.set(path, bytes);
  const changed = await withoutEqual(state, files);
  if (changed.size === 0) return { kind: "unchanged", why: parts.why };
  return {
    kind: "change",
    change: { key: parts.key, base: state.tree.commit, files: changed },
    summary: { title: parts.title, steps: [], denied: [], left: [] },
  };
}

async function withoutEqual(
  state: FleetState,
  files: ReadonlyMap<string, Uint8Array | null>,
): Promise<Map<string, Uint8Array | null>> {
  const changed = new Map<string, Uint8Array | null>();
  for (const [path, bytes] of files) {
    const there = await state.tree.read(path);
    const same =
      bytes === null ? there === undefined : there !== undefined && Buffer.from(there).equals(bytes);
    if (!same) changed.set(path, bytes);
  }
  return changed;
}

function stepOf(state: FleetState, pointer: Pointer): MoveStep {
  const current = pointerOf(state, pointer.ring, pointer.app)?.file.value;
  return {
    ring: pointer.ring,
    from: current && positionOf(current),
    to: positionOf(pointer),
  };
}

function positionOf(pointer: Pointer): MoveStep["to"] {
  const { epoch, seq, release } = pointer;
  return { epoch, seq, version: release.version, digest: release.digest };
}
