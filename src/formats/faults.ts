import { defineFaults } from "../values/fault.ts";

export const formatFaults = defineFaults({
  FORMAT_CORRUPT: "A file has the magic number of its format but not its structure.",
});
