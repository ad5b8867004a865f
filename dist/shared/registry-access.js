import { n as containPath, r as readBounded } from "./files.js";
import { f as relativePath, l as line, u as list } from "./grammars.js";
import { n as optional, t as defaulted } from "./input-table.js";

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
const largestAuthority = 1048576;
/** Opens registries with the credentials of docker and podman, and the private CA that the inputs name. */
async function openRegistry(input, ports) {
	const file = input["registry-ca"];
	const authorities = file === void 0 ? [] : [(await readBounded(await containPath(ports.workspace, file), largestAuthority)).toString("utf8")];
	const [{ createRegistry }, { openCredentials }] = await Promise.all([import("./registry-client.js"), import("./credentials.js")]);
	const { environment, processes } = ports;
	return createRegistry({
		...ports,
		credentials: openCredentials({
			environment,
			processes
		}),
		insecureRegistries: input["insecure-registries"],
		authorities
	});
}

export { registryInputs as n, openRegistry as t };