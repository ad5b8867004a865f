import { provedReleases } from "../../fleet/evidence.ts";
import { verdictPath } from "../../fleet/paths.ts";
import { type FleetState, type PointerFile, pointerOf, readFleetState } from "../../fleet/state.ts";
import type { Forge } from "../../forge/forge.ts";
import type { Ring } from "../../schema/fleet-file.ts";
import type { Verdict } from "../../schema/generated/verdict.js";
import type { Signed } from "../../schema/signed-json.ts";
import { canaryGateFaults } from "./faults.ts";

/** What a look is about, as git says it. */
export type Subject =
  /** A pointer that devices follow and that nobody has judged. */
  | { readonly kind: "open"; readonly state: FleetState; readonly ring: Ring; readonly pointer: PointerFile }
  /** There is nothing to decide: judged already, or run by proof. */
  | {
      readonly kind: "settled";
      readonly ring: Ring;
      readonly pointer: PointerFile;
      readonly verdict: { readonly path: string; readonly file: Signed<Verdict> } | undefined;
      readonly why: string;
    }
  /** Devices do not follow it yet. */
  | {
      readonly kind: "waiting";
      readonly ring: Ring;
      readonly pointer: PointerFile | undefined;
      readonly why: string;
    };

export const liveBranch = "live";

/** Reads main and live, each at one commit, and says what is to be judged. Throws CANARY_RING_UNKNOWN and the readers' faults. */
export async function readSubject(forge: Forge, app: string, ringName: string): Promise<Subject> {
  const state = await readMain(forge);
  const ring = state.fleet.rings.find((candidate) => candidate.name === ringName);
  if (ring === undefined)
    throw canaryGateFaults.fault("CANARY_RING_UNKNOWN", `fleet.yaml has no ring ${ringName}`, {
      where: "fleet.yaml",
      next: `use one of ${state.fleet.rings.map(({ name }) => name).join(", ")}`,
    });
  const pointer = pointerOf(state, ring.name, app);
  if (pointer === undefined)
    return { kind: "waiting", ring, pointer, why: `${ring.name} runs no release of ${app}` };
  const settled = await findSettled(state, pointer);
  if (settled !== undefined) return { kind: "settled", ring, pointer, ...settled };
  const live = await forge.head(liveBranch);
  const published = live === undefined ? undefined : await (await forge.tree(live)).read(pointer.path);
  if (published === undefined || !Buffer.from(published).equals(pointer.file.bytes))
    return {
      kind: "waiting",
      ring,
      pointer,
      why: `not published yet: ${pointer.path} on ${liveBranch} is not the one on main`,
    };
  return { kind: "open", state, ring, pointer };
}

async function readMain(forge: Forge): Promise<FleetState> {
  const { owner, name, defaultBranch } = forge.repository;
  const head = await forge.head(defaultBranch);
  if (head !== undefined) return readFleetState(await forge.tree(head));
  throw canaryGateFaults.fault("CANARY_BRANCH_MISSING", `${owner}/${name} has no branch ${defaultBranch}`);
}

async function findSettled(
  state: FleetState,
  pointer: PointerFile,
): Promise<Pick<Extract<Subject, { kind: "settled" }>, "verdict" | "why"> | undefined> {
  const { ring, app } = pointer;
  const { epoch, seq, release, reason } = pointer.file.value;
  const path = verdictPath(ring, app, pointer.file.value);
  const written = state.verdicts.find((verdict) => verdict.path === path);
  if (written !== undefined) {
    const file = await state.verdict(written);
    return { verdict: { path, file }, why: `${path} says ${file.value.verdict}: ${file.value.reason}` };
  }
  // A revert is never reverted: it goes to what the ring had proved, and that needs no second proof.
  if (reason === "revert")
    return {
      verdict: undefined,
      why: `${ring} was reverted to ${app} ${release.version}, which it had proved`,
    };
  for await (const proved of provedReleases(state, ring, app))
    if (proved.release === release.digest)
      return {
        verdict: undefined,
        why: `${ring} has proved ${app} ${release.version} at ${proved.epoch}-${proved.seq}; ${epoch}-${seq} changes nothing of it`,
      };
  return undefined;
}
