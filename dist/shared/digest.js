import { t as valueFaults } from "./faults2.js";
import { createHash } from "node:crypto";

// src/values/digest.ts
const grammar = /^sha256:[0-9a-f]{64}$/;
/** True when the text is a digest of the one form that is accepted. */
function isDigest(text) {
	return grammar.test(text);
}
/** Reads a digest, or throws DIGEST_INVALID. */
function parseDigest(text, where) {
	if (isDigest(text)) return text;
	throw valueFaults.fault("DIGEST_INVALID", `${JSON.stringify(text.slice(0, 100))} is not a digest: expected sha256: and 64 lower-case hex digits`, { where });
}
/** The digest of some bytes. */
function digestOf(bytes) {
	return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
/** The digest that a lower-case hex SHA-256 stands for, or throws DIGEST_INVALID. */
function digestFromHex(hex) {
	return parseDigest(`sha256:${hex}`);
}
/** The 64 hex digits of a digest. */
function hexOf(digest) {
	return digest.slice(7);
}

export { parseDigest as a, isDigest as i, digestOf as n, hexOf as r, digestFromHex as t };