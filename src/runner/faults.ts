import { defineFaults } from "../values/fault.ts";

export const runnerFaults = defineFaults({
  ID_TOKEN_REFUSED: "GitHub did not give this job an OIDC token.",
  ID_TOKEN_UNAVAILABLE: "The job has no permission to ask GitHub for an OIDC token.",
});
