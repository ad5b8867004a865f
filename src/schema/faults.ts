import { defineFaults } from "../values/fault.ts";

export const schemaFaults = defineFaults({
  DOCUMENT_NOT_CANONICAL:
    "A signed JSON document is not in its canonical form (RFC 8785), so its bytes are not the ones that were signed.",
  DOCUMENT_SCHEMA: "A document does not follow its schema.",
  DOCUMENT_SYNTAX: "A document is not JSON or YAML, repeats a key, or uses a feature that is not accepted.",
  DOCUMENT_TOO_LARGE: "A document is larger than the limit for its kind.",
});
