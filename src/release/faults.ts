import { defineFaults } from "../values/fault.ts";

export const releaseFaults = defineFaults({
  RELEASE_INCONSISTENT: "The parts of a release contradict each other.",
  RELEASE_SOURCE_UNKNOWN:
    "A release has to name the repository and commit that it was built from, and they are not known.",
});
