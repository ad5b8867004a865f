import { type Signed, readRelease } from "../schema/signed-json.ts";
import type { Release } from "../schema/generated/release.js";
import { deniedEverywhere, denialOf } from "./denied.ts";
import { evidenceFiles, provedReleases, readEvidence } from "./evidence.ts";
import { fleetFaults } from "./faults.ts";
import type { MovePlan, PromoteMove } from "./move.ts";
import { nextPointer, requirePointer, ringIndex } from "./next-pointer.ts";
import { bundlePath, releasePath } from "./paths.ts";
import { plannedChange, settledChange } from "./planned-change.ts";
import { type FleetState, pointerOf, requirePlace } from "./state.ts";

/** Plans a promotion: a new release to the first ring, or a proved one to the next. */
export async function planPromote(state: FleetState, move: PromoteMove, now: Date): Promise<MovePlan> {
  const { app, ring } = move;
  const index = ringIndex(state, ring);
  const there = await state.tree.read(move.release.path);
  const release = readNamedRelease(state, move, there);
  const verdict = index === 0 ? undefined : requireVerdict(state, move, release, index);
  const files = new Map([
    ...releaseFiles(move, there),
    ...(move.verdict === undefined || verdict === undefined ? [] : await evidenceFiles(state, move.verdict)),
  ]);
  const title = `${index === 0 ? "release" : "promote"} ${app} ${move.release.version} to ${ring}`;
  const key = `${index === 0 ? "release" : "promote"}/${app}/${ring}`;
  const current = pointerOf(state, ring, app)?.file.value;
  if (current?.release.digest === release.digest)
    return settledChange(state, {
      key,
      title: `record what ${ring} runs of ${app}`,
      ring,
      app,
      files,
      why: `${ring} already runs ${app} ${move.release.version}`,
    });
  refuseDenied(state, move, release);
  if (current !== undefined && move.again !== true)
    await refuseLeftBehind(state, move, there !== undefined, index);
  const { path, version, digest } = move.release;
  const content = {
    release: { path, version, digest },
    verdict: verdict?.digest ?? null,
    reason: "promote" as const,
    denied: pointerOf(state, ring, app)?.file.value.denied ?? [],
  };
  const pointer = nextPointer(state, ring, app, content, now);
  return plannedChange(state, { key, title, files, steps: [{ pointer, release: release.value }] });
}

function readNamedRelease(
  state: FleetState,
  move: PromoteMove,
  there: Uint8Array | undefined,
): Signed<Release> {
  const { path, version, digest, bytes } = move.release;
  requirePlace(path, { path }, { path: releasePath(move.app, version) });
  if (there !== undefined && bytes !== undefined && !Buffer.from(there).equals(bytes))
    throw fleetFaults.fault("MOVE_RELEASE_TAKEN", `${path} exists with other content`, {
      where: path,
      next: "release under a new version: a release is written once",
    });
  const source = there ?? bytes;
  if (source === undefined)
    throw fleetFaults.fault("FLEET_FILE_MISSING", `${path} is not there`, { where: path });
  const release = readRelease(source, path);
  requirePlace(path, release.value, { fleet: state.fleet.name, app: move.app, version });
  if (release.digest !== digest)
    throw fleetFaults.fault(
      "FLEET_RELEASE_CHANGED",
      `${path} has the digest ${release.digest}, not ${digest}`,
      {
        where: path,
      },
    );
  return release;
}

function releaseFiles(move: PromoteMove, there: Uint8Array | undefined): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const { path, bytes, bundle } = move.release;
  if (there !== undefined || bytes === undefined) return files;
  files.set(path, bytes);
  if (bundle !== undefined) files.set(bundlePath(path), bundle);
  return files;
}

function requireVerdict(state: FleetState, move: PromoteMove, release: Signed<Release>, index: number) {
  const before = state.fleet.rings[index - 1]?.name ?? "";
  const judged = requirePointer(state, before, move.app);
  if (move.verdict === undefined)
    throw fleetFaults.fault(
      "MOVE_RING_SKIPPED",
      `${move.app} ${move.release.version} may go to ${move.ring} only with a verdict of ${before}`,
      { where: move.ring, next: `let the gate of ${before} judge it first` },
    );
  const verdict = readEvidence(state, move.verdict, judged, "promote");
  if (verdict.value.release === release.digest) return verdict;
  throw fleetFaults.fault(
    "MOVE_VERDICT_MISMATCH",
    `${move.verdict.path} proves the release ${verdict.value.release}, not ${release.digest}`,
    { where: move.verdict.path },
  );
}

function refuseDenied(state: FleetState, move: PromoteMove, release: Signed<Release>): void {
  const denial = denialOf(release, deniedEverywhere(state, move.app));
  if (denial === undefined) return;
  throw fleetFaults.fault(
    "MOVE_DENIED",
    `${move.app} ${move.release.version} must not run: its ${denial.kind} ${denial.digest} is denied (${denial.why})`,
    {
      where: move.release.path,
      next: "release a mended version, or take the digest off the list with undeny",
    },
  );
}

// Each release enters main together with its move to the first ring. So one that is on main, and that the ring does not run, has
// been left behind: most likely an old workflow run was started again.
async function refuseLeftBehind(
  state: FleetState,
  move: PromoteMove,
  released: boolean,
  index: number,
): Promise<void> {
  const left = index === 0 ? released : await hasProved(state, move);
  if (!left) return;
  throw fleetFaults.fault(
    "MOVE_NOT_FORWARD",
    `${move.ring} has left ${move.app} ${move.release.version} behind`,
    {
      where: move.release.path,
      next: `to go back on purpose: pi5 rollback --app ${move.app} --ring ${move.ring}`,
    },
  );
}

async function hasProved(state: FleetState, move: PromoteMove): Promise<boolean> {
  for await (const proved of provedReleases(state, move.ring, move.app))
    if (proved.release === move.release.digest) return true;
  return false;
}
