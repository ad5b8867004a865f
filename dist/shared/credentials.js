import "./rolldown-runtime.js";
import { n as formatRepository } from "./image-reference.js";
import { r as describeError } from "./fault.js";
import { a as parseObject, d as ociFaults } from "./manifest-content.js";
import { n as registryKey, t as readCredentialFile } from "./credential-file.js";
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

// src/oci/credentials.ts
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

export { openCredentials };