import { defineFaults } from "../values/fault.ts";

export const publishFaults = defineFaults({
  PUBLISH_HISTORY_TOO_LONG: "The history of main since the fleet was founded is longer than is walked.",
  PUBLISH_LIVE_FOREIGN: "The branch live was not made by publish, or main was rewritten.",
  PUBLISH_LOST: "The branch live or main kept moving while publish worked.",
  PUBLISH_SIGNATURE_UNUSABLE:
    "A fresh signature does not verify with the trust files that devices will read.",
});
