import { readFleet } from "../../schema/fleet-file.ts";
import { type Trust } from "../../schema/generated/trust.js";
import { type Signed, readTrust } from "../../schema/signed-json.ts";
import { verifyTrust, verifyTrustUpdate } from "../../trust/trust-verification.ts";
import { digestOf } from "../../values/digest.ts";
import { isFault } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import { fleetPath, trustPath, trustSignaturesPath, trustedRootPath } from "../paths.ts";
import { readNeeded } from "../state.ts";
import { type ChangeView, violation } from "./change-view.ts";

/** Trust changes only by its own root keys: n + 1 signed by the thresholds of n and n + 1, and the Sigstore roots that it names. */
export async function checkTrustUpdate(view: ChangeView): Promise<readonly Finding[]> {
  const touched = new Set(view.files.map((file) => file.path));
  if (![trustPath, trustSignaturesPath, trustedRootPath, fleetPath].some((path) => touched.has(path)))
    return [];
  try {
    const trust = await verifiedTrust(view, touched.has(trustPath));
    return [...(await checkTrustedRoot(view, trust)), ...(await checkName(view, trust))];
  } catch (error) {
    if (!isFault(error)) throw error;
    return [
      violation(
        "trust-update",
        trustPath,
        error.message,
        error.next ??
          "trust.json is changed by the holders of the root keys: pi5 trust signs the next version",
      ),
    ];
  }
}

async function verifiedTrust(view: ChangeView, changed: boolean): Promise<Signed<Trust>> {
  const bytes = await readNeeded(view.head.tree, trustPath);
  const signatures = await readNeeded(view.head.tree, trustSignaturesPath);
  const before = view.base?.trust.document;
  if (before === undefined) return verifyTrust(bytes, signatures, readTrust(bytes, trustPath).value.roots);
  if (changed) return verifyTrustUpdate(before, bytes, signatures);
  return verifyTrust(bytes, signatures, before.value.roots);
}

async function checkTrustedRoot(view: ChangeView, trust: Signed<Trust>): Promise<Finding[]> {
  const digest = digestOf(await readNeeded(view.head.tree, trustedRootPath));
  if (digest === trust.value.trustedRoot) return [];
  return [
    violation(
      "trusted-root",
      trustedRootPath,
      `${trustedRootPath} has the digest ${digest}; trust.json names ${trust.value.trustedRoot}`,
      "change both in one change, with a new version of trust.json",
    ),
  ];
}

async function checkName(view: ChangeView, trust: Signed<Trust>): Promise<Finding[]> {
  const { name } = readFleet(await readNeeded(view.head.tree, fleetPath), fleetPath);
  if (name === trust.value.fleet) return [];
  return [
    violation(
      "fleet-name",
      fleetPath,
      `${fleetPath} is of the fleet ${name}; trust.json is of ${trust.value.fleet}`,
      "a fleet keeps its name: devices are provisioned with it",
    ),
  ];
}
