import { defineFaults } from "../values/fault.ts";

export const baseFaults = defineFaults({
  BUILD_BASE_LOCK_INVALID: "The base lock file cannot be read as what it is.",
  BUILD_BASE_NOT_LOCKED: "The Dockerfile uses a base image that the base lock file does not hold.",
  BUILD_BASE_NOT_PINNED: "A base image is not pinned by digest, and pinned bases are required.",
});
