import { defineFaults } from "../values/fault.ts";

export const lintFaults = defineFaults({
  LINT_PROFILE_INVALID: "The file of a device profile has an unknown key or value.",
});
