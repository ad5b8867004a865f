import { a as parseDigest } from "./digest.js";
import { t as valueFaults } from "./faults.js";
import { a as parseRepository, i as parseImageReference, r as isTag } from "./image-reference.js";

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

// src/values/quantity.ts
const seconds = {
	ms: .001,
	s: 1,
	m: 60,
	h: 3600,
	d: 86400
};
/** Reads `90s`, `1h30m`, `250ms` or `14d` as seconds, or throws DURATION_INVALID. At most ten years. */
function parseDuration(text, where) {
	const refuse = () => valueFaults.fault("DURATION_INVALID", `${JSON.stringify(text.slice(0, 60))} is not a duration: write a number and ms, s, m, h or d, such as 30m or 1h30m`, { where });
	if (!/^(?:[0-9]{1,9}(?:\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$/.test(text)) throw refuse();
	let total = 0;
	for (const [, amount, unit] of text.matchAll(/([0-9.]+)(ms|s|m|h|d)/g)) total += Number(amount) * (seconds[unit ?? ""] ?? NaN);
	if (!(total <= 316224e3)) throw refuse();
	return total;
}
/** Writes seconds as people read them: `250ms`, `45s`, `12m`, `1h30m`, `14d`. */
function formatDuration(total) {
	if (total < 1) return `${Math.round(total * 1e3)}ms`;
	if (total < 60) return `${Number(total.toFixed(1))}s`;
	const parts = [];
	let rest = Math.round(total);
	for (const [unit, size] of [
		["d", 86400],
		["h", 3600],
		["m", 60],
		["s", 1]
	]) {
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
	}
	return parts.join("");
}
/** Writes a number of bytes in decimal units: `812 B`, `2.4 kB`, `180 MB`. */
function formatSize(size) {
	for (const [unit, scale] of [
		["GB", 1e9],
		["MB", 1e6],
		["kB", 1e3]
	]) if (size >= scale) return `${size >= 100 * scale ? Math.round(size / scale) : Number((size / scale).toFixed(1))} ${unit}`;
	return `${size} B`;
}

// src/values/grammars.ts
function refuse(what) {
	throw valueFaults.fault("INPUT_INVALID", what);
}
/** Any text of at most 64 KiB on one line. */
const line = {
	expects: "one line of text",
	parse: (text) => /[\r\n\0]/.test(text) || text.length > 65536 ? refuse("it has more than one line, or is too long") : text
};
/** A name that a program gets as an argument: it can be read neither as an option nor as a list. */
const word = {
	expects: "a name of letters, digits, . _ and -, which starts with a letter or digit",
	parse: (text) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text) ? text : refuse(`${JSON.stringify(text.slice(0, 140))} is no such name`)
};
/** Text of any number of lines, at most 1 MiB: keys, notes. */
const block = {
	expects: "text",
	parse: (text) => text.includes("\0") || text.length > 1048576 ? refuse("it holds a NUL, or is longer than 1 MiB") : text
};
/** The YAML 1.2 core booleans that the runner's own toolkit accepts. */
const flag = {
	expects: "true or false",
	parse: (text) => {
		if ([
			"true",
			"True",
			"TRUE"
		].includes(text)) return true;
		if ([
			"false",
			"False",
			"FALSE"
		].includes(text)) return false;
		return refuse(`${JSON.stringify(text.slice(0, 40))} is neither true nor false`);
	}
};
/** One of a closed set of words. */
function choice(words) {
	return {
		expects: `one of ${words.join(", ")}`,
		parse: (text) => words.find((word) => word === text) ?? refuse(`${JSON.stringify(text.slice(0, 60))} is not one of ${words.join(", ")}`)
	};
}
/** One item a line; empty lines are passed over; at most 1000. */
function list(item) {
	return {
		expects: `one a line: ${item.expects}`,
		parse: (text) => {
			const lines = text.split(/\r?\n/).map((part) => part.trim()).filter((part) => part !== "");
			return lines.length > 1e3 ? refuse("it has more than 1000 lines") : lines.map((part) => item.parse(part));
		}
	};
}
/** `NAME=VALUE`, as build arguments and labels are written. */
const assignment = {
	expects: "NAME=VALUE",
	parse: (text) => {
		const at = text.indexOf("=");
		return at < 1 || text.startsWith("-") ? refuse(`${JSON.stringify(text.slice(0, 60))} is not NAME=VALUE`) : [text.slice(0, at), text.slice(at + 1)];
	}
};
/** An http or https URL with no user or password in it. */
const url = {
	expects: "an https URL without credentials",
	parse: (text) => {
		const parsed = URL.canParse(text) ? new URL(text) : refuse("it is not a URL");
		if (parsed.protocol !== "https:" && parsed.protocol !== "http:") refuse("it is not an http or https URL");
		return parsed.username === "" && parsed.password === "" ? parsed : refuse("it holds a user name or password: use the secret inputs");
	}
};
/** OWNER/NAME of a GitHub repository. */
const repositoryName = {
	expects: "OWNER/NAME of a GitHub repository",
	parse: (text) => {
		const match = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})$/.exec(text);
		return match?.[1] === void 0 || match[2] === void 0 || /^\.{1,2}$/.test(match[2]) ? refuse(`${JSON.stringify(text.slice(0, 150))} is not OWNER/NAME`) : {
			owner: match[1],
			name: match[2]
		};
	}
};
const digest = {
	expects: "sha256: and 64 hex digits",
	parse: (text) => parseDigest(text)
};
const imageRepository = {
	expects: "an image repository with neither tag nor digest",
	parse: (text) => parseRepository(text)
};
const duration = {
	expects: "a duration such as 30m",
	parse: (text) => parseDuration(text)
};
const relativePath = {
	expects: "a path below the workspace",
	parse: (text) => text === "." ? text : parseRelativePath(text.replace(/^\.\//, ""))
};
const appName = {
	expects: "an app name such as shelf-counter",
	parse: (text) => parseName("app", text)
};
const ringName = {
	expects: "a ring name such as canary",
	parse: (text) => parseName("ring", text)
};
const versionName = {
	expects: "a version such as 1.4.0",
	parse: (text) => parseName("version", text)
};
/** A digest-pinned image: `repo@sha256:…`. */
const pinnedImage = {
	expects: "an image pinned by digest",
	parse: (text) => {
		const reference = parseImageReference(text);
		return reference.digest === void 0 ? refuse("it has no digest") : {
			...reference,
			digest: reference.digest
		};
	}
};
/** An image tag by the distribution specification. */
const tagName = {
	expects: "a tag of at most 128 letters, digits, . _ and -",
	parse: (text) => isTag(text) ? text : refuse(`${JSON.stringify(text.slice(0, 140))} is not a tag`)
};

export { parseRelativePath as S, versionName as _, digest as a, formatSize as b, imageRepository as c, pinnedImage as d, relativePath as f, url as g, tagName as h, choice as i, line as l, ringName as m, assignment as n, duration as o, repositoryName as p, block as r, flag as s, appName as t, list as u, word as v, parseDuration as x, formatDuration as y };