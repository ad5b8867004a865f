import type { Release } from "../../schema/generated/release.js";
import { type Signed, readRelease } from "../../schema/signed-json.ts";
import { differingMembers, sameRelease } from "../../release/compose.ts";
import type { Tree } from "../../values/tree.ts";
import { releaseManifestFaults } from "./faults.ts";

/** The same release as it already stands in a tree, or undefined; other content there is for the caller to judge. */
export async function findWritten(
  tree: Tree,
  path: string,
  wanted: Signed<Release>,
): Promise<
  | { readonly kind: "same"; readonly release: Signed<Release> }
  | { readonly kind: "other"; readonly members: readonly string[] }
  | undefined
> {
  const bytes = await tree.read(path);
  if (bytes === undefined) return undefined;
  const written = readRelease(bytes, path);
  const same = sameRelease(written, wanted.value);
  return same === undefined
    ? { kind: "other", members: differingMembers(written.value, wanted.value) }
    : { kind: "same", release: same };
}

/** The release on main when it is the same one. Throws RELEASE_EXISTS when it is another: a release is written once. */
export async function findPublished(
  tree: Tree,
  path: string,
  wanted: Signed<Release>,
): Promise<Signed<Release> | undefined> {
  const found = await findWritten(tree, path, wanted);
  if (found?.kind !== "other") return found?.release;
  throw releaseManifestFaults.fault(
    "RELEASE_EXISTS",
    `${path} exists and differs in ${found.members.slice(0, 6).join(", ")}`,
    { where: path, next: "release under a new version: a release is written once" },
  );
}
