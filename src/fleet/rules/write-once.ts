import type { Finding } from "../../values/finding.ts";
import { type ChangeView, violation } from "./change-view.ts";

/** Releases and verdicts, and their signatures, are written once: never edited, never deleted. */
export function checkWriteOnce(view: ChangeView): readonly Finding[] {
  return view.files.flatMap(({ path, place, before, after }) => {
    if ((place.kind !== "release" && place.kind !== "verdict") || before === undefined) return [];
    const what = place.kind;
    if (after === undefined)
      return [
        violation(
          `${what}-deleted`,
          path,
          `${path} is deleted; a ${what} stays, so that history can be checked`,
          what === "release"
            ? "restore it; to take a release off the devices: pi5 rollback"
            : "restore the file",
        ),
      ];
    return [
      violation(
        `${what}-changed`,
        path,
        `${path} is edited; a ${what} is written once`,
        what === "release" ? "release under a new version" : "restore the file",
      ),
    ];
  });
}
