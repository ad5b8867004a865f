import type { Fleet } from "../schema/fleet-file.ts";
import type { Pointer } from "../schema/generated/pointer.js";
import type { Release } from "../schema/generated/release.js";
import { renderKustomization } from "../render/kustomize.ts";
import { kustomizationPath } from "./paths.ts";

/** The derived files of a ring and app as they must be: bytes, or null where there must be none. */
export function renderedFiles(
  fleet: Pick<Fleet, "delivery">,
  place: { readonly ring: string; readonly app: string },
  runs: { readonly pointer: Pointer; readonly release: Release } | undefined,
): ReadonlyMap<string, Uint8Array | null> {
  const { ring, app } = place;
  const wanted = runs !== undefined && fleet.delivery.includes("kustomize");
  const bytes = wanted
    ? renderKustomization({
        ring,
        app,
        version: runs.release.version,
        digest: runs.pointer.release.digest,
        image: runs.release.image,
        models: runs.release.models,
      })
    : null;
  return new Map([[kustomizationPath(ring, app), bytes]]);
}
