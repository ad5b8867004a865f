import { defineFaults } from "../../values/fault.ts";

export const canaryGateFaults = defineFaults({
  CANARY_BRANCH_MISSING: "The manifests repository lacks a branch that the gate reads.",
  CANARY_RING_UNKNOWN: "fleet.yaml has no ring of the given name.",
  CANARY_SIGNER_UNTRUSTED:
    "The trust document of the manifests repository does not let this signer write verdicts.",
  CANARY_UNSETTLED: "The manifests repository kept changing while the verdict was proposed.",
});
