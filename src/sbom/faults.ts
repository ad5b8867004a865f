import { defineFaults } from "../values/fault.ts";

export const sbomFaults = defineFaults({
  SBOM_TOO_LARGE:
    "The SBOM does not fit into what registries and signers take, even without its optional parts.",
});
