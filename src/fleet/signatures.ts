import { type Role, acceptedSigner, sameIdentity, signersFor } from "../trust/signers.ts";
import { digestOf } from "../values/digest.ts";
import type { Fault } from "../values/fault.ts";
import type { Identity } from "../values/identity.ts";
import { verifyBlob } from "../verification/blob.ts";
import type { Verification } from "../verification/policy.ts";
import { fleetFaults } from "./faults.ts";
import type { TrustFiles } from "./state.ts";

/** A signed file as it was found: its bundle may be missing. */
export type SignedFile = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly bundle: Uint8Array | undefined;
};

/** Verifies a file for a role of an app by a trust document that was itself verified; bad input becomes a reason. */
export async function verifyFile(
  trust: Pick<TrustFiles, "document" | "trustedRoot">,
  role: Role,
  app: string,
  file: SignedFile,
): Promise<Verification> {
  const { value } = trust.document;
  const verification = await verifyBy(trust, signersFor(value, role, app), file);
  return acceptedSigner(value, role, app, verification);
}

/**
 * Verifies a pointer: signed by publish or, when it reverts, by the offline revert key. The reason is read by the caller from the
 * verified bytes, so it comes as a function.
 */
export async function verifyPointer(
  trust: Pick<TrustFiles, "document" | "trustedRoot">,
  app: string,
  file: SignedFile,
  reason: () => string,
): Promise<Verification> {
  const { value } = trust.document;
  const offline: Identity | undefined =
    value.revertKey === null ? undefined : { kind: "key", ...value.revertKey };
  const publishers = signersFor(value, "publish", app);
  const verification = await verifyBy(
    trust,
    offline === undefined ? publishers : [...publishers, offline],
    file,
  );
  if (
    verification.ok &&
    offline !== undefined &&
    sameIdentity(verification.by, offline) &&
    reason() === "revert"
  )
    return verification;
  return acceptedSigner(value, "publish", app, verification);
}

async function verifyBy(
  trust: Pick<TrustFiles, "document" | "trustedRoot">,
  identities: readonly Identity[],
  file: SignedFile,
): Promise<Verification> {
  if (file.bundle === undefined) return { ok: false, why: unsigned(file.path) };
  if (digestOf(trust.trustedRoot) !== trust.document.value.trustedRoot)
    return {
      ok: false,
      why: fleetFaults.fault(
        "FLEET_TRUSTED_ROOT_FOREIGN",
        "trust/trusted_root.json is not the file whose digest trust.json gives",
        { where: "trust/trusted_root.json" },
      ),
    };
  return verifyBlob(file.bytes, file.bundle, { identities, trustedRoot: trust.trustedRoot });
}

function unsigned(path: string): Fault {
  return fleetFaults.fault("FLEET_SIGNATURE_MISSING", `${path} has no signature beside it`, { where: path });
}
