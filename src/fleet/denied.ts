import type { Denied } from "../schema/generated/pointer.js";
import type { Release } from "../schema/generated/release.js";
import type { Signed } from "../schema/signed-json.ts";
import type { Digest } from "../values/digest.ts";
import { compareText } from "../values/text-order.ts";
import { fleetFaults } from "./faults.ts";
import type { FleetState } from "./state.ts";

/** As many as a pointer can hold (pointer schema). */
export const mostDenied = 1000;

/** Everything that any ring's pointer of an app denies: what one ring learnt holds for all. */
export function deniedEverywhere(state: Pick<FleetState, "pointers">, app: string): Denied[] {
  const pointers = [...state.pointers.values()].filter((pointer) => pointer.app === app);
  return mergeDenied(
    [],
    pointers.flatMap((pointer) => pointer.file.value.denied),
  );
}

/** Both lists as one, sorted by digest then kind; the first reason for a digest is kept. */
export function mergeDenied(known: readonly Denied[], further: readonly Denied[]): Denied[] {
  const merged = new Map(known.map((entry) => [keyOf(entry), entry]));
  for (const entry of further) if (!merged.has(keyOf(entry))) merged.set(keyOf(entry), entry);
  return [...merged.entries()].sort(([left], [right]) => compareText(left, right)).map(([, entry]) => entry);
}

/** The entry by which a release is denied, as a whole or by its image or a model, or undefined. */
export function denialOf(release: Signed<Release>, denied: readonly Denied[]): Denied | undefined {
  const digests = new Set(denied.map((entry) => entry.digest));
  const hit = partsOf(release).find((part) => digests.has(part.digest));
  return hit && denied.find((entry) => entry.digest === hit.digest);
}

/** What a revert denies: the bad release, and those of its parts that none of the releases gone back to shares. */
export function denialsFor(bad: Signed<Release>, targets: readonly Signed<Release>[], why: string): Denied[] {
  const kept = new Set(targets.flatMap((target) => partsOf(target).map((part) => part.digest)));
  return mergeDenied(
    [],
    partsOf(bad)
      .filter((part) => !kept.has(part.digest))
      .map((part) => ({ ...part, why })),
  );
}

/** Refuses a list that a pointer cannot hold, with MOVE_DENIED_FULL. */
export function requireRoom(denied: readonly Denied[], app: string): void {
  if (denied.length <= mostDenied) return;
  throw fleetFaults.fault(
    "MOVE_DENIED_FULL",
    `${app} would have ${denied.length} denied digests; a pointer holds ${mostDenied}`,
    { where: app, next: "take digests of releases that can no longer be built off the list with undeny" },
  );
}

function partsOf(release: Signed<Release>): Omit<Denied, "why">[] {
  const { image, models } = release.value;
  return [
    { digest: release.digest, kind: "release" },
    { digest: image.digest, kind: "image" },
    // The same platform manifest under another index is the same image.
    ...(image.platformDigest === image.digest
      ? []
      : [{ digest: image.platformDigest, kind: "image" as const }]),
    ...models.map((model): Omit<Denied, "why"> => ({ digest: model.digest, kind: "model" })),
  ];
}

function keyOf(entry: { readonly digest: Digest; readonly kind: string }): string {
  return `${entry.digest} ${entry.kind}`;
}
