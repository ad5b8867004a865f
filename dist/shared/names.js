import { t as valueFaults } from "./faults2.js";

// src/values/names.ts
const grammars = {
	app: {
		pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
		expects: "1 to 63 of a-z, 0-9 and - (a DNS label), such as shelf-counter"
	},
	fleet: {
		pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
		expects: "1 to 63 of a-z, 0-9 and - (a DNS label), such as acme-retail"
	},
	ring: {
		pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
		expects: "1 to 63 of a-z, 0-9 and - (a DNS label), such as canary"
	},
	device: {
		pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$/,
		expects: "1 to 128 of A-Z, a-z, 0-9, . _ and -, such as store-012-pi-1"
	},
	version: {
		pattern: /^(?!.*\.\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$/,
		expects: "1 to 128 of letters, digits, . _ + and -, such as 1.4.0"
	}
};
/** Gives the name back when it follows the grammar of its kind, or throws NAME_INVALID. */
function parseName(kind, text, where) {
	const { pattern, expects } = grammars[kind];
	if (pattern.test(text)) return text;
	throw valueFaults.fault("NAME_INVALID", `${JSON.stringify(text.slice(0, 150))} is not a name for ${kind === "app" ? "an app" : `a ${kind}`}: expected ${expects}`, { where });
}
/** Gives a relative POSIX path back when every part is plain, or throws PATH_UNSAFE. It does not look at the disk. */
function parseRelativePath(text, where) {
	const bad = unsafePart(text);
	if (bad === void 0) return text;
	throw valueFaults.fault("PATH_UNSAFE", `${JSON.stringify(text.slice(0, 300))} is not a safe relative path: ${bad}`, { where });
}
function unsafePart(text) {
	if (text.length === 0 || text.length > 1024) return "it is empty or longer than 1024 characters";
	if (text.startsWith("/")) return "it is absolute";
	if (text.startsWith("-")) return "it starts with -, which tools read as an option";
	if (/[\u0000-\u001f\u007f\\]/.test(text)) return "it holds a control character or a backslash";
	if (text !== text.normalize("NFC")) return "it is not in Unicode normal form C";
	if (text.split("/").some((part) => part === "" || part === "." || part === "..")) return "it has an empty, . or .. part";
}

export { parseRelativePath as n, parseName as t };