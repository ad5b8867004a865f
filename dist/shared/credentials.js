import "./rolldown-runtime.js";
import { n as formatRepository } from "./image-reference.js";
import { i as isFault, r as describeError } from "./fault.js";
import { f as ociFaults, n as isRecord, o as parseObject } from "./manifest-content.js";
import { r as readBounded } from "./files.js";
import path from "node:path";
import { homedir } from "node:os";

// src/oci/credential-helper.ts
const nothing = /credentials not found in native keychain/i;
const hubAddress = "https://index.docker.io/v1/";
const helperVariables = /^(?:AWS_[A-Z0-9_]+|AZURE_[A-Z0-9_]+|GOOGLE_[A-Z0-9_]+|CLOUDSDK_[A-Z0-9_]+|DOCKER_CONFIG|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|PASSWORD_STORE_DIR)$/;
function helperEnvironment(environment) {
	const picked = {};
	for (const [name, value] of Object.entries(environment)) if (value !== void 0 && helperVariables.test(name)) picked[name] = value;
	return picked;
}
/**
* Asks `docker-credential-<helper> get` for a host, which goes to its stdin; undefined when the helper has nothing. Throws
* CREDENTIAL_HELPER_FAILED without what the helper printed to stdout: that may be the secret.
*/
async function askHelper({ processes, environment }, helper, host, file) {
	const command = `docker-credential-${helper}`;
	const refuse = (why, cause) => ociFaults.fault("CREDENTIAL_HELPER_FAILED", `${command}, which ${file} names for ${host}, ${why}`, {
		where: file,
		cause
	});
	const address = host === "docker.io" ? hubAddress : host;
	const result = await processes.run({
		command,
		arguments: ["get"],
		input: `${address}\n`,
		environment: helperEnvironment(environment),
		timeoutMs: 3e4,
		outputLimit: 262144
	}).catch((error) => {
		throw refuse(`cannot be used: ${describeError(error)}`, error);
	});
	if (result.code !== 0) {
		if (nothing.test(result.stdout.toString("utf8")) || nothing.test(result.stderr)) return void 0;
		throw refuse(`ended with exit code ${result.code}`);
	}
	const { Username: username, Secret: secret } = parseObject(result.stdout, () => refuse("did not answer with a JSON object"));
	if (typeof username !== "string" || typeof secret !== "string") throw refuse("answered without Username and Secret");
	if (secret === "") return void 0;
	if (username === "<token>") return {
		kind: "identity-token",
		token: secret
	};
	return {
		kind: "basic",
		username,
		password: secret
	};
}

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

// src/oci/credentials.ts
/** A store that has nothing: every registry is asked anonymously. */
const anonymousCredentials = { find: async () => ({ kind: "anonymous" }) };
/**
* Credentials as docker and podman keep them: `auths`, `credHelpers` and `credsStore` of config.json, and auth.json with keys down to
* a repository. Files are read once, when first needed. Throws CREDENTIALS_UNREADABLE or CREDENTIAL_HELPER_FAILED; a
* message never holds a secret.
*/
function openCredentials(options) {
	let loading;
	const found = /* @__PURE__ */ new Map();
	const search = async (repository) => {
		const { login } = options;
		if (login !== void 0 && registryKey(login.registry) === registryKey(repository.registry)) return {
			kind: "basic",
			username: login.username,
			password: login.password
		};
		for (const file of await (loading ??= loadFiles(options))) {
			const credential = await searchFile(file, repository, options);
			if (credential !== void 0) return credential;
		}
		return { kind: "anonymous" };
	};
	return { find: (repository) => {
		const key = formatRepository(repository);
		const known = found.get(key);
		if (known !== void 0) return known;
		const asked = search(repository);
		found.set(key, asked);
		asked.catch(() => found.delete(key));
		return asked;
	} };
}
async function loadFiles(options) {
	const files = [];
	const wanted = options.files?.map((file) => ({
		file,
		required: true
	})) ?? usualFiles(options.environment);
	for (const { file, required } of wanted) {
		const content = await readCredentialFile(file, required);
		if (content !== void 0) files.push(content);
	}
	return files;
}
/** The usual places, in the order in which they are asked: what a variable names comes before what a home folder happens to hold. */
function usualFiles(environment) {
	const value = (name) => environment[name] || void 0;
	const home = value("HOME") ?? homedir();
	const named = value("REGISTRY_AUTH_FILE");
	const runtime = value("XDG_RUNTIME_DIR");
	const configuration = value("XDG_CONFIG_HOME") ?? path.join(home, ".config");
	return [
		...named === void 0 ? [] : [{
			file: named,
			required: true
		}],
		{
			file: path.join(value("DOCKER_CONFIG") ?? path.join(home, ".docker"), "config.json"),
			required: false
		},
		...runtime === void 0 ? [] : [{
			file: path.join(runtime, "containers", "auth.json"),
			required: false
		}],
		{
			file: path.join(configuration, "containers", "auth.json"),
			required: false
		}
	];
}
/** What one file has for a repository: its own helper for the host, then its store for all hosts, then its entries. */
async function searchFile(file, repository, ports) {
	const host = registryKey(repository.registry);
	const helper = file.helpers.get(host) ?? file.store;
	if (helper !== void 0) {
		const credential = await askHelper(ports, helper, host, file.file);
		if (credential !== void 0) return credential;
	}
	const parts = repository.path.split("/");
	for (let length = parts.length; length >= 0; length -= 1) {
		const credential = file.entries.get([host, ...parts.slice(0, length)].join("/"));
		if (credential !== void 0) return credential;
	}
}

export { anonymousCredentials, openCredentials, usualFiles };