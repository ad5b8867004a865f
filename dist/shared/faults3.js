import { n as defineFaults } from "./fault.js";

// cli/faults.ts
const cliFaults = defineFaults({
	FLAG_SECRET: "A secret was given on the command line, where other users of the machine can read it.",
	FLAG_UNKNOWN: "A flag is not known, or lacks its value.",
	TOKEN_MISSING: "Keyless signing in a terminal needs an OIDC token in SIGSTORE_ID_TOKEN."
});

export { cliFaults as t };