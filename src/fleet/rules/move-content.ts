import { canonicalJson } from "../../values/canonical-json.ts";
import type { Denied, Pointer } from "../../schema/generated/pointer.js";
import type { Finding } from "../../values/finding.ts";
import { type ChangeView, type MovedPointer, forwardMoves, violation } from "./change-view.ts";

/** Each kind of move may change certain members of the pointer and no others. */
export function checkMoveContent(view: ChangeView): readonly Finding[] {
  return forwardMoves(view).flatMap((move) => {
    const { before, after } = move;
    if (before === undefined) return checkFirst(move, after.value);
    switch (after.value.reason) {
      case "promote":
        return checkPromote(move, before.value, after.value);
      case "revert":
        return checkRevert(move, before.value, after.value);
      case "refresh":
        return checkKept(move, before.value, after.value, ["release", "verdict", "denied"]);
      default:
        return [
          ...checkKept(move, before.value, after.value, ["release", "verdict"]),
          ...checkUndeny(move, before.value, after.value),
        ];
    }
  });
}

function checkFirst(move: MovedPointer, after: Pointer): Finding[] {
  const findings: Finding[] = [];
  if (after.reason !== "promote")
    findings.push(
      violation(
        "move-reason",
        move.path,
        `the first pointer of ${move.ring} is a ${after.reason}; only a promote can be first`,
      ),
    );
  if (after.denied.length > 0)
    findings.push(
      violation(
        "denied-changed",
        move.path,
        `the first pointer of ${move.ring} denies digests; a revert does that`,
      ),
    );
  return findings;
}

function checkPromote(move: MovedPointer, before: Pointer, after: Pointer): Finding[] {
  const findings = checkKept(move, before, after, ["denied"]);
  if (before.release.digest !== after.release.digest) return findings;
  return [
    ...findings,
    violation(
      "move-reason",
      move.path,
      `${move.path} promotes the release that ${move.ring} already runs`,
      "to renew it: reason refresh",
    ),
  ];
}

function checkRevert(move: MovedPointer, before: Pointer, after: Pointer): Finding[] {
  const findings: Finding[] = [];
  if (before.release.digest === after.release.digest)
    findings.push(
      violation(
        "move-reason",
        move.path,
        `${move.path} reverts to the release that ${move.ring} already runs`,
      ),
    );
  const lost = lostEntries(before.denied, after.denied);
  if (lost.length > 0) findings.push(shrunk(move, lost));
  return findings;
}

function checkUndeny(move: MovedPointer, before: Pointer, after: Pointer): Finding[] {
  const added = lostEntries(after.denied, before.denied);
  if (added.length === 0 && after.denied.length < before.denied.length) return [];
  return [
    violation(
      "denied-changed",
      move.path,
      added.length > 0
        ? `${move.path} is an undeny and denies ${added[0]?.digest ?? ""}`
        : `${move.path} is an undeny and takes nothing off the list`,
      "plan the move again",
    ),
  ];
}

function checkKept(
  move: MovedPointer,
  before: Pointer,
  after: Pointer,
  members: readonly ("release" | "verdict" | "denied")[],
): Finding[] {
  return members.flatMap((member) => {
    if (canonicalJson(before[member]) === canonicalJson(after[member])) return [];
    const lost = member === "denied" ? lostEntries(before.denied, after.denied) : [];
    if (lost.length > 0) return [shrunk(move, lost)];
    return [
      violation(
        member === "denied" ? "denied-changed" : "move-content",
        move.path,
        `${move.path} is a ${after.reason} and changes ${member}, which such a move leaves as it is`,
        "plan the move again",
      ),
    ];
  });
}

function shrunk(move: MovedPointer, lost: readonly Denied[]): Finding {
  return violation(
    "denied-shrunk",
    move.path,
    `${move.path} takes ${lost[0]?.digest ?? ""} off the denied list; the list only grows`,
    "to free a digest on purpose, use a move of its own with the reason undeny",
  );
}

function lostEntries(from: readonly Denied[], to: readonly Denied[]): Denied[] {
  const kept = new Set(to.map((entry) => canonicalJson(entry)));
  return from.filter((entry) => !kept.has(canonicalJson(entry)));
}
