import { i as readBounded } from "./files.js";
import { i as isFault, r as describeError } from "./fault.js";
import { t as isRecord } from "./json-members.js";
import { a as parseObject, d as ociFaults } from "./manifest-content.js";

// src/oci/credential-file.ts
const largestFile = 1048576;
const dockerHub = /* @__PURE__ */ new Set([
	"docker.io",
	"index.docker.io",
	"registry-1.docker.io"
]);
/** The host that a key or a reference names, in lower case; Docker Hub's several names are one. */
function registryKey(registry) {
	const host = registry.toLowerCase();
	return dockerHub.has(host) ? "docker.io" : host;
}
/**
* Reads a file of credentials; undefined when it is not there and need not be. Throws CREDENTIALS_UNREADABLE, which names the
* file and the key, never a value.
*/
async function readCredentialFile(file, required) {
	const refuse = (why) => ociFaults.fault("CREDENTIALS_UNREADABLE", `${file} ${why}`, { where: file });
	let bytes;
	try {
		bytes = await readBounded(file, largestFile);
	} catch (error) {
		if (!required && isFault(error, "FILE_MISSING")) return void 0;
		throw ociFaults.fault("CREDENTIALS_UNREADABLE", describeError(error), {
			where: file,
			cause: error
		});
	}
	if (bytes.toString("utf8").trim() === "") return {
		file,
		entries: /* @__PURE__ */ new Map(),
		helpers: /* @__PURE__ */ new Map(),
		store: void 0
	};
	const document = parseObject(bytes, refuse);
	const entries = /* @__PURE__ */ new Map();
	for (const [key, value] of membersOf(document, "auths", refuse)) {
		if (!isRecord(value)) throw refuse(`has an entry ${JSON.stringify(key)} of auths that is not an object`);
		const credential = readEntry(value, () => refuse(`has an entry ${JSON.stringify(key)} of auths whose auth cannot be decoded`));
		const name = entryKey(key);
		if (credential !== void 0 && (name === key || !entries.has(name))) entries.set(name, credential);
	}
	const helpers = /* @__PURE__ */ new Map();
	for (const [key, value] of membersOf(document, "credHelpers", refuse)) helpers.set(entryKey(key), helperName(value, refuse));
	const store = document["credsStore"];
	return {
		file,
		entries,
		helpers,
		store: store === void 0 || store === "" ? void 0 : helperName(store, refuse)
	};
}
/**
* The normalised form of a key. Docker wrote `https://host/v1/`; podman writes `host/team/app`. With a scheme, or with an API
* version as its path, only the host counts.
*/
function entryKey(key) {
	const bare = key.replace(/^https?:\/\//i, "");
	const [host = "", ...parts] = bare.split("/").filter((part) => part !== "");
	const isUrl = bare !== key || parts.length === 1 && /^v[12]$/.test(parts[0] ?? "");
	return [registryKey(host), ...isUrl ? [] : parts].join("/");
}
function membersOf(document, name, refuse) {
	const value = document[name];
	if (value === void 0 || value === null) return [];
	if (!isRecord(value)) throw refuse(`has ${name} that is not an object`);
	return Object.entries(value);
}
function helperName(value, refuse) {
	if (typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)) return value;
	throw refuse("names a credential helper that is not a plain word");
}
function readEntry(entry, refuse) {
	const text = (name) => {
		const value = entry[name];
		return typeof value === "string" ? value : "";
	};
	if (text("registrytoken") !== "") return {
		kind: "registry-token",
		token: text("registrytoken")
	};
	if (text("identitytoken") !== "") return {
		kind: "identity-token",
		token: text("identitytoken")
	};
	if (text("auth") !== "") return decodeAuth(text("auth"), refuse);
	if (text("username") !== "" && text("password") !== "") return {
		kind: "basic",
		username: text("username"),
		password: text("password")
	};
}
function decodeAuth(auth, refuse) {
	const decoded = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
	const colon = decoded.indexOf(":");
	if (colon < 1 || !/^[A-Za-z0-9+/_-]+=*\s*$/.test(auth)) throw refuse();
	return {
		kind: "basic",
		username: decoded.slice(0, colon),
		password: decoded.slice(colon + 1)
	};
}

export { registryKey as n, readCredentialFile as t };