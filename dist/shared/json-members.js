// src/values/json-members.ts
/** Readers of parsed JSON from outside in which a member may be missing or of another kind: what does not fit is empty. */
/** True for what a JSON object parses to. */
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The object, or an empty one. */
function recordOf(value) {
	return isRecord(value) ? value : {};
}
/** The list, or an empty one. */
function listOf(value) {
	return Array.isArray(value) ? value : [];
}
/** The objects of a list, an empty one for each that is none. */
function recordsOf(value) {
	return listOf(value).map(recordOf);
}
/** The text, or an empty one. */
function textOf(value) {
	return typeof value === "string" ? value : "";
}
/** The texts in a list, without what is none. */
function textsOf(value) {
	return listOf(value).filter((item) => typeof item === "string");
}

export { textOf as a, recordsOf as i, listOf as n, textsOf as o, recordOf as r, isRecord as t };