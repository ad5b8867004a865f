import type { Pointer } from "../schema/generated/pointer.js";
import { evidenceFiles, readEvidence } from "./evidence.ts";
import { fleetFaults } from "./faults.ts";
import type { MovePlan, ProveMove, RefreshMove, UndenyMove } from "./move.ts";
import { expiryAt, nextPointer, requirePointer, ringIndex } from "./next-pointer.ts";
import { type PointerStep, plannedChange, settledChange } from "./planned-change.ts";
import { type FleetState, type PointerFile, pointerOf } from "./state.ts";

/** Plans the record of a promote verdict without moving a pointer. */
export async function planProve(state: FleetState, move: ProveMove): Promise<MovePlan> {
  const { app, ring } = move;
  ringIndex(state, ring);
  const current = requirePointer(state, ring, app);
  readEvidence(state, move.verdict, current, "promote");
  const { version } = current.file.value.release;
  return plannedChange(state, {
    key: `prove/${app}/${ring}`,
    title: `prove ${app} ${version} on ${ring}`,
    steps: [],
    files: await evidenceFiles(state, move.verdict),
  });
}

/** Plans a pointer that says the same for longer, or in the epoch of a new trust document. */
export async function planRefresh(state: FleetState, move: RefreshMove, now: Date): Promise<MovePlan> {
  const { app, ring } = move;
  ringIndex(state, ring);
  const current = requirePointer(state, ring, app);
  const pointer = current.file.value;
  const key = `refresh/${app}/${ring}`;
  const fresh =
    pointer.expires >= expiryAt(now, state.fleet.expiresAfter) &&
    pointer.epoch === state.trust.document.value.epoch;
  if (fresh)
    return settledChange(state, {
      key,
      title: `render what ${ring} runs of ${app}`,
      ring,
      app,
      files: new Map(),
      why: `the pointer of ${app} on ${ring} is already fresh until ${pointer.expires}`,
    });
  const step = await nextStep(state, current, { reason: "refresh", denied: pointer.denied }, now);
  return plannedChange(state, {
    key,
    title: `refresh ${app} on ${ring}`,
    steps: [step],
    files: new Map(),
  });
}

/** Plans to take digests off the denied list of an app, in every ring that has them. */
export async function planUndeny(state: FleetState, move: UndenyMove, now: Date): Promise<MovePlan> {
  const { app, ring } = move;
  ringIndex(state, ring);
  const freed = new Set<string>(move.digests);
  const steps: PointerStep[] = [];
  for (const { name } of state.fleet.rings) {
    const current = pointerOf(state, name, app);
    const denied = current?.file.value.denied.filter((entry) => !freed.has(entry.digest)) ?? [];
    if (current === undefined || denied.length === current.file.value.denied.length) continue;
    steps.push(await nextStep(state, current, { reason: "undeny", denied }, now));
  }
  return plannedChange(state, {
    key: `undeny/${app}/${ring}`,
    title: `undeny ${move.digests.length} of ${app}`,
    steps,
    files: new Map(),
  });
}

async function nextStep(
  state: FleetState,
  current: PointerFile,
  content: Pick<Pointer, "reason" | "denied">,
  now: Date,
): Promise<PointerStep> {
  const { release, verdict } = current.file.value;
  const file = await state.release(current.app, release.digest);
  if (file === undefined)
    throw fleetFaults.fault(
      "FLEET_RELEASE_CHANGED",
      `no release of ${current.app} has the digest ${release.digest}`,
      {
        where: release.path,
      },
    );
  const pointer = nextPointer(state, current.ring, current.app, { release, verdict, ...content }, now);
  return { pointer, release: file.file.value };
}
