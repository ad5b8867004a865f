import { n as defineFaults } from "./fault.js";

// src/io/faults.ts
const ioFaults = defineFaults({
	FILE_MISSING: "A file that is needed is not there.",
	FILE_TOO_LARGE: "A file is larger than the limit for its kind.",
	FILE_UNREADABLE: "A file could not be read or written.",
	GIT_FAILED: "A git command failed.",
	HTTP_BODY_TOO_LARGE: "A server sent more than the limit for this kind of answer.",
	HTTP_FAILED: "A server could not be reached, or the connection broke.",
	HTTP_INSECURE: "A plain http address was given for a host that is not on this machine.",
	HTTP_TIMEOUT: "A server did not answer in time.",
	PATH_OUTSIDE: "A path leads out of the folder that it must stay in.",
	PROCESS_FAILED: "A program ended with an error.",
	PROCESS_MISSING: "A program is not installed, or not on PATH.",
	PROCESS_OUTPUT_TOO_LARGE: "A program printed more than the limit.",
	PROCESS_TIMEOUT: "A program did not end in time."
});

export { ioFaults as t };