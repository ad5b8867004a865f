import { canonicalJson } from "../../values/canonical-json.ts";
import type { Finding } from "../../values/finding.ts";
import { deniedEverywhere, denialOf, mergeDenied } from "../denied.ts";
import { type ChangeView, forwardMoves, violation } from "./change-view.ts";

/** No ring is moved to a release that any ring denies, by itself, its image or a model; the list is kept sorted. */
export async function checkDeniedReleases(view: ChangeView): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { path, app, after } of forwardMoves(view)) {
    if (canonicalJson(after.value.denied) !== canonicalJson(mergeDenied([], after.value.denied)))
      findings.push(
        violation(
          "denied-order",
          path,
          `the denied list of ${path} is not sorted, or repeats a digest`,
          "plan the move again",
        ),
      );
    // A refresh or an undeny moves nobody; it must stay possible where a ring could not be reverted.
    if (after.value.reason === "refresh" || after.value.reason === "undeny") continue;
    const release = await view.head.release(app, after.value.release.digest);
    // What an undeny of the same change frees is still denied: freeing and running are two decisions.
    const before = view.base === undefined ? [] : deniedEverywhere(view.base, app);
    const denial = release && denialOf(release.file, mergeDenied(before, deniedEverywhere(view.head, app)));
    if (denial !== undefined)
      findings.push(
        violation(
          "release-denied",
          path,
          `${path} moves to ${app} ${after.value.release.version}, whose ${denial.kind} ${denial.digest} is denied (${denial.why})`,
          "release a mended version, or take the digest off the list with undeny",
        ),
      );
  }
  return findings;
}
