import path from "node:path";
import type { Move, MovePlan } from "../../fleet/move.ts";
import { planMove } from "../../fleet/moves.ts";
import { releasePath } from "../../fleet/paths.ts";
import { type FleetState, pointerOf, readFleetState } from "../../fleet/state.ts";
import type { Forge, MergeResult } from "../../forge/forge.ts";
import { writeAtomic } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { resolveModels } from "../../models/resolve.ts";
import { toMarkdown } from "../../report/markdown.ts";
import { composeRelease } from "../../release/compose.ts";
import { sha256sums } from "../../release/sha256sums.ts";
import { type ReleaseView, describeRelease } from "../../release/view.ts";
import type { Release } from "../../schema/generated/release.js";
import type { Signed } from "../../schema/signed-json.ts";
import { isFault } from "../../values/fault.ts";
import type { Tree } from "../../values/tree.ts";
import type { Outcome } from "../command.ts";
import { openManifests } from "../manifests-repository.ts";
import { openSigner } from "../signing-inputs.ts";
import { releaseManifestFaults } from "./faults.ts";
import { resolveImage } from "./image.ts";
import type { ReleaseInput, ReleaseOutput } from "./inputs.ts";
import { openRegistry } from "../registry-access.ts";
import { asProposed } from "./same-proposal.ts";
import { type ReleaseSignature, findSignature, makeSignature } from "./signature.ts";
import { type Done, outcomeOf } from "./view.ts";
import { findPublished, findWritten } from "./written-release.ts";

const mostPlans = 4;
/** Stands in for a signature in plans that are not written. */
const noBundle = Buffer.from("{}");

/**
 * Writes a release once, signs it once and proposes it to a ring once. Everything is read at one commit of the manifests
 * repository; the same inputs again find all of it in place and write nothing.
 */
export async function run(input: ReleaseInput, ports: Ports): Promise<Outcome<ReleaseOutput>> {
  const forge = await openManifests(input, ports);
  const first = await readState(forge);
  const ring = entryRing(first, input.ring);
  const [image, models] = await Promise.all([
    openRegistry(input, ports).then((registry) => resolveImage(registry, input.image)),
    resolveModels(input.models, ports),
  ]);
  const wanted = composeRelease({
    fleet: first.fleet.name,
    app: input.app,
    version: input.version,
    image,
    models,
    source: { repository: ports.run.repository, commit: ports.run.commit, run: runUrl(ports) },
    notes: input.notes,
  });
  const file = releasePath(input.app, input.version);
  const sums = await keepSums(ports, wanted.value);
  let state = first;
  for (let plan = 1; plan <= mostPlans; plan += 1) {
    const done = await place({ input, ports, forge, state, ring, file }, wanted);
    if (done !== undefined) return outcomeOf({ ...done, sums });
    state = await readState(forge);
  }
  throw releaseManifestFaults.fault(
    "RELEASE_UNSETTLED",
    `${mostPlans} plans in a row were overtaken by other changes of ${forge.repository.owner}/${forge.repository.name}`,
    { next: "run the step again" },
  );
}

type Site = {
  readonly input: ReleaseInput;
  readonly ports: Ports;
  readonly forge: Forge;
  readonly state: FleetState;
  readonly ring: string;
  /** Path of the release. */
  readonly file: string;
};

// One plan on one commit, carried out; undefined when the repository moved in the meantime and it has to be planned again.
async function place(site: Site, wanted: Signed<Release>): Promise<Omit<Done, "sums"> | undefined> {
  const { input, ports, forge, state, ring, file } = site;
  const published = await findPublished(state.tree, file, wanted);
  const planFor = (
    release: Signed<Release>,
    bundle: Uint8Array,
    now = ports.clock.now(),
  ): Promise<MovePlan> => {
    const { app, version } = input;
    const fresh = published === undefined ? { bytes: release.bytes, bundle } : {};
    const named = { path: file, version, digest: release.digest, ...fresh };
    return planSettled(state, { kind: "promote", app, ring, release: named }, published !== undefined, now);
  };
  // What cannot be placed is not signed: a keyless signature stays in a log for ever.
  await planFor(published ?? wanted, noBundle);
  const open = (await forge.proposed(`release/${input.app}/${ring}`))?.tree;
  const { release, signature } =
    published === undefined
      ? await signOnce(site, open, wanted)
      : { release: published, signature: await requireSignature(state, file, published) };
  const view: ReleaseView = {
    release: release.value,
    digest: release.digest,
    path: file,
    ring,
    previous: await previousRelease(state, ring, input.app),
    signedBy: signature?.by,
  };
  const planAt = (now: Date): Promise<MovePlan> => planFor(release, signature?.bundle ?? noBundle, now);
  const now = ports.clock.now();
  const plan = await asProposed(await planAt(now), open, planAt, now, state.fleet.expiresAfter);
  if (plan.kind === "unchanged")
    return { view, operation: "unchanged", why: plan.why, dryRun: input["dry-run"] };
  if (input["dry-run"]) return { view, operation: "unchanged", why: plan.summary.title, dryRun: true };
  const proposal = await forge.propose(plan.change, {
    title: plan.summary.title,
    body: toMarkdown(describeRelease(view), { limit: 55_000 }),
    labels: ["pi5", `pi5/app:${input.app}`, `pi5/ring:${ring}`, "pi5/kind:release"],
  });
  const merge = await mergeAs(forge, input.merge, proposal);
  if (merge?.kind === "stale") return undefined;
  return { view, operation: proposal.operation, proposal, merge, dryRun: false };
}

// What is already signed on the open proposal is not signed again: keyless signatures differ every time.
async function signOnce(
  site: Site,
  open: Tree | undefined,
  wanted: Signed<Release>,
): Promise<{ readonly release: Signed<Release>; readonly signature: ReleaseSignature | undefined }> {
  const { input, ports, state, file } = site;
  const written = open === undefined ? undefined : await findWritten(open, file, wanted);
  if (open !== undefined && written?.kind === "same") {
    const signature = await findSignature(state, open, file, written.release);
    if (signature !== undefined) return { release: written.release, signature };
  }
  if (input["dry-run"]) return { release: wanted, signature: undefined };
  const signer = await openSigner(input, ports);
  return { release: wanted, signature: await makeSignature(state, file, wanted, signer) };
}

async function requireSignature(
  state: FleetState,
  file: string,
  release: Signed<Release>,
): Promise<ReleaseSignature> {
  const signature = await findSignature(state, state.tree, file, release);
  if (signature !== undefined) return signature;
  throw releaseManifestFaults.fault(
    "RELEASE_UNSIGNED",
    `${file} has no signature that trust/trust.json accepts`,
    {
      where: file,
      next: "release under a new version",
    },
  );
}

// A re-run after the ring has moved on changes nothing: the release is where it belongs already.
async function planSettled(state: FleetState, move: Move, published: boolean, now: Date): Promise<MovePlan> {
  try {
    return await planMove(state, move, now);
  } catch (error) {
    if (published && isFault(error, "MOVE_NOT_FORWARD")) return { kind: "unchanged", why: error.message };
    throw error;
  }
}

async function readState(forge: Forge): Promise<FleetState> {
  const { owner, name, defaultBranch } = forge.repository;
  const head = await forge.head(defaultBranch);
  if (head === undefined) throw new Error(`${owner}/${name} has no branch ${defaultBranch}`);
  return readFleetState(await forge.tree(head));
}

// Every other ring needs the verdict of the one before it, which only the gate has.
function entryRing(state: FleetState, wanted: string | undefined): string {
  const names = state.fleet.rings.map(({ name }) => name);
  const [first = ""] = names;
  if (wanted === undefined || wanted === first) return first;
  throw releaseManifestFaults.fault(
    "RELEASE_RING_LATER",
    names.includes(wanted)
      ? `releases enter at ${first}; ${wanted} takes them over by promotion`
      : `fleet.yaml names no ring ${wanted}; releases enter at ${first}`,
    { where: "ring", next: "leave the input ring out" },
  );
}

async function previousRelease(state: FleetState, ring: string, app: string): Promise<Release | undefined> {
  const pointer = pointerOf(state, ring, app)?.file.value;
  return pointer === undefined ? undefined : (await state.release(app, pointer.release.digest))?.file.value;
}

async function mergeAs(
  forge: Forge,
  mode: ReleaseInput["merge"],
  proposal: Parameters<Forge["merge"]>[0],
): Promise<MergeResult | undefined> {
  if (mode === "none") return undefined;
  return mode === "auto" ? forge.mergeWhenReady(proposal) : forge.merge(proposal);
}

function runUrl(ports: Ports): string {
  const { serverUrl, repository, runId } = ports.run;
  return serverUrl === "" || repository === "" || runId === ""
    ? ""
    : `${serverUrl}/${repository}/actions/runs/${runId}`;
}

async function keepSums(ports: Ports, release: Release): Promise<string> {
  // Later steps read it, so it may not lie in the folder that goes away with this run.
  const folder = ports.environment["RUNNER_TEMP"] ?? ports.workspace;
  const file = path.join(folder, "pi5-release-manifest", `${release.app}-${release.version}.sha256sums`);
  await writeAtomic(file, sha256sums(release));
  return file;
}
