import type { Move, MovePlan } from "./move.ts";
import { planPromote } from "./promote-move.ts";
import { planRevert } from "./revert-move.ts";
import type { FleetState } from "./state.ts";
import { planProve, planRefresh, planUndeny } from "./upkeep-moves.ts";

export type * from "./move.ts";

/**
 * Plans a move on the state of one commit; nothing is read but that commit, nothing is written. The same state, move and UTC day
 * give the same change; a move that is already in place gives `unchanged`. Throws the MOVE_ faults and those of the readers.
 */
export function planMove(state: FleetState, move: Move, now: Date): Promise<MovePlan> {
  switch (move.kind) {
    case "promote":
      return planPromote(state, move, now);
    case "prove":
      return planProve(state, move);
    case "revert":
      return planRevert(state, move, now);
    case "refresh":
      return planRefresh(state, move, now);
    default:
      return planUndeny(state, move, now);
  }
}
