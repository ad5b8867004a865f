import type { Trust, TrustSigner } from "../schema/generated/trust.js";
import { type Identity, formatIdentity } from "../values/identity.ts";
import type { Verification } from "../verification/policy.ts";
import { trustFaults } from "./faults.ts";

export type Role = TrustSigner["role"];

/** Who may sign in a role for an app, revoked or not: what a verification's policy is made of. */
export function signersFor(trust: Trust, role: Role, app: string): readonly Identity[] {
  return trust.signers
    .filter((signer) => signer.role === role && (signer.app === null || signer.app === app))
    .map((signer) => signer.identity);
}

/**
 * Lets a verification stand when its signer has the role and was not revoked when it signed. A signature without a proved
 * time counts as made after the revocation. The answer is the verification itself, or the reason against it.
 */
export function acceptedSigner(
  trust: Trust,
  role: Role,
  app: string,
  verification: Verification,
): Verification {
  if (!verification.ok) return verification;
  const { by, at } = verification;
  if (!signersFor(trust, role, app).some((identity) => sameIdentity(identity, by)))
    return {
      ok: false,
      why: trustFaults.fault(
        "TRUST_SIGNER_NOT_ALLOWED",
        `${formatIdentity(by)} has no ${role} role for ${app}`,
        { where: "trust/trust.json" },
      ),
    };
  for (const { identity, from } of trust.revocations) {
    if (!sameIdentity(identity, by) || (at !== undefined && at.getTime() < Date.parse(from))) continue;
    const when = at === undefined ? "nothing proves when it signed" : `it signed at ${at.toISOString()}`;
    return {
      ok: false,
      why: trustFaults.fault(
        "TRUST_SIGNER_REVOKED",
        `${formatIdentity(by)} is revoked from ${from} on, and ${when}`,
        { where: "trust/trust.json" },
      ),
    };
  }
  return verification;
}

/** True when two identities are the same in every field that names them. */
export function sameIdentity(left: Identity, right: Identity): boolean {
  if (left.kind === "key" || right.kind === "key")
    return left.kind === "key" && right.kind === "key" && left.keyId === right.keyId;
  return (
    left.issuer === right.issuer &&
    left.subject === right.subject &&
    left.repositoryId === right.repositoryId &&
    left.ownerId === right.ownerId &&
    left.sourceRef === right.sourceRef &&
    left.buildConfigUri === right.buildConfigUri &&
    left.trigger === right.trigger
  );
}
