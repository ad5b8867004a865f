import { defineFaults } from "../../values/fault.ts";

export const verifyReleaseFaults = defineFaults({
  VERIFY_BRANCH_MISSING: "A branch or commit that should be checked does not exist.",
  VERIFY_RANGE_MISSING:
    "The run names no change: it is neither a pull request nor a merge group, and base and head are not set.",
});
