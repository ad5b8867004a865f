import { a as parseDigest } from "./digest.js";
import { t as valueFaults } from "./faults2.js";
import { a as parseRepository, i as parseImageReference } from "./image-reference.js";
import { n as parseRelativePath, t as parseName } from "./names.js";
import { a as parseRate, i as parseDuration, o as parseSize } from "./quantity.js";

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
/** A whole number within bounds. */
function integer(min, max) {
	return {
		expects: `a whole number from ${min} to ${max}`,
		parse: (text) => {
			const value = /^-?[0-9]{1,15}$/.test(text) ? Number(text) : NaN;
			return value >= min && value <= max ? value : refuse(`${JSON.stringify(text.slice(0, 40))} is not a whole number from ${min} to ${max}`);
		}
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
const imageReference = {
	expects: "an image reference",
	parse: (text) => parseImageReference(text)
};
const imageRepository = {
	expects: "an image repository with neither tag nor digest",
	parse: (text) => parseRepository(text)
};
const duration = {
	expects: "a duration such as 30m",
	parse: (text) => parseDuration(text)
};
const size = {
	expects: "a size such as 250MB",
	parse: (text) => parseSize(text)
};
const rate = {
	expects: "a line rate such as 10Mbit/s",
	parse: (text) => parseRate(text)
};
const relativePath = {
	expects: "a path below the workspace",
	parse: (text) => text === "." ? text : parseRelativePath(text.replace(/^\.\//, ""))
};
/** A file that the repository has, or that an earlier step of the job left in the runner's temporary folder. */
const jobFile = {
	expects: "a path below the workspace, or an absolute one below RUNNER_TEMP",
	parse: (text) => text.startsWith("/") ? `/${parseRelativePath(text.slice(1))}` : relativePath.parse(text)
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

export { word as S, repositoryName as _, digest as a, url as b, imageReference as c, jobFile as d, line as f, relativePath as g, rate as h, choice as i, imageRepository as l, pinnedImage as m, assignment as n, duration as o, list as p, block as r, flag as s, appName as t, integer as u, ringName as v, versionName as x, size as y };