import type { Denied } from "../schema/generated/pointer.js";
import { denialsFor, deniedEverywhere, mergeDenied, requireRoom } from "./denied.ts";
import { evidenceFiles, readEvidence } from "./evidence.ts";
import { fleetFaults } from "./faults.ts";
import type { MovePlan, MoveSummary, RevertMove } from "./move.ts";
import { nextPointer, requirePointer, ringIndex } from "./next-pointer.ts";
import { type PointerStep, plannedChange, settledChange } from "./planned-change.ts";
import { findTarget } from "./revert-target.ts";
import { type FleetState, type PointerFile, type ReleaseFile, pointerOf } from "./state.ts";

type Way = { readonly from: PointerFile; readonly target: ReleaseFile };

/** Plans a revert of a ring and of all others that run the same release, each to what it proved itself. Throws MOVE_NO_TARGET. */
export async function planRevert(state: FleetState, move: RevertMove, now: Date): Promise<MovePlan> {
  const { app, ring } = move;
  ringIndex(state, ring);
  const current = requirePointer(state, ring, app);
  const key = `revert/${app}/${ring}`;
  const settled = settledWhy(current, move);
  if (settled !== undefined)
    return settledChange(state, {
      key,
      title: `render what ${ring} runs of ${app}`,
      ring,
      app,
      files: new Map(),
      why: settled,
    });
  const verdict = move.verdict && readEvidence(state, move.verdict, current, "revert");
  const bad = await requireRelease(state, current);
  const known = deniedEverywhere(state, app);
  const { ways, left } = await findWays(state, move, current, [
    ...known,
    { digest: bad.file.digest, kind: "release", why: move.why },
  ]);
  const fresh = denialsFor(
    bad.file,
    ways.map((way) => way.target.file),
    move.why,
  );
  const denied = mergeDenied(known, fresh);
  requireRoom(denied, app);
  const steps = ways.map((way): PointerStep => {
    const { path, version, file } = way.target;
    const content = {
      release: { path, version, digest: file.digest },
      verdict: verdict?.digest ?? null,
      reason: "revert" as const,
      denied: mergeDenied(way.from.file.value.denied, fresh),
    };
    return { pointer: nextPointer(state, way.from.ring, app, content, now), release: file.value };
  });
  const version = current.file.value.release.version;
  const rings = ways.map((way) => way.from.ring).join(", ");
  return plannedChange(state, {
    key,
    title: `revert ${app} ${version} on ${rings}`,
    steps,
    files: move.verdict === undefined ? new Map() : await evidenceFiles(state, move.verdict),
    denied: fresh,
    left,
  });
}

// A revert that ran before must not take the good release back too.
function settledWhy(current: PointerFile, move: RevertMove): string | undefined {
  const pointer = current.file.value;
  if (move.to !== undefined && pointer.release.version === move.to)
    return `${move.ring} already runs ${move.app} ${move.to}`;
  if (move.from !== undefined && pointer.release.version !== move.from)
    return `${move.ring} does not run ${move.app} ${move.from}; it runs ${pointer.release.version}`;
  if (
    move.verdict === undefined &&
    move.to === undefined &&
    move.from === undefined &&
    pointer.reason === "revert"
  )
    return `${move.ring} was already reverted to ${move.app} ${pointer.release.version}; name the version to go back further`;
  return undefined;
}

async function findWays(
  state: FleetState,
  move: RevertMove,
  current: PointerFile,
  denied: readonly Denied[],
): Promise<{ readonly ways: readonly Way[]; readonly left: MoveSummary["left"] }> {
  const ways: Way[] = [];
  const left: { ring: string; why: string }[] = [];
  for (const { name } of state.fleet.rings) {
    const from = pointerOf(state, name, move.app);
    if (from?.file.value.release.digest !== current.file.value.release.digest) continue;
    const wanted = name === move.ring ? move.to : undefined;
    const target = await findTarget(state, from, denied, wanted);
    if (target !== undefined) ways.push({ from, target });
    else if (name === move.ring) throw noTarget(move);
    else left.push({ ring: name, why: "it proved no older release that is not denied" });
  }
  return { ways, left };
}

function noTarget(move: RevertMove): Error {
  const which = move.to === undefined ? "no older release" : `the version ${move.to} not`;
  return fleetFaults.fault(
    "MOVE_NO_TARGET",
    `${move.ring} cannot go back: it has proved ${which}, or what it proved is denied or no longer trusted`,
    {
      where: `verdicts/${move.ring}/${move.app}`,
      next: "release a mended version: going forward is the way out",
    },
  );
}

async function requireRelease(state: FleetState, pointer: PointerFile): Promise<ReleaseFile> {
  const { digest, path } = pointer.file.value.release;
  const release = await state.release(pointer.app, digest);
  if (release !== undefined) return release;
  throw fleetFaults.fault("FLEET_RELEASE_CHANGED", `no release of ${pointer.app} has the digest ${digest}`, {
    where: path,
  });
}
