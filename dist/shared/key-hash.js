import { n as defineFaults } from "./fault.js";

// src/envelope/faults.ts
const envelopeFaults = defineFaults({
	ENVELOPE_BUNDLE_INVALID: "A file is not a Sigstore bundle v0.3 that this project can read.",
	ENVELOPE_DSSE_INVALID: "A document is not a DSSE envelope with exactly one signature.",
	ENVELOPE_LEGACY_INVALID: "A cosign signature manifest or one of its layers is malformed.",
	ENVELOPE_MODEL_INVALID: "The signed statement about a model is malformed, names unsafe paths, or contradicts itself.",
	ENVELOPE_NOTARY_CERTIFICATE: "A certificate or the order of a certificate chain breaks the certificate requirements of the Notary Project.",
	ENVELOPE_NOTARY_INVALID: "A document is not a Notary Project signature (JWS, scheme notary.x509).",
	ENVELOPE_STATEMENT_INVALID: "A signed payload is not an in-toto statement v1 or v0.1.",
	ENVELOPE_TIMESTAMP_INVALID: "An answer of a timestamp authority is not an RFC 3161 timestamp.",
	ENVELOPE_TOO_LARGE: "A signature document is larger than the limit for its kind."
});

// src/envelope/strict-json.ts
/** Parses UTF-8 JSON of at most `limit` bytes whose top is an object; `refuse` makes the fault for anything else. */
function parseObject(bytes, limit, name, refuse) {
	if (bytes.length > limit) throw envelopeFaults.fault("ENVELOPE_TOO_LARGE", `${name} has ${bytes.length} bytes; at most ${limit} are accepted`, { where: name });
	let value;
	try {
		value = JSON.parse(new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes));
	} catch {
		throw refuse("is not JSON in UTF-8");
	}
	return asObject(value, "its top", refuse);
}
/** The value as an object that is no array. */
function asObject(value, path, refuse) {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
	throw refuse(`has no object at ${path}`);
}
/** The value as an array of at most `most` items; a member that is absent is an empty list, as in protobuf's JSON. */
function asList(value, path, most, refuse) {
	if (value === void 0) return [];
	if (!Array.isArray(value)) throw refuse(`has no list at ${path}`);
	if (value.length > most) throw refuse(`has more than ${most} items at ${path}`);
	return value;
}
/** The value as a text of at most 1 MiB. */
function asText(value, path, refuse) {
	if (typeof value === "string" && value.length <= 1048576) return value;
	throw refuse(`has no text at ${path}`);
}
/** The bytes of standard base64 with padding, at least one; other spellings of the same bytes are refused. */
function asBytes(value, path, refuse) {
	if (typeof value !== "string") throw refuse(`has no base64 at ${path}`);
	const bytes = Buffer.from(value, "base64");
	if (bytes.length === 0 || bytes.toString("base64") !== value) throw refuse(`has no base64 at ${path}`);
	return bytes;
}
/** A non-negative int64 in protobuf's JSON: a decimal text, or a number; absent is 0. */
function asCount(value, path, refuse) {
	if (value === void 0) return "0";
	if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
	if (typeof value === "string" && /^(?:0|[1-9][0-9]{0,18})$/.test(value)) return value;
	throw refuse(`has no whole number at ${path}`);
}
/** Refuses members that the format does not have: what is not understood is not trusted. */
function onlyMembers(object, known, path, refuse) {
	const unknown = Object.keys(object).find((key) => !known.includes(key));
	if (unknown !== void 0) throw refuse(`has the unknown member ${JSON.stringify(unknown.slice(0, 60))} at ${path}`);
}

// src/envelope/key-hash.ts
const ofCurves = {
	prime256v1: "sha256",
	secp384r1: "sha384",
	secp521r1: "sha512"
};
/** The hash that belongs to a key's curve; undefined for other kinds of keys. */
function hashOfCurve(key) {
	return ofCurves[key.asymmetricKeyDetails?.namedCurve ?? ""];
}
/** The hash that Sigstore's clients sign with for a kind of key (sigstore, signature/algorithm_registry.go): that of the curve's size, SHA-256 for RSA. */
function hashForKey(key) {
	return hashOfCurve(key) ?? "sha256";
}

export { asList as a, onlyMembers as c, asCount as i, parseObject as l, hashOfCurve as n, asObject as o, asBytes as r, asText as s, hashForKey as t, envelopeFaults as u };