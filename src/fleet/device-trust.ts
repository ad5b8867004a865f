import type { Trust } from "../schema/generated/trust.js";
import type { Signed } from "../schema/signed-json.ts";
import { verifyTrust } from "../trust/trust-verification.ts";
import { deviceFaults } from "./device-faults.ts";
import type { DeviceFiles } from "./device-files.ts";
import type { DeviceState, DeviceTrust, Provisioning } from "./device-state.ts";
import { trustPath, trustSignaturesPath, trustedRootPath } from "./paths.ts";
import { type TrustFiles, requirePlace } from "./state.ts";

const limits = { trust: 4_194_304, signatures: 262_144, trustedRoot: 4_194_304 } as const;

/**
 * Accepts the trust document of the followed tree: signed by a threshold of the roots that the device holds and of its own,
 * never of a lower version or epoch, never other bytes for the same version. A device that was away may skip versions as long as
 * the roots that it holds still sign.
 */
export async function acceptTrust(
  files: DeviceFiles,
  provisioning: Provisioning,
  state: DeviceState,
): Promise<{ readonly files: Pick<TrustFiles, "document" | "trustedRoot">; readonly memory: DeviceTrust }> {
  const bytes = await files.need(trustPath, limits.trust);
  const signatures = await files.need(trustSignaturesPath, limits.signatures);
  const document = verifyTrust(bytes, signatures, state.trust?.roots ?? provisioning.roots);
  requirePlace(trustPath, document.value, { fleet: provisioning.fleet });
  if (state.trust !== null) requireForward(document, state.trust);
  const { version, epoch, roots } = document.value;
  return {
    files: { document, trustedRoot: await files.need(trustedRootPath, limits.trustedRoot) },
    memory: { version, epoch, digest: document.digest, roots },
  };
}

function requireForward(document: Signed<Trust>, known: DeviceTrust): void {
  const { version, epoch } = document.value;
  if (version < known.version || epoch < known.epoch)
    throw deviceFaults.fault(
      "DEVICE_TRUST_ROLLBACK",
      `${trustPath} is version ${version} of epoch ${epoch}; the device has version ${known.version} of epoch ${known.epoch}`,
      { where: trustPath },
    );
  if (version === known.version && document.digest !== known.digest)
    throw deviceFaults.fault(
      "DEVICE_TRUST_EQUIVOCAL",
      `${trustPath} is version ${version} with other bytes than before`,
      { where: trustPath },
    );
}
