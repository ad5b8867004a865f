import { defineFaults } from "../values/fault.ts";

export const fleetFaults = defineFaults({
  FLEET_FILE_MISSING: "A file that the manifests repository must have is not there.",
  FLEET_FILE_MISPLACED: "A document names another fleet, app, ring, version or position than its path.",
  FLEET_RELEASE_CHANGED: "A release file has other bytes than the pointer or verdict that names it.",
  FLEET_TOO_MANY_FILES: "The manifests repository has more files of one kind than are accepted.",
  FLEET_SIGNATURE_MISSING: "A document has no signature beside it.",
  FLEET_TRUSTED_ROOT_FOREIGN: "trusted_root.json is not the one that trust.json names.",
  MOVE_BELOW_FLOOR:
    "The next position of a ring is below the floor that trust.json sets, so devices would refuse it.",
  MOVE_DENIED: "The release, its image or one of its models is denied.",
  MOVE_DENIED_FULL: "The list of denied digests is full.",
  MOVE_NO_POINTER: "The ring runs no release of this app yet.",
  MOVE_NO_TARGET: "There is no older release that the ring proved and that is not denied.",
  MOVE_NOT_FORWARD: "A promotion names a release that the ring has left behind.",
  MOVE_RELEASE_TAKEN: "A release of this version exists with other bytes.",
  MOVE_RING_SKIPPED: "A promotion past the first ring has no verdict of the ring before it.",
  MOVE_RING_UNKNOWN: "fleet.yaml names no such ring.",
  MOVE_SEQ_EXHAUSTED: "The sequence number of a pointer cannot be raised further.",
  MOVE_VERDICT_MISMATCH:
    "A verdict is about another pointer, release, ring or gate configuration than the move.",
  MOVE_VERDICT_TAKEN: "A verdict on this pointer exists with other bytes.",
});
