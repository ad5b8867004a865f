import { defineFaults } from "../values/fault.ts";

export const appendFaults = defineFaults({
  APPEND_BASE_UNSUPPORTED:
    "The base image cannot be appended to: it is no image for linux/arm64 of known layers.",
  APPEND_CONFIG_INVALID: "The config of a base image, or an edit of it, cannot be used.",
  APPEND_SOURCE_REFUSED: "A file or folder to append is of a kind that does not belong into a layer.",
});
