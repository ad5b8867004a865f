import type { Pointer } from "../../schema/generated/pointer.js";
import { readVerdict } from "../../schema/signed-json.ts";
import { isFault } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import { denialsFor, deniedEverywhere } from "../denied.ts";
import { bindingMismatch } from "../evidence.ts";
import { bundlePath, verdictPath } from "../paths.ts";
import { findTarget } from "../revert-target.ts";
import { verifyFile } from "../signatures.ts";
import { type PointerFile, type ReleaseFile, type VerdictFile, verdictsOf } from "../state.ts";
import { type ChangeView, type MovedPointer, forwardMoves, pointerBefore, violation } from "./change-view.ts";

type Revert = MovedPointer & {
  readonly from: PointerFile;
  readonly bad: ReleaseFile;
  readonly to: Pointer;
};

/** A revert goes to a release that the ring proved, denies the bad one, and takes every ring along that runs it. */
export async function checkReverts(view: ChangeView): Promise<readonly Finding[]> {
  const reverts: Revert[] = [];
  for (const move of forwardMoves(view)) {
    const from = pointerBefore(view, move.ring, move.app);
    if (move.after.value.reason !== "revert" || from === undefined) continue;
    const bad = await view.head.release(move.app, from.file.value.release.digest);
    if (bad !== undefined) reverts.push({ ...move, from, bad, to: move.after.value });
  }
  const findings: Finding[] = [];
  for (const revert of reverts) {
    findings.push(
      ...(await checkTarget(view, revert)),
      ...(await checkDenials(view, revert, reverts)),
      ...(await checkVerdict(view, revert)),
    );
  }
  for (const [bad, revert] of new Map(reverts.map((revert) => [revert.bad.file.digest, revert])))
    findings.push(...(await checkOthers(view, revert, bad)));
  return findings;
}

async function checkTarget(view: ChangeView, revert: Revert): Promise<Finding[]> {
  if (await proved(view, revert.ring, revert.app, revert.to.release.digest)) return [];
  return [
    violation(
      "revert-target",
      revert.path,
      `${revert.path} reverts to ${revert.app} ${revert.to.release.version}, which ${revert.ring} never proved`,
      `pi5 rollback --app ${revert.app} --ring ${revert.ring} chooses a proved one`,
    ),
  ];
}

async function checkDenials(view: ChangeView, revert: Revert, all: readonly Revert[]): Promise<Finding[]> {
  const same = all.filter((other) => other.bad.file.digest === revert.bad.file.digest);
  const targets: ReleaseFile[] = [];
  for (const { app, to } of same) {
    const target = await view.head.release(app, to.release.digest);
    if (target !== undefined) targets.push(target);
  }
  const wanted = denialsFor(
    revert.bad.file,
    targets.map((target) => target.file),
    "",
  );
  const known = new Set(revert.from.file.value.denied.map((entry) => `${entry.kind} ${entry.digest}`));
  const now = new Set(revert.to.denied.map((entry) => `${entry.kind} ${entry.digest}`));
  const missing = wanted.find((entry) => !now.has(`${entry.kind} ${entry.digest}`));
  const allowed = new Set(wanted.map((entry) => `${entry.kind} ${entry.digest}`));
  const extra = [...now].find((entry) => !known.has(entry) && !allowed.has(entry));
  const plan = "plan the revert again with pi5 rollback";
  if (missing !== undefined)
    return [
      violation(
        "revert-denied",
        revert.path,
        `${revert.path} does not deny the ${missing.kind} ${missing.digest} of the bad release ${revert.bad.version}`,
        plan,
      ),
    ];
  if (extra === undefined) return [];
  return [
    violation(
      "revert-denied",
      revert.path,
      `${revert.path} denies ${extra}, which is no part of the bad release ${revert.bad.version} alone`,
      plan,
    ),
  ];
}

async function checkVerdict(view: ChangeView, revert: Revert): Promise<Finding[]> {
  const wanted = revert.to.verdict;
  // A person may revert without a gate: the review of the pull request is the evidence.
  if (wanted === null) return [];
  for (const { name } of view.head.fleet.rings) {
    const judged = pointerBefore(view, name, revert.app);
    if (judged?.file.value.release.digest !== revert.bad.file.digest) continue;
    const path = verdictPath(name, revert.app, judged.file.value);
    const bytes = await view.head.tree.read(path);
    if (bytes === undefined) continue;
    const verdict = readVerdict(bytes, path);
    if (verdict.digest !== wanted) continue;
    if (verdict.value.verdict !== "revert" || bindingMismatch(view.head, verdict, judged) !== undefined)
      continue;
    const bundle = await view.head.tree.read(bundlePath(path));
    const signed = await verifyFile(view.head.trust, "gate", revert.app, { path, bytes, bundle });
    return signed.ok
      ? []
      : [violation("verdict-signature", path, `${path}: ${signed.why.message}`, signed.why.next)];
  }
  return [
    violation(
      "revert-evidence",
      revert.path,
      `${revert.path} names the verdict ${wanted}; no ring that runs ${revert.app} ${revert.bad.version} has such a revert verdict`,
      "judge the ring again, or revert without a verdict: pi5 rollback",
    ),
  ];
}

async function checkOthers(view: ChangeView, revert: Revert, bad: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name } of view.head.fleet.rings) {
    const stays = view.head.pointers.get(`${name}/${revert.app}`);
    if (stays?.file.value.release.digest !== bad) continue;
    const denied = deniedEverywhere(view.head, revert.app);
    if ((await findTarget(view.head, stays, denied, undefined)) !== undefined) {
      findings.push(
        violation(
          "revert-incomplete",
          stays.path,
          `${name} still runs ${revert.app} ${revert.bad.version}, which this change denies, and could go back too`,
          `pi5 rollback --app ${revert.app} --ring ${revert.ring} takes all rings along`,
        ),
      );
    } else
      findings.push({
        rule: "revert-left-behind",
        severity: "warning",
        file: stays.path,
        message: `${name} goes on running ${revert.app} ${revert.bad.version}: it proved no older release that is not denied`,
        next: "release a mended version",
      });
  }
  return findings;
}

/** True when a promote verdict of the ring, signed by the gate, names the release. */
async function proved(view: ChangeView, ring: string, app: string, release: string): Promise<boolean> {
  for (const file of verdictsOf(view.head, ring, app))
    if (await provesRelease(view, file, release)) return true;
  return false;
}

async function provesRelease(view: ChangeView, file: VerdictFile, release: string): Promise<boolean> {
  try {
    const verdict = await view.head.verdict(file);
    if (verdict.value.verdict !== "promote" || verdict.value.release !== release) return false;
    const { path, app } = file;
    const bundle = await view.head.tree.read(bundlePath(path));
    return (await verifyFile(view.head.trust, "gate", app, { path, bytes: verdict.bytes, bundle })).ok;
  } catch (error) {
    // A verdict that cannot be read proves nothing; where this change brought it, the rule on documents says so.
    if (isFault(error)) return false;
    throw error;
  }
}
