import { i as readBounded, r as containPath } from "./files.js";
import { t as valueFaults } from "./faults2.js";
import { i as parseImageReference } from "./image-reference.js";
import { n as registryKey } from "./credential-file.js";
import { f as line, g as relativePath, p as list } from "./grammars.js";
import { n as optional, t as defaulted } from "./input-table.js";

// src/oci/mirror-grammar.ts
/** `docker.io=mirror.example:5000`. Throws INPUT_INVALID. */
const registryMirror = {
	expects: "REGISTRY=MIRROR, such as docker.io=mirror.example:5000",
	parse: (text) => {
		const [registry = "", mirror = "", ...more] = text.split("=").map((part) => part.trim());
		if (more.length > 0 || !isHost(registry) || !isHost(mirror) || registry === mirror) throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 200))} is not REGISTRY=MIRROR with two hosts`);
		return {
			registry: registryKey(registry),
			mirror
		};
	}
};
function isHost(text) {
	try {
		return text !== "" && parseImageReference(`${text}/x`).registry === text && !/[/@]/.test(text);
	} catch {
		return false;
	}
}

// src/commands/registry-access.ts
/** The inputs of every command that speaks to a registry. */
const registryInputs = {
	"registry-ca": optional(relativePath, {
		about: "PEM file with the certificate authority of a private registry.",
		example: "certs/registry.pem"
	}),
	"insecure-registries": defaulted(list(line), "", {
		about: "Registries (host:port) that are spoken to in plain http. For tests.",
		example: "registry.local:5000"
	})
};
/** Inputs of commands that also read images of others. */
const mirrorInputs = { "registry-mirrors": defaulted(list(registryMirror), "", {
	about: "Mirrors that base images and `previous` are read from first, REGISTRY=MIRROR one a line. What is pushed never goes through one.",
	example: "docker.io=mirror.example:5000"
}) };
const largestAuthority = 1048576;
/** Opens registries with the credentials of docker and podman, and the private CA that the inputs name. */
async function openRegistry(input, ports) {
	const [{ createRegistry }, options] = await Promise.all([import("./registry-client2.js"), registryOptions(input, ports)]);
	return createRegistry(options);
}
/** The same for reading images of others, by way of mirrors; tags read there may be old, so nothing of ours is read with it. */
async function openPullRegistry(input, ports) {
	const [{ createPullRegistry }, options] = await Promise.all([import("./mirrors.js"), registryOptions(input, ports)]);
	return createPullRegistry(options, input["registry-mirrors"]);
}
async function registryOptions(input, ports) {
	const file = input["registry-ca"];
	const authorities = file === void 0 ? [] : [(await readBounded(await containPath(ports.workspace, file), largestAuthority)).toString("utf8")];
	const { openCredentials } = await import("./credentials.js");
	const { environment, processes } = ports;
	return {
		...ports,
		credentials: openCredentials({
			environment,
			processes
		}),
		insecureRegistries: input["insecure-registries"],
		authorities
	};
}

export { registryInputs as i, openPullRegistry as n, openRegistry as r, mirrorInputs as t };