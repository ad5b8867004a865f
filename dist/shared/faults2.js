import { n as defineFaults } from "./fault.js";

// src/values/faults.ts
const valueFaults = defineFaults({
	CANONICAL_JSON_UNSUPPORTED: "A value cannot be written as canonical JSON (RFC 8785).",
	DIGEST_INVALID: "A text is not a digest of the form sha256: and 64 lower-case hex digits.",
	DURATION_INVALID: "A text is not a duration such as 90s, 30m, 6h or 14d.",
	IMAGE_REFERENCE_INVALID: "A text is not an image reference such as ghcr.io/acme/app:1.2.0.",
	INPUT_INVALID: "One or more inputs are missing or wrong; the message names each and shows a right value.",
	NAME_INVALID: "A name does not follow the grammar of its kind.",
	PATH_UNSAFE: "A path is absolute, leaves its root, or holds a part that file systems disagree about.",
	RATE_INVALID: "A text is not a line rate such as 10Mbit/s.",
	SIZE_INVALID: "A text is not a size such as 250MB or 1GiB."
});

export { valueFaults as t };