import type { Tree } from "../../values/tree.ts";
import type { FleetState } from "../../fleet/state.ts";
import { bundlePath } from "../../fleet/paths.ts";
import { verifyFile } from "../../fleet/signatures.ts";
import type { Release } from "../../schema/generated/release.js";
import type { Signed } from "../../schema/signed-json.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import type { Identity } from "../../values/identity.ts";
import { releaseManifestFaults } from "./faults.ts";

/** A bundle that the trust document of the manifests repository accepts for these bytes, and whose it is. */
export type ReleaseSignature = { readonly bundle: Uint8Array; readonly by: Identity };

/** The valid signature that lies beside a release in a tree, or undefined: signatures are not made twice. */
export async function findSignature(
  state: FleetState,
  tree: Tree,
  path: string,
  release: Signed<Release>,
): Promise<ReleaseSignature | undefined> {
  const bundle = await tree.read(bundlePath(path));
  if (bundle === undefined) return undefined;
  const verification = await verify(state, path, release, bundle);
  return verification.ok ? { bundle, by: verification.by } : undefined;
}

/**
 * Signs a release and verifies the signature by the trust document, as every device will. Throws RELEASE_SIGNER_UNTRUSTED
 * before anything is proposed that the required check would refuse.
 */
export async function makeSignature(
  state: FleetState,
  path: string,
  release: Signed<Release>,
  signer: BlobSigner,
): Promise<ReleaseSignature> {
  const bundle = await signer.signBlob(release.bytes);
  const verification = await verify(state, path, release, bundle);
  if (verification.ok) return { bundle, by: verification.by };
  const { app } = release.value;
  throw releaseManifestFaults.fault(
    "RELEASE_SIGNER_UNTRUSTED",
    `the signature of this run is not accepted for releases of ${app}: ${verification.why.message}`,
    {
      where: "trust/trust.json",
      next: `let the holder of the root key add this signer with the role release for ${app}`,
      cause: verification.why,
    },
  );
}

async function verify(state: FleetState, path: string, release: Signed<Release>, bundle: Uint8Array) {
  return verifyFile(state.trust, "release", release.value.app, { path, bytes: release.bytes, bundle });
}
