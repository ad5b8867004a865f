import { defineFaults } from "../values/fault.ts";

export const scanFaults = defineFaults({
  SCAN_COMMAND_INVALID: "The scan-command cannot be split into a program and its arguments.",
  SCAN_FAILED: "The scanner could not be run to its end, or left no readable findings.",
  VEX_INVALID: "A VEX file is not an OpenVEX document.",
});
