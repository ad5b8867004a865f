import type { Denied, Pointer, PointerRelease } from "../schema/generated/pointer.js";
import type { Digest } from "../values/digest.ts";
import { fleetFaults } from "./faults.ts";
import { comparePositions } from "./paths.ts";
import { type FleetState, type PointerFile, pointerOf } from "./state.ts";

const largestSeq = 2_147_483_647;
const day = 86_400_000;

/** What a move decides; position, chain and expiry follow. */
export type PointerContent = {
  readonly release: PointerRelease;
  readonly verdict: Digest | null;
  readonly reason: Pointer["reason"];
  readonly denied: readonly Denied[];
};

/**
 * The pointer after the ring's current one: seq + 1, chained by digest, in the epoch of the trust document. Throws
 * MOVE_SEQ_EXHAUSTED, or MOVE_BELOW_FLOOR where devices would refuse it.
 */
export function nextPointer(
  state: FleetState,
  ring: string,
  app: string,
  content: PointerContent,
  now: Date,
): Pointer {
  const current = pointerOf(state, ring, app);
  const position = { epoch: state.trust.document.value.epoch, seq: (current?.file.value.seq ?? 0) + 1 };
  if (position.seq > largestSeq)
    throw fleetFaults.fault("MOVE_SEQ_EXHAUSTED", `${ring}/${app} is at the largest seq`, {
      where: current?.path,
    });
  refuseBelowFloor(state, ring, app, position);
  return {
    schemaVersion: 1,
    kind: "pointer",
    fleet: state.fleet.name,
    app,
    ring,
    ...position,
    release: content.release,
    previous: current?.file.digest ?? null,
    verdict: content.verdict,
    reason: content.reason,
    denied: [...content.denied],
    expires: expiryAt(now, state.fleet.expiresAfter),
  };
}

function refuseBelowFloor(
  state: FleetState,
  ring: string,
  app: string,
  position: { readonly epoch: number; readonly seq: number },
): void {
  const floor = state.trust.document.value.floors[ring];
  if (floor === undefined || comparePositions(position, floor) >= 0) return;
  throw fleetFaults.fault(
    "MOVE_BELOW_FLOOR",
    `${ring}/${app} would be at (${position.epoch}, ${position.seq}); trust.json lets devices of ${ring} accept nothing before (${floor.epoch}, ${floor.seq})`,
    { where: "trust/trust.json", next: "lower the floor of this ring in the next version of trust.json" },
  );
}

/** When a pointer of this moment grows stale: the UTC midnight after now + `seconds`, so that one day gives one text. */
export function expiryAt(now: Date, seconds: number): string {
  const at = now.getTime() + seconds * 1000;
  return new Date((Math.floor(at / day) + 1) * day).toISOString().replace(".000Z", "Z");
}

/** The ring's current pointer, or MOVE_NO_POINTER. */
export function requirePointer(state: FleetState, ring: string, app: string): PointerFile {
  const pointer = pointerOf(state, ring, app);
  if (pointer !== undefined) return pointer;
  throw fleetFaults.fault("MOVE_NO_POINTER", `the ring ${ring} runs no release of ${app}`, {
    where: `rings/${ring}/${app}.json`,
  });
}

/** The place of a ring in the fleet's order, or MOVE_RING_UNKNOWN. */
export function ringIndex(state: Pick<FleetState, "fleet">, ring: string): number {
  const index = state.fleet.rings.findIndex((candidate) => candidate.name === ring);
  if (index >= 0) return index;
  throw fleetFaults.fault(
    "MOVE_RING_UNKNOWN",
    `fleet.yaml has no ring ${ring}; it has ${state.fleet.rings.map(({ name }) => name).join(", ")}`,
    { where: "fleet.yaml" },
  );
}
