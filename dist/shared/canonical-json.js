import { t as valueFaults } from "./faults2.js";

// src/values/canonical-json.ts
/** JSON by RFC 8785: keys in UTF-16 order, ECMAScript numbers, no white space. Throws CANONICAL_JSON_UNSUPPORTED. */
function canonicalJson(value) {
	return write(value, "$", 0);
}
/** The canonical JSON of a value as UTF-8 with no final newline: the bytes that are hashed, signed and stored. */
function canonicalBytes(value) {
	return Buffer.from(canonicalJson(value), "utf8");
}
function write(value, path, depth) {
	const refuse = (why) => valueFaults.fault("CANONICAL_JSON_UNSUPPORTED", `${path} ${why}`, { where: path });
	if (depth > 64) throw refuse("is nested deeper than 64 levels");
	if (value === null || typeof value === "boolean") return String(value);
	if (typeof value === "string") {
		if (!value.isWellFormed()) throw refuse("holds half of a surrogate pair");
		return JSON.stringify(value);
	}
	if (typeof value === "number") {
		if (!Number.isFinite(value)) throw refuse("is not a finite number");
		return JSON.stringify(value);
	}
	if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${path}[${index}]`, depth + 1)).join(",")}]`;
	if (typeof value !== "object") throw refuse(`is a ${typeof value}, which JSON cannot hold`);
	const record = value;
	const members = [];
	for (const key of Object.keys(record).sort()) {
		if (record[key] === void 0) continue;
		if (!key.isWellFormed()) throw refuse("has a key with half of a surrogate pair");
		members.push(`${JSON.stringify(key)}:${write(record[key], `${path}.${key}`, depth + 1)}`);
	}
	return `{${members.join(",")}}`;
}

export { canonicalJson as n, canonicalBytes as t };