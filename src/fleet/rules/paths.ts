import type { Finding } from "../../values/finding.ts";
import { fleetPath } from "../paths.ts";
import { type ChangedFile, type ChangeView, violation } from "./change-view.ts";

/** Only known files may be added to the managed folders, and the files of policy may not go. */
export function checkPaths(view: ChangeView): readonly Finding[] {
  const rings = new Set(view.head.fleet.rings.map((ring) => ring.name));
  return view.files.flatMap((file) => checkPath(file, rings));
}

function checkPath(file: ChangedFile, rings: ReadonlySet<string>): Finding[] {
  const { path, place } = file;
  if (file.after === undefined)
    return place.kind === "fleet" || place.kind === "trust"
      ? [violation("policy-deleted", path, `${path} is deleted; the fleet cannot be judged without it`)]
      : [];
  switch (place.kind) {
    case "unknown":
      return [
        violation(
          "unknown-file",
          path,
          `${path} is no file that belongs into ${place.folder}/`,
          "keep other files outside of releases/, rings/, verdicts/, deploy/ and trust/",
        ),
      ];
    case "pointer":
      if (place.bundle)
        return [
          violation(
            "pointer-bundle-on-main",
            path,
            `${path} is a pointer's signature; publish writes those, on the branch live alone`,
            "remove the file from this change",
          ),
        ];
      break;
    case "verdict":
    case "deploy":
      break;
    default:
      return [];
  }
  if (rings.has(place.ring)) return [];
  return [
    violation(
      "ring-unknown",
      path,
      `${fleetPath} has no ring ${place.ring}`,
      "add the ring to fleet.yaml first",
    ),
  ];
}
