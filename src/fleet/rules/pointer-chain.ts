import type { Pointer } from "../../schema/generated/pointer.js";
import type { Signed } from "../../schema/signed-json.ts";
import type { Finding } from "../../values/finding.ts";
import { expiryAt } from "../next-pointer.ts";
import { comparePositions, releasePath } from "../paths.ts";
import { type ChangeView, type MovedPointer, violation } from "./change-view.ts";

/** A pointer goes forward by one, chained to the one before, in the epoch of the trust document, and never goes away. */
export function checkPointerChain(view: ChangeView): readonly Finding[] {
  return view.moves.flatMap((move) => {
    if (move.after === undefined) return [deleted(move)];
    if (move.before !== undefined && comparePositions(move.after.value, move.before.value) < 0)
      return [wentBack(move, move.before.value, move.after.value)];
    return [
      ...checkPosition(move, move.after),
      ...checkEpoch(view, move, move.after.value),
      ...checkExpiry(view, move, move.after.value),
      ...checkReleasePath(move, move.after.value),
    ];
  });
}

function deleted(move: MovedPointer): Finding {
  return violation(
    "pointer-deleted",
    move.path,
    `${move.path} is deleted; devices would go on running what they have, and nothing could move them again`,
    `restore it; to go back: pi5 rollback --app ${move.app} --ring ${move.ring}`,
  );
}

function wentBack(move: MovedPointer, before: Pointer, after: Pointer): Finding {
  return violation(
    "plain-revert",
    move.path,
    `${move.path} goes back from seq ${before.seq} to ${after.seq}, as a "Revert" of a pull request does; devices refuse it`,
    `close this pull request and run: pi5 rollback --app ${move.app} --ring ${move.ring} --to ${after.release.version}`,
  );
}

function checkPosition(move: MovedPointer, after: Signed<Pointer>): Finding[] {
  const { seq, previous } = after.value;
  const wanted = (move.before?.value.seq ?? 0) + 1;
  const findings: Finding[] = [];
  if (seq !== wanted)
    findings.push(
      violation(
        "pointer-seq",
        move.path,
        `${move.path} has seq ${seq}; the move after seq ${wanted - 1} is ${wanted}`,
        "plan the move again: another one was merged first, or the file was edited by hand",
      ),
    );
  const digest = move.before?.digest ?? null;
  if (previous !== digest)
    findings.push(
      violation(
        "pointer-previous",
        move.path,
        `${move.path} follows ${previous ?? "no pointer"}, but the pointer before it is ${digest ?? "none"}`,
        "plan the move again",
      ),
    );
  return findings;
}

function checkEpoch(view: ChangeView, move: MovedPointer, after: Pointer): Finding[] {
  const { epoch, floors } = view.head.trust.document.value;
  if (after.epoch !== epoch)
    return [
      violation(
        "pointer-epoch",
        move.path,
        `${move.path} is of epoch ${after.epoch}; trust.json is at epoch ${epoch}`,
        "plan the move again",
      ),
    ];
  const floor = floors[move.ring];
  if (floor === undefined || comparePositions(after, floor) >= 0) return [];
  return [
    violation(
      "pointer-floor",
      move.path,
      `${move.path} is at (${after.epoch}, ${after.seq}), below the floor (${floor.epoch}, ${floor.seq}) that trust.json sets for ${move.ring}`,
      "plan the move again",
    ),
  ];
}

function checkExpiry(view: ChangeView, move: MovedPointer, after: Pointer): Finding[] {
  const latest = expiryAt(new Date(view.now.getTime() + 86_400_000), view.head.fleet.expiresAfter);
  if (Date.parse(after.expires) > Date.parse(latest))
    return [
      violation(
        "pointer-expires",
        move.path,
        `${move.path} expires at ${after.expires}; fleet.yaml (expires-after) allows nothing later than ${latest}`,
        "plan the move again",
      ),
    ];
  if (Number.isNaN(Date.parse(after.expires)))
    return [
      violation("pointer-expires", move.path, `${move.path} expires at ${after.expires}, which is no time`),
    ];
  if (Date.parse(after.expires) > view.now.getTime()) return [];
  return [
    {
      rule: "pointer-expired",
      severity: "warning",
      file: move.path,
      message: `${move.path} expired at ${after.expires}; devices take it and raise an alarm`,
      next: "refresh the pointer",
    },
  ];
}

function checkReleasePath(move: MovedPointer, after: Pointer): Finding[] {
  const wanted = releasePath(move.app, after.release.version);
  if (after.release.path === wanted) return [];
  return [
    violation(
      "pointer-release-path",
      move.path,
      `${move.path} names ${after.release.path}; version ${after.release.version} of ${move.app} is ${wanted}`,
      "plan the move again",
    ),
  ];
}
